"""Questions that only forms need, about what is asked of the court: each order in the detail its boxes want.

Like those of `details`, they are asked only where a form that the case needs has a box for them.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.details import _both as both
from assistant.questions.details import _has_children as has_children
from assistant.questions.form_boxes import ask, asked, choice, choices, picked, said
from assistant.questions.kinds import Line, Story, YesNo
from assistant.questions.model import Look, Shown

PUBLIC = Shown.PUBLIC

_READ = "The other person will read it."
_NONE = "'None of these' is an answer."


_STAY_AWAY = (
    ask(
        "stay_away_from",
        choices(
            ("me", "Me"),
            ("home", "My home"),
            ("work", "My work"),
            ("vehicle", "My car"),
            ("school", "My school"),
            ("protected", "The other people I want protected"),
            ("child-school", "My children's school or child care"),
            ("other", "Another place"),
        ),
        "From whom and what should they stay away?",
        PUBLIC,
        help="This only ticks boxes; no address is printed. The other person will read it.",
        when=asked("stay-away"),
    ),
    ask(
        "stay_away_other",
        Line(),
        "From which other place?",
        PUBLIC,
        help=_READ,
        when=both(asked("stay-away"), picked("relief.stay_away_from", "other")),
    ),
    ask(
        "living_near",
        choice(
            ("no", "No"),
            ("together", "We live together"),
            ("building", "In one building, not in one home"),
            ("neighborhood", "In one neighborhood"),
            ("other", "In another way"),
        ),
        "Do you and the other person live together or close to each other?",
        PUBLIC,
        help="The other person will read it. Skip it if the answer tells them where you are.",
        when=asked("stay-away"),
    ),
    ask(
        "living_near_other",
        Line(),
        "How close, in your own words?",
        PUBLIC,
        help=_READ,
        when=both(asked("stay-away"), said("relief.living_near", "other")),
    ),
    ask(
        "same_place",
        choices(("work", "We work at one place"), ("school", "We go to one school")),
        "Do you work at the same place or go to the same school?",
        PUBLIC,
        help=f"{_READ} {_NONE}",
        when=asked("stay-away"),
    ),
    ask(
        "same_work",
        Line(),
        "Which workplace is it?",
        PUBLIC,
        help=_READ,
        when=both(asked("stay-away"), picked("relief.same_place", "work")),
    ),
    ask(
        "same_school",
        Line(),
        "Which school is it?",
        PUBLIC,
        help=_READ,
        when=both(asked("stay-away"), picked("relief.same_place", "school")),
    ),
)

_MOVE_OUT = (
    ask(
        "move_out_address",
        Line(200),
        "Which home should they move out of? Its address.",
        PUBLIC,
        help="The other person will read it. It is the home they live in now.",
        when=asked("move-out"),
    ),
    ask(
        "home_right",
        choices(
            ("own", "I own it"),
            ("lease", "My name is on the lease"),
            ("children", "I live there with my child or children"),
            ("lived", "I have lived there for some time"),
            ("pay", "I pay some or all of the rent or mortgage"),
            ("other", "Another reason"),
        ),
        "Why do you have a right to live there? Pick all that are true.",
        PUBLIC,
        help=_READ,
        when=asked("move-out"),
    ),
    ask(
        "home_years",
        Line(4),
        "How many years have you lived there? Only the number.",
        PUBLIC,
        help="For less than a year: 0.",
        when=both(asked("move-out"), picked("relief.home_right", "lived")),
    ),
    ask(
        "home_months",
        Line(4),
        "And how many months more? Only the number.",
        PUBLIC,
        when=both(asked("move-out"), picked("relief.home_right", "lived")),
    ),
    ask(
        "home_right_other",
        Line(),
        "What is the other reason?",
        PUBLIC,
        help=_READ,
        when=both(asked("move-out"), picked("relief.home_right", "other")),
    ),
)

_THINGS = (
    ask(
        "property_what",
        Story(),
        "Which things do you want to keep and use alone?",
        PUBLIC,
        help="For example: the car, the phone, papers. The other person will read it.",
        when=asked("property-control"),
    ),
    ask("debt_to", Line(100), "Which bill should they pay? First: to whom?", PUBLIC, when=asked("pay-debts")),
    ask("debt_for", Line(100), "What is that bill for? For example: rent, the car.", PUBLIC, when=asked("pay-debts")),
    ask("debt_amount", Line(20), "How much is it? Numbers only.", PUBLIC, when=asked("pay-debts")),
    ask("debt_due", Line(40), "When is it due?", PUBLIC, when=asked("pay-debts")),
    ask(
        "loss_to",
        Line(100),
        "To whom should the losses be paid? For example: me, the clinic.",
        PUBLIC,
        when=asked("pay-expenses", "losses", "restitution"),
    ),
    ask(
        "support_now",
        choice(("new", "There is no order, and I want one"), ("change", "There is an order, and I want it changed")),
        "Is there an order for child support now?",
        PUBLIC,
        when=asked("child-support"),
    ),
    ask(
        "public_aid",
        YesNo(),
        "Do you get public aid for your family, or have you asked for it?",
        PUBLIC,
        help="For example: TANF. The other person will read it. You can skip this.",
        when=asked("child-support"),
    ),
    ask(
        "my_wireless",
        Line(40),
        "Which phone number of yours is on the other person's account?",
        PUBLIC,
        help="It will stand on the papers, and the other person will read it.",
        when=asked("wireless-transfer"),
    ),
    ask(
        "child_wireless",
        Line(40),
        "Which phone number of a child in your care is on their account?",
        PUBLIC,
        help="The other person will read it. Skip it if there is none.",
        when=asked("wireless-transfer"),
    ),
)

_ANIMALS = tuple(
    replace(q, when=both(asked("animals"), q.when))
    for q in (
        ask("animal_name", Line(80), "Which animal do you want protected? Its name.", PUBLIC, help=_READ),
        ask("animal_kind", Line(40), "What kind of animal is it? For example: dog.", PUBLIC),
        ask("animal_breed", Line(60), "Which breed is it, if you know?", PUBLIC),
        ask("animal_color", Line(40), "What color is it?", PUBLIC),
        ask(
            "animal_orders",
            choices(
                ("away", "That they stay away from it"),
                ("no-harm", "That they do not take, sell, hide or hurt it"),
                ("keep", "That I alone keep it and care for it"),
            ),
            "What do you ask about the animal?",
            PUBLIC,
        ),
        ask(
            "animal_reasons",
            choices(
                ("abused", "The other person hurts it"),
                ("care", "I take care of it"),
                ("bought", "I bought it"),
                ("other", "Another reason"),
            ),
            "Why should you alone keep it? Pick all that are true.",
            PUBLIC,
            when=picked("relief.animal_orders", "keep"),
        ),
        ask(
            "animal_reason_other",
            Line(),
            "What is the other reason?",
            PUBLIC,
            help=_READ,
            when=both(picked("relief.animal_orders", "keep"), picked("relief.animal_reasons", "other")),
        ),
    )
)

WISHES = (*_STAY_AWAY, *_MOVE_OUT, *_ANIMALS, *_THINGS)

_HOLDER = choice(
    ("me", "Only me"),
    ("them", "Only the other person"),
    ("both", "Both of us"),
    ("other", "Something else"),
    ("nothing", "I ask for nothing about it"),
)
_WHEN_VISITS = ("allow", "exchange")


def _custody_other(look: Look) -> bool:
    return "other" in (look.value("children.legal_custody"), look.value("children.physical_custody"))


_CUSTODY = (
    ask(
        "together_five_years",
        YesNo(),
        "Have all the children lived together for the last five years?",
        PUBLIC,
    ),
    ask("order_now", YesNo(), "Is there an order for custody or visits in force now?", PUBLIC),
    ask(
        "order_now_says",
        Story(),
        "What did the judge order?",
        PUBLIC,
        help=_READ,
        when=said("children.order_now", True),
    ),
    ask(
        "order_now_change",
        Story(),
        "Why do you want to change that order?",
        PUBLIC,
        help=_READ,
        when=said("children.order_now", True),
    ),
    ask(
        "travel",
        choices(("county", "Out of the county"), ("state", "Out of the state"), ("other", "To other places")),
        "Where should they not take the children unless you or a judge say so?",
        PUBLIC,
        help=_NONE,
    ),
    ask("travel_county", Line(100), "Out of which county?", PUBLIC, when=picked("children.travel", "county")),
    ask("travel_other", Line(), "Which other places?", PUBLIC, help=_READ, when=picked("children.travel", "other")),
    ask(
        "records",
        choices(
            ("health", "Doctor, dentist, mental health"),
            ("school", "School and day care"),
            ("activities", "Sports, camps and other activities"),
            ("work", "The child's work"),
            ("other", "Other records"),
        ),
        "Which records about the children should they not see?",
        PUBLIC,
        help=_NONE,
    ),
    ask("records_other", Line(), "Which other records?", PUBLIC, help=_READ, when=picked("children.records", "other")),
    ask(
        "records_all",
        YesNo(),
        "Is that for all of the children?",
        PUBLIC,
        when=lambda look: bool(look.value("children.records")),
    ),
    ask("records_names", Line(), "For which children? Their names.", PUBLIC, when=said("children.records_all", False)),
    ask("may_take_away", YesNo(), "Do you believe that they might take the children away and hide them?", PUBLIC),
    ask(
        "legal_custody",
        _HOLDER,
        "Who should decide about health, school and care of the children?",
        PUBLIC,
        help="Forms call this legal custody.",
    ),
    ask(
        "physical_custody",
        _HOLDER,
        "With whom should the children live?",
        PUBLIC,
        help="Forms call this physical custody.",
    ),
    ask("custody_other", Line(), "What do you ask, in your own words?", PUBLIC, help=_READ, when=_custody_other),
    ask(
        "visits_pro",
        YesNo(),
        "Is the one who watches a center, or a person who does it for work?",
        PUBLIC,
        when=said("children.visits", "supervised", "exchange"),
    ),
    ask(
        "visits_plan",
        Story(),
        "Which days and times should the visits be, and who brings the children?",
        PUBLIC,
        help=_READ,
        when=said("children.visits", *_WHEN_VISITS),
    ),
)
CUSTODY = tuple(replace(q, when=both(has_children, q.when)) for q in _CUSTODY)
