"""Of a law sheet: what happens after filing, and what changes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from assistant.jurisdiction.facts import Fact, Stated, Strict, Text
from assistant.jurisdiction.named import Relationship

DayKind = Literal["calendar", "court"]


class TemporaryOrder(Fact):
    name: Text
    decided: Text | None
    lasts: Text | None


class Hearing(Fact):
    """When the hearing is. Days are counted from the event in `counted_from`; that day itself does not count."""

    within_days: int | None = Field(ge=1)
    not_before_days: int | None = Field(default=None, ge=0, description="the earliest day, where the law sets one")
    day_kind: DayKind = "calendar"
    counted_from: Literal["filing", "temporary-order", "service", "request"] = Field(
        default="filing", description="'request': the hearing is held only when somebody asks for it"
    )
    request_within_days: int | None = Field(
        default=None, ge=1, description="with 'request': it must be asked for within this many days of service"
    )
    rule: Text | None = Field(default=None, description="the rule in our own words")


class Service(Fact):
    """Handing the papers to the respondent: who, how long before the hearing, at what cost."""

    who: Text | None
    days_before_hearing: int | None = Field(ge=0)
    day_kind: DayKind = "calendar"
    within_days_of_order: int | None = Field(
        default=None, ge=1, description="served within this many days of the order"
    )
    cost: Text | None
    proof_form: Text | None
    rule: Text | None = None


class FinalOrder(Stated):
    months: int | None = Field(default=None, ge=1, description="how long the final order lasts where the law fixes it")


class Renewal(Stated):
    """Asking for more time. Days are counted back from, or on from, the day the order ends."""

    opens_days_before_end: int | None = Field(default=None, ge=0)
    closes_days_before_end: int | None = Field(default=None, ge=0)
    closes_days_after_end: int | None = Field(default=None, ge=0)


class Procedure(Strict):
    """What happens after filing."""

    temporary_order: TemporaryOrder
    hearing: Hearing
    service: Service
    final_order_lasts: FinalOrder
    renewal: Renewal
    others: list[Stated] = Field(default_factory=list)


class Upcoming(Stated):
    """Law that is enacted and not yet in force, with its date."""

    effective: date


class OtherRoute(Stated):
    """Another way to protection that this sheet's orders are not: a criminal court, the police, another agency."""

    for_relationships: list[Relationship] = Field(default_factory=list, description="empty = for anyone")


class RecordingConsent(Fact):
    """Whose consent the law wants before a private talk is recorded."""

    parties: Literal["one", "all", "mixed"] | None
    text: Text | None
