"""Files inside a zip, read without unpacking anything to the disk, within caps."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from assistant.errors import PersonError
from assistant.evidence.logs.records import Notes, Source
from assistant.evidence.logs.text import MOST_TEXT, decoded

MOST_ENTRIES: Final = 50_000
MOST_RATIO: Final = 400  # text seldom shrinks below a hundredth; what does is made to fill a disk


@contextmanager
def opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """The archive. PersonError when it is damaged, locked, too large, or names files outside itself."""
    with source.open() as file:
        try:
            with zipfile.ZipFile(file) as archive:
                _look(archive, source.name)
                yield archive
        except PersonError:
            raise
        # a made-up archive fails in many ways, in the library and in the decompressor
        except Exception:
            raise PersonError(
                "this zip file cannot be read; it may be damaged.", where=source.name, remedy="Export or copy it again."
            ) from None


def _look(archive: zipfile.ZipFile, where: str) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise PersonError("this zip file holds more than 50,000 files.", where=where, remedy="Export a smaller part.")
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise PersonError(
                "this zip file names files outside itself.",
                where=where,
                remedy="Do not open it; export the chat again.",
            )
        if entry.flag_bits & 1:
            raise PersonError("this zip file has a password.", where=where, remedy="Make one without a password.")


def read_entry(archive: zipfile.ZipFile, name: str, where: str) -> bytes:
    """One file of the archive, at most 200 MB. What it says of its size is not believed."""
    entry = archive.getinfo(name)
    bomb = PersonError(
        "a file in this zip is far larger than it should be.", where=where, remedy="Do not open it; export it again."
    )
    if entry.file_size > MOST_TEXT or entry.file_size > 1_000_000 + MOST_RATIO * max(entry.compress_size, 1):
        raise bomb
    with archive.open(entry) as inside:
        data = inside.read(MOST_TEXT + 1)
    if len(data) > MOST_TEXT:
        raise bomb
    return data


def text_in_zip(source: Source, notes: Notes, endings: Sequence[str]) -> str:
    """The one text whose name has the first ending that any has. PersonError for none or several."""
    with opened(source) as archive:
        names = [e.filename for e in archive.infolist() if not e.is_dir()]
        for end in endings:
            found = [n for n in names if n.casefold().endswith(end)]
            if len(found) == 1:
                return decoded(read_entry(archive, found[0], source.name), source.name, notes)
            if found:
                raise PersonError(
                    f"this zip file holds {len(found)} chats.", where=source.name, remedy="Export each chat on its own."
                )
    raise PersonError(
        "no chat was found in this zip file.", where=source.name, remedy="Export the chat again, with or without media."
    )
