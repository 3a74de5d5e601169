"""Making an exhibit of a log's entries and putting it into the case."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from assistant.case.kept import secrets_of
from assistant.dates import day_text
from assistant.disclosure.matching import Finder
from assistant.errors import PersonError
from assistant.evidence.logs.numbers import alike, ending, matches
from assistant.evidence.logs.printing import Printed, Selection, body_of, print_messages
from assistant.evidence.logs.reading import Wanted, lines_named
from assistant.evidence.logs.records import CALL, NOTE, Notes
from assistant.evidence.logs.taking import PEOPLE, Log, verified
from assistant.terminal.screen import Screen
from assistant.vault import Vault


def make_exhibit(
    vault: Vault, log: Log, wanted: Wanted, incidents: Sequence[str], options: argparse.Namespace, screen: Screen
) -> int:
    """Print the entries meant, keep the PDF as an original, and add it to the exhibits of the case."""
    marks = frozenset(n for a, b in lines_named(options.mark) for n in range(a, b + 1)) if options.mark else frozenset()
    shown = selection_of(verified(log), wanted, marks)
    _one_thread(log, shown, wanted)
    outside = sorted(marks - {n for n, _ in shown.entries})
    if outside:
        raise PersonError(
            f"line {outside[0]} is marked, but not among the lines shown.",
            where="--mark",
            remedy="Show it too, or leave it out.",
        )
    made = _print(vault, log, shown, options)
    title = options.title or _asked_title(shown, screen)
    number = _put(vault, made, log, title, options.foundation or "", incidents)
    vault.save()
    entries = "1 entry" if len(shown.entries) == 1 else f"{len(shown.entries):,} entries"
    screen.say(f"Exhibit made from {entries} of log {log.number}: {title}")
    if made.withheld:
        screen.say(f"[withheld] stands in {made.withheld} places.")
    elif hidden := _hidden(vault, shown):
        screen.say(
            f"Something that must stay hidden stands in {'line' if len(hidden) == 1 else 'lines'} "
            f"{', '.join(map(str, hidden[:20]))}. To print [withheld] there, use --withhold."
        )
    for name in made.replaced:
        screen.say(f"It shows {name} by its name, because no font here has it.")
    screen.say(f"It is file {number} in the list of exhibits. What it is and how you know is asked in: paperwork start")
    return 0


def _one_thread(log: Log, shown: Selection, wanted: Wanted) -> None:
    """PersonError when nothing is meant, or a file of many threads would be printed as one."""
    if not shown.entries:
        raise PersonError(
            "no entry of this log is meant by that.", where=f"log {log.number}", remedy="See: paperwork log show"
        )
    others = list(dict.fromkeys(alike(r.counterpart_id) for _, r in shown.entries if r.what != NOTE))
    if len(others) > 1 and not wanted.number and not wanted.lines and log.settings.kind in ("sms", "calls", "voice"):
        named = "; ".join(ending(o) for o in others[:6])
        raise PersonError(
            f"this log holds {len(others)} different numbers.",
            where=f"log {log.number}",
            remedy=f"Say which with --number, by the last four digits: {named}.",
        )


def _print(vault: Vault, log: Log, shown: Selection, options: argparse.Namespace) -> Printed:
    from assistant.cli.common import today
    from assistant.interview import look_at

    sheet = look_at(vault.answers, today()).sheet
    return print_messages(
        log,
        shown,
        paper=sheet.paper if sheet else "letter",
        language=sheet.language if sheet else "en-US",
        last_four=options.last_four,
        owners=_owners(vault, shown),
        secrets=secrets_of(vault.answers) if options.withhold else (),
    )


def _owners(vault: Vault, shown: Selection) -> list[tuple[str, str, str]]:
    """(number or account, whose, how known) of those among the entries that the person named."""
    answers = vault.answers
    found = []
    for item in answers.ids(PEOPLE):
        number, who, how = (str(answers.value(f"{PEOPLE}.{item}.{k}") or "") for k in ("number", "who", "how_known"))
        if number and how and any(matches(r.counterpart_id, "", number) for _, r in shown.entries):
            found.append((number, who or "not said", how))
    return found


def _hidden(vault: Vault, shown: Selection) -> list[int]:
    """Lines in which a hidden value stands."""
    secrets = secrets_of(vault.answers)
    finder = Finder(s.value for s in secrets)
    return [n for n, r in shown.entries if finder.find(body_of(r))]


def _asked_title(shown: Selection, screen: Screen) -> str:
    default = _title(shown)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from assistant.terminal.logs import Asker

        typed = Asker(screen).text("What is it, in a few words?", f"Now: {default}. Press Enter to keep it.")
        return typed or default
    return default


def _title(shown: Selection) -> str:
    """'Messages with the number ending 4471, May 2, 2025 to June 9, 2025'."""
    records = [r for _, r in shown.entries]
    calls = sum(1 for r in records if r.what == CALL)
    name = "Calls" if calls == len(records) else "Messages and calls" if calls else "Messages"
    # a call whose number is not shown is nobody's: it is not named as one with the number of the others
    others = list(dict.fromkeys(alike(r.counterpart_id) for r in records if r.what != NOTE))
    days = [r.when_local.date() for r in records if r.when_local]
    span = ""
    if days:
        a, b = day_text(min(days)), day_text(max(days))
        span = f", {a}" if a == b else f", {a} to {b}"
    return (f"{name} with {ending(others[0])}" if len(others) == 1 else name)[:110] + span


def _put(vault: Vault, made: Printed, log: Log, title: str, foundation: str, incidents: Sequence[str]) -> int:
    """Keep the PDF and add the exhibit; its place in the list."""
    name = f"log-{log.number}-messages.pdf"
    digest = vault.keep_original(made.data, name, "application/pdf")
    answers = vault.answers
    item = answers.add("exhibits")
    answers.put("exhibits", True)
    answers.put("exhibits.more", False)
    at = f"exhibits.{item}."
    value = {"sha256": digest, "name": name, "size": len(made.data), "media": "application/pdf"}
    answers.put(at + "file", value, by="file")
    answers.put(at + "title", title[:160], by="file")
    if foundation:
        answers.put(at + "foundation", foundation)
    if incidents:
        answers.put(at + "incidents", list(incidents))
    return len(answers.ids("exhibits"))


def selection_words(wanted: Wanted) -> str:
    """What was asked for beside lines, in words; '' for nothing."""
    parts = []
    if wanted.number:
        parts.append(
            f"with {ending(wanted.number) if not wanted.number.isdecimal() or len(wanted.number) > 4 else f'the number ending {wanted.number}'}"
        )
    if wanted.begin:
        parts.append(f"from {wanted.begin:%Y-%m-%d %H:%M} on")
    if wanted.end:
        parts.append(f"until {wanted.end:%Y-%m-%d %H:%M}")
    if wanted.what:
        parts.append(f"({wanted.what}s only)")
    return ", ".join(parts)


def selection_of(log: Log, wanted: Wanted, marks: frozenset[int]) -> Selection:
    """The entries meant, and how many the log has in all."""
    notes = Notes()
    found = tuple(log.entries(wanted, notes))
    return Selection(found, notes.total, selection_words(wanted), marks)
