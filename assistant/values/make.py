"""Short ways to write named values. See `assistant.values` for the whole vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from assistant.case.model import Kept, Person
from assistant.questions import every_question
from assistant.questions.kinds import Choice, Choices, Day, Story, YesNo
from assistant.questions.model import Look, Question, Shown
from assistant.values.model import Facts, Item, Kind, Named, Options, Result

YES_NO = {"yes": "Yes", "no": "No"}
YES_NO_UNKNOWN = {**YES_NO, "unknown": "I don't know"}


@cache
def _questions() -> Mapping[str, Question]:
    return dict(every_question())


def text(make: Callable[[Facts], str | None], *needs: str) -> Named:
    """A line of text that the public may see; '' and None: not known."""
    return Named("text", make, needs)


def long(make: Callable[[Facts], str | None], *needs: str) -> Named:
    """A text of any length in the person's own words."""
    return Named("long", make, needs)


def yes_no(make: Callable[[Facts], bool | None], *needs: str) -> Named:
    """True ticks `.yes`, False `.no`, None neither: what nobody said is no 'no'."""
    return Named("choice", lambda f: _yes_or_no(make(f)), needs, options=YES_NO)


def one_of(make: Callable[[Facts], str | None], options: Mapping[str, str] | Options, *needs: str) -> Named:
    """One of some options, or None."""
    return Named("choice", make, needs, options=options)


def some_of(make: Callable[[Facts], Sequence[str]], options: Mapping[str, str] | Options, *needs: str) -> Named:
    """Any number of options."""
    return Named("choices", lambda f: frozenset(make(f)), needs, options=options)


def hidden(make: Callable[[Facts, Kept], Result], *needs: str, kind: Kind = "text") -> Named:
    """A confidential value."""
    return Named(kind, make, needs, Shown.CONFIDENTIAL)


def _yes_or_no(value: bool | None) -> str | None:
    return None if value is None else ("yes" if value else "no")


def answer(pattern: str) -> Named:
    """The answer to a question that only forms need: kind, class and options are the question's own."""
    question = _questions()[pattern]
    if not question.for_forms:
        raise ValueError(f"{pattern} is not a question for forms")
    return _from(question, pattern, lambda about: pattern)


def part(pattern: str) -> Named:
    """The same for a question inside a list: made from (facts, item[, kept])."""
    question = _questions()[pattern]
    key = pattern.rsplit(".", 1)[-1]
    return _from(question, pattern, lambda item: f"{item.path}{key}")


def _from(question: Question, pattern: str, where: Callable[[Any], str]) -> Named:
    kind, options = _kind(question)

    def convert(value: Any, unknown: bool) -> Result:
        if kind == "choice":
            found = _yes_or_no(value) if isinstance(value, bool) else value
            return found or ("unknown" if unknown else None)
        if kind == "choices":
            return frozenset(value or ())
        return value if isinstance(value, date) else str(value or "")

    if question.shown is Shown.PUBLIC:

        def make(facts: Facts, item: Item | None = None) -> Result:
            path = where(item)
            return convert(facts.told.detail(path), facts.unknown(path))

        return Named(kind, make, (pattern,), Shown.PUBLIC, options)

    def make_hidden(facts: Facts, *more: Any) -> Result:
        item, kept = (None, *more) if len(more) == 1 else more
        return convert(kept.detail(where(item)), False)

    return Named(kind, make_hidden, (pattern,), Shown.CONFIDENTIAL, options)


def _kind(question: Question) -> tuple[Kind, Mapping[str, str]]:
    kind = question.kind
    if isinstance(kind, YesNo):
        return "choice", YES_NO_UNKNOWN
    if isinstance(kind, Choice | Choices):
        options = {o.id: o.label for o in kind.options(_NOBODY)}
        return ("choice" if isinstance(kind, Choice) else "choices"), (
            {**options, "unknown": options.get("unknown", "I don't know")} if isinstance(kind, Choice) else options
        )
    if isinstance(kind, Day):
        return "date", {}
    return ("long", {}) if isinstance(kind, Story) else ("text", {})


def age(person: Person) -> str:
    """'34', 'about 40' or ''."""
    if person.age is None:
        return ""
    return f"about {person.age}" if person.age_about else str(person.age)


def _nobody() -> Look:
    from assistant.answers import Answers

    return Look(Answers(), date.min)


_NOBODY = _nobody()
