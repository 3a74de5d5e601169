"""Florida: two incidents, one within six calendar months; one home unless a child together; a relationship within six months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

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

from assistant.case import Filer, Petitioner
from assistant.checks import check
from assistant.dates import Within
from assistant.jurisdiction import load

DV = ("us-fl", "domestic-violence")
REPEAT = ("us-fl", "repeat-violence")
DATING = ("us-fl", "dating-violence")
SEXUAL = ("us-fl", "sexual-violence")
STALKING = ("us-fl", "stalking")


# -- repeat violence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, YES), (3, YES)])
def test_repeat_violence_is_two_incidents(number: int, enough: Within) -> None:
    assert ground_of(*REPEAT, "repeat-violence", *events(number)).enough is enough
    told = events(number, "physical-assault")
    assert ("F04-count-below-rule" in warnings(*REPEAT, *told)) is (enough is NO)


@pytest.mark.parametrize(
    ("today", "newest", "inside"),
    [
        (date(2026, 11, 24), "2026-05-25", YES),  # the day after the limit
        (date(2026, 11, 24), "2026-05-24", YES),  # on it
        (date(2026, 11, 24), "2026-05-23", NO),  # the day before it
        # the end of a month: the last day that February has
        (date(2026, 8, 31), "2026-02-28", YES),
        (date(2026, 8, 31), "2026-02-27", NO),
        (date(2026, 8, 28), "2026-02-28", YES),
        # leap days
        (date(2028, 8, 31), "2028-02-29", YES),
        (date(2028, 8, 31), "2028-02-28", NO),
        (date(2028, 2, 29), "2027-08-29", YES),
        (date(2028, 2, 29), "2027-08-28", NO),
        # months are not 30 or 180 or 183 days: from March 1 it is 181, from September 1 184
        (date(2026, 9, 1), "2026-03-01", YES),
        (date(2027, 3, 1), "2026-09-01", YES),
        (date(2027, 3, 1), "2026-08-31", NO),
    ],
)
def test_one_of_the_two_lies_within_six_calendar_months(today: date, newest: str, inside: Within) -> None:
    old = on("2021-03-03", "physical-assault")
    got = ground_of(*REPEAT, "repeat-violence", old, on(newest), today=today)
    assert (got.enough, got.in_window) == (YES, inside)
    raised = warnings(*REPEAT, old, on(newest, "physical-assault"), today=today)
    assert ("F03-outside-window" in raised) is (inside is NO)


def test_the_other_incident_may_be_of_any_age() -> None:
    assert not warnings(*REPEAT, on("1999-12-31", "physical-assault"), days_ago(1, "physical-assault"))


@pytest.mark.parametrize(
    "when",
    [
        NO_DATE,
        "2026-05",  # some days of that month are inside
        "2026",
        "2026-05-20/2026-05-30",
    ],
)
def test_a_date_that_may_be_on_either_side_cannot_be_told(when: str | None) -> None:
    got = ground_of(*REPEAT, "repeat-violence", on("2020-01-01"), on(when))
    assert (got.enough, got.in_window) == (YES, CANNOT_TELL)
    assert "F03-outside-window" in warnings(*REPEAT, on("2020-01-01", "physical-assault"), on(when, "physical-assault"))


def test_a_month_that_lies_wholly_inside_or_outside_is_told() -> None:
    assert ground_of(*REPEAT, "repeat-violence", on("2020"), on("2026-06")).in_window is YES
    assert ground_of(*REPEAT, "repeat-violence", on("2020"), on("2026-04")).in_window is NO


def test_two_acts_of_one_day_are_asked_about() -> None:
    same = one_episode(2)
    got = ground_of(*REPEAT, "repeat-violence", *same)
    assert (got.acts, got.episodes) == (2, 1)
    told = one_episode(2, "physical-assault")
    assert "F05-acts-in-one-episode" in warnings(*REPEAT, *told)
    assert "F05-acts-in-one-episode" not in warnings(*REPEAT, *one_episode(2, "physical-assault", separate=True))


@pytest.mark.parametrize("order", ["repeat-violence", "dating-violence", "sexual-violence"])
@pytest.mark.parametrize("tie", ["spouse", "former-spouse", "child-in-common", "former-cohabitant"])
def test_family_and_household_are_sent_to_the_domestic_violence_petition(order: str, tie: str) -> None:
    raised = {f.id for f in found("us-fl", order, relationships=(tie,))}
    assert "F15-other-order" in raised


@pytest.mark.parametrize("tie", ["neighbor", "coworker", "stranger", "sibling", "roommate"])
def test_others_may_use_repeat_violence(tie: str) -> None:
    raised = {f.id for f in found(*REPEAT, relationships=(tie,))}
    assert not raised & {"F15-other-order", "F15-relationship", "F15-relationship-condition"}


# -- domestic violence ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ties", "asked"),
    [
        (("sibling",), True),
        (("spouse",), True),
        (("in-law",), True),
        (("child-in-common",), False),
        (("sibling", "child-in-common"), False),
        (("former-cohabitant",), False),  # living together is that relationship itself
    ],
)
def test_one_home_unless_a_child_together(ties: tuple[str, ...], asked: bool) -> None:
    notes = [f for f in found(*DV, relationships=ties) if f.id == "F15-relationship-condition"]
    assert bool(notes) is asked
    assert all("same single home" in f.person for f in notes)


def test_domestic_violence_needs_one_act_and_sets_no_time() -> None:
    assert ground_of(*DV, "victim-of-domestic-violence", on("2001-01-01")).enough is YES
    assert ground_of(*DV, "victim-of-domestic-violence").enough is NO
    assert ground_of(*DV, "imminent-danger").enough is None
    assert not warnings(*DV, on("2001-01-01", "physical-assault"))


def test_a_friend_is_not_named() -> None:
    assert "F15-relationship" in {f.id for f in found(*DV, relationships=("acquaintance",))}


# -- dating violence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        ("May 25, 2026", None),
        ("May 24, 2026", None),
        ("May 23, 2026", "more than 6 months"),
        ("May 2026", "cannot be told yet"),
        (None, "cannot be told yet"),
        ("in the spring some time, I think", "cannot be told yet"),
    ],
)
def test_the_relationship_existed_within_six_months(ended: str | None, says: str | None) -> None:
    told = found(*DATING, relationships=("former-dating",), relationship_ended=ended)
    notes = [f.person for f in told if f.id == "F15-relationship-condition"]
    assert (says is None) == (not notes)
    assert all(says in text for text in notes if says)


def test_dating_now_needs_no_end() -> None:
    assert "F15-relationship-condition" not in {f.id for f in found(*DATING, relationships=("dating",))}


def test_the_six_months_of_dating_are_of_the_relationship_not_of_the_incident() -> None:
    assert rule_of(*DATING, "victim-and-imminent-danger").within is None
    assert not warnings(*DATING, months_ago(60, "physical-assault"))


# -- sexual violence ------------------------------------------------------------------------------------


def test_sexual_violence_needs_one_incident() -> None:
    for ground in ("reported-sexual-violence", "offender-release"):
        assert ground_of(*SEXUAL, ground, on("2019-06-01")).enough is YES
        assert ground_of(*SEXUAL, ground).enough is NO
    assert not warnings(*SEXUAL, on("2019-06-01", "sexual-assault"))


def test_what_only_this_petition_asks_is_asked() -> None:
    asked = {m.id for m in order_of(*SEXUAL).petition_must_state if m.id}
    assert asked == {"cooperation", "inmate-release"}


# -- stalking -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, YES), (5, YES)])
def test_stalking_is_two_incidents(number: int, enough: Within) -> None:
    assert ground_of(*STALKING, "stalking", *events(number)).enough is enough


def test_four_approaches_of_one_night_are_one_incident() -> None:
    got = ground_of(*STALKING, "stalking", *one_episode(4))
    assert (got.acts, got.episodes, got.enough) == (4, 1, CANNOT_TELL)
    assert ground_of(*STALKING, "stalking", *one_episode(4), days_ago(9)).enough is YES
    assert ground_of(*STALKING, "stalking", *one_episode(4, separate=True)).enough is YES
    assert "F05-acts-in-one-episode" in warnings(*STALKING, *one_episode(4, "following"))


def test_stalking_sets_no_time_and_no_relationship() -> None:
    assert not warnings(*STALKING, on("2010-02-28", "following"), on("2010-03-01", "following"))
    assert "F15-relationship" not in {f.id for f in found(*STALKING, relationships=("stranger",))}


# -- all ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [o.id for o in load("us-fl").orders if o.id != "repeat-violence"])
def test_no_age_of_an_event_is_warned_of(order: str) -> None:
    for _, kind in kinds_of("us-fl", order):
        old = [on("2012-02-29", kind), on("2013-05-05", kind)]
        assert not warnings("us-fl", order, *old), kind


@pytest.mark.parametrize("order", [o.id for o in load("us-fl").orders])
@pytest.mark.parametrize(("age", "told"), [(15, True), (17, True), (18, False)])
def test_below_18_somebody_signs(order: str, age: int, told: bool) -> None:
    who = Petitioner(name="Ana Vale", age=age, mailing_address="P.O. Box 9", vulnerability="none")
    assert ("P02-age-band" in {f.id for f in found("us-fl", order, petitioner=who)}) is told
    filed: dict[str, Any] = {"filing_for": "child", "filer": Filer("Eva Vale", relation="mother", authority="mother")}
    assert "P02-age-band" not in {f.id for f in found("us-fl", order, petitioner=who, **filed)}


def test_numbers_that_decide_cases() -> None:
    repeat = rule_of(*REPEAT, "repeat-violence")
    assert (repeat.minimum_incidents, repeat.one_episode_counts_once) == (2, None)
    assert repeat.within is not None
    assert (repeat.within.count, repeat.within.months, repeat.within.days) == (1, 6, None)
    stalking = rule_of(*STALKING, "stalking")
    assert (stalking.minimum_incidents, stalking.one_episode_counts_once, stalking.within) == (2, True, None)
    dating = order_of(*DATING).relationship.conditions[0]
    assert dating.ended_within_months == 6
    for order in load("us-fl").orders:
        hearing = order.procedure.hearing
        assert (hearing.within_days, hearing.day_kind, hearing.counted_from) == (15, "calendar", "temporary-order")
        assert order.fee.amount == Decimal(0)
        assert order.petitioner.minimum_age == 18
        assert [(b.from_age, b.below_age, b.files_alone) for b in order.petitioner.ages] == [(0, 18, False)]
        assert (order.time_limit.newest_incident_within_days, order.time_limit.newest_incident_within_months) == (
            None,
            None,
        )
        keep = {r.what: r.keep for r in order.redaction}
        assert keep["social-security-number"] == keep["financial-account"] == "nothing"
        assert keep["driver-license"] == "last-four"
        assert keep["date-of-birth"] == "year"
        assert keep["minor-name"] == "initials"
        assert order.exhibits.labels is None


@pytest.mark.parametrize("order", [o.id for o in load("us-fl").orders])
def test_the_oath_word_for_word_verified_and_not_sworn(order: str) -> None:
    oath = order_of("us-fl", order).declaration
    assert oath_of("us-fl", order) == (
        "Under penalties of perjury, I declare that I have read the foregoing document and that the facts stated in "
        "it are true.",
        None,
    )
    assert (oath.kind, oath.notary_needed) == ("unsworn-under-penalty-of-perjury", False)
    assert "F53-notary" not in {f.id for f in found("us-fl", order)}


def test_the_state_holidays_are_known_and_the_circuits_own_days_are_not() -> None:
    calendar = load("us-fl").court_calendar
    assert calendar is not None
    closed = calendar.closing_days(2026)
    assert len(closed) == 9
    assert {date(2026, 1, 19), date(2026, 7, 3), date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 25)} <= set(
        closed
    )
    assert date(2026, 10, 12) not in closed  # no Columbus Day
    assert not calendar.known(date(2026, 1, 1), date(2026, 12, 31))


def test_nothing_is_warned_of_in_a_full_case() -> None:
    case = case_of(*REPEAT, *events(2, "physical-assault", apart_days=40))
    assert not {f.id for f in check(case, load("us-fl"), TODAY)} & LAW_WARNINGS
