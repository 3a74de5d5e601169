"""Questions that only forms need, about the details of what is asked: kinds of harm, places, treatment, things, guns.

Like those of `details`, they are asked only where a form that the case needs has a box for them.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.details import _both as both
from assistant.questions.details import _has_children as has_children
from assistant.questions.form_boxes import ask, asked, choice, choices, said
from assistant.questions.kinds import Line, Story, YesNo
from assistant.questions.model import Shown

PUBLIC = Shown.PUBLIC

_READ = "The other person will read it."
_NONE = "'None of these' is an answer."


REMEDIES = (
    ask(
        "long_order",
        YesNo(),
        "Do you also ask for an order that lasts longer, after a hearing with the other person?",
        PUBLIC,
        help="A first order without them is short.",
    ),
    ask(
        "abuse_kinds",
        choices(
            ("physical", "Physical abuse (also sexual abuse)"),
            ("harassment", "Harassment"),
            ("stalking", "Stalking"),
            ("liberty", "Interference with personal liberty (making me do or not do things by threats or force)"),
            ("dependent", "Intimidation of a dependent (making a child or dependent person take part or watch)"),
            ("deprivation", "Willful deprivation (keeping medicine, care or food from a person who needs it)"),
            ("exploitation", "Exploitation of an adult with disabilities"),
            ("neglect", "Neglect of an adult with disabilities"),
        ),
        "Which kinds of harm should the order forbid? You can pick more than one.",
        PUBLIC,
        help="These are words of the law. The last page of the form explains them.",
        when=asked("no-abuse"),
    ),
    ask(
        "home_claim",
        choice(
            ("mine", "I have a right to live there, and they have none"),
            ("both", "We both have a right, but it would be harder for me or my children to leave"),
        ),
        "Which of these is true of the home you want to use alone?",
        PUBLIC,
        help=_READ,
        when=asked("residence"),
    ),
    ask(
        "away_places",
        choices(("work", "My work"), ("school", "My school or day care")),
        "From which of these should they stay away?",
        PUBLIC,
        help="This only ticks boxes, also the one that keeps the address off the paper. No address is printed.",
        when=asked("stay-away-places"),
    ),
    ask(
        "counseling",
        choices(
            ("abuse", "A program for people who abuse a partner"),
            ("alcohol", "A check for alcohol and drug use, and what it calls for"),
            ("mental", "A mental health check, and what it calls for"),
        ),
        "Which programs or checks do you ask for?",
        PUBLIC,
        help=_NONE,
        when=asked("counseling"),
    ),
    ask(
        "things_mine",
        Story(),
        "Which things do you want to have and keep?",
        PUBLIC,
        help=f"For example: papers, clothes, the car. {_READ}",
        when=asked("property-possession"),
    ),
    ask(
        "things_back",
        YesNo(),
        "Does the other person have those things, and should they give them back?",
        PUBLIC,
        when=asked("property-possession"),
    ),
    ask(
        "things_safe",
        Story(),
        "Which things should they not damage, hide or use?",
        PUBLIC,
        help=_READ,
        when=asked("property-restriction"),
    ),
    ask(
        "things_whose",
        choice(
            ("mine", "They are mine, not the other person's"),
            ("both", "They are ours, and it would be harder for me not to have them"),
            ("divorce", "We are married, and a divorce case has been filed"),
        ),
        "Whose are those things?",
        PUBLIC,
        help="If it is not the same for all of them, skip this and tick the box by hand.",
        when=asked("property-possession", "property-restriction"),
    ),
    ask(
        "animals_kept",
        Story(),
        "Which animals do you want to keep? Name, type and breed.",
        PUBLIC,
        when=asked("animals"),
    ),
    ask("maintenance", YesNo(), "Do you ask for money to support yourself?", PUBLIC, when=asked("support")),
    ask(
        "records_why",
        choices(
            ("contact", "I ask that they have no contact with the children"),
            ("prevent", "It is needed so that they cannot hurt, take or hide the children"),
        ),
        "Why should they not see the children's records?",
        PUBLIC,
        help=f"{_READ} {_NONE}",
        when=asked("children-records"),
    ),
    ask(
        "gun_reasons",
        choices(
            ("partner", "They are a danger to me and are or were my partner, or are a danger to my child"),
            ("now", "They are a danger to me right now"),
            ("has", "They have a gun or gun parts"),
            ("where", "It is in their home, car or other property"),
            ("told-police", "I told police about the violence in the last 90 days"),
            ("notice", "I am likely to be hurt if they are told first"),
        ),
        "You ask the court about their guns. Which of these are true?",
        PUBLIC,
        help=f"{_READ} {_NONE}",
        when=asked("firearms"),  # and for a search for them
    ),
)

_CHILD_REMEDIES = (
    ask(
        "give_back",
        YesNo(),
        "Are the children with the other person, and should they be brought back to you?",
        PUBLIC,
        when=lambda look: "children" in (look.value("relief.items") or ()),
    ),
    ask(
        "court_decides",
        choices(
            ("six-months", "The children lived in this state for the last six months, or since they were born"),
            ("taken", "I live here, and someone took them out of this state in the last six months"),
            ("fled", "We fled here from another state because of abuse"),
            ("nothing", "I ask for no decision about the children"),
        ),
        "Why should this court decide about the children? Pick all that are true.",
        PUBLIC,
        help=_READ,
    ),
    ask(
        "caretaker",
        choice(("me", "I do"), ("them", "The other person"), ("other", "Someone else")),
        "Who takes care of the children most of the time?",
        PUBLIC,
    ),
    ask(
        "caretaker_name",
        Line(120),
        "What is the name of the person who takes care of them?",
        PUBLIC,
        help=_READ,
        when=said("children.caretaker", "other"),
    ),
    ask(
        "visits_risks",
        choices(
            ("abuse", "Hurt the children or put them in danger during visits"),
            ("harass", "Use visits to hurt or bother me, my family or people in my home"),
            ("hide", "Hide the children or keep them"),
            ("interest", "Act in a way that is not good for the children"),
        ),
        "Why should visits be limited? The other person is likely to:",
        PUBLIC,
        help=f"{_READ} {_NONE}",
        when=said("children.visits", "none", "center", "supervised", "exchange", "other"),
    ),
)
CHILD_REMEDIES = tuple(replace(q, when=both(has_children, q.when)) for q in _CHILD_REMEDIES)
