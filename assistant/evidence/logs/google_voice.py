"""Google Voice from Takeout: one HTML page for each conversation or call, alone or in the zip of the download.

The pages are read as data: nothing in them is run, drawn or fetched. Times carry their own offset from UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from assistant.errors import PersonError
from assistant.evidence.logs.archives import opened, read_entry
from assistant.evidence.logs.numbers import is_number
from assistant.evidence.logs.records import (
    CALL,
    IN,
    LONGEST_RAW,
    MESSAGE,
    OUT,
    VOICE_FOLDER,
    Notes,
    Record,
    Settings,
    Source,
)
from assistant.evidence.logs.text import decoded, is_zip, spaces, whole_text
from assistant.evidence.logs.zones import local_of, zone_named

MOST_PAGES: Final = 20_000
_FOLDERS: Final = (VOICE_FOLDER, "Voice/Spam/")  # what the service took for spam lies beside the rest
_DURATION = re.compile(r"P?T?(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})S)?$")
_TYPES: Final = (
    ("missed", IN, "missed"),
    ("voicemail", IN, "voicemail"),
    ("placed", OUT, ""),
    ("recorded", IN, "recorded"),
    ("received", IN, ""),
)
_NAME_OF_FILE = re.compile(r"^(?P<who>.*?) ?- (?P<type>Text|Placed|Received|Missed|Voicemail|Recorded) - ")


def looks_like(head: str) -> bool:
    return "hChatLog" in head or "haudio" in head


def zip_has_pages(names: list[str]) -> bool:
    """Does a zip hold pages of Google Voice?"""
    return any(_is_page(n) for n in names)


def _is_page(name: str) -> bool:
    return name.endswith((".html", ".htm")) and any(folder in name for folder in _FOLDERS)


def _pages(source: Source, notes: Notes) -> Iterator[tuple[str, str]]:
    """(name, HTML) of each page."""
    with source.open() as file:
        zipped = is_zip(file)
    if not zipped:
        yield source.name, whole_text(source, notes)
        return
    with opened(source) as archive:
        names = [n for n in archive.namelist() if _is_page(n)]
        if len(names) > MOST_PAGES:
            raise PersonError(
                f"this download holds more than {MOST_PAGES:,} pages.", where=source.name, remedy="Take a shorter span."
            )
        for name in sorted(names):
            yield name.rsplit("/", 1)[-1], decoded(read_entry(archive, name, source.name), source.name, notes)


def parse(source: Source, settings: Settings, notes: Notes) -> Iterator[Record]:
    """Records, oldest first. `row` counts the entries through the pages in the order of their names."""
    zone = zone_named(settings.zone)
    found: list[dict[str, Any]] = []
    for name, html in _pages(source, notes):
        found += _entries(name, html)
    if not found:
        raise PersonError(
            "no message or call was found in this page.", where=source.name, remedy="Download it again from Takeout."
        )
    known = {e["label"]: e["number"] for e in found if e["label"] and e["number"]}
    if any(e["state"] == "recorded" for e in found):
        notes.add("A recording of a call is among these. In some places a recording needs every speaker's consent.")
    made = []
    for row, e in enumerate(found, 1):
        utc = e["utc"]
        made.append(
            Record(
                source.name,
                source.sha256,
                row,
                utc,
                local_of(utc, zone) if utc else None,
                settings.zone,
                False,
                e["direction"],
                e["number"] or known.get(e["label"], "") or settings.number,
                e["label"],
                "Google Voice",
                e["what"],
                e["text"],
                tuple(e["media"]),
                e["duration"],
                e["state"],
                e["raw"][:LONGEST_RAW],
            )
        )
    made.sort(key=lambda r: r.when_utc or datetime(1970, 1, 1, tzinfo=UTC))
    yield from made


def _entries(name: str, html: str) -> list[dict[str, Any]]:
    from lxml import html as reader  # type: ignore[import-untyped]

    try:
        parser = reader.HTMLParser(no_network=True, encoding="utf-8")
        page = reader.document_fromstring(html.encode("utf-8"), parser=parser)
    except MemoryError:  # no page is left out in silence
        raise
    except Exception:  # a page that is none of ours, or empty
        return []
    in_name = _NAME_OF_FILE.match(name)
    who = in_name["who"] if in_name else ""
    messages = _all(page, "message")
    if messages:
        return _chat(messages, who)
    calls = _all(page, "haudio")
    return [_call(c, who, in_name["type"].casefold() if in_name else "") for c in calls]


def _all(node: Any, name: str) -> list[Any]:
    """Elements of this class, found without any pattern of ours reaching the page's own text."""
    return list(node.xpath(f"descendant-or-self::*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"))


def _chat(messages: list[Any], who: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for m in messages:
        label, number = _person(m)
        mine = label == "Me"
        body = next(iter(m.iter("q")), None)
        stamp = next((x.get("title", "") for x in _all(m, "dt")), "")
        media = [x.get("src") or "a picture" for x in m.iter("img")]
        media += [x.get("src") or x.get("href") or "a recording" for x in m.iter("audio")]
        media += ["a contact card" for x in m.iter("a") if "vcard" in (x.get("class") or "").split()]
        made.append(
            {
                "utc": _time(stamp),
                "direction": OUT if mine else IN,
                "mine": mine,
                "number": "" if mine else number,
                "label": "" if mine else label,
                "what": MESSAGE,
                "text": _words(body) if body is not None else "",
                "media": media,
                "duration": None,
                "state": "",
                "raw": spaces(m.text_content()),
            }
        )
    numbers = list(dict.fromkeys(e["number"] for e in made if e["number"]))
    thread = "~".join(numbers[:20]) or (who if is_number(who) else "")
    for e in made:
        if not e["number"] and "~" in thread and not e["mine"]:
            e["direction"] = ""  # a group, and the page does not say which of them wrote
        e["number"] = e["number"] or thread
        if e["mine"] and who and not e["label"] and len(numbers) < 2:
            e["label"] = "" if is_number(who) else who
    return made


def _call(c: Any, who: str, named: str) -> dict[str, Any]:
    label, number = _person(c)
    heading = " ".join(
        [named, *(x.text_content() for x in _all(c, "fn")[:1]), *(x.text_content() for x in _all(c, "tags"))]
    )
    direction, state = next(((d, s) for word, d, s in _TYPES if word in heading.casefold()), ("", ""))
    if any(_all(c, "deletedStatusContainer")) and "deleted" in c.text_content().casefold():
        state = state or "deleted"
    transcript = next((_words(x) for x in _all(c, "full-text")), "")
    length = next((x.get("title", "") for x in _all(c, "duration")), "")
    stamp = next((x.get("title", "") for x in _all(c, "published")), "")
    return {
        "utc": _time(stamp),
        "direction": direction,
        "number": number or (who if is_number(who) else ""),
        "label": label if label != "Me" else "",
        "what": CALL,
        "text": transcript,
        "media": [x.get("src") or "a recording" for x in c.iter("audio")],
        "duration": _seconds(length),
        "state": state,
        "raw": spaces(c.text_content()),
    }


def _person(node: Any) -> tuple[str, str]:
    """(name, number) of who sent a message or was called."""
    for link in node.iter("a"):
        if "tel" in (link.get("class") or "").split():
            name = " ".join(x.text_content() for x in _all(link, "fn"))
            number = (link.get("href") or "").removeprefix("tel:").strip()
            return spaces(name).strip(), number if is_number(number) else ""
    return "", ""


def _words(node: Any) -> str:
    """An element's text, with its line breaks."""
    parts = []
    for n in node.iter():
        if n.tag == "br":
            parts.append("\n")
        elif isinstance(n.tag, str) and n.text:
            parts.append(n.text)
        if n is not node and n.tail:
            parts.append(n.tail)
    return "".join(parts).strip()


def _time(stamp: str) -> datetime | None:
    try:
        made = datetime.fromisoformat(stamp.strip())
    except ValueError:
        return None
    return made.astimezone(UTC) if made.tzinfo else None


def _seconds(length: str) -> int | None:
    match = _DURATION.match(length.strip())
    if not match or not any(match.groups()):
        return None
    h, m, s = (int(x or 0) for x in match.groups())
    return h * 3600 + m * 60 + s
