"""The law sheet, typed: `jurisdictions/<code>/law.yaml`.

A sheet holds facts in our own words; `quote` fields and the oath alone hold mandated wording, exactly.
Unknown keys are refused. Every fact names its sources (`src`), which must stand in `sources`. What no
source supports is null, and `not_settled` says so in words that people are shown ("not settled: ...").
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from assistant.jurisdiction.efiling import Efiling
from assistant.jurisdiction.vocabulary import (
    CONDUCT,
    MUST_SHOW,
    REDACTED,
    RELATIONSHIPS,
    SHOWN_BY,
    TOPICS,
)

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


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
RedactedThing = Annotated[str, _word_of(dict(REDACTED), "thing to redact")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Fact(Strict):
    """A statement of law with where it stands (`cite`) and what we read (`src`)."""

    cite: Text | None = None
    src: list[Text] = Field(min_length=1)
    not_settled: Text | None = Field(default=None, description="what could not be settled, in words people are shown")
    notes: Text | None = None


class Stated(Fact):
    """A fact that is one statement in our own words; null when not known."""

    text: Text | None


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


class Fee(Fact):
    amount: Decimal | None = Field(description="US dollars or the local currency; null = not known")
    waived_when: Text | None


class Petitioner(Fact):
    """Who may ask, from which age, and who may ask for another person."""

    minimum_age: int | None = Field(
        ge=0, le=30, description="below this age somebody files for the person; null = none stated"
    )
    usual_age: int | None = Field(
        default=None, ge=0, le=30, description="below this age an adult normally files, though not required"
    )
    minor_rule: Text | None
    on_behalf: list[Text] = Field(description="who may file for another person")


class Relationships(Fact):
    required: bool
    any_of: list[Relationship] = Field(min_length=1)


class Element(Strict):
    id: Id
    label: Text
    cite: Text
    shown_by: list[ShownBy] = Field(min_length=1)


class Window(Strict):
    """`count` of the incidents must lie within this time before filing."""

    count: int = Field(ge=1)
    months: int | None = Field(default=None, ge=1)
    days: int | None = Field(default=None, ge=1)

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


class TimeLimit(Fact):
    newest_incident_within_days: int | None = Field(ge=1)


class MustState(Fact):
    label: Text
    topic: Topic
    when: Literal["always", "children", "firearms", "minor", "on-behalf", "address-withheld", "temporary-order"] = (
        "always"
    )


class Prompts(Fact):
    ask: list[Text] = Field(description="what the official form asks the person to tell, in its order")


class ChronologyOrder(Fact):
    order: Literal["newest-first", "oldest-first"] | None


class Relief(Fact):
    id: Id
    label: Text


class Proof(Fact):
    temporary: Text | None
    final: Text | None


class Oath(Fact):
    """How the declaration is sworn. `text` is the form's sentence; `attached_text` that of a separate paper."""

    kind: Literal["unsworn-under-penalty-of-perjury", "affidavit-notarized", "either", "sworn-before-clerk"]
    text: Text
    attached_text: Text | None = None
    alternative_text: Text | None = None
    must_show: list[MustShow] = Field(min_length=1)
    notary_needed: bool | None


class OfficialForm(Fact):
    """One of the court's own forms: its number, title, edition, and when it is filed."""

    number: Text | None
    title: Text
    revision: Text | None
    use: Literal["mandatory", "optional", "informational"]
    filed: Text
    url: Text | None


class Confidentiality(Fact):
    address: Text
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


class TemporaryOrder(Fact):
    name: Text
    decided: Text | None
    lasts: Text | None


class Hearing(Fact):
    within_days: int | None = Field(ge=1)
    day_kind: Literal["calendar", "court"] = "calendar"
    rule: Text | None = Field(default=None, description="the rule in our own words")


class Service(Fact):
    """Handing the papers to the respondent: who, how long before the hearing, at what cost."""

    who: Text | None
    days_before_hearing: int | None = Field(ge=0)
    day_kind: Literal["calendar", "court"] = "calendar"
    cost: Text | None
    proof_form: Text | None
    rule: Text | None = None


class Procedure(Strict):
    """What happens after filing."""

    temporary_order: TemporaryOrder
    hearing: Hearing
    service: Service
    final_order_lasts: Stated
    renewal: Stated
    others: list[Stated] = Field(default_factory=list)


class Order(Strict):
    """One kind of protective order with all its rules."""

    id: Id
    name: Text
    also_called: list[Text]
    statute: Text
    choose_when: Stated
    court: Court
    fee: Fee
    petitioner: Petitioner
    relationship: Relationships
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

    def redaction_of(self, what: str) -> Redaction | None:
        """The rule on one kind of private thing, or None when the sheet has none."""
        return next((rule for rule in self.redaction if rule.what == what), None)

    def wants(self, topic: str) -> bool:
        """Does this order's petition have to state `topic`?"""
        return any(item.topic == topic for item in self.petition_must_state)


class Help(Fact):
    name: Text
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
    terms: Terms
    orders: list[Order] = Field(min_length=1)
    help: list[Help]
    sources: dict[str, Source]
    open_questions: list[Text]

    def order(self, order_id: str) -> Order:
        """The order type with this id; KeyError when the sheet has none."""
        for order in self.orders:
            if order.id == order_id:
                return order
        raise KeyError(order_id)
