"""What is said about a file of messages, calls or events that was taken in, and whose numbers they are.

Asked only where such a file is there: it comes in with a command of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from assistant.questions.events import _incidents
from assistant.questions.kinds import Choice, FilePath, Line, Option, Story, Whole
from assistant.questions.model import Group, Look, Question, Section, Shown

PUBLIC = Shown.PUBLIC

KINDS = (
    Option("whatsapp", "WhatsApp chat"),
    Option("sms", "Android messages or calls"),
    Option("imessage", "Apple messages"),
    Option("voice", "Google Voice"),
    Option("meta", "Facebook or Instagram messages"),
    Option("calls", "Call list of a phone company"),
    Option("incidents", "Incident log"),
)


@dataclass(frozen=True)
class LogFile(FilePath):
    """A file of messages, calls or events."""

    name: ClassVar[str] = "the path of a file of messages, calls or events"


def _has_logs(look: Look) -> bool:
    return bool(look.answers.ids("logs.files"))


def _files(look: Look) -> Sequence[Option]:
    """The files taken in, by number, as lists name them."""
    kinds = {k.id: k.label for k in KINDS}
    found = []
    for n, item in enumerate(look.answers.ids("logs.files"), 1):
        found.append(Option(item, f"Log {n}: {kinds.get(look.answers.value(f'logs.files.{item}.kind'), 'a file')}"))
    return found


_FILE = (
    Question(
        "file",
        LogFile(),
        "Which file? Type where it is, or drag it into this window.",
        why="It is read anew each time.",
        again=False,
    ),
    Question("kind", Choice(lambda look: KINDS), "What kind of file is it?", why="Each kind is read in its own way."),
    Question(
        "zone",
        Line(60),
        "Which time zone are its times shown in?",
        why="Some files hold no zone. Then the times are taken as of this one.",
        help="Such as America/Chicago. It is kept as something assumed, and printed so.",
    ),
    Question(
        "dates",
        Choice(
            lambda look: (
                Option("day-first", "The day first: 31/12/2025"),
                Option("month-first", "The month first: 12/31/2025"),
            )
        ),
        "Do its dates have the day or the month first?",
        why="05/06/2025 can be two days.",
        when=lambda look: look.status(".dates") is not None,  # asked only where the file itself does not tell
    ),
    Question(
        "me",
        Line(120),
        "Which name or number in the file is yours?",
        why="It tells what you sent from what you got.",
        when=lambda look: look.value(".kind") in ("whatsapp", "meta") or look.status(".me") is not None,
    ),
    Question(
        "number",
        Line(60),
        "Which number is on the contact card of the other side?",
        why="A saved name proves little. The number can be looked up.",
        when=lambda look: look.value(".kind") in ("whatsapp", "meta") or look.status(".number") is not None,
    ),
    Question(
        "mapping",
        Story(),
        "What does each column mean? One line for each: column = meaning.",
        why="Every phone company has its own columns.",
        when=lambda look: look.value(".kind") == "calls",
    ),
)
_PERSON = (
    Question("number", Line(120), "Which number or account?", why="The papers show the last four digits.", again=False),
    Question("who", Line(120), "Whose is it?", shown=PUBLIC, why="The judge needs to know who wrote or called."),
    Question(
        "how_known",
        Line(),
        "How do you know?",
        shown=PUBLIC,
        help="For example: they gave it to me, they called me from it and I knew the voice.",
        why="A number alone does not say who used it.",
    ),
)
_COUNT = (
    Question("incident", Choice(_incidents, by_position=True), "Which event is it about?", why="The event's words are held against it."),
    Question("file", Choice(_files, by_position=True), "Which file was counted?", why="The rows can be looked at again."),
    Question("number", Line(120), "Which number or account was counted?", why="Only its rows count.", again=False),
    Question("what", Choice(lambda look: (Option("call", "Calls"), Option("message", "Messages"))), "What was counted?", why="Calls and messages are two things."),
    Question("direction", Choice(lambda look: (Option("in", "To me"), Option("out", "From me"))), "Which way?", why="It tells who called whom."),
    Question("state", Line(20), "Only those missed, rejected, or the like?", why="It narrows the count."),
    Question("begin", Line(40), "From when?", why="Only rows of this span count."),
    Question("end", Line(40), "Until when?", why="Only rows of this span count."),
    Question("count", Whole(most=10_000_000), "How many rows are there?", why="The program counts them again each time."),
    Question("first", Line(40), "When was the first?", why="The program reads it from the rows."),
    Question("last", Line(40), "When was the last?", why="The program reads it from the rows."),
)  # fmt: skip

LOGS = Section(
    "logs",
    "Messages and call lists",
    (
        Group("files", "file", _FILE, ask_more="Is there another file of messages or calls?", title=("kind",)),
        Group(
            "people",
            "number",
            _PERSON,
            ask_any="Do you know whose one of these numbers or accounts is?",
            ask_more="Do you know whose another number or account is?",
            why="Nobody is taken for the owner of a number unless you say how you know.",
            title=("who",),
        ),
        Group("counts", "count", _COUNT, ask_more="Is there another count?", title=("what",)),
    ),
    when=_has_logs,
)
