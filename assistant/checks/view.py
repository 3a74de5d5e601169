"""What every check looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.case.model import Case, Incident, Told
from assistant.jurisdiction import Order, Sheet

COMMON_SENSE = "common sense"


@dataclass(frozen=True)
class View:
    case: Case
    told: Told
    sheet: Sheet
    order: Order
    today: date  # taken as the day of filing


def event(incident: Incident) -> str:
    """How lists call an incident: 'Event 2: followed me'."""
    return f"Event {incident.number}" + (f": {incident.title}" if incident.title else "")


def at(incident: Incident, key: str) -> str:
    """The path of one answer about an incident."""
    return f"incidents.{incident.id}.{key}"
