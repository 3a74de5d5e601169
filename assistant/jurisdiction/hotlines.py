"""National help lines, by country: `jurisdictions/hotlines.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.jurisdiction.facts import Text
from assistant.places import data_folder
from assistant.yamlfile import read_yaml


class Hotlines(BaseModel):
    """The lines of one country, when they were checked, and where."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    country: Text
    lines: tuple[Text, ...] = Field(min_length=1)
    checked: date
    source: Text


@cache
def hotlines() -> dict[str, Hotlines]:
    """Country code (the part of a place's code before the dash) -> its lines."""
    file = read_yaml(data_folder("jurisdictions") / "hotlines.yaml", name="hotlines.yaml")
    return TypeAdapter(dict[str, Hotlines]).validate_python(file.data)


def lines_for(code: str | None) -> tuple[str, ...]:
    """The national lines for a place; without a place, those of every country, each named."""
    known = hotlines()
    if code and (own := known.get(code.partition("-")[0])):
        return own.lines
    if code:
        return ()
    return tuple(f"{h.country}: {' '.join(h.lines)}" for h in known.values())
