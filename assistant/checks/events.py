"""What an event needs so that a reader can picture it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.view import COMMON_SENSE, View, at, event, is_no, softened
from assistant.findings import Finding, Severity
from assistant.jurisdiction.vocabulary import CONDUCT

_LEAST_WORDS = 12
_ANONYMOUS = frozenset(
    {
        "phone-calls",
        "text-messages",
        "email",
        "letters",
        "social-media-contact",
        "property-damage",
        "tracking-device",
        "account-or-device-access",
        "impersonation",
        "unwanted-gifts",
        "surveillance",
        "false-reports",
        "private-images",
    }
)
_GUNS = re.compile(r"\b(?:guns?|handguns?|pistols?|rifles?|shotguns?|revolvers?|firearms?)\b", re.IGNORECASE)


def place_missing(v: View) -> Iterator[Finding]:
    """Events without a place, unless they happen from a distance."""
    for i in v.told.incidents:
        if not i.place and not (i.conduct and all(CONDUCT[c][1] for c in i.conduct if c in CONDUCT)):
            yield softened(
                Finding(
                    "F10-place-missing",
                    Severity.FIX,
                    event(i),
                    at(i, "place"),
                    "Where were you? A general place such as 'at my work' is enough. Please do not write your home address here.",
                    "No location; also check venue facts.",
                    f"{COMMON_SENSE}: a reader needs to picture it",
                ),
                i.gaps,
                "place",
                "No place is written.",
            )


def no_conduct(v: View) -> Iterator[Finding]:
    """Events whose words say little or nothing of what happened."""
    for i in v.told.incidents:
        if not i.story or (len(i.story.split()) < _LEAST_WORDS and not i.said):
            yield softened(
                Finding(
                    "F12-act-missing",
                    Severity.FIX,
                    event(i),
                    at(i, "story"),
                    "This event says little or nothing about what happened. What would a camera have seen and heard?",
                    "No conduct described.",
                    f"{COMMON_SENSE}: the facts are in the person's own words",
                ),
                i.gaps,
                "story",
                "What happened is not written here.",
                Severity.REVIEW,
            )
        elif not i.conduct:
            yield softened(
                Finding(
                    "F12-kind-missing",
                    Severity.FIX,
                    event(i),
                    at(i, "conduct"),
                    "The kind of this event is not filled in. The law names kinds of conduct.",
                    "Kind of conduct not marked; counts leave this incident out.",
                    v.order.statute,
                ),
                i.gaps,
                "conduct",
                "The kind of this event is not filled in.",
                Severity.REVIEW,
            )


def identity(v: View) -> Iterator[Finding]:
    """Conduct that does not show who did it, with nothing on how the person knows."""
    for i in v.told.incidents:
        if not i.how_known and set(i.conduct) & _ANONYMOUS:
            yield softened(
                Finding(
                    "F13-identification",
                    Severity.REVIEW,
                    event(i),
                    at(i, "how_known"),
                    "How do you know it was this person? For example: saw them, heard the voice, same number, same car, they said so.",
                    "Identity inferential; state the basis or plead on information and belief.",
                    f"{COMMON_SENSE}: a call, a message or damage does not show who did it",
                ),
                i.gaps,
                "how_known",
                "How you know who it was is not written.",
                Severity.REVIEW,
            )


def effect_missing(v: View) -> Iterator[Finding]:
    """Where a ground's element is shown by effect or fear, and at least once for everyone."""
    t = v.told
    told = t.effects.story or t.effects.changes or any(i.effect for i in t.incidents)
    cites = [e.cite for g in v.order.grounds for e in g.elements if set(e.shown_by) & {"effect", "fear"}]
    if not told:
        yield softened(
            Finding(
                "F22-no-effect",
                Severity.FIX,
                "What it has done",
                "effects.story",
                "How did this change your days? Sleep, work, going out, your children? Any true answer, or skip.",
                "No fear or substantial emotional distress facts.",
                "; ".join(dict.fromkeys(cites[:4])) or COMMON_SENSE,
            ),
            t.effects.gaps,
            "story",
            "What it has done to you is not written.",
            Severity.REVIEW,
        )
    if not t.effects.fear_next:
        yield softened(
            Finding(
                "F23-no-future-fear",
                Severity.NOTE,
                "What it has done",
                "effects.fear_next",
                "Is there something you fear may happen next? What makes you think so?",
                "No basis stated for prospective relief.",
                f"{COMMON_SENSE}: an order looks ahead",
            ),
            t.effects.gaps,
            "fear_next",
            "What you fear may happen next is not written.",
        )


def inconsistent(v: View) -> Iterator[Finding]:
    """Two answers that do not go together."""
    t = v.told
    for i in t.incidents:
        if i.weapon and t.firearms.has == "no" and not is_no(i.weapon) and _GUNS.search(i.weapon):
            yield Finding(
                "F48-firearms",
                Severity.REVIEW,
                event(i),
                "weapons.has",
                "This event tells of a gun. In the part about weapons you answered that the person has none. Are both right?",
                "Weapon in incident, none stated under firearms.",
                f"{COMMON_SENSE}: the papers agree with each other",
            )
        if i.children in ("there", "saw", "hurt") and "children.list" in t.none_of:
            yield Finding(
                "F48-children",
                Severity.REVIEW,
                event(i),
                "children.list",
                "Children were there. In the part about children you answered that there are none. Are both right?",
                "Children present, none listed.",
                f"{COMMON_SENSE}: the papers agree with each other",
            )
        if i.police.level in ("report", "arrest", "charges") and not i.police.report:
            yield softened(
                Finding(
                    "F48-report-number",
                    Severity.NOTE,
                    event(i),
                    at(i, "police_report"),
                    "A report was made. Its number is not filled in. The police can tell you.",
                    "Report number missing.",
                    f"{COMMON_SENSE}: with the number the report can be found",
                ),
                i.police.gaps,
                "report",
                "The number of the report is not written.",
            )


def witnesses(v: View) -> Iterator[Finding]:
    """Witnesses with nothing on what they saw or heard."""
    for i in v.told.incidents:
        for w in i.witnesses:
            if w.name and not w.saw:
                yield softened(
                    Finding(
                        "F51-witness",
                        Severity.FIX,
                        event(i),
                        f"incidents.{i.id}.witnesses.{w.id}.saw",
                        f"What did {w.name} see or hear?",
                        f"Witness {w.name}: scope of knowledge missing.",
                        f"{COMMON_SENSE}: a name alone tells a reader nothing",
                    ),
                    w.gaps,
                    "saw",
                    f"What {w.name} saw or heard is not written.",
                )
