"""Exhibits: cited but missing, attached but never spoken of, without a foundation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.view import COMMON_SENSE, View
from assistant.disclosure import told_texts
from assistant.findings import Finding, Severity

_CITED = re.compile(r"\bExhibit\s+([A-Z]{1,2}|\d{1,3})\b")


def _cited(v: View) -> set[str]:
    return {label for text in told_texts(v.told) for label in _CITED.findall(text)}


def _rule(v: View) -> str:
    return v.order.exhibits.cite or f"{COMMON_SENSE}: a reader looks for what is named"


def cited_missing(v: View) -> Iterator[Finding]:
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
    for e in v.told.exhibits:
        if not e.foundation:
            yield Finding(
                "F37-exhibit-no-foundation",
                Severity.FIX,
                f"Exhibit {e.label}",
                f"exhibits.{e.id}.foundation",
                "Say what this is: who made it, when, and how you know it is real.",
                f"Exhibit {e.label}: no authentication sentence.",
                _rule(v),
            )
