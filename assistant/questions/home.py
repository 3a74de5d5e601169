"""Questions that only forms need, about a home that both know, and about going to court.

Like those of `details`, they are asked only where a form that the case needs has a box for them.
"""

from __future__ import annotations

from assistant.questions.details import _KNOWN as KNOWN
from assistant.questions.form_boxes import ask, choice, choices, picked, said
from assistant.questions.kinds import Day, Line, Story, YesNo
from assistant.questions.model import Shown, When

PUBLIC = Shown.PUBLIC

_READ = "The other person will read it."
_PICK = f"{_READ} You can pick more than one."


def _kinds(*kinds: str) -> When:
    """Is the relationship one of these?"""
    return lambda look: bool(set(look.value("relationship.kinds") or ()) & set(kinds))


TOGETHER = (
    ask("live_together", YesNo(), "Does the other person live with you now?", PUBLIC, help=_READ),
    ask(
        "married_on",
        Day(),
        "On what day was the wedding or the civil ceremony?",
        PUBLIC,
        help="You can skip this.",
        when=_kinds("spouse", "former-spouse"),
    ),
    ask(
        "relative_is",
        choice(
            ("father", "My father"),
            ("mother", "My mother"),
            ("son", "My son"),
            ("daughter", "My daughter"),
            ("brother", "My brother"),
            ("sister", "My sister"),
            ("grandfather", "My grandfather"),
            ("grandmother", "My grandmother"),
            ("uncle", "My uncle"),
            ("aunt", "My aunt"),
            ("nephew", "My nephew"),
            ("niece", "My niece"),
            ("cousin", "My cousin"),
            ("other", "None of these"),
        ),
        "Which relative by birth is the other person?",
        PUBLIC,
        when=_kinds("parent", "child", "sibling", "grandparent", "other-relative"),
    ),
)

_NAMED = (("me", "Me"), ("them", "The other person"), ("other", "Someone else"))
_BOTH = (("both", "Both of us"), ("me", "Only me"), ("them", "Only the other person"), ("none", "Neither of us"))

HOME = (
    ask(
        "home_wishes",
        choices(
            ("stay", "To stay in my home"),
            ("return", "To go back to my home"),
            ("no-entry", "That the other person may not enter my home"),
            ("area", "That they keep away from the area around it"),
            ("limit", "That they may not go in some parts of the home"),
            ("repairs", "That they pay, or help to pay, for repairs or upkeep"),
            ("rent", "That they pay, or help to pay, the rent or mortgage"),
            ("furniture", "The use of furniture or other things in the home"),
        ),
        "What do you want to happen with the home?",
        PUBLIC,
        help=_PICK,
    ),
    ask(
        "home_lives",
        choices(
            ("me", "Me"),
            ("them", "The other person"),
            ("children", "My child or children"),
            ("other", "Someone else"),
        ),
        "Who lives in that home now?",
        PUBLIC,
        help=_PICK,
    ),
    ask(
        "home_lives_other",
        Line(),
        "Who else lives there, and why? For example: a lodger.",
        PUBLIC,
        help=_READ,
        when=picked("relief.home_lives", "other"),
    ),
    ask(
        "home_lived",
        choice(*_BOTH),
        "Who of you lived there before, and does not live there now?",
        PUBLIC,
        help=_READ,
    ),
    ask(
        "home_meant",
        choice(*_BOTH),
        "Who of you meant to live there one day?",
        PUBLIC,
        help=_READ,
        when=said("relief.home_lived", "none"),
    ),
    ask(
        "home_adapted",
        YesNo(),
        "Was the home changed for the needs of somebody who lives there? For example: for a wheelchair.",
        PUBLIC,
        help=_READ,
    ),
    ask(
        "home_adapted_how",
        Story(),
        "How was it changed, and for whom?",
        PUBLIC,
        help=_READ,
        when=said("relief.home_adapted", True),
    ),
    ask("home_mortgage", KNOWN, "Is there a mortgage on the home?", PUBLIC, help="Not one that a landlord has."),
    ask(
        "home_mortgage_names",
        choices(*_NAMED),
        "Who is named on the mortgage?",
        PUBLIC,
        help=_PICK,
        when=said("relief.home_mortgage", "yes"),
    ),
    ask("home_rented", KNOWN, "Is the home rented?", PUBLIC),
    ask(
        "home_rent_names",
        choices(*_NAMED),
        "Who is named on the rental agreement?",
        PUBLIC,
        help=_PICK,
        when=said("relief.home_rented", "yes"),
    ),
    ask(
        "home_rights",
        KNOWN,
        "Do you have home rights?",
        PUBLIC,
        help="The form says: a right to live there whether or not your name is on the papers of the home, "
        "for example because you are married to its owner. 'I do not know' is an answer.",
    ),
)

COURT_DAY = (
    ask(
        "no_notice",
        choices(
            ("harm", "There is a risk of serious harm to me or a child if the order is not made right away"),
            ("deterred", "I may be put off or stopped from going on if it is not made right away"),
            ("evading", "They know of the case and dodge the papers, and waiting would hurt me or a child"),
        ),
        "Why should the order be made before the other person is told?",
        PUBLIC,
        help=f"These are the boxes on the court's form. {_PICK}",
        when=said("order.temporary", True),
    ),
    ask(
        "court_measures",
        choices(
            ("waiting-room", "A waiting room of my own"),
            ("entrance", "Another way in and out"),
            ("screen", "A screen in the courtroom, so that they do not see me"),
            ("video", "Taking part by video"),
        ),
        "Which of these do you ask for on the court day?",
        PUBLIC,
        help=f"'None of these' is an answer. {_PICK}",
    ),
)

PARENTING = (
    ask(
        "both_responsible",
        KNOWN,
        "Do you and the other person both have parental responsibility for the child?",
        PUBLIC,
    ),
)
