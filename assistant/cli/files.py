"""Files that show what happened: evidence add, list, show, grid, redact, clear (and read, in cli.pictures)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

from assistant.cli.common import Commands, case_folder, today, watched, with_case
from assistant.cli.pictures import add_read

if TYPE_CHECKING:
    from assistant.answers import Answers
    from assistant.evidence.areas import Area
    from assistant.evidence.intake import Source
    from assistant.terminal.screen import Screen
    from assistant.vault import Vault

_WAYS = ("made", "sent", "given", "public", "office", "account", "other")  # as in questions.evidence.OBTAINED


def add(commands: Commands) -> None:
    """Add these commands to the program."""
    evidence = commands.family(
        "evidence", "photos, PDFs, e-mails, recordings: add them, list them, take parts out of copies"
    )

    made = evidence.add(
        "add", _add, "take files into the case, each as an exhibit; the files themselves stay as they are"
    )
    made.add_argument("files", metavar="FILE", nargs="+", help="photo, PDF, text, e-mail (.eml) or recording")
    made.add_argument(
        "--incident", metavar="N", type=int, action="append", default=[], help="the event it shows, by its number"
    )
    made.add_argument("--title", metavar="WORDS", help="what it is, in a few words (for one file)")
    made.add_argument("--from", dest="source", metavar="WORDS", help="who gave it to you (kept in your own copy)")
    made.add_argument("--obtained", choices=_WAYS, help="how it came to you (kept in your own copy)")
    with_case(made)

    made = evidence.add("list", _list, "list the exhibits, and which of them are kept out of the papers")
    with_case(made)

    made = evidence.add(
        "show", _show, "tell all that is known of one exhibit: size, dates, fingerprint, where it comes from"
    )
    _with_exhibit(made)

    made = evidence.add("grid", _grid, "write one page as a picture with lines in percent, to find an area to take out")
    _with_exhibit(made)
    made.add_argument("--page", metavar="N", type=int, default=1, help="the page, counted from 1 (default: 1)")
    made.add_argument("--out", metavar="FILE", required=True, help="the picture to write (PNG); remove it afterwards")

    made = evidence.add(
        "redact", _redact, "take an area of a page out of every copy: the picture and the text are gone there"
    )
    _with_exhibit(made)
    made.add_argument("--page", metavar="N", type=int, default=1, help="the page, counted from 1 (default: 1)")
    made.add_argument(
        "--area",
        metavar="L,T,R,B",
        action="append",
        default=[],
        help="left, top, right and bottom edge, in percent of the page as you see it; may be given several times",
    )
    made.add_argument("--undo", action="store_true", help="show this page whole again")

    add_read(evidence)

    made = evidence.add("clear", _clear, "say who looked at an exhibit that is kept out of the papers and lets it in")
    _with_exhibit(made)
    made.add_argument("--by", metavar="NAME", help="who decided it (asked for when left out)")
    made.add_argument("--why", metavar="TEXT", help="the reason (asked for when left out)")


def _with_exhibit(made: argparse.ArgumentParser) -> None:
    made.add_argument("exhibit", metavar="EXHIBIT", help="its id (e1) or its label (A), as 'evidence list' shows them")
    with_case(made)


def _open(options: argparse.Namespace) -> tuple[Vault, Screen]:
    from assistant.terminal.screen import Screen, wants_plain
    from assistant.vault import Vault

    vault = Vault.open(case_folder(options), create=False)
    return vault, Screen(plain=wants_plain(not sys.stdout.isatty()))


# -- add ---------------------------------------------------------------------------------------------


def _add(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.errors import PersonError
    from assistant.evidence.intake import Source, take_each
    from assistant.evidence.ocr.asking import CANNOT_READ, shows_words_unread

    vault, screen = _open(options)
    answers = vault.answers
    said = _said(options, answers)
    sources = [Source(Path(name).expanduser()) for name in options.files]
    before, refused, unread = len(answers.ids("exhibits")), 0, False
    try:
        with closing(take_each(vault, sources)) as results:
            for source, result in watched("Looking at files")(results, len(sources)):
                if isinstance(result, PersonError):
                    refused += 1
                    for problem in result.problems:
                        screen.say(f"Not added: {problem}", hang="  ")
                    continue
                _add_one(screen, answers, source, result, said)
                unread = unread or shows_words_unread(result)
    except KeyboardInterrupt:
        added = len(answers.ids("exhibits")) - before
        screen.say(f"Stopped. Added: {added} of {len(sources)}. To go on, give the same command again.")
        raise
    finally:
        vault.save()
    added = len(answers.ids("exhibits")) - before
    screen.say(f"Added: {added}." + (f" Not added: {refused}." if refused else ""))
    if added:
        screen.say("The originals are kept unchanged. To say what each one is: paperwork start")
    if unread:
        screen.say(CANNOT_READ)
    return 2 if refused else 0


def _add_one(screen: Screen, answers: Answers, source: Source, result: dict[str, Any], said: Mapping[str, Any]) -> None:
    """Make a file that was taken in an exhibit, unless it is one already, and say so."""
    from assistant.evidence.describe import in_short, remarks
    from assistant.evidence.intake import same_file

    known = same_file(answers, result["sha256"])
    if known is not None:
        screen.say(f"{source.shown}: the same file as {known}. It was not added again.", hang="  ")
        return
    item = answers.add("exhibits")
    answers.put("exhibits", True)
    answers.put(f"exhibits.{item}.file", result)
    for key, value in said.items():
        answers.put(f"exhibits.{item}.{key}", value)
    screen.say(f"{item}: {source.shown} ({in_short(result)})", hang="  ")
    for remark in remarks(result):
        screen.say(remark, indent="    ")
    _say_conflicts(screen, answers, item)


def _said(options: argparse.Namespace, answers: Answers) -> dict[str, Any]:
    """What the options say of each file, as answers. PersonError when an option cannot be an answer."""
    from assistant.errors import PersonError, Problem
    from assistant.interview import look_at
    from assistant.questions.kinds import Line, Refused

    problems: list[Problem] = []
    said: dict[str, Any] = {}
    if options.title and len(options.files) > 1:
        problems.append(Problem("one title is for one file.", "--title", "Add the files one by one, or leave it out."))
    ids = answers.ids("incidents")
    for number in options.incident:
        if not 1 <= number <= len(ids):
            there = f"The events have the numbers 1 to {len(ids)}." if ids else "There are no events yet."
            problems.append(Problem(f"there is no event {number}.", "--incident", there))
    look = look_at(answers, today())
    for key, option, longest in (("title", options.title, 160), ("from", options.source, 200)):
        if option:
            try:
                said[key] = Line(longest).parse(option, look)
            except Refused as error:
                problems.append(Problem(str(error), f"--{key}"))
    if problems:
        raise PersonError(problems)
    if options.incident:
        said["incidents"] = [ids[n - 1] for n in sorted(set(options.incident))]
    if options.obtained:
        said["obtained"] = options.obtained
    return said


def _say_conflicts(screen: Screen, answers: Answers, item: str) -> None:
    """Say at once when the file is of another day than an event it is said to show."""
    from assistant.dates import When
    from assistant.evidence.times import days_of

    made = answers.value(f"exhibits.{item}.file").get("made")
    for incident in answers.value(f"exhibits.{item}.incidents") or () if made else ():
        when = answers.value(f"incidents.{incident}.when")
        number = answers.ids("incidents").index(incident) + 1
        if when is None:
            screen.say(f"Event {number} has no date yet. 'paperwork start' asks if it is this one.", indent="    ")
        elif days_of(made)[1] < When.from_json(when).earliest() or days_of(made)[0] > When.from_json(when).latest():
            said = When.from_json(when).text()
            screen.say(f"Event {number} is dated {said}. Please look if both are right.", indent="    ")


# -- list and show -----------------------------------------------------------------------------------


def _labels(answers: Answers) -> tuple[dict[str, str], dict[str, str]]:
    """Labels and reasons to withhold by exhibit id; empty while the place is not chosen."""
    from assistant.case import case_from
    from assistant.errors import PersonError
    from assistant.jurisdiction import load

    code = answers.value("place.jurisdiction")
    try:
        told = case_from(answers, load(code)).told if code else None
    except PersonError:
        told = None
    if told is None:
        return {}, {}
    return {e.id: e.label for e in told.exhibits}, {e.id: e.withheld for e in told.exhibits if e.withheld}


def _found(answers: Answers, name: str) -> str:
    """The id of the exhibit that is called `name`. PersonError when there is none."""
    from assistant.errors import PersonError

    ids, (labels, _) = answers.ids("exhibits"), _labels(answers)
    if name.lower() in ids:
        return name.lower()
    for item in ids:
        if labels.get(item, "").casefold() == name.casefold().removeprefix("exhibit").strip():
            return item
    there = ", ".join(ids) if ids else "none"
    raise PersonError(
        "there is no exhibit of this name.", where=name, remedy=f"There are: {there}. See: paperwork evidence list"
    )


def _list(options: argparse.Namespace) -> int:
    from assistant.evidence.describe import in_short

    vault, screen = _open(options)
    answers = vault.answers
    labels, held = _labels(answers)
    ids = sorted(answers.ids("exhibits"), key=lambda i: list(labels).index(i) if i in labels else 0)
    if not ids:
        screen.say("No files yet. To add one: paperwork evidence add FILE")
    for item in ids:
        file = answers.value(f"exhibits.{item}.file")
        label = f"Exhibit {labels[item]}, " if item in labels else ""
        title = answers.value(f"exhibits.{item}.title") or "(no title yet)"
        kind = in_short(file) if isinstance(file, dict) and "media" in file else "no file yet"
        screen.say(f"{item}: {label}{title} ({kind})", hang="    ")
        if item in held:
            screen.say(f"Kept out of the papers for now. {held[item]}", indent="    ")
    return 0


def _show(options: argparse.Namespace) -> int:
    from assistant.evidence.describe import in_short
    from assistant.evidence.recordings import as_length
    from assistant.evidence.times import in_words
    from assistant.questions.evidence import OBTAINED, RECORDED

    vault, screen = _open(options)
    answers = vault.answers
    item = _found(answers, options.exhibit)
    labels, held = _labels(answers)

    def said(key: str) -> Any:
        return answers.value(f"exhibits.{item}.{key}")

    words = {o.id: o.label for o in (*OBTAINED, *RECORDED)}
    file = said("file") or {}
    numbers = {i: n for n, i in enumerate(answers.ids("incidents"), 1)}
    rows = [
        ("Exhibit", labels.get(item)),
        ("What it is", said("title")),
        ("File", file.get("name")),
        ("Kind", in_short(file) if "media" in file else None),
        ("Media type", file.get("media")),
        ("Size", f"{file['size']:,} bytes" if "size" in file else None),
        ("Length", as_length(file["seconds"]) if file.get("seconds") else None),
        ("SHA-256", file.get("sha256")),
        ("Made, the file says", in_words(file["made"]) if file.get("made") else None),
        ("Last changed", in_words(file["modified"]) if file.get("modified") else None),
        ("From", said("from")),
        ("How it came to you", words.get(said("obtained") or "")),
        ("Who knew of it", words.get(said("recorded") or "")),
        ("Events", ", ".join(str(numbers[i]) for i in said("incidents") or () if i in numbers)),
        ("Taken out of copies", "; ".join(said("hide") or ())),
        ("Kept out of the papers", held.get(item)),
        ("Let in by", said("cleared_by")),
        ("Reason", said("cleared_why")),
    ]
    screen.say(f"{item}")
    for label, value in rows:
        if value:
            screen.say(f"{label}: {value}", indent="  ", hang="    ")
    return 0


# -- redact and clear --------------------------------------------------------------------------------


def _grid(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.cli.common import not_there
    from assistant.evidence.areas import Area
    from assistant.evidence.showing import page_with_grid
    from assistant.vault import write_atomically

    vault, screen = _open(options)
    item = _found(vault.answers, options.exhibit)
    file = _file(vault.answers, item)
    target = Path(options.out).expanduser()
    not_there(target)
    hide = [Area.parse(text) for text in vault.answers.value(f"exhibits.{item}.hide") or []]
    made = page_with_grid(vault.original(file["sha256"]), options.page, where=item, hide=hide, name=file["name"])
    write_atomically(target, made)
    screen.say(f"Written: {target}. Anyone who can open this folder can see it; remove it when you are done.")
    return 0


def _file(answers: Answers, item: str) -> dict[str, Any]:
    """The exhibit's file as it was taken in. PersonError when it has none yet."""
    from assistant.errors import PersonError

    file = answers.value(f"exhibits.{item}.file")
    if not (isinstance(file, dict) and "sha256" in file):
        raise PersonError(
            "this exhibit has no file yet.", where=item, remedy="Add it with: paperwork evidence add FILE"
        )
    return file


def _redact(options: argparse.Namespace) -> int:
    vault, screen = _open(options)
    answers = vault.answers
    item = _found(answers, options.exhibit)
    path = f"exhibits.{item}.hide"
    areas = _areas(options, answers.value(path) or [])
    file = _file(answers, item)
    if areas:
        from assistant.evidence import pages_of

        # made once now, so that a page that is not there is noticed here and not when time is short
        pages_of(vault.original(file["sha256"]), file["media"], where=item, hide=areas, name=file["name"])
    answers.put(path, [area.text() for area in areas])
    vault.save()
    if not areas:
        screen.say(f"{item}: nothing is taken out of its copies now.")
        return 0
    screen.say(f"{item}: taken out of every copy:")
    for area in areas:
        screen.say(area.text(), indent="  ")
    screen.say("Your own file stays whole. Make the papers, then look at this page: paperwork build")
    return 0


def _areas(options: argparse.Namespace, known: list[str]) -> list[Area]:
    from assistant.errors import PersonError
    from assistant.evidence.areas import Area

    areas = {Area.parse(text) for text in known}
    if options.undo:
        areas = {area for area in areas if area.page != options.page}
    elif not options.area:
        raise PersonError(
            "no area is named.",
            where="--area",
            remedy="Name it as left,top,right,bottom in percent: --area 10,20,50,30",
        )
    for text in options.area:
        try:
            areas.add(Area.of(options.page, text))
        except ValueError as error:
            raise PersonError(str(error), where="--area", remedy="For example: --area 10,20,50,30") from None
    return sorted(areas)


def _clear(options: argparse.Namespace) -> int:
    from assistant.errors import PersonError
    from assistant.interview import look_at
    from assistant.questions.kinds import Line, Refused, Story

    vault, screen = _open(options)
    answers = vault.answers
    item = _found(answers, options.exhibit)
    _, held = _labels(answers)
    if item not in held:
        screen.say(f"{item} is not kept out of the papers. Nothing was changed.")
        return 0
    look = look_at(answers, today())
    given = {}
    screen.say(f"{item} is kept out of the papers for now. {held[item]}")
    for key, option, ask, kind in (
        ("by", options.by, "Who lets it in? Type a name.", Line(120)),
        ("why", options.why, "For what reason? It is kept with the case.", Story()),
    ):
        typed = option
        if typed is None:
            if not (sys.stdin.isatty() and sys.stdout.isatty()):
                raise PersonError("a name and a reason are needed.", remedy="Give them with --by and --why.")
            screen.say(ask)
            typed = screen.read()
        try:
            given[key] = kind.parse(typed, look)
        except Refused as error:
            raise PersonError(str(error), where=f"--{key}") from None
    answers.put(f"exhibits.{item}.cleared_by", given["by"])
    answers.put(f"exhibits.{item}.cleared_why", given["why"])
    decision = {"by": given["by"], "reason": given["why"], "against": [f"withheld {item}: {held[item]}"]}
    vault.decisions.append(decision)
    vault.save()
    screen.say(f"{item} may go into the papers now. The name and the reason are kept with the case.")
    return 0
