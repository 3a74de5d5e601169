"""Who may see what. The only gate between a case and a paper that others read.

`public_case` gives public readers a `PublicCase`: it never held what is confidential (see case.build),
shows children as the place's rule asks, and shows [withheld] for a secret in the person's own words when
the person asked for that. `leaks` looks for every secret in finished bytes, as the last guard.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.case.model import Case, PublicCase, Secret, Told
from assistant.disclosure.inside import found_in_bytes, words_inside
from assistant.disclosure.matching import Finder
from assistant.jurisdiction import Order

WITHHELD = "[withheld]"
IN_BYTES = "the bytes of a picture or typeface"
INSIDE = "names and remarks within it"  # the part of a PDF that no page shows


class Reader(StrEnum):
    """Who a folder of papers is for."""

    COURT = "court"  # the public court file
    SERVED = "served"  # the respondent
    CONFIDENTIAL = "confidential"  # the court's confidential file, and police who serve or enforce
    PRIVATE = "private"  # the person and their lawyer


def public_case(case: Case, order: Order | None) -> PublicCase:
    """The case that court and respondent may see."""
    told = _without_withheld(case.told)
    rule = order.redaction_of("minor-name") if order else None
    if rule is not None and rule.keep == "initials":
        told = _minors_as_initials(told)
    told = _birth_dates(told, order)
    if not case.kept.withhold_in_story:
        return PublicCase(told)
    counter = [0]
    finder = Finder(s.value for s in case.kept.secrets)
    told = _map_texts(told, lambda text: _withhold(text, finder, counter))
    return PublicCase(told, counter[0])


def _without_withheld(told: Told) -> Told:
    """Without exhibits that nobody has cleared, and without a word of them."""
    shown = tuple(e for e in told.exhibits if e.withheld is None)
    if len(shown) == len(told.exhibits):
        return told
    ids = {e.id for e in shown}
    incidents = tuple(replace(i, exhibits=tuple(e for e in i.exhibits if e in ids)) for i in told.incidents)
    return replace(told, exhibits=shown, incidents=incidents)


def initials(name: str) -> str:
    """'Mia Lopez-Ray' -> 'M.L.R.'"""
    return "".join(f"{part[0].upper()}." for part in re.split(r"[\s\-]+", name) if part)


def _minors_as_initials(told: Told) -> Told:
    """Children in the lists of people; names in the person's own words are a thing to check, not ours to change."""
    children = tuple(replace(c, name=initials(c.name)) if c.name else c for c in told.children)
    protected = tuple(
        replace(p, name=initials(p.name)) if p.name and p.age is not None and p.age < 18 else p for p in told.protected
    )
    return replace(told, children=children, protected=protected)


def _birth_dates(told: Told, order: Order | None) -> Told:
    """Birth dates in public details as the place's rule asks: none, or the year alone."""
    rule = order.redaction_of("date-of-birth") if order else None
    if rule is None or rule.keep in (None, "allowed"):
        return told
    details = [
        replace(d, value=str(d.value.year)) if isinstance(d.value, date) and rule.keep == "year" else d
        for d in told.details
        if rule.keep == "year" or not isinstance(d.value, date)
    ]
    return replace(told, details=tuple(details))


def withhold(text: str, secrets: Iterable[Secret] | Finder) -> tuple[str, int]:
    """The text with [withheld] in the place of every secret, and how often. For many texts, give a Finder."""
    counter = [0]
    finder = secrets if isinstance(secrets, Finder) else Finder(s.value for s in secrets)
    return _withhold(text, finder, counter), counter[0]


def _withhold(text: str, finder: Finder, counter: list[int]) -> str:
    spans = [span for found in finder.find(text).values() for span in found]
    if not spans:
        return text
    result, last = [], 0
    for start, end in _merged(spans):
        result += [text[last:start], WITHHELD]
        last = end
        counter[0] += 1
    return "".join([*result, text[last:]])


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# The parts of `Told` that are ids and words of our own lists, not the person's texts.
_NOT_WORDS = frozenset(
    {
        "id",
        "label",
        "cite",
        "conduct",
        "level",
        "has",
        "whose",
        "protects",
        "changes",
        "relationships",
        "incidents_ids",
        "worst",
        "order",
        "jurisdiction",
        "filing_for",
        "none_of",
        "edtf",
        "exhibits",
        "ask",
        "path",
        "withheld",
        "pins",
    }
)


def _map_texts(value: Any, change: Any) -> Any:
    """The same frozen value with every text of the person changed by `change`."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_map_texts(v, change) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for f in dataclasses.fields(value):
            old = getattr(value, f.name)
            if f.name in _NOT_WORDS and not (isinstance(old, tuple) and old and dataclasses.is_dataclass(old[0])):
                continue
            new = _map_texts(old, change)
            if new is not old and new != old:
                changed[f.name] = new
        return replace(value, **changed) if changed else value
    return value


def told_texts(told: Told) -> Iterator[str]:
    """Every text of the person that public papers may show."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _map_texts(told, keep)
    yield from found


def secrets_in_words(case: Case) -> list[Secret]:
    """The confidential values that stand in the person's own public words."""
    if not case.kept.secrets:
        return []
    finder = Finder(s.value for s in case.kept.secrets)
    there = {value for text in told_texts(case.told) for value in finder.find(text)}
    return [secret for secret in case.kept.secrets if secret.value in there]


@dataclass(frozen=True)
class Leak:
    """A secret that stands in a finished file."""

    secret: Secret
    file: str
    part: str  # 'page 3', 'properties', 'file name'
    remedy: str = ""  # what takes it out, where that is known: a command


def leaks(files: Iterable[tuple[str, bytes]], secrets: Iterable[Secret]) -> list[Leak]:
    """Look for each secret in finished files: their text, their properties, their names.

    `files` are (name, bytes) of DOCX, PDF and text files. What is not allowed to be seen is found in any
    of the forms that assistant.checks.privacy knows.
    """
    wanted = list(secrets)
    found: list[Leak] = []
    if not wanted:
        return found
    finder = Finder(s.value for s in wanted)
    for name, data in files:
        for part, text in _parts(name, data):
            there = finder.find(text)
            if there and part == INSIDE:  # no news of what was found on a page or in the properties
                there = {
                    v: spans for v, spans in there.items() if v not in {k.secret.value for k in found if k.file == name}
                }
            found += [Leak(secret, name, part) for secret in wanted if secret.value in there] if there else []
        if data[:5] == b"%PDF-":
            known = {k.secret.value for k in found if k.file == name}
            more = found_in_bytes(data, (s.value for s in wanted if s.value not in known))
            found += [Leak(secret, name, IN_BYTES) for secret in wanted if secret.value in more]
    return found


def _parts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    yield "file name", name
    if data[:5] == b"%PDF-":
        yield from _pdf_parts(data)
    elif data[:4] == b"PK\x03\x04":
        yield from _zip_parts(data)
    else:
        yield "text", data.decode("utf-8", "replace")


def _pdf_parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Properties, bookmarks and text through pdfium, which is many times faster on long papers; fields through pypdf."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        yield "properties", " ".join(document.get_metadata_dict().values())
        # typst and pypdf leave the XMP packet as plain text in the file
        yield "properties", " ".join(m.decode("utf-8", "replace") for m in _XMP.findall(data))
        yield "bookmarks", " ".join(mark.get_title() for mark in document.get_toc())
        count = len(document)
    finally:
        document.close()
    for first in range(0, count, _PAGES):
        # opened anew every so often: it keeps the pictures of every page it has looked at
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(first, min(first + _PAGES, count)):
                yield f"page {number + 1}", document[number].get_textpage().get_text_range()
        finally:
            document.close()
    if b"/AcroForm" in data:
        yield "form fields", " ".join(_field_texts(data))
    yield INSIDE, words_inside(data)


_PAGES = 50
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)


def _field_texts(data: bytes) -> Iterator[str]:
    import io

    from pypdf import PdfReader

    for name, field in (PdfReader(io.BytesIO(data)).get_fields() or {}).items():
        yield f"{name} {field.get('/V', '')} {field.get('/TU', '')}"


def _zip_parts(data: bytes) -> Iterator[tuple[str, str]]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            raw = archive.read(part).decode("utf-8", "replace")
            # a secret may be split over several runs: look at the bare text as well as at the raw part
            yield part, re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", raw))
            yield part, raw
