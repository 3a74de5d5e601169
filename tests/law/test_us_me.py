"""Maine: three acts of harassment or one listed crime; abuse by relationship or by anyone; numbers and the oath."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tables import (
    NO,
    NO_DATE,
    YES,
    events,
    ground_of,
    kinds_of,
    oath_of,
    on,
    one_episode,
    order_of,
    rule_of,
    warnings,
)

from assistant.jurisdiction import load

ABUSE = ("us-me", "protection-from-abuse")
HARASSMENT = ("us-me", "protection-from-harassment")

ONE = [
    (ABUSE, "abuse"),
    (ABUSE, "crimes-by-anyone"),
    (ABUSE, "older-dependent-adult"),
    (HARASSMENT, "single-crime"),
    (HARASSMENT, "threat-to-spread-images"),
]
TWO = [(ABUSE, "repeated-following"), (ABUSE, "stalking-by-anyone")]
THREE = [(HARASSMENT, "three-acts")]


@pytest.mark.parametrize(
    ("order", "ground", "least"), [(*r, n) for n, rows in ((1, ONE), (2, TWO), (3, THREE)) for r in rows]
)
def test_counts_under_at_and_over(order: tuple[str, str], ground: str, least: int) -> None:
    assert rule_of(*order, ground).minimum_incidents == least
    for number, enough in ((least - 1, NO), (least, YES), (least + 1, YES)):
        assert ground_of(*order, ground, *events(number)).enough is enough


def test_every_ground_is_in_the_table() -> None:
    assert {(o, g) for o, g in [*ONE, *TWO, *THREE]} == {(o, g) for o in (ABUSE, HARASSMENT) for g, _ in kinds_of(*o)}


def test_an_act_that_goes_on_is_more_than_one_and_not_yet_three() -> None:
    often = on("2026-03/2026-05", often="about twice a week")
    assert ground_of(*HARASSMENT, "three-acts", often).enough is NO
    assert ground_of(*HARASSMENT, "three-acts", often, on("2026-06-01")).enough is YES


def test_whether_one_episode_is_one_act_is_not_known() -> None:
    assert rule_of(*HARASSMENT, "three-acts").one_episode_counts_once is None
    assert ground_of(*HARASSMENT, "three-acts", *one_episode(3)).enough is YES


@pytest.mark.parametrize("order", [ABUSE, HARASSMENT])
@pytest.mark.parametrize("when", ["2001-02-28", "2024-02-29", "2026-11-23", NO_DATE])
def test_no_limit_of_time_so_no_warning_of_age(order: tuple[str, str], when: str | None) -> None:
    for ground, kind in kinds_of(*order):
        assert ground_of(*order, ground, on(when, kind)).in_window is None
    assert not warnings(*order, on(when, "sexual-assault"))


@pytest.mark.parametrize(("number", "warned"), [(1, True), (2, True), (3, False)])
def test_too_few_acts_of_harassment_are_noticed(number: int, warned: bool) -> None:
    acts = events(number, "trespass")
    assert ("F04-count-below-rule" in warnings(*HARASSMENT, *acts)) is warned


@pytest.mark.parametrize(
    ("relationship", "grounds"),
    [("former-dating", "relationship"), ("stranger", "anyone"), ("caregiver", "older-or-dependent")],
)
def test_each_relationship_has_its_way(relationship: str, grounds: str) -> None:
    order = order_of(*ABUSE)
    tracks = {t.id: t for t in order.tracks}
    assert relationship in tracks[grounds].any_of or tracks[grounds].any_of == ["any"]
    assert {g for t in order.tracks for g in t.grounds} == {g.id for g in order.grounds}


def test_numbers_that_decide_cases() -> None:
    abuse, harassment = order_of(*ABUSE), order_of(*HARASSMENT)
    assert (abuse.procedure.hearing.within_days, abuse.procedure.hearing.counted_from) == (21, "filing")
    assert harassment.procedure.hearing.within_days is None
    assert abuse.fee.amount == 0
    assert harassment.fee.amount is None
    assert [c.amount for c in harassment.fee.depends_on] == [Decimal(0), None]
    assert [(b.from_age, b.below_age, b.files_alone) for b in abuse.petitioner.ages] == [(0, 18, True)]
    assert [(b.from_age, b.below_age, b.files_alone) for b in harassment.petitioner.ages] == [(0, 18, False)]
    assert "police-notice" in {m.id for m in harassment.petition_must_state}
    assert harassment.procedure.final_order_lasts.text is None


@pytest.mark.parametrize("order", [ABUSE, HARASSMENT])
def test_the_oath_word_for_word(order: tuple[str, str]) -> None:
    text, attached = oath_of(*order)
    assert text == (
        "I swear under penalty of perjury that the above statements are true and correct. I understand that these "
        "statements are made for use as evidence in court and that I am subject to prosecution for perjury punishable "
        "by up to 5 years in prison and a fine of up to $5,000.00 if I give false information to the court."
    )
    assert attached is None
    oath = order_of(*order).declaration
    assert (oath.kind, oath.notary_needed) == ("sworn-before-clerk", True)
    assert oath.jurat is not None
    assert oath.jurat.startswith("Personally appeared the above named, {declarant_name}, and made oath that the ")
    assert oath.alternative is not None
    assert (oath.alternative.when, oath.alternative.jurat, oath.alternative.text) == ("chosen", None, text)


def test_a_year_whose_closing_days_are_not_sure_is_not_said_to_be_known() -> None:
    calendar = load("us-me").court_calendar
    assert calendar is not None
    assert calendar.years == []
    assert calendar.not_settled
