"""Of a law sheet: who asks, against whom, in which court, for what fee."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from assistant.jurisdiction.facts import Fact, Id, Strict, Text
from assistant.jurisdiction.named import Relationship


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
