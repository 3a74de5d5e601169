"""The dates and times of an incident log's cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from assistant.dates import Ambiguous, NotADate, When, parse_clock, parse_when
from assistant.dates.edtf import SPRING, Point
from assistant.evidence.logs.days import MONTH_FIRST, Numbers, order_of, real
from assistant.evidence.logs.incident_csv import Log, Row
from assistant.evidence.logs.tables import restored

_NUMBERS: Final = re.compile(r"^\s*(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{2,4})(?=$|[\s,T])")
_CLOCK: Final = re.compile(
    r"[\s,T]+(?:at |about |around )*((?:about |around )?\d{1,2}(?:[:.]\d{2}(?::\d{2})?)?\s*(?:[ap]\.?m\.?)?|noon|midnight)\s*$",
    re.I,
)
_LONGEST: Final = 200  # letters; no date needs more, and looking for a clock in a long text takes long
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)")
_SEASONS: Final = ("spring", "summer", "fall", "winter")
PRECISIONS: Final = ("exact", "about", "month", "season", "year", "range", "recurring")


@dataclass(frozen=True)
class Days:
    """How the dates of one log are to be read."""

    order: str

    @classmethod
    def of(cls, log: Log, chosen: str, where: str) -> Days:
        """Undecided when dates in numbers can be read two ways and nobody said which."""
        found = [(n, cell) for row in log.rows if (n := numbers(cell := date_cell(row)))]
        # a log may be written in any order of time, so that only a number above twelve tells
        plain = [n for n, _ in found]
        return cls(order_of(plain, chosen, where, found[0][1] if found else "", by_time=False))

    def when(self, row: Row, today: date) -> When:
        """When a row happened, in the words of its cell. NotADate when it cannot be read."""
        cell = date_cell(row)
        if given := numbers(cell):
            day = real(given, self.order)
            if day is None or day > date(today.year + 1, 12, 31):
                raise NotADate("this date is not in the calendar")
            return When(day.isoformat(), words=cell)
        try:
            return parse_when(cell, today)
        except Ambiguous as error:
            if re.search(r"\d[/.]\d", cell):  # a range in numbers
                return error.readings[0 if self.order == MONTH_FIRST else -1]
            raise NotADate(str(error)) from None

    def local(self, row: Row) -> datetime | None:
        """Day and clock as one time, where both are exact; the day alone at midnight."""
        given = numbers(date_cell(row))
        day = real(given, self.order) if given else None
        if day is None:
            return None
        found = re.match(r"(\d{1,2}):(\d{2}) ([ap])\.m\.$", clock_of(row) or "")
        if not found:
            return datetime.combine(day, time())
        hour = int(found[1]) % 12 + (12 if found[3] == "p" else 0)
        return datetime.combine(day, time(hour, int(found[2])))


def date_cell(row: Row) -> str:
    """The date's own words, without a clock behind it."""
    cell = restored(row.cells.get("date", "") or row.cells.get("date_time", "")).strip()
    found = _CLOCK.search(cell) if len(cell) <= _LONGEST else None
    return cell[: found.start()].rstrip(" ,") if found and _dated(cell[: found.start()]) else cell


def _dated(text: str) -> bool:
    return bool(_NUMBERS.match(text)) or bool(re.search(r"[A-Za-z]{3,}.*\d{4}", text))


def clock_cell(row: Row) -> str:
    """The words of the time of day, from its own column or from behind the date."""
    if cell := restored(row.cells.get("time", "")).strip():
        return _of_four(cell)
    cell = restored(row.cells.get("date", "") or row.cells.get("date_time", "")).strip()
    found = _CLOCK.search(cell) if len(cell) <= _LONGEST else None
    return found[1].strip() if found and _dated(cell[: found.start()]) else ""


def _of_four(cell: str) -> str:
    """'2130' and '2130 hrs' are of the 24-hour clock."""
    found = re.fullmatch(r"([01]\d|2[0-3]):?([0-5]\d) ?(?:h|hrs|hours)|([01]\d|2[0-3])([0-5]\d)", cell)
    if not found:
        return cell
    hour, minute = int(found[1] or found[3]), found[2] or found[4]
    return f"{hour % 12 or 12}:{minute} {'am' if hour < 12 else 'pm'}"


def clock_of(row: Row) -> str | None:
    """The time as it is printed; None when there is none that can be read."""
    cell = clock_cell(row)
    try:
        return parse_clock(cell) if cell else None
    except NotADate:
        return None


def numbers(cell: str) -> Numbers | None:
    """The three numbers of a date written in numbers."""
    found = _NUMBERS.match(cell)
    if not found or (len(found[1]) == 3 or len(found[3]) == 3):
        return None
    return int(found[1]), int(found[2]), int(found[3])


# -- our own columns ---------------------------------------------------------------------------------


def when_cells(when: When | None) -> dict[str, str]:
    """The cells of our own columns that say when; `when_from` reads them back to the same."""
    if when is None:
        return {}
    first, _, last = when.edtf.partition("/")
    single_about = when.kind == "about"
    cells = {
        "date": _point_cell(first, bare=single_about),
        "date_precision": when.kind,
        "end_date": _point_cell(last) if last else "",
        "date_words": when.words,
        "how_often": when.often,
        "weekday": when.weekday,
    }
    return {k: v for k, v in cells.items() if v}


def when_from(cells: dict[str, str]) -> When | None:
    """When, from our own columns. None when no date is there; ValueError when it is none of ours."""
    if not cells.get("date"):
        return None
    precision = cells.get("date_precision", "")
    if precision not in PRECISIONS:
        raise ValueError("no such precision")
    edtf = _point_of(cells["date"]) + ("~" if precision == "about" else "")
    if cells.get("end_date"):
        edtf += "/" + _point_of(cells["end_date"])
    made = When(edtf, cells.get("date_words", ""), cells.get("how_often", ""), cells.get("weekday", ""))
    if made.kind != precision:
        raise ValueError("the precision does not fit the date")
    return made


def _point_cell(edtf: str, *, bare: bool = False) -> str:
    """A season by its name, anything else as ISO; '~' stays where the precision does not say it."""
    point = Point.parse(edtf)
    text = edtf.rstrip("~")
    if point.month > 12:
        years = f"{point.year}-{point.year + 1}" if point.month == SPRING + 3 else f"{point.year}"
        text = f"{_SEASONS[point.month - SPRING]} {years}"
    return text + ("~" if point.about and not bare else "")


def _point_of(cell: str) -> str:
    if found := _ISO.fullmatch(cell):
        return Point.parse(found[0]).edtf
    found = re.fullmatch(r"(spring|summer|fall|winter) (\d{4})(?:-\d{4})?(~?)", cell)
    if not found:
        raise ValueError("not a date of ours")
    return Point.parse(f"{found[2]}-{SPRING + _SEASONS.index(found[1])}{found[3]}").edtf
