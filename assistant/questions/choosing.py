"""What a person sees when choosing an order or what to ask for: the sheet's words, and their own answers that bear on it.

Nothing is picked or recommended. Orders stand in the order of the sheet; those whose stated relationship is
not the one given stand last, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.jurisdiction import Ground, Order
from assistant.jurisdiction.vocabulary import CONDUCT, RELATIONSHIPS
from assistant.jurisdiction.words import (
    against_whom,
    cited,
    ground_words,
    limit_words,
    relationship_words,
    spelled,
    who_may_ask,
    window_words,
)
from assistant.questions.kinds import Option
from assistant.questions.model import Look


def orders(look: Look) -> Sequence[Option]:
    """Every order of the place, in neutral order, with what the sheet says of it and which answers bear on it."""
    if look.sheet is None:
        return ()
    given = frozenset(look.value("relationship.kinds") or ())
    first = [o for o in look.sheet.orders if _named(o, given)]
    last = [o for o in look.sheet.orders if not _named(o, given)]
    return [Option(o.id, o.name, _detail(o, look, given), _more(o, look)) for o in [*first, *last]]


def no_order_fits(look: Look) -> bool:
    """Is the relationship given one that none of the place's orders names?"""
    given = frozenset(look.value("relationship.kinds") or ())
    places = look.sheet.orders if look.sheet is not None else []
    return bool(given and places) and not any(_named(o, given) for o in places)


def other_routes(look: Look) -> str:
    """What the sheet says of other ways, where no order of the place names the relationship given."""
    assert look.sheet is not None
    given = frozenset(look.value("relationship.kinds") or ())
    said = [
        cited(r, r.text) for r in look.sheet.other_routes if not r.for_relationships or given & set(r.for_relationships)
    ]
    words = f"None of the orders on the law sheet of {look.sheet.name} names the relationship you gave. "
    if said:
        words += "What the sheet says of other ways: " + " ".join(said) + " "
    return words + "You can go on all the same. A clerk, a self-help center or a lawyer can tell you more."


def _named(order: Order, given: frozenset[str]) -> bool:
    named = order.relationships
    barred = bool(given) and given <= set(order.relationship.none_of)
    return (not given or "any" in named or bool(given & named)) and not barred


def _detail(order: Order, look: Look, given: frozenset[str]) -> str:
    assert look.sheet is not None
    lines = []
    if not _named(order, given):
        said = "; ".join(RELATIONSHIPS[r].lower() for r in given if r in RELATIONSHIPS)
        lines.append(f"Shown last, because it is for other relationships than the one you gave ({said}).")
    lines.append(cited(order.choose_when, order.choose_when.text))
    if order.also_called:
        lines.append(f"Also called: {', '.join(order.also_called)}.")
    lines.append(f"Law: {order.statute}.")
    lines.append(f"Who may ask: {_age(order)}")
    lines.append(
        "Against whom: "
        + ("anyone" if "any" in order.relationships else relationship_words(order.relationships))
        + (", but not: " + relationship_words(order.relationship.none_of) if order.relationship.none_of else "")
        + "."
    )
    lines.append(
        "What it takes, one of these: " + "; ".join(_short(g) for g in order.grounds if not g.lawyer_only) + "."
    )
    lines.append("What the court can order: " + "; ".join(r.label.rstrip(".") for r in order.relief) + ".")
    lines.append("Your answers that bear on it: " + (_bearing(order, look, given) or "none so far") + ".")
    return "\n".join(spelled(line, look.sheet) for line in lines)


def _age(order: Order) -> str:
    """Who files, in a line."""
    p = order.petitioner
    if p.minimum_age is not None:
        who = f"a person of {p.minimum_age} or older"
    else:
        who = f"usually a person of {p.usual_age} or older" if p.usual_age is not None else "the person"
    others = "; others for a person who cannot" if p.on_behalf else ""
    return f"{who}{others}. There are rules for younger people." if p.minor_rule or p.ages else f"{who}{others}."


def _short(ground: Ground) -> str:
    """A ground by its name, with its number and window where the law sets them."""
    parts = []
    if (ground.minimum_incidents or 0) > 1:
        parts.append(f"{ground.minimum_incidents} or more acts")
    if ground.within:
        parts.append(window_words(ground.within))
    return ground.label.rstrip(".") + (f" ({', '.join(parts)})" if parts else "")


def _more(order: Order, look: Look) -> str:
    """Everything the sheet says of who may ask, against whom and what it takes, with every citation."""
    assert look.sheet is not None
    lines = [f"Who may ask: {' '.join(who_may_ask(order))}", f"Against whom: {' '.join(against_whom(order))}"]
    lines += [f"{g.label}: {ground_words(g)}" for g in order.grounds if not g.lawyer_only]
    lines.append(limit_words(order))
    lines += [cited(r, r.label) for r in order.relief]
    return "\n".join(spelled(line, look.sheet) for line in lines)


def _bearing(order: Order, look: Look, given: frozenset[str]) -> str:
    found = []
    named = given if "any" in order.relationships else given & order.relationships
    if named:
        found.append(f"how you know each other: {relationship_words(named)}")
    age = look.value("petitioner.age")
    if age and (order.petitioner.minimum_age or order.petitioner.ages):
        found.append(f"age: {age['years']}")
    kinds = {k for g in order.grounds if not g.lawyer_only for k in g.conduct}
    told = {
        kind: n
        for kind in CONDUCT
        if kind in kinds
        and (n := sum(1 for i in look.answers.ids("incidents") if kind in (look.value(f"incidents.{i}.conduct") or ())))
    }
    found += [f"{CONDUCT[kind][0].lower()} ({n} event{'s' if n > 1 else ''})" for kind, n in told.items()]
    return "; ".join(found)


def relief(look: Look) -> Sequence[Option]:
    """Everything the court can order, each with where it stands and the facts told that bear on it."""
    if look.order is None or look.sheet is None:
        return ()
    from assistant.case import case_from
    from assistant.checks.relief_checks import speaks
    from assistant.checks.view import View

    case = case_from(look.answers, look.sheet)
    view = View(case, case.told, look.sheet, look.order, look.today)
    options = []
    for item in look.order.relief:
        facts = speaks(view, item)
        told = f"You told about: {'; '.join(facts)}." if facts else ""
        options.append(
            Option(item.id, item.label, " ".join(t for t in (f"[{item.cite}]" if item.cite else "", told) if t))
        )
    return options
