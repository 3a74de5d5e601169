"""Whole folders of logs: what in them is a log, and the pages of one Google Voice download taken as one log."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.errors import PersonError
from assistant.evidence.logs.asking import kind_of
from assistant.evidence.logs.records import VOICE_FOLDER
from assistant.evidence.logs.taking import shown_name, source_at

_LEAST_PAGES: Final = 2
_PAGES: Final = (".html", ".htm")


@dataclass(frozen=True)
class Found:
    """What is to be taken in: a file, or several pages below `folder` that make one log. `left_out`: no logs, by name."""

    path: Path
    pages: tuple[Path, ...] = ()
    left_out: tuple[str, ...] = ()


def found_in(paths: Sequence[Path]) -> Iterator[Found]:
    """The files that were named, and the logs in the folders that were named. Links in a folder are not followed."""
    for path in paths:
        if path.is_dir():
            whole, logs = _found_in_folder(path)
            yield whole
            yield from logs
        else:
            yield Found(path)


def _found_in_folder(folder: Path) -> tuple[Found, list[Found]]:
    kinds: dict[Path, str] = {}
    left_out: list[str] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
        try:
            kinds[path] = kind_of(source_at(path))
        except PersonError:
            left_out.append(shown_name(path.name))
    pages = tuple(p for p, kind in kinds.items() if kind == "voice" and p.suffix.casefold() in _PAGES)
    if len(pages) < _LEAST_PAGES:
        pages = ()
    logs = [Found(path) for path in kinds if path not in pages]
    return Found(folder, pages, tuple(left_out)), logs


@contextlib.contextmanager
def as_one(found: Found, near: Path) -> Iterator[Path]:
    """The pages as one zip in the folder `near`, which is removed afterwards. The same pages give the same bytes."""
    near.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=near, prefix=".new-"))
    try:
        path = place / f"{found.path.resolve().name} ({len(found.pages)} pages).zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for page in found.pages:
                name = VOICE_FOLDER + page.relative_to(found.path).as_posix()
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), page.read_bytes())
        yield path
    finally:
        shutil.rmtree(place, ignore_errors=True)
