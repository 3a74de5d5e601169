"""Reads a time of day, exact or about, into the text that is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.dates.when import NotADate, shown

_EXAMPLES: Final = "Examples: 9:30 pm; about noon; in the evening; between 9 and 10 pm."
_MARK = r"(?P<mark>am|pm|in the morning|in the afternoon|in the evening|at night|noon|midnight)"
_TIME = rf"(?P<hour>[0-9]{{1,2}})(?:[:.](?P<minute>[0-9]{{2}}))?(?::[0-9]{{2}})?(?: ?(?:o'clock|h))?(?: ?{_MARK})?"
_ABOUT = r"(?:(?:at )?(?:about|around|approximately|approx|roughly|circa|maybe|near|close to|some ?time around)|~) ?"
_SIDE = r"(?:(?:just|shortly|right|soon|some ?time|a little) )?(?:before|after)|until|by"

# Parts of a day, with the small word each is printed with.
_PARTS: Final = {
    "morning": "in the",
    "afternoon": "in the",
    "evening": "in the",
    "middle of the night": "in the",
    "middle of the day": "in the",
    "early morning": "in the",
    "late morning": "in the",
    "early afternoon": "in the",
    "late afternoon": "in the",
    "early evening": "in the",
    "late evening": "in the",
    "early hours": "in the",
    "night": "at",
    "dawn": "at",
    "dusk": "at",
    "sunrise": "at",
    "sunset": "at",
    "lunchtime": "at",
    "dinnertime": "at",
    "bedtime": "at",
    "breakfast": "at",
    "lunch": "at",
    "dinner": "at",
    "all day": "",
    "all night": "",
    "all morning": "",
    "all afternoon": "",
    "all evening": "",
    "late at night": "",
    "overnight": "",
    "during the day": "",
    "during the night": "",
}
_SAME: Final = {
    "nighttime": "night",
    "late night": "late at night",
    "midday": "noon",
    "mid-day": "noon",
    "lunch time": "lunchtime",
    "dinner time": "dinnertime",
    "bed time": "bedtime",
    "day": "during the day",
    "daytime": "during the day",
    "early in the morning": "early morning",
    "daybreak": "dawn",
    "late in the evening": "late evening",
    "late in the afternoon": "late afternoon",
    "early in the evening": "early evening",
}


@dataclass(frozen=True, slots=True)
class _Clock:
    """Hour and minute of the 24-hour clock; with `open`, morning or evening is not known yet."""

    hour: int
    minute: int
    open: bool = False

    @property
    def mark(self) -> str:
        return "a.m." if self.hour < 12 else "p.m."

    @property
    def digits(self) -> str:
        return f"{self.hour % 12 or 12}:{self.minute:02}"

    @property
    def text(self) -> str:
        if self.minute == 0 and self.hour in (0, 12):
            return "noon" if self.hour else "midnight"  # nobody is sure what 12:00 a.m. is
        return f"{self.digits} {self.mark}"


def parse_clock(text: str) -> str:
    """The time of day as it is printed: '9:30 p.m.', 'about 9:00 p.m.', 'in the evening', 'from 9:00 to 10:00 p.m.'

    Hours of 13 and more, and hours with a leading zero, are of the 24-hour clock. Others need a.m. or p.m.:
    morning and evening are never guessed. NotADate when there is no time in the text, or one no clock shows.
    What is printed reads back to itself.
    """
    if len(text) > 100:
        raise NotADate(f"This is too long for a time. {_EXAMPLES}")
    line = text.translate(str.maketrans("‘’–—‐‑", "''----")).lower().replace(",", " ")
    line = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", " ".join(line.split())).rstrip(" .!")
    line = re.sub(r"^(?:it was |i think |some ?time (?=in |at |on |during ))", "", line)
    printed = _span(line) or _single(line)
    if printed is None:
        raise NotADate(
            f"'{shown(text)}' is not a time the program can read. {_EXAMPLES}"
            if line
            else f"There is no time here. {_EXAMPLES}"
        )
    return printed


def _single(line: str) -> str | None:
    """One time or part of the day, with 'about', 'before' or 'after'."""
    about = re.match(_ABOUT, line)
    if about:
        line = line[about.end() :]
    side = None if about else re.match(rf"(?P<side>{_SIDE}) ", line)
    if side:
        line = line[side.end() :]
    lead = "about " if about else f"{side['side']} " if side else ""
    if (clock := _clock(line.removeprefix("at "))) is not None:
        return lead + _sure(clock).text
    name = re.sub(r"^(?:in |at |on |during )?(?:the )?", "", line)
    name = _SAME.get(line, _SAME.get(name, line if line in _PARTS else name))
    if name == "noon":
        return lead + name
    if name not in _PARTS or (lead and _PARTS[name] != "at"):
        return None
    return lead + name if lead else f"{_PARTS[name]} {name}".strip()


def _span(line: str) -> str | None:
    """From one time to another. The first may leave a.m. or p.m. to the last: 'between 9 and 10 pm'."""
    match = re.fullmatch(r"(between|from) (.+?) (?:and|to|until|till) (.+)", line) or re.fullmatch(
        r"()(.+?)(?: to | until | till | ?- ?)(.+)", line
    )
    if match is None:
        return None
    about = re.match(_ABOUT, match[2])
    start = _clock(match[2][about.end() :] if about else match[2])
    end = _clock(match[3])
    if start is None or end is None:
        return None
    end = _sure(end)
    if start.open:
        # '11 to 1 am' and anything with 12 can be meant two ways.
        if 12 in (start.hour, end.hour) or end.hour == 0 or start.hour % 12 > end.hour % 12:
            _sure(start)
        start = _Clock(start.hour % 12 + (12 if end.hour >= 12 else 0), start.minute)
    named = {start.text, end.text} & {"noon", "midnight"}
    first = start.digits if start.mark == end.mark and not named else start.text
    lead = "about " if about else ""
    if match[1] == "between":
        return f"between {lead}{first} and {end.text}"
    return f"from {lead}{first} to {end.text}"


def _clock(line: str) -> _Clock | None:
    """A time on the clock; None for anything else. NotADate for one that no clock shows."""
    if line in ("noon", "midday", "midnight"):
        return _Clock(0 if line == "midnight" else 12, 0)
    match = re.fullmatch(_TIME, line)
    if match is None:
        return None
    hour, minute, mark = int(match["hour"]), int(match["minute"] or 0), match["mark"]
    if hour > 23 or minute > 59:
        raise NotADate(f"No clock shows {shown(line)}. {_EXAMPLES}")
    if not mark:
        if match["minute"] is None and (hour > 12 or match["hour"].startswith("0")):
            return None  # a bare '15' or '05' may be a day, or minutes
        return _Clock(hour, minute, open=1 <= hour <= 12 and not match["hour"].startswith("0"))
    if hour > 12 or hour == 0:
        if mark == "pm" and hour > 12:
            return _Clock(hour, minute)
        raise NotADate(f"No clock shows {shown(line)}. {_EXAMPLES}")
    return _Clock(_hour(hour, minute, mark, line), minute)


def _hour(hour: int, minute: int, mark: str, line: str) -> int:
    """The hour of 24. '9 at night' is p.m. and '3 at night' a.m.; what no one says that way is refused."""
    if mark in ("noon", "midnight"):
        if hour != 12 or minute:
            raise NotADate(f"No clock shows {shown(line)}. {_EXAMPLES}")
        return 12 if mark == "noon" else 0
    after_noon = {"in the afternoon": (12, *range(1, 7)), "in the evening": range(4, 12), "at night": range(6, 12)}
    before_noon = {"in the morning": range(1, 12), "at night": (12, *range(1, 5))}
    if hour in after_noon.get(mark, ()):
        mark = "pm"
    elif hour in before_noon.get(mark, ()):
        mark = "am"
    if mark not in ("am", "pm"):
        raise NotADate(f"Was that a.m. or p.m.? Please write it, such as {hour}:{minute:02} pm.")
    return hour % 12 + (12 if mark == "pm" else 0)


def _sure(clock: _Clock) -> _Clock:
    if clock.open:
        raise NotADate(f"Was that a.m. or p.m.? Please write it, such as {clock.digits} pm.")
    return clock
