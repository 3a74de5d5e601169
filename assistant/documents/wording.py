"""The fixed words of our own documents: `templates/<kind>/document.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.disclosure import Reader
from assistant.errors import PersonError, Problem
from assistant.places import data_folder
from assistant.yamlfile import read_yaml

Text = Annotated[str, StringConstraints(min_length=1)]


class FieldLine(BaseModel):
    """One line of the petition page: its label and the named value in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    label: Text
    value: Text


class Wording(BaseModel):
    """A document's title, who reads it, when and why it is made, its place in the packet, every fixed sentence in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Text
    readers: tuple[Reader, ...]
    position: int
    when: Text = Field(default="always", description="a condition of assistant/packet/plan.py")
    because: Text | None = Field(default=None, description="one line for the plan: what it is for")
    words: dict[str, Text] = Field(default_factory=dict)
    fields: tuple[FieldLine, ...] = ()

    def __getitem__(self, key: str) -> str:
        return self.words[key]


@cache
def wording(kind: str) -> Wording:
    """The wording of `templates/<kind>/`. PersonError with file and line when it has a mistake."""
    path = data_folder("templates") / kind / "document.yaml"
    file = read_yaml(path, name=f"{kind}/document.yaml")
    try:
        return Wording.model_validate(file.data)
    except ValidationError as error:
        raise PersonError(
            [
                Problem(f"{'.'.join(map(str, e['loc']))}: {e['msg']}.", file.where(tuple(e["loc"])))
                for e in error.errors()
            ]
        ) from None
