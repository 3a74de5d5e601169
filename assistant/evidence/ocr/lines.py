"""What was read on a page: lines of words and where they stand. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Corner = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Line:
    """A line of words on a page.

    `corners`: of its box, in percent of the page's width and height from the upper left: upper left, upper right,
    lower right, lower left, as the page lies. `score`: how sure the reader is of it, 0 to 1. `turned`: it stands upside
    down, so that its first word is on the right.
    """

    text: str
    score: float
    corners: tuple[Corner, Corner, Corner, Corner]
    turned: bool = False

    @property
    def box(self) -> Box:
        """Left, top, right, bottom of all of it, in percent."""
        across, down = [c[0] for c in self.corners], [c[1] for c in self.corners]
        return min(across), min(down), max(across), max(down)

    def part(self, start: int, end: int) -> Box:
        """Left, top, right, bottom of the characters from `start` to `end`, in percent, with some room around.

        Where a character stands is judged by its place in the line, so there are two more to each side. Of a line that
        runs aslant, upwards or upside down it is the whole.
        """
        left, top, right, bottom = self.box
        room = (bottom - top) * 0.06  # the reader draws its boxes wide
        first, second, _, fourth = self.corners
        long = second[0] - first[0] > fourth[1] - first[1]
        level = abs(first[1] - second[1]) < 0.35 * abs(first[1] - fourth[1])
        if long and level and not self.turned and self.text:
            step = (right - left) / len(self.text)
            begin, stop = left + step * (start - 2), left + step * (end + 2)
            left, right = max(left, begin), min(right, stop)
        side = room
        return _within(left - side), _within(top - room), _within(right + side), _within(bottom + room)


def _within(percent: float) -> float:
    return min(100.0, max(0.0, percent))


def as_bytes(lines: Sequence[Line]) -> bytes:
    """The lines as JSON, as they are kept with the case."""
    return json.dumps(
        [[x.text, x.score, [list(c) for c in x.corners], x.turned] for x in lines], ensure_ascii=False
    ).encode()


def from_bytes(data: bytes) -> tuple[Line, ...]:
    """What `as_bytes` wrote. ValueError when it is none."""
    try:
        return tuple(line_of(*row) for row in json.loads(data))
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError("no reading") from error


def line_of(text: Any, score: Any, corners: Any, turned: Any = False) -> Line:
    """A line from plain values. ValueError or TypeError when they are none."""
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    if not all(map(math.isfinite, (*a, *b, *c, *d, float(score)))):
        raise ValueError("no place on a page")
    return Line(str(text), float(score), (a, b, c, d), bool(turned))


def from_reply(head: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of a reply of assistant.evidence.ocr.engine. ValueError when it holds something else."""
    try:
        return tuple(line_of(*row) for row in head["lines"])
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError("no reading") from error
