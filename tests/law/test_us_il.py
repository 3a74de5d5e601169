"""Illinois: two or more acts, an order only for those who cannot get another, 14 to 21 days, the sentence of section 1-109."""

from __future__ import annotations

from datetime import date

import pytest
from tables import (
    LAW_WARNINGS,
    NO,
    NO_DATE,
    TODAY,
    YES,
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

from assistant.case.model import Petitioner
from assistant.dates import Within
from assistant.jurisdiction import load
from assistant.jurisdiction.deadlines import Given, deadlines

PROTECTION = ("us-il", "order-of-protection")
STALKING = ("us-il", "stalking-no-contact-order")
CIVIL = ("us-il", "civil-no-contact-order")
ALL = [PROTECTION, STALKING, CIVIL]
COURSE = "course-of-conduct"
ONE_IS_ENOUGH = [(order, ground, kind) for order in (PROTECTION, CIVIL) for ground, kind in kinds_of(*order)]


@pytest.mark.parametrize(("order", "ground", "kind"), ONE_IS_ENOUGH)
@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, YES), (2, YES)])
def test_one_act_is_enough(order: tuple[str, str], ground: str, kind: str, number: int, enough: Within) -> None:
    assert ground_of(*order, ground, *events(number, kind)).enough is enough


def test_the_grounds_are_all_there() -> None:
    assert [g for g, _ in kinds_of(*PROTECTION)] == [
        "physical-abuse",
        "harassment",
        "interference-with-personal-liberty",
        "intimidation-of-dependent",
        "willful-deprivation",
        "exploitation-or-neglect-high-risk-adult",
    ]
    assert [g for g, _ in kinds_of(*CIVIL)] == ["non-consensual-sexual-act"]


@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, YES), (3, YES)])
def test_stalking_takes_two_or_more_acts(number: int, enough: Within) -> None:
    assert ground_of(*STALKING, COURSE, *events(number)).enough is enough


def test_one_act_of_stalking_is_said_to_be_below_the_rule() -> None:
    assert "F04-count-below-rule" in warnings(*STALKING, days_ago(2, "following"))
    assert not warnings(*STALKING, *events(2, "following"))


def test_whether_one_episode_is_one_act_is_not_known() -> None:
    assert rule_of(*STALKING, COURSE).one_episode_counts_once is None
    assert ground_of(*STALKING, COURSE, *one_episode(2)).enough is YES


@pytest.mark.parametrize("order", ALL)
def test_no_time_to_look_back(order: tuple[str, str]) -> None:
    """No act sets one in what was read: old events and unknown dates are warned of by no rule on time."""
    for ground, kind in kinds_of(*order):
        for when in (months_ago(120, kind), on(NO_DATE, kind), on("2026~", kind)):
            said = ground_of(*order, ground, when, on("2024-02-29", kind))
            assert said.in_window is None
            assert said.enough is YES
    kind = kinds_of(*order)[0][1]
    assert not warnings(*order, months_ago(120, kind), months_ago(121, kind)) & LAW_WARNINGS
    assert order_of(*order).time_limit.newest_incident_within_days is None
    assert order_of(*order).time_limit.not_settled


@pytest.mark.parametrize(
    ("relationship", "sent"),
    [
        ("former-dating", True),
        ("former-engaged", True),
        ("sibling", True),
        ("child-in-common", True),
        ("roommate", True),
        ("caregiver", True),
        ("neighbor", False),
        ("coworker", False),
        ("stranger", False),
        ("unknown-person", False),
    ],
)
def test_the_stalking_order_is_for_those_without_an_order_of_protection(relationship: str, sent: bool) -> None:
    said = [f for f in found(*STALKING, *events(2, "following"), relationships=(relationship,))]
    other = [f for f in said if f.id == "F15-other-order"]
    assert bool(other) is sent
    assert all("relief is not available" in f.person and "Order of Protection" in f.person for f in other)


@pytest.mark.parametrize("relationship", ["former-dating", "stranger"])
def test_the_civil_order_sends_nobody_away(relationship: str) -> None:
    said = {f.id for f in found(*CIVIL, days_ago(9, "sexual-assault"), relationships=(relationship,))}
    assert not said & {"F15-other-order", "F15-relationship"}


def test_a_neighbor_is_not_in_the_relationships_of_the_order_of_protection() -> None:
    said = {f.id for f in found(*PROTECTION, days_ago(1, "threat-of-harm"), relationships=("neighbor",))}
    assert "F15-relationship" in said


@pytest.mark.parametrize(
    ("order", "age", "words"),
    [
        (PROTECTION, 17, "not settled"),
        (PROTECTION, 18, None),
        (STALKING, 17, "not settled"),
        (STALKING, 18, None),
        (CIVIL, 17, None),  # an order is not refused because a party is a minor
        (CIVIL, 18, None),
    ],
)
def test_age_bands(order: tuple[str, str], age: int, words: str | None) -> None:
    kind = kinds_of(*order)[0][1]
    said = [
        f.person
        for f in found(*order, *events(2, kind), petitioner=Petitioner("Ann Example", age))
        if f.id.startswith("P02-age")
    ]
    assert len(said) == (0 if words is None else 1)
    assert words is None or words in said[0]


@pytest.mark.parametrize("order", ALL)
@pytest.mark.parametrize(
    ("made", "first", "last"),
    [
        (date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 15)),
        (date(2028, 2, 15), date(2028, 2, 29), date(2028, 3, 7)),  # over a leap day
        (date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 7)),
    ],
)
def test_the_hearing_is_14_to_21_days_after_the_emergency_order(
    order: tuple[str, str], made: date, first: date, last: date
) -> None:
    days = {d.id: d.day for d in deadlines(load("us-il"), order_of(*order), Given(temporary=made))}
    assert (days["hearing-from"], days["hearing-by"]) == (first, last)


def test_a_last_day_on_a_closing_day_says_so() -> None:
    days = deadlines(load("us-il"), order_of(*PROTECTION), Given(temporary=date(2026, 11, 6)))  # day after Thanksgiving
    last = next(d for d in days if d.id == "hearing-by")
    assert last.day == date(2026, 11, 27)
    assert "closed" in " ".join(last.notes)


def test_closing_days_of_the_one_list_that_was_read() -> None:
    calendar = load("us-il").court_calendar
    assert calendar is not None
    listed = {
        date(2025, *day)
        for day in (
            (1, 1),
            (1, 20),
            (2, 12),
            (2, 17),
            (4, 18),
            (5, 26),
            (6, 19),
            (7, 4),
            (9, 1),
            (10, 13),
            (11, 11),
            (11, 27),
            (11, 28),
            (12, 25),
        )
    }
    assert set(calendar.closing_days(2025)) == listed
    assert not calendar.known(TODAY, TODAY), "each circuit sets its own days"


def test_numbers_that_decide_cases() -> None:
    protection, stalking, civil = (order_of(*o) for o in ALL)
    assert rule_of(*STALKING, COURSE).minimum_incidents == 2
    assert "2 or more acts" in (rule_of(*STALKING, COURSE).quote or "")
    assert all(g.minimum_incidents == 1 for o in (protection, civil) for g in o.grounds)
    for order in (protection, stalking, civil):
        hearing = order.procedure.hearing
        assert (hearing.not_before_days, hearing.within_days, hearing.counted_from, hearing.day_kind) == (
            14,
            21,
            "temporary-order",
            "calendar",
        )
        assert order.fee.amount == 0
        assert order.confidentiality.alternative_address_required
        assert order.standard_of_proof.final == "preponderance of the evidence"
        assert "two years" in (order.procedure.final_order_lasts.text or "")
        assert {r.what: r.keep for r in order.redaction} == {
            "social-security-number": "last-four",
            "taxpayer-identification-number": "last-four",
            "driver-license": "last-four",
            "financial-account": "last-four",
            "date-of-birth": "allowed",
            "minor-name": "allowed",
            "other-identifier": "sealed",
        }
    assert stalking.only_without is not None
    assert stalking.only_without.orders == ["order-of-protection"]
    assert protection.only_without is None
    assert civil.only_without is None
    assert protection.chronology.order == "newest-first"
    consent = load("us-il").recording_consent
    assert consent is not None
    assert consent.parties == "all"


SENTENCE = (
    "Under penalties as provided by law pursuant to Section 1-109 of the Code of Civil Procedure, the undersigned certifies "
    "that the statements set forth in this instrument are true and correct, except as to matters therein stated to be on "
    "information and belief and as to such matters the undersigned certifies as aforesaid that he verily believes the same to "
    "be true."
)


def test_the_certification_word_for_word() -> None:
    assert oath_of(*PROTECTION) == (
        "Under 735 ILCS 5/1-109, your signature means that: 1) everything in this document is true and correct, or I have been "
        "informed or I believe it to be true and correct, and 2) I understand that making a false statement on this form is "
        "perjury and has penalties provided by law.",
        SENTENCE,
    )
    for order in (STALKING, CIVIL):
        assert oath_of(*order) == (SENTENCE, None)


@pytest.mark.parametrize("order", ALL)
def test_no_notary(order: tuple[str, str]) -> None:
    oath = order_of(*order).declaration
    assert (oath.kind, oath.notary_needed, oath.jurat) == ("unsworn-under-penalty-of-perjury", False, None)
