"""Which layers (optional content, ISO 32000-1, 8.11) of a PDF a viewer shows when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

_DEEPEST = 20


class Shown:
    """Answers for `pdf`: is what belongs to this layer, or to this group of layers, seen?"""

    def __init__(self, pdf: Pdf) -> None:
        import pikepdf

        properties = pdf.Root.get("/OCProperties", pikepdf.Dictionary())
        settings = properties.get("/D", pikepdf.Dictionary())
        groups = {g.objgen for g in properties.get("/OCGs", ())}
        self._off = {g.objgen for g in settings.get("/OFF", ())}
        if settings.get("/BaseState") == "/OFF":
            self._off |= groups - {g.objgen for g in settings.get("/ON", ())}

    def __call__(self, layer: Any) -> bool:
        """`layer`: an /OCG, an /OCMD or nothing. What cannot be understood is not shown: it may hold anything."""
        import pikepdf

        if layer is None:
            return True
        if not isinstance(layer, pikepdf.Dictionary):
            return False
        if layer.get("/Type") != "/OCMD":
            return layer.objgen not in self._off
        if isinstance(layer.get("/VE"), pikepdf.Array):
            return self._true(layer["/VE"], 0)
        found = layer.get("/OCGs")
        groups = list(found) if isinstance(found, pikepdf.Array) else [found] if found is not None else []
        seen = [self(g) for g in groups if isinstance(g, pikepdf.Dictionary)]
        rule = str(layer.get("/P", "/AnyOn"))
        if not seen:
            return True
        return {"/AllOn": all(seen), "/AnyOff": not all(seen), "/AllOff": not any(seen)}.get(rule, any(seen))

    def _true(self, said: Any, deep: int) -> bool:
        """An expression of layers: [/And ...], [/Or ...], [/Not x], or a layer."""
        import pikepdf

        if not isinstance(said, pikepdf.Array):
            return self(said)
        if deep > _DEEPEST or not len(said):
            return False
        inner = [self._true(one, deep + 1) for one in list(said)[1:]]
        if said[0] == "/Not":
            return not any(inner)
        return any(inner) if said[0] == "/Or" else all(inner)
