"""From a file somewhere to an exhibit's original: read once, looked at, kept unchanged under its hash."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from assistant.answers import Answers
from assistant.errors import PersonError, Problem
from assistant.evidence.media import MOST_RECORDING_BYTES


class Held(Protocol):
    """An original that is written, and not yet part of the case."""

    def keep(self, name: str, media: str) -> None: ...
    def drop(self) -> None: ...


class Store(Protocol):
    """Where originals rest: a case's vault, or memory for a run without a case."""

    def keep_original(self, data: bytes, name: str, media: str) -> str: ...
    def hold_original(self, data: bytes, digest: str) -> Held: ...
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

    def hold_original(self, data: bytes, digest: str) -> Held:
        return _InMemory(self, data, digest)

    def original(self, digest: str) -> bytes:
        return self.kept[digest]


@dataclass(frozen=True)
class _InMemory:
    memory: Memory
    data: bytes
    digest: str

    def keep(self, name: str, media: str) -> None:
        self.memory.kept[self.digest] = self.data

    def drop(self) -> None:
        pass


@dataclass(frozen=True)
class Source:
    """A file to take in. `name` and `modified` (ISO 8601): what they were before it was put under another name."""

    path: Path
    name: str = ""
    modified: str = ""

    @property
    def shown(self) -> str:
        """What it is called, without characters that could steer a terminal."""
        return "".join(c if c.isprintable() else "\ufffd" for c in self.name or self.path.name or str(self.path))


def take_into(store: Store, path: Path) -> dict[str, Any]:
    """Keep the file at `path`; the value of an exhibit's file answer. PersonError when it cannot be used.

    The value: sha256, name, size (bytes), media, pages, modified, and where the file states them made, made_by
    and seconds (see assistant.case.model.OriginalFile).
    """
    ((_, result),) = take_each(store, [Source(path)])
    if isinstance(result, PersonError):
        raise result
    return result


def take_each(
    store: Store, sources: Sequence[Source]
) -> Generator[tuple[Source, dict[str, Any] | PersonError], None, None]:
    """Take in several files, two or more at once; each with its answer's value or with why it cannot be used.

    A file is kept when its value is handed on. Whoever stops before leaves nothing of the others behind.
    """
    from assistant.evidence.apart import each

    def held(source: Source) -> tuple[Held, dict[str, Any]]:
        # written to disk here, beside the opening of others: waiting for the disk is half of the time of a large batch
        data, value = _looked_at(source)
        return store.hold_original(data, value["sha256"]), value

    with closing(each(held, sources, unwanted=lambda made: made[0].drop())) as results:
        for source, result in results:
            if isinstance(result, PersonError):
                yield source, result
                continue
            original, value = result
            try:
                original.keep(value["name"], value["media"])
            except PersonError as error:
                yield source, error
            else:
                yield source, value


def _looked_at(source: Source) -> tuple[bytes, dict[str, Any]]:
    from assistant.evidence import take_in

    data, modified = read_file(source.path, source.shown)
    taken = take_in(data, source.shown)
    value: dict[str, Any] = {
        "sha256": taken.sha256,
        "name": source.shown,
        "size": len(data),
        "media": taken.media,
        "pages": taken.pages,
        "modified": source.modified or modified,
    }
    value |= {k: v for k in ("made", "made_by", "seconds") if (v := getattr(taken, k)) is not None}
    return data, value


def read_file(path: Path, shown: str) -> tuple[bytes, str]:
    """The bytes of a plain file, and when it was last changed (ISO 8601, UTC).

    PersonError for anything that is no plain file: a link may lead anywhere, a device or pipe never ends.
    """
    # O_NONBLOCK: opening a pipe that nobody writes to must not wait for ever
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_symlink():
            raise PersonError("this is only a link to a file.", where=shown, remedy="Name the file itself.")
        with os.fdopen(os.open(path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise PersonError(
                    "this is no plain file.", where=shown, remedy="Attach a file, such as a photo or a PDF."
                )
            if about.st_size > MOST_RECORDING_BYTES:
                raise PersonError(
                    f"this file is larger than {MOST_RECORDING_BYTES // 1_000_000} MB.",
                    where=shown,
                    remedy="Attach a smaller copy or a part of it.",
                )
            data = file.read(MOST_RECORDING_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "unknown reason").lower()
        if path.is_dir():
            raise PersonError("this is a folder.", where=shown, remedy="Name the files in it.") from None
        raise PersonError(
            f"this file cannot be read ({reason}).", where=shown, remedy="Check its name and that you may open it."
        ) from None
    return data, datetime.fromtimestamp(int(about.st_mtime), UTC).isoformat()


def same_file(answers: Answers, digest: str, but: str = "") -> str | None:
    """The id of an exhibit (other than `but`) that is the very same file, or None."""
    for item in answers.ids("exhibits"):
        value = answers.value(f"exhibits.{item}.file")
        if item != but and isinstance(value, dict) and value.get("sha256") == digest:
            return item
    return None


Watch = Callable[[Iterable[Any], int], Iterator[Any]]  # passes things on, and shows how many of so many are done


def unwatched(things: Iterable[Any], total: int) -> Iterator[Any]:
    """The same things, shown to nobody."""
    yield from things


def take_all(store: Store, answers: Answers, watch: Watch = unwatched) -> None:
    """Take in every exhibit that is still only a path. PersonError lists each one that cannot be used."""
    waiting: list[tuple[str, Source]] = []
    for item in answers.ids("exhibits"):
        path = f"exhibits.{item}.file"
        value = answers.value(path)
        if isinstance(value, str):
            waiting.append((path, Source(Path(value))))
        elif isinstance(value, dict) and "path" in value:
            waiting.append((path, Source(Path(value["path"]), value.get("name", ""), value.get("modified", ""))))
    if not waiting:
        return
    problems: list[Problem] = []
    results = watch(take_each(store, [source for _, source in waiting]), len(waiting))
    for (path, _), (_, result) in zip(waiting, results, strict=True):
        if isinstance(result, PersonError):
            problems += result.problems
        else:
            answers.put(path, result, by="file")
    if problems:
        raise PersonError(problems)
