"""What boxes show: appearance streams (ISO 32000-2, 12.5.5) from pages that typst set, and ticks drawn as paths."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from assistant.forms.boxes import MULTILINE, Box, inherited
from assistant.forms.entries import TextWork, TickWork
from assistant.forms.fitting import value_data
from assistant.forms.laying import Laid, Layout


def paint_texts(pdf: Any, layout: Layout, common: dict[str, Any]) -> None:
    """Draw each laid text as its box's appearance, and keep each value. MissingGlyphs when a font turns out to lack.

    TypesettingFailed when typst crashes.
    """
    import pikepdf

    from assistant.documents.pdf import compile_typst

    values = [value_data(laid.shown, laid.space, laid.fit, laid.as_block) for laid in layout.laid]
    unique = {repr(value): value for value in values}
    place = {key: n for n, key in enumerate(unique)}
    order = [place[repr(value)] for value in values]
    drawn = list(unique.values())
    if drawn:
        made = pikepdf.open(io.BytesIO(compile_typst("form/values.typ", {**common, "values": drawn})))
        contents = [_content(page) for page in made.pages]
        # copied together, so that fonts are copied once
        all_resources = made.make_indirect(pikepdf.Array([page.obj["/Resources"] for page in made.pages]))
        resources = list(pdf.copy_foreign(all_resources))
        for laid, n in zip(layout.laid, order, strict=True):
            _show(pdf, laid, contents[n], resources[n])
    wrapped = {laid.box.widget.objgen for laid in layout.laid if laid.as_block and laid.space.may_wrap}
    for work, kept in layout.kept:
        _keep(work, kept, any(box.widget.objgen in wrapped for box in work.boxes))


def _content(page: Any) -> bytes:
    """The page's drawing. Its tags belong to the document it was set in, not to a box: their numbers are taken out."""
    return re.sub(rb"<</MCID \d+", b"<<", page.obj["/Contents"].read_bytes())


def _show(pdf: Any, laid: Laid, content: bytes, resources: Any) -> None:
    widget = laid.box.widget
    if laid.fit.grown:
        x1, y1, x2, y2 = laid.box.rect
        widget["/Rect"] = _numbers(x1, y1, x2, y2 + laid.fit.grown)
    w, h = laid.box.size
    drawn = b"%s/Tx BMC q %s\nQ EMC" % (_ground(widget, w, h), content)
    stream = _form(pdf, drawn, w, h, laid.box.turned)
    stream["/Resources"] = resources
    _put_normal(pdf, widget, stream)


def blank_look(pdf: Any, box: Box) -> None:
    """What an empty text box shows: its ground and edge."""
    w, h = box.size
    _put_normal(pdf, box.widget, _form(pdf, _ground(box.widget, w, h) + b"/Tx BMC EMC", w, h, box.turned))


def _put_normal(pdf: Any, widget: Any, stream: Any) -> None:
    import pikepdf

    widget["/AP"] = pikepdf.Dictionary(N=pdf.make_indirect(stream))
    if "/AS" in widget:
        del widget["/AS"]


def _form(pdf: Any, content: bytes, w: float, h: float, turned: int) -> Any:
    """A form object `w` by `h` points in the text's own direction."""
    import pikepdf

    stream = pdf.make_stream(content)
    stream["/Type"], stream["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    stream["/BBox"] = _numbers(0, 0, w, h)
    stream["/Resources"] = pikepdf.Dictionary()
    matrix = {90: (0, 1, -1, 0, h, 0), 180: (-1, 0, 0, -1, w, h), 270: (0, -1, 1, 0, 0, w)}.get(turned)
    if matrix:
        stream["/Matrix"] = _numbers(*matrix)
    return stream


def _numbers(*values: float) -> Any:
    import pikepdf

    return pikepdf.Array([round(float(v), 3) for v in values])


def _color(values: Any, fill: bool) -> bytes:
    """'0.5 g' and the like for the 1, 3 or 4 numbers of /MK /BG or /BC; b'' for none."""
    numbers = [float(v) for v in values] if values is not None else []
    operator = {1: b"g", 3: b"rg", 4: b"k"}.get(len(numbers))
    if operator is None:
        return b""
    return b" ".join(b"%.3f" % v for v in numbers) + b" " + (operator if fill else operator.upper())


def _ground(widget: Any, w: float, h: float) -> bytes:
    """The ground and the edge that the blank gives the box (/MK, /BS)."""
    look = widget.get("/MK", {})
    made = b""
    if fill := _color(look.get("/BG"), True):
        made += b"q %s 0 0 %.2f %.2f re f Q\n" % (fill, w, h)
    wide = float(widget.get("/BS", {}).get("/W", 1))
    if wide > 0 and (line := _color(look.get("/BC"), False)):
        inset = wide / 2
        made += b"q %s %.2f w %.2f %.2f %.2f %.2f re S Q\n" % (line, wide, inset, inset, w - wide, h - wide)
    return made


def _keep(work: TextWork, kept: str, wrapped: bool) -> None:
    """The value in the file: read by programs, and by viewers when somebody types in the box."""
    import pikepdf

    # a pair half of which is missing is no character, and no file can hold it
    kept = re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", kept)
    if not work.field.multiline and not wrapped:
        kept = kept.replace("\n", " ")
    for field in _fields(work.boxes):
        field["/V"] = pikepdf.String(kept)
        for stale in ("/RV", "/I"):
            if stale in field:
                del field[stale]
        if work.field.kind == "list" and (chosen := [o for o, _ in work.field.options].index(kept)) >= 0:
            field["/I"] = pikepdf.Array([chosen])
        if wrapped:
            field["/Ff"] = int(inherited(field, "/Ff", 0)) | MULTILINE


def _fields(boxes: Sequence[Box]) -> list[Any]:
    """The fields of these boxes, each once, and the widgets that hold a value of their own."""
    import pikepdf

    found = {box.field.objgen: box.field for box in boxes}
    for box in boxes:
        if "/V" in box.widget and box.widget.objgen not in found:
            del box.widget["/V"]
    return [field for field in found.values() if isinstance(field, pikepdf.Dictionary)]


# -- ticks


def paint_ticks(pdf: Any, ticks: Sequence[TickWork]) -> None:
    """Set each box on by its own on-state and its fellows off, and see that the mark shows in every viewer."""
    import pikepdf

    made: dict[bytes, Any] = {}
    for work in ticks:
        own = work.on
        for other in work.others:
            if own in other.states:
                _rename_twin(other, own)
            other.widget["/AS"] = pikepdf.Name.Off
            if "/V" in other.widget:
                del other.widget["/V"]
        _see_to_mark(pdf, work.box, own, made)
        state = pikepdf.Name("/" + own)
        work.box.widget["/AS"] = state
        for field in _fields((work.box, *work.others)):
            field["/V"] = state


def _rename_twin(box: Box, state: str) -> None:
    """Another box with the same on-state would show ticked as well in viewers that go by the value."""
    looks = _own_looks(box)
    looks[f"/{state} (2)"] = looks[f"/{state}"]
    del looks[f"/{state}"]
    if "/D" in box.widget["/AP"]:
        del box.widget["/AP"]["/D"]  # how it looks while it is pressed, by the same names


def _own_looks(box: Box) -> Any:
    """The box's on-states and their streams, in a table that no other box shares."""
    import pikepdf

    looks = box.widget.get("/AP")
    own = dict(looks.items()) if isinstance(looks, pikepdf.Dictionary) else {}
    states = own.get("/N")
    own["/N"] = pikepdf.Dictionary(dict(states.items()) if isinstance(states, pikepdf.Dictionary) else {})
    box.widget["/AP"] = pikepdf.Dictionary(own)
    return box.widget["/AP"]["/N"]


def _see_to_mark(pdf: Any, box: Box, state: str, made: dict[bytes, Any]) -> None:
    """Where the blank's mark is missing or needs a font that may not be there, ours takes its place.

    `made` keeps the marks drawn so far: boxes of one size share theirs.
    """
    import pikepdf

    looks = _own_looks(box)
    drawn = looks.get(f"/{state}")
    if isinstance(drawn, pikepdf.Stream) and _shows(drawn):
        return
    w, h = box.size
    off = looks.get("/Off")
    under = off.read_bytes() if isinstance(off, pikepdf.Stream) else b""
    own = not under or b"Tf" in under  # what the unticked box shows stays under the mark
    content = b"q %s\nQ q %s Q" % (_ground(box.widget, w, h) if own else under, mark(_style(box), w, h))
    key = content if own and not box.turned else None
    if key is None or key not in made:
        stream = pdf.make_indirect(_form(pdf, content, w, h, box.turned))
        if not own and "/Resources" in off:
            stream["/Resources"] = off["/Resources"]
        made[key or b"last"] = stream
    looks[f"/{state}"] = made[key or b"last"]


_PAINTS = re.compile(rb"(?<![^\s\])>])(?:[fFBbSs]\*?|sh|Do)(?=\s|$|/|\[|q|Q)")


def _shows(stream: Any) -> bool:
    """Is it a mark drawn with paths alone? Type needs a font that may not be there: Zapf Dingbats is seldom embedded.

    A ground and an edge, which are rectangles, are no mark.
    """
    content = stream.read_bytes()
    if b"Tf" in content or not _PAINTS.search(content):
        return False
    return bool(re.search(rb"\b[lcvy]\b", content)) or content.count(b" re") != content.count(b" re W")


def _style(box: Box) -> str:
    """The mark's style letter in Zapf Dingbats: 4 a check, 8 a cross, l a disc, n a square, u a diamond, H a star."""
    look = box.widget.get("/MK", {})
    found = str(look.get("/CA", "")).strip()
    return found if found in ("4", "8", "l", "n", "u", "H") else "8" if found in ("5", "6", "7") else "4"


def mark(style: str, w: float, h: float) -> bytes:
    """Drawing commands of a mark in a box `w` by `h` points: black, within the box, never thinner than 0.8 points."""
    side = min(w, h)
    x, y, s = (w - side) / 2, (h - side) / 2, side
    line = max(0.8, s * 0.12)

    def at(*points: float) -> tuple[float, ...]:
        return tuple((x if n % 2 == 0 else y) + p * s for n, p in enumerate(points))

    if style == "8":
        return b"0 G 1 J %.2f w %.2f %.2f m %.2f %.2f l %.2f %.2f m %.2f %.2f l S" % (
            line,
            *at(0.22, 0.22, 0.78, 0.78, 0.22, 0.78, 0.78, 0.22),
        )
    if style == "l":
        return _disc(w / 2, h / 2, s * 0.28)
    if style == "n":
        return b"0 g %.2f %.2f %.2f %.2f re f" % (*at(0.24, 0.24), s * 0.52, s * 0.52)
    if style in ("u", "H"):
        return b"0 g %.2f %.2f m %.2f %.2f l %.2f %.2f l %.2f %.2f l h f" % at(0.5, 0.2, 0.8, 0.5, 0.5, 0.8, 0.2, 0.5)
    return b"0 G 1 J 1 j %.2f w %.2f %.2f m %.2f %.2f l %.2f %.2f l S" % (line, *at(0.22, 0.5, 0.42, 0.26, 0.8, 0.78))


def _disc(x: float, y: float, r: float) -> bytes:
    k = r * 0.5523
    curves = [(-k, r, -r, k, -r, 0.0), (-r, -k, -k, -r, 0.0, -r), (k, -r, r, -k, r, 0.0), (r, k, k, r, 0.0, r)]
    made = [b"0 g %.2f %.2f m" % (x, y + r)]
    for c in curves:
        made.append(b"%.2f %.2f %.2f %.2f %.2f %.2f c" % tuple((x, y)[n % 2] + v for n, v in enumerate(c)))
    return b" ".join([*made, b"f"])
