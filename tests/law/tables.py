"""Short cases for tables of tests of the law sheets: what an order's grounds say of given incidents.

    ground_of("us-xx", "order-id", "ground-id", on("2026-05-25"), on("2026-05-26")).in_window

A case made here is full in every other part, so that only what a test gives can make a difference. `TODAY` is the
day of filing. Nothing is rendered.

The events that `on`, `events`, `days_ago` and `months_ago` give have no kind of conduct until they meet a ground; there
they take its first kind, unless the test names another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from test_checks_make import incident, make

from assistant.case import Case, Incident, OwnAnswer
from assistant.checks import check, support
from assistant.checks.grounds import GroundSupport
from assistant.dates import When, Within, months_before
from assistant.findings import Finding
from assistant.jurisdiction import Ground, Order, Sheet, load

TODAY = date(2026, 11, 24)
YES, NO, CANNOT_TELL = Within.YES, Within.NO, Within.CANNOT_TELL
NO_DATE = None

# Findings that speak of counts, windows and single episodes: none of them may appear where a law sets none of these.
LAW_WARNINGS = frozenset({"F03-outside-window", "F04-count-below-rule", "F05-acts-in-one-episode"})

_numbers = count(1)


def on(when: str | date | None, *conduct: str, often: str = "", **more: Any) -> Incident:
    """An event: an EDTF date ('2026-05-25', '2026-05', '2026-05-25~', a span) or None; its conduct; other fields.

    Each has a place of its own, so that two events of one day are not taken as one; give `place=` to change that.
    """
    n = next(_numbers)
    made = incident(n, None, conduct=conduct, **{"place": f"place {n}", **more})
    if when is None:
        return made
    return replace(made, when=When(str(when), "", often))


def events(number: int, *conduct: str, last: str | date = TODAY, apart_days: int = 1, **more: Any) -> list[Incident]:
    """`number` events, one each `apart_days` days, the last on `last`."""
    end = last if isinstance(last, date) else date.fromisoformat(last)
    return [on(end - timedelta(days=apart_days * k), *conduct, **more) for k in range(number)]


def days_ago(days: int, *conduct: str, today: date = TODAY, **more: Any) -> Incident:
    """An event `days` days before filing."""
    return on(today - timedelta(days=days), *conduct, **more)


def months_ago(months: int, *conduct: str, days_more: int = 0, today: date = TODAY, **more: Any) -> Incident:
    """An event `months` calendar months and `days_more` days before filing."""
    return on(months_before(today, months) - timedelta(days=days_more), *conduct, **more)


def one_episode(number: int, *conduct: str, day: str | date = TODAY, **more: Any) -> list[Incident]:
    """`number` acts of one day at one place: what a court may take as one continuous event."""
    return [on(day, *conduct, place="the same gate", **more) for _ in range(number)]


def order_of(code: str, order: str) -> Order:
    """One order of one place."""
    return load(code).order(order)


def rule_of(code: str, order: str, ground: str) -> Ground:
    """One ground of one order."""
    return next(g for g in order_of(code, order).grounds if g.id == ground)


def own_answers(order: Order) -> tuple[OwnAnswer, ...]:
    """An answer to each question that this place alone asks."""
    return tuple(OwnAnswer(m.id, m.label, m.ask, "No.") for m in order.petition_must_state if m.id and m.ask)


def case_of(code: str, order: str, *incidents: Incident, **changes: Any) -> Case:
    """A case under that order, full but for what is given. `changes` are fields of `Told`, or `secrets`, `birth`.

    The relationship is the first the order knows, unless `relationships=` says another.
    """
    law = order_of(code, order)
    known = [r for r in law.relationship.any_of if r not in law.relationship.none_of]
    changes.setdefault("own_answers", own_answers(law))
    changes.setdefault("left_out", ())
    changes.setdefault("hides_address", bool(changes.get("secrets")))
    changes.setdefault("relationships", tuple("acquaintance" if r == "any" else r for r in known[:1]))
    numbered = tuple(replace(i, number=n) for n, i in enumerate(incidents, 1))
    return make(incidents=numbered, jurisdiction=code, order=order, **changes)


def _with_conduct(incidents: Iterable[Incident], kind: str) -> list[Incident]:
    return [i if i.conduct else replace(i, conduct=(kind,)) for i in incidents]


def ground_of(code: str, order: str, ground: str, *incidents: Incident, today: date = TODAY) -> GroundSupport:
    """What is said of one ground when these incidents were told: `.acts`, `.episodes`, `.enough`, `.in_window`."""
    rule = rule_of(code, order, ground)
    case = case_of(code, order, *_with_conduct(incidents, rule.conduct[0]))
    return next(g for g in support(case, order_of(code, order), today) if g.ground.id == ground)


def found(code: str, order: str, *incidents: Incident, today: date = TODAY, **changes: Any) -> list[Finding]:
    """Every finding about these incidents (they need their conduct here) under that order."""
    law: Sheet = load(code)
    return list(check(case_of(code, order, *incidents, **changes), law, today))


def warnings(code: str, order: str, *incidents: Incident, today: date = TODAY, **changes: Any) -> set[str]:
    """Which of LAW_WARNINGS are raised."""
    return {f.id for f in found(code, order, *incidents, today=today, **changes)} & LAW_WARNINGS


def kinds_of(code: str, order: str) -> list[tuple[str, str]]:
    """(ground, first kind of conduct) of every ground that the program counts, for tables over all grounds."""
    return [(g.id, g.conduct[0]) for g in order_of(code, order).grounds if not g.lawyer_only]


def oath_of(code: str, order: str) -> tuple[str, str | None]:
    """The oath's sentence and that of a separate paper, word for word."""
    oath = order_of(code, order).declaration
    return oath.text, oath.attached_text
