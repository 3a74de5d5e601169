"""The structure tree of a joined file, built anew from the trees of its parts (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

_TEXTS = ("/Alt", "/ActualText", "/E", "/Lang", "/T")


@dataclass
class _Node:
    """An element before it is an object of the file, and what is below it."""

    element: Any
    kids: list[Any]


class Tags:
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
