"""Taking one file in: what it is, what must be asked, reading it whole once, keeping it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from assistant.cli.log_folders import Found, as_one
from assistant.errors import PersonError
from assistant.evidence.logs import asking, carrier_csv
from assistant.evidence.logs.days import Undecided
from assistant.evidence.logs.numbers import is_number
from assistant.evidence.logs.reading import Summary
from assistant.evidence.logs.records import KINDS, Notes, Settings, Source
from assistant.evidence.logs.taking import FILES, keep, known_already, settings_of, shown_name, source_at
from assistant.evidence.logs.zones import machine_zone, zone_typed
from assistant.terminal.columns import Columns
from assistant.terminal.logs import Asker, Back, LeftOut
from assistant.terminal.progress import Progress
from assistant.terminal.screen import Screen
from assistant.vault import Vault

T = TypeVar("T")


class Importer:
    """Takes files in one after another; what was answered once (the zone) is asked once."""

    def __init__(
        self, vault: Vault, options: argparse.Namespace, screen: Screen, asker: Asker | None, today: date
    ) -> None:
        self.vault, self.options, self.screen, self.asker, self.today = vault, options, screen, asker, today
        self.answers = vault.answers
        self._zone = ""
        self._summary = Summary()

    def take_found(self, found: Found) -> None:
        """Take in a file, or the pages of a folder as one log; say what in a folder is no log. PersonError as in `take`."""
        if found.left_out:
            shown = ", ".join(found.left_out[:8]) + (", ..." if len(found.left_out) > 8 else "")
            self.screen.say(f"No logs, and left out: {shown}.", hang="  ")
        if found.pages:
            self.screen.say(f"{len(found.pages):,} pages of Google Voice are kept together as one file.")
            try:
                with as_one(found, self.vault.folder) as path:
                    self.take(path)
            except OSError as error:
                raise PersonError(
                    f"this folder cannot be read ({(error.strerror or 'unknown reason').lower()}).",
                    where=shown_name(found.path.name),
                    remedy="Check that you may open every file in it.",
                ) from None
        elif not found.path.is_dir():
            self.take(found.path)

    def take(self, path: Path) -> None:
        """Take one file in and say what it holds. PersonError when it cannot be; nothing of it is kept then."""
        try:
            self._take(path)
        except LeftOut:
            self.screen.say(f"{path.name} is left out. Nothing of it was kept; take it in when you can.")

    def _take(self, path: Path) -> None:
        source = source_at(path)
        if number := known_already(self.answers, source.sha256):
            self.screen.say(f"{source.name}: this very file is log {number} already.")
            return
        kind = asking.kind_of(source)
        self.screen.say(f"{source.name}: {KINDS[kind]}.")
        if kind == "incidents":
            self._take_events(path, source)
            return
        summary, settings = self._asked(source, kind)
        keep(self.answers, self.vault, path, settings)
        self.vault.save()
        self._tell(summary, settings)

    def _tell(self, summary: Summary, settings: Settings) -> None:
        number = len(self.answers.ids(FILES))
        self.screen.say(f"Taken in as log {number}: {summary.words}.", indent="  ", hang="  ")
        known = sum(1 for number in summary.people if number)
        if known > 1:
            self.screen.say(f"With {known:,} numbers or accounts. See: paperwork log list", indent="  ")
        if not self.asker and not self.options.zone:
            self.screen.say(
                f"Times are taken as of {settings.zone}, this computer's zone. Change it with --zone.",
                indent="  ",
                hang="  ",
            )
        for note in summary.notes.said:
            self.screen.say(f"Note: {note}", indent="  ", hang="  ")

    # -- what must be known to read it ---------------------------------------------------------------

    def _asked(self, source: Source, kind: str) -> tuple[Summary, Settings]:
        """Ask what must be known to read the file, one thing after another, then read it whole.

        `back` goes to the question before. LeftOut when the person would rather not take the file in now.
        """
        options = self.options
        made = Settings(kind, "", options.dates or "", options.me or "", options.number or "")
        steps: list[Callable[[Source, Settings], Settings]] = [self._with_zone]
        if kind in ("whatsapp", "meta"):
            steps += [self._with_me, self._with_number]
        if kind == "calls":
            steps += [self._columns, self._with_own_number]
        steps.append(self._read)
        before: list[tuple[int, Settings]] = []  # where a question was asked, and what was known then
        at = 0
        while at < len(steps):
            count = self.asker.asked if self.asker else 0
            try:
                after = steps[at](source, made)
            except Back:
                if before:
                    at, made = before.pop()
                    self._zone = "" if at == 0 else self._zone
                else:
                    self.screen.say("This is the first question. Type x to leave, or skip to go on.")
                continue
            if self.asker and self.asker.asked > count:
                before.append((at, made))
            made, at = after, at + 1
        return self._summary, made

    def _with_zone(self, source: Source, made: Settings) -> Settings:
        if not self._zone:
            given = zone_typed(self.options.zone).key if self.options.zone else ""
            default = given or machine_zone()
            self._zone = default if given or not self.asker else self.asker.zone(default)
        return replace(made, zone=self._zone)

    def _with_me(self, source: Source, made: Settings) -> Settings:
        names = self._names(source, made.kind)
        return made if made.me or not names or not self.asker else replace(made, me=self.asker.me(names))

    def _with_number(self, source: Source, made: Settings) -> Settings:
        """The number or account of the other side, where the file shows only a name."""
        others = [n for n in self._names(source, made.kind) if n.casefold() != made.me.casefold()]
        if not self.asker or not made.me or made.number or len(others) != 1 or is_number(others[0]):
            return made
        ask = self.asker.account if made.kind == "meta" else self.asker.number
        return replace(made, number=ask(others[0]))

    def _names(self, source: Source, kind: str) -> list[str]:
        return asking.names_in(source, kind) if self.asker else []

    def _with_own_number(self, source: Source, made: Settings) -> Settings:
        meanings = {meaning for _, meaning in made.mapping}
        if not self.asker or made.me or "direction" in meanings or not {"from", "to"} & meanings:
            return made
        return replace(made, me=self.asker.own_number())

    def _read(self, source: Source, made: Settings) -> Settings:
        with Progress("Reading", None) as progress:
            self._summary, made = self._decided(
                lambda s: asking.summary_of(source, s, lambda: progress.step(1000)), made
            )
        return made

    def _columns(self, source: Source, made: Settings) -> Settings:
        given = [m for m in self.options.map if m != "guess"]
        pairs = [tuple(part.strip() for part in m.rpartition("=")[::2]) for m in given]
        table = asking.columns_of(source, [column for column, _ in pairs])
        known = dict.fromkeys(table.head)
        for column, meaning in pairs:
            if column not in known:
                raise PersonError(
                    f"there is no column '{column}'.", where=source.name, remedy=f"There are: {', '.join(table.head)}."
                )
            if meaning not in carrier_csv.MEANINGS:
                carrier_csv.check_mapping({column: meaning}, source.name)
        mapping = self._kept_mapping(table.head) or carrier_csv.guess(table.head)
        for column, meaning in pairs:
            mapping = {c: "ignore" if m == meaning and c not in dict(pairs) else m for c, m in mapping.items()}
            mapping[column] = meaning
        if self.asker and not self.options.map:
            mapping = Columns(self.asker, table, mapping).ask()
        elif not self.options.map and not self._kept_mapping(table.head):
            ways = " ".join(f"--map '{c}={m}'" for c, m in mapping.items() if m != "ignore")
            raise PersonError(
                "say what the columns of this call list mean.",
                where=source.name,
                remedy=f"Their names suggest: {ways or 'nothing'}. To take that as it is: --map guess",
            )
        carrier_csv.check_mapping(mapping, source.name)
        return replace(made, mapping=tuple(mapping.items()))

    def _kept_mapping(self, head: tuple[str, ...]) -> dict[str, str]:
        """The mapping of a list with the same columns that was taken in before."""
        for item in self.answers.ids(FILES):
            mapping = dict(settings_of(self.answers, item).mapping)
            if mapping and set(mapping) == set(head):
                return mapping
        return {}

    def _decided(self, read: Callable[[Settings], T], settings: Settings) -> tuple[T, Settings]:
        """Read; where dates have two readings, ask which, and read again."""
        try:
            return read(settings), settings
        except Undecided as error:
            if self.asker is None:
                raise
            settings = replace(settings, dates=self.asker.dates(error))
            return read(settings), settings

    # -- incident logs -------------------------------------------------------------------------------

    def _take_events(self, path: Path, source: Source) -> None:
        from assistant.evidence.logs.incidents_in import take_incidents

        notes = Notes()
        log = asking.events_in(source, notes)
        zone = zone_typed(self.options.zone).key if self.options.zone else machine_zone()
        settings = Settings("incidents", zone, self.options.dates or "")
        while True:
            try:
                taken, settings = self._decided(
                    lambda s: take_incidents(self.answers, log, self.today, s.dates, source.name), settings
                )
                break
            except Back:
                self.screen.say("This is the first question. Type x to leave, or skip to leave this file out.")
        keep(self.answers, self.vault, path, settings)
        self.vault.save()
        for sentence in [*taken.sentences, *notes.said]:
            self.screen.say(sentence, indent="  ", hang="  ")
        if taken.added:
            self.screen.say("Look them over, and complete them, with: paperwork start", indent="  ")
