"""The court's own forms, filled, as papers of the packet: each with the attachment that carries what did not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.disclosure import Reader
from assistant.packet.model import Paper


class FilledForm(Protocol):
    """What the forms room hands over of one form."""

    @property
    def flat(self) -> bytes:
        """Its fields are page content."""

    @property
    def fillable(self) -> bytes:
        """Still fillable, for the lawyer."""

    @property
    def attachment(self) -> bytes | None:
        """A PDF of what did not fit."""

    @property
    def readers(self) -> Sequence[str]:
        """court, served, confidential, law-enforcement."""

    @property
    def file_stem(self) -> str:
        """'10-dv-100': its position and its name."""


def papers_of(form: FilledForm, title: str, position: int) -> list[Paper]:
    """The form, and its attachment right after it. Officers read what is confidential: one folder holds both."""
    names = {"law-enforcement": Reader.CONFIDENTIAL.value}
    found = {Reader(names.get(reader, reader)) for reader in form.readers}
    readers = tuple(reader for reader in Reader if reader in found)
    stem = form.file_stem.partition("-")[2] or form.file_stem
    papers = [Paper(f"form-{stem}", title, stem, readers, position, form.flat, fillable=form.fillable)]
    if form.attachment is not None:
        name = f"{stem}-attachment"
        papers.append(Paper(f"form-{name}", f"{title}: attachment", name, readers, position, form.attachment))
    return papers
