"""Dates people half remember, kept with their own words and printed with that honesty. Pure: no clock is read."""

from assistant.dates.clock import parse_clock
from assistant.dates.edtf import Style, age_on, day_text, months_before
from assistant.dates.reading import parse_day, parse_when
from assistant.dates.when import Ambiguous, NotADate, NoYear, Recurring, When, Within, within

__all__ = [
    "Ambiguous",
    "NoYear",
    "NotADate",
    "Recurring",
    "Style",
    "When",
    "Within",
    "age_on",
    "day_text",
    "months_before",
    "parse_clock",
    "parse_day",
    "parse_when",
    "within",
]
