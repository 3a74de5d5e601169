"""PDF/A for exhibits: which pages of a stranger's file can go into an archival file as they are (ISO 19005-2).

A page that cannot, most often because it does not bring its own fonts, is drawn as a picture; its words go along as
the text that is read in its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import StreamObject

FINE = 300.0  # dots to the inch of a page drawn as a picture
_CMYK = re.compile(rb"(?<![\w.])[kK](?![\w*])")
_DEEPEST = 12


def keeps(page: PageObject) -> bool:
    """Can this page stand in a PDF/A-2 file? Says no when in doubt."""
    resources = page.get("/Resources")
    contents = page.get_contents()
    if contents is not None and _CMYK.search(contents.get_data()):
        return False
    return resources is None or _resources(resources.get_object(), 0)


def _resources(resources: Any, deep: int) -> bool:
    if deep > _DEEPEST:
        return False
    if resources.get("/Properties") or "/DeviceCMYK" in str(resources.get("/ColorSpace", "")):
        return False  # layers, and colours that need a printer's profile
    states = resources.get("/ExtGState")
    if states is not None and any(
        key in state.get_object() for state in states.get_object().values() for key in ("/TR", "/HT", "/HTP", "/TR2")
    ):
        return False
    fonts = resources.get("/Font")
    if fonts is not None and not all(_font(f.get_object(), deep) for f in fonts.get_object().values()):
        return False
    drawn = resources.get("/XObject")
    return drawn is None or all(_drawn(o.get_object(), deep) for o in drawn.get_object().values())


def _font(font: Any, deep: int) -> bool:
    if font.get("/Subtype") == "/Type3":
        inner = font.get("/Resources")
        return inner is None or _resources(inner.get_object(), deep + 1)
    return font_embedded(font)


def font_embedded(font: Any) -> bool:
    """Is the font's own program in the file? (A Type 3 font is drawn by its page.)"""
    kind = font.get("/Subtype")
    if kind == "/Type3":
        return True
    if kind == "/Type0":
        return all(font_embedded(f.get_object()) for f in font["/DescendantFonts"].get_object())
    described = font.get("/FontDescriptor")
    return described is not None and any(
        key in described.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _drawn(thing: Any, deep: int) -> bool:
    kind = thing.get("/Subtype")
    if kind == "/Image":
        coding = thing.get("/Filter")
        return not (
            "/JPXDecode" in str(coding)
            or "/LZWDecode" in str(coding)
            or thing.get("/Interpolate")
            or "/DeviceCMYK" in str(thing.get("/ColorSpace"))
            or "/OC" in thing
        )
    if kind == "/Form":
        inner = thing.get("/Resources")
        return not _CMYK.search(thing.get_data()) and (inner is None or _resources(inner.get_object(), deep + 1))
    return False


def as_picture(data: bytes, number: int, width: float, height: float) -> tuple[StreamObject, float, float, str]:
    """Page `number` (from 0) of a PDF as an image that fits `width` x `height` points, its printed size, its words."""
    import pypdfium2

    from assistant.evidence.images import encoded, image_object

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number]
        scale = min(width / page.get_width(), height / page.get_height(), 1.0)
        picture = page.render(scale=FINE / 72.0 * scale, may_draw_forms=True).to_pil()
        size = page.get_width() * scale, page.get_height() * scale
        words = page.get_textpage().get_text_range().replace("\ufffe", "-").strip()
    finally:
        document.close()
    colours = picture.convert("RGB")
    grey = picture.convert("L")
    drawn = grey if grey.convert("RGB").tobytes() == colours.tobytes() else colours
    return image_object(encoded(drawn, size, lossless=True)), *size, words
