"""Entries checked against the blank before anything is drawn, and turned into work: texts to set, boxes to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.errors import PersonError, Problem
from assistant.forms.boxes import EDIT, Box
from assistant.forms.model import Blank, ChoiceEntry, Entry, Field, Overflow, TextEntry, TickEntry
from assistant.forms.shapes import WrongShape, shaped, total


class WrongEntry(PersonError):
    """Entries that this blank cannot take: a box it has not, a choice it does not offer. A mistake in the form's map.

    Each problem says what there is instead, and never repeats a value.
    """


@dataclass(frozen=True)
class TextWork:
    """A text to be drawn in `boxes`. `kept`: what the file keeps as value; the text itself but for choices."""

    field: Field
    boxes: tuple[Box, ...]
    text: str
    kept: str
    overflow: Overflow | None = None
    only: bool = True  # False: other boxes of the field keep what they show
    waits: bool = False  # drawn only if a text overflows: it belongs to that text's `attached_box`


@dataclass(frozen=True)
class TickWork:
    """A box to be ticked: `box` on, by its own on-state; the other boxes of the field off."""

    field: Field
    box: Box
    on: str
    others: tuple[Box, ...]
    waits: bool = False


Work = TextWork | TickWork


@dataclass
class Works:
    """All there is to do, and what each attached box needs done when its text overflows."""

    texts: list[TextWork]
    ticks: list[TickWork]
    attached: dict[Entry, Work]


def where(field: Field, box: Box | None = None) -> str:
    """'page 3, box "Street address" (address_1)': how errors and notes name a place."""
    page = box.page if box is not None else field.widgets[0].page
    words = field.label or field.tooltip
    return f'page {page}, box "{words[:80]}" ({field.name})' if words else f"page {page}, box {field.name}"


def check(blank: Blank, boxes: dict[str, list[Box]], entries: Sequence[Entry]) -> Works:
    """The work that `entries` ask for. WrongEntry names every one that cannot be done."""
    return _Check(blank, boxes).all(entries)


class _Check:
    def __init__(self, blank: Blank, boxes: dict[str, list[Box]]) -> None:
        self._fields: dict[str, Field] = {}
        for field in blank.fields:
            self._fields.setdefault(field.name, field)
        self._boxes = boxes
        self._problems: list[Problem] = []
        self._taken: dict[tuple[int, int], str] = {}

    def all(self, entries: Sequence[Entry]) -> Works:
        made = Works([], [], {})
        for entry in self._with_sums(entries):
            self._put(made, entry)
        asked = {e.overflow.attached_box for e in entries if isinstance(e, TextEntry) and e.overflow}
        for box in [e for e in asked if e is not None]:
            if box in entries:  # ticked or filled in any case
                continue
            work = self._work(box, waits=True)
            if work is not None:
                made.attached[box] = work
        if self._problems:
            raise WrongEntry(self._problems)
        return made

    def _put(self, made: Works, entry: Entry) -> None:
        work = self._work(entry, waits=False)
        if work is None:
            return
        claimed = work.boxes if isinstance(work, TextWork) else (work.box, *work.others)
        for box in claimed:
            if box.widget.objgen in self._taken:
                self._wrong(entry.field, "two entries are for this one box", where(work.field, box))
                return
            self._taken[box.widget.objgen] = entry.field
        if isinstance(work, TextWork):
            made.texts.append(work)
        else:
            made.ticks.append(work)

    def _wrong(self, name: str, what: str, place: str = "", remedy: str = "") -> None:
        self._problems.append(Problem(what, place or f"box {name}", remedy))

    def _work(self, entry: Entry, *, waits: bool) -> Work | None:
        field, boxes = self._fields.get(entry.field), self._boxes.get(entry.field)
        if field is None or not boxes:
            self._wrong(entry.field, "this blank has no such box", remedy=self._near(entry.field))
            return None
        if field.kind in ("button", "signature"):
            self._wrong(entry.field, f"this is a {field.kind}, which is never filled", where(field))
            return None
        if not any(box.printed for box in boxes):
            self._wrong(entry.field, "this box is not printed, so nothing is written in it", where(field))
            return None
        match entry:
            case TextEntry():
                return self._text(entry, field, boxes, waits)
            case TickEntry():
                return self._tick(entry, field, boxes, waits)
            case ChoiceEntry():
                return self._choice(entry, field, boxes, waits)

    def _near(self, name: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(name, self._fields, 5, 0.5) or list(self._fields)[:5]
        return f"It has {len(self._fields)} boxes, among them: {', '.join(near)}."

    def _text(self, entry: TextEntry, field: Field, boxes: list[Box], waits: bool) -> Work | None:
        if field.kind == "combo" and boxes[0].flags & EDIT:
            return self._written(entry, field, boxes, waits)
        if field.kind in ("combo", "list"):
            return self._choice(ChoiceEntry(entry.field, entry.text), field, boxes, waits)
        if field.kind != "text":
            self._wrong(entry.field, f"a text was given for a {field.kind}", where(field))
            return None
        return self._written(entry, field, boxes, waits)

    def _written(self, entry: TextEntry, field: Field, boxes: list[Box], waits: bool) -> TextWork | None:
        chosen = self._counted(entry.widget, field, boxes)
        if chosen is None:
            return None
        text = entry.text.replace("\r\n", "\n").replace("\r", "\n")
        if field.format and not _mislabelled(field):
            try:
                text = shaped(text, field.format)
            except WrongShape as error:
                self._wrong(entry.field, str(error), where(field), "Write it in that shape.")
                return None
        return TextWork(field, tuple(chosen), text, text, entry.overflow, len(chosen) == len(boxes), waits)

    def _counted(self, number: int | None, field: Field, boxes: list[Box]) -> list[Box] | None:
        if number is None:
            return boxes
        if not 0 <= number < len(boxes):
            self._wrong(field.name, f"this box stands in {len(boxes)} places; there is none numbered {number}")
            return None
        return [boxes[number]]

    def _tick(self, entry: TickEntry, field: Field, boxes: list[Box], waits: bool) -> TickWork | None:
        if field.kind not in ("tick", "radio"):
            self._wrong(entry.field, f"a tick was given for a {field.kind}", where(field))
            return None
        chosen = self._counted(entry.widget, field, boxes)
        if chosen is None:
            return None
        on = entry.on.removeprefix("/") if entry.on is not None else None
        able = [box for box in chosen if on is None or on in box.states]
        states = ", ".join(f"{n}: {' or '.join(box.states) or 'none'}" for n, box in enumerate(boxes))
        if not able:
            self._wrong(entry.field, f"no box has this on-state; the boxes have {states}", where(field))
            return None
        if len(able) > 1:
            what = f"{len(able)} boxes fit, and it must be said which is ticked; the boxes have {states}"
            self._wrong(entry.field, what, where(field), "Name the box by its number, from 0.")
            return None
        box = able[0]
        others = tuple(b for b in boxes if b is not box)
        return TickWork(field, box, on or (box.states or ("Yes",))[0], others, waits)

    def _choice(self, entry: ChoiceEntry, field: Field, boxes: list[Box], waits: bool) -> TextWork | TickWork | None:
        if field.kind in ("radio", "tick"):  # by the words an /Opt array gives its on-states
            found = [on for on, words in field.options if entry.choice in (on, words)] or [entry.choice]
            return self._tick(TickEntry(entry.field, found[0]), field, boxes, waits)
        if field.kind not in ("combo", "list"):
            self._wrong(entry.field, f"a choice was given for a {field.kind}", where(field))
            return None
        for kept, words in field.options:
            if entry.choice in (words, kept):
                return TextWork(field, tuple(boxes), words, kept, waits=waits)
        offered = ", ".join(words for _, words in field.options[:40])
        self._wrong(entry.field, f"this is not one of its choices; they are: {offered}", where(field))
        return None

    def _with_sums(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries, and those for boxes whose script adds up boxes that are filled here (sums of sums as well)."""
        made = list(entries)
        texts = {e.field: e.text for e in made if isinstance(e, TextEntry)}
        for _ in range(5):
            for field in self._fields.values():
                if field.sum_of and field.name not in texts and any(name in texts for name in field.sum_of):
                    values = (texts.get(name, self._value(name)) for name in field.sum_of)
                    texts[field.name] = total(values)
                    made.append(TextEntry(field.name, texts[field.name]))
        return made

    def _value(self, name: str) -> str:
        return self._fields[name].value if name in self._fields else ""


def _mislabelled(field: Field) -> bool:
    """Does the script ask for a date where the words ask for a number? Then the script is the form's own mistake."""
    words = f"{field.name} {field.tooltip} {field.label}".casefold()
    return field.format.startswith("date") and "number" in words and "date" not in words


def without(work: TextWork, text: str) -> TextWork:
    """The same work with another text."""
    return replace(work, text=text, kept=text)
