"""Our own general petition page: a PDF with real form fields, filled, and still fillable.

The fixed part and what each field shows are set by typst, so that every script shows and wraps; pypdf makes
the fields and puts the two together. `/V` keeps the text, whatever the box shows.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.documents.content import Caption

_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
_LEFT, _TOP, _LAST = 64.0, 54.0, 70.0  # side margin, top margin, room kept free at the foot; points
_LABEL, _LINE, _GAP = 168.0, 19.0, 5.0
_TALL = {"Relationship": 34.0, "Why this court": 34.0, "Address for court papers": 34.0}
CONTINUED = "See the attached paper."


@dataclass(frozen=True)
class PetitionContent:
    """What stands on the page. `fields` are (label, value); `relief` (label, citation, asked)."""

    caption: Caption
    title: str
    fields: tuple[tuple[str, str], ...]
    relief: tuple[tuple[str, str, bool], ...]
    temporary: bool | None
    attached: str
    language: str
    paper: Literal["letter", "a4"]
    draft: bool


@dataclass(frozen=True)
class _Field:
    """A form field at its place: points from the upper left corner of its page."""

    name: str
    label: str
    page: int
    x: float
    y: float
    w: float
    h: float
    value: str = ""
    tick: bool | None = None  # None: a text field


@dataclass
class _Layout:
    """Places things from the top down, opening a new page when one is full."""

    width: float
    height: float
    pages: list[dict[str, list[dict[str, Any]]]] = field(default_factory=lambda: [{"texts": [], "boxes": []}])
    fields: list[_Field] = field(default_factory=list)
    y: float = _TOP

    @property
    def inner(self) -> float:
        return self.width - 2 * _LEFT

    def room(self, height: float) -> None:
        if self.y + height > self.height - _LAST:
            self.pages.append({"texts": [], "boxes": []})
            self.y = _TOP

    def text(
        self,
        text: str,
        *,
        x: float = _LEFT,
        w: float | None = None,
        size: float = 10,
        style: str = "regular",
        align: str = "left",
        down: float = 0,
        drop: float = 0,
    ) -> None:
        self.pages[-1]["texts"].append(
            {
                "t": text,
                "x": x,
                "y": self.y + drop,
                "w": w or self.width - x - _LEFT,
                "size": size,
                "style": style,
                "align": align,
            }
        )
        self.y += down

    def box(
        self, name: str, label: str, x: float, w: float, h: float, value: str = "", tick: bool | None = None
    ) -> None:
        self.pages[-1]["boxes"].append({"x": x, "y": self.y, "w": w, "h": h})
        self.fields.append(_Field(name, label, len(self.pages) - 1, x, self.y, w, h, value, tick))


def petition_pdf(content: PetitionContent) -> bytes:
    """The filled page or pages. The same content gives the same bytes."""
    from assistant.documents.pdf import FAMILIES, compile_showing_all

    layout = _lay_out(content)
    lang, _, region = content.language.partition("-")
    common = {"lang": lang, "region": region, "fonts": list(FAMILIES)}
    base, _ = compile_showing_all(
        "petition/petition.typ",
        {
            **common,
            "title": content.title,
            "draft": content.draft,
            "width": layout.width,
            "height": layout.height,
            "pages": layout.pages,
        },
    )
    texts = [f for f in layout.fields if f.tick is None and f.value]
    shown, _ = (
        compile_showing_all(
            "petition/values.typ",
            {**common, "continued": CONTINUED, "fields": [{"t": f.value, "w": f.w, "h": f.h} for f in texts]},
        )
        if texts
        else (b"", ())
    )
    return _with_fields(base, shown, layout, texts)


def _lay_out(content: PetitionContent) -> _Layout:
    width, height = _SIZES[content.paper]
    out = _Layout(width, height)
    _caption(out, content.caption)
    for label, value in content.fields:
        h = _TALL.get(label, _LINE)
        out.room(h)
        out.text(label, w=_LABEL - 8, drop=4)
        out.box(slug(label), label, _LEFT + _LABEL, out.inner - _LABEL, h, value)
        out.y += h + _GAP
    _relief(out, content)
    out.room(110)
    out.y += 6
    out.text(content.attached, down=30)
    for label in ("Date", "Signature"):
        out.text(label, w=_LABEL - 8, drop=4)
        out.box(slug(label), f"{label} (by hand)", _LEFT + _LABEL, out.inner - _LABEL, 22)
        out.y += 28
    return out


def _caption(out: _Layout, c: Caption) -> None:
    for n, line in enumerate(c.court_lines):
        out.text(line, size=13 if n == 0 else 11, style="bold" if n == 0 else "regular", align="center", down=17)
    out.y += 8
    out.text(c.case_number_label, x=_LEFT + out.inner * 0.52, w=out.inner * 0.2)
    out.box("case_number", "Case number (the court fills this in)", _LEFT + out.inner * 0.72, out.inner * 0.28, _LINE)
    out.text(f"{c.petitioner_label}: {c.petitioner_name}", w=out.inner * 0.5, down=28)
    if c.versus:
        out.text(c.versus, w=out.inner * 0.5, down=16)
    out.text(f"{c.respondent_label}: {c.respondent_name}", w=out.inner * 0.5, down=34)
    out.text(c.paper_title, size=13, style="heading", align="center", down=38 if len(c.paper_title) > 60 else 26)


def _relief(out: _Layout, content: PetitionContent) -> None:
    out.room(60)
    out.y += 4
    out.text("I ask the court to order:", style="bold", down=18)
    rows = [("Temporary order before the hearing", "", bool(content.temporary)), *content.relief]
    for n, (label, cite, asked) in enumerate(rows):
        words = f"{label} [{cite}]" if cite else label
        h = 13.0 * max(1, -(-len(words) // 92)) + 4
        out.room(h)
        out.box(f"ask_{n:02d}_{slug(label)[:40]}", words, _LEFT, 10, 10, tick=asked)
        out.text(words, x=_LEFT + 18, size=9.5)
        out.y += h


def slug(label: str) -> str:
    """'Why this court' -> 'why_this_court'"""
    return re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")


def _with_fields(base: bytes, shown: bytes, layout: _Layout, texts: list[_Field]) -> bytes:
    """Add the form fields and what each shows."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(base)))
    values = PdfReader(io.BytesIO(shown)).pages if shown else []
    faces = {f.name: values[n] for n, f in enumerate(texts)}
    references = ArrayObject()
    for f in layout.fields:
        reference = writer._add_object(_widget(writer, f, faces.get(f.name), layout.height))
        references.append(reference)
        page = writer.pages[f.page]
        page.setdefault(NameObject("/Annots"), ArrayObject()).append(reference)
        page[NameObject("/Tabs")] = NameObject("/R")  # the Tab key goes row by row
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {
            NameObject("/Fields"): references,
            NameObject("/DA"): _string("/Helv 10 Tf 0 g"),
            NameObject("/DR"): DictionaryObject(
                {
                    NameObject("/Font"): DictionaryObject(
                        {
                            NameObject("/Helv"): DictionaryObject(
                                {
                                    NameObject("/Type"): NameObject("/Font"),
                                    NameObject("/Subtype"): NameObject("/Type1"),
                                    NameObject("/BaseFont"): NameObject("/Helvetica"),
                                    NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
                                }
                            )
                        }
                    )
                }
            ),
        }
    )
    if "/Metadata" in writer.root_object:
        del writer.root_object["/Metadata"]  # fields are not in the tag tree, so the file must not claim PDF/UA
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _string(text: str) -> Any:
    from pypdf.generic import TextStringObject

    return TextStringObject(text)


def _widget(writer: Any, f: _Field, face: Any, page_height: float) -> Any:
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject

    bottom = page_height - f.y - f.h
    widget = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/F"): NumberObject(4),
            NameObject("/T"): _string(f.name),
            NameObject("/TU"): _string(f.label),
            NameObject("/Rect"): ArrayObject(
                [FloatObject(round(v, 2)) for v in (f.x, bottom, f.x + f.w, bottom + f.h)]
            ),
        }
    )
    if f.tick is not None:
        state = NameObject("/Yes" if f.tick else "/Off")
        looks = DictionaryObject(
            {
                NameObject("/Yes"): writer._add_object(
                    _form(f, f"1.4 w 2 5 m 4.2 2.4 l {f.w - 1.6:.1f} {f.h - 1.6:.1f} l S")
                ),
                NameObject("/Off"): writer._add_object(_form(f, "")),
            }
        )
        widget.update(
            {
                NameObject("/FT"): NameObject("/Btn"),
                NameObject("/V"): state,
                NameObject("/AS"): state,
                NameObject("/AP"): DictionaryObject({NameObject("/N"): looks}),
            }
        )
        return widget
    widget.update(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/DA"): _string("/Helv 10 Tf 0 g"),
            NameObject("/Ff"): NumberObject(4096 if f.h > 25 else 0),
            NameObject("/V"): _string(f.value),
        }
    )
    looks = _face(writer, f, face) if face is not None else _form(f, "")
    widget[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(looks)})
    return widget


def _form(f: _Field, commands: str) -> Any:
    """A form object of the field's size that draws `commands`."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

    stream = StreamObject()
    stream.set_data(commands.encode("ascii"))
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(v) for v in (0, 0, f.w, f.h)]),
            NameObject("/Resources"): DictionaryObject(),
        }
    )
    return stream


def _face(writer: Any, f: _Field, face: Any) -> Any:
    """The set value as a form object: the page that typst made, taken whole."""
    from pypdf.generic import NameObject

    stream = _form(f, "")
    content = face.get_contents()
    # tags belong to the page the value was set on, not to a field's appearance
    stream.set_data(content.get_data() if content is not None else b"")
    stream[NameObject("/Resources")] = face["/Resources"].get_object().clone(writer)
    return stream.flate_encode()


def read_fields(data: bytes) -> dict[str, str]:
    """Field name -> value, as stored; a ticked box is '/Yes', an unticked one '/Off'."""
    from pypdf import PdfReader

    return {name: str(f.get("/V", "")) for name, f in (PdfReader(io.BytesIO(data)).get_fields() or {}).items()}
