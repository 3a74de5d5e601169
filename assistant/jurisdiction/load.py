"""Reading law sheets: all problems of a sheet at once, each with file, line and remedy."""

from __future__ import annotations

import json
from collections.abc import Iterator
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


@cache
def names() -> dict[str, str]:
    """Code -> name of every place covered, read from the head of each sheet without loading the sheets."""
    found = {}
    for code in codes():
        with (data_folder("jurisdictions") / code / "law.yaml").open(encoding="utf-8") as lines:
            name = next((line for line in lines if line.startswith("name:")), f"name: {code}")
        found[code] = name.removeprefix("name:").strip().strip("'\"")
    return found


@cache
def load(code: str) -> Sheet:
    """The sheet of `code`. PersonError when there is none or when it has problems."""
    if code not in codes():
        raise PersonError(f"the place '{code}' is not covered.", remedy=f"Covered: {', '.join(codes())}.")
    return read_sheet(data_folder("jurisdictions") / code / "law.yaml")


def read_sheet(path: Path) -> Sheet:
    """Read one law.yaml; PersonError with every problem found."""
    name = f"{path.parent.name}/{path.name}"
    file = read_yaml(path, name=name)
    try:
        sheet = Sheet.model_validate(file.data)
    except ValidationError as error:
        raise PersonError([_problem(file, e) for e in error.errors()]) from None
    problems = list(_cross_checks(file, sheet, path.parent.name))
    if problems:
        raise PersonError(problems)
    return sheet


def json_schema() -> str:
    """The JSON Schema of a law sheet, for editors."""
    return json.dumps(Sheet.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _problem(file: YamlFile, error: Any) -> Problem:
    where = tuple(part for part in error["loc"] if isinstance(part, str | int))
    dotted = ".".join(str(p) for p in where)
    kind = error["type"]
    if kind == "extra_forbidden":
        return Problem(
            f"'{where[-1]}' is not a key this program reads ({dotted}).",
            file.where(where),
            "Check the spelling; docs/adding-a-jurisdiction.md lists the keys.",
        )
    if kind == "missing":
        return Problem(
            f"'{where[-1]}' is missing ({dotted}).", file.where(where[:-1]), "Add it; write null when no source tells."
        )
    return Problem(f"{dotted}: {error['msg']}.", file.where(where), "")


def _cross_checks(file: YamlFile, sheet: Sheet, folder: str) -> Iterator[Problem]:
    if sheet.code != folder:
        yield Problem(
            f"code is '{sheet.code}' but the folder is '{folder}'.", file.where(("code",)), "Make them the same."
        )
    used: set[str] = set()
    for path, src in _sources_used(sheet, ()):
        used.update(src)
        for one in src:
            if one not in sheet.sources:
                yield Problem(
                    f"source '{one}' is cited but not listed under sources.",
                    file.where(path),
                    "Add it or correct the id.",
                )
    for one in sorted(set(sheet.sources) - used):
        yield Problem(
            f"source '{one}' supports nothing in this sheet.",
            file.where(("sources", one)),
            "Cite it where it belongs, or take it out.",
        )
    yield from _doubled(file, ("orders",), [o.id for o in sheet.orders])
    for i, order in enumerate(sheet.orders):
        yield from _doubled(file, ("orders", i, "grounds"), [g.id for g in order.grounds])
        yield from _doubled(file, ("orders", i, "relief"), [r.id for r in order.relief])
        for j, ground in enumerate(order.grounds):
            yield from _doubled(file, ("orders", i, "grounds", j, "elements"), [e.id for e in ground.elements])


def _doubled(file: YamlFile, path: PathKey, ids: list[str]) -> Iterator[Problem]:
    for n, one in enumerate(ids):
        if one in ids[:n]:
            yield Problem(
                f"the id '{one}' is used twice in {'.'.join(map(str, path))}.", file.where((*path, n)), "Rename one."
            )


def _sources_used(value: Any, path: PathKey) -> Iterator[tuple[PathKey, list[str]]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "src":
                yield (*path, name), inner
            else:
                yield from _sources_used(inner, (*path, name))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _sources_used(inner, (*path, i))
