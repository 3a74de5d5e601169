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
from assistant.evidence.logs import google_voice
from assistant.evidence.logs.detect import kind_of
from assistant.evidence.logs.taking import shown_name, source_at

_LEAST_PAGES: Final = 2
_HEAD: Final = 65_536


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
    inside = sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    pages = tuple(p for p in inside if p.suffix.casefold() in (".html", ".htm") and _is_voice(p))
    if len(pages) < _LEAST_PAGES:
        pages = ()
    logs: list[Found] = []
    left_out: list[str] = []
    for path in inside:
        if path in pages:
            continue
        try:
            kind_of(source_at(path))
        except PersonError:
            left_out.append(shown_name(path.name))
        else:
            logs.append(Found(path))
    return Found(folder, pages, tuple(left_out)), logs


def _is_voice(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return google_voice.looks_like(file.read(_HEAD).decode("utf-8", "replace"))
    except OSError:
        return False


@contextlib.contextmanager
def as_one(found: Found, near: Path) -> Iterator[Path]:
    """The pages as one zip in the folder `near`, which is removed afterwards. The same pages give the same bytes."""
    near.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=near, prefix=".new-"))
    try:
        path = place / f"{found.path.resolve().name} ({len(found.pages)} pages).zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for page in found.pages:
                name = google_voice.FOLDER + page.relative_to(found.path).as_posix()
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), page.read_bytes())
        yield path
    finally:
        shutil.rmtree(place, ignore_errors=True)
