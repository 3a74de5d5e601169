"""Counts in the person's words, held against the rows of the logs that were counted for the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.case.model import Incident, LogCount
from assistant.checks.view import COMMON_SENSE, View, at, event
from assistant.dates import day_text
from assistant.findings import Finding, Severity

_ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ONE, _TEN = "|".join(_ONES), "|".join(_TENS)
_NUMBER: Final = (
    rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|(?:(?:{_ONE}|a) hundred(?: and)?(?: (?:(?:{_TEN})(?:[- ](?:{_ONE}))?|{_ONE}))?)"
    rf"|(?:{_TEN})(?:[- ](?:{_ONE}))?|{_ONE})"
)
_HOW: Final = (
    r"(?:(?P<how>about|around|approximately|roughly|almost|nearly|some|over|more than|at least|up to|no more than|less than|"
    r"fewer than) )?"
)
_CALLS: Final = r"(?:(?:phone |voice |video |missed |unanswered |more |separate |different |hang-?up |rejected |blocked )*(?:calls|call))"
_MESSAGES: Final = r"(?:(?:text |voice |chat |whatsapp |unwanted |more |separate |different |threatening )*(?:messages|message|texts|text|emails|dms))"
_PATTERNS: Final = (
    ("call", re.compile(rf"\b{_HOW}{_NUMBER} (?P<noun>{_CALLS})\b")),
    ("message", re.compile(rf"\b{_HOW}{_NUMBER} (?P<noun>{_MESSAGES})\b")),
    (
        "call",
        re.compile(
            rf"(?<!\bi )(?<!\bwe )\b(?:called|phoned|rang|dialed|telephoned)(?: \w+){{0,3}}? {_HOW}{_NUMBER} (?P<noun>times)\b"
        ),
    ),
    (
        "message",
        re.compile(
            rf"(?<!\bi )(?<!\bwe )\b(?:texted|messaged|wrote|emailed)(?: \w+){{0,3}}? {_HOW}{_NUMBER} (?P<noun>times)\b"
        ),
    ),
)
# what 'I called' or 'we wrote' counts is not what came from the other side
_SPAN: Final = re.compile(
    r"\b(?:between|from) (?P<a>\d{1,2}(?::\d{2})?) ?(?P<am>[ap]\.?m\.?)? (?:and|to|until|till) (?P<b>\d{1,2}(?::\d{2})?) ?(?P<bm>[ap]\.?m\.?)"
)


@dataclass(frozen=True)
class Claim:
    """'31 missed calls' in a text: what is counted, how many, how sure, the words."""

    what: str
    number: int
    how: str
    words: str
    missed: bool

    def fits(self, count: int) -> bool:
        """Is a count of rows within what the words say?"""
        if self.how in ("over", "more than"):
            return count > self.number
        if self.how == "at least":
            return count >= self.number
        if self.how in ("up to", "no more than"):
            return count <= self.number
        if self.how in ("less than", "fewer than"):
            return count < self.number
        if self.how:  # about, almost: a fifth either way is still about
            return abs(count - self.number) * 5 <= max(self.number, 5)
        return count == self.number


def claims(text: str) -> Iterator[Claim]:
    """Counts of calls and messages that a text names."""
    low = " ".join(text.replace("\u2019", "'").lower().split())
    taken: list[tuple[int, int]] = []
    for what, pattern in _PATTERNS:
        for m in pattern.finditer(low):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            number = number_of(m["n"])
            if number is not None and not (number == 1 and m["noun"] in ("text", "call", "message")):
                taken.append(m.span())
                yield Claim(what, number, m["how"] or "", m[0], "missed" in m[0] or "unanswered" in m[0])


def number_of(words: str) -> int | None:
    """'31', '1,204', 'thirty-one', 'a hundred and five' as a number; None when it is none."""
    if words[0].isdigit():
        return int(words.replace(",", ""))
    total = 0
    for word in re.split(r"[- ]", words):
        if word in _ONES:
            total += _ONES.index(word)
        elif word in _TENS:
            total += 20 + 10 * _TENS.index(word)
        elif word == "a":
            total += 1
        elif word == "hundred":
            total *= 100
        elif word != "and":
            return None
    return total


def log_counts(v: View) -> Iterator[Finding]:
    """Each count in an event's words against what was counted for that event in a log."""
    if not v.case.kept.log_counts:
        return
    for incident in v.told.incidents:
        counted = [c for c in v.case.kept.log_counts if c.incident == incident.id]
        if not counted:
            continue
        for key, text in (("title", incident.title), ("story", incident.story)):
            for claim in claims(text or ""):
                yield from _against(incident, key, claim, [c for c in counted if c.what == claim.what])
            if text:
                yield from _span(incident, key, text, counted)


def _against(incident: Incident, key: str, claim: Claim, counted: list[LogCount]) -> Iterator[Finding]:
    if claim.missed:
        counted = [c for c in counted if c.state == "missed"] or counted
    if not counted or any(claim.fits(c.count) for c in counted):
        return
    parts = {(c.number, c.direction, c.begin, c.end, c.state): c.count for c in counted}
    if len(parts) > 1 and claim.fits(sum(parts.values())):
        return  # of several numbers or files together
    shown = " or ".join(dict.fromkeys(str(c.count) for c in counted))
    yield Finding(
        "F34-log-count",
        Severity.FIX,
        event(incident),
        at(incident, key),
        f"You wrote {claim.number}; the log shows {shown} in that span ({_where(counted[0])}).",
        f"Text says '{claim.words}'; counted rows: {shown}.",
        f"{COMMON_SENSE}: a wrong number is easy to show",
        claim.words,
    )


def _span(incident: Incident, key: str, text: str, counted: list[LogCount]) -> Iterator[Finding]:
    """'between 9:04 pm and 11:40 pm', where the rows begin or end elsewhere."""
    exact = [c for c in counted if c.first and c.last and c.first[:10] == c.last[:10]]
    low = " ".join(text.lower().split())
    found = _SPAN.search(low)
    if found is None or not exact or not any(claims(text)):
        return
    first, last = _minute(found["a"], found["am"] or found["bm"]), _minute(found["b"], found["bm"])
    for c in exact:
        begin, end = (int(t[11:13]) * 60 + int(t[14:16]) for t in (c.first, c.last))
        if first <= begin and end <= last:
            return
    c = exact[0]
    yield Finding(
        "F34-log-span",
        Severity.FIX,
        event(incident),
        at(incident, key),
        f"You wrote '{found[0]}'; in the log the first is at {_clock(c.first)} and the last at {_clock(c.last)}.",
        f"Text says '{found[0]}'; counted rows run from {c.first} to {c.last}.",
        f"{COMMON_SENSE}: a wrong time is easy to show",
        found[0],
    )


def _minute(clock: str, mark: str) -> int:
    hour, _, minute = clock.partition(":")
    return (int(hour) % 12 + (12 if mark.startswith("p") else 0)) * 60 + int(minute or 0)


def _clock(iso: str) -> str:
    hour = int(iso[11:13])
    return f"{hour % 12 or 12}:{iso[14:16]} {'a.m.' if hour < 12 else 'p.m.'}"


def _where(c: LogCount) -> str:
    if not c.first or not c.last:
        return "no row"
    from datetime import date

    first, last = (day_text(date.fromisoformat(t[:10])) for t in (c.first, c.last))
    if first == last:
        return f"{_clock(c.first)} to {_clock(c.last)}, {first}"
    return f"{_clock(c.first)}, {first} to {_clock(c.last)}, {last}"
