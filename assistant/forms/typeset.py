"""Typst for pages that are taken apart again: covers, foot lines, a form's page and the values in its boxes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FAITHFUL = 0x180  # the text face has every printable character below this


@dataclass(frozen=True)
class Set:
    """Typeset pages. `marks` are what the template left with `metadata(..) <mark>`, in page order."""

    data: bytes
    marks: tuple[Any, ...] = ()


def typeset(template: Path, data: dict[str, Any], *, tagged: bool, marks: bool = False) -> Set:
    """Set `template` with `data`, which it finds as JSON in `sys.inputs.data` (font names under `fonts`).

    All strings go in as strings, never as markup. A character that neither our fonts nor the machine's have
    stands as its name in square brackets. The same input gives the same bytes; no clock is read.
    """
    import typst

    from assistant.documents.pdf import FAMILIES

    data, system = _showable(data)
    text = json.dumps(data | {"fonts": list(FAMILIES)}, ensure_ascii=False)
    compiler = typst.Compiler(str(template), font_paths=_fonts(system), sys_inputs={"data": text})
    made = bytes(compiler.compile(format="pdf", timestamp=0, pdf_tags=tagged))
    found = json.loads(compiler.query("<mark>", field="value", format="json")) if marks else ()
    return Set(made, tuple(found))


@cache
def _fonts(system: bool) -> Any:
    import typst

    from assistant.places import fonts_folder

    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=[str(fonts_folder())])


def _showable(data: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The data with everything showable in it, and whether the machine's own fonts are needed for that."""
    from assistant.documents.pdf import covered

    # half of a surrogate pair cannot be passed on; a control character would be a box without meaning
    data = _each(data, lambda t: "".join(_plain(c) for c in t))
    rare = {c for c in _characters(data) if ord(c) >= _FAITHFUL and unicodedata.category(c)[0] not in "CZ"}
    missing = sorted(rare - covered()) if rare else []
    if not missing:
        return data, False
    named = [c for c in missing if not _system_has(c)]
    names = {ord(c): f"[U+{ord(c):04X} {unicodedata.name(c, 'unnamed character')}]" for c in named}
    return _each(data, lambda t: t.translate(names)), len(named) < len(missing)


@cache
def _system_has(character: str) -> bool:
    import typst

    source = '#set document(title: "x")\n#json(bytes(sys.inputs.data))'
    try:
        # only under this standard is a missing glyph an error; otherwise it is an empty box in silence
        typst.compile(
            source.encode(),
            font_paths=_fonts(True),
            sys_inputs={"data": json.dumps(character)},
            format="pdf",
            pdf_standards="ua-1",
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True


def _plain(c: str) -> str:
    if c == "\n":
        return c
    kind = unicodedata.category(c)
    return " " if kind == "Cc" else "\N{REPLACEMENT CHARACTER}" if kind in ("Cs", "Cn", "Co") else c


def _characters(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from data
    elif isinstance(data, dict):
        for inner in data.values():
            yield from _characters(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from _characters(inner)


def _each(data: Any, change: Any) -> Any:
    """The same data with `change` applied to each string that is not a key."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {k: _each(v, change) for k, v in data.items()}
    if isinstance(data, list):
        return [_each(v, change) for v in data]
    return data
