"""Words of a page that nobody sees: under a black box or a picture, white on white, cut off, far too small.

A page is drawn twice, with its text and without. Where the two do not differ, a letter shows nothing. Run in the
separate process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.evidence.areas import Area

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = 1.0  # dots to the point
_MOST_DOTS = 12_000_000
_INVISIBLE = 3  # a text's way of drawing (ISO 32000-1, table 106): read by programs, such as the words of a scan
_GAP = 1.2  # of a line's height: where it shows nothing for so long, each letter is looked at
_SAME = 24  # of 255: how far a dot may be from what it was, for rounding
_LEAST = 0.8  # points: what is smaller both ways is no letter to anyone
_ENOUGH = 2  # letters or digits in a row: one alone may have no shape in its typeface

Box = tuple[float, float, float, float]  # dots: left, top, right, bottom


@dataclass(frozen=True)
class Words:
    """`seen`: the words of the page that a reader sees. `unseen`: does it hold others?"""

    seen: str
    unseen: bool


class Looker:
    """A PDF's pages and the same without their texts, as `stripped` makes them. Close it after use."""

    def __init__(self, whole: bytes, bare: bytes) -> None:
        import pypdfium2

        self._whole, self._bare = pypdfium2.PdfDocument(whole), pypdfium2.PdfDocument(bare)

    def close(self) -> None:
        self._whole.close()
        self._bare.close()

    def picture(self, number: int, scale: float) -> Image:
        """Page `number` (from 0) as it is seen, `scale` dots to the point."""
        page = self._whole[number]
        try:
            picture: Image = page.render(scale=scale).to_pil().convert("RGB")
            return picture
        finally:
            page.close()

    def looks_like(self, other: Looker, number: int) -> bool:
        """Does page `number` (from 0) look the same in both?"""
        from PIL import ImageChops

        page = self._whole[number]
        scale = min(_SCALE, (_MOST_DOTS / (page.get_width() * page.get_height())) ** 0.5)
        page.close()
        mine, theirs = (looker.picture(number, scale) for looker in (self, other))
        if mine.size != theirs.size:
            return False
        apart = ImageChops.difference(mine, theirs)
        return all(high <= _SAME for _, high in apart.getextrema())  # type: ignore[misc]

    def words(self, number: int, areas: Sequence[Area] = ()) -> Words:
        """The words of page `number` (from 0) outside `areas`, and whether it has words that nobody sees."""
        page = self._whole[number]
        text = page.get_textpage()
        try:
            tiny = _too_small(page)
            if not text.count_chars():
                return Words("", tiny)
            look = _Look(page, self._bare[number], text)
            if not areas and not tiny and look.plain():
                return Words("", False)
            found = look.letters(areas)
            return Words(found.seen, found.unseen or tiny)
        finally:
            text.close()
            page.close()


def _too_small(page: Any) -> bool:
    """Does the page hold a text too small to be seen? Such a text is not among those that are read off a page."""
    import ctypes

    import pypdfium2.raw as raw

    size = ctypes.c_float()
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=8):
        if raw.FPDFTextObj_GetFontSize(thing.raw, size):
            matrix = thing.get_matrix()
            if abs(size.value) * max(abs(matrix.a), abs(matrix.b), abs(matrix.c), abs(matrix.d)) < _LEAST:
                return True
    return False


class _Look:
    def __init__(self, page: Any, bare: Any, text: Any) -> None:
        from PIL import ImageChops

        self._text = text
        width, self._height = page.get_width(), page.get_height()
        self._scale = min(_SCALE, (_MOST_DOTS / (width * self._height)) ** 0.5)
        self._full = page.render(scale=self._scale).to_pil()
        empty = bare.render(scale=self._scale).to_pil()
        bare.close()
        # any difference in any colour is print
        self._ink = ImageChops.difference(self._full, empty).point(_INK).convert("L")

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        s = self._scale
        return left * s, (self._height - top) * s, right * s, (self._height - bottom) * s

    def _inked(self, box: Box, grow: float = 0.0) -> bool:
        left, top, right, bottom = box
        whole = int(left - grow), int(top - grow), int(right + grow) + 1, int(bottom + grow) + 1
        return self._ink.crop(whole).getbbox() is not None

    def plain(self) -> bool:
        """Does every line of text show print all along? Quick, and says no when in doubt."""
        from PIL.Image import Resampling

        count = self._text.count_rects()
        for n in range(count):
            left, top, right, bottom = self._box(*self._text.get_rect(n))
            if right < 0 or bottom < 0 or left > self._ink.width or top > self._ink.height:
                return False
            whole = int(left), int(top), max(int(right) + 1, int(left) + 1), max(int(bottom) + 1, int(top) + 1)
            strip = self._ink.crop(whole)
            if bottom - top < _LEAST:
                return False
            if strip.width > 4000 or strip.height > 4000:
                return False
            columns = strip.resize((strip.width, 1), Resampling.BOX, reducing_gap=None).tobytes()
            if bytes(int(_GAP * max(strip.height, 4))) in columns:
                return False
        return True

    def letters(self, areas: Sequence[Area]) -> Words:
        """Each letter looked at."""
        size = self._full.size
        cut = [tuple(v * size[n % 2] / 100 for n, v in enumerate((a.left, a.top, a.right, a.bottom))) for a in areas]
        seen: list[str] = []
        row, unseen = 0, False
        word: list[str] = []
        word_cut = False
        for n in range(self._text.count_chars()):
            sign = self._text.get_text_range(n, 1)
            if not sign.strip():
                seen += [] if word_cut else word
                seen.append(sign)
                word, word_cut = [], False
                continue
            box = self._box(*self._text.get_charbox(n))
            if any(box[0] < c[2] and box[2] > c[0] and box[1] < c[3] and box[3] > c[1] for c in cut):
                word_cut = True
                continue
            tiny = sign.isalnum() and max(box[2] - box[0], box[3] - box[1]) < _LEAST
            if (not tiny and self._inked(box, 0.5)) or self._said_of_a_picture(n, box):
                word.append(sign)
                row = 0
                continue
            row += sign.isalnum()
            unseen = unseen or row >= _ENOUGH
        seen += [] if word_cut else word
        return Words("".join(seen).replace("\ufffe", "-").strip(), unseen)

    def _said_of_a_picture(self, n: int, box: Box) -> bool:
        """Is this a letter that programs read where a picture shows print, as in a scan?"""
        import pypdfium2.raw as raw

        thing = raw.FPDFText_GetTextObject(self._text.raw, n)
        if not thing or raw.FPDFTextObj_GetTextRenderMode(thing) != _INVISIBLE:
            return False
        left, top, right, bottom = box
        if right < 0 or bottom < 0 or left > self._full.width or top > self._full.height:
            return False
        under = self._full.crop((int(left) - 3, int(top) - 3, int(right) + 4, int(bottom) + 4)).convert("L")
        darkest, lightest = under.getextrema()
        return float(lightest) - float(darkest) > 40


_INK = [255 if v else 0 for v in range(256)] * 3  # of each colour
