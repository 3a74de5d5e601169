"""What fits in a box, at what size: measured by the engine that sets it. One query for all texts of a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.forms.showing import Cut, Shown, clusters

SMALLEST = 8.0  # points; a value is never set smaller
_LARGEST, _USUAL = 12.0, 10.0
_CONTINUED_AT = 9.0  # a text that goes on elsewhere gains little by being small
_LINE = 1.24  # lines this many type sizes apart: as in templates/form/setting.typ
_TWO_LINES = 23.0  # points: a lower box is one line, whatever the blank says
_ABOVE = 1.5  # points from a printed line to the base line of the text on it
_GROWTH = 4.0  # points that a very low box may grow to hold the accents of its line


@dataclass(frozen=True)
class Space:
    """The room in one box, in points, and how the blank wants its text. `comb`: number of cells, 0 for none."""

    w: float
    h: float
    block: bool
    may_wrap: bool  # one line by its flags, but tall: a text too long for the line is wrapped
    align: int = 0
    size: float = 0.0  # what the blank gives; 0 leaves it to us
    comb: int = 0
    rules: tuple[float, ...] = ()  # printed lines to write on, from the top

    @property
    def pitch(self) -> float:
        """Points between the printed lines; 0 where there are none."""
        if len(self.rules) < 2:
            return 0.0
        return round((self.rules[-1] - self.rules[0]) / (len(self.rules) - 1), 2)

    @property
    def top(self) -> float:
        """Where a block of text begins, from the top of the box: base lines a little above the printed lines."""
        return self.rules[0] - _ABOVE - 0.75 * self.pitch if self.rules else 1.0

    @property
    def high(self) -> float:
        """Height for a block of text."""
        return len(self.rules) * self.pitch + 0.1 if self.rules else self.h - 2

    @property
    def pad(self) -> float:
        """Room left free at each side."""
        return 2.0 if self.w >= 20 else 1.0

    @property
    def inner(self) -> float:
        """Width for text."""
        return max(self.w - 2 * self.pad, 1.0)

    @property
    def largest(self) -> float:
        """The size tried first."""
        usual = _USUAL if self.block or self.may_wrap else max(SMALLEST, min(_USUAL, self.h * 0.75))
        # between printed lines, and under the upper edge, there must be room for the accents of a capital
        most = min(_LARGEST, self.pitch / 1.1, self.rules[0] - _ABOVE) if self.rules else _LARGEST
        return max(int(10 * min(self.size or usual, most)) / 10, SMALLEST)

    @property
    def sizes(self) -> list[float]:
        """Sizes tried, the largest first."""
        steps = int((self.largest - SMALLEST) / 0.5)
        return [self.largest - 0.5 * n for n in range(steps + 1)] + ([SMALLEST] if (self.largest * 2) % 1 else [])

    @property
    def most(self) -> int:
        """More characters than this cannot fit: no letter is narrower than a fifth of its size."""
        lines = self.h / (SMALLEST * _LINE) + 1 if self.block or self.may_wrap else 1
        return int(lines * (self.inner / (SMALLEST * 0.2) + 1)) + 40


def space(
    w: float, h: float, *, multiline: bool, align: int, size: float, comb: int, rules: tuple[float, ...] = ()
) -> Space:
    """The room in a box `w` by `h` points."""
    tall = is_tall(h) and not comb
    while rules and rules[0] < SMALLEST + _ABOVE - 0.1:  # no room above the first line
        rules = rules[1:]
    return Space(w, h, tall and multiline, tall and not multiline, align, size, comb, rules if len(rules) > 1 else ())


def is_tall(h: float) -> bool:
    """Has a box of this height room for two lines?"""
    return h >= _TWO_LINES


@dataclass(frozen=True)
class Item:
    """One text to be measured in one box. `places`: where it may be broken; () = it must fit whole."""

    shown: Shown
    space: Space
    as_block: bool
    places: tuple[Cut, ...] = ()
    notes: tuple[str, ...] = ()  # what stands after the part that is shown: the first there is room for
    more: bool = False  # the text is longer than what is measured here

    @property
    def least(self) -> float:
        """The size of the part shown when the text is broken."""
        return min(_CONTINUED_AT, self.space.largest) if self.as_block else SMALLEST

    def data(self) -> dict[str, Any]:
        """For templates/form/measure.typ."""
        return {
            "t": self.shown.display,
            "line": not self.as_block,
            "w": self.space.inner,
            "h": self.space.high,
            "pitch": self.space.pitch,
            "sizes": self.space.sizes,
            "least": self.least,
            "more": self.more,
            "notes": list(self.notes),
            "cuts": [self.shown.starts[cut.at] for cut in self.places] or None,
        }


@dataclass(frozen=True)
class Fit:
    """A text as it fits: its type size, and for a line its width and reach at 10 points. `grown`: points the box
    must grow upwards."""

    size: float
    width: float = 0.0
    up: float = 0.0
    down: float = 0.0
    grown: float = 0.0


@dataclass(frozen=True)
class Broken:
    """A text that does not fit: which note goes after it, and how many of its places the part shown may reach."""

    note: int
    reach: int


def measure(items: Sequence[Item], common: dict[str, Any]) -> list[Fit | Broken | None]:
    """For each item how it fits, or where it may be broken, or None: it does not fit and cannot be broken."""
    from assistant.documents.pdf import query_typst

    if not items:
        return []
    unique = list(dict.fromkeys(items))
    answers = query_typst("form/measure.typ", "measured", {**common, "items": [item.data() for item in unique]})
    found = {item: _result(item, answer) for item, answer in zip(unique, answers, strict=True)}
    return [found[item] for item in items]


def _result(item: Item, answer: dict[str, Any]) -> Fit | Broken | None:
    if not item.more:
        fit = _block(answer) if item.as_block else _line(item.space, answer)
        if fit is not None:
            return fit
    broken = answer["broken"]
    return Broken(broken["note"], broken["cut"]) if broken else None


def _block(answer: dict[str, Any]) -> Fit | None:
    return Fit(answer["size"]) if answer["size"] is not None else None


def _line(space: Space, answer: dict[str, Any]) -> Fit | None:
    """A line is judged by its width; a low box makes it smaller, down to 8 points, and then grows."""
    width, up, down = answer["width"], answer["up"], answer["down"]
    widest = 10 * space.inner / width if width else space.largest
    if widest < SMALLEST:
        return None
    highest = 10 * (space.h - 0.4) / (up + down) if up + down > 0 else space.largest
    size = int(10 * max(min(space.largest, widest, highest), SMALLEST)) / 10
    grown = max(0.0, (up + down) * size / 10 + 0.4 - space.h)
    return Fit(size, width, up, down, grown) if grown <= _GROWTH else None


def value_data(shown: Shown, space: Space, fit: Fit, as_block: bool) -> dict[str, Any]:
    """For templates/form/values.typ: where in its box the text is set."""
    h = space.h + fit.grown
    made = {"w": space.w, "h": h, "x": space.pad, "size": fit.size, "align": space.align, "t": shown.display}
    if space.comb:
        cells = clusters(shown.display)
        first = (0, (space.comb - len(cells)) // 2, space.comb - len(cells))[space.align]
        cell = space.w / space.comb
        return made | {"kind": "comb", "cells": cells, "first": max(first, 0), "cell": cell, "y": _base(h, fit)}
    if as_block:
        return made | {"kind": "block", "wide": space.inner, "y": space.top, "pitch": space.pitch}
    wide = fit.width * fit.size / 10
    x = (space.pad, (space.w - wide) / 2, space.w - space.pad - wide)[space.align]
    return made | {"kind": "line", "x": x, "y": _base(h, fit), "wide": wide + 1}


def _base(h: float, fit: Fit) -> float:
    """The base line, from the top: capitals in the middle of the box, unless that would cut something off."""
    up, down = fit.up * fit.size / 10, fit.down * fit.size / 10
    wanted = h / 2 + 0.357 * fit.size
    return max(min(wanted, h - down - 0.2), up + 0.2) if up + down <= h else h - down
