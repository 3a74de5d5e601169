"""Asking the separate processes (assistant.evidence.worker) to open files, and outliving whatever happens there.

A process serves many files, for starting one takes a fifth of a second. One that crashes, hangs or runs out of
memory is ended, its file is refused in words, and the next file gets a new process. A file goes there whole, or
is lent: the process asks for the pieces it needs, so that neither side holds it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import ContextVar
from functools import cache
from typing import Any, BinaryIO, TypeVar

from assistant.errors import PersonError, Problem
from assistant.evidence.media import PRINT_ANEW
from assistant.evidence.worker import EACH_MEGABYTE, PIECE, receive, send

T = TypeVar("T")
R = TypeVar("R")
SECONDS = 120.0  # for one file, or for the next reply about a lent one, by the clock
_MOST_ANSWER = 2_000_000_000  # bytes
_BESIDE = 2  # threads more than processes
_MAIN = "from assistant.evidence.worker import main; main()"
_START = "import sys; n = sys.argv.index('--'); sys.path[:] = sys.argv[1:n]; exec(sys.argv[n + 1])"

Reply = tuple[dict[str, Any], list[bytes]]


class _Gone(Exception):
    """The process ended, or said what it cannot say."""


class Loan:
    """A file that is lent to a process piece by piece. `open` gives a stream of it from its beginning, as often as
    it is called; `size` is in bytes, `where` how it is called. A stream that cannot seek is read on, or opened anew.
    """

    def __init__(self, open: Callable[[], BinaryIO], size: int, where: str) -> None:
        self.size = size
        self._open, self._where = open, where
        self._file: BinaryIO | None = None
        self._at = 0

    def piece(self, at: int, most: int) -> bytes:
        """At most `most` bytes from `at` on. PersonError when the file can no longer be read."""
        try:
            file = self._to(at)
            data = file.read(most)
        except OSError as error:
            raise PersonError(
                f"this file cannot be read ({(error.strerror or 'unknown reason').lower()}).",
                where=self._where,
                remedy="Check that it is still there and that you may open it.",
            ) from None
        self._at += len(data)
        return data

    def _to(self, at: int) -> BinaryIO:
        if self._file is None or (at < self._at and not self._file.seekable()):
            self.close()
            self._file, self._at = self._open(), 0
        if at != self._at and self._file.seekable():
            self._at = self._file.seek(at)
        while self._at < at and (passed := self._file.read(min(PIECE, at - self._at))):
            self._at += len(passed)
        return self._file

    def close(self) -> None:
        """Close the stream, if one is open."""
        file, self._file = self._file, None
        if file is not None:
            file.close()


class _Process:
    """One worker process, started when first needed."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """Start it now, if it does not run: it gets ready while the program does other things."""
        self._running = self._running or _start(self._code)
        return self._running

    def ask(self, how: Mapping[str, Any], given: bytes | Loan, seconds: float) -> Generator[Reply, None, None]:
        """The replies to one job; the last is its result. _Gone when the process did not survive it.

        `seconds` are for each reply, and with EACH_MEGABYTE of a loan for all of them: what is done here with a
        reply before the next one is asked for does not count. When nobody asks on, the process is ended.
        """
        done, left = False, seconds
        if self._running is not None and self._running.poll() is not None:
            self.end()  # the system ended it while it was idle: no fault of this file
        if isinstance(given, Loan):
            left += given.size / 1e6 * EACH_MEGABYTE
            how = {**how, "size": given.size}
        try:
            self._tell(how, [given] if isinstance(given, bytes) else [], seconds)
            while not done:
                began = time.monotonic()
                head, parts = self._hear(min(seconds, left))
                left -= time.monotonic() - began
                message = head.pop("message", "")
                if message == "want":
                    self._tell({}, [_wanted(given, head)], seconds)
                else:
                    done = message != "piece"
                    yield head, parts
        finally:
            if not done:
                self.end()

    def _tell(self, head: Mapping[str, Any], parts: list[bytes], seconds: float) -> None:
        running = self.start()
        with _ended_after(running, seconds):
            try:
                send(running.stdin, head, parts)  # type: ignore[arg-type]
            except OSError:
                raise _Gone from None

    def _hear(self, seconds: float) -> Reply:
        running = self.start()
        with _ended_after(running, seconds):
            try:
                return receive(running.stdout, _MOST_ANSWER)  # type: ignore[arg-type]
            except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
                raise _Gone from None

    def kill(self) -> None:
        """Make whoever waits for an answer of the process wait no longer. May be called by any thread."""
        running = self._running
        if running is not None:
            running.kill()

    def end(self) -> None:
        """End the process now."""
        running, self._running = self._running, None
        if running is None:
            return
        running.kill()
        for pipe in (running.stdin, running.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        running.wait()


@contextlib.contextmanager
def _ended_after(running: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    timer = threading.Timer(max(0.0, seconds), running.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _wanted(given: bytes | Loan, head: Mapping[str, Any]) -> bytes:
    """The piece that a process wants. _Gone when it wants what it may not have."""
    at, most = head.get("at"), head.get("most")
    right = isinstance(at, int) and isinstance(most, int) and at >= 0 and 0 <= most <= PIECE
    if not right or isinstance(given, bytes):
        raise _Gone
    return given.piece(at, most)  # type: ignore[arg-type]


def _start(code: str) -> subprocess.Popen[bytes]:
    # Nothing of this program's environment goes along but what the system itself cannot do without.
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    paths = [path for path in sys.path if path and "\0" not in path]
    # -I: no path and no setting from the environment; -B: no compiled files are written
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, *paths, "--", code]
    return subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept, close_fds=True
    )


class Workers:
    """Up to `count` processes. `code` is what each runs (tests give their own)."""

    def __init__(self, count: int = 0, code: str = _MAIN, seconds: float = SECONDS) -> None:
        self.count = count or max(1, min(4, _cores()))
        self.seconds = seconds
        self._code = code
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()
        for _ in range(self.count):
            self._idle.put(_Process(code))

    def ask(self, job: str, given: bytes | Loan, where: str, *, remedy: str = PRINT_ANEW, **how: Any) -> Reply:
        """Do `job` (a key of assistant.evidence.opening.JOBS) with a file in another process; its result.

        PersonError, with `where` as the place, when the file is refused or its reader did not survive it; `remedy`
        is what helps then.
        """
        *_, last = self.replies(job, given, where, remedy=remedy, **how)
        return last

    def replies(
        self, job: str, given: bytes | Loan, where: str, *, remedy: str = PRINT_ANEW, **how: Any
    ) -> Generator[Reply, None, None]:
        """Like `ask`, for a job that gives its result in pieces: each as it comes, the last one at the end.

        Whoever has enough may stop: the process does not go on without a reader.
        """
        process = self._take(isinstance(given, bytes))
        try:
            with contextlib.closing(process.ask({"job": job, "where": where, **how}, given, self.seconds)) as found:
                for head, parts in found:
                    _refuse(head, where, remedy)
                    yield head, parts
        except _Gone:
            raise PersonError(
                "this file could not be opened: its reader stopped, took too long or ran out of memory.",
                where=where,
                remedy=remedy,
            ) from None
        finally:
            self._give_back(process)
            if isinstance(given, Loan):
                given.close()

    def _take(self, wait: bool) -> _Process:
        try:
            return self._idle.get(wait)
        except queue.Empty:  # while one log is read, something else is asked: it must not wait for itself
            return _Process(self._code)

    def _give_back(self, process: _Process) -> None:
        if self._idle.qsize() < self.count:
            self._idle.put(process)
        else:
            process.end()

    def warm(self, count: int) -> None:
        """Start up to `count` processes ahead of their first job."""
        taken = [self._idle.get() for _ in range(min(count, self.count))]
        for process in taken:
            with contextlib.suppress(OSError):  # the job itself says that it cannot be done
                process.start()
            self._idle.put(process)

    def each(
        self,
        do: Callable[[T], R],
        things: Sequence[T],
        unwanted: Callable[[Any], None] | None = None,
        beside: int = _BESIDE,
    ) -> Generator[tuple[T, R | PersonError], None, None]:
        """`do` for each thing, several at once; in their order, with the error of any that failed.

        When it is closed or interrupted, it ends at once: what is in work is broken off, and `unwanted` is called
        with each result that was made and not handed on. `beside`: threads more than processes, where `do` itself
        has work that a process need not wait for; each of them holds one result more in memory.
        """

        def tried(thing: T) -> R | PersonError:
            try:
                return do(thing)
            except PersonError as error:
                return error

        # not all of a large batch waits with its bytes in memory
        waiting: deque[tuple[T, Future[R | PersonError]]] = deque()
        ours = list(self._idle.queue)
        # with threads beside the processes, files are read, hashed and written while the processes open others
        pool = ThreadPoolExecutor(self.count + beside)
        try:
            for thing in things:
                waiting.append((thing, pool.submit(tried, thing)))
                if len(waiting) > self.count + beside:
                    yield _first(waiting)
            while waiting:
                yield _first(waiting)
        finally:
            _break_off([future for _, future in waiting], ours)
            pool.shutdown()
            for _, future in waiting:
                if unwanted and not future.cancelled() and not future.exception():
                    made = future.result()
                    if not isinstance(made, PersonError):
                        unwanted(made)

    def close(self) -> None:
        """End the processes that are idle."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().end()


def _refuse(head: Mapping[str, Any], where: str, remedy: str) -> None:
    """PersonError when that is what a reply says."""
    if "refused" in head:
        try:
            problems = [Problem(str(what), str(at), str(more)) for what, at, more in head["refused"]]
        except (TypeError, ValueError):
            raise _Gone from None
        raise PersonError(problems)
    if "failed" in head:
        raise PersonError("this file cannot be read; it may be damaged.", where=where, remedy=remedy)


def _first(waiting: deque[tuple[T, Future[R]]]) -> tuple[T, R]:
    """The first thing and its result, taken from those that wait once the result is there."""
    thing, future = waiting[0]
    result = future.result()
    waiting.popleft()
    return thing, result


def _break_off(futures: Sequence[Future[Any]], processes: Sequence[_Process]) -> None:
    """End this work now: cancel what has not begun, and end the processes of what has, until none is left."""
    for future in futures:
        future.cancel()
    while left := [future for future in futures if not future.done()]:
        for process in processes:
            process.kill()
        wait(left, 0.05)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


@cache
def shared() -> Workers:
    """The processes of this run; they end with it."""
    workers = Workers()
    atexit.register(workers.close)
    return workers


def get_ready(files: int) -> None:
    """Start the processes that `files` files will need, so that they are ready when the first file comes."""
    if files:
        shared().warm(files)


Progress = Callable[[int, int], None]
_watcher: ContextVar[Progress | None] = ContextVar("_watcher", default=None)


@contextlib.contextmanager
def watched(progress: Progress) -> Iterator[None]:
    """Within this, `progress` is called with how many files of how many `each` is done with."""
    before = _watcher.set(progress)
    try:
        yield
    finally:
        _watcher.reset(before)


def each(
    do: Callable[[T], R],
    things: Iterable[T],
    unwanted: Callable[[Any], None] | None = None,
    beside: int = _BESIDE,
) -> Generator[tuple[T, R | PersonError], None, None]:
    """`Workers.each` of the shared processes."""
    batch, watcher = list(things), _watcher.get()
    with contextlib.closing(shared().each(do, batch, unwanted, beside)) as results:
        for done, result in enumerate(results, 1):
            if watcher is not None:
                watcher(done, len(batch))
            yield result
