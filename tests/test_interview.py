"""The order of questions, progress, review: without a terminal."""

from __future__ import annotations

from conftest import TODAY, Sample

from assistant.answers import Answers, Status
from assistant.interview import first_new, for_later, progress, steps
from assistant.questions import SECTIONS, every_question


def paths(answers: Answers) -> list[str]:
    return [s.path for s in steps(answers, TODAY)]


def test_sections_in_the_order_people_are_asked() -> None:
    assert [s.key for s in SECTIONS] == [
        "safety",
        "place",
        "order",
        "petitioner",
        "protected",
        "respondent",
        "relationship",
        "events",
        "effects",
        "history",
        "weapons",
        "children",
        "cases",
        "stop",
        "evidence",
        "logs",
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
