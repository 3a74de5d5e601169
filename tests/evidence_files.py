"""Invented files for tests: pictures, PDFs, e-mails, recordings, made by code; and ways to read papers back."""

from __future__ import annotations

import io
import struct
import wave
import zlib
from datetime import datetime
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject


def camera(
    kind: str = "JPEG", size: tuple[int, int] = (400, 300), made: str = "2026:05:09 21:14:03", zone: str = ""
) -> bytes:
    """A blue picture with a red upper left quarter, and a camera's time, place and name."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    inner = exif.get_ifd(0x8769)
    if made:
        inner[36867] = made
    if zone:
        inner[36881] = zone
    exif.get_ifd(0x8825)[2] = (42.0, 21.0, 30.0)
    out = io.BytesIO()
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    options: dict[str, Any] = {"exif": exif, "quality": 95} if kind in ("JPEG", "HEIF", "WEBP") else {"exif": exif}
    picture.save(out, kind, **options)
    return out.getvalue()


def tiff(pages: int) -> bytes:
    """A TIFF with so many pages, each of another grey."""
    shades = [Image.new("L", (40, 30), 40 + 20 * (n % 10)) for n in range(pages)]
    out = io.BytesIO()
    shades[0].save(out, "TIFF", save_all=True, append_images=shades[1:])
    return out.getvalue()


def bare_tiff(pages: int, *, loop: bool = False) -> bytes:
    """A TIFF of one-pixel pages written by hand, all showing the same pixel; `loop`: the last page leads to the first."""
    out = bytearray(b"II*\0" + struct.pack("<I", 10) + b"\x80\0")
    entries = [
        (256, 3, 1, 1),
        (257, 3, 1, 1),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (278, 3, 1, 1),
        (279, 4, 1, 1),
    ]
    for n in range(pages):
        out += struct.pack("<H", len(entries))
        for tag, kind, count, value in entries:
            out += struct.pack("<HHII", tag, kind, count, value)
        last = n == pages - 1
        out += struct.pack("<I", (10 if loop else 0) if last else len(out) + 4)
    return bytes(out)


def png(width: int, height: int, extra: bytes = b"", pixels: bytes = b"") -> bytes:
    """A PNG that says it has so many grey pixels, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(pixels, 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + body + chunk(b"IEND", b"")


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def pdf(*texts: str, change: Any = None) -> bytes:
    """A PDF with one line of text on each page; `change(writer)` may spoil it."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in texts:
        page = writer.add_blank_page(612, 792)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 24 Tf 100 600 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if change is not None:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def mail(
    body: bytes = b"I saw you at the shop.\r\n", headers: bytes = b"", kind: bytes = b"text/plain; charset=utf-8"
) -> bytes:
    """An e-mail from a@example.org of May 9, 2026."""
    return (
        b"Received: from relay.example.org\r\nFrom: Alex <a@example.org>\r\nTo: b@example.org\r\n"
        b"Date: Sat, 9 May 2026 21:14:03 -0700\r\nSubject: =?utf-8?b?w6FuaA==?= again\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: " + kind + b"\r\n" + headers + b"\r\n" + body
    )


def sound(seconds: int = 75) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(1000)
        made.writeframes(b"\x80" * 1000 * seconds)
    return out.getvalue()


def movie(seconds: int = 125, brand: bytes = b"isom") -> bytes:
    """The head of an MP4 that lasts so long and was made at 2026-05-10 04:14:03 UTC."""
    made = int((datetime(2026, 5, 10, 4, 14, 3) - datetime(1904, 1, 1)).total_seconds())
    header = struct.pack(">IIIII", 0, made, made, 600, seconds * 600) + bytes(80)
    inner = _box(b"mvhd", header)
    return _box(b"ftyp", brand + bytes(4)) + _box(b"mdat", bytes(50)) + _box(b"moov", inner)


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def every_byte(data: bytes) -> bytes:
    """Every byte of a PDF, its streams unpacked too."""
    reader, parts = PdfReader(io.BytesIO(data)), [data]
    for n in range(1, reader.trailer["/Size"]):
        found = reader.get_object(n)
        if isinstance(found, StreamObject):
            parts.append(found.get_data())
    return b"\n".join(parts)


def words(data: bytes) -> str:
    """A PDF's text, every run of spaces as one, and no soft break inside long words."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return " ".join(text.replace("\u200b", "").split())


def render(data: bytes, page: int = 0, scale: float = 1.0) -> Image.Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
