"""The numbers that a word processor shows before paragraphs but does not write in them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN = ("decimal", "%1.", 1)


@dataclass(frozen=True)
class Levels:
    """The levels of one list: kind of number, pattern, first number."""

    list_id: str
    levels: dict[int, tuple[str, str, int]]

    def of(self, level: int) -> tuple[str, str, int]:
        """The level's kind ('decimal', 'bullet', ...), pattern ('%1.') and first number."""
        return self.levels.get(level, _PLAIN)


def lists(numbering: ElementTree.Element) -> dict[str, Levels]:
    """numId -> its levels."""
    abstract = {}
    for one in numbering.iter(f"{_W}abstractNum"):
        levels = {}
        for level in one.iter(f"{_W}lvl"):
            found = {k: level.find(f"{_W}{k}") for k in ("numFmt", "lvlText", "start")}
            got = {k: e.get(f"{_W}val", "") for k, e in found.items() if e is not None}
            levels[int(level.get(f"{_W}ilvl", "0"))] = (
                got.get("numFmt", "decimal"),
                got.get("lvlText", "%1."),
                int(got.get("start") or 1),
            )
        abstract[one.get(f"{_W}abstractNumId", "")] = levels
    made = {}
    for num in numbering.iter(f"{_W}num"):
        link = num.find(f"{_W}abstractNumId")
        name = link.get(f"{_W}val", "") if link is not None else ""
        made[num.get(f"{_W}numId", "")] = Levels(name, abstract.get(name, {}))
    return made


def of_styles(styles: ElementTree.Element) -> dict[str, tuple[str, int]]:
    """Style id -> (numId, level), for styles that bring a number."""
    made = {}
    for style in styles.iter(f"{_W}style"):
        num = style.find(f"{_W}pPr/{_W}numPr")
        if num is not None:
            number, level = num.find(f"{_W}numId"), num.find(f"{_W}ilvl")
            made[style.get(f"{_W}styleId", "")] = (
                number.get(f"{_W}val", "") if number is not None else "",
                int(level.get(f"{_W}val", "0")) if level is not None else 0,
            )
    return made


@dataclass
class Counter:
    """Counts through a document as the word processor does."""

    lists: dict[str, Levels]
    _at: dict[tuple[str, int], int] = field(default_factory=dict)

    def next(self, number: str, level: int) -> str:
        """What is shown before the next paragraph of this list and level: '3.', '(b)', '•', or ''."""
        if number in ("", "0") or number not in self.lists:
            return ""
        levels = self.lists[number]
        for deeper in [k for k in self._at if k[0] == levels.list_id and k[1] > level]:
            del self._at[deeper]
        kind, pattern, start = levels.of(level)
        self._at[(levels.list_id, level)] = self._at.get((levels.list_id, level), start - 1) + 1
        if kind in ("bullet", "none"):
            return "•" if kind == "bullet" else ""

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown, _, first = levels.of(at)
            return written(self._at.get((levels.list_id, at), first), shown)

        return re.sub(r"%(\d)", one, pattern)


def written(number: int, kind: str) -> str:
    """A number in a list's way of counting."""
    if kind in ("lowerLetter", "upperLetter"):
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return text if kind == "lowerLetter" else text.upper()
    if kind in ("lowerRoman", "upperRoman"):
        text = ""
        for value, sign in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            text, number = text + sign * (number // value), number % value
        return text if kind == "lowerRoman" else text.upper()
    return f"{number:02d}" if kind == "decimalZero" else str(number)
