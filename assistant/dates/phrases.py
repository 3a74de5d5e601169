"""The words of dates in English: holidays, how often, counted from today, and what only leads to a date.

Patterns are compiled when first used, so that the module imports fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from assistant.dates.edtf import AUTUMN, MONTHS, SPRING, SUMMER, WEEKDAYS, WINTER, Point, months_before
from assistant.dates.when import Recurring, shown

MONTH_NUMBER: Final = {name: n for n, full in enumerate(MONTHS, 1) for name in (full.lower(), full[:3].lower())} | {
    "sept": 9
}
SEASON_CODE: Final = {
    "spring": SPRING,
    "springtime": SPRING,
    "summer": SUMMER,
    "summertime": SUMMER,
    "fall": AUTUMN,
    "autumn": AUTUMN,
    "winter": WINTER,
    "wintertime": WINTER,
}
WEEKDAY_NAME: Final = {short: full for full in WEEKDAYS for short in (full, full[:3])} | {
    "tues": "tuesday",
    "weds": "wednesday",
    "thur": "thursday",
    "thurs": "thursday",
}
NUMBER: Final = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "a couple of": 2,
    "couple of": 2,
    "a couple": 2,
    "a few": 3,
    "few": 3,
}

# Month and day. The names are those of the United States.
_FIXED: Final = {
    "christmas": (12, 25),
    "christmas eve": (12, 24),
    "boxing": (12, 26),
    "new year's": (1, 1),
    "new year's eve": (12, 31),
    "valentine's": (2, 14),
    "st patrick's": (3, 17),
    "juneteenth": (6, 19),
    "fourth of july": (7, 4),
    "independence": (7, 4),
    "halloween": (10, 31),
    "veterans": (11, 11),
}
# Month, weekday (Monday 0), and which one in the month, -1 the last (5 U.S.C. 6103).
_FLOATING: Final = {"thanksgiving": (11, 3, 4), "labor": (9, 0, 1), "memorial": (5, 0, -1)}
# Named only with 'Day': 'New Year's 2024' may mean either side of midnight, and 'boxing' alone is a sport.
_NEEDS_DAY: Final = ("boxing", "new year's", "independence", "veterans", "labor", "memorial")


def one_of(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


EXAMPLES: Final = "Examples: March 5, 2024; about March 2024; spring 2024; between March 3 and March 9, 2024."
A_WEEKDAY: Final = rf"(?P<w>{one_of(WEEKDAY_NAME)})"
A_DAY: Final = r"(?:the )?(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_ABOUT: Final = (
    r"(?:(?:(?:on|in) or )?(?:about|around)|approximately|approx|circa|ca|c|roughly|maybe|probably|"
    r"perhaps|possibly|i think|i believe) |~ ?"
)
_FILL: Final = r"(?:on|in|at|during|over|some ?time|back in|it was|the month of|the year|the|year) "


@cache
def holiday_pattern() -> str:
    plain = [n for n in (*_FIXED, *_FLOATING) if n not in _NEEDS_DAY]
    return rf"(?:(?P<day>{one_of(_NEEDS_DAY)}) day|(?P<plain>{one_of(plain)})(?: day)?)"


def holiday(name: str, year: int) -> date:
    """The day of a holiday that `holiday_pattern` found."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    month, weekday, which = _FLOATING[name]
    first = date(year, month, 1)
    days = [first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * n) for n in range(5)]
    days = [d for d in days if d.month == month]
    return days[which - 1 if which > 0 else which]


@cache
def _often() -> str:
    number = one_of(("[0-9]{1,3}", "several", "many", "multiple", "dozens of", *(set(NUMBER) - {"a", "an"})))
    unit = one_of(
        (
            "hour",
            "day",
            "night",
            "week",
            "weekend",
            "month",
            "year",
            "morning",
            "afternoon",
            "evening",
            "weekday",
            "school day",
            "workday",
            *WEEKDAYS,
        )
    )
    about = (
        "about|around|roughly|approximately|approx|almost|nearly|at least|at most|up to|more than|less than|over|"
        "maybe|usually|probably"
    )
    count = rf"(?:twice|(?:once|twice) or twice|(?:{number})(?:(?: or | to |-)(?:{number}))? times)"
    per = rf"(?:a|an|per|each|every) (?:{unit})"
    every = rf"(?:every|each)(?: (?:single|other|second|few|couple of|{number}))? (?:{unit})s?"
    plural = rf"(?:on )?(?:(?:most|many|some|all|several) )?(?:{unit})s"
    adverb = (
        "hourly|daily|nightly|weekly|monthly|yearly|repeatedly|often|regularly|constantly|frequently|sometimes|"
        "all the time|on and off|off and on"
    )
    return rf"(?:(?:{about}) )?(?:{count}(?: {per})?|once {per}|{every}|{plural}|{adverb})"


def split_often(line: str) -> tuple[Recurring, str] | None:
    """How often, said before or after the date, and the rest: 'weekly march to may 2024'. None when not said."""
    match = re.fullmatch(rf"(?P<often>{_often()}) (?P<rest>.+)", line) or re.fullmatch(
        rf"(?P<rest>.+?) (?P<often>{_often()})", line
    )
    if match is None:
        return None
    days = rf"\b({one_of(WEEKDAYS)})"
    return Recurring(re.sub(days, lambda m: m[1].capitalize(), match["often"])), match["rest"]


def plain(text: str) -> str:
    """The text in one plain spelling: lower case, straight quotes, hyphens, no commas, no abbreviation points."""
    line = text.translate(str.maketrans("‘’ʼ“”–—−‐‑", "'''\"\"-----")).lower().replace(",", " ")
    line = re.sub(r"(?<=[a-z])\.|[.!]+\s*$", "", line)
    line = re.sub(r"\s*/\s*", "/", line)
    line = re.sub(
        r"\b(?:new years|valentines|st patricks|saint patrick'?s)\b",
        lambda m: {"n": "new year's", "v": "valentine's", "s": "st patrick's"}[m[0][0]],
        line,
    )
    line = re.sub(r"\b(mid|early|late)-(?=[a-z0-9])", r"\1 ", line)
    return " ".join(line.split())


def relative(line: str, today: date, second: bool) -> tuple[Point, ...] | None:
    """A date counted from `today`, as one point or as first and last; None for anything else.

    Weeks and longer are approximate, as are more than 6 days: nobody counts those. 'Last Tuesday', 'last March' and
    'last weekend' have two readings; `second` takes the one before. 'Last winter' is the last that is over.
    """
    if re.fullmatch(r"today|now|present|tonight|this (?:morning|afternoon|evening)|earlier today", line):
        return (Point.of(today),)
    if re.fullmatch(r"yesterday(?: morning| afternoon| evening)?", line):
        return (Point.of(today - timedelta(days=1)),)
    if line == "day before yesterday":
        return (Point.of(today - timedelta(days=2)),)
    if re.fullmatch(r"(?:late )?last night|yesterday night", line):
        # The night has two calendar days, and which of them is not said.
        return Point.of(today - timedelta(days=1)), Point.of(today)
    if match := re.fullmatch(rf"(?P<n>[0-9]{{1,3}}|{one_of(NUMBER)}) (?P<unit>day|week|month|year)s? ago", line):
        return (_ago(match["n"], match["unit"], today),)
    sunday, monday = today - timedelta(days=(today.weekday() + 1) % 7), today - timedelta(days=today.weekday())
    if line == "last week":
        # From the earlier start to the later end, so it is right whether the week starts on Sunday or Monday.
        return (Point.of(min(sunday, monday) - timedelta(days=7)), Point.of(max(sunday, monday) - timedelta(days=1)))
    if line == "this week":
        return Point.of(min(sunday, monday)), Point.of(today)
    if match := re.fullmatch(r"(last|this|this past|past) ([a-z]+)", line):
        return _named_last(match[1] != "this", match[2], today, second)
    return None


def _ago(number: str, unit: str, today: date) -> Point:
    n, few = int(NUMBER.get(number, 0) or number), "few" in number
    if unit == "day":
        return Point.of(today - timedelta(days=n), about=n > 6 or few or "couple" in number)
    if unit == "week":
        day = today - timedelta(days=7 * n)
        return Point(day.year, day.month, about=True) if few else Point.of(day, about=True)
    if unit == "month":
        day = months_before(today, n)
        return Point(day.year, day.month, about=True)
    return Point(today.year - n, about=True)


def _named_last(over: bool, name: str, today: date, second: bool) -> tuple[Point, ...] | None:
    """'last Tuesday', 'last weekend', 'last March', 'last winter', 'this summer'."""
    back = int(second)
    if over and name in WEEKDAY_NAME:
        days = (today.weekday() - WEEKDAYS.index(WEEKDAY_NAME[name])) % 7 or 7
        return (Point.of(today - timedelta(days=days + 7 * back)),)
    if over and name == "weekend":
        sunday = today - timedelta(days=today.weekday() + 1 + 7 * back)
        return Point.of(sunday - timedelta(days=1)), Point.of(sunday)
    if over and name in MONTH_NUMBER:
        month = MONTH_NUMBER[name]
        return (Point(today.year - (month >= today.month) - back, month),)
    if name in SEASON_CODE:
        seasons = [Point(today.year - n, SEASON_CODE[name]) for n in range(3)]
        if over:
            return (next(s for s in seasons if s.span()[1] < today),)
        begun = [s for s in seasons[:2] if s.span()[0] <= today]
        current = [s for s in begun if today <= s.span()[1] or (s.year == today.year)]
        return (current[0],) if current else None
    return None


def opening(line: str) -> tuple[str, bool]:
    """The line without the words that only lead to the date, and whether one of them says 'about'."""
    about = False
    while match := re.match(rf"(?P<about>{_ABOUT})|{_FILL}", line):
        about = about or match["about"] is not None
        line = line[match.end() :]
    if line.endswith(" or so"):
        line, about = line.removesuffix(" or so"), True
    return line, about


def named_weekday(line: str) -> tuple[str, str]:
    """The line without a weekday at its start or end, and the weekday."""
    match = re.fullmatch(rf"{A_WEEKDAY} (?:the )?(?P<rest>.+)", line) or re.fullmatch(
        rf"(?P<rest>.+?) \(?(?:a )?{A_WEEKDAY}\)?", line
    )
    return (match["rest"], WEEKDAY_NAME[match["w"]]) if match else (line, "")


def splits(line: str) -> Iterator[tuple[str, str]]:
    """Every way to cut the line into two ends of a range."""
    between = re.fullmatch(r"(?:(?:some ?time|at some point|it was) )?between (.+)", line)
    line = between[1] if between else line.removeprefix("from ")
    separators = r" and | to | ?- ?" if between else r" (?:up )?(?:to|through|thru|until|till?) | ?- ?"
    for cut in re.finditer(separators, line):
        yield line[: cut.start()], line[cut.end() :]


def why_not(text: str, line: str) -> str:
    """One plain sentence, and examples."""
    if not line:
        return f"There is no date here. {EXAMPLES}"
    if re.search(r"[0-9] ?(?:am|pm|a m|p m|o'clock)\b|[0-9]:[0-9]{2}|\bat (?:noon|midnight|night)\b", line):
        return f"Please write only the date here, without the time of day. {EXAMPLES}"
    if re.fullmatch(rf"(?:on )?(?:(?:a|the|one|this) )?{A_WEEKDAY}", line):
        return f"A weekday alone is not enough. Which day, month and year? {EXAMPLES}"
    if re.fullmatch(rf"(?:on )?{A_DAY}", line):
        return f"A number alone is not enough. Which month and year? {EXAMPLES}"
    return f"'{shown(text)}' is not a date the program can read. {EXAMPLES}"
