"""The order of questions, progress, review: without a terminal."""

from __future__ import annotations

from conftest import TODAY, Sample

from assistant.answers import Answers, Status
from assistant.interview import first_new, for_later, item_title, look_at, progress, steps
from assistant.jurisdiction.words import spelled
from assistant.questions import SECTIONS, every_group, every_question
from assistant.questions.kinds import Choice, Choices, Option
from assistant.questions.model import Look, Question


def paths(answers: Answers) -> list[str]:
    return [s.path for s in steps(answers, TODAY)]


def test_sections_in_the_order_people_are_asked() -> None:
    assert [s.key for s in SECTIONS] == [
        "safety",
        "place",
        "relationship",
        "order",
        "petitioner",
        "protected",
        "respondent",
        "events",
        "time",
        "effects",
        "history",
        "weapons",
        "children",
        "cases",
        "stop",
        "evidence",
        "logs",
        "court",
        "relief",
        "confidential",
        "helper",
        "signing",
    ]


def test_a_finished_sample_has_nothing_new_but_what_was_left_out(neighbor: Sample) -> None:
    step = first_new(neighbor.answers, TODAY)
    assert step is not None
    assert step.kind in ("notice", "warn")  # only words to read: every question of the file was answered
    for s in steps(neighbor.answers, TODAY):
        if s.kind == "question" and s.is_new():
            # what the file left out, question by question
            assert neighbor.answers.status(s.path) is None


def test_changing_an_answer_opens_and_closes_questions_and_erases_none(neighbor: Sample) -> None:
    answers = neighbor.answers
    assert "incidents.i1.police_agency" in paths(answers)
    answers.put("incidents.i1.police", "none")
    assert "incidents.i1.police_agency" not in paths(answers)
    assert answers.value("incidents.i1.police_agency") == "Port Larkin Police"
    answers.put("incidents.i1.police", "called")
    assert "incidents.i1.police_agency" in paths(answers)


def test_the_quick_list_comes_before_the_details() -> None:
    answers = Answers()
    answers.put("incidents", True)
    one, two = answers.add("incidents"), answers.add("incidents")
    found = [p for p in paths(answers) if p.startswith("incidents.")]
    assert found[:5] == [
        f"incidents.{one}.when",
        f"incidents.{one}.title",
        f"incidents.{two}.when",
        f"incidents.{two}.title",
        "incidents.more",
    ]
    assert found[5] == f"incidents.{one}.time"


def test_later_is_asked_again_and_skip_is_not() -> None:
    answers = Answers()
    answers.mark("petitioner.name", Status.LATER)
    answers.mark("petitioner.age", Status.SKIPPED)
    assert [s.path for s in for_later(answers, TODAY)] == ["petitioner.name"]


def test_progress_tells_answered_later_and_skipped_apart() -> None:
    answers = Answers()
    answers.put("petitioner.name", "A B")
    answers.mark("petitioner.age", Status.LATER)
    answers.mark("petitioner.filing_for", Status.SKIPPED)
    you = next(p for p in progress(answers, TODAY) if p.section.key == "petitioner")
    assert (you.answered, you.later, you.skipped, you.open) == (1, 1, 1, 0)
    assert you.words == "1 answered, 1 for later, 1 skipped"


def test_a_part_skipped_at_its_warning_is_not_asked() -> None:
    answers = Answers()
    assert "weapons.has" in paths(answers)
    answers.mark("weapons.!", Status.SKIPPED)
    assert "weapons.has" not in paths(answers)


def test_questions_only_some_orders_want() -> None:
    answers = Answers()
    answers.put("place.jurisdiction", "us-mn")
    answers.put("order.type", "order-for-protection")
    assert "relief.hearing" not in paths(answers)
    answers.put("order.type", "harassment-restraining-order")
    assert "relief.hearing" in paths(answers)


def test_separate_is_asked_only_for_two_events_of_one_day(neighbor: Sample) -> None:
    assert "incidents.i1.separate" not in paths(neighbor.answers)
    neighbor.answers.put("incidents.i2.when", dict(neighbor.answers.value("incidents.i1.when")))
    assert "incidents.i1.separate" in paths(neighbor.answers)


def test_every_question_says_why_it_is_asked() -> None:
    for path, question in every_question():
        assert question.why, path
        assert question.ask, path


def test_hidden_answers_are_not_shown_again() -> None:
    for path, question in every_question():
        if path.startswith("confidential.") and question.shown.value == "confidential":
            assert not question.again, path


def test_boxes_of_the_courts_forms_decide_what_is_asked() -> None:
    """A question that only a form needs is asked where the chosen order has a mapped form with a box for it."""
    answers = Answers()
    answers.put("place.jurisdiction", "us-ma")
    answers.put("order.type", "abuse-prevention")
    asked = paths(answers)
    assert "respondent.gender" in asked  # the complaint has boxes for it
    assert "confidential.former_address" in asked  # so has the hidden form
    assert "respondent.eyes" not in asked  # no form of this order that is mapped asks
    assert "relief.my_income" not in asked
    answers.put("order.type", "harassment-prevention")
    assert "respondent.gender" not in paths(answers)
    assert "confidential.former_address" not in paths(answers)
    answers.put("place.jurisdiction", "us-mn")  # nothing is mapped there
    answers.put("order.type", "order-for-protection")
    assert not [s.path for s in steps(answers, TODAY) if s.question is not None and s.question.for_forms]


def test_a_gun_at_work_is_asked_once_with_or_without_a_form() -> None:
    """Where the petition must tell it, it is asked even if no form of the order is mapped; and never a second time."""
    answers = Answers()
    answers.put("place.jurisdiction", "us-mi")
    for order in ("domestic-relationship-ppo", "nondomestic-sexual-assault-ppo"):
        answers.put("order.type", order)
        asked = paths(answers)
        assert asked.count("weapons.work_gun") == 1
        assert not [p for p in asked if (p.startswith("court.asks.") and "gun" in p) or "firearm" in p]


def test_words_of_another_country_are_not_asked() -> None:
    answers = Answers()
    answers.put("place.jurisdiction", "gb-eaw")
    look = look_at(answers, TODAY)
    labels = [o.label for _, q in every_question() if q.key in ("kinds", "police") for o in choices(q, look)]
    assert "Neighbour" in labels
    assert "Husband, wife or civil partner" in labels
    assert "Called 999 or the police line" in labels
    assert not [t for t in labels if "911" in t or "eighbor" in t]
    assert spelled("Ask a clerk, a self-help center or a lawyer.", look.sheet) == (
        "Ask the court office, an advice service or a lawyer."
    )


def test_a_period_is_called_by_its_day_in_words() -> None:
    answers = Answers()
    answers.put("place.jurisdiction", "us-or")
    answers.put("order.type", "fapa-restraining-order")
    answers.put("time.left_out", True)
    item = answers.add("time.left_out")
    answers.put(f"time.left_out.{item}.start", "2026-05-04")
    headings = {s.heading for s in steps(answers, TODAY) if s.path.endswith(f"{item}.end")}
    assert headings == {"Period 1: May 4, 2026"}
    answers.put("place.jurisdiction", "gb-eaw")
    group = next(g for p, g in every_group() if p == "time.left_out")
    assert item_title(group, answers, "time.left_out", item, 1) == "Period 1: 4 May 2026"


def choices(question: Question, look: Look) -> list[Option]:
    return list(question.kind.options(look)) if isinstance(question.kind, Choice | Choices) else []


def test_a_form_wants_answers_only_while_the_case_needs_it() -> None:
    answers = Answers()
    answers.put("place.jurisdiction", "us-ma")
    answers.put("order.type", "abuse-prevention")
    assert "children.keep_from_school" not in paths(answers)
    child = answers.add("children.list")
    answers.put(f"children.list.{child}.whose", "ours")
    asked = paths(answers)
    assert {"children.keep_from_school", f"children.list.{child}.custody", "children.child_support"} <= set(asked)
    assert "relief.my_income" not in asked
    answers.put("children.child_support", True)
    assert "relief.my_income" in paths(answers)
    assert "children.visits" not in paths(answers)  # one court alone decides on visits
    answers.put("order.court", "Probate and Family Court")
    assert "children.visits" in paths(answers)


def test_an_address_is_asked_in_parts_only_where_a_form_has_boxes_for_the_parts() -> None:
    from dataclasses import replace

    from assistant.interview import look_at, section_steps

    look = look_at(Answers(), TODAY)
    section = next(s for s in SECTIONS if s.key == "confidential")

    def asked(*wanted: str) -> set[str]:
        return {s.path for s in section_steps(section, replace(look, wanted=frozenset(wanted)))}

    assert "confidential.mailing_address" in asked()
    assert "confidential.mailing_street" not in asked()
    in_parts = asked("confidential.mailing_street", "confidential.mailing_city")
    assert {"confidential.mailing_street", "confidential.mailing_city"} <= in_parts
    assert "confidential.mailing_address" not in in_parts
