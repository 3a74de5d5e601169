"""Of a law sheet: what the papers must say, how they are signed, what is hidden in them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from assistant.jurisdiction.facts import Fact, Id, Strict, Text
from assistant.jurisdiction.named import BearsOnRelief, MustShow, RedactedThing, Topic

OathKind = Literal[
    "unsworn-under-penalty-of-perjury", "statement-of-truth", "affidavit-notarized", "either", "sworn-before-clerk"
]


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
