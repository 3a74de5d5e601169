"""Exhibits as one PDF: a cover sheet for each, every page framed on a fresh page with its label and number.

Pictures are made anew, upright and without metadata. Pages of PDF files are drawn as form objects scaled
into the frame: labels stay upright whatever the page's rotation or crop, and no script, link, form or
attachment comes along. What annotations show is drawn too, so that no mark vanishes.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.errors import PersonError
from assistant.evidence.taking import open_pdf, open_picture

Paper = Literal["letter", "a4"]
_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
_SIDE, _TOP, _BOTTOM = 54.0, 57.6, 64.8  # margins as in exhibits.typ, points
_INDEX_ROWS = 12  # on one page, so that even titles of several lines stay on it
_FINEST, _KEPT = 400, 300  # dots per inch: above the first a picture is brought down to the second


@dataclass(frozen=True)
class ExhibitFile:
    id: str
    label: str  # 'A'
    title: str
    media: str
    data: bytes


@dataclass(frozen=True)
class ExhibitsPdf:
    data: bytes
    pages: dict[str, tuple[int, int]]  # exhibit id -> first and last running page, covers counted


def exhibits_pdf(items: Sequence[ExhibitFile], paper: Paper, language: str, draft: bool) -> ExhibitsPdf:
    """Set an index and the exhibits in the order given. PersonError names the exhibit that cannot be shown."""
    frame = _Frame(paper)
    pages: list[dict[str, Any]] = [
        {"kind": "index", "head": "Index of exhibits", "foot": "Index of exhibits"}
        for _ in range(-(-len(items) // _INDEX_ROWS))
    ]
    index = len(pages)
    ranges: dict[str, tuple[int, int]] = {}
    starts: dict[str, int] = {}
    drawn: dict[int, Any] = {}  # page number -> source page of a PDF, or a picture
    for item in items:
        name = f"Exhibit {item.label}"
        starts[item.id] = len(pages)
        pages.append({"kind": "cover", "head": name.upper(), "text": item.title, "foot": name})
        first = len(pages)
        if item.media == "application/pdf":
            reader = open_pdf(item.data, f"{name} ({item.title})")
            for source in reader.pages:
                drawn[len(pages)] = source
                pages.append({"kind": "page"})
        else:
            drawn[len(pages)] = _copy(item, frame, name)
            pages.append({"kind": "page"})
        count = len(pages) - first
        for n in range(count):
            pages[first + n]["foot"] = f"{name}, page {n + 1} of {count}"
        ranges[item.id] = (starts[item.id] + 1, len(pages))
    rows = [[item.label, item.title, str(ranges[item.id][0])] for item in items]
    for n in range(index):
        pages[n]["rows"] = rows[n * _INDEX_ROWS : (n + 1) * _INDEX_ROWS]
    for n, page in enumerate(pages, 1):
        page["running"] = f"Exhibits, page {n} of {len(pages)}"
    base = _set(pages, paper, language, draft)
    return ExhibitsPdf(_joined(base, drawn, frame, [(i, starts[i.id]) for i in items]), ranges)


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


@dataclass(frozen=True)
class _Picture:
    """A copy of a picture: its bytes as a PDF image stream, and its printed size in points."""

    data: bytes
    filter: str  # DCTDecode or FlateDecode
    space: str  # DeviceRGB or DeviceGray
    pixels: tuple[int, int]
    size: tuple[float, float]


def _copy(item: ExhibitFile, frame: _Frame, name: str) -> _Picture:
    """A picture made anew: upright, on white, without metadata, never blown up, never below 300 dots to the inch for size."""
    picture = open_picture(item.data, f"{name} ({item.title})")
    # a pixel of a screen is a 96th of an inch: a small picture is not blown up to fill the page
    width = min(frame.width, frame.height * picture.width / picture.height, picture.width * 72 / 96)
    dots = picture.width / (width / 72)
    if dots > _FINEST:
        share = _KEPT / dots
        picture = picture.resize((max(1, round(picture.width * share)), max(1, round(picture.height * share))))
    clean = _on_white(picture)
    height = width * clean.height / clean.width
    space = "DeviceGray" if clean.mode == "L" else "DeviceRGB"
    if item.media == "image/jpeg":
        out = io.BytesIO()
        clean.save(out, "JPEG", quality=90)
        return _Picture(out.getvalue(), "DCTDecode", space, clean.size, (width, height))
    return _Picture(zlib.compress(clean.tobytes(), 6), "FlateDecode", space, clean.size, (width, height))


def _on_white(picture: Any) -> Any:
    """The picture in grey or colour, without transparency and without anything beside its pixels."""
    from PIL import Image

    if picture.mode == "L":
        clean = Image.new("L", picture.size)
        clean.paste(picture)
        return clean
    clean = Image.new("RGB", picture.size, "white")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        full = picture.convert("RGBA")
        clean.paste(full, mask=full.getchannel("A"))
    else:
        clean.paste(picture.convert("RGB"))
    return clean


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


def _joined(base: bytes, drawn: dict[int, Any], frame: _Frame, starts: list[tuple[ExhibitFile, int]]) -> bytes:
    """The set pages with the PDF pages in their frames, and a bookmark for each exhibit."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(base)))
    for number, source in drawn.items():
        try:
            _draw(writer, writer.pages[number], source, frame)
        except PersonError:
            raise
        except Exception as error:  # a damaged page inside an otherwise readable file
            name = next(i for i, at in reversed(starts) if at < number)
            raise PersonError(
                "a page of this file is damaged.",
                where=f"Exhibit {name.label} ({name.title})",
                remedy="Save or print it to PDF again and attach that.",
            ) from error
    if "/Outlines" in writer.root_object:
        del writer.root_object["/Outlines"]
    for item, at in starts:
        writer.add_outline_item(
            title=f"Exhibit {item.label}" + (f", {item.title}" if item.title else ""), page_number=at
        )
    writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
    if drawn and "/Metadata" in writer.root_object:
        # pages of others are not tagged: the file no longer keeps what PDF/UA promises, so it must not say so
        del writer.root_object["/Metadata"]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _draw(writer: Any, page: Any, source: Any, frame: _Frame) -> None:
    """Draw a picture or a page of a PDF into the frame of `page`."""
    if isinstance(source, _Picture):
        _draw_picture(writer, page, source, frame)
    else:
        _draw_page(writer, page, source, frame)


def _draw_picture(writer: Any, page: Any, picture: _Picture, frame: _Frame) -> None:
    from pypdf.generic import NameObject, NumberObject, StreamObject

    stream = StreamObject()
    stream._data = picture.data
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(picture.pixels[0]),
            NameObject("/Height"): NumberObject(picture.pixels[1]),
            NameObject("/ColorSpace"): NameObject(f"/{picture.space}"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject(f"/{picture.filter}"),
        }
    )
    _objects(page)[NameObject("/Source0")] = writer._add_object(stream)
    wide, tall = picture.size
    x, y = _SIDE + (frame.width - wide) / 2, _BOTTOM + (frame.height - tall) / 2
    _append(writer, page, f"q {wide:.3f} 0 0 {tall:.3f} {x:.3f} {y:.3f} cm /Source0 Do Q")


def _objects(page: Any) -> Any:
    """The page's own table of drawn objects, made when it has none."""
    from pypdf.generic import DictionaryObject, NameObject

    names = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
    return names.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()


def _draw_page(writer: Any, page: Any, source: Any, frame: _Frame) -> None:
    from pypdf import Transformation
    from pypdf.generic import NameObject

    box = source.cropbox
    left, bottom, width, height = float(box.left), float(box.bottom), float(box.width), float(box.height)
    turn = int(source.get("/Rotate", 0) or 0) % 360
    across, up = (height, width) if turn in (90, 270) else (width, height)
    scale = min(frame.width / across, frame.height / up, 1.0)
    x = _SIDE + (frame.width - across * scale) / 2
    y = _BOTTOM + (frame.height - up * scale) / 2
    upright = Transformation().translate(-left, -bottom).rotate(-turn)
    upright = upright.translate(*{0: (0, 0), 90: (0, width), 180: (width, height), 270: (height, 0)}[turn])
    matrix = upright.scale(scale).translate(x, y)
    objects = _objects(page)
    parts = []
    for n, (form, own) in enumerate(_forms(writer, source)):
        name = f"/Source{n}"
        objects[NameObject(name)] = writer._add_object(form)
        placed = Transformation(own).transform(matrix) if own is not None else matrix
        parts.append("q " + " ".join(f"{v:.5f}" for v in placed.ctm) + f" cm {name} Do Q")
    _append(writer, page, "\n".join(parts))


def _forms(writer: Any, source: Any) -> list[tuple[Any, Any]]:
    """The page's own content as a form object, then what its annotations show, with the matrix of each."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject, StreamObject

    content = StreamObject()
    stream = source.get_contents()
    content.set_data(stream.get_data() if stream is not None else b"")
    box = source.cropbox
    content.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(v) for v in (box.left, box.bottom, box.right, box.top)]),
            NameObject("/Resources"): _resources(source).clone(writer),
        }
    )
    found: list[tuple[Any, Any]] = [(content.flate_encode(), None)]
    for annotation in source.get("/Annots") or ():
        mark = annotation.get_object()
        shown = _appearance(mark)
        if shown is not None:
            found.append((shown.clone(writer), _annotation_matrix(shown, mark["/Rect"])))
    return found


def _resources(page: Any) -> Any:
    from pypdf.generic import DictionaryObject

    return (page.get("/Resources") or DictionaryObject()).get_object()


def _appearance(mark: Any) -> Any:
    """The normal appearance of an annotation that is printed; None when it shows nothing."""
    if (
        int(mark.get("/F", 0)) & 2
        or mark.get("/Subtype") in ("/Popup", "/Link")
        or "/AP" not in mark
        or "/Rect" not in mark
    ):
        return None
    normal = mark["/AP"].get_object().get("/N")
    normal = normal.get_object() if normal is not None else None
    if normal is not None and not hasattr(normal, "get_data"):
        state = normal.get(mark.get("/AS", "/Off"))
        normal = state.get_object() if state is not None else None
    return normal if hasattr(normal, "get_data") else None


def _annotation_matrix(shown: Any, rect: Any) -> tuple[float, float, float, float, float, float]:
    """Maps an appearance's box onto the annotation's rectangle (ISO 32000-1, 12.5.5, algorithm 8.1)."""
    x0, y0, x1, y1 = (float(v) for v in shown.get("/BBox", rect))
    a, b, c, d, e, f = (float(v) for v in shown.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    left, right = min(p[0] for p in corners), max(p[0] for p in corners)
    low, high = min(p[1] for p in corners), max(p[1] for p in corners)
    r0, s0, r1, s1 = (float(v) for v in rect)
    wide = (max(r0, r1) - min(r0, r1)) / (right - left) if right > left else 1.0
    tall = (max(s0, s1) - min(s0, s1)) / (high - low) if high > low else 1.0
    return wide, 0.0, 0.0, tall, min(r0, r1) - left * wide, min(s0, s1) - low * tall


def _append(writer: Any, page: Any, commands: str) -> None:
    """Add drawing commands after the page's own."""
    from pypdf.generic import ArrayObject, NameObject, StreamObject

    stream = StreamObject()
    stream.set_data(commands.encode("ascii"))
    own = page.get("/Contents")
    parts = ArrayObject()
    if own is not None:
        resolved = own.get_object()
        parts.extend(resolved if isinstance(resolved, ArrayObject) else [page.raw_get("/Contents")])
    parts.append(writer._add_object(stream))
    page[NameObject("/Contents")] = parts
