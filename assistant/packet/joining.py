"""Finished PDFs joined into one: pages, structure tags, bookmarks, running numbers, language, PDF/A marks.

A merge as PDF libraries offer it drops the structure tree, and the joined file would be silent to a screen reader.
Here the tree of each file is built anew for the pages that are taken (ISO 32000-1, 14.7), under one element for each
file. What annotations show becomes part of the page; links, scripts, attachments and form fields stay behind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from assistant.packet.tags import Tags

if TYPE_CHECKING:
    from pikepdf import Pdf

_LEFT_BEHIND = ("/AA", "/Thumb", "/PieceInfo", "/Metadata", "/B", "/Tabs", "/StructParents")
_OF_THE_FILE = ("/Type", "/Pages")  # what of a file's catalog is kept when the joined file grows out of it


@dataclass(frozen=True)
class Mark:
    """A bookmark: its words, its page counted from 0 in the whole file, the bookmarks below it."""

    title: str
    page: int
    below: tuple[Mark, ...] = ()


class Joiner:
    """Add files, then `finish`. The same files give the same bytes.

    `largest`: one of the files that will be added. The joined file grows out of it, for pages that are taken from
    another file are in memory twice until all is written, and exhibits can be hundreds of megabytes.
    """

    def __init__(self, title: str, language: str, largest: bytes | None = None) -> None:
        import pikepdf

        from assistant.documents.layers import Layers
        from assistant.documents.reading import opened
        from assistant.documents.stamping import Stamps

        self.title, self.language = title, language
        self.pages: list[Any] = []
        self._largest = largest
        self.pdf: Pdf = opened(largest) if largest is not None else pikepdf.new()
        self._own = [page.obj for page in self.pdf.pages]
        del self.pdf.pages[:]
        self._tags, self._stamps, self._layers = Tags(self.pdf), Stamps(self.pdf), Layers(self.pdf)
        self._free: dict[int, tuple[float, float]] = {}  # where a number may stand on a page that had none
        self._size = 0  # bytes of all that was added
        self._made_of: list[bytes] = [title.encode()]
        self._right: set[int] = set()  # pages whose own running number was taken off

    def add(self, data: bytes, title: str, pages: Sequence[int] | None = None, *, renumber: bool = True) -> None:
        """Take `pages` (from 0; all when None) of a PDF. With `renumber`, a running number it has is taken off.

        pikepdf.PdfError when `data` is no PDF.
        """
        from assistant.documents.reading import opened
        from assistant.documents.stamping import free_places, unstamp
        from assistant.packet.flattening import flatten

        self._size += len(data)
        self._made_of += [hashlib.sha256(data).digest(), title.encode(), repr(pages).encode()]
        if data is self._largest:
            source, old, self._largest = self.pdf, self._own, None
        else:
            source = opened(data)
            old = [page.obj for page in source.pages]
        new: dict[tuple[int, int], Any] = {}
        bare: list[tuple[int, int]] = []
        taken = range(len(old)) if pages is None else pages
        for n in taken:
            made = self._take(old[n])
            if renumber and unstamp(made):
                self._right.add(len(self.pages))
            elif renumber:
                bare.append((n, len(self.pages)))
            self.pages.append(made)
            new[old[n].objgen] = made
        self._free |= free_places(data, bare)
        self._layers.add(source)
        self._tags.graft(source, new, title)
        for n in taken:
            made = new[old[n].objgen]
            if "/Annots" in made:
                self._tags.shown(made, flatten(self.pdf, made, self._tags.free(made)))

    def _take(self, page: Any) -> Any:
        """The page as the last one of the joined file, without what does not belong on paper."""
        import pikepdf

        self.pdf.pages.append(pikepdf.Page(page))
        made = self.pdf.pages[-1].obj
        for key in _LEFT_BEHIND:
            if key in made:
                del made[key]
        return made

    def number(self, texts: Sequence[str]) -> None:
        """Stamp each page with its running number: in the place of one taken off, or free at the lower edge."""
        from assistant.documents.stamping import FREE_FOOT, WIDTH, seen_size
        from assistant.evidence.exhibits import RUNNING_FOOT

        self._made_of += [text.encode() for text in texts]
        right = sorted(self._right)
        forms = self._stamps.forms([texts[n] for n in right], self.language, "right")
        for n, form in zip(right, forms, strict=True):
            page = self.pages[n]
            self._stamps.put(page, form, seen_size(page)[0] - 54.0 - WIDTH, RUNNING_FOOT)
        middle = [n for n in range(len(self.pages)) if n not in self._right]
        forms = self._stamps.forms([texts[n] for n in middle], self.language, "center")
        for n, form in zip(middle, forms, strict=True):
            page = self.pages[n]
            x, y = self._free.get(n, ((seen_size(page)[0] - WIDTH) / 2, FREE_FOOT))
            self._stamps.put(page, form, x, y)

    def finish(self, marks: Sequence[Mark], *, archival: bool = False, first_number: int = 1) -> bytes:
        """The file. `archival`: marked as PDF/A-2b; `first_number`: what viewers call its first page."""
        from pikepdf import Array, Dictionary, Name, String

        from assistant.documents.reading import saved

        root = self.pdf.Root
        for key in list(root.keys()):
            if key not in _OF_THE_FILE:
                del root[key]
        self._tags.write()
        self._layers.write()
        with self.pdf.open_outline() as outline:
            outline.root.extend(_item(mark) for mark in marks)
        root["/Lang"] = String(self.language)
        root["/MarkInfo"] = Dictionary(Marked=True)
        root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
        root["/PageMode"] = Name.UseOutlines
        root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=first_number)]))
        self.pdf.trailer["/Info"] = self.pdf.make_indirect(Dictionary(Title=String(self.title)))
        if archival:
            self._archive()
        return saved(self.pdf, self._made_of, self._size + 2_000 * len(self.pages))

    def _archive(self) -> None:
        """What PDF/A-2b asks of the file's head (ISO 19005-2, 6.2.3 and 6.6): an output intent and metadata that says so."""
        import typst
        from pikepdf import Array, Name

        from assistant.documents.reading import opened

        sheet = opened(
            bytes(typst.compile(b"#set document(title: [x])\nx", format="pdf", pdf_standards="a-2b", timestamp=0))
        )
        intents = [
            self.pdf.copy_foreign(intent if intent.is_indirect else sheet.make_indirect(intent))
            for intent in sheet.Root["/OutputIntents"]
        ]
        self.pdf.Root["/OutputIntents"] = Array(intents)
        words = _XMP.format(title=escape(self.title), language=escape(self.language))
        packet = self.pdf.make_stream(words.encode("utf-8"))
        packet["/Type"], packet["/Subtype"] = Name.Metadata, Name.XML
        self.pdf.Root["/Metadata"] = packet


def _item(mark: Mark) -> Any:
    from pikepdf import OutlineItem

    made = OutlineItem(mark.title, mark.page, "Fit")
    made.children.extend(_item(below) for below in mark.below)
    made.is_closed = True
    return made


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
