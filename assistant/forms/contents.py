"""From a mapped form and a case to what stands in its boxes. Pure.

A form that others read takes a `PublicCase`: a confidential value cannot be reached from it. A confidential form
takes the `Case`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.case.model import Case, PublicCase
from assistant.forms.entries import _mislabelled as mislabelled
from assistant.forms.mapping import Box, Form, OverflowRule
from assistant.forms.model import ChoiceEntry, Continued, Entry, Field, Overflow, TextEntry, TickEntry
from assistant.forms.shapes import WrongShape, shaped
from assistant.jurisdiction import Order, Sheet
from assistant.values import ROWS, Values, names_in, values_of

_HOLE = "________"


@dataclass(frozen=True)
class Entries:
    """What stands in the boxes of one form, and what a person should know of it."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    more: tuple[Continued, ...] = ()  # rows of lists that the form has no room for


def entries_for(
    form: Form, case: PublicCase | Case, sheet: Sheet, order: Order, beside: Collection[str] = ()
) -> Entries:
    """The entries of a form for a case. A box with nothing to say has none.

    `beside` names folders of forms filled with it: rows that one of them takes are not attached here as well.
    TypeError when a form that others read is given a `Case`: what the public may see is decided before.
    """
    if form.confidential != isinstance(case, Case):
        raise TypeError(f"{form.id} takes a {'Case' if form.confidential else 'PublicCase'}")
    return _Writer(form, values_of(case, sheet, order), beside).run()


class _Writer:
    def __init__(self, form: Form, values: Values, beside: Collection[str]) -> None:
        self.form, self.values, self.beside = form, values, beside
        self.notes: list[str] = []
        self.british = values.sheet.language == "en-GB"

    def run(self) -> Entries:
        not_ticked = self.contradicting()
        boxes = [b for b in self.form.boxes if id(b) not in not_ticked and b.applies(self.values)]
        found = [e for box in boxes for e in self.entry(box)]
        more = tuple(self.more(found))
        return Entries(tuple(found), tuple(self.notes), more)

    def more(self, found: list[Entry]) -> Iterator[Continued]:
        """The rows beyond the last that the form has, and the tick that says so."""
        for name, last in self.form.rows.items():
            rule = self.form.file.more.get(name)
            if rule is None:
                continue
            row = ROWS[name].parts[rule.part]
            rest = self.values.rows(ROWS[name], row, last + 1)
            if rest:
                joint = "\n\n" if row.kind == "long" else "\n"
                if rule.unless not in self.beside:
                    yield Continued(rule.item, rule.title, joint.join(rest), name)
                tick = self.attached(rule)
                if tick is not None and tick not in found:
                    found.append(tick)

    def contradicting(self) -> set[int]:
        """Boxes of one-of groups in which two would be ticked: none is, and the person is told."""
        wrong: set[int] = set()
        for group in self.form.one_of:
            ticked = [box for box in group if self.ticked(box)]
            if len(ticked) > 1:
                wrong.update(id(box) for box in ticked)
                names = ", ".join(_called(box.field) for box in ticked)
                self.notes.append(f"Only one of these can be ticked, so none is: {names}. Tick the right one by hand.")
        return wrong

    def ticked(self, box: Box) -> bool:
        holds = box.rule.tick is not None and bool(box.named and box.named[0].read(self.values))
        return holds and box.applies(self.values)

    def entry(self, box: Box) -> Iterator[Entry]:
        """The entry of one box, if it has something to say."""
        rule = box.rule
        if rule.tick is not None:
            if self.ticked(box):
                yield TickEntry(box.field.name, box.on, box.widget)
        elif rule.left is None:
            text = self.sentence(rule.sentence, box) if rule.sentence is not None else self.text(box)
            if text and box.field.kind in ("combo", "list"):
                yield from self.choice(box.field, text)
            elif text and self.fits_shape(text, box.field):
                yield TextEntry(box.field.name, text, self.overflow(box), box.widget)

    def text(self, box: Box) -> str:
        return self.words(box.named[0].read(self.values), box.field) if box.named else ""

    def sentence(self, sentence: str, box: Box) -> str:
        """The sentence with its values; nothing when none of them is known, a line to write on for one that is not."""
        by_name = {r.name: self.words(r.read(self.values), box.field) for r in box.named}
        if not any(by_name.get(n) for n in names_in(sentence)):
            return ""
        return re.sub(r"\{([a-z0-9_.+-]+)\}", lambda m: by_name.get(m[1]) or _HOLE, sentence)

    def choice(self, field: Field, text: str) -> Iterator[Entry]:
        """A choice the list has; one it does not have is said, not forced."""
        wanted = text.casefold().strip()
        for value, words in field.options:
            if wanted in (value.casefold().strip(), words.casefold().strip()):
                yield ChoiceEntry(field.name, value)
                return
        self.notes.append(f"The list {_called(field)} does not offer '{text}'. Choose by hand.")

    def overflow(self, box: Box) -> Overflow:
        """Where the rest of a text goes: as the map says, else under the box's own words."""
        rule = box.rule.overflow or OverflowRule(item=_place(box.field))
        return Overflow(
            item=rule.item,
            title=rule.title,
            repeat_whole=rule.repeat or self.form.file.repeat,
            attached_box=self.attached(rule),
        )

    def attached(self, rule: OverflowRule) -> TickEntry | None:
        """The form's own 'see attachment' tick."""
        box = self.form.attached.get(rule.attached_box or "")
        return TickEntry(box.name, next(iter(box.widgets[0].on), None)) if box else None

    def words(self, value: Any, field: Field) -> str:
        """A value in words: a date in the shape the box's script asks for, else as the place writes dates."""
        if not isinstance(value, date):
            return str(value or "")
        try:
            made = shaped(value.isoformat(), field.format)
        except WrongShape:
            return self.day(value)
        return made if made != value.isoformat() else self.day(value)

    def fits_shape(self, text: str, field: Field) -> bool:
        """Does the box's own script take this text? If not, the box stays blank and the person is told."""
        if not field.format or mislabelled(field):
            return True
        try:
            shaped(text, field.format)
        except WrongShape as error:
            self.notes.append(f"{_called(field)} stays blank: {error}. Write it by hand.")
            return False
        return True

    def day(self, value: date) -> str:
        month = value.strftime("%B")
        return f"{value.day} {month} {value.year}" if self.british else f"{month} {value.day}, {value.year}"


def _called(field: Field) -> str:
    return f"'{field.label or field.tooltip or field.name}'"


def _place(field: Field) -> str:
    label = re.sub(r"\s+", " ", field.label or field.tooltip or "").strip(" :.")
    page = f"page {field.widgets[0].page}"
    return f"{page}, {label[:80]}" if label else page
