"""What every entry of a law sheet has in common: strictness, citation, sources, what is not settled."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Strict(BaseModel):
    """Unknown keys are refused; nothing changes after loading."""

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
