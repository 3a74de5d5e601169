"""A lawyer's finished DOCX as the packet's declaration: opened with care, set as a PDF, compared word for word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from assistant.case.model import PublicCase
from assistant.documents.declaration import declaration
from assistant.documents.edited import Edited, arrived, read_edited
from assistant.errors import PersonError, cannot_read
from assistant.jurisdiction import Order, Sheet

_SECONDS = 180
_CITED = re.compile(r"\bExhibit\s+([A-Z]{1,2}|\d{1,3})\b(?!')")


@dataclass(frozen=True)
class FinalText:
    """The DOCX as it came, its PDF, and what a person should know of it, in plain words."""

    docx: bytes
    pdf: bytes
    notes: tuple[str, ...]


def finished(
    path: Path, public: PublicCase, sheet: Sheet, order: Order, folder: Path, *, draft: bool, office: str | None = None
) -> FinalText:
    """Read the DOCX at `path` and set it. `folder`: where plain text may lie for a moment; it is left empty.

    `office`: the word processor to set it with; None: our own engine, which keeps all words but not all of the look.
    PersonError when the file cannot be used, with every reason.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_read(error, path) from None
    ours = declaration(public, sheet, order, {}, draft=draft)
    edited = read_edited(data, ours, path.name)
    notes = list(_told(edited, public, order))
    made = _by_office(office, data, folder) if office else None
    if made is not None and arrived(edited.texts, made):
        notes.insert(0, "The declaration is the lawyer's file, set by the word processor of this computer.")
        return FinalText(data, made, tuple(notes))
    if office:
        notes.insert(0, "The word processor of this computer could not set every word, so our own engine set the file.")
    from assistant.documents.pdf import render_pdf

    pdf = render_pdf(edited.document).data
    if not arrived(edited.texts, pdf):
        raise PersonError(
            "not every word of this document could be set.",
            where=path.name,
            remedy="Print it to a PDF in the word processor, and file that in place of the declaration.",
        )
    lost = "; ".join(edited.not_kept)
    notes.insert(
        0,
        "The declaration is the lawyer's file. Every word is kept; the page is set in our own type"
        + (f". Not kept: {lost}." if lost else "."),
    )
    return FinalText(data, pdf, tuple(notes))


def _told(edited: Edited, public: PublicCase, order: Order) -> list[str]:
    """What no longer agrees with the case."""
    told, words = [], re.sub(r"\s+", " ", " ".join(edited.texts))
    oath = re.sub(r"\s+", " ", order.declaration.attached_text or order.declaration.text)
    if oath not in words:
        told.append("The oath of the law sheet does not stand in it word for word. A lawyer should look at that.")
    labels = {e.label for e in public.told.exhibits}
    cited = {label for text in edited.texts for label in _CITED.findall(text)}
    if missing := sorted(cited - labels):
        told.append(f"It names exhibits that are not in the packet: {', '.join(missing)}.")
    if unnamed := sorted(labels - cited):
        told.append(f"It does not name these exhibits of the packet: {', '.join(unnamed)}.")
    return told


def _by_office(office: str, data: bytes, folder: Path) -> bytes | None:
    """The DOCX as PDF by LibreOffice, in a private folder with a profile of its own; None when that fails."""
    work = folder / "setting"
    work.mkdir(mode=0o700)
    try:
        (work / "declaration.docx").write_bytes(data)
        command = [
            office,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={(work / 'profile').resolve().as_uri()}",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            str(work),
            str(work / "declaration.docx"),
        ]
        # a program of this computer that the person installed; it gets no other file and its own home
        subprocess.run(  # noqa: S603
            command,
            check=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(work)},
        )
        return (work / "declaration.pdf").read_bytes()
    except (OSError, subprocess.SubprocessError):
        return None
    finally:
        shutil.rmtree(work, ignore_errors=True)


def office_here() -> str | None:
    """The word processor of this computer that can set a DOCX, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")
