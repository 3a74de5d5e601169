"""YAML read strictly, with the line of every value: for law sheets, answers files and document files.

Every scalar stays the text that was written (no `NO` that turns into false, no `12:30` that turns into
750); only an unquoted `null`, `~` or nothing at all is None. Doubled keys, merge keys and unreadable
text are problems with a line number. Types are given later, by the model that reads the result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import PersonError, Problem

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_NODES = 1_000_000  # an alias that multiplies itself stops here instead of filling the memory
_MOST_BYTES = 64_000_000
_DEEPEST = 60

PathKey = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlFile:
    """`data` as plain dicts, lists, str and None; `lines` gives the 1-based line of each path in it."""

    name: str
    data: Any
    lines: dict[PathKey, int] = field(default_factory=dict)

    def where(self, path: PathKey) -> str:
        """'file:line' of the nearest known ancestor of `path`."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"


def parse_yaml(text: str, name: str, tagged: Callable[[str, str], Any] | None = None) -> YamlFile:
    """Parse `text`; raise PersonError listing every doubled key or the first syntax error, with lines.

    `tagged(tag, value)` may turn a scalar with an explicit tag such as `!unknown` into a value of its own;
    without it any explicit tag is a problem.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line + 1, text.rstrip("\n").count("\n") + 1) if mark else _line_of_unprintable(text)
        said = getattr(error, "problem", None) or "it holds a character that cannot be printed"
        raise PersonError(
            f"this is not readable as YAML ({said}).",
            where=f"{name}:{line}",
            remedy="Look at the line and the one above it: spaces, quotation marks, a missing colon.",
        ) from None
    reader = _Reader(name, tagged)
    data = reader.build(node, (), 0) if node is not None else None
    if reader.problems:
        raise PersonError(reader.problems)
    return YamlFile(name, data, reader.lines)


def read_yaml(path: Path, tagged: Callable[[str, str], Any] | None = None, name: str | None = None) -> YamlFile:
    """Read and parse a UTF-8 YAML file; PersonError when it cannot be read, is too large, or is not text."""
    name = name or str(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PersonError(
                "this file is too large to be an answers file.", where=name, remedy="Is it the right file?"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise PersonError(
            f"cannot be read ({(error.strerror or 'unknown reason').lower()}).",
            where=name,
            remedy="Check the name and that you may open it.",
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise PersonError(
            "this is not UTF-8 text.",
            where=f"{name}:{line}",
            remedy="Save the file as UTF-8 in your editor, then try again.",
        ) from None
    return parse_yaml(text, name, tagged)


def _line_of_unprintable(text: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if any((ord(c) < 32 and c not in "\t\r") or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in line):
            return number
    return 1


class _Reader:
    def __init__(self, name: str, tagged: Callable[[str, str], Any] | None) -> None:
        self.name, self.tagged = name, tagged
        self.lines: dict[PathKey, int] = {}
        self.problems: list[Problem] = []
        self.count = 0

    def problem(self, node: Any, what: str, remedy: str) -> None:
        self.problems.append(Problem(what, f"{self.name}:{node.start_mark.line + 1}", remedy))

    def build(self, node: Any, path: PathKey, depth: int) -> Any:
        """The plain value of a node, noting the line of each path below it."""
        self.count += 1
        if self.count > _MOST_NODES or depth > _DEEPEST:
            raise PersonError(
                "this file is too deeply nested or repeats itself too often.",
                where=self.name,
                remedy="Write the values out without YAML anchors.",
            )
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i), depth + 1) for i, child in enumerate(node.value)]
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(key_node, "a name on the left of a colon must be plain text.", "Write one word there.")
                continue
            key = str(key_node.value)
            if key in result:
                self.problem(key_node, f"'{key}' stands here twice.", "Keep one of the two.")
                continue
            result[key] = self.build(value_node, (*path, key), depth + 1)
            self.lines[(*path, key)] = key_node.start_mark.line + 1
        return result

    def _scalar(self, node: Any) -> Any:
        tag = node.tag or ""
        if tag.startswith("!") and tag != "!":
            if self.tagged is None:
                self.problem(node, f"'{tag}' is not understood here.", "Take the word with the exclamation mark out.")
                return None
            try:
                return self.tagged(tag[1:], node.value)
            except ValueError as error:
                self.problem(node, str(error), "")
                return None
        if not node.style and node.value in ("", "~", "null"):
            return None
        return node.value
