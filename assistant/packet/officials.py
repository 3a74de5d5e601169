"""The court's own forms in the packet: planned, filled, each with the attachment that carries what did not fit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.case.model import Case, PublicCase
from assistant.disclosure import Reader, public_case
from assistant.jurisdiction import Order, Sheet
from assistant.packet.model import Paper
from assistant.packet.plan import Planned

if TYPE_CHECKING:
    from assistant.forms.library import Library
    from assistant.forms.make import FilledForm, OfficialForms
    from assistant.forms.mapping import Form


@dataclass(frozen=True)
class Official:
    """The forms of a case as papers, and what is to be said of them."""

    papers: tuple[Paper, ...] = ()
    planned: tuple[Planned, ...] = ()
    filled: tuple[str, ...] = ()  # 'DV-100, Request for ...', in their order
    missing: tuple[str, ...] = ()  # one plain sentence each: what is missing and where to get it
    notes: tuple[str, ...] = ()  # how a form was filled, where a person should know


def official(
    case: Case, sheet: Sheet, order: Order, library: Library, *, also: Collection[str] = (), draft: bool = True
) -> Official:
    """Plan and fill the official forms. A form that others read is filled from what the public may see alone."""
    from assistant.forms.make import official_forms

    public: PublicCase = public_case(case, order)
    made = official_forms(case, public, sheet, order, library, also=also, draft=draft)
    petition = _petition(made)
    papers = tuple(paper for form in made.forms for paper in papers_of(form))
    planned = [_planned(f.form, f.because, asks=f.form is petition) for f in made.forms]
    planned += [
        Planned(f"form-{m.number or m.title}", _name(m.number, m.title), _readers(m.readers), 99, m.because, m.words)
        for m in made.missing
        if m.mapped
    ]
    notes = [
        note if note.startswith(f.form.file.number) else f"{f.form.file.number}: {note}"
        for f in made.forms
        for note in f.notes
    ]
    notes += [
        f"{_name(n.form.file.number, n.form.file.title)} was not filled: {'; '.join(str(p) for p in n.problems)}"
        for n in made.not_filled
    ]
    return Official(
        papers,
        tuple(planned),
        tuple(_name(f.form.file.number, f.form.file.title) for f in made.forms),
        tuple(m.words for m in made.missing if m.mapped),
        (*notes, *(made.notes if made.forms else ())),  # what no form has a box for: said where a form was filled
    )


def _petition(made: OfficialForms) -> Form | None:
    """The form that asks the court for the order: the first that every case needs and the other person is served."""
    asking = [
        f.form
        for f in made.forms
        if f.form.file.use == "mandatory" and f.form.file.when == "always" and {"court", "served"} <= set(f.readers)
    ]
    return min(asking, key=lambda form: form.file.position, default=None)


def papers_of(form: FilledForm) -> list[Paper]:
    """The form, and its attachment right after it. Officers read what is confidential: one folder holds both."""
    readers = _readers(form.readers)
    title, position = _name(form.form.file.number, form.form.file.title), form.form.file.position
    stem = form.file_stem.partition("-")[2] or form.file_stem
    papers = [Paper(f"form-{stem}", title, stem, readers, position, form.flat, fillable=form.fillable)]
    if form.attachment is not None:
        name = f"{stem}-attachment"
        papers.append(Paper(f"form-{name}", f"{title}: attachment", name, readers, position, form.attachment))
    return papers


def _planned(form: Form, because: str, *, asks: bool) -> Planned:
    title = _name(form.file.number, form.file.title)
    return Planned(
        f"form-{form.folder}", title, _readers(form.file.readers), form.file.position, because, asks_for_order=asks
    )


def _readers(names: Collection[str]) -> tuple[Reader, ...]:
    found = {Reader.CONFIDENTIAL if name == "law-enforcement" else Reader(name) for name in names}
    return tuple(reader for reader in Reader if reader in found)


def _name(number: str | None, title: str) -> str:
    return f"{number}, {title}" if number and number != title else title
