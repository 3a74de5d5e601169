"""Alaska: two nonconsensual contacts, household members sent to another order, no refusal for time passed, the jurat."""

from __future__ import annotations

import pytest
from tables import (
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

HOUSEHOLD = ("us-ak", "domestic-violence-protective-order")
STALKING = ("us-ak", "stalking-protective-order")
ASSAULT = ("us-ak", "sexual-assault-protective-order")


@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, YES), (3, YES)])
def test_two_contacts(number: int, enough: Within) -> None:
    assert ground_of(*STALKING, "stalking", *events(number)).enough is enough


@pytest.mark.parametrize(
    ("order", "ground"), [(HOUSEHOLD, "crime-involving-domestic-violence"), (ASSAULT, "sexual-assault")]
)
@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, YES), (2, YES)])
def test_one_act_is_enough(order: tuple[str, str], ground: str, number: int, enough: Within) -> None:
    assert ground_of(*order, ground, *events(number)).enough is enough


def test_whether_one_episode_is_one_contact_is_not_known() -> None:
    assert rule_of(*STALKING, "stalking").one_episode_counts_once is None
    assert ground_of(*STALKING, "stalking", *one_episode(2)).enough is YES


@pytest.mark.parametrize("order", [HOUSEHOLD, STALKING, ASSAULT])
@pytest.mark.parametrize("when", ["1999-12-31", "2024-02-29", "2026-11-24", NO_DATE])
def test_no_limit_of_time_so_no_warning_of_age(order: tuple[str, str], when: str | None) -> None:
    ground, kind = kinds_of(*order)[0]
    assert ground_of(*order, ground, on(when, kind)).in_window is None
    assert "F03-outside-window" not in warnings(*order, on(when, kind), on(when, kind))


@pytest.mark.parametrize(("order", "kind"), [(HOUSEHOLD, "physical-assault"), (ASSAULT, "sexual-assault")])
def test_where_time_passed_is_no_reason_nobody_is_asked_why_now(order: tuple[str, str], kind: str) -> None:
    from assistant.case import Effects

    effects = Effects((), "I do not sleep.", "He may come back.", None)
    assert order_of(*order).time_limit.delay_alone_is_no_reason is True
    assert "F06-no-recent-incident" not in {f.id for f in found(*order, on("2019-06-01", kind), effects=effects)}


def test_for_stalking_the_law_does_not_say_so() -> None:
    assert order_of(*STALKING).time_limit.delay_alone_is_no_reason is None


@pytest.mark.parametrize("order", [STALKING, ASSAULT])
def test_household_members_are_sent_to_the_order_for_them(order: tuple[str, str]) -> None:
    household = order_of(*HOUSEHOLD).relationship.any_of
    assert order_of(*order).relationship.none_of == household
    assert not order_of(*order).relationships & set(household)
    said = {f.id for f in found(*order, *events(2, "following"), relationships=("roommate",))}
    assert "F15-other-order" in said
    said = {f.id for f in found(*order, *events(2, "following"), relationships=("neighbor",))}
    assert "F15-other-order" not in said


@pytest.mark.parametrize(("relationship", "fits"), [("roommate", True), ("in-law", True), ("neighbor", False)])
def test_a_household_member_in_the_wide_sense(relationship: str, fits: bool) -> None:
    said = {f.id for f in found(*HOUSEHOLD, *events(1, "physical-assault"), relationships=(relationship,))}
    assert ("F15-relationship" not in said) is fits


def test_numbers_that_decide_cases() -> None:
    for order in (order_of(*o) for o in (HOUSEHOLD, STALKING, ASSAULT)):
        procedure = order.procedure
        assert procedure.service.days_before_hearing == 10
        assert (procedure.hearing.within_days, procedure.hearing.counted_from) == (20, "temporary-order")
        assert procedure.final_order_lasts.months == 12
        assert (procedure.renewal.opens_days_before_end, procedure.renewal.closes_days_after_end) == (30, 60)
        assert order.fee.amount == 0
        assert (order.petitioner.minimum_age, order.petitioner.usual_age) == (None, 18)
    assert order_of(*STALKING).chronology.order == "oldest-first"


@pytest.mark.parametrize(("order", "provided"), [(HOUSEHOLD, "provided"), (STALKING, "provide"), (ASSAULT, "provide")])
def test_the_oath_word_for_word(order: tuple[str, str], provided: str) -> None:
    assert oath_of(*order) == (
        f"I swear or affirm under penalty of perjury that all the information I {provided} in this petition is true to "
        "the best of my knowledge and belief.",
        None,
    )
    oath = order_of(*order).declaration
    assert oath.jurat is not None
    assert oath.jurat.startswith("Subscribed and sworn to or affirmed before me at {blank}, Alaska on {blank}.")
    assert oath.alternative is not None
    assert oath.alternative.text.startswith("I certify under penalty of perjury that the foregoing is true.")
    assert "{blank}" in oath.alternative.text
    assert set(oath.alternative.must_show) >= {"date", "place"}
