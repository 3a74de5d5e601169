"""Pieces that several documents share: the caption, dates in the place's style, how an exhibit is cited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from assistant.case.model import Exhibit, Told
from assistant.documents.content import Caption
from assistant.jurisdiction import Order, Sheet
from assistant.values import BLANK, Values

Pages = Mapping[str, int]  # exhibit id -> how many pages it has


def caption(told: Told, sheet: Sheet, order: Order, paper_title: str) -> Caption:
    """The head of the paper as this court prints it; blanks stay blank."""
    values = Values(told, sheet, order)
    head = order.court.caption
    return Caption(
        court_lines=tuple(_court_line(values, line) for line in head.lines),
        petitioner_name=told.petitioner.name or BLANK,
        petitioner_label=head.petitioner,
        respondent_name=values["respondent_name"],
        respondent_label=head.respondent,
        versus=head.versus or "",
        case_number_label=order.court.case_number_label,
        paper_title=paper_title,
    )


def _court_line(values: Values, line: str) -> str:
    """A line of the caption, filled; in capitals where the court prints it in capitals."""
    filled = values.fill(line)
    bare = re.sub(r"\{[^}]*\}", "", line)
    return filled.upper() if any(c.isalpha() for c in bare) and bare == bare.upper() else filled


def date_style(sheet: Sheet) -> Literal["us", "british"]:
    """How dates are written there."""
    return "british" if sheet.language == "en-GB" else "us"


def cite(exhibit: Exhibit, pages: Pages, incident: str = "") -> str:
    """'Exhibit C, page 2': the pages that show the incident where they are known, else all pages of the exhibit.

    They are the pages stamped on the exhibit itself. 'Exhibit C' alone when its pages were not counted yet.
    """
    return f"Exhibit {brief(exhibit, pages, incident)}"


def brief(exhibit: Exhibit, pages: Pages, incident: str = "") -> str:
    """The same without its first word: 'C, page 2'."""
    pin = exhibit.pin(incident) or ((1, pages[exhibit.id]) if exhibit.id in pages else None)
    if pin is None:
        return exhibit.label
    first, last = pin
    return f"{exhibit.label}, page {first}" if first == last else f"{exhibit.label}, pages {first}-{last}"
