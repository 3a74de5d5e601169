"""One date of EDTF level 1, and the calendar sums that need no person.

Source: Library of Congress, Extended Date/Time Format (EDTF) Specification, levels 0 and 1; the same text is in
ISO 8601-2:2019. Used of it: a day, a month, a year, a season (21 spring to 24 winter), and '~' (approximate).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

Style = Literal["us", "british"]
Part = Literal["early", "mid", "late"]

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
# Month in which a season starts: northern, meteorological.
_SEASON_START: Final = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: 12}
FIRST_YEAR, LAST_YEAR = 1900, 2999


def months_before(day: date, months: int) -> date:
    """The day `months` months before `day`, counted as statutes do: the same day number, or the last of the month.

    August 31 less 6 months is February 29 in a leap year and February 28 in any other. `months` may be negative,
    for months after. The rule is that of dateutil's relativedelta. ValueError before year 1 or after 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """Days in a month, 1 to 12."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def age_on(birth: date, day: date) -> int:
    """Full years of age on `day`. A person born on February 29 gets older on March 1 in a common year.

    ValueError when `day` is before the birth.
    """
    if day < birth:
        raise ValueError("The day is before the birth.")
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def day_text(day: date, style: Style = "us") -> str:
    """'March 5, 2024', or '5 March 2024' in the British style."""
    return Point(day.year, day.month, day.day).text(style)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month, a season or a year; exact or approximate. `month` 0: the year; `day` 0: the whole month."""

    year: int
    month: int = 0
    day: int = 0
    about: bool = False

    @classmethod
    def of(cls, day: date, about: bool = False) -> Point:
        return cls(day.year, day.month, day.day, about)

    @classmethod
    def parse(cls, edtf: str) -> Point:
        """From EDTF. ValueError for anything else, a day not in the calendar, a year not in 1900 to 2999."""
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)", edtf)
        if match is None:
            raise ValueError(f"'{edtf[:40]}' is not a date the program wrote.")
        point = cls(int(match[1]), int(match[2] or 0), int(match[3] or 0), bool(match[4]))
        if "-00" in edtf or not point.is_real:
            raise ValueError(f"'{edtf[:40]}' is not in the calendar.")
        return point

    @property
    def is_real(self) -> bool:
        """Whether the calendar has it."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            return False
        if self.day:
            return 1 <= self.month <= 12 and 1 <= self.day <= month_length(self.year, self.month)
        return 0 <= self.month <= 12 or self.month in _SEASON_START

    @property
    def edtf(self) -> str:
        text = f"{self.year:04}" + (f"-{self.month:02}" if self.month else "") + (f"-{self.day:02}" if self.day else "")
        return text + ("~" if self.about else "")

    def span(self) -> tuple[date, date]:
        """First and last day of what is named, '~' set aside. Winter 2024 is December 2024 to February 2025."""
        if self.day:
            day = date(self.year, self.month, self.day)
            return day, day
        first = date(self.year, _SEASON_START.get(self.month, self.month or 1), 1)
        return first, months_before(first, -self._months) - timedelta(days=1)

    @property
    def _months(self) -> int:
        return 12 if not self.month else 3 if self.month > 12 else 1

    def bounds(self) -> tuple[date, date]:
        """First and last day it can be. '~' on a day adds 7 days each way; on a month, season or year, one more of it.

        EDTF gives '~' no width. A wide one makes a test against a period say 'cannot tell' rather than guess.
        """
        first, last = self.span()
        if not self.about:
            return first, last
        if self.day:
            return first - timedelta(days=7), last + timedelta(days=7)
        after = last + timedelta(days=1)
        return months_before(first, self._months), months_before(after, -self._months) - timedelta(days=1)

    def text(self, style: Style = "us", *, year: bool = True, short: bool = False) -> str:
        """'March 5, 2024', 'March 2024', 'the spring of 2024', '2024'; the word 'about' is left to the caller.

        A winter names both its years, because 'winter 2024' alone is read both ways.
        """
        if not self.month:
            return f"{self.year}"
        if self.month > 12:
            names = ("spring", "summer", "fall" if style == "us" else "autumn", "winter")
            years = f"{self.year}-{self.year + 1}" if self.month == WINTER else f"{self.year}"
            name = names[self.month - SPRING]
            return f"{name} {years}" if short else f"the {name} of {years}"
        name = MONTHS[self.month - 1][:3] if short else MONTHS[self.month - 1]
        if not self.day:
            return f"{name} {self.year}" if year else name
        if style == "british":
            return f"{self.day} {name} {self.year}" if year else f"{self.day} {name}"
        return f"{name} {self.day}, {self.year}" if year else f"{name} {self.day}"


def third(point: Point, part: Part) -> tuple[Point, Point]:
    """First and last point, both approximate, of the early, mid or late third of a month or a year.

    Early March is March 1~ to 10~, mid 11~ to 20~, late 21~ to its end; early 2021 is January~ to April~ 2021.
    """
    index = ("early", "mid", "late").index(part)
    if point.month:
        ends = ((1, 10), (11, 20), (21, month_length(point.year, point.month)))
        first, last = (replace(point, day=d, about=True) for d in ends[index])
    else:
        first, last = (replace(point, month=4 * index + m, about=True) for m in (1, 4))
    return first, last


def part_of(first: Point, last: Point) -> Iterator[tuple[Part, Point]]:
    """The part and the month or year that `third` makes these two points of, if any."""
    parts: tuple[Part, ...] = ("early", "mid", "late")
    whole = Point(first.year, first.month if first.day else 0)
    yield from ((part, whole) for part in parts if third(whole, part) == (first, last))
