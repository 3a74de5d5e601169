"""Which of the forms this program knows a blank is: the orders it serves, and the map made for exactly its edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.errors import PersonError
from assistant.forms.edition import Edition, edition_of, read_fields
from assistant.forms.match import Match, is_edition, match
from assistant.forms.model import Blank
from assistant.forms.rawmap import used
from assistant.forms.recognise import fold, likeness, same_number
from assistant.places import data_folder

Standing = Literal["mapped", "lacks boxes", "another edition", "edition not known", "not mapped"]
Used = Callable[[Path], Collection[str] | None]  # a map's folder -> names of the fields it fills; None: all
_AKIN = 0.4  # share of equal codes from which a form without a number is taken for a mapped one


@dataclass(frozen=True)
class MapFolder:
    """A mapped form: `folder` holds form.yaml and fields.yaml."""

    code: str
    folder: Path
    number: str
    title: str
    edition: str
    serves: tuple[str, ...]  # ids of orders of that place

    @property
    def id(self) -> str:
        """'us-xx/dv-100'."""
        return f"{self.code}/{self.folder.name}"


@dataclass(frozen=True)
class Serves:
    """A place and an order that a form is for, in words."""

    code: str
    place: str
    order_id: str
    order: str


@dataclass(frozen=True)
class Recognised:
    """What is known of a blank beyond itself."""

    standing: Standing
    serves: tuple[Serves, ...] = ()
    map: MapFolder | None = None
    match: Match | None = None  # box by box against the mapped edition; of a map of any edition


@cache
def maps() -> tuple[MapFolder, ...]:
    """Every map the program has, of all places. PersonError when the head of one cannot be read."""
    from assistant.yamlfile import read_yaml

    found = []
    for path in sorted(data_folder("jurisdictions").glob("*/forms/*/form.yaml")):
        code = path.parent.parent.parent.name
        data = read_yaml(path, name=f"{code}/forms/{path.parent.name}/form.yaml").data or {}
        found.append(
            MapFolder(
                code=code,
                folder=path.parent,
                number=_word(data.get("number")),
                title=_word(data.get("title")),
                edition=_word(data.get("edition")),
                serves=tuple(map(str, data.get("serves") or ())),
            )
        )
    return tuple(found)


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


@cache
def edition_in(folder: Path) -> Edition | None:
    """The mapped edition of a map's folder; None when it holds no fields.yaml."""
    path = folder / "fields.yaml"
    return read_fields(path) if path.exists() else None


def recognised(blank: Blank, used: Used = used) -> Recognised:
    """Finds the blank among the maps and the law sheets. The map counts only for exactly its own edition."""
    mine = edition_of(blank)
    candidates = [(one, known) for one in maps() if (known := edition_in(one.folder)) and _could_be(blank, mine, known)]
    serves = _serves(blank, [one for one, _ in candidates])
    if not candidates:
        return Recognised("not mapped" if blank.edition else "edition not known", serves)
    one, known = max(
        candidates, key=lambda c: (blank.sha256 in c[1].sha256s, is_edition(c[1], mine), _like(c[1], mine))
    )
    matched = match(known, blank, used(one.folder))
    if matched.same_edition:
        return Recognised("mapped" if matched.complete else "lacks boxes", serves, one, matched)
    return Recognised("another edition" if blank.edition else "edition not known", serves, one, matched)


def _could_be(blank: Blank, mine: Edition, known: Edition) -> bool:
    """Whether the blank may be an edition of a mapped form. Two places may use one number for two forms."""
    if blank.sha256 in known.sha256s:
        return True
    if blank.number or known.number:
        akin = _like(known, mine) >= _AKIN / 2 or _prints(blank, known.title)
        return same_number(blank.number, known.number) and akin
    return _like(known, mine) >= _AKIN


def _like(one: Edition, other: Edition) -> float:
    return likeness(one.words, other.words)


def _prints(blank: Blank, title: str) -> bool:
    """Whether nearly all weighty words of a title stand on the blank's pages; what it says in brackets does not count."""
    words = [fold(word) for word in title.split(" (")[0].split() if len(fold(word)) > 3]
    there = {fold(word) for text in blank.page_texts for word in text.split()}
    return bool(words) and sum(word in there for word in words) >= 0.8 * len(words)


def _serves(blank: Blank, candidates: list[MapFolder]) -> tuple[Serves, ...]:
    """The orders that the maps and the law sheets name for this form, each once."""
    from assistant.jurisdiction import codes, load

    found: dict[tuple[str, str], Serves] = {}
    for code in codes():
        try:
            sheet = load(code)
        except PersonError:  # a sheet with problems says nothing; other commands tell about them
            continue
        mapped = {order for one in candidates if one.code == code for order in one.serves}
        for order in sheet.orders:
            listed = any(_is_listed(blank, form.number or "", form.title, bool(candidates)) for form in order.forms)
            if listed or order.id in mapped:
                found[code, order.id] = Serves(code, sheet.name, order.id, order.name)
    return tuple(found.values())


def _is_listed(blank: Blank, number: str, title: str, is_mapped: bool) -> bool:
    """Whether a form of a law sheet is this one. A sheet may write 'OFP107-P (was OFP107)'."""
    if blank.number:
        parts = (part.strip(" ()") for part in re.split(r"[,;(]| and | was ", number))
        return any(same_number(blank.number, part) for part in parts) and _prints(blank, title)
    # a form without a number is known by its title, unless a map knows it better
    return not is_mapped and len(fold(blank.title)) > 5 and fold(title).startswith(fold(blank.title))
