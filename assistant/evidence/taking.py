"""Looking at a file before it becomes evidence: what it is, by its content; whether it can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import PersonError

if TYPE_CHECKING:
    from pypdf import PdfReader

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
MOST_BYTES = 100_000_000
MOST_PIXELS = 80_000_000
MOST_PAGES = 2_000
SAVE_AS = "Save it as a PDF, a JPEG or a PNG, and attach that."
PRINT_ANEW = "Open it, print it to a new PDF, and attach that."


@dataclass(frozen=True)
class TakenIn:
    """What a file is: `media` is image/jpeg, image/png or application/pdf; `pages` is 1 for a picture.

    `pixels` is a picture's width and height as stored; None for a PDF.
    """

    media: str
    size: int
    pages: int
    pixels: tuple[int, int] | None
    sha256: str


def take_in(data: bytes, name: str) -> TakenIn:
    """Look at a file's bytes; `name` is only for what people are told, never for the type.

    PersonError, and nothing else, when the file is not a JPEG, PNG or PDF, is damaged, locked, or over 100 MB,
    80 megapixels or 2,000 pages. The bytes are not changed.
    """
    import hashlib

    where = "".join(c if c.isprintable() else "?" for c in name)
    media = media_of(data, where)
    if len(data) > MOST_BYTES:
        raise PersonError(
            "this file is larger than 100 MB.", where=where, remedy="Attach a smaller copy or a part of it."
        )
    digest = hashlib.sha256(data).hexdigest()
    if media == PDF:
        return TakenIn(media, len(data), _count(data, where), None, digest)
    from assistant.evidence.images import open_image

    with explained(
        where,
        "this picture cannot be opened; it may be damaged or cut short.",
        "Open it, save it again as a JPEG or a PNG, and attach that.",
    ):
        picture = open_image(data, where)
        pixels = picture.size
    return TakenIn(media, len(data), 1, pixels, digest)


def media_of(data: bytes, where: str) -> str:
    """The media type by the first bytes. PersonError, saying what it looks like, when it is none of ours."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if b"%PDF-" in data[:1024]:
        return PDF
    if not data.strip(b"\0"):
        raise PersonError(
            "this file is empty.", where=where, remedy="Copy it again from where it came from, and attach that copy."
        )
    raise PersonError(f"{_looks_like(data)} cannot be shown to the court.", where=where, remedy=SAVE_AS)


def _looks_like(data: bytes) -> str:
    brand = data[8:12] if data[4:8] == b"ftyp" else b""
    if brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"):
        return "a HEIC photo"
    if brand or data.startswith((b"ID3", b"\x1aE\xdf\xa3", b"OggS", b"#!AMR")) or data[8:12] in (b"WAVE", b"AVI "):
        return "a recording or video"
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "an office document"
    if data.startswith(b"PK"):
        inside = data[:4096] + data[-65536:]
        office = any(part in inside for part in (b"word/", b"xl/", b"ppt/", b"opendocument"))
        return "an office document" if office else "an archive or office document"
    if data.startswith((b"GIF8", b"BM", b"II*\0", b"MM\0*")) or data[8:12] == b"WEBP":
        return "a picture of this kind"
    if b"\0" not in data[:4096]:
        return "a plain text or web file"
    return "a file of this kind"


@contextmanager
def explained(where: str, what: str, remedy: str) -> Iterator[None]:
    """Whatever goes wrong inside with a stranger's file becomes one sentence; a PersonError passes as it is."""
    try:
        yield
    except PersonError:
        raise
    # A hostile or broken file makes its reader fail in any way, too deep a nesting and too little memory included.
    except Exception:
        raise PersonError(what, where=where, remedy=remedy) from None


def open_pdf(data: bytes, where: str) -> PdfReader:
    """A reader of a PDF that needs no password and has 1 to 2,000 pages; else PersonError."""
    import logging

    from pypdf import PasswordType

    from assistant.documents.reading import read_pdf

    # the library reports oddities of a file to the screen, where they mean nothing to the person
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = read_pdf(data)
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


def _count(data: bytes, where: str) -> int:
    from assistant.evidence.pages import look_at

    with explained(where, "this PDF cannot be read; it may be damaged or cut short.", PRINT_ANEW):
        reader = open_pdf(data, where)
        for page in reader.pages:
            look_at(page, where)
        return len(reader.pages)
