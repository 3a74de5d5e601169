"""What the petition must state, and what the law sheet itself does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from assistant.case.model import Told
from assistant.checks.view import View, hides_home, settled
from assistant.findings import Finding, Severity
from assistant.jurisdiction.facts import Fact
from assistant.jurisdiction.papers import MustState

Answered = Callable[[Told], object]

# topic -> (is it answered, the question that answers it). A topic with no entry fails the test of this table.
TOPIC_ANSWERS: Final[dict[str, tuple[Answered, str]]] = {
    "petitioner-identity": (lambda t: t.petitioner.name and t.petitioner.age is not None, "petitioner.name"),
    "mailing-address": (
        lambda t: t.petitioner.mailing_address or t.petitioner.mailing_email,
        "confidential.mailing_address",
    ),
    "address-risk": (lambda t: t.address_risk, "confidential.address_risk"),
    "respondent-identity": (lambda t: t.respondent.name or t.respondent.known_as, "respondent.name"),
    "respondent-age": (lambda t: t.respondent.age is not None, "respondent.age"),
    "relationship": (lambda t: t.relationships, "relationship.kinds"),
    "filer": (lambda t: t.filing_for == "self" or (t.filer and t.filer.name), "petitioner.filing_for"),
    "venue": (lambda t: t.why_here, "order.why_here"),
    "order-type": (lambda t: t.order, "order.type"),
    "description": (lambda t: any(i.story for i in t.incidents), "incidents"),
    "specific-facts": (lambda t: any(i.story for i in t.incidents), "incidents"),
    "injuries-weapons-police": (
        lambda t: any(i.injury or i.weapon or i.police.level for i in t.incidents),
        "incidents",
    ),
    "continuing-danger": (lambda t: t.effects.fear_next, "effects.fear_next"),
    "effect": (lambda t: t.effects.story or t.effects.changes or any(i.effect for i in t.incidents), "effects.story"),
    "other-cases": (lambda t: t.cases or "cases.list" in t.none_of, "cases.list"),
    "prior-orders": (lambda t: t.prior_orders or "cases.orders" in t.none_of, "cases.orders"),
    "orders-against-petitioner": (lambda t: t.against_me, "cases.against_me"),
    "firearms": (lambda t: t.firearms.has, "weapons.has"),
    "work-gun": (lambda t: t.detail("weapons.work_gun"), "weapons.work_gun"),
    "children": (lambda t: t.children or "children.list" in t.none_of, "children.list"),
    "children-cases": (lambda t: t.children_cases or "children.list" in t.none_of, "children.cases"),
    "protected-people": (lambda t: t.protected or "protected.people" in t.none_of, "protected.people"),
    "shared-places": (lambda t: t.shared_places, "relationship.shared_places"),
    "told-respondent": (lambda t: t.told_respondent, "relief.told"),
    "fee-basis": (lambda t: t.fee_basis, "relief.fee_basis"),
    "hearing-wanted": (lambda t: t.hearing_wanted is not None, "relief.hearing"),
    "order-length": (lambda t: t.order_length, "relief.length"),
    "vulnerability": (lambda t: t.petitioner.vulnerability, "petitioner.vulnerability"),
    "only-financial": (lambda t: t.only_financial is not None, "relief.only_financial"),
    "attached-pages": (lambda t: True, "exhibits"),  # counted when the papers are made
    "indian-child": (lambda t: t.indian_child, "children.indian_child"),
    "time-since-incident": (lambda t: t.effects.why_now, "effects.why_now"),
    "own-question": (lambda t: all(a.text for a in t.own_answers), "court.asks"),
}


# Where a topic has more than one question, the first of these without a value mends it.
_PARTS: Final[dict[str, tuple[tuple[Answered, str], ...]]] = {
    "petitioner-identity": (
        (lambda t: t.petitioner.name, "petitioner.name"),
        (lambda t: t.petitioner.age is not None, "petitioner.age"),
    ),
}


def _mend(t: Told, topic: str) -> str:
    return next((path for there, path in _PARTS.get(topic, ()) if not there(t)), TOPIC_ANSWERS[topic][1])


def _applies(item: MustState, v: View) -> bool:
    t = v.told
    return {
        "always": True,
        "children": bool(t.children) or t.has_children is True,
        "firearms": t.firearms.has in ("yes", "maybe"),
        "minor": t.petitioner.age is not None and t.petitioner.age < 18,
        "on-behalf": t.filing_for in ("child", "adult"),
        "address-withheld": hides_home(v),
        "temporary-order": t.temporary is True,
    }[item.when]


def must_state(v: View) -> Iterator[Finding]:
    """Each thing the law or the form asks a petition to state, with no answer. 'I do not know' is an answer, and noted."""
    seen: set[str] = set()
    for item in v.order.petition_must_state:
        answered, _ = TOPIC_ANSWERS[item.topic]
        own = next((a for a in v.told.own_answers if a.id == item.id), None) if item.id else None
        there = own is not None and own.text if item.id else answered(v.told)
        if not _applies(item, v) or there or (item.id or item.topic) in seen:
            continue
        seen.add(item.id or item.topic)
        path = f"court.asks.{item.id}.answer" if item.id else _mend(v.told, item.topic)
        known = settled(v.told.gaps, path)
        label = item.label[0].lower() + item.label[1:] if not item.label[:2].isupper() else item.label
        yield Finding(
            "P01-must-state",
            Severity.NOTE if known else Severity.FIX,
            "The petition",
            path,
            f"The form or law asks for this: {label}."
            + (" You said you do not know or would rather not say." if known else " It is not filled in yet."),
            f"Petition must state: {item.label}." + (" Asked; not known or declined." if known else ""),
            item.cite or v.order.statute,
        )


def not_settled(v: View) -> Iterator[Finding]:
    """One note on what the sheet itself does not know about the law used here."""
    order = v.order
    facts: list[tuple[str, Fact]] = [
        ("court", order.court),
        ("fee", order.fee),
        ("who files", order.petitioner),
        ("relationship", order.relationship),
        ("declaration", order.declaration),
        ("hearing", order.procedure.hearing),
        ("service", order.procedure.service),
        *((g.label, g) for g in order.grounds),
    ]
    open_points = [f"{name}: {fact.not_settled}" for name, fact in facts if fact.not_settled]
    if open_points:
        yield Finding(
            "P04-not-settled",
            Severity.NOTE,
            "The law sheet",
            "order.type",
            "Some points of the law were not settled in the sources this program read. A lawyer or the court can tell. They are "
            "listed on the next-steps page.",
            " | ".join(open_points),
            f"law sheet as of {v.sheet.as_of.isoformat()}",
        )
