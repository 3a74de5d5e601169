"""Writing a packet: all of it, or nothing. The only place that writes plain text.

Everything goes to a staging folder inside the target first. Ctrl-C, a closed window or a full disk leave the target
as it was; the change-over at the end is a few renames that are undone when one of them fails.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from assistant.disclosure import Reader
from assistant.errors import PersonError
from assistant.packet.model import Packet, Progress, silent
from assistant.vault import write_atomically

_STAGING = ".new-"


def write(packet: Packet, folder: Path, *, replace: bool, progress: Progress = silent) -> list[Path]:
    """Write the packet into `folder`. PersonError when papers are there and not `replace`.

    Papers that were there move to `before-1`, `before-2`, ...: a lawyer may have written in them.
    """
    readers = sorted({file.reader for file in packet.files})
    there = papers_there(folder, replace=replace)
    with staging_in(folder) as staging:
        for reader in readers:
            (staging / reader.value).mkdir(mode=0o700)
        for n, file in enumerate(packet.files, 1):
            write_atomically(staging / file.reader.value / file.name, file.data)
            progress("Writing the papers", n, len(packet.files))
        with uninterrupted():
            _change_over(staging, folder, there, [reader.value for reader in readers])
    return [folder / file.reader.value / file.name for file in packet.files]


def papers_there(folder: Path, *, replace: bool) -> list[Path]:
    """Folders of papers made before. PersonError when there are some and not `replace`."""
    there = [folder / r.value for r in Reader if (folder / r.value).exists()]
    if there and not replace:
        raise PersonError(
            "papers are already here.",
            where=str(folder),
            remedy="Use --replace to put the new ones in their place, or choose another folder with --out.",
        )
    return there


@contextlib.contextmanager
def staging_in(folder: Path) -> Iterator[Path]:
    """A fresh folder inside `folder`, gone afterwards with all that is still in it. PersonError when none can be made."""
    staging: Path | None = None
    fresh = not folder.exists()
    try:
        # from the moment the folder is there, the `finally` below knows of it, whenever Ctrl-C comes
        with uninterrupted():
            staging = _made_in(folder)
        yield staging
    finally:
        if staging is not None:
            try:
                with uninterrupted():
                    shutil.rmtree(staging, ignore_errors=True)
            except BaseException:
                shutil.rmtree(staging, ignore_errors=True)  # it came before the signals were held back
                raise
        if fresh:
            with contextlib.suppress(OSError):
                folder.rmdir()  # ours, and still empty when nothing was made


def _made_in(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in folder.glob(f"{_STAGING}*"):
            if not _in_use(old):  # left by a run that was killed outright
                shutil.rmtree(old, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=f"{_STAGING}{os.getpid()}-", dir=folder))
    except OSError as error:
        raise PersonError(
            f"the folder cannot be written ({(error.strerror or 'unknown reason').lower()}).",
            where=str(folder),
            remedy="Choose another folder with --out.",
        ) from None


def _in_use(staging: Path) -> bool:
    """Does the program that made this folder still run? Yes when in doubt."""
    owner = staging.name.removeprefix(_STAGING).partition("-")[0]
    if not owner.isdecimal() or os.name != "posix":
        return True
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _change_over(staging: Path, folder: Path, there: list[Path], names: list[str]) -> None:
    """Old folders aside, new ones in their place; undone when a rename fails."""
    done: list[tuple[Path, Path]] = []
    before = next(b for n in count(1) if not (b := folder / f"before-{n}").exists())
    try:
        if there:
            before.mkdir(mode=0o700)
        for source, target in [
            *((old, before / old.name) for old in there),
            *((staging / name, folder / name) for name in names),
        ]:
            os.replace(source, target)
            done.append((source, target))
    except OSError as error:
        for source, target in reversed(done):
            with contextlib.suppress(OSError):
                os.replace(target, source)
        with contextlib.suppress(OSError):
            before.rmdir()
        raise PersonError(
            f"the new papers could not be put in place ({(error.strerror or 'unknown reason').lower()}).",
            where=str(folder),
            remedy="What was there before is still there. Close programs that show these papers, then try again.",
        ) from None


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C and the like wait until this is over."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, Any]] = []
    before = {s: signal.signal(s, lambda n, frame: came.append((n, frame))) for s in _signals()}
    try:
        yield
    finally:
        for s, handler in before.items():
            signal.signal(s, handler)
        for number, frame in came:
            handler = before[signal.Signals(number)]
            if callable(handler):
                handler(number, frame)


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """A closed window or a polite kill end the work as Ctrl-C does, so that nothing half-written stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before = {s: signal.signal(s, stop) for s in _signals() if s != signal.SIGINT}
    try:
        yield
    finally:
        for s, handler in before.items():
            signal.signal(s, handler)


def _signals() -> list[signal.Signals]:
    return [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
