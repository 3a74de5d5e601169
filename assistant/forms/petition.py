"""Our own general petition page: a PDF with real form fields, filled, and still fillable.

The fixed part and what each field shows are set by typst, so that every script shows and wraps; pypdf makes
the fields and puts the two together. `/V` keeps the text, whatever the box shows.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.documents.content import Caption

_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
_LEFT, _TOP, _LAST = 64.0, 54.0, 70.0  # side margin, top margin, room kept free at the foot; points
_LABEL, _LINE, _GAP, _TIGHT = 168.0, 19.0, 5.0, 2.0
_SIGNED, _SIGNED_TIGHT = (
    78.0,
    68.0,
)  # from the last request to the end of the line to sign, beside the words between; points
_PAD, _TALLEST = 4.0, 120.0  # room around a value in its box; the highest a box is made; points
_FULL, _SMALLEST = 10.0, 8.0  # type sizes of values, as in templates/petition/values.typ
_LONG_WORD = 32  # a longer one is given places where it may be broken
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
    shown: str = ""  # the value as it can be set


@dataclass
class _Layout:
    """Places things from the top down, opening a new page when one is full."""

    width: float
    height: float
    pages: list[dict[str, list[dict[str, Any]]]] = field(default_factory=lambda: [{"texts": [], "boxes": []}])
    fields: list[_Field] = field(default_factory=list)
    y: float = _TOP
    heights: dict[_Text, float] = field(default_factory=dict)
    tight: bool = False  # closer rows, where that saves a page

    @property
    def inner(self) -> float:
        return self.width - 2 * _LEFT

    def room(self, height: float) -> None:
        if self.y + height > self.height - _LAST:
            self.pages.append({"texts": [], "boxes": []})
            self.y = _TOP

    def put(
        self,
        text: _Text,
        *,
        x: float = _LEFT,
        align: str = "left",
        heading: bool = False,
        down: float = 0,
        drop: float = 0,
    ) -> None:
        """Place one text at the present height; `down` moves the height on, in points."""
        style = "heading" if heading else "bold" if text.bold else "regular"
        self.pages[-1]["texts"].append(
            {"t": text.t, "x": x, "y": self.y + drop, "w": text.w, "size": text.size, "style": style, "align": align}
        )
        self.y += down

    def box(
        self,
        name: str,
        label: str,
        x: float,
        w: float,
        h: float,
        value: str = "",
        *,
        shown: str = "",
        tick: bool | None = None,
    ) -> None:
        """A field here. A name that is taken gets a number: fields of one name would share one value."""
        taken = {f.name for f in self.fields}
        own, count = name or "field", 2
        while own in taken:
            own, count = f"{name or 'field'}_{count}", count + 1
        self.pages[-1]["boxes"].append({"x": x, "y": self.y, "w": w, "h": h})
        self.fields.append(_Field(own, label, len(self.pages) - 1, x, self.y, w, h, value, tick, shown))


@dataclass(frozen=True)
class Filled:
    """The PDF, and the labels of boxes too small for their value: those refer to the attached paper."""

    data: bytes
    continued: tuple[str, ...] = ()


def petition_pdf(content: PetitionContent) -> bytes:
    """The filled page or pages. The same content gives the same bytes."""
    return fill_petition(content).data


def fill_petition(content: PetitionContent) -> Filled:
    """The filled page or pages, and what did not fit. Each field's `/V` holds its whole value all the same."""
    from assistant.documents.pdf import FAMILIES, compile_showing_all

    lang, _, region = content.language.partition("-")
    common = {"lang": lang, "region": region, "fonts": list(FAMILIES)}
    layout, continued = _lay_out(content, common)
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
    texts = [f for f in layout.fields if f.tick is None and f.shown]
    boxes = [{"t": f.shown, "w": f.w, "h": f.h} for f in texts]
    values = {**common, "continued": CONTINUED, "fields": boxes}
    shown = compile_showing_all("petition/values.typ", values)[0] if texts else b""
    return Filled(_with_fields(base, shown, layout, texts, content.title), continued)


@dataclass(frozen=True)
class _Text:
    """A text to be set: its words, width and type size in points; `value`: as in a field's box."""

    t: str
    w: float
    size: float
    bold: bool = False
    value: bool = False


def _heights(texts: Iterable[_Text], common: dict[str, Any]) -> dict[_Text, float]:
    """The height of each text in points, as typst will set it."""
    from dataclasses import asdict

    from assistant.documents.pdf import query_typst

    asked = list(dict.fromkeys(texts))
    answer = query_typst("petition/measure.typ", "heights", {**common, "texts": [asdict(t) for t in asked]})
    return dict(zip(asked, answer, strict=True))


def _display(text: str) -> str:
    """The text as it can be set: without what has no shape, long words breakable.

    A character that no font of ours has stands by its name, put in before anything is measured.
    """
    from assistant.documents.pdf import covered

    kept = "".join(map(_plain, text.replace("\r\n", "\n").replace("\r", "\n")))
    if any(ord(c) >= 0x180 for c in kept):
        kept = "".join(
            c
            if c in covered() or unicodedata.category(c)[0] in "CZ"
            else f"[U+{ord(c):04X} {unicodedata.name(c, 'unnamed character')}]"
            for c in kept
        )
    # breaks are offered in Latin and other spaced scripts; Chinese and Japanese may be broken anywhere
    return re.sub(
        rf"[!-\u2e7f]{{{_LONG_WORD},}}", lambda m: "\N{ZERO WIDTH SPACE}".join(re.findall(".{1,20}", m.group())), kept
    )


def _plain(c: str) -> str:
    kind = unicodedata.category(c)
    if c != "\n" and kind in ("Cc", "Zl", "Zp"):
        return " "
    return "\N{REPLACEMENT CHARACTER}" if kind in ("Cs", "Co", "Cn") or c == "\ufeff" else c


def _lay_out(content: PetitionContent, common: dict[str, Any]) -> tuple[_Layout, tuple[str, ...]]:
    """Everything at its place, and the labels of boxes whose value does not fit even at 8 points.

    Rows stand closer where that saves a page. The place to sign is never alone on its page: at least two requests stand
    above it, so that nobody can ask what was signed.
    """
    wide = _laid(content, common, tight=False)
    if len(wide[0].pages) == 1:
        return wide
    close = _laid(content, common, tight=True)
    return close if len(close[0].pages) < len(wide[0].pages) else wide


def _laid(content: PetitionContent, common: dict[str, Any], *, tight: bool) -> tuple[_Layout, tuple[str, ...]]:
    out = _Layout(*_SIZES[content.paper], tight=tight)
    wide = out.inner - _LABEL
    rows = [(label, value, _display(value)) for label, value in content.fields]
    relief = [
        ("Temporary order before the hearing", "", bool(content.temporary)),
        *content.relief,
    ]
    tooltips = [f"{label} [{cite}]" if cite else label for label, cite, _ in relief]
    requests = [_Text(_display(words), out.inner - 18, 9.5) for words in tooltips]
    attached = _Text(_display(content.attached), out.inner, 10)
    caption = _CaptionTexts(content.caption, out.inner)

    def label_text(label: str) -> _Text:
        return _Text(_display(label), _LABEL - 8, 10)

    def value_text(shown: str, size: float) -> _Text:
        return _Text(shown, wide - _PAD, size, value=True)

    out.heights = _heights(
        [
            *(label_text(label) for label, _, _ in rows),
            *(value_text(shown, size) for _, _, shown in rows for size in (_FULL, _SMALLEST)),
            *requests,
            attached,
            *caption.texts,
        ],
        common,
    )
    caption.put(out)
    continued = []
    for label, value, shown in rows:
        text = label_text(label)
        # half a point more than measured: what just fits must not be shrunk for a rounding
        high = min(out.heights[value_text(shown, _FULL)] + _PAD + 0.5, _TALLEST)
        h = max(_LINE, high, out.heights[text] + 6)
        if out.heights[value_text(shown, _SMALLEST)] > h - _PAD:
            continued.append(label)
        out.room(h)
        out.put(text, drop=4)
        out.box(slug(label), label, _LEFT + _LABEL, wide, h, value, shown=shown)
        out.y += h + (_TIGHT if tight else _GAP)
    out.room(60)
    out.y += 4
    out.put(_Text("I ask the court to order:", out.inner, 10, bold=True), down=18)
    highs = [max(14.0, out.heights[text] + 5) if tight else max(13.0, out.heights[text] + 2) + 4 for text in requests]
    end = out.heights[attached] + (_SIGNED_TIGHT if tight else _SIGNED)
    for n, (text, words, (label, _, asked)) in enumerate(zip(requests, tooltips, relief, strict=True)):
        h = highs[n]
        out.room(sum(highs[n:]) + end if n == len(requests) - 2 else h)
        out.box(f"ask_{n:02d}_{slug(label)[:40]}", words, _LEFT, 10, 10, tick=asked)
        out.put(text, x=_LEFT + 18)
        out.y += h
    out.room(end)
    out.y += 6
    out.put(attached, down=out.heights[attached] + (12 if tight else 22))
    for label in ("Date", "Signature"):
        out.put(_Text(label, _LABEL - 8, 10), drop=4)
        out.box(slug(label), f"{label} (by hand)", _LEFT + _LABEL, wide, 22)
        out.y += 28
    return out, tuple(continued)


class _CaptionTexts:
    """The head of the page: court, the parties on the left, the case number on the right, then the title."""

    def __init__(self, c: Caption, inner: float) -> None:
        self.court = [_Text(_display(line), inner, 11 if n else 13, bold=not n) for n, line in enumerate(c.court_lines)]
        one, other = (label.rstrip(" ,.;:") for label in (c.petitioner_label, c.respondent_label))
        party = (f"{one}: {c.petitioner_name}", c.versus, f"{other}: {c.respondent_name}")
        self.parties = [_Text(_display(words), inner * 0.5, 10) for words in party if words]
        self.number = _Text(_display(c.case_number_label), inner * 0.2, 10)
        self.filled = c.case_number
        self.title = _Text(_display(c.paper_title), inner, 13, bold=True)

    @property
    def texts(self) -> list[_Text]:
        return [*self.court, *self.parties, self.number, self.title]

    def put(self, out: _Layout) -> None:
        """Set the head of the page."""
        for text in self.court:
            out.put(text, align="center", down=out.heights[text] + 7)
        out.y += 8
        top = out.y
        out.put(self.number, x=_LEFT + out.inner * 0.52, drop=4)
        # mostly empty: the court fills the number in
        out.box(
            "case_number",
            "Case number (the court fills this in)",
            _LEFT + out.inner * 0.72,
            out.inner * 0.28,
            _LINE,
            self.filled,
            shown=_display(self.filled),
        )
        for text in self.parties:
            out.put(text, down=out.heights[text] + 9)
        out.y = max(out.y, top + max(_LINE, out.heights[self.number] + 4)) + 10
        out.put(self.title, align="center", heading=True, down=out.heights[self.title] + 14)


def slug(label: str) -> str:
    """'Why this court' -> 'why_this_court'"""
    return re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")


def _with_fields(base: bytes, shown: bytes, layout: _Layout, texts: list[_Field], title: str) -> bytes:
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
    writer.metadata = None
    writer.metadata = {"/Title": title}  # without the dates that the page was set with
    if "/Metadata" in writer.root_object:
        del writer.root_object["/Metadata"]  # fields are not in the tag tree, so the file must not claim PDF/UA
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _string(text: str) -> Any:
    from codecs import BOM_UTF16_BE

    from pypdf.generic import TextStringObject

    made = TextStringObject(text)
    if not text.isascii():
        # in the one-byte coding some beginnings would be taken for the mark of another coding
        made.autodetect_pdfdocencoding, made.autodetect_utf16, made.utf16_bom = False, True, BOM_UTF16_BE
    return made


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
