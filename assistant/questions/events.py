"""Questions about what happened: incidents, effects, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dates import When
from assistant.jurisdiction.vocabulary import CONDUCT
from assistant.jurisdiction.words import spelled
from assistant.questions import details
from assistant.questions.fromlogs import LOG_QUESTIONS
from assistant.questions.kinds import Choice, Choices, Clock, Day, Line, Option, Story, WhenKind, YesNo
from assistant.questions.model import Group, Look, Notice, Question, Section, Shown

PUBLIC = Shown.PUBLIC

POLICE = (
    Option("none", "No contact"),
    Option("thought", "Thought about it"),
    Option("called", "Called 911 or the police line"),
    Option("came", "An officer came, no report"),
    Option("report", "A report was made"),
    Option("arrest", "An arrest was made"),
    Option("charges", "Charges were filed"),
    Option("order", "A court order was made"),
)
CHILDREN = (
    Option("none", "No children there"),
    Option("there", "Children were near"),
    Option("saw", "Children saw or heard it"),
    Option("hurt", "A child was hurt"),
)
CHANGES = (
    Option("sleep", "Sleep"),
    Option("work", "Work or school"),
    Option("going-out", "Going out"),
    Option("home", "Moved, or stay somewhere else"),
    Option("route", "Take other routes"),
    Option("locks", "New locks, cameras or lights"),
    Option("phone", "New phone number or accounts"),
    Option("health", "Health"),
    Option("money", "Money"),
    Option("children", "My children act differently"),
    Option("social", "Seeing friends and family"),
    Option("fear", "I am afraid"),
)


def _conduct(look: Look) -> Sequence[Option]:
    return [Option(key, label) for key, (label, _) in CONDUCT.items()]


def _incidents(look: Look) -> Sequence[Option]:
    """The events told so far, by number, with their date and few words."""
    found = []
    for n, item in enumerate(look.answers.ids("incidents"), 1):
        when = look.answers.value(f"incidents.{item}.when")
        title = look.answers.value(f"incidents.{item}.title") or "no words yet"
        date = f" ({When.from_json(when).short()})" if when else ""
        found.append(Option(item, f"Event {n}: {title}{date}"))
    return found


def _police(*levels: str) -> set[str]:
    return set(levels)


_TOLD = {"called", "came", "report", "arrest", "charges", "order"}
_REPORTED = {"report", "arrest", "charges", "order"}


def _same_day(look: Look) -> bool:
    """Another event has the same exact date."""
    mine = look.value(".when")
    if not mine or len(mine["edtf"]) != 10:
        return False
    others = (
        look.answers.value(f"incidents.{i}.when")
        for i in look.answers.ids("incidents")
        if f"incidents.{i}." != look.item
    )
    return any(o and o["edtf"] == mine["edtf"] for o in others)


_WITNESS = Group(
    "witnesses",
    "witness",
    (
        Question(
            "name",
            Line(120),
            "Who saw or heard it? A name, or words such as 'the bus driver'.",
            shown=PUBLIC,
            why="A person without a side in this helps the judge.",
        ),
        Question(
            "saw",
            Story(),
            "What did this person see or hear?",
            shown=PUBLIC,
            why="A name alone does not tell the judge what they know.",
        ),
        Question(
            "contact",
            Line(),
            "How can this witness be reached? This stays in your private notes.",
            why="A lawyer may want to ask for their own statement. It is never printed for the court.",
            shown=Shown.CONFIDENTIAL,
        ),
    ),
    ask_any="Did anyone else see or hear it?",
    ask_more="Did another person see or hear it?",
    title=("name",),
)

_INCIDENT: tuple[Question | Group, ...] = (
    Question(
        "when",
        WhenKind(),
        "When was this? About is okay.",
        shown=PUBLIC,
        topics=("description",),
        help="Examples: March 5, 2024. Around March 2024. Last winter. Between May 3 and May 9, 2024. "
        "About twice a week from March to May 2024. Type 'unknown' if you cannot tell at all. "
        "A holiday, a payday or a birthday can help you remember.",
        why="Courts ask for dates. An honest 'about' is better than a wrong exact date.",
    ),
    Question(
        "title",
        Line(90),
        "A few words, to find it again. For example: followed me to the bus.",
        shown=PUBLIC,
        help="Your own words. They stand at the head of this event in the papers.",
        why="They tell the judge at a glance what the event is.",
    ),
    Question("time", Clock(), "What time of day was it?", shown=PUBLIC, why="It helps the judge to picture it."),
    Question(
        "place",
        Line(200),
        "Where were you?",
        shown=PUBLIC,
        help="A general place such as 'at my work' or 'the bus stop' is enough. "
        "Please do not write your home address here.",
        why="The judge needs to picture it, and the court needs to know where it happened.",
    ),
    Question(
        "conduct",
        Choices(_conduct),
        "What kind of thing was it? You can pick more than one.",
        shown=PUBLIC,
        why="The law names kinds of conduct. Your own words come next.",
    ),
    Question(
        "story",
        Story(),
        "What happened? Tell it in your own words.",
        shown=PUBLIC,
        hard=True,
        topics=("description", "specific-facts"),
        help="Start wherever is easiest. What would a camera have seen and heard? Who was there, what did they "
        "do, what happened right before and right after? Write 'I' and their name. Your words are kept "
        "exactly as you write them.",
        why="This is the part the judge reads most closely.",
    ),
    Question(
        "said",
        Story(),
        "Do you remember what they said? Write it as you heard it. Bad words are okay.",
        shown=PUBLIC,
        hard=True,
        help="One saying on each line. The papers put quotation marks around each line.",
        why="The exact words show a threat better than the word 'threat'.",
    ),
    Question(
        "injury",
        Story(),
        "Was anyone hurt? How, and where on the body?",
        shown=PUBLIC,
        hard=True,
        topics=("injuries-weapons-police",),
        help="Also trouble breathing, a sore voice, marks on the neck. 'No' is an answer.",
        why="Courts ask about injuries.",
    ),
    Question(
        "care",
        Line(),
        "Did you get care? From whom and when?",
        shown=PUBLIC,
        help="It is fine if you did not.",
        why="Care leaves a record.",
    ),
    Question(
        "weapon",
        Line(),
        "Was there a weapon, or a thing used like one? What was it?",
        shown=PUBLIC,
        topics=("injuries-weapons-police",),
        help="'No' is an answer.",
        why="Forms ask about weapons.",
    ),
    Question(
        "children",
        Choice(lambda look: CHILDREN),
        "Were any children there? Could they see or hear?",
        shown=PUBLIC,
        warn="If someone who must report harm to children is helping you, they may have to report it.",
        why="Courts look at what children saw.",
    ),
    _WITNESS,
    Question(
        "police",
        Choice(lambda look: [replace(o, label=spelled(o.label, look.sheet)) for o in POLICE]),
        "Did you have any contact with police about this?",
        shown=PUBLIC,
        topics=("injuries-weapons-police",),
        help="It is okay if not. You do not need a report to ask for an order. Pick the last thing that happened.",
        why="A report or a call leaves a record.",
    ),
    Question(
        "police_agency",
        Line(),
        "Which police or agency?",
        shown=PUBLIC,
        when=lambda look: look.value(".police") in _TOLD,
        why="It tells where the record is.",
    ),
    Question(
        "police_report",
        Line(80),
        "What is the report or case number?",
        shown=PUBLIC,
        when=lambda look: look.value(".police") in _REPORTED,
        why="With the number the report can be found.",
    ),
    Question(
        "police_officer",
        Line(),
        "Which officer? A name or badge number.",
        shown=PUBLIC,
        when=lambda look: look.value(".police") in _TOLD - {"called"},
        why="The officer may be a witness.",
    ),
    Question(
        "police_result",
        Line(),
        "What did the police do?",
        shown=PUBLIC,
        when=lambda look: look.value(".police") in _TOLD,
        why="The judge may want to know what came of it.",
    ),
    Question(
        "police_reason",
        Story(),
        "Do you want to note what led you not to call? It stays in your private notes.",
        when=lambda look: look.value(".police") in ("none", "thought"),
        help="Many people do not call. You can leave this out.",
        why="A lawyer may ask. It is not printed for the court.",
    ),
    Question(
        "how_known",
        Line(),
        "How do you know it was this person?",
        shown=PUBLIC,
        help="For example: saw their face, knew the voice, their number, the same car, they said so.",
        why="The judge needs to know how you know.",
    ),
    Question(
        "effect",
        Story(),
        "What did this do to you?",
        shown=PUBLIC,
        topics=("effect",),
        hard=True,
        help="For example: could not sleep, left work early, was afraid to go outside.",
        why="Some orders ask what the acts did to the person.",
    ),
    Question(
        "proof",
        Line(),
        "Is there anything that shows this? A photo, a message, a receipt, a call list.",
        why="It makes a list of things to look for. You can attach files later.",
    ),
    Question(
        "separate",
        YesNo(),
        "You have another event on that day. Was this one apart from it?",
        shown=PUBLIC,
        when=_same_day,
        help="For example: in the morning at work, and again in the evening at home.",
        why="Some laws count one long event once.",
    ),
    *details.INCIDENT,
    *LOG_QUESTIONS,
)


def _hard_ahead(look: Look) -> str:
    return (
        "Now each event, one at a time. You can skip any question, take a break (pause), or stop (x). "
        "Saved answers stay."
    )


INCIDENTS = Section(
    "events",
    "What happened",
    (
        Notice(
            "quick",
            lambda look: (
                "First a quick list. For each event just a rough date and a few words. "
                "Start with the most recent one. Any order is fine after that. Small things count too: "
                "a drive-by, a gift, a call."
            ),
        ),
        Group(
            "incidents",
            "event",
            _INCIDENT,
            ask_any="What is the most recent thing that happened? Shall we write it down now?",
            ask_more="Is there another event, even a small one?",
            quick=("when", "title"),
            title=("title", "when"),
            topics=("description", "specific-facts"),
        ),
        Question(
            "worst",
            Choice(_incidents, by_position=True),
            "Which event scared you most? You can skip this.",
            shown=PUBLIC,
            warn="The next question is about the event that scared you most.",
            when=lambda look: len(look.answers.ids("incidents")) > 1,
            why="The paper tells it near the beginning, even if it was long ago.",
        ),
        *details.EVENTS,
    ),
    intro="",
    warn="This part asks what happened. Some of it may be hard to write.",
)

EFFECTS = Section(
    "effects",
    "What it has done",
    (
        Question(
            "changes",
            Choices(lambda look: CHANGES),
            "Have you changed anything because of this?",
            shown=PUBLIC,
            topics=("effect",),
            why="Changes in daily life show what it did.",
        ),
        Question(
            "story",
            Story(),
            "How did this change your days? Any true answer.",
            shown=PUBLIC,
            hard=True,
            topics=("effect",),
            help="For example sleep, work, going out, your phone, your children.",
            why="Some orders ask what the acts did to the person.",
        ),
        Question(
            "fear_next",
            Story(),
            "Is there something you fear may happen next? What makes you think so?",
            shown=PUBLIC,
            hard=True,
            topics=("continuing-danger",),
            why="An order looks ahead. The judge needs the reason for your fear.",
        ),
        Question(
            "why_now",
            Story(),
            "What led you to ask for an order now?",
            shown=PUBLIC,
            topics=("time-since-incident", "continuing-danger"),
            why="Judges often ask what happened just before.",
        ),
    ),
    warn="This part asks how it has affected you.",
)

HISTORY = Section(
    "history",
    "Before this",
    (
        Question(
            "story",
            Story(),
            "Is there a history before these events that the judge needs to know?",
            shown=PUBLIC,
            hard=True,
            help="Earlier times, how it began, how it got worse. Dates where you can. 'No' is fine.",
            why="The pattern matters, and things left out now can be hard to tell later.",
        ),
    ),
)

STOP = Section(
    "stop",
    "Asking it to stop",
    (
        Question(
            "asked",
            YesNo(),
            "Did you ever tell them to stop, or block them?",
            shown=PUBLIC,
            why="It shows that they knew. It is fine if you did not.",
        ),
        Question(
            "story",
            Story(),
            "How and when, and what happened after?",
            shown=PUBLIC,
            when=lambda look: look.value("stop.asked") is True,
            why="What came after you said stop can matter.",
        ),
    ),
)


def _left_out(look: Look) -> Sequence[Option]:
    kinds = look.order.time_limit.left_out if look.order else ()
    return [Option(k.id, k.label, f"{k.rule}" + (f" [{k.cite}]" if k.cite else "")) for k in kinds]


def _limit(look: Look) -> str:
    """The time limit in words, and what does not count towards it."""
    assert look.order is not None
    limit = look.order.time_limit
    span = (
        f"{limit.newest_incident_within_days} days"
        if limit.newest_incident_within_days is not None
        else f"{limit.newest_incident_within_months} months"
    )
    return (
        f"The law here asks about events in the {span} before filing, and some time does not count. "
        "Older events can still be told." + (f" [{limit.cite}]" if limit.cite else "")
    )


TIME = Section(
    "time",
    "Time that may not count",
    (
        Notice("limit", _limit),
        Group(
            "left_out",
            "period",
            (
                Question(
                    "why",
                    Choice(_left_out),
                    "Which of these was it?",
                    shown=PUBLIC,
                    why="The law names the kinds of time it does not count.",
                ),
                Question(
                    "start",
                    Day(),
                    "On which day did it begin?",
                    shown=PUBLIC,
                    help="If you only know about when, type: unknown.",
                    why="The days are counted from it.",
                ),
                Question(
                    "end",
                    Day(),
                    "On which day did it end? If it goes on, type today's date.",
                    shown=PUBLIC,
                    help="If you only know about when, type: unknown.",
                    why="The days are counted up to it.",
                ),
            ),
            ask_any="Was there such a time?",
            ask_more="Was there another such time?",
            title=("start",),
            help="Each kind of time is shown with the law it comes from.",
            why="An event may still be in time when these days are left out.",
        ),
    ),
    when=lambda look: look.order is not None and bool(look.order.time_limit.left_out),
)
