"""Exhibits as one PDF: a cover sheet for each, every page framed on a fresh page with its label and number.

Pictures are made anew, upright and without metadata. Pages of PDF files are drawn as form objects scaled
into the frame: labels stay upright whatever the page's rotation or crop, and no script, link, form or
attachment comes along. What annotations show is drawn too, so that no mark vanishes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import PersonError, Problem
from assistant.evidence.taking import PDF, PRINT_ANEW, explained, media_of, open_pdf

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import IndirectObject

Paper = Literal["letter", "a4"]
_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
_SIDE, _TOP, _BOTTOM = 54.0, 57.6, 64.8  # margins as in exhibits.typ, points
_INDEX_ROWS = 12  # on one page, so that even titles of several lines stay on it


@dataclass(frozen=True)
class ExhibitFile:
    """One exhibit's file, as it is to be shown."""

    id: str
    label: str  # 'A'
    title: str
    media: str
    data: bytes

    @property
    def where(self) -> str:
        return f"Exhibit {self.label}" + (f" ({self.title})" if self.title else "")


@dataclass(frozen=True)
class ExhibitsPdf:
    data: bytes
    pages: dict[str, tuple[int, int]]  # exhibit id -> first and last running page, covers counted


def exhibits_pdf(items: Sequence[ExhibitFile], paper: Paper, language: str, draft: bool) -> ExhibitsPdf:
    """Set an index and the exhibits in the order given. The same files give the same bytes.

    PersonError names every exhibit that cannot be shown; none is left out in silence.
    """
    readers = _readers(items)
    pages: list[dict[str, Any]] = [
        {"kind": "index", "head": "Index of exhibits", "foot": "Index of exhibits"}
        for _ in range(-(-len(items) // _INDEX_ROWS))
    ]
    index = len(pages)
    ranges: dict[str, tuple[int, int]] = {}
    for item, reader in zip(items, readers, strict=True):
        name, count, start = f"Exhibit {item.label}", len(reader.pages) if reader else 1, len(pages) + 1
        pages.append({"kind": "cover", "head": name.upper(), "text": item.title, "foot": name})
        pages += [{"kind": "page", "foot": f"{name}, page {n} of {count}"} for n in range(1, count + 1)]
        ranges[item.id] = (start, len(pages))
    rows = [[item.label, item.title, str(ranges[item.id][0])] for item in items]
    for n in range(index):
        pages[n]["rows"] = rows[n * _INDEX_ROWS : (n + 1) * _INDEX_ROWS]
    for n, page in enumerate(pages, 1):
        page["running"] = f"Exhibits, page {n} of {len(pages)}"
    return ExhibitsPdf(_joined(_set(pages, paper, language, draft), items, readers, ranges, _Frame(paper)), ranges)


def _readers(items: Sequence[ExhibitFile]) -> list[PdfReader | None]:
    """A reader for each PDF, None for a picture."""
    readers: list[PdfReader | None] = []
    problems: list[Problem] = []
    for item in items:
        try:
            with explained(item.where, "this file cannot be read; it may be damaged or cut short.", PRINT_ANEW):
                # by content: what was noted when the file came does not decide how it is opened
                pdf = media_of(item.data, item.where) == PDF
                readers.append(open_pdf(item.data, item.where) if pdf else None)
        except PersonError as error:
            problems += error.problems
    if problems:
        raise PersonError(problems)
    return readers


@dataclass(frozen=True)
class _Frame:
    """Where an exhibit's page stands on ours, in points from the lower left."""

    paper: Paper

    @property
    def width(self) -> float:
        return _SIZES[self.paper][0] - 2 * _SIDE

    @property
    def height(self) -> float:
        return _SIZES[self.paper][1] - _TOP - _BOTTOM


def _set(pages: list[dict[str, Any]], paper: Paper, language: str, draft: bool) -> bytes:
    """Covers and foot lines."""
    from assistant.documents.pdf import FAMILIES, compile_showing_all

    lang, _, region = language.partition("-")
    data = {
        "title": "Exhibits",
        "lang": lang,
        "region": region,
        "fonts": list(FAMILIES),
        "draft": draft,
        "paper": "a4" if paper == "a4" else "us-letter",
        "pages": pages,
    }
    return compile_showing_all("exhibits/exhibits.typ", data)[0]


def _joined(
    base: bytes,
    items: Sequence[ExhibitFile],
    readers: Sequence[PdfReader | None],
    ranges: dict[str, tuple[int, int]],
    frame: _Frame,
) -> bytes:
    """The set pages with what they show in their frames, and a bookmark for each exhibit."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(base)))
    root = writer.root_object
    # Exhibits are not tagged. With tags for the covers alone, a screen reader would pass over the exhibits'
    # own text; and the metadata says PDF/UA and holds dates.
    for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata", "/Outlines"):
        root.pop(key, None)
    writer.metadata = None
    writer.metadata = {"/Title": "Exhibits"}
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    layers = _Layers()
    problems: list[Problem] = []
    for item, reader in zip(items, readers, strict=True):
        at = ranges[item.id][0] - 1
        mark = f"Exhibit {item.label}" + (f", {item.title}" if item.title else "")
        writer.add_outline_item(title=mark, page_number=at)
        try:
            with explained(item.where, "this file cannot be shown; it may be damaged.", PRINT_ANEW):
                _show(writer, item, reader, at + 1, frame, layers)
        except PersonError as error:
            problems += error.problems
    if problems:
        raise PersonError(problems)
    layers.write(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _show(
    writer: PdfWriter, item: ExhibitFile, reader: PdfReader | None, at: int, frame: _Frame, layers: _Layers
) -> None:
    """Put the file's pages, or its picture, into the frames from page `at` (from 0) on."""
    from assistant.evidence.images import image_object
    from assistant.evidence.pages import Copier, look_at

    if reader is None:
        media = media_of(item.data, item.where)
        image, width, height = image_object(item.data, media, item.where, frame.width, frame.height)
        _place(writer, at, writer._add_object(image), (width, height), (width, height), frame)
        return
    copier = Copier(reader, writer)
    for n, source in enumerate(reader.pages):
        look_at(source, item.where)
        drawing = copier.drawing(source)
        scale = min(frame.width / drawing.width, frame.height / drawing.height, 1.0)
        size = drawing.width * scale, drawing.height * scale
        _place(writer, at + n, drawing.ref, (scale, scale), size, frame)
    layers.add(*copier.layers())


def _place(
    writer: PdfWriter,
    number: int,
    drawing: IndirectObject,
    scale: tuple[float, float],
    size: tuple[float, float],
    frame: _Frame,
) -> None:
    """Draw in the middle of the frame of page `number` (from 0), with a thin line around. Points."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject

    page = writer.pages[number]
    x, y = _SIDE + (frame.width - size[0]) / 2, _BOTTOM + (frame.height - size[1]) / 2
    stream = DecodedStreamObject()
    stream.set_data(
        (
            f"q {scale[0]:.6f} 0 0 {scale[1]:.6f} {x:.4f} {y:.4f} cm /Exhibit Do Q\n"
            f"q 0.6 G 0.4 w {x:.3f} {y:.3f} {size[0]:.3f} {size[1]:.3f} re S Q\n"
        ).encode()
    )
    # pages may share one table of resources: this page gets its own
    own: Any = page.get("/Resources")
    resources = DictionaryObject(own.get_object() if own is not None else {})
    objects: Any = resources.get("/XObject")
    drawn = DictionaryObject(objects.get_object() if objects is not None else {})
    drawn[NameObject("/Exhibit")] = drawing
    resources[NameObject("/XObject")] = drawn
    page[NameObject("/Resources")] = resources
    # before the foot line, so that it is drawn with a fresh state
    parts = ArrayObject([writer._add_object(stream)])
    contents: Any = page.get("/Contents")
    if contents is not None:
        found = contents.get_object()
        parts.extend([page.raw_get("/Contents")] if isinstance(found, StreamObject) else found)
    page[NameObject("/Contents")] = parts


class _Layers:
    """Layers of all exhibits. One that its own program did not show stays unshown: it may hold anything."""

    def __init__(self) -> None:
        self._all: list[IndirectObject] = []
        self._off: list[IndirectObject] = []

    def add(self, found: list[IndirectObject], off: list[IndirectObject]) -> None:
        self._all += found
        self._off += off

    def write(self, writer: PdfWriter) -> None:
        """Write the table of layers into the file: a layer that was off in its source stays off."""
        from pypdf.generic import ArrayObject, DictionaryObject, NameObject

        if self._all:
            shown = DictionaryObject({NameObject("/OFF"): ArrayObject(self._off), NameObject("/Order"): ArrayObject()})
            writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
                {NameObject("/OCGs"): ArrayObject(self._all), NameObject("/D"): shown}
            )
