"""Lines that a blank prints across a box to write on: text is set on them, not through them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.forms.boxes import Box

_SCALE = 2.0  # pixels a point
_DARK, _SHARE = 170, 0.7  # grey level; part of the box's width that a line must cross
_IS_DARK = bytes(value < _DARK for value in range(256))
_EDGE = 5.0  # points: a line this near to the top is the box's own edge
_CLOSEST, _WIDEST = 9.0, 30.0  # points between lines; others are no lines to write on


def ruled_lines(data: bytes, boxes: Iterable[Box]) -> dict[Box, tuple[float, ...]]:
    """For each box that has them, the heights of its printed lines in points from its top, evenly spaced.

    They are looked for in the picture of the page, so it does not matter how the blank draws them.
    """
    import pypdfium2

    found: dict[Box, tuple[float, ...]] = {}
    asked = [box for box in boxes if not box.turned]
    if not asked:
        return found
    document = pypdfium2.PdfDocument(data)
    try:
        pages = {number: document[number - 1] for number in {box.page for box in asked}}
        for box in asked:
            lines = _lines(pages[box.page], box)
            if lines:
                found[box] = lines
    finally:
        document.close()
    return found


def _lines(page: Any, box: Box) -> tuple[float, ...]:
    if page.get_rotation():
        return ()
    left, bottom, right, top = box.rect
    x1, y1, x2, y2 = page.get_cropbox()
    if left < x1 or bottom < y1 + 2 or right > x2 or top > y2:
        return ()
    crop = (left - x1, bottom - 2 - y1, x2 - right, y2 - top)
    picture = page.render(scale=_SCALE, crop=crop, draw_annots=False, grayscale=True)
    pixels, wide = bytes(picture.buffer), picture.width
    starts = range(0, picture.height * picture.stride, picture.stride)
    dark = [pixels[start : start + wide].translate(_IS_DARK).count(1) for start in starts]
    rows = [n / _SCALE for n, count in enumerate(dark) if count >= wide * _SHARE]
    return even([y for n, y in enumerate(rows) if n == 0 or y - rows[n - 1] > 1.5], top - bottom)


def even(lines: list[float], height: float) -> tuple[float, ...]:
    """The lines if they are evenly spaced, with one at the bottom of the box where the spacing asks for it."""
    inside = [y for y in lines if _EDGE < y < height - _EDGE]
    if not inside:
        return ()
    last = next((y for y in lines if y >= height - _EDGE), height)
    gaps = [b - a for a, b in zip(inside, [*inside[1:], last], strict=True)]
    pitch = sorted(gaps)[len(gaps) // 2]
    if len(inside) > 1:
        pitch = (inside[-1] - inside[0]) / (len(inside) - 1)
    if not _CLOSEST <= pitch <= _WIDEST or any(abs(gap - pitch) > 2 for gap in gaps[:-1]):
        return ()
    if not 0.5 * pitch <= inside[0] <= 1.6 * pitch:  # a line across a box of another kind
        return ()
    end = (last,) if abs(last - inside[-1] - pitch) <= 3 else ()
    return (*inside, *end)
