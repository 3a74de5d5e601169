"""A screen to print on and to read lines from, in two modes.

Line mode (plain): words and line ends only, no colour, no repainting, no boxes; for screen readers,
TERM=dumb, very old or unusual terminals. Otherwise lines are read through questionary, which gives
editing, arrow keys and safe pasting of many lines. The words on screen are the same in both.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator
from typing import Any

_WIDEST = 80


class Left(Exception):
    """The person left: x, Ctrl-C, end of input, a closed window."""


def wants_plain(flag: bool) -> bool:
    """Line mode is asked for by --plain, ACCESSIBLE, or a terminal that cannot move its cursor."""
    return flag or bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM", "") in ("dumb", "")


class Screen:
    """Prints wrapped lines and reads typed ones. Raises Left when input ends."""

    def __init__(self, plain: bool) -> None:
        self.plain = plain
        self.dumb = os.environ.get("TERM", "") in ("dumb", "")
        self.colour = not plain and not os.environ.get("NO_COLOR") and sys.stdout.isatty()

    @property
    def width(self) -> int:
        return max(20, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns) - 1)

    def say(self, text: str = "", *, indent: str = "", hang: str = "", strong: bool = False) -> None:
        """Print `text`, wrapped at the screen's width; each newline stays. Control characters are left out."""
        for line in safe_to_show(text).split("\n"):
            for row in wrap(line, self.width, indent, indent + hang):
                sys.stdout.write(f"\033[1m{row}\033[0m\n" if strong and self.colour else row + "\n")
        sys.stdout.flush()

    def raw(self, row: str) -> None:
        """Print one row that is already as wide as it should be."""
        sys.stdout.write(safe_to_show(row) + "\n")

    def heading(self, text: str) -> None:
        self.say()
        self.say(text, strong=True)

    def clear(self) -> None:
        """Clear the screen and, where the terminal allows, what scrolled away."""
        if not self.dumb:
            sys.stdout.write("\033[2J\033[3J\033[H")
            sys.stdout.flush()

    def read(self, default: str = "", *, path: bool = False) -> str:
        """One typed line (or one pasted piece of text). Raises Left on Ctrl-C, Ctrl-D or a closed window."""
        try:
            if self.plain:
                return _read_line("> ", paste=not self.dumb)
            return self._read_rich(default, path)
        except (KeyboardInterrupt, EOFError, OSError):
            raise Left from None

    def _read_rich(self, default: str, path: bool) -> str:
        import questionary

        style = None if self.colour else questionary.Style([])
        options: dict[str, Any] = {"qmark": "", "style": style}
        prompt = (
            questionary.path(">", default=default, **options)
            if path
            else questionary.text(">", default=default, **options)
        )
        answer = prompt.unsafe_ask()
        return "" if answer is None else str(answer)


def wrap(line: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Wrap one line without breaking words or losing its leading spaces."""
    if not line.strip():
        return [""]
    return textwrap.wrap(
        line,
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [""]


_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


def safe_to_show(text: str) -> str:
    """Text without anything that could steer a terminal or turn a line around; newlines and tabs stay."""
    return "".join(c for c in text if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _HIDDEN))


@contextlib.contextmanager
def _unbuffered(stream: int) -> Iterator[None]:
    """Characters come one by one. The kernel's own line editing would cut a pasted line at 4,095 bytes."""
    import termios

    before = termios.tcgetattr(stream)
    now = termios.tcgetattr(stream)
    now[3] &= ~(termios.ICANON | termios.ECHO)
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    termios.tcsetattr(stream, termios.TCSADRAIN, now)
    try:
        yield
    finally:
        termios.tcsetattr(stream, termios.TCSADRAIN, before)


def _read_line(prompt: str, *, paste: bool) -> str:
    try:
        import termios  # noqa: F401
    except ImportError:
        return input(prompt)
    sys.stdout.write(prompt + ("\033[?2004h" if paste else ""))
    sys.stdout.flush()
    try:
        with _unbuffered(sys.stdin.fileno()):
            return _collect(sys.stdin.fileno())
    finally:
        if paste:
            sys.stdout.write("\033[?2004l")
            sys.stdout.flush()


# Bytes read beyond the end of a line (typed ahead) wait here for the next question.
_ahead: list[str] = []


def _collect(stream: int) -> str:
    """Read up to Enter, echoing; a bracketed paste is taken as one piece, newlines and all."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    line: list[str] = []
    pasting = False
    pending = ""
    while True:
        if _ahead:
            chunk = _ahead.pop()
        else:
            raw = os.read(stream, 65536)
            if not raw:
                raise EOFError
            chunk = decoder.decode(raw)
        pending += chunk
        while pending:
            if pending[0] == "\x1b":
                if pending.startswith("\x1b[200~"):
                    pasting, pending = True, pending[6:]
                    continue
                if pending.startswith("\x1b[201~"):
                    pasting, pending = False, pending[6:]
                    continue
                end = _escape_end(pending)
                if end is None:
                    break  # not whole yet
                pending = pending[end:]
                continue
            char, pending = pending[0], pending[1:]
            if char in "\r\n":
                if pasting:
                    line.append("\n")
                    _echo("\n")
                    continue
                _echo("\n")
                if pending:
                    _ahead.append(pending)
                return "".join(line)
            if char == "\x04":
                if not line:
                    raise EOFError
            elif char in "\x7f\b":
                if line and line[-1] != "\n":
                    gone = line.pop()
                    width = (
                        2 if unicodedata.east_asian_width(gone) in "WF" else (0 if unicodedata.combining(gone) else 1)
                    )
                    _echo("\b \b" * width)
            elif char == "\x15":  # Ctrl-U
                _echo("\b \b" * len(line))
                line.clear()
            else:
                line.append(char)
                if char == "\t" or unicodedata.category(char) not in ("Cc", "Cs"):
                    _echo(char)


def _escape_end(text: str) -> int | None:
    """Where an escape sequence (arrow keys and the like, which line mode ignores) ends; None if not whole."""
    if len(text) < 2:
        return None
    if text[1] not in "[O":
        return 2
    for n, char in enumerate(text[2:], 2):
        if "@" <= char <= "~":
            return n + 1
    return None


def _echo(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
