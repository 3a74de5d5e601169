"""The boxes of a blank as objects of its PDF: every field by its full name, with its widgets in the file's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# flags of a field (ISO 32000-2, tables 226-233) and of an annotation (table 167), by their value
MULTILINE, PASSWORD, PUSH, RADIO, COMBO, EDIT = 1 << 12, 1 << 13, 1 << 16, 1 << 15, 1 << 17, 1 << 18
_HIDDEN, _PRINT, _NO_VIEW = 1 << 1, 1 << 2, 1 << 5


@dataclass(eq=False)
class Box:
    """One widget: its own dictionary, its field's (the same one where the field has a single widget), its page from 1."""

    widget: Any
    field: Any
    page: int

    @property
    def rect(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top, in points."""
        x1, y1, x2, y2 = (float(v) for v in self.widget["/Rect"])
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points as its text runs: swapped where the widget is turned a quarter."""
        x1, y1, x2, y2 = self.rect
        return (y2 - y1, x2 - x1) if self.turned % 180 else (x2 - x1, y2 - y1)

    @property
    def turned(self) -> int:
        """Degrees the widget's content is turned anticlockwise: 0, 90, 180 or 270."""
        return int(self.widget.get("/MK", {}).get("/R", 0)) % 360

    @property
    def flags(self) -> int:
        """The field's flags."""
        return int(inherited(self.widget, "/Ff", 0))

    @property
    def kind(self) -> str:
        """The field's type: '/Tx', '/Btn', '/Ch', '/Sig', or '' where none is given."""
        return str(inherited(self.widget, "/FT", ""))

    @property
    def printed(self) -> bool:
        """Does it show on paper?"""
        return prints(self.widget)

    @property
    def states(self) -> tuple[str, ...]:
        """The on-states its appearance has, without the slash; a push button has none."""
        if self.kind != "/Btn" or self.flags & PUSH:
            return ()
        return tuple(key[1:] for key in _dictionary(self.widget.get("/AP", {}).get("/N")) if key != "/Off")


def prints(annotation: Any) -> bool:
    """Does this annotation show on paper? (hidden and no-view ones do not; the print flag must be set)"""
    flags = int(annotation.get("/F", 0))
    return bool(flags & _PRINT) and not flags & (_HIDDEN | _NO_VIEW)


def inherited(node: Any, key: str, otherwise: Any = None) -> Any:
    """A field's attribute, its own or that of the nearest node above that has it."""
    for _ in range(1000):  # a tree that bites its own tail ends here
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return otherwise


def _dictionary(thing: Any) -> Iterator[str]:
    import pikepdf

    return iter(thing.keys()) if isinstance(thing, pikepdf.Dictionary) else iter(())


def boxes_of(pdf: Any) -> dict[str, list[Box]]:
    """Full name -> widgets. Direct annotations are made indirect; fields the form forgot to list are added to it."""
    import pikepdf

    pages: dict[tuple[int, int], int] = {}
    widgets: list[Any] = []
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots", ())
        for n, annotation in enumerate(annotations):
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            if not annotation.is_indirect:
                annotations[n] = annotation = pdf.make_indirect(annotation)
            pages[annotation.objgen] = number
            if annotation.get("/Subtype") == "/Widget":
                widgets.append(annotation)
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return {}
    found: dict[str, list[Box]] = {}
    seen: set[tuple[int, int]] = set()
    _walk(list(form.get("/Fields", ())), pages, found, seen)
    lost = [_top(w) for w in widgets if w.objgen not in seen]
    if lost:
        tops = {top.objgen: top for top in lost}
        _walk(list(tops.values()), pages, found, seen)
        form["/Fields"] = pikepdf.Array([*form.get("/Fields", ()), *tops.values()])
    return found


def _top(node: Any) -> Any:
    for _ in range(1000):
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return node


def _walk(tops: list[Any], pages: dict[tuple[int, int], int], found: dict[str, list[Box]], seen: set[Any]) -> None:
    """Depth first, in the file's order; trees of any depth."""
    todo: list[tuple[Any, str | None, Any]] = [(top, None, None) for top in reversed(tops)]
    while todo:
        node, above, field = todo.pop()
        # null, or a node met before: a loop
        if not hasattr(node, "keys") or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        name = above
        if "/T" in node:
            part = str(node["/T"])
            name = part if above is None else f"{above}.{part}"
            field = node
        kids = node.get("/Kids")
        if kids is not None and len(kids):
            todo.extend((kid, name, field) for kid in reversed(list(kids)))
        elif node.objgen in pages and node.get("/Subtype") == "/Widget":
            found.setdefault(name or "", []).append(Box(node, field if field is not None else node, pages[node.objgen]))
