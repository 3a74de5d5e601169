"""Court days, holidays that move, dates of hearing, service and renewal, and a calendar file that reveals nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_checks_make import S, order_data, sheet

from assistant.jurisdiction import Sheet
from assistant.jurisdiction.calendar import CourtCalendar, Holiday, court_days_from, open_day
from assistant.jurisdiction.deadlines import Deadline, Given, calendar_file, deadlines

HOLIDAYS = [
    {"name": "New Year's Day", "month": 1, "day": 1, "moved": "nearest-weekday"},
    {"name": "King Day", "month": 1, "nth": 3, "weekday": "monday"},
    {"name": "Memorial Day", "month": 5, "nth": -1, "weekday": "monday"},
    {"name": "Independence Day", "month": 7, "day": 4, "moved": "monday-after-sunday"},
    {"name": "Thanksgiving", "month": 11, "nth": 4, "weekday": "thursday"},
    {"name": "Day after", "month": 11, "nth": 4, "weekday": "thursday", "plus_days": 1},
    {"name": "Christmas Day", "month": 12, "day": 25, "moved": "next-weekday"},
    {"name": "Boxing Day", "month": 12, "day": 26, "moved": "next-weekday"},
    {"name": "Good Friday", "easter_plus": -2},
    {"name": "New day", "month": 6, "day": 19, "from_year": 2024},
]
CALENDAR = CourtCalendar.model_validate({"holidays": HOLIDAYS, "closed": [], "years": [2026, 2027], **S})


@pytest.mark.parametrize(
    ("year", "name", "day"),
    [
        (2026, "King Day", date(2026, 1, 19)),
        (2026, "Memorial Day", date(2026, 5, 25)),
        (2026, "Thanksgiving", date(2026, 11, 26)),
        (2026, "Day after", date(2026, 11, 27)),
        (2026, "Good Friday", date(2026, 4, 3)),
        (2026, "Independence Day", date(2026, 7, 4)),  # a Saturday: this rule moves Sundays only
        (2027, "Independence Day", date(2027, 7, 5)),  # a Sunday
        (
            2022,
            "New Year's Day",
            date(2022, 12, 30),
        ),  # of 2023: January 1 is a Sunday, so January 2; of 2022: a Saturday
        (2027, "Christmas Day", date(2027, 12, 27)),  # a Saturday, on to Monday
        (2027, "Boxing Day", date(2027, 12, 28)),  # a Sunday, and Monday is taken
        (2024, "New day", date(2024, 6, 19)),
    ],
)
def test_holidays(year: int, name: str, day: date) -> None:
    days = CALENDAR.closing_days(year)
    if (year, name) == (2022, "New Year's Day"):
        assert date(2021, 12, 31) in CALENDAR.closing_days(2021)  # January 1, 2022 is a Saturday: the Friday before
        assert day not in days
        return
    assert days[day] == name


def test_a_holiday_begins_with_its_first_year() -> None:
    assert "New day" not in CALENDAR.closing_days(2023).values()


@pytest.mark.parametrize(
    "broken",
    [{"name": "x"}, {"name": "x", "month": 1}, {"name": "x", "month": 1, "day": 1, "nth": 1, "weekday": "monday"}],
)
def test_a_holiday_has_one_shape(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="give month and day"):
        Holiday.model_validate(broken)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 25), 1, date(2026, 11, 30)),  # Thanksgiving, the day after, a weekend
        (date(2026, 11, 30), -1, date(2026, 11, 25)),
        (date(2026, 12, 24), 2, date(2026, 12, 30)),  # Friday the 25th, Saturday's Boxing Day on Monday the 28th
    ],
)
def test_court_days(start: date, days: int, end: date) -> None:
    assert court_days_from(start, days, CALENDAR) == end


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.integers(1, 60))
def test_counting_court_days_back_undoes_counting_on(start: date, days: int) -> None:
    start = open_day(start, CALENDAR)
    end = court_days_from(start, days, CALENDAR)
    assert court_days_from(end, -days, CALENDAR) == start
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(CALENDAR.is_open(d) for d in between) == days


def law(calendar: dict[str, Any] | None = None, **procedure: Any) -> Sheet:
    data = sheet().model_dump(mode="json")
    data["orders"][0]["procedure"] = {**order_data()["procedure"], **procedure}
    data["court_calendar"] = calendar
    return Sheet.model_validate(data)


def found(place: Sheet, **dates: date) -> dict[str, Deadline]:
    return {d.id: d for d in deadlines(place, place.orders[0], Given(**dates))}


KNOWN = CALENDAR.model_dump(mode="json", exclude_defaults=True) | S


def test_hearing_in_court_days_from_the_temporary_order() -> None:
    hearing = {"within_days": 10, "day_kind": "court", "counted_from": "temporary-order", "cite": "Code 12", **S}
    one = found(law(KNOWN, hearing=hearing), temporary=date(2026, 11, 24))["hearing-by"]
    assert one.day == date(2026, 12, 10)  # two days of Thanksgiving are left out
    assert "Code 12" in one.rule
    assert one.notes == ()
    assert (
        found(law(KNOWN, hearing=hearing), filed=date(2026, 11, 24))["hearing-by"].needs
        == "the day of the temporary order"
    )


def test_unknown_years_are_said() -> None:
    hearing = {"within_days": 10, "day_kind": "court", **S}
    assert "2028" in found(law(KNOWN, hearing=hearing), filed=date(2028, 3, 1))["hearing-by"].notes[0]
    none = found(law(None, hearing=hearing), filed=date(2026, 11, 24))["hearing-by"]
    assert none.day == date(2026, 12, 8)
    assert "2026" in none.notes[0]


def test_a_calendar_day_on_which_the_courts_are_closed_is_said() -> None:
    one = found(law(KNOWN, hearing={"within_days": 2, **S}), filed=date(2026, 11, 24))["hearing-by"]
    assert one.day == date(2026, 11, 26)
    assert "Thanksgiving" in one.notes[0]


def test_service_and_renewal() -> None:
    place = law(
        KNOWN,
        service={"who": "x", "days_before_hearing": 5, "day_kind": "court", "cost": None, "proof_form": None, **S},
        final_order_lasts={"text": "one year", "months": 12, **S},
        renewal={
            "text": "ask",
            "opens_days_before_end": 90,
            "closes_days_before_end": 3,
            "closes_days_after_end": 60,
            **S,
        },
    )
    one = found(place, hearing=date(2026, 12, 3), final=date(2024, 2, 29))
    assert one["service-by"].day == date(2026, 11, 24)
    assert one["order-ends"].day == date(2025, 2, 28)
    assert one["renewal-from"].day == date(2024, 11, 30)
    assert one["renewal-by"].day == date(2025, 4, 29)
    assert found(place, ends=date(2026, 12, 31))["renewal-from"].day == date(2026, 10, 2)
    assert found(place)["order-ends"].text() == "needs the day on the order"


def test_a_hearing_only_when_asked_for() -> None:
    hearing = {"within_days": 21, "counted_from": "request", "request_within_days": 30, **S}
    one = found(law(KNOWN, hearing=hearing), served=date(2026, 3, 1), requested=date(2026, 3, 10))
    assert one["ask-hearing"].day == date(2026, 3, 31)
    assert one["hearing-by"].day == date(2026, 3, 31)


def test_where_the_sheet_knows_no_number_there_is_no_date() -> None:
    one = found(law(KNOWN), filed=date(2026, 3, 1))
    assert one["hearing-by"].day is None
    assert "Not known" in one["hearing-by"].rule


def test_the_calendar_file_reveals_nothing() -> None:
    place = law(KNOWN, hearing={"within_days": 14, "rule": "The court order on stalking is heard.", **S})
    data = calendar_file(list(found(place, filed=date(2026, 11, 24)).values())).decode()
    assert "DTSTART;VALUE=DATE:20261208" in data
    for word in ("court", "hearing", "order", "stalk", "Somewhere", "serve", "paper"):
        assert word not in data.lower().replace("display", ""), word
    assert all(len(line.encode()) <= 75 for line in data.split("\r\n"))
