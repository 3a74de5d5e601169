"""The structure tree of a joined file, built anew from the trees of its parts (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.documents.stamping import contents_of

if TYPE_CHECKING:
    from pikepdf import Pdf

_TEXTS = ("/Alt", "/ActualText", "/E", "/Lang", "/T")

Number = tuple[int, int]  # of an object in its file


@dataclass
class _Node:
    """An element before it is an object of the file, and what is below it."""

    element: Any
    kids: list[Any]


class Tags:
    """The structure tree of the joined file."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._parts: list[Any] = []  # one element for each file
        self._by_page: dict[Number, tuple[Any, dict[int, Any]]] = {}  # new page's number -> its marked contents
        self._roles: dict[str, str] = {}
        self._ids: list[tuple[str, Any]] = []
        self._count = 0

    def graft(self, source: Pdf, pages: Mapping[Number, Any], title: str) -> None:
        """Build anew what the tree of `source` says of `pages` (number of the old page -> new page)."""
        import pikepdf

        self._count += 1
        part = _element("/Part")
        part["/T"] = pikepdf.String(title)
        tree = source.Root.get("/StructTreeRoot")
        if tree is not None:
            self._roles |= {name: str(role) for name, role in tree.get("/RoleMap", pikepdf.Dictionary()).items()}
            kids = [made for kid in _kids(tree) for made in self._kid(kid, pages, None)]
            # the file's own /Document is what our /Part is
            if len(kids) == 1 and kids[0].element["/S"] == "/Document":
                kids = kids[0].kids
        else:
            kids = [self._whole(page) for page in pages.values()]
        self._parts.append(self._hold(part, kids))

    def _kid(self, old: Any, pages: Mapping[Number, Any], page: Any) -> Iterator[_Node]:
        """The element anew with what of it stands on the pages taken; nothing when none does."""
        import pikepdf

        if not isinstance(old, pikepdf.Dictionary) or "/S" not in old:
            return
        if "/Pg" in old:
            page = pages.get(old["/Pg"].objgen)
        new = _element(str(old["/S"]))
        kids: list[Any] = []
        for kid in _kids(old):
            if isinstance(kid, int):
                if page is not None:
                    kids.append(self._content(new, page, kid, page))
            elif kid.get("/Type") == "/MCR":
                own = pages.get(kid["/Pg"].objgen) if "/Pg" in kid else page
                if own is not None and "/Stm" not in kid:
                    kids.append(self._content(new, own, int(kid["/MCID"]), page))
            elif kid.get("/Type") != "/OBJR":
                kids += self._kid(kid, pages, page)
        if not kids:
            return
        if page is not None:
            new["/Pg"] = page
        for key in _TEXTS:
            if key in old:
                new[key] = pikepdf.String(str(old[key]))
        if "/A" in old:
            new["/A"] = self._attributes(old["/A"])
        if "/ID" in old:
            name = f"{self._count}-{_as_text(old['/ID'])}"
            new["/ID"] = _bytes(name)
            self._ids.append((name, new))
        yield _Node(new, kids)

    def _content(self, element: Any, page: Any, mcid: int, usual: Any) -> Any:
        import pikepdf

        self._by_page.setdefault(page.objgen, (page, {}))[1][mcid] = element
        if usual is not None and page.objgen == usual.objgen:
            return mcid
        return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, MCID=mcid)

    def _attributes(self, old: Any) -> Any:
        """A copy in which the names of header cells are those of this file."""
        import pikepdf

        if isinstance(old, pikepdf.Array):
            return pikepdf.Array([self._attributes(one) for one in old])
        if not isinstance(old, pikepdf.Dictionary):
            return old
        made = pikepdf.Dictionary()
        for key, value in old.items():
            if key == "/Headers":
                made[key] = pikepdf.Array([_bytes(f"{self._count}-{_as_text(v)}") for v in value])
            else:
                made[key] = self._attributes(value)
        return made

    def _whole(self, page: Any) -> _Node:
        """A page of a file without tags, as one paragraph."""
        import pikepdf

        begin, end = self._pdf.make_stream(b"/P <</MCID 0>> BDC\n"), self._pdf.make_stream(b"\nEMC\n")
        page["/Contents"] = pikepdf.Array([begin, *contents_of(page), end])
        element = _element("/P", page)
        self._by_page[page.objgen] = (page, {0: element})
        return _Node(element, [0])

    def free(self, page: Any) -> int:
        """The first number for marked content that the page does not use."""
        _, contents = self._by_page.get(page.objgen, (page, {}))
        return max(contents, default=-1) + 1

    def shown(self, page: Any, texts: Sequence[str]) -> None:
        """A paragraph for each annotation drawn on the page, after all else of its file."""
        import pikepdf

        first, part = self.free(page), self._parts[-1]
        contents = self._by_page.setdefault(page.objgen, (page, {}))[1]
        for n, text in enumerate(texts, first):
            element = _element("/P", page)
            element["/P"], element["/K"], element["/ActualText"] = part, n, pikepdf.String(text)
            contents[n] = held = self._pdf.make_indirect(element)
            part["/K"] = pikepdf.Array([*_kids(part), held])

    def _hold(self, element: Any, kids: list[Any]) -> Any:
        """Make the element and all below it objects of the file; kids know their parent."""
        import pikepdf

        held = self._pdf.make_indirect(element)
        made: list[Any] = []
        for kid in kids:
            if isinstance(kid, _Node):
                kid.element["/P"] = held
                made.append(self._hold(kid.element, kid.kids))
            else:
                made.append(kid)
        held["/K"] = made[0] if len(made) == 1 else pikepdf.Array(made)
        return held

    def write(self) -> None:
        """Put the tree into the file."""
        import pikepdf

        top = self._pdf.make_indirect(_element("/Document"))
        top["/K"] = pikepdf.Array(self._parts)
        for part in self._parts:
            part["/P"] = top
        numbers: list[Any] = []
        for key, (page, contents) in enumerate(self._by_page.values()):
            page["/StructParents"] = key
            row = pikepdf.Array([contents.get(n) for n in range(max(contents) + 1)])
            numbers += [key, self._pdf.make_indirect(row)]
        tree = self._pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=top))
        tree["/ParentTree"] = self._pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
        tree["/ParentTreeNextKey"] = len(self._by_page)
        if self._roles:
            tree["/RoleMap"] = pikepdf.Dictionary({k: pikepdf.Name(v) for k, v in sorted(self._roles.items())})
        if self._ids:
            names: list[Any] = []
            for name, element in sorted(self._ids, key=lambda pair: pair[0].encode()):
                names += [_bytes(name), element]
            tree["/IDTree"] = pikepdf.Dictionary(Names=pikepdf.Array(names))
        top["/P"] = tree
        self._pdf.Root["/StructTreeRoot"] = tree


def _element(role: str, page: Any = None) -> Any:
    import pikepdf

    made = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(role))
    if page is not None:
        made["/Pg"] = page
    return made


def _kids(element: Any) -> list[Any]:
    import pikepdf

    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _as_text(value: Any) -> str:
    return bytes(value).decode("latin-1")


def _bytes(text: str) -> Any:
    import pikepdf

    return pikepdf.String(text.encode("latin-1", "replace"))
