"""Looking at a file before it is kept: what it really is, and whether it can be shown.

The type is told from the content, never from the name. What cannot be shown is refused with one sentence.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

from assistant.errors import PersonError

MOST_BYTES = 100_000_000
MOST_PIXELS = 80_000_000
MOST_PAGES = 2_000
_SAVE_AS = "Save it as a PDF, a JPEG or a PNG (or print it to PDF) and attach that."


@dataclass(frozen=True)
class TakenIn:
    """What a file is: `media` is image/jpeg, image/png or application/pdf; `pages` is 1 for a picture."""

    media: str
    size: int
    pages: int
    pixels: tuple[int, int] | None = None


def take_in(data: bytes, name: str) -> TakenIn:
    """Look at a file's bytes. PersonError, naming the file, when it cannot become an exhibit."""
    if not data:
        raise PersonError("this file is empty.", where=name, remedy="Attach the right file.")
    if len(data) > MOST_BYTES:
        raise PersonError(
            "this file is larger than 100 MB.", where=name, remedy="Attach a smaller copy or a part of it."
        )
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n":
        return _picture(data, name)
    if b"%PDF-" in data[:1024]:
        return _pdf(data, name)
    raise PersonError(_refusal(data), where=name, remedy=_SAVE_AS)


def _refusal(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return "this is a HEIC picture, which cannot be shown yet."
    if data[4:8] == b"ftyp" or data[:3] == b"ID3" or data[:4] in (b"RIFF", b"OggS"):
        return "this is a sound or video file, which cannot be printed."
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "this is an office document or an archive, which may hold hidden parts."
    return "this kind of file cannot be shown as an exhibit."


def _picture(data: bytes, name: str) -> TakenIn:
    width, height = open_picture(data, name).size
    media = "image/jpeg" if data[:2] == b"\xff\xd8" else "image/png"
    return TakenIn(media, len(data), 1, (width, height))


def open_picture(data: bytes, name: str) -> Any:
    """The decoded picture, upright. PersonError when it is damaged or too large."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise PersonError(
                        "this picture has more than 80 million pixels.", where=name, remedy="Attach a smaller copy."
                    )
                picture.load()
                return ImageOps.exif_transpose(picture)
    except PersonError:
        raise
    except Exception as error:  # Pillow raises many kinds for damaged files; each means the same to the person
        raise PersonError(
            "this picture is damaged or cut off.",
            where=name,
            remedy="Attach the original again, or take a new screenshot.",
        ) from error


def _pdf(data: bytes, name: str) -> TakenIn:
    return TakenIn("application/pdf", len(data), len(open_pdf(data, name).pages))


def open_pdf(data: bytes, name: str) -> Any:
    """A pypdf reader on the file. PersonError when it is locked, damaged, empty or too long."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PersonError(
                "this PDF is locked with a password.",
                where=name,
                remedy="Save a copy without a password and attach that.",
            )
        pages = len(reader.pages)
        for page in reader.pages:
            box = page.mediabox
            if float(box.width) <= 0 or float(box.height) <= 0:
                raise ValueError("a page without size")
    except PersonError:
        raise
    except Exception as error:  # pypdf raises many kinds for damaged files; each means the same to the person
        raise PersonError(
            "this PDF is damaged or cut off.", where=name, remedy="Save or print it to PDF again and attach that."
        ) from error
    if not pages:
        raise PersonError("this PDF has no pages.", where=name, remedy="Attach the right file.")
    if pages > MOST_PAGES:
        raise PersonError("this PDF has more than 2,000 pages.", where=name, remedy="Attach the pages that matter.")
    return reader
