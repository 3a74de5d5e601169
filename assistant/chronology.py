"""Incidents in time: sorted as the court wants them, the most recent, episodes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from assistant.case.model import Incident

Order = Literal["newest-first", "oldest-first"]


def _key(incident: Incident, newest: bool) -> tuple[date, date]:
    """Newest: see When.newest_key. Oldest: by the first day it names, then the last. 'About' does not move it."""
    assert incident.when is not None
    first, last, _ = incident.when.sort_key()
    return incident.when.newest_key() if newest else (first, last)


def in_order(incidents: Iterable[Incident], order: Order | None) -> list[Incident]:
    """Dated incidents in the asked order (newest first when the place states none), undated ones after them.

    Incidents with the same date keep the order in which the person listed them.
    """
    everything = list(incidents)
    newest = order != "oldest-first"
    dated = [i for i in everything if i.when is not None]
    dated.sort(key=lambda i: _key(i, newest), reverse=newest)
    if newest:  # a reversed sort is stable only backwards; put equals back in the order they were listed
        dated.sort(key=lambda i: i.number)
        dated.sort(key=lambda i: _key(i, True), reverse=True)
    return dated + [i for i in everything if i.when is None]


def most_recent(incidents: Sequence[Incident]) -> Incident | None:
    """The first of the newest (see When.newest_key); the first listed when none has a date."""
    ordered = in_order(incidents, "newest-first")
    return ordered[0] if ordered else None


def mention_order(incidents: Sequence[Incident], worst: str | None, order: Order | None) -> list[Incident]:
    """The order in which a declaration speaks of them: the most recent, the worst, then the others as the place wants."""
    first = most_recent(incidents)
    lead = [first] if first else []
    lead += [i for i in incidents if i.id == worst and i is not first]
    taken = {i.id for i in lead}
    return lead + [i for i in in_order(incidents, order) if i.id not in taken]
