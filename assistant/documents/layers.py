"""Layers (optional content, ISO 32000-1, 8.11) of files that are put together.

A layer that its own program did not show stays unshown: it may hold anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf


class Layers:
    """The layers of all files whose pages come into `pdf`."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._all: list[Any] = []
        self._off: list[Any] = []

    def add(self, source: Pdf) -> None:
        """Note the layers of a file whose pages were taken, or of `pdf` itself."""
        import pikepdf

        properties = source.Root.get("/OCProperties")
        if not isinstance(properties, pikepdf.Dictionary):
            return
        shown = properties.get("/D", pikepdf.Dictionary())
        groups = {group.objgen: group for group in properties.get("/OCGs", ()) if group.is_indirect}
        off = {group.objgen for group in shown.get("/OFF", ())}
        if shown.get("/BaseState") == "/OFF":
            off |= groups.keys() - {group.objgen for group in shown.get("/ON", ())}
        for number, group in groups.items():
            here = group if source is self._pdf else self._pdf.copy_foreign(group)
            self._all.append(here)
            if number in off:
                self._off.append(here)

    def write(self) -> None:
        """Write the table of layers into the file."""
        from pikepdf import Array, Dictionary, String

        if self._all:
            shown = Dictionary(OFF=Array(self._off), Order=Array(), Name=String("Layers"))
            self._pdf.Root["/OCProperties"] = Dictionary(OCGs=Array(self._all), D=shown)
