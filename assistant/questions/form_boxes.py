"""What the questions for the courts' own forms are made with: how one is written, its options, and when it is asked."""

from __future__ import annotations

from assistant.questions.kinds import Choice, Choices, Kind, Option
from assistant.questions.model import Look, Question, Shown, When, always

BOX = "One of the court's forms has a box for it."


def ask(
    key: str,
    kind: Kind,
    ask: str,
    shown: Shown,
    why: str = BOX,
    help: str = "",
    when: When = always,
    to_self: str = "",
) -> Question:
    """A question that is asked only where a form needs its answer."""
    return Question(key, kind, ask, help=help, why=why, shown=shown, when=when, for_forms=True, to_self=to_self)


def choices(*options: tuple[str, str]) -> Choices:
    """Any number of these options, each a key and its words."""
    made = tuple(Option(key, words) for key, words in options)
    return Choices(lambda look: made)


def choice(*options: tuple[str, str]) -> Choice:
    """One of these options, each a key and its words."""
    made = tuple(Option(key, words) for key, words in options)
    return Choice(lambda look: made)


def said(path: str, *values: object) -> When:
    """Is the answer at `path` one of these?"""
    return lambda look: look.value(path) in values


def picked(path: str, *options: str) -> When:
    """Is one of these options among those picked at `path`?"""
    return lambda look: bool(set(options) & set(look.value(path) or ()))


def asked(*relief: str) -> When:
    """Is one of these, or one whose name begins so, among what the person asks the court to do?"""

    def when(look: Look) -> bool:
        return any(r == x or r.startswith(f"{x}-") for r in look.value("relief.items") or () for x in relief)

    return when
