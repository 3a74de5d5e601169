"""Reads what a person types as a date. Only explicit forms; what has two readings is asked, never chosen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from assistant.dates.edtf import FIRST_YEAR, LAST_YEAR, MONTHS, WINTER, Part, Point, months_before, third
from assistant.dates.phrases import (
    A_DAY,
    A_WEEKDAY,
    EXAMPLES,
    MONTH_NUMBER,
    SEASON_CODE,
    holiday,
    holiday_pattern,
    named_weekday,
    one_of,
    opening,
    plain,
    relative,
    split_often,
    splits,
    why_not,
)
from assistant.dates.when import PART_WORDS, Ambiguous, NotADate, NoYear, When, shown

_NO_YEAR: Final = "Which year? A guess is fine: 'about March 2024'."
_FOUR_DIGITS: Final = "Please write the year with four digits, such as March 5, 2024."
_ONE_DAY: Final = "One exact day is needed here, such as March 5, 2024."
_LONGEST: Final = 200  # letters; no date needs more, and the time to read grows with it

_M: Final = rf"(?P<m>{one_of(MONTH_NUMBER)})"
_Y: Final = r"(?:(?: of| in)? (?P<y>'?[0-9]{2,4}))?"
_SEASON: Final = rf"(?P<s>{one_of(SEASON_CODE)})"
_PART: Final = rf"(?P<p>{one_of(PART_WORDS)})(?: of| in)? (?P<rest>.+)"


class _OtherOrder(NotADate):
    """Not a date in this order of day and month: 3/25/2024 with the day first."""


def parse_when(text: str, today: date) -> When:
    """What the person typed, as a When with the words kept; what is relative counts from `today`.

    Ambiguous for two readings (05/06/2024, winter 2024, last Tuesday); NotADate for none, for a part missing, for a
    day not in the calendar, and for years outside 1900 to next year. EDTF reads back to itself, so '2023-24' is
    the winter of 2023-2024. A range takes its meaning from its ends: 'March to May 2024' is '2024-03/2024-05'.
    """
    return _read_both(text, today, today.year + 1, short_years=True)


def parse_day(text: str, today: date | None = None) -> date:
    """One exact calendar day, such as a birth date or the day an order ends: '2024-03-05', 'March 5, 2024'.

    Raises like `parse_when`, also for a date that is not one exact day, for years of two digits, and for a weekday
    that does not fit. Years from 1900 to 100 years after `today`. Without `today`, 'yesterday' is not understood.
    """
    last_year = today.year + 100 if today else LAST_YEAR - 1
    try:
        when = _read_both(text, today, last_year, short_years=False)
    except Ambiguous as error:
        if any(reading.kind != "exact" for reading in error.readings):
            raise NotADate(_ONE_DAY) from None
        raise
    if when.kind != "exact":
        raise NotADate(_ONE_DAY)
    if right := when.weekday_conflict():
        raise NotADate(_wrong_weekday(when, right))
    return when.earliest()


def _read_both(text: str, today: date | None, last_year: int, *, short_years: bool) -> When:
    """Read with either order of day and month. One meaning: it is returned. Two: Ambiguous."""
    if len(text) > _LONGEST:
        raise NotADate(f"This is too long for a date. {EXAMPLES}")
    found: list[When] = []
    errors: list[NotADate] = []
    for second in (False, True):
        try:
            found.append(_Reader(today, last_year, second=second, short_years=short_years).read(text))
        except NotADate as error:
            errors.append(error)
    if not found:
        # The plainer of two refusals: 'February 30 is not a calendar date', not 'there is no month 30'.
        raise next((e for e in errors if not isinstance(e, _OtherOrder)), errors[0])
    if len(found) == 2 and found[0].edtf != found[1].edtf:
        raise Ambiguous(text, tuple(found))
    if errors and not isinstance(errors[0], _OtherOrder) and re.search("[0-9][/.-][0-9]{1,2}[/.-][0-9]", text):
        # One order of day and month gives a range that runs backwards. That does not prove the other order.
        raise NotADate(f"It is not clear which number is the month. Please write the month as a word. {EXAMPLES}")
    return found[0]


def _wrong_weekday(when: When, right: str) -> str:
    return f"{when.text()} was a {right}, not a {when.weekday.capitalize()}. Which one is right?"


class _Reader:
    """One of two ways to read a text; `_read_both` runs both and compares.

    The second way has the day before the month, a winter by its first year instead of its last, and for 'last
    Tuesday' the one before the last.
    """

    def __init__(self, today: date | None, last_year: int, *, second: bool, short_years: bool) -> None:
        self.today, self.last_year, self.second, self.short_years = today, last_year, second, short_years
        self.weekday = ""  # of the point read last
        self.problem: NotADate | None = None  # what was wrong with an end of a range

    def read(self, text: str) -> When:
        """The whole text. Raises NotADate."""
        line = plain(text)
        if self.today is not None:
            month = months_before(self.today.replace(day=1), 1)
            for words, meant in (
                ("last year", f"{self.today.year - 1}"),
                ("this year", f"{self.today.year}"),
                ("last month", f"{MONTHS[month.month - 1]} {month.year}"),
                ("this month", f"{MONTHS[self.today.month - 1]} {self.today.year}"),
            ):
                line = re.sub(rf"\b{words}\b", meant.lower(), line)
        if ends := self.span(line):
            return self.when(ends, text)
        if found := split_often(line):
            often, rest = found
            if ends := self.span(rest):
                return replace(self.when(ends, text), often=often.times)
        raise self.problem or NotADate(why_not(text, line))

    def when(self, ends: tuple[Point, ...], text: str) -> When:
        """The date that these points make, with the words it was read from."""
        if ends[0].span()[0] > ends[-1].span()[1]:
            first, last = (p.text() for p in ends)
            raise NotADate(
                f"The first date, {first}, is after the second, {last}. "
                "Write the earlier one first, with the year of each."
            )
        return When("/".join(p.edtf for p in ends), words=text, weekday=self.weekday if len(ends) == 1 else "")

    # -- ranges --------------------------------------------------------------------------------------

    def span(self, line: str) -> tuple[Point, ...] | None:
        """One point, or first and last; None when the line is neither."""
        if found := self.single(line):
            return found
        if since := re.fullmatch(r"(?:ever )?since (.+)", line):
            line = f"from {since[1]} to today"
        ways = {ends for first, last in splits(line) if (ends := self.ends(first, last))}
        return ways.pop() if len(ways) == 1 else None

    def ends(self, first: str, last: str) -> tuple[Point, Point] | None:
        """Both ends. The first may leave out the year and the month that the last names; the last, its month."""
        try:
            month = re.match(rf"(?:{A_WEEKDAY} )?{_M} ", first)
            if month and re.fullmatch(rf"{A_DAY} [0-9]{{4}}", last):  # March 3 to 9, 2024
                last = f"{month['m']} {last.removeprefix('the ')}"
            end = self.point(last, last=True)
            if end is None:
                return None
            if end.day and re.match(A_DAY, last) and (bare := re.fullmatch(A_DAY, first)):  # 3 to 9 March 2024
                first = f"{bare['d']} {MONTHS[end.month - 1].lower()}"
            # A winter has two years, and 'to today' names none.
            names_year = end.month not in (0, WINTER) and re.search("[0-9]{4}", last)
            start = self.point(first, end.year if names_year else None)
            return None if start is None else (start, end)
        except NotADate as error:
            self.problem = self.problem or error
            return None

    def point(self, line: str, year: int | None = None, *, last: bool = False) -> Point | None:
        """An end of a range. 'Early March' is only 'about March' there; of 'last week' it is the first or last day."""
        self.weekday = ""
        found = self.single(line, year)
        if found is None:
            return None
        if len(found) == 2:
            part = re.fullmatch(_PART, opening(line)[0])
            whole = self.single(part["rest"], year) if part else None
            return replace(whole[0], about=True) if whole else found[-1 if last else 0]
        when = When(found[0].edtf, weekday=self.weekday)
        if right := when.weekday_conflict():
            raise NotADate(_wrong_weekday(when, right))
        return found[0]

    # -- one point -----------------------------------------------------------------------------------

    def single(self, line: str, year: int | None = None) -> tuple[Point, ...] | None:
        """A point; first and last for what one name calls by two, such as 'early March 2024' and 'last night'."""
        points = line.split("/")
        if len(points) <= 2 and all(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}~?", p) for p in points):
            return tuple(self.edtf(p) for p in points)
        line, about = opening(line)
        found = self.relative(line)
        if found is None and (part := re.fullmatch(_PART, line)):
            return self.part(PART_WORDS[part["p"]], part["rest"], year)
        if found is None and (night := re.fullmatch(r"night of (.+)", line)):
            one = self.single(night[1], year)
            if one is None or len(one) == 2 or not one[0].day:
                return None
            return one[0], Point.of(one[0].span()[0] + timedelta(days=1), one[0].about)
        if found is None:
            line, weekday = named_weekday(line)
            found = self.relative(line) or self.named(line, year) or self.numbers(line)
            if found is None or (weekday and (len(found) == 2 or not found[0].day)):
                return None
            self.weekday = weekday
        return tuple(replace(p, about=p.about or about) for p in found)

    def edtf(self, text: str) -> Point:
        year, month, day = (int(n) for n in (text.rstrip("~") + "-0-0").split("-")[:3])
        if "-00" in text:
            raise NotADate(f"{shown(text)} is not a calendar date.")
        return replace(self.at(year, month, day), about=text.endswith("~"))

    def relative(self, line: str) -> tuple[Point, ...] | None:
        found = relative(line, self.today, self.second) if self.today is not None else None
        for point in found or ():
            self.at(point.year)
        return found

    def part(self, word: str, rest: str, year: int | None) -> tuple[Point, ...] | None:
        """The early, mid or late third of a month or a year. EDTF has no third of a season: about that season."""
        whole = self.single(rest, year)
        if whole is None or len(whole) == 2 or whole[0].day:
            return None
        which: Part = "early" if word == "early" else "mid" if word == "mid" else "late"
        return (replace(whole[0], about=True),) if whole[0].month > 12 else third(whole[0], which)

    def named(self, line: str, year: int | None) -> tuple[Point, ...] | None:
        """With a month, season or holiday by name, or a year alone."""
        if f := re.fullmatch(rf"{_M} {A_DAY}{_Y}", line) or re.fullmatch(rf"{A_DAY}(?: day)?(?: of)? {_M}{_Y}", line):
            return (self.at(self.year(f["y"], year), MONTH_NUMBER[f["m"]], int(f["d"]), day_named=True),)
        if f := re.fullmatch(rf"{_M}{_Y}", line):
            return (self.at(self.year(f["y"], year), MONTH_NUMBER[f["m"]]),)
        if f := re.fullmatch(rf"{holiday_pattern()}{_Y}", line):
            which = self.at(self.year(f["y"], year)).year
            return (Point.of(holiday(f["day"] or f["plain"], which)),)
        both = r"(?P<y>[0-9]{4})(?: ?[/-] ?| to | and | into )(?P<to>[0-9]{2,4})"
        if f := re.fullmatch(rf"{_SEASON}(?: of| in)? {both}", line):
            first = int(f["y"])
            if SEASON_CODE[f["s"]] != WINTER or f["to"] not in (f"{first + 1}", f"{(first + 1) % 100:02}"):
                return None
            return (self.at(first, WINTER),)
        if f := re.fullmatch(rf"{_SEASON}{_Y}", line):
            code, given = SEASON_CODE[f["s"]], self.at(self.year(f["y"], year)).year
            # January and December of 'winter 2024' lie in two winters.
            return (Point(max(FIRST_YEAR, given - (code == WINTER and not self.second)), code),)
        return (self.at(int(line)),) if re.fullmatch("[0-9]{4}", line) else None

    def numbers(self, line: str) -> tuple[Point, ...] | None:
        """3/25/2024, 25.3.2024, 2024-3-25, 3/2024."""
        if f := re.fullmatch(r"([0-9]{4})([/.-])([0-9]{1,2})(?:\2([0-9]{1,2}))?", line):
            return (self.at(int(f[1]), int(f[3]) or 13, int(f[4] or 0), day_named=bool(f[4])),)
        if f := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{4})", line):
            return (self.at(int(f[2]), int(f[1]) or 13),)
        f = re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})", line)
        if f is None:
            if re.fullmatch(r"(?:0?[1-9]|1[0-2])/[0-9]{1,2}|[0-9]{1,2}/(?:0?[1-9]|1[0-2])", line):
                raise NoYear(_NO_YEAR)
            return None
        month, day = (int(f[3]), int(f[1])) if self.second else (int(f[1]), int(f[3]))
        year = int(f[4])
        if len(f[4]) == 2:
            # 25/3/24 may have its year first, and 3/25/87 be meant for 1987.
            if not self.short_years or int(f[1]) > 12 or 2000 + year > self.last_year:
                raise NotADate(_FOUR_DIGITS)
            year += 2000
        if not 1 <= month <= 12:
            raise _OtherOrder(f"{line} is not a calendar date. {EXAMPLES}")
        return (self.at(year, month, day, day_named=True),)

    def year(self, text: str | None, borrowed: int | None) -> int:
        if text is not None and len(text) != 4:
            raise NotADate(_FOUR_DIGITS)
        if text is None and borrowed is None:
            raise NoYear(_NO_YEAR)
        return int(text) if text is not None else borrowed or 0

    def at(self, year: int, month: int = 0, day: int = 0, *, day_named: bool = False) -> Point:
        """The exact point, if the calendar and the years allowed have it. `day_named`: a day 0 is not 'no day'."""
        if not FIRST_YEAR <= year <= self.last_year:
            raise NotADate(f"The year {year} is not from {FIRST_YEAR} to {self.last_year}. Please check the year.")
        point = Point(year, month, day)
        if not point.is_real or (day_named and not day):
            if 1 <= month <= 12:
                raise NotADate(f"{MONTHS[month - 1]} {day}, {year} is not a calendar date.")
            raise NotADate(f"There is no such month in {year}. {EXAMPLES}")
        return point
