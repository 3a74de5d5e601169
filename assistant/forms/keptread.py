"""What was read from a blank, kept beside it in the library: reading a long form takes longer than filling it.

    <folder>/<sha256>.json   one court's form as read; the same for everybody, and nothing of any case

A reading is used only for the very file it was made from and by the very reader that made it; anything else is read
again. A form that holds something in boxes a person may write in is never kept this way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import PersonError
from assistant.forms.model import Blank, Field, Widget

_READER = ("blank", "boxes", "keptread", "labels", "model", "opening", "pagetext", "recognise", "scripts")
_LIBRARIES = ("pypdf", "pypdfium2")


@cache
def reader_version() -> str:
    """Changes with every change of the modules that read a blank, and of the libraries below them."""
    from importlib import metadata
    from importlib.resources import files

    told = hashlib.sha256()
    for module in _READER:
        told.update(files("assistant.forms").joinpath(f"{module}.py").read_bytes())
    for library in _LIBRARIES:
        told.update(metadata.version(library).encode("ascii", "replace"))
    return told.hexdigest()


def kept_reading(folder: Path, sha256: str) -> Blank | None:
    """The reading of this file, or None: none kept, of another reader, or damaged."""
    try:
        data = json.loads(_file(folder, sha256).read_bytes())
        if data["reader"] != reader_version() or data["blank"]["sha256"] != sha256:
            return None
        return _blank(data["blank"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def keep_reading(folder: Path, blank: Blank) -> None:
    """Keep what was read, for this user alone. Where that cannot be, the form is read again another time."""
    from assistant.forms.blank import answers_in
    from assistant.vault import write_atomically

    if answers_in(blank):
        return
    data = {"reader": reader_version(), "blank": asdict(blank)}
    try:
        written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        write_atomically(_file(folder, blank.sha256), written)
    except (OSError, ValueError, PersonError):
        return


def _file(folder: Path, sha256: str) -> Path:
    return folder / f"{sha256}.json"


def _blank(data: Mapping[str, Any]) -> Blank:
    given = dict(data)
    given["fields"] = tuple(_field(field) for field in data["fields"])
    given["page_sizes"] = tuple((wide, high) for wide, high in data["page_sizes"])
    for name in ("page_texts", "warnings"):
        given[name] = tuple(data[name])
    return Blank(**given)


def _field(data: Mapping[str, Any]) -> Field:
    given = dict(data)
    given["widgets"] = tuple(_widget(widget) for widget in data["widgets"])
    given["options"] = tuple((value, words) for value, words in data["options"])
    given["sum_of"] = tuple(data["sum_of"])
    return Field(**given)


def _widget(data: Mapping[str, Any]) -> Widget:
    left, bottom, right, top = data["rect"]
    given = {**data, "rect": (left, bottom, right, top), "on": tuple(data["on"])}
    return Widget(**given)
