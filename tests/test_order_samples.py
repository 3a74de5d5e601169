"""An invented case for every order of every place, and what its papers say: a change of law shows as a readable difference.

A golden text that is missing is written once and the test fails, so that somebody reads it. To take a new text
for right, delete the file and run again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, TODAY

from assistant.answersfile import read_answers
from assistant.case import case_from
from assistant.checks import check, support
from assistant.disclosure import public_case
from assistant.documents.declaration import declaration
from assistant.documents.next_steps import next_steps
from assistant.documents.things_to_check import things_to_check
from assistant.findings import Severity
from assistant.jurisdiction import codes, load

FOLDER = ROOT / "samples" / "orders"
ORDERS = [(code, order.id) for code in codes() for order in load(code).orders]


def golden(file: Path) -> str:
    """Everything the papers of one sample say."""
    answers = read_answers(file, TODAY)
    sheet = load(answers.value("place.jurisdiction"))
    order = sheet.order(answers.value("order.type"))
    case = case_from(answers, sheet)
    findings = check(case, sheet, TODAY)
    parts = {
        "declaration": declaration(public_case(case, order), sheet, order, {}, draft=True),
        "next steps": next_steps(case, sheet, order),
        "things to check": things_to_check(case, sheet, order, findings, support(case, order, TODAY)),
    }
    return "\n".join(f"===== {name} =====\n" + "\n".join(paper.texts()) for name, paper in parts.items()) + "\n"


@pytest.mark.parametrize(("code", "order"), ORDERS)
def test_every_order_has_a_sample_and_its_papers_say_what_they_said(code: str, order: str) -> None:
    file = FOLDER / code / f"{order}.yaml"
    assert file.exists(), f"write an invented short case: {file.relative_to(ROOT)}"
    answers = read_answers(file, TODAY)
    assert (answers.value("place.jurisdiction"), answers.value("order.type")) == (code, order)
    text, expected = golden(file), file.with_suffix(".txt")
    if not expected.exists():
        expected.write_text(text, "utf-8")
        pytest.fail(f"written for the first time, read it: {expected.relative_to(ROOT)}")
    assert text == expected.read_text("utf-8"), (
        f"{expected.relative_to(ROOT)} differs: if the new text is right, delete the file and run again"
    )


@pytest.mark.parametrize(("code", "order"), ORDERS)
def test_a_sample_is_complete_for_its_order(code: str, order: str) -> None:
    """Nothing that stops a final packet, no ground without a count, no relationship the order does not name."""
    answers = read_answers(FOLDER / code / f"{order}.yaml", TODAY)
    sheet = load(code)
    found = check(case_from(answers, sheet), sheet, TODAY)
    assert not [f for f in found if f.severity is Severity.BLOCK]
    assert not {f.id for f in found} & {
        "F04-count-below-rule",
        "F03-outside-window",
        "F15-relationship",
        "F15-other-order",
    }
    assert not [f for f in found if f.id == "P01-must-state" and f.severity is Severity.FIX]
