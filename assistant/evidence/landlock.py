"""On Linux: this process and all it starts may from now on read only what lies below some folders.

Landlock (linux/landlock.h, since Linux 5.13) takes rights away from a process that asks for it itself, for good and
without any special right. Files opened before stay open; the names and sizes of files can still be asked for.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

# The same on every processor that Linux runs on but Alpha.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_NO_NEW_PRIVS: Final = 38  # PR_SET_NO_NEW_PRIVS, without which the limit is refused
_VERSION: Final = 1  # flag: tell the version instead
_PATH_BENEATH: Final = 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_ALL_FILES: Final = (1 << 13) - 1  # run, write, read, list, make and remove anything: version 1
_TCP: Final = 0b11  # bind and connect: version 4
_OUTSIDE: Final = 0b11  # sockets without a name in the file system, and signals, to processes outside: version 6

# The system's own libraries, fonts and time zones; never a folder in which people keep files.
_SYSTEM: Final = (
    "/usr", "/lib", "/lib32", "/lib64", "/opt", "/nix/store", "/gnu/store", "/app", "/snap",
    "/etc/fonts", "/etc/ld.so.cache", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu",
)  # fmt: skip


def read_only_the_program() -> bool:
    """Leave this process nothing to read but Python, what is installed for it, this program, and the system's parts.

    False where the system knows no such limit.
    """
    return sys.platform == "linux" and read_only(_program())


def read_only(paths: Iterable[str | Path]) -> bool:
    """Leave this process nothing to read but what these files and folders hold; it writes and runs nothing any more.

    False, with nothing changed, where the system knows no such limit.
    """
    try:
        system = ctypes.CDLL(None, use_errno=True)
        version = system.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    except (OSError, AttributeError):
        return False
    if version < 1:
        return False
    rules = [_ALL_FILES, *([_TCP] if version >= 4 else []), *([_OUTSIDE] if version >= 6 else [])]
    about = struct.pack(f"={len(rules)}Q", *rules)
    ruleset = system.syscall(_CREATE_RULESET, about, ctypes.c_size_t(len(about)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for path in paths:
            _allow(system, ruleset, path)
        system.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
        return bool(system.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _allow(system: ctypes.CDLL, ruleset: int, path: str | Path) -> None:
    try:
        at = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not there: nothing to allow
        return
    try:
        rights = _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE
        rule = struct.pack("=Qi", rights, at)
        system.syscall(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint32(0))
    finally:
        os.close(at)


def _program() -> Iterator[str | Path]:
    from assistant.places import data_folder, fonts_folder

    package = Path(__file__).resolve().parent.parent
    installed = [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix]
    installed += [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    yield from _SYSTEM
    yield from (path for path in installed if path and not _holds_home(path))
    yield from (package, fonts_folder(), data_folder("templates"), data_folder("jurisdictions"))


def _holds_home(path: str) -> bool:
    """Is it the person's own folder, or one above it?"""
    try:
        return Path.home().resolve().is_relative_to(Path(path).resolve())
    except (RuntimeError, OSError):  # nobody's account
        return False
