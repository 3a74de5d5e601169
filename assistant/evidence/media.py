"""What a file is, told from its content alone, and how much of it is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import PersonError

JPEG, PNG, WEBP, HEIC, TIFF = "image/jpeg", "image/png", "image/webp", "image/heic", "image/tiff"
PDF, TEXT, MAIL = "application/pdf", "text/plain", "message/rfc822"
PICTURES = frozenset({JPEG, PNG, WEBP, HEIC, TIFF})
RECORDINGS = ("audio/", "video/")

MOST_BYTES = 100_000_000
MOST_RECORDING_BYTES = 500_000_000  # a recording is kept and listed, never opened as a whole
MOST_PIXELS = 80_000_000  # of one picture
MOST_PICTURES = 200  # in one TIFF
MOST_PAGES = 2_000  # of one PDF
MOST_PAGE_BYTES = 60_000_000  # of one PDF page's drawing, unpacked
MOST_CHARACTERS = 1_000_000  # of one text or e-mail
MOST_LINES = 60_000  # of one text or e-mail
MOST_PARTS = 500  # of one e-mail
MOST_LEVELS = 30  # of parts within parts

SAVE_AS = "Save it as a PDF, a JPEG or a PNG, and attach that."
PRINT_ANEW = "Open it, print it to a new PDF, and attach that."
PRINT_TO_PDF = "Open it, choose Print, then 'Save as PDF', and attach that PDF."


def is_recording(media: str) -> bool:
    """Is it sound or video, which is listed and written down rather than shown?"""
    return media.startswith(RECORDINGS)


def called(media: str) -> str:
    """What people call it: 'photo or picture', 'PDF', 'e-mail', 'sound recording'."""
    names = {PDF: "PDF", TEXT: "text", MAIL: "e-mail"}
    if media in PICTURES:
        return "photo or picture"
    if media.startswith("audio/"):
        return "sound recording"
    return names.get(media, "video" if media.startswith("video/") else "file")


# (where, bytes there) -> media. The first that fits counts.
_SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (8, b"WEBP", WEBP),
    (0, b"II*\0", TIFF),
    (0, b"MM\0*", TIFF),
    (0, b"II+\0", TIFF),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"AIFF", "audio/aiff"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-wmv"),
    (0, b"\0\0\x01\xba", "video/mpeg"),
    (4, b"moov", "video/quicktime"),
    (4, b"mdat", "video/quicktime"),
    (4, b"wide", "video/quicktime"),
)
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_BRANDS = {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime", b"3gp4": "video/3gpp"}
_RIFF = frozenset({WEBP, "audio/wav", "video/x-msvideo"})


def media_of(data: bytes, where: str) -> str:
    """The media type by the content. PersonError, saying what it looks like, when it is none that is taken."""
    if not data.strip(b"\0 \r\n\t"):
        raise PersonError(
            "this file is empty.", where=where, remedy="Copy it again from where it came from, and attach that copy."
        )
    for at, sign, media in _SIGNS:
        if data[at : at + len(sign)] == sign and (media not in _RIFF or data[:4] == b"RIFF"):
            return media
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        if brand == b"avif":
            raise PersonError("a picture of this kind cannot be shown to the court.", where=where, remedy=SAVE_AS)
        return HEIC if brand in _HEIF else _BRANDS.get(brand, "video/mp4")
    if b"%PDF-" in data[:1024]:
        return PDF
    _refuse(data, where)
    return MAIL if looks_like_mail(data) else TEXT


def _refuse(data: bytes, where: str) -> None:
    """PersonError for what no paper can show as it is; nothing for plain text and e-mail."""
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise PersonError("an office document cannot be shown to the court.", where=where, remedy=PRINT_TO_PDF)
    if data.startswith(b"PK"):
        inside = data[:4096] + data[-65536:]
        if any(part in inside for part in (b"word/", b"xl/", b"ppt/", b"opendocument")):
            raise PersonError("an office document cannot be shown to the court.", where=where, remedy=PRINT_TO_PDF)
        raise PersonError(
            "an archive or office document cannot be shown to the court.",
            where=where,
            remedy="Take the files out of it and attach them one by one. If it is a document, print it to a PDF.",
        )
    if data.startswith((b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise PersonError(
            "an archive cannot be shown to the court.",
            where=where,
            remedy="Take the files out of it and attach them one by one.",
        )
    if data.startswith((b"GIF8", b"BM")):
        raise PersonError("a picture of this kind cannot be shown to the court.", where=where, remedy=SAVE_AS)
    if data.startswith((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        raise PersonError("this is a program. It was not opened.", where=where, remedy="Do not open it yourself.")
    text = decoded(data[:65536], whole=False)
    if text is None:
        raise PersonError("a file of this kind cannot be shown to the court.", where=where, remedy=SAVE_AS)
    if _MARKUP.match(text):
        raise PersonError(
            "a web page or data export cannot be shown as it is.",
            where=where,
            remedy="Attach a screenshot of it or a PDF. 'paperwork log import' reads messages saved from a phone.",
        )
    if text.startswith("From ") and _MAIL_LINE.search(text):
        raise PersonError(
            "this looks like a whole mailbox.", where=where, remedy="Save the one e-mail you want by itself (.eml)."
        )


_MARKUP = re.compile(r"\s{0,1000}<(?:!doctype|\?xml|html|head|body|script|svg|!--)", re.IGNORECASE)
_MAIL_LINE = re.compile(
    r"^(?:from|to|cc|date|subject|received|message-id|mime-version|return-path|delivered-to|reply-to):",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_LINE = re.compile(rb"(?:[!-9;-~]{1,100}:|[ \t])")


def looks_like_mail(data: bytes) -> bool:
    """Does it begin with e-mail headers (RFC 5322), at least a sender or date and one more that mail alone has?"""
    head = re.split(rb"\r?\n\r?\n", data[:262_144].lstrip(b"\r\n\xef\xbb\xbf"), maxsplit=1)[0]
    lines = head.splitlines()
    if len(lines) < 2 or not all(_HEAD_LINE.match(line) for line in lines[:200]):
        return False
    names = {line.split(b":", 1)[0].lower() for line in lines[:200] if line[:1] not in (b" ", b"\t")}
    return bool(names & {b"from", b"date"}) and bool(
        names & {b"received", b"message-id", b"mime-version", b"subject", b"return-path", b"delivered-to"}
    )


_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(data: bytes, *, whole: bool = True) -> str | None:
    """The text of a plain text file in UTF-8, UTF-16 with its mark, or Windows-1252; None when it is no text.

    `whole`: False for the beginning of a file, which may be cut within a character.
    """
    for mark, coding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            text = data[len(mark) :].decode(coding, "replace")
            return None if "\0" in text else text
    if b"\0" in data:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if not whole and error.start > len(data) - 4:
            text = data[: error.start].decode("utf-8")
        else:
            text = data.decode("cp1252", "replace")
    # an odd control (a form feed, an escape of a terminal log) is still text; many are not
    return None if len(_NOT_TEXT.findall(text)) > len(text) // 100 else text


@contextmanager
def explained(where: str, what: str, remedy: str) -> Iterator[None]:
    """Whatever goes wrong inside with a stranger's file becomes one sentence; a PersonError passes as it is."""
    try:
        yield
    except (PersonError, MemoryError):
        raise
    # A hostile or broken file makes its reader fail in any way, too deep a nesting included.
    except Exception:
        raise PersonError(what, where=where, remedy=remedy) from None
