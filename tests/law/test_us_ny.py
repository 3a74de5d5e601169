"""New York: no number is held against anyone where the law states none, delay alone is no reason, and strangers have no civil order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

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
from test_checks_make import HOME

from assistant.case import Effects, Petitioner
from assistant.jurisdiction import load

OP = ("us-ny", "family-offense-order-of-protection")
NO_NUMBER = ("harassment", "stalking")
ONE_ACT = tuple(g.id for g in load("us-ny").orders[0].grounds if g.id not in NO_NUMBER)


@pytest.mark.parametrize("ground", NO_NUMBER)
@pytest.mark.parametrize("number", [0, 1, 2, 12])
def test_no_count_where_the_law_states_no_number(ground: str, number: int) -> None:
    got = ground_of(*OP, ground, *events(number))
    assert (got.enough, got.in_window) == (None, None)


@pytest.mark.parametrize("kind", ["phone-calls", "following", "tracking-device"])
def test_one_event_of_harassment_or_stalking_is_never_called_too_few(kind: str) -> None:
    assert not warnings(*OP, on("2026-11-20", kind))
    assert not warnings(*OP, on(NO_DATE, kind))
    assert not warnings(*OP, *one_episode(3, kind))


@pytest.mark.parametrize("ground", ONE_ACT)
def test_one_act_of_the_other_offenses(ground: str) -> None:
    assert rule_of(*OP, ground).minimum_incidents == 1
    assert ground_of(*OP, ground).enough is NO
    assert ground_of(*OP, ground, on("2026-02-28")).enough is YES
    assert ground_of(*OP, ground, *events(2)).enough is YES


@pytest.mark.parametrize("when", ["2026-11-23", "2025-11-24", "2021-02-28", "2004-02-29", None])
def test_delay_is_never_held_against_anyone(when: str | None) -> None:
    assert order_of(*OP).time_limit.delay_alone_is_no_reason is True
    for _, kind in kinds_of(*OP):
        silent: dict[str, Any] = {"effects": Effects((), "I do not sleep.", "He may come back.", None)}
        raised = {f.id for f in found(*OP, on(when, kind), **silent)}
        assert not raised & {"F03-outside-window", "F06-no-recent-incident"}, kind


@pytest.mark.parametrize(
    "tie", ["neighbor", "coworker", "roommate", "stranger", "acquaintance", "landlord", "household-member"]
)
def test_others_have_no_civil_order_and_are_told_the_other_routes(tie: str) -> None:
    assert "F15-relationship" in {f.id for f in found(*OP, relationships=(tie,))}
    routes = load("us-ny").other_routes
    named = [r for r in routes if tie in r.for_relationships]
    assert len(named) == 1
    assert "no civil order" in (named[0].text or "")
    assert "criminal court" in (named[0].text or "")


def test_every_relationship_is_named_by_the_order_or_by_another_route() -> None:
    from assistant.jurisdiction.vocabulary import RELATIONSHIPS

    sheet = load("us-ny")
    named = set(sheet.orders[0].relationships).union(*(r.for_relationships for r in sheet.other_routes))
    assert set(RELATIONSHIPS) - named == {"any"}


@pytest.mark.parametrize(
    ("tie", "intimate"),
    [
        ("dating", True),
        ("former-dating", True),
        ("cohabitant", True),
        ("spouse", False),
        ("sibling", False),
        ("child-in-common", False),
    ],
)
def test_partners_need_an_intimate_relationship(tie: str, intimate: bool) -> None:
    notes = [f.person for f in found(*OP, relationships=(tie,)) if f.id == "F15-relationship-condition"]
    assert bool(notes) is intimate
    assert all("intimate relationship" in text for text in notes)


def test_the_affirmation_word_for_word() -> None:
    assert oath_of(*OP) == (
        "I affirm this {blank} day of {blank}, {blank}, under the penalties of perjury under the laws of New York, which may "
        "include a fine or imprisonment, that the foregoing is true, except as to matters alleged on information and belief "
        "and as to those matters I believe it to be true, and I understand that this document may be filed in an action or "
        "proceeding in a court of law.",
        None,
    )
    oath = order_of(*OP).declaration
    assert oath.cite == "N.Y. C.P.L.R. 2106"
    assert oath.kind == "unsworn-under-penalty-of-perjury"
    assert oath.not_settled  # whether clerks take it in place of swearing
    assert not {"birth-date", "address"} & set(oath.must_show)


def test_what_the_petition_alone_asks() -> None:
    asked = {m.id for m in order_of(*OP).petition_must_state if m.id}
    assert asked == {"criminal-complaint", "respondent-convictions", "pets", "same-request-before"}


def test_numbers_that_decide_cases() -> None:
    order = order_of(*OP)
    assert len(order.grounds) == 10
    assert all(g.within is None for g in order.grounds)
    assert (order.time_limit.newest_incident_within_days, order.time_limit.newest_incident_within_months) == (
        None,
        None,
    )
    assert order.petitioner.minimum_age is None
    assert [(b.from_age, b.below_age, b.files_alone) for b in order.petitioner.ages] == [(0, 18, None)]
    assert order.fee.amount == Decimal(0)
    assert order.procedure.hearing.within_days is None
    assert order.procedure.service.days_before_hearing == 1
    assert "2 years" in (order.procedure.final_order_lasts.text or "")
    assert "5 years" in (order.procedure.final_order_lasts.text or "")
    keep = {r.what: r.keep for r in order.redaction}
    assert (keep["social-security-number"], keep["financial-account"]) == ("last-four", "last-four")
    assert keep["minor-name"] == "allowed"


def test_who_hides_an_address_names_someone_for_papers() -> None:
    bare = Petitioner(name="Ana Vale", age=30, vulnerability="none")
    assert "P05-other-address" in {f.id for f in found(*OP, secrets=(HOME,), petitioner=bare)}


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 2, 12), False),
        (date(2026, 7, 3), True),  # July 4 is a Saturday in 2026: only a Sunday is moved
        (date(2027, 7, 5), False),  # and a Sunday in 2027
        (date(2026, 6, 19), False),
        (date(2026, 11, 3), False),  # general election
        (date(2027, 11, 2), False),
        (date(2026, 11, 26), False),
        (date(2026, 11, 27), True),  # the day after Thanksgiving
        (date(2026, 12, 24), True),
    ],
)
def test_closing_days(day: date, open_: bool) -> None:
    calendar = load("us-ny").court_calendar
    assert calendar is not None
    assert calendar.is_open(day) is open_
    assert calendar.known(date(2026, 1, 1), date(2027, 12, 31))
    assert not calendar.known(date(2027, 12, 1), date(2028, 1, 31))
