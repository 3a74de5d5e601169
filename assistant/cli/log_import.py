"""Taking one file in: what it is, what must be asked, reading it whole once, keeping it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from assistant.errors import PersonError
from assistant.evidence.logs import asking, carrier_csv
from assistant.evidence.logs.days import Undecided
from assistant.evidence.logs.numbers import is_number
from assistant.evidence.logs.reading import Summary
from assistant.evidence.logs.records import KINDS, Notes, Settings, Source
from assistant.evidence.logs.taking import FILES, keep, known_already, settings_of, source_at
from assistant.evidence.logs.zones import machine_zone, zone_named
from assistant.terminal.logs import Asker
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

    def take(self, path: Path) -> None:
        """Take one file in and say what it holds. PersonError when it cannot be; nothing of it is kept then."""
        source = source_at(path)
        if number := known_already(self.answers, source.sha256):
            self.screen.say(f"{source.name}: this very file is log {number} already.")
            return
        kind = asking.kind_of(source)
        self.screen.say(f"{source.name}: {KINDS[kind]}.")
        if kind == "incidents":
            self._take_events(path, source)
            return
        settings = self._settings(source, kind)
        with Progress("Reading", None) as progress:
            summary, settings = self._decided(
                lambda s: asking.summary_of(source, s, lambda: progress.step(1000)), settings
            )
        keep(self.answers, self.vault, path, settings)
        self.vault.save()
        self._tell(summary, settings)

    def _tell(self, summary: Summary, settings: Settings) -> None:
        number = len(self.answers.ids(FILES))
        self.screen.say(f"Taken in as log {number}: {summary.words}.", indent="  ", hang="  ")
        if len(summary.people) > 1:
            self.screen.say(f"With {len(summary.people):,} numbers or accounts. See: paperwork log list", indent="  ")
        if not self.asker and not self.options.zone:
            self.screen.say(
                f"Times are taken as of {settings.zone}, this computer's zone. Change it with --zone.",
                indent="  ",
                hang="  ",
            )
        for note in summary.notes.said:
            self.screen.say(f"Note: {note}", indent="  ", hang="  ")

    # -- what must be known to read it ---------------------------------------------------------------

    def _settings(self, source: Source, kind: str) -> Settings:
        made = Settings(
            kind, self._zone_name(), self.options.dates or "", self.options.me or "", self.options.number or ""
        )
        if kind in ("whatsapp", "meta"):
            made = self._names(source, made)
        if kind == "calls":
            made = self._columns(source, made)
        return made

    def _zone_name(self) -> str:
        if not self._zone:
            default = self.options.zone or machine_zone()
            zone_named(default)
            self._zone = default if self.options.zone or not self.asker else self.asker.zone(default)
        return self._zone

    def _names(self, source: Source, made: Settings) -> Settings:
        if not self.asker:
            return made
        names = asking.names_in(source, made.kind)
        if not made.me and names:
            made = replace(made, me=self.asker.me(names))
        others = [n for n in names if n != made.me]
        if made.me and len(others) == 1 and not is_number(others[0]) and not made.number:
            made = replace(made, number=self.asker.number(others[0]))
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
            mapping = self.asker.mapping(table, mapping)
        elif not self.options.map and not self._kept_mapping(table.head):
            ways = " ".join(f"--map '{c}={m}'" for c, m in mapping.items() if m != "ignore")
            raise PersonError(
                "say what the columns of this call list mean.",
                where=source.name,
                remedy=f"Their names suggest: {ways or 'nothing'}. To take that as it is: --map guess",
            )
        carrier_csv.check_mapping(mapping, source.name)
        if (
            self.asker
            and not made.me
            and {"from", "to"} & set(mapping.values())
            and "direction" not in mapping.values()
        ):
            made = replace(made, me=self.asker.own_number())
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
        settings = Settings("incidents", self.options.zone or machine_zone(), self.options.dates or "")
        taken, settings = self._decided(
            lambda s: take_incidents(self.answers, log, self.today, s.dates, source.name), settings
        )
        keep(self.answers, self.vault, path, settings)
        self.vault.save()
        for sentence in [*taken.sentences, *notes.said]:
            self.screen.say(sentence, indent="  ", hang="  ")
        if taken.added:
            self.screen.say("Look them over, and complete them, with: paperwork start", indent="  ")
