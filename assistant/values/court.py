"""Named values about the order, the court, what is asked of it, other cases, money, signing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from assistant.case.model import CourtCase, PriorOrder
from assistant.jurisdiction import Order, Sheet
from assistant.questions.details import CASE, CHILDREN, COURT, IMPOUND, MONEY, PRIOR_ORDER, RELIEF
from assistant.saying import is_no
from assistant.values.make import answer, long, one_of, part, some_of, text, yes_no
from assistant.values.model import Facts, Item, Named, Rows
from assistant.values.people import row_text, thing

_L, _O = "cases.list.*.", "cases.orders.*."
_PROTECTS = {"me": "The petitioner", "them": "The other person", "other": "Someone else"}


def slug(name: str) -> str:
    """'Boston Municipal Court' -> 'boston-municipal-court': the option that stands for a court."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _courts(sheet: Sheet, orders: Sequence[Order]) -> Mapping[str, str]:
    return {slug(name): name for order in orders for name in order.court.which}


def _relief(sheet: Sheet, orders: Sequence[Order]) -> Mapping[str, str]:
    return {item.id: item.label for order in orders for item in order.relief}


def _orders(sheet: Sheet, orders: Sequence[Order]) -> Mapping[str, str]:
    return {order.id: order.name for order in orders}


def _told_no(words: str | None) -> bool | None:
    """Of a text where 'no' is an answer: is there something? None: not answered."""
    return None if not words else not is_no(words)


def _any(f: Facts, items: Sequence[object], path: str) -> bool | None:
    """Yes with an item in the list, no when the person said there is none."""
    return True if items else (False if path in f.told.none_of else None)


def _visits(kind: str, key: str) -> Callable[[Facts], str]:
    """An answer about visits, where that kind of visits is asked for."""

    def make(f: Facts) -> str:
        return str(f.told.detail(f"children.{key}") or "") if f.told.detail("children.visits") == kind else ""

    return make


def _joined(*parts: object) -> str:
    """Answers one after the other, with a semicolon where one does not end by itself."""
    said = [str(p) for p in parts if p and not is_no(str(p))]
    return " ".join(w if w.endswith((".", "!", "?", ";")) or n == len(said) else f"{w};" for n, w in enumerate(said, 1))


def _own_children(f: Facts) -> bool | None:
    """Has the petitioner children under 18? Children of others in the home do not count."""
    young = [c for c in f.told.children if c.age is None or c.age < 18]
    if any(c.whose in ("ours", "mine") for c in young):
        return True
    return False if f.told.has_children is False or (young and all(c.whose for c in young)) else None


def _of_every_case(f: Facts, key: str) -> bool | None:
    """Is it so of any case? No only when it was denied of each, or there is no case."""
    said = [f.told.detail(f"{i.path}{key}") for i in _cases(f)]
    if not said:
        return _any(f, f.told.cases, "cases.list")
    return True if "yes" in said else (False if set(said) == {"no"} else None)


def _filed(f: Facts, sort: str) -> bool | None:
    """Is there a case of this sort? No only when the sort of each case was told, or there is no case."""
    said = [f.told.detail(f"{i.path}sort") for i in _cases(f)]
    if not said:
        return _any(f, f.told.cases, "cases.list")
    return True if sort in said else (False if None not in said and "other" not in said else None)


def _minors(f: Facts) -> bool | None:
    """Is a child in the case: the petitioner, somebody to protect, or a child of both?"""
    ages = [f.told.petitioner.age, *(p.age for p in f.told.protected)]
    if any(a is not None and a < 18 for a in ages) or any(c.whose == "ours" for c in f.told.children):
        return True
    return False if f.told.has_children is False and None not in ages else None


def _judgments(f: Facts) -> bool | None:
    """Is there an order or judgment of any court between them: in a case, or a protective order?"""
    found = (_of_every_case(f, "judged"), _any(f, f.told.prior_orders, "cases.orders"))
    return True if True in found else (False if found == (False, False) else None)


def _unless_no(said: object) -> str:
    """A text in which 'none' is an answer."""
    return "" if not said or is_no(str(said)) else str(said)


def _yes_no_text(value: bool | None) -> str:
    return "" if value is None else ("Yes" if value else "No")


VALUES: Final[Mapping[str, Named]] = {
    # the order and the court
    "order": one_of(lambda f: f.told.order, _orders, "order.type"),
    "order_name": text(lambda f: f.order.name),
    "statute": text(lambda f: f.order.statute),
    "petitioner": text(lambda f: f.terms.petitioner),
    "respondent": text(lambda f: f.terms.respondent),
    "declaration": text(lambda f: f.terms.declaration),
    "jurisdiction": text(lambda f: f.sheet.name),
    "as_of": text(lambda f: f.sheet.as_of.isoformat()),
    "which_court": one_of(lambda f: slug(f.told.court) if f.told.court else None, _courts, "order.court"),
    "court": text(lambda f: f.told.court, "order.court"),
    "county": text(lambda f: f.told.county, "order.county"),
    "division": text(lambda f: f.told.division, "order.division"),
    "judicial_district": text(lambda f: f.told.judicial_district, "order.judicial_district"),
    "why_here": text(lambda f: f.told.why_here, "order.why_here"),
    **{q.key: answer(f"order.{q.key}") for q in COURT},
    "temporary_name": text(lambda f: f.order.procedure.temporary_order.name),
    "temporary": yes_no(lambda f: f.told.temporary, "order.temporary"),
    "temporary_asked": text(lambda f: _yes_no_text(f.told.temporary), "order.temporary"),
    # what is asked
    "relief": some_of(lambda f: [r.id for r in f.told.requests], _relief, "relief.items"),
    "requests_text": long(
        lambda f: "\n".join(r.label + (f": {r.because}" if r.because else "") for r in f.told.requests), "relief.items"
    ),
    "hearing": yes_no(lambda f: f.told.hearing_wanted, "relief.hearing"),
    "hearing_wanted": text(lambda f: _yes_no_text(f.told.hearing_wanted), "relief.hearing"),
    "order_length": text(lambda f: f.told.order_length, "relief.length"),
    "distance": text(lambda f: f.told.distance, "relief.distance"),
    "other_request": long(lambda f: f.told.other_request, "relief.other"),
    "told_respondent": text(lambda f: f.told.told_respondent, "relief.told"),
    "fee_basis": text(lambda f: f.told.fee_basis, "relief.fee_basis"),
    "only_financial": yes_no(lambda f: f.told.only_financial, "relief.only_financial"),
    **{q.key: answer(f"relief.{q.key}") for q in (*RELIEF, *MONEY) if q.key != "other_place"},
    "other_place": text(lambda f: _unless_no(f.told.detail("relief.other_place")), "relief.other_place"),
    # children
    "has_children": yes_no(lambda f: f.told.has_children, "children.list"),
    "minors_in_case": yes_no(
        _minors, "children.list.*.whose", "petitioner.age", "protected.people", "protected.people.*.age"
    ),
    "petitioner_has_children": yes_no(_own_children, "children.list", "children.list.*.whose", "children.list.*.age"),
    "children_cases": long(lambda f: "" if is_no(f.told.children_cases) else f.told.children_cases, "children.cases"),
    "has_children_cases": yes_no(lambda f: _told_no(f.told.children_cases), "children.cases"),
    "children_names": text(lambda f: ", ".join(c.name for c in f.told.children if c.name), "children.list.*.name"),
    "our_children_names": text(
        lambda f: ", ".join(c.name for c in f.told.children if c.name and c.whose == "ours"), "children.list.*.name"
    ),
    "indian_child": one_of(
        lambda f: f.told.indian_child, {"yes": "Yes", "no": "No", "maybe": "Maybe"}, "children.indian_child"
    ),
    **{q.key: answer(f"children.{q.key}") for q in CHILDREN},
    "visits_center": text(_visits("center", "visits_who"), "children.visits_who"),
    "visits_center_paid": text(_visits("center", "visits_paid"), "children.visits_paid"),
    "visits_supervisor": text(_visits("supervised", "visits_who"), "children.visits_who"),
    "visits_supervisor_paid": text(_visits("supervised", "visits_paid"), "children.visits_paid"),
    "visits_exchange": text(_visits("exchange", "visits_who"), "children.visits_who"),
    "asks_custody": yes_no(lambda f: _of_any_child(f, "custody"), "children.list.*.custody"),
    "asks_no_contact_children": yes_no(lambda f: _of_any_child(f, "no_contact"), "children.list.*.no_contact"),
    # other people
    "has_protected": yes_no(lambda f: _any(f, f.told.protected, "protected.people"), "protected.people"),
    "everyone_protected": text(
        lambda f: ", ".join(n for n in (f.told.petitioner.name, *(p.name for p in f.told.protected)) if n),
        "petitioner.name",
        "protected.people.*.name",
    ),
    "protected_names": text(lambda f: ", ".join(p.name for p in f.told.protected if p.name), "protected.people.*.name"),
    "protected_why": long(
        lambda f: "\n\n".join(f"{p.name}: {p.why}" if p.name else p.why for p in f.told.protected if p.why),
        "protected.people.*.why",
    ),
    # other cases and orders
    "has_cases": yes_no(lambda f: _any(f, f.told.cases, "cases.list"), "cases.list"),
    "has_orders": yes_no(lambda f: _any(f, f.told.prior_orders, "cases.orders"), "cases.orders"),
    "family_case": answer("cases.family"),
    "has_cases_or_orders": yes_no(lambda f: _either(f), "cases.list", "cases.orders"),
    "cases_and_orders_text": long(
        lambda f: "\n".join([*map(_case_row, f.told.cases), *map(_order_row, f.told.prior_orders)]),
        "cases.list",
        "cases.orders",
    ),
    "has_pending_cases": yes_no(lambda f: _of_every_case(f, "pending"), "cases.list", _L + "pending"),
    "has_judgments": yes_no(_judgments, "cases.list", _L + "judged", "cases.orders"),
    "judgments_text": long(
        lambda f: "\n".join(
            [
                *(_case_with_judge(f, i) for i in _cases(f) if f.told.detail(f"{i.path}judged") == "yes"),
                *(_order_with_judge(f, i) for i in _orders_made(f)),
            ]
        ),
        _L + "judged",
        _L + "judge",
        "cases.orders",
        _O + "judge",
    ),
    "divorce_filed": yes_no(lambda f: _filed(f, "divorce"), "cases.list", _L + "sort"),
    "parentage_filed": yes_no(lambda f: _filed(f, "parentage"), "cases.list", _L + "sort"),
    "against_me": long(lambda f: "" if is_no(f.told.against_me) else f.told.against_me, "cases.against_me"),
    "has_against_me": yes_no(lambda f: _told_no(f.told.against_me), "cases.against_me"),
    # hiding
    "address_risk": long(lambda f: f.told.address_risk, "confidential.address_risk"),
    "address_withheld": yes_no(
        lambda f: True if any(r.id.startswith("address") for r in f.told.requests) or f.told.address_risk else None,
        "relief.items",
    ),
    **{q.key: answer(f"confidential.{q.key}") for q in IMPOUND},
    # weapons
    "firearms": one_of(
        lambda f: f.told.firearms.has or ("unknown" if f.unknown("weapons.has") else None),
        {"yes": "Yes", "no": "No", "maybe": "Maybe", "unknown": "I don't know"},
        "weapons.has",
    ),
    "firearms_kinds": long(lambda f: f.told.firearms.kinds, "weapons.kinds"),
    "firearms_where": text(lambda f: f.told.firearms.where, "weapons.where"),
    "firearms_text": long(
        lambda f: _joined(f.told.firearms.kinds, f.told.firearms.where, f.told.detail("weapons.permit")),
        "weapons.kinds",
        "weapons.where",
        "weapons.permit",
    ),
    "work_gun": answer("weapons.work_gun"),
    "gun_permit": answer("weapons.permit"),
    # signing
    "signing_place": text(lambda f: f.told.signing_place, "signing.place"),
    "signing_county": text(lambda f: f.told.signing_county, "signing.county"),
    "exhibit_count": text(lambda f: str(len(f.told.exhibits))),
    "incident_count": text(lambda f: str(len(f.told.incidents))),
}


def _of_any_child(f: Facts, key: str) -> bool | None:
    said = [f.told.detail(f"children.list.{c.id}.{key}") for c in f.told.children]
    return True if True in said else (False if said and None not in said else None)


def _either(f: Facts) -> bool | None:
    found = (_any(f, f.told.cases, "cases.list"), _any(f, f.told.prior_orders, "cases.orders"))
    return True if True in found else (False if found == (False, False) else None)


def _case_row(c: CourtCase) -> str:
    return ", ".join(w for w in (c.court, c.kind, c.when, c.number) if w)


def _order_row(o: PriorOrder) -> str:
    return ", ".join(
        w
        for w in (
            o.court,
            "protective order",
            f"made {o.made}" if o.made else "",
            f"ends {o.ends}" if o.ends else "",
            o.number,
        )
        if w
    )


def _with_judge(f: Facts, row: str, item: Item) -> str:
    """A row with the name of the judge, where it was given."""
    judge = f.told.detail(f"{item.path}judge")
    return f"{row}, judge: {judge}" if judge and not is_no(str(judge)) else row


def _case_with_judge(f: Facts, item: Item) -> str:
    return _with_judge(f, _case_row(item.thing), item)


def _order_with_judge(f: Facts, item: Item) -> str:
    return _with_judge(f, _order_row(item.thing), item)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _year_in(words: str | None) -> str:
    """The year in 'February 4, 2025', where it holds just one."""
    found = set(_YEAR.findall(words or ""))
    return found.pop() if len(found) == 1 else ""


def _parties(f: Facts, item: Item) -> str:
    """The two people of a case or order between them."""
    return ", ".join(n for n in (f.told.petitioner.name, f.told.respondent.name) if n)


def _in_force(o: PriorOrder) -> str | None:
    return None if o.in_force is None else ("yes" if o.in_force else "no")


_SORTS = ("custody", "divorce", "parentage", "support", "child-welfare", "guardianship", "criminal", "other")


def _cases(f: Facts) -> list[Item]:
    return [Item(f"cases.list.{c.id}.", c) for c in f.told.cases]


def _orders_made(f: Facts) -> list[Item]:
    return [Item(f"cases.orders.{o.id}.", o) for o in f.told.prior_orders]


def _cases_of(sort: str) -> Callable[[Facts], list[Item]]:
    return lambda f: [i for i in _cases(f) if f.told.detail(f"{i.path}sort") == sort]


_CASE_PARTS: Final[Mapping[str, Named]] = {
    "kind": thing(lambda c: c.kind, _L + "kind"),
    "court": thing(lambda c: c.court, _L + "court"),
    "number": thing(lambda c: c.number, _L + "number"),
    "when": thing(lambda c: c.when, _L + "when"),
    "year": thing(lambda c: _year_in(c.when), _L + "when"),
    "parties": Named("text", _parties, ("petitioner.name", "respondent.name")),
    "where": row_text(lambda c: c.court, lambda c: c.when, lambda c: c.number),  # without the kind
    "row": Named("text", lambda f, item: _case_row(item.thing), ("cases.list",)),
    "row_with_judge": Named("text", _case_with_judge, ("cases.list", _L + "judge")),
    **{q.key: part(_L + q.key) for q in CASE},
}

ROWS: Final[Mapping[str, Rows]] = {
    "cases": Rows(_cases, _CASE_PARTS, ("cases.list",)),
    "pending_cases": Rows(
        lambda f: [i for i in _cases(f) if f.told.detail(f"{i.path}pending") == "yes"], _CASE_PARTS, (_L + "pending",)
    ),
    "divorce_and_parentage_cases": Rows(
        lambda f: [i for i in _cases(f) if f.told.detail(f"{i.path}sort") in ("divorce", "parentage")],
        _CASE_PARTS,
        (_L + "sort",),
    ),
    # the same by their kind, for forms that have a line for each kind
    **{f"{sort.replace('-', '_')}_cases": Rows(_cases_of(sort), _CASE_PARTS, (_L + "sort",)) for sort in _SORTS},
    "prior_orders": Rows(
        _orders_made,
        {
            "protects": Named("choice", lambda f, item: item.thing.protects, (_O + "protects",), options=_PROTECTS),
            "court": thing(lambda o: o.court, _O + "court"),
            "number": thing(lambda o: o.number, _O + "number"),
            "made": thing(lambda o: o.made, _O + "made"),
            "year": thing(lambda o: _year_in(o.made), _O + "made"),
            "parties": Named("text", _parties, ("petitioner.name", "respondent.name")),
            "ends": thing(lambda o: o.ends, _O + "ends"),
            "in_force": Named(
                "choice", lambda f, item: _in_force(item.thing), (_O + "in_force",), options={"yes": "Yes", "no": "No"}
            ),
            "broken": Named("long", lambda f, item: item.thing.broken, (_O + "broken",)),
            "row": Named("text", lambda f, item: _order_row(item.thing)),
            **{q.key: part(_O + q.key) for q in PRIOR_ORDER},
        },
        ("cases.orders",),
    ),
    "requests": Rows(
        lambda f: [Item(f"relief.why.{r.id}.", r) for r in f.told.requests],
        {
            "label": thing(lambda r: r.label),
            "because": Named("long", lambda f, item: item.thing.because, ("relief.why.*.because",)),
            "row": row_text(lambda r: r.label, lambda r: r.because),
        },
        ("relief.items",),
    ),
}
