"""Named values about what is asked of the court, in the detail that the boxes of forms want."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from assistant.case.model import Child
from assistant.questions.details import PRIOR
from assistant.questions.wishes import CUSTODY, WISHES
from assistant.saying import is_no
from assistant.values import court, people
from assistant.values.make import YES_NO_UNKNOWN, answer, hidden, long, one_of, some_of, text, yes_no
from assistant.values.model import Facts, Item, Named, Rows

_HUNDRED_YARDS = re.compile(r"\s*(100\s*(yards?|yds?)|300\s*(feet|ft))\.?\s*", re.IGNORECASE)
_PARENTS = frozenset({"mother", "father", "parent"})
_GUARDIANS = frozenset({"guardian", "legal guardian"})
_HELD_BY = {"me": "Only me", "them": "Only the other person", "both": "Both of us", "other": "Something else"}
_RELATIONS = {"parent": "Parent", "guardian": "Legal guardian", "other": "Another relation"}

_KIN = {
    "parent": "Parent, stepparent or parent-in-law",
    "child": "Child, stepchild or adopted child",
    "child-spouse": "Child's husband or wife",
    "sibling": "Brother or sister, also step or in-law",
    "grandparent": "Grandparent, also step or in-law",
    "grandchild": "Grandchild, also step or in-law",
}


def _because(*starts: str) -> Callable[[Facts], str]:
    """The person's own reason for a request, found by the beginning of its id."""
    return lambda f: "\n\n".join(r.because for r in f.told.requests if r.because and r.id.startswith(starts))


def _picked(path: str) -> Callable[[Facts], Collection[str] | None]:
    """What was picked of a list; empty: none of it; None: not answered."""

    def make(f: Facts) -> Collection[str] | None:
        found = f.told.detail(path)
        return found if isinstance(found, tuple) else None

    return make


def _any_of(path: str) -> Named:
    """Was something picked? 'No' only where the person said that none of it is."""
    pick = _picked(path)
    return yes_no(lambda f: None if (found := pick(f)) is None else bool(found), path)


def _one(path: str, yes: Collection[str], no: Collection[str]) -> Named:
    """Yes and no by the option that was chosen; neither for any other."""

    def make(f: Facts) -> bool | None:
        found = f.told.detail(path)
        return True if found in yes else (False if found in no else None)

    return yes_no(make, path)


def _kin(f: Facts) -> list[str]:
    said = {*f.told.relationships, *(_picked("relationship.kin")(f) or ())}
    return [k for k in _KIN if k in said]


def _as_family(f: Facts) -> bool | None:
    """Have they lived together as more than roommates?"""
    kinds = set(f.told.relationships)
    if kinds & {"cohabitant", "former-cohabitant"}:
        return True
    return False if "roommate" in kinds and "household-member" not in kinds else None


def _hundred_yards(f: Facts) -> bool | None:
    said = f.told.distance
    return bool(_HUNDRED_YARDS.fullmatch(said)) if said and not is_no(said) else None


def _guns(f: Facts) -> str | None:
    """Who says 'maybe' does not know."""
    said = f.told.firearms.has or ("unknown" if f.unknown("weapons.has") else None)
    return "unknown" if said == "maybe" else said


def _guns_or_armor(f: Facts, kept: Any) -> str | None:
    """For boxes that ask of both at once: yes to one is yes, no is no to both."""
    said = (_guns(f), kept.detail("weapons.armor"))
    if "yes" in said:
        return "yes"
    return "unknown" if "unknown" in said else ("no" if said == ("no", "no") else None)


def _custody_asked(f: Facts) -> bool | None:
    said = [f.told.detail(f"children.{k}") for k in ("legal_custody", "physical_custody")]
    if any(s in _HELD_BY for s in said):
        return True
    return False if said == ["nothing", "nothing"] else None


def _custody_words(key: str) -> Callable[[Facts], str]:
    """The person's own words, where 'something else' was chosen."""
    return lambda f: (
        str(f.told.detail("children.custody_other") or "") if f.told.detail(f"children.{key}") == "other" else ""
    )


def _children_cases_beside(f: Facts) -> str:
    """What was told about cases about a child, where no such case stands in the list of cases."""
    words = f.told.children_cases or ""
    return "" if _listed_about_children(f) or is_no(words) else words


def _listed_about_children(f: Facts) -> bool:
    about = {"custody", "child-welfare", "guardianship"}
    return any(f.told.detail(f"cases.list.{c.id}.sort") in about for c in f.told.cases)


def _about_children(f: Facts) -> bool | None:
    words = f.told.children_cases
    return True if _listed_about_children(f) else (not is_no(words) if words else None)


def _relation(key: str) -> Callable[[Facts], set[str]]:
    """What the person said somebody is to the children they have together."""

    def make(f: Facts) -> set[str]:
        said = (f.told.detail(f"children.list.{c.id}.{key}") for c in f.told.children if c.whose == "ours")
        return {str(s).strip() for s in said if s}

    return make


def _sort_of_relation(key: str) -> Named:
    words = _relation(key)

    def make(f: Facts) -> str | None:
        said = {w.casefold() for w in words(f)}
        if not said:
            return None
        return "parent" if said <= _PARENTS else ("guardian" if said <= _GUARDIANS else "other")

    return one_of(make, _RELATIONS, f"children.list.*.{key}", "children.list.*.whose")


def _other_relation(key: str) -> Named:
    words, sort = _relation(key), _sort_of_relation(key)
    return text(
        lambda f: ", ".join(sorted(words(f))) if sort.make(f) == "other" else "",
        f"children.list.*.{key}",
        "children.list.*.whose",
    )


def _visits_who(*kinds: str, pro: bool) -> Named:
    """The name of who watches, where it is (or is not) their work. A center's always is."""

    def make(f: Facts) -> str:
        visits = f.told.detail("children.visits")
        works = True if visits == "center" else f.told.detail("children.visits_pro")
        return str(f.told.detail("children.visits_who") or "") if visits in kinds and works is pro else ""

    return text(make, "children.visits", "children.visits_who", "children.visits_pro")


def _watched_by(*kinds: str) -> Named:
    def make(f: Facts) -> bool | None:
        visits = f.told.detail("children.visits")
        if visits not in kinds:
            return None
        said = True if visits == "center" else f.told.detail("children.visits_pro")
        return said if isinstance(said, bool) else None

    return yes_no(make, "children.visits", "children.visits_pro")


VALUES: Final[Mapping[str, Named]] = {
    **{q.key: answer(f"relief.{q.key}") for q in WISHES},
    **{q.key: answer(f"children.{q.key}") for q in CUSTODY},
    # how they are related, for forms that name step and in-law relations with the others
    "kin": some_of(_kin, _KIN, "relationship.kinds", "relationship.kin"),
    "close_kin": yes_no(lambda f: True if _kin(f) else None, "relationship.kinds", "relationship.kin"),
    "lived_as_family": yes_no(_as_family, "relationship.kinds"),
    # staying away
    "hundred_yards": yes_no(_hundred_yards, "relief.distance"),
    "other_distance": text(lambda f: f.told.distance if _hundred_yards(f) is False else "", "relief.distance"),
    "lives_near": _one("relief.living_near", ("together", "building", "neighborhood", "other"), ("no",)),
    "shares_place": _any_of("relief.same_place"),
    # reasons for single requests, in the person's own words
    "property_why": long(_because("property-control"), "relief.why.*.because"),
    "more_time_why": long(_because("more-time"), "relief.why.*.because"),
    "debts_why": long(_because("pay-debts"), "relief.why.*.because"),
    # weapons
    "guns": one_of(_guns, YES_NO_UNKNOWN, "weapons.has"),
    "guns_or_armor": Named(
        "choice", _guns_or_armor, ("weapons.has", "weapons.armor"), hidden(lambda f, k: "").shown, YES_NO_UNKNOWN
    ),
    "respondent_job": text(
        lambda f: ", ".join(
            str(w)
            for w in (
                f.told.detail("respondent.employer") or f.told.respondent.workplace,
                f.told.detail("respondent.work_address"),
            )
            if w and not is_no(str(w))
        ),
        "respondent.employer",
        "respondent.work_address",
    ),
    # who the petitioner is, on confidential forms
    "petitioner_english": answer("petitioner.english"),
    "petitioner_language": answer("petitioner.language"),
    # orders that count: in force, or ended in the last six months
    "has_recent_orders": yes_no(
        lambda f: _recent_orders(f), "cases.orders", "cases.orders.*.in_force", "cases.orders.*.ended_lately"
    ),
    "has_other_cases": yes_no(lambda f: _has_other_cases(f), "cases.list", "children.cases"),
    # children
    "travel_limited": _any_of("children.travel"),
    "records_closed": _any_of("children.records"),
    "custody_asked": yes_no(_custody_asked, "children.legal_custody", "children.physical_custody"),
    "legal_custody_words": text(_custody_words("legal_custody"), "children.legal_custody", "children.custody_other"),
    "physical_custody_words": text(
        _custody_words("physical_custody"), "children.physical_custody", "children.custody_other"
    ),
    "has_cases_about_children": yes_no(_about_children, "children.cases", "cases.list.*.sort"),
    "children_cases_beside": long(_children_cases_beside, "children.cases", "cases.list.*.sort"),
    "visits_wanted": _one("children.visits", ("allow", "center", "supervised", "exchange"), ("none",)),
    "visits_watched": _one("children.visits", ("center", "supervised"), ("allow", "exchange")),
    "visits_by_worker": _watched_by("center", "supervised"),
    "visits_worker": _visits_who("center", "supervised", pro=True),
    "visits_friend": _visits_who("supervised", pro=False),
    "exchange_by_worker": _watched_by("exchange"),
    "exchange_worker": _visits_who("exchange", pro=True),
    "exchange_friend": _visits_who("exchange", pro=False),
    "petitioner_to_children": _sort_of_relation("relation_me"),
    "petitioner_to_children_words": _other_relation("relation_me"),
    "respondent_to_children": _sort_of_relation("relation_them"),
    "respondent_to_children_words": _other_relation("relation_them"),
}


def _recent(f: Facts, order: Any) -> bool | None:
    if order.in_force:
        return True
    found = f.told.detail(f"cases.orders.{order.id}.ended_lately")
    return found if order.in_force is False and isinstance(found, bool) else None


def _recent_orders(f: Facts) -> bool | None:
    if "cases.orders" in f.told.none_of:
        return False
    found = [_recent(f, o) for o in f.told.prior_orders]
    return True if True in found else (False if found and None not in found else None)


def _has_other_cases(f: Facts) -> bool | None:
    """No only where no case about a child is told either."""
    if f.told.cases:
        return True
    about_children = f.told.children_cases and not is_no(f.told.children_cases)
    return False if "cases.list" in f.told.none_of and not about_children else None


def _cases_beside(*sorts: str) -> Callable[[Facts], list[Item]]:
    """Cases of no kind in this list: what goes on a form's line 'other'."""

    def make(f: Facts) -> list[Item]:
        items = [Item(f"cases.list.{c.id}.", c) for c in f.told.cases]
        return [i for i in items if f.told.detail(f"{i.path}sort") not in sorts]

    return make


def _by_age(f: Facts) -> list[Item]:
    """The children of both, the oldest first; those whose age is not known last."""

    def key(child: Child) -> int:
        return -child.age if child.age is not None else 1

    ours = [c for c in f.told.children if c.whose == "ours" and (c.age is None or c.age < 18)]
    return [Item(f"children.list.{c.id}.", c) for c in sorted(ours, key=key)]


ROWS: Final[Mapping[str, Rows]] = {
    "recent_orders": Rows(
        lambda f: [Item(f"cases.orders.{o.id}.", o) for o in f.told.prior_orders if _recent(f, o)],
        court.ROWS["prior_orders"].parts,
        ("cases.orders", "cases.orders.*.in_force", *(f"cases.orders.*.{q.key}" for q in PRIOR)),
    ),
    # cases that are neither of these: custody, divorce, child welfare, guardianship, criminal
    "further_cases": Rows(
        _cases_beside("custody", "divorce", "child-welfare", "guardianship", "criminal"),
        court.ROWS["cases"].parts,
        ("cases.list", "cases.list.*.sort"),
    ),
    "our_children_by_age": Rows(
        _by_age, people.ROWS["children"].parts, ("children.list", "children.list.*.whose", "children.list.*.age")
    ),
}
