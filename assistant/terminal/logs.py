"""What is asked about a log when it comes in: the zone, whose name is the person's, dates with two readings, columns.

The words of the questionnaire work here too: back, skip, later, help, why, repeat, pause, x, 'I do not know'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from assistant.errors import PersonError
from assistant.evidence.logs.counts import clock
from assistant.evidence.logs.days import DAY_FIRST, MONTH_FIRST, Undecided
from assistant.evidence.logs.numbers import is_number
from assistant.evidence.logs.zones import zone_typed
from assistant.terminal.screen import Left, Screen

_OPEN = ("skip", "later", "i do not know", "i don't know", "idk", "unknown", "i would rather not say")
_WORDS = "You can always type: back, skip, later, help, why, repeat, pause, x (leave)."


class Back(Exception):
    """The person asked for the question before."""


class LeftOut(Exception):
    """The person would rather not take this file in now."""


class Asker:
    """Asks one thing at a time. Enter takes what is offered. Raises Left when the person leaves, Back for `back`.

    `asked` counts the questions, so that others can tell whether one was asked.
    """

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.asked = 0

    def ask(self, put: Callable[[], None], help: str, why: str) -> str | None:
        """Put a question and read one line; None when it was skipped, left for later, or is not known.

        `put` prints the question; it is printed again after a pause. Raises Left and Back.
        """
        self.asked += 1
        put()
        while True:
            typed = self.screen.read().strip()
            word = " ".join(typed.replace("\u2019", "'").casefold().rstrip(".!").split())
            if word in ("x", "exit", "quit"):
                raise Left
            if word == "back":
                raise Back
            if word in _OPEN:
                return None
            if word in ("help", "?"):
                self.screen.say(help)
                self.screen.say(_WORDS)
            elif word == "why":
                self.screen.say(why)
            elif word in ("pause", "repeat"):
                if word == "pause":
                    self._pause()
                put()
            else:
                return typed

    def _pause(self) -> None:
        """A neutral screen until Enter."""
        self.screen.clear()
        self.screen.say("Notes. Press Enter to go on.")
        if self.screen.read().strip().casefold() in ("x", "exit", "quit"):
            raise Left

    def put(self, ask: str, *more: str) -> Callable[[], None]:
        """A question in strong letters, and lines below it, to be printed."""

        def lines() -> None:
            self.screen.say()
            self.screen.say(ask, strong=True)
            for line in more:
                self.screen.say(line, hang="   " if line[:1].isdecimal() else "")

        return lines

    # -- the questions -------------------------------------------------------------------------------

    def zone(self, default: str) -> str:
        """The name of a time zone."""
        other = "America/Chicago" if default != "America/Chicago" else "America/New_York"
        put = self.put(
            "In which time zone are the times of this file?",
            f"Now: {default}. Press Enter to keep it, or type another, such as {other} or Pacific.",
        )
        while True:
            typed = self.ask(
                put,
                "Think of the place where you were when the messages or calls came. Type its zone, such as Eastern, or "
                "a city of it, such as America/Denver.",
                "Some files hold world time, some the clock of the phone. A judge must see your local time.",
            )
            try:
                zone = zone_typed(typed or default)
            except PersonError as error:
                self.screen.say(_sentence(error))
                put = self.put("Which time zone?")
                continue
            self.screen.say(f"Times are read as of {zone.key}. There it is now {clock(datetime.now(zone))}")
            return zone.key

    def me(self, names: Sequence[str]) -> str:
        """Which of the names is the person's; '' when they would rather not say."""
        shown = names[:20]
        listed = [f"  {n}. {name}" for n, name in enumerate(shown, 1)]
        more = [f"  and {len(names) - 20} more. Type a name as it stands in the file."] if len(names) > 20 else []
        put = self.put(
            "Which name in this file is yours?", *listed, *more, "Type its number, or press Enter to leave it open."
        )
        while True:
            typed = self.ask(
                put,
                "The file does not say whose phone it comes from. Pick the name under which your own messages stand.",
                "It tells what you sent from what came to you.",
            )
            if not typed:
                return ""
            if typed.isdecimal() and 1 <= int(typed) <= len(shown):
                return names[int(typed) - 1]
            for name in names:
                if name.casefold() == typed.casefold():
                    return name
            self.screen.say("That is not one of the names. Type a number from the list.")
            put = _nothing

    def number(self, name: str) -> str:
        """The number on the contact card of a saved name; '' when it is not known."""
        put = self.put(
            f"The file shows only the saved name '{name}'. Which number is on its contact card?",
            "Press Enter if you cannot tell now.",
        )
        return self._number(put, "A name can be changed by anyone. A number can be looked up.")

    def account(self, name: str) -> str:
        """The account behind a name of a social network; '' when it is not known."""
        typed = self.ask(
            self.put(
                f"The file shows only the name '{name}'. Which account is it?",
                "Type its user name or web address. Press Enter if you cannot tell now.",
            ),
            "Open the profile. The user name stands below the name, or in the address of the page.",
            "Many people can have one name. An account can be looked up.",
        )
        return typed or ""

    def own_number(self) -> str:
        """The person's own number, to tell calls made from calls received."""
        put = self.put(
            "The list has a column for each side. Which number is yours?",
            "It is kept with the case and never printed. Press Enter to leave it open.",
        )
        return self._number(put, "It tells the calls you made from the calls that came to you.")

    def _number(self, put: Callable[[], None], why: str) -> str:
        while True:
            typed = self.ask(put, "Digits, such as 555 010 4471. Signs and spaces do not matter.", why)
            if not typed or is_number(typed):
                return typed or ""
            self.screen.say("That is no telephone number. Type its digits, or press Enter to leave it open.")
            put = _nothing

    def dates(self, open_question: Undecided) -> str:
        """Which of two orders the dates of a file have. LeftOut when the person cannot tell."""
        month, day = open_question.readings
        put = self.put(
            f"The dates can be read two ways. What is {open_question.example}?",
            f"  1. {month}",
            f"  2. {day}",
            "Type 1 or 2. If you cannot tell, type skip: then this file is left out for now.",
        )
        while True:
            typed = self.ask(
                put,
                "Think of a message or call whose day you know, and look how the file writes it.",
                "A wrong day in the papers could harm you. So it is not guessed.",
            )
            if typed is None:
                raise LeftOut
            if typed in ("1", "2"):
                return MONTH_FIRST if typed == "1" else DAY_FIRST
            self.screen.say("Type 1 or 2.")
            put = _nothing

    def text(self, ask: str, help: str) -> str:
        """A line of text; '' when left open."""
        try:
            return self.ask(self.put(ask, help), "A few words are enough.", "It stands in the papers.") or ""
        except Back:
            return ""


def _nothing() -> None:
    """The question stands on the screen already."""


def _sentence(error: PersonError) -> str:
    words = str(error)
    return words[:1].upper() + words[1:]
