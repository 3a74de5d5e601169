"""What a clerk, a judge or the other side would pick on: one function each, in a list. Pure.

To add one: a function that takes a View and yields findings, and its line in CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from assistant.case.model import Case
from assistant.checks.completeness import must_state, not_settled
from assistant.checks.dates_checks import date_missing, gaps, impossible, newest, outside_window, weekday
from assistant.checks.eligibility import (
    age_band,
    age_rule,
    another_address,
    conditions,
    relationship,
    respondent_unknown,
    sent_elsewhere,
    who_files,
)
from assistant.checks.events import effect_missing, identity, inconsistent, no_conduct, place_missing, witnesses
from assistant.checks.evidence_checks import (
    cited_missing,
    file_dates,
    foundation,
    never_cited,
    same_twice,
    transcripts,
    withheld,
)
from assistant.checks.grounds import GroundSupport, counts, episodes, support, windows
from assistant.checks.log_checks import log_counts
from assistant.checks.privacy import birth_dates, children_names, hidden_values, numbers
from assistant.checks.relief_checks import facts_without_request, requests
from assistant.checks.risk import admission, child_harm, cross_filing, health, immigration, privilege
from assistant.checks.signing import declaration_text
from assistant.checks.view import View
from assistant.checks.words import (
    argument,
    conclusory,
    hearsay,
    length,
    mind_reading,
    passive,
    threat_not_quoted,
    vague_frequency,
)
from assistant.findings import Finding, Severity
from assistant.jurisdiction import Sheet

CHECKS: tuple[Callable[[View], Iterator[Finding]], ...] = (
    hidden_values,
    numbers,
    birth_dates,
    children_names,
    cited_missing,
    never_cited,
    foundation,
    file_dates,
    same_twice,
    withheld,
    transcripts,
    log_counts,
    must_state,
    relationship,
    sent_elsewhere,
    conditions,
    age_rule,
    age_band,
    who_files,
    another_address,
    respondent_unknown,
    declaration_text,
    requests,
    facts_without_request,
    date_missing,
    impossible,
    weekday,
    outside_window,
    windows,
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
    health,
    child_harm,
    cross_filing,
    length,
    not_settled,
)


def check(case: Case, sheet: Sheet, today: date) -> list[Finding]:
    """Every finding, worst first, then event by event, then as the checks stand in the list. `today` is the day of filing."""
    told = case.told
    order = next((o for o in sheet.orders if o.id == told.order), None)
    if order is None:
        return [_no_order(sheet)]
    view = View(case, told, sheet, order, today)
    # what belongs to no event stays where the list has it, after the events
    events = {i.id: n for n, i in enumerate(told.incidents)}

    def position(finding: Finding) -> tuple[int, int]:
        head, _, rest = finding.path.partition(".")
        return finding.severity, events.get(rest.partition(".")[0], len(events)) if head == "incidents" else len(events)

    return sorted((f for one in CHECKS for f in one(view)), key=position)


def _no_order(sheet: Sheet) -> Finding:
    return Finding(
        "P00-order-not-chosen",
        Severity.FIX,
        "The order",
        "order.type",
        "No order is chosen yet. What an order's law asks for can be looked at once one is.",
        "No order chosen; nothing was checked.",
        f"law sheet as of {sheet.as_of.isoformat()}",
    )


__all__ = ["CHECKS", "GroundSupport", "View", "check", "support"]
