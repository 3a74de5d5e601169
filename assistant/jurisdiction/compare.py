"""The official eligibility words of several places side by side, with citations. Neutral: never whether someone qualifies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.jurisdiction.models import Order, Sheet
from assistant.jurisdiction.words import (
    against_whom,
    cited,
    fee_rows,
    ground_words,
    hearing_words,
    limit_words,
    relationship_words,
    spelled,
    who_may_ask,
)


@dataclass(frozen=True)
class Comparison:
    """One column an order, one row a matter. `left_out` names orders that do not name the relationship asked about."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: tuple[str, ...]
    relationship: str


def compare(
    sheets: list[Sheet], relationship: str | None = None, order_ids: frozenset[str] = frozenset()
) -> Comparison:
    """The orders of `sheets` that name `relationship` (all orders without one), in the order of the sheets."""
    chosen: list[tuple[Sheet, Order]] = []
    left_out = []
    for sheet in sheets:
        for order in sheet.orders:
            if order_ids and order.id not in order_ids:
                continue
            named = order.relationships
            if relationship in order.relationship.none_of or not (
                relationship is None or "any" in named or relationship in named
            ):
                left_out.append(f"{sheet.name}: {order.name}")
            else:
                chosen.append((sheet, order))
    matters: tuple[tuple[str, Callable[[Sheet, Order], str]], ...] = (
        ("What it is for", lambda s, o: cited(o.choose_when, o.choose_when.text)),
        ("Against whom", lambda s, o: spelled("\n".join(against_whom(o)), s)),
        ("Who may ask", lambda s, o: "\n".join(who_may_ask(o)) or "Not known."),
        (
            "What it takes",
            lambda s, o: "\n".join(f"{g.label}: {ground_words(g)}" for g in o.grounds if not g.lawyer_only),
        ),
        ("Time limit", lambda s, o: limit_words(o)),
        ("Cost", lambda s, o: "\n".join(f"{k}: {v}" for k, v in fee_rows(o, s))),
        ("Hearing", lambda s, o: hearing_words(o)),
        ("Law", lambda s, o: f"{o.statute}. As of {s.as_of.isoformat()}, confidence {s.confidence}."),
    )
    return Comparison(
        tuple(f"{s.name}: {o.name}" for s, o in chosen),
        tuple((title, tuple(say(s, o) for s, o in chosen)) for title, say in matters),
        tuple(left_out),
        relationship_words([relationship]) if relationship else "any",
    )
