"""What a court asks of a file that is sent in electronically. Null: no rule is known, and a careful default holds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.jurisdiction.facts import Fact, Text

Prohibited = Literal[
    "annotations",
    "external-links",
    "internal-links",
    "javascript",
    "attachments",
    "form-fields",
    "passwords",
    "multimedia",
]
# What no court wants in a filed paper; asked of every packet, whatever a sheet says.
ALWAYS: tuple[Prohibited, ...] = (
    "annotations",
    "external-links",
    "javascript",
    "attachments",
    "form-fields",
    "passwords",
    "multimedia",
)


class StampArea(Fact):
    """Room that stays empty on the first page, at its upper right corner, for the clerk's stamp. Inches."""

    width: float = Field(gt=0, le=8)
    height: float = Field(gt=0, le=8)


class Efiling(Fact):
    """The e-filing rules of one kind of order. A null or missing value means that no rule was found."""

    accepted: bool | None = Field(default=None, description="may these papers be filed electronically?")
    page_size: Literal["letter", "a4"] | None = None
    max_mb: float | None = Field(default=None, gt=0, description="largest file, in millions of bytes")
    max_envelope_mb: float | None = Field(default=None, gt=0, description="largest filing, all files together")
    searchable: Literal["required", "where-feasible"] | None = None
    bookmarks_required: bool | None = None
    page_numbers: Literal["from-first-page"] | None = Field(
        default=None, description="from-first-page: Arabic numbers from the first page on, through the whole paper"
    )
    file_name_max: int | None = Field(default=None, ge=8, description="characters of a file name, ending included")
    file_name_charset: Literal["alphanumeric", "alphanumeric-hyphen", "ascii"] | None = None
    pdf_a: Literal["required", "preferred"] | None = None
    black_and_white: bool | None = Field(default=None, description="true where text pages must be without colour")
    dpi: int | None = Field(default=None, ge=100, description="dots per inch that scans should have")
    stamp_area: StampArea | None = None
    separate_documents: bool | None = Field(
        default=None, description="true where each paper is its own file and papers may not be joined"
    )
    prohibited: list[Prohibited] = Field(default_factory=list, description="beyond what no court wants")
    exhibits: Text | None = Field(default=None, description="how exhibits are handed in electronically, own words")
