"""A court's PDF, read: every field with its boxes, and what its pages say the form is. Nothing is filled in here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import PersonError
from assistant.forms.labels import with_labels
from assistant.forms.model import Blank, Field, Kind, Rect, Widget
from assistant.forms.opening import Deadline, open_pdf, reading, too_much
from assistant.forms.pagetext import PageText, page_texts
from assistant.forms.recognise import identify
from assistant.forms.scripts import script_text, shape, summed

if TYPE_CHECKING:
    from pypdf import PdfReader

_FIELDS, _WIDGETS, _DEEP = 10_000, 20_000, 200
_READ_ONLY, _MULTILINE, _RADIO, _BUTTON, _COMBO, _COMB = 1, 1 << 12, 1 << 15, 1 << 16, 1 << 17, 1 << 24
_INHERITED = ("/FT", "/Ff", "/V", "/DA", "/Q", "/MaxLen", "/Opt")  # ISO 32000-2, tables 226, 228, 232, 234
_NOT_SHOWN = 1 << 0 | 1 << 1 | 1 << 5  # annotation flags: invisible, hidden, not viewed
_PRINTED = 1 << 2


def read_blank(data: bytes, name: str = "", *, words: bool = True) -> Blank:
    """The form in these bytes. `name` is what errors call it (a file name).

    Without `words` the printed words are not looked at: no labels, page texts, number, title or edition; quicker, for
    a file already known by its hash.

    PersonError when it is no form that can be filled in: not a PDF, cut short, locked, damaged, without fields, or
    made to eat time or memory.
    """
    reader = open_pdf(data, name)
    warnings: list[str] = []
    with reading(name):
        sizes = tuple(_size(page) for page in reader.pages)
        raw = list(_Walk(reader, Deadline(name), name).fields())
        warnings += _odd(reader)
        pages = _page_text(data, warnings) if words else ()
        has_xfa = "/XFA" in _form(reader)
    number, title, edition = identify(pages)
    if not raw:
        raise _no_fields(name, number, edition, has_xfa)
    return Blank(
        sha256=hashlib.sha256(data).hexdigest(),
        page_sizes=sizes,
        fields=with_labels(raw, pages),
        page_texts=tuple(page.text for page in pages),
        number=number,
        title=title,
        edition=edition,
        warnings=tuple(warnings),
    )


def answers_in(blank: Blank) -> int:
    """How many boxes hold something that a person may have written. What a court prints itself is locked or hidden."""
    return sum(
        bool(field.value) and not field.read_only and not all(widget.hidden for widget in field.widgets)
        for field in blank.fields
        if field.kind != "button"
    )


def _no_fields(where: str, number: str, edition: str, has_xfa: bool) -> PersonError:
    what = " ".join(part for part in (number, f"({edition})" if number and edition else "") if part)
    if has_xfa:
        return PersonError(
            f"this form{' ' + what if what else ''} shows its boxes only in Adobe Reader.",
            where=where,
            remedy="Ask the court for another fillable PDF of it, or fill it in by hand.",
        )
    return PersonError(
        f"this PDF{' of ' + what if what else ''} has no boxes to fill in: it is flat, like a print.",
        where=where,
        remedy="Download the fillable form from the court's website, or print this one and fill it in by hand.",
    )


def _page_text(data: bytes, warnings: list[str]) -> tuple[PageText, ...]:
    try:
        pages = page_texts(data)
    except ValueError:
        warnings.append("The printed words of its pages cannot be read.")
        return ()
    if not any(page.runs for page in pages):
        warnings.append("Its pages are pictures: the printed words on them cannot be read.")
    return pages


def _form(reader: PdfReader) -> Any:
    form = reader.root_object.get("/AcroForm")
    form = form.get_object() if form is not None else None
    return form if isinstance(form, dict) else {}


def _odd(reader: PdfReader) -> list[str]:
    """What is in the file besides the form and does not belong in a filled copy."""
    form, root, found = _form(reader), reader.root_object, []
    if reader.is_encrypted:
        found.append("It is locked against changes; the filled copy is not.")
    if "/XFA" in form:
        found.append("It holds a second copy of its boxes (XFA), which is left out of the filled copy.")
    if "/Perms" in root:
        found.append("It is sealed for one program (usage rights); the seal is left out of the filled copy.")
    names = root.get("/Names")
    names = names.get_object() if names is not None else {}
    if "/JavaScript" in names or "/OpenAction" in root or "/AA" in root:
        found.append("It runs scripts when opened; they are left out of the filled copy.")
    fonts = form.get("/DR")
    if fonts is None or not fonts.get_object().get("/Font"):
        found.append("It does not bring the type that its boxes ask for; the program's own is used.")
    return found


def _size(page: Any) -> tuple[float, float]:
    return round(float(page.mediabox.width), 2), round(float(page.mediabox.height), 2)


@dataclass(frozen=True)
class _Node:
    """A node of the field tree on the way down: its full name, and what its kids inherit."""

    value: Any
    name: str | None  # None above the first named part; a part may be empty
    inherited: dict[str, Any]
    depth: int


class _Walk:
    """Goes through the field tree without recursion: names are up to 36 levels deep in court forms."""

    def __init__(self, reader: PdfReader, check: Deadline, where: str) -> None:
        self._reader, self._check, self._where = reader, check, where
        self._seen: set[int] = set()
        self._count = 0
        self._pages: dict[int, int] = {}  # object number of a widget -> page
        self._page_numbers: dict[int, int] = {}  # object number of a page -> page
        self._direct: list[tuple[int, Any]] = []
        self._loose: list[Any] = []
        for number, page in enumerate(reader.pages, 1):
            check()
            if page.indirect_reference is not None:
                self._page_numbers[page.indirect_reference.idnum] = number
            annotations = page.get("/Annots")
            annotations = annotations.get_object() if annotations is not None else []
            for reference in annotations if isinstance(annotations, list) else []:
                key = getattr(reference, "idnum", None)
                if key is None:
                    self._direct.append((number, reference))
                else:
                    self._pages.setdefault(key, number)
                    self._loose.append(reference)

    def fields(self) -> Iterator[Field]:
        """Every terminal field that shows somewhere, in the order of the tree; then those the tree forgot."""
        default = _form(self._reader).get("/DA")
        top = {"/DA": default} if default is not None else {}
        roots = _form(self._reader).get("/Fields")
        roots = roots.get_object() if roots is not None else []
        yield from self._down([_Node(kid, None, top, 0) for kid in roots])
        yield from self._down([_Node(kid, None, top, 0) for kid in self._forgotten()])

    def _forgotten(self) -> list[Any]:
        """Tops of widgets that stand on a page and hang in no tree."""
        found = []
        for reference in self._loose:
            if reference.idnum in self._seen:
                continue
            node: Any = reference.get_object()
            top = reference
            if not hasattr(node, "raw_get") or node.get("/Subtype") != "/Widget":
                continue
            for _ in range(_DEEP):
                if "/Parent" not in node:
                    break
                top = node.raw_get("/Parent")
                node = top.get_object()
            if getattr(top, "idnum", None) not in self._seen and ("/FT" in node or "/Kids" in node):
                found.append(top)
        return found

    def _down(self, nodes: list[_Node]) -> Iterator[Field]:
        stack = nodes[::-1]
        while stack:
            node = stack.pop()
            self._check()
            key = getattr(node.value, "idnum", None)
            if key is not None:
                if key in self._seen:
                    continue
                self._seen.add(key)
            field = node.value.get_object()
            if not isinstance(field, dict):
                continue
            if node.depth > _DEEP:
                raise too_much(self._where)
            name = _named(node, field)
            inherited = node.inherited | {k: field[k] for k in _INHERITED if k in field}
            kids = field.get("/Kids")
            kids = [kid for kid in kids.get_object() if _is_dict(kid)] if kids is not None else []
            below = [kid for kid in kids if "/T" in kid.get_object() or "/Kids" in kid.get_object()]
            if below:
                stack += [_Node(kid, name, inherited, node.depth + 1) for kid in reversed(below)]
            self._seen.update(kid.idnum for kid in kids if kid not in below and hasattr(kid, "idnum"))
            widgets = [kid for kid in kids if kid not in below] if kids else [node.value]
            if widgets and (made := self._field(name or "", field, widgets, inherited)) is not None:
                self._count += 1
                if self._count > _FIELDS:
                    raise too_much(self._where)
                yield made

    def _field(self, name: str, field: Any, widgets: list[Any], inherited: dict[str, Any]) -> Field | None:
        parts = [widget.get_object() for widget in widgets][:_WIDGETS]
        first = parts[0]
        kind = _kind(str(inherited.get("/FT") or first.get("/FT") or ""), int(inherited.get("/Ff", 0) or 0))
        places = [self._widget(raw, part, kind) for raw, part in zip(widgets, parts, strict=False)]
        shown = tuple(place for place in places if place is not None)
        if kind is None or not shown:
            return None
        flags = int(inherited.get("/Ff", first.get("/Ff", 0)) or 0)
        scripts = "\n".join(filter(None, map(script_text, {id(p): p.get("/AA") for p in [field, *parts]}.values())))
        lengths = [int(v) for v in (inherited.get("/MaxLen"), *(p.get("/MaxLen") for p in parts)) if v is not None]
        return Field(
            name=name,
            kind=kind,
            widgets=shown,
            tooltip=_text(field.get("/TU") or first.get("/TU")),
            multiline=kind == "text" and bool(flags & _MULTILINE),
            max_length=min((n for n in lengths if n > 0), default=None) if kind in ("text", "combo") else None,
            comb=kind == "text" and bool(flags & _COMB) and bool(lengths),
            font_size=_font_size(_text(first.get("/DA") or inherited.get("/DA"))),
            align=int(first.get("/Q", inherited.get("/Q", 0)) or 0),
            read_only=bool(flags & _READ_ONLY),
            options=_options(inherited.get("/Opt"), kind, shown),
            format=shape(scripts),
            sum_of=summed(scripts),
            value=_value(inherited.get("/V")),
        )

    def _widget(self, raw: Any, part: Any, kind: Kind | None) -> Widget | None:
        """None for a widget that stands on no page."""
        key = getattr(raw, "idnum", None)
        page = self._pages.get(key, 0) if key is not None else 0
        if not page:
            page = next((number for number, other in self._direct if other is part), 0)
        if not page and "/P" in part:  # the page forgot it; it remembers the page
            page = self._page_numbers.get(getattr(part.raw_get("/P"), "idnum", -1), 0)
        if not page or (rect := _rect(part.get("/Rect"))) is None:
            return None
        flags = int(part.get("/F", 0) or 0)
        return Widget(
            page=page,
            rect=rect,
            on=_on_states(part) if kind in ("tick", "radio") else (),
            hidden=bool(flags & _NOT_SHOWN) or not flags & _PRINTED,
        )


def _is_dict(kid: Any) -> bool:
    return isinstance(kid.get_object(), dict)


def _named(node: _Node, field: Any) -> str | None:
    """The full name; a part may be empty, and then two dots stand side by side, as pypdf and Acrobat write it."""
    if "/T" not in field:
        return node.name
    part = _text(field["/T"])
    return part if node.name is None else f"{node.name}.{part}"


def _kind(kind: str, flags: int) -> Kind | None:
    if kind == "/Btn":
        return "button" if flags & _BUTTON else "radio" if flags & _RADIO else "tick"
    if kind == "/Ch":
        return "combo" if flags & _COMBO else "list"
    found: Kind | None = {"/Tx": "text", "/Sig": "signature"}.get(kind)  # type: ignore[assignment]
    return found


def _rect(value: Any) -> Rect | None:
    value = value.get_object() if value is not None else None
    if not isinstance(value, list) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (round(float(v.get_object()), 2) for v in value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _on_states(part: Any) -> tuple[str, ...]:
    """Names of /AP /N but Off. Where that is a stream and not a set of states, there is none."""
    looks = part.get("/AP")
    looks = looks.get_object().get("/N") if looks is not None else None
    looks = looks.get_object() if looks is not None else None
    if not isinstance(looks, dict) or hasattr(looks, "get_data"):
        return ()
    return tuple(str(name).removeprefix("/") for name in looks if name != "/Off")


def _options(value: Any, kind: Kind, widgets: tuple[Widget, ...]) -> tuple[tuple[str, str], ...]:
    """Choices of a combo or list. For ticks and radios with /Opt: (on-state of the widget, the words it stands for)."""
    value = value.get_object() if value is not None else None
    if not isinstance(value, list):
        return ()
    pairs = []
    for entry in (entry.get_object() for entry in value[:_FIELDS]):
        both = [_text(part) for part in entry] if isinstance(entry, list) else [_text(entry)]
        pairs.append((both[0], both[-1]) if both else ("", ""))
    if kind in ("tick", "radio"):
        return tuple((w.on[0], words) for w, (_, words) in zip(widgets, pairs, strict=False) if w.on)
    return tuple(pairs) if kind in ("combo", "list") else ()


def _font_size(appearance: str) -> float:
    """The size in '/Helv 10 Tf 0 g'; 0 for none, or where the form lets it shrink."""
    parts = appearance.split()
    if "Tf" not in parts or not (at := parts.index("Tf")):
        return 0.0
    try:
        return max(float(parts[at - 1]), 0.0)
    except ValueError:
        return 0.0


def _text(value: Any) -> str:
    value = value.get_object() if value is not None else ""
    if hasattr(value, "get_data"):  # a long text may stand in a stream
        value = value.get_data()
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    text = str(value).encode("utf-8", "replace").decode("utf-8")  # half a character is none
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _value(value: Any) -> str:
    """What the blank holds. An empty name, Off, nothing and spaces alone are all nothing."""
    value = value.get_object() if value is not None else None
    if isinstance(value, list):
        return ", ".join(filter(None, map(_value, value)))
    if value is None or (isinstance(value, dict) and not hasattr(value, "get_data")):  # a signature
        return ""
    text = _text(value)
    if text.strip() in ("", "/", "/Off", "Off"):
        return ""
    return text.removeprefix("/") if type(value).__name__ == "NameObject" else text
