"""Which records of a file are meant, and what a file holds in short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from assistant.dates import NotADate, parse_clock, parse_day
from assistant.errors import PersonError
from assistant.evidence.logs.numbers import alike, matches
from assistant.evidence.logs.records import CALL, INCIDENT, MESSAGE, NOTE, Notes, Record

_MOST_PEOPLE: Final = 100_000  # so that no file fills the memory with numbers

Numbered = tuple[int, Record]  # the entry's number in its file, from 1, and the record


@dataclass(frozen=True)
class Wanted:
    """Which entries are meant. What is not given does not narrow; `begin` and `end` are local and both included."""

    lines: tuple[tuple[int, int], ...] = ()
    number: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    what: str = ""  # call or message
    direction: str = ""
    state: str = ""
    text: str = ""
    or_number: str = ""  # besides those with the text, those with this number

    def __call__(self, n: int, r: Record) -> bool:
        if self.lines and not any(a <= n <= b for a, b in self.lines):
            return False
        if self.number and not matches(r.counterpart_id, r.counterpart_label, self.number):
            return False
        if self.begin and (r.when_local is None or r.when_local < self.begin):
            return False
        if self.end and (r.when_local is None or r.when_local > self.end):
            return False
        if self.what and r.what != self.what:
            return False
        if self.direction and r.direction != self.direction:
            return False
        if self.state and r.state != self.state:
            return False
        if self.or_number and matches(r.counterpart_id, r.counterpart_label, self.or_number):
            return True
        return not self.text or self.text.casefold() in r.text.casefold()

    def of(self, found: Iterable[Record]) -> Iterator[Numbered]:
        """The entries meant, with their numbers."""
        for n, record in enumerate(found, 1):
            if self(n, record):
                yield n, record


@dataclass
class Summary:
    """What a file holds: how many of each kind, from when to when, and with whom."""

    total: int = 0
    undated: int = 0
    first: datetime | None = None
    last: datetime | None = None
    kinds: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)  # by number or account
    labels: dict[str, str] = field(default_factory=dict)  # number or account -> its name in the file
    notes: Notes = field(default_factory=Notes)

    def take(self, found: Iterable[Record]) -> int:
        """Take some records in as well, a thousand or so at once; how many they were. Nothing of them is kept."""
        # their words are let go at once: a thousand of them may be as large as the file
        some = [(r.when_local, r.what, r.counterpart_id, r.counterpart_label) for r in found]
        times = [at for at, *_ in some if at is not None]
        self.total += len(some)
        self.undated += len(some) - len(times)
        if times:
            self.first = min(times) if self.first is None else min(self.first, min(times))
            self.last = max(times) if self.last is None else max(self.last, max(times))
        self.kinds.update(what for _, what, _, _ in some)
        people, labels, full = self.people, self.labels, len(self.people) >= _MOST_PEOPLE
        named = [(alike(i), label) for _, what, i, label in some if what != NOTE and what != INCIDENT]
        if full:
            named = [(i, label) for i, label in named if i in people]
        people.update(i for i, _ in named)
        for i, label in named:
            if label and i not in labels:
                labels[i] = label
        return len(some)

    def end(self) -> None:
        """Say what is only known when all was taken in."""
        if self.undated:
            self.notes.add(f"Entries without a time that can be read: {self.undated:,}.")

    @property
    def words(self) -> str:
        """'412 messages, 31 calls, May 2, 2025 to June 9, 2025'."""
        from assistant.dates import day_text

        names = ((MESSAGE, "message"), (CALL, "call"), (INCIDENT, "event"), (NOTE, "note of the service"))
        parts = [_count(self.kinds[k], name) for k, name in names if self.kinds[k]]
        if self.first and self.last:
            a, b = day_text(self.first.date()), day_text(self.last.date())
            parts.append(a if a == b else f"{a} to {b}")
        return ", ".join(parts) or "nothing"


def _count(n: int, word: str) -> str:
    if n == 1:
        return f"1 {word}"
    return f"{n:,} notes of the service" if word.startswith("note") else f"{n:,} {word}s"


def lines_named(text: str) -> tuple[tuple[int, int], ...]:
    """'3, 10-14' as ((3, 3), (10, 14)). PersonError for anything else."""
    found = []
    for part in re.split(r"[,\s]+", text.strip()):
        match = re.fullmatch(r"(\d{1,9})(?:[-\u2013](\d{1,9}))?", part)
        if not match or not 1 <= int(match[1]) <= int(match[2] or match[1]):
            raise PersonError("the lines cannot be read.", where="--lines", remedy="Such as: --lines 3,10-14")
        found.append((int(match[1]), int(match[2] or match[1])))
    return tuple(found)


def moment(text: str, today: date, *, end: bool = False) -> datetime:
    """A day, or a day and a time, as typed: '2025-05-02', 'May 2, 2025 9:04 pm', '2025-05-02 21:04'.

    A day alone is its first or, for `end`, its last moment; a minute as an end is taken whole. PersonError else.
    """
    words = text.strip()
    found = re.search(
        r"[ T,]+(?:at )?(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|noon|midnight)$", words, re.I
    )
    bad = PersonError(
        "this is not a day, or a day and a time, that can be read.",
        where="--to" if end else "--from",
        remedy="Such as: 2025-05-02, or: '2025-05-02 9:04 pm'.",
    )
    try:
        day = parse_day(words[: found.start()] if found else words, today)
        if found is None:
            return datetime.combine(day, time(23, 59, 59, 999_999) if end else time())
        clock = _clock(found[1])
    except (NotADate, ValueError):
        raise bad from None
    made = datetime.combine(day, clock)
    return made.replace(second=59, microsecond=999_999) if end and found[1].count(":") < 2 else made


def _clock(text: str) -> time:
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text):
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    printed = parse_clock(text)
    if printed in ("noon", "midnight"):
        return time(12 if printed == "noon" else 0)
    found = re.fullmatch(r"(\d{1,2}):(\d{2}) ([ap])\.m\.", printed)
    if not found:
        raise ValueError(printed)
    return time(int(found[1]) % 12 + (12 if found[3] == "p" else 0), int(found[2]))
