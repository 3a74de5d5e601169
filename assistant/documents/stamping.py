"""A line of text laid on finished pages: the running page number of an exhibit set or of a whole packet.

The line is a form XObject named /Running, drawn last and marked as an artifact, so that it is not read out with the
page's own text and can be taken off again when the page goes into another paper with other numbers.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import IndirectObject

NAME = "/Running"
FREE_FOOT = 17.0  # where a running number stands on a page that had none, points from the lower edge
WIDTH, HEIGHT, SIZE = 190.0, 14.0, 9.0  # of a stamp and its type, points
Align = Literal["right", "center"]


def stamp_forms(writer: PdfWriter, texts: Sequence[str], language: str, align: Align) -> list[IndirectObject]:
    """Each text as a drawing in `writer`, WIDTH x HEIGHT points. Fonts are embedded and shared."""
    from pypdf import PdfReader
    from pypdf.generic import ArrayObject, FloatObject, NameObject, StreamObject

    from assistant.documents.pdf import FAMILIES, compile_showing_all

    data = {
        "texts": list(texts),
        "width": WIDTH,
        "height": HEIGHT,
        "size": SIZE,
        "align": align,
        "fonts": list(FAMILIES),
        "lang": language.partition("-")[0],
    }
    made: list[IndirectObject] = []
    for page in PdfReader(io.BytesIO(compile_showing_all("stamps/stamps.typ", data)[0])).pages:
        form: Any = page["/Contents"].get_object().clone(writer)  # type: ignore[union-attr]
        stream = StreamObject() if not isinstance(form, StreamObject) else form
        for key, value in (("/Type", "/XObject"), ("/Subtype", "/Form")):
            stream[NameObject(key)] = NameObject(value)
        stream[NameObject("/BBox")] = ArrayObject([FloatObject(v) for v in (0, 0, WIDTH, HEIGHT)])
        stream[NameObject("/Resources")] = page.raw_get("/Resources").clone(writer)
        made.append(stream.indirect_reference or writer._add_object(stream))
    return made


def unstamp(page: PageObject) -> bool:
    """Take a stamp off the page; says whether there was one."""
    from pypdf.generic import ArrayObject, StreamObject

    resources: Any = page.get("/Resources")
    objects: Any = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None or NAME not in objects.get_object():
        return False
    del objects.get_object()[NAME]
    contents: Any = page.get("/Contents")
    parts = contents.get_object()
    if isinstance(parts, ArrayObject) and parts:
        last = parts[-1].get_object()
        if isinstance(last, StreamObject) and f"{NAME} Do".encode() in last.get_data():
            parts.pop()
    return True


def stamp(writer: PdfWriter, page: PageObject, form: IndirectObject, x: float, y: float) -> None:
    """Draw `form` with its lower left corner at x, y of the page as it is seen. Points; turned pages are met."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject

    stream = DecodedStreamObject()
    a, b, c, d, e, f = _upright(page, x, y)
    stream.set_data(f"q /Artifact BMC {a:g} {b:g} {c:g} {d:g} {e:.3f} {f:.3f} cm {NAME} Do EMC Q\n".encode())
    found: Any = page.get("/Resources")
    resources = DictionaryObject(found.get_object() if found is not None else {})
    drawn: Any = resources.get("/XObject")
    objects = DictionaryObject(drawn.get_object() if drawn is not None else {})
    objects[NameObject(NAME)] = form
    resources[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = resources
    contents: Any = page.get("/Contents")
    parts = ArrayObject()
    if contents is not None:
        whole = contents.get_object()
        inner = [page.raw_get("/Contents")] if isinstance(whole, StreamObject) else list(whole)
        before, after = DecodedStreamObject(), DecodedStreamObject()
        before.set_data(b"q\n")
        after.set_data(b"\nQ\n")
        # what the page leaves set (a turned or scaled space) must not reach the stamp
        parts.extend([_shared(writer, "q", before), *inner, _shared(writer, "Q", after)])
    parts.append(writer._add_object(stream))
    page[NameObject("/Contents")] = parts


def _shared(writer: PdfWriter, key: str, stream: Any) -> IndirectObject:
    """One such stream for the whole file."""
    kept: dict[str, IndirectObject] = writer.__dict__.setdefault("_stamp_streams", {})
    if key not in kept:
        kept[key] = writer._add_object(stream)
    return kept[key]


def _upright(page: PageObject, x: float, y: float) -> tuple[float, float, float, float, float, float]:
    """The matrix that puts something at x, y of the visible page, however the page is turned and cut."""
    media, crop = page.mediabox, page.cropbox
    left, bottom = max(float(media.left), float(crop.left)), max(float(media.bottom), float(crop.bottom))
    right, top = min(float(media.right), float(crop.right)), min(float(media.top), float(crop.top))
    turn = page.rotation % 360
    if turn == 90:
        return 0, 1, -1, 0, right - y, bottom + x
    if turn == 180:
        return -1, 0, 0, -1, right - x, top - y
    if turn == 270:
        return 0, -1, 1, 0, left + y, top - x
    return 1, 0, 0, 1, left + x, bottom + y


def seen_size(page: PageObject) -> tuple[float, float]:
    """Width and height of the page as it is seen, points."""
    media, crop = page.mediabox, page.cropbox
    width = min(float(media.right), float(crop.right)) - max(float(media.left), float(crop.left))
    height = min(float(media.top), float(crop.top)) - max(float(media.bottom), float(crop.bottom))
    return (height, width) if page.rotation % 180 else (width, height)


def free_places(reader: PdfReader, pages: Sequence[tuple[int, int]]) -> dict[int, tuple[float, float]]:
    """Where a running number covers no print: for (page of the file, page of the joined file), both from 0, its corner.

    A court's form prints its own number at the foot: then the stamp goes beside it, or just above or below.
    """
    import pypdfium2

    if not pages:
        return {}
    reader.stream.seek(0)
    document = pypdfium2.PdfDocument(reader.stream.read())
    found = {}
    try:
        for n, joined in pages:
            page = document[n]
            if page.get_rotation():
                continue
            left, bottom, right, _ = page.get_cropbox()
            middle = (right - left - WIDTH) / 2
            places = [(x, y) for y in (FREE_FOOT, 28.0, 9.0, 40.0) for x in (middle, right - left - WIDTH - 36.0, 36.0)]
            text = page.get_textpage()

            def printed(x: float, y: float, left: float = left, bottom: float = bottom, text: Any = text) -> bool:
                # the number's line is short and stands in the middle of its box
                a, b = left + x + 35.0, left + x + WIDTH - 35.0
                return bool(text.get_text_bounded(a, bottom + y, b, bottom + y + HEIGHT).strip())

            found[joined] = next((p for p in places if not printed(*p)), places[0])
    finally:
        document.close()
    return found
