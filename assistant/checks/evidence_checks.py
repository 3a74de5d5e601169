"""Exhibits: cited but missing, attached but never spoken of, without a foundation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.view import COMMON_SENSE, View, softened
from assistant.findings import Finding, Severity
from assistant.questions.foundations import offered_blanks

_LABEL = r"(?:[A-Z]{1,2}|\d{1,3})"
_CITED = re.compile(
    rf"\b(?i:exhibit)\s+({_LABEL})\b(?!')|\b(?i:exhibits)\s+({_LABEL}(?:(?:,\s*|\s+)(?:(?:and|or|to|&)\s+)?{_LABEL}\b)*)"
)


def _cited(v: View) -> set[str]:
    """Labels named in any text: 'Exhibit C', 'Exhibits A, B and D'."""
    named: set[str] = set()
    for _, _, text in v.shown:
        for one, several in _CITED.findall(text):
            named |= {one} if one else set(re.findall(rf"\b{_LABEL}\b", several))
    return named


def _rule(v: View) -> str:
    return v.order.exhibits.cite or f"{COMMON_SENSE}: a reader looks for what is named"


def cited_missing(v: View) -> Iterator[Finding]:
    """Named in a text but not there, or there without a file."""
    for label in sorted(_cited(v) - {e.label for e in v.told.exhibits}):
        yield Finding(
            "F32-exhibit-missing",
            Severity.BLOCK,
            f"Exhibit {label}",
            "exhibits",
            f"You mention Exhibit {label}. There is no file for Exhibit {label} yet.",
            f"Cited exhibit missing: {label}.",
            _rule(v),
        )
    files = {f.exhibit for f in v.case.kept.files}
    for e in v.told.exhibits:
        if e.id not in files:
            yield Finding(
                "F32-exhibit-no-file",
                Severity.BLOCK,
                f"Exhibit {e.label}",
                f"exhibits.{e.id}.file",
                f"Exhibit {e.label} has no file yet.",
                f"Exhibit {e.label}: no file.",
                _rule(v),
            )


def never_cited(v: View) -> Iterator[Finding]:
    """Exhibits that no event and no text points to."""
    named = _cited(v)
    for e in v.told.exhibits:
        if not e.incidents and e.label not in named:
            yield Finding(
                "F33-exhibit-never-cited",
                Severity.FIX,
                f"Exhibit {e.label}",
                f"exhibits.{e.id}.incidents",
                f"Exhibit {e.label} is attached, but no event points to it. Which event does it show, or leave it out?",
                f"Exhibit {e.label} without reference in the narrative.",
                _rule(v),
            )


def foundation(v: View) -> Iterator[Finding]:
    """Exhibits without a sentence that says what they are."""
    for e in v.told.exhibits:
        if not e.foundation:
            yield softened(
                Finding(
                    "F37-exhibit-no-foundation",
                    Severity.FIX,
                    f"Exhibit {e.label}",
                    f"exhibits.{e.id}.foundation",
                    "Say what this is: who made it, when, and how you know it is real.",
                    f"Exhibit {e.label}: no authentication sentence.",
                    _rule(v),
                ),
                e.gaps,
                "foundation",
                f"What Exhibit {e.label} is and how you know it is not written.",
                Severity.REVIEW,
            )
        elif blanks := offered_blanks(e.foundation):
            yield Finding(
                "F37-exhibit-blanks",
                Severity.FIX,
                f"Exhibit {e.label}",
                f"exhibits.{e.id}.foundation",
                f"Blanks of the offered sentence still stand here: {', '.join(blanks)}. Put your own facts there.",
                f"Exhibit {e.label}: offered sentence not completed ({len(blanks)}).",
                _rule(v),
                span=blanks[0],
            )
