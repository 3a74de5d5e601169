"""The printed words of a PDF's pages with their places, read with pdfium. What stands in form fields is not among them."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.forms.model import Rect

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": "-"})
_SPACE = 0.18  # a wider gap than this share of the type size parts two words
_APART = 0.95  # and a wider one than this two runs
_GUESSED = "\N{THIN SPACE}"
_LEADERS = "_…•☐□❑❒▢¨"  # lines to write on, dots that lead to them, printed boxes and bullets


@dataclass(frozen=True)
class Run:
    """Words of one line with no wide gap in them. Points, in the page's own space."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float = 0.0  # of the type
    bold: bool = False

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


def _characters(text: Any) -> Iterator[tuple[int, str, float, float, float, float]]:
    """Each printed character with its box: as wide as the type moves on, as high as the type is.

    A space that pdfium only guessed from a gap comes as a thin space: letters set apart are still one word.
    """
    import pypdfium2.raw as raw

    count = text.count_chars()
    whole = text.get_text_range() if count else ""
    exact = len(whole) == count  # not so when a character takes two units
    box = raw.FS_RECTF()
    at = ctypes.byref(box)
    measure, handle = raw.FPDFText_GetLooseCharBox, text.raw
    for index in range(count):
        c = whole[index] if exact else chr(raw.FPDFText_GetUnicode(handle, index) or 32)
        if c not in "\r\n" and measure(handle, index, at):  # the ends of lines are pdfium's own
            if c == " " and raw.FPDFText_IsGenerated(handle, index) == 1:
                c = _GUESSED
            yield index, c, box.left, box.bottom, box.right, box.top


class _Line:
    """A run while it grows."""

    def __init__(self, text: Any, index: int, box: Rect) -> None:
        import pypdfium2.raw as raw

        self.words: list[str] = []
        self.left, self.bottom, self.right, self.top = box
        size = raw.FPDFText_GetFontSize(text.raw, index)
        # a type of size 1 is made larger by other means
        self.size = round(size if size > 2 else 0.75 * (self.top - self.bottom), 1)
        self.bold = raw.FPDFText_GetFontWeight(text.raw, index) >= 600

    def takes(self, box: Rect) -> bool:
        """Whether a character at `box` goes on with this run."""
        x0, y0, _, y1 = box
        high = max(y1 - y0, 1.0)
        same_line = abs((y0 + y1) - (self.bottom + self.top)) < 0.6 * max(high, self.top - self.bottom)
        return same_line and -0.5 * high < x0 - self.right < _APART * high

    def add(self, c: str, box: Rect, space: str) -> None:
        """One more character, and the space before it."""
        x0, y0, x1, y1 = box
        gap = (x0 - self.right) / max(y1 - y0, 1.0)
        if self.words and (gap > _SPACE or (space and gap > (0.05 if space == _GUESSED else -0.15))):
            self.words.append(" ")
        self.words.append(c)
        self.right, self.bottom, self.top = max(self.right, x1), min(self.bottom, y0), max(self.top, y1)

    def run(self) -> Run:
        """What was gathered."""
        words = "".join(self.words).translate(_LIGATURES)
        return Run(words, self.left, self.bottom, self.right, self.top, self.size, self.bold)


def _runs(text: Any) -> Iterator[Run]:
    line: _Line | None = None
    space = ""
    for index, c, *edges in _characters(text):
        box: Rect = tuple(edges)  # type: ignore[assignment]
        if c.isspace() or c in _LEADERS or not c.isprintable() or unicodedata.category(c) == "Co":
            space = _GUESSED if c == _GUESSED and space in ("", _GUESSED) else " "
            if line and c in _LEADERS:
                yield line.run()
                line = None
            continue
        if line and not line.takes(box):
            yield line.run()
            line = None
        line = line or _Line(text, index, box)
        line.add(c, box, space)
        space = ""
    if line:
        yield line.run()
