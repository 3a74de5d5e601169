"""Maps of court forms: the contract with the blank both ways, what a rich case puts in each box, and privacy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES, Sample
from rich import rich_answers, rich_case

from assistant import jurisdiction
from assistant.case import Case, PublicCase, case_from
from assistant.disclosure import public_case
from assistant.forms.contents import entries_for
from assistant.forms.mapping import Form, form_folders, forms_of, lint
from assistant.forms.model import ChoiceEntry, TextEntry, TickEntry
from assistant.jurisdiction import Order, Sheet, load
from assistant.questions import every_group, every_question
from assistant.values import ROWS, VALUES, Unreachable, resolve, values_of

FOLDERS = [folder for code in jurisdiction.codes() for folder in form_folders(code)]
IDS = [f"{f.parent.parent.name}/{f.name}" for f in FOLDERS]
GOLDEN = ROOT / "tests" / "expected" / "forms"


def form_at(folder: Path) -> Form:
    return next(f for f in forms_of(folder.parent.parent.name) if f.folder == folder.name)


def case_for(form: Form, case: Case, order: Order) -> PublicCase | Case:
    return case if form.confidential else public_case(case, order)


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_contract_with_the_blank_both_ways(folder: Path) -> None:
    assert [str(p) for p in lint(folder)] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_what_a_rich_case_puts_in_each_box(folder: Path) -> None:
    """Golden: every field with what stands in it, or why nothing does."""
    form = form_at(folder)
    lines: list[str] = []
    for order_id in form.file.serves:
        case, sheet, order = rich_case(form.code, order_id)
        lines += [f"# {form.file.number} ({form.file.edition}) for {order_id}", *told(form, case, sheet, order), ""]
    text = "\n".join(lines)
    golden = GOLDEN / f"{form.code}-{form.folder}.txt"
    if not golden.exists():
        golden.write_text(text, "utf-8")
        pytest.fail(f"{golden.name} was written for the first time: read it, then run again")
    assert text == golden.read_text("utf-8"), (
        f"{golden.name} differs: if the new text is right, delete it and run again"
    )


def told(form: Form, case: Case, sheet: Sheet, order: Order) -> list[str]:
    made = entries_for(form, case_for(form, case, order), sheet, order)
    shown: dict[str, list[str]] = {}
    for entry in made.entries:
        if isinstance(entry, TickEntry):
            words = f"[x] {entry.on}" + ("" if entry.widget is None else f" widget {entry.widget}")
        elif isinstance(entry, ChoiceEntry):
            words = f"<{entry.choice}>"
        else:
            words = entry.text.replace("\n", "\n      ")
        shown.setdefault(entry.field, []).append(words)
    left: dict[str, str] = {}
    for box in form.boxes:
        if box.rule.left:
            left[box.field.name] = f"-- {box.rule.left}" + (f": {box.rule.reason}" if box.rule.reason else "")
    fields = [
        f"{f.name}: {' | '.join(shown.get(f.name, [left.get(f.name, '(nothing)')]))}" for f in form.edition.fields
    ]
    return fields + [f"! {note}" for note in made.notes]


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_one_of_groups_tick_at_most_one(folder: Path) -> None:
    """Groups whose ticks are options of one choice cannot contradict; the others are tried on every case there is."""
    form = form_at(folder)
    cases = [rich_case(form.code, o) for o in form.file.serves]
    cases += [(s.case, s.sheet, s.order) for s in map(Sample, SAMPLES) if s.sheet.code == form.code]
    for group in form.one_of:
        assert len(group) > 1, "a group of one box says nothing"
        kinds = {r.group for box in group for r in box.named}
        if len(kinds) == 1 and "" not in kinds:
            continue
        for case, sheet, order in cases:
            values = values_of(case, sheet, order)
            ticked = [box.name for box in group if box.named[0].read(values)]
            assert len(ticked) <= 1, ticked


def test_every_value_names_questions_that_exist() -> None:
    known = {p for p, _ in every_question()} | {p for p, _ in every_group()}
    for name, named in [
        *VALUES.items(),
        *((f"{r}.N.{p}", n) for r, rows in ROWS.items() for p, n in rows.parts.items()),
    ]:
        assert set(named.needs) <= known, name
    for name, rows in ROWS.items():
        assert set(rows.needs) <= known, name


def test_every_question_for_forms_has_a_value() -> None:
    """A question that only forms need and that no named value shows would be asked for nothing."""
    needs = {n for v in VALUES.values() for n in v.needs} | {
        n for r in ROWS.values() for v in r.parts.values() for n in v.needs
    }
    assert {p for p, q in every_question() if q.for_forms} <= needs


@pytest.mark.parametrize("code", jurisdiction.codes())
def test_every_value_can_be_made(code: str) -> None:
    """From a rich case, and from one in which nothing was said; confidential ones only with the hidden half."""
    sheet = load(code)
    for order in sheet.orders:
        rich = rich_case(code, order.id)[0]
        empty = case_from(type(rich.answers)(), sheet)
        for case in (rich, empty):
            for given in (case, public_case(case, order)):
                values = values_of(given, sheet, order)
                for named in VALUES.values():
                    if named.shown == "public" or isinstance(given, Case):
                        values.raw(named)
                    else:
                        with pytest.raises(Unreachable):
                            values.raw(named)
        assert resolve("children.1.name", sheet, [order]).read(values_of(empty, sheet, order)) == ""


def test_the_rich_case_answers_every_question_for_forms() -> None:
    answers = rich_answers("us-ma", "abuse-prevention")
    given = {re.sub(r"\.[a-z]\d+\.", ".*.", p) for p in answers.given}
    missing = {p for p, q in every_question() if q.for_forms} - given
    assert missing <= {
        "respondent.is_adult",  # asked only when the age is not known
        "incidents.*.how_often_words",
        "children.visits_other",
        "confidential.workplace",  # asked only where no hidden workplace was named
        "confidential.schoolplace",
    }


def test_an_answer_for_forms_goes_where_its_class_says() -> None:
    case, _, _ = rich_case("us-ma", "abuse-prevention")
    told = {re.sub(r"\.[a-z]\d+\.", ".*.", d.path) for d in case.told.details}
    kept = {re.sub(r"\.[a-z]\d+\.", ".*.", d.path) for d in case.kept.details}
    for path, question in every_question():
        if question.for_forms and path in told | kept:
            assert path in (told if question.shown.value == "public" else kept), path
            assert path not in (kept if question.shown.value == "public" else told), path
    assert not any(p.startswith("confidential.home") for p in told)


def test_what_was_said_about_an_event_ticks_yes_no_or_nothing() -> None:
    case, sheet, order = rich_case("us-ma", "abuse-prevention")
    values = values_of(case, sheet, order)

    def holds(name: str) -> bool:
        return bool(resolve(name, sheet, [order]).read(values))

    assert holds("events.1.witnessed.yes")
    assert holds("events.2.armed.yes")  # the worst one, with a hammer
    assert holds("events.2.injured.yes")
    assert holds("events.3.witnessed.no")  # 'none' was said
    assert holds("events.3.armed.no")
    assert holds("events.1.police_came.yes")
    assert holds("events.3.police_came.no")
    assert not any(
        holds(f"events.5.{k}.{a}") for k in ("witnessed", "armed", "injured") for a in ("yes", "no", "unknown")
    )
    assert not holds("events.6")
    assert holds("divorce_cases.1")
    assert not holds("custody_cases.1")


def test_a_public_form_refuses_a_case_with_secrets() -> None:
    case, sheet, order = rich_case("us-ma", "abuse-prevention")
    public = next(f for f in forms_of("us-ma") if not f.confidential)
    with pytest.raises(TypeError):
        entries_for(public, case, sheet, order)
    assert any(isinstance(e, TextEntry) for e in entries_for(public, public_case(case, order), sheet, order).entries)


def test_a_workplace_they_know_is_on_the_hidden_form_and_not_guarded() -> None:
    answers = rich_answers("us-ma", "abuse-prevention")
    del answers.given["confidential.work"]
    answers.put("confidential.workplace", "Larkspur Bakery")
    sheet = load("us-ma")
    order = sheet.order("abuse-prevention")
    case = case_from(answers, sheet)
    assert values_of(case, sheet, order)["work_name"] == "Larkspur Bakery"
    assert "Larkspur Bakery" not in [s.value for s in case.kept.secrets]
    answers.put("confidential.workplace", "None")
    assert values_of(case_from(answers, sheet), sheet, order)["work_name"] == ""


def test_people_beyond_the_rows_of_a_police_form_go_on_with_what_it_asks() -> None:
    """Six protected people on a form with four rows; the public form beside it tells nothing hidden of them."""
    sheet, order_id = load("us-ca"), "domestic-violence"
    order = sheet.order(order_id)
    answers = rich_answers("us-ca", order_id)
    for n in (answers.add("protected.people") for _ in range(3)):
        answers.put(f"protected.people.{n}.name", f"Person {n}")
        answers.put(f"protected.people.{n}.gender", "female")
        answers.put(f"protected.people.{n}.born", "1960-02-03")
    case = case_from(answers, sheet)
    assert len(case.told.protected) == 6
    forms = {f.folder: f for f in forms_of("us-ca")}
    hidden = entries_for(forms["clets-001"], case, sheet, order)
    assert [c.text for c in hidden.more] == [
        "Person p5, gender F, born 02/03/1960\nPerson p6, gender F, born 02/03/1960"
    ]
    assert any(isinstance(e, TickEntry) and e.field.endswith("item4cb[0]") for e in hidden.entries)
    public = entries_for(forms["dv-100"], public_case(case, order), sheet, order)
    told_there = next(c.text for c in public.more if c.field == "protected")
    assert told_there == "Person p5\nPerson p6"
