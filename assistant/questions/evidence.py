"""Questions about files that show what happened, one group for each file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.dates import When
from assistant.evidence.times import days_of
from assistant.questions import foundations
from assistant.questions.events import _incidents
from assistant.questions.kinds import Areas, Choice, Choices, FilePath, Line, Option, Story
from assistant.questions.model import Group, Look, Notice, Question, Section, Shown
from assistant.questions.pins import Pins

PUBLIC = Shown.PUBLIC
NO_EVENT = "none"

# How a file came to the person. 'account' leads to a lawyer's look before anybody else sees the file.
OBTAINED = (
    Option("made", "I made it myself, such as a photo or a screenshot on my own phone"),
    Option("sent", "It was sent to me"),
    Option("given", "Another person gave it to me"),
    Option("public", "Anyone could see it, such as a public post"),
    Option("office", "An office or company gave it to me, such as the police or a phone company"),
    Option("account", "It comes from a phone, computer or account that is not mine"),
    Option("other", "In another way"),
)
# Who knew of a recording.
RECORDED = (
    Option("message", "It is a message somebody left for me"),
    Option("known", "Everybody in it knew it was being recorded"),
    Option("me", "I was there. Not everybody knew it was being recorded"),
    Option("not-there", "I was not part of it"),
    Option("no-talk", "Nobody talks in it"),
)


def _file(look: Look) -> dict[str, Any]:
    found = look.value(".file")
    return found if isinstance(found, dict) else {}


def _recording(look: Look) -> bool:
    return str(_file(look).get("media", "")).startswith(("audio/", "video/"))


def _dated_events(look: Look) -> Sequence[Option]:
    """The events the file shows, each with the file's day and the date it has now; then none of them."""
    made = _file(look).get("made")
    day = f" was on {When(made[:10]).text()}" if made else ""
    numbers = {item: n for n, item in enumerate(look.answers.ids("incidents"), 1)}
    found = []
    for item in look.value(".incidents") or ():
        if item in numbers:
            when = look.answers.value(f"incidents.{item}.when")
            now = f" (you said: {When.from_json(when).short()})" if when else ""
            title = look.answers.value(f"incidents.{item}.title") or ""
            found.append(Option(item, f"Event {numbers[item]}{day}: {title}{now}"))
    return [*found, Option(NO_EVENT, "None of them, or I am not sure")]


def _day_is_new(look: Look) -> bool:
    """Does the file state a day, and one only, that an event it shows lacks?"""
    made = _file(look).get("made")
    if not made or len(set(days_of(made))) > 1:
        return False
    for item in look.value(".incidents") or ():
        when = look.answers.value(f"incidents.{item}.when")
        if when is None or When.from_json(when).kind != "exact":
            return True
    return False


def _has_pages(look: Look) -> bool:
    """Events are chosen, and the file may have more than one page."""
    file = look.value(".file")
    one = isinstance(file, dict) and (
        file.get("pages") == 1
        or (str(file.get("media", "")).startswith("image/") and file.get("media") != "image/tiff")
    )
    return bool(look.value(".incidents")) and not one


EVIDENCE = Section(
    "evidence",
    "Files that show it",
    (
        Notice(
            "what",
            lambda look: (
                "You can attach photos, screenshots, PDFs, e-mails, text files and recordings. No file is needed to go "
                "on, and you can come back to this part. Your own file stays as it is. The papers get a copy "
                "without hidden data, such as where a photo was taken. The other person will see what you attach."
            ),
        ),
        Group(
            "exhibits",
            "file",
            (
                Question(
                    "file",
                    FilePath(),
                    "Which file? Type where it is, or drag it into this window.",
                    help="One file at a time. Type the first letters of a name and press the Tab key, and the rest is "
                    "filled in. For messages or call lists saved from a phone, the command is: paperwork log import FILE",
                    why="The file becomes an exhibit. That is a page or more that the judge can look at.",
                    again=False,
                ),
                Question(
                    "title",
                    Line(160),
                    "What is it, in a few words? For example: text messages of May 2, 2026.",
                    shown=PUBLIC,
                    why="The list of exhibits names it.",
                ),
                Question(
                    "kind",
                    Choice(foundations.kinds),
                    "Which of these is it most like?",
                    why="The next question then offers words to begin from.",
                ),
                Question(
                    "foundation",
                    Story(),
                    "Who made it, when, and how do you know it is real?",
                    shown=PUBLIC,
                    offer=foundations.offer,
                    help="For example: I took this picture of my car on May 2, 2026. It shows the car as it looked then. "
                    "Or: These are screenshots I took on May 3 of messages from the number ending 0123. I know "
                    "it is his number because he called me from it.",
                    why="Before a judge looks at a file, somebody must say what it is.",
                ),
                Question(
                    "incidents",
                    Choices(_incidents, by_position=True),
                    "Which events does it show?",
                    shown=PUBLIC,
                    why="The list of events then points to it.",
                ),
                Question(
                    "pages",
                    Pins(options=_incidents),
                    "If the file has several pages: on which page is it?",
                    shown=PUBLIC,
                    when=_has_pages,
                    help="Type the page, such as 2. For several events, type each: 1: 2; 3: 4-5 means event 1 on page 2, "
                    "event 3 on pages 4 and 5. Skip it, and the papers name all pages.",
                    why="The judge then finds the page at once.",
                ),
                Question(
                    "dated",
                    Choice(_dated_events, by_position=True),
                    "The file says when it was made. Is that the date of an event?",
                    when=_day_is_new,
                    help="If you pick an event, it gets this date. A photo of damage may be from a later day than the "
                    "event. Then pick the last choice.",
                    why="The date in a file can help you remember. You decide if it is right.",
                ),
                Question(
                    "from",
                    Line(200),
                    "Who gave you this file? If you made it, type: me. This stays in your own and your lawyer's copy.",
                    why="A judge or lawyer may ask where it comes from. It is not in the papers for others.",
                ),
                Question(
                    "obtained",
                    Choice(lambda look: OBTAINED),
                    "How did it come to you? This stays in your own and your lawyer's copy.",
                    why="Some ways of getting a file have rules. A lawyer should know before others see it.",
                ),
                Question(
                    "recorded",
                    Choice(lambda look: RECORDED),
                    "Did the people in the recording know? This stays in your own and your lawyer's copy.",
                    when=_recording,
                    why="Some places have rules about recording. A lawyer should look first where they may apply.",
                ),
                Question(
                    "transcript",
                    Story(),
                    "What is said in it? Write one line for each time somebody speaks, with the time and who speaks.",
                    shown=PUBLIC,
                    when=_recording,
                    help="For example: 0:05 Alex: I know you are home. Write [unclear] where you cannot hear the words. "
                    "If you skip this, the page has empty lines to write on.",
                    why="Many courts read the words of a recording on paper.",
                ),
                Question(
                    "prepared_by",
                    Line(120),
                    "Who wrote the words down?",
                    shown=PUBLIC,
                    when=lambda look: _recording(look) and bool(look.value(".transcript")),
                    why="The page says who prepared it.",
                ),
                Question(
                    "hide",
                    Areas(),
                    "Which areas are taken out of every copy of it? Your own file stays whole.",
                    when=lambda look: bool(look.value(".hide")),
                    help="Each area is: page 2: 10, 20, 50, 60. The numbers are percent from the left and the top: left, "
                    "top, right, bottom. Put a semicolon between two areas. Type none to take out nothing.",
                    why="What is taken out is gone from the copy: the picture and the text.",
                ),
                Question(
                    "cleared_by",
                    Line(120),
                    "Who looked at this file and said it may go into the papers?",
                    when=lambda look: bool(look.value(".cleared_by")),
                    why="The name is kept in your case.",
                ),
                Question(
                    "cleared_why",
                    Story(),
                    "What was the reason?",
                    when=lambda look: bool(look.value(".cleared_by")),
                    why="The reason is kept in your case.",
                ),
            ),
            ask_any="Do you have files to attach now?",
            ask_more="Is there another file to attach?",
            title=("title",),
        ),
    ),
)
