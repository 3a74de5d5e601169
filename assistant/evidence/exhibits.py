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
from assistant.evidence.areas import Area
from assistant.evidence.media import PRINT_ANEW, explained
from assistant.evidence.showing import Pages, pages_of

if TYPE_CHECKING:
    from pypdf import PdfWriter
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
    hide: tuple[Area, ...] = ()  # taken out, pixels and text
    name: str = ""  # of a recording's file, which its page names
    transcript: str = ""
    prepared_by: str = ""

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
    sources = _sources(items, _Frame(paper), language)
    pages: list[dict[str, Any]] = [
        {"kind": "index", "head": "Index of exhibits", "foot": "Index of exhibits"}
        for _ in range(-(-len(items) // _INDEX_ROWS))
    ]
    index = len(pages)
    ranges: dict[str, tuple[int, int]] = {}
    for item, source in zip(items, sources, strict=True):
        name, count, start = f"Exhibit {item.label}", source.count, len(pages) + 1
        pages.append({"kind": "cover", "head": name.upper(), "text": item.title, "foot": name})
        pages += [{"kind": "page", "foot": f"{name}, page {n} of {count}"} for n in range(1, count + 1)]
        ranges[item.id] = (start, len(pages))
    rows = [[item.label, item.title, str(ranges[item.id][0])] for item in items]
    for n in range(index):
        pages[n]["rows"] = rows[n * _INDEX_ROWS : (n + 1) * _INDEX_ROWS]
    for n, page in enumerate(pages, 1):
        page["running"] = f"Exhibits, page {n} of {len(pages)}"
    return ExhibitsPdf(_joined(_set(pages, paper, language, draft), items, sources, ranges, _Frame(paper)), ranges)


def _sources(items: Sequence[ExhibitFile], frame: _Frame, language: str) -> list[Pages]:
    """The pages of each file, made anew. PersonError names every file that cannot be shown."""
    from assistant.evidence.apart import each

    def pages(item: ExhibitFile) -> Pages:
        return pages_of(
            item.data,
            item.media,
            where=item.where,
            hide=item.hide,
            frame=(frame.width, frame.height),
            language=language,
            name=item.name,
            transcript=item.transcript,
            prepared_by=item.prepared_by,
        )

    made = [result for _, result in each(pages, items)]
    problems = [problem for result in made if isinstance(result, PersonError) for problem in result.problems]
    if problems:
        raise PersonError(problems)
    return [result for result in made if isinstance(result, Pages)]


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
    sources: Sequence[Pages],
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
    for item, source in zip(items, sources, strict=True):
        at = ranges[item.id][0] - 1
        mark = f"Exhibit {item.label}" + (f", {item.title}" if item.title else "")
        writer.add_outline_item(title=mark, page_number=at)
        try:
            with explained(item.where, "this file cannot be shown; it may be damaged.", PRINT_ANEW):
                _show(writer, source, at + 1, frame, layers)
        except PersonError as error:
            problems += error.problems
    if problems:
        raise PersonError(problems)
    layers.write(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _show(writer: PdfWriter, source: Pages, at: int, frame: _Frame, layers: _Layers) -> None:
    """Put the pages or pictures into the frames from page `at` (from 0) on."""
    from pypdf import PdfReader

    from assistant.evidence.images import image_object
    from assistant.evidence.pages import Copier

    if source.pdf is None:
        for n, picture in enumerate(source.pictures):
            image = writer._add_object(image_object(picture))
            _place(writer, at + n, image, picture.size, picture.size, frame)
        return
    reader = PdfReader(io.BytesIO(source.pdf))
    copier = Copier(reader, writer)
    for n, page in enumerate(reader.pages):
        drawing = copier.drawing(page)
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
