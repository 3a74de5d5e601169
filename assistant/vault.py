"""The case folder: the only room that reads and writes a saved case.

    <folder>/case.json     every answer; replaced in one step after each one, so that a killed program or a
                           full disk leaves the last whole file
    <folder>/case.before   the save before that, should the disk itself damage the first
    <folder>/evidence/     originals, byte for byte, named by their SHA-256
    <folder>/readings/     words that were read off pictures, so that each is read once

Folders are 0700 and files 0600 from the moment they exist. Names of people never stand in a file name.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from assistant.answers import Answers
from assistant.errors import PersonError

FORMAT = 1
_CASE, _BEFORE, _EVIDENCE, _READINGS = "case.json", "case.before", "evidence", "readings"


def default_folder() -> Path:
    """Where a case lies when no folder is named: a neutral name in the person's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("paperwork", appauthor=False) / "notes"


@dataclass
class Vault:
    """An open case folder. `answers` is changed in place; `save` writes it."""

    folder: Path
    answers: Answers = field(default_factory=Answers)
    evidence: dict[str, dict[str, Any]] = field(default_factory=dict)  # sha256 -> name, size, media
    decisions: list[dict[str, Any]] = field(default_factory=list)  # who went on in spite of what, and why
    names_on_disk: bool = True  # False while names of new originals may not have reached the disk; `save` sees to it

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> Vault:
        """Open the case in `folder`, making the folder when `create`. PersonError when it cannot be read."""
        if not folder.exists() and not create:
            raise PersonError(
                "there is no saved case here.", where=str(folder), remedy="Start one with: paperwork start"
            )
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if (folder / _CASE).exists() or (folder / _BEFORE).exists():
                return cls._read(folder)
            if not create:
                raise PersonError(
                    "there is no saved case here.", where=str(folder), remedy="Start one with: paperwork start"
                )
            if os.name == "posix":
                folder.chmod(0o700)
            return cls(folder)
        except OSError as error:
            raise _unreadable(folder, error) from None

    @classmethod
    def _read(cls, folder: Path) -> Vault:
        tried = []
        for name in (_CASE, _BEFORE):
            try:
                data = json.loads((folder / name).read_text("utf-8"))
                if data.get("format") != FORMAT:
                    raise PersonError(
                        "this case was saved by a newer program.",
                        where=str(folder / name),
                        remedy="Install the newest version, then open it again.",
                    )
                return cls(
                    folder,
                    Answers.from_json(data["answers"]),
                    dict(data.get("evidence", {})),
                    list(data.get("decisions", [])),
                )
            except FileNotFoundError:
                continue
            except (ValueError, KeyError, AttributeError, UnicodeDecodeError):
                tried.append(name)
        raise PersonError(
            f"the saved case is damaged ({', '.join(tried)}).",
            where=str(folder),
            remedy="Keep the folder as it is and show it to someone who can recover files.",
        )

    def save(self) -> None:
        """Write the case in one step. PersonError when the disk refuses; the earlier save is then untouched."""
        data = {
            "format": FORMAT,
            "answers": self.answers.to_json(),
            "evidence": self.evidence,
            "decisions": self.decisions,
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        if not self.names_on_disk:  # once for a batch, before the case tells of them
            _sweep(self.folder / _EVIDENCE)
            _sync_folder(self.folder / _EVIDENCE)
            self.names_on_disk = True
        target = self.folder / _CASE
        with contextlib.suppress(FileNotFoundError):
            replace_link(target, self.folder / _BEFORE)
        write_atomically(target, text.encode("utf-8"))

    def keep_original(self, data: bytes, name: str, media: str) -> str:
        """Store an evidence file unchanged; returns its SHA-256. The same bytes are stored once."""
        digest = hashlib.sha256(data).hexdigest()
        self.hold_original(data, digest).keep(name, media)
        return digest

    def hold_original(self, data: bytes, digest: str) -> Held:
        """Write an evidence file whose SHA-256 is `digest` to disk, as no part of the case yet (see `Held`).

        Several may be written at once, by several threads. PersonError on disk trouble.
        """
        try:
            (self.folder / _EVIDENCE).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise _unreadable(self.folder / _EVIDENCE, error) from None
        target = self.folder / _EVIDENCE / digest
        return Held(self, target, len(data), None if target.exists() else write_beside(target, data))

    def keep_file(self, path: Path, name: str, media: str) -> str:
        """Like `keep_original`, from a file of any size, a piece at a time. PersonError on disk trouble."""
        try:
            (self.folder / _EVIDENCE).mkdir(mode=0o700, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder / _EVIDENCE, prefix=".new-")
        except OSError as error:
            raise _unreadable(self.folder / _EVIDENCE, error) from None
        digest, size = hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as out, path.open("rb") as source:
                while piece := source.read(1 << 20):
                    digest.update(piece)
                    size += len(piece)
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            os.replace(temporary, self.folder / _EVIDENCE / digest.hexdigest())
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            if isinstance(error, OSError):
                raise _unreadable(path, error) from None
            raise
        _sync_folder(self.folder / _EVIDENCE)
        self.evidence[digest.hexdigest()] = {"name": name, "size": size, "media": media}
        return digest.hexdigest()

    def open_original(self, digest: str) -> BinaryIO:
        """An original as a stream, for files too large to hold. Its hash is not looked at."""
        path = self.folder / _EVIDENCE / digest
        try:
            return path.open("rb")
        except OSError as error:
            raise _unreadable(path, error) from None

    def original(self, digest: str) -> bytes:
        """The bytes of an original. PersonError when it is missing or no longer has its hash."""
        path = self.folder / _EVIDENCE / digest
        try:
            data = path.read_bytes()
        except OSError as error:
            raise _unreadable(path, error) from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise PersonError(
                "an evidence file was changed since it was added.",
                where=str(path),
                remedy="Add the original file again.",
            )
        return data

    def reading(self, key: str) -> bytes | None:
        """What was kept under `key` by `keep_reading`, or None. PersonError on disk trouble."""
        try:
            return (self.folder / _READINGS / key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unreadable(self.folder / _READINGS / key, error) from None

    def keep_reading(self, key: str, data: bytes) -> None:
        """Keep what was read off a page of evidence, under a key of letters and digits. It can be made again."""
        try:
            (self.folder / _READINGS).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise _unreadable(self.folder / _READINGS, error) from None
        write_atomically(self.folder / _READINGS / key, data)


@dataclass
class Held:
    """An original that is whole on disk under a passing name, until it is known if it becomes part of the case."""

    vault: Vault
    target: Path
    size: int
    temporary: Path | None  # None when the case has these bytes already

    def keep(self, name: str, media: str) -> None:
        """Make it part of the case, in one step; for good with the next `save`. PersonError on disk trouble."""
        if self.temporary is not None:
            put_in_place(self.temporary, self.target)
            self.vault.names_on_disk = False
        self.vault.evidence[self.target.name] = {"name": name, "size": self.size, "media": media}

    def drop(self) -> None:
        """Take it away again."""
        if self.temporary is not None:
            with contextlib.suppress(OSError):
                self.temporary.unlink()


def replace_link(source: Path, target: Path) -> None:
    """Make `target` another name of `source`, replacing an older one; without links, leave the older one."""
    spare = target.with_suffix(".new")
    with contextlib.suppress(FileNotFoundError):
        spare.unlink()
    try:
        os.link(source, spare)
        spare.replace(target)
    except FileNotFoundError:
        raise
    except OSError:
        return  # a file system without links (some USB sticks): the atomic replace alone protects the save


def write_atomically(target: Path, data: bytes, mode: int = 0o600) -> None:
    """Write `data` so that `target` is either the old file or the whole new one. PersonError on disk trouble."""
    put_in_place(write_beside(target, data, mode), target)
    _sync_folder(target.parent)


def write_beside(target: Path, data: bytes, mode: int = 0o600) -> Path:
    """Write `data` to disk under a passing name in the folder of `target`; that name. PersonError on disk trouble."""
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    except OSError as error:
        raise _unreadable(target, error) from None
    try:
        with os.fdopen(handle, "wb") as out:
            if os.name == "posix":
                os.fchmod(out.fileno(), mode)
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise _unreadable(target, error) from None
        raise
    return Path(temporary)


def put_in_place(temporary: Path, target: Path) -> None:
    """Give the file its name, in one step. PersonError on disk trouble; the file is then gone."""
    try:
        os.replace(temporary, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise _unreadable(target, error) from None
        raise


def _sweep(folder: Path) -> None:
    """Remove what a program that was killed outright left half-written; a day old, so that none is still in work."""
    for old in folder.glob(".new-*"):
        with contextlib.suppress(OSError):
            if old.stat().st_mtime < time.time() - 86_400:
                old.unlink()


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system can; the data itself is on disk already
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unreadable(path: Path, error: OSError) -> PersonError:
    reasons = {
        errno.ENOSPC: ("the disk is full.", "Free some space, then do this again. What was saved before is safe."),
        errno.EDQUOT: ("your space on this disk is used up.", "Free some space, then do this again."),
        errno.EACCES: (
            "you may not read or write here.",
            "Choose another folder with --case or --out, or ask who owns it.",
        ),
        errno.EPERM: (
            "you may not read or write here.",
            "Choose another folder with --case or --out, or ask who owns it.",
        ),
        errno.EROFS: ("this disk is read-only.", "Choose another folder with --case or --out."),
        errno.ENOENT: ("there is no such file or folder.", "Check the name."),
        errno.ENOTDIR: ("a file stands where a folder should be.", "Choose another folder."),
        errno.EEXIST: ("a file stands where a folder should be.", "Choose another folder."),
        errno.ENAMETOOLONG: ("the name is too long.", "Choose a shorter one."),
    }
    what, remedy = reasons.get(
        error.errno or 0, (f"cannot be used ({error.strerror or 'unknown reason'}).", "Check the disk and the folder.")
    )
    return PersonError(what, where=str(path), remedy=remedy)
