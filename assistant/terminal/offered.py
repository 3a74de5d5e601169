"""A sentence offered to begin from, and filling in its blanks one by one, for those who do not use a text editor."""

from __future__ import annotations

from assistant.questions.foundations import offered_blanks
from assistant.terminal.screen import Left, Screen

FILL = "fill"


def say_offer(screen: Screen, offered: str) -> None:
    """Show the sentence. It is never kept unread: the person fills it in, edits it, or writes their own words."""
    screen.say()
    screen.say("Here is a sentence to begin from. It must be true, so change what is not:")
    screen.say(offered, indent="  ")
    if offered_blanks(offered):
        screen.say(f"Type '{FILL}', and you are asked for each part in [ ]. Or write your own words.")


def filled(screen: Screen, text: str) -> str:
    """The sentence with each of its blanks asked for; Enter leaves one as it stands, `back` goes to the one before.

    Raises Unfinished, which holds what was typed so far, when the person leaves.
    """
    blanks = offered_blanks(text)
    said = [""] * len(blanks)
    at = 0
    screen.say("Press Enter to leave a part open. Type back for the part before.")
    while at < len(blanks):
        screen.say()
        screen.say(f"Part {at + 1} of {len(blanks)}: {blanks[at]}", strong=True)
        if said[at]:
            screen.say(f"Now: {said[at]}. Press Enter to keep it.")
        try:
            typed = screen.read().strip()
            if typed.casefold() in ("x", "exit", "quit"):
                raise Left
        except Left:
            raise Unfinished(_put_in(text, blanks, said)) from None
        if typed.casefold() == "back":
            at = max(0, at - 1)
        elif typed.casefold() in ("help", "why", "?"):
            screen.say("These words take the place of the part in [ ]. Press Enter to leave it open.")
        else:
            said[at] = "" if typed.casefold() in ("skip", "later") else typed or said[at]
            at += 1
    return _put_in(text, blanks, said)


class Unfinished(Left):
    """The person left in the middle; `text` is the sentence as far as it was filled in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def _put_in(text: str, blanks: list[str], said: list[str]) -> str:
    """The text with each blank that has words replaced by them, in order: one blank may stand twice."""
    made, rest = "", text
    for blank, words in zip(blanks, said, strict=True):
        before, _, rest = rest.partition(blank)
        made += before + (words or blank)
    return made + rest
