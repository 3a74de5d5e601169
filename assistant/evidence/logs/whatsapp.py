"""A WhatsApp chat exported as text, or the zip that holds it.

The format is not published. Two families of lines are known, with the date and clock of the phone's country:
`5/2/25, 9:04 PM - Name: text` (Android) and `[02/05/2025, 21:04:11] Name: text` (iPhone). A message goes on over
lines until the next head. Lines without a name are the service's own ('changed their phone number') and are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from assistant.errors import PersonError
from assistant.evidence.logs.archives import text_in_zip
from assistant.evidence.logs.days import Numbers, order_of, real
from assistant.evidence.logs.numbers import is_number
from assistant.evidence.logs.records import (
    CALL,
    IN,
    LONGEST_RAW,
    MESSAGE,
    NOT_THERE,
    NOTE,
    OUT,
    Notes,
    Record,
    Settings,
    Source,
)
from assistant.evidence.logs.text import is_zip, whole_text
from assistant.evidence.logs.zones import Clock, zone_named

_SPACE = "[ \u00a0\u202f\u2009]"
_DATE = rf"(\d{{1,4}})([./-]){_SPACE}?(\d{{1,2}})\%d{_SPACE}?(\d{{2,4}})\.?"
_CLOCK = rf"(\d{{1,2}})[:.](\d{{2}})(?:[:.](\d{{2}}))?(?:{_SPACE}?([AaPp]\.?{_SPACE}?[Mm]\.?|上午|下午|오전|오후))?"
# between date and clock: a comma, a word of the language ('klo', 'um'), a half of the day in Chinese or Korean
_HEAD: Final = re.compile(
    rf"^[\u200e\u200f\ufeff]*(?:\[{_DATE % 2},?{_SPACE}(?:([^\W\d]{{1,8}})\.?{_SPACE}?)?{_CLOCK}\][ ]?"
    rf"|{_DATE % 11},?{_SPACE}(?:([^\W\d]{{1,8}})\.?{_SPACE}?)?{_CLOCK}{_SPACE}[-\u2013]{_SPACE})",
    re.MULTILINE,
)
_NAME = re.compile(r"([^\n\"“”]{1,80}?): ")
_ATTACHED = re.compile(
    r"\u200e?<[^<>\n:]{3,30}: ?([^<>\n]{1,200})>$|^\u200e?([^\n/\\]{1,200}\.\w{2,5}) \([^()\n]{3,40}\)$", re.M
)
_OMITTED: Final = frozenset(
    [
        f"{what} omitted"
        for what in ("image", "video", "video note", "audio", "sticker", "gif", "document", "contact card")
    ]
    + [f"{what} weggelassen" for what in ("bild", "video", "audio", "sticker", "dokument", "gif")]
    + [f"{what} omitid{end}" for what in ("imagen", "video", "vídeo", "audio", "sticker", "documento") for end in "oa"]
    + [
        "<media omitted>",
        "<medien ausgeschlossen>",
        "<multimedia omitido>",
        "<mídia oculta>",
        "<médias omis>",
        "<media omessi>",
    ]
)
_DELETED: Final = frozenset(
    [
        "this message was deleted",
        "you deleted this message",
        "diese nachricht wurde gelöscht",
        "du hast diese nachricht gelöscht",
        "se eliminó este mensaje",
        "eliminaste este mensaje",
        "mensagem apagada",
        "esta mensagem foi apagada",
        "você apagou esta mensagem",
        "ce message a été supprimé",
        "vous avez supprimé ce message",
    ]
)
_EDITED = re.compile(r"<(?:this message was edited|diese nachricht wurde bearbeitet|se editó este mensaje)>$", re.I)
_CALL = re.compile(
    r"^\u200e(missed )?(?:silenced )?(?:group )?(?:voice|video) call\.?,?\s*(?:\u200e?(\d+) (sec|min|hr|hours?))?",
    re.IGNORECASE,
)
Side = tuple[str, str, str]  # direction, counterpart, its label
_NOBODY: Final[Side] = ("", "", "")  # the service's own line
_UNITS: Final = {"s": 1, "m": 60, "h": 3600}


def looks_like(head: str) -> bool:
    """Does a text begin like a chat?"""
    return bool(_HEAD.search(head[:4000])) and len(head[: _HEAD.search(head).start()].strip()) < 200  # type: ignore[union-attr]


def read_text(source: Source, notes: Notes) -> str:
    """The chat's text, from the file itself or from the one chat in a zip."""
    with source.open() as file:
        zipped = is_zip(file)
    text = text_in_zip(source, notes, ("_chat.txt", ".txt")) if zipped else whole_text(source, notes)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(source: Source, settings: Settings, notes: Notes) -> Iterator[Record]:
    """Records of a chat, in the order of the file. PersonError when no line has a date; Undecided for its order."""
    text = read_text(source, notes)
    heads = list(_HEAD.finditer(text))
    if not heads:
        raise PersonError(
            "no message with a date was found in this text.", where=source.name, remedy="Export the chat again as text."
        )
    groups = [h.groups() for h in heads]
    groups = [g[:9] if g[0] is not None else g[9:] for g in groups]  # one family of lines or the other
    numbers = [(int(g[0]), int(g[2]), int(g[3])) for g in groups]
    order = order_of(numbers, settings.dates, source.name, _shown(heads[0]))
    clock = Clock(zone_named(settings.zone))
    ends = [h.start() - 1 for h in heads[1:]] + [len(text)]
    parts = [_split(text[h.end() : end], settings.me) for h, end in zip(heads, ends, strict=True)]
    names = Counter(name for name, _ in parts if name)
    colons = Counter(name for name, said in parts if name and ": " in said[:30])
    others = _others(names, settings)
    sides = {name: _side(name, others, settings) for name in names}
    row, at, back, attached, last = 1, 0, 0, False, datetime.min
    for head, group, given, end, (name, said) in zip(heads, groups, numbers, ends, parts, strict=True):
        row += text.count("\n", at, head.start())
        at = head.start()
        local = _local(group, given, order)
        if local is not None:
            back += local < last
            last = local
        raw = text[at : at + min(end - at, LONGEST_RAW)]
        made = _record(source, settings, row, local, clock, name, said, sides.get(name, _NOBODY), raw)
        attached = attached or bool(made.media)
        yield made
    clock.tell(notes)
    _warn(notes, len(heads), attached, back, names, colons, settings)


def _side(name: str, others: str, settings: Settings) -> Side:
    """Which way a message of this sender went, and whom it came from or went to. Told once for each name."""
    label = "" if settings.me and name.casefold() == settings.me.casefold() else name
    if not label:
        return OUT, others, label
    number = name if is_number(name) or "~" in others else settings.number
    return IN if settings.me else "", number or name, label


def _others(names: Counter[str], settings: Settings) -> str:
    """The other side of what the person sent: the one other sender, or all of a group."""
    others = [n for n in names if n.casefold() != settings.me.casefold()]
    return "~".join(n if is_number(n) or len(others) > 1 else settings.number or n for n in others[:20])


def _shown(head: re.Match[str]) -> str:
    return head[0].strip("[]\u200e\u200f\ufeff -\u2013").replace("\u202f", " ")


def _local(group: tuple[str | None, ...], numbers: Numbers, order: str) -> datetime | None:
    """The time that a head names; None when no clock or calendar has it."""
    word, hour, minute, second, half = group[4:9]
    day = real(numbers, order)
    h, m, s = int(hour or 0), int(minute or 0), int(second or 0)
    mark = half.lower() if half else word or ""
    if mark in ("下午", "오후") or (half and mark[0] == "p"):
        h = h % 12 + 12
    elif mark in ("上午", "오전") or (half and mark[0] == "a"):
        h %= 12
    if day is None or h > 23 or m > 59 or s > 59:
        return None
    return datetime(day.year, day.month, day.day, h, m, s)


def _split(body: str, me: str) -> tuple[str, str]:
    """The sender's name ('' for the service's own line) and what was said."""
    if me and body.startswith(me + ": "):
        return me, body[len(me) + 2 :]
    if found := _NAME.match(body):
        return found[1].strip("\u200e\u200f \u202a\u202c~"), body[found.end() :]
    stripped = body.rstrip()
    if stripped.endswith(":") and "\n" not in stripped and len(stripped) < 80:
        return stripped[:-1].strip("\u200e\u200f \u202a\u202c~"), ""
    return "", body


def _record(
    source: Source,
    settings: Settings,
    row: int,
    local: datetime | None,
    clock: Clock,
    name: str,
    said: str,
    side: Side,
    raw: str,
) -> Record:
    what, state, duration = (MESSAGE if name else NOTE), "", None
    media: tuple[str, ...] = ()
    said = said.rstrip("\n")
    if "<" in said or "(" in said:
        media = tuple(a or b for a, b in _ATTACHED.findall(said))
        state = "edited" if _EDITED.search(said) else ""
    if len(said) < 60:
        bare = said.strip("\u200e\u200f .").casefold()
        if bare in _DELETED:
            state = "deleted"
        elif bare in _OMITTED:
            media = (NOT_THERE,)
    if said[:1] in "\u200e\u200f":
        if name and (call := _CALL.match(said)):
            what, state = CALL, "missed" if call[1] else ""
            duration = int(call[2]) * _UNITS[call[3][0].lower()] if call[2] else None
        said = said.lstrip("\u200e\u200f")
    direction, counterpart, label = side
    return Record(
        source.name,
        source.sha256,
        row,
        clock.utc(local) if local else None,
        local,
        settings.zone,
        True,
        direction,
        counterpart,
        label,
        "WhatsApp",
        what,
        said,
        media,
        duration,
        state,
        raw,
    )


def _warn(
    notes: Notes, count: int, attached: bool, back: int, names: Counter[str], colons: Counter[str], settings: Settings
) -> None:
    if (39_000 <= count <= 40_100) or (attached and 9_750 <= count <= 10_100):
        notes.add(
            f"The file holds {count:,} lines with a date. WhatsApp cuts an export off near 40,000 messages, or near 10,000 with "
            "media: older ones may be missing."
        )
    if back:
        notes.add(
            f"{back} times a message is dated before the one above it. A line inside a message may look like the head of one."
        )
    for name, n in names.items():
        if n >= 3 and colons[name] == n and name != settings.me:
            notes.add("Every message of one sender begins with words and a colon: the name itself may hold a colon.")
    if not settings.me:
        notes.add("Nobody said which name is yours, so no message is marked as sent or received.")
    elif settings.me.casefold() not in {n.casefold() for n in names}:
        notes.add("The name that was given as yours does not stand in this file.")


def senders(source: Source, notes: Notes) -> list[str]:
    """The names that stand before messages, the most frequent first."""
    text = read_text(source, notes)
    found: Counter[str] = Counter()
    for head in _HEAD.finditer(text):
        name, _ = _split(text[head.end() : head.end() + 200], "")
        if name:
            found[name] += 1
    return [name for name, _ in found.most_common(50)]
