"""Tags for what is drawn into the frames, so that a screen reader meets each exhibit page in its place.

The set pages bring a structure tree of their own (index, covers). A framed page becomes one element after the cover
it follows: /P, whose text is read as it stands, or /Figure with a name (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf


class FrameTags:
    """Collects an element for each framed page of `pdf`; `write` puts them into its structure tree."""

    def __init__(self, pdf: Pdf) -> None:
        import pikepdf

        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._made: list[tuple[int, Any]] = []
        self._tree: Any = pdf.Root["/StructTreeRoot"]
        kids = self._tree["/K"]
        self._top: Any = kids[0] if isinstance(kids, pikepdf.Array) else kids

    def add(self, page: int, role: str, name: str, words: str = "") -> str:
        """An element for page `page` (from 0); the operands that begin its content: '/P <</MCID 0>>'.

        `name` stands for a picture. `words`: the text of a page that is drawn as a picture.
        """
        from pikepdf import Dictionary, Name, String

        element = Dictionary(Type=Name.StructElem, S=Name(role), P=self._top, Pg=self._pages[page], K=0)
        if role == "/Figure":
            element["/Alt"] = String(name)
        if words:
            element["/ActualText"] = String(words)
        self._made.append((page, self._pdf.make_indirect(element)))
        return f"{role} <</MCID 0>>"

    def write(self) -> None:
        """Put every element after what stands on the pages before it."""
        import pikepdf

        at = {page.objgen: n for n, page in enumerate(self._pages)}
        kids = self._top["/K"]
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        own = [(self._page_of(kid, at), kid) for kid in kids]
        ordered = sorted([*own, *self._made], key=lambda pair: pair[0])
        self._top["/K"] = pikepdf.Array([kid for _, kid in ordered])
        numbers = list(self._tree["/ParentTree"]["/Nums"])
        key = int(self._tree.get("/ParentTreeNextKey", len(numbers)))
        for page, element in self._made:
            # a set page that holds only a frame has no tagged content of its own: the number 0 is free
            self._pages[page]["/StructParents"] = key
            numbers += [key, self._pdf.make_indirect(pikepdf.Array([element]))]
            key += 1
        self._tree["/ParentTree"]["/Nums"] = pikepdf.Array(numbers)
        self._tree["/ParentTreeNextKey"] = key

    def _page_of(self, element: Any, at: dict[tuple[int, int], int]) -> int:
        """The first page on which the element stands."""
        import pikepdf

        if "/Pg" in element:
            return at.get(element["/Pg"].objgen, 0)
        kids = element.get("/K", ())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                return self._page_of(kid, at)
        return 0
