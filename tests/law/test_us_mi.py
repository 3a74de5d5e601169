"""Michigan: two or more separate acts, a domestic order without a number, next friends by age, the clause of the court rule."""

from __future__ import annotations

from datetime import date

import pytest
from tables import (
    CANNOT_TELL,
    NO,
    NO_DATE,
    YES,
    events,
    found,
    ground_of,
    kinds_of,
    oath_of,
    on,
    one_episode,
    order_of,
    rule_of,
    warnings,
)

from assistant.dates import Within
from assistant.jurisdiction import load

DOMESTIC = ("us-mi", "domestic-relationship-ppo")
STALKING = ("us-mi", "nondomestic-stalking-ppo")
ASSAULT = ("us-mi", "nondomestic-sexual-assault-ppo")


@pytest.mark.parametrize("ground", ["stalking", "aggravated-stalking"])
@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, YES), (3, YES)])
def test_two_or_more_separate_acts(ground: str, number: int, enough: Within) -> None:
    assert ground_of(*STALKING, ground, *events(number)).enough is enough


@pytest.mark.parametrize("ground", ["stalking", "aggravated-stalking"])
def test_acts_of_one_day_and_place_may_be_one(ground: str) -> None:
    assert ground_of(*STALKING, ground, *one_episode(2)).enough is CANNOT_TELL
    assert ground_of(*STALKING, ground, *one_episode(2, separate=True)).enough is YES
    assert ground_of(*STALKING, ground, on("2026-11-01", place="a"), on("2026-11-01", place="b")).enough is YES
    assert "F05-acts-in-one-episode" in warnings(*STALKING, *one_episode(2, "following"))


@pytest.mark.parametrize(
    ("order", "ground"), [(STALKING, "cyberstalking"), *((ASSAULT, g) for g, _ in kinds_of(*ASSAULT))]
)
@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, YES), (2, YES)])
def test_one_act_is_enough(order: tuple[str, str], ground: str, number: int, enough: Within) -> None:
    assert ground_of(*order, ground, *events(number)).enough is enough


def test_the_domestic_order_has_no_number_so_none_is_held_against_anyone() -> None:
    assert ground_of(*DOMESTIC, "may-commit-listed-act", *events(1)).enough is None
    assert not warnings(*DOMESTIC, on("2026-11-01", "threat-of-harm"))
    assert not warnings(*DOMESTIC, *one_episode(3, "text-messages"))


@pytest.mark.parametrize("order", [DOMESTIC, STALKING, ASSAULT])
@pytest.mark.parametrize("when", ["1998-01-31", "2024-02-29", "2026-11-24", NO_DATE])
def test_no_limit_of_time_so_no_warning_of_age(order: tuple[str, str], when: str | None) -> None:
    for ground, kind in kinds_of(*order):
        assert ground_of(*order, ground, on(when, kind)).in_window is None
    ground, kind = kinds_of(*order)[0]
    assert "F03-outside-window" not in warnings(*order, on(when, kind), on(when, kind))


@pytest.mark.parametrize("order", [STALKING, ASSAULT])
@pytest.mark.parametrize(("relationship", "other"), [("former-dating", True), ("roommate", True), ("landlord", False)])
def test_a_domestic_relationship_is_sent_to_the_domestic_order(
    order: tuple[str, str], relationship: str, other: bool
) -> None:
    said = {f.id for f in found(*order, *events(2, "sexual-assault"), relationships=(relationship,))}
    assert ("F15-other-order" in said) is other
    assert order_of(*order).relationship.none_of == order_of(*DOMESTIC).relationship.any_of


def test_a_stranger_does_not_fit_the_domestic_order() -> None:
    said = {f.id for f in found(*DOMESTIC, *events(1, "threat-of-harm"), relationships=("stranger",))}
    assert "F15-relationship" in said


def test_numbers_that_decide_cases() -> None:
    for order in (order_of(*o) for o in (DOMESTIC, STALKING, ASSAULT)):
        assert [(b.from_age, b.below_age, b.files_alone) for b in order.petitioner.ages] == [
            (0, 14, False),
            (14, 18, False),
        ]
        assert order.petitioner.minimum_age == 18
        assert order.procedure.renewal.closes_days_before_end == 3
        assert "182 days" in (order.procedure.temporary_order.lasts or "")
        assert "14 days" in (order.procedure.others[0].text or "")
        assert order.fee.amount == 0
        assert order.wants("work-gun")
        assert not [m for m in order.petition_must_state if m.ask and "gun" in m.ask]  # asked once
        assert {r.what for r in order.redaction if r.keep == "nothing"} == {
            "date-of-birth",
            "social-security-number",
            "driver-license",
            "passport-number",
            "financial-account",
        }
    days = [order_of(*o).procedure.service.days_before_hearing for o in (DOMESTIC, STALKING, ASSAULT)]
    assert days == [1, 1, 2]
    assert rule_of(*STALKING, "stalking").quote == (
        "a series of 2 or more separate noncontinuous acts evidencing a continuity of purpose"
    )


@pytest.mark.parametrize("order", [DOMESTIC, STALKING, ASSAULT])
def test_the_clause_word_for_word(order: tuple[str, str]) -> None:
    clause = (
        "I declare under the penalties of perjury that this {} has been examined by me and that its contents are true to "
        "the best of my information, knowledge, and belief."
    )
    assert oath_of(*order) == (clause.format("petition"), clause.format("statement of facts"))
    assert order_of(*order).declaration.notary_needed is False


def test_the_days_the_courts_are_closed() -> None:
    calendar = load("us-mi").court_calendar
    assert calendar is not None
    closed = calendar.closing_days(2026)
    assert {date(2026, 7, 3), date(2026, 11, 27), date(2026, 12, 24), date(2026, 12, 31)} <= set(closed)
    assert len(closed) == 13
    assert calendar.years == [2026]
