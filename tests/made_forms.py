"""Small PDF forms made by the tests themselves: a page with the boxes asked for, and what trips fillers up."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Rect = tuple[float, float, float, float]


@dataclass
class Made:
    """A form in the making."""

    pdf: pikepdf.Pdf

    def text(
        self, name: str, rect: Rect, *, page: int = 0, flags: int = 0, font: str = "/Helv 0 Tf 0 g", **more: Any
    ) -> Any:
        """A text box."""
        field = self._widget(rect, page, **{"T": String(name), "FT": Name.Tx, "Ff": flags, "DA": String(font)} | more)
        self.pdf.Root.AcroForm.Fields.append(field)
        return field

    def repeated(self, name: str, rects: list[tuple[int, Rect]], kind: Any = Name.Tx, **more: Any) -> Any:
        """One field on several pages."""
        field = self.pdf.make_indirect(Dictionary(T=String(name), FT=kind, DA=String("/Helv 0 Tf 0 g"), **more))
        field.Kids = Array([self._widget(rect, page, Parent=field) for page, rect in rects])
        self.pdf.Root.AcroForm.Fields.append(field)
        return field

    def tick(
        self, name: str, rect: Rect, on: str = "Yes", *, page: int = 0, look: str | None = None, **more: Any
    ) -> Any:
        """A check box whose on-state is `on`; `look` are drawing commands, by default type in a font nobody has."""
        field = self._widget(rect, page, T=String(name), FT=Name.Btn, AS=Name.Off, **more)
        field.AP = self.looks(on, look)
        self.pdf.Root.AcroForm.Fields.append(field)
        return field

    def group(self, name: str, kids: list[tuple[Rect, str]], *, radio: bool, page: int = 0) -> Any:
        """Several boxes of one field, each with its on-state."""
        field = self.pdf.make_indirect(Dictionary(T=String(name), FT=Name.Btn, Ff=(1 << 15 | 1 << 14) if radio else 0))
        made = []
        for rect, on in kids:
            kid = self._widget(rect, page, Parent=field, AS=Name.Off)
            kid.AP = self.looks(on, None)
            made.append(kid)
        field.Kids = Array(made)
        self.pdf.Root.AcroForm.Fields.append(field)
        return field

    def looks(self, on: str, look: str | None) -> Any:
        stream = self.pdf.make_stream((look or "q BT /Nowhere 12 Tf 0 g 1 1 Td (4) Tj ET Q").encode())
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 12, 12])
        return Dictionary(N=Dictionary({f"/{on}": stream}))

    def _widget(self, rect: Rect, page: int, **more: Any) -> Any:
        more.setdefault("F", 4)
        widget = self.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(list(rect)), **more)
        )
        where = self.pdf.pages[page].obj
        if "/Annots" not in where:
            where.Annots = Array([])
        where.Annots.append(widget)
        return widget

    def bytes(self, **options: Any) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.pdf.save(out, **options)
        return out.getvalue()


def form(pages: int = 1, words: str = "Request for a test order") -> Made:
    """A form of US letter pages with a printed line, and no boxes yet."""
    pdf = pikepdf.new()
    for n in range(pages):
        pdf.add_blank_page(page_size=(612, 792))
        page = pdf.pages[n].obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 760 Td ({words}, page {n + 1}) Tj ET".encode())
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), DA=String("/Helv 0 Tf 0 g"), DR=Dictionary(Font=Dictionary()))
    return Made(pdf)


MULTILINE = 1 << 12
COMB = 1 << 24
