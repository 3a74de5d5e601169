"""What is asked about a log when it comes in: the zone, whose name is the person's, dates with two readings, columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.errors import PersonError
from assistant.evidence.logs import carrier_csv
from assistant.evidence.logs.days import DAY_FIRST, MONTH_FIRST, Undecided
from assistant.evidence.logs.tables import Table
from assistant.evidence.logs.zones import zone_named
from assistant.terminal.screen import Left, Screen


class Asker:
    """Asks one thing at a time. `x` leaves at once; Enter takes what is offered. Raises Left when the person leaves."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def _read(self) -> str:
        typed = self.screen.read().strip()
        if typed.casefold() in ("x", "exit", "quit"):
            raise Left
        return typed

    def zone(self, default: str) -> str:
        """The name of a time zone."""
        self.screen.say()
        self.screen.say("Which time zone are the times of this file in, or to be shown in?", strong=True)
        self.screen.say(f"Now: {default}. Press Enter to keep it, or type another, such as America/New_York.")
        while True:
            typed = self._read()
            try:
                return zone_named(typed).key if typed else default
            except PersonError as error:
                self.screen.say(str(error))

    def me(self, names: Sequence[str]) -> str:
        """Which of the names is the person's; '' when they would rather not say."""
        self.screen.say()
        self.screen.say("Which name in this file is yours?", strong=True)
        for n, name in enumerate(names[:20], 1):
            self.screen.say(f"{n}. {name}", indent="  ", hang="   ")
        self.screen.say("Type its number, or press Enter to leave it open.")
        while True:
            typed = self._read()
            if not typed:
                return ""
            if typed.isdecimal() and 1 <= int(typed) <= len(names[:20]):
                return names[int(typed) - 1]
            if typed in names:
                return typed
            self.screen.say("That is not one of the names. Type a number from the list.")

    def number(self, name: str) -> str:
        """The number on the contact card of a saved name; '' when it is not known."""
        self.screen.say()
        self.screen.say(
            f"The file shows only the saved name '{name}'. Which number is on its contact card?", strong=True
        )
        self.screen.say("Press Enter if you cannot tell now.")
        return self._read()

    def own_number(self) -> str:
        """The person's own number, to tell calls made from calls received."""
        self.screen.say()
        self.screen.say("The list has a column for each side. Which number is yours?", strong=True)
        self.screen.say("It is kept with the case and never printed. Press Enter to leave it open.")
        return self._read()

    def dates(self, open_question: Undecided) -> str:
        """Which of two orders the dates of a file have."""
        month, day = open_question.readings
        self.screen.say()
        self.screen.say(f"The dates can be read two ways. What is {open_question.example}?", strong=True)
        self.screen.say(f"1. {month}", indent="  ")
        self.screen.say(f"2. {day}", indent="  ")
        while True:
            typed = self._read()
            if typed in ("1", "2"):
                return MONTH_FIRST if typed == "1" else DAY_FIRST
            self.screen.say("Type 1 or 2.")

    def mapping(self, table: Table, guessed: Mapping[str, str]) -> dict[str, str]:
        """What each column means, as the person confirmed it."""
        mapping = dict(guessed)
        while True:
            self._show(table, mapping)
            typed = self._read()
            if not typed or typed.casefold() in ("yes", "y"):
                try:
                    carrier_csv.check_mapping(mapping, "this list")
                except PersonError as error:
                    self.screen.say(str(error))
                    continue
                return mapping
            number, _, meaning = typed.partition("=")
            if not number.strip().isdecimal() or not 1 <= int(number) <= len(table.head):
                self.screen.say("Type a column's number and its meaning, such as: 3=number")
            elif meaning.strip() not in carrier_csv.MEANINGS:
                self.screen.say(f"Known meanings: {', '.join(carrier_csv.MEANINGS)}.")
            else:
                mapping[table.head[int(number) - 1]] = meaning.strip()

    def _show(self, table: Table, mapping: Mapping[str, str]) -> None:
        self.screen.say()
        self.screen.say("Every phone company has its own columns. This is how they are read:", strong=True)
        for n, column in enumerate(table.head):
            examples = "; ".join(cells[n][:40] or "(empty)" for _, cells in table.rows[:3])
            meaning = mapping.get(column, "ignore")
            self.screen.say(f"{n + 1}. {column} = {meaning} ({carrier_csv.MEANINGS[meaning]})", indent="  ", hang="   ")
            self.screen.say(f"First rows: {examples}", indent="     ", hang="  ")
        self.screen.say("Press Enter if this is right. To change one, type its number and meaning, such as: 3=number")

    def text(self, ask: str, help: str) -> str:
        """A line of text; '' when left open."""
        self.screen.say()
        self.screen.say(ask, strong=True)
        self.screen.say(help)
        return self._read()
