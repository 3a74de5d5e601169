"""Texas: one act of family violence; stalking on more than one occasion; the oath that prints birth date and address."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tables import (
    NO,
    NO_DATE,
    YES,
    days_ago,
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

from assistant.case import Petitioner
from assistant.dates import Within
from assistant.jurisdiction import load

FVPO = ("us-tx", "family-violence")
SEVEN_B = ("us-tx", "sexual-assault-stalking-trafficking")


@pytest.mark.parametrize(
    "ground", ["family-violence-act", "dating-violence", "child-abuse", "violation-of-prior-order"]
)
@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, YES), (2, YES)])
def test_one_act_is_enough_for_family_violence(ground: str, number: int, enough: Within) -> None:
    assert ground_of(*FVPO, ground, *events(number)).enough is enough


@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, YES), (3, YES)])
def test_stalking_is_more_than_one_occasion(number: int, enough: Within) -> None:
    assert ground_of(*SEVEN_B, "stalking", *events(number)).enough is enough
    assert ("F04-count-below-rule" in warnings(*SEVEN_B, *events(number, "following"))) is (enough is NO)


def test_two_acts_of_one_day_and_place_are_asked_about() -> None:
    assert "F05-acts-in-one-episode" in warnings(*SEVEN_B, *one_episode(2, "following"))
    assert "F05-acts-in-one-episode" not in warnings(*SEVEN_B, *one_episode(2, "following", separate=True))
    assert "F05-acts-in-one-episode" not in warnings(*SEVEN_B, *one_episode(2, "following"), days_ago(30, "following"))


@pytest.mark.parametrize("ground", ["sexual-assault-or-abuse", "trafficking", "burglary-with-intent"])
def test_one_other_offense_is_enough(ground: str) -> None:
    assert ground_of(*SEVEN_B, ground, on("2015-02-28")).enough is YES
    assert ground_of(*SEVEN_B, ground).enough is NO


def test_one_act_of_stalking_is_not_held_against_another_ground() -> None:
    assert "F04-count-below-rule" not in warnings(
        *SEVEN_B, on("2026-11-01", "following"), on("2026-11-02", "sexual-assault")
    )


@pytest.mark.parametrize("order", ["family-violence", "sexual-assault-stalking-trafficking"])
def test_no_age_of_an_event_is_warned_of(order: str) -> None:
    for ground, kind in kinds_of("us-tx", order):
        assert not warnings("us-tx", order, on("2004-02-29", kind), on("2005-12-31", kind)), ground
        assert ground_of("us-tx", order, ground, on(NO_DATE)).in_window is None


@pytest.mark.parametrize(
    ("tie", "named"),
    [
        ("spouse", True),
        ("roommate", True),
        ("former-dating", True),
        ("child-in-common", True),
        ("partners-former-partner", True),
        ("neighbor", False),
        ("coworker", False),
        ("stranger", False),
        ("former-partners-new-partner", False),
    ],
)
def test_whom_family_violence_names(tie: str, named: bool) -> None:
    raised = {f.id for f in found(*FVPO, relationships=(tie,))}
    assert ("F15-relationship" not in raised) is named
    assert "F15-relationship" not in {f.id for f in found(*SEVEN_B, relationships=(tie,))}


# -- the oath -------------------------------------------------------------------------------------------

DECLARATION = (
    "My name is {declarant_name}, my date of birth is {blank}, and my address is {blank} (street), {blank} (city), "
    "{blank} (state), {blank} (zip code), and {blank} (country). I declare under penalty of perjury that the foregoing "
    "is true and correct. Executed in {signing_county} County, State of {blank}, on the {blank} day of {blank} (month), "
    "{blank} (year)."
)
AFFIDAVIT = (
    "My name is {declarant_name}. I am {blank} years old and otherwise competent to make this Affidavit. The information "
    "and events described in this Affidavit are true and correct."
)
JURAT = (
    "On __/__/____ the Applicant ____ personally appeared before me, the undersigned notary. After being sworn, the "
    "Applicant stated that she/he is qualified to make this oath, that she/he has read the foregoing Application and "
    "Affidavit, that she/he has personal knowledge of the facts asserted, and the facts asserted are true and to the best "
    "of her/his knowledge and belief. Subscribed and sworn before me on __/__/____."
)


@pytest.mark.parametrize("order", ["family-violence", "sexual-assault-stalking-trafficking"])
def test_the_oaths_word_for_word(order: str) -> None:
    assert oath_of("us-tx", order) == (DECLARATION, None)
    oath = order_of("us-tx", order).declaration
    assert {"birth-date", "address", "county-and-state"} <= set(oath.must_show)
    other = oath.alternative
    assert other is not None
    assert (other.when, other.kind) == ("address-or-birth-date-hidden", "affidavit-notarized")
    assert (other.text, other.jurat) == (AFFIDAVIT, JURAT)
    assert not {"birth-date", "address", "address-unless-confidential"} & set(other.must_show)


def test_with_a_hidden_address_the_affidavit_is_used_and_asks_for_no_birth_date() -> None:
    raised = {f.id: f for f in found(*FVPO, secrets=(HOME,))}
    assert {"F47-other-oath", "F53-notary"} <= set(raised)
    assert "F47-jurat-privacy" not in raised
    assert not [f for f in found(*FVPO, secrets=(HOME,)) if f.path in ("signing.birth_date", "signing.county")]


def test_with_nothing_hidden_the_declaration_asks_for_county_and_birth_date() -> None:
    plain = found(*FVPO)
    assert "F47-other-oath" not in {f.id for f in plain}
    assert {"signing.birth_date", "signing.county"} <= {f.path for f in plain if f.id == "F53-signature"}
    full = found(*FVPO, birth=date(1990, 2, 28), signing_county="Bluestem", signing_place="Bluestem, Texas")
    assert "F53-signature" not in {f.id for f in full}


def test_who_hides_an_address_gives_another() -> None:
    bare = Petitioner(name="Ana Vale", age=30, vulnerability="none")
    assert "P05-other-address" in {f.id for f in found(*FVPO, secrets=(HOME,), petitioner=bare)}
    assert "P05-other-address" not in {f.id for f in found(*FVPO, secrets=(HOME,))}


# -- the order to leave the home ------------------------------------------------------------------------


def test_the_thirty_days_at_the_home_are_asked_with_a_temporary_order_alone() -> None:
    path = "court.asks.home-within-30-days.answer"
    assert path in {f.path for f in found(*FVPO, temporary=True, own_answers=())}
    assert path not in {f.path for f in found(*FVPO, temporary=False, own_answers=())}
    item = next(m for m in order_of(*FVPO).petition_must_state if m.id == "home-within-30-days")
    assert "30 days" in (item.ask or "")
    assert item.cite == "Tex. Fam. Code § 83.006(a), (b)"
    vacate = next(r for r in order_of(*FVPO).relief if r.id == "vacate")
    assert "within 30 days before filing" in (vacate.notes or "")


# -- numbers --------------------------------------------------------------------------------------------


def test_numbers_that_decide_cases() -> None:
    family, other = order_of(*FVPO), order_of(*SEVEN_B)
    assert {g.id: g.minimum_incidents for g in family.grounds} == {
        "family-violence-act": 1,
        "dating-violence": 1,
        "child-abuse": 1,
        "violation-of-prior-order": 1,
    }
    assert {g.id: g.minimum_incidents for g in other.grounds} == {
        "stalking": 2,
        "sexual-assault-or-abuse": 1,
        "trafficking": 1,
        "burglary-with-intent": 1,
    }
    assert all(g.within is None for o in (family, other) for g in o.grounds)
    hearing = family.procedure.hearing
    assert (hearing.within_days, hearing.day_kind, hearing.counted_from) == (14, "calendar", "filing")
    assert other.procedure.hearing.within_days is None
    assert "20 days" in (family.procedure.temporary_order.lasts or "")
    assert family.procedure.renewal.opens_days_before_end == 30
    assert (family.fee.amount, other.fee.amount) == (Decimal(0), Decimal(0))
    assert family.petitioner.minimum_age is None
    for order in (family, other):
        assert [(b.from_age, b.below_age, b.files_alone) for b in order.petitioner.ages] == [(0, 18, None)]
        assert order.time_limit.newest_incident_within_days is None
        keep = {r.what: r.keep for r in order.redaction}
        assert keep["social-security-number"] == keep["driver-license"] == keep["financial-account"] == "nothing"
        assert order.confidentiality.alternative_address_required is True
    assert rule_of(*SEVEN_B, "stalking").one_episode_counts_once is None


@pytest.mark.parametrize(("age", "told"), [(17, True), (18, False)])
def test_below_18_what_is_not_settled_is_said(age: int, told: bool) -> None:
    who = Petitioner(name="Ana Vale", age=age, mailing_address="P.O. Box 9", vulnerability="none")
    notes = [f for f in found(*FVPO, petitioner=who) if f.id == "P02-age-band"]
    assert bool(notes) is told
    assert all("not settled" in f.person for f in notes)


def test_the_counties_set_their_own_closing_days() -> None:
    calendar = load("us-tx").court_calendar
    assert calendar is not None
    closed = calendar.closing_days(2026)
    assert {date(2026, 2, 16), date(2026, 6, 19), date(2026, 11, 11), date(2026, 11, 27)} <= set(closed)
    assert date(2026, 10, 12) not in closed
    assert not calendar.known(date(2026, 1, 1), date(2026, 12, 31))
