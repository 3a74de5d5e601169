"""Words in pictures, before the papers are made: evidence read."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from assistant.cli.common import Commands, case_folder, watched, with_case

if TYPE_CHECKING:
    from assistant.answers import Answers
    from assistant.evidence.ocr.asking import Copy, Page
    from assistant.evidence.ocr.lines import Box
    from assistant.vault import Vault


def add_read(evidence: Commands) -> None:
    """Add `evidence read` to the commands for files."""
    made = evidence.add("read", _read, "read the words in pictures and scans, and say where something hidden stands")
    made.add_argument(
        "--take-out", action="store_true", help="take every such place out of every copy, those in doubt too"
    )
    with_case(made)


def _read(options: argparse.Namespace) -> int:
    from assistant.case.kept import secrets_of
    from assistant.disclosure.seen import Seeker
    from assistant.errors import PersonError
    from assistant.evidence.ocr.asking import CANNOT_READ, readings_of
    from assistant.packet.pictures import READING, command
    from assistant.terminal.screen import Screen, wants_plain
    from assistant.vault import Vault

    vault = Vault.open(case_folder(options), create=False)
    screen = Screen(plain=wants_plain(not sys.stdout.isatty()))
    readings = readings_of(vault)
    if not readings.able:
        raise PersonError(CANNOT_READ, remedy='Or install the part that reads: pip install "paperwork[ocr]"')
    secrets = secrets_of(vault.answers)
    if not secrets:
        screen.say("Nothing is said yet that must stay hidden, so there is nothing to look for. See: paperwork start")
        return 0
    copies = _copies(vault)
    missing = readings.missing(copies)
    for page, result in watched(READING)(readings.read(missing), len(missing)):
        if isinstance(result, PersonError):
            screen.say(f"{page[0].id}, page {page[1]}: not read. Look at it yourself.")
    seeker, found = Seeker(secrets), 0
    for copy in copies:
        for number in range(1, copy.count + 1):
            for sighting in seeker.seen(readings.known(copy, number) or ()):
                found += 1
                words = f"your private {sighting.secret.label}"
                words = f"{words} stands here." if sighting.sure else f"something here looks like {words}."
                screen.say(f"{copy.id}, page {number}: {words}", hang="  ")
                if options.take_out:
                    _take_out(vault.answers, (copy, number), sighting.boxes)
                else:
                    screen.say("To take it out:", indent="  ")
                    screen.raw(f"    {command(copy.id, number, sighting.boxes)}")
    vault.save()
    _say_end(screen, found, sum(c.count for c in copies), taken_out=options.take_out)
    return 0


def _say_end(screen: Any, found: int, pages: int, *, taken_out: bool) -> None:
    if not found:
        screen.say(f"Read: {pages} page{'' if pages == 1 else 's'}. Nothing that must stay hidden was seen.")
    elif taken_out:
        screen.say(
            "These places are taken out of every copy now. Your own files stay whole. To look again: the same command"
        )
    screen.say("Handwriting and small print can be missed. Look at each picture before it is served.")


def _copies(vault: Vault) -> list[Copy]:
    """The exhibits that may show words as pictures, as they would be shown now."""
    from functools import partial

    from assistant.evidence.areas import Area
    from assistant.evidence.media import PDF, PICTURES
    from assistant.evidence.ocr.asking import Copy

    copies = []
    for item in vault.answers.ids("exhibits"):
        file = vault.answers.value(f"exhibits.{item}.file")
        if isinstance(file, dict) and (file.get("media") in PICTURES or file.get("media") == PDF):
            hide = tuple(Area.parse(text) for text in vault.answers.value(f"exhibits.{item}.hide") or ())
            copies.append(
                Copy(
                    id=item,
                    sha256=file["sha256"],
                    media=file["media"],
                    data=partial(vault.original, file["sha256"]),
                    count=file.get("pages") or 1,
                    hide=hide,
                    where=item,
                    name=file["name"],
                )
            )
    return copies


def _take_out(answers: Answers, page: Page, boxes: tuple[Box, ...]) -> None:
    from assistant.packet.pictures import areas_of

    path = f"exhibits.{page[0].id}.hide"
    known = answers.value(path) or []
    more = [area.text() for area in areas_of(page[1], boxes)]
    answers.put(path, [*known, *(text for text in more if text not in known)])
