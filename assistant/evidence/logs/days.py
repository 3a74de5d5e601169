"""Dates in numbers: which is the day and which the month, told from the whole file, else asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from assistant.dates import day_text
from assistant.errors import PersonError

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"

Numbers = tuple[int, int, int]  # as they stand


class Undecided(PersonError):
    """The dates of a file can be read two ways; `example` is one of them and `readings` the two in words."""

    def __init__(self, where: str, example: str, readings: tuple[str, str]) -> None:
        self.example, self.readings = example, readings
        super().__init__(
            f"the dates can be read two ways: {example} is {readings[0]} or {readings[1]}.",
            where=where,
            remedy=f"Say which with: --dates {MONTH_FIRST}, or: --dates {DAY_FIRST}",
        )


def order_of(found: Sequence[Numbers], chosen: str, where: str, seen: str = "", *, by_time: bool = True) -> str:
    """'day-first', 'month-first' or 'year-first' for dates in the order of a file. Undecided when both fit.

    What tells: a part above twelve; else, `by_time`, that time runs forward in one reading and not in the other.
    PersonError when what was `chosen` cannot be, for a date of the file.
    """
    if not found or all(a > 31 for a, _, _ in found):
        return "year-first"
    day = [f for f in found if f[0] <= 31 and f[0] > 12]
    month = [f for f in found if f[0] <= 31 and f[1] > 12]
    if chosen:
        against = day if chosen == MONTH_FIRST else month
        if against:
            raise PersonError(
                f"the dates cannot be {chosen}: {'/'.join(map(str, against[0]))} stands in the file.",
                where=where,
                remedy=f"Leave --dates out, or say: --dates {DAY_FIRST if chosen == MONTH_FIRST else MONTH_FIRST}",
            )
        return chosen
    if day and month:
        raise PersonError(
            "the dates of this file are in two orders: some have the day first, some the month.",
            where=where,
            remedy="Export it again in one go, or write the dates as 2025-05-02.",
        )
    if day or month:
        return DAY_FIRST if day else MONTH_FIRST
    back = {order: _backward(found, order) for order in (DAY_FIRST, MONTH_FIRST)}
    if by_time and (back[DAY_FIRST] == 0) != (back[MONTH_FIRST] == 0):
        return DAY_FIRST if back[DAY_FIRST] == 0 else MONTH_FIRST
    example = next((f for f in found if f[0] != f[1]), None)
    if example is None:
        return MONTH_FIRST  # 5/5/2025: both readings are the same day
    readings = [day_text(d) for o in (MONTH_FIRST, DAY_FIRST) if (d := real(example, o))]
    raise Undecided(where, seen or "/".join(map(str, example)), (readings[0], readings[-1]))


def _backward(found: Iterable[Numbers], order: str) -> int:
    """How often the dates step back when read in this order."""
    last, steps = date.min, 0
    for numbers in found:
        day = real(numbers, order)
        if day is not None:
            steps += day < last
            last = day
    return steps


@lru_cache(maxsize=4096)
def real(numbers: Numbers, order: str) -> date | None:
    """The day that three numbers are in this order; None when the calendar has none. Two digits are of 2000 on."""
    a, b, c = numbers
    if a > 31:
        year, month, day = a, b, c
    else:
        year = c
        day, month = (a, b) if order == DAY_FIRST else (b, a)
    if year < 100:
        year += 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None
