"""How far a long piece of work has come: a bar on a terminal, plain lines everywhere else.

Nothing is shown for work that is over within a second. Only counts are shown, never names of files or people.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

from assistant.terminal.screen import safe_to_show, wants_plain

T = TypeVar("T")

QUIET = 1.0  # seconds before anything is shown
_REDRAW = 0.1  # seconds between two pictures of the bar
_LINES = 5.0  # seconds between two plain lines


class Progress:
    """`with Progress("Looking at files", 200) as p: ... p.step()`. Steps may come from several threads.

    `what` says what is being done; `total` is how many steps there are, None when nobody knows. The bar is
    drawn over and leaves no trace; plain lines (no terminal, TERM=dumb, ACCESSIBLE, `plain`) come at most every
    five seconds, and a last one says that it is done.
    """

    def __init__(
        self,
        what: str,
        total: int | None,
        *,
        plain: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.what, self.total, self.done = safe_to_show(what).replace("\n", " "), total, 0
        self._stream = stream if stream is not None else sys.stderr
        self._clock = clock
        self._bar = not wants_plain(plain) and self._stream.isatty()
        self._start = self._shown = clock()
        self._spoke = False
        self._drawn = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        with self._lock:
            if self._bar:
                self._erase()
            elif self._spoke and kind is None:
                self._write(f"{self.what}: done, {self._count()}.\n")

    def step(self, steps: int = 1) -> None:
        """So many more steps are done."""
        with self._lock:
            self.done += steps
            now = self._clock()
            if now - self._start < QUIET:
                return
            if self._bar:
                if not self._drawn or now - self._shown >= _REDRAW or self.done == self.total:
                    self._shown = now
                    self._draw(now)
            elif not self._spoke or now - self._shown >= _LINES:
                self._shown, self._spoke = now, True
                self._write(f"{self.what}: {self._count()}{self._left(now)}\n")

    def over(self, things: Iterable[T]) -> Iterator[T]:
        """The same things, each counted as a step once its work is done. The bar is away meanwhile: work may print lines."""
        for thing in things:
            with self._lock:
                self._erase()
            yield thing
            self.step()

    def _count(self) -> str:
        return f"{self.done:,} of {self.total:,}" if self.total is not None else f"{self.done:,}"

    def _left(self, now: float) -> str:
        """'; about 12 seconds left', once there is something to judge by."""
        if not self.total or not self.done or self.done >= self.total:
            return ""
        seconds = (now - self._start) * (self.total - self.done) / self.done
        if seconds < 1:
            return ""
        about = f"{round(seconds)} seconds" if seconds < 90 else f"{round(seconds / 60)} minutes"
        return f", about {'1 second' if about == '1 seconds' else about} left"

    def _draw(self, now: float) -> None:
        wide = min(80, shutil.get_terminal_size((80, 24)).columns) - 1
        text = f"{self.what}: {self._count()}{self._left(now)}"
        room = min(30, wide - len(text) - 3)
        if self.total and room >= 5:
            full = round(room * min(1.0, self.done / self.total))
            text = f"[{'#' * full}{'.' * (room - full)}] {text}"
        text = text[:wide]
        self._write("\r" + text + " " * max(0, self._drawn - len(text)))
        self._drawn = len(text)

    def _erase(self) -> None:
        if self._drawn:
            self._write("\r" + " " * self._drawn + "\r")
            self._drawn = 0

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            # nobody listens any more (a closed window, a pipe that ended): the work itself goes on
            self._stream, self._bar = open(os.devnull, "w", encoding="utf-8"), False  # noqa: SIM115


class Stages:
    """Work of several kinds, one after another: one bar, or lines, for each kind. Call it with what is being done,
    how many are done, and how many there are."""

    def __init__(self) -> None:
        self._what = ""
        self._done = 0
        self._bar: Progress | None = None

    def __enter__(self) -> Stages:
        return self

    def __exit__(self, *error: object) -> None:
        self.close(*error)

    def close(self, *error: object) -> None:
        """End the bar that is shown."""
        if self._bar is not None:
            self._bar.__exit__(*(error or (None, None, None)))
        self._bar, self._what = None, ""

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self.close()
            self._bar, self._what, self._done = Progress(what, total), what, 0
            self._bar.__enter__()
        assert self._bar is not None
        self._bar.step(max(0, done - self._done))
        self._done = max(done, self._done)
