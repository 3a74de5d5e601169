"""Opening a stranger's PDF: refuses what cannot be a form, or would eat the computer, with one plain sentence.

A file may say it is small and unpack to gigabytes, or draw itself inside itself. Nothing is unpacked whole before
it was measured; pypdf's own limits on one stream stand as well.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import PersonError, cannot_read

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST = 200 * 1024 * 1024  # bytes of a file; the largest form seen has 3 million
_PAGES, _OBJECTS = 400, 300_000
_UNPACKED = 64 * 1024 * 1024  # bytes of drawing on all pages, each use of a repeated part counted
_SECONDS = 20.0
_SEARCHED = 200_000_000  # bytes gone through for a lost first object: pypdf searches the file once for each number
_AGAIN = "Download the form again from the court's website."
_CLEAN = "Get the form from the court's own website, not from anywhere else."
_OTHERS = {
    b"PK\x03\x04": "this is a Word or zip file, not a PDF.",
    b"\xd0\xcf\x11\xe0": "this is a Word file, not a PDF.",
    b"\xff\xd8\xff": "this is a photo, not a PDF.",
    b"\x89PNG": "this is a picture, not a PDF.",
    b"{\\rtf": "this is a text document, not a PDF.",
}


def read_file(path: Path) -> bytes:
    """The bytes of a PDF a person names. PersonError when it is not there, not a file, or too large to be a form."""
    try:
        if path.is_dir():
            raise PersonError("this is a folder.", where=str(path), remedy="Name a PDF file in it.")
        size = path.stat().st_size
        if size > LARGEST:
            raise _too_large(str(path), size)
        with path.open("rb") as handle:  # a file may grow, or be no plain file
            data = handle.read(LARGEST + 1)
    except FileNotFoundError:
        raise PersonError("there is no such file.", where=str(path), remedy="Check the name and the folder.") from None
    except OSError as error:
        raise cannot_read(error, path) from None
    if len(data) > LARGEST:
        raise _too_large(str(path), len(data))
    return data


def _too_large(where: str, size: int) -> PersonError:
    return PersonError(
        f"this file is too large to be a court form ({size // 1_000_000} MB; the most is {LARGEST // 1_000_000} MB).",
        where=where,
        remedy=_AGAIN,
    )


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """pypdf's remarks on damage it mends by itself are not for the person."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


class Deadline:
    """Stops work on a file made to take for ever. Called between pieces of work."""

    def __init__(self, where: str, seconds: float = _SECONDS) -> None:
        self._where, self._end = where, time.monotonic() + seconds

    def __call__(self) -> None:
        """PersonError when the time is over."""
        if time.monotonic() > self._end:
            raise too_much(self._where)


def too_much(where: str) -> PersonError:
    """The refusal of a file that is made to eat time or memory."""
    return PersonError("this PDF unpacks to far more than a form can hold; it is not safe.", where=where, remedy=_CLEAN)


def damaged(where: str) -> PersonError:
    """The refusal of a file that no mending helps."""
    return PersonError("this PDF is damaged and cannot be read.", where=where, remedy=_AGAIN)


@contextlib.contextmanager
def reading(where: str) -> Iterator[None]:
    """Turns whatever pypdf throws at a broken file into a refusal. Errors of ours that are refusals pass through."""
    from pypdf.errors import LimitReachedError

    try:
        with quiet():
            yield
    except PersonError:
        raise
    except (LimitReachedError, MemoryError, RecursionError):
        raise too_much(where) from None
    except Exception:  # a broken file makes pypdf fail in almost any way: KeyError, TypeError, zlib.error, ...
        raise damaged(where) from None


def open_pdf(data: bytes, where: str = "") -> PdfReader:
    """The file, opened and decrypted. PersonError when it is no PDF, cut short, locked, damaged or a trap."""
    from pypdf import PdfReader

    _check_head(data, where)
    with reading(where):
        # places in a file are counted from its first mark; what a server or mail program put before it goes.
        # pypdf reads on when a cross-reference is wrong, and searches the file for what it does not find
        own = data[max(data.find(b"%PDF-"), 0) :]
        reader = PdfReader(io.BytesIO(own), root_object_recovery_limit=max(_SEARCHED // len(own), 50))
        if reader.is_encrypted and not _unlock(reader):
            raise PersonError(
                "this PDF is locked with a password.",
                where=where,
                remedy="Open it with the password in a PDF program, save a copy without it, and use the copy.",
            )
        _check_size(reader, where)
    return reader


def _check_head(data: bytes, where: str) -> None:
    if len(data) > LARGEST:
        raise _too_large(where, len(data))
    head = data[:1024]
    if not data.strip():
        raise PersonError("this file is empty.", where=where, remedy=_AGAIN)
    if b"%PDF-" not in head:
        what = next((text for mark, text in _OTHERS.items() if head.startswith(mark)), "this is not a PDF.")
        if re.match(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)", head):
            what = "this is a web page, not a PDF."
        raise PersonError(what, where=where, remedy="Download the form itself, as a PDF, from the court's website.")
    if b"startxref" not in data[-4096:] and b"%%EOF" not in data[-4096:]:
        raise PersonError("this PDF is cut short: its end is missing.", where=where, remedy=_AGAIN)


def _unlock(reader: PdfReader) -> bool:
    """Whether the empty password opens it, as it does for court forms that are only locked against change."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except DependencyError:
        raise
    except Exception:  # a lock of a kind pypdf does not know is a lock
        return False


def _check_size(reader: PdfReader, where: str) -> None:
    """How much there is to read, measured before it is read."""
    objects = sum(len(numbers) for numbers in reader.xref.values()) + len(reader.xref_objStm)
    if objects > _OBJECTS or len(reader.pages) > _PAGES:
        raise too_much(where)
    if not len(reader.pages):
        raise damaged(where)
    check, costs, total = Deadline(where), dict[Any, int](), 0
    for page in reader.pages:
        check()
        drawn = b"\n".join(part.get_data() for part in _contents(page))
        total += _cost(drawn, page.get("/Resources"), costs, 0)
        if total > _UNPACKED:
            raise too_much(where)


def _contents(page: Any) -> list[Any]:
    """The streams a page is drawn with."""
    own = page["/Contents"].get_object() if "/Contents" in page else None
    parts = [part.get_object() for part in own] if isinstance(own, list) else [own]
    return [part for part in parts if hasattr(part, "get_data")]


def _cost(drawn: bytes, resources: Any, costs: dict[Any, int], depth: int) -> int:
    """Bytes of drawing commands, with those of every form object drawn by them, as often as it is drawn."""
    total = len(drawn)
    if depth > 28 or total > _UNPACKED:  # pdfium itself stops at 28
        return total
    resources = resources.get_object() if resources is not None else {}
    objects: Any = resources["/XObject"].get_object() if "/XObject" in resources else {}
    for name in re.findall(rb"/([^\s/\[\]<>()]+)\s+Do\b", drawn):
        raw = objects.raw_get("/" + name.decode("latin-1")) if "/" + name.decode("latin-1") in objects else None
        if raw is None:
            continue
        key = getattr(raw, "idnum", id(raw))
        if key not in costs:
            costs[key] = _UNPACKED if depth >= 28 else 0  # 0 while it is being measured: a form drawn in itself
            part = raw.get_object()
            if part.get("/Subtype") == "/Form":
                costs[key] = _cost(part.get_data(), part.get("/Resources", resources), costs, depth + 1)
        total += costs[key]
        if total > _UNPACKED:
            break
    return total
