"""Files whose pages hide nothing by their kind: dark type on bare paper, or one picture and no type.

Looking for what a viewer does not show takes as long as drawing every page twice. A long file of plain pages, such as
a printed conversation or a scan, need not wait for it. Says no when in doubt. Run in the separate process.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_TEXTS = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_MARK = re.compile(rb"/\w+\s*<<\s*/MCID\s+\d+\s*>>\s*BDC")  # a mark that says nothing but its number
_WORD = re.compile(rb"(?<![/\w.])[A-Za-z'\"][\w*]*")
_COLOUR = re.compile(rb"((?:[\d.]+\s+)+)(?:scn|sc|g|rg)\b")
_OF_TYPE = frozenset(b"q Q cm BT ET Tf Td TD Tm T* TL Tc Tw Tj TJ ' \" Tr cs sc scn g rg EMC".split())
_OF_A_PICTURE = frozenset(b"q Q cm Do".split())
_SPACE = re.compile(rb"/([^\s/()<>\[\]{}%]+)\s+cs\b")
_SIZE = re.compile(rb"([-\d.]+)\s+Tf\b")
_MATRIX = re.compile(rb"([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+[-\d.]+\s+[-\d.]+\s+(?:cm|Tm)\b")
_DARK = 0.5  # of 1, which is white
_LEAST = 0.8  # points: no letter is smaller


def plain(reader: PdfReader, data: bytes) -> bool:
    """Does every page show all that it holds?"""
    kinds = {_kind(page) for page in reader.pages}
    return "" not in kinds and ("type" not in kinds or _in_sight(data))


def _kind(page: PageObject) -> str:
    """'type', 'picture', or '' for anything that has to be looked at."""
    notes: Any = page.get("/Annots")
    if notes is not None and any(n.get_object().get("/Subtype") != "/Link" for n in notes.get_object()):
        return ""
    found: Any = page.get("/Resources")
    contents: Any = page.get("/Contents")
    if found is None or contents is None:
        return ""
    resources, drawn = found.get_object(), contents.get_object()
    parts = [part.get_object() for part in drawn] if isinstance(drawn, list) else [drawn]
    commands = _TEXTS.sub(b"", b"\n".join(part.get_data() for part in parts))
    if b"%" in commands:
        return ""  # a remark
    holds = {key for key in resources if key != "/ProcSet" and resources[key].get_object()}
    commands = _MARK.sub(b"", commands)
    words = set(_WORD.findall(commands))
    if holds <= {"/Font", "/ColorSpace"} and words <= _OF_TYPE:
        fonts: Any = resources.get("/Font", {})
        made_of_drawings = any(f.get_object().get("/Subtype") == "/Type3" for f in fonts.get_object().values())
        known = _lights(resources, commands)
        return "type" if known and _dark(commands) and _large(commands) and not made_of_drawings else ""
    if holds == {"/XObject"} and words <= _OF_A_PICTURE:
        things = [thing.get_object() for thing in resources["/XObject"].get_object().values()]
        one = len(things) == 1 and commands.count(b"Do") == 1
        return "picture" if one and things[0].get("/Subtype") == "/Image" and "/OC" not in things[0] else ""
    return ""


def _lights(resources: Any, commands: bytes) -> bool:
    """Are all colours named by their light, so that 0 is black? Of inks (CMYK, spot colours) 0 is the bare paper."""
    held: Any = resources.get("/ColorSpace")
    spaces = held.get_object() if held is not None else {}
    if any(name.startswith("/Default") for name in spaces):
        return False
    for name in {f"/{n.decode('latin-1')}" for n in _SPACE.findall(commands)} - {"/DeviceGray", "/DeviceRGB"}:
        space = spaces[name].get_object() if name in spaces else None
        if not isinstance(space, list) or space[0] != "/ICCBased" or space[1].get_object().get("/N") not in (1, 3):
            return False
    return True


def _dark(commands: bytes) -> bool:
    """Is all type drawn, and in a dark colour?"""
    shades = [float(v) for values in _COLOUR.findall(commands) for v in values.split()]
    ways = set(re.findall(rb"(\S+)\s+Tr\b", commands))
    return all(0 <= v <= _DARK for v in shades) and ways <= {b"0"}


def _large(commands: bytes) -> bool:
    """Is no type made small? A text too small to be seen is not among those that are read off a page."""
    sizes = [abs(float(v)) for v in _SIZE.findall(commands)]
    scales = [[abs(float(v)) for v in matrix] for matrix in _MATRIX.findall(commands)]
    return all(v >= _LEAST for v in sizes) and all(max(a, b) >= 1 and max(c, d) >= 1 for a, b, c, d in scales)


def _in_sight(data: bytes) -> bool:
    """Does all type stand on its page?"""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            left, bottom, right, top = page.get_bbox()
            text = page.get_textpage()
            for n in range(text.count_rects()):
                a, b, c, d = text.get_rect(n)
                if a < left or b < bottom or c > right or d > top or min(c - a, d - b) < _LEAST:
                    return False
            text.close()
            page.close()
    finally:
        document.close()
    return True
