"""A file that is named in the questionnaire: looked at, kept, and what it says of itself offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.answers import Status
from assistant.errors import PersonError
from assistant.evidence.intake import same_file, take_into
from assistant.interview import Step
from assistant.terminal.screen import Screen
from assistant.vault import Vault


class Attaching:
    """Takes files in for one sitting. `yes` asks the person a yes-or-no question."""

    def __init__(self, vault: Vault, screen: Screen, yes: Callable[[str], bool]) -> None:
        self._vault, self._screen, self._yes = vault, screen, yes
        self._answers = vault.answers
        self._said_unread = False  # that nothing reads what pictures show

    def left_out(self, step: Step) -> bool:
        """Take an item of a list out again when no file was named and nothing was said of it. False: it stays."""
        prefix = step.look.item
        path, _, item = prefix.rstrip(".").rpartition(".")
        if any(a.value is not None for key, a in self._answers.given.items() if key.startswith(prefix)):
            return False
        self._answers.items[path].remove(item)
        for key in [key for key in self._answers.given if key.startswith(prefix)]:
            del self._answers.given[key]
        if not self._answers.ids(path):
            self._answers.put(path, False)
        self._screen.say("No file was added here.")
        return True

    def exhibit(self, step: Step, path: str) -> dict[str, Any] | None:
        """Keep the file and say what it is; None, with the reason said, when it cannot be used."""
        from assistant.evidence.describe import in_short, remarks
        from assistant.evidence.ocr.asking import CANNOT_READ, shows_words_unread

        self._screen.say("Looking at the file.")
        try:
            value = take_into(self._vault, Path(path))
        except PersonError as error:
            for problem in error.problems:
                self._screen.say(str(problem))
            self._screen.say("You can name another file, or type: skip, later.")
            return None
        self._screen.say(f"Kept unchanged: {in_short(value)}.")
        for remark in remarks(value):
            self._screen.say(remark)
        if shows_words_unread(value) and not self._said_unread:
            self._said_unread = True
            self._screen.say(CANNOT_READ)
        known = same_file(self._answers, value["sha256"], but=step.look.item.split(".")[1])
        if known is not None:
            title = self._answers.value(f"exhibits.{known}.title")
            called = f", as: {title}" if title else ""
            if not self._yes(f"You attached the very same file before{called}. Attach it a second time?"):
                self._screen.say("It is not attached again. You can name another file, or type: skip.")
                return None
        return value

    def use_date(self, step: Step, incident: str) -> None:
        """The person said that this event happened on the day the file states: put it there.

        A date that speaks against it was told by the person too: it is replaced only when they say so again.
        """
        from assistant.dates import When

        file = self._answers.value(step.look.item + "file")
        if incident not in self._answers.ids("incidents") or not (isinstance(file, dict) and file.get("made")):
            return
        path = f"incidents.{incident}.when"
        when, told = When(file["made"][:10]), self._answers.value(path)
        before = When.from_json(told) if told is not None else None
        if before is not None and (
            before.kind in ("range", "recurring") or not before.earliest() <= when.earliest() <= before.latest()
        ):
            ask = f"You said that this event was {before.text()}. Change it to {when.text()}?"
            if not self._yes(ask):
                self._screen.say(f"The event keeps its date: {before.text()}.")
                return
        self._answers.put(path, when.to_json())
        was = f" Before: {before.text()}." if before is not None and before.edtf != when.edtf else ""
        self._screen.say(f"The event has this date now: {when.text()}.{was}")

    def log(self, step: Step, path: str) -> dict[str, Any] | None:
        """Keep a file of messages or calls; what must be known to read it is asked next. None when it is none."""
        from assistant.evidence.logs.asking import kind_of, summary_of
        from assistant.evidence.logs.days import Undecided
        from assistant.evidence.logs.records import Settings
        from assistant.evidence.logs.taking import keep_original, source_at
        from assistant.evidence.logs.zones import machine_zone

        try:
            source = source_at(Path(path))
            kind = kind_of(source)
            if kind in ("incidents", "calls"):
                raise PersonError(
                    "this kind of list is taken in with a command.",
                    where=source.name,
                    remedy="Use: paperwork log import",
                )
            try:
                summary = summary_of(source, Settings(kind, machine_zone()))
                self._screen.say(f"It holds: {summary.words}.")
            except Undecided:
                self._answers.mark(step.look.item + "dates", Status.LATER)
            self._answers.put(step.look.item + "kind", kind, by="file")
            return keep_original(self._vault, Path(path), kind)
        except PersonError as error:
            self._screen.say(str(error))
            self._screen.say("You can name another file, or type: skip, later.")
            return None
