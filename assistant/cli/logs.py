"""Incident logs, messages and call lists: take in, look, count, and make exhibits or events of them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, case_folder, not_there, today, with_case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.answers import Answers
    from assistant.evidence.logs.reading import Numbered, Wanted
    from assistant.evidence.logs.taking import Log
    from assistant.terminal.screen import Screen
    from assistant.vault import Vault


def add(commands: Commands) -> None:
    """Add these commands to the program."""
    family = commands.family("log", "take in messages, call lists and incident logs, and use them")
    _add_import(family)
    listing = family.add(
        "list", _list, "list the logs of the case: what they hold, with whom, how their times are read"
    )
    with_case(listing)
    show = family.add("show", _show, "show the entries of a log, with their line numbers")
    _with_log(show)
    _with_choice(show)
    show.add_argument("--limit", type=int, default=200, metavar="N", help="at most so many entries (default 200)")
    find = family.add("find", _find, "look for words, a number or a span of time in every log of the case")
    find.add_argument("text", nargs="?", default="", metavar="TEXT", help="words, or a number, to look for")
    _with_choice(find)
    find.add_argument("--limit", type=int, default=200, metavar="N", help="at most so many entries (default 200)")
    with_case(find)
    count = family.add("count", _count, "count calls or messages, in words a paper may use")
    _with_log(count)
    _with_choice(count)
    count.add_argument(
        "--incident",
        type=int,
        metavar="K",
        help="keep the count with event K, whose words are then held against the rows",
    )
    _add_exhibit(family)
    incidents = family.add("incidents", _incidents, "add chosen messages or calls as events, for you to complete")
    _with_log(incidents)
    _with_choice(incidents)
    incidents.add_argument("--each", action="store_true", help="one event for each entry (default: one for each day)")
    who = family.add("who", _who, "say whose a number or an account is, and how you know")
    who.add_argument("number", metavar="NUMBER", help="the number or account as the log has it")
    who.add_argument("--who", default="", metavar="WORDS", help="whose it is")
    who.add_argument("--how", default="", metavar="WORDS", help="how you know")
    with_case(who)
    export = family.add("export", _export, "write the events of the case as a log (CSV)")
    export.add_argument(
        "--profile", choices=("sparc", "uk", "full", "private"), default="full",
        help="sparc: seven columns of a stalking log; uk: eight of a police log; full: all that is told (default); "
        "private: also how to reach witnesses, private notes and hidden values",
    )  # fmt: skip
    export.add_argument("--out", metavar="FILE", required=True, help="the file to write")
    export.add_argument("--bom", action="store_true", help="begin with the mark that some spreadsheets need")
    with_case(export)


def _add_import(family: Commands) -> None:
    made = family.add(
        "import",
        _import,
        "take in files: WhatsApp, SMS Backup & Restore, Apple messages, Google Voice, Facebook, Instagram, call lists, incident logs",
    )
    made.add_argument("files", nargs="+", metavar="FILE", help="the files, or folders of them")
    made.add_argument("--zone", metavar="NAME", help="time zone, such as America/Chicago (default: this computer's)")
    made.add_argument("--dates", choices=("day-first", "month-first"), help="how dates such as 05/06/2025 are read")
    made.add_argument("--me", metavar="NAME", help="which name or number in the file is yours")
    made.add_argument("--number", metavar="NUMBER", help="the number of the other side, where the file has only a name")
    made.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=MEANING",
        help="what a column of a call list means (again for each); 'guess' takes what the names of the columns suggest",
    )  # fmt: skip
    with_case(made)


def _add_exhibit(family: Commands) -> None:
    made = family.add("exhibit", _exhibit, "print a thread, or a part of it, as an exhibit of the case")
    _with_log(made)
    _with_choice(made)
    made.add_argument("--mark", metavar="LINES", help="lines to point to in an index; they are printed unmarked")
    made.add_argument("--title", metavar="WORDS", help="what it is, for the list of exhibits")
    made.add_argument("--foundation", metavar="WORDS", help="who made it, when, and how you know it is real")
    made.add_argument("--incident", type=int, action="append", default=[], metavar="K", help="the event it shows")
    made.add_argument("--last-four", action="store_true", help="print only the last four digits of numbers")
    made.add_argument("--withhold", action="store_true", help="print [withheld] where a hidden value stands")


def _with_log(made: argparse.ArgumentParser) -> None:
    made.add_argument("log", type=int, metavar="LOG", help="the log's number (see: paperwork log list)")
    with_case(made)


def _with_choice(made: argparse.ArgumentParser) -> None:
    """Options that say which entries are meant."""
    made.add_argument("--lines", metavar="LINES", help="such as 3,10-14")
    made.add_argument(
        "--number", default="", metavar="NUMBER", help="only with this number or account (four digits: ending so)"
    )
    made.add_argument("--from", dest="begin", metavar="WHEN", help="from this day, or day and time, on")
    made.add_argument("--to", dest="end", metavar="WHEN", help="until this day, or day and time")
    made.add_argument("--calls", action="store_true", help="only calls")
    made.add_argument("--messages", action="store_true", help="only messages")
    made.add_argument("--received", action="store_true", help="only what came to you")
    made.add_argument("--sent", action="store_true", help="only what went out from you")
    made.add_argument("--missed", action="store_true", help="only missed calls")


def _wanted(options: argparse.Namespace, text: str = "") -> Wanted:
    from assistant.evidence.logs.reading import Wanted, lines_named, moment

    return Wanted(
        lines=lines_named(options.lines) if options.lines else (),
        number=options.number,
        begin=moment(options.begin, today()) if options.begin else None,
        end=moment(options.end, today(), end=True) if options.end else None,
        what="call" if options.calls or options.missed else "message" if options.messages else "",
        direction="in" if options.received else "out" if options.sent else "",
        state="missed" if options.missed else "",
        text=text,
    )


def _vault(options: argparse.Namespace, *, reads: bool = False) -> Vault:
    """The case; with `reads`, the process that will read its logs gets ready meanwhile."""
    from assistant.vault import Vault

    if reads:
        from assistant.evidence.apart import get_ready

        get_ready(1)
    return Vault.open(case_folder(options), create=False)


def _log(vault: Vault, options: argparse.Namespace) -> Log:
    from assistant.evidence.logs.taking import log_numbered

    return log_numbered(vault.answers, vault, options.log)


def _screen() -> Screen:
    from assistant.terminal.screen import Screen, wants_plain

    return Screen(plain=wants_plain(not sys.stdout.isatty()))


# -- taking in ---------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.cli.log_folders import found_in
    from assistant.evidence.apart import get_ready

    get_ready(1)
    from assistant.cli.log_import import Importer
    from assistant.errors import PersonError
    from assistant.terminal.logs import Asker
    from assistant.terminal.screen import Left, safe_to_show
    from assistant.vault import Vault

    vault = Vault.open(case_folder(options))
    screen = _screen()
    asker = Asker(screen) if sys.stdin.isatty() and sys.stdout.isatty() else None
    importer = Importer(vault, options, screen, asker, today())
    status = 0
    try:
        for found in found_in([Path(f).expanduser() for f in options.files]):
            try:
                importer.take_found(found)
            except PersonError as error:
                status = 2
                for problem in error.problems:
                    print(safe_to_show(str(problem)), file=sys.stderr)
    except Left:
        if asker:
            screen.clear()  # leaving at once leaves no names on the screen
        return 130
    return status


# -- looking -----------------------------------------------------------------------------------------


def _list(options: argparse.Namespace) -> int:
    from assistant.errors import PersonError
    from assistant.evidence.logs.asking import summary_of
    from assistant.evidence.logs.numbers import ending
    from assistant.evidence.logs.records import KINDS
    from assistant.evidence.logs.taking import how_known, logs_of
    from assistant.terminal.progress import Progress

    vault, screen = _vault(options, reads=True), _screen()
    logs = logs_of(vault.answers, vault)
    if not logs:
        screen.say("No log was taken in yet. Take one in with: paperwork log import FILE")
        return 0
    for log in logs:
        try:
            with Progress(f"Reading log {log.number}", None) as progress:
                summary = summary_of(log.source, log.settings, lambda: progress.step(1000))
        except PersonError as error:  # one that cannot be read now hides none of the others
            screen.say(f"Log {log.number}: {KINDS[log.settings.kind]}. {error}", hang="  ")
            continue
        screen.say(f"Log {log.number}: {KINDS[log.settings.kind]}. {summary.words}.", hang="  ")
        screen.say(f"Times: {log.settings.zone}. SHA-256 of the file: {log.source.sha256}", indent="  ", hang="  ")
        for number, n in summary.people.most_common(8):
            known, label = how_known(vault.answers, number), summary.labels.get(number, "")
            name = ending(number) + (f" (in the file: {label})" if label and label != number else "")
            said = f"; you said: {known[0]}, because: {known[1]}" if known else "; whose it is, nobody said yet"
            screen.say(f"- {n:,} with {name}{said}", indent="  ", hang="  ")
        if len(summary.people) > 8:
            screen.say(f"- and {len(summary.people) - 8} others", indent="  ")
        for note in summary.notes.said:
            screen.say(f"Note: {note}", indent="  ", hang="  ")
    return 0


_MOST_SHOWN = 3_000  # characters of one entry on the screen


def _say_entries(screen: Screen, some: list[Numbered], total: int) -> None:
    from assistant.evidence.logs.printing import body_of, head_of
    from assistant.evidence.logs.text import unsteered

    for n, record in some:
        screen.say(unsteered(f"{n}. {head_of(record, last_four=True)}"), hang="   ")
        if text := body_of(record):
            more = f" ... ({len(text) - _MOST_SHOWN:,} more characters)" if len(text) > _MOST_SHOWN else ""
            screen.say(unsteered(text[:_MOST_SHOWN]) + more, indent="   ")
    if total > len(some):
        left = total - len(some)
        verb = "is" if left == 1 else "are"
        screen.say(f"{left:,} more {verb} not shown. See all with: --limit {total}. Or narrow the choice.")


def _some(found: Iterable[Numbered], limit: int) -> tuple[list[Numbered], int]:
    """The first entries, and how many there are in all: a log may hold millions."""
    some: list[Numbered] = []
    total = 0
    for entry in found:
        total += 1
        if len(some) < limit:
            some.append(entry)
    return some, total


def _show(options: argparse.Namespace) -> int:
    vault, screen = _vault(options, reads=True), _screen()
    some, total = _some(_log(vault, options).entries(_wanted(options)), options.limit)
    _say_entries(screen, some, total)
    if not total:
        screen.say("No entry of this log is meant by that.")
    return 0


def _find(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from assistant.evidence.logs.numbers import is_number
    from assistant.evidence.logs.taking import logs_of

    vault, screen = _vault(options, reads=True), _screen()
    wanted, any_found = _wanted(options, options.text), False
    if is_number(options.text) and not options.number:  # digits alone are a number as well as words
        wanted = replace(wanted, or_number=options.text)
    for log in logs_of(vault.answers, vault):
        some, total = _some(log.entries(wanted), options.limit)
        if total:
            any_found = True
            screen.heading(f"Log {log.number}: {total:,} found")
            _say_entries(screen, some, total)
    if not any_found:
        screen.say("Nothing was found.")
    return 0


# -- using -------------------------------------------------------------------------------------------


def _count(options: argparse.Namespace) -> int:
    from assistant.evidence.logs.counts import Count, in_words, keep_count
    from assistant.evidence.logs.taking import verified

    vault, screen = _vault(options, reads=True), _screen()
    log, wanted = verified(_log(vault, options)), _wanted(options)
    made = Count.of(log.entries(wanted))
    screen.say(in_words(made, wanted))
    if options.incident is not None:
        keep_count(vault.answers, log, _incident(vault.answers, options.incident), wanted, made)
        vault.save()
        screen.say(f"Kept with event {options.incident}. Numbers in its words are now held against these rows.")
    return 0


def _incident(answers: Answers, number: int) -> str:
    from assistant.errors import PersonError

    ids = answers.ids("incidents")
    if not 1 <= number <= len(ids):
        raise PersonError(f"there is no event {number}.", where="--incident", remedy=f"The case has {len(ids)} events.")
    return ids[number - 1]


def _exhibit(options: argparse.Namespace) -> int:
    vault = _vault(options, reads=True)
    from assistant.cli.log_exhibit import make_exhibit

    incidents = [_incident(vault.answers, k) for k in options.incident]
    return make_exhibit(vault, _log(vault, options), _wanted(options), incidents, options, _screen())


def _incidents(options: argparse.Namespace) -> int:
    from assistant.evidence.logs.taking import verified
    from assistant.evidence.logs.to_incidents import add_incidents

    vault, screen = _vault(options, reads=True), _screen()
    log = verified(_log(vault, options))
    added = add_incidents(vault.answers, log, list(log.entries(_wanted(options))), each=options.each)
    vault.save()
    first = len(vault.answers.ids("incidents")) - len(added) + 1
    numbers = f"event {first}" if len(added) == 1 else f"events {first} to {first + len(added) - 1}"
    screen.say(f"Added: {numbers}. What happened is for you to tell. Go on with: paperwork start")
    return 0


def _who(options: argparse.Namespace) -> int:
    from assistant.evidence.logs.numbers import ending
    from assistant.evidence.logs.taking import put_person
    from assistant.terminal.logs import Asker

    vault, screen = _vault(options), _screen()
    who, how = options.who, options.how
    if sys.stdin.isatty() and sys.stdout.isatty():
        asker = Asker(screen)
        who = who or asker.text("Whose number or account is it?", "A name, or words such as: the other person.")
        how = how or asker.text("How do you know?", "For example: they called me from it and I knew the voice.")
    put_person(vault.answers, options.number, who, how)
    vault.save()
    screen.say(f"Kept for {ending(options.number)}.")
    return 0


def _export(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.case.kept import secrets_of
    from assistant.evidence.logs.incidents_out import export
    from assistant.vault import write_atomically

    vault, screen = _vault(options), _screen()
    target = Path(options.out).expanduser()
    not_there(target)
    made = export(
        vault.answers,
        options.profile,
        today(),
        labels=_labels(vault.answers),
        secrets=secrets_of(vault.answers),
        bom=options.bom,
    )
    write_atomically(target, made.data)
    screen.say(f"Written: {target}")
    if options.profile == "private":
        screen.say("This file holds how to reach witnesses and your private notes. Keep it from the other person.")
    for n, column, label in made.withheld:
        screen.say(
            f"Event {n}: your {label} stands in '{column.replace('_', ' ')}'. It shows as [withheld] in this file."
        )
    return 0


def _labels(answers: Answers) -> dict[str, str]:
    """Event id -> labels of its exhibits; none while the place is not chosen."""
    from assistant.case import case_from
    from assistant.interview import look_at

    sheet = look_at(answers, today()).sheet
    if sheet is None:
        return {}
    told = case_from(answers, sheet).told
    names = {e.id: e.label for e in told.exhibits}
    return {i.id: ", ".join(names[e] for e in i.exhibits) for i in told.incidents}
