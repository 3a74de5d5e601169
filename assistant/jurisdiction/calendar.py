"""The days a place's courts are closed, as data, and counting court days with it. Pure.

A closing day is given by a rule (the third Monday in January) where statute gives one, or by its date for
years whose list the courts have published. For a year that neither covers, counting goes on with weekends
alone and `known` says so: a date is never presented as sure when the list was not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from pydantic import Field, model_validator

from assistant.jurisdiction.facts import Fact, Strict, Text

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Holiday(Strict):
    """One closing day of every year: a fixed date, or the nth weekday of a month (nth -1 = the last), or days from Easter."""

    name: Text
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31, description="fixed date")
    nth: int | None = Field(default=None, ge=-1, le=5, description="1 to 5, or -1 for the last")
    weekday: Weekday | None = None
    plus_days: int = Field(default=0, description="days added: 1 after the fourth Thursday of November is 1")
    easter_plus: int | None = Field(default=None, description="days from Western Easter Sunday: -2 is Good Friday")
    moved: Literal["nearest-weekday", "monday-after-sunday", "next-weekday", "not-moved"] = Field(
        default="not-moved",
        description="on a weekend: Saturday back and Sunday on; Sunday only, to Monday; on to the next free weekday; stays",
    )
    from_year: int | None = Field(default=None, description="first year it is kept")

    @model_validator(mode="after")
    def _one_shape(self) -> Holiday:
        shapes = (
            self.month is not None and self.day is not None and self.nth is None and self.weekday is None,
            self.month is not None and self.day is None and self.nth not in (None, 0) and self.weekday is not None,
            self.month is None and self.day is None and self.easter_plus is not None,
        )
        if sum(shapes) != 1:
            raise ValueError("give month and day, or month, nth and weekday, or easter_plus")
        return self

    def on(self, year: int) -> date | None:
        """The day of the rule in `year`, before it is moved off a weekend; None where that year has none."""
        if self.from_year is not None and year < self.from_year:
            return None
        if self.easter_plus is not None:
            from dateutil.easter import easter

            return easter(year) + timedelta(days=self.easter_plus)
        assert self.month is not None
        if self.day is not None:
            try:
                return date(year, self.month, self.day) + timedelta(days=self.plus_days)
            except ValueError:  # 29 February
                return None
        assert self.nth is not None
        assert self.weekday is not None
        wanted = WEEKDAYS.index(self.weekday)
        if self.nth > 0:
            first = date(year, self.month, 1)
            found = first + timedelta(days=(wanted - first.weekday()) % 7 + 7 * (self.nth - 1))
            return found + timedelta(days=self.plus_days) if found.month == self.month else None
        last = date(year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - wanted) % 7) + timedelta(days=self.plus_days)


class ClosedDay(Strict):
    """A closing day of one year alone, from a published list."""

    date: date
    name: Text


class CourtCalendar(Fact):
    """When the courts are closed. `years` are those for which the list or the rules were read."""

    closed_weekdays: tuple[Weekday, ...] = ("saturday", "sunday")
    holidays: list[Holiday] = Field(default_factory=list)
    closed: list[ClosedDay] = Field(default_factory=list, description="single days, from a published list")
    years: list[int] = Field(description="years for which the closing days are known in full")

    def closing_days(self, year: int) -> dict[date, str]:
        """Date -> name of every closing day in `year`, moved off weekends as the rule says."""
        found: dict[date, str] = {}
        for near in (year - 1, year, year + 1):  # New Year's Day may move into December
            taken = {day for h in self.holidays if (day := h.on(near)) is not None}
            for holiday in self.holidays:
                day = holiday.on(near)
                if day is None:
                    continue
                moved = self._moved(day, holiday.moved, taken)
                taken.add(moved)
                found[moved] = holiday.name
        for single in self.closed:
            found[single.date] = single.name
        return {day: name for day, name in sorted(found.items()) if day.year == year}

    def _moved(self, day: date, how: str, taken: set[date]) -> date:
        if how == "not-moved" or day.weekday() < 5:
            return day
        if how == "nearest-weekday":
            return day + timedelta(days=-1 if day.weekday() == 5 else 1)
        if how == "monday-after-sunday":
            return day + timedelta(days=1) if day.weekday() == 6 else day
        moved = day + timedelta(days=1)
        while moved.weekday() > 4 or moved in taken:
            moved += timedelta(days=1)
        return moved

    def is_open(self, day: date) -> bool:
        """Do the courts sit on this day, as far as the calendar knows?"""
        return WEEKDAYS[day.weekday()] not in self.closed_weekdays and day not in self.closing_days(day.year)

    def known(self, first: date, last: date) -> bool:
        """Are the closing days known for every year from `first` to `last`?"""
        return all(year in self.years for year in range(min(first, last).year, max(first, last).year + 1))


def court_days_from(start: date, count: int, calendar: CourtCalendar) -> date:
    """The day that is `count` court days after `start` (before it, with a negative count); `start` does not count."""
    step = timedelta(days=1 if count > 0 else -1)
    day, left = start, abs(count)
    for day in _days(start, step):
        if calendar.is_open(day):
            left -= 1
            if left <= 0:
                break
    return day


def open_day(day: date, calendar: CourtCalendar, *, back: bool = False) -> date:
    """`day`, or the next (with `back` the last earlier) day the courts sit."""
    step = timedelta(days=-1 if back else 1)
    while not calendar.is_open(day):
        day += step
    return day


def _days(start: date, step: timedelta) -> Iterator[date]:
    day = start
    while True:
        day += step
        yield day
