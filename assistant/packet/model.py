"""What a packet is made of: papers, finished files, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.disclosure import Leak, Reader
from assistant.findings import Finding, Severity

if TYPE_CHECKING:
    from assistant.packet.preflight import Result

PUBLIC_READERS = (Reader.COURT, Reader.SERVED)

# Told how far the work is: what is being done, steps done, steps in all.
Progress = Callable[[str, int, int], None]


def silent(what: str, done: int, total: int) -> None:
    """A progress that tells nobody."""


@dataclass(frozen=True)
class File:
    """One finished file of the packet."""

    reader: Reader
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Below:
    """Something inside a paper that contents and bookmarks name: an exhibit, a part of the declaration."""

    title: str
    page: int  # from 0, in the paper's own file
    pages: int = 0  # how many pages it has itself; 0 where that says nothing
    listed: bool = False  # in the contents as well as in the bookmarks


@dataclass(frozen=True)
class Paper:
    """One finished paper as a PDF without form fields, and who reads it."""

    kind: str
    title: str
    name: str  # of its file, without number and ending: 'declaration'
    readers: tuple[Reader, ...]
    position: int
    data: bytes = field(repr=False)
    below: tuple[Below, ...] = ()
    skip: int = 0  # pages at its beginning that the packet's own contents stand for
    fillable: bytes | None = field(default=None, repr=False)  # with its fields, for the lawyer


@dataclass(frozen=True)
class Checked:
    """A file that was looked over for e-filing: 'court/01-petition.pdf', and how it stands under each rule."""

    name: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Packet:
    """The finished files, what was noticed, and what was found that must not be seen."""

    files: tuple[File, ...]
    findings: tuple[Finding, ...]
    leaks: tuple[Leak, ...]  # hidden values found in what others would read
    replaced: tuple[str, ...]  # characters no font could show, by name
    draft: bool
    checked: tuple[Checked, ...] = ()
    notes: tuple[str, ...] = ()  # what a person should know of how the files were made, in plain words

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What stops a final packet."""
        return tuple(f for f in self.findings if f.severity is Severity.BLOCK)
