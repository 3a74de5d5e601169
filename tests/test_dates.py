"""Dates: what is typed, what is kept, what is printed, what is refused."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.dates import (
    Ambiguous,
    NotADate,
    Recurring,
    When,
    Within,
    age_on,
    day_text,
    months_before,
    parse_clock,
    parse_day,
    parse_when,
    within,
)

TODAY = date(2024, 3, 5)  # a Tuesday, five days after a leap day

READ = [
    # typed                                edtf                      printed
    ("March 5, 2024", "2024-03-05", "March 5, 2024"),
    ("  mar.  5 2024. ", "2024-03-05", "March 5, 2024"),
    ("5 March 2024", "2024-03-05", "March 5, 2024"),
    ("the 5th of March, 2024", "2024-03-05", "March 5, 2024"),
    ("Tuesday March 5th 2024", "2024-03-05", "March 5, 2024"),
    ("3/25/2024", "2024-03-25", "March 25, 2024"),
    ("25.3.2024", "2024-03-25", "March 25, 2024"),
    ("5/5/2024", "2024-05-05", "May 5, 2024"),
    ("3/25/24", "2024-03-25", "March 25, 2024"),
    ("2024-03-05", "2024-03-05", "March 5, 2024"),
    ("2024/3/5", "2024-03-05", "March 5, 2024"),
    ("on or about March 5, 2024", "2024-03-05~", "on or about March 5, 2024"),
    ("~ March 5, 2024", "2024-03-05~", "on or about March 5, 2024"),
    ("03/2024", "2024-03", "in March 2024"),
    ("Sometime in March 2024", "2024-03", "in March 2024"),
    ("APPROX. MARCH 2024", "2024-03~", "in about March 2024"),
    ("maybe March 2024", "2024-03~", "in about March 2024"),
    ("in 2019", "2019", "in 2019"),
    ("circa 2019", "2019~", "in about 2019"),
    ("the spring of 2024", "2024-21", "in the spring of 2024"),
    ("about summer 2022", "2022-22~", "in about the summer of 2022"),
    ("autumn 2023", "2023-23", "in the fall of 2023"),
    ("winter 2023-2024", "2023-24", "in the winter of 2023-2024"),
    ("winter 2023/24", "2023-24", "in the winter of 2023-2024"),
    ("early March 2024", "2024-03-01~/2024-03-10~", "in early March 2024"),
    ("Mid-March 2024", "2024-03-11~/2024-03-20~", "in mid-March 2024"),
    ("the end of February 2024", "2024-02-21~/2024-02-29~", "in late February 2024"),
    ("early 2021", "2021-01~/2021-04~", "in early 2021"),
    ("late last year", "2023-09~/2023-12~", "in late 2023"),
    ("early spring 2024", "2024-21~", "in about the spring of 2024"),
    # holidays
    ("Christmas 2023", "2023-12-25", "December 25, 2023"),
    ("Christmas Eve 2022", "2022-12-24", "December 24, 2022"),
    ("New Year’s Day 2024", "2024-01-01", "January 1, 2024"),
    ("Thanksgiving 2023", "2023-11-23", "November 23, 2023"),
    ("Thanksgiving day, 2018", "2018-11-22", "November 22, 2018"),
    ("around Halloween 2023", "2023-10-31~", "on or about October 31, 2023"),
    ("July 4th 2023", "2023-07-04", "July 4, 2023"),
    ("Valentine's Day 2024", "2024-02-14", "February 14, 2024"),
    ("Memorial Day 2023", "2023-05-29", "May 29, 2023"),
    ("Labor Day 2025", "2025-09-01", "September 1, 2025"),
    # counted from today
    ("today", "2024-03-05", "March 5, 2024"),
    ("this morning", "2024-03-05", "March 5, 2024"),
    ("Yesterday", "2024-03-04", "March 4, 2024"),
    ("last night", "2024-03-04/2024-03-05", "on the night of March 4 to March 5, 2024"),
    ("the night of March 1, 2024", "2024-03-01/2024-03-02", "on the night of March 1 to March 2, 2024"),
    ("5 days ago", "2024-02-29", "February 29, 2024"),
    ("10 days ago", "2024-02-24~", "on or about February 24, 2024"),
    ("about three weeks ago", "2024-02-13~", "on or about February 13, 2024"),
    ("2 months ago", "2024-01~", "in about January 2024"),
    ("a year ago", "2023~", "in about 2023"),
    ("last week", "2024-02-25/2024-03-03", "between February 25 and March 3, 2024"),
    ("last month", "2024-02", "in February 2024"),
    ("last year", "2023", "in 2023"),
    ("last winter", "2023-24", "in the winter of 2023-2024"),
    ("last summer", "2023-22", "in the summer of 2023"),
    ("the 5th of last month", "2024-02-05", "February 5, 2024"),
    # ranges
    ("between March 3 and March 9, 2024", "2024-03-03/2024-03-09", "between March 3 and March 9, 2024"),
    ("between March 3 and 9, 2024", "2024-03-03/2024-03-09", "between March 3 and March 9, 2024"),
    ("March 3–9, 2024", "2024-03-03/2024-03-09", "between March 3 and March 9, 2024"),
    ("3-9 March 2024", "2024-03-03/2024-03-09", "between March 3 and March 9, 2024"),
    ("from March 3 to March 9, 2024", "2024-03-03/2024-03-09", "from March 3 to March 9, 2024"),
    ("2024-03-03 - 2024-03-09", "2024-03-03/2024-03-09", "between March 3 and March 9, 2024"),
    ("Dec 28, 2023 to Jan 3, 2024", "2023-12-28/2024-01-03", "between December 28, 2023 and January 3, 2024"),
    ("from March to May 2024", "2024-03/2024-05", "from March to May 2024"),
    ("March-May 2024", "2024-03/2024-05", "between March and May 2024"),
    ("March through May 2024", "2024-03/2024-05", "from March to May 2024"),
    ("from spring 2023 to March 2024", "2023-21/2024-03", "from the spring of 2023 to March 2024"),
    ("2022-2023", "2022/2023", "between 2022 and 2023"),
    ("between 5/6/2023 and 5/25/2023", "2023-05-06/2023-05-25", "between May 6 and May 25, 2023"),
    ("early March to May 2024", "2024-03~/2024-05", "between about March and May 2024"),
    ("since last month", "2024-02/2024-03-05", "from February to March 5, 2024"),
    # conduct that repeats
    ("about twice a week from March to May 2024", "2024-03/2024-05", "about twice a week from March to May 2024"),
    ("every day between March 3 and 9, 2024", "2024-03-03/2024-03-09", "every day between March 3 and March 9, 2024"),
    ("Daily from March 3 to 9, 2024", "2024-03-03/2024-03-09", "daily from March 3 to March 9, 2024"),
    ("3 times a month since January 2024", "2024-01/2024-03-05", "3 times a month from January to March 5, 2024"),
    ("on most weekends in June 2024", "2024-06", "on most weekends in June 2024"),
    ("weekly, March to May 2024", "2024-03/2024-05", "weekly from March to May 2024"),
    ("March to May 2024, every Tuesday", "2024-03/2024-05", "every Tuesday from March to May 2024"),
    ("three times on March 1, 2024", "2024-03-01", "three times on March 1, 2024"),
]


@pytest.mark.parametrize(("typed", "edtf", "printed"), READ)
def test_reading(typed: str, edtf: str, printed: str) -> None:
    when = parse_when(typed, TODAY)
    assert (when.edtf, when.text(), when.words) == (edtf, printed, typed)


TWO_READINGS = [
    ("05/06/2024", ("2024-05-06", "2024-06-05"), "could be May 6, 2024 or June 5, 2024."),
    ("about 5-6-2024", ("2024-05-06~", "2024-06-05~"), "could be on or about May 6, 2024 or on or about June 5, 2024."),
    ("3/5/24", ("2024-03-05", "2024-05-03"), "could be March 5, 2024 or May 3, 2024."),
    ("Monday 05/06/2024", ("2024-05-06", "2024-06-05"), "could be May 6, 2024 or June 5, 2024."),
    ("daily from 5/6/2023 to 7/8/2023", ("2023-05-06/2023-07-08", "2023-06-05/2023-08-07"), "or daily from June 5"),
    ("winter 2024", ("2023-24", "2024-24"), "could be the winter of 2023-2024 or the winter of 2024-2025."),
    ("last Tuesday", ("2024-02-27", "2024-02-20"), "could be February 27, 2024 or February 20, 2024."),
    ("last March", ("2023-03", "2022-03"), "could be March 2023 or March 2022."),
]


@pytest.mark.parametrize(("typed", "edtf", "message"), TWO_READINGS)
def test_two_readings_are_asked(typed: str, edtf: tuple[str, str], message: str) -> None:
    with pytest.raises(Ambiguous) as caught:
        parse_when(typed, TODAY)
    assert tuple(r.edtf for r in caught.value.readings) == edtf
    assert message in str(caught.value)
    assert all(r.words == typed for r in caught.value.readings)


REFUSED = [
    ("March 5", "Which year?"),
    ("5/7", "Which year?"),
    ("25/12", "Which year?"),
    ("march", "Which year?"),
    ("Christmas", "Which year?"),
    ("from May to now", "Which year?"),
    ("Tuesday", "A weekday alone"),
    ("the 10th", "Which month and year?"),
    ("", "no date here"),
    ("\u00a0", "no date here"),
    ("February 30, 2024", "February 30, 2024 is not a calendar date."),
    ("2/30/2024", "February 30, 2024 is not"),
    ("2023-02-29", "February 29, 2023 is not a calendar date."),
    ("March 0, 2024", "March 0, 2024 is not"),
    ("13/13/2024", "not a calendar date"),
    ("2024-13", "no such month"),
    ("2024-00", "not a calendar date"),
    ("0/2024", "no such month"),
    ("2024-25", "no such month"),
    ("March 5, 1899", "The year 1899 is not from 1900 to 2025"),
    ("2026", "The year 2026"),
    ("200 years ago", "The year 1824"),
    ("March 5, 24", "four digits"),
    ("March '24", "four digits"),
    ("3/25/87", "four digits"),
    ("25/3/24", "four digits"),
    ("March 5, 2024 I think", "'March 5, 2024 I think' is not"),
    ("March 9 to March 3, 2024", "The first date, March 9, 2024, is after the second, March 3, 2024."),
    ("2024-03-09/2024-03-03", "is after the second"),
    ("between December 28 and January 3, 2024", "the year of each"),
    ("between 5/6/2023 and 4/7/2023", "which number is the month"),
    ("March 5, 2024 at 9 pm", "without the time of day"),
    ("March 3 and March 9, 2024", "can read"),
    ("March 5 or 6, 2024", "can read"),
    ("before March 2024", "can read"),
    ("Tuesday, March 2024", "can read"),
    ("2024-03/..", "can read"),
    ("2024-03?", "can read"),
    ("between Tuesday March 4 and March 6, 2024", "March 4, 2024 was a Monday, not a Tuesday."),
    ("x" * 300, "too long"),
    ("New Year's 2024", "can read"),
    ("this autumn", "can read"),
    ("May", "Which year?"),
    ("once in March 2024", "can read"),
]


@pytest.mark.parametrize(("typed", "message"), REFUSED)
def test_refused_with_a_reason(typed: str, message: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse_when(typed, TODAY)
    assert message in str(caught.value)


def test_next_year_is_returned_for_a_check_to_flag() -> None:
    assert parse_when("March 5, 2025", TODAY).earliest() == date(2025, 3, 5)


PRINTED = [
    # edtf                     British                                    in a table
    ("2024-03-05", "5 March 2024", "Mar 5, 2024"),
    ("2024-03-05~", "on or about 5 March 2024", "about Mar 5, 2024"),
    ("2024-03~", "in about March 2024", "about Mar 2024"),
    ("2023-23", "in the autumn of 2023", "fall 2023"),
    ("2024-24", "in the winter of 2024-2025", "winter 2024-2025"),
    ("2024", "in 2024", "2024"),
    ("2024-03-03/2024-03-09", "between 3 March and 9 March 2024", "Mar 3–9, 2024"),
    ("2024-03-30/2024-04-02", "between 30 March and 2 April 2024", "Mar 30 – Apr 2, 2024"),
    ("2024-03/2024-05", "between March and May 2024", "Mar–May 2024"),
    ("2023-12/2024-05~", "between December 2023 and about May 2024", "Dec 2023 – about May 2024"),
    ("2024-03-01~/2024-03-10~", "between about 1 March and about 10 March 2024", "about Mar 1 – about Mar 10, 2024"),
]


@pytest.mark.parametrize(("edtf", "british", "short"), PRINTED)
def test_printing(edtf: str, british: str, short: str) -> None:
    when = When(edtf)
    assert (when.text("british"), when.short()) == (british, short)


def test_printing_in_a_table() -> None:
    def short(typed: str, style: str = "us") -> str:
        return parse_when(typed, TODAY).short("british" if style == "british" else "us")

    assert short("about twice a week from March to May 2024") == "Mar–May 2024, about twice a week"
    assert short("early March 2024") == "early Mar 2024"
    assert short("last night") == "night of Mar 4–5, 2024"
    assert short("March 3-9, 2024", "british") == "3–9 Mar 2024"
    assert day_text(TODAY) == "March 5, 2024"
    assert day_text(TODAY, "british") == "5 March 2024"


KINDS = [
    ("2024-03-05", "exact"),
    ("2024-03-05~", "about"),
    ("2024~", "about"),
    ("2024-03", "month"),
    ("2024-22", "season"),
    ("2024", "year"),
    ("2024-03/2024-05", "range"),
]


@pytest.mark.parametrize(("edtf", "kind"), KINDS)
def test_kind(edtf: str, kind: str) -> None:
    assert When(edtf).kind == kind
    assert When(edtf, often="daily").kind == "recurring"
    assert Recurring("daily").times == "daily"


BOUNDS = [
    ("2024-03-05", date(2024, 3, 5), date(2024, 3, 5)),
    ("2024-03-05~", date(2024, 2, 27), date(2024, 3, 12)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2024-03~", date(2024, 2, 1), date(2024, 4, 30)),
    ("2024-12~", date(2024, 11, 1), date(2025, 1, 31)),
    ("2024-21", date(2024, 3, 1), date(2024, 5, 31)),
    ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
    ("2024-21~", date(2023, 12, 1), date(2024, 8, 31)),
    ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ("2024~", date(2023, 1, 1), date(2025, 12, 31)),
    ("2024-03-03/2024-03-09~", date(2024, 3, 3), date(2024, 3, 16)),
]


@pytest.mark.parametrize(("edtf", "first", "last"), BOUNDS)
def test_bounds(edtf: str, first: date, last: date) -> None:
    assert (When(edtf).earliest(), When(edtf).latest()) == (first, last)


def test_named_weekday() -> None:
    assert parse_when("Tuesday, March 5, 2024", TODAY).weekday_conflict() is None
    wrong = parse_when("on Mon March 5, 2024", TODAY)
    assert (wrong.weekday, wrong.weekday_conflict()) == ("monday", "Tuesday")
    assert parse_when("about Monday, March 5, 2024", TODAY).weekday_conflict() is None
    assert parse_when("March 5, 2024", TODAY).weekday_conflict() is None


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"edtf": ""},
        {"edtf": "2024-02-30"},
        {"edtf": "2024-3-5"},
        {"edtf": "2024-03/"},
        {"edtf": "2024-04/2024-03"},
        {"edtf": "2024", "note": "x"},
        {"edtf": 2024},
        {"edtf": "2024", "words": None},
        {"edtf": "2024", "weekday": "Tuesday"},
        {"edtf": "2024-00"},
        {"edtf": "2024-00-05"},
        {"edtf": "2024-21-05"},
        {"edtf": "0999"},
        {"edtf": "2024/2025/2026"},
        {"edtf": "٢٠٢٤"},
        {"edtf": "2024\n"},
        [],
        "2024",
    ],
)
def test_bad_json_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"not|after|texts"):
        When.from_json(data)  # type: ignore[arg-type]


# -- one exact day ------------------------------------------------------------------------------------


def test_exact_day() -> None:
    for typed in ("2024-03-05", "March 5, 2024", "5 March 2024", "Tuesday, March 5, 2024", "today"):
        assert parse_day(typed, TODAY) == TODAY
    assert parse_day("3/25/1990") == date(1990, 3, 25)
    assert parse_day("June 1, 2060", TODAY) == date(2060, 6, 1)
    with pytest.raises(Ambiguous) as caught:
        parse_day("3/5/2024", TODAY)
    assert [r.edtf for r in caught.value.readings] == ["2024-03-05", "2024-05-03"]


@pytest.mark.parametrize(
    "typed",
    [
        "3/25/24",
        "3/5/24",
        "March 2024",
        "about March 5, 2024",
        "2024",
        "winter 2024",
        "March 3 to March 9, 2024",
        "today",
        "Monday, March 5, 2024",
        "daily on March 5, 2024",
        "the night of December 31, 2999",
        "February 29, 2023",
        "March 5",
        "",
    ],
)
def test_what_is_not_one_exact_day(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_day(typed)


# -- the clock ----------------------------------------------------------------------------------------

CLOCK = [
    ("9:30 pm", "9:30 p.m."),
    ("9:30 P.M.", "9:30 p.m."),
    ("9.30pm", "9:30 p.m."),
    ("21:30", "9:30 p.m."),
    ("9pm", "9:00 p.m."),
    ("09:30", "9:30 a.m."),
    ("0:30", "12:30 a.m."),
    ("00:00", "midnight"),
    ("12 am", "midnight"),
    ("12pm", "noon"),
    ("12:30 pm", "12:30 p.m."),
    ("noon", "noon"),
    ("at midnight", "midnight"),
    ("midday", "noon"),
    ("12 noon", "noon"),
    ("about 9 pm", "about 9:00 p.m."),
    ("around 3am", "about 3:00 a.m."),
    ("~9pm", "about 9:00 p.m."),
    ("about noon", "about noon"),
    ("9 o’clock in the evening", "9:00 p.m."),
    ("9 at night", "9:00 p.m."),
    ("3 at night", "3:00 a.m."),
    ("3 in the morning", "3:00 a.m."),
    ("after 9 pm", "after 9:00 p.m."),
    ("just before midnight", "just before midnight"),
    ("evening", "in the evening"),
    ("In the Morning", "in the morning"),
    ("night", "at night"),
    ("late at night", "late at night"),
    ("early morning", "in the early morning"),
    ("all day", "all day"),
    ("dawn", "at dawn"),
    ("around dusk", "about dusk"),
    ("between 9 and 10 pm", "between 9:00 and 10:00 p.m."),
    ("9-10 pm", "from 9:00 to 10:00 p.m."),
    ("from 11 pm to 1 am", "from 11:00 p.m. to 1:00 a.m."),
    ("21:00 - 22:15", "from 9:00 to 10:15 p.m."),
    ("between noon and 1 pm", "between noon and 1:00 p.m."),
    ("from about 9 to 10 pm", "from about 9:00 to 10:00 p.m."),
]


@pytest.mark.parametrize(("typed", "printed"), CLOCK)
def test_time_of_day(typed: str, printed: str) -> None:
    assert parse_clock(typed) == printed
    assert parse_clock(printed) == printed


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("25:00", "No clock"),
        ("9:75 pm", "No clock"),
        ("0 am", "No clock"),
        ("14 am", "No clock"),
        ("24:00", "No clock"),
        ("9:30", "a.m. or p.m.?"),
        ("9", "a.m. or p.m.?"),
        ("12:00", "a.m. or p.m.?"),
        ("5 at night", "a.m. or p.m.?"),
        ("11 to 1 am", "a.m. or p.m.?"),
        ("11 to 12 pm", "a.m. or p.m.?"),
        ("9 pm to 9:30", "a.m. or p.m.?"),
        ("soon", "can read"),
        ("9 pm Tuesday", "can read"),
        ("15", "can read"),
        ("", "no time here"),
        ("9" * 200, "too long"),
    ],
)
def test_no_time_of_day(typed: str, message: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse_clock(typed)
    assert message in str(caught.value)


# -- periods and ages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        # the period is March 5 to September 5, 2024
        ("2024-03-04", Within.NO),
        ("2024-03-05", Within.YES),
        ("2024-09-05", Within.YES),
        ("2024-09-06", Within.NO),
        ("2024-03", Within.CANNOT_TELL),
        ("2024-04", Within.YES),
        ("2024-02", Within.NO),
        ("2024", Within.CANNOT_TELL),
        ("2024-03-11~", Within.CANNOT_TELL),
        ("2024-03-12~", Within.YES),
        ("2024-02-26~", Within.NO),
        ("2024-02-27~", Within.CANNOT_TELL),
        ("2024-02/2024-10", Within.CANNOT_TELL),
        ("2024-22", Within.YES),
    ],
)
def test_within_at_its_edges(edtf: str, expected: Within) -> None:
    assert within(When(edtf), date(2024, 3, 5), date(2024, 9, 5)) is expected


def test_within_without_a_date_or_period() -> None:
    assert within(None, TODAY, TODAY) is Within.CANNOT_TELL
    with pytest.raises(ValueError, match="ends before"):
        within(When("2024"), TODAY, TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2023, 8, 31), 6, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 29)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 31), 1, date(2023, 12, 31)),
        (date(2024, 5, 31), 1, date(2024, 4, 30)),
        (date(2100, 3, 31), 1, date(2100, 2, 28)),
        (TODAY, 0, TODAY),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2006, 3, 6), TODAY, 17),
        (date(2006, 3, 5), TODAY, 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (TODAY, TODAY, 0),
    ],
)
def test_age(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        age_on(TODAY, TODAY - timedelta(days=1))


# -- what holds for every date ------------------------------------------------------------------------

days = st.dates(date(1901, 1, 1), date(2024, 12, 31))
todays = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(days).isoformat()
    text = draw(st.sampled_from([day, day[:7], day[:4], f"{day[:4]}-{draw(st.integers(21, 24))}"]))
    return text + draw(st.sampled_from(["", "~"]))


@st.composite
def whens(draw: st.DrawFn) -> When:
    often = draw(st.sampled_from(["", "", "about twice a week", "every Tuesday", "on most weekends", "3 or 4 times"]))
    first, last = draw(points()), draw(st.none() | points())
    if last is None:
        return When(first, often=often)
    try:
        return When(f"{first}/{last}", often=often)
    except ValueError:
        assume(last != first)
        return When(f"{last}/{first}", often=often)


@given(whens())
def test_edtf_and_print_read_back(when: When) -> None:
    """EDTF and both printed styles are read as the same date; nothing is lost on the way to paper."""
    assert parse_when(when.edtf, TODAY).edtf == when.edtf
    for text in (when.text(), when.text("british"), when.short(), when.short("british")):
        again = parse_when(text, TODAY)
        assert (again.edtf, again.often) == (when.edtf, when.often), text
    assert parse_when(when.text(), TODAY).text() == when.text()


@given(whens())
def test_json_reads_back(when: When) -> None:
    assert When.from_json(when.to_json()) == when
    assert "" not in when.to_json().values()


@given(whens(), days, st.integers(0, 800))
def test_within_agrees_with_counting_days(when: When, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    first, last = when.earliest(), when.latest()
    assert first <= last
    assume((last - first).days < 3000)
    inside = {start <= first + timedelta(days=n) <= end for n in range((last - first).days + 1)}
    expected = Within.CANNOT_TELL if len(inside) == 2 else Within.YES if True in inside else Within.NO
    assert within(when, start, end) is expected


@given(st.lists(whens(), max_size=8))
def test_order(listed: list[When]) -> None:
    ordered = sorted(listed, key=When.sort_key)
    assert sorted(ordered, key=When.sort_key) == ordered
    assert [w.sort_key() for w in ordered] == sorted(w.sort_key() for w in listed)


def test_exact_comes_before_vague() -> None:
    listed = ["2024-03-02", "2024-03~", "2024-03-01/2024-03-31", "2024-03", "2024-03-01~", "2024-03-01", "2024"]
    assert sorted(listed, key=lambda e: When(e).sort_key()) == [
        "2024",
        "2024-03-01",
        "2024-03-01~",
        "2024-03",
        "2024-03-01/2024-03-31",
        "2024-03~",
        "2024-03-02",
    ]


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.integers(-900, 900))
def test_months_before_is_relativedelta(day: date, months: int) -> None:
    assert months_before(day, months) == day - relativedelta(months=months)


@given(days, st.integers(0, 110))
def test_age_grows_by_one_each_year(birth: date, years: int) -> None:
    try:
        birthday = birth.replace(year=birth.year + years)
    except ValueError:  # February 29 in a common year
        birthday = date(birth.year + years, 3, 1)
    assert age_on(birth, birthday) == years
    if years:
        assert age_on(birth, birthday - timedelta(days=1)) == years - 1


WORDS = """
    about between from to and the of in early late mid - / , ~ ' 3 5 25 9 24 3rd 05/06/2024 2024 2023 2024-03 march may
    spring winter last night week month year ago since until today daily twice a every tuesday christmas noon pm at 9:30
"""
words = st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join)


@given(st.text() | words, todays)
def test_reading_raises_only_its_own_errors(text: str, today: date) -> None:
    for read in (lambda: parse_when(text, today), lambda: parse_day(text, today), lambda: parse_day(text)):
        with suppress(Ambiguous, NotADate):
            read()
    with suppress(NotADate):
        printed = parse_clock(text)
        assert parse_clock(printed) == printed


@given(words, todays)
def test_what_is_read_prints_and_reads_back(text: str, today: date) -> None:
    try:
        when = parse_when(text, today)
    except (Ambiguous, NotADate):
        return
    assert when.words == text
    assert When.from_json(when.to_json()) == when
    # An early, mid or late third and a night need the words to be told from their days; the print holds them.
    assert parse_when(when.text(), today).edtf == when.edtf
    assert parse_when(when.text(), today).text() == when.text()


months = st.integers(1, 12)


@given(months, months, st.integers(1900, 2025), st.sampled_from("/.-"), st.sampled_from(["", "about "]))
def test_numbers_with_two_readings_never_become_a_date(a: int, b: int, year: int, mark: str, lead: str) -> None:
    assume(a != b)
    with pytest.raises(Ambiguous) as caught:
        parse_when(f"{lead}{a}{mark}{b:02}{mark}{year}", TODAY)
    first, second = caught.value.readings
    assert (first.edtf[5:10], second.edtf[5:10]) == (f"{a:02}-{b:02}", f"{b:02}-{a:02}")


def test_import_is_light() -> None:
    """Dates are read at every start of the program."""
    code = "import sys, assistant.dates; print([m for m in ('dateutil', 'calendar', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
