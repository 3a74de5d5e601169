"""Call and message lists of telephone companies as CSV. Every company has its own columns, so they are mapped.

The names of columns suggest what each means; the person confirms it, and the mapping is kept with the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Final

from assistant.errors import PersonError
from assistant.evidence.logs.days import Numbers, order_of, real
from assistant.evidence.logs.numbers import digits, is_number, same
from assistant.evidence.logs.records import CALL, IN, LONGEST_RAW, MESSAGE, OUT, Notes, Record, Settings, Source
from assistant.evidence.logs.tables import Table, plain, read_table
from assistant.evidence.logs.zones import Clock, zone_named

MEANINGS: Final = {
    "date": "the day",
    "time": "the time of day",
    "datetime": "day and time in one",
    "number": "the other side's number",
    "from": "the number that called or wrote",
    "to": "the number that was called or written to",
    "direction": "in or out",
    "type": "call or message, missed or not",
    "minutes": "length in minutes",
    "seconds": "length in seconds",
    "duration": "length as minutes:seconds",
    "name": "the name saved for the number",
    "text": "what was written",
    "ignore": "nothing that is needed",
}
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("date", "call date", "day", "usage date", "connect date", "date of call"),
    "time": ("time", "call time", "start time", "connect time", "time of call", "connecttime"),
    "datetime": (
        "date time", "datetime", "date and time", "call date time", "timestamp", "start date time", "date time utc",
        "conn date time", "event date time",
    ),
    "number": (
        "number", "phone", "phone number", "called number", "number called", "destination number", "to from", "from to",
        "contact", "number called received", "number sent to received from", "other party", "remoteparty", "remote party",
        "dialed number", "number sent to or received from", "contact number", "call to from",
    ),
    "from": ("from", "originating number", "calling number", "caller", "orig number", "originating", "from number"),
    "to": ("to", "terminating number", "term number", "terminating", "recipient", "to number", "destination"),
    "direction": ("direction", "in out", "i o", "incoming outgoing", "call direction", "inout", "in out i o"),
    "type": ("type", "call type", "usage type", "description", "event type", "service", "feature", "status"),
    "minutes": ("minutes", "min", "mins", "minutes used", "usage minutes", "units", "min used"),
    "seconds": ("seconds", "sec", "secs", "duration seconds", "duration in seconds", "duration s"),
    "duration": ("duration", "elapsed time", "length", "call duration", "talk time", "et"),
    "name": ("name", "contact name", "caller name", "party"),
    "text": ("text", "message", "body", "content"),
}  # fmt: skip
_MEANING_OF: Final = {alias: meaning for meaning, aliases in _ALIASES.items() for alias in aliases}
_LONGEST: Final = 80  # of a cell in which a day or a time is looked for; a long one would take long to look through
_DAY = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp])?\.?[Mm]?")
_MONTHS: Final = {
    m: n for n, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_NAMED = re.compile(
    r"(?:([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})|(\d{1,2})[ \-]([A-Za-z]{3})[a-z]*[ \-,]+(\d{4}|\d{2}))"
)
# What companies write where the caller hid the number: it is nobody's.
_HIDDEN: Final = frozenset({
    "restricted", "unknown", "unavailable", "-1", "private", "anonymous", "blocked", "withheld", "no caller id",
    "unknown caller", "private number", "private caller", "restricted number", "id unavailable", "number withheld",
})  # fmt: skip
_INCOMING: Final = frozenset({"in", "i", "incoming", "received", "inbound", "mt", "terminating", "answered"})
_OUTGOING: Final = frozenset({"out", "o", "outgoing", "placed", "dialed", "outbound", "mo", "originating", "sent"})


def known(header: str) -> bool:
    """Is this a column that a call list has?"""
    return header in _MEANING_OF


def read(source: Source, notes: Notes, named: Sequence[str] = ()) -> Table:
    """The table; `named` are columns that the person named."""
    names = {plain(n) for n in named}
    return read_table(source, notes, lambda h: known(h) or h in names, any_head=True)


def guess(head: Sequence[str]) -> dict[str, str]:
    """column -> meaning, by the columns' names; each meaning is given once, to the first that has it."""
    guessed: dict[str, str] = {}
    for column in head:
        meaning = _MEANING_OF.get(plain(column), "ignore")
        guessed[column] = "ignore" if meaning in guessed.values() else meaning
    if "datetime" in guessed.values():
        guessed = {c: "ignore" if m in ("date", "time") else m for c, m in guessed.items()}
    return guessed


def looks_like(cells: Sequence[str], meaning: str) -> bool:
    """Do all the full cells of a column look like days ('date'), times of day ('time'), or numbers ('number')?"""
    full = [c for c in cells if c and c.casefold() not in _HIDDEN]
    if not full:
        return False
    if meaning == "date":
        return all(_day_numbers(c) for c in full)
    if meaning == "time":  # 0:45 alone may be a length, and is asked about like any other
        return all(re.fullmatch(_CLOCK.pattern, c) for c in full)
    return all(is_number(c) and len(digits(c)) >= 7 and not _day_numbers(c) for c in full)


def has_clock(cells: Sequence[str]) -> bool:
    """Do the cells of a column of days hold the time of day too?"""
    full = [c for c in cells if c.strip()]
    return bool(full) and all(_CLOCK.search(c[:_LONGEST]) for c in full)


def is_bare(cell: str) -> bool:
    """A length that is a number without a unit: seconds or minutes?"""
    return bool(re.fullmatch(r"\d{1,6}(?:\.0+)?", cell.strip()))


def check_mapping(mapping: Mapping[str, str], where: str) -> None:
    """PersonError when it names no such meaning, or lacks what a list of calls needs."""
    meanings = list(mapping.values())
    unknown = sorted(set(meanings) - set(MEANINGS))
    if unknown:
        raise PersonError(
            f"'{unknown[0]}' is not a meaning a column can have.", where=where, remedy=f"Known: {', '.join(MEANINGS)}."
        )
    twice = [m for m in MEANINGS if m != "ignore" and meanings.count(m) > 1]
    if twice:
        raise PersonError(f"two columns are mapped to '{twice[0]}'.", where=where, remedy="Map one of them to: ignore")
    if "date" not in meanings and "datetime" not in meanings:
        raise PersonError("no column holds the day.", where=where, remedy="Say which, such as: --map 'Call Date=date'")
    if not {"number", "from", "to"} & set(meanings):
        raise PersonError(
            "no column holds the other side's number.", where=where, remedy="Say which, such as: --map 'Phone=number'"
        )


def parse(source: Source, settings: Settings, notes: Notes) -> Iterator[Record]:
    """Records in the order of the rows. Undecided when the dates can be read two ways.

    `settings.me` is the person's own number, which a list with 'from' and 'to' needs to tell direction.
    """
    table = read(source, notes, [column for column, _ in settings.mapping])
    mapping = dict(settings.mapping) or guess(table.head)
    check_mapping(mapping, source.name)
    at = {mapping[c]: n for n, c in enumerate(table.head) if mapping.get(c, "ignore") != "ignore"}
    day_at = at.get("datetime", at.get("date", 0))
    days = [_day_numbers(cells[day_at]) for _, cells in table.rows]
    shown = next((c[day_at] for (_, c), d in zip(table.rows, days, strict=True) if d), "")
    order = order_of([d for d in days if d], settings.dates, source.name, shown)
    clock, undated = Clock(zone_named(settings.zone)), 0
    bare = 0
    for (line, cells), numbers in zip(table.rows, days, strict=True):
        cell = {meaning: cells[n].strip() for meaning, n in at.items()}
        local = _local(numbers, order, cell.get("datetime") or cell.get("time", ""), cells[day_at])
        undated += local is None
        bare += is_bare(cell.get("duration", ""))
        made = _record(source, settings, line, cell, local, clock, cells)
        yield made._replace(day_only=True) if local and not _has_clock(cell) else made
    clock.tell(notes)
    if bare:
        notes.add(
            f"Lengths that may be seconds or minutes: {bare:,}. They are left open. Say which with: --map 'COLUMN=seconds', "
            "or: --map 'COLUMN=minutes'"
        )
    if undated:
        notes.add(f"Rows without a time that can be read: {undated:,}. They are kept, without a time.")
    notes.add("A company's list may leave out missed and blocked calls, and may round minutes up.")


def _day_numbers(cell: str) -> Numbers | None:
    cell = cell[:_LONGEST]
    if found := _DAY.search(cell):
        a, b, c = (int(x) for x in found.groups())
        return a, b, c
    if found := _NAMED.search(cell):
        g = found.groups()
        name, day, year = (g[0], g[1], g[2]) if g[0] else (g[4], g[3], g[5])
        month = _MONTHS.get(name.casefold())
        # the year first leaves nothing to ask
        return (int(year) + (2000 if int(year) < 100 else 0), month, int(day)) if month else None
    return None


def _local(numbers: Numbers | None, order: str, clock_cell: str, day_cell: str) -> datetime | None:
    day = real(numbers, order) if numbers else None
    if day is None:
        return None
    # in a cell with both, the clock stands after the day
    found = _CLOCK.search(clock_cell[:_LONGEST])
    if not found:
        return None if clock_cell and clock_cell != day_cell else datetime.combine(day, time())
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return datetime.combine(day, time(hour, minute, second))


def _has_clock(cell: dict[str, str]) -> bool:
    return bool(_CLOCK.search((cell.get("datetime") or cell.get("time") or "")[:_LONGEST]))


def _record(
    source: Source,
    settings: Settings,
    line: int,
    cell: dict[str, str],
    local: datetime | None,
    clock: Clock,
    cells: Sequence[str],
) -> Record:
    direction, number = _direction(cell, settings.me)
    kind = cell.get("type", "")[:_LONGEST].casefold()
    is_message = bool(re.search(r"\b(sms|mms|text|message|msg)", kind)) or bool(cell.get("text"))
    state = next((s for s in ("missed", "rejected", "blocked", "voicemail") if s in kind), "")
    return Record(
        source.name,
        source.sha256,
        line,
        clock.utc(local) if local else None,
        local,
        settings.zone,
        True,
        direction or (IN if state else ""),
        number,
        cell.get("name", ""),
        "phone",
        MESSAGE if is_message else CALL,
        cell.get("text", ""),
        (),
        _length(cell),
        state,
        " | ".join(cells)[:LONGEST_RAW],
    )


def _direction(cell: dict[str, str], mine: str) -> tuple[str, str]:
    """Direction and the other side's number."""
    start, end = cell.get("from", ""), cell.get("to", "")
    if mine and (start or end):
        if same(start, mine):
            return OUT, cell.get("number") or end
        if same(end, mine):
            return IN, cell.get("number") or start
    words = set(re.findall(r"[a-z]+", f"{cell.get('direction', '')} {cell.get('type', '')}".casefold()))
    direction = IN if words & _INCOMING else OUT if words & _OUTGOING else ""
    number = cell.get("number", "") or (start if direction == IN else end if direction == OUT else start or end)
    return direction, "" if number.casefold() in _HIDDEN else number


def _length(cell: dict[str, str]) -> int | None:
    """Seconds. A blank or -1 means that the company did not pass it on."""
    if found := re.fullmatch(r"(\d{1,6})(?:\.0+)?", cell.get("seconds", "")):
        return int(found[1])
    length = cell.get("duration", "") or cell.get("minutes", "") or cell.get("seconds", "")
    if found := re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})", length):
        return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    if found := re.fullmatch(r"(\d{1,5})(?:\.0+)?", cell.get("minutes", "")):
        return int(found[1]) * 60
    return None
