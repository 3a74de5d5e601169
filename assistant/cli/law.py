"""What the program knows of the law of each place: jurisdictions, compare, deadlines, new, schema."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, chosen_case, given, not_there, today, with_case

if TYPE_CHECKING:
    from datetime import date

    from assistant.documents.content import Document
    from assistant.jurisdiction import Order, Sheet
    from assistant.terminal.screen import Screen


def add(commands: Commands) -> None:
    """Add these commands to the program."""
    places = commands.family("jurisdictions", "what is covered: places, orders, how fresh the law is", _list)
    plain = "plain lines only, for screen readers and simple terminals"
    show = places.add("show", _show, "the law sheet of one place, with every citation")
    show.add_argument("code", metavar="CODE", help="a place, such as one that 'paperwork jurisdictions' lists")
    show.add_argument("--order", metavar="ID", help="one order only")
    show.add_argument("--out", metavar="FILE", help="write it as a page (PDF) instead")
    show.add_argument("--plain", action="store_true", help=plain)
    lint = places.add("lint", _lint, "every problem of law sheets at once, with file, line and remedy")
    lint.add_argument("sheets", nargs="*", metavar="CODE-or-FILE", help="default: every place covered")
    state = places.add("status", _status, "what is not settled, what is old, what is enacted and not yet in force")
    state.add_argument("codes", nargs="*", metavar="CODE", help="default: every place covered")
    state.add_argument("--facts", action="store_true", help="name every fact that rests on an old source")
    places.add("table", _table, "the table of what is covered, as it stands in the README")

    other = commands.add("compare", _compare, "official eligibility words of places side by side, with citations")
    other.add_argument("codes", nargs="+", metavar="CODE")
    other.add_argument(
        "--relationship", metavar="WORD", help="only orders that name this relationship, such as neighbor"
    )
    other.add_argument(
        "--order", action="append", default=[], metavar="ID", help="only this order (may be given again)"
    )
    other.add_argument("--plain", action="store_true", help=plain)

    dates = commands.add("deadlines", _deadlines, "hearing, service and renewal dates by the law sheet's rules")
    with_case(dates)
    dates.add_argument("--answers", metavar="FILE", help="the place and order of an answers file")
    dates.add_argument("--place", metavar="CODE/ORDER", help="a place and an order, without a case")
    for name, words in (
        ("filed", "the papers were filed"),
        ("temporary", "the temporary order was made"),
        ("served", "the papers were handed over"),
        ("requested", "a hearing was asked for"),
        ("hearing", "the hearing is held"),
        ("final", "the final order was made"),
        ("ends", "the final order ends, as it says"),
    ):
        dates.add_argument(f"--{name}", metavar="DATE", help=f"the day {words}, such as 2026-05-02")
    dates.add_argument("--ics", metavar="FILE", help="also write a calendar file; its titles say nothing")

    new = commands.family("new", "begin a law sheet")
    sheet = new.add("jurisdiction", _new, "write a law sheet with every key and null")
    sheet.add_argument("code", metavar="CODE", help="such as us-xx")
    sheet.add_argument(
        "--out", metavar="DIR", help="the folder of places (default: ./jurisdictions)", default="jurisdictions"
    )

    schema = commands.add("schema", _schema, "print the JSON Schema of a law sheet, for editors")
    schema.add_argument("--out", metavar="FILE", help="where to write it (default: the screen)")


def _screen(plain: bool = False) -> Screen:
    from assistant.terminal.screen import Screen, wants_plain

    return Screen(plain=wants_plain(plain))


def _list(options: argparse.Namespace) -> int:
    from assistant.jurisdiction import codes, load
    from assistant.jurisdiction.words import count_open

    screen = _screen()
    for code in codes():
        sheet = load(code)
        screen.say(f"{code}  {sheet.name}", strong=True)
        for order in sheet.orders:
            screen.say(f"{order.id}: {order.name} ({order.statute})", indent="  ", hang="  ")
        screen.say(
            f"law as of {sheet.as_of.isoformat()}, confidence {sheet.confidence}, points not settled: {count_open(sheet)}",
            indent="  ",
        )
    screen.say()
    screen.say("More: paperwork jurisdictions show CODE")
    return 0


def _show(options: argparse.Namespace) -> int:
    from assistant.documents.law_sheet import law_sheet
    from assistant.errors import PersonError
    from assistant.jurisdiction import load
    from assistant.terminal.showing import show_document

    sheet = load(options.code)
    if options.order and options.order not in {o.id for o in sheet.orders}:
        raise PersonError(
            f"{sheet.name} has no order '{options.order}'.", remedy=f"Known: {', '.join(o.id for o in sheet.orders)}."
        )
    document = law_sheet(sheet, today(), options.order)
    if options.out:
        _page(document, options.out)
    else:
        show_document(document, _screen(options.plain))
    return 0


def _page(document: Document, out: str) -> None:
    from pathlib import Path

    from assistant.documents.pdf import render_pdf
    from assistant.vault import write_atomically

    target = Path(out)
    not_there(target)
    write_atomically(target, render_pdf(document).data)


def _lint(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.errors import PersonError
    from assistant.jurisdiction.load import codes, look_over, path_of

    screen = _screen()
    bad = 0
    for name in options.sheets or codes():
        path = Path(name) if Path(name).suffix in (".yaml", ".yml") else path_of(name)
        try:
            if not path.is_file():
                raise PersonError("there is no such law sheet.", where=str(path), remedy="Name a place or a law.yaml.")
            _, problems = look_over(path)
        except PersonError as error:
            problems = list(error.problems)
        for problem in problems:
            screen.say(str(problem), hang="  ")
        bad += len(problems)
        if not problems:
            screen.say(f"{name}: no problems")
    return 2 if bad else 0


def _status(options: argparse.Namespace) -> int:
    from assistant.jurisdiction import codes, load
    from assistant.jurisdiction.status import OLD_MONTHS, status

    screen = _screen()
    for code in options.codes or codes():
        found = status(load(code), today())
        sheet = found.sheet
        screen.say(
            f"{code}  {sheet.name}: law as of {sheet.as_of.isoformat()}, points not settled: {found.not_settled}",
            strong=True,
        )
        for law in found.now_in_force:
            screen.say(
                f"In force since {law.effective.isoformat()}, the sheet must take it in: {law.text}",
                indent="  ",
                hang="  ",
            )
        for law in found.still_to_come:
            screen.say(f"From {law.effective.isoformat()}: {law.text}", indent="  ", hang="  ")
        if sheet.court_calendar is None:
            screen.say("Days the courts are closed: not known.", indent="  ")
        elif today().year not in sheet.court_calendar.years:
            screen.say(f"Days the courts are closed: {today().year} is not on the sheet.", indent="  ")
        for word, aged in ((f"older than {OLD_MONTHS // 12} years", found.old), ("without a date", found.undated)):
            for one in aged:
                said = f" ({one.said})" if one.said else ""
                screen.say(
                    f"Source {word}: {one.id} {one.title}{said}. Facts on it: {len(one.facts)}.", indent="  ", hang="  "
                )
                if options.facts:
                    for fact in one.facts:
                        screen.say(fact, indent="      ")
    return 0


def _table(options: argparse.Namespace) -> int:
    sys.stdout.write(coverage_table())
    return 0


def coverage_table() -> str:
    """The table of what is covered, in Markdown, from the data."""
    from assistant.jurisdiction import codes, load

    rows = ["| place | orders | law as of | confidence |", "|---|---|---|---|"]
    for code in codes():
        sheet = load(code)
        orders = "; ".join(o.name for o in sheet.orders)
        rows.append(f"| {sheet.name} (`{code}`) | {orders} | {sheet.as_of.isoformat()} | {sheet.confidence} |")
    return "\n".join(rows) + "\n"


def _compare(options: argparse.Namespace) -> int:
    import shutil

    from assistant.errors import PersonError
    from assistant.jurisdiction import load
    from assistant.jurisdiction.compare import compare
    from assistant.jurisdiction.vocabulary import RELATIONSHIPS
    from assistant.terminal.showing import show_columns

    if options.relationship and options.relationship not in RELATIONSHIPS:
        raise PersonError(
            f"'{options.relationship}' is not a word for a relationship here.",
            remedy=f"Known: {', '.join(k for k in RELATIONSHIPS if k != 'any')}.",
        )
    sheets = [load(code) for code in options.codes]
    found = compare(sheets, options.relationship, frozenset(options.order))
    screen = _screen(options.plain)
    screen.say("What the law sheets say, side by side. It does not say who will get an order, or what to file.")
    screen.say(f"Relationship: {found.relationship}.")
    screen.say()
    width = max(60, min(160, shutil.get_terminal_size((100, 24)).columns - 1))
    show_columns(list(found.heads), [(t, list(c)) for t, c in found.rows], screen, width)
    if found.left_out:
        screen.say("These do not name that relationship: " + "; ".join(found.left_out) + ".")
    return 0


def _deadlines(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.jurisdiction.deadlines import Given, calendar_file, deadlines
    from assistant.vault import write_atomically

    sheet, order = _placed(options)
    names = ("filed", "temporary", "served", "requested", "hearing", "final", "ends")
    dates = Given(**{name: _day(getattr(options, name), name) for name in names})
    found = deadlines(sheet, order, dates)
    screen = _screen()
    screen.say(f"{sheet.name}: {order.name}. Worked out from the law sheet as of {sheet.as_of.isoformat()}.")
    screen.say("The date on a court paper is the one that counts. Ask the court when in doubt.")
    for one in found:
        screen.say()
        screen.say(f"{one.label}: {one.text(sheet.language == 'en-GB')}", strong=one.day is not None)
        for line in (one.rule, *one.notes):
            screen.say(line, indent="  ")
    if options.ics:
        target = Path(options.ics)
        not_there(target)
        write_atomically(target, calendar_file(found))
        screen.say()
        screen.say(
            "Calendar file written. Its titles say only 'Reminder'. A calendar may be shared with others: look before you load it."
        )
    return 0


def _placed(options: argparse.Namespace) -> tuple[Sheet, Order]:
    """The place and order meant: named, or those of the case or answers file."""
    if not options.place:
        answers, _ = given(options)
        _, sheet, order = chosen_case(answers)
        return sheet, order
    from assistant.errors import PersonError
    from assistant.jurisdiction import load

    code, _, wanted = options.place.partition("/")
    sheet = load(code)
    found = next((o for o in sheet.orders if o.id == wanted), None)
    if found is None:
        known = ", ".join(f"{code}/{o.id}" for o in sheet.orders)
        raise PersonError(f"'{options.place}' names no order.", remedy=f"Known: {known}.")
    return sheet, found


def _day(text: str | None, name: str) -> date | None:
    from assistant.dates import NotADate, parse_day
    from assistant.errors import PersonError

    if text is None:
        return None
    try:
        return parse_day(text, today())
    except NotADate as error:
        raise PersonError(str(error), where=f"--{name}", remedy="Write it as 2026-05-02.") from None


def _new(options: argparse.Namespace) -> int:
    import re
    from pathlib import Path

    from assistant.errors import PersonError
    from assistant.jurisdiction.blank_sheet import blank_sheet
    from assistant.vault import write_atomically

    if not re.fullmatch(r"[a-z]{2}(-[a-z]{2,3})?", options.code):
        raise PersonError(
            f"'{options.code}' is not a place's code.", remedy="Use ISO 3166 in small letters, such as us-xx."
        )
    target = Path(options.out) / options.code / "law.yaml"
    not_there(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, blank_sheet(options.code).encode("utf-8"), 0o644)
    print(f"Written: {target}. Fill it in, then: paperwork jurisdictions lint {target}")
    return 0


def _schema(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.jurisdiction import json_schema
    from assistant.vault import write_atomically

    if options.out:
        write_atomically(Path(options.out), json_schema().encode("utf-8"), 0o644)
    else:
        sys.stdout.write(json_schema())
    return 0
