"""What every part of a law sheet is made of: strict models, and facts that name their sources."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Strict(BaseModel):
    """Unknown keys are refused; a sheet never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Fact(Strict):
    """A statement of law with where it stands (`cite`) and what we read (`src`)."""

    cite: Text | None = None
    src: list[Text] = Field(min_length=1)
    not_settled: Text | None = Field(default=None, description="what could not be settled, in words people are shown")
    notes: Text | None = None
