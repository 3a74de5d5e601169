"""Hidden values among words that a program read off a picture. Pure.

Such words have mistakes of their own: 0 for O, 1 for l, no space where there is one, a line broken where a balloon
ends. What is surely a hidden value is a leak. What only looks like one is a thing to check: a block that is often wrong
would teach people to pass over those that are right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.case.model import Secret
from assistant.disclosure import matching
from assistant.evidence.ocr.lines import Box, Line

# Signs that a reader takes for each other become one.
_ALIKE = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "z": "2", "b": "8", "g": "9", "q": "9"})
_PAIRS = {"m": "rn", "w": "vv"}  # told apart so that a lost space between two letters makes no new one
SURE_SCORE = 0.6  # below this a line is half guessed
WELL_READ = 0.9
_LONG = 8  # letters and digits: a value of this length is not met by chance, even with signs taken for each other


@dataclass(frozen=True)
class Sighting:
    """A hidden value on a page. `sure`: it is that value. `boxes`: where to take it out, in percent of the page."""

    secret: Secret
    sure: bool
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class _Value:
    """A hidden value, made ready to be looked for."""

    secret: Secret
    needed: str  # squeezed: without it no way of writing the value can be there
    pattern: re.Pattern[str] | None  # on squeezed text
    core: str  # squeezed, without words of streets and flats; '' where it is too short to look for what is only alike
    number: bool = False  # a phone number


class Seeker:
    """Hidden values to be looked for on many pages."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._values = [_value(s) for s in secrets]

    def seen(self, lines: Sequence[Line]) -> list[Sighting]:
        """The hidden values on a page, each once, sure ones first where there are both."""
        found: dict[str, Sighting] = {}
        for order in _orders(lines):
            text = _Text([lines[n] for n in order])
            for value in self._values:
                for sure, spans in _look(value, text):
                    before = found.get(value.secret.value)
                    if before is not None and before.sure > sure:
                        continue
                    kept = before.boxes if before is not None and before.sure == sure else ()
                    boxes = tuple(dict.fromkeys((*kept, *text.boxes(spans))))
                    found[value.secret.value] = Sighting(value.secret, sure, boxes)
        return sorted(found.values(), key=lambda s: not s.sure)


# -- squeezing ---------------------------------------------------------------------------------------


def squeezed(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, signs that look alike made one; and where each comes from in `text`."""
    made: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        base = unicodedata.normalize("NFKD", sign)[0] if ord(sign) > 127 else sign
        low = base.lower()
        if not (low.isalnum() or low == "|"):
            continue
        signs = _PAIRS.get(low[0], low[0].translate(_ALIKE))
        made += signs
        places += [place] * len(signs)
    return "".join(made), places


def _value(secret: Secret) -> _Value:
    plain = unicodedata.normalize("NFKD", secret.value)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if digits := matching.phone_digits(plain):
        return _Value(secret, digits, re.compile(f"1?{digits}"), digits if len(digits) >= 10 else "", number=True)
    ways = [plain]
    first, *rest = plain.split(",")
    if rest and re.search(r"\d", first) and len(re.findall(r"\w+", first)) >= 2:
        ways = [plain, f"{first} {rest[0]}", first]  # of an address the number and street are enough
    patterns = [p for p in map(_way, ways) if p]
    words = re.findall(r"[^\W_]+", ways[-1].lower())
    fixed = [squeezed(w)[0] for w in words if not matching.is_street_word(w)]
    core = "".join(fixed)
    pattern = re.compile("|".join(patterns)) if patterns else None
    return _Value(secret, max(fixed, key=len, default=""), pattern, core if len(core) >= _LONG else "")


def _way(text: str) -> str:
    """A pattern for one way of writing a value, on squeezed text."""
    words = [w.lower() for w in re.findall(r"[^\W_]+", text)]
    words = [w for w in words if w not in matching.UNIT_WORDS] or words
    if not words:
        return ""
    units = "|".join(sorted({squeezed(w)[0] for w in matching.UNIT_WORDS}, key=len, reverse=True))
    parts = []
    for word in words:
        forms = sorted({squeezed(f)[0] for f in matching.forms_of(word)}, key=len, reverse=True)
        parts.append("(?:" + "|".join(forms) + ")")
    return f"(?:{units})?".join(parts)


# -- looking -----------------------------------------------------------------------------------------


class _Text:
    """Some lines one after the other, as one text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.text = "\n".join(line.text for line in lines)
        self.squeezed, self.places = squeezed(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in the text."""
        made, at = [], 0
        for line in self.lines:
            made.append(at)
            at += len(line.text) + 1
        return made

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From places in the squeezed text to places in the text."""
        return self.places[start], self.places[end - 1] + 1

    def on_lines(self, start: int, end: int) -> Iterator[tuple[Line, int, int]]:
        """The lines a span lies on, and its part of each."""
        for line, at in zip(self.lines, self.starts, strict=True):
            first, last = max(start, at), min(end, at + len(line.text))
            if first < last:
                yield line, first - at, last - at

    def boxes(self, spans: Iterable[tuple[int, int]]) -> list[Box]:
        return [line.part(first, last) for span in spans for line, first, last in self.on_lines(*span)]

    def score(self, start: int, end: int) -> float:
        return min((line.score for line, _, _ in self.on_lines(start, end)), default=0.0)

    def within_number(self, start: int, end: int) -> bool:
        """Does a digit beside it make the value part of a longer number?"""
        text = self.text
        return (text[start].isdigit() and text[start - 1 : start].isdigit()) or (
            text[end - 1].isdigit() and text[end : end + 1].isdigit()
        )

    def is_word(self, start: int, end: int) -> bool:
        """Does no letter or digit stand beside it?"""
        return not (self.text[start - 1 : start].isalnum() or self.text[end : end + 1].isalnum())


def _look(value: _Value, text: _Text) -> Iterator[tuple[bool, list[tuple[int, int]]]]:
    """Where the value stands in the text: sure or not, and the spans."""
    sure: list[tuple[int, int]] = []
    perhaps: list[tuple[int, int]] = []
    if value.pattern is not None and value.needed in text.squeezed:
        for found in value.pattern.finditer(text.squeezed):
            if found.end() > found.start():
                start, end = text.span(*found.span())
                if text.within_number(start, end) or not _digits_enough(value, text.text[start:end]):
                    continue
                long = found.end() - found.start() >= _LONG
                if not long and not text.is_word(start, end):
                    continue
                exact = bool(matching.find_secret(text.text[start:end], value.secret.value))
                certain = (long or exact) and text.score(start, end) >= SURE_SCORE
                (sure if certain else perhaps).append((start, end))
    if sure:
        yield True, sure
        return
    if value.core:
        for found_alike in _alike(value.core, text.squeezed):
            span = text.span(*found_alike)
            # numbers that differ by a digit are plenty; one that was read well is another number
            if not value.number or text.score(*span) < WELL_READ:
                perhaps.append(span)
    if perhaps:
        yield False, perhaps


def _digits_enough(value: _Value, text: str) -> bool:
    """A number is not made of letters that look like digits: three of four of its signs are digits."""
    return not value.number or sum(c.isdigit() for c in text) * 4 >= 3 * sum(c.isalnum() for c in text)


def _alike(core: str, text: str) -> list[tuple[int, int]]:
    """Where something stands that differs from `core` in a few signs: one of eight to eleven, two or three of more."""
    most = 1 if len(core) < 12 else 2 if len(core) < 20 else 3
    # with so few mistakes, one of the pieces is whole
    size = len(core) // (most + 1)
    around: set[int] = set()
    for n in range(most + 1):
        piece = core[n * size : (n + 1) * size]
        at = text.find(piece)
        while at >= 0:
            around.add(max(0, at - n * size - most))
            at = text.find(piece, at + 1)
    found = []
    for start in sorted(around):
        best = _closest(core, text[start : start + len(core) + 2 * most], most)
        if best is not None:
            found.append((start + best[0], start + best[1]))
    return found


def _closest(core: str, text: str, most: int) -> tuple[int, int] | None:
    """The part of `text` that differs least from `core`, if by `most` signs at most (Sellers' algorithm)."""
    row = [(n, 0) for n in range(len(core) + 1)]  # mistakes, and where the part began
    best: tuple[int, int, int] | None = None
    for at, sign in enumerate(text, 1):
        new = [(0, at)]
        for n, wanted in enumerate(core, 1):
            other = row[n - 1][0] + (wanted != sign), row[n - 1][1]
            more, less = (row[n][0] + 1, row[n][1]), (new[n - 1][0] + 1, new[n - 1][1])
            new.append(min(other, more, less))
        row = new
        mistakes, began = row[-1]
        if mistakes <= most and (best is None or mistakes < best[0]):
            best = mistakes, began, at
    return (best[1], best[2]) if best is not None and best[2] > best[1] else None


# -- in what order the lines are read ----------------------------------------------------------------


def _orders(lines: Sequence[Line]) -> list[list[int]]:
    """Orders in which the lines may be meant: as they were found, and down each column, however the page was held."""
    if not lines:
        return []
    boxes = [line.box for line in lines]
    tall = sum(b - t > r - w for w, t, r, b in boxes) * 2 > len(boxes)
    frames = (
        [[(t, 100 - r, b, 100 - w) for w, t, r, b in boxes], [(100 - b, w, 100 - t, r) for w, t, r, b in boxes]]
        if tall
        else [boxes]
    )
    if not tall and any(line.turned for line in lines):
        frames.append([(100 - r, 100 - b, 100 - w, 100 - t) for w, t, r, b in boxes])
    found = list(range(len(lines)))
    orders = [found]
    if tall or len(frames) > 1:
        orders.append(found[::-1])
    orders += map(_down, frames)
    return [order for n, order in enumerate(orders) if order not in orders[:n]]


def _down(boxes: Sequence[Box]) -> list[int]:
    """Each line followed by the one right below it."""
    after: dict[int, int] = {}
    for n, (left, top, right, bottom) in enumerate(boxes):
        high = bottom - top
        near = [
            (other[1], m)
            for m, other in enumerate(boxes)
            if m != n
            and min(right, other[2]) - max(left, other[0]) > 0.3 * min(right - left, other[2] - other[0])
            and top + high / 2 < other[1] < bottom + 1.2 * high
        ]
        if near:
            after[n] = min(near)[1]
    order: list[int] = []
    first = [n for n in range(len(boxes)) if n not in after.values()]
    for head in sorted(first, key=lambda n: (boxes[n][1], boxes[n][0])):
        at: int | None = head
        while at is not None and at not in order:
            order.append(at)
            at = after.get(at)
    return order
