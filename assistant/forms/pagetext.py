"""The printed words of a PDF's pages with their places, read with pdfium. What stands in form fields is not among them."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": "-"})
_SPACE = 0.18  # a wider gap than this share of the type size parts two words
_APART = 0.95  # and a wider one than this two runs
_LEADERS = "_…"  # lines to write on, and dots that lead to them


@dataclass(frozen=True)
class Run:
    """Words of one line with no wide gap in them. Points, in the page's own space; `size` is the height of the type."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class PageText:
    """A page's runs in the order of the file, and its size in points."""

    width: float
    height: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All words, white space folded."""
        return " ".join(" ".join(run.text for run in self.runs).split())


def page_texts(data: bytes) -> tuple[PageText, ...]:
    """Every page of a PDF that opens without a password. ValueError when pdfium cannot open the file."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from None
    try:
        return tuple(_page(document, n) for n in range(len(document)))
    finally:
        document.close()


def _page(document: Any, number: int) -> PageText:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return PageText(0, 0, ())
    left, bottom, right, top = page.get_mediabox()
    try:
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return PageText(right - left, top - bottom, ())
    return PageText(right - left, top - bottom, tuple(_runs(text)))


def _characters(text: Any) -> Iterator[tuple[str, float, float, float, float]]:
    """Each printed character with its box: as wide as the type moves on, as high as the type is."""
    import pypdfium2.raw as raw

    count = text.count_chars()
    whole = text.get_text_range() if count else ""
    exact = len(whole) == count  # not so when a character takes two units
    box = raw.FS_RECTF()
    at = ctypes.byref(box)
    measure, handle = raw.FPDFText_GetLooseCharBox, text.raw
    for index in range(count):
        c = whole[index] if exact else chr(raw.FPDFText_GetUnicode(handle, index) or 32)
        if c in "\r\n":  # pdfium's own
            continue
        if not measure(handle, index, at):
            continue
        yield c, box.left, box.bottom, box.right, box.top


def _runs(text: Any) -> Iterator[Run]:
    words: list[str] = []
    left = bottom = right = top = 0.0
    spaced = False
    for c, x0, y0, x1, y1 in _characters(text):
        if c.isspace() or c in _LEADERS or not c.isprintable() or unicodedata.category(c) == "Co":
            spaced = True
            if words and c in _LEADERS:
                yield Run(_plain(words), left, bottom, right, top)
                words = []
            continue
        size = max(y1 - y0, 1.0)
        gap = x0 - right
        same_line = words and abs((y0 + y1) - (bottom + top)) < 0.6 * max(size, top - bottom)
        if same_line and -0.5 * size < gap < _APART * size:
            if spaced and gap > 0.05 * size or gap > _SPACE * size:
                words.append(" ")
            right, bottom, top = max(right, x1), min(bottom, y0), max(top, y1)
        else:
            if words:
                yield Run(_plain(words), left, bottom, right, top)
                words = []
            left, bottom, right, top = x0, y0, x1, y1
        words.append(c)
        spaced = False
    if words:
        yield Run(_plain(words), left, bottom, right, top)


def _plain(words: list[str]) -> str:
    return "".join(words).translate(_LIGATURES)
