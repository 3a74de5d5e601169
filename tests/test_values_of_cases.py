"""Named values that are worked out of several answers: cases and judgments, whom the court writes to, one county alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import pytest
from rich import rich_answers

from assistant import jurisdiction
from assistant.answers import Answers, Status
from assistant.case import case_from
from assistant.forms.mapping import forms_of
from assistant.forms.plan import plan_forms, wanted_questions
from assistant.jurisdiction import load
from assistant.questions import every_question
from assistant.questions.model import Look
from assistant.saying import is_no
from assistant.values import court, events, people, remedies, resolve, values_of, wishes

CODE, ORDER = "us-ma", "abuse-prevention"


def read(answers: Answers, name: str) -> object:
    sheet = load(CODE)
    order = sheet.order(ORDER)
    return resolve(name, sheet, [order]).read(values_of(case_from(answers, sheet), sheet, order))


def rich(**changed: object) -> Answers:
    """The rich answers, with these (a path with __ for each dot) put in or taken out (None)."""
    answers = rich_answers(CODE, ORDER)
    for path, value in changed.items():
        name = path.replace("__", ".")
        if value is None:
            answers.given.pop(name, None)
        else:
            answers.put(name, value)
    return answers


def item(answers: Answers, group: str, at: int) -> str:
    return f"{group}.{answers.ids(group)[at]}"


def test_no_value_is_defined_twice() -> None:
    rooms = (people.VALUES, events.VALUES, court.VALUES, remedies.VALUES, wishes.VALUES)
    assert [set(a) & set(b) for a, b in combinations(rooms, 2) if set(a) & set(b)] == []


@pytest.mark.parametrize(
    ("county", "is_it"),
    [("Cook", True), ("cook", True), ("Cook County", True), ("Cooke", False), ("Mc Cook", False), (None, False)],
)
def test_a_text_that_begins_with_words(county: str | None, is_it: bool) -> None:
    assert read(rich(order__county=county), "county.is-cook") is is_it


def test_a_form_of_one_county_is_needed_there_alone() -> None:
    if "us-il" not in jurisdiction.codes():
        pytest.skip("the law of that place is not here")
    sheet = load("us-il")
    order = sheet.order("order-of-protection")
    for county, expected in (("Cook", {"fcn-36", "ccdv-0601"}), ("Harrow", set())):
        answers = rich_answers("us-il", order.id)
        answers.put("order.county", county)
        plan = plan_forms(case_from(answers, sheet), sheet, order)
        assert {n.form.folder for n in plan.needed} & {"fcn-36", "ccdv-0601"} == expected


def test_pending_cases_and_judgments_are_yes_no_or_not_told() -> None:
    answers = rich()
    first, second = (item(answers, "cases.list", n) for n in (0, 1))
    assert read(answers, "has_pending_cases.yes")
    assert read(answers, "pending_cases.1.number") == "26-CR-0310"
    assert read(answers, "has_judgments.yes")
    lines = str(read(answers, "judgments_text")).split("\n")
    assert [("24-DV-0077" in line, "25-RO-0019" in line) for line in lines] == [(True, False), (False, True)]
    assert "judge: Hollis Marn" in lines[0]
    answers.put(f"{second}.pending", "no")
    assert read(answers, "has_pending_cases.no")
    answers.given.pop(f"{first}.pending")
    assert not read(answers, "has_pending_cases.no")
    assert not read(answers, "has_pending_cases.yes")


def test_a_case_of_another_kind_is_no_proof_that_none_was_a_divorce() -> None:
    answers = rich()
    assert read(answers, "divorce_filed.yes")
    assert read(answers, "parentage_filed.no")
    answers.put(f"{item(answers, 'cases.list', 0)}.sort", "other")
    assert not read(answers, "divorce_filed.yes")
    assert not read(answers, "divorce_filed.no")


def test_the_court_writes_to_the_lawyer_or_to_the_address_on_the_papers() -> None:
    assert read(rich(), "contact_name") == "Ada Lindqvist"
    assert read(rich(), "contact_street") == "2 Court Square"
    alone = rich(helper__lawyer=False)
    assert read(alone, "contact_street") == "P.O. Box 55"
    assert read(alone, "contact_email") == "papers@example.org"
    assert read(alone, "contact_name") == read(alone, "petitioner_name")


def test_the_year_of_a_case_and_what_stands_beside_its_boxes() -> None:
    assert read(rich(), "cases.1.year") == "2024"
    assert read(rich(), "prior_orders.1.year") == "2025"
    described = str(read(rich(), "events.1.described"))
    assert described.startswith("The parking lot of my work - Blocked my car\n")
    assert "November" not in described
    assert "He stopped his truck behind my car." in described


def test_children_to_protect_and_relations() -> None:
    assert read(rich(), "our_children_to_protect") == "Ida Haskett"
    assert read(rich(), "my_children_to_protect") == "Linnet O'Brannigan"
    assert read(rich(), "household_to_protect") == "Maren Tull, Piet Tull"
    assert read(rich(), "related_by_marriage.yes")
    assert read(rich(), "child_never_married.no")
    assert read(rich(relationship__kinds=["child-in-common"]), "child_never_married.yes")
    assert read(rich(relationship__kinds=["grandchild"]), "related_by_blood.yes")


def test_a_number_is_an_answer() -> None:
    assert not is_no("555-555-0142")
    assert not is_no("2")
    assert is_no("No.")
    assert is_no("none that I know of")
    assert is_no(" - ")


def test_against_a_minor_another_form_is_filed() -> None:
    sheet = load("us-mi")
    order = sheet.order("domestic-relationship-ppo")
    for age, needed in ({"years": 38, "about": False}, True), ({"years": 16, "about": False}, False), (None, True):
        answers = rich_answers("us-mi", order.id)
        if age is None:
            answers.given.pop("respondent.age")
        else:
            answers.put("respondent.age", age)
        plan = plan_forms(case_from(answers, sheet), sheet, order)
        assert ("cc-375" in {n.form.folder for n in plan.needed}) is needed
        assert "CC 375M" in {f.number for f in plan.unmapped}


@pytest.mark.parametrize(
    ("code", "order_id"),
    [(s.code, o.id) for s in map(load, jurisdiction.codes()) if forms_of(s.code) for o in s.orders],
)
def test_a_question_wanted_by_a_form_can_be_reached(code: str, order_id: str) -> None:
    """A question asked only after another answer is of no use where that other question is not asked."""
    sheet = load(code)
    order = sheet.order(order_id)
    answers = rich_answers(code, order_id)
    wanted = wanted_questions(answers, sheet, order)
    only_for_forms = {pattern for pattern, question in every_question() if question.for_forms}
    for pattern, question in every_question():
        if not question.for_forms or pattern not in wanted:
            continue
        place = pattern.rpartition("*.")
        look = Watched(answers, date(2026, 11, 20), sheet, order, item=place[0] + place[1], wanted=wanted)
        question.when(look)
        looked_at = {path for path in look.seen if path in only_for_forms}
        assert looked_at <= wanted or looked_at & wanted, f"{pattern} waits for {sorted(looked_at - wanted)}"


@dataclass(frozen=True)
class Watched(Look):
    """Answers that keep in mind which of them were looked at, as patterns."""

    seen: set[str] = field(default_factory=set)

    def value(self, path: str) -> object:
        self.seen.add(self.item + path[1:] if path.startswith(".") else path)
        return super().value(path)

    def status(self, path: str) -> Status | None:
        self.seen.add(self.item + path[1:] if path.startswith(".") else path)
        return super().status(path)


def test_watched_answers_tell_what_a_question_waits_for() -> None:
    answers = rich_answers(CODE, ORDER)
    look = Watched(answers, date(2026, 11, 20))
    question = next(q for pattern, q in every_question() if pattern == "relief.my_income_per")
    question.when(look)
    assert look.seen == {"relief.my_income"}
