"""Finished PDFs joined into one: pages, structure tags, bookmarks, running numbers, language, PDF/A marks.

pypdf's own `append` drops the structure tree, and the merged file would be silent to a screen reader. Here the tree
of each file is built anew for the pages that are taken (ISO 32000-1, 14.7), under one element for each file.
What annotations show becomes part of the page; links, scripts, attachments and form fields stay behind.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

_LEFT_BEHIND = ("/Annots", "/AA", "/Thumb", "/PieceInfo", "/Metadata", "/B", "/Tabs", "/StructParents")
_TEXTS = ("/Alt", "/ActualText", "/E", "/Lang", "/T")


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
        self._tags = _Tags(self.writer)
        self._free: dict[int, tuple[float, float]] = {}  # where a number may stand on a page that had none
        self._seed = hashlib.sha256()

    def add(self, reader: PdfReader, title: str, pages: Sequence[int] | None = None, *, renumber: bool = True) -> None:
        """Take `pages` (from 0; all when None) of a PDF. With `renumber`, a running number it has is taken off."""
        from assistant.documents.stamping import unstamp
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
        from assistant.documents.stamping import WIDTH, seen_size, stamp, stamp_forms
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


def free_places(reader: PdfReader, pages: Sequence[tuple[int, int]]) -> dict[int, tuple[float, float]]:
    """Where a running number covers no print: for (page of the file, page of the joined file), both from 0, its corner.

    A court's form prints its own number at the foot: then the stamp goes beside it, or just above or below.
    """
    import pypdfium2

    from assistant.documents.stamping import HEIGHT, WIDTH

    if not pages:
        return {}
    reader.stream.seek(0)
    document = pypdfium2.PdfDocument(reader.stream.read())
    found = {}
    try:
        for n, joined in pages:
            page = document[n]
            if page.get_rotation():
                continue
            left, bottom, right, _ = page.get_cropbox()
            middle = (right - left - WIDTH) / 2
            places = [(x, y) for y in (FREE_FOOT, 28.0, 9.0, 40.0) for x in (middle, right - left - WIDTH - 36.0, 36.0)]
            text = page.get_textpage()

            def printed(x: float, y: float, left: float = left, bottom: float = bottom, text: Any = text) -> bool:
                # the number's line is short and stands in the middle of its box
                a, b = left + x + 35.0, left + x + WIDTH - 35.0
                return bool(text.get_text_bounded(a, bottom + y, b, bottom + y + HEIGHT).strip())

            found[joined] = next((p for p in places if not printed(*p)), places[0])
    finally:
        document.close()
    return found


FREE_FOOT = 17.0  # where a running number stands on a page that had none, points from the lower edge

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass
class _Node:
    """An element before it is an object of the file, and what is below it."""

    element: Any
    kids: list[Any]


class _Tags:
    """The structure tree of the joined file."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._parts: list[Any] = []  # one element for each file
        self._by_page: dict[int, tuple[PageObject, dict[int, Any]]] = {}  # new page's number -> its marked contents
        self._roles: dict[str, Any] = {}
        self._ids: list[tuple[str, Any]] = []
        self._count = 0

    def graft(self, reader: PdfReader, pages: dict[int, PageObject], title: str) -> None:
        """Build anew what the tree of `reader` says of `pages` (old object number -> new page)."""
        from pypdf.generic import DictionaryObject, NameObject, TextStringObject

        self._count += 1
        part = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject("/Part")})
        part[NameObject("/T")] = TextStringObject(title)
        tree: Any = reader.root_object.get("/StructTreeRoot")
        if tree is not None:
            tree = tree.get_object()
            roles: Any = tree.get("/RoleMap")
            self._roles |= {k: v for k, v in (roles.get_object() if roles is not None else {}).items()}
            kids = [made for kid in _kids(tree) for made in self._kid(kid.get_object(), pages, None)]
            # the file's own /Document is what our /Part is
            if len(kids) == 1 and kids[0].element.get("/S") == "/Document":
                kids = kids[0].kids
        else:
            kids = [self._whole(page) for page in pages.values()]
        self._parts.append(self._hold(part, kids))

    def _kid(self, old: Any, pages: dict[int, PageObject], page: PageObject | None) -> Iterator[_Node]:
        """The element anew with what of it stands on the pages taken; nothing when none does."""
        from pypdf.generic import DictionaryObject, NameObject, TextStringObject

        if not isinstance(old, DictionaryObject) or old.get("/S") is None:
            return
        if "/Pg" in old:
            page = pages.get(old.raw_get("/Pg").idnum)
        new = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): old["/S"]})
        kids: list[Any] = []
        for raw in _kids(old):
            kid = raw.get_object()
            if isinstance(kid, int):
                if page is not None:
                    kids.append(self._content(new, page, int(kid), page))
            elif kid.get("/Type") == "/MCR":
                own = pages.get(kid.raw_get("/Pg").idnum) if "/Pg" in kid else page
                if own is not None and "/Stm" not in kid:
                    kids.append(self._content(new, own, int(kid["/MCID"]), page))
            elif kid.get("/Type") != "/OBJR":
                kids += self._kid(kid, pages, page)
        if not kids:
            return
        if page is not None:
            new[NameObject("/Pg")] = page.indirect_reference
        for key in _TEXTS:
            if key in old:
                new[NameObject(key)] = TextStringObject(str(old[key]))
        if "/A" in old:
            new[NameObject("/A")] = self._attributes(old["/A"].get_object())
        if "/ID" in old:
            name = f"{self._count}-{_as_text(old['/ID'])}"
            new[NameObject("/ID")] = _bytes(name)
            self._ids.append((name, new))
        yield _Node(new, kids)

    def _content(self, element: Any, page: PageObject, mcid: int, usual: PageObject | None) -> Any:
        from pypdf.generic import DictionaryObject, NameObject, NumberObject

        assert page.indirect_reference is not None
        self._by_page.setdefault(page.indirect_reference.idnum, (page, {}))[1][mcid] = element
        if page is usual:
            return NumberObject(mcid)
        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/MCR"),
                NameObject("/Pg"): page.indirect_reference,
                NameObject("/MCID"): NumberObject(mcid),
            }
        )

    def _attributes(self, old: Any) -> Any:
        """A copy in which the names of header cells are those of this file."""
        from pypdf.generic import ArrayObject, DictionaryObject, NameObject

        if isinstance(old, list):
            return ArrayObject([self._attributes(one.get_object()) for one in old])
        if not isinstance(old, dict):
            return old.clone(self._writer)
        made = DictionaryObject()
        for key, value in old.items():
            if key == "/Headers":
                names = [f"{self._count}-{_as_text(v)}" for v in value.get_object()]
                made[NameObject(key)] = ArrayObject([_bytes(name) for name in names])
            else:
                made[NameObject(key)] = value.get_object().clone(self._writer)
        return made

    def _whole(self, page: PageObject) -> _Node:
        """A page of a file without tags, as one paragraph."""
        from pypdf.generic import (
            ArrayObject,
            DecodedStreamObject,
            DictionaryObject,
            NameObject,
            NumberObject,
            StreamObject,
        )

        begin, end = DecodedStreamObject(), DecodedStreamObject()
        begin.set_data(b"/P <</MCID 0>> BDC\n")
        end.set_data(b"\nEMC\n")
        found: Any = page.get("/Contents")
        inner: list[Any] = []
        if found is not None:
            whole = found.get_object()
            inner = [page.raw_get("/Contents")] if isinstance(whole, StreamObject) else list(whole)
        page[NameObject("/Contents")] = ArrayObject(
            [self._writer._add_object(begin), *inner, self._writer._add_object(end)]
        )
        element = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject("/P")})
        element[NameObject("/Pg")] = page.indirect_reference
        assert page.indirect_reference is not None
        self._by_page[page.indirect_reference.idnum] = (page, {0: element})
        return _Node(element, [NumberObject(0)])

    def free(self, page: PageObject) -> int:
        """The first number for marked content that the page does not use."""
        assert page.indirect_reference is not None
        _, contents = self._by_page.get(page.indirect_reference.idnum, (page, {}))
        return max(contents, default=-1) + 1

    def shown(self, page: PageObject, texts: Sequence[str]) -> None:
        """A paragraph for each annotation drawn on the page, after all else of its file."""
        from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

        assert page.indirect_reference is not None
        first = self.free(page)
        contents = self._by_page.setdefault(page.indirect_reference.idnum, (page, {}))[1]
        part = self._parts[-1]
        held = part.get_object()["/K"].get_object()
        kids = held if isinstance(held, list) else None
        for n, text in enumerate(texts, first):
            element = DictionaryObject(
                {NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject("/P")}
            )
            element[NameObject("/Pg")] = page.indirect_reference
            element[NameObject("/P")] = part
            element[NameObject("/K")] = NumberObject(n)
            element[NameObject("/ActualText")] = TextStringObject(text)
            contents[n] = element
            ref = self._writer._add_object(element)
            if kids is None:
                from pypdf.generic import ArrayObject

                kids = ArrayObject([part.get_object().raw_get("/K")])
                part.get_object()[NameObject("/K")] = kids
            kids.append(ref)

    def _hold(self, element: Any, kids: list[Any]) -> Any:
        """Make the element and all below it objects of the file; kids know their parent."""
        from pypdf.generic import ArrayObject, NameObject

        ref = self._writer._add_object(element)
        made: list[Any] = []
        for kid in kids:
            if isinstance(kid, _Node):
                kid.element[NameObject("/P")] = ref
                made.append(self._hold(kid.element, kid.kids))
            else:
                made.append(kid)
        element[NameObject("/K")] = made[0] if len(made) == 1 else ArrayObject(made)
        return ref

    def write(self) -> None:
        """Put the tree into the file."""
        from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, NumberObject

        top = DictionaryObject(
            {NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject("/Document")}
        )
        top[NameObject("/K")] = ArrayObject(self._parts)
        top_ref = self._writer._add_object(top)
        for part in self._parts:
            part.get_object()[NameObject("/P")] = top_ref
        numbers = ArrayObject()
        for key, (page, contents) in enumerate(self._by_page.values()):
            page[NameObject("/StructParents")] = NumberObject(key)
            row = [contents[n].indirect_reference if n in contents else NullObject() for n in range(max(contents) + 1)]
            numbers.extend([NumberObject(key), self._writer._add_object(ArrayObject(row))])
        tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot"), NameObject("/K"): top_ref})
        tree[NameObject("/ParentTree")] = self._writer._add_object(DictionaryObject({NameObject("/Nums"): numbers}))
        tree[NameObject("/ParentTreeNextKey")] = NumberObject(len(self._by_page))
        if self._roles:
            tree[NameObject("/RoleMap")] = DictionaryObject(
                {NameObject(k): NameObject(str(v)) for k, v in sorted(self._roles.items())}
            )
        if self._ids:
            names = ArrayObject()
            for name, element in sorted(self._ids, key=lambda pair: pair[0].encode()):
                names.extend([_bytes(name), element.indirect_reference])
            tree[NameObject("/IDTree")] = DictionaryObject({NameObject("/Names"): names})
        ref = self._writer._add_object(tree)
        top[NameObject("/P")] = ref
        self._writer.root_object[NameObject("/StructTreeRoot")] = ref


def _kids(element: Any) -> list[Any]:
    found = element.get("/K")
    if found is None:
        return []
    found = found.get_object()
    return list(found) if isinstance(found, list) else [element.raw_get("/K")]


def _as_text(value: Any) -> str:
    value = value.get_object()
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes(text: str) -> Any:
    from pypdf.generic import ByteStringObject

    return ByteStringObject(text.encode("latin-1", "replace"))


def _name(text: str) -> Any:
    from pypdf.generic import NameObject

    return NameObject(text)
