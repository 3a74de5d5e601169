"""Things to check: for the person and their lawyer, never filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.case.model import Case
from assistant.checks.grounds import GroundSupport
from assistant.documents.content import Block, Bullets, Document, Heading, Para, Table
from assistant.documents.wording import wording
from assistant.findings import Finding, Severity
from assistant.jurisdiction import Order, Sheet

KIND = "things-to-check"


def things_to_check(
    case: Case,
    sheet: Sheet,
    order: Order,
    findings: Sequence[Finding],
    grounds: Sequence[GroundSupport],
) -> Document:
    """The list, worst first, then the lawyer's matrix of elements and events."""
    words = wording(KIND)
    blocks: list[Block] = [
        Heading(words["paper_title"]),
        Para(words["standing"]),
        Para(words["not_reviewed"], style="strong"),
    ]
    blocks += list(_list(findings)) if findings else [Para(words["none"])]
    blocks += [Heading(words["matrix"]), Para(words["matrix_intro"]), *_matrix(case, grounds)]
    return Document(
        kind=KIND,
        title=words.title,
        blocks=tuple(blocks),
        footer=words.title,
        draft=False,
        language=sheet.language,
        paper=sheet.paper,
    )


def _list(findings: Sequence[Finding]) -> Iterator[Block]:
    for severity in Severity:
        group = [f for f in findings if f.severity is severity]
        if group:
            yield Heading(f"{severity.heading} ({len(group)})", 2)
            yield Table(
                ("Where", "What was noticed", "For the lawyer, and the rule"),
                (0.2, 0.4, 0.4),
                tuple((f.place, f.person, f"{f.lawyer} [{f.id}; {f.source}]") for f in group),
                severity.heading,
            )


def _matrix(case: Case, grounds: Sequence[GroundSupport]) -> Iterator[Block]:
    titles = {i.id: f"Event {i.number}" for i in case.incidents}
    silent = [g.ground for g in grounds if not g.incidents]
    for ground in (g for g in grounds if g.incidents):
        yield Heading(ground.ground.label, 2)
        yield Para(f"{ground.words(titles)} [{ground.ground.cite}]" if ground.ground.cite else ground.words(titles))
        rows = tuple((label, support) for label, support in ground.rows(titles))
        if rows:
            yield Table(("Element", "Spoken of in"), (0.6, 0.4), rows, ground.ground.label)
    if silent:
        yield Heading(wording(KIND)["silent"], 2)
        yield Bullets(tuple(f"{g.label}" + (f" [{g.cite}]" if g.cite else "") for g in silent))
