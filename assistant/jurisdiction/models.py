"""The law sheet, typed: `jurisdictions/<code>/law.yaml`.

A sheet holds facts in our own words; `quote` fields and the oath alone hold mandated wording, exactly.
Unknown keys are refused. Every fact names its sources (`src`), which must stand in `sources`. What no
source supports is null, and `not_settled` says so in words that people are shown ("not settled: ...").
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.jurisdiction.calendar import CourtCalendar
from assistant.jurisdiction.efiling import Efiling
from assistant.jurisdiction.facts import Fact, Id, Stated, Strict, Text
from assistant.jurisdiction.grounds import Ground, TimeLimit
from assistant.jurisdiction.papers import (
    ChronologyOrder,
    Confidentiality,
    Exhibits,
    MustState,
    Oath,
    OfficialForm,
    Prompts,
    Proof,
    Redaction,
    Relief,
)
from assistant.jurisdiction.parties import Court, Fee, OnlyWithout, Petitioner, Relationships, Terms, Track
from assistant.jurisdiction.procedure import OtherRoute, Procedure, RecordingConsent, Upcoming


class Order(Strict):
    """One kind of protective order with all its rules."""

    id: Id
    name: Text
    terms: Terms | None = Field(default=None, description="where this order's papers use other words than the sheet's")
    also_called: list[Text]
    statute: Text
    choose_when: Stated
    court: Court
    fee: Fee
    petitioner: Petitioner
    respondents_per_petition: int | None = Field(
        default=None, ge=1, description="1: one petition for each respondent; null = no rule found"
    )
    only_without: OnlyWithout | None = None
    relationship: Relationships
    tracks: list[Track] = Field(default_factory=list)
    grounds: list[Ground] = Field(min_length=1)
    time_limit: TimeLimit
    petition_must_state: list[MustState]
    narrative_prompts: Prompts
    chronology: ChronologyOrder
    relief: list[Relief] = Field(min_length=1)
    standard_of_proof: Proof
    declaration: Oath
    forms: list[OfficialForm]
    confidentiality: Confidentiality
    redaction: list[Redaction]
    exhibits: Exhibits
    efiling: Efiling | None = None
    procedure: Procedure
    upcoming: list[Upcoming] = Field(default_factory=list)

    @property
    def relationships(self) -> frozenset[str]:
        """Every relationship that one way or another leads to this order."""
        return frozenset(self.relationship.any_of).union(*(t.any_of for t in self.tracks)) - set(
            self.relationship.none_of
        )

    def redaction_of(self, what: str) -> Redaction | None:
        """The rule on one kind of private thing, or None when the sheet has none."""
        return next((rule for rule in self.redaction if rule.what == what), None)

    def wants(self, topic: str) -> bool:
        """Does this order's petition have to state `topic`?"""
        return any(item.topic == topic for item in self.petition_must_state)


class Help(Fact):
    name: Text
    hours: Text | None = Field(default=None, description="when it answers, where the source says")
    phone: Text | None
    url: Text | None


class Source(Strict):
    url: Text
    title: Text
    date: Text | None = Field(description="date on the page, as it stands there; null = none")
    supports: list[Text]


class Sheet(Strict):
    """All we know of one place's protective-order law, as of a date."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]{2,3})?$")]
    name: Text
    as_of: date
    confidence: Literal["high", "medium", "low"]
    confidence_notes: Text | None = None
    language: Literal["en-US", "en-GB"] = "en-US"
    paper: Literal["letter", "a4"] = "letter"
    currency: Literal["USD", "GBP", "EUR", "CAD", "AUD", "NZD"] = "USD"
    terms: Terms
    other_routes: list[OtherRoute] = Field(default_factory=list, description="where none of the orders fits")
    recording_consent: RecordingConsent | None = None
    court_calendar: CourtCalendar | None = Field(default=None, description="null = closing days are not known")
    orders: list[Order] = Field(min_length=1)
    help: list[Help]
    sources: dict[str, Source]
    open_questions: list[Text]
    upcoming: list[Upcoming] = Field(default_factory=list)

    def terms_of(self, order: Order, hides_address: bool = False) -> Terms:
        """The words the papers of this order use; a paper sworn in the other way may have another name."""
        words = order.terms or self.terms
        way = order.declaration.other_way(hides_address)
        return words.model_copy(update={"declaration": way.paper}) if way is not None and way.paper else words

    def order(self, order_id: str) -> Order:
        """The order type with this id; KeyError when the sheet has none."""
        for order in self.orders:
            if order.id == order_id:
                return order
        raise KeyError(order_id)
