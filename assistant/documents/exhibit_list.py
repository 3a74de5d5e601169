"""Every file of the case for the lawyer: where it is cited, its original's name, size and hash, what is held back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.case.model import Case, Exhibit
from assistant.documents.content import Block, Document, Facts, Heading, Para
from assistant.documents.wording import wording
from assistant.jurisdiction import Order, Sheet

KIND = "exhibit-list"


def exhibit_list(case: Case, sheet: Sheet, order: Order, counts: Mapping[str, int]) -> Document:
    """The list. `counts`: pages of each exhibit that is shown, by its id."""
    words = wording(KIND)
    shown = [e for e in case.told.exhibits if not e.is_withheld]
    held = [e for e in case.told.exhibits if e.is_withheld]
    blocks: list[Block] = [Heading(words["paper_title"]), Para(words["standing"])]
    if order.exhibits.rules:
        cite = f" [{order.exhibits.cite}]" if order.exhibits.cite else ""
        blocks.append(Para(f"{order.exhibits.rules}{cite}", style="small"))
    if shown:
        blocks += [Heading(words["shown"], 2), *_rows(case, shown, counts)]
    blocks.append(Heading(words["held"], 2))
    blocks += [Para(words["held_intro"]), *_rows(case, held, counts)] if held else [Para(words["none_held"])]
    return Document(
        kind=KIND,
        title=words.title,
        blocks=tuple(blocks),
        footer=words.title,
        language=sheet.language,
        paper=sheet.paper,
        draft=False,
    )


def _rows(case: Case, exhibits: Sequence[Exhibit], counts: Mapping[str, int]) -> Iterator[Block]:
    files = {f.exhibit: f for f in case.kept.files}
    numbers = {i.id: i.number for i in case.incidents}
    for e in exhibits:
        rows = [("What it is", e.title or "")]
        events = [f"event {numbers[i]}" + _pin(e, i) for i in e.incidents if i in numbers]
        rows.append(("Shows", ", ".join(events) or "no event points to it"))
        if e.foundation:
            rows.append(("In their words", e.foundation))
        reason = getattr(e, "withheld", None)
        if e.is_withheld and isinstance(reason, str):
            rows.append(("Held back because", reason))
        if e.id in counts:
            rows.append(("Pages", str(counts[e.id])))
        file = files.get(e.id)
        if file is not None:
            rows += [("Original", f"{file.name}, {file.size:,} bytes, {file.media}"), ("SHA-256", _spaced(file.sha256))]
        yield Heading(f"Exhibit {e.label}", 3)
        yield Facts(tuple((label, text) for label, text in rows if text), f"Exhibit {e.label}")


def _pin(exhibit: Exhibit, incident: str) -> str:
    pin = exhibit.pin(incident)
    if pin is None:
        return ""
    return f" (page {pin[0]})" if pin[0] == pin[1] else f" (pages {pin[0]}-{pin[1]})"


def _spaced(digest: str) -> str:
    """In groups of eight, so that a person can compare it."""
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))
