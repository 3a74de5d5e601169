"""The law sheet, typed: `jurisdictions/<code>/law.yaml`.

A sheet holds facts in our own words; `quote` fields and the oath alone hold mandated wording, exactly.
Unknown keys are refused. Every fact names its sources (`src`), which must stand in `sources`. What no
source supports is null, and `not_settled` says so in words that people are shown ("not settled: ...").
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from assistant.jurisdiction.calendar import CourtCalendar
from assistant.jurisdiction.efiling import Efiling
from assistant.jurisdiction.facts import Fact, Id, Stated, Strict, Text
from assistant.jurisdiction.vocabulary import (
    BEARS_ON_RELIEF,
    CONDUCT,
    MUST_SHOW,
    REDACTED,
    RELATIONSHIPS,
    SHOWN_BY,
    TOPICS,
)


def _word_of(words: dict[str, object], kind: str) -> AfterValidator:
    def known(value: str) -> str:
        if value not in words:
            raise ValueError(f"'{value}' is not a known {kind}; known: {', '.join(sorted(words))}")
        return value

    return AfterValidator(known)


Relationship = Annotated[str, _word_of(dict(RELATIONSHIPS), "relationship")]
Conduct = Annotated[str, _word_of(dict(CONDUCT), "kind of conduct")]
Topic = Annotated[str, _word_of(dict(TOPICS), "topic")]
ShownBy = Annotated[str, _word_of(dict(SHOWN_BY), "way to show an element")]
MustShow = Annotated[str, _word_of(dict(MUST_SHOW), "signature line")]
BearsOnRelief = Annotated[str, _word_of(dict(BEARS_ON_RELIEF), "fact that bears on a request")]
RedactedThing = Annotated[str, _word_of(dict(REDACTED), "thing to redact")]
OathKind = Literal[
    "unsworn-under-penalty-of-perjury", "statement-of-truth", "affidavit-notarized", "either", "sworn-before-clerk"
]


class Terms(Fact):
    """The words this place's forms use. Lower case unless the form capitalises them mid-sentence."""

    petitioner: Text
    respondent: Text
    declaration: Text = Field(description="heading of the sworn paper, e.g. Declaration, Affidavit")
    order: Text = Field(description="general word for the order")


class Caption(Strict):
    """The head of a paper. `lines` may hold {county}, {court}, {division}, {judicial_district}."""

    lines: list[Text] = Field(min_length=1)
    petitioner: Text = Field(description="label of the first party as printed")
    respondent: Text = Field(description="label of the other party as printed")
    versus: Text | None = None


class Court(Fact):
    name: Text
    which: list[Text] = Field(min_length=1, description="the courts that hear this order; the person picks")
    caption: Caption
    case_number_label: Text
    venue: Text | None = Field(description="where the request may be filed, own words; null = not known")


class FeeCase(Strict):
    """What the fee is when the stated facts are there."""

    when: Text = Field(description="the facts, own words")
    amount: Decimal | None = Field(description="in the sheet's currency; null = not known")


class Fee(Fact):
    amount: Decimal | None = Field(
        description="in the sheet's currency; null = not known, or it depends (see depends_on)"
    )
    waived_when: Text | None
    depends_on: list[FeeCase] = Field(default_factory=list, description="where the fee depends on facts")


class AgeBand(Strict):
    """A rule for petitioners from one age up to, but not including, another."""

    from_age: int = Field(ge=0, le=30, description="first age of the band")
    below_age: int = Field(ge=1, le=130, description="first age above the band")
    files_alone: bool | None = Field(description="true, false, or null = the sources do not settle it")
    rule: Text = Field(description="how a person of this age files, own words")
    cite: Text | None


class Petitioner(Fact):
    """Who may ask, from which age, and who may ask for another person."""

    minimum_age: int | None = Field(
        ge=0, le=30, description="below this age somebody files for the person; null = none stated"
    )
    usual_age: int | None = Field(
        default=None, ge=0, le=30, description="below this age an adult normally files, though not required"
    )
    minor_rule: Text | None
    ages: list[AgeBand] = Field(default_factory=list, description="where the rule differs between ages")
    on_behalf: list[Text] = Field(description="who may file for another person")


class RelationshipCondition(Strict):
    """What the law asks besides the relationship itself: a shared home, intimacy, a time since it ended."""

    of: list[Relationship] = Field(min_length=1, description="the relationships it is asked of")
    needs: Text = Field(description="what is asked besides, own words")
    ended_within_months: int | None = Field(
        default=None, ge=1, description="the relationship existed within this many calendar months before filing"
    )
    end_day_counts: bool = Field(
        default=False, description="the period begins with the day it ended, so that its last day is one day earlier"
    )
    cite: Text | None


class Relationships(Fact):
    """Who the respondent may be. `none_of`: with one of these, the law sends the person to another order."""

    required: bool
    any_of: list[Relationship] = Field(min_length=1)
    none_of: list[Relationship] = Field(default_factory=list)
    none_of_rule: Text | None = Field(default=None, description="what the law says of those, own words")
    conditions: list[RelationshipCondition] = Field(default_factory=list)


class Track(Fact):
    """One of several ways to the same order, each with its own grounds, relationships or first step."""

    id: Id
    label: Text
    text: Text = Field(description="how this way differs, own words")
    grounds: list[Id] = Field(description="the grounds it serves; empty = all")
    any_of: list[Relationship] = Field(min_length=1)
    begins_with: Literal["court", "police", "prosecutor"] = "court"


class OnlyWithout(Fact):
    """An order only for those who cannot get another one."""

    orders: list[Id] = Field(min_length=1, description="the other orders of this sheet")
    rule: Text


class Element(Strict):
    id: Id
    label: Text
    cite: Text
    shown_by: list[ShownBy] = Field(min_length=1)


class Window(Strict):
    """`count` of the incidents must lie within this time before filing."""

    count: int = Field(ge=1)
    months: int | None = Field(default=None, ge=1, description="calendar months")
    days: int | None = Field(default=None, ge=1)
    tolled: bool = Field(default=False, description="time left out by the order's time limit is left out here too")

    @model_validator(mode="after")
    def _one_unit(self) -> Window:
        if (self.months is None) == (self.days is None):
            raise ValueError("give either months or days")
        return self


class Ground(Fact):
    """One legal ground: what it is, the conduct that speaks of it, its count, its window, its elements."""

    id: Id
    label: Text
    definition: Text
    quote: Text | None = Field(default=None, description="operative statutory words, exact and short")
    conduct: list[Conduct] = Field(min_length=1)
    minimum_incidents: int | None = Field(ge=1, description="null = the law states no number")
    one_episode_counts_once: bool | None = Field(
        default=None, description="true where one continuous event is one act; null = not known"
    )
    within: Window | None
    elements: list[Element]
    lawyer_only: bool = Field(default=False, description="never offered or counted by the program on its own")


class LeftOut(Strict):
    """Time that does not count towards a limit: 'tolling'. The person gives the periods with their dates."""

    id: Id
    label: Text = Field(description="what the period is, as an answer to choose: 'They were in jail or prison'")
    rule: Text
    cite: Text | None


class TimeLimit(Fact):
    """How old the newest incident may be. Both limits null: the law sets none, or none was found (see not_settled)."""

    newest_incident_within_days: int | None = Field(ge=1)
    newest_incident_within_months: int | None = Field(default=None, ge=1, description="calendar months")
    left_out: list[LeftOut] = Field(default_factory=list)
    delay_alone_is_no_reason: bool | None = Field(
        default=None,
        description="true: the law forbids refusing an order only because time has passed; null = not known",
    )

    @model_validator(mode="after")
    def _one_unit(self) -> TimeLimit:
        if self.newest_incident_within_days is not None and self.newest_incident_within_months is not None:
            raise ValueError("give the limit in days or in months, as the law does")
        return self


class MustState(Fact):
    """A thing the petition must tell. With the topic `own-question` the sheet asks it in its own words."""

    label: Text
    topic: Topic
    id: Id | None = Field(default=None, description="with own-question: names the answer; never changed later")
    ask: Text | None = Field(default=None, description="with own-question: the question, short and plain")
    help: Text | None = Field(default=None, description="with own-question: more words for those who want them")
    when: Literal["always", "children", "firearms", "minor", "on-behalf", "address-withheld", "temporary-order"] = (
        "always"
    )

    @model_validator(mode="after")
    def _asked(self) -> MustState:
        if (self.topic == "own-question") != (self.id is not None and self.ask is not None):
            raise ValueError("the topic 'own-question' goes with an id and the words to ask, other topics with neither")
        return self


class Prompts(Fact):
    ask: list[Text] = Field(description="what the official form asks the person to tell, in its order")


class ChronologyOrder(Fact):
    order: Literal["newest-first", "oldest-first"] | None


class Relief(Fact):
    """One thing the court can order. `bears_on` names the facts in a case that speak of it."""

    id: Id
    label: Text
    bears_on: list[BearsOnRelief] = Field(
        default_factory=list, description="facts that speak of this request; empty = only the person's own reason"
    )


class Proof(Fact):
    temporary: Text | None
    final: Text | None


class OathAlternative(Strict):
    """Another way to swear the same paper, used where `when` holds."""

    when: Literal["address-or-birth-date-hidden", "chosen"]
    kind: OathKind
    text: Text
    jurat: Text | None = Field(description="the officer's certificate, to be completed by hand; null = none printed")
    must_show: list[MustShow] = Field(min_length=1)
    paper: Text | None = Field(default=None, description="what the paper is called then; null = as always")
    why: Text = Field(description="what this way keeps out of the paper, own words")
    cite: Text | None


class Oath(Fact):
    """How the declaration is sworn. `text` is the form's sentence; `attached_text` that of a separate paper.

    A sentence may hold {declarant_name}, {county}, {state} and other named values; {blank} is left for the hand.
    """

    kind: OathKind
    heading: Text | None = Field(
        default=None, description="heading above it, e.g. Statement of truth; null = Signature"
    )
    text: Text
    attached_text: Text | None = None
    alternative_text: Text | None = Field(default=None, description="wording seen elsewhere, for the lawyer")
    alternative: OathAlternative | None = None
    jurat: Text | None = Field(default=None, description="the officer's certificate, to be completed by hand")
    must_show: list[MustShow] = Field(min_length=1)
    notary_needed: bool | None

    def other_way(self, hides_address: bool) -> OathAlternative | None:
        """The other way to swear, where there is one that keeps out an address or birth date and one to keep out."""
        other = self.alternative
        return other if other is not None and other.when == "address-or-birth-date-hidden" and hides_address else None


class OfficialForm(Fact):
    """One of the court's own forms: its number, title, edition, and when it is filed."""

    number: Text | None
    title: Text
    revision: Text | None
    use: Literal["mandatory", "optional", "informational"]
    filed: Text
    url: Text | None


class Confidentiality(Fact):
    """How an address is kept from the respondent."""

    address: Text
    alternative_address_required: bool | None = Field(
        default=None, description="true: who leaves the address off must give another where papers reach them"
    )
    form: Text | None
    program: Text | None
    program_phone: Text | None = None


class Redaction(Fact):
    what: RedactedThing
    keep: Literal["nothing", "last-four", "year", "initials", "sealed", "allowed"] | None = Field(
        description="what may stay in a public paper; null = the rule is not known"
    )
    rule: Text | None


class Exhibits(Fact):
    labels: Literal["letters", "numbers"] | None = Field(description="null = no rule found; letters are used")
    rules: Text | None


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
