"""Which answers count now, and reading values from them.

What does not apply is left out here (an answer to a question whose `when` no longer holds stays in the answers but
not in the case), so no document needs to know about relevance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from assistant.answers import Answer, Answers, Status
from assistant.case.model import Detail
from assistant.jurisdiction import Order, Sheet
from assistant.questions import every_group, every_question
from assistant.questions.kinds import Day
from assistant.questions.model import Look, Question, Shown

_ITEM = re.compile(r"^[a-z]\d+$")
_OF_THE_SHEET = ("relief.why.", "court.asks.")  # lists whose items are ids of the law sheet


@cache
def _questions() -> Mapping[str, Question]:
    return dict(every_question())


@cache
def groups() -> frozenset[str]:
    """The questions that ask whether there are any of a kind: 'incidents', 'children.list'."""
    return frozenset(path for path, _ in every_group())


def pattern_of(path: str) -> str:
    """`incidents.i3.place` -> `incidents.*.place`: the pattern under which every_question lists it.

    A list over ids of the law sheet (`relief.why.<id>.because`) is recognised by its place.
    """
    parts = path.split(".")
    for prefix in _OF_THE_SHEET:
        if path.startswith(prefix):
            return f"{prefix}*.{parts[-1]}"
    return ".".join("*" if _ITEM.match(p) else p for p in parts)


def question_at(path: str) -> Question | None:
    """The question that an answer path belongs to."""
    return _questions().get(pattern_of(path))


def view(answers: Answers, sheet: Sheet, order: Order | None, shown: Shown) -> Answers:
    """The answers of one class only, and of questions that apply. Anything unclassed is not in it."""
    look = Look(answers, date.min, sheet, order)
    given: dict[str, Answer] = {}
    live = _live_items(answers)
    for path, answer in answers.given.items():
        question = question_at(path)
        if question is None or question.shown is not shown:
            if shown is Shown.PUBLIC and pattern_of(path) in groups():
                given[path] = answer  # only the yes or no of 'are there any?'
            continue
        item = path[: len(path) - len(question.key)]
        if item not in live and not path.startswith(_OF_THE_SHEET) and _is_item(item):
            continue
        if _applies(question, look.inside(item)):
            given[path] = answer
    return Answers(given, answers.items)


def _is_item(prefix: str) -> bool:
    return any(_ITEM.match(p) for p in prefix.split("."))


def _live_items(answers: Answers) -> set[str]:
    """Prefixes of all items still in their lists, whose own item is still in its list too."""
    live: set[str] = set()
    for group in sorted(answers.items, key=lambda g: g.count(".")):
        holder, _, _ = group.rpartition(".")
        if any(_ITEM.match(p) for p in holder.split(".")) and f"{holder}." not in live:
            continue
        live.update(f"{group}.{item}." for item in answers.items[group])
    return live


def _applies(question: Question, look: Look) -> bool:
    """Relevance alone. Whether a lie on file needs the whole case (`withhold`) is not asked here."""
    if question.key == "withhold":
        return True
    return question.when(look)


class Reader:
    """Reads values below a prefix, noting for each missing one why it is missing."""

    def __init__(self, answers: Answers, prefix: str):
        self.answers, self.prefix = answers, prefix
        self.gaps: dict[str, Status] = {}

    def get(self, key: str, name: str = "") -> Any:
        """The value at the prefix, or None; a missing one's reason is noted under `name`."""
        answer = self.answers.get(self.prefix + key)
        if answer is None:
            return None
        if answer.status is not Status.ANSWERED:
            self.gaps[name or key] = answer.status
            return None
        return answer.value

    def age(self) -> tuple[int | None, bool]:
        """Years, and whether they are only about right."""
        value = self.get("age")
        return (value["years"], bool(value.get("about"))) if value else (None, False)

    def each(self, key: str) -> list[tuple[str, Reader]]:
        """The items of a list below the prefix: id, and what reads below it."""
        return [(i, Reader(self.answers, f"{self.prefix}{key}.{i}.")) for i in self.answers.ids(self.prefix + key)]


def details_of(view: Answers) -> tuple[Detail, ...]:
    """The answers of a view that have no place of their own in the case, by the type of their question."""
    found = []
    for path, answer in view.given.items():
        question = question_at(path)
        if question is None or answer.status is not Status.ANSWERED:
            continue
        if not question.for_forms and question.shown is not Shown.CONFIDENTIAL:
            continue
        value = answer.value
        if isinstance(question.kind, Day):
            value = date.fromisoformat(value)
        elif isinstance(value, list):
            value = tuple(value)
        found.append(Detail(path, value))
    return tuple(found)
