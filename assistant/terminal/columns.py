"""What the columns of a phone company's list mean: shown with their first rows, confirmed or changed by the person."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Final

from assistant.errors import PersonError
from assistant.evidence.logs import carrier_csv
from assistant.evidence.logs.tables import Table
from assistant.terminal.logs import Asker, Back, LeftOut

_NEEDED: Final = (
    (("date", "datetime"), "Which column holds the day of each call?"),
    (("number", "from", "to"), "Which column holds the number of the other side?"),
)
_WHY: Final = "Every phone company names its columns in its own way. What a column means is not guessed."


class Columns:
    """The columns of one list, and the questions about them."""

    def __init__(self, asker: Asker, table: Table, guessed: Mapping[str, str]) -> None:
        self.asker, self.table, self.screen = asker, table, asker.screen
        self.mapping = {column: guessed.get(column, "ignore") for column in table.head}

    def ask(self) -> dict[str, str]:
        """The mapping as the person confirmed it. Raises Back, Left, and LeftOut when they cannot tell."""
        self._ask_needed()
        while True:
            typed = self.asker.ask(
                self._put_all,
                "Look at the rows below each column. To say what a column holds, type its number. "
                "If you cannot tell, type skip: then this file is left out for now.",
                _WHY,
            )
            if typed is None:
                raise LeftOut
            if not typed or typed.casefold() in ("yes", "y"):
                if self._is_whole():
                    self._ask_unit()
                    return self.mapping
            else:
                self._change(typed)

    def _put_all(self) -> None:
        self.screen.say()
        self.screen.say("Every phone company has its own columns. This is how they are read:", strong=True)
        for n, column in enumerate(self.table.head, 1):
            meaning = carrier_csv.MEANINGS[self.mapping[column]]
            self.screen.say(f"{n}. {column}: {meaning}", indent="  ", hang="   ")
            self.screen.say(f"First rows: {self._examples(n - 1)}", indent="     ", hang="  ")
        self.screen.say("Press Enter if this is right. To change one, type its number.")

    def _examples(self, n: int) -> str:
        return "; ".join(cells[n].strip()[:40] or "(empty)" for _, cells in self.table.rows[:3])

    def _is_whole(self) -> bool:
        try:
            carrier_csv.check_mapping(self.mapping, "")
        except PersonError:
            self.screen.say("The day and the number of the other side are needed.")
            with contextlib.suppress(Back):
                self._ask_needed()
            return False
        return True

    # -- what a list cannot be read without ----------------------------------------------------------

    def _ask_needed(self) -> None:
        """Ask for each column without which there is no list, where the names of the columns do not tell."""
        for meanings, ask in _NEEDED:
            if not set(meanings) & set(self.mapping.values()):
                self._ask_column(meanings, ask)
        if not {"time", "datetime"} & set(self.mapping.values()) and self._likely("time") is not None:
            with contextlib.suppress(LeftOut):  # a list without times of day is a list all the same
                self._ask_column(("time",), "Which column holds the time of day?")

    def _ask_column(self, meanings: tuple[str, ...], ask: str) -> None:
        likely = self._likely(meanings[0])
        lines = [f"  {n}. {c} ({self._examples(n - 1)})" for n, c in enumerate(self.table.head, 1)]
        offer = f"It may be {likely + 1}: press Enter if so. " if likely is not None else ""
        put = self.asker.put(ask, *lines, offer + "Type its number. If none does, type skip.")
        while True:
            typed = self.asker.ask(put, "Look at the rows in brackets. Type the number before the column's name.", _WHY)
            if typed is None:
                raise LeftOut
            n = likely if not typed and likely is not None else self._position(typed)
            if n is not None:
                column = self.table.head[n]
                both = meanings[0] == "date" and carrier_csv.has_clock([cells[n] for _, cells in self.table.rows[:20]])
                self._put_meaning(column, "datetime" if both else meanings[0])
                return
            self.screen.say(f"Type a number from 1 to {len(self.table.head)}, or skip.")

    def _likely(self, meaning: str) -> int | None:
        """The first column nobody knows whose cells look like days, times of day, or telephone numbers."""
        for n, column in enumerate(self.table.head):
            cells = [cells[n].strip() for _, cells in self.table.rows[:20]]
            if self.mapping[column] == "ignore" and carrier_csv.looks_like(cells, meaning):
                return n
        return None

    def _position(self, typed: str) -> int | None:
        return int(typed) - 1 if typed.isdecimal() and 1 <= int(typed) <= len(self.table.head) else None

    # -- changing ------------------------------------------------------------------------------------

    def _change(self, typed: str) -> None:
        number, sign, meaning = (part.strip() for part in typed.partition("="))
        n = self._position(number)
        if n is None:
            self.screen.say(
                f"Type a column's number, from 1 to {len(self.table.head)}, or press Enter if all is right."
            )
        elif sign and meaning in carrier_csv.MEANINGS:
            self._put_meaning(self.table.head[n], meaning)
        else:
            self._ask_meaning(self.table.head[n])

    def _ask_meaning(self, column: str) -> None:
        names = list(carrier_csv.MEANINGS)
        lines = [f"  {n}. {carrier_csv.MEANINGS[m]}" for n, m in enumerate(names, 1)]
        put = self.asker.put(f"What does '{column}' hold?", *lines, "Type a number. Press Enter to leave it as it is.")
        while True:
            try:
                typed = self.asker.ask(put, "If none of these fits, pick the last one.", _WHY)
            except Back:
                return
            if not typed:
                return
            if typed.isdecimal() and 1 <= int(typed) <= len(names):
                self._put_meaning(column, names[int(typed) - 1])
                return
            if typed in names:
                self._put_meaning(column, typed)
                return
            self.screen.say(f"Type a number from 1 to {len(names)}.")

    def _put_meaning(self, column: str, meaning: str) -> None:
        """Give a column its meaning; the column that had it before is not used any more, and that is said."""
        for other, had in self.mapping.items():
            if other != column and had == meaning != "ignore":
                self.mapping[other] = "ignore"
                self.screen.say(f"'{other}' is not used now.")
        self.mapping[column] = meaning

    def _ask_unit(self) -> None:
        """Lengths as bare numbers may be seconds or minutes: a call of 95 is one or the other."""
        column = next((c for c, m in self.mapping.items() if m == "duration"), None)
        if column is None:
            return
        n = self.table.head.index(column)
        bare = next((c[n].strip() for _, c in self.table.rows if carrier_csv.is_bare(c[n])), "")
        if not bare:
            return
        put = self.asker.put(f"Some lengths are bare numbers. What is {bare}?", f"  1. {bare} seconds", f"  2. {bare} minutes",
                             "Type 1 or 2. If you cannot tell, type skip: then these lengths are left open.")  # fmt: skip
        while True:
            typed = self.asker.ask(put, "Look at a call whose length you know.", "The length of a call can matter.")
            if typed is None:
                return
            if typed in ("1", "2"):
                self.mapping[column] = "seconds" if typed == "1" else "minutes"
                return
            self.screen.say("Type 1 or 2.")
