"""Values about how two people belong together, and answers to questions that one place alone asks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from rich import rich_answers

from assistant import jurisdiction
from assistant.case import case_from
from assistant.forms.plan import wanted_questions
from assistant.jurisdiction import load
from assistant.questions import every_question
from assistant.values import NoSuchName, Values, resolve, values_of

OWN = [(c, o.id, m.id) for c in jurisdiction.codes() for o in load(c).orders for m in o.petition_must_state if m.id]


def values(code: str = "us-ma", order_id: str = "abuse-prevention", **answers: Any) -> Values:
    given = rich_answers(code, order_id)
    for path, value in answers.items():
        given.put(path.replace("__", ".").replace("_DASH_", "-"), value)
    sheet = load(code)
    return values_of(case_from(given, sheet), sheet, sheet.order(order_id))


def holds(name: str, v: Values) -> bool:
    return bool(resolve(name, v.sheet, [v.order]).read(v))


@pytest.mark.parametrize(
    ("kinds", "couple"),
    [
        (["former-dating", "former-spouse"], "former-spouse"),
        (["cohabitant", "child-in-common"], "cohabitant"),
        (["former-dating"], "former-dating"),
        (["sibling"], "none"),
    ],
)
def test_a_couple_is_told_by_what_describes_it_best(kinds: list[str], couple: str) -> None:
    v = values(relationship__kinds=kinds)
    assert holds(f"couple.{couple}", v)


def test_a_relative_is_told_only_where_they_are_no_couple() -> None:
    brother = values(relationship__kinds=["sibling"], relationship__relative_is="brother")
    assert holds("relative_is.brother", brother)
    assert not holds("relative_is.other", brother)
    assert brother["relative_words"] == ""
    married = values(relationship__kinds=["spouse", "other-relative"], relationship__relative_is="cousin")
    assert not holds("relative_is.cousin", married)
    by_marriage = values(relationship__kinds=["in-law"], relationship__relation_words="mother-in-law")
    assert holds("relative_is.other", by_marriage)
    assert by_marriage["relative_words"] == "mother-in-law"


def test_family_cases_that_go_on_are_told_from_those_that_are_over() -> None:
    over = values()
    assert holds("has_family_cases_now.no", over)
    open_now = values()
    answers = rich_answers("us-ma", "abuse-prevention")
    first = answers.ids("cases.list")[0]
    answers.put(f"cases.list.{first}.pending", "yes")
    open_now = values_of(case_from(answers, open_now.sheet), open_now.sheet, open_now.order)
    assert holds("has_family_cases_now.yes", open_now)
    assert holds("family_cases_now.1", open_now)
    answers.put(f"cases.list.{first}.pending", "unknown")
    not_known = values_of(case_from(answers, open_now.sheet), open_now.sheet, open_now.order)
    assert not holds("has_family_cases_now.yes", not_known)
    assert not holds("has_family_cases_now.no", not_known)


def test_children_are_concerned_where_somebody_else_to_protect_is_a_child() -> None:
    answers = rich_answers("us-ma", "abuse-prevention")
    for c in answers.ids("children.list"):
        answers.put(f"children.list.{c}.whose", "theirs")
    sheet = load("us-ma")
    v = values_of(case_from(answers, sheet), sheet, sheet.order("abuse-prevention"))
    assert holds("children_concerned.yes", v)  # a brother of 15


@pytest.mark.skipif(not OWN, reason="no place asks a question of its own")
def test_answers_to_a_places_own_question() -> None:
    code, order_id, asked = OWN[0]
    path = f"court__asks__{asked}__answer"
    said_no = values(code, order_id, **{path: "No."})
    assert holds(f"own.{asked}.no", said_no)
    assert not holds(f"own.{asked}.yes", said_no)
    said_yes = values(code, order_id, **{path: "Yes"})
    assert holds(f"own.{asked}.yes", said_yes)
    more = values(code, order_id, **{path: "Yes, but not my phone."})
    assert holds(f"own.{asked}.given", more)
    assert not holds(f"own.{asked}.yes", more)
    assert resolve(f"own.{asked}", more.sheet, [more.order]).read(more) == "Yes, but not my phone."
    with pytest.raises(NoSuchName):
        resolve("own.no-such-question", more.sheet, [more.order])
    with pytest.raises(NoSuchName):
        resolve(f"own.{asked}.maybe", more.sheet, [more.order])


def test_the_court_writes_to_the_lawyer_or_else_to_the_address_that_may_be_seen() -> None:
    with_lawyer = values()
    assert (with_lawyer["contact_name"], with_lawyer["contact_street"]) == ("Ada Lindqvist", "2 Court Square")
    alone = values(helper__lawyer=False)
    assert (alone["contact_name"], alone["contact_street"]) == ("Núria Ilse O'Brannigan", "P.O. Box 55")
    assert "Wrenfield" not in " ".join(alone.all.values())


def test_who_lives_with_the_petitioner_stands_once_each() -> None:
    v = values()
    names = [resolve(f"household.{n}.name", v.sheet, [v.order]).read(v) for n in range(1, 7)]
    assert names == ["Maren Tull", "Piet Tull", "Ida Haskett", "Bram Haskett", "Linnet O'Brannigan", ""]
    assert v["our_minors"] == "2"
    answers = rich_answers("us-ma", "abuse-prevention")
    first = answers.ids("children.list")[0]
    answers.given.pop(f"children.list.{first}.age")
    assert values_of(case_from(answers, v.sheet), v.sheet, v.order)["our_minors"] == ""


def test_the_reason_for_a_request_is_the_persons_own() -> None:
    v = values()
    assert resolve("why.no-contact", v.sheet, [v.order]).read(v) == "Because of November 12 (no-contact)."
    with pytest.raises(NoSuchName):
        resolve("why.no-such-request", v.sheet, [v.order])


def test_an_amount_for_a_week_is_not_shown_for_a_month() -> None:
    assert values()["their_monthly_income"] == ""
    assert values(relief__their_income_per="month")["their_monthly_income"] == "1400"


@pytest.mark.parametrize(("code", "order_id"), [(c, o.id) for c in jurisdiction.codes() for o in load(c).orders])
def test_every_question_a_needed_form_shows_can_come_up(code: str, order_id: str) -> None:
    """A box must not wait for an answer that is asked only once the box is shown."""
    sheet = load(code)
    order = sheet.order(order_id)
    answers = rich_answers(code, order_id)
    patterns = {p for p, q in every_question() if q.for_forms}
    for path in list(answers.given):
        if re.sub(r"\.[a-z]\d+\.", ".*.", path) in patterns:
            del answers.given[path]
    everything = rich_answers(code, order_id)
    while True:
        wanted = wanted_questions(answers, sheet, order)
        new = [p for p in everything.given if re.sub(r"\.[a-z]\d+\.", ".*.", p) in wanted and p not in answers.given]
        if not new:
            break
        for path in new:
            answers.given[path] = everything.given[path]
    missing = {p for p in wanted_questions(everything, sheet, order) if p in patterns} - wanted
    assert not missing
