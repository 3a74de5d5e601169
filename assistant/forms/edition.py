"""The edition a map was made for, kept beside the map as `fields.yaml`: a fingerprint of its pages, and its boxes.

Nothing else of the court's file is kept: no page, no drawing, no sentence beyond the words that label a box. The file
is written by a program and read by people who compare two editions line by line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from assistant.errors import PersonError
from assistant.forms.model import Blank, Field, Kind, Rect, Widget
from assistant.forms.recognise import fingerprint

_HEAD = """# The mapped edition of this form: what its pages say (as short codes, not as words) and where its boxes are.
# Written by: paperwork forms fields FILE. Do not edit by hand; write it again from the court's PDF.
"""
FORMAT = "1"


@dataclass(frozen=True)
class Edition:
    """One edition of a form, as far as it must be known to find its boxes again."""

    fields: tuple[Field, ...]
    number: str = ""
    title: str = ""
    edition: str = ""
    page_sizes: tuple[tuple[float, float], ...] = ()  # points
    words: tuple[frozenset[str], ...] = ()  # codes of the printed words of each page; see recognise.fingerprint
    sha256s: tuple[str, ...] = ()  # files known to be this edition

    def field(self, name: str) -> Field:
        """The field of this full name; KeyError when the edition has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def edition_of(blank: Blank) -> Edition:
    """What is kept of a blank."""
    return Edition(
        fields=blank.fields,
        number=blank.number,
        title=blank.title,
        edition=blank.edition,
        page_sizes=blank.page_sizes,
        words=fingerprint(blank.page_texts),
        sha256s=(blank.sha256,),
    )


def write_fields(blank: Blank | Edition) -> str:
    """The text of `fields.yaml`."""
    known = blank if isinstance(blank, Edition) else edition_of(blank)
    lines = [_HEAD + f"format: {FORMAT}"]
    lines += [f"{key}: {quoted(value)}" for key, value in _heads(known) if value]
    lines.append("sha256:")
    lines += [f"- {digest}" for digest in known.sha256s]
    lines.append("pages:")
    for number, ((wide, high), words) in enumerate(zip(known.page_sizes, known.words, strict=True), 1):
        lines.append(f"- size: [{wide:g}, {high:g}] # page {number}")
        lines.append(f"  words: {_wrapped(sorted(words))}")
    lines.append("fields:")
    lines += [line for field in known.fields for line in _field_lines(field)]
    return "\n".join(lines) + "\n"


def _heads(known: Edition) -> tuple[tuple[str, str], ...]:
    return ("number", known.number), ("title", known.title), ("edition", known.edition)


def quoted(text: str) -> str:
    """A YAML scalar: JSON's way of writing a string is one of YAML's."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() and c != "\ufeff" else f"\\U{ord(c):08x}" for c in written)


def _wrapped(words: list[str]) -> str:
    rows = [" ".join(words[at : at + 14]) for at in range(0, len(words), 14)]
    return "".join(["|", *(f"\n    {row}" for row in rows)]) if rows else '""'


def _field_lines(field: Field) -> Iterator[str]:
    yield f"- name: {quoted(field.name)}"
    yield f"  kind: {field.kind}"
    if field.label:
        yield f"  label: {quoted(field.label)}"
    if field.tooltip:
        yield f"  tooltip: {quoted(field.tooltip)}"
    yes = [key for key in ("multiline", "comb", "read_only") if getattr(field, key)]
    if yes:
        yield f"  is: [{', '.join(yes)}]"
    if field.max_length is not None:
        yield f"  max_length: {field.max_length}"
    if field.font_size:
        yield f"  font_size: {field.font_size:g}"
    if field.align:
        yield f"  align: {field.align}"
    if field.format:
        yield f"  format: {quoted(field.format)}"
    if field.sum_of:
        yield f"  sum_of: [{', '.join(map(quoted, field.sum_of))}]"
    if field.options:
        yield "  options:"
        yield from (f"  - [{quoted(value)}, {quoted(words)}]" for value, words in field.options)
    if field.value:
        yield f"  value: {quoted(field.value)}"
    yield "  boxes:"
    for widget in field.widgets:
        parts = [f"page: {widget.page}", f"at: [{', '.join(f'{v:g}' for v in widget.rect)}]"]
        if widget.on:
            parts.append(f"on: [{', '.join(map(quoted, widget.on))}]")
        if widget.hidden:
            parts.append("hidden: true")
        if widget.label != field.label:
            parts.append(f"label: {quoted(widget.label)}")
        yield f"  - {{{', '.join(parts)}}}"


def read_fields(path: Path) -> Edition:
    """The edition in a `fields.yaml`. PersonError when it is missing or is not one that `write_fields` wrote."""
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 - the base loader makes only text
        if data["format"] != FORMAT:
            raise ValueError("another format")
        return _edition(data)
    except OSError as error:
        raise PersonError(f"cannot be read ({error.strerror or 'unknown reason'}).", where=str(path)) from None
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise PersonError(
            "this is not the list of a form's boxes that the program writes.",
            where=str(path),
            remedy="Write it again from the court's PDF with: paperwork forms fields FILE --out fields.yaml",
        ) from None


def _edition(data: dict[str, Any]) -> Edition:
    pages = data.get("pages") or []
    return Edition(
        fields=tuple(_field(entry) for entry in data["fields"]),
        number=data.get("number", ""),
        title=data.get("title", ""),
        edition=data.get("edition", ""),
        page_sizes=tuple((float(page["size"][0]), float(page["size"][1])) for page in pages),
        words=tuple(frozenset((page.get("words") or "").split()) for page in pages),
        sha256s=tuple(digest for digest in data.get("sha256") or () if re.fullmatch("[0-9a-f]{64}", digest)),
    )


def _field(entry: dict[str, Any]) -> Field:
    label, flags = entry.get("label", ""), entry.get("is", ())
    return Field(
        name=entry["name"],
        kind=cast(Kind, entry["kind"]),
        widgets=tuple(_widget(box, label) for box in entry["boxes"]),
        tooltip=entry.get("tooltip", ""),
        label=label,
        multiline="multiline" in flags,
        max_length=int(entry["max_length"]) if "max_length" in entry else None,
        comb="comb" in flags,
        font_size=float(entry.get("font_size", 0)),
        align=int(entry.get("align", 0)),
        read_only="read_only" in flags,
        options=tuple((value, words) for value, words in entry.get("options", ())),
        format=entry.get("format", ""),
        sum_of=tuple(entry.get("sum_of", ())),
        value=entry.get("value", ""),
    )


def _widget(box: dict[str, Any], label: str) -> Widget:
    return Widget(
        page=int(box["page"]),
        rect=cast(Rect, tuple(float(v) for v in box["at"])),
        on=tuple(box.get("on", ())),
        hidden="hidden" in box,
        label=box.get("label", label),
    )
