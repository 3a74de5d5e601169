"""Of a law sheet: what an order takes, and within what time."""

from __future__ import annotations

from pydantic import Field, model_validator

from assistant.jurisdiction.facts import Fact, Id, Strict, Text
from assistant.jurisdiction.named import Conduct, ShownBy


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
