"""Every question, in the order asked. To add one, put an entry where it belongs in its section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.questions.court import (
    CASES,
    CHILDREN,
    CONFIDENTIAL_SECTION,
    OWN,
    RELIEF,
    WEAPONS,
)
from assistant.questions.events import EFFECTS, HISTORY, INCIDENTS, STOP, TIME
from assistant.questions.evidence import EVIDENCE
from assistant.questions.logs import LOGS
from assistant.questions.model import Group, Look, Notice, Part, Question, Section, Shown
from assistant.questions.people import (
    HELPER,
    ORDER,
    PETITIONER,
    PLACE,
    PROTECTED,
    RELATIONSHIP,
    RESPONDENT,
    SIGNING,
)
from assistant.questions.safety import SAFETY

SECTIONS: Final[tuple[Section, ...]] = (
    SAFETY,
    PLACE,
    RELATIONSHIP,
    ORDER,
    PETITIONER,
    PROTECTED,
    RESPONDENT,
    INCIDENTS,
    TIME,
    EFFECTS,
    HISTORY,
    WEAPONS,
    CHILDREN,
    CASES,
    STOP,
    EVIDENCE,
    LOGS,
    OWN,
    RELIEF,
    CONFIDENTIAL_SECTION,
    HELPER,
    SIGNING,
)

# Groups whose answers lie at the top, because incidents and exhibits are spoken of everywhere.
TOP_LEVEL: Final = frozenset({"incidents", "exhibits"})


def path_of(section: Section, part: Question | Group) -> str:
    """The answer path of a section's question or list."""
    return part.key if part.key in TOP_LEVEL else f"{section.key}.{part.key}"


def every_question() -> Iterator[tuple[str, Question]]:
    """(pattern, question) for all questions; '*' stands for the id of a list item."""

    def inside(prefix: str, part: Part) -> Iterator[tuple[str, Question]]:
        if isinstance(part, Question):
            yield prefix, part
        elif isinstance(part, Group):
            for inner in part.parts:
                yield from inside(f"{prefix}.*.{inner.key}", inner)

    for section in SECTIONS:
        for part in section.parts:
            if not isinstance(part, Notice):
                yield from inside(path_of(section, part), part)


def every_group() -> Iterator[tuple[str, Group]]:
    """(pattern, list) for all lists."""

    def inside(prefix: str, group: Group) -> Iterator[tuple[str, Group]]:
        yield prefix, group
        for part in group.parts:
            if isinstance(part, Group):
                yield from inside(f"{prefix}.*.{part.key}", part)

    for section in SECTIONS:
        for part in section.parts:
            if isinstance(part, Group):
                yield from inside(path_of(section, part), part)


__all__ = [
    "SECTIONS",
    "Group",
    "Look",
    "Notice",
    "Question",
    "Section",
    "Shown",
    "every_group",
    "every_question",
    "path_of",
]
