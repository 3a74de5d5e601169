"""What every check looks at, and the texts in it, gathered once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from assistant.answers import Status
from assistant.case.model import Case, Gaps, Incident, Told
from assistant.disclosure import told_texts
from assistant.findings import Finding, Severity
from assistant.jurisdiction import Order, Sheet
from assistant.saying import is_no as is_no

if TYPE_CHECKING:
    from assistant.checks.grounds import GroundSupport

COMMON_SENSE = "common sense"

# Double quotation marks of any kind, unless they are inches; single ones only when they stand around words, so that "didn't" and
# "the kids' room" open nothing. Each part is bounded: a text of nothing but marks must not take long.
QUOTED: Final = re.compile(
    r"(?:(?<!\d)\"|[“„])[^\"“”„]{0,2000}[\"”“]|«[^«»]{0,2000}»"
    r"|(?<!\w)['‘](?=\w)[^\n'’]{1,200}(?:['’]\w[^\n'’]{0,200}){0,8}['’](?!\w)"
)


_MARKS = re.compile(r"[\"“„«'‘]")


def unquoted(text: str) -> str:
    """The text with everything inside quotation marks blanked out; places stay the same."""
    return QUOTED.sub(lambda m: " " * len(m[0]), text) if _MARKS.search(text) else text


def lowered(text: str) -> str:
    """In small letters, with places staying the same: a few letters would become two."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


@dataclass(frozen=True)
class Written:
    """One text in the person's own words: where it stands, what mends it, and with quotations blanked out."""

    place: str
    path: str
    text: str
    plain: str  # without what stands in quotation marks
    low: str  # that in small letters; matching these is much faster than matching without regard to case
    incident: Incident | None = None


def written(place: str, path: str, text: str, incident: Incident | None = None) -> Written:
    plain = unquoted(text)
    return Written(place, path, text, plain, lowered(plain), incident)


@dataclass(frozen=True)
class View:
    """The case under one order's law on one day. Texts are gathered on first use and kept."""

    case: Case
    told: Told
    sheet: Sheet
    order: Order
    today: date  # taken as the day of filing

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every text of the person that public papers may show."""
        return tuple(told_texts(self.told))

    @cached_property
    def grounds(self) -> list[GroundSupport]:
        """`support` of the order's grounds."""
        from assistant.checks.grounds import support

        return support(self.case, self.order, self.today)

    @cached_property
    def passages(self) -> tuple[tuple[Written, ...], ...]:
        """What the person tells in their own words, one group for each event and each other answer."""
        t = self.told
        groups: list[tuple[Written, ...]] = []
        for i in t.incidents:
            texts = (("story", i.story), ("effect", i.effect))
            group = tuple(written(event(i), at(i, key), text, i) for key, text in texts if text)
            if group:
                groups.append(group)
        others = (
            ("What happened before", "history.story", t.history),
            ("What it has done", "effects.story", t.effects.story),
            ("Asking them to stop", "stop.story", t.stop_story),
        )
        return tuple(groups) + tuple((written(p, path, x),) for p, path, x in others if x)

    @cached_property
    def reasons(self) -> tuple[tuple[Written, ...], ...]:
        """What the person fears, asks for, and why: read for legal risks, not for tone."""
        t = self.told
        texts = [
            ("What it has done", "effects.fear_next", t.effects.fear_next),
            ("What it has done", "effects.why_now", t.effects.why_now),
            *(("Other people to protect", f"protected.people.{p.id}.why", p.why) for p in t.protected),
            *(("Other cases and orders", f"cases.orders.{o.id}.broken", o.broken) for o in t.prior_orders),
            *(("What else this court asks", f"court.asks.{a.id}.answer", a.text) for a in t.own_answers),
            *(("What you ask the court to do", f"relief.why.{r.id}.because", r.because) for r in t.requests),
        ]
        return tuple((written(p, path, x),) for p, path, x in texts if x)

    @cached_property
    def shown(self) -> tuple[tuple[str, str, str], ...]:
        """(place in words, path, text) of everything papers for others may show, event by event, then the rest."""
        found: list[tuple[str, str, str]] = []
        for i in self.told.incidents:
            place, start = event(i), at(i, "")
            found += [(place, start + k, text) for k in _INCIDENT_TEXTS if (text := getattr(i, k))]
            police = (("_agency", "agency"), ("_report", "report"), ("_officer", "officer"), ("_result", "result"))
            found += [(place, f"{start}police{k}", text) for k, name in police if (text := getattr(i.police, name))]
            if i.when is not None:
                found += [(place, start + "when", text) for text in (i.when.words, i.when.often) if text]
            for w in i.witnesses:
                pairs = (("name", w.name), ("saw", w.saw))
                found += [(place, f"{start}witnesses.{w.id}.{key}", text) for key, text in pairs if text]
        paths = {a.value: path for path, a in self.case.answers.given.items() if isinstance(a.value, str)}
        # Events are many, so their texts are named above (a test compares them with told_texts); of all the rest
        # told_texts knows every field.
        rest = dict.fromkeys(told_texts(replace(self.told, incidents=())))
        return (*found, *(("Another answer", paths.get(text, "confidential.withhold"), text) for text in rest))


_INCIDENT_TEXTS = ("title", "story", "said", "injury", "care", "weapon", "how_known", "effect", "place", "time")


def event(incident: Incident) -> str:
    """How lists call an incident: 'Event 2: followed me'."""
    return f"Event {incident.number}" + (f": {incident.title}" if incident.title else "")


def at(incident: Incident, key: str) -> str:
    """The path of one answer about an incident."""
    return f"incidents.{incident.id}.{key}"


def hides_home(v: View) -> bool:
    """Did the person give a home address that must stay hidden?"""
    return any(s.path in ("confidential.home_address", "confidential.home_street") for s in v.case.kept.secrets)


def settled(gaps: Gaps, key: str) -> bool:
    """Was it asked and answered with 'I do not know' or 'I would rather not say'? Neither is ever pushed."""
    return gaps.get(key) in (Status.UNKNOWN, Status.DECLINED)


def softened(finding: Finding, gaps: Gaps, key: str, missing: str, severity: Severity = Severity.NOTE) -> Finding:
    """The finding as it is, or, where the question was settled without a value, a note that asks nothing again."""
    if not settled(gaps, key):
        return finding
    said = "do not know" if gaps[key] is Status.UNKNOWN else "would rather not say"
    return replace(
        finding,
        severity=severity,
        person=f"{missing} You said you {said}. It can stay so.",
        lawyer=f"{finding.lawyer} Asked; {'not known' if gaps[key] is Status.UNKNOWN else 'declined'}.",
    )


def listed(words: Iterable[str]) -> str:
    """Each word once, in the order found."""
    return ", ".join(dict.fromkeys(w.lower() for w in words))
