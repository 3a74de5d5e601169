"""A page with lines at every ten percent, to read off the area that is to be taken out. Run in the separate process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_LARGEST = 1400  # pixels, the longer side
_MARGIN = 44


def with_grid(page: Image) -> bytes:
    """The page (RGB) as a PNG, with a margin that holds the numbers."""
    from PIL import Image, ImageDraw, ImageFont

    page.thumbnail((_LARGEST, _LARGEST))
    made = Image.new("RGB", (page.width + 2 * _MARGIN, page.height + 2 * _MARGIN), "white")
    made.paste(page, (_MARGIN, _MARGIN))
    draw = ImageDraw.Draw(made)
    font = ImageFont.load_default(16)
    right, bottom = made.width - _MARGIN, made.height - _MARGIN
    for percent in range(0, 101, 10):
        x = _MARGIN + page.width * percent / 100
        y = _MARGIN + page.height * percent / 100
        # a dark line within a light one is seen on any picture
        for width, shade in ((3, "white"), (1, (200, 0, 0))):
            draw.line((x, _MARGIN - 8, x, bottom + 8), fill=shade, width=width)
            draw.line((_MARGIN - 8, y, right + 8, y), fill=shade, width=width)
        draw.text((x, _MARGIN - 12), str(percent), fill="black", font=font, anchor="ms")
        draw.text((_MARGIN - 12, y), str(percent), fill="black", font=font, anchor="rm")
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


def picture_of(pdf: bytes, page: int) -> Image:
    """Page `page` (from 0) of a clean PDF as a picture."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        found = document[page]
        made: Image = found.render(scale=_LARGEST / max(found.get_size())).to_pil().convert("RGB")
        return made
    finally:
        document.close()
