"""A law sheet and a case of our own for the tests of checks. Each uses everything once; a test changes one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.answers import Answers, Status
from assistant.case import (
    Case,
    Child,
    Detail,
    Effects,
    Exhibit,
    Firearms,
    Incident,
    Kept,
    OriginalFile,
    Petitioner,
    Police,
    Protected,
    Request,
    Respondent,
    Secret,
    Told,
    Witness,
)
from assistant.checks import check
from assistant.dates import When
from assistant.findings import Finding
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.vocabulary import TOPICS

TODAY = date(2026, 6, 15)
STORY = "Pat stood at the gate and knocked on it with his fist seven times, then he walked off down the road."
S: dict[str, Any] = {"src": ["s1"]}


def element(id: str, *shown_by: str) -> dict[str, Any]:
    return {"id": id, "label": id, "cite": f"Code 1({id})", "shown_by": list(shown_by)}


def ground(id: str = "acts", **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "label": id,
        "definition": "x",
        "conduct": ["following", "property-damage"],
        "minimum_incidents": 3,
        "one_episode_counts_once": True,
        "within": None,
        "cite": f"Code 2({id})",
        "not_settled": None,
        "elements": [element("fear", "fear", "effect"), element("intent", "judgement"), element("again", "repeated")],
        **S,
        **more,
    }


def order_data() -> dict[str, Any]:
    stated = {"text": "x", **S}
    always = [
        {"label": f"Tell {t}", "topic": t, "cite": f"Form 1 {t}", **S}
        for t in TOPICS
        if t not in ("indian-child", "own-question")
    ]
    return {
        "id": "order",
        "name": "Safe Order",
        "also_called": [],
        "statute": "Code 1-9",
        "choose_when": stated,
        "court": {
            "name": "Court",
            "which": ["Court"],
            "caption": {"lines": ["x"], "petitioner": "P", "respondent": "R", "versus": None},
            "case_number_label": "No.",
            "venue": None,
            **S,
        },
        "fee": {"amount": None, "waived_when": None, **S},
        "petitioner": {
            "minimum_age": 16,
            "minor_rule": "A parent files.",
            "on_behalf": ["parent"],
            "cite": "Code 3",
            **S,
        },
        "relationship": {"required": True, "any_of": ["neighbor"], "cite": "Code 4", **S},
        "grounds": [ground(), ground("weighed", lawyer_only=True, minimum_incidents=None)],
        "time_limit": {"newest_incident_within_days": None, **S},
        "petition_must_state": [
            *always,
            {"label": "Indian child", "topic": "indian-child", "when": "children", "cite": "Form 2", **S},
        ],
        "narrative_prompts": {"ask": [], **S},
        "chronology": {"order": None, **S},
        "relief": [{"id": "no-contact", "label": "No contact", "cite": "Code 5", **S}],
        "standard_of_proof": {"temporary": None, "final": None, **S},
        "declaration": {
            "kind": "unsworn-under-penalty-of-perjury",
            "text": "I declare",
            "must_show": ["date", "place"],
            "notary_needed": False,
            "cite": "Code 6",
            **S,
        },
        "forms": [],
        "confidentiality": {"address": "kept", "form": None, "program": None, "cite": "Code 7", **S},
        "redaction": [
            {"what": w, "keep": k, "rule": "Rule", "cite": "Rule 8", **S}
            for w, k in (
                ("minor-name", "initials"),
                ("social-security-number", "last-four"),
                ("financial-account", "last-four"),
            )
        ],
        "exhibits": {"labels": "letters", "rules": None, "cite": "Rule 9", **S},
        "procedure": {
            "temporary_order": {"name": "t", "decided": None, "lasts": None, **S},
            "hearing": {"within_days": None, **S},
            "service": {"who": None, "days_before_hearing": None, "cost": None, "proof_form": None, **S},
            "final_order_lasts": stated,
            "renewal": stated,
        },
    }


def sheet(**changes: Any) -> Sheet:
    """`grounds=[...]` or any other part of the order by name."""
    return Sheet.model_validate(
        {
            "code": "xx",
            "name": "Somewhere",
            "as_of": "2026-01-01",
            "confidence": "high",
            "terms": {
                "petitioner": "petitioner",
                "respondent": "respondent",
                "declaration": "Declaration",
                "order": "order",
                **S,
            },
            "orders": [{**order_data(), **changes}],
            "help": [],
            "open_questions": [],
            "sources": {"s1": {"url": "https://example.org", "title": "x", "date": None, "supports": ["x"]}},
        }
    )


def order(**changes: Any) -> Order:
    return sheet(**changes).orders[0]


def incident(n: int, when: str | None = "", **more: Any) -> Incident:
    """A full one: dated, placed, told, known, with its effect. `when=None` has no date."""
    day = None if when is None else When(when or f"2026-06-{n:02}")
    values: dict[str, Any] = {
        "id": f"i{n}",
        "number": n,
        "title": f"gate {n}",
        "when": day,
        "time": "9:00 p.m.",
        "place": f"the gate, day {n}",
        "conduct": ("property-damage",),
        "story": STORY,
        "how_known": "I saw him.",
        "effect": "I was afraid.",
        "police": Police(level="none"),
        **more,
    }
    return Incident(**values)


def told(**changes: Any) -> Told:
    values: dict[str, Any] = dict.fromkeys(Told.__dataclass_fields__)
    values |= {
        "jurisdiction": "xx",
        "order": "order",
        "court": "Court",
        "county": "Reed",
        "why_here": "I live here.",
        "filing_for": "self",
        "petitioner": Petitioner(name="Robin Vale", age=30, mailing_address="PO Box 9", vulnerability="none"),
        "protected": (),
        "respondent": Respondent(name="Pat Crane", age=40),
        "relationships": ("neighbor",),
        "incidents": (incident(1), incident(2), incident(3)),
        "effects": Effects((), "I do not sleep.", "He may come back.", "It grew worse."),
        "shared_places": "no",
        "firearms": Firearms(has="no"),
        "has_children": False,
        "children": (),
        "children_cases": "no",
        "cases": (),
        "prior_orders": (),
        "against_me": "No.",
        "exhibits": (),
        "requests": (Request("no-contact", "No contact", "Code 5", "He knocks."),),
        "temporary": False,
        "order_length": "a year",
        "hearing_wanted": True,
        "told_respondent": "no",
        "fee_basis": "income",
        "address_risk": "he asked for it",
        "only_financial": False,
        "signing_place": "Reed",
        "own_answers": (),
        "details": (Detail("weapons.work_gun", "no"),),
        "left_out": (),
        "hides_address": False,
        "gaps": {},
        "none_of": frozenset({"children.list", "cases.list", "cases.orders", "protected.people"}),
        **changes,
    }
    return Told(**values)


def make(
    *incidents: Incident,
    secrets: tuple[Secret, ...] = (),
    withhold: bool = False,
    birth: date | None = None,
    files: tuple[OriginalFile, ...] = (),
    **changes: Any,
) -> Case:
    """A case in which nothing is to be checked, but for what a test changes."""
    if incidents:
        changes["incidents"] = incidents
    return Case(told(**changes), Kept(secrets, withhold, birth, files=files), Answers())


def told_as(story: str, **more: Any) -> Case:
    """The case in which the first event also says `story`."""
    return make(incident(1, story=f"{STORY} {story}", **more), incident(2), incident(3))


def found(case: Case, law: Sheet | None = None, today: date = TODAY) -> dict[str, Finding]:
    """The first finding of each id."""
    result: dict[str, Finding] = {}
    for finding in check(case, law or sheet(), today):
        result.setdefault(finding.id, finding)
    return result


def ids(case: Case, law: Sheet | None = None, today: date = TODAY) -> set[str]:
    return set(found(case, law, today))


HOME = Secret("confidential.home_address", "home address", "480 Alder Court, Apt. 12, Port Larkin")
UNKNOWN, DECLINED = Status.UNKNOWN, Status.DECLINED


def rich() -> list[tuple[Case, Sheet]]:
    """Cases that raise as many checks as can be."""
    words = (
        "He threatened me. He was abusive and toxic. He constantly did it on purpose. It is illegal. My sister told me that. I was pushed. I "
        "pushed him. He spoke of my green card. My therapist knows. I was pregnant. He hit my son. Mia Lopez Vale lives at 480 Alder Ct #12. "
        "My SSN is 123-45-6789. I was born on March 3, 1990. See Exhibit Q. "
    )
    bad = incident(
        1,
        None,
        place=None,
        story=words,
        effect=None,
        weapon="a gun",
        children="there",
        police=Police(level="report"),
        witnesses=(Witness("w1", "Ana", None),),
    )
    alike = [incident(n, "2026-01-05", place="gate") for n in (2, 3)]
    loud = incident(
        4,
        "2026-08-01",
        conduct=("phone-calls",),
        how_known=None,
        story="STOP IT NOW PLEASE STOP IT NOW PLEASE OK\n\n" + "word " * 160,
    )
    wrong = incident(5, when=None)
    wrong = replace(wrong, when=When("2025-03-03", "Tuesday", "", "tuesday"), story="No.", conduct=())
    gone = {k: UNKNOWN for k in ("when", "place", "story", "how_known", "conduct")}
    silent = incident(6, None, place=None, story=None, conduct=("email",), how_known=None, gaps=gone)
    messy = make(
        bad,
        *alike,
        loud,
        wrong,
        silent,
        secrets=(HOME,),
        effects=Effects(),
        respondent=Respondent(),
        relationships=("coworker",),
        petitioner=Petitioner(name="Robin Vale", age=15),
        exhibits=(Exhibit("e1", "A", "x", None, ()),),
        against_me="He filed one.",
        children=(Child("c1", "Mia Lopez Vale", 9, "mine"),),
        has_children=True,
        signing_place=None,
        cases=(),
        prior_orders=(),
        history=words,
        requests=(Request("no-contact", "No contact", None, None),),
        why_here=None,
        none_of=frozenset({"children.list"}),
        protected=(Protected("Lee Vale", 8, id="p1"),),
    )
    empty = make(
        incident(1, None, story=None, place=None, conduct=(), effect=None),
        requests=(),
        filing_for="child",
        effects=Effects(),
        relationships=(),
        petitioner=Petitioner(),
        gaps={"order.why_here": DECLINED},
        why_here=None,
    )
    oath = {
        **order_data()["declaration"],
        "kind": "affidavit-notarized",
        "must_show": ["address", "birth-date"],
        "notary_needed": True,
    }
    limit = {"newest_incident_within_days": 10, **S}
    old = [incident(n, f"2020-0{n}-01") for n in (1, 2, 3)]
    return [
        (messy, sheet()),
        (replace(messy, kept=replace(messy.kept, withhold_in_story=True)), sheet()),
        (empty, sheet(declaration=oath)),
        (make(*old, secrets=(HOME,), petitioner=Petitioner(name="R V")), sheet(declaration=oath, time_limit=limit)),
        (make(*old), sheet(grounds=[ground(within={"count": 1, "months": 6}, not_settled="not seen")])),
        (make(*(incident(n, "2026-06-01", place="gate") for n in (1, 2, 3))), sheet()),
        (make(incident(1)), sheet()),
        (make(*(incident(n, story=STORY * 400) for n in (1, 2, 3))), sheet()),
        (make(order=None), sheet()),
    ]


def test_the_full_case_raises_nothing() -> None:
    assert found(make()) == {}


def test_the_rich_cases_raise_nearly_everything() -> None:
    raised = {f.id for case, law in rich() for f in check(case, law, TODAY)}
    assert len(raised) >= 48, sorted(raised)
