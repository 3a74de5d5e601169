"""Areas of a page that are taken out of every copy: written down as text, measured in percent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TEXT = re.compile(r"\s*(?:page\s*)?(\d{1,4})\s*:\s*([\d.,\s]+?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Area:
    """A rectangle on page `page` (from 1), in percent of the page as it is seen, from its upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def parse(cls, text: str) -> Area:
        """'page 2: 10, 20, 50.5, 60' (left, top, right, bottom). ValueError with one sentence otherwise."""
        found = _TEXT.match(text)
        if found is None:
            raise ValueError("Write an area as: page 2: 10, 20, 50, 60 (left, top, right, bottom, in percent).")
        return cls.of(int(found[1]), found[2])

    @classmethod
    def of(cls, page: int, edges: str) -> Area:
        """The area on a page from 'left,top,right,bottom'. ValueError with one sentence when it is none."""
        try:
            left, top, right, bottom = (float(part) for part in edges.split(","))
        except ValueError:
            raise ValueError("Four numbers are needed: left, top, right, bottom, in percent.") from None
        if page < 1:
            raise ValueError("Pages are counted from 1.")
        if not (0 <= left < right <= 100 and 0 <= top < bottom <= 100):
            raise ValueError("Each number is from 0 to 100; left is less than right, and top less than bottom.")
        return cls(page, left, top, right, bottom)

    def text(self) -> str:
        """What `parse` reads back to the same area."""
        return f"page {self.page}: " + ", ".join(f"{v:g}" for v in (self.left, self.top, self.right, self.bottom))

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in pixels, the last two included; a pixel that is touched at all is in it."""
        return (
            max(0, int(self.left * width / 100)),
            max(0, int(self.top * height / 100)),
            min(width, -int(-self.right * width // 100)) - 1,
            min(height, -int(-self.bottom * height // 100)) - 1,
        )


def on_page(areas: Iterable[Area], page: int) -> Sequence[Area]:
    """The areas of one page (from 1)."""
    return [a for a in areas if a.page == page]
