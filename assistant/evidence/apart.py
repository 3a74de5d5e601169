"""Asking the separate processes (assistant.evidence.worker) to open files, and outliving whatever happens there.

A process serves many files, for starting one takes a fifth of a second. One that crashes, hangs or runs out of
memory is ended, its file is refused in words, and the next file gets a new process.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

from assistant.errors import PersonError, Problem
from assistant.evidence.media import PRINT_ANEW
from assistant.evidence.worker import receive, send

T = TypeVar("T")
R = TypeVar("R")
SECONDS = 120.0  # for one file, by the clock
_MOST_ANSWER = 2_000_000_000  # bytes
_BESIDE = 2  # threads more than processes
_MAIN = "from assistant.evidence.worker import main; main()"
_START = "import sys; n = sys.argv.index('--'); sys.path[:] = sys.argv[1:n]; exec(sys.argv[n + 1])"

Reply = tuple[dict[str, Any], list[bytes]]


class _Gone(Exception):
    """The process ended, or said what it cannot say."""


class _Process:
    """One worker process, started when first needed."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it now, if it does not run: it gets ready while the program does other things."""
        self._running = self._running or _start(self._code)

    def ask(self, how: Mapping[str, Any], data: bytes, seconds: float) -> Reply:
        """The reply to one job. _Gone when the process did not survive it."""
        running = self._running = self._running or _start(self._code)
        timer = threading.Timer(seconds, running.kill)
        timer.daemon = True
        timer.start()
        try:
            send(running.stdin, how, [data])  # type: ignore[arg-type]
            return receive(running.stdout, _MOST_ANSWER)  # type: ignore[arg-type]
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            self.end()
            raise _Gone from None
        except BaseException:
            self.end()
            raise
        finally:
            timer.cancel()

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
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()
        for _ in range(self.count):
            self._idle.put(_Process(code))

    def ask(self, job: str, data: bytes, where: str, **how: Any) -> Reply:
        """Do `job` (a key of assistant.evidence.opening.JOBS) with a file's bytes in another process.

        PersonError, with `where` as the place, when the file is refused or its reader did not survive it.
        """
        process = self._idle.get()
        try:
            head, parts = process.ask({"job": job, "where": where, **how}, data, self.seconds)
        except _Gone:
            raise PersonError(
                "this file could not be opened: its reader stopped, took too long or ran out of memory.",
                where=where,
                remedy=PRINT_ANEW,
            ) from None
        finally:
            self._idle.put(process)
        if "refused" in head:
            raise PersonError([Problem(str(what), str(at), str(remedy)) for what, at, remedy in head["refused"]])
        if "failed" in head:
            raise PersonError("this file cannot be read; it may be damaged.", where=where, remedy=PRINT_ANEW)
        return head, parts

    def warm(self, count: int) -> None:
        """Start up to `count` processes ahead of their first job."""
        taken = [self._idle.get() for _ in range(min(count, self.count))]
        for process in taken:
            with contextlib.suppress(OSError):  # the job itself says that it cannot be done
                process.start()
            self._idle.put(process)

    def each(
        self, do: Callable[[T], R], things: Sequence[T], unwanted: Callable[[Any], None] | None = None
    ) -> Generator[tuple[T, R | PersonError], None, None]:
        """`do` for each thing, several at once; in their order, with the error of any that failed.

        When it is closed or interrupted, it ends at once: what is in work is broken off, and `unwanted` is called
        with each result that was made and not handed on.
        """

        def tried(thing: T) -> R | PersonError:
            try:
                return do(thing)
            except PersonError as error:
                return error

        # a few more than there are processes wait with their bytes in memory, not all of a large batch
        waiting: deque[tuple[T, Future[R | PersonError]]] = deque()
        ours = list(self._idle.queue)
        # with more threads than processes, files are read, hashed and written while the processes open others
        pool = ThreadPoolExecutor(self.count + _BESIDE)
        try:
            for thing in things:
                waiting.append((thing, pool.submit(tried, thing)))
                if len(waiting) > 2 * self.count + _BESIDE:
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
    do: Callable[[T], R], things: Iterable[T], unwanted: Callable[[Any], None] | None = None
) -> Generator[tuple[T, R | PersonError], None, None]:
    """`Workers.each` of the shared processes."""
    batch, watcher = list(things), _watcher.get()
    with contextlib.closing(shared().each(do, batch, unwanted)) as results:
        for done, result in enumerate(results, 1):
            if watcher is not None:
                watcher(done, len(batch))
            yield result
