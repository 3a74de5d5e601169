"""Which of the court's forms a case needs, for whom and why; and which questions those forms want. Pure.

What makes a form needed is its map's `when`: `always`, `on-request` (never by itself), or named conditions of which
any one holds. A condition that cannot be told yet does not hold.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.answers import Answers
from assistant.case import case_from
from assistant.case.model import Case
from assistant.errors import PersonError
from assistant.forms.mapping import Form, Reads, forms_of
from assistant.forms.recognise import same_edition
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.papers import OfficialForm
from assistant.values import values_of


@dataclass(frozen=True)
class Needed:
    """A form this case needs."""

    form: Form
    because: str  # one sentence for the person
    newer: str = ""  # the edition the law sheet lists, where it is another than the mapped one

    @property
    def readers(self) -> tuple[Reads, ...]:
        return tuple(self.form.file.readers)


@dataclass(frozen=True)
class Plan:
    """The forms of a case, in the order of the packet, and what the law sheet lists that no map covers."""

    needed: tuple[Needed, ...]
    unmapped: tuple[OfficialForm, ...]


def plan_forms(case: Case, sheet: Sheet, order: Order, also: Collection[str] = ()) -> Plan:
    """Which forms, in which order, and why. `also` names folders of forms the person asks for: 'fa-13'."""
    serving = [form for form in forms_of(sheet.code) if order.id in form.file.serves]
    needed = tuple(
        Needed(form, form.file.because, other_edition(form, order))
        for form in serving
        if form.folder in also or is_needed(form, case, sheet, order)
    )
    unmapped = tuple(f for f in order.forms if f.use != "informational" and not any(covers(m, f) for m in serving))
    return Plan(needed, unmapped)


def is_needed(form: Form, case: Case, sheet: Sheet, order: Order) -> bool:
    """Does any condition of its `when` hold?"""
    if isinstance(form.file.when, str):
        return form.file.when == "always"
    values = values_of(case, sheet, order)
    return any(condition.read(values) for condition in form.when)


def covers(form: Form, listed: OfficialForm) -> bool:
    """Is this mapped form the one that the law sheet lists?"""
    if form.file.listed_as is not None:
        return form.file.listed_as == listed.title
    return _plain(form.file.number) == _plain(listed.number or "") or _plain(form.file.title) == _plain(listed.title)


def other_edition(form: Form, order: Order) -> str:
    """The edition that the law sheet lists for this form, when it is not the mapped one; '' when it is."""
    listed = next((f.revision for f in order.forms if f.revision and covers(form, f)), None)
    return "" if listed is None or same_edition(listed, form.file.edition) else listed


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def wanted_questions(answers: Answers, sheet: Sheet, order: Order) -> frozenset[str]:
    """Patterns of the questions that the mapped forms of this order want, as the answers stand now.

    What decides whether a form is needed is wanted always; what its boxes show, only while it is needed.
    """
    try:
        forms = [form for form in forms_of(sheet.code) if order.id in form.file.serves]
    except PersonError:
        return frozenset()  # a map with problems asks nothing; `paperwork forms lint` tells them
    if not forms:
        return frozenset()
    case = case_from(answers, sheet)
    wanted = frozenset[str]().union(*(form.when_needs for form in forms))
    values = values_of(case, sheet, order)
    return wanted.union(*(form.needs(values) for form in forms if is_needed(form, case, sheet, order)))
