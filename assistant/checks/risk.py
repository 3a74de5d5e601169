"""Words a lawyer wants to see before anybody else does. The person's line stays calm and points to a lawyer.

Read in every answer that tells something, reasons and fears included. The lawyer's line is for the lawyer's copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.phrases import each, words
from assistant.checks.view import View, at, event, is_no
from assistant.findings import Finding, Severity
from assistant.jurisdiction.words import spelled

# An act against somebody: against a thing, or against one's own head, it is no admission. Words that also mean
# no harm stay out: 'I broke up', 'I threw up', 'I used to', 'I hid in the bathroom', 'I took the bus'.
_SOMEBODY = (
    r"(?:him|her|them|his|their|[A-Z][a-z]+(?:'s)?|(?:the|that|this) (?:man|woman|guy|respondent|defendant|person|neighbor)"
    r"|my (?:ex|husband|wife|boyfriend|girlfriend|partner|neighbor|boss|brother|sister|father|mother))\b"
    r"(?! (?:advice|instructions|directions|orders))"
)
_ADMISSION = re.compile(
    r"\bI (?:then |also |just |only |finally |had |have )?(?:"
    rf"(?:hit|bit|scratched|pushed|grabbed|followed|tracked|shoved|slapped|punched|kicked|threatened|choked) (?:at |out at )?{_SOMEBODY}"
    r"|(?:recorded|smashed|violated|went back to (?:him|her|them)|logged in|drove drunk|was drunk|was high)(?! (?:in|that) (?:my|the) (?:log|diary))\b"
    r"|(?:texted|wrote|called|messaged|hit|pushed|fought) (?:him |her |them )?back\b(?! (?:in|from) )"
    r"|threw\b(?! (?:up|away|out|myself)\b)"
    r"|broke\b(?! (?:up|down|off|out|into|my|even|free|it off)\b)"
    r"|hid (?:the|our|my|his|her|their) (?:children|child|kids?|son|daughter|baby|gun|money)\b"
    r"|(?:took|hid|opened|used|unlocked|read|checked) (?:his|their|her) (?:phone|keys|gun|car|money|computer|laptop|wallet|mail|email|messages|account|password)\b"
    r"|drank\b(?! (?:some |my |the |a (?:glass|cup) of )?(?:water|tea|coffee|juice|milk)\b)"
    r"|used (?:drugs|meth|cocaine|heroin|weed|pills)\b"
    r"|(?:let|invited) (?:him|her|them) (?:in|over|back)\b)"
)


_NEVER = re.compile(r"(?!)")  # capitals tell "I" and names, so there is no pattern in small letters


def admission(v: View) -> Iterator[Finding]:
    """Something the person says they did, which other cases may use."""
    yield from each(
        v.passages + v.reasons,
        _NEVER,
        "F41-admission",
        Severity.REVIEW,
        "This part talks about something you did. Please read it with a lawyer before you file. What you write can be used "
        "in other cases.",
        "Possible admission, self-defence context, Fifth Amendment; decide.",
        source="a sworn paper can be used in other cases",
        lawyer_only=True,
        cased=_ADMISSION,
    )


_IMMIGRATION = words(
    r"visas?(?! (?:card|debit|gift|bill|statement))",
    "green cards?",
    "undocumented",
    r"deport\w*",
    "asylum",
    "work permits?",
    "immigration",
    r"overstay\w*",
)
_ICE = re.compile(r"\bICE\b")


def immigration(v: View) -> Iterator[Finding]:
    """Words about immigration status: a threat may matter, a status rarely needs to stand there."""
    yield from each(
        v.passages + v.reasons,
        _IMMIGRATION,
        "F42-immigration",
        Severity.REVIEW,
        "This mentions immigration. It may not need to be here. If they threatened you about it, that can matter. Ask a lawyer.",
        "Status disclosure; keep the threat, cut the status.",
        source="the file may be read by anyone",
        lawyer_only=True,
        cased=_ICE,
    )


_PRIVILEGE = words(
    "(?:my|our) (?:lawyer|attorney|advocate|counsel(?:l)?or|therapist|psychologist|pastor|priest|rabbi|imam|caseworker)s?",
    "(?:the|a|women's) shelter",
    "hotline",
    "safe house",
)


def privilege(v: View) -> Iterator[Finding]:
    """Talks with a lawyer, advocate or counselor, which may be privileged."""
    yield from each(
        v.passages + v.reasons,
        _PRIVILEGE,
        "F43-privileged",
        Severity.REVIEW,
        "Talks with your lawyer, advocate or counselor can be private by law. Writing about them here may change that.",
        "Possible privilege waiver.",
        source="privileges of lawyers, advocates and counselors; ask a lawyer",
        lawyer_only=True,
    )


_HEALTH = words(
    r"pregnan(?:t|cy)",
    "miscarriage",
    "abortion",
    r"my (?:medications?|medicine|meds|psychiatrist|diagnosis)",
    r"i (?:was|am|have been|had been) diagnosed",
    r"i (?:have|had|got) (?:ptsd|hiv|aids|bipolar|depression|an? (?:std|addiction))",
    r"anti-?depressants?",
    r"sleeping pills",
    r"my (?:addiction|drinking|sobriety|rehab|overdose)",
    r"i (?:was|went) (?:in|to|into) rehab",
    r"suicid(?:e|al)",
)


def health(v: View) -> Iterator[Finding]:
    """The person's own health or substance use in the story. Injuries have their own questions and are left alone."""
    yield from each(
        v.passages + v.reasons,
        _HEALTH,
        "F44-health",
        Severity.REVIEW,
        "This is private health information ('{word}'). Does the judge need it? A lawyer can tell you how to keep it private.",
        "Health or substance use: relevance, waiver; sealed cover sheet where the court has one.",
        source="the file may be read by anyone",
        lawyer_only=True,
    )


_CHILD_HURT = re.compile(
    r"\b(?:hit|slapped|kicked|punched|pushed|shoved|grabbed|choked|burned|hurt|shook|threw|spanked|touched) "
    r"(?:(?:my|our|the|his|her) (?:\w+ )?(?:son|daughter|child|children|kids?|baby|toddler|boy|girl)\b)(?! on (?:the|a) swings?)",
)


def child_harm(v: View) -> Iterator[Finding]:
    """A child who was hurt, as answered or as told."""
    answered = [i for i in v.told.incidents if i.children == "hurt"]
    told = each(v.passages, _CHILD_HURT, _ID, Severity.REVIEW, _HURT, _DUTY, source=_WHO_REPORTS, lawyer_only=True)
    known = {event(i) for i in answered}
    for i in answered:
        yield Finding(
            _ID,
            Severity.REVIEW,
            event(i),
            at(i, "children"),
            _HURT,
            _DUTY,
            _WHO_REPORTS,
            lawyer_only=True,
        )
    yield from (f for f in told if f.place not in known)


_ID = "F45-child-harm"
_HURT = (
    "You wrote that a child was hurt. If you are working with staff who must report child abuse, they may have to make a "
    "report."
)
_DUTY = "Mandatory-reporter and dependency implications."
_WHO_REPORTS = "mandatory reporting laws; ask a lawyer"


def cross_filing(v: View) -> Iterator[Finding]:
    """Orders or reports the other person has against this one."""
    if is_no(v.told.against_me):
        return
    yield Finding(
        "F40-cross-filing",
        Severity.REVIEW,
        "Other cases and orders",
        "cases.against_me",
        "You wrote about papers or reports against you. Are the dates and case numbers there? Being served with papers has "
        "deadlines; " + spelled("a lawyer or self-help center can help fast.", v.sheet),
        "Cross or mutual order risk; build the retaliation timeline.",
        v.order.statute,
    )
