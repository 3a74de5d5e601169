"""For authors of form maps: `forms lint` and `forms values`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.cli.common import Commands

if TYPE_CHECKING:
    from pathlib import Path


def add_to(forms: Commands) -> None:
    """Add these commands to the family `forms`."""
    lint = forms.add("lint", _lint, "list every problem of the maps of court forms")
    lint.add_argument("form", nargs="*", metavar="PLACE[/FORM]", help="such as us-xx or us-xx/ab-100 (default: all)")
    values = forms.add("values", _values, "list the named values that maps may use")
    values.add_argument("word", nargs="?", default="", help="show only names with this in them")
    values.add_argument("--place", metavar="CODE", help="show courts and requests of this place")


def _lint(options: argparse.Namespace) -> int:
    from assistant.errors import PersonError
    from assistant.forms.mapping import lint

    folders = _folders(options.form)
    if not folders:
        raise PersonError(
            "there is no such map.", remedy="Name a place such as us-xx, or a place and a form: us-xx/ab-100."
        )
    found = 0
    for folder in folders:
        for problem in lint(folder):
            print(problem)
            found += 1
    print(f"{len(folders)} maps read, {found} problems." if found else f"{len(folders)} maps read, no problem.")
    return 2 if found else 0


def _folders(wanted: list[str]) -> list[Path]:
    from assistant import jurisdiction
    from assistant.forms.mapping import form_folders

    return [
        folder
        for code in jurisdiction.codes()
        for folder in form_folders(code)
        if not wanted or code in wanted or f"{code}/{folder.name}" in wanted
    ]


def _values(options: argparse.Namespace) -> int:
    from assistant import jurisdiction
    from assistant.values import ROWS, VALUES
    from assistant.values.model import Named

    sheet = jurisdiction.load(options.place) if options.place else None

    def line(name: str, named: Named) -> None:
        if options.word not in name:
            return
        words: list[str] = []
        if not callable(named.options) or sheet is not None:
            words = list(named.words(sheet, sheet.orders if sheet else ()))  # type: ignore[arg-type]
        shown = "" if named.shown == "public" else "  (confidential)"
        print(f"{name:<34} {named.kind:<8}{shown}{'  ' + ' '.join(words) if words else ''}")

    for name in sorted(VALUES):
        line(name, VALUES[name])
    for name in sorted(ROWS):
        for part in sorted(ROWS[name].parts):
            line(f"{name}.N.{part}", ROWS[name].parts[part])
    return 0
