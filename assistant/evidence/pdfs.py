"""A stranger's PDF made anew: pages that show the same and hold nothing else. Run in the separate process."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.errors import PersonError
from assistant.evidence.areas import Area, on_page
from assistant.evidence.media import MOST_PAGE_BYTES, MOST_PAGES, PRINT_ANEW, explained

if TYPE_CHECKING:
    from pikepdf import Pdf
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import IndirectObject

    from assistant.evidence.images import Picture
    from assistant.evidence.unseen import Looker

HIDING = 220.0  # dots to the inch of a page that becomes a picture because something on it is hidden
_MOST_DOTS = 60_000_000


def open_pdf(data: bytes, where: str) -> PdfReader:
    """A reader of a PDF that needs no password and has 1 to 2,000 pages; else PersonError."""
    import logging

    from pypdf import PasswordType, PdfReader

    # the library reports oddities of a file to the screen, where they mean nothing to the person
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise PersonError(
            "this PDF is locked with a password.",
            where=where,
            remedy="Open it with the password, print it to a new PDF, and attach that.",
        )
    root = reader.root_object
    form = root.get("/AcroForm")
    if root.get("/NeedsRendering") and form is not None and "/XFA" in form.get_object():
        raise PersonError("this PDF is a form that only one program can show.", where=where, remedy=PRINT_ANEW)
    count = len(reader.pages)
    if not count:
        raise PersonError("this PDF has no pages.", where=where, remedy=PRINT_ANEW)
    if count > MOST_PAGES:
        raise PersonError(
            f"this PDF has {count:,} pages; the most is {MOST_PAGES:,}.",
            where=where,
            remedy="Attach only the pages that matter, or split it.",
        )
    return reader


def count_pages(data: bytes, where: str) -> int:
    """How many pages can be shown. PersonError when one cannot."""
    with explained(where, "this PDF cannot be read; it may be damaged or cut short.", PRINT_ANEW):
        reader = open_pdf(data, where)
        for page in reader.pages:
            _look_at(page, where)
        return len(reader.pages)


def _look_at(page: PageObject, where: str) -> None:
    from assistant.evidence.pages import look_at

    look_at(page, where)
    contents: Any = page.get("/Contents")
    found = contents.get_object() if contents is not None else None
    total = 0
    for part in found if isinstance(found, list) else [found]:
        if part is None:
            continue
        try:
            total += len(part.get_object().get_data())
        except Exception as error:
            if type(error).__name__ != "LimitReachedError":
                raise
            total = MOST_PAGE_BYTES + 1
        if total > MOST_PAGE_BYTES:
            raise PersonError("a page of this PDF is far too large when unpacked.", where=where, remedy=PRINT_ANEW)


def clean_pdf(data: bytes, where: str, hide: Sequence[Area] = ()) -> tuple[bytes, int]:
    """A PDF of the same pages as drawings alone, upright, and their number. The same file gives the same bytes.

    Scripts, links, forms, attachments, hidden layers and metadata are not in it, nor anything else that a viewer
    does not show. A page with something to hide, or with words that nobody sees, is only a picture of itself, at 200
    dots to the inch or more; such a page has the words that are seen as /Words, and /Unseen when it had others.
    """
    from pypdf import PdfWriter

    from assistant.evidence.pages import Copier
    from assistant.evidence.plain import plain

    reader = open_pdf(data, where)
    writer = PdfWriter()
    copier = Copier(reader, writer)
    for page in reader.pages:
        _look_at(page, where)
        drawing = copier.drawing(page)
        _place(writer, drawing.ref, drawing.width, drawing.height, "/Page Do")
    write_layers(writer, *copier.layers())
    made = written(writer)
    if hide or not plain(reader, data):
        made = _only_what_is_seen(made, hide)
    return made, len(reader.pages)


def _only_what_is_seen(data: bytes, hide: Sequence[Area]) -> bytes:
    import pikepdf

    from assistant.evidence.stripping import saved_plainly, stripped
    from assistant.evidence.unseen import Looker

    whole, bare = stripped(data)
    looker, before = Looker(whole, bare), Looker(data, data)
    try:
        with pikepdf.open(io.BytesIO(whole)) as pdf:
            changed = False
            for n, page in enumerate(pdf.pages):
                areas = on_page(hide, n + 1)
                words = looker.words(n, areas)
                # should the page not look as it did, it is drawn as it did: no mark may be lost
                same = looker.looks_like(before, n)
                if not areas and not words.unseen and same:
                    continue
                changed = True
                size = float(page.mediabox[2]), float(page.mediabox[3])
                _become_picture(pdf, page.obj, _painted(looker if same else before, n, size, areas))
                if words.seen:
                    page.obj["/Words"] = pikepdf.String(words.seen)
                if words.unseen and not areas:
                    page.obj["/Unseen"] = True
            return saved_plainly(pdf) if changed else whole
    finally:
        looker.close()
        before.close()


def _become_picture(pdf: Pdf, page: Any, picture: Picture) -> None:
    import pikepdf

    from assistant.evidence.images import as_coded, entries

    data, about = as_coded(picture)
    width, height = picture.size
    image = pdf.make_stream(data, entries(about))
    page["/Contents"] = pdf.make_stream(f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Page Do Q".encode())
    page["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=image))


def _painted(looker: Looker, number: int, size: tuple[float, float], areas: Sequence[Area]) -> Picture:
    """The page as a picture with these areas painted over. Nothing of its drawing reaches the paper."""
    from assistant.evidence.images import encoded, paint_over

    scale = min(HIDING / 72.0, (_MOST_DOTS / (size[0] * size[1])) ** 0.5)
    picture = looker.picture(number, scale)
    paint_over(picture, areas)
    made = [encoded(picture.copy(), size, lossless=lossless) for lossless in (True, False)]
    return min(made, key=lambda p: len(p.data))


def written(writer: PdfWriter) -> bytes:
    """The file's bytes, without properties."""
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def write_layers(writer: PdfWriter, found: list[IndirectObject], off: list[IndirectObject]) -> None:
    """Write the table of layers: one that its own program did not show stays unshown, for it may hold anything."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    if found:
        shown = DictionaryObject({NameObject("/OFF"): ArrayObject(off), NameObject("/Order"): ArrayObject()})
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {NameObject("/OCGs"): ArrayObject(found), NameObject("/D"): shown}
        )


def _place(writer: PdfWriter, drawing: IndirectObject, width: float, height: float, draw: str) -> None:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    page = writer.add_blank_page(width, height)
    stream = DecodedStreamObject()
    stream.set_data(draw.encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Page"): drawing})}
    )
