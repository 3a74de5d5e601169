"""PDF/A for exhibits: which pages of a stranger's file can go into an archival file as they are (ISO 19005-2).

A page that cannot, most often because it does not bring its own fonts, is drawn as a picture; its words go along as
the text that is read in its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.evidence.images import Picture

FINE = 300.0  # dots to the inch of a page drawn as a picture
_CMYK = re.compile(rb"(?<![\w.])[kK](?![\w*])")
_DEEPEST = 12
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def keeps(drawing: Any) -> bool:
    """Can this drawing (a form XObject of pikepdf) stand in a PDF/A-2 file? Says no when in doubt."""
    return _drawn(drawing, 0)


def _resources(resources: Any, deep: int) -> bool:
    if deep > _DEEPEST:
        return False
    if resources.get("/Properties") or "/DeviceCMYK" in repr(resources.get("/ColorSpace", "")):
        return False  # layers, and colours that need a printer's profile
    states = resources.get("/ExtGState", {})
    if any(key in state for state in states.values() for key in ("/TR", "/HT", "/HTP", "/TR2")):
        return False
    if not all(_font(font, deep) for font in resources.get("/Font", {}).values()):
        return False
    return all(_drawn(thing, deep + 1) for thing in resources.get("/XObject", {}).values())


def _font(font: Any, deep: int) -> bool:
    if font.get("/Subtype") == "/Type3":
        return "/Resources" not in font or _resources(font["/Resources"], deep + 1)
    if font.get("/Subtype") == "/Type0":
        return all(_font(one, deep) for one in font["/DescendantFonts"])
    described = font.get("/FontDescriptor", {})
    return any(key in described for key in _PROGRAMS)


def font_embedded(font: Any) -> bool:
    """Is the font's own program in the file? (A Type 3 font is drawn by its page.) `font` as pypdf reads it."""
    kind = font.get("/Subtype")
    if kind == "/Type3":
        return True
    if kind == "/Type0":
        return all(font_embedded(f.get_object()) for f in font["/DescendantFonts"].get_object())
    described = font.get("/FontDescriptor")
    return described is not None and any(key in described.get_object() for key in _PROGRAMS)


def _drawn(thing: Any, deep: int) -> bool:
    kind = thing.get("/Subtype")
    if "/OC" in thing:
        return False
    if kind == "/Image":
        coding = repr(thing.get("/Filter"))
        return not (
            "/JPXDecode" in coding
            or "/LZWDecode" in coding
            or thing.get("/Interpolate")
            or "/DeviceCMYK" in repr(thing.get("/ColorSpace"))
        )
    if kind == "/Form":
        if _CMYK.search(thing.read_bytes()):
            return False
        return "/Resources" not in thing or _resources(thing["/Resources"], deep)
    return False


def as_picture(data: bytes, number: int, width: float, height: float) -> tuple[Picture, str]:
    """Page `number` (from 0) of a PDF as a picture that fits `width` x `height` points, and its words."""
    import pypdfium2

    from assistant.evidence.images import encoded

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
    return encoded(drawn, size, lossless=True), words
