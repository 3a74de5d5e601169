"""The facts of a law sheet in words, each with its citation and what is not settled: for screens, pages and papers. Pure.

One place for how a fact is said, so that the choice of an order, `jurisdictions show`, `compare` and the
next-steps page never say it in different ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.jurisdiction.facts import Fact
from assistant.jurisdiction.grounds import Ground, Window
from assistant.jurisdiction.models import Order, Sheet
from assistant.jurisdiction.vocabulary import REDACTED, RELATIONSHIPS

NOT_KNOWN = "Not known from the sources read. Ask the court."
_CURRENCY = {"USD": "$", "GBP": "£", "EUR": "€", "CAD": "$", "AUD": "$", "NZD": "$"}
_BRITISH = {
    "a self-help center": "an advice service",
    "self-help center": "advice service",
    "the court clerk": "the court office",
    "the clerk": "the court office",
    "a clerk": "the court office",
    "A clerk": "The court office",
    "page or clerk": "page or office",
    "license plate": "number plate",
    "March 5, 2024": "5 March 2024",
    "between May 3 and May 9, 2024": "between 3 May and 9 May 2024",
    "Called 911": "Called 999",
    "Neighbor": "Neighbour",
    "neighbor": "neighbour",
    "color": "colour",
    "registered partner": "civil partner",
    "Protective orders": "Protection orders",
    "protective order": "protection order",
}


def cited(fact: Fact, text: str | None) -> str:
    """A fact in words, with its citation, and with what is not settled about it."""
    said = text or NOT_KNOWN
    if fact.cite and text:
        said += f" [{fact.cite}]"
    if fact.not_settled:
        said += f" Not settled: {fact.not_settled}"
    return said


def spelled(text: str, sheet: Sheet | None) -> str:
    """Our own words, never a person's, in the spelling and the terms of the place."""
    if sheet is not None and sheet.language == "en-GB":
        for us, gb in _BRITISH.items():
            text = text.replace(us, gb)
    return text


def relationship_words(ids: list[str] | frozenset[str] | tuple[str, ...]) -> str:
    """'neighbor; someone from my work', in the vocabulary's order; 'anyone' where any will do."""
    if "any" in ids:
        return "anyone"
    return "; ".join(label[0].lower() + label[1:] for key, label in RELATIONSHIPS.items() if key in ids)


def who_may_ask(order: Order) -> Iterator[str]:
    """Who files, from which age, and for whom else."""
    p = order.petitioner
    if p.minimum_age is not None:
        yield f"From the age of {p.minimum_age} a person files alone."
    elif p.usual_age is not None:
        yield f"Below {p.usual_age} an adult normally files; no hard limit was found."
    for band in p.ages:
        yield (
            f"From {band.from_age} to {band.below_age - 1}: {band.rule}"
            if band.below_age < 120
            else f"From {band.from_age}: {band.rule}"
        ) + (f" [{band.cite}]" if band.cite else "")
    if p.minor_rule:
        yield p.minor_rule
    if p.on_behalf:
        yield f"For another person: {'; '.join(p.on_behalf)}."
    if p.cite:
        yield f"[{p.cite}]"
    if p.not_settled:
        yield f"Not settled: {p.not_settled}"


def against_whom(order: Order) -> Iterator[str]:
    """Who the respondent may be, and what else is asked of a relationship."""
    r = order.relationship
    yield cited(
        r, ("Any relationship, or none." if "any" in r.any_of else f"One of these: {relationship_words(r.any_of)}.")
    )
    if r.none_of:
        yield f"Not with one of these: {relationship_words(r.none_of)}." + (
            f" {r.none_of_rule}" if r.none_of_rule else ""
        )
    for c in r.conditions:
        yield f"For {relationship_words(c.of)}: {c.needs}" + (f" [{c.cite}]" if c.cite else "")
    for track in order.tracks:
        first = {"court": "", "police": " It begins with the police.", "prosecutor": " It begins with the prosecutor."}
        yield cited(track, f"{track.label}: {track.text}{first[track.begins_with]}")
    if order.only_without:
        yield cited(order.only_without, order.only_without.rule)
    if order.respondents_per_petition is not None:
        yield f"People one request may be made against: {order.respondents_per_petition}."


def window_words(window: Window) -> str:
    """'2 of them in the 2 years before filing'."""
    span = f"{window.days} days" if window.days is not None else _months(window.months or 0)
    return f"{window.count} of them in the {span} before filing" + (
        " (some time does not count)" if window.tolled else ""
    )


def _months(n: int) -> str:
    if n % 12 == 0:
        return f"{n // 12} year{'s' if n > 12 else ''}"
    return f"{n} month{'s' if n > 1 else ''}"


def ground_words(ground: Ground) -> str:
    """One ground: definition, number, window, episodes, citation."""
    said = ground.definition.rstrip(".") + "."
    if ground.minimum_incidents is not None:
        said += f" Acts: {ground.minimum_incidents} or more." if ground.minimum_incidents > 1 else " One act may do."
    else:
        said += " The law states no number."
    if ground.one_episode_counts_once and (ground.minimum_incidents or 0) > 1:
        said += " One continuous event counts once."
    if ground.within:
        said += f" {window_words(ground.within)[0].upper()}{window_words(ground.within)[1:]}."
    if ground.lawyer_only:
        said += " For a lawyer to weigh."
    return cited(ground, said)


def limit_words(order: Order) -> str:
    """The time limit for the newest incident, or that none was found."""
    limit = order.time_limit
    if limit.newest_incident_within_days is not None:
        said = f"An event in the {limit.newest_incident_within_days} days before filing."
    elif limit.newest_incident_within_months is not None:
        said = f"An event in the {_months(limit.newest_incident_within_months)} before filing."
    else:
        said = "No time limit for the newest event was found."
    if limit.delay_alone_is_no_reason:
        said += " The law says that time gone by alone is no reason to refuse."
    for left in limit.left_out:
        said += f" Not counted: {left.rule.rstrip('.')}."
    return cited(limit, said)


def money(amount: Decimal | None, sheet: Sheet) -> str:
    """'None', '$20', '£255', or that it is not known."""
    if amount is None:
        return NOT_KNOWN
    return "None" if amount == 0 else f"{_CURRENCY[sheet.currency]}{amount}"


def fee_rows(order: Order, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """(label, words) on what filing costs."""
    fee = order.fee
    if fee.amount is not None or not fee.depends_on:
        yield "Filing fee", money(fee.amount, sheet) + (f" [{fee.cite}]" if fee.cite else "")
    else:
        yield "Filing fee", "It depends." + (f" [{fee.cite}]" if fee.cite else "")
    for case in fee.depends_on:
        yield f"When {case.when}", money(case.amount, sheet)
    for label, text in (("No fee when", fee.waived_when), ("Remarks", fee.notes), ("Not settled", fee.not_settled)):
        if text:
            yield label, text


def _days(n: int, kind: str) -> str:
    unit = "court day" if kind == "court" else "day"
    return f"{n} {unit}{'s' if n != 1 else ''}"


_FROM = {
    "filing": "of filing",
    "temporary-order": "of the temporary order",
    "service": "after the papers were handed over",
    "request": "of the request",
}


_AFTER = {
    "filing": "after filing",
    "temporary-order": "after the temporary order",
    "service": "after the papers were handed over",
    "request": "after the request",
}


def hearing_words(order: Order) -> str:
    """When the hearing is."""
    h = order.procedure.hearing
    parts = []
    if h.counted_from == "request":
        ask = f", within {_days(h.request_within_days, 'calendar')} of being served" if h.request_within_days else ""
        parts.append(f"A hearing is held only when somebody asks for it{ask}.")
    if h.within_days is not None:
        parts.append(f"Within {_days(h.within_days, h.day_kind)} {_FROM[h.counted_from]}.")
    if h.not_before_days is not None:
        parts.append(f"Not before {_days(h.not_before_days, h.day_kind)} {_AFTER[h.counted_from]}.")
    if h.rule:
        parts.append(h.rule)
    return cited(h, " ".join(parts) or None)


def service_rows(order: Order) -> Iterator[tuple[str, str]]:
    """(label, words) on handing the papers to the respondent."""
    s = order.procedure.service
    yield "Who hands them over", s.who or NOT_KNOWN
    before = (
        f"At least {_days(s.days_before_hearing, s.day_kind)} before the hearing"
        if s.days_before_hearing is not None
        else None
    )
    after = (
        f"Within {_days(s.within_days_of_order, s.day_kind)} of the order"
        if s.within_days_of_order is not None
        else None
    )
    for label, text in (
        ("When", "; ".join(t for t in (before, after) if t)),
        ("Cost", s.cost),
        ("Proof", s.proof_form),
        ("Rule", s.rule),
        ("Where it says so", s.cite),
        ("Remarks", s.notes),
        ("Not settled", s.not_settled),
    ):
        if text:
            yield label, text


_SPOKEN = {"efiling": "electronic filing"}  # keys of a sheet that are no words by themselves


def open_points(order: Order) -> Iterator[tuple[str, str]]:
    """(what, what is not settled about it) for every fact of an order, in the order of the sheet."""
    yield from _open(order, "")


def count_open(sheet: Sheet) -> int:
    """How many different points the sheet says are not settled."""
    return len({said for order in sheet.orders for _, said in open_points(order)} | set(sheet.open_questions))


def _open(value: object, name: str) -> Iterator[tuple[str, str]]:
    from pydantic import BaseModel

    if isinstance(value, Fact) and value.not_settled:
        what = getattr(value, "what", None)
        label = (
            getattr(value, "label", None) or getattr(value, "title", None) or _SPOKEN.get(name, name.replace("_", " "))
        )
        label = f"{label}: {REDACTED[what]}" if what in REDACTED else label
        yield str(label), value.not_settled
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _open(getattr(value, field), field)
    elif isinstance(value, list):
        for inner in value:
            yield from _open(inner, name)
