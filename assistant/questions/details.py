"""Questions that only the boxes of the court's own forms need. Each is asked where such a form is needed.

They stand in their sections like any other question; `for_forms` keeps them out of the way elsewhere. Their
answers go to the case as details (`Told.details`, `Kept.details`) by their class, with nothing more to write.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.form_boxes import ask, asked, said
from assistant.questions.kinds import Choice, Choices, Day, Line, Option, Story, YesNo
from assistant.questions.model import Look, Question, Shown, When
from assistant.saying import is_no

PUBLIC, CONFIDENTIAL = Shown.PUBLIC, Shown.CONFIDENTIAL

_TWO = "The two letters the post uses are best: some forms have room for no more."
_SERVE = "It helps the officer who hands over the papers to find the right person."

SEX = Choice(lambda look: (Option("male", "Male"), Option("female", "Female"), Option("nonbinary", "Nonbinary or X")))
_KNOWN = Choice(lambda look: (Option("yes", "Yes"), Option("no", "No"), Option("unknown", "I do not know")))
_PER = Choice(lambda look: (Option("week", "A week"), Option("month", "A month")))


def _hidden(*questions: Question) -> tuple[Question, ...]:
    """Answers that are not shown again on the screen."""
    return tuple(replace(q, again=False) for q in questions)


PETITIONER = (
    ask("first", Line(60), "What is the first name, as it should stand on the papers?", PUBLIC),
    ask("middle", Line(60), "What is the middle name, if there is one?", PUBLIC, help="'None' is an answer."),
    ask("last", Line(80), "What is the last name, as it should stand on the papers?", PUBLIC),
    ask(
        "gender",
        SEX,
        "Which box for gender do you want ticked for the person to be protected?",
        CONFIDENTIAL,
        to_self="Which box for gender do you want ticked for you?",
        help="It goes only on forms that the court keeps from the other person.",
    ),
    ask(
        "race",
        Line(60),
        "Which race do you want to write for the person to be protected?",
        CONFIDENTIAL,
        to_self="Which race do you want to write for yourself?",
        help="You can skip this. It goes only on forms that the court keeps from the other person.",
    ),
)

PETITIONER_SPEAKS = (
    ask(
        "english",
        YesNo(),
        "Does the person to be protected speak English?",
        CONFIDENTIAL,
        to_self="Do you speak English?",
    ),
    ask(
        "language",
        Line(60),
        "Which language does the person to be protected speak?",
        CONFIDENTIAL,
        to_self="Which language do you speak?",
        when=said("petitioner.english", False),
    ),
)

PROTECTED = (
    ask("gender", SEX, "Which box for gender do you want ticked for this person?", CONFIDENTIAL),
    ask("race", Line(60), "Which race do you want to write for this person?", CONFIDENTIAL, help="You can skip this."),
    ask("born", Day(), "What is this person's date of birth? This stays hidden.", CONFIDENTIAL),
)

RESPONDENT = (
    ask("first", Line(60), "What is their first name?", PUBLIC),
    ask("middle", Line(60), "What is their middle name, if you know it?", PUBLIC),
    ask("last", Line(80), "What is their last name?", PUBLIC),
    ask("gender", SEX, "Which box for their sex or gender is right?", PUBLIC),
    ask("born", Day(), "What is their date of birth, if you know it?", PUBLIC),
    ask("race", Line(60), "What is their race, if you want to say?", PUBLIC, _SERVE),
    ask("skin", Line(60), "What is their skin tone?", PUBLIC, _SERVE),
    ask("height", Line(40), "How tall are they? About is okay.", PUBLIC, _SERVE, "For example: 5 ft 9."),
    ask("weight", Line(40), "How heavy are they? About is okay.", PUBLIC, _SERVE, "For example: 170."),
    ask("hair", Line(60), "What color is their hair?", PUBLIC, _SERVE),
    ask("eyes", Line(60), "What color are their eyes?", PUBLIC, _SERVE),
    ask("glasses", _KNOWN, "Do they wear glasses?", PUBLIC, _SERVE),
    ask("marks", Line(), "Do they have scars, tattoos or other marks?", PUBLIC, _SERVE),
    ask("vehicle_make", Line(60), "What make or type is their car or truck?", PUBLIC, _SERVE),
    ask("vehicle_model", Line(60), "What model is it?", PUBLIC, _SERVE),
    ask("vehicle_year", Line(20), "What year is it from? About is okay.", PUBLIC, _SERVE),
    ask("vehicle_color", Line(40), "What color is it?", PUBLIC, _SERVE),
    ask("vehicle_state", Line(40), "Which state is its license plate from?", PUBLIC, _SERVE),
    ask("street", Line(200), "Where do they live? The street and number, if you know.", PUBLIC, _SERVE),
    ask("unit", Line(40), "Is there an apartment or unit number?", PUBLIC, _SERVE),
    ask("city", Line(100), "Which city or town do they live in?", PUBLIC, _SERVE),
    ask("state", Line(40), "Which state do they live in?", PUBLIC, _SERVE, _TWO),
    ask("zip", Line(12), "What is their zip code or postcode, if you know it?", PUBLIC, _SERVE),
    ask("phone_whole", Line(40), "What is their phone number, if you know it?", PUBLIC, _SERVE),
    ask("email_address", Line(), "What is their email address, if you know it?", PUBLIC, _SERVE),
    ask("employer", Line(), "What is the name of the place where they work?", PUBLIC, _SERVE),
    ask("work_address", Line(), "What is the address of their work, if you know it?", PUBLIC, _SERVE),
    ask("occupation", Line(100), "What work do they do?", PUBLIC, _SERVE),
    ask("work_hours", Line(100), "When do they work? Days and hours, if you know.", PUBLIC, _SERVE),
    ask(
        "license",
        Line(80),
        "What is the number and state of their driver's license, if you know it?",
        CONFIDENTIAL,
        help="It goes only on forms that the court keeps from the other person.",
    ),
    ask("english", _KNOWN, "Do they speak English?", PUBLIC, _SERVE),
    ask("language", Line(60), "Which language do they speak?", PUBLIC, _SERVE, when=said("respondent.english", "no")),
    ask(
        "cautions",
        Choices(
            lambda look: (
                Option("mental-illness", "A mental illness, now or before"),
                Option("suicidal", "They may hurt or kill themselves"),
                Option("alcohol", "They are likely to be drunk"),
                Option("drugs", "They are likely to be under the influence of drugs"),
                Option("carries-weapon", "They are likely to carry a weapon"),
                Option("weapons-at-home", "There are weapons in their home"),
            )
        ),
        "What should the officer who goes to them be careful about?",
        CONFIDENTIAL,
        "It keeps the officer safe. It goes only on a form for officers, not to the other person.",
        help="'None of these' is an answer.",
    ),
    ask("is_adult", _KNOWN, "Are they 18 or older?", PUBLIC, when=lambda look: look.value("respondent.age") is None),
)

KIN = frozenset(
    {"parent", "child", "sibling", "grandparent", "grandchild", "in-law", "step-relative", "other-relative"}
)

RELATIONSHIP = (
    ask(
        "relation_words",
        Line(100),
        "What are they to you? For example: brother, mother-in-law.",
        PUBLIC,
        when=lambda look: bool(set(look.value("relationship.kinds") or ()) & KIN),
    ),
)

RELATIVE = (
    ask(
        "kin",
        Choices(
            lambda look: (
                Option("parent", "Stepparent or parent-in-law"),
                Option("child", "My stepchild"),
                Option("child-spouse", "My child's husband or wife"),
                Option("sibling", "Stepbrother, stepsister, brother-in-law or sister-in-law"),
                Option("grandparent", "Step-grandparent or grandparent-in-law"),
                Option("grandchild", "Step-grandchild or grandchild-in-law"),
            )
        ),
        "Which of these is the other person to you?",
        PUBLIC,
        help="'None of these' is an answer.",
        when=lambda look: bool(set(look.value("relationship.kinds") or ()) & {"in-law", "step-relative"}),
    ),
)

INCIDENT = (
    ask("police_came", _KNOWN, "Did the police come?", PUBLIC),
    ask(
        "how_often",
        Choice(
            lambda look: (
                Option("once", "Just this once"),
                Option("few", "2 to 5 times"),
                Option("weekly", "Every week"),
                Option("other", "Another number of times"),
            )
        ),
        "How often did they do something like this?",
        PUBLIC,
    ),
    ask(
        "how_often_words",
        Line(100),
        "How often, in your own words?",
        PUBLIC,
        when=lambda look: look.value(".how_often") == "other",
    ),
    ask("other_dates", Story(), "When else did it happen? Dates as well as you know them.", PUBLIC),
)

EVENTS = (
    ask(
        "harm_kinds",
        Choices(
            lambda look: (
                Option("tried", "Tried to hurt me physically"),
                Option("hurt", "Hurt me physically"),
                Option("fear", "Made me afraid of serious physical harm right then"),
                Option("sexual", "Made me do sexual things by force, threat or pressure"),
            )
        ),
        "Which of these did the other person do? You can pick more than one.",
        PUBLIC,
        help="These are boxes on the court's form. 'None of these' is an answer.",
    ),
)

CASE = (
    ask(
        "sort",
        Choice(
            lambda look: (
                Option("custody", "Custody or visits"),
                Option("divorce", "Divorce, separation or ending a marriage"),
                Option("parentage", "Who the father or parent is"),
                Option("support", "Support"),
                Option("child-welfare", "Child protection or juvenile court"),
                Option("guardianship", "Guardianship"),
                Option("criminal", "Criminal"),
                Option("other", "Another kind"),
            )
        ),
        "Which of these kinds is it?",
        PUBLIC,
    ),
    ask("pending", _KNOWN, "Is the case still going on?", PUBLIC),
    ask("judged", _KNOWN, "Did the court make an order or a judgment in it?", PUBLIC),
    ask("judge", Line(100), "What is the name of the judge, if you know it?", PUBLIC),
)

PRIOR = (
    ask(
        "ended_lately",
        YesNo(),
        "Did it end in the last six months?",
        PUBLIC,
        when=lambda look: look.value(".in_force") is False,
    ),
)
PRIOR_ORDER = (ask("judge", Line(100), "What is the name of the judge who made it, if you know it?", PUBLIC),)

CASES = (
    ask(
        "family",
        _KNOWN,
        "Is or was one for divorce, separation, support or protection from abuse?",
        PUBLIC,
        help="It can be in any state or country.",
    ),
)

WEAPONS = (
    ask("permit", Line(), "Do you know of a gun license or gun card they have? Which one?", PUBLIC),
    ask("armor", _KNOWN, "Do they have body armor, such as a bulletproof vest?", CONFIDENTIAL),
    replace(
        ask(
            "work_gun",
            _KNOWN,
            "Must they carry a gun for their work?",
            PUBLIC,
            help="Police, guards and some others do. 'I do not know' is an answer.",
        ),
        topics=("work-gun",),
        wanted_by=("work-gun",),  # a petition may have to tell it where no form of the court is filled here
    ),
)

CHILD = (
    ask("sex", SEX, "Which box for sex or gender do you want ticked for the child?", CONFIDENTIAL),
    ask("race", Line(60), "Which race do you want to write for the child?", CONFIDENTIAL, help="You can skip this."),
    ask("born", Day(), "What is the child's date of birth? This stays hidden.", CONFIDENTIAL),
    ask("lives_with_me", YesNo(), "Does the child live with you?", PUBLIC),
    ask("relation_me", Line(80), "What are you to the child? For example: mother.", PUBLIC),
    ask("relation_them", Line(80), "What is the other person to the child? For example: father.", PUBLIC),
    ask("custody", YesNo(), "Do you ask the court for custody of this child?", PUBLIC),
    ask("no_contact", YesNo(), "Do you ask that the other person has no contact with this child?", PUBLIC),
    ask("protect", YesNo(), "Should the order protect this child too?", PUBLIC),
    ask(
        "state",
        Line(40),
        "Which state does the child live in?",
        PUBLIC,
        help="The other person will read it. Two letters are best.",
    ),
    ask(
        "parentage",
        Choices(
            lambda look: (
                Option("me", "By law I am a parent of the child"),
                Option("them", "By law the other person is a parent of the child"),
                Option("unsure", "I am not sure"),
            )
        ),
        "Who is a parent of the child by law already? You can pick more than one.",
        PUBLIC,
        help="By marriage, birth, a signed paper or a court's order.",
    ),
)


def _has_children(look: Look) -> bool:
    return bool(look.answers.ids("children.list"))


def _both(one: When, other: When) -> When:
    return lambda look: one(look) and other(look)


_CHILDREN = (
    ask("other_parent", _KNOWN, "Is or was there a court case about who the father or parent is?", PUBLIC),
    ask(
        "no_contact_why",
        Story(),
        "Why should the other person have no contact with the children?",
        PUBLIC,
        help="The other person will read it.",
    ),
    ask("keep_from_school", YesNo(), "Do you ask that they stay away from a school or day care?", PUBLIC),
    ask(
        "schools_named",
        Story(),
        "Which schools or day cares? Name and address. The other person will read it.",
        PUBLIC,
        help="If they do not know the place, leave it out here and ask the clerk how to tell the judge.",
        when=said("children.keep_from_school", True),
    ),
    ask(
        "visits",
        Choice(
            lambda look: (
                Option("allow", "Visits are fine"),
                Option("none", "No visits"),
                Option("center", "Only at a visiting center"),
                Option("supervised", "Only when another person watches"),
                Option("exchange", "Only if another person picks up and brings back the children"),
                Option("other", "Something else"),
                Option("nothing", "I ask for nothing about visits"),
            )
        ),
        "What do you ask about visits with the children?",
        PUBLIC,
    ),
    ask(
        "visits_who",
        Line(),
        "Which center or person? A name only. The other person will read it.",
        PUBLIC,
        when=said("children.visits", "center", "supervised", "exchange"),
    ),
    ask(
        "visits_times",
        Line(),
        "At which times?",
        PUBLIC,
        when=said("children.visits", "supervised"),
        help="You can skip.",
    ),
    ask(
        "visits_paid",
        Line(100),
        "Who should pay for it?",
        PUBLIC,
        when=said("children.visits", "center", "supervised"),
    ),
    ask("visits_other", Story(), "What do you ask, in your own words?", PUBLIC, when=said("children.visits", "other")),
    ask("child_support", YesNo(), "Do you ask for money to support the children?", PUBLIC),
)
CHILDREN = tuple(replace(q, when=_both(_has_children, q.when)) for q in _CHILDREN)

RELIEF = (
    ask(
        "other_place",
        Line(200),
        "Which other place should they stay away from? Give its address.",
        PUBLIC,
        help="The other person will read it. Do not give the address of a place they do not know.",
        when=asked("stay-away-other-premises", "stay-away-places"),
    ),
    ask(
        "fee_waiver",
        YesNo(),
        "Do you want to ask the court to let you off court fees?",
        PUBLIC,
        help="In many places these orders cost nothing. Then 'no' is fine.",
    ),
    ask(
        "loss_amount",
        Line(40),
        "How much money do you ask back for losses? Numbers only.",
        PUBLIC,
        when=asked("compensation", "pay", "restitution", "losses", "expenses"),
    ),
    ask(
        "loss_what",
        Story(),
        "What were the losses? For example: new locks, a doctor's bill.",
        PUBLIC,
        when=asked("compensation", "pay", "restitution", "losses", "expenses"),
    ),
    ask(
        "off_order",
        Choices(lambda look: (Option("home", "Home"), Option("work", "Work"), Option("school", "School"))),
        "Which of your addresses should stay off the order?",
        PUBLIC,
        help="The order is handed to the other person. This only ticks the boxes; no address is printed.",
        when=asked("address-off-order"),
    ),
)

IMPOUND = (
    ask(
        "impound",
        YesNo(),
        "Do you want to ask the judge to keep more of the file secret?",
        PUBLIC,
        help="Courts often keep home and work addresses secret anyway. There is a form to ask for more. 'No' is fine.",
    ),
    ask(
        "impound_address",
        YesNo(),
        "Should addresses and phones be kept even from officers and advocates?",
        PUBLIC,
        when=said("confidential.impound", True),
    ),
    ask(
        "impound_what",
        Story(),
        "What else in the file should be kept from the public? Say what it is, not the secret itself.",
        PUBLIC,
        when=said("confidential.impound", True),
        help="For example: the name of my counselor in the affidavit. This paper may be read by others.",
    ),
    ask(
        "impound_now",
        YesNo(),
        "Do you ask for this without telling the other person first?",
        PUBLIC,
        when=said("confidential.impound", True),
    ),
    ask(
        "impound_why",
        Story(),
        "What is the reason? What could happen if others learned it?",
        PUBLIC,
        when=said("confidential.impound", True),
        help="Do not write the secret itself here.",
    ),
)


def _given(*keys: str) -> When:
    """Is one of these hidden things named?"""
    return lambda look: any(not is_no(look.value(f"confidential.{key}")) for key in keys)


HIDDEN = _hidden(
    ask(
        "born",
        Day(),
        "What is the date of birth of the person to be protected?",
        CONFIDENTIAL,
        to_self="What is your date of birth?",
    ),
    ask("home_street", Line(200), "What is your home address? First the street and number.", CONFIDENTIAL),
    ask("home_city", Line(100), "Which city or town is it in?", CONFIDENTIAL),
    ask("home_state", Line(40), "Which state is it in?", CONFIDENTIAL, help=_TWO),
    ask("home_zip", Line(12), "What is the zip code or postcode?", CONFIDENTIAL),
    ask("apartment", YesNo(), "Is it in an apartment building or a house with more than one home?", CONFIDENTIAL),
    ask("home_phone", Line(40), "Is there a phone at home, with its own number?", CONFIDENTIAL),
    ask("former_address", Line(), "Did you leave a home because of the abuse? What was its address?", CONFIDENTIAL),
    ask("may_know", Story(), "Who may see these hidden things? For example: your advocate.", CONFIDENTIAL),
)

WORK = _hidden(
    ask(
        "workplace",
        Line(),
        "What is the name of the place where you work?",
        CONFIDENTIAL,
        help="It goes on the hidden form, even if they know it. 'None' is an answer.",
        when=lambda look: look.value("confidential.work") is None,
    ),
    ask("work_address", Line(), "What is the address of your work?", CONFIDENTIAL, when=_given("work", "workplace")),
    ask(
        "work_phone", Line(40), "What is the phone number of your work?", CONFIDENTIAL, when=_given("work", "workplace")
    ),
    ask(
        "schoolplace",
        Line(),
        "What is the name of your school, if you go to one?",
        CONFIDENTIAL,
        help="It goes on the hidden form, even if they know it. 'None' is an answer.",
        when=lambda look: look.value("confidential.school") is None,
    ),
    ask(
        "school_address",
        Line(),
        "What is the address of your school?",
        CONFIDENTIAL,
        when=_given("school", "schoolplace"),
    ),
)

MAIL = (
    ask(
        "mailing_street",
        Line(200),
        "Which address may stand on the papers? First the street and number, or the P.O. box.",
        PUBLIC,
        help="The other person will see it. It can be a P.O. box, an address program or your lawyer's office.",
    ),
    ask("mailing_city", Line(100), "Which city or town is that address in?", PUBLIC),
    ask("mailing_state", Line(40), "Which state is that address in?", PUBLIC, help=_TWO),
    ask("mailing_zip", Line(12), "What is the zip code or postcode of that address?", PUBLIC),
    ask(
        "mailing_phone",
        Line(40),
        "Is there a phone number that may stand on the papers?",
        PUBLIC,
        help="The other person will see it. You can skip this.",
    ),
    ask(
        "hide_home",
        YesNo(),
        "Could it lead to more harm if the other person knew your home address?",
        PUBLIC,
        help="With yes, a box says so and asks to keep it off the papers. The address is printed in no case.",
    ),
)

LAWYER = (
    ask("lawyer", YesNo(), "Does a lawyer stand for you in this case?", PUBLIC, help="'No' is fine."),
    *(
        ask(key, Line(200), words, PUBLIC, when=said("helper.lawyer", True))
        for key, words in (
            ("lawyer_name", "What is the lawyer's name?"),
            ("lawyer_bar", "What is the lawyer's bar number?"),
            ("lawyer_firm", "What is the name of the law firm or office?"),
            ("lawyer_street", "What is the lawyer's street address?"),
            ("lawyer_city", "Which city is the lawyer's office in?"),
            ("lawyer_state", "Which state is the lawyer's office in?"),
            ("lawyer_zip", "What is the zip code or postcode of the lawyer's office?"),
            ("lawyer_phone", "What is the lawyer's phone number?"),
            ("lawyer_fax", "What is the lawyer's fax number?"),
            ("lawyer_email", "What is the lawyer's email?"),
        )
    ),
)


def _support(look: Look) -> bool:
    """Is money for the children, or for the person, asked for?"""
    return asked("support", "child-support", "spousal-support")(look) or look.value("children.child_support") is True


def _money(key: str, words: str) -> tuple[Question, Question]:
    """An amount, and whether it is for a week or a month."""
    return (
        ask(key, Line(20), f"{words} Numbers only.", PUBLIC, help="The other person may read it.", when=_support),
        ask(
            f"{key}_per",
            _PER,
            "Is that for a week or a month?",
            PUBLIC,
            when=lambda look: bool(look.value(f"relief.{key}")),
        ),
    )


MONEY = (
    *_money("my_income", "How much do you earn, before taxes?"),
    *_money("my_health", "How much do you pay for health insurance?"),
    *_money("my_dental", "How much do you pay for dental or eye insurance?"),
    *_money("my_childcare", "How much do you pay for child care?"),
    *_money("my_other_support", "How much do you pay to support other children?"),
    *_money("their_income", "How much does the other person earn, as far as you know?"),
    *_money("their_health", "How much do they pay for health insurance?"),
    *_money("their_dental", "How much do they pay for dental or eye insurance?"),
    *_money("their_childcare", "How much do they pay for child care?"),
    *_money("their_other_support", "How much do they pay to support other children?"),
)

COURT = (
    ask(
        "venue_reasons",
        Choices(
            lambda look: (
                Option("petitioner-lives", "The person to be protected lives in this county"),
                Option("respondent-lives", "The other person lives in this county"),
                Option("happened", "It happened in this county"),
                Option("fled", "The person to be protected came here to get away"),
            )
        ),
        "Which of these are true? You can pick more than one.",
        PUBLIC,
        help="The county alone tells where you live. Pick only what the other person may read.",
    ),
    ask("court_address", Line(), "What is the address of the court?", PUBLIC, help="A clerk or the web page can tell."),
    ask("court_phone", Line(40), "What is the court's phone number?", PUBLIC),
    ask("case_number", Line(60), "Is there a case number already? Most people have none yet.", PUBLIC),
)
