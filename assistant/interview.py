"""Which question comes next; back, later, resume, review. Pure: it reads answers and says what to ask.

Steps are worked out anew from the answers each time, so a changed answer opens and closes questions by
itself and nothing is erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from assistant import jurisdiction
from assistant.answers import SETTLED, Answers, Status
from assistant.case.view import pattern_of
from assistant.dates import day_text
from assistant.errors import PersonError
from assistant.jurisdiction import Order, Sheet
from assistant.places import data_folder
from assistant.questions import SECTIONS, path_of
from assistant.questions.kinds import YesNo
from assistant.questions.model import Group, Look, Notice, Part, Question, Section

StepKind = Literal["warn", "notice", "any", "question", "more"]


@dataclass(frozen=True)
class Step:
    """One screen: a question at `path`, a list's 'are there any?' or 'is there another?', or words to read."""

    kind: StepKind
    section: Section
    path: str
    look: Look
    question: Question | None = None
    group: Group | None = None
    notice: Notice | None = None
    heading: str = ""  # which item this is about: 'Event 3: followed me to the bus'

    def is_new(self) -> bool:
        """Not shown or asked yet."""
        answers = self.look.answers
        if self.kind in ("notice", "warn"):
            return self.path not in answers.read
        if self.kind == "any" and self.group is not None and answers.ids(self.path):
            return False
        return answers.status(self.path) is None


def look_at(answers: Answers, today: date, folder: Path | None = None) -> Look:
    """What questions may look at, with the sheet and the order the person chose so far."""
    code = answers.value("place.jurisdiction")
    sheet = None
    if code:
        try:
            sheet = jurisdiction.load(code)
        except PersonError:
            sheet = None
    chosen = answers.value("order.type")
    order = next((o for o in sheet.orders if o.id == chosen), None) if sheet else None
    return Look(answers, today, sheet, order, folder=folder, wanted=_wanted_by_forms(answers, sheet, order))


def _wanted_by_forms(answers: Answers, sheet: Sheet | None, order: Order | None) -> frozenset[str]:
    """Questions for which the court's mapped forms have a box. A place without maps loads nothing."""
    if sheet is None or order is None or not (data_folder("jurisdictions") / sheet.code / "forms").is_dir():
        return frozenset()
    from assistant.forms.plan import wanted_questions

    return wanted_questions(answers, sheet, order)


def steps(answers: Answers, today: date, folder: Path | None = None) -> Iterator[Step]:
    """Every step that applies now, in the order asked."""
    look = look_at(answers, today, folder)
    for section in SECTIONS:
        yield from section_steps(section, look)


def section_steps(section: Section, look: Look) -> Iterator[Step]:
    """The steps of one section."""
    if not section.when(look):
        return
    if section.warn:
        yield Step("warn", section, f"{section.key}.!", look)
        if look.answers.status(f"{section.key}.!") in (Status.SKIPPED, Status.LATER):
            return
    for part in section.parts:
        yield from _part_steps(section, part, look)


def _wanted(part: Question | Group, look: Look, path: str) -> bool:
    if isinstance(part, Question):
        if not part.ask_if(look):
            return False
        if part.for_forms and pattern_of(path) in look.wanted:
            return True
        if part.for_forms and not part.wanted_by:
            return False
        if look.wanted.intersection(part.parts) and look.status(path) is None:
            return False
    if not part.wanted_by:
        return True
    return look.order is not None and any(look.order.wants(topic) for topic in part.wanted_by)


def _part_steps(section: Section, part: Part, look: Look) -> Iterator[Step]:
    if isinstance(part, Notice):
        if part.when(look):
            yield Step("notice", section, f"{section.key}.{part.key}!", look, notice=part)
    elif not (part.when(look) and _wanted(part, look, path_of(section, part))):
        return
    elif isinstance(part, Question):
        yield Step("question", section, path_of(section, part), look, question=part)
    else:
        yield from _group_steps(section, part, path_of(section, part), look, "")


def _group_steps(section: Section, group: Group, path: str, look: Look, outer: str) -> Iterator[Step]:
    answers = look.answers
    if group.over:
        for chosen, label in group.over(look):
            yield from _item_steps(section, group, f"{path}.{chosen}.", look, label, group.parts)
        return
    if group.ask_any:
        yield Step("any", section, path, look, group=group, heading=outer)
    items = answers.ids(path)
    if not items:
        return
    quick = tuple(p for p in group.parts if p.key in group.quick)
    rest = tuple(p for p in group.parts if p.key not in group.quick)
    first = quick or group.parts
    for n, item in enumerate(items, 1):
        yield from _item_steps(
            section, group, f"{path}.{item}.", look, _item_heading(group, look, path, item, n, outer), first
        )
    yield Step("more", section, f"{path}.more", look, group=group, heading=outer)
    if quick:
        for n, item in enumerate(items, 1):
            yield from _item_steps(
                section, group, f"{path}.{item}.", look, _item_heading(group, look, path, item, n, outer), rest
            )


def _item_steps(
    section: Section,
    group: Group,
    prefix: str,
    look: Look,
    heading: str,
    parts: tuple[Question | Group, ...],
) -> Iterator[Step]:
    inside = look.inside(prefix)
    for part in parts:
        if not (part.when(inside) and _wanted(part, inside, prefix + part.key)):
            continue
        if isinstance(part, Question):
            yield Step("question", section, prefix + part.key, inside, question=part, heading=heading)
        else:
            yield from _group_steps(section, part, prefix + part.key, inside, heading)


def _item_heading(group: Group, look: Look, path: str, item: str, n: int, outer: str) -> str:
    words = item_title(group, look.answers, path, item, n)
    return f"{outer} / {words}" if outer else words


def item_title(group: Group, answers: Answers, path: str, item: str, n: int) -> str:
    """How a list item is called in lists: 'Event 2: followed me'."""
    title = answers.value(f"{path}.{item}.{group.title[0]}") if group.title else None
    if isinstance(title, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", title):  # a day is kept as ISO 8601
        place = answers.value("place.jurisdiction")
        sheet = jurisdiction.load(place) if place in jurisdiction.codes() else None
        title = day_text(date.fromisoformat(title), "british" if sheet and sheet.language == "en-GB" else "us")
    return f"{group.one.capitalize()} {n}" + (f": {title}" if isinstance(title, str) else "")


def first_new(answers: Answers, today: date, folder: Path | None = None) -> Step | None:
    """Where to go on: the first step not shown or asked yet."""
    return next((s for s in steps(answers, today, folder) if s.is_new()), None)


def for_later(answers: Answers, today: date) -> list[Step]:
    """Questions the person left for later."""
    return [
        s for s in steps(answers, today) if answers.status(s.path) is Status.LATER and s.kind in ("question", "any")
    ]


@dataclass(frozen=True)
class Progress:
    """How far one section is: counts of questions by how they stand."""

    section: Section
    position: int
    of: int
    answered: int
    later: int
    skipped: int
    open: int

    @property
    def words(self) -> str:
        """'3 answered, 1 for later'."""
        parts = [f"{self.answered} answered"]
        if self.later:
            parts.append(f"{self.later} for later")
        if self.skipped:
            parts.append(f"{self.skipped} skipped")
        if self.open:
            parts.append(f"{self.open} not asked yet")
        return ", ".join(parts)


def progress(answers: Answers, today: date) -> list[Progress]:
    """How far each section is."""
    look = look_at(answers, today)
    found = []
    for n, section in enumerate(SECTIONS, 1):
        asked = [s for s in section_steps(section, look) if s.kind in ("question", "any")]
        states = [answers.status(s.path) for s in asked]
        found.append(
            Progress(
                section,
                n,
                len(SECTIONS),
                sum(
                    1
                    for s, state in zip(asked, states, strict=True)
                    if state in SETTLED or (s.kind == "any" and answers.ids(s.path))
                ),
                sum(1 for state in states if state is Status.LATER),
                sum(1 for state in states if state is Status.SKIPPED)
                + (answers.status(f"{section.key}.!") is Status.SKIPPED),
                sum(1 for s in asked if s.is_new()),
            )
        )
    return found


ANY: YesNo = YesNo()
