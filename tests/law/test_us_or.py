"""Oregon: 180 days with time left out, two contacts within two years, numbers that decide cases, the oath."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tables import (
    CANNOT_TELL,
    LAW_WARNINGS,
    NO,
    NO_DATE,
    TODAY,
    YES,
    case_of,
    days_ago,
    events,
    found,
    ground_of,
    kinds_of,
    months_ago,
    oath_of,
    on,
    one_episode,
    order_of,
    rule_of,
    warnings,
)

from assistant.case.model import TimeLeftOut
from assistant.checks import support
from assistant.checks.limits import newest_limit
from assistant.dates import Within
from assistant.jurisdiction import load

FAPA = ("us-or", "fapa-restraining-order")
STALKING = ("us-or", "stalking-protective-order")
ELDER = ("us-or", "eppdapa-restraining-order")
CONTACTS = "repeated-unwanted-contact"
IN_180_DAYS = [(order, ground, kind) for order in (FAPA, ELDER) for ground, kind in kinds_of(*order)]


def jail(start: date | None, end: date | None, kind: str = "jail") -> TimeLeftOut:
    return TimeLeftOut("p1", kind, "They were in jail or prison", start, end)


@pytest.mark.parametrize(("order", "ground", "kind"), IN_180_DAYS)
@pytest.mark.parametrize(("days", "answer"), [(0, YES), (179, YES), (180, YES), (181, NO)])
def test_180_days_the_day_before_on_and_after(
    order: tuple[str, str], ground: str, kind: str, days: int, answer: Within
) -> None:
    assert ground_of(*order, ground, days_ago(days, kind)).in_window is answer


@pytest.mark.parametrize(("order", "ground", "kind"), IN_180_DAYS)
@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, YES), (2, YES)])
def test_one_act_is_enough(order: tuple[str, str], ground: str, kind: str, number: int, enough: Within) -> None:
    assert ground_of(*order, ground, *events(number, kind)).enough is enough


@pytest.mark.parametrize("order", [FAPA, ELDER])
@pytest.mark.parametrize(
    ("when", "answer"),
    [
        (NO_DATE, CANNOT_TELL),
        ("2026-05", CANNOT_TELL),  # the 180th day before November 24, 2026 is May 28
        ("2026-06", YES),
        ("2026-04", NO),
        ("2026-05-27~", CANNOT_TELL),
    ],
)
def test_dates_that_are_not_sure(order: tuple[str, str], when: str | None, answer: Within) -> None:
    ground, kind = kinds_of(*order)[0]
    assert ground_of(*order, ground, on(when, kind)).in_window is answer


def test_180_days_over_a_leap_day() -> None:
    today = date(2028, 8, 27)
    assert ground_of(*FAPA, "bodily-injury", on("2028-02-29"), today=today).in_window is YES
    assert ground_of(*FAPA, "bodily-injury", on("2028-02-28"), today=today).in_window is NO


@pytest.mark.parametrize(
    ("days", "answer"),
    [(180, YES), (190, YES), (191, NO)],
)
def test_days_in_jail_are_left_out(days: int, answer: Within) -> None:
    """Ten days in jail move the limit back by ten."""
    out = (jail(TODAY - timedelta(days=50), TODAY - timedelta(days=41)),)
    case = case_of(*FAPA, days_ago(days, "physical-assault"), left_out=out)
    order = order_of(*FAPA)
    assert next(g for g in support(case, order, TODAY) if g.ground.id == "bodily-injury").in_window is answer
    limit = newest_limit(order, case.told, TODAY)
    assert limit is not None
    assert limit.start == TODAY - timedelta(days=190)


def test_jail_and_distance_at_the_same_time_are_left_out_once() -> None:
    out = (
        jail(TODAY - timedelta(days=50), TODAY - timedelta(days=41)),
        jail(TODAY - timedelta(days=45), TODAY - timedelta(days=36), "far-away"),
    )
    limit = newest_limit(order_of(*ELDER), case_of(*ELDER, left_out=out).told, TODAY)
    assert limit is not None
    assert limit.start == TODAY - timedelta(days=195)


def test_time_left_out_without_dates_cannot_be_told_yet() -> None:
    case = case_of(*FAPA, days_ago(200, "physical-assault"), left_out=(jail(None, TODAY),))
    assert support(case, order_of(*FAPA), TODAY)[0].in_window is CANNOT_TELL


@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, YES), (3, YES)])
def test_two_contacts(number: int, enough: Within) -> None:
    assert ground_of(*STALKING, CONTACTS, *events(number)).enough is enough


@pytest.mark.parametrize(("months", "days_more", "answer"), [(23, 0, YES), (24, 0, YES), (24, 1, NO)])
def test_both_contacts_within_two_years(months: int, days_more: int, answer: Within) -> None:
    older = months_ago(months, days_more=days_more)
    assert ground_of(*STALKING, CONTACTS, days_ago(3), older).in_window is answer


def test_two_years_are_calendar_years() -> None:
    assert ground_of(*STALKING, CONTACTS, on("2028-02-28"), on("2026-02-28"), today=date(2028, 2, 29)).in_window is YES
    assert ground_of(*STALKING, CONTACTS, on("2028-02-28"), on("2026-02-27"), today=date(2028, 2, 29)).in_window is NO
    assert ground_of(*STALKING, CONTACTS, on("2026-08-30"), on("2024-08-31"), today=date(2026, 8, 31)).in_window is YES


def test_a_contact_without_a_date_cannot_be_told_yet() -> None:
    assert ground_of(*STALKING, CONTACTS, days_ago(3), on(NO_DATE)).in_window is CANNOT_TELL
    assert "F03-outside-window" in warnings(*STALKING, days_ago(3, "following"), on(NO_DATE, "following"))


def test_stalking_leaves_no_time_out() -> None:
    assert not order_of(*STALKING).time_limit.left_out
    assert not rule_of(*STALKING, CONTACTS).within.tolled  # type: ignore[union-attr]


def test_whether_one_episode_is_one_contact_is_not_known() -> None:
    assert rule_of(*STALKING, CONTACTS).one_episode_counts_once is None
    assert ground_of(*STALKING, CONTACTS, *one_episode(2)).enough is YES


def test_recent_abuse_warns_of_nothing() -> None:
    assert not warnings(*FAPA, days_ago(20, "physical-assault"))
    assert not warnings(*STALKING, *events(2, "following"))


def test_older_abuse_is_said_to_be_history() -> None:
    said = [f.person for f in found(*FAPA, on("2024-01-05", "physical-assault")) if f.id in LAW_WARNINGS]
    assert said
    assert all("history" in words for words in said)


def test_numbers_that_decide_cases() -> None:
    fapa, stalking, elder = (order_of(*o) for o in (FAPA, STALKING, ELDER))
    for order in (fapa, elder):
        assert order.time_limit.newest_incident_within_days == 180
        assert [k.id for k in order.time_limit.left_out] == ["jail", "far-away"]
        assert all(
            g.within and (g.within.count, g.within.days, g.within.tolled, g.minimum_incidents) == (1, 180, True, 1)
            for g in order.grounds
        )
        hearing = order.procedure.hearing
        assert (hearing.within_days, hearing.counted_from, hearing.request_within_days) == (21, "request", 30)
    within = rule_of(*STALKING, CONTACTS).within
    assert within is not None
    assert (within.count, within.months) == (2, 24)
    assert stalking.time_limit.newest_incident_within_months == 24
    assert [c.ended_within_months for c in fapa.relationship.conditions if "dating" in c.of] == [24]
    assert (fapa.procedure.final_order_lasts.months, elder.procedure.final_order_lasts.months) == (24, 12)
    assert [(b.below_age, b.files_alone) for o in (fapa, stalking, elder) for b in o.petitioner.ages] == [
        (18, False)
    ] * 3
    assert all(o.fee.amount == 0 for o in (fapa, stalking, elder))
    assert all(o.confidentiality.alternative_address_required for o in (fapa, stalking, elder))
    assert [(t.id, t.begins_with) for t in stalking.tracks] == [("court", "court"), ("police", "police")]


@pytest.mark.parametrize("order", [FAPA, STALKING, ELDER])
def test_the_oath_word_for_word(order: tuple[str, str]) -> None:
    assert oath_of(*order) == (
        "I hereby declare that the above statements are true to the best of my knowledge and belief. I understand they "
        "are made for use as evidence in court and I am subject to penalty for perjury.",
        "I hereby declare that the above statement is true to the best of my knowledge and belief, and that I understand "
        "it is made for use as evidence in court and is subject to penalty for perjury.",
    )


def test_the_days_the_courts_are_closed() -> None:
    calendar = load("us-or").court_calendar
    assert calendar is not None
    assert date(2026, 7, 3) in calendar.closing_days(2026)  # July 4 is a Saturday
    assert date(2027, 7, 5) in calendar.closing_days(2027)  # July 4 is a Sunday
    assert len(calendar.closing_days(2026)) == 10
    assert calendar.known(date(2026, 1, 1), date(2027, 12, 31))
    assert not calendar.known(date(2028, 1, 1), date(2028, 1, 2))
