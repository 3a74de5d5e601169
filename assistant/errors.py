"""The one family of errors a person can cause. Each is a plain sentence: what, where, what to do next.

The command line prints these and leaves with status 2; anything else that escapes is our own mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with something a person gave us.

    `where` is a place they can find: a file and line, a question, a folder.
    `remedy` says what to do next. Neither repeats the person's answers.
    """

    what: str
    where: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} {self.remedy}".strip()


class PersonError(Exception):
    """Something a person can mend; carries every problem found, not only the first."""

    def __init__(self, problems: Problem | Sequence[Problem] | str, *, where: str = "", remedy: str = ""):
        if isinstance(problems, str):
            problems = Problem(problems, where, remedy)
        if isinstance(problems, Problem):
            problems = [problems]
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


def cannot_read(error: OSError, where: object) -> PersonError:
    """What is said when the system refuses a file that a person named."""
    why = (error.strerror or "unknown reason").lower()
    remedy = "Check the name and that you may open it."
    return PersonError(f"this file cannot be read ({why}).", where=str(where), remedy=remedy)
