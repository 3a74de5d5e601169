"""What only the court's confidential file and officers may know: one page that helps to fill in the court's own form."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.case.model import Case
from assistant.documents.content import Block, Document, Facts, Heading, Para, Table
from assistant.documents.parts import date_style
from assistant.documents.wording import wording
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.words import spelled
from assistant.values import BLANK

KIND = "confidential"
_LINES = (
    ("confidential.home_address", "home"),
    ("confidential.phone", "phone"),
    ("confidential.email", "email"),
    ("confidential.work", "work"),
    ("confidential.school", "school"),
)


def confidential(case: Case, sheet: Sheet, order: Order, *, draft: bool) -> Document:
    """The page. Takes the whole case: it is for readers who may know what is kept."""
    words = wording(KIND)
    form = order.confidentiality.form
    blocks: list[Block] = [
        Heading(words["paper_title"]),
        Para(spelled(words["standing"], sheet), style="strong"),
        Para(words["form"].format(form=form) if form else words["no_form"]),
        Para(order.confidentiality.address),
        *_about(case, sheet),
    ]
    return Document(
        kind=KIND,
        title=words.title,
        blocks=tuple(blocks),
        footer=words.title,
        language=sheet.language,
        paper=sheet.paper,
        draft=draft,
    )


def _about(case: Case, sheet: Sheet) -> Iterator[Block]:
    words, kept = wording(KIND), {s.path: s.value for s in case.kept.secrets}
    rows = [(words["name"], case.told.petitioner.name or BLANK)]
    if case.kept.birth_date:
        day = case.kept.birth_date
        month = f"{day:%B}"
        text = f"{day.day} {month} {day.year}" if date_style(sheet) == "british" else f"{month} {day.day}, {day.year}"
        rows.append((words["birth"], text))
    rows += [(words[label], kept[path]) for path, label in _LINES if path in kept]
    if case.kept.interpreter and case.kept.interpreter.strip(" .").casefold() not in ("no", "none"):
        rows.append((words["language"], case.kept.interpreter))
    yield Heading(words["about"], 2)
    yield Facts(tuple(rows), words["about"])
    if case.told.children:
        yield Heading(words["children"], 2)
        yield Table(
            ("Name", "Age"),
            (0.75, 0.25),
            tuple((c.name or BLANK, "" if c.age is None else str(c.age)) for c in case.told.children),
            words["children"],
        )
