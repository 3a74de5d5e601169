"""Chosen entries as events of the case: date, time and exact words filled in, all else left to the person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.answers import Answers
from assistant.dates import When, parse_clock
from assistant.errors import PersonError
from assistant.evidence.logs.counts import Count, clock, keep_count
from assistant.evidence.logs.numbers import ending
from assistant.evidence.logs.reading import Numbered, Wanted
from assistant.evidence.logs.records import CALL, IN, MESSAGE, NOTE, OUT
from assistant.evidence.logs.taking import Log, how_known

GROUP = "incidents"


def add_incidents(answers: Answers, log: Log, entries: Sequence[Numbered], *, each: bool) -> list[str]:
    """Add an event for each entry, or for each day; their ids. PersonError when one has no day, or none is left.

    The words of messages go to 'said' as they stand. Where both sides wrote, each line says who. A call has no words:
    its rows are counted and the count kept with the event.
    """
    chosen = [(n, r) for n, r in entries if r.what != NOTE]
    if not chosen:
        raise PersonError("no message or call was chosen.", where=f"log {log.number}", remedy="See: paperwork log show")
    undated = [n for n, r in chosen if r.when_local is None]
    if undated:
        raise PersonError(f"entry {undated[0]} has no day.", where=f"log {log.number}", remedy="Leave it out.")
    groups = [[e] for e in chosen] if each else [list(g) for _, g in groupby(chosen, key=_day)]
    answers.put(GROUP, True, by="file")
    answers.put(f"{GROUP}.more", False, by="file")
    return [_add(answers, log, group) for group in groups]


def _day(entry: Numbered) -> object:
    at = entry[1].when_local
    return at.date() if at else None


def _add(answers: Answers, log: Log, group: Sequence[Numbered]) -> str:
    item = answers.add(GROUP)
    at = f"{GROUP}.{item}."
    times = [r.when_local for _, r in group if r.when_local is not None]
    first, last = min(times), max(times)
    answers.put(at + "when", When(first.date().isoformat()).to_json(), by="file")
    answers.put(at + "title", _title(group), by="file")
    a, b = clock(first), clock(last)
    answers.put(at + "time", parse_clock(a if a == b else f"from {a} to {b}"), by="file")
    if said := _said(group):
        answers.put(at + "said", said, by="file")
    answers.put(at + "proof", f"Log {log.number}, {_lines(group)}", by="file")
    known = {how_known(answers, r.counterpart_id) for _, r in group}
    if len(known) == 1 and (one := known.pop()):
        answers.put(at + "how_known", one[1], by="file")
    calls = [r for _, r in group if r.what == CALL]
    if calls:
        _keep_counts(answers, log, item, group)
    return item


def _keep_counts(answers: Answers, log: Log, item: str, group: Sequence[Numbered]) -> None:
    """Keep how many calls there are of each number and way, in the span of the event."""
    calls = [r for _, r in group if r.what == CALL]
    times = [r.when_local for r in calls if r.when_local is not None]
    for number, way in dict.fromkeys((r.counterpart_id, r.direction) for r in calls):
        wanted = Wanted(number=number, begin=min(times), end=max(times), what=CALL, direction=way)
        keep_count(answers, log, item, wanted, Count.of(log.entries(wanted)))


def _title(group: Sequence[Numbered]) -> str:
    """A few neutral words that the person can change: '3 text messages, the number ending 4471'."""
    calls = sum(1 for _, r in group if r.what == CALL)
    messages = len(group) - calls
    parts = [f"{n} {word}" + ("" if n == 1 else "s") for n, word in ((messages, "message"), (calls, "call")) if n]
    others = list(dict.fromkeys(r.counterpart_id for _, r in group if r.counterpart_id))
    return (" and ".join(parts) + (f", {ending(others[0])}" if len(others) == 1 else ""))[:90]


def _said(group: Sequence[Numbered]) -> str:
    messages = [r for _, r in group if r.what == MESSAGE and r.text.strip() and r.state != "deleted"]
    if all(r.direction == IN for r in messages):
        return "\n".join(r.text for r in messages)
    side = {IN: "they wrote", OUT: "I wrote"}
    return "\n".join(
        f"“{r.text}” ({side.get(r.direction, r.counterpart_label or 'sender not marked')})" for r in messages
    )


def _lines(group: Sequence[Numbered]) -> str:
    numbers = [n for n, _ in group]
    return f"line {numbers[0]}" if len(numbers) == 1 else f"lines {numbers[0]} to {numbers[-1]}"
