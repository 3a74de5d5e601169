"""From answers to a case. Pure: no clock, no disk, no screen.

`Told` is built from a view of the answers in which an answer exists only if its question is classed PUBLIC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from assistant.answers import Answers, Status
from assistant.case.events import exhibits_of, incident_of, with_exhibits, worst_of
from assistant.case.kept import HOME, kept_of
from assistant.case.model import (
    Case,
    CourtCase,
    Effects,
    Firearms,
    KnownNumber,
    OwnAnswer,
    PriorOrder,
    Request,
    TimeLeftOut,
    Told,
)
from assistant.case.people import child_of, filer_of, petitioner_of, protected_of, respondent_of
from assistant.case.view import Reader, details_of, groups, pattern_of, view
from assistant.case.withheld import withheld_because
from assistant.chronology import mention_order
from assistant.jurisdiction import Order, Sheet
from assistant.questions.court import own_questions
from assistant.questions.model import Look, Shown


def case_from(answers: Answers, sheet: Sheet) -> Case:
    """The case that these answers tell, under this law sheet."""
    order = _order(answers, sheet)
    public = view(answers, sheet, order, Shown.PUBLIC)
    held = {e: why for e in answers.ids("exhibits") if (why := withheld_because(answers, e, sheet)) is not None}
    kept = kept_of(answers, sheet, order)
    told = replace(_told(public, sheet, order, held), hides_address=any(s.path == HOME for s in kept.secrets))
    return Case(told=told, kept=kept, answers=answers)


def _order(answers: Answers, sheet: Sheet) -> Order | None:
    chosen = answers.value("order.type")
    return next((o for o in sheet.orders if o.id == chosen), None)


def _told(answers: Answers, sheet: Sheet, order: Order | None, held: Mapping[str, str]) -> Told:
    top = Reader(answers, "")
    place, people, rel = Reader(answers, "order."), Reader(answers, "petitioner."), Reader(answers, "relationship.")
    confidential, relief, cases = (
        Reader(answers, "confidential."),
        Reader(answers, "relief."),
        Reader(answers, "cases."),
    )
    children, stop, signing = Reader(answers, "children."), Reader(answers, "stop."), Reader(answers, "signing.")
    filing_for = people.get("filing_for")
    incidents = [incident_of(n, i, r) for n, (i, r) in enumerate(top.each("incidents"), 1)]
    worst = worst_of(answers)
    mentioned = mention_order(incidents, worst, order.chronology.order if order else None)
    exhibits = exhibits_of(top, order, mentioned, held)
    told = Told(
        jurisdiction=sheet.code,
        order=order.id if order else None,
        court=place.get("court") or (order.court.which[0] if order and len(order.court.which) == 1 else None),
        county=place.get("county"),
        division=place.get("division"),
        judicial_district=place.get("judicial_district"),
        why_here=place.get("why_here"),
        filing_for=filing_for,
        petitioner=petitioner_of(people, confidential),
        filer=filer_of(people) if filing_for in ("child", "adult") else None,
        protected=tuple(protected_of(i, r) for i, r in Reader(answers, "protected.").each("people")),
        respondent=respondent_of(Reader(answers, "respondent.")),
        relationships=tuple(rel.get("kinds") or ()),
        how_known=rel.get("details"),
        relationship_began=rel.get("began"),
        relationship_ended=rel.get("ended"),
        shared_places=rel.get("shared_places"),
        incidents=with_exhibits(incidents, exhibits),
        worst=worst,
        effects=_effects(Reader(answers, "effects.")),
        history=Reader(answers, "history.").get("story"),
        firearms=_firearms(Reader(answers, "weapons.")),
        has_children=True if answers.ids("children.list") else answers.value("children.list"),
        children=tuple(child_of(i, r) for i, r in children.each("list")),
        children_cases=children.get("cases"),
        cases=tuple(_court_case(i, r) for i, r in cases.each("list")),
        prior_orders=tuple(_prior_order(i, r) for i, r in cases.each("orders")),
        against_me=cases.get("against_me"),
        asked_to_stop=stop.get("asked"),
        stop_story=stop.get("story"),
        exhibits=exhibits,
        requests=_requests(relief, order),
        own_answers=tuple(_own_answers(answers, sheet, order)),
        left_out=tuple(
            _left_out(i, r, order)
            for i, r in Reader(answers, "time.").each("left_out")
            if order is not None and order.time_limit.left_out
        ),
        temporary=place.get("temporary"),
        distance=relief.get("distance"),
        other_request=relief.get("other"),
        order_length=relief.get("length"),
        hearing_wanted=relief.get("hearing"),
        told_respondent=relief.get("told"),
        fee_basis=relief.get("fee_basis"),
        address_risk=confidential.get("address_risk"),
        only_financial=relief.get("only_financial"),
        indian_child=children.get("indian_child"),
        signing_place=signing.get("place"),
        signing_county=signing.get("county"),
        details=details_of(answers),
        known_numbers=tuple(
            KnownNumber(i, r.get("who"), r.get("how_known"), r.gaps) for i, r in Reader(answers, "logs.").each("people")
        ),
        gaps={path: a.status for path, a in answers.given.items() if a.status is not Status.ANSWERED},
        none_of=frozenset(
            path
            for path, a in answers.given.items()
            if a.value is False and a.status is Status.ANSWERED
            if pattern_of(path) in groups() and not answers.ids(path)
        ),
    )
    return told


def _effects(r: Reader) -> Effects:
    return Effects(
        changes=tuple(r.get("changes") or ()),
        story=r.get("story"),
        fear_next=r.get("fear_next"),
        why_now=r.get("why_now"),
        gaps=r.gaps,
    )


def _firearms(r: Reader) -> Firearms:
    return Firearms(has=r.get("has"), kinds=r.get("kinds"), where=r.get("where"), gaps=r.gaps)


def _court_case(item: str, r: Reader) -> CourtCase:
    return CourtCase(
        id=item, kind=r.get("kind"), court=r.get("court"), number=r.get("number"), when=r.get("when"), gaps=r.gaps
    )


def _prior_order(item: str, r: Reader) -> PriorOrder:
    return PriorOrder(
        id=item,
        protects=r.get("protects"),
        court=r.get("court"),
        number=r.get("number"),
        made=r.get("made"),
        ends=r.get("ends"),
        in_force=r.get("in_force"),
        broken=r.get("broken"),
        gaps=r.gaps,
    )


def _requests(r: Reader, order: Order | None) -> tuple[Request, ...]:
    known = {item.id: item for item in order.relief} if order else {}
    found = []
    for chosen in r.get("items") or ():
        if chosen in known:
            why = Reader(r.answers, f"relief.why.{chosen}.")
            found.append(
                Request(
                    id=chosen,
                    label=known[chosen].label,
                    cite=known[chosen].cite,
                    because=why.get("because"),
                    gaps=why.gaps,
                )
            )
    return tuple(found)


def _own_answers(answers: Answers, sheet: Sheet, order: Order | None) -> Iterator[OwnAnswer]:
    """What only this place asks, in the order of its sheet; those that do not apply are left out."""
    if order is None:
        return
    look = Look(answers, date.min, sheet, order)
    for asked, words in own_questions(look):
        reader = Reader(answers, f"court.asks.{asked}.")
        item = next(m for m in order.petition_must_state if m.id == asked)
        yield OwnAnswer(
            id=asked, label=item.label, ask=words, text=reader.get("answer"), cite=item.cite, gaps=reader.gaps
        )


def _left_out(item: str, r: Reader, order: Order | None) -> TimeLeftOut:
    kinds = {k.id: k.label for k in order.time_limit.left_out} if order else {}
    why, start, end = r.get("why"), r.get("start"), r.get("end")
    return TimeLeftOut(
        id=item,
        why=why,
        label=kinds.get(why or "", ""),
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
        gaps=r.gaps,
    )
