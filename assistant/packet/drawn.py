"""What the pages of a PDF really show, as a viewer draws them: colour, pictures and their dots, which way words run.

Content streams have many ways to say the same thing (colour spaces, patterns, shadings, stencils, forms within forms);
so the pages are drawn by pdfium and the result is looked at. Nothing in the file is changed.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

_TINT = 24  # of 255: how far the channels of a dot differ before a person sees colour in it
_TINTED_DOTS = 6  # dots at 72 to the inch: fewer are what drawing leaves at edges
_TURNED_LETTERS = 30  # a page with fewer says nothing about which way it stands
_TURNS_ASKED = 100  # letters of a page that tell how its words stand
_MARGIN = 72.0  # points at the upper and the lower edge where page numbers stand
_PALE = 245  # of 255: what a printer leaves white

Colour = Literal["", "picture", "drawn"]


@dataclass(frozen=True)
class Picture:
    """One picture on a page: its dots to the inch as shown there, and its share of the page's area, from 0 to 1."""

    dpi: int
    share: float


@dataclass(frozen=True)
class Look:
    """What one page shows, but for its colour.

    `letters`: characters of text. `turned`: degrees by which most of its words are turned as a reader sees them, 0, 90,
    180 or 270. `edge_numbers`: whole numbers printed within an inch of the upper and the lower edge.
    """

    width: float  # points, as seen
    height: float
    letters: int
    turned: int
    pictures: tuple[Picture, ...]
    edge_numbers: frozenset[int]


class Drawn:
    """A PDF as drawn. Close it, or use it in a `with`."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data)

    def __enter__(self) -> Drawn:
        return self

    def __exit__(self, *error: object) -> None:
        self._document.close()

    @cached_property
    def looks(self) -> list[Look]:
        """Each page in its order."""
        return [_look(page) for page in self._document]

    def colour(self, page: int) -> Colour:
        """Whether page `page` (from 0) shows colour: none, in pictures alone, or in what else is drawn."""
        from pypdfium2 import raw

        held = self._document[page]
        if not _tinted(_image(held)):
            return ""
        pictures = [thing for thing, _ in _things(held) if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_IMAGE]
        for thing in pictures:
            raw.FPDFPageObj_SetIsActive(thing, False)
        try:
            return "drawn" if _tinted(_image(held)) else "picture"
        finally:
            for thing in pictures:
                raw.FPDFPageObj_SetIsActive(thing, True)

    def corner_is_free(self, width: float, height: float) -> bool:
        """Is the upper right corner of the first page white? Inches."""
        seen = _image(self._document[0]).convert("L")
        box = (max(0, seen.width - round(width * 72)), 0, seen.width, min(seen.height, round(height * 72)))
        lowest, _ = seen.crop(box).getextrema()
        return int(lowest) >= _PALE  # type: ignore[arg-type]


def _image(page: Any) -> Image:
    """The page as seen, 72 dots to the inch, in colour."""
    drawn: Image = page.render(scale=1, rev_byteorder=True).to_pil().convert("RGB")
    return drawn


def _tinted(seen: Image) -> bool:
    from PIL import ImageChops

    red, green, blue = seen.split()
    apart = ImageChops.lighter(
        ImageChops.difference(red, green),
        ImageChops.lighter(ImageChops.difference(green, blue), ImageChops.difference(red, blue)),
    )
    return sum(apart.histogram()[_TINT:]) > _TINTED_DOTS


def _things(page: Any) -> Iterator[tuple[Any, Any]]:
    """Everything drawn on a page, forms opened, each with the matrix from its own space to the page's."""
    import pypdfium2
    from pypdfium2 import raw

    def inside(thing: Any, outer: Any, deep: int) -> Iterator[tuple[Any, Any]]:
        held = raw.FS_MATRIX()
        known = raw.FPDFPageObj_GetMatrix(thing, held)
        matrix = (pypdfium2.PdfMatrix.from_raw(held) if known else pypdfium2.PdfMatrix()).multiply(outer)
        yield thing, matrix
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM and deep < 12:
            for n in range(raw.FPDFFormObj_CountObjects(thing)):
                yield from inside(raw.FPDFFormObj_GetObject(thing, n), matrix, deep + 1)

    for n in range(raw.FPDFPage_CountObjects(page)):
        yield from inside(raw.FPDFPage_GetObject(page, n), pypdfium2.PdfMatrix(), 0)


def _look(page: Any) -> Look:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        letters = text.count_chars()
        turned = _turned(text, letters, page.get_rotation())
        numbers = _edge_numbers(text, page, width, height) if letters else frozenset()
    finally:
        text.close()
    return Look(width, height, letters, turned, tuple(_pictures(page, width * height)), numbers)


def _pictures(page: Any, area: float) -> Iterator[Picture]:
    from pypdfium2 import raw

    for thing, matrix in _things(page):
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        across, down = ctypes.c_uint(), ctypes.c_uint()
        if not raw.FPDFImageObj_GetImagePixelSize(thing, across, down):
            continue
        a, b, c, d, _, _ = matrix.get()
        wide, high = math.hypot(a, b), math.hypot(c, d)  # points
        if wide and high and area:
            dpi = min(across.value / wide, down.value / high) * 72
            yield Picture(round(dpi), min(1.0, abs(a * d - b * c) / area))


def _turned(text: Any, letters: int, page_turned: int) -> int:
    """The quarter turn, clockwise, in which most words stand on the page as seen. 0 where there are few words."""
    from pypdfium2 import raw

    if letters < _TURNED_LETTERS:
        return 0
    turns: dict[int, int] = {}
    for n in range(0, letters, max(1, letters // _TURNS_ASKED)):
        angle = raw.FPDFText_GetCharAngle(text, n)
        if angle < 0 or chr(raw.FPDFText_GetUnicode(text, n)).isspace():
            continue
        # pdfium measures in the page's own space; what a reader sees is turned clockwise by the page's /Rotate
        quarter = round((math.degrees(angle) + page_turned) / 90) * 90 % 360
        turns[quarter] = turns.get(quarter, 0) + 1
    return max(turns, key=lambda quarter: (turns[quarter], quarter == 0), default=0)


_NUMBER: Final = re.compile(r"(?<![\w.,-])(\d{1,4})(?![\w]|[.,-]\d)")


def _edge_numbers(text: Any, page: Any, width: float, height: float) -> frozenset[int]:
    left, bottom, right, top = page.get_bbox()
    turned = page.get_rotation()
    if turned in (90, 270):
        edges = [(left, bottom, left + _MARGIN, top), (right - _MARGIN, bottom, right, top)]
    else:
        edges = [(left, bottom, right, bottom + _MARGIN), (left, top - _MARGIN, right, top)]
    found: set[int] = set()
    for box in edges:
        found |= {int(n) for n in _NUMBER.findall(text.get_text_bounded(*box))}
    return frozenset(found)
