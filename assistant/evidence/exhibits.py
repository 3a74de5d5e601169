"""Exhibits as one PDF: a cover sheet for each, every page framed on a fresh page with its label and number.

Pictures are made anew, upright and without metadata. Pages of PDF files come as drawings (see assistant.evidence.pages)
scaled into the frame: labels stay upright whatever the page's rotation or crop, and no script, link, form or
attachment comes along. What annotations show is drawn too, so that no mark vanishes.

Each file's drawings go into the new file as they come, and what they came in is let go: exhibits can be large.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import PersonError, Problem
from assistant.evidence.areas import Area
from assistant.evidence.media import PRINT_ANEW, explained
from assistant.evidence.showing import FRAMES, Pages, pages_of

if TYPE_CHECKING:
    from pikepdf import Pdf

    from assistant.evidence.images import Picture
    from assistant.evidence.tagging import FrameTags

Paper = Literal["letter", "a4"]
Progress = Callable[[int, int], None]
_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
_SIDE, _BOTTOM = 54.0, 64.8  # where the frame begins, as in exhibits.typ, points
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
    pages: int = 1  # as far as is known before it is opened; tells how far the work is

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
    import pikepdf

    from assistant.documents.reading import saved
    from assistant.memory import keep_large_apart

    keep_large_apart()
    making = Making(paper, language, draft, **options)
    pdf, frame = pikepdf.new(), _Frame(paper)
    drawn = _Drawings(pdf, frame, making)
    drawn.draw(items)
    pages, ranges, index = _laid_out(items, drawn.of)
    tags = _set(pdf, pages, making)
    sheets = [page.obj for page in pdf.pages]
    for item in items:
        # its cover is the page before, and pages here count from 0
        for at, drawing in enumerate(drawn.of[item.id], ranges[item.id][0]):
            _place(pdf, drawing, frame, sheets[at], tags.add(at, drawing.role, drawing.name, drawing.words))
    tags.write()
    drawn.layers.write()
    _bookmarks(pdf, items, ranges)
    _number(pdf, making)
    counts = {item.id: len(drawn.of[item.id]) for item in items}
    return ExhibitsPdf(
        saved(pdf, drawn.made_of, drawn.size + 4_000 * len(sheets)),
        ranges,
        counts,
        index,
        tuple(dict.fromkeys(drawn.notes)),
    )


@dataclass(frozen=True)
class _Frame:
    """Where an exhibit's page stands on ours, in points from the lower left."""

    paper: Paper

    @property
    def width(self) -> float:
        return FRAMES[self.paper][0]

    @property
    def height(self) -> float:
        return FRAMES[self.paper][1]


@dataclass(frozen=True)
class _Drawing:
    """What one framed page shows: an image or form of the new file."""

    ref: Any
    scale: tuple[float, float]  # from the drawing's own units to points
    size: tuple[float, float]  # points, as printed
    role: str  # of its tag: /P when it has text to read, /Figure when it is a picture with a name
    name: str
    words: str = ""  # that are read in place of what is drawn


class _Drawings:
    """The drawings of every exhibit, taken into the new file."""

    def __init__(self, pdf: Pdf, frame: _Frame, making: Making) -> None:
        from assistant.documents.layers import Layers

        self.of: dict[str, list[_Drawing]] = {}
        self.notes: list[str] = []
        self.size = 0  # bytes of all that was taken
        self.made_of: list[bytes] = [repr((making.paper, making.language, making.draft)).encode()]
        self.layers = Layers(pdf)
        self._pdf, self._frame, self._making = pdf, frame, making

    def draw(self, items: Sequence[ExhibitFile]) -> None:
        """Take every file. PersonError names each one that cannot be shown."""
        from assistant.evidence.apart import each

        total, done = sum(item.pages for item in items), 0
        problems: list[Problem] = []
        for item, pages in each(self._pages, items, beside=0):
            if isinstance(pages, PersonError):
                problems += pages.problems
                continue
            try:
                with explained(item.where, "this file cannot be shown; it may be damaged.", PRINT_ANEW):
                    self.of[item.id] = list(self._taken(item, pages))
            except PersonError as error:
                problems += error.problems
            done += item.pages
            if self._making.progress is not None:
                self._making.progress(done, total)
        if problems:
            raise PersonError(problems)

    def _pages(self, item: ExhibitFile) -> Pages:
        return pages_of(
            item.data if isinstance(item.data, bytes) else item.data(),
            item.media,
            where=item.where,
            hide=item.hide,
            frame=(self._frame.width, self._frame.height),
            language=self._making.language,
            name=item.file_name,
            transcript=item.transcript,
            prepared_by=item.prepared_by,
            dpi=self._making.dpi,
        )

    def _taken(self, item: ExhibitFile, pages: Pages) -> Iterator[_Drawing]:
        def name(n: int) -> str:
            return f"Exhibit {item.label}, page {n + 1} of {pages.count}: {item.title}"

        self.made_of.append(item.name.encode())
        for data in [pages.pdf or b"", *(picture.data for picture in pages.pictures)]:
            self.size += len(data)
            self.made_of.append(hashlib.sha256(data).digest())
        if pages.pdf is None:
            for n, picture in enumerate(pages.pictures):
                yield self._picture(picture, f"{name(n)}, a picture")
            return
        from assistant.documents.reading import opened
        from assistant.evidence.archival import as_picture, keeps

        source = opened(pages.pdf)
        for n, page in enumerate(source.pages):
            form = page.as_form_xobject()
            seen = str(page.obj.get("/Words", ""))
            if "/Unseen" in page.obj:
                self.notes.append(
                    f"{item.where}, page {n + 1}, is drawn as a picture, because it holds words that nobody sees on it."
                )
            if self._making.archival and not keeps(form):
                picture, words = as_picture(pages.pdf, n, self._frame.width, self._frame.height)
                yield self._picture(picture, name(n), words)
                self.notes.append(f"{item.where} is drawn as pictures, because it does not bring its own fonts.")
                continue
            width, height = (float(v) for v in list(page.mediabox)[2:])
            scale = min(self._frame.width / width, self._frame.height / height, 1.0)
            role = "/P" if seen or _has_type(form) else "/Figure"
            ref = self._pdf.copy_foreign(form)
            said = f"{name(n)}, a page without readable text"
            yield _Drawing(ref, (scale, scale), (width * scale, height * scale), role, said, seen)
        self.layers.add(source)

    def _picture(self, picture: Picture, name: str, words: str = "") -> _Drawing:
        from assistant.evidence.images import as_coded, entries

        data, about = as_coded(picture)
        ref = self._pdf.make_stream(data, entries(about))
        return _Drawing(ref, picture.size, picture.size, "/P" if words else "/Figure", name, words)


def _has_type(form: Any, deep: int = 0) -> bool:
    """Does the drawing bring fonts, itself or in what it draws?"""
    resources = form.get("/Resources", {})
    if len(resources.get("/Font", ())):
        return True
    inner = resources.get("/XObject", {}).values()
    return deep < 2 and any(one.get("/Subtype") == "/Form" and _has_type(one, deep + 1) for one in inner)


def _laid_out(
    items: Sequence[ExhibitFile], drawn: dict[str, list[_Drawing]]
) -> tuple[list[dict[str, Any]], dict[str, tuple[int, int]], int]:
    """What each page says; the first and last page of each exhibit, from 1; how many pages of index."""
    pages: list[dict[str, Any]] = [
        {"kind": "index", "head": "Index of exhibits", "foot": "Index of exhibits"}
        for _ in range(-(-len(items) // _INDEX_ROWS))
    ]
    index = len(pages)
    ranges: dict[str, tuple[int, int]] = {}
    rows: list[list[str]] = []
    for item in items:
        name, count, start = f"Exhibit {item.label}", len(drawn[item.id]), len(pages) + 1
        size = "1 page" if count == 1 else f"{count} pages"
        pages.append({"kind": "cover", "head": name.upper(), "text": item.title, "size": size, "foot": name})
        pages += [{"kind": "page", "foot": f"{name}, page {n} of {count}"} for n in range(1, count + 1)]
        ranges[item.id] = start, len(pages)
        rows.append([item.label, item.title, str(count), str(start)])
    for n in range(index):
        pages[n]["rows"] = rows[n * _INDEX_ROWS : (n + 1) * _INDEX_ROWS]
    return pages, ranges, index


def _set(pdf: Pdf, pages: list[dict[str, Any]], making: Making) -> FrameTags:
    """Put the index, covers and foot lines into `pdf`, with their tags."""
    from pikepdf import Dictionary, Name, String

    from assistant.documents.pdf import FAMILIES, compile_showing_all
    from assistant.documents.reading import opened
    from assistant.evidence.tagging import FrameTags

    lang, _, region = making.language.partition("-")
    data = {
        "title": "Exhibits",
        "lang": lang,
        "region": region,
        "fonts": list(FAMILIES),
        "draft": making.draft,
        "paper": "a4" if making.paper == "a4" else "us-letter",
        "pages": pages,
    }
    base = opened(compile_showing_all("exhibits/exhibits.typ", data)[0])
    pdf.pages.extend(base.pages)
    # of the set file's head only this: its metadata says PDF/UA, which exhibits of strangers cannot keep
    for key in ("/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences"):
        if key in base.Root:
            pdf.Root[key] = pdf.copy_foreign(base.make_indirect(base.Root[key]))
    pdf.Root["/PageMode"] = Name.UseOutlines
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Title=String("Exhibits")))
    return FrameTags(pdf)


def _place(pdf: Pdf, drawing: _Drawing, frame: _Frame, page: Any, mark: str) -> None:
    """Draw in the middle of the page's frame, with a thin line around. `mark` begins the tagged content."""
    import pikepdf

    from assistant.documents.stamping import contents_of, own_drawings

    (across, up), (width, height) = drawing.scale, drawing.size
    x, y = _SIDE + (frame.width - width) / 2, _BOTTOM + (frame.height - height) / 2
    commands = (
        f"{mark} BDC q {across:.6f} 0 0 {up:.6f} {x:.4f} {y:.4f} cm /Exhibit Do Q EMC\n"
        f"/Artifact BMC q 0.6 G 0.4 w {x:.3f} {y:.3f} {width:.3f} {height:.3f} re S Q EMC\n"
    )
    own_drawings(page)["/Exhibit"] = drawing.ref
    # before the foot line, so that it is drawn with a fresh state
    page["/Contents"] = pikepdf.Array([pdf.make_stream(commands.encode()), *contents_of(page)])


def _bookmarks(pdf: Pdf, items: Sequence[ExhibitFile], ranges: dict[str, tuple[int, int]]) -> None:
    from pikepdf import OutlineItem

    with pdf.open_outline() as outline:
        outline.root.extend(OutlineItem(item.name, ranges[item.id][0] - 1, "Fit") for item in items)


def _number(pdf: Pdf, making: Making) -> None:
    """The running numbers."""
    from assistant.documents.stamping import WIDTH, Stamps

    stamps, count = Stamps(pdf), len(pdf.pages)
    forms = stamps.forms([f"Exhibits, page {n} of {count}" for n in range(1, count + 1)], making.language, "right")
    for page, form in zip(pdf.pages, forms, strict=True):
        stamps.put(page.obj, form, _SIZES[making.paper][0] - _SIDE - WIDTH, RUNNING_FOOT)
