"""Questions about weapons, children, other cases, what is asked, and what must stay hidden."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.questions import choosing, details, remedies, wishes
from assistant.questions.home import COURT_DAY, HOME, PARENTING
from assistant.questions.kinds import Age, Choice, Choices, Line, Option, Story, YesNo
from assistant.questions.model import Group, Look, Notice, Question, Section, Shown

PUBLIC, CONFIDENTIAL = Shown.PUBLIC, Shown.CONFIDENTIAL

WEAPONS = Section(
    "weapons",
    "Guns and other weapons",
    (
        Question(
            "has",
            Choice(lambda look: (Option("yes", "Yes"), Option("no", "No"), Option("maybe", "Maybe"))),
            "Does the other person have guns, gun parts or ammunition?",
            shown=PUBLIC,
            topics=("firearms",),
            why="The forms ask. It also matters for the safety of the officer who serves the papers.",
        ),
        Question(
            "kinds",
            Story(),
            "What kinds, and how many, as far as you know?",
            shown=PUBLIC,
            topics=("firearms",),
            when=lambda look: look.value("weapons.has") in ("yes", "maybe"),
            why="The forms ask what and how many.",
        ),
        Question(
            "where",
            Line(),
            "Where are they kept, as far as you know?",
            shown=PUBLIC,
            when=lambda look: look.value("weapons.has") in ("yes", "maybe"),
            why="The forms ask where.",
        ),
        *details.WEAPONS,
    ),
    warn="This part asks about weapons.",
)

CHILDREN = Section(
    "children",
    "Children",
    (
        Group(
            "list",
            "child",
            (
                Question(
                    "name",
                    Line(120),
                    "What is the child's name?",
                    shown=PUBLIC,
                    help="The papers show initials where the court's rule asks for it.",
                    why="The forms ask about children.",
                ),
                Question("age", Age(), "How old is the child?", shown=PUBLIC, why="The forms ask for the age."),
                Question(
                    "whose",
                    Choice(
                        lambda look: (
                            Option("ours", "A child of mine and of the other person"),
                            Option("mine", "My child"),
                            Option("theirs", "The other person's child"),
                            Option("other", "Another child in the home"),
                        )
                    ),
                    "Whose child is it?",
                    shown=PUBLIC,
                    why="Some orders depend on it.",
                ),
                Question(
                    "lives_where",
                    Line(),
                    "Where does the child live now? This stays hidden.",
                    shown=CONFIDENTIAL,
                    help="A word such as 'with me' is enough.",
                    why="Some confidential forms ask. It is never printed in papers others see.",
                ),
                *PARENTING,
                *details.CHILD,
            ),
            ask_any="Are there children under 18 of yours, of the other person's, or in your home?",
            ask_more="Is there another child?",
            title=("name",),
            topics=("children",),
        ),
        Question(
            "cases",
            Story(),
            "Is or was there a court case about a child? Which court, year and number?",
            shown=PUBLIC,
            topics=("children-cases",),
            when=lambda look: bool(look.answers.ids("children.list")),
            help="Custody, visits, support, child protection. 'No' is an answer.",
            why="The court must know of other cases about the children.",
        ),
        Question(
            "indian_child",
            Choice(lambda look: (Option("yes", "Yes"), Option("no", "No"), Option("maybe", "Maybe"))),
            "Is a child you want protected a member of a tribe, or could they be?",
            shown=PUBLIC,
            topics=("indian-child",),
            wanted_by=("indian-child",),
            when=lambda look: (
                bool(look.answers.ids("children.list")) and (look.value("petitioner.filing_for") == "child")
            ),
            why="A federal law has rules for this.",
        ),
        *details.CHILDREN,
        *wishes.CUSTODY,
        *remedies.CHILD_REMEDIES,
    ),
    warn="This part asks about children. If someone who must report harm to children helps you, "
    "they may have to report what you write.",
)

_CASE = (
    Question(
        "kind",
        Line(120),
        "What kind of case?",
        shown=PUBLIC,
        help="Divorce, custody, criminal, eviction, other.",
        why="The court must know of other cases.",
    ),
    Question("court", Line(), "Which court and place?", shown=PUBLIC, why="So the court can look it up."),
    Question(
        "number", Line(80), "What is the case number, if you know it?", shown=PUBLIC, why="So the court can look it up."
    ),
    Question("when", Line(80), "About when?", shown=PUBLIC, why="So the court can look it up."),
    *details.CASE,
)
_PRIOR = (
    Question(
        "protects",
        Choice(
            lambda look: (
                Option("me", "It protects me"),
                Option("them", "It protects the other person"),
                Option("other", "It protects someone else"),
            )
        ),
        "Whom does the order protect?",
        shown=PUBLIC,
        why="The court must know of every order between you.",
    ),
    Question("court", Line(), "Which court made it?", shown=PUBLIC, why="So the court can look it up."),
    Question("number", Line(80), "What is its case number?", shown=PUBLIC, why="So the court can look it up."),
    Question("made", Line(80), "When was it made? About is okay.", shown=PUBLIC, why="The forms ask."),
    Question("ends", Line(80), "When does it end, or when did it end?", shown=PUBLIC, why="The forms ask."),
    Question("in_force", YesNo(), "Is it still in force?", shown=PUBLIC, why="The forms ask."),
    Question(
        "broken",
        Story(),
        "Was it broken? How and when?",
        shown=PUBLIC,
        hard=True,
        why="Breaking an order matters.",
        help="If there is an event about it, one line is enough.",
    ),
    *details.PRIOR,
    *details.PRIOR_ORDER,
)

CASES = Section(
    "cases",
    "Other cases and orders",
    (
        Group(
            "list",
            "case",
            _CASE,
            ask_any="Are or were there other court cases between you and the other person?",
            ask_more="Is there another case?",
            title=("kind",),
            topics=("other-cases",),
        ),
        Group(
            "orders",
            "order",
            _PRIOR,
            ask_any="Is there, or was there, a protective or no-contact order between you?",
            ask_more="Is there another order?",
            title=("court",),
            topics=("prior-orders",),
        ),
        *details.CASES,
        Question(
            "against_me",
            Story(),
            "Has the other person filed papers or made reports about you?",
            shown=PUBLIC,
            topics=("orders-against-petitioner",),
            help="Dates, case numbers, what happened. 'No' is an answer. Being served with papers has deadlines: "
            "a lawyer or self-help center can help fast.",
            why="The court asks, and a lawyer needs to know.",
        ),
    ),
)


def _asked_for(look: Look) -> Sequence[tuple[str, str]]:
    """Each request the person chose."""
    labels = {r.id: r.label for r in look.order.relief} if look.order else {}
    return [(chosen, f"You ask: {labels.get(chosen, chosen)}") for chosen in look.value("relief.items") or ()]


def own_questions(look: Look) -> Sequence[tuple[str, str]]:
    """What this order's petition must tell that only this place asks, where it applies to this case."""
    if look.order is None:
        return ()
    age = look.value("petitioner.age")
    holds = {
        "always": True,
        "children": bool(look.answers.ids("children.list")),
        "firearms": look.value("weapons.has") in ("yes", "maybe"),
        "minor": bool(age) and age["years"] < 18,
        "on-behalf": look.value("petitioner.filing_for") in ("child", "adult"),
        "address-withheld": bool(look.value("confidential.home_address")),
        "temporary-order": look.value("order.temporary") is True,
    }
    return [(m.id, m.ask) for m in look.order.petition_must_state if m.id and m.ask and holds[m.when]]


def own_question_help(look: Look) -> str:
    """The sheet's further words on the own question being asked, with where it stands."""
    asked = look.item.rstrip(".").rpartition(".")[2]
    items = look.order.petition_must_state if look.order else []
    item = next((m for m in items if m.id == asked), None)
    return " ".join(t for t in (item.help, f"[{item.cite}]" if item.cite else None) if t) if item else ""


OWN = Section(
    "court",
    "What else this court asks",
    (
        Group(
            "asks",
            "matter",
            (
                Question(
                    "answer",
                    Story(),
                    "Your answer, in your own words.",
                    shown=PUBLIC,
                    help="A short answer is fine. 'No' is an answer.",
                    more=own_question_help,
                    topics=("own-question",),
                    why="This place's law or form asks for it.",
                ),
            ),
            ask_more="",
            over=own_questions,
            topics=("own-question",),
        ),
    ),
    when=lambda look: bool(own_questions(look)),
)


RELIEF = Section(
    "relief",
    "What you ask the court to do",
    (
        Question(
            "items",
            Choices(choosing.relief),
            "What do you ask the court to order? Pick all you want to ask for.",
            shown=PUBLIC,
            why="The court can only decide what it is asked.",
        ),
        Group(
            "why",
            "request",
            (
                Question(
                    "because",
                    Story(),
                    "Which fact is behind this request? In your own words.",
                    shown=PUBLIC,
                    help="For example: he waits outside my work. You can name an event by its date.",
                    why="A request with a fact behind it is easier to follow.",
                ),
            ),
            ask_more="",
            over=_asked_for,
        ),
        Question(
            "distance",
            Line(60),
            "How far should they stay away? For example: 100 yards.",
            shown=PUBLIC,
            when=lambda look: any("stay-away" in r or "exclude" in r for r in look.value("relief.items") or ()),
            help="You can leave it to the court.",
            why="Some forms have a blank for the distance.",
        ),
        Question(
            "other",
            Story(),
            "What other order do you ask for, in your own words?",
            shown=PUBLIC,
            when=lambda look: any(r.startswith("other") for r in look.value("relief.items") or ()),
            why="Some forms have a line for other orders.",
        ),
        Question(
            "length",
            Line(60),
            "How long should the order last, if you have a wish?",
            shown=PUBLIC,
            topics=("order-length",),
            wanted_by=("order-length",),
            why="This petition asks for it.",
        ),
        Question(
            "hearing",
            YesNo(),
            "Do you ask for a hearing?",
            shown=PUBLIC,
            topics=("hearing-wanted",),
            wanted_by=("hearing-wanted",),
            why="This petition asks for it.",
        ),
        Question(
            "told",
            Line(),
            "Was the other person told that you ask for a temporary order? If not, why not?",
            shown=PUBLIC,
            topics=("told-respondent",),
            wanted_by=("told-respondent",),
            why="This petition asks for it.",
        ),
        Question(
            "fee_basis",
            Line(),
            "Why should there be no filing fee?",
            shown=PUBLIC,
            topics=("fee-basis",),
            wanted_by=("fee-basis",),
            help="The law sheet's words on fees stand on your next-steps page.",
            why="This petition asks for it.",
        ),
        Question(
            "only_financial",
            YesNo(),
            "Was it only about money, without force, threats or other abuse?",
            shown=PUBLIC,
            topics=("only-financial",),
            wanted_by=("only-financial",),
            why="This petition asks for it.",
        ),
        *COURT_DAY,
        *HOME,
        *details.RELIEF,
        *wishes.WISHES,
        *remedies.REMEDIES,
        *details.MONEY,
    ),
)

CONFIDENTIAL_SECTION = Section(
    "confidential",
    "What must stay hidden",
    (
        Notice(
            "how",
            lambda look: (
                "What you type in this part is never printed in papers that the other person or the public "
                "can see. The program also looks for it in everything else you wrote."
            ),
        ),
        Question(
            "home_address",
            Line(),
            "What is your home address?",
            shown=CONFIDENTIAL,
            again=False,
            help="Skip it if no confidential form needs it. With it, the program can look for it in your story.",
            why="Some confidential forms ask for it. It also lets the program guard it.",
            parts=("confidential.home_street",),
        ),
        *details.HIDDEN,
        Question(
            "phone",
            Line(40),
            "What phone number must stay hidden?",
            shown=CONFIDENTIAL,
            again=False,
            why="The court may need to reach you.",
        ),
        Question(
            "email",
            Line(),
            "What email must stay hidden?",
            shown=CONFIDENTIAL,
            again=False,
            why="The court may need to reach you.",
        ),
        Question(
            "work",
            Line(),
            "Is there a workplace they must not learn about?",
            shown=CONFIDENTIAL,
            again=False,
            help="The name, or the name and street. If they know it already, skip.",
            why="The program then looks for it in your story.",
        ),
        Question(
            "school",
            Line(),
            "Is there a school or daycare they must not learn about?",
            shown=CONFIDENTIAL,
            again=False,
            help="If they know it already, skip.",
            why="The program then looks for it in your story.",
        ),
        *details.WORK,
        Question(
            "other",
            Story(),
            "Anything else they must not learn? One thing on each line.",
            shown=CONFIDENTIAL,
            again=False,
            help="A shelter, a counselor, a gym, a church, your new car's plate.",
            why="The program then looks for it in your story.",
        ),
        Question(
            "mailing_address",
            Line(),
            "Which address may stand on the papers, for mail from the court?",
            shown=PUBLIC,
            topics=("mailing-address",),
            help="The other person will see it. A P.O. box, a substitute address of an address program, or your "
            "lawyer's office. It is fine to leave this for later.",
            why="The court needs somewhere to send papers.",
            parts=("confidential.mailing_street",),
        ),
        *details.MAIL,
        Question(
            "mailing_email",
            Line(),
            "Is there an email that may stand on the papers?",
            shown=PUBLIC,
            topics=("mailing-address",),
            help="The other person will see it. Use a new one, or skip.",
            why="Some courts send notices by email.",
        ),
        Question(
            "address_risk",
            Story(),
            "Why would it be a risk if they learned your address?",
            shown=PUBLIC,
            topics=("address-risk",),
            wanted_by=("address-risk",),
            hard=True,
            why="This petition asks for a reason when the address is left off.",
        ),
        *details.IMPOUND,
        Question(
            "withhold",
            YesNo(),
            "A hidden thing stands in your own words. Show [withheld] there in papers others see?",
            shown=Shown.PRIVATE,
            when=lambda look: secret_in_story(look),
            help="Your words are kept as you wrote them. Only the copies for the court and the other person "
            "show [withheld] in that place.",
            why="Otherwise the other person would read it.",
        ),
    ),
    warn="This part asks about addresses. It stays hidden.",
)


def secret_in_story(look: Look) -> bool:
    """Does any public text hold one of the confidential values?"""
    if look.sheet is None:
        return False
    from assistant.case import case_from
    from assistant.disclosure import secrets_in_words

    return bool(secrets_in_words(case_from(look.answers, look.sheet)))
