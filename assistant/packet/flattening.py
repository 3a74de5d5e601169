"""What annotations and form fields show becomes part of the page (ISO 32000-1, 12.5.5): a filed paper has neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.evidence.pages import _appearance, _corners, _inherited, _notes

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter


def flatten(source: PageObject, page: PageObject, writer: PdfWriter, first: int) -> list[str]:
    """Draw on `page`, a copy of `source` in `writer`, what each annotation of `source` shows.

    Each becomes marked content, counted from `first`. The texts that are read out for them: 'Age: 34'.
    """
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject

    looks = [(note, look) for note in _notes(source) if (look := _appearance(note)) is not None]
    if not looks:
        return []
    resources: Any = page.get("/Resources")
    own = DictionaryObject(resources.get_object() if resources is not None else {})
    drawn: Any = own.get("/XObject")
    objects = DictionaryObject(drawn.get_object() if drawn is not None else {})
    commands = ["Q"]
    for n, (note, look) in enumerate(looks):
        form = look.get_object()
        x0, y0, x1, y1 = _corners(note["/Rect"])
        box = _corners(form.get("/BBox", note["/Rect"]))
        a, b, c, d, e, f = (float(v) for v in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
        ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        sx, sy = (x1 - x0) / wide if wide else 1.0, (y1 - y0) / high if high else 1.0
        copied: Any = form.clone(writer)
        copied[NameObject("/Type")] = NameObject("/XObject")
        copied[NameObject("/Subtype")] = NameObject("/Form")
        name = f"/Shown{n}"
        objects[NameObject(name)] = copied.indirect_reference or writer._add_object(copied)
        place = f"{sx:.6f} 0 0 {sy:.6f} {x0 - sx * min(xs):.4f} {y0 - sy * min(ys):.4f} cm"
        commands.append(f"/P <</MCID {first + n}>> BDC q {place} {name} Do Q EMC")
    own[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = own
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    after.set_data(("\n".join(commands) + "\n").encode())
    found: Any = page.get("/Contents")
    inner: list[Any] = []
    if found is not None:
        whole = found.get_object()
        inner = [page.raw_get("/Contents")] if isinstance(whole, StreamObject) else list(whole)
    page[NameObject("/Contents")] = ArrayObject([writer._add_object(before), *inner, writer._add_object(after)])
    return [_said(note) for note, _ in looks]


def _said(note: Any) -> str:
    """What a field is called and what it holds; what a note says."""
    if note.get("/Subtype") != "/Widget":
        return str(note.get("/Contents", "A mark on the page"))
    label, kind, value = (
        _inherited(note, "/TU") or _inherited(note, "/T"),
        _inherited(note, "/FT"),
        _inherited(note, "/V"),
    )
    if kind == "/Btn":
        return f"{label}: {'checked' if note.get('/AS') not in (None, '/Off') else 'not checked'}"
    return f"{label}: {value or 'blank'}"
