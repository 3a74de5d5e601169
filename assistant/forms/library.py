"""The court forms a person has taken in: the files themselves, unchanged, and a list made from them.

    <folder>/<sha256>.pdf    a form, byte for byte; the name says nothing
    <folder>/<sha256>.json   what was read from it (`keptread`); made again when it is missing or of another reader
    <folder>/list.json       what each is, made from the files; made again when it is missing or behind

The folder is 0700 and the files 0600 from the moment they exist.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import PersonError
from assistant.forms.keptread import keep_reading, kept_reading
from assistant.forms.model import Blank
from assistant.forms.recognise import fold, same_edition, same_number

_FORMAT = 1
_LIST = "list.json"


def default_library() -> Path:
    """Where the forms lie when no folder is named: a neutral name in the person's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("paperwork", appauthor=False) / "sheets"


@dataclass(frozen=True)
class Kept:
    """One form of the library, as its pages say. `number`, `title` and `edition` are '' where they say nothing."""

    sha256: str
    number: str
    title: str
    edition: str
    pages: int
    fields: int

    @property
    def called(self) -> str:
        """How it is named to a person: its number, else its title, else the beginning of its hash."""
        return self.number or self.title or f"form {self.sha256[:8]}"


@dataclass(frozen=True)
class Library:
    """The forms in a folder. The folder is made when the first form is added."""

    folder: Path

    def add(self, data: bytes, blank: Blank) -> bool:
        """Keep the file of a blank that was read from it. False when it was there already, byte for byte."""
        target = self._file(blank.sha256)
        if target.exists() and _digest(target) == blank.sha256:
            self.entries()
            return False
        from assistant.vault import write_atomically

        self._make_folder()
        write_atomically(target, data)
        keep_reading(self.folder, blank)
        self._write_list({**{e.sha256: e for e in self._listed()}, blank.sha256: _kept(blank)})
        return True

    def entries(self) -> tuple[Kept, ...]:
        """Every form, by number and edition. A file that is no form any more is left out; `damaged` tells."""
        files = set(self._digests())
        known = {entry.sha256: entry for entry in self._listed() if entry.sha256 in files}
        missing = files - known.keys()
        for digest in missing:
            if (entry := self._read_again(digest)) is not None:
                known[digest] = entry
        if missing and known:
            self._write_list(known)
        return tuple(sorted(known.values(), key=lambda e: (e.number or "~", e.title, e.edition, e.sha256)))

    def damaged(self) -> tuple[Path, ...]:
        """Files whose bytes are no longer those that were added."""
        return tuple(self._file(d) for d in sorted(self._digests()) if _digest(self._file(d)) != d)

    def bytes_of(self, sha256: str) -> bytes:
        """The file as it was added. PersonError when it is gone or was changed."""
        from assistant.forms.opening import read_file

        data = read_file(self._file(sha256))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise PersonError(
                "this form was changed since it was added.",
                where=str(self._file(sha256)),
                remedy="Delete that file and add the court's PDF again: paperwork forms add FILE",
            )
        return data

    def blank(self, sha256: str) -> Blank:
        """The form, read. PersonError as `bytes_of`."""
        data = self.bytes_of(sha256)
        if (known := kept_reading(self.folder, sha256)) is not None:
            return known
        from assistant.forms.blank import read_blank

        blank = read_blank(data, str(self._file(sha256)))
        keep_reading(self.folder, blank)
        return blank

    def held(self, number: str, title: str = "") -> tuple[Kept, ...]:
        """Every form of this number; for a form without one, of this title."""
        if number:
            return tuple(e for e in self.entries() if same_number(e.number, number))
        return tuple(e for e in self.entries() if not e.number and title and fold(e.title) == fold(title))

    def find(self, name: str) -> Kept:
        """The form called so: by number ('DV-100', 'dv100'), number and edition, title, or the beginning of its hash.

        PersonError when there is none, or more than one.
        """
        entries = self.entries()
        found = [e for e in entries if name and e.sha256.startswith(name.lower()) and len(name) >= 6]
        found = found or [e for e in entries if same_number(e.number, name)]
        found = found or [e for e in entries if e.number and fold(name) == fold(e.number + e.edition)]
        found = found or [e for e in entries if e.title and fold(name) and fold(name) in fold(e.title)]
        if not found:
            raise PersonError(
                f"no form '{name}' is in the library.",
                where=str(self.folder),
                remedy="See what is there with: paperwork forms list. Add one with: paperwork forms add FILE",
            )
        if len(found) > 1:
            several = "; ".join(f"{e.sha256[:8]} ({e.edition or 'edition not known'}, {e.fields} boxes)" for e in found)
            raise PersonError(
                f"there are {len(found)} forms '{name}' in the library: {several}.",
                where=str(self.folder),
                remedy="Name one by the letters and digits before its bracket.",
            )
        return found[0]

    def _file(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.pdf"

    def _digests(self) -> Iterator[str]:
        try:
            names = [p.stem for p in self.folder.iterdir() if p.suffix == ".pdf" and p.is_file()]
        except FileNotFoundError:
            return
        except OSError as error:
            raise _unusable(self.folder, error) from None
        yield from (name for name in names if re.fullmatch("[0-9a-f]{64}", name))

    def _read_again(self, digest: str) -> Kept | None:
        try:
            return _kept(self.blank(digest))
        except PersonError:
            return None

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix":
                self.folder.chmod(0o700)
        except OSError as error:
            raise _unusable(self.folder, error) from None

    def _listed(self) -> list[Kept]:
        """What the list says; nothing when it is missing, damaged or of another version."""
        try:
            data = json.loads((self.folder / _LIST).read_text("utf-8"))
            return [Kept(**entry) for entry in data["forms"]] if data["format"] == _FORMAT else []
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def _write_list(self, entries: dict[str, Kept]) -> None:
        from assistant.vault import write_atomically

        data: dict[str, Any] = {"format": _FORMAT, "forms": [asdict(e) for _, e in sorted(entries.items())]}
        write_atomically(self.folder / _LIST, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def _kept(blank: Blank) -> Kept:
    return Kept(blank.sha256, blank.number, blank.title, blank.edition, len(blank.page_sizes), len(blank.fields))


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise _unusable(path, error) from None


def _unusable(path: Path, error: OSError) -> PersonError:
    return PersonError(
        f"the library of forms cannot be used ({error.strerror or 'unknown reason'}).",
        where=str(path),
        remedy="Choose another folder with --forms DIR, or free some space.",
    )


def same_form(one: Kept, other: Kept) -> bool:
    """Whether two files are one form of one edition, as far as their pages say."""
    return same_number(one.number, other.number) and same_edition(one.edition, other.edition)
