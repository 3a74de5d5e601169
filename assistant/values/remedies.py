"""Named values about the details of what is asked, and what some forms show of relations and children."""

from __future__ import annotations

from typing import Any, Final

from assistant.case.model import Child
from assistant.questions.remedies import CHILD_REMEDIES, REMEDIES
from assistant.values.make import age, answer, long, text, yes_no
from assistant.values.model import Facts, Named
from assistant.values.people import _related

_LIMITED = frozenset({"center", "supervised", "exchange", "other"})


def _to_protect(f: Facts, whose: str) -> str:
    """Names of the children under 18 whom the order should protect."""

    def wanted(child: Child) -> bool:
        young = child.age is None or child.age < 18
        return young and child.whose == whose and f.told.detail(f"children.list.{child.id}.protect") is True

    return ", ".join(c.name for c in f.told.children if c.name and wanted(c))


def _never_married(f: Facts) -> bool | None:
    kinds = set(f.told.relationships)
    return None if not kinds else "child-in-common" in kinds and not kinds & {"spouse", "former-spouse"}


def _born_or_age(f: Facts) -> Any:
    """The date of birth; where it is not known, the age."""
    return f.told.detail("respondent.born") or age(f.told.respondent)


def _visits(f: Facts, *kinds: str) -> bool | None:
    said = f.told.detail("children.visits")
    return None if said is None else said in kinds


def _asks(*starts: str) -> Named:
    """Is something asked whose id begins so?"""
    return yes_no(lambda f: True if any(r.id.startswith(starts) for r in f.told.requests) else None, "relief.items")


_C = "children.list.*."
VALUES: Final = {
    **{q.key: answer(f"relief.{q.key}") for q in REMEDIES},
    **{q.key: answer(f"children.{q.key}") for q in CHILD_REMEDIES},
    "hide_home": answer("confidential.hide_home"),
    "asks_to_stay_away": _asks("stay-away", "no-contact"),
    "other_because": long(
        lambda f: next((r.because for r in f.told.requests if r.id == "other"), ""), "relief.why.*.because"
    ),
    "related_by_blood": _related("parent", "child", "sibling", "grandparent", "grandchild"),
    "related_by_marriage": _related("spouse", "former-spouse", "in-law", "step-relative"),
    "child_never_married": yes_no(_never_married, "relationship.kinds"),
    "respondent_born_or_age": Named("date", _born_or_age, ("respondent.born", "respondent.age")),
    "our_children_to_protect": text(lambda f: _to_protect(f, "ours"), _C + "whose", _C + "protect"),
    "my_children_to_protect": text(lambda f: _to_protect(f, "mine"), _C + "whose", _C + "protect"),
    "household_to_protect": text(
        lambda f: ", ".join(p.name for p in f.told.protected if p.name and p.lives_with),
        "protected.people",
        "protected.people.*.lives_with",
    ),
    "caretaker_told": yes_no(lambda f: True if f.told.detail("children.caretaker") else None, "children.caretaker"),
    "visits_limited": yes_no(lambda f: _visits(f, *_LIMITED), "children.visits"),
}
