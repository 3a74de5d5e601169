"""The content of a document, before it is a page: the one object both the DOCX and the PDF are made from.

Only layout may differ between the two; every word stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: Literal[1, 2, 3] = 1
    page_break: bool = False  # starts a new page


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of fixed words. `numbered` paragraphs count through the whole document."""

    text: str
    numbered: bool = False
    style: Literal["body", "small", "strong", "centered"] = "body"


@dataclass(frozen=True, slots=True)
class Words:
    """The person's own words, verbatim. Every line is kept; an empty line parts two paragraphs.

    `source` is the path of the answer, so that a lawyer's marks can find their way back.
    With `numbered`, each paragraph takes a number; otherwise they are set off by an indent.
    """

    text: str
    source: str
    numbered: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Paragraphs in order; single line breaks stay inside their paragraph as newlines."""
        found: list[list[str]] = [[]]
        for line in self.text.split("\n"):
            if line.strip():
                found[-1].append(line)
            elif found[-1]:
                found.append([])
        return tuple("\n".join(p) for p in found if p)


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts as a two-column table: label, value. `title` names the table for people who hear it read."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header row repeats on every page. `widths` are shares of the line, summing to 1."""

    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The oath, exactly, kept on one page with the lines below it. Each line is (label, filled value or '')."""

    oath: str
    lines: tuple[tuple[str, str], ...]


Block = Heading | Para | Words | Bullets | Facts | Table | Signature


@dataclass(frozen=True, slots=True)
class Caption:
    """The head of a court paper."""

    court_lines: tuple[str, ...]
    petitioner_name: str
    petitioner_label: str
    respondent_name: str
    respondent_label: str
    versus: str
    case_number_label: str
    case_number: str = ""
    paper_title: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One finished document's content."""

    kind: str  # folder name under templates/
    title: str  # neutral: goes in the file's properties, never a person's name
    blocks: tuple[Block, ...]
    caption: Caption | None = None
    footer: str = ""  # left of 'Page X of Y'
    language: str = "en-US"
    paper: Literal["letter", "a4"] = "letter"
    draft: bool = True
    tags: dict[str, str] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """Every piece of text of the document in reading order, draft mark and page numbers left out."""
        if self.caption:
            c = self.caption
            yield from c.court_lines
            yield from (
                c.petitioner_name,
                c.petitioner_label,
                c.versus,
                c.respondent_name,
                c.respondent_label,
                c.case_number_label,
                c.case_number,
                c.paper_title,
            )
        for block in self.blocks:
            match block:
                case Heading(text=text) | Para(text=text):
                    yield text
                case Words():
                    yield from block.paragraphs
                case Bullets(items=items):
                    yield from items
                case Facts(rows=rows):
                    for label, value in rows:
                        yield from (label, value)
                case Table(header=header, rows=rows):
                    yield from header
                    for row in rows:
                        yield from row
                case Signature(oath=oath, lines=lines):
                    yield oath
                    for label, value in lines:
                        yield from (label, value)
