"""Progress: quiet when quick, a bar on a terminal, plain lines elsewhere, never in the way of the work."""

from __future__ import annotations

import io

import pytest

from assistant.terminal.progress import Progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, seconds: float, steps: int = 20, **how: object) -> str:
    clock = Clock()
    with Progress("Looking at files", steps, stream=stream, clock=clock, **how) as progress:  # type: ignore[arg-type]
        for _ in range(steps):
            clock.now += seconds
            progress.step()
    return stream.getvalue()


def test_quick_work_says_nothing() -> None:
    assert run(io.StringIO(), 0.01) == ""
    assert run(Terminal(), 0.01) == ""


def test_plain_lines_without_a_terminal() -> None:
    said = run(io.StringIO(), 2.0)
    lines = said.splitlines()
    assert lines[0] == "Looking at files: 1 of 20, about 38 seconds left"
    assert lines[-1] == "Looking at files: done, 20 of 20."
    assert 5 <= len(lines) <= 20
    assert "\r" not in said
    assert "\033" not in said


def test_a_bar_on_a_terminal_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("ACCESSIBLE", raising=False)
    said = run(Terminal(), 0.5)
    pictures = said.split("\r")
    assert any("[###" in p and "10 of 20" in p for p in pictures)
    assert max(map(len, pictures)) < 80
    assert pictures[-2].strip() == ""
    assert pictures[-1] == ""
    assert "\n" not in said


def test_screen_readers_get_lines_on_a_terminal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("ACCESSIBLE", "1")
    assert "\r" not in run(Terminal(), 2.0)
    monkeypatch.delenv("ACCESSIBLE")
    assert "\r" not in run(Terminal(), 2.0, plain=True)


def test_a_listener_that_went_away_does_not_stop_the_work() -> None:
    stream = io.StringIO()
    clock = Clock()
    done = []
    with Progress("Work", None, stream=stream, clock=clock) as progress:
        for n in progress.over(range(5)):
            clock.now += 2
            if n == 2:
                stream.close()
            done.append(n)
    assert done == [0, 1, 2, 3, 4]
    assert progress.done == 5


def test_control_characters_do_not_reach_the_terminal() -> None:
    stream, clock = io.StringIO(), Clock()
    with Progress("a\033[2J\nb", 3, stream=stream, clock=clock) as progress:
        clock.now = 3
        progress.step()
    assert "\033" not in stream.getvalue()
    assert stream.getvalue().splitlines()[0].startswith("a[2J b: 1 of 3")
