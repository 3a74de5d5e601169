"""What must not stand in papers that others read."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checks_make import HOME, STORY, TODAY, S, found, ids, incident, make, order_data, sheet, told_as

from assistant.case import Child, Incident, Police, Secret, Witness
from assistant.checks.privacy import find_secret, luhn
from assistant.checks.view import View
from assistant.dates import When
from assistant.disclosure import told_texts
from assistant.findings import Severity

PHONE = Secret("confidential.phone", "phone number", "(415) 555-0134")
MAIL = Secret("confidential.email", "email", "ana.r@example.org")
SCHOOL = Secret("confidential.school", "school", "École Bird Hill")
FORMS = {
    HOME: [
        "480 Alder Court, Apt. 12, Port Larkin",
        "480 alder ct #12 port larkin",
        "480  ALDER\nCOURT",
        "480 Alder Ct. Apartment 12",
    ],
    PHONE: ["415-555-0134", "415.555.0134", "+1 (415) 555 0134", "4155550134", "1-415-555-0134"],
    MAIL: ["ana.r@example.org", "ANA.R@Example.org"],
    SCHOOL: ["ecole bird hill", "École Bird-Hill", "ECOLE  BIRD HILL"],
}
PAIRS = [(secret, form) for secret, forms in FORMS.items() for form in forms]
any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@settings(max_examples=150, deadline=None)
@given(any_text, any_text, st.sampled_from(PAIRS))
def test_a_secret_is_found_in_any_text_and_in_any_form(before: str, after: str, pair: tuple[Secret, str]) -> None:
    secret, form = pair
    text = f"{before} | {form} | {after}"
    assert find_secret(text, secret.value)
    assert "F24-confidential-leak" in ids(make(incident(1, story=text), secrets=(secret,)))


@pytest.mark.parametrize("words", ["480 Elder Court", "48 Alder Court", "415-555-0135", "ana at example", "Bird Hill"])
def test_what_is_near_a_secret_is_not_it(words: str) -> None:
    case = told_as(f"{words}, as I said.")
    kept = dataclasses.replace(case.kept, secrets=(HOME, PHONE, MAIL, SCHOOL))
    assert "F24-confidential-leak" not in ids(dataclasses.replace(case, kept=kept))


@pytest.mark.parametrize("change", [
    {"place": "480 Alder Court"}, {"time": "480 Alder Court"}, {"witnesses": (Witness("w1", "Ana", "480 Alder Court"),)}, {"said": "480 alder ct"},
    {"police": Police(level="report", report="480 Alder Court")}, {"when": When("2026-06-01", "the day at 480 Alder Court")}])  # fmt: skip
def test_a_leak_anywhere_blocks_and_says_where_without_saying_it(change: dict[str, Any]) -> None:
    case = make(dataclasses.replace(incident(1), **change), incident(2), incident(3), secrets=(HOME,))
    finding = found(case)["F24-confidential-leak"]
    assert finding.severity is Severity.BLOCK
    assert finding.path.startswith("incidents.i1.")
    assert not any("480" in text for text in (finding.person, finding.lawyer, finding.span, finding.source))


def test_a_leak_inside_quotation_marks_is_a_leak() -> None:
    case = told_as('He said "I know you live at 480 Alder Ct".')
    assert "F24-confidential-leak" in ids(
        dataclasses.replace(case, kept=dataclasses.replace(case.kept, secrets=(HOME,)))
    )


def test_withheld_is_told_and_does_not_block() -> None:
    raised = found(make(incident(1, place="480 Alder Court"), secrets=(HOME,), withhold=True))
    assert "F24-confidential-leak" not in raised
    assert "[withheld]" in raised["F24-withheld"].person


def test_every_text_of_an_event_is_looked_at() -> None:
    """What told_texts knows of an event, the checks look at too: a field added later must not be missed."""
    fields: dict[str, Any] = {f.name: f"text of {f.name}" for f in dataclasses.fields(Incident) if "str" in str(f.type)}
    full = Incident(**{**fields, "id": "i1", "number": 1, "conduct": (), "exhibits": (), "gaps": {}, "separate": None, "children": "saw",
                       "when": When("2026-06-01", "when words", "twice a day"), "witnesses": (Witness("w1", "witness name", "witness saw"),),
                       "police": Police("report", "agency", "report no", "officer", "result")})  # fmt: skip
    case = make(full)
    law = sheet()
    looked = {text for _, _, text in View(case, case.told, law, law.orders[0], TODAY).shown}
    assert set(told_texts(case.told)) - {"", "saw", "report"} <= looked


@pytest.mark.parametrize("words", [
    "My number is 123-45-6789.", "SSN 123 45 6789", "my social security number is 123456789", "He took card 4111 1111 1111 1111.",
    "card 4111-1111-1111-1111", "account number is 12345678", "acct. #: 123456789", "driver's license D1234567", "Passport no. X1234567",
    "He wrote 123–45–6789.",
        "EIN 12-3456789"])  # fmt: skip
def test_numbers_block(words: str) -> None:
    finding = found(told_as(words))["F25-number"]
    assert finding.severity is Severity.BLOCK
    assert not any("123" in text or "4111" in text for text in (finding.person, finding.lawyer))


@pytest.mark.parametrize("words", [
    "The case is 1234 5678 9012 3456.", "It was apartment 123-45.", "Call 415-555-0134.", "The ticket is 2026-06-11.", "SSN ending in 6789.",
    "His tax ID ends: tax ID 6789.",
        "his account on the app", "I showed my passport", "He called 12 times, 3 of them at 9:15."])  # fmt: skip
def test_other_numbers_pass(words: str) -> None:
    assert "F25-number" not in ids(told_as(words))


def test_numbers_follow_the_rule() -> None:
    allowed = [{"what": "social-security-number", "keep": "allowed", "rule": "x", **S}]
    assert "F25-number" not in ids(told_as("My number is 123-45-6789."), sheet(redaction=allowed))
    assert found(told_as("My number is 123-45-6789."))["F25-number"].source == "Rule 8"


def test_luhn() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


@pytest.mark.parametrize(
    ("words", "raised"),
    [
        ("I was born on March 3, 1990.", True),
        ("Date of birth: 03/03/1990", True),
        ("DOB 1990-03-03", True),
        ("I was born in 1990.", False),
        ("It was on March 3, 2026.", False),
        ("My birthday was near.", False),
    ],
)
def test_birth_dates(words: str, raised: bool) -> None:
    assert ("F26-birth-date" in ids(told_as(words))) is raised


@pytest.mark.parametrize("words", ["3/3/1990", "March 3rd, 1990", "1990-03-03", "3 Mar 1990", "03/03/90"])
def test_the_own_birth_date_is_known_in_any_form(words: str) -> None:
    assert "F26-birth-date" in ids(make(history=f"He wrote {words} on it.", birth=date(1990, 3, 3)))
    assert "F26-birth-date" not in ids(make(history=f"He wrote {words} on it.", birth=date(1991, 4, 5)))


def test_names_of_children() -> None:
    mia = (Child("c1", "Mia Lopez Vale", 9, "mine"),)
    case = make(incident(1, story=f"{STORY} MIA LOPEZ-VALE saw it."), children=mia)
    finding = found(case)["F27-minor-name"]
    assert finding.severity is Severity.BLOCK
    assert "M.L.V." in finding.person
    for keep, severity in (("initials", Severity.BLOCK), (None, Severity.REVIEW), ("nothing", Severity.REVIEW)):
        rule = [{"what": "minor-name", "keep": keep, "rule": "x", **S}]
        assert found(case, sheet(redaction=rule))["F27-minor-name"].severity is severity
    assert "F27-minor-name" not in ids(
        case, sheet(redaction=[{"what": "minor-name", "keep": "allowed", "rule": "x", **S}])
    )
    assert found(case, sheet(redaction=[]))["F27-minor-name"].severity is Severity.REVIEW
    assert "F27-minor-name" not in ids(make(incident(1, story=f"{STORY} Mia saw it."), children=mia))
    assert order_data()["redaction"]
