"""The blank with each field's own name in its box: for people who write a map, or check one.

Every box is framed and numbered; the name stands in it where there is room. Behind the form comes a list of the boxes
of each page with full name, kind, on-states and printed words. The fields themselves are left out: nothing can be filled in here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from assistant.forms.model import Blank, Field, Widget
from assistant.forms.opening import open_pdf, reading

_SMALL = 22.0  # a box narrower than this holds its number alone; points
_LETTER = 4.5  # width of a letter at the largest size of a name


def picture(data: bytes, blank: Blank) -> bytes:
    """A PDF: each page of the form with its boxes named, then the lists of them."""
    from pypdf import PdfReader, PdfWriter, Transformation

    from assistant.documents.pdf import FAMILIES, compile_showing_all

    with reading(""):
        form = open_pdf(data)
        boxes = [page.mediabox for page in form.pages]
    layout: dict[str, Any] = {
        "title": f"Boxes of {blank.number or blank.title or 'a form'}",
        "fonts": list(FAMILIES),
        "pages": [_page(blank, n, tuple(map(float, box))) for n, box in enumerate(boxes, 1)],
    }
    drawn = PdfReader(io.BytesIO(compile_showing_all("forms/boxes.typ", layout)[0]))
    writer = PdfWriter()
    with reading(""):
        for page, box, over in zip(form.pages, boxes, drawn.pages, strict=False):
            for key in ("/Annots", "/AA", "/B", "/StructParents"):
                if key in page:
                    del page[key]
            shift = Transformation().translate(float(box.left), float(box.bottom))
            writer.add_page(page).merge_transformed_page(over, shift)
        for number in range(len(boxes), len(drawn.pages)):
            writer.add_page(drawn.pages[number])
        writer.metadata = None
        writer.metadata = {"/Title": layout["title"]}
        out = io.BytesIO()
        writer.write(out)
    return out.getvalue()


def _page(blank: Blank, number: int, box: tuple[float, ...]) -> dict[str, Any]:
    left, bottom, right, top = box
    return {
        "w": right - left,
        "h": top - bottom,
        "heading": f"Page {number}",
        "boxes": [
            {
                "n": str(n),
                "x": widget.rect[0] - left,
                "y": top - widget.rect[3],
                "w": max(widget.rect[2] - widget.rect[0], 2),
                "h": max(widget.rect[3] - widget.rect[1], 2),
                "small": widget.rect[2] - widget.rect[0] < _SMALL,
                "name": _breakable(_full(field, index)),
                "short": _breakable(_short(field.name), int((widget.rect[2] - widget.rect[0]) / _LETTER)),
                "kind": field.kind,
                "states": ", ".join(widget.on),
                "label": widget.label or field.label,
            }
            for n, (field, index, widget) in enumerate(_on_page(blank, number), 1)
        ],
    }


def _on_page(blank: Blank, number: int) -> Iterator[tuple[Field, int, Widget]]:
    """The boxes of a page, from the top down."""
    found = [(f, n, w) for f in blank.fields for n, w in enumerate(f.widgets) if w.page == number]
    yield from sorted(found, key=lambda t: (-round(t[2].rect[3] / 6), t[2].rect[0]))


def _full(field: Field, index: int) -> str:
    return f"{field.name} (box {index + 1} of {len(field.widgets)})" if len(field.widgets) > 1 else field.name


def _breakable(name: str, fits: int = 45) -> str:
    """A long name with places where it may be broken; one that fits can be copied as it is."""
    return name if len(name) <= fits else "\N{ZERO WIDTH SPACE}".join(name)


def _short(name: str) -> str:
    """The last parts of a long name: 'Li7[0].YesNo3g_cb[1]'."""
    parts = name.split(".")
    return ".".join(parts[-2:]) if len(name) > 40 else name
