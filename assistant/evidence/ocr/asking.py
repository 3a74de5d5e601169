"""Having pages read, each once: what was read is kept with the case. Without the extra `ocr` nothing is read."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from assistant.errors import PersonError
from assistant.evidence.apart import Workers
from assistant.evidence.areas import Area, on_page
from assistant.evidence.media import PDF, PICTURES
from assistant.evidence.ocr.lines import Line, as_bytes, from_bytes, from_reply
from assistant.evidence.showing import Pages, pages_of

VERSION = "1"  # another reader or model reads every page anew
SECONDS = 600.0  # for one page, by the clock
_MAIN = "from assistant.evidence.ocr.engine import main; main()"
_FEW = 20  # characters: a page with fewer has no text that a search would find
_MOST_PROCESSES = 2  # each takes most of a gigabyte of memory

CANNOT_READ = (
    "This program cannot read what pictures and scans show. Look at each one: does an address, a number or a name stand "
    "in it that must stay hidden? To take a place out: paperwork evidence redact"
)


class Shelf(Protocol):
    """Where readings rest: a case's vault."""

    def reading(self, key: str) -> bytes | None: ...
    def keep_reading(self, key: str, data: bytes) -> None: ...


@dataclass
class _Memory:
    kept: dict[str, bytes] = field(default_factory=dict)

    def reading(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def keep_reading(self, key: str, data: bytes) -> None:
        self.kept[key] = data


@dataclass(frozen=True)
class Copy:
    """An exhibit as it is to be shown: its original's hash, what reads it, its pages, what is taken out of it."""

    id: str
    sha256: str
    media: str
    data: Callable[[], bytes]
    count: int
    hide: tuple[Area, ...] = ()
    where: str = ""
    name: str = ""

    @property
    def has_pictures(self) -> bool:
        """May it show words that are no text? Texts and e-mails do where a page of them became a picture."""
        return self.media in PICTURES or self.media == PDF or bool(self.hide)

    def key(self, page: int) -> str:
        """What the reading of a page (from 1) is kept under. Other areas taken out, another reading."""
        areas = ";".join(a.text() for a in sorted(on_page(self.hide, page)))
        return hashlib.sha256(f"{VERSION}|{self.sha256}|{page}|{areas}".encode()).hexdigest()


Page = tuple[Copy, int]


class Readings:
    """The words on pages. `able`: the extra is installed. Made by `readings_of`."""

    def __init__(self, shelf: Shelf, *, able: bool) -> None:
        self.able = able
        self._shelf = shelf
        self._lock = threading.Lock()
        self._last: tuple[str, Pages] | None = None

    def known(self, copy: Copy, page: int) -> tuple[Line, ...] | None:
        """What was read on a page before, or None."""
        data = self._shelf.reading(copy.key(page))
        if data is None:
            return None
        try:
            return from_bytes(data)
        except ValueError:
            return None  # damaged: it is read again

    def missing(self, copies: Sequence[Copy]) -> list[Page]:
        """The pages that are still to be read."""
        shown = [c for c in copies if c.has_pictures]
        return [(c, n) for c in shown for n in range(1, c.count + 1) if self.known(c, n) is None]

    def read(self, pages: Sequence[Page]) -> Iterator[tuple[Page, tuple[Line, ...] | PersonError]]:
        """Read pages, two at once where there are two processors, and keep what was read. In their order."""
        if not pages:
            return
        try:
            for page, result in self._workers.each(self._one, pages):
                if not isinstance(result, PersonError):
                    self._shelf.keep_reading(page[0].key(page[1]), as_bytes(result))
                yield page, result
        finally:
            self._last = None
            self._workers.close()  # they hold much memory, and their work is done
            del self._workers

    @cached_property
    def _workers(self) -> Workers:
        workers = Workers(code=_MAIN, seconds=SECONDS)
        return workers if workers.count <= _MOST_PROCESSES else Workers(_MOST_PROCESSES, _MAIN, SECONDS)

    def _one(self, page: Page) -> tuple[Line, ...]:
        copy, number = page
        with self._lock:  # the library that takes a page out of a PDF does one thing at a time
            data = self._picture(copy, number)
        if data is None:
            return ()
        head, _ = self._workers.ask("read", data, copy.where)
        try:
            return from_reply(head)
        except ValueError:
            raise PersonError("this page cannot be read.", where=copy.where) from None

    def _picture(self, copy: Copy, number: int) -> bytes | None:
        """The page as a picture or a PDF of one page; None where all its words are text."""
        if self._last is None or self._last[0] != copy.id:
            self._last = None
            made = pages_of(copy.data(), copy.media, where=copy.where, hide=copy.hide, name=copy.name)
            self._last = copy.id, made
        source = self._last[1]
        if source.pdf is None:
            return source.pictures[number - 1].data
        return _alone(source.pdf, number)


def _alone(pdf: bytes, number: int) -> bytes | None:
    """One page (from 1) as a PDF of its own; None where it has text and no picture."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number - 1]
        pictures = any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)))
        if not pictures and page.get_textpage().count_chars() >= _FEW:
            return None
        alone = pypdfium2.PdfDocument.new()
        try:
            alone.import_pages(document, [number - 1])
            out = io.BytesIO()
            alone.save(out)
            return out.getvalue()
        finally:
            alone.close()
    finally:
        document.close()


def can_read() -> bool:
    """Is the extra `ocr` installed?"""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "cv2"))


def shows_words_unread(file: Mapping[str, Any]) -> bool:
    """Is this file (an exhibit's answer) one that may show words, and is there nothing that reads them?"""
    return (file["media"] in PICTURES or file["media"] == PDF) and not can_read()


def readings_of(store: Any) -> Readings:
    """The readings of a case (its vault), or of a run that keeps none."""
    return Readings(store if hasattr(store, "keep_reading") else _Memory(), able=can_read())
