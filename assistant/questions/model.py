"""What a question, a list of things, a notice and a section are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answers import Answers, Status
from assistant.questions.kinds import Kind

if TYPE_CHECKING:
    from assistant.jurisdiction import Order, Sheet


class Shown(StrEnum):
    """Who may ever read an answer. The default hides it: a new question is hidden until it is classed."""

    PUBLIC = "public"  # may stand in papers the court files and the respondent is served
    CONFIDENTIAL = "confidential"  # only on forms the court keeps from the respondent and the public
    PRIVATE = "private"  # only in the person's and the lawyer's own copies


@dataclass(frozen=True)
class Look:
    """What a question may look at when deciding whether to be asked, what to offer, how to read an answer."""

    answers: Answers
    today: date
    sheet: Sheet | None = None
    order: Order | None = None
    item: str = ""  # path of the list item the question belongs to, with a final dot
    folder: Path | None = None  # where relative file names start: the answers file's folder
    wanted: frozenset[str] = frozenset()  # patterns of questions for which the court's forms have a box

    def value(self, path: str) -> Any:
        """The value at `path`; a leading dot means inside the same list item."""
        return self.answers.value(self.item + path[1:] if path.startswith(".") else path)

    def status(self, path: str) -> Status | None:
        return self.answers.status(self.item + path[1:] if path.startswith(".") else path)

    def inside(self, item: str) -> Look:
        return replace(self, item=item)


When = Callable[[Look], bool]


def always(look: Look) -> bool:
    return True


@dataclass(frozen=True)
class Question:
    """One question. `key` is relative to its section or list item."""

    key: str
    kind: Kind
    ask: str
    help: str = ""
    more: Callable[[Look], str] | None = None  # further help that depends on the case, such as the sheet's own words
    why: str = ""
    shown: Shown = Shown.PRIVATE
    when: When = always
    topics: tuple[str, ...] = ()  # what a petition must state that this answers (vocabulary.TOPICS)
    wanted_by: tuple[str, ...] = ()  # asked only when the chosen order's petition must state one of these
    ask_if: When = always  # whether to ask it here; unlike `when`, an answer given all the same stands
    for_forms: bool = (
        False  # asked only when a court's form of this case has a box for it, or its petition is `wanted_by`
    )
    parts: tuple[str, ...] = ()  # the same in parts (patterns): asked instead when a form has boxes for the parts
    warn: str = ""  # one line shown before a hard question
    hard: bool = False  # thanked afterwards; counts towards the offer of a break
    again: bool = True  # show the earlier answer as default
    offer: Callable[[Look], str] | None = None  # a text to begin from, where nothing was answered yet
    to_self: str = ""  # the words where the person asks for themselves, if `ask` speaks of somebody else

    def asked(self, look: Look) -> str:
        """The words of the question for this person."""
        return self.to_self if self.to_self and look.value("petitioner.filing_for") == "self" else self.ask


@dataclass(frozen=True)
class Group:
    """A list of things of one kind: incidents, children, exhibits."""

    key: str
    one: str  # "event": what one of them is called
    parts: tuple[Question | Group, ...]
    ask_more: str  # "Is there another event?"
    ask_any: str = ""  # the yes/no question before the first
    help: str = ""
    why: str = ""
    quick: tuple[str, ...] = ()  # questions asked for every item first, before the rest
    title: tuple[str, ...] = ()  # answers that name an item in lists
    when: When = always
    topics: tuple[str, ...] = ()
    wanted_by: tuple[str, ...] = ()
    over: Callable[[Look], Sequence[tuple[str, str]]] | None = (
        None  # items are given as (id, heading), not added by hand
    )


@dataclass(frozen=True)
class Notice:
    """Words shown once, with nothing to answer but Enter."""

    key: str
    text: Callable[[Look], str]
    when: When = always


Part = Question | Group | Notice


@dataclass(frozen=True)
class Section:
    """One part of the interview, as people see it."""

    key: str
    title: str
    parts: tuple[Part, ...]
    intro: str = ""
    warn: str = ""  # sensitive: said before the section, with continue / skip / later
    when: When = field(default=always)
