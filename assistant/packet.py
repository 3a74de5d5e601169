"""The packet: which papers, for whom, in what order and why; made, scanned, written.

`plan` and `assemble` are pure but for the originals they are handed. `write` is the only place that writes
plain text, and it writes nothing to `court/` or `served/` in which a hidden value was found.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from assistant.case.model import Case, OriginalFile, PublicCase
from assistant.checks import check, support
from assistant.disclosure import Leak, Reader, leaks, public_case
from assistant.documents.declaration import declaration
from assistant.documents.next_steps import next_steps
from assistant.documents.things_to_check import things_to_check
from assistant.errors import PersonError
from assistant.findings import Finding, Severity
from assistant.jurisdiction import Order, Sheet
from assistant.vault import write_atomically

PUBLIC_READERS = (Reader.COURT, Reader.SERVED)


@dataclass(frozen=True)
class File:
    """One finished file of the packet."""

    reader: Reader
    name: str
    data: bytes


@dataclass(frozen=True)
class Packet:
    """The finished files, what was noticed, and what was found that must not be seen."""

    files: tuple[File, ...]
    findings: tuple[Finding, ...]
    leaks: tuple[Leak, ...]  # hidden values found in what others would read
    replaced: tuple[str, ...]  # characters no font could show, by name
    draft: bool

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What stops a final packet."""
        return tuple(f for f in self.findings if f.severity is Severity.BLOCK)


def assemble(
    case: Case,
    sheet: Sheet,
    order: Order,
    original: Callable[[str], bytes],
    today: date,
    *,
    draft: bool = True,
    allow_leaks: bool = False,
) -> Packet:
    """Make every paper. `original(sha256)` gives an exhibit's bytes.

    PersonError when an exhibit cannot be shown. With a leak, the public papers go to PRIVATE only, marked
    DRAFT, unless `allow_leaks` (a named person decided so, with a reason that is kept).
    """
    from concurrent.futures import ThreadPoolExecutor

    from assistant.documents.docx import render_docx
    from assistant.documents.pdf import PdfResult, render_pdf

    public = public_case(case, order)
    exhibits, pages = _exhibits(public, case.kept.files, sheet, original, draft)
    paper = declaration(public, sheet, order, pages, draft=draft)
    secrets = case.kept.secrets

    def statement() -> tuple[PdfResult, list[Leak]]:
        made = render_pdf(paper)
        return made, leaks([("02-declaration.pdf", made.data)], secrets)

    # setting and reading pages is the engines' own work, beside which Python can check and write the DOCX
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(statement)
        findings = check(case, sheet, today)
        docx = render_docx(paper)
        petition = _petition(public, sheet, order, draft)
        steps_pdf = render_pdf(next_steps(case, sheet, order))
        checks_pdf = render_pdf(things_to_check(case, sheet, order, findings, support(case, order, today)))
        rendered, found = waiting.result()
    shared: list[tuple[str, bytes]] = [("01-petition.pdf", petition), ("02-declaration.pdf", rendered.data)]
    if exhibits:
        shared.append(("03-exhibits.pdf", exhibits))
    found += leaks([file for file in shared if file[0] != "02-declaration.pdf"], secrets)
    readers = PUBLIC_READERS if allow_leaks or not found else (Reader.PRIVATE,)
    files = [File(reader, name, data) for reader in readers for name, data in shared]
    files += [
        File(Reader.PRIVATE, "declaration.docx", docx),
        File(Reader.PRIVATE, "next-steps.pdf", steps_pdf.data),
        File(Reader.PRIVATE, "things-to-check.pdf", checks_pdf.data),
    ]
    return Packet(tuple(files), tuple(findings), tuple(found), rendered.replaced, draft)


def _petition(public: PublicCase, sheet: Sheet, order: Order, draft: bool) -> bytes:
    from assistant.documents.petition import petition
    from assistant.forms.petition import petition_pdf

    return petition_pdf(petition(public, sheet, order, draft=draft))


def _exhibits(
    public: PublicCase,
    files: Sequence[OriginalFile],
    sheet: Sheet,
    original: Callable[[str], bytes],
    draft: bool,
) -> tuple[bytes | None, dict[str, tuple[int, int]]]:
    """The exhibits as one PDF, and the running pages of each."""
    if not public.told.exhibits:
        return None, {}
    from assistant.evidence import Area, ExhibitFile, exhibits_pdf

    by_id = {f.exhibit: f for f in files}
    items = []
    for exhibit in public.told.exhibits:
        if exhibit.id not in by_id:
            raise PersonError(
                f"Exhibit {exhibit.label} has no file yet.",
                where=exhibit.title or "exhibits",
                remedy="Attach the file, or take the exhibit out in the review.",
            )
        file = by_id[exhibit.id]
        items.append(
            ExhibitFile(
                id=exhibit.id,
                label=exhibit.label,
                title=exhibit.title or "",
                media=file.media,
                data=original(file.sha256),
                hide=tuple(Area.parse(text) for text in file.hide),
                name=file.name,
                transcript=exhibit.transcript or "",
                prepared_by=exhibit.prepared_by or "",
            )
        )
    made = exhibits_pdf(items, sheet.paper, sheet.language, draft)
    return made.data, made.pages


def write(packet: Packet, folder: Path, *, replace: bool) -> list[Path]:
    """Write the packet into `folder`: all of it, or nothing. PersonError when papers are there and not `replace`.

    Papers that were there move to `before-1`, `before-2`, ...: a lawyer may have written in them.
    """
    readers = sorted({file.reader for file in packet.files})
    there = [folder / r.value for r in Reader if (folder / r.value).exists()]
    if there and not replace:
        raise PersonError(
            "papers are already here.",
            where=str(folder),
            remedy="Use --replace to put the new ones in their place, or choose another folder with --out.",
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    except OSError as error:
        raise PersonError(
            f"the folder cannot be written ({(error.strerror or 'unknown reason').lower()}).",
            where=str(folder),
            remedy="Choose another folder with --out.",
        ) from None
    try:
        for reader in readers:
            (staging / reader.value).mkdir(mode=0o700)
        for file in packet.files:
            write_atomically(staging / file.reader.value / file.name, file.data)
        if there:
            before = next(b for n in count(1) if not (b := folder / f"before-{n}").exists())
            before.mkdir(mode=0o700)
            for old in there:
                os.replace(old, before / old.name)
        for reader in readers:
            os.replace(staging / reader.value, folder / reader.value)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(staging)
    return [folder / file.reader.value / file.name for file in packet.files]
