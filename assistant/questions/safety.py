"""The first screens: how to leave, safe device, help lines, what this is and is not.

No word on the first screen says what the program is about, until the person says it is a safe moment.
"""

from __future__ import annotations

from assistant.jurisdiction.hotlines import lines_for
from assistant.questions.kinds import YesNo
from assistant.questions.model import Look, Notice, Question, Section


def help_lines(look: Look) -> str:
    """The national help lines of the place, or of every country before a place is chosen."""
    return " ".join(lines_for(look.value("place.jurisdiction")))


STANDING = (
    "This program is not a lawyer and is not a substitute for the advice of an attorney. It does not decide which "
    "papers you need or predict what a court will do. Rules change; check with the court or a lawyer. What you type "
    "may not be protected by attorney-client privilege unless a lawyer asked you to prepare it."
)

SAFETY = Section(
    "safety",
    "Before you start",
    (
        Notice(
            "leave",
            lambda look: (
                "Notes. You can stop at any time. Type x to leave fast: what you typed is saved, the screen is cleared, and "
                "the program ends. Other words work at every question: back, skip, later, help, why, pause. "
                "'I do not know' and 'I would rather not say' are answers."
            ),
        ),
        Question(
            "ready",
            YesNo(),
            "Are you alone, and is this a device that only you use or that you trust?",
            help="If someone may be watching this device, a library, a friend's or an advocate's computer is safer. "
            "Leaving fast does not hide everything: files, history and backups stay on a device.",
            why="What you write could be seen by another person who uses this device.",
        ),
        Notice(
            "unsafe",
            lambda look: "It is fine to stop here and go on from a safer device. " + help_lines(look),
            when=lambda look: look.value("safety.ready") is not True,
        ),
        Notice("help_lines", lambda look: help_lines(look) + " A call can show on a phone bill."),
        Notice(
            "what",
            lambda look: (
                "This program asks questions and writes the papers that a court asks for: a signed statement with dates, a list "
                "of events, and exhibits. " + STANDING
            ),
        ),
        Notice(
            "readers",
            lambda look: (
                "Nothing is sent anywhere. Who will read the papers: the judge and the clerk, the other person, and in most "
                "courts anyone who asks. What you mark as hidden is kept out of them. You do not have to answer everything. "
                "No answer is needed to save or print a draft."
            ),
        ),
    ),
)
