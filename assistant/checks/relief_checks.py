"""What is asked of the court against what was told: requests without a fact, facts without a request.

Which facts speak of a request is data (`relief[].bears_on`); how a fact is seen in a case is a function here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from assistant.checks.view import View, is_no, softened
from assistant.findings import Finding, Severity
from assistant.jurisdiction.papers import Relief
from assistant.jurisdiction.vocabulary import BEARS_ON_RELIEF

_TOGETHER = frozenset(
    {"spouse", "former-spouse", "cohabitant", "former-cohabitant", "household-member", "roommate", "child-in-common"}
)


def _conduct(*kinds: str) -> Callable[[View], bool]:
    wanted = frozenset(kinds)
    return lambda v: any(wanted & set(i.conduct) for i in v.told.incidents)


def _effect(*changes: str) -> Callable[[View], bool]:
    wanted = frozenset(changes)
    return lambda v: bool(wanted & set(v.told.effects.changes))


# fact -> is it in the case. A word of BEARS_ON_RELIEF without an entry fails the test of this table.
FACTS: Final[dict[str, Callable[[View], bool]]] = {
    "any-incident": lambda v: bool(v.told.incidents),
    "contact": _conduct(
        "phone-calls",
        "text-messages",
        "email",
        "letters",
        "social-media-contact",
        "unwanted-gifts",
        "third-party-contact",
    ),
    "third-party-contact": _conduct("third-party-contact"),
    "physical-harm": _conduct("physical-assault", "attempted-assault", "strangulation"),
    "threats": _conduct("threat-of-harm", "threat-with-weapon", "brandished-weapon", "threat-to-children"),
    "sexual-harm": _conduct("sexual-assault", "sexual-coercion"),
    "following-watching": _conduct("following", "waiting-outside", "showing-up", "surveillance", "tracking-device"),
    "home": _conduct("trespass", "waiting-outside", "showing-up"),
    "shared-home": lambda v: bool(_TOGETHER & set(v.told.relationships)),
    "work": lambda v: _conduct("contact-at-work", "contact-with-employer")(v) or "work" in v.told.effects.changes,
    "school": lambda v: "classmate" in v.told.relationships or bool(v.told.children),
    "vehicle": _conduct("following", "tracking-device"),
    "children": lambda v: bool(v.told.children),
    "protected-people": lambda v: bool(v.told.protected),
    "firearms": lambda v: v.told.firearms.has in ("yes", "maybe"),
    "weapon": lambda v: (
        any(not is_no(i.weapon) for i in v.told.incidents) or _conduct("threat-with-weapon", "brandished-weapon")(v)
    ),
    "pets": _conduct("harm-to-pets"),
    "property": _conduct("property-damage"),
    "injury-or-care": lambda v: any(not is_no(i.injury) or not is_no(i.care) for i in v.told.incidents),
    "money": _conduct("economic-abuse"),
    "images-or-rumors": _conduct("private-images", "rumors", "impersonation"),
    "tracking-or-accounts": _conduct("tracking-device", "account-or-device-access"),
    "hidden-address": lambda v: any(s.path == "confidential.home_address" for s in v.case.kept.secrets),
    "lost-work": _effect("work"),
    "violation-of-order": lambda v: _conduct("violation-of-order")(v) or any(o.broken for o in v.told.prior_orders),
    "immediate-danger": lambda v: bool(v.told.effects.fear_next),
}

# Facts so particular that a request left out is worth a word. With the others every case would be full of notes.
_TELLING: Final = frozenset(
    {
        "children",
        "protected-people",
        "firearms",
        "pets",
        "work",
        "third-party-contact",
        "money",
        "violation-of-order",
        "tracking-or-accounts",
        "images-or-rumors",
        "hidden-address",
    }
)


def speaks(v: View, relief: Relief) -> list[str]:
    """The facts in the case that bear on one thing the court can order, in words."""
    return [BEARS_ON_RELIEF[fact] for fact in relief.bears_on if FACTS[fact](v)]


def requests(v: View) -> Iterator[Finding]:
    """Requests without a fact behind them, or no request at all."""
    known = {item.id: item for item in v.order.relief}
    for r in v.told.requests:
        item = known.get(r.id)
        told = speaks(v, item) if item is not None else []
        if not r.because and not told:
            yield softened(
                Finding(
                    "F50-request-without-support",
                    Severity.REVIEW,
                    "What you ask the court to do",
                    f"relief.why.{r.id}.because",
                    f"You ask the court for this: {r.label.rstrip('.')}. No fact behind it is written yet. Add a fact, or take out "
                    "the request?",
                    f"Relief without factual support: {r.label}.",
                    r.cite or v.order.statute,
                ),
                r.gaps,
                "because",
                f"No fact behind this request is written: {r.label.rstrip('.')}.",
                Severity.REVIEW,
            )
    if not v.told.requests:
        yield Finding(
            "F50-no-request",
            Severity.FIX,
            "What you ask the court to do",
            "relief.items",
            "Nothing is asked of the court yet. The list shows what this order can hold.",
            "No relief requested.",
            v.order.statute,
        )


def facts_without_request(v: View) -> Iterator[Finding]:
    """A fact that bears on something the court can order, where nothing it bears on is asked. One note for each fact."""
    asked = {r.id for r in v.told.requests}
    if not asked:
        return  # that nothing is asked is said already
    for fact in sorted(_TELLING):
        items = [item for item in v.order.relief if fact in item.bears_on]
        if not items or asked & {i.id for i in items} or not FACTS[fact](v):
            continue
        labels = "; ".join(i.label.rstrip(".") for i in items[:3])
        yield Finding(
            "F50-fact-without-request",
            Severity.NOTE,
            "What you ask the court to do",
            "relief.items",
            f"You told about this: {BEARS_ON_RELIEF[fact]}. This order can hold, if it is asked: {labels}. You did not ask for it. "
            "That may be right.",
            f"Fact without request: {BEARS_ON_RELIEF[fact]}; relief available: {labels}.",
            items[0].cite or v.order.statute,
        )
