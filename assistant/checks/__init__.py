"""What a clerk, a judge or the other side would pick on: one function each, in a list. Pure.

To add one: a function that takes a View and yields findings, and its line in CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from assistant.case.model import Case
from assistant.checks.completeness import (
    age_rule,
    declaration_text,
    must_state,
    not_settled,
    relationship,
    requests,
    respondent_unknown,
    who_files,
)
from assistant.checks.dates_checks import date_missing, gaps, impossible, newest, outside_window, weekday
from assistant.checks.events import effect_missing, identity, inconsistent, no_conduct, place_missing, witnesses
from assistant.checks.evidence_checks import cited_missing, foundation, never_cited
from assistant.checks.grounds import GroundSupport, counts, episodes, support
from assistant.checks.privacy import birth_dates, children_names, hidden_values, numbers
from assistant.checks.view import View
from assistant.checks.words import (
    admission,
    argument,
    conclusory,
    hearsay,
    immigration,
    length,
    mind_reading,
    passive,
    privilege,
    threat_not_quoted,
    vague_frequency,
)
from assistant.findings import Finding
from assistant.jurisdiction import Sheet

CHECKS: tuple[Callable[[View], Iterator[Finding]], ...] = (
    hidden_values,
    numbers,
    birth_dates,
    children_names,
    cited_missing,
    never_cited,
    foundation,
    must_state,
    relationship,
    age_rule,
    who_files,
    respondent_unknown,
    declaration_text,
    requests,
    date_missing,
    impossible,
    weekday,
    outside_window,
    counts,
    episodes,
    newest,
    gaps,
    place_missing,
    no_conduct,
    identity,
    effect_missing,
    inconsistent,
    witnesses,
    threat_not_quoted,
    vague_frequency,
    conclusory,
    mind_reading,
    argument,
    hearsay,
    passive,
    admission,
    immigration,
    privilege,
    length,
    not_settled,
)


def check(case: Case, sheet: Sheet, today: date) -> list[Finding]:
    """Every finding, worst first, then as the checks stand in the list. `today` is taken as the day of filing."""
    order = next((o for o in sheet.orders if o.id == case.told.order), None)
    if order is None:
        return []
    view = View(case, case.told, sheet, order, today)
    return sorted((f for one in CHECKS for f in one(view)), key=lambda f: f.severity)


__all__ = ["CHECKS", "GroundSupport", "View", "check", "support"]
