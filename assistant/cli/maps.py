"""Which forms a case needs (`forms needed`), and for authors of form maps: `forms lint` and `forms values`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, with_case

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.jurisdiction.papers import OfficialForm


def add_to(forms: Commands) -> None:
    """Add these commands to the family `forms`."""
    needed = forms.add("needed", _needed, "say which of the court's forms a case needs, why, and where to get them")
    with_case(needed)
    needed.add_argument("--answers", metavar="FILE", help="look at an answers file instead of a case")
    needed.add_argument("--forms", metavar="DIR", help="where forms are kept (default: a neutral folder of your own)")
    lint = forms.add("lint", _lint, "list every problem of the maps of court forms")
    lint.add_argument("form", nargs="*", metavar="PLACE[/FORM]", help="such as us-xx or us-xx/ab-100 (default: all)")
    values = forms.add("values", _values, "list the named values that maps may use")
    values.add_argument("word", nargs="?", default="", help="show only names with this in them")
    values.add_argument("--place", metavar="CODE", help="show courts and requests of this place")


_READ_BY = {
    "court": "the court and its public file",
    "served": "the other person",
    "confidential": "the court alone",
    "law-enforcement": "the court and the police alone",
}


def _needed(options: argparse.Namespace) -> int:
    from assistant.cli.blanks import library
    from assistant.cli.common import chosen_case, given
    from assistant.forms.make import edition_note, find_blank, missing
    from assistant.forms.plan import plan_forms
    from assistant.terminal.screen import safe_to_show

    answers, _ = given(options)
    case, sheet, order = chosen_case(answers)
    plan, kept = plan_forms(case, sheet, order), library(options)
    there = kept.entries()
    lines = []
    for needed in plan.needed:
        file = needed.form.file
        lines.append(f"{file.number}: {file.title}")
        lines.append(f"  Why: {needed.because}")
        lines.append(f"  Who reads it: {', '.join(_READ_BY[r] for r in needed.readers)}.")
        found = find_blank(needed.form, kept, there)
        lines += [f"  {note}" for note in edition_note(needed)]
        lines.append(f"  {'Ready: it is in your library.' if found else missing(needed, there).words}")
    if plan.unmapped:
        lines.append("Forms the law sheet lists that the program does not fill:")
        lines += [f"  {_listed(form)}" for form in plan.unmapped]
    for line in lines or ["No official form of this order is known to the program."]:
        print(safe_to_show(line))
    return 0


def _listed(form: OfficialForm) -> str:
    """A form of the law sheet in one line."""
    name = f"{form.number}, {form.title}" if form.number else form.title
    edition = f" ({form.revision})" if form.revision else ""
    return f"{name}{edition}. Filed: {form.filed}." + (f" {form.url}" if form.url else "")


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
