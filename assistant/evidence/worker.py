"""The separate process in which strangers' files are opened. It gets bytes, gives back bytes, and can do little else.

Started by assistant.evidence.apart. It has no environment, no secrets and no open files but two pipes. Before it
reads the first byte of a file it gives up what it can: memory and processor time are limited, files cannot be
written, programs cannot be started, there is no network, and of files only Python, what is installed for it and this
program itself can be read. Where a system knows no such limit, the rest holds.

A message on the pipe: four bytes of length, that much JSON, then the parts whose sizes the JSON gives. What comes
and goes is data alone: JSON and bytes, never objects.

    asked       {"job": ..., "where": ..., ...}, the file as its one part: the job gets bytes
    asked       {"job": ..., "size": n, ...}, no part: the job gets a file that it reads from piece by piece
    answered    {"message": "want", "at": n, "most": n}: the other side sends that piece of the file, the next part
    answered    {"message": "piece", ...}: a part of the result, more comes (the job is a generator and yielded it)
    answered    anything else: the result, and the job is done
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Generator, Mapping
from typing import Any, BinaryIO

from assistant.evidence.landlock import read_only_the_program

MEMORY = 3_000_000_000  # bytes of address space; 80 megapixels with transparency need about 1.3 GB
PROCESSOR = 110  # seconds of processor time for one file: 2,000 pages full of words need half of it
EACH_MEGABYTE = 1.0  # seconds more for each megabyte of a file that is read piece by piece, five times what one needs
PIECE = 1 << 20  # bytes of a file that are asked for at once
_MOST_HEAD = 64_000_000

Message = tuple[dict[str, Any], list[bytes]]
Told = Message | Generator[Message, None, Message]
Jobs = Mapping[str, Callable[[Any, Mapping[str, Any]], Told]]


def send(pipe: BinaryIO, head: Mapping[str, Any], parts: list[bytes]) -> None:
    """Write one message. OSError when nobody reads any more."""
    text = json.dumps({**head, "sizes": [len(p) for p in parts]}).encode()
    pipe.write(len(text).to_bytes(4, "big") + text)
    for part in parts:
        pipe.write(part)
    pipe.flush()


def receive(pipe: BinaryIO, most: int) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message of at most `most` bytes. EOFError when the other side is gone, ValueError when it is none."""
    length = int.from_bytes(_exactly(pipe, 4), "big")
    if length > _MOST_HEAD:
        raise ValueError("too long")
    head = json.loads(_exactly(pipe, length))
    sizes = head["sizes"]
    if not all(isinstance(n, int) and n >= 0 for n in sizes) or sum(sizes) > most:
        raise ValueError("too long")
    return head, [_exactly(pipe, n) for n in sizes]


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) != length:
        raise EOFError
    return data


def serve(jobs: Jobs) -> None:
    """Do one job after another until the other side closes the pipe."""
    from assistant.errors import PersonError

    asked, answers = _pipes()
    _give_up_rights()
    while True:
        try:
            how, parts = receive(asked, 2**40)
        except EOFError:
            return
        size = how.get("size", 0)
        _allow_processor_time(size)
        try:
            told = jobs[how["job"]](parts[0] if parts else Lent(asked, answers, size), how)
            head, made = told if isinstance(told, tuple) else _each_piece(told, answers)
        except PersonError as error:
            head, made = {"refused": [[p.what, p.where, p.remedy] for p in error.problems]}, []
        except MemoryError:
            # what is left of the memory is not to be trusted with the next file
            os._exit(3)
        except Exception as error:
            head, made = {"failed": type(error).__name__}, []
        send(answers, head, made)


def _each_piece(told: Generator[Message, None, Message], answers: BinaryIO) -> Message:
    """Send what a job yields as it comes; what it returns."""
    while True:
        try:
            head, parts = next(told)
        except StopIteration as end:
            made: Message = end.value
            return made
        send(answers, {**head, "message": "piece"}, parts)


class Lent:
    """A file on the other side of the pipes. `open` gives it afresh, from its beginning, as often as it is needed."""

    def __init__(self, asked: BinaryIO, answers: BinaryIO, size: int) -> None:
        self.size = size
        self._asked, self._answers = asked, answers

    def open(self) -> BinaryIO:
        """The file, to read and to seek in. EOFError while reading when the other side is gone."""
        # a small buffer: in a zip, what is wanted stands at many places; large reads go past it
        return io.BufferedReader(_LentFile(self), 1 << 16)

    def piece(self, at: int, most: int) -> bytes:
        """At most `most` bytes from the byte `at` on; fewer at the end of the file."""
        send(self._answers, {"message": "want", "at": at, "most": most}, [])
        return receive(self._asked, most)[1][0]


class _LentFile(io.RawIOBase):
    def __init__(self, lent: Lent) -> None:
        self._lent, self._at = lent, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, to + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._lent.size}[whence])
        return self._at

    def readinto(self, into: Any) -> int:
        view = memoryview(into).cast("B")
        data = self._lent.piece(self._at, min(len(view), PIECE))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def readall(self) -> bytes:
        made = bytearray()  # what io itself does asks for eight kilobytes at a time
        while data := self._lent.piece(self._at, PIECE):
            self._at += len(data)
            made += data
        return bytes(made)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes; whatever a library prints goes nowhere."""
    asked, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return os.fdopen(asked, "rb"), os.fdopen(answers, "wb")


def _give_up_rights() -> None:
    import signal

    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that asks
    _limit()
    read_only_the_program()  # before the next: behind that, nobody knows any more whose folder is whose
    _leave_the_network()
    sys.addaudithook(_refuse)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: the time limit of the asking side remains
        return
    for kind, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CORE", 0),  # no picture of this memory on disk
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NOFILE", 256),
    ):
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, kind), (most, most))


def _allow_processor_time(size: int) -> None:
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        most = PROCESSOR + size / 1e6 * EACH_MEGABYTE
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + most) + 1, hard))


def _leave_the_network() -> None:
    """On Linux: a world of its own without any network, where the system allows it; never new rights by exec."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        import ctypes

        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        system.unshare(0x10000000 | 0x40000000)  # CLONE_NEWUSER, CLONE_NEWNET


_REFUSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
    "shutil.",
    "urllib.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _refuse(event: str, details: tuple[Any, ...]) -> None:
    """Python's own audit hook: nothing a library does for a file may connect, run or write anything."""
    if event == "open":
        mode, flags = details[1], details[2]
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITING):
            raise PermissionError("files are not written here")
    elif event.startswith(_REFUSED):
        raise PermissionError("not here")


def main() -> None:
    """Open files for the program that started this process."""
    from assistant.evidence.opening import JOBS

    serve(JOBS)


if __name__ == "__main__":
    main()
