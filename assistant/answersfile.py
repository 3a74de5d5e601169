"""Answers in a file: the same questions, types and rules as in the terminal, every problem at once.

The file is YAML. Its keys are the sections and questions of `assistant.questions`:

    place:
      jurisdiction: us-xx
    incidents:
      - when: about March 2024
        story: |
          He stood at the bus stop again.
        witnesses: none
    respondent:
      name: !unknown

An exhibit's `file` is a path, or holds `path`, `name` and `modified` (what the file was called, and when it was
last changed, before it was kept under another name). Areas to take out of it are listed below `hide`, each as
`page 2: 10, 20, 50, 60`: left, top, right and bottom in percent of the page as it is seen.

`!unknown`, `!declined`, `!later` and `!skipped` stand for 'I do not know', 'I would rather not say', and so
on; `none` for a list says there are none. What is left out is not asked yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.answers import Answer, Answers, Status
from assistant.errors import PersonError, Problem
from assistant.interview import look_at
from assistant.questions import SECTIONS, TOP_LEVEL, path_of
from assistant.questions.kinds import Choice, Choices, FilePath, Refused, Unclear
from assistant.questions.model import Group, Look, Question, Section
from assistant.yamlfile import PathKey, YamlFile, parse_yaml, read_yaml

_TAGS = {"unknown": Status.UNKNOWN, "declined": Status.DECLINED, "later": Status.LATER, "skipped": Status.SKIPPED}


def _tagged(tag: str, value: str) -> Status:
    if tag not in _TAGS:
        raise ValueError(f"'!{tag}' is not known; known: " + ", ".join(f"!{t}" for t in _TAGS) + ".")
    return _TAGS[tag]


def read_answers(path: Path, today: date) -> Answers:
    """Answers from the file at `path`. PersonError with every problem found, each with file and line."""
    return _Reading(read_yaml(path, _tagged, path.name), today, path.resolve().parent).run()


def parse_answers(text: str, name: str, today: date, folder: Path | None = None) -> Answers:
    """The same from text."""
    return _Reading(parse_yaml(text, name, _tagged), today, folder).run()


class _Reading:
    def __init__(self, file: YamlFile, today: date, folder: Path | None) -> None:
        self.file, self.today, self.folder = file, today, folder
        self.answers = Answers()
        self.problems: list[Problem] = []
        self._base: tuple[tuple[Any, Any], Look] | None = (
            None  # the place and order chosen so far, and the look at them
        )

    def run(self) -> Answers:
        """The answers; PersonError with every problem of the file."""
        data = self.file.data
        if not isinstance(data, dict):
            raise PersonError(
                "an answers file is a list of sections with answers below them.",
                where=f"{self.file.name}:1",
                remedy="See the samples, or write one with: paperwork answers",
            )
        sections = {s.key: s for s in SECTIONS}
        for key in data:
            if key not in sections and key not in TOP_LEVEL:
                self._problem(
                    (key,),
                    f"'{key}' is not a part of the interview.",
                    f"Known: {', '.join([*sections, *sorted(TOP_LEVEL)])}.",
                )
        for section in SECTIONS:
            self._section(section, data)
        if self.problems:
            raise PersonError(sorted(self.problems, key=lambda p: _line(p.where)))
        return self.answers

    def _problem(self, path: PathKey, what: str, remedy: str = "") -> None:
        self.problems.append(Problem(what, self.file.where(path), remedy))

    def _section(self, section: Section, data: Mapping[str, Any]) -> None:
        below = data.get(section.key)
        parts = {p.key: p for p in section.parts if isinstance(p, Question | Group)}
        if below is not None and not isinstance(below, dict):
            self._problem(
                (section.key,),
                f"'{section.key}' must hold questions with answers.",
                "Put each on its own line below it.",
            )
            below = None
        for key in below or ():
            if key not in parts or key in TOP_LEVEL:
                known = ", ".join(k for k in parts if k not in TOP_LEVEL)
                self._problem((section.key, key), f"'{key}' is not a question of '{section.key}'.", f"Known: {known}.")
        for key, part in parts.items():
            where: PathKey = (key,) if key in TOP_LEVEL else (section.key, key)
            holder = data if key in TOP_LEVEL else (below or {})
            if key in holder:
                self._part(part, holder[key], path_of(section, part), where, "")

    def _part(self, part: Question | Group, raw: Any, path: str, where: PathKey, item: str) -> None:
        if isinstance(part, Question):
            self._question(part, raw, path, where, item)
        elif part.over:
            self._chosen(part, raw, path, where)
        else:
            self._group(part, raw, path, where)

    def _look(self, item: str) -> Look:
        chosen = (self.answers.value("place.jurisdiction"), self.answers.value("order.type"))
        if self._base is None or self._base[0] != chosen:
            self._base = (chosen, look_at(self.answers, self.today, self.folder))
        return self._base[1].inside(item)

    def _question(self, question: Question, raw: Any, path: str, where: PathKey, item: str) -> None:
        if isinstance(raw, Status):
            self.answers.given[path] = Answer(raw, None, "file")
            return
        if raw is None:
            return
        try:
            self.answers.put(path, question.kind.parse(raw, self._look(item)), by="file")
        except Unclear as error:
            ways = " or ".join(f"'{text}'" for text, _ in error.readings)
            self._problem(where, str(error), f"Write {ways}.")
        except Refused as error:
            self._problem(where, str(error), self._expected(question, item))

    def _expected(self, question: Question, item: str) -> str:
        if isinstance(question.kind, Choice | Choices):
            known = [o.id for o in question.kind.options(self._look(item))]
            return f"Known: {', '.join(known)}." if known else "Choose the place and the order first."
        return f"Expected: {question.kind.name}."

    def _chosen(self, group: Group, raw: Any, path: str, where: PathKey) -> None:
        chosen = [key for key, _ in group.over(self._look(""))] if group.over else []
        if not isinstance(raw, dict):
            self._problem(where, f"one entry for each {group.one} is expected here.", f"Known: {', '.join(chosen)}.")
            return
        for key, inner in raw.items():
            if key not in chosen:
                self._problem(
                    (*where, key),
                    f"'{key}' is not a {group.one} here.",
                    f"Known: {', '.join(chosen) or 'none'}.",
                )
            else:
                self._item(group, inner, f"{path}.{key}.", (*where, key))

    def _group(self, group: Group, raw: Any, path: str, where: PathKey) -> None:
        if isinstance(raw, Status):
            self.answers.given[path] = Answer(raw, None, "file")
            return
        if raw is None:
            return
        if isinstance(raw, str) and raw.strip().casefold() in ("none", "no"):
            self.answers.put(path, False, by="file")
            return
        if not isinstance(raw, list):
            self._problem(
                where,
                f"a list is expected here, one entry for each {group.one}.",
                "Begin each with a dash, or write: none",
            )
            return
        if not raw:
            self.answers.put(path, False, by="file")
        for n, inner in enumerate(raw):
            item = self.answers.add(path)
            self._item(group, inner, f"{path}.{item}.", (*where, n))
        if raw:
            self.answers.put(path, True, by="file")
            self.answers.put(f"{path}.more", False, by="file")

    def _item(self, group: Group, raw: Any, prefix: str, where: PathKey) -> None:
        if not isinstance(raw, dict):
            self._problem(where, f"each {group.one} holds questions with answers.", "Write them below the dash.")
            return
        parts = {p.key: p for p in group.parts}
        for key in raw:
            if key not in parts:
                self._problem(
                    (*where, key), f"'{key}' is not a question about a {group.one}.", f"Known: {', '.join(parts)}."
                )
        for key, part in parts.items():
            if key in raw:
                self._part(part, raw[key], prefix + key, (*where, key), prefix)


def _line(where: str) -> int:
    number = where.rsplit(":", 1)[-1]
    return int(number) if number.isdecimal() else 0


# -- writing -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Tag:
    name: str


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, so that a person can read and change them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _tag(dumper: _Dumper, tag: _Tag) -> yaml.Node:
    return dumper.represent_scalar(f"!{tag.name}", "")


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    block = (
        "\n" in text
        and not any(line != line.rstrip() for line in text.split("\n"))
        and not text.startswith((" ", "\n"))
    )
    # what looks like nothing, or could be read as another type elsewhere, is quoted
    style = "|" if block else ('"' if text in ("", "~", "null") or "\n" in text else None)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(_Tag, _tag)
_Dumper.add_representer(str, _text)


def write_answers(answers: Answers, today: date, files: Mapping[str, str] | None = None) -> str:
    """The text of an answers file that reads back to the same answers. `files`: exhibit hash -> path to write."""
    look = look_at(answers, today)
    data: dict[str, Any] = {}
    for section in SECTIONS:
        for part in section.parts:
            if not isinstance(part, Question | Group):
                continue
            shown = _shown(part, path_of(section, part), look, files or {})
            if shown is _NOTHING:
                continue
            if part.key in TOP_LEVEL:
                data[part.key] = shown
            else:
                data.setdefault(section.key, {})[part.key] = shown
    head = (
        "# Answers for: paperwork fill FILE. Keep this file as safe as the case: it holds everything that was said.\n"
    )
    return head + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Nothing:
    pass


_NOTHING = _Nothing()


def _shown(part: Question | Group, path: str, look: Look, files: Mapping[str, str]) -> Any:
    answers = look.answers
    if isinstance(part, Question):
        answer = answers.get(path)
        if answer is None:
            return _NOTHING
        if answer.status is not Status.ANSWERED:
            return _Tag(answer.status.value)
        if isinstance(part.kind, FilePath) and isinstance(answer.value, dict):
            return _file_shown(answer.value, files)
        try:
            return part.kind.show(answer.value, look)
        except IndexError:  # an event that was taken out since
            return _NOTHING
    if part.over:
        chosen = {c: _item_shown(part, f"{path}.{c}.", look, files) for c, _ in part.over(look)}
        return {c: v for c, v in chosen.items() if v} or _NOTHING
    items = answers.ids(path)
    if items:
        return [_item_shown(part, f"{path}.{i}.", look.inside(f"{path}.{i}."), files) for i in items]
    answer = answers.get(path)
    if answer is None:
        return _NOTHING
    return (
        "none"
        if answer.value is False
        else _Tag(answer.status.value)
        if answer.status is not Status.ANSWERED
        else _NOTHING
    )


def _file_shown(value: Mapping[str, Any], files: Mapping[str, str]) -> Any:
    """Where the file is; and what it was called and when it was changed, where it now lies under another name."""
    digest = value.get("sha256")
    if digest is None:  # not taken in yet
        return dict(value)
    if digest not in files:
        return value["name"]
    return {"path": files[digest]} | {key: value[key] for key in ("name", "modified") if value.get(key)}


def _item_shown(group: Group, prefix: str, look: Look, files: Mapping[str, str]) -> dict[str, Any]:
    found = {p.key: _shown(p, prefix + p.key, look, files) for p in group.parts}
    return {k: v for k, v in found.items() if v is not _NOTHING}
