"""The content of our own fillable petition page."""

from __future__ import annotations

from assistant.case.model import PublicCase
from assistant.documents.parts import caption
from assistant.documents.wording import wording
from assistant.forms.petition import PetitionContent
from assistant.jurisdiction import Order, Sheet
from assistant.values import Values

KIND = "petition"


def petition(case: PublicCase, sheet: Sheet, order: Order, *, draft: bool) -> PetitionContent:
    """Caption, parties, requests; what happened is left to the attached declaration."""
    words = wording(KIND)
    values = Values(case.told, sheet, order)
    asked = {request.id for request in case.told.requests}
    title = values.fill(words["paper_title"])
    return PetitionContent(
        caption=caption(case.told, sheet, order, title),
        title=words.title,
        fields=tuple((line.label, values[line.value]) for line in words.fields),
        relief=tuple((r.label, r.cite or "", r.id in asked) for r in order.relief),
        temporary=case.told.temporary,
        attached=values.fill(words["attached"]),
        language=sheet.language,
        paper=sheet.paper,
        draft=draft,
    )
