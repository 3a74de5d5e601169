"""From a file somewhere to an exhibit's original: read once, looked at, kept unchanged under its hash."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from assistant.answers import Answers
from assistant.errors import PersonError, Problem

MOST_BYTES = 100_000_000


class Store(Protocol):
    """Where originals rest: a case's vault, or memory for a run without a case."""

    def keep_original(self, data: bytes, name: str, media: str) -> str: ...
    def original(self, digest: str) -> bytes: ...


@dataclass
class Memory:
    """Originals of a run that leaves no case behind."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def keep_original(self, data: bytes, name: str, media: str) -> str:
        import hashlib

        digest = hashlib.sha256(data).hexdigest()
        self.kept[digest] = data
        return digest

    def original(self, digest: str) -> bytes:
        return self.kept[digest]


def take_into(store: Store, path: Path) -> dict[str, Any]:
    """Keep the file at `path`; the value of an exhibit's file answer: sha256, name, size, media, pages."""
    from assistant.evidence import take_in

    try:
        if path.stat().st_size > MOST_BYTES:
            raise PersonError(
                "this file is larger than 100 MB.", where=path.name, remedy="Attach a smaller copy or a part of it."
            )
        data = path.read_bytes()
    except OSError as error:
        raise PersonError(
            f"this file cannot be read ({(error.strerror or 'unknown reason').lower()}).",
            where=str(path),
            remedy="Check the name and that you may open it.",
        ) from None
    taken = take_in(data, path.name)
    digest = store.keep_original(data, path.name, taken.media)
    return {"sha256": digest, "name": path.name, "size": len(data), "media": taken.media}


def take_all(store: Store, answers: Answers) -> None:
    """Take in every exhibit that is still only a path. PersonError lists each one that cannot be used."""
    problems: list[Problem] = []
    for item in answers.ids("exhibits"):
        path = f"exhibits.{item}.file"
        value = answers.value(path)
        if isinstance(value, str):
            try:
                answers.put(path, take_into(store, Path(value)), by="file")
            except PersonError as error:
                problems += error.problems
    if problems:
        raise PersonError(problems)
