"""Tags for what is drawn into the frames, so that a screen reader meets each exhibit page in its place.

The set pages bring a structure tree of their own (index, covers). A framed page becomes one element after the cover
it follows: /P, whose text is read as it stands, or /Figure with a name (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfWriter


class FrameTags:
    """Collects an element for each framed page of `writer`; `write` puts them into its structure tree."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._pages = list(writer.pages)
        self._made: list[tuple[int, Any]] = []
        root: Any = writer.root_object["/StructTreeRoot"]
        self._tree: Any = root.get_object()
        kids: Any = self._tree["/K"].get_object()
        self._top: Any = (kids[0] if isinstance(kids, list) else kids).get_object()

    def add(self, page: int, role: str, name: str, words: str = "") -> str:
        """An element for page `page` (from 0); the operands that begin its content: '/P <</MCID 0>>'.

        `name` stands for a picture. `words`: the text of a page that is drawn as a picture.
        """
        from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

        element = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject(role),
                NameObject("/P"): self._top.indirect_reference,
                NameObject("/Pg"): self._pages[page].indirect_reference,
                NameObject("/K"): NumberObject(0),
            }
        )
        if role == "/Figure":
            element[NameObject("/Alt")] = TextStringObject(name)
        if words:
            element[NameObject("/ActualText")] = TextStringObject(words)
        self._made.append((page, self._writer._add_object(element)))
        return f"{role} <</MCID 0>>"

    def write(self) -> None:
        """Put every element after what stands on the pages before it."""
        from pypdf.generic import ArrayObject, NameObject, NumberObject

        at = {page.indirect_reference.idnum: n for n, page in enumerate(self._pages) if page.indirect_reference}
        kids: Any = self._top["/K"]
        kids = kids.get_object()
        own = [(self._page_of(kid.get_object(), at), kid) for kid in (kids if isinstance(kids, list) else [kids])]
        ordered = sorted([*own, *self._made], key=lambda pair: pair[0])
        self._top[NameObject("/K")] = ArrayObject([kid for _, kid in ordered])
        table: Any = self._tree["/ParentTree"].get_object()
        numbers: Any = table["/Nums"].get_object()
        key = int(self._tree.get("/ParentTreeNextKey", len(numbers)))
        for page, element in self._made:
            # a set page that holds only a frame has no tagged content of its own: the number 0 is free
            self._pages[page][NameObject("/StructParents")] = NumberObject(key)
            numbers.extend([NumberObject(key), ArrayObject([element])])
            key += 1
        self._tree[NameObject("/ParentTreeNextKey")] = NumberObject(key)

    def _page_of(self, element: Any, at: dict[int, int]) -> int:
        """The first page on which the element stands."""
        if "/Pg" in element:
            return at.get(element.raw_get("/Pg").idnum, 0)
        kids: Any = element.get("/K")
        kids = kids.get_object() if kids is not None else []
        for kid in kids if isinstance(kids, list) else [kids]:
            inner = kid.get_object()
            if isinstance(inner, dict):
                return self._page_of(inner, at)
        return 0
