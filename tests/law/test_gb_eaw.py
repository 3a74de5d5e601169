"""England and Wales: two occasions, three years for a former engagement, clear days, bank holidays, statements of truth."""

from __future__ import annotations

from datetime import date

import pytest
from tables import (
    CANNOT_TELL,
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
from assistant.findings import Severity
from assistant.jurisdiction import load
from assistant.jurisdiction.deadlines import Given, deadlines

NON_MOLESTATION = ("gb-eaw", "non-molestation-order")
OCCUPATION = ("gb-eaw", "occupation-order")
HARASSMENT = ("gb-eaw", "harassment-injunction")
FAMILY = [NON_MOLESTATION, OCCUPATION]
CONTEMPT = (
    "I understand that proceedings for contempt of court may be brought against anyone who makes, or causes to be made, a "
    "false statement in a document verified by a statement of truth without an honest belief in its truth."
)


@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, YES), (3, YES)])
def test_harassment_of_one_person_takes_two_occasions(number: int, enough: Within) -> None:
    assert ground_of(*HARASSMENT, "course-of-conduct", *events(number)).enough is enough


def test_occasions_may_be_far_apart_and_old() -> None:
    """The Act sets no time to look back and no spacing: nothing is warned of."""
    said = ground_of(*HARASSMENT, "course-of-conduct", months_ago(200, "following"), months_ago(300, "following"))
    assert said.enough is YES
    assert said.in_window is None
    assert not warnings(*HARASSMENT, months_ago(60, "following"), months_ago(100, "following"))


def test_one_occasion_is_said_to_be_below_the_rule() -> None:
    assert warnings(*HARASSMENT, days_ago(3, "following")) == {"F04-count-below-rule"}


def test_an_occasion_without_a_date_counts() -> None:
    assert ground_of(*HARASSMENT, "course-of-conduct", days_ago(3), on(NO_DATE)).enough is YES


def test_whether_two_acts_of_one_hour_are_one_occasion_is_not_known() -> None:
    assert rule_of(*HARASSMENT, "course-of-conduct").one_episode_counts_once is None
    assert ground_of(*HARASSMENT, "course-of-conduct", *one_episode(2)).enough is YES


def test_the_ground_of_two_persons_is_for_a_lawyer_alone() -> None:
    """Counted by a program it would let one incident pass."""
    assert rule_of(*HARASSMENT, "two-or-more-persons").lawyer_only
    assert [g for g, _ in kinds_of(*HARASSMENT)] == ["course-of-conduct"]


@pytest.mark.parametrize("order", FAMILY)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_family_orders_set_no_number_and_no_window(order: tuple[str, str], number: int) -> None:
    for ground, kind in kinds_of(*order):
        said = ground_of(*order, ground, *events(number, kind))
        assert said.enough is not NO
        assert said.in_window is None


@pytest.mark.parametrize("order", FAMILY)
@pytest.mark.parametrize("event", [days_ago(1, "physical-assault"), months_ago(240, "physical-assault")])
def test_family_orders_warn_of_nothing_old_or_single(order: tuple[str, str], event: object) -> None:
    assert not warnings(*order, event) & LAW_WARNINGS  # type: ignore[arg-type]


def condition(order: tuple[str, str], ended: str | None, *relationships: str) -> dict[str, Severity]:
    """What is said of the engagement's conditions -> how strongly."""
    said = found(
        *order,
        days_ago(3, "threat-of-harm"),
        relationships=relationships or ("former-engaged",),
        relationship_ended=ended,
    )
    return {f.lawyer: f.severity for f in said if f.id == "F15-relationship-condition" and "three years" in f.person}


@pytest.mark.parametrize("order", FAMILY)
@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ("25 November 2023", False),  # the day inside
        ("24 November 2023", True),  # the limit as counted here
        ("23 November 2023", True),  # the day past it
        ("2023", True),  # may be either: cannot be told yet
        ("2024", False),
        ("2022", True),
        (None, True),
    ],
)
def test_three_years_after_an_engagement(order: tuple[str, str], ended: str | None, said: bool) -> None:
    assert bool(condition(order, ended)) is said


@pytest.mark.parametrize("order", FAMILY)
def test_an_engagement_that_ended_long_ago_is_no_matter_for_former_spouses(order: tuple[str, str]) -> None:
    assert not condition(order, "2015", "former-engaged", "former-spouse")


def test_a_landlord_is_sent_nowhere_but_told_the_relationships() -> None:
    said = {f.id for f in found(*NON_MOLESTATION, days_ago(1, "threat-of-harm"), relationships=("landlord",))}
    assert "F15-relationship" in said
    assert "F15-relationship" not in {
        f.id for f in found(*HARASSMENT, *events(2, "following"), relationships=("landlord",))
    }


@pytest.mark.parametrize(
    ("order", "age", "words"),
    [
        (NON_MOLESTATION, 15, "leave (permission)"),
        (NON_MOLESTATION, 16, "over 18 must help"),
        (NON_MOLESTATION, 17, "over 18 must help"),
        (NON_MOLESTATION, 18, None),
        (OCCUPATION, 15, "leave (permission)"),
        (OCCUPATION, 17, "over 18 must help"),
        (HARASSMENT, 17, "litigation friend"),
        (HARASSMENT, 18, None),
    ],
)
def test_age_bands(order: tuple[str, str], age: int, words: str | None) -> None:
    said = [
        f.person
        for f in found(*order, *events(2, "threat-of-harm"), petitioner=Petitioner("Ann Example", age))
        if f.id.startswith("P02-age")
    ]
    assert len(said) == (0 if words is None else 1)
    assert words is None or words in said[0]


@pytest.mark.parametrize("order", FAMILY)
@pytest.mark.parametrize(
    ("hearing", "served_by"),
    [
        (date(2026, 10, 23), date(2026, 10, 20)),  # Friday: Wednesday and Thursday are the two clear days
        (date(2026, 10, 20), date(2026, 10, 15)),  # Tuesday: the weekend does not count
        (date(2026, 4, 8), date(2026, 4, 1)),  # Wednesday after Easter: Good Friday and Easter Monday do not count
        (date(2026, 12, 30), date(2026, 12, 23)),  # Christmas, and Monday in place of Boxing Day
        (date(2027, 12, 30), date(2027, 12, 23)),  # both days in place of a weekend
    ],
)
def test_two_clear_business_days_before_the_hearing(order: tuple[str, str], hearing: date, served_by: date) -> None:
    found_ = deadlines(load("gb-eaw"), order_of(*order), Given(hearing=hearing))
    by = next(d for d in found_ if d.id == "service-by")
    assert by.day == served_by
    assert not by.notes
    assert "two clear days" in (order_of(*order).procedure.service.rule or "")


def test_bank_holidays() -> None:
    calendar = load("gb-eaw").court_calendar
    assert calendar is not None
    assert list(calendar.closing_days(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    ]
    # as GOV.UK listed them: 2021 both days moved; 2022 Christmas Day a Sunday; 2023 New Year's Day a Sunday
    assert {date(2021, 12, 27), date(2021, 12, 28)} <= calendar.closing_days(2021).keys()
    assert {date(2022, 1, 3), date(2022, 12, 26), date(2022, 12, 27)} <= calendar.closing_days(2022).keys()
    assert date(2023, 1, 2) in calendar.closing_days(2023)
    assert calendar.known(date(2026, 1, 1), date(2027, 12, 31))
    assert not calendar.known(TODAY, date(2028, 1, 2))


def test_what_decides_cases() -> None:
    sheet = load("gb-eaw")
    assert (sheet.language, sheet.paper, sheet.currency) == ("en-GB", "a4", "GBP")
    non_molestation, occupation, harassment = sheet.orders
    assert rule_of(*HARASSMENT, "course-of-conduct").minimum_incidents == 2
    assert (non_molestation.fee.amount, occupation.fee.amount, harassment.fee.amount) == (0, 0, None)
    assert len(harassment.fee.depends_on) == 3
    for order in (non_molestation, occupation):
        assert order.petitioner.minimum_age == 18
        assert [(b.from_age, b.below_age, b.files_alone) for b in order.petitioner.ages] == [
            (0, 16, False),
            (16, 18, False),
        ]
        assert [c.ended_within_months for c in order.relationship.conditions if c.ended_within_months] == [36]
        assert order.time_limit.newest_incident_within_days is None
        assert order.confidentiality.form == "C8"
        assert order.exhibits.labels == "numbers"
    assert [t.id for t in occupation.tracks] == ["section-33", "section-35", "section-36", "section-37", "section-38"]
    assert [(b.below_age, b.files_alone) for b in harassment.petitioner.ages] == [(18, False)]


def test_each_order_uses_the_words_of_its_court() -> None:
    sheet = load("gb-eaw")
    words = [(sheet.terms_of(o).petitioner, sheet.terms_of(o).respondent) for o in sheet.orders]
    assert words == [("applicant", "respondent"), ("applicant", "respondent"), ("claimant", "defendant")]
    assert {sheet.terms_of(o).declaration for o in sheet.orders} == {"Witness statement"}


@pytest.mark.parametrize("order", FAMILY)
def test_the_family_statement_of_truth_has_contempt_first(order: tuple[str, str]) -> None:
    assert oath_of(*order) == (
        f"{CONTEMPT} I believe that the facts stated in this form and any continuation sheets are true.",
        f"{CONTEMPT} I believe that the facts stated in this witness statement are true.",
    )


def test_the_civil_statement_of_truth_has_contempt_last() -> None:
    assert oath_of(*HARASSMENT) == (
        f"I believe that the facts stated in this claim form are true. {CONTEMPT}",
        f"I believe that the facts stated in this witness statement are true. {CONTEMPT}",
    )


@pytest.mark.parametrize("order", [*FAMILY, HARASSMENT])
def test_no_oath_and_no_perjury(order: tuple[str, str]) -> None:
    oath = order_of(*order).declaration
    assert (oath.kind, oath.heading, oath.notary_needed, oath.jurat) == (
        "statement-of-truth",
        "Statement of truth",
        False,
        None,
    )
    words = f"{oath.text} {oath.attached_text}".lower()
    assert "perjury" not in words
    assert "swear" not in words


def test_unknown_dates_never_put_a_ground_outside_a_window() -> None:
    for order in (*FAMILY, HARASSMENT):
        for ground, kind in kinds_of(*order):
            said = ground_of(*order, ground, on(NO_DATE, kind), on("2026-11~", kind))
            assert said.in_window is None
            assert said.enough in (YES, CANNOT_TELL, None)
