"""The invented case that uses everything once (rich_answers.yaml), for any place and order."""

from __future__ import annotations

from pathlib import Path

from conftest import TODAY

from assistant.answers import Answers
from assistant.answersfile import parse_answers
from assistant.case import Case, case_from
from assistant.jurisdiction import Order, Sheet, load

_TEXT = Path(__file__).with_name("rich_answers.yaml").read_text("utf-8")


def rich_answers(code: str, order_id: str) -> Answers:
    """Its answers, asking for everything this order offers."""
    order = load(code).order(order_id)
    head = f"place:\n  jurisdiction: {code}\norder:\n  type: {order_id}\n  temporary: yes\n"
    courts = [c for c in order.court.which if "Family" in c] or order.court.which
    head += f"  court: {courts[-1]}\n" if len(order.court.which) > 1 else ""
    head += "  county: Harrow\n  division: Stillwater Falls\n  judicial_district: Third\n  why_here: I live in this county.\n"
    head += "  court_address: 1 Court Square, Stillwater Falls\n  court_phone: 555-555-0101\n  case_number: 26-PO-0007\n  venue_reasons: [petitioner-lives, happened]\n"
    answers = parse_answers(head + _TEXT, "rich_answers.yaml", TODAY)
    answers.put("relief.items", [r.id for r in order.relief])
    for asked in order.petition_must_state:
        if asked.id is not None:
            answers.put(f"court.asks.{asked.id}.answer", f"What I can say about this ({asked.id}).")
    for item in order.relief:
        answers.put(f"relief.why.{item.id}.because", f"Because of November 12 ({item.id}).")
    return answers


def rich_case(code: str, order_id: str) -> tuple[Case, Sheet, Order]:
    """The case with its law."""
    sheet = load(code)
    return case_from(rich_answers(code, order_id), sheet), sheet, sheet.order(order_id)
