"""The one vocabulary of named values that documents and forms use. To add one: one function, one line.

Each is a text made from what public papers may hold (`Told`) and from the law sheet. A value that is not
known is '' ; a document decides whether that shows as a blank line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.case.model import Person, Told
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.models import Terms
from assistant.jurisdiction.vocabulary import RELATIONSHIPS

BLANK = "________________"


@dataclass(frozen=True)
class Values:
    """Named values of one case, read with `values[name]`; KeyError for a name nobody defined."""

    told: Told
    sheet: Sheet
    order: Order

    @cached_property
    def terms(self) -> Terms:
        """The words the papers of this order use."""
        return self.sheet.terms_of(self.order)

    @cached_property
    def all(self) -> Mapping[str, str]:
        return {name: make(self) for name, make in VALUES.items()}

    def __getitem__(self, name: str) -> str:
        return VALUES[name](self)

    def fill(self, sentence: str) -> str:
        """A sentence with {names} in it, filled; what is not known shows as a blank line."""
        return sentence.format_map({name: value or BLANK for name, value in self.all.items()})


def age(person: Person) -> str:
    """'34', 'about 40' or ''."""
    if person.age is None:
        return ""
    return f"about {person.age}" if person.age_about else str(person.age)


def _respondent(v: Values) -> str:
    return v.told.respondent.name or f"{v.terms.respondent.capitalize()} whose name is not known"


def _relationships(v: Values) -> str:
    return "; ".join(RELATIONSHIPS[r] for r in v.told.relationships if r in RELATIONSHIPS)


def _yes_no(value: bool | None) -> str:
    return "" if value is None else ("Yes" if value else "No")


VALUES: Final[dict[str, Callable[[Values], str]]] = {
    "petitioner_name": lambda v: v.told.petitioner.name or "",
    "petitioner_age": lambda v: age(v.told.petitioner),
    "mailing_address": lambda v: v.told.petitioner.mailing_address or "",
    "mailing_email": lambda v: v.told.petitioner.mailing_email or "",
    "filer_name": lambda v: v.told.filer.name or "" if v.told.filer else "",
    "filer_relation": lambda v: v.told.filer.relation or "" if v.told.filer else "",
    "filer_authority": lambda v: v.told.filer.authority or "" if v.told.filer else "",
    "declarant_name": lambda v: v.told.declarant.name or "",
    "respondent_name": _respondent,
    "respondent_in_text": lambda v: v.told.respondent.name or "a person whose name I do not know",
    "respondent_age": lambda v: age(v.told.respondent),
    "relationships": _relationships,
    "county": lambda v: v.told.county or "",
    "court": lambda v: v.told.court or "",
    "division": lambda v: v.told.division or "",
    "judicial_district": lambda v: v.told.judicial_district or "",
    "why_here": lambda v: v.told.why_here or "",
    "order_name": lambda v: v.order.name,
    "statute": lambda v: v.order.statute,
    "petitioner": lambda v: v.terms.petitioner,
    "respondent": lambda v: v.terms.respondent,
    "declaration": lambda v: v.terms.declaration,
    "jurisdiction": lambda v: v.sheet.name,
    "temporary_name": lambda v: v.order.procedure.temporary_order.name,
    "temporary_asked": lambda v: _yes_no(v.told.temporary),
    "hearing_wanted": lambda v: _yes_no(v.told.hearing_wanted),
    "order_length": lambda v: v.told.order_length or "",
    "distance": lambda v: v.told.distance or "",
    "told_respondent": lambda v: v.told.told_respondent or "",
    "fee_basis": lambda v: v.told.fee_basis or "",
    "signing_place": lambda v: v.told.signing_place or "",
    "signing_county": lambda v: v.told.signing_county or "",
    "exhibit_count": lambda v: str(len(v.told.exhibits)),
    "incident_count": lambda v: str(len(v.told.incidents)),
    "as_of": lambda v: v.sheet.as_of.isoformat(),
}
