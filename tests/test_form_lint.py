"""Form maps written wrong, one thing at a time: every problem is told at once, with file, line and remedy. And what the
boxes get from a case in the odd corners."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from rich import rich_answers, rich_case

from assistant.case import case_from
from assistant.disclosure import public_case
from assistant.forms.contents import Entries, entries_for
from assistant.forms.edition import Edition, write_fields
from assistant.forms.mapping import Form, lint, read_form
from assistant.forms.model import ChoiceEntry, Field, TextEntry, TickEntry, Widget
from assistant.jurisdiction import load

CODE, ORDER = "us-ma", "abuse-prevention"
AT = (0.0, 0.0, 100.0, 20.0)


def field(name: str, kind: str = "text", *states: tuple[str, ...], **more: object) -> Field:
    widgets = tuple(Widget(1, AT, on) for on in states) or (Widget(1, AT, ("Yes",) if kind == "tick" else ()),)
    return Field(name, kind, widgets, **more)  # type: ignore[arg-type]


FIELDS = (
    field("name"),
    field("story", multiline=True),
    field("yes", "tick"),
    field("no", "tick"),
    field("more", "tick"),
    field("sex", "tick", ("M",), ("F",)),
    field("born", format="date mm/dd/yyyy"),
    field("county", "combo", options=(("", " "), ("HA", "Harrow"), ("ST", "Stone"))),
    field("child_1"),
    field("print", "button"),
    field("sign", "signature"),
)
HEAD = """number: XX-1
title: An invented form
edition: "01/2026"
serves: [abuse-prevention]
use: mandatory
readers: [court, served]
confidential: false
position: 1
when: always
because: It is invented.
url: null
"""
GOOD = """one_of:
  - ["yes", "no"]
more: {children: {item: item 4, attached_box: more}}
boxes:
  name: {value: petitioner_name}
  story: {long: statement, overflow: {item: item 3, attached_box: more}}
  "yes": {tick: firearms.yes}
  "no": {tick: firearms.no}
  sex: {on: {M: {tick: respondent_gender.male}, F: {tick: respondent_gender.female}}}
  born: {value: latest_date}
  county: {value: county}
  child_1: {sentence: "{children.1.name}, {children.1.age}"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / CODE / "forms" / "xx-1"
    made.mkdir(parents=True)
    edition = Edition(FIELDS, "XX-1", "An invented form", "01/2026", ((612.0, 792.0),), (frozenset({"a"}),))
    (made / "fields.yaml").write_text(write_fields(edition), "utf-8")
    return made


def problems(folder: Path, boxes: str, head: str = HEAD) -> list[str]:
    (folder / "form.yaml").write_text(head + boxes, "utf-8")
    return [str(p) for p in lint(folder, load(CODE))]


def form(folder: Path, boxes: str = GOOD, head: str = HEAD) -> Form:
    (folder / "form.yaml").write_text(head + boxes, "utf-8")
    made, wrong = read_form(folder, load(CODE))
    assert made is not None
    assert wrong == []
    return made


def test_a_good_map_has_no_problem(folder: Path) -> None:
    assert problems(folder, GOOD) == []


WRONG = [
    ("  name: {value: petitioner_name}\n", "", "nothing is said about 'name'"),
    ("  name:", "  nmae:", "the blank has no field 'nmae'"),
    ("petitioner_name", "petitioner_nmae", "is not a named value. Near it: petitioner_name"),
    ("{value: petitioner_name}", "{value: home_address}", "'home_address' is confidential"),
    ("{value: petitioner_name}", "{value: statement}", "'statement' is a long text"),
    ("{value: petitioner_name}", "{tick: firearms.yes}", "it cannot be ticked"),
    ("{value: petitioner_name}", "{value: firearms.yes}", "is a condition, not words"),
    ("{value: petitioner_name}", "{value: petitioner_name, tick: firearms.yes}", "write exactly one of"),
    ("{value: petitioner_name}", "{left: not-supported}", "say in reason why"),
    ("{value: petitioner_name}", "{left: not-decided}", "left"),
    ("{value: petitioner_name}", "{sentence: fixed words}", "holds at least one {name}"),
    ("{value: petitioner_name}", "{worth: petitioner_name}", "'worth' is not a key"),
    ("{value: petitioner_name}", "{value: children.0.name}", "is not a named value"),
    ("{value: petitioner_name}", "{value: children.1.nam}", "has no part 'nam'"),
    (
        "overflow: {item: item 3, attached_box: more}",
        "overflow: {item: item 3, attached_box: born}",
        "not one box to tick",
    ),
    (", overflow: {item: item 3, attached_box: more}", "", "a long text needs overflow"),
    ("tick: firearms.yes", "tick: firearms.yse", "there is no 'yse'. There are: maybe, no, unknown, yes."),
    ("tick: firearms.yes", "tick: petitioner_name", "is no condition"),
    ("tick: firearms.yes", "value: petitioner_name", "takes no text"),
    ("tick: firearms.yes", "tick: relief.no-abuze", "there is no 'no-abuze'"),
    ("{M: {tick: respondent_gender.male}, ", "{X: {tick: respondent_gender.male}, ", "has no on-state 'X'"),
    ("{M: {tick: respondent_gender.male}, ", "{", "nothing is said about on-state 'M'"),
    (
        "{on: {M: {tick: respondent_gender.male}, F: {tick: respondent_gender.female}}}",
        "{tick: firearms.yes}",
        "several on-states",
    ),
    ("more: {children: {item: item 4, attached_box: more}}\n", "", "a case may have more"),
    ("more: {children:", "more: {protected: {item: x}, children:", "no box reads rows of 'protected'"),
    ('["yes", "no"]', '["yes", "noo"]', "the blank has no field 'noo'"),
]


@pytest.mark.parametrize(("old", "new", "says"), WRONG, ids=[w[2] for w in WRONG])
def test_each_mistake_is_told(folder: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    found = problems(folder, GOOD.replace(old, new, 1))
    assert any(says in p for p in found), found
    assert all(p.startswith(f"{CODE}/forms/xx-1/form.yaml:") for p in found)


def test_an_exact_name_wins_over_a_pattern_and_two_patterns_are_a_problem(folder: Path) -> None:
    assert problems(folder, GOOD.replace("  name:", "  'na*': {value: county}\n  name:")) == []
    two = GOOD.replace("  name:", "  'na*': {value: county}\n  'nam*':")
    assert any("'name' has two rules" in p for p in problems(folder, two))
    assert any("has two rules" in p for p in problems(folder, GOOD + "left:\n  - {left: court, boxes: [name]}\n"))


HEADS = [
    ("serves: [abuse-prevention]", "serves: [no-such-order]", "is no order of"),
    ("confidential: false", "confidential: true", "confidential or law-enforcement readers alone"),
    ("readers: [court, served]", "readers: [law-enforcement]", "says confidential: true"),
    ("when: always", "when: [firearms.perhaps]", "there is no 'perhaps'"),
    ("when: always", "when: [petitioner_name]", "is no condition"),
    ("when: always", "when: sometimes", "when"),
    ("use: mandatory\n", "", "'use' is missing"),
    ("url: null", "url: null\nlisted_as: Nothing", "law.yaml lists no form 'Nothing'"),
    ("url: null", "url: null\nplaces: [fly]", "nothing these orders offer"),
]


@pytest.mark.parametrize(("old", "new", "says"), HEADS, ids=[h[2] for h in HEADS])
def test_each_mistake_in_the_keys_is_told(folder: Path, old: str, new: str, says: str) -> None:
    assert old in HEAD
    found = problems(folder, GOOD, HEAD.replace(old, new, 1))
    assert any(says in p for p in found), found


def test_all_mistakes_at_once_with_their_lines(folder: Path) -> None:
    text = GOOD.replace("petitioner_name", "no_such_value").replace("firearms.no", "firearms.perhaps")
    found = problems(folder, text)
    lines = (HEAD + text).split("\n")
    at = {next(n for n, line in enumerate(lines, 1) if word in line) for word in ("no_such_value", "firearms.perhaps")}
    assert {int(p.split(":")[1]) for p in found} == at


def forms(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", "forms", *args], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_lint_says_so_and_leaves_with_status_two() -> None:
    done = forms("lint")
    assert done.returncode == 0, done.stdout
    assert "no problem" in done.stdout
    assert forms("lint", "nowhere").returncode == 2


def test_the_vocabulary_can_be_looked_through() -> None:
    done = forms("values", "which_court", "--place", CODE)
    assert "district-court" in done.stdout
    assert "(confidential)" in forms("values", "home_address").stdout
    assert "children.N.born" in forms("values", "children").stdout


def test_the_forms_a_case_needs_are_told_with_why_and_where(tmp_path: Path) -> None:
    answers = str(ROOT / "samples" / "ma-former-partner" / "answers.yaml")
    done = forms("needed", "--answers", answers, "--forms", str(tmp_path / "none"))
    assert done.returncode == 0, done.stderr
    said = done.stdout
    assert "Why: This is the form that asks the court for the order." in said
    assert "Who reads it: the court alone." in said
    assert "is not in your library" in said
    assert "Child Support" not in said  # nobody asked for it
    assert "The court has another one (09/2024)" in said
    assert "Defendant Information Form" in said
    assert "Nguy" not in said  # no name of the case


# -- what the boxes get --------------------------------------------------------------------------------


def entries(form: Form, **answers: object) -> Entries:
    given = rich_answers(CODE, ORDER)
    for path, value in answers.items():
        given.put(path.replace("__", "."), value)
    sheet = load(CODE)
    order = sheet.order(ORDER)
    return entries_for(form, public_case(case_from(given, sheet), order), sheet, order)


def by_field(made: Entries) -> dict[str, object]:
    return {e.field: e for e in made.entries}


def test_ticks_texts_choices_and_rows(folder: Path) -> None:
    made = entries(form(folder))
    found = by_field(made)
    assert found["yes"] == TickEntry("yes", "Yes")
    assert "no" not in found
    assert found["sex"] == TickEntry("sex", "M")
    assert found["county"] == ChoiceEntry("county", "HA")
    assert found["more"] == TickEntry("more", "Yes")  # there are more children than rows
    assert [c.item for c in made.more] == ["item 4"]
    assert made.more[0].text.split("\n") == ["Bram Haskett, age 6", "Linnet O'Brannigan, age 13"]
    story = found["story"]
    assert isinstance(story, TextEntry)
    assert story.overflow is not None
    assert story.overflow.attached_box == TickEntry("more", "Yes")


def test_unknown_is_not_no(folder: Path) -> None:
    from assistant.answers import Status

    answers = rich_answers(CODE, ORDER)
    answers.mark("weapons.has", Status.UNKNOWN)
    sheet = load(CODE)
    order = sheet.order(ORDER)
    made = entries_for(form(folder), public_case(case_from(answers, sheet), order), sheet, order)
    assert not {"yes", "no"} & by_field(made).keys()


def test_a_choice_the_list_does_not_offer_is_said(folder: Path) -> None:
    made = entries(form(folder), order__county="Elsewhere")
    assert "county" not in by_field(made)
    assert any("does not offer 'Elsewhere'" in n for n in made.notes)


def test_a_date_that_is_not_exact_is_not_forced_into_a_box_for_dates(folder: Path) -> None:
    made = entries(form(folder), incidents__i1__when={"edtf": "2026-12~"})
    assert "born" not in by_field(made)
    assert any("Write it by hand" in n for n in made.notes)
    exact = by_field(entries(form(folder)))["born"]
    assert isinstance(exact, TextEntry)
    assert exact.text == "11/12/2026"


def test_a_sentence_shows_a_line_for_what_is_not_known(folder: Path) -> None:
    answers = rich_answers(CODE, ORDER)
    del answers.given["children.list.l1.age"]
    sheet = load(CODE)
    order = sheet.order(ORDER)
    made = by_field(entries_for(form(folder), public_case(case_from(answers, sheet), order), sheet, order))
    assert made["child_1"].text == "Ida Haskett, ________"  # type: ignore[attr-defined]
    answers.put("children.list", False)
    answers.items["children.list"] = []
    made = by_field(entries_for(form(folder), public_case(case_from(answers, sheet), order), sheet, order))
    assert "child_1" not in made


def test_two_ticks_of_a_one_of_group_are_both_left_and_said(folder: Path) -> None:
    text = GOOD.replace('"no": {tick: firearms.no}', '"no": {tick: has_children.yes}')
    made = entries(form(folder, text))
    assert not {"yes", "no"} & by_field(made).keys()
    assert any("Only one of these can be ticked" in n for n in made.notes)


def test_a_group_is_filled_only_where_its_condition_holds(folder: Path) -> None:
    text = GOOD.replace("  name: {value: petitioner_name}\n", "") + (
        "groups:\n  - when: [firearms.no]\n    boxes:\n      name: {value: petitioner_name}\n"
    )
    assert "name" not in by_field(entries(form(folder, text)))
    assert "name" in by_field(entries(form(folder, text), weapons__has="no"))


def test_rows_written_once_stand_for_all(folder: Path) -> None:
    text = GOOD.replace('  child_1: {sentence: "{children.1.name}, {children.1.age}"}\n', "") + (
        'groups:\n  - prefix: child_\n    each: 1-1\n    boxes: {"{n}": {value: "children.{n}.name"}}\n'
    )
    found = by_field(entries(form(folder, text)))
    assert found["child_1"].text == "Ida Haskett"  # type: ignore[attr-defined]


def test_the_rest_of_a_list_can_have_a_box_of_its_own(folder: Path) -> None:
    text = GOOD.replace("more: {children: {item: item 4, attached_box: more}}\n", "").replace(
        "{long: statement, overflow", "{long: children.2+.row, overflow"
    )
    made = entries(form(folder, text))
    assert by_field(made)["story"].text.startswith("Bram Haskett")  # type: ignore[attr-defined]
    assert made.more == ()


def test_a_form_can_want_what_does_not_fit_whole_in_the_attachment(folder: Path) -> None:
    made = by_field(entries(form(folder, GOOD, HEAD + "repeat: true\n")))
    assert made["story"].overflow.repeat_whole  # type: ignore[attr-defined]
    assert not by_field(entries(form(folder)))["story"].overflow.repeat_whole  # type: ignore[attr-defined]


def test_part_of_a_date_and_whether_a_text_is_there(folder: Path) -> None:
    text = GOOD.replace("{value: petitioner_name}", '{sentence: "{respondent_born.day}/{respondent_born.month}"}')
    text = text.replace("tick: firearms.yes", "tick: other_request.given")
    found = by_field(entries(form(folder, text)))
    assert found["name"].text == "09/09"  # type: ignore[attr-defined]
    assert "yes" in found


def test_the_case_that_is_rich_is_rich() -> None:
    case, _, _ = rich_case(CODE, ORDER)
    assert len(case.told.children) == 3
    assert len(case.told.incidents) == 5
