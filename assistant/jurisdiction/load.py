"""Reading law sheets: all problems of a sheet at once, each with file, line and remedy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.errors import PersonError, Problem
from assistant.jurisdiction.models import Sheet
from assistant.places import data_folder
from assistant.yamlfile import PathKey, YamlFile, read_yaml


def codes() -> list[str]:
    """Codes of every place covered, in alphabetical order."""
    return sorted(p.parent.name for p in data_folder("jurisdictions").glob("*/law.yaml"))


def path_of(code: str) -> Path:
    """Where the sheet of `code` stands, whether or not it is there."""
    return data_folder("jurisdictions") / code / "law.yaml"


@cache
def names() -> dict[str, str]:
    """Code -> name of every place covered, read from the head of each sheet without loading the sheets."""
    found = {}
    for code in codes():
        with path_of(code).open(encoding="utf-8") as lines:
            name = next((line for line in lines if line.startswith("name:")), f"name: {code}")
        found[code] = name.removeprefix("name:").strip().strip("'\"")
    return found


@cache
def load(code: str) -> Sheet:
    """The sheet of `code`. PersonError when there is none or when it has problems."""
    if code not in codes():
        raise PersonError(f"the place '{code}' is not covered.", remedy=f"Covered: {', '.join(codes())}.")
    return read_sheet(path_of(code))


def read_sheet(path: Path) -> Sheet:
    """Read one law.yaml; PersonError with every problem found."""
    sheet, problems = look_over(path)
    if sheet is None or problems:
        raise PersonError(problems)
    return sheet


def look_over(path: Path) -> tuple[Sheet | None, list[Problem]]:
    """The sheet, or None when it cannot be read as one, and every problem at once. PersonError when it is not YAML."""
    file = read_yaml(path, name=f"{path.parent.name}/{path.name}")
    problems = [*_unlisted(file), *_code(file, path.parent.name)]
    try:
        sheet = Sheet.model_validate(file.data)
    except ValidationError as error:
        return None, [*(_problem(file, e) for e in error.errors()), *problems]
    return sheet, [*problems, *_cross_checks(file, sheet)]


def json_schema() -> str:
    """The JSON Schema of a law sheet, for editors."""
    return json.dumps(Sheet.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _problem(file: YamlFile, error: Any) -> Problem:
    where = tuple(part for part in error["loc"] if isinstance(part, str | int))
    dotted = ".".join(str(p) for p in where)
    kind = error["type"]
    if kind == "extra_forbidden":
        near = get_close_matches(str(where[-1]), _every_key(), 1)
        return Problem(
            f"'{where[-1]}' is not a key this program reads ({dotted}).",
            file.where(where),
            (f"Did you mean '{near[0]}'? " if near else "") + "docs/adding-a-jurisdiction.md lists the keys.",
        )
    if kind == "missing":
        return Problem(
            f"'{where[-1]}' is missing ({dotted}).", file.where(where[:-1]), "Add it; write null when no source tells."
        )
    if error.get("input", "") is None:
        return Problem(
            f"{dotted} is null, and this one must be known.",
            file.where(where),
            "Fill it in from the source, or take the whole entry out where it may be left out.",
        )
    message = error["msg"].removeprefix("Value error, ")
    return Problem(
        f"{dotted}: {message}.", file.where(where), "Correct it; `paperwork schema` helps an editor check as you type."
    )


@cache
def _every_key() -> list[str]:
    found: set[str] = set()

    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            found.update(schema.get("properties", {}))
            for inner in schema.values():
                walk(inner)
        elif isinstance(schema, list):
            for inner in schema:
                walk(inner)

    walk(Sheet.model_json_schema())
    return sorted(found)


def _code(file: YamlFile, folder: str) -> Iterator[Problem]:
    code = file.data.get("code") if isinstance(file.data, dict) else None
    if code is not None and code != folder:
        yield Problem(f"code is '{code}' but the folder is '{folder}'.", file.where(("code",)), "Make them the same.")


def _unlisted(file: YamlFile) -> Iterator[Problem]:
    """Sources cited and not listed, or listed and not cited: looked for even in a sheet with other problems."""
    if not isinstance(file.data, dict):
        return
    listed = file.data.get("sources")
    listed = listed if isinstance(listed, dict) else {}
    used: set[str] = set()
    for path, src in _raw_sources(file.data, ()):
        used.update(src)
        for one in src:
            if one not in listed:
                yield Problem(
                    f"source '{one}' is cited but not listed under sources.",
                    file.where(path),
                    "Add it or correct the id.",
                )
    for one in sorted(set(listed) - used):
        yield Problem(
            f"source '{one}' supports nothing in this sheet.",
            file.where(("sources", one)),
            "Cite it where it belongs, or take it out.",
        )


def _raw_sources(value: Any, path: PathKey) -> Iterator[tuple[PathKey, list[str]]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "src" and isinstance(inner, list):
                yield (*path, key), [str(i) for i in inner]
            elif path or key != "sources":
                yield from _raw_sources(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _raw_sources(inner, (*path, i))


def _cross_checks(file: YamlFile, sheet: Sheet) -> Iterator[Problem]:
    """What one entry says of another: ids used twice, ids that nobody has, numbers that cannot both hold."""
    yield from _doubled(file, ("orders",), [o.id for o in sheet.orders])
    names = {o.id for o in sheet.orders}
    for i, order in enumerate(sheet.orders):
        at: PathKey = ("orders", i)
        yield from _doubled(file, (*at, "grounds"), [g.id for g in order.grounds])
        yield from _doubled(file, (*at, "relief"), [r.id for r in order.relief])
        yield from _doubled(file, (*at, "petition_must_state"), [m.id for m in order.petition_must_state if m.id])
        for j, ground in enumerate(order.grounds):
            yield from _doubled(file, (*at, "grounds", j, "elements"), [e.id for e in ground.elements])
            if ground.within and ground.minimum_incidents and ground.within.count > ground.minimum_incidents:
                yield Problem(
                    f"the window of '{ground.id}' wants {ground.within.count} acts, but its number is {ground.minimum_incidents}.",
                    file.where((*at, "grounds", j, "within")),
                    "Read the statute again; one of the two is wrong.",
                )
            if ground.within and ground.within.tolled and not order.time_limit.left_out:
                yield Problem(
                    f"the window of '{ground.id}' is tolled, but time_limit.left_out names no time.",
                    file.where((*at, "grounds", j, "within")),
                    "Say under time_limit.left_out which time does not count.",
                )
        known = {g.id for g in order.grounds}
        for j, track in enumerate(order.tracks):
            for one in track.grounds:
                if one not in known:
                    yield _nobody(file, (*at, "tracks", j, "grounds"), one, "ground of this order")
        for one in order.only_without.orders if order.only_without else ():
            if one not in names or one == order.id:
                yield _nobody(file, (*at, "only_without", "orders"), one, "other order of this sheet")


def _nobody(file: YamlFile, path: PathKey, one: str, what: str) -> Problem:
    return Problem(f"'{one}' is no {what}.", file.where(path), "Correct the id.")


def _doubled(file: YamlFile, path: PathKey, ids: list[str]) -> Iterator[Problem]:
    for n, one in enumerate(ids):
        if one in ids[:n]:
            yield Problem(
                f"the id '{one}' is used twice in {'.'.join(map(str, path))}.", file.where((*path, n)), "Rename one."
            )


def sources_used(value: Any, path: PathKey) -> Iterator[tuple[PathKey, list[str]]]:
    """(path, source ids) of every fact below `value`."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "src":
                yield (*path, name), inner
            else:
                yield from sources_used(inner, (*path, name))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from sources_used(inner, (*path, i))
