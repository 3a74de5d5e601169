"""Finished PDFs joined into one: pages, structure tags, bookmarks, running numbers, language, PDF/A marks.

pypdf's own `append` drops the structure tree, and the merged file would be silent to a screen reader. Here the tree
of each file is built anew for the pages that are taken (ISO 32000-1, 14.7), under one element for each file.
What annotations show becomes part of the page; links, scripts, attachments and form fields stay behind.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from assistant.packet.tags import Tags

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

_LEFT_BEHIND = ("/Annots", "/AA", "/Thumb", "/PieceInfo", "/Metadata", "/B", "/Tabs", "/StructParents")


@dataclass(frozen=True)
class Mark:
    """A bookmark: its words, its page counted from 0 in the whole file, the bookmarks below it."""

    title: str
    page: int
    below: tuple[Mark, ...] = ()


class Joiner:
    """Add files, then `finish`. The same files give the same bytes."""

    def __init__(self, title: str, language: str) -> None:
        from pypdf import PdfWriter

        self.title, self.language = title, language
        self.writer: PdfWriter = PdfWriter()
        self.pages: list[PageObject] = []
        self._tags = Tags(self.writer)
        self._free: dict[int, tuple[float, float]] = {}  # where a number may stand on a page that had none
        self._seed = hashlib.sha256()

    def add(self, reader: PdfReader, title: str, pages: Sequence[int] | None = None, *, renumber: bool = True) -> None:
        """Take `pages` (from 0; all when None) of a PDF. With `renumber`, a running number it has is taken off."""
        from assistant.documents.stamping import free_places, unstamp
        from assistant.packet.flattening import flatten

        taken = range(len(reader.pages)) if pages is None else pages
        source = list(reader.pages) if len(taken) > 8 else {n: reader.pages[n] for n in taken}
        new: dict[int, PageObject] = {}
        bare: list[tuple[int, int]] = []
        for n in taken:
            page = source[n]
            made = self.writer.add_page(page, excluded_keys=_LEFT_BEHIND)
            if renumber and unstamp(made):
                made[_name("/HadRunning")] = _name("/True")
            elif renumber:
                bare.append((n, len(self.pages)))
            self.pages.append(made)
            assert page.indirect_reference is not None
            new[page.indirect_reference.idnum] = made
        self._free |= free_places(reader, bare)
        self._tags.graft(reader, new, title)
        for n in taken:
            page = source[n]
            if "/Annots" in page:
                made = new[page.indirect_reference.idnum]  # type: ignore[union-attr]
                self._tags.shown(made, flatten(page, made, self.writer, self._tags.free(made)))
        self._seed.update(f"{title} {list(taken)}".encode())

    def number(self, texts: Sequence[str]) -> None:
        """Stamp each page with its running number: in the place of one taken off, or free at the lower edge."""
        from assistant.documents.stamping import FREE_FOOT, WIDTH, seen_size, stamp, stamp_forms
        from assistant.evidence.exhibits import RUNNING_FOOT

        right = [n for n, page in enumerate(self.pages) if page.pop("/HadRunning", None) is not None]
        middle = sorted(set(range(len(self.pages))) - set(right))
        forms = stamp_forms(self.writer, [texts[n] for n in right], self.language, "right") if right else []
        for n, form in zip(right, forms, strict=True):
            stamp(self.writer, self.pages[n], form, seen_size(self.pages[n])[0] - 54.0 - WIDTH, RUNNING_FOOT)
        forms = stamp_forms(self.writer, [texts[n] for n in middle], self.language, "center") if middle else []
        for n, form in zip(middle, forms, strict=True):
            x, y = self._free.get(n, ((seen_size(self.pages[n])[0] - WIDTH) / 2, FREE_FOOT))
            stamp(self.writer, self.pages[n], form, x, y)

    def finish(self, marks: Sequence[Mark], *, archival: bool = False, first_number: int = 1) -> bytes:
        """The file. `archival`: marked as PDF/A-2b; `first_number`: what viewers call its first page."""
        from pypdf.generic import (
            ArrayObject,
            BooleanObject,
            ByteStringObject,
            DictionaryObject,
            NameObject,
            NumberObject,
            TextStringObject,
        )

        writer, root = self.writer, self.writer.root_object
        self._tags.write()
        self._add_marks(marks)
        root[NameObject("/Lang")] = TextStringObject(self.language)
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
        root[NameObject("/PageMode")] = NameObject("/UseOutlines")
        start = DictionaryObject({NameObject("/S"): NameObject("/D"), NameObject("/St"): NumberObject(first_number)})
        root[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): ArrayObject([NumberObject(0), start])})
        writer.metadata = None
        writer.metadata = {"/Title": self.title}
        if archival:
            self._archive()
        self._seed.update(repr([m.title for m in marks]).encode() + str(len(self.pages)).encode())
        name = ByteStringObject(self._seed.digest()[:16])
        writer._ID = ArrayObject([name, name])
        writer.pdf_header = "%PDF-1.7"
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    def _add_marks(self, marks: Sequence[Mark], parent: Any = None) -> None:
        for mark in marks:
            made = self.writer.add_outline_item(title=mark.title, page_number=mark.page, parent=parent, is_open=False)
            self._add_marks(mark.below, made)

    def _archive(self) -> None:
        """What PDF/A-2b asks of the file's head (ISO 19005-2, 6.2.3 and 6.6): an output intent and metadata that says so."""
        import typst
        from pypdf import PdfReader
        from pypdf.generic import DecodedStreamObject, NameObject

        sheet = bytes(typst.compile(b"#set document(title: [x])\nx", format="pdf", pdf_standards="a-2b", timestamp=0))
        intents: Any = PdfReader(io.BytesIO(sheet)).root_object["/OutputIntents"]
        self.writer.root_object[NameObject("/OutputIntents")] = intents.clone(self.writer)
        packet = DecodedStreamObject()
        packet.set_data(_XMP.format(title=escape(self.title), language=escape(self.language)).encode("utf-8"))
        packet[NameObject("/Type")] = NameObject("/Metadata")
        packet[NameObject("/Subtype")] = NameObject("/XML")
        self.writer.root_object[NameObject("/Metadata")] = self.writer._add_object(packet)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _name(text: str) -> Any:
    from pypdf.generic import NameObject

    return NameObject(text)
