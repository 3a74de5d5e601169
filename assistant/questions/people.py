"""Questions about the place, the order, and the people."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import jurisdiction
from assistant.jurisdiction.vocabulary import RELATIONSHIPS
from assistant.jurisdiction.words import spelled
from assistant.questions import choosing, details
from assistant.questions.home import TOGETHER
from assistant.questions.kinds import Age, Choice, Choices, Day, Line, Option, Story, YesNo
from assistant.questions.model import Group, Look, Notice, Question, Section, Shown

PUBLIC, CONFIDENTIAL, PRIVATE = Shown.PUBLIC, Shown.CONFIDENTIAL, Shown.PRIVATE


def _places(look: Look) -> Sequence[Option]:
    return [Option(code, name) for code, name in sorted(jurisdiction.names().items(), key=lambda place: place[1])]


def _courts(look: Look) -> Sequence[Option]:
    return [Option(name, name) for name in look.order.court.which] if look.order else ()


def _caption_asks(word: str, look: Look) -> bool:
    """Does the head of each paper show it, or a box of a court's form?"""
    shows = look.order is not None and any("{" + word + "}" in line for line in look.order.court.caption.lines)
    return shows or f"order.{word}" in look.wanted


def _relationships(look: Look) -> Sequence[Option]:
    return [Option(key, spelled(label, look.sheet)) for key, label in RELATIONSHIPS.items() if key != "any"]


def _venue(look: Look) -> str:
    venue = look.order.court.venue if look.order else None
    if not venue:
        return "What the law sheet says about where to file: not known. The court can tell you."
    return f"What the law sheet says about where to file: {venue}" + (
        f" [{look.order.court.cite}]" if look.order and look.order.court.cite else ""
    )


def _one_person(look: Look) -> str:
    assert look.order is not None
    n = look.order.respondents_per_petition
    people = "one person" if n == 1 else f"up to {n} people"
    return f"The law sheet says that one request is made against {people}. For someone else, another request is made."


PLACE = Section(
    "place",
    "Place",
    (
        Question(
            "jurisdiction",
            Choice(_places),
            "Which place's court will you ask?",
            help="Usually the place where you live, or where it happened. You can change this later.",
            why="The law and the words of the papers are different in each place.",
            shown=PUBLIC,
        ),
    ),
)

ORDER = Section(
    "order",
    "The order and the court",
    (
        Notice("other_routes", choosing.other_routes, when=choosing.no_order_fits),
        Question(
            "type",
            Choice(choosing.orders),
            "Which order do you want to ask for?",
            help="These are the descriptions on the law sheet, with the law they come from, and which of your answers bear "
            "on each. The program does not pick one. A clerk, a self-help center or a lawyer can tell you more.",
            why="Each order has its own rules, papers and court.",
            shown=PUBLIC,
            topics=("order-type",),
        ),
        Question(
            "temporary",
            YesNo(),
            "Do you ask for a temporary order, before the hearing?",
            help="A temporary order is decided quickly, often the same day, on the papers alone.",
            why="The papers say whether you ask for one.",
            shown=PUBLIC,
        ),
        Question(
            "court",
            Choice(_courts),
            "Which court will you file in?",
            why="The court's name stands at the top of each paper.",
            shown=PUBLIC,
            when=lambda look: look.order is not None and len(look.order.court.which) > 1,
        ),
        Question(
            "county",
            Line(100),
            "Which county is the court in?",
            why="The county stands at the top of each paper.",
            shown=PUBLIC,
            ask_if=lambda look: _caption_asks("county", look),
        ),
        Question(
            "division",
            Line(100),
            "Which division or city is the court in?",
            help="For example the city of the courthouse.",
            why="It stands at the top of each paper.",
            shown=PUBLIC,
            ask_if=lambda look: _caption_asks("division", look),
        ),
        Question(
            "judicial_district",
            Line(60),
            "Which judicial district is the court in?",
            help="The court's web page or a clerk can tell you. It is fine to leave this for later.",
            why="It stands at the top of each paper.",
            shown=PUBLIC,
            ask_if=lambda look: _caption_asks("judicial_district", look),
        ),
        Notice("one_person", _one_person, when=lambda look: bool(look.order and look.order.respondents_per_petition)),
        Notice("venue", _venue, when=lambda look: look.order is not None),
        Question(
            "why_here",
            Line(),
            "Why this court? For example: I live in this area.",
            help="Do not write your home address here. A town or a county is enough.",
            why="The court needs a reason why it may hear this.",
            shown=PUBLIC,
            topics=("venue",),
        ),
        *details.COURT,
    ),
)


def _for_other(look: Look) -> bool:
    return look.value("petitioner.filing_for") in ("child", "adult")


PETITIONER = Section(
    "petitioner",
    "You",
    (
        Question(
            "filing_for",
            Choice(
                lambda look: (
                    Option("self", "For myself"),
                    Option("child", "For a child"),
                    Option("adult", "For another adult"),
                )
            ),
            "Who needs to be protected first of all?",
            why="The papers name the person who needs protection.",
            shown=PUBLIC,
            topics=("filer",),
        ),
        Question(
            "name",
            Line(120),
            "What is the full name of the person to be protected?",
            to_self="What is your full name?",
            help="As it should stand on the court's papers.",
            why="The court needs a name for the order.",
            shown=PUBLIC,
            topics=("petitioner-identity",),
        ),
        *details.PETITIONER,
        *details.PETITIONER_SPEAKS,
        Question(
            "age",
            Age(),
            "How old is that person?",
            to_self="How old are you?",
            why="Some orders have rules about age. Your birth date is not asked here.",
            shown=PUBLIC,
            topics=("petitioner-identity", "vulnerability"),
        ),
        Question(
            "vulnerability",
            Story(),
            "What limits does the person have, if any?",
            to_self="What limits do you have, if any?",
            help="For example: 72 years old; cannot walk alone; has a guardian.",
            why="This order asks who the person is and why they need it.",
            shown=PUBLIC,
            topics=("vulnerability",),
            wanted_by=("vulnerability",),
        ),
        Question(
            "filer_name",
            Line(120),
            "What is your own full name? You are the one who signs.",
            why="The person who signs must be named.",
            shown=PUBLIC,
            when=_for_other,
            topics=("filer",),
        ),
        Question(
            "filer_relation",
            Line(120),
            "How are you connected to the person you ask for?",
            help="For example: mother, guardian.",
            why="The court asks who files for another person.",
            shown=PUBLIC,
            when=_for_other,
            topics=("filer",),
        ),
        Question(
            "filer_authority",
            Line(),
            "Is there a paper that says you may act for them? Which one?",
            help="For example: guardianship order of May 2023. 'None' is an answer.",
            why="Some orders ask why you may file.",
            shown=PUBLIC,
            when=_for_other,
            topics=("filer",),
        ),
    ),
)

PROTECTED = Section(
    "protected",
    "Other people to protect",
    (
        Group(
            "people",
            "person",
            (
                Question(
                    "name",
                    Line(120),
                    "What is this person's name?",
                    shown=PUBLIC,
                    help="For a child, the papers show initials where the court's rule asks for it.",
                    why="An order can protect people you live with.",
                ),
                Question(
                    "age",
                    Age(),
                    "How old is this person?",
                    shown=PUBLIC,
                    why="A child's name may be treated in another way.",
                ),
                Question(
                    "relation",
                    Line(120),
                    "How is this person connected to you?",
                    shown=PUBLIC,
                    why="The papers ask how each person belongs to you.",
                ),
                Question(
                    "lives_with",
                    YesNo(),
                    "Does this person live with you?",
                    shown=PUBLIC,
                    why="The papers often ask who lives in the home.",
                ),
                Question(
                    "why",
                    Story(),
                    "Why does this person need protection?",
                    shown=PUBLIC,
                    why="The court asks for a reason for each person.",
                    hard=True,
                ),
                *details.PROTECTED,
            ),
            ask_more="Is there another person to protect?",
            ask_any="Are there other people who need protection, such as your child or someone you live with?",
            title=("name",),
            topics=("protected-people",),
        ),
    ),
)

RESPONDENT = Section(
    "respondent",
    "The other person",
    (
        Question(
            "name",
            Line(120),
            "What is the full name of the person you want protection from?",
            help="If you do not know the name, type: unknown. Then tell what you do know. "
            "Please do not try to find out in a way that could put you at risk.",
            why="The court and the police need to know who it is.",
            shown=PUBLIC,
            topics=("respondent-identity",),
        ),
        Question(
            "other_names",
            Line(),
            "Do they use other names?",
            help="Nicknames, earlier names.",
            why="It helps to find the right person.",
            shown=PUBLIC,
        ),
        Question(
            "age",
            Age(),
            "About how old are they? A guess is fine.",
            why="The forms ask for an age, and there are rules for people under 18.",
            shown=PUBLIC,
            topics=("respondent-age", "respondent-identity"),
        ),
        Question(
            "description",
            Line(),
            "What do they look like?",
            help="For example: tall, short grey hair, beard, scar on the left hand.",
            why="It helps the person who hands over the papers.",
            shown=PUBLIC,
        ),
        Question(
            "vehicle",
            Line(),
            "What car, truck or other vehicle do they use?",
            help="Make, color, anything you noticed.",
            why="It helps to find or recognize them.",
            shown=PUBLIC,
        ),
        Question(
            "plate",
            Line(40),
            "What is the license plate, if you know it?",
            why="It can identify a person whose name is not known. Police can look it up.",
            shown=PUBLIC,
        ),
        Question(
            "lives_at",
            Line(),
            "Where do they live, if you know? A unit number or a street is enough.",
            why="Papers must be handed to them somewhere.",
            shown=PUBLIC,
            parts=("respondent.street",),
        ),
        Question(
            "workplace",
            Line(),
            "Where do they work, if you know?",
            why="Papers can sometimes be handed over at work.",
            shown=PUBLIC,
        ),
        Question(
            "usernames",
            Line(),
            "Which user names or accounts do they use?",
            help="The site and the name, for example: photo site, user name sky_walker_example.",
            why="It can identify a person you know only online.",
            shown=PUBLIC,
        ),
        Question(
            "phone_ending",
            Line(20),
            "What are the last four digits of their phone number, if you know it?",
            why="It ties calls and messages to a person without printing the whole number.",
            shown=PUBLIC,
        ),
        *details.RESPONDENT,
    ),
)

RELATIONSHIP = Section(
    "relationship",
    "How you know each other",
    (
        Question(
            "kinds",
            Choices(_relationships),
            "How are you connected to this person? You can pick more than one.",
            why="Each order says which relationships it covers.",
            shown=PUBLIC,
            topics=("relationship",),
        ),
        Question(
            "details",
            Story(),
            "In your own words: how do you know each other?",
            why="The judge wants to know in a line or two.",
            shown=PUBLIC,
            topics=("relationship",),
        ),
        Question(
            "began",
            Line(120),
            "When did you first know or meet them? About is okay.",
            why="It puts the events in order.",
            shown=PUBLIC,
        ),
        Question(
            "ended",
            Line(120),
            "If you were together or in contact and that ended, about when?",
            why="It puts the events in order.",
            shown=PUBLIC,
            when=lambda look: bool(
                set(look.value("relationship.kinds") or ())
                & {"former-spouse", "former-engaged", "former-dating", "former-cohabitant", "child-in-common"}
            ),
        ),
        Question(
            "shared_places",
            Story(),
            "Do you share a workplace, a school or another place?",
            help="Say which kind of place. Name it only if they already know it.",
            why="The petition asks for this.",
            shown=PUBLIC,
            topics=("shared-places",),
            wanted_by=("shared-places",),
        ),
        *TOGETHER,
        *details.RELATIONSHIP,
        *details.RELATIVE,
    ),
)

HELPER = Section(
    "helper",
    "Who helps",
    (
        Question(
            "who",
            Choice(
                lambda look: (
                    Option("nobody", "Nobody, I type myself"),
                    Option("advocate", "An advocate"),
                    Option("student", "A clinic student"),
                    Option("paralegal", "A paralegal or lawyer"),
                    Option("friend", "A friend or family member"),
                    Option("other", "Someone else"),
                )
            ),
            "Is someone helping you type?",
            why="The lawyer should know who wrote the words down. It stays out of the court's papers.",
        ),
        Question(
            "language",
            Line(60),
            "Do you need an interpreter in court? In which language?",
            help="'No' is an answer. Interpreters are usually free in these cases: ask the clerk.",
            why="It goes on your list of next steps, and on the court's hidden form where it asks.",
            shown=CONFIDENTIAL,
        ),
        *details.LAWYER,
    ),
)


def _oath_shows(word: str, look: Look) -> bool:
    return look.order is not None and word in look.order.declaration.must_show


SIGNING = Section(
    "signing",
    "Signing",
    (
        Question(
            "place",
            Line(120),
            "In which city and state will you sign?",
            help="The city and state only. No street. Leave the date blank until you sign.",
            why="The sworn statement shows where it was signed.",
            shown=PUBLIC,
        ),
        Question(
            "county",
            Line(100),
            "In which county will you sign?",
            shown=PUBLIC,
            why="This state's sworn statement shows the county.",
            when=lambda look: _oath_shows("county-and-state", look),
        ),
        Question(
            "birth_date",
            Day(),
            "What is the signer's date of birth?",
            shown=CONFIDENTIAL,
            why="This state's sworn statement asks for it.",
            when=lambda look: _oath_shows("birth-date", look),
        ),
    ),
)
