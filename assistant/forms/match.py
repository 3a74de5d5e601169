"""Finds the boxes of one copy of a form in another: by page, place, kind and printed words, and by name.

Two questions are answered. Of two copies of one edition: which box of mine is which box of yours (`match`)? Legal aid
groups rename fields, turn separate ticks into one group and draw boxes a little larger; the page stays the same. Of two
editions: what became of every field (`difference`)? There, boxes move and words change, and nobody fills by hope.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from assistant.errors import PersonError
from assistant.forms.edition import Edition, edition_of
from assistant.forms.model import (
    Blank,
    ChoiceEntry,
    Entry,
    Field,
    Overflow,
    Rect,
    TextEntry,
    TickEntry,
    Widget,
)
from assistant.forms.recognise import SAME, fold, likeness, same_edition, same_number

Status = Literal["survives", "moved", "label changed", "new", "gone"]
_OVERLAP, _TICK_AWAY, _RIVAL = 0.5, 9.0, 0.75
_KINDS = {"tick": "tick", "radio": "tick", "combo": "choice", "list": "choice"}


@dataclass(frozen=True)
class Place:
    """One box: a field and which of its widgets."""

    field: Field
    index: int

    @property
    def widget(self) -> Widget:
        return self.field.widgets[self.index]

    @property
    def key(self) -> tuple[str, int]:
        return self.field.name, self.index

    @property
    def label(self) -> str:
        return self.widget.label or self.field.label


@dataclass(frozen=True)
class Pair:
    """What became of a box. `old` is None for a new one, `new` for one that is gone; `why` is one short sentence."""

    status: Status
    old: Place | None
    new: Place | None
    why: str = ""


@dataclass(frozen=True)
class Match:
    """Every box of a mapped edition and its counterpart in a copy.

    `used` names the fields the map fills (all, when None): boxes the map leaves alone need no counterpart.
    """

    same_edition: bool
    pairs: tuple[Pair, ...]
    used: frozenset[str] | None = None

    @property
    def lacking(self) -> tuple[Pair, ...]:
        """Boxes that the map fills and that have no counterpart."""
        return tuple(p for p in self.pairs if p.old and p.status != "survives" and self._wanted(p.old))

    @property
    def complete(self) -> bool:
        """Whether the map may be used with this copy: one edition, and each mapped box is found exactly once."""
        return self.same_edition and not self.lacking

    def _wanted(self, place: Place) -> bool:
        if place.field.kind in ("button", "signature"):
            return False
        return self.used is None or place.field.name in self.used

    def counterpart(self, field: str, widget: int) -> Place | None:
        """The box of the copy that is this box of the mapped edition."""
        for pair in self.pairs:
            if pair.old and pair.new and pair.status == "survives" and pair.old.key == (field, widget):
                return pair.new
        return None

    def translate(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Entries made for the mapped edition, for the copy. PersonError when a box has no counterpart."""
        found: dict[Entry, None] = {}
        for entry in entries:
            found.update(dict.fromkeys(self._translated(entry)))
        texts: dict[str, str] = {}
        for made in found:
            if isinstance(made, TextEntry) and texts.setdefault(made.field, made.text) != made.text:
                raise PersonError(
                    "two different texts would stand in one box of this copy of the form.",
                    where=made.field,
                    remedy="Use the court's own copy of the form.",
                )
        return tuple(found)

    def _translated(self, entry: Entry) -> Iterator[Entry]:
        if isinstance(entry, TickEntry):
            for place in self._ticked(entry):
                yield TickEntry(place.field.name, on=next(iter(place.widget.on), None), widget=place.index)
            return
        places = self._all(entry.field, entry.widget if isinstance(entry, TextEntry) else None)
        for at, name in enumerate(dict.fromkeys(place.field.name for place in places)):
            if isinstance(entry, ChoiceEntry):
                yield ChoiceEntry(name, entry.choice)
            else:
                whole = entry.widget is None
                index = None if whole else next(p.index for p in places if p.field.name == name)
                # the rest of a long text goes to the attachment once, however many boxes show its beginning
                yield TextEntry(name, entry.text, None if at else self._overflow(entry.overflow), index)

    def _overflow(self, overflow: Overflow | None) -> Overflow | None:
        if overflow is None or overflow.attached_box is None:
            return overflow
        return replace(overflow, attached_box=next(iter(self._translated(overflow.attached_box)), None))

    def _ticked(self, entry: TickEntry) -> list[Place]:
        olds = [p.old for p in self.pairs if p.old and p.old.field.name == entry.field]
        if entry.widget is not None:
            olds = [old for old in olds if old.index == entry.widget]
        elif entry.on is not None:
            olds = [old for old in olds if entry.on in old.widget.on]
        if not olds:
            raise _lacks(entry.field)
        return [place for old in olds[:1] for place in self._all(entry.field, old.index)]

    def _all(self, field: str, widget: int | None) -> list[Place]:
        places = [
            pair.new
            for pair in self.pairs
            if pair.old and pair.old.field.name == field and widget in (None, pair.old.index)
            if pair.new and pair.status == "survives"
        ]
        if not places:
            raise _lacks(field)
        return places


def _lacks(field: str) -> PersonError:
    return PersonError(
        "this copy of the form lacks a box that is to be filled in.",
        where=field,
        remedy="Use the court's own copy of the form.",
    )


def match(mapped: Edition, blank: Blank, used: Collection[str] | None = None) -> Match:
    """Pairs every box of the mapped edition with its one counterpart in the copy, or says why there is none.

    A file whose very bytes are known matches itself, whatever its pages say.
    """
    known = blank.sha256 in mapped.sha256s
    copy = edition_of(blank)
    if known and [f.name for f in mapped.fields] == [f.name for f in copy.fields]:
        pairs = tuple(Pair("survives", Place(old, n), Place(new, n)) for old, new, n in _same(mapped, copy))
    else:
        pairs = difference(mapped, copy)
    wanted = None if used is None else frozenset(used)
    return Match(known or is_edition(mapped, copy), pairs, wanted)


def _same(one: Edition, other: Edition) -> Iterator[tuple[Field, Field, int]]:
    for old, new in zip(one.fields, other.fields, strict=True):
        for n in range(min(len(old.widgets), len(new.widgets))):
            yield old, new, n


def is_edition(mapped: Edition, copy: Edition) -> bool:
    """Whether two files print one edition: number and edition agree, and the words of the pages do.

    Pages that are pictures print nothing to compare; their bytes must be known.
    """
    if len(mapped.words) != len(copy.words) or not any(mapped.words) or not any(copy.words):
        return False
    if (mapped.number or copy.number) and not same_number(mapped.number, copy.number):
        return False
    if (mapped.edition or copy.edition) and not same_edition(mapped.edition, copy.edition):
        return False
    return likeness(mapped.words, copy.words) >= SAME


def difference(old: Edition, new: Edition) -> tuple[Pair, ...]:
    """What became of every box of the old edition, in its order, and then the new boxes.

    Push buttons are left out. 'survives': same place, kind and words. 'moved': the same words or name elsewhere.
    'label changed': same place, other words. A box with two equal candidates has none: both are told in `why`.
    """
    olds, news = _places(old), _places(new)
    paired: dict[tuple[str, int], tuple[Status, Place, str]] = {}
    taken: set[tuple[str, int]] = set()
    rivals: dict[tuple[str, int], str] = {}

    def settle(status: Status, candidates: list[tuple[float, Place, Place]], clear: bool) -> None:
        best: dict[tuple[str, int], list[float]] = {}
        for score, mine, theirs in candidates:
            for key in (("old", *mine.key), ("new", *theirs.key)):
                best.setdefault(key, []).append(score)  # type: ignore[arg-type]
        for score, mine, theirs in sorted(candidates, key=lambda c: -c[0]):
            if mine.key in paired or theirs.key in taken:
                continue
            near = [s for key in (("old", *mine.key), ("new", *theirs.key)) for s in best[key] if s > _RIVAL * score]  # type: ignore[index]
            if clear and len(near) > 2 and mine.field.name != theirs.field.name:
                rivals[mine.key] = "Two boxes of the other copy stand here."
                continue
            paired[mine.key] = (status, theirs, _why(status, mine, theirs))
            taken.add(theirs.key)

    here = list(_at_one_place(olds, news))
    settle("survives", [c for c in here if _agree(c[1], c[2])], True)
    settle("moved", list(_named_alike(olds, news, paired, taken)), False)
    settle("moved", list(_labelled_alike(olds, news, paired, taken)), True)
    settle("label changed", here, True)
    gone = [
        Pair(*_known(paired[place.key], place))
        if place.key in paired
        else Pair("gone", place, None, rivals.get(place.key, ""))
        for place in olds
    ]
    return (*gone, *(Pair("new", None, place) for place in news if place.key not in taken))


def _known(found: tuple[Status, Place, str], old: Place) -> tuple[Status, Place, Place, str]:
    status, new, why = found
    return status, old, new, why


def _places(edition: Edition) -> list[Place]:
    return [Place(f, n) for f in edition.fields if f.kind != "button" for n in range(len(f.widgets))]


def _at_one_place(olds: Sequence[Place], news: Sequence[Place]) -> Iterator[tuple[float, Place, Place]]:
    pages: dict[int, list[Place]] = {}
    for new in news:
        pages.setdefault(new.widget.page, []).append(new)
    for old in olds:
        for new in pages.get(old.widget.page, ()):
            if _kind(old) == _kind(new) and (score := _nearness(old.widget.rect, new.widget.rect, _kind(old))):
                yield score + (0.3 if old.field.name == new.field.name else 0), old, new


def _kind(place: Place) -> str:
    return _KINDS.get(place.field.kind, place.field.kind)


def _nearness(one: Rect, other: Rect, kind: str) -> float:
    """0 for another place, 1 for the very same; a larger box around a smaller counts as its place."""
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    if kind == "tick":
        away = max(abs(one[0] + one[2] - other[0] - other[2]), abs(one[1] + one[3] - other[1] - other[3])) / 2
        return max(1 - away / (2 * _TICK_AWAY), 0.0) if away <= _TICK_AWAY and wide > 0 and high > 0 else 0.0
    if wide <= 0 or high <= 0:
        return 0.0
    of_width = wide / min(one[2] - one[0], other[2] - other[0])
    of_height = high / min(one[3] - one[1], other[3] - other[1])
    if min(of_width, of_height) < _OVERLAP:
        return 0.0
    union = max(one[2], other[2]) - min(one[0], other[0]), max(one[3], other[3]) - min(one[1], other[1])
    return 0.2 + 0.8 * (wide * high) / (union[0] * union[1])


def _agree(one: Place, other: Place) -> bool:
    """Whether two boxes are labelled alike. Words may be cut short at a neighbouring box, or be missing in both."""
    a, b = fold(one.label), fold(other.label)
    if a == b or (one.field.name == other.field.name and (not a or not b)):
        return True
    if min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)):
        return True
    if min(len(a), len(b)) < 8:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.8


def _left(places: Sequence[Place], used: Collection[tuple[str, int]]) -> list[Place]:
    return [place for place in places if place.key not in used]


def _named_alike(
    olds: Sequence[Place],
    news: Sequence[Place],
    paired: Collection[tuple[str, int]],
    taken: Collection[tuple[str, int]],
) -> Iterator[tuple[float, Place, Place]]:
    """Boxes of one name and kind whose words agree too: a name alone changes its meaning between editions."""
    by_key = {new.key: new for new in _left(news, taken)}
    for old in _left(olds, paired):
        new = by_key.get(old.key)
        if new is not None and _kind(old) == _kind(new) and fold(old.label) and _agree(old, new):
            yield 1.0, old, new


def _labelled_alike(
    olds: Sequence[Place],
    news: Sequence[Place],
    paired: Collection[tuple[str, int]],
    taken: Collection[tuple[str, int]],
) -> Iterator[tuple[float, Place, Place]]:
    """Boxes of one kind whose words are the same and stand only once in each edition."""
    words: dict[tuple[str, str], tuple[list[Place], list[Place]]] = {}
    for side, places in enumerate((_left(olds, paired), _left(news, taken))):
        for place in places:
            if len(label := fold(place.label)) >= 4:
                words.setdefault((_kind(place), label), ([], []))[side].append(place)
    for mine, theirs in words.values():
        if len(mine) == 1 and len(theirs) == 1:
            yield 1.0, mine[0], theirs[0]


def _why(status: Status, old: Place, new: Place) -> str:
    if status == "moved":
        (x0, y0, *_), (x1, y1, *_) = old.widget.rect, new.widget.rect
        if old.widget.page != new.widget.page:
            return f"From page {old.widget.page} to page {new.widget.page}."
        ways = ((y1 - y0, "higher", "lower"), (x1 - x0, "to the right", "to the left"))
        moves = [f"{abs(by):.0f} points {more if by > 0 else less}" for by, more, less in ways if abs(by) >= 0.5]
        return f"On page {old.widget.page}, {' and '.join(moves) or 'a little'}."
    if status == "label changed":
        return f"It said: {old.label or 'nothing'}. Now: {new.label or 'nothing'}."
    return ""
