"""When something happened, as honestly as the person knows it: bounds, order, print, JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, Literal

from assistant.dates.edtf import WEEKDAYS, Point, Style, part_of

Kind = Literal["exact", "about", "month", "season", "year", "range", "recurring"]

# Words a person may use for a third of a month or a year.
PART_WORDS: Final = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
}


class NotADate(ValueError):
    """No date (or time) can be read. The message says in plain words what was not understood, and what is."""


class NoYear(NotADate):
    """All but the year can be read."""


class Ambiguous(ValueError):
    """Two readings, such as 05/06/2024. For numbers `readings` is (month first, day first); else the two in order."""

    def __init__(self, words: str, readings: tuple[When, ...]) -> None:
        self.readings = readings
        either = " or ".join(r.text().removeprefix("in ") for r in readings)
        super().__init__(f"'{shown(words)}' could be {either}.")


def shown(words: str) -> str:
    """What the person typed, short enough for a message."""
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:57] + "..."


@dataclass(frozen=True, slots=True)
class Recurring:
    """How often something happened, in the person's words: 'about twice a week'."""

    times: str


@dataclass(frozen=True, slots=True)
class When:
    """A date in EDTF level 1 (Library of Congress) with the person's own words. ValueError if it is not one.

    edtf     one point ('2024-03-05', '2024-03~', '2024-21', '2024'), or two with '/' between
    words    what the person typed, verbatim
    often    for conduct that repeats: 'about twice a week'
    weekday  the weekday the person named, lower-case English, or ''
    """

    edtf: str
    words: str = ""
    often: str = ""
    weekday: str = ""

    def __post_init__(self) -> None:
        first, last = self._points()
        if first.span()[0] > last.span()[1]:
            raise ValueError("The first date is after the second.")
        if self.weekday and self.weekday not in WEEKDAYS:
            raise ValueError(f"'{self.weekday[:20]}' is not a weekday.")

    def _points(self) -> tuple[Point, Point]:
        """Both ends; one point is both its own ends."""
        first, slash, last = self.edtf.partition("/")
        point = Point.parse(first)
        return point, Point.parse(last) if slash else point

    @property
    def _is_range(self) -> bool:
        return "/" in self.edtf

    @property
    def kind(self) -> Kind:
        """'about' is any single date with '~', be it a day, a month, a season or a year."""
        if self.often:
            return "recurring"
        if self._is_range:
            return "range"
        point, _ = self._points()
        if point.about:
            return "about"
        if point.day:
            return "exact"
        return "year" if not point.month else "season" if point.month > 12 else "month"

    def earliest(self) -> date:
        """The first day it can have been. '~' widens: a day by 7 days, a month, season or year by one of its kind."""
        return self._points()[0].bounds()[0]

    def latest(self) -> date:
        """The last day it can have been, widened like `earliest`. So an 'about' of this week may end after today."""
        return self._points()[1].bounds()[1]

    def sort_key(self) -> tuple[date, date, int]:
        """By the first, then the last day of what is named ('~' set aside); of the same span the exact comes first."""
        first, last = self._points()
        vague = 2 * (first.about or last.about) + self._is_range
        return first.span()[0], last.span()[1], vague

    def newest_key(self) -> tuple[date, date]:
        """To put the newest first. What went on until a day counts by that day; what happened some time in a month or
        a year counts by its first day, for nothing says that it was later than a day that is known.
        """
        first, last, _ = self.sort_key()
        return (last, first) if self._is_range else (first, last)

    def weekday_conflict(self) -> str | None:
        """The right weekday ('Monday') when an exact date was given with a wrong one, else None."""
        point, _ = self._points()
        if not self.weekday or self._is_range or not point.day or point.about:
            return None
        right = WEEKDAYS[point.span()[0].weekday()]
        return right.capitalize() if right != self.weekday else None

    # -- print ---------------------------------------------------------------------------------------

    def text(self, style: Style = "us") -> str:
        """For a sentence: 'March 5, 2024', 'on or about March 5, 2024', 'in the spring of 2024'.

        `parse_when` reads every such text back to the same edtf. The words are asked only which of two true
        wordings the person used: 'from' or 'between', 'early March' or its first ten days, 'the night of'.
        """
        text = self._range_text(style) if self._is_range else self._point_text(style)
        return f"{self.often} {text}" if self.often else text

    def _point_text(self, style: Style) -> str:
        point, _ = self._points()
        text = point.text(style)
        if point.day:
            return f"on or about {text}" if point.about else f"on {text}" if self.often else text
        return f"in about {text}" if point.about else f"in {text}"

    def _range_text(self, style: Style) -> str:
        if part := self._part(style):
            return f"in {part}"
        start, end = self._ends(style)
        if self._is_night:
            return f"on the night of {start} to {end}"
        # 'Between' claims less: it happened in that time, not all through it.
        said = self.words.lower()
        all_through = bool(self.often) or re.search(r"\b(from|since|through|thru|until|till)\b", said) is not None
        return f"from {start} to {end}" if all_through and "between" not in said else f"between {start} and {end}"

    def _ends(self, style: Style, short: bool = False) -> tuple[str, str]:
        """Both ends as text; the year only once when it is the same and both have a month."""
        first, last = self._points()
        once = first.year == last.year and 1 <= first.month <= 12 and 1 <= last.month <= 12
        start, end = first.text(style, year=not once, short=short), last.text(style, short=short)
        return ("about " + start if first.about else start), ("about " + end if last.about else end)

    def _part(self, style: Style, short: bool = False) -> str | None:
        """'early March 2024' when the person said so."""
        said = {PART_WORDS.get(w) for w in re.findall(r"[a-z]+", self.words.lower())}
        for part, whole in part_of(*self._points()):
            if part in said:
                return f"{part}{'-' if part == 'mid' else ' '}{whole.text(style, short=short)}"
        return None

    @property
    def _is_night(self) -> bool:
        """A night, which two calendar days share: 'last night', 'the night of March 4, 2024'."""
        first, last = self._points()
        return (
            bool(first.day and last.day)
            and last.span()[0] - first.span()[0] == timedelta(days=1)
            and re.search(r"\b(last|yesterday) night\b|\bnight of\b", self.words.lower()) is not None
        )

    def short(self, style: Style = "us") -> str:
        """For a table cell: 'Mar 5, 2024', 'about Mar 2024', 'spring 2024', 'Mar 3–9, 2024'."""
        first, _ = self._points()
        if not self._is_range:
            text = ("about " if first.about else "") + first.text(style, short=True)
        elif part := self._part(style, short=True):
            text = part
        else:
            text = ("night of " if self._is_night else "") + self._short_range(style)
        return f"{text}, {self.often}" if self.often else text

    def _short_range(self, style: Style) -> str:
        first, last = self._points()
        start, end = self._ends(style, short=True)
        same_month = (first.year, first.month) == (last.year, last.month) and first.day and last.day
        if same_month and not (first.about or last.about):
            return f"{first.day}–{end}" if style == "british" else f"{start}–{last.day}, {last.year}"
        return f"{start}–{end}" if " " not in start else f"{start} – {end}"

    # -- JSON ----------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, str]:
        """The four texts, without the empty ones."""
        parts = {"edtf": self.edtf, "words": self.words, "often": self.often, "weekday": self.weekday}
        return {key: text for key, text in parts.items() if text}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> When:
        """From what `to_json` wrote. ValueError for anything else."""
        if not isinstance(data, Mapping) or not {"edtf"} <= set(data) <= {"edtf", "words", "often", "weekday"}:
            raise ValueError("This is not a date the program wrote.")
        if not all(isinstance(text, str) for text in data.values()):
            raise ValueError("The parts of a date are texts.")
        return cls(**data)


class Within(StrEnum):
    """Whether something happened in a period."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"


def within(when: When | None, start: date, end: date) -> Within:
    """YES when all days it can have been lie from `start` to `end` (both inclusive), NO when none does.

    Else, or without a date, CANNOT_TELL. ValueError when `start` is after `end`.
    """
    if start > end:
        raise ValueError("The period ends before it starts.")
    if when is None:
        return Within.CANNOT_TELL
    first, last = when.earliest(), when.latest()
    if start <= first and last <= end:
        return Within.YES
    return Within.NO if last < start or end < first else Within.CANNOT_TELL
