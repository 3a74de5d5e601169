"""A page of a stranger's PDF as one drawing: what it shows, and nothing that acts, links, hides or tells.

The page becomes a form XObject (ISO 32000-1, 8.10). Copied is what drawing needs: contents, fonts, images,
patterns, layers. Left behind are scripts, actions, links, attachments, form fields, structure, metadata; the
visible marks of fields and notes become part of the drawing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import PersonError
from assistant.evidence.barepictures import bare_jp2, bare_jpeg

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import IndirectObject, StreamObject

_CATEGORIES = frozenset(
    ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties", "/ProcSet")
)
_DROPPED = frozenset(
    (
        "/Metadata",
        "/PieceInfo",
        "/AF",
        "/StructParent",
        "/StructParents",
        "/LastModified",
        "/OPI",
        "/Alternates",
        "/Measure",
        "/PtData",
        "/AA",
        "/Ref",
        "/JS",
        "/OpenAction",
        "/EmbeddedFiles",
        "/URI",
        "/Usage",
    )
)
_DROPPED_OF_STREAMS = frozenset(("/F", "/FFilter", "/FDecodeParms", "/DL", "/Length", "/Name"))
_NOT_DRAWN = frozenset(
    (
        "/Page",
        "/Pages",
        "/Catalog",
        "/Annot",
        "/Action",
        "/Filespec",
        "/EmbeddedFile",
        "/Sig",
        "/StructElem",
        "/StructTreeRoot",
        "/Outlines",
        "/Metadata",
    )
)
_NO_MARK_EXPECTED = frozenset(
    (
        "/Link",
        "/Popup",
        "/Text",
        "/FileAttachment",
        "/TrapNet",
        "/Watermark",
        "/PrinterMark",
        "/Sound",
        "/Movie",
        "/Screen",
        "/RichMedia",
        "/3D",
    )
)
_HIDDEN, _NO_VIEW = 2, 32  # of /F


@dataclass(frozen=True)
class Drawing:
    """A form XObject whose lower left corner is at 0,0; its upright size in points."""

    ref: IndirectObject
    width: float
    height: float


def look_at(page: PageObject, where: str) -> None:
    """PersonError when the page has no usable size, or marks over it that only its own program can draw."""
    _box(page)
    page.get("/Contents")
    for note in _notes(page):
        if _appearance(note) is None and _ought_to_show(note):
            raise PersonError(
                "this PDF has typed answers or marks that cannot be copied from it.",
                where=where,
                remedy="Open it, print it to a new PDF, and attach that.",
            )


class Copier:
    """Copies pages of one PDF into a writer. What pages share is copied once."""

    def __init__(self, reader: PdfReader, writer: PdfWriter) -> None:
        self._reader, self._writer = reader, writer
        self._done: dict[tuple[int, int], Any] = {}
        self._layers: dict[tuple[int, int], IndirectObject] = {}
        self._page_resources: Any = None

    def drawing(self, page: PageObject) -> Drawing:
        """The page, upright, cut to its visible box."""
        from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject

        left, bottom, right, top = _box(page)
        unit: Any = page.get("/UserUnit", 1)
        unit = float(unit)
        found = page.get("/Resources")
        self._page_resources = None
        self._page_resources = self._resources(found.get_object() if found is not None else DictionaryObject())
        form = self._contents(page)
        group = page.get("/Group")
        if group is not None:
            form[NameObject("/Group")] = self.copy(group)
        notes = [(n, a) for n in _notes(page) if (a := _appearance(n)) is not None]
        if notes:
            form = self._with_notes(_as_form(form, (left, bottom, right, top)), notes)
        matrix = {
            0: (1, 0, 0, 1, -left, -bottom),
            90: (0, -1, 1, 0, -bottom, right),
            180: (-1, 0, 0, -1, right, top),
            270: (0, 1, -1, 0, top, -left),
        }[page.rotation % 360]
        _as_form(form, (left, bottom, right, top))
        form[NameObject("/Matrix")] = ArrayObject([FloatObject(v * unit) for v in matrix])
        width, height = right - left, top - bottom
        if page.rotation % 180:
            width, height = height, width
        return Drawing(self._writer._add_object(form), width * unit, height * unit)

    def layers(self) -> tuple[list[IndirectObject], list[IndirectObject]]:
        """Of the layers that were copied: all of them, and those a viewer does not show."""
        from pypdf.generic import IndirectObject

        try:
            properties: Any = self._reader.root_object["/OCProperties"].get_object()
            base: Any = properties["/D"].get_object()
        except KeyError:
            return list(self._layers.values()), []

        def keys(of: Any, name: str) -> set[tuple[int, int]]:
            """Object numbers of the layers listed under `name`."""
            found = of.get(name)
            return (
                {(r.idnum, r.generation) for r in found.get_object() or () if isinstance(r, IndirectObject)}
                if found is not None
                else set()
            )

        off = keys(base, "/OFF")
        if base.get("/BaseState") == "/OFF":
            off |= keys(properties, "/OCGs") - keys(base, "/ON")
        return list(self._layers.values()), [ref for key, ref in self._layers.items() if key in off]

    def copy(self, thing: Any, *, names: bool = False) -> Any:
        """A clean copy of any object. `names`: its keys are names the page made up, none of which means anything."""
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

        if isinstance(thing, IndirectObject):
            key = (thing.idnum, thing.generation)
            if key in self._done:
                return self._done[key]
            target = thing.get_object()
            if target is None or _acts(target):
                self._done[key] = NullObject()
                return self._done[key]
            if isinstance(target, DictionaryObject) and target.get("/Type") == "/OCG":
                return self._layer(key)
            new: Any
            if isinstance(target, StreamObject):
                new = StreamObject()
            elif isinstance(target, DictionaryObject):
                new = DictionaryObject()
            elif isinstance(target, ArrayObject):
                new = ArrayObject()
            else:
                self._done[key] = target
                return target
            # known before it is filled: what it holds may lead back to it
            self._done[key] = self._writer._add_object(new)
            self._fill(new, target, names)
            return self._done[key]
        if _acts(thing):
            return NullObject()
        if isinstance(thing, StreamObject | DictionaryObject | ArrayObject):
            new = (
                StreamObject()
                if isinstance(thing, StreamObject)
                else (DictionaryObject() if isinstance(thing, DictionaryObject) else ArrayObject())
            )
            self._fill(new, thing, names)
            return new
        return thing

    def _fill(self, new: Any, old: Any, names: bool) -> None:
        from pypdf.generic import NameObject, StreamObject

        if isinstance(old, list):
            new.extend(self.copy(item) for item in old)
            return
        stream = isinstance(old, StreamObject)
        for key, value in old.items():
            if not names and (key in _DROPPED or (stream and key in _DROPPED_OF_STREAMS)):
                continue
            if key == "/Resources" and not names:
                new[NameObject(key)] = self._resources(value.get_object())
            else:
                new[NameObject(key)] = self.copy(value)
        if isinstance(old, StreamObject):
            self._fill_stream(new, old)

    def _fill_stream(self, new: StreamObject, old: StreamObject) -> None:
        from pypdf.filters import decode_stream_data
        from pypdf.generic import NameObject

        new._data = old._data
        kind = old.get("/Subtype")
        if kind == "/Form" and "/Resources" not in old and self._page_resources is not None:
            # an old habit: such a form used those of the page it stood on, which is not the page it comes to
            new[NameObject("/Resources")] = self._page_resources
        if kind != "/Image":
            return
        coding = old.get("/Filter")
        coding = coding.get_object() if coding is not None else None
        last = coding[-1] if isinstance(coding, list) and coding else coding
        bare = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jp2}.get(str(last))
        if bare is not None:
            if isinstance(coding, list) and len(coding) > 1:
                new._data = decode_stream_data(old)  # undoes all but the picture's own coding
                new.pop("/DecodeParms", None)
            new._data = bare(new._data)
            new[NameObject("/Filter")] = NameObject(str(last))

    def _resources(self, old: Any) -> Any:
        from pypdf.generic import DictionaryObject, NameObject

        new = DictionaryObject()
        for key in sorted(_CATEGORIES & set(old)):
            value = old[key].get_object()
            if key == "/Properties":
                value = DictionaryObject(
                    {k: v for k, v in value.items() if v.get_object().get("/Type") in ("/OCG", "/OCMD")}
                )
            new[NameObject(key)] = self.copy(value, names=True)
        return new

    def _layer(self, key: tuple[int, int]) -> IndirectObject:
        from pypdf.generic import DictionaryObject, NameObject, TextStringObject

        if key not in self._layers:
            self._layers[key] = self._done[key] = self._writer._add_object(
                DictionaryObject(
                    {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Layer")}
                )
            )
        return self._layers[key]

    def _contents(self, page: PageObject) -> StreamObject:
        from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, StreamObject

        found = page.get("/Contents")
        found = found.get_object() if found is not None else None
        parts = [p.get_object() for p in found] if isinstance(found, ArrayObject) else [found]
        streams = [p for p in parts if isinstance(p, StreamObject)]
        form: StreamObject
        if len(streams) == 1:
            # taken as it is coded: it need not be unpacked, however large it would become
            form = StreamObject()
            form._data = streams[0]._data
            for key in ("/Filter", "/DecodeParms"):
                if key in streams[0]:
                    form[NameObject(key)] = self.copy(streams[0].raw_get(key))
        else:
            joined = DecodedStreamObject()
            joined.set_data(b"\n".join(s.get_data() for s in streams))
            form = joined.flate_encode()
        form[NameObject("/Resources")] = self._page_resources
        return form

    def _with_notes(self, form: StreamObject, notes: list[tuple[Any, Any]]) -> StreamObject:
        """The page's drawing with the marks of its notes and fields upon it (ISO 32000-1, 12.5.5, algorithm 8.1)."""
        from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

        objects = DictionaryObject({NameObject("/Page"): self._writer._add_object(form)})
        layers = DictionaryObject()
        drawn = ["/Page Do"]
        for i, (note, look) in enumerate(notes):
            x0, y0, x1, y1 = _corners(note["/Rect"])
            bx0, by0, bx1, by1 = _corners(look.get_object().get("/BBox", note["/Rect"]))
            a, b, c, d, e, f = (float(v) for v in look.get_object().get("/Matrix", (1, 0, 0, 1, 0, 0)))
            xs = [a * x + c * y + e for x in (bx0, bx1) for y in (by0, by1)]
            ys = [b * x + d * y + f for x in (bx0, bx1) for y in (by0, by1)]
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            sx, sy = (x1 - x0) / wide if wide else 1.0, (y1 - y0) / high if high else 1.0
            copied = self.copy(look)
            copied.get_object()[NameObject("/Subtype")] = NameObject("/Form")
            objects[NameObject(f"/Note{i}")] = copied
            command = f"q {sx:.6f} 0 0 {sy:.6f} {x0 - sx * min(xs):.4f} {y0 - sy * min(ys):.4f} cm /Note{i} Do Q"
            if "/OC" in note:  # a note may belong to a layer that is off
                layers[NameObject(f"/Layer{i}")] = self.copy(note.raw_get("/OC"))
                command = f"/OC /Layer{i} BDC {command} EMC"
            drawn.append(command)
        outer = DecodedStreamObject()
        outer.set_data("\n".join(drawn).encode())
        outer[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): objects, NameObject("/Properties"): layers}
        )
        return outer


def _as_form(form: StreamObject, box: tuple[float, float, float, float]) -> StreamObject:
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject([FloatObject(v) for v in box])
    return form


def _acts(thing: Any) -> bool:
    """Is it something that no drawing needs: a page, an action, an attachment?"""
    return isinstance(thing, dict) and (
        thing.get("/Type") in _NOT_DRAWN or thing.get("/S") in ("/JavaScript", "/URI", "/Launch", "/SubmitForm")
    )


def _corners(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(v) for v in box.get_object())
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        raise ValueError("a box without end")
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _box(page: PageObject) -> tuple[float, float, float, float]:
    """What a viewer shows of the page: left, bottom, right, top in the page's own units."""
    media = _corners(page.mediabox)
    crop = _corners(page.cropbox)
    cut = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    left, bottom, right, top = cut if cut[2] > cut[0] and cut[3] > cut[1] else media
    if right - left < 1 or top - bottom < 1 or page.rotation % 90:
        raise ValueError("a page without a size")
    return left, bottom, right, top


def _notes(page: PageObject) -> list[Any]:
    """The annotations a viewer shows, in order."""
    found = page.get("/Annots")
    found = found.get_object() if found is not None else None
    if not isinstance(found, list):
        return []
    notes = [n.get_object() for n in found]
    return [
        n
        for n in notes
        if isinstance(n, dict)
        and "/Rect" in n
        and n.get("/Subtype") not in ("/Popup", "/Link")
        and not int(n.get("/F", 0)) & (_HIDDEN | _NO_VIEW)
    ]


def _appearance(note: Any) -> Any:
    """The drawing that the note or field shows now: a reference or stream, or None."""
    from pypdf.generic import DictionaryObject, StreamObject

    looks = note.get("/AP")
    look = looks.get_object().raw_get("/N") if looks is not None and "/N" in looks.get_object() else None
    if look is None or isinstance(look.get_object(), StreamObject):
        return look
    states = look.get_object()
    state = note.get("/AS")
    if not isinstance(states, DictionaryObject) or state not in states:
        return None
    look = states.raw_get(state)
    return look if isinstance(look.get_object(), StreamObject) else None


def _ought_to_show(note: Any) -> bool:
    kind = note.get("/Subtype")
    if kind in _NO_MARK_EXPECTED:
        return False
    if kind != "/Widget":
        return True
    field, value = _inherited(note, "/FT"), _inherited(note, "/V")
    if field == "/Btn":
        return value not in (None, "/Off") and note.get("/AS") not in (None, "/Off")
    return field in ("/Tx", "/Ch") and bool(value)


def _inherited(field: Any, key: str) -> Any:
    for _ in range(32):
        if key in field:
            return field[key].get_object()
        if "/Parent" not in field:
            return None
        field = field["/Parent"].get_object()
    return None
