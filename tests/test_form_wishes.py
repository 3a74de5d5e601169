"""What is asked of the court in detail: answers in, the right boxes of the court's forms out; unknown is never no."""

from __future__ import annotations

from typing import Any

import pytest
from rich import rich_answers

from assistant.answers import Status
from assistant.case import case_from
from assistant.disclosure import public_case
from assistant.forms.contents import entries_for
from assistant.forms.mapping import forms_of
from assistant.forms.model import TextEntry, TickEntry
from assistant.jurisdiction import load

SKIP = object()  # the question was asked and skipped


def boxes(folder: str, changes: dict[str, Any]) -> dict[str, str]:
    """The filled boxes by the ends of their names that tests speak of; a tick is 'x'."""
    sheet = load("us-ca")
    order = sheet.order("domestic-violence")
    answers = rich_answers("us-ca", order.id)
    for path, value in changes.items():
        if value is SKIP:
            answers.mark(path, Status.SKIPPED)
        else:
            answers.put(path, value)
            if value is False and path in answers.items:
                answers.items[path] = []  # there is none of these
    case = case_from(answers, sheet)
    form = next(f for f in forms_of("us-ca") if f.folder == folder)
    made = entries_for(form, case if form.confidential else public_case(case, order), sheet, order)
    return {
        e.field: "x" if isinstance(e, TickEntry) else e.text
        for e in made.entries
        if isinstance(e, TickEntry | TextEntry)
    }


def at(found: dict[str, str], ends: str) -> list[str]:
    """The values of the boxes whose names hold these words."""
    return [value for name, value in found.items() if ends in name]


@pytest.mark.parametrize(
    ("said", "hundred", "other"),
    [
        ("100 yards", True, ""),
        ("300 feet", True, ""),
        ("100 YDS.", True, ""),
        ("200 yards", False, "200 yards"),
        ("100 yards, and 5 miles from the school", False, "100 yards, and 5 miles from the school"),
        (SKIP, False, ""),
    ],
)
def test_how_far_to_stay_away(said: Any, hundred: bool, other: str) -> None:
    found = boxes("dv-100", {"relief.distance": said})
    assert at(found, "CheckBox12b1[0]") == (["x"] if hundred else [])
    assert at(found, "CheckBox12b2[0]") == (["x"] if other else [])
    assert at(found, "FillText8Yards") == ([other] if other else [])


@pytest.mark.parametrize(("near", "yes", "no"), [("no", False, True), ("building", True, False), (SKIP, False, False)])
def test_living_near(near: Any, yes: bool, no: bool) -> None:
    found = boxes("dv-100", {"relief.living_near": near})
    assert ("DV-100[0].Page7[0].List12[0].Li3[0].YesSub[0].YesNo12c_cb[0]" in found, at(found, "Li3[0].YesNo12c")) == (
        yes,
        ["x"] if no else [],
    )


def test_nothing_stands_below_an_order_that_is_not_asked_for() -> None:
    found = boxes("dv-100", {"relief.items": ["no-abuse"]})
    for part in ("List12", "List13", "List16", "List17", "List22", "List23", "List24", "List28"):
        assert at(found, part) == [], part
    assert at(found, "List10") == ["x"]


@pytest.mark.parametrize(
    ("in_force", "lately", "ticked", "dates"),
    [
        (True, SKIP, "yes", ["February 4, 2025", "February 18, 2025"]),
        (False, True, "yes", ["February 4, 2025", "February 18, 2025"]),
        (False, False, "no", []),
        (False, SKIP, "", []),
        (SKIP, SKIP, "", []),
    ],
)
def test_orders_that_count_are_in_force_or_ended_lately(
    in_force: Any, lately: Any, ticked: str, dates: list[str]
) -> None:
    item = next(iter(rich_answers("us-ca", "domestic-violence").ids("cases.orders")))
    found = boxes("dv-100", {f"cases.orders.{item}.in_force": in_force, f"cases.orders.{item}.ended_lately": lately})
    assert at(found, "YesNo4a_cb[0]") == (["x"] if ticked == "no" else [])
    assert at(found, "YesNo4a_cb[1]") == (["x"] if ticked == "yes" else [])
    assert at(found, "List1[0].Li1[0].DateField") == dates


@pytest.mark.parametrize(
    ("kinds", "kin", "ticked"),
    [
        (["sibling"], SKIP, ["CheckBox1", "CheckBox3"]),
        (["in-law"], ["parent"], ["CheckBox1", "CheckBox2"]),
        (["in-law"], [], []),
        (["in-law"], SKIP, []),
        (["other-relative"], SKIP, []),
        (["parent"], ["sibling"], ["CheckBox1", "CheckBox2"]),  # 'kin' does not apply: no in-law was named
    ],
)
def test_relatives_as_the_form_groups_them(kinds: list[str], kin: Any, ticked: list[str]) -> None:
    found = boxes("dv-100", {"relationship.kinds": kinds, "relationship.kin": kin})
    assert [n.split(".")[-1].removesuffix("[0]") for n in found if "List3[0].Li6[0]" in n] == ticked


def test_roommates_are_no_family() -> None:
    found = boxes("dv-100", {"relationship.kinds": ["roommate"]})
    assert at(found, "Li7[0].CheckBox2[0]") == ["x"]
    assert at(found, "YesNo3g_cb[0]") == []
    assert at(found, "YesNo3g_cb[1]") == ["x"]


@pytest.mark.parametrize(
    ("guns", "armor", "state"),
    [
        ("no", "no", 0),
        ("no", SKIP, None),
        ("no", "unknown", 1),
        ("maybe", "no", 1),
        ("no", "yes", 2),
        ("yes", SKIP, 2),
    ],
)
def test_guns_or_body_armor(guns: str, armor: Any, state: int | None) -> None:
    found = boxes("clets-001", {"weapons.has": guns, "weapons.armor": armor})
    assert [n for n in (0, 1, 2) if at(found, f"item1firearmME[{n}]")] == ([] if state is None else [state])


@pytest.mark.parametrize(
    ("visits", "pro", "ticked"),
    [
        ("none", SKIP, ["ChoiceItem10[0]"]),
        ("allow", SKIP, ["ChoiceItem10[1]", "ChoiceItem11[1]"]),
        ("center", SKIP, ["ChoiceItem10[1]", "ChoiceItem11[0]", "choiceItem12a[1]"]),
        ("supervised", False, ["ChoiceItem10[1]", "ChoiceItem11[0]", "choiceItem12a[0]", "RightCaptionItem12b[2]"]),
        (
            "exchange",
            False,
            ["ChoiceItem10[1]", "ChoiceItem11[1]", "ChoiceItem13aNoYes[0]", "ChoiceItem13aSupervExch[0]"],
        ),
        ("nothing", SKIP, []),
        (SKIP, SKIP, []),
    ],
)
def test_visits(visits: Any, pro: Any, ticked: list[str]) -> None:
    found = boxes("dv-105", {"children.visits": visits, "children.visits_pro": pro})
    pages = [n for n in found if found[n] == "x" and ("List1" in n and any(f"List{k}" in n for k in (10, 11, 12, 13)))]
    assert len(pages) == len(ticked)
    assert all(any(n.endswith(t) for t in ticked) for n in pages)


def test_an_answer_of_none_says_no_and_a_skipped_one_says_nothing() -> None:
    none = boxes("dv-105", {"children.travel": [], "children.records": []})
    assert at(none, "item6NY[0]") == ["x"]
    assert at(none, "ChoiceItem7[0]") == ["x"]
    skipped = boxes("dv-105", {"children.travel": SKIP, "children.records": SKIP})
    assert at(skipped, "item6NY") == []
    assert at(skipped, "ChoiceItem7") == []


def test_children_of_both_stand_oldest_first() -> None:
    answers = rich_answers("us-ca", "domestic-violence")
    first, second, third = answers.ids("children.list")
    changes = {
        f"children.list.{first}.age": {"years": 3, "about": False},
        f"children.list.{second}.age": {"years": 16, "about": False},
        f"children.list.{third}.whose": "ours",
    }
    found = boxes("dv-105", changes)
    names = [found[f"DV-105[0].Page1[0].List3[0].Li1[0].TextField{n}[0]"] for n in (1, 2, 3)]
    assert names == ["Bram Haskett", "Linnet O'Brannigan", "Ida Haskett"]
    assert not at(found, "DateField")  # a child's date of birth is on no public form


def test_no_case_is_told_only_where_none_about_a_child_is_either() -> None:
    none = {"cases.list": False}
    assert at(boxes("dv-100", none), "YesNo4b_cb") == []
    found = boxes("dv-100", {**none, "children.cases": "No"})
    assert (at(found, "YesNo4b_cb[0]"), at(found, "YesNo4b_cb[1]")) == (["x"], [])
