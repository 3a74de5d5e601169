"""A document's content as a PDF, set by typst: tagged (PDF/UA-1), searchable, fonts embedded, any script."""

from __future__ import annotations

import json
import re
import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from assistant.documents.content import (
    Bullets,
    Caption,
    Document,
    Facts,
    Heading,
    Para,
    Signature,
    Table,
    Words,
)
from assistant.places import data_folder, fonts_folder

# The text face first, then one face for each other script; the last two hold Chinese and Japanese, and Korean.
FAMILIES = (
    "Noto Serif",
    "Noto Sans Arabic",
    "Noto Sans Armenian",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
    "Noto Sans Ethiopic",
    "Noto Sans Georgian",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Hebrew",
    "Noto Sans Kannada",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Malayalam",
    "Noto Sans Myanmar",
    "Noto Sans Sinhala",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Thai",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Droid Sans Fallback",
    "NanumMyeongjo",
)


@dataclass(frozen=True)
class PdfResult:
    """The PDF, and the names of characters that no font could show and that stand in it by name."""

    data: bytes
    replaced: tuple[str, ...] = ()


def render_pdf(document: Document) -> PdfResult:
    """Set `document`. The same content gives the same bytes.

    A character that no bundled font has is looked for in the fonts of this machine, and if none has it, it
    stands as its name in square brackets: never as an empty box, never left out. TypesettingFailed
    when typst itself crashes.
    """
    return PdfResult(*compile_showing_all("paper/paper.typ", _data(document)))


def compile_showing_all(template: str, data: Any) -> tuple[bytes, tuple[str, ...]]:
    """Compile, and show every character: the PDF, and the names of those that stand in it by name.

    TypesettingFailed when typst crashes on the data even so.
    """
    try:
        return _compile_naming(template, data)
    except TypesettingFailed:
        # a mark with no letter to stand on crashes typst 0.15 in a right-to-left text of several lines
        lone = sorted({c for text in _strings(data) for c in _lone_marks(text)})
        if not lone:
            raise
        made, replaced = _compile_naming(template, _changed(data, _name_lone_marks))
        return made, (*map(name_of, lone), *replaced)


def _compile_naming(template: str, data: Any) -> tuple[bytes, tuple[str, ...]]:
    """Compile with the bundled fonts, then with the machine's own, then with what is still missing named."""
    try:
        return compile_typst(template, data), ()
    except MissingGlyphs:
        pass
    names: dict[str, str] = {}
    while True:
        try:
            named = _changed(data, partial(_translated, str.maketrans(names)))
            made = compile_typst(template, named, system_fonts=True)
        except MissingGlyphs as error:
            # typst names every text it cannot show at once; each round adds characters, so the rounds end
            found = to_blame(error.texts) or set("".join(_strings(data))) - covered() - set("\n\t ")
            if found <= names.keys():
                raise
            names |= {c: f"[{name_of(c)}]" for c in found}
        else:
            return made, tuple(name_of(c) for c in sorted(names))


def _translated(table: dict[int, str], text: str) -> str:
    return text.translate(table)


def name_of(c: str) -> str:
    """'U+00E9 LATIN SMALL LETTER E WITH ACUTE'"""
    return f"U+{ord(c):04X} {unicodedata.name(c, 'unnamed character')}"


def to_blame(texts: tuple[str, ...]) -> set[str]:
    """The characters to blame in texts that could not be shown.

    A mark can lack only in company: one font has the letter, another the mark, none both. Then the mark is named.
    Joiners show nothing by themselves: they are named only when there is nothing else.
    """
    found: set[str] = set()
    for text in texts:
        characters = {c for c in text if not c.isascii() and unicodedata.category(c) != "Cf"}
        found |= (characters - covered()) or {c for c in characters if is_mark(c)} or characters
    return found or {c for text in texts for c in text if not c.isascii()}


def is_mark(c: str) -> bool:
    """Is it a combining mark?"""
    return unicodedata.category(c)[0] == "M"


def _lone_marks(text: str) -> Iterator[str]:
    """Combining marks that begin the text or a word."""
    alone = True
    for c in text:
        if alone and is_mark(c):
            yield c
        else:
            alone = c.isspace()


def _name_lone_marks(text: str) -> str:
    """The same text with each such mark written by its name."""
    made: list[str] = []
    alone = True
    for c in text:
        if alone and is_mark(c):
            made.append(f"[{name_of(c)}]")
        else:
            made.append(c)
            alone = c.isspace()
    return "".join(made)


class TypesettingFailed(RuntimeError):
    """typst crashed. The message holds no text of the document."""


class MissingGlyphs(Exception):
    """No font at hand has one of the characters. `texts` are the pieces that could not be shown."""

    def __init__(self, texts: tuple[str, ...] = ()) -> None:
        super().__init__("a character has no font")
        self.texts = texts


_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")


def _unshown(diagnostic: str) -> tuple[str, ...]:
    """The texts that typst names, its escapes undone (`\\u{301}`, `\\"`)."""
    return tuple(
        _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text) for text in _UNSHOWN.findall(diagnostic)
    )


def compile_typst(template: str, data: Any, *, system_fonts: bool = False) -> bytes:
    """Compile `templates/<template>` with `data` as JSON. MissingGlyphs when a character has no font.

    The time in the file is fixed: the paper says when it was signed, not when it was printed.
    """
    import typst

    with _typst_errors():
        return bytes(
            typst.compile(
                str(data_folder("templates") / template),
                font_paths=_fonts(system_fonts),
                sys_inputs=_inputs(data),
                format="pdf",
                pdf_standards="ua-1",
                timestamp=0,
            )
        )


def query_typst(template: str, label: str, data: Any) -> Any:
    """What `templates/<template>` says under `<label>` when it is given `data`. Set with the bundled fonts."""
    import typst

    with _typst_errors():
        answer = typst.query(
            str(data_folder("templates") / template),
            f"<{label}>",
            field="value",
            one=True,
            font_paths=_fonts(False),
            ignore_system_fonts=True,
            sys_inputs=_inputs(data),
        )
    return json.loads(answer)


def _inputs(data: Any) -> dict[str, str]:
    # PDF/UA forbids U+FEFF; U+2060 is the same invisible joiner under its present name
    return {"data": json.dumps(data, ensure_ascii=False).replace("\ufeff", "\u2060")}


@contextmanager
def _typst_errors() -> Iterator[None]:
    """MissingGlyphs and TypesettingFailed for what typst raises."""
    import typst

    try:
        yield
    except typst.TypstError as error:
        if re.search(r"could not be displayed|glyph|font", str(error)):
            raise MissingGlyphs(_unshown(error.diagnostic)) from error
        raise
    except BaseException as error:
        # a panic inside typst is no Exception: it would end the program, and it may quote the text
        if type(error).__name__ == "PanicException":
            raise TypesettingFailed("the PDF could not be set") from None
        raise


@cache
def _fonts(system: bool) -> Any:
    """The bundled fonts, read once a run; with the machine's own when asked."""
    import typst

    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=[str(fonts_folder())])


def has_glyph(c: str) -> bool:
    """Has a bundled font this character? The text face is asked first; other fonts are read only when it lacks."""
    code = ord(c)
    for path in _font_files():
        firsts, lasts = _ranges(path)
        n = bisect_right(firsts, code) - 1
        if n >= 0 and code <= lasts[n]:
            return True
    return False


@cache
def covered() -> frozenset[str]:
    """Every character that the bundled fonts have."""
    return frozenset(
        chr(c)
        for path in _font_files()
        for first, last in zip(*_ranges(path), strict=True)
        for c in range(first, last + 1)
    )


@cache
def _font_files() -> tuple[Path, ...]:
    """The bundled fonts, the text face first."""
    return tuple(sorted(fonts_folder().glob("*.ttf"), key=lambda p: (p.name != "NotoSerif-Regular.ttf", p.name)))


@cache
def _ranges(path: Path) -> tuple[list[int], list[int]]:
    """First and last characters of the runs that the font has, in order."""
    found = sorted(set(_cmap(path.read_bytes())))
    return [first for first, _ in found], [last for _, last in found]


def _cmap(font: bytes) -> Iterator[tuple[int, int]]:
    """Runs of characters in a TrueType font's `cmap` (OpenType specification, formats 4 and 12)."""
    tables = {
        font[12 + 16 * i : 16 + 16 * i]: struct.unpack(">I", font[20 + 16 * i : 24 + 16 * i])[0]
        for i in range(struct.unpack(">H", font[4:6])[0])
    }
    base = tables[b"cmap"]
    for i in range(struct.unpack(">H", font[base + 2 : base + 4])[0]):
        at = base + struct.unpack(">I", font[base + 8 + 8 * i : base + 12 + 8 * i])[0]
        kind = struct.unpack(">H", font[at : at + 2])[0]
        if kind == 4:
            half = struct.unpack(">H", font[at + 6 : at + 8])[0]
            ends = struct.unpack(f">{half // 2}H", font[at + 14 : at + 14 + half])
            starts = struct.unpack(f">{half // 2}H", font[at + 16 + half : at + 16 + 2 * half])
            yield from ((first, min(last, 0xFFFE)) for first, last in zip(starts, ends, strict=True) if first < 0xFFFF)
        elif kind == 12:
            for g in range(struct.unpack(">I", font[at + 12 : at + 16])[0]):
                yield struct.unpack(">II", font[at + 16 + 12 * g : at + 24 + 12 * g])


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for inner in data.values():
            yield from _strings(inner)
    elif isinstance(data, list | tuple):
        for inner in data:
            yield from _strings(inner)


def _changed(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with `change` made to each string; keys stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {k: _changed(v, change) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return [_changed(v, change) for v in data]
    return data


# -- content as data for the template ----------------------------------------------------------------


def _data(document: Document) -> dict[str, Any]:
    lang, *rest = document.language.split("-")
    return {
        "title": document.title,
        "lang": lang,
        # typst knows regions of two letters only; 'es' and 'es-419' have none
        "region": next((part for part in rest if len(part) == 2), None),
        "draft": document.draft,
        "footer": document.footer,
        "paper": "a4" if document.paper == "a4" else "us-letter",
        "fonts": list(FAMILIES),
        "caption": _caption(document.caption) if document.caption else None,
        "blocks": list(_blocks(document)),
        "numbers": _numbers(document),
    }


def _caption(c: Caption) -> dict[str, Any]:
    return {
        "court": list(c.court_lines),
        "petitioner": {"name": c.petitioner_name, "label": c.petitioner_label},
        "respondent": {"name": c.respondent_name, "label": c.respondent_label},
        "versus": c.versus,
        "number_label": c.case_number_label,
        "number": c.case_number,
        "title": c.paper_title,
    }


def _text(text: str, n: int = 0) -> dict[str, Any]:
    # a tab would be a character without a glyph
    rtl = right_to_left(text)
    made: dict[str, Any] = {"t": text.replace("\t", "    "), "rtl": rtl, "n": n}
    if rtl:
        # read aloud by the wrong voice it is noise; among scripts of the Arabic block the language is not known
        made["lang"] = "he" if any("\u0590" <= c <= "\u05ff" for c in text) else "ar"
    return made


def right_to_left(text: str) -> bool:
    """Is the first strong character one of a right-to-left script? (Unicode Bidirectional Algorithm, rule P2)"""
    for c in text:
        kind = unicodedata.bidirectional(c)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def _numbers(document: Document) -> int:
    """The last paragraph number: the column of numbers is as wide as it needs."""
    return sum(
        len(b.paragraphs) if isinstance(b, Words) else 1
        for b in document.blocks
        if isinstance(b, Para | Words) and b.numbered
    )


def _blocks(document: Document) -> Iterator[dict[str, Any]]:
    number = 0
    for b in document.blocks:
        match b:
            case Heading():
                yield {"k": "heading", "t": b.text, "level": b.level, "new_page": b.page_break}
            case Para():
                number += b.numbered
                yield {"k": "para", "style": b.style, **_text(b.text, number if b.numbered else 0)}
            case Words():
                paragraphs = []
                for paragraph in b.paragraphs:
                    number += b.numbered
                    paragraphs.append(_text(paragraph, number if b.numbered else 0))
                yield {"k": "words", "paragraphs": paragraphs}
            case Bullets():
                yield {"k": "bullets", "items": [_text(i) for i in b.items]}
            case Facts():
                yield {"k": "facts", "rows": [[_text(label), _text(value)] for label, value in b.rows]}
            case Table():
                yield {
                    "k": "table",
                    "header": list(b.header),
                    "widths": list(b.widths),
                    "rows": [[_text(c) for c in r] for r in b.rows],
                }
            case Signature():
                yield {"k": "signature", "oath": b.oath, "lines": [list(line) for line in b.lines]}
