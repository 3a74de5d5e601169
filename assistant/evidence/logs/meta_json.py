"""Facebook and Instagram messages as JSON (`message_1.json` of a download of one's information).

Their texts are UTF-8 bytes written as Latin-1 characters; that is undone. Messages stand newest first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from assistant.errors import PersonError
from assistant.evidence.logs.records import CALL, IN, LONGEST_RAW, MESSAGE, OUT, Notes, Record, Settings, Source
from assistant.evidence.logs.text import printable, whole_text
from assistant.evidence.logs.zones import local_of, zone_named

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FILES: Final = ("photos", "videos", "audio_files", "files", "gifs")


def looks_like(head: str) -> bool:
    start = head.lstrip("\ufeff \n\r\t")[:1]
    return start == "{" and '"participants"' in head and ('"messages"' in head or '"sender_name"' in head)


def mended(text: Any) -> str:
    """Text as it was written; as it stands when it was never spoiled."""
    if not isinstance(text, str):
        return ""
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _read(source: Source, notes: Notes) -> dict[str, Any]:
    broken = PersonError(
        "this JSON cannot be read; it may be damaged or cut short.", where=source.name, remedy="Download it again."
    )
    try:
        data = json.loads(whole_text(source, notes).lstrip("\ufeff"))
    except (ValueError, RecursionError, MemoryError):
        raise broken from None
    if not isinstance(data, dict) or not isinstance(data.get("messages"), list):
        raise broken
    return data


def senders(source: Source, notes: Notes) -> list[str]:
    """The names of those who take part."""
    people = _read(source, notes).get("participants")
    return [mended(p.get("name")) for p in people if isinstance(p, dict)] if isinstance(people, list) else []


def parse(source: Source, settings: Settings, notes: Notes) -> Iterator[Record]:
    """Records, oldest first. `row` is the position in the file."""
    data = _read(source, notes)
    people = data.get("participants")
    names = [mended(p.get("name")) for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    others = "~".join(n for n in names if n and n != settings.me)
    channel = _service(data, source.name)
    zone = zone_named(settings.zone)
    made = []
    for row, message in enumerate(data["messages"], 1):
        if not isinstance(message, dict):
            notes.add("Some entries of the file are not messages. They were left out.")
            continue
        made.append(_record(source, settings, row, message, others, channel, zone, notes))
    if not settings.me:
        notes.add("Nobody said which name is yours, so no message is marked as sent or received.")
    made.reverse()
    made.sort(key=lambda r: r.when_utc or _EPOCH)  # stable: what has the same time keeps the file's order
    yield from made


def _service(data: dict[str, Any], name: str) -> str:
    """Which service it comes from, as the paths in it tell; both write the same form, and it is not guessed."""
    paths = [str(data.get("thread_path", "")), name]
    for message in data["messages"][:20_000]:
        for key in _FILES:
            listed = message.get(key) if isinstance(message, dict) else None
            paths += [
                str(one.get("uri", "")) for one in (listed if isinstance(listed, list) else ()) if isinstance(one, dict)
            ]
    text = "\n".join(paths).casefold()
    found = [called for called in ("Facebook", "Instagram") if called.casefold() in text]
    return found[0] if len(found) == 1 else "Facebook or Instagram"


def _record(
    source: Source,
    settings: Settings,
    row: int,
    m: dict[str, Any],
    others: str,
    channel: str,
    zone: Any,
    notes: Notes,
) -> Record:
    sender = printable(mended(m.get("sender_name")), notes)
    stamp = m.get("timestamp_ms")
    utc = None
    if isinstance(stamp, int) and 0 <= stamp < 10**14:
        utc = _EPOCH + timedelta(milliseconds=stamp)
    mine = bool(settings.me) and sender == settings.me
    call = m.get("call_duration")
    is_call = isinstance(call, int)
    state = "deleted" if m.get("is_unsent") is True else "missed" if is_call and m.get("missed") is True else ""
    one = settings.number if "~" not in others else ""
    return Record(
        source.name,
        source.sha256,
        row,
        utc,
        local_of(utc, zone) if utc else None,
        settings.zone,
        False,
        "" if not settings.me or not sender else OUT if mine else IN,
        one or (others if mine or not sender else sender),
        "" if mine else sender,
        channel,
        CALL if is_call else MESSAGE,
        printable(mended(m.get("content")), notes),
        tuple(_media(m)),
        call if isinstance(call, int) else None,
        state,
        json.dumps(m, ensure_ascii=False, default=str)[:LONGEST_RAW],
    )


def _media(m: dict[str, Any]) -> Iterator[str]:
    for key in _FILES:
        listed = m.get(key)
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict):
                yield mended(one.get("uri")).rsplit("/", 1)[-1] or "a file"
    if isinstance(m.get("sticker"), dict):
        yield "a sticker"
    share = m.get("share")
    if isinstance(share, dict) and share.get("link"):
        yield "link: " + mended(share["link"])[:500]
