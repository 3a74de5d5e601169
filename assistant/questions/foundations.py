"""Sentences offered for what an exhibit is (`templates/foundations/`). The person's own words replace them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.questions.kinds import Option

if TYPE_CHECKING:
    from assistant.questions.model import Look

BLANK = re.compile(r"\[[^\[\]\n]{1,80}\]")


@dataclass(frozen=True)
class Foundation:
    """One kind of exhibit. `sentence` holds blanks in square brackets for what only the person knows."""

    id: str
    label: str
    sentence: str


@cache
def foundations() -> tuple[Foundation, ...]:
    """Every kind, in the order asked. PersonError when the file has a mistake."""
    from assistant.errors import PersonError
    from assistant.places import data_folder
    from assistant.yamlfile import read_yaml

    path = data_folder("templates") / "foundations" / "foundations.yaml"
    file = read_yaml(path, name="foundations/foundations.yaml")
    try:
        return tuple(Foundation(**row) for row in file.data)
    except TypeError:
        raise PersonError("each entry holds id, label and sentence.", where="foundations/foundations.yaml") from None


def kinds(look: Look) -> Sequence[Option]:
    """What an exhibit may be."""
    return [Option(f.id, f.label) for f in foundations()]


def offer(look: Look) -> str:
    """The sentence for the kind chosen for this exhibit, or ''."""
    chosen = look.value(".kind")
    return next((f.sentence for f in foundations() if f.id == chosen), "")


def offered_blanks(text: str) -> list[str]:
    """Blanks of an offered sentence that still stand in `text`: '[date]'. Brackets of the person's own do not count."""
    known = {blank for f in foundations() for blank in BLANK.findall(f.sentence)}
    return [blank for blank in BLANK.findall(text) if blank in known]
