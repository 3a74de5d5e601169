"""Exhibits as one PDF: a cover sheet for each, every page framed on a fresh page with its label and number.

Pictures are made anew, upright and without metadata. Pages of PDF files are drawn as form objects scaled
into the frame: labels stay upright whatever the page's rotation or crop, and no script, link, form or
attachment comes along. What annotations show is drawn too, so that no mark vanishes.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import PersonError, Problem
from assistant.evidence.areas import Area
from assistant.evidence.media import PRINT_ANEW, explained
from assistant.evidence.showing import Pages, pages_of

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import IndirectObject

    from assistant.evidence.images import Picture

Paper = Literal["letter", "a4"]
Progress = Callable[[int, int], None]
_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
_SIDE, _TOP, _BOTTOM = 54.0, 57.6, 64.8  # margins as in exhibits.typ, points
RUNNING_FOOT = 36.6  # where the running number's line begins, points from the lower edge, beside the foot line
_INDEX_ROWS = 12  # on one page, so that even titles of several lines stay on it


@dataclass(frozen=True)
class ExhibitFile:
    """One exhibit's file, as it is to be shown."""

    id: str
    label: str  # 'A'
    title: str
    media: str
    data: bytes | Callable[[], bytes]  # or what reads them: many large originals need not be in memory together
    hide: tuple[Area, ...] = ()  # taken out, pixels and text
    file_name: str = ""  # of a recording's file, which its page names
    transcript: str = ""
    prepared_by: str = ""

    @property
    def name(self) -> str:
        """'Exhibit A, Photo of the door': its bookmark."""
        return f"Exhibit {self.label}" + (f", {self.title}" if self.title else "")

    @property
    def where(self) -> str:
        return f"Exhibit {self.label}" + (f" ({self.title})" if self.title else "")


@dataclass(frozen=True)
class ExhibitsPdf:
    """`pages`: exhibit id -> its cover and its last page in this file, from 1. `counts`: pages it has itself.

    `index` is how many pages of index stand before the first cover. `notes` say in plain words what was changed so
    that a page could be shown.
    """

    data: bytes
    pages: dict[str, tuple[int, int]]
    counts: dict[str, int]
    index: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Making:
    """How exhibits are set. `dpi`: most dots to the printed inch of a picture, when the person asked for less."""

    paper: Paper = "letter"
    language: str = "en-US"
    draft: bool = True
    dpi: int | None = None
    archival: bool = False  # PDF/A: pages that bring no fonts of their own are drawn as pictures
    progress: Progress | None = None  # called with pages done and pages in all


def exhibits_pdf(items: Sequence[ExhibitFile], paper: Paper, language: str, draft: bool, **options: Any) -> ExhibitsPdf:
    """Set an index and the exhibits in the order given. The same files give the same bytes.

    `options` are those of `Making`. PersonError names every exhibit that cannot be shown; none is left out in silence.
    """
    making = Making(paper, language, draft, **options)
    sources = _sources(items, _Frame(paper), making)
    pages: list[dict[str, Any]] = [
        {"kind": "index", "head": "Index of exhibits", "foot": "Index of exhibits"}
        for _ in range(-(-len(items) // _INDEX_ROWS))
    ]
    index = len(pages)
    ranges: dict[str, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for item, source in zip(items, sources, strict=True):
        name, count, start = f"Exhibit {item.label}", source.count, len(pages) + 1
        size = "1 page" if count == 1 else f"{count} pages"
        pages.append({"kind": "cover", "head": name.upper(), "text": item.title, "size": size, "foot": name})
        pages += [{"kind": "page", "foot": f"{name}, page {n} of {count}"} for n in range(1, count + 1)]
        ranges[item.id], counts[item.id] = (start, len(pages)), count
    rows = [[item.label, item.title, str(counts[item.id]), str(ranges[item.id][0])] for item in items]
    for n in range(index):
        pages[n]["rows"] = rows[n * _INDEX_ROWS : (n + 1) * _INDEX_ROWS]
    data, notes = _joined(_set(pages, paper, language, draft), items, sources, ranges, making)
    del sources
    # readers and what they read hold each other: a hundred megabytes of scans would stay in memory
    gc.collect()
    return ExhibitsPdf(data, ranges, counts, index, notes)


def _sources(items: Sequence[ExhibitFile], frame: _Frame, making: Making) -> list[Pages]:
    """The pages of each file, made anew. PersonError names every file that cannot be shown."""
    from assistant.evidence.apart import each

    def pages(item: ExhibitFile) -> Pages:
        return pages_of(
            item.data if isinstance(item.data, bytes) else item.data(),
            item.media,
            where=item.where,
            hide=item.hide,
            frame=(frame.width, frame.height),
            language=making.language,
            name=item.file_name,
            transcript=item.transcript,
            prepared_by=item.prepared_by,
            dpi=making.dpi,
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
    making: Making,
) -> tuple[bytes, tuple[str, ...]]:
    """The set pages with what they show in their frames, running numbers, and a bookmark for each exhibit."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    from assistant.documents.stamping import WIDTH, stamp, stamp_forms

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(base)))
    root = writer.root_object
    # the metadata says PDF/UA, which exhibits of strangers cannot keep, and holds dates
    for key in ("/Metadata", "/Outlines"):
        root.pop(key, None)
    writer.metadata = None
    writer.metadata = {"/Title": "Exhibits"}
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    work = _Work(writer, making, _Frame(making.paper), sum(last - first for first, last in ranges.values()))
    problems: list[Problem] = []
    for item, source in zip(items, sources, strict=True):
        at = ranges[item.id][0] - 1
        writer.add_outline_item(title=item.name, page_number=at)
        try:
            with explained(item.where, "this file cannot be shown; it may be damaged.", PRINT_ANEW):
                work.show(item, source, at + 1)
        except PersonError as error:
            problems += error.problems
    if problems:
        raise PersonError(problems)
    work.layers.write(writer)
    work.tags.write()
    count = len(writer.pages)
    forms = stamp_forms(
        writer, [f"Exhibits, page {n} of {count}" for n in range(1, count + 1)], making.language, "right"
    )
    for page, form in zip(writer.pages, forms, strict=True):
        stamp(writer, page, form, _SIZES[making.paper][0] - _SIDE - WIDTH, RUNNING_FOOT)
    writer.pdf_header = "%PDF-1.7"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), tuple(dict.fromkeys(work.notes))


class _Work:
    """Puts files into the frames of the set pages, and tells how far it is."""

    def __init__(self, writer: PdfWriter, making: Making, frame: _Frame, total: int) -> None:
        from assistant.evidence.tagging import FrameTags

        self.writer, self.making, self.frame, self.total = writer, making, frame, total
        self.layers, self.tags = _Layers(), FrameTags(writer)
        self.pages = list(writer.pages)  # asking the writer for one page walks through them all
        self.done = 0
        self.notes: list[str] = []

    def show(self, item: ExhibitFile, source: Pages, at: int) -> None:
        """Put the file's clean pages, or its pictures, into the frames from page `at` (from 0) on."""
        if source.pdf is None:
            for n, picture in enumerate(source.pictures):
                self._picture(item, picture, f"page {n + 1} of {source.count}", at + n)
            return
        from assistant.documents.reading import read_pdf
        from assistant.evidence.archival import as_picture, keeps
        from assistant.evidence.pages import Copier

        reader = read_pdf(source.pdf)
        copier, count = Copier(reader, self.writer), len(reader.pages)
        for n, page in enumerate(reader.pages):
            name = f"Exhibit {item.label}, page {n + 1} of {count}"
            if self.making.archival and not keeps(page):
                image, width, height, words = as_picture(source.pdf, n, self.frame.width, self.frame.height)
                ref = self.writer._add_object(image)
                mark = self.tags.add(at + n, "/P" if words else "/Figure", f"{name}: {item.title}", words)
                _place(self.writer, self.pages[at + n], ref, (width, height), (width, height), self.frame, mark)
                self.notes.append(f"{item.where} is drawn as pictures, because it does not bring its own fonts.")
            else:
                drawing = copier.drawing(page)
                scale = min(self.frame.width / drawing.width, self.frame.height / drawing.height, 1.0)
                size = drawing.width * scale, drawing.height * scale
                # a page with type is read aloud as it is; one without is a picture with a name
                role = "/P" if _has_type(page) else "/Figure"
                mark = self.tags.add(at + n, role, f"{name}: {item.title}, a page without readable text")
                _place(self.writer, self.pages[at + n], drawing.ref, (scale, scale), size, self.frame, mark)
            self._tell()
        self.layers.add(*copier.layers())
        reader.resolved_objects.clear()  # its scans are in the writer now: once in memory is enough

    def _picture(self, item: ExhibitFile, picture: Picture, which: str, at: int) -> None:
        from assistant.evidence.images import image_object

        mark = self.tags.add(at, "/Figure", f"Exhibit {item.label}, {which}: {item.title}, a picture")
        ref = self.writer._add_object(image_object(picture))
        _place(self.writer, self.pages[at], ref, picture.size, picture.size, self.frame, mark)
        self._tell()

    def _tell(self) -> None:
        self.done += 1
        if self.making.progress is not None:
            self.making.progress(self.done, self.total)


def _has_type(page: Any) -> bool:
    """Does the page bring fonts, itself or in what it draws?"""
    found = page.get("/Resources")
    resources: Any = found.get_object() if found is not None else {}
    if resources.get("/Font"):
        return True
    drawn = resources.get("/XObject")
    inner = [o.get_object() for o in drawn.get_object().values()] if drawn is not None else []
    return any(
        o.get("/Subtype") == "/Form" and o.get("/Resources") is not None and o["/Resources"].get_object().get("/Font")
        for o in inner
    )


def _place(
    writer: PdfWriter,
    page: Any,
    drawing: IndirectObject,
    scale: tuple[float, float],
    size: tuple[float, float],
    frame: _Frame,
    mark: str,
) -> None:
    """Draw in the middle of the page's frame, with a thin line around. Points. `mark` begins the tagged content."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject

    x, y = _SIDE + (frame.width - size[0]) / 2, _BOTTOM + (frame.height - size[1]) / 2
    stream = DecodedStreamObject()
    stream.set_data(
        (
            f"{mark} BDC q {scale[0]:.6f} 0 0 {scale[1]:.6f} {x:.4f} {y:.4f} cm /Exhibit Do Q EMC\n"
            f"/Artifact BMC q 0.6 G 0.4 w {x:.3f} {y:.3f} {size[0]:.3f} {size[1]:.3f} re S Q EMC\n"
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
