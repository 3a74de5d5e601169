"""Counting rows, in the words a paper may use, and kept with the event whose words they bear out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from assistant.answers import Answers
from assistant.dates import day_text
from assistant.errors import PersonError
from assistant.evidence.intake import Store
from assistant.evidence.logs.numbers import alike, ending
from assistant.evidence.logs.reading import Numbered, Wanted
from assistant.evidence.logs.records import CALL, IN, MESSAGE, OUT
from assistant.evidence.logs.taking import Log, logs_of

COUNTS: Final = "logs.counts"


@dataclass(frozen=True)
class Count:
    """How many rows, and the first and last of them. `others`: different numbers or accounts among them."""

    count: int
    first: datetime | None
    last: datetime | None
    others: tuple[str, ...]
    hidden: int = 0  # of them, those whose number is not shown: nobody can tell whose they are
    direction: str = ""  # where all of them went one way
    day_only: bool = False  # some name the day and no time of day

    @classmethod
    def of(cls, found: Iterable[Numbered]) -> Count:
        """Count these entries."""
        count, hidden, first, last, day_only = 0, 0, None, None, False
        others: dict[str, None] = {}
        ways: set[str] = set()
        for _, r in found:
            count += 1
            ways.add(r.direction)
            day_only = day_only or r.day_only
            if not r.counterpart_id:
                hidden += 1
            elif len(others) < 1000:
                others[alike(r.counterpart_id)] = None
            if r.when_local is not None:
                first = r.when_local if first is None or r.when_local < first else first
                last = r.when_local if last is None or r.when_local > last else last
        return cls(count, first, last, tuple(others), hidden, ways.pop() if len(ways) == 1 else "", day_only)


def in_words(made: Count, wanted: Wanted) -> str:
    """'31 calls between 9:04 p.m. and 11:40 p.m. on May 2, 2025 from the number ending 4471'."""
    noun = {CALL: "call", MESSAGE: "message"}.get(wanted.what, "entry")
    noun = noun if made.count == 1 else {"entry": "entries"}.get(noun, noun + "s")
    state = f"{wanted.state} " if wanted.state else ""
    words = f"{made.count:,} {state}{noun}"
    if made.first and made.last:
        words += f" {_days(made.first, made.last) if made.day_only else _span(made.first, made.last)}"
    preposition = {IN: "from", OUT: "to"}.get(wanted.direction or made.direction, "with")
    shown = made.count - made.hidden
    if wanted.number and made.count:
        return f"{words} {preposition} {ending(wanted.number)}"
    named = ending(made.others[0]) if len(made.others) == 1 else f"{len(made.others):,} different numbers or accounts"
    if made.others and made.hidden:
        return f"{words}: {shown:,} {preposition} {named}, and {made.hidden:,} {preposition} a number that is not shown"
    if made.others:
        return f"{words} {preposition} {named}"
    return f"{words} {preposition} a number that is not shown" if made.hidden else words


def _days(first: datetime, last: datetime) -> str:
    a, b = day_text(first.date()), day_text(last.date())
    return f"on {a}" if a == b else f"between {a} and {b}"


def _span(first: datetime, last: datetime) -> str:
    if first == last:
        return f"at {clock(first)} on {day_text(first.date())}"
    if first.date() == last.date():
        return f"between {clock(first)} and {clock(last)} on {day_text(first.date())}"
    return f"between {clock(first)} on {day_text(first.date())} and {clock(last)} on {day_text(last.date())}"


def clock(at: datetime) -> str:
    """'9:04 p.m.'"""
    return f"{at.hour % 12 or 12}:{at:%M} {'a.m.' if at.hour < 12 else 'p.m.'}"


def keep_count(answers: Answers, log: Log, incident: str, wanted: Wanted, made: Count) -> str:
    """Keep a count with an event; its id. PersonError unless calls or messages were counted."""
    if wanted.what not in (CALL, MESSAGE):
        raise PersonError("say what to count.", where="paperwork log count", remedy="Use --calls or --messages.")
    if wanted.lines or wanted.text:
        raise PersonError(
            "a count that is kept goes by number, way and span, not by lines or words.",
            where="paperwork log count",
            remedy="Use --from and --to, and leave --lines and --text out.",
        )
    item = answers.add(COUNTS)
    answers.put(COUNTS, True)
    answers.put(f"{COUNTS}.more", False)
    values = {
        "incident": incident,
        "file": log.id,
        "number": wanted.number,
        "what": wanted.what,
        "direction": wanted.direction,
        "state": wanted.state,
        "begin": wanted.begin.isoformat() if wanted.begin else "",
        "end": wanted.end.isoformat() if wanted.end else "",
    }
    for key, value in values.items():
        if value:
            answers.put(f"{COUNTS}.{item}.{key}", value, by="file")
    _put(answers, item, made)
    return item


def _put(answers: Answers, item: str, made: Count) -> None:
    answers.put(f"{COUNTS}.{item}.count", made.count, by="file")
    for key, at in (("first", made.first), ("last", made.last)):
        if at:
            answers.put(f"{COUNTS}.{item}.{key}", at.isoformat(timespec="minutes"), by="file")


def recount(answers: Answers, store: Store) -> None:
    """Count every kept count anew from the rows: what a file of answers says of them is not believed."""
    logs = {log.id: log for log in logs_of(answers, store)}
    for item in answers.ids(COUNTS):
        log = logs.get(str(answers.value(f"{COUNTS}.{item}.file")))
        if log is not None:
            _put(answers, item, Count.of(log.entries(_wanted(answers, item))))


def _wanted(answers: Answers, item: str) -> Wanted:
    def said(key: str) -> str:
        return str(answers.value(f"{COUNTS}.{item}.{key}") or "")

    def at(key: str) -> datetime | None:
        try:
            return datetime.fromisoformat(said(key)) if said(key) else None
        except ValueError:
            raise PersonError(
                "this is not a time the program wrote.", where=f"the span of a count ({key})", remedy="Count again."
            ) from None

    return Wanted(
        number=said("number"),
        begin=at("begin"),
        end=at("end"),
        what=said("what"),
        direction=said("direction"),
        state=said("state"),
    )
