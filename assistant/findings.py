"""What a check notices. People read "Things to check"; a court's findings are something else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """Worst first. BLOCK stops only the final served packet; nothing stops a draft or the lawyer's copy."""

    BLOCK = 0
    FIX = 1
    REVIEW = 2
    NOTE = 3

    @property
    def heading(self) -> str:
        """The heading of this group in lists."""
        return {
            Severity.BLOCK: "Must be settled before anything is served",
            Severity.FIX: "Missing or does not fit",
            Severity.REVIEW: "Worth showing to a lawyer",
            Severity.NOTE: "For your information",
        }[self]


@dataclass(frozen=True)
class Finding:
    """One thing to check.

    `id` is the check's id with a stable name (F01-date-missing). `place` says where in plain words
    ("Event 3: At the bus stop"); `path` is the answer that mends it; `span` the words it is about.
    `person` is for the person: short, neutral, no advice. `lawyer` is for the lawyer. `source` is the
    citation of the rule, or the reason when it is common sense. `lawyer_only` keeps the lawyer's words
    out of everything but the lawyer's copy.
    """

    id: str
    severity: Severity
    place: str
    path: str
    person: str
    lawyer: str
    source: str
    span: str = ""
    lawyer_only: bool = False
