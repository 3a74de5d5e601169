"""Every text of a form laid in its boxes; what does not fit is broken and goes on in the attachment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.errors import PersonError, Problem
from assistant.forms.attachment import AttachmentStyle
from assistant.forms.boxes import Box
from assistant.forms.entries import TextWork, TickWork, Works, where
from assistant.forms.fitting import Broken, Fit, Item, Space, measure, space
from assistant.forms.model import Continued, Overflow
from assistant.forms.showing import PARAGRAPH, RIGHT_TO_LEFT, Cut, Shown, best, boundaries, cuts, shown

_TRIES = 30


class DoesNotFit(PersonError):
    """Texts too long for their boxes, in places that have no attachment to go on in. Each problem names the box."""


@dataclass(frozen=True)
class Laid:
    """One text in one box, ready to be drawn."""

    box: Box
    shown: Shown
    space: Space
    fit: Fit
    as_block: bool


@dataclass
class Layout:
    """All texts in their boxes; the value each field keeps; what goes on; ticks that this causes; remarks."""

    laid: list[Laid] = field(default_factory=list)
    kept: list[tuple[TextWork, str]] = field(default_factory=list)
    continued: list[Continued] = field(default_factory=list)
    ticks: list[TickWork] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Setting:
    """How texts are set: the language of the form, characters known to need their names, how attachments are called."""

    common: dict[str, Any]
    style: AttachmentStyle
    first: int = 1  # number of the form's first attachment
    names: Mapping[str, str] = field(default_factory=dict)
    lone_marks: bool = False
    rules: Mapping[Box, tuple[float, ...]] = field(default_factory=dict)  # printed lines to write on

    def shown(self, text: str, one_line: bool) -> Shown:
        """The text as it can be set."""
        return shown(text, one_line=one_line, names=self.names, lone_marks=self.lone_marks)


def lay_out(works: Works, setting: Setting) -> Layout:
    """Lay every text. DoesNotFit when one is too long and has nowhere to go on."""
    return _LayingOut(setting).all(works)


@dataclass(frozen=True)
class _Part:
    """One text for one box: the items tried, the first that fits is taken."""

    work: TextWork
    box: Box
    items: tuple[Item, ...]


def _room(work: TextWork, box: Box, rules: tuple[float, ...]) -> Space:
    f = work.field
    w, h = box.size
    comb = f.max_length or 0 if f.comb else 0
    align = f.align if f.align in (1, 2) else 0
    return space(w, h, multiline=f.multiline or f.kind == "list", align=align, size=f.font_size, comb=comb, rules=rules)


class _LayingOut:
    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._problems: list[Problem] = []
        self._out = Layout()

    def all(self, works: Works) -> Layout:
        texts = [self._counted(work) for work in works.texts]
        waiting = {entry: work for entry, work in works.attached.items() if isinstance(work, TextWork)}
        highest = self._setting.first + sum(1 for work in texts if work.overflow)
        parts = [self._parts(work, highest) for work in (*texts, *waiting.values())]
        results = iter(measure([item for some in parts for part in some for item in part.items], self._setting.common))
        found = [[(part, [next(results) for _ in part.items]) for part in some] for some in parts]
        self._out.ticks = list(works.ticks)
        broken = []
        for work, answers in zip(texts, found, strict=False):
            if not self._whole(work, answers):
                broken.append((work, answers))
        waiters = dict(zip(waiting, found[len(texts) :], strict=True))
        due = self._go_on(broken)
        for entry in due:
            attached = works.attached.get(entry)
            if isinstance(attached, TickWork):
                self._out.ticks.append(attached)
            elif attached is not None and not self._whole(attached, waiters[entry]):
                self._too_long(attached)
        if self._problems:
            raise DoesNotFit(self._problems)
        return self._out

    def _counted(self, work: TextWork) -> TextWork:
        """The text as its comb takes it: one character a cell, so spaces that find no cell are left out."""
        most = work.field.max_length
        if most and work.field.comb and len(work.text) > most:
            packed = "".join(work.text.split())
            if len(packed) <= most:
                return replace(work, text=packed, kept=packed)
        return work

    def _too_many(self, work: TextWork) -> bool:
        most = work.field.max_length
        return bool(most) and work.field.kind == "text" and len(work.text) > (most or 0)

    def _parts(self, work: TextWork, highest: int) -> list[_Part]:
        notes: tuple[str, ...] = ()
        if work.overflow:
            notes = self._notes(work.overflow, 10 ** len(str(highest)) - 1)
        return [
            _Part(work, box, self._items(work, _room(work, box, self._setting.rules.get(box, ())), notes))
            for box in work.boxes
        ]

    def _notes(self, overflow: Overflow, number: int) -> tuple[str, ...]:
        style = self._setting.style
        patterns = style.whole if overflow.repeat_whole else style.continued
        return tuple(pattern.format(number=number, item=overflow.item) for pattern in patterns)

    def _items(self, work: TextWork, room: Space, notes: tuple[str, ...]) -> tuple[Item, ...]:
        text = work.text.rstrip()
        more = self._too_many(work) or len(text) > room.most
        if len(text) > room.most:
            text = text[: max(boundaries(text, 0, room.most), default=0)]
        kinds = (
            [True] if room.block or (room.may_wrap and "\n" in text) else [False, True] if room.may_wrap else [False]
        )
        made = []
        for as_block in kinds:
            # only the last way tried is broken
            places = self._places(work, text, notes) if notes and as_block == kinds[-1] else ()
            made.append(Item(self._setting.shown(text, not as_block), room, as_block, places, notes, more))
        return tuple(made)

    def _places(self, work: TextWork, text: str, notes: tuple[str, ...]) -> tuple[Cut, ...]:
        assert work.overflow is not None
        if work.overflow.repeat_whole:
            return (Cut(0, PARAGRAPH),)
        most = work.field.max_length
        room = len(text) if not most else max(min(len(text), most - len(notes[0]) - 1), 0)
        return tuple(cuts(text, room))

    def _whole(self, work: TextWork, answers: Sequence[tuple[_Part, Sequence[Fit | Broken | None]]]) -> bool:
        """Lay the text whole in each of its boxes, if it fits in all."""
        chosen = []
        for part, results in answers:
            fitting = [(item, r) for item, r in zip(part.items, results, strict=True) if isinstance(r, Fit)]
            if not fitting:
                if not work.overflow:
                    self._too_long(work, part.box)
                return not work.overflow
            chosen.append((part.box, *fitting[0]))
        for box, item, fit in chosen:
            self._lay(work, box, item, fit)
        self._out.kept.append((work, work.kept))
        return True

    def _lay(self, work: TextWork, box: Box, item: Item, fit: Fit) -> None:
        self._out.laid.append(Laid(box, item.shown, item.space, fit, item.as_block))
        narrow = (
            fit.size < item.space.largest if item.as_block else fit.width * item.space.largest / 10 > item.space.inner
        )
        if narrow and work.field.font_size > fit.size:
            self._out.notes.append(f"{_up(where(work.field, box))}: set at {fit.size:g} points so that it fits.")
        for name in item.shown.named:
            self._out.notes.append(f"{_up(where(work.field, box))}: no font shows {name}; its name stands there.")

    def _too_long(self, work: TextWork, box: Box | None = None) -> None:
        if self._too_many(work):
            what = f"the text has {len(work.text)} characters, and the box takes {work.field.max_length}"
        else:
            what = "the text is too long for the box, even in the smallest type that can be read"
        self._problems.append(Problem(what, where(work.field, box), "Shorten it."))

    # -- what goes on elsewhere

    def _go_on(self, broken: Sequence[tuple[TextWork, Sequence[tuple[_Part, Sequence[Any]]]]]) -> list[Any]:
        """Break each text, check that the part shown fits, and step back where it does not. Boxes to tick come back."""
        open_: list[_Break] = []
        for number, (work, answers) in enumerate(broken, self._setting.first):
            made = self._first_break(work, answers, number)
            if made is not None:
                open_.append(made)
        for _ in range(_TRIES):
            items = [item for b in open_ for item in b.items(self._setting)]
            results = iter(measure(items, self._setting.common))
            for b in open_:
                b.results = [next(results) for _ in b.rooms]
            if all(b.settled() for b in open_):
                break
        due = []
        for b in open_:
            if not b.settled():
                self._too_long(b.work)
                continue
            for room, item, fit in zip(b.rooms, b.items(self._setting), b.results, strict=True):
                self._lay(b.work, room[0], item, fit)
            self._out.kept.append((b.work, b.text))
            self._out.continued.append(b.continued())
            if b.overflow.attached_box is not None:
                due.append(b.overflow.attached_box)
        return list(dict.fromkeys(due))

    def _first_break(
        self, work: TextWork, answers: Sequence[tuple[_Part, Sequence[Any]]], number: int
    ) -> _Break | None:
        assert work.overflow is not None
        last = [(part, part.items[-1], results[-1]) for part, results in answers]
        # a text may fit in one of its boxes and not in another; all show the same, so that one gives no bound
        bounds = [(item, r) for _, item, r in last if isinstance(r, Broken)]
        if any(r is None for _, _, r in last):
            self._problems.append(
                Problem(
                    "the box is too small even to say where the text goes on", where(work.field), "Write it by hand."
                )
            )
            return None
        note = max(r.note for _, r in bounds)
        item, reach = min(((item, r.reach) for item, r in bounds), key=lambda b: b[0].places[b[1]].at)
        rooms = [(part.box, chosen.space, chosen.as_block) for part, chosen, _ in last]
        return _Break(work, work.overflow, item.places, reach, self._notes(work.overflow, number)[note], rooms)


@dataclass
class _Break:
    """A text being broken: `reach` places at most in the part shown."""

    work: TextWork
    overflow: Overflow
    places: tuple[Cut, ...]
    reach: int
    note: str
    rooms: list[tuple[Box, Space, bool]]
    results: list[Any] = field(default_factory=list)

    @property
    def at(self) -> int:
        return best(list(self.places), self.reach)

    @property
    def text(self) -> str:
        """What the boxes show: a beginning and where it goes on. Lines are one line each."""
        begun, rest = self.work.text[: self.at], self.work.text[self.at :]
        if not begun:
            return self.note
        # the note runs rightward: it begins a line where the text before it runs leftward
        parted = rest.startswith("\n") or RIGHT_TO_LEFT.search(begun.rpartition("\n")[2])
        return begun + ("\n" if parted else " ") + self.note

    def items(self, setting: Setting) -> list[Item]:
        """The part shown, to be measured at the size of texts that go on."""
        made = []
        for _, room, as_block in self.rooms:
            least = Item(setting.shown("", False), room, as_block).least
            made.append(Item(setting.shown(self.text, not as_block), replace(room, size=least), as_block))
        return made

    def settled(self) -> bool:
        """Does the part shown fit in every box? If not, it is made shorter."""
        if all(isinstance(result, Fit) for result in self.results):
            return True
        before = [n for n, cut in enumerate(self.places) if cut.at < self.at]
        if not before:
            return False
        self.reach = before[-1]
        return False

    def continued(self) -> Continued:
        """What stands in the attachment."""
        rest = self.work.text if self.overflow.repeat_whole else self.work.text[self.at :]
        return Continued(self.overflow.item, self.overflow.title, rest, self.work.field.name)


def _up(words: str) -> str:
    return words[:1].upper() + words[1:]
