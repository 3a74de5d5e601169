"""Named values about how two people belong together, a home they both know, and whom the order is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from assistant.case.model import Child
from assistant.jurisdiction.vocabulary import RELATIONSHIPS
from assistant.questions.home import COURT_DAY, HOME, TOGETHER
from assistant.saying import is_no
from assistant.values import court, people
from assistant.values.make import answer, one_of, text, yes_no
from assistant.values.model import Facts, Item, Named, Rows

# as couples are asked about: one that is or was married says more than that they also lived together
_COUPLES = ("spouse", "former-spouse", "engaged", "former-engaged", "cohabitant", "former-cohabitant", "dating")
_COUPLE = {k: RELATIONSHIPS[k] for k in (*_COUPLES, "former-dating")} | {"none": "None of these"}
_FAMILY = ("custody", "divorce", "parentage", "support", "child-welfare", "guardianship")
_BY_BIRTH = {"parent", "child", "sibling", "grandparent", "other-relative"}
_AGES = {"adult": "18 or older", "from-16": "16 or 17", "under-16": "Under 16"}


def _given(stem: str) -> Callable[[Facts], str]:
    """First and middle name."""

    def make(f: Facts) -> str:
        said = [str(f.told.detail(f"{stem}.{key}") or "") for key in ("first", "middle")]
        return " ".join(w for w in said if w and not is_no(w))

    return make


def _age_group(f: Facts) -> str | None:
    years = f.told.petitioner.age
    if years is None:
        return None
    return "adult" if years >= 18 else ("from-16" if years >= 16 else "under-16")


def _couple(f: Facts) -> str | None:
    """The one of these that describes them best, for forms that take one; none only where another is stated."""
    if not f.told.relationships:
        return None
    return next((k for k in _COUPLE if k in f.told.relationships), "none")


def _relative(f: Facts) -> str | None:
    """What they are to each other, where they are no couple."""
    if _couple(f) != "none":
        return None
    if said := f.told.detail("relationship.relative_is"):
        return str(said)
    return None if _BY_BIRTH & set(f.told.relationships) else "other"


def _relative_words(f: Facts) -> str:
    if _relative(f) != "other":
        return ""
    return str(f.told.detail("relationship.relation_words") or people.VALUES["relationships"].make(f) or "")


def _children_concerned(f: Facts) -> bool | None:
    """Has the petitioner children, or is there another child to protect? No only where both are known."""
    own = people_under_18(f)
    if own or court.VALUES["petitioner_has_children"].make(f) == "yes":
        return True
    return False if f.told.has_children is False and own is False else None


def people_under_18(f: Facts) -> bool | None:
    """Is somebody else to protect under 18?"""
    if any(p.age is not None and p.age < 18 for p in f.told.protected):
        return True
    all_known = bool(f.told.protected) and all(p.age is not None for p in f.told.protected)
    return False if all_known or "protected.people" in f.told.none_of else None


def _for_children(f: Facts) -> bool | None:
    """Is the order asked for the children too? Known only where the order offers it and something was asked."""
    if not f.told.requests or all(r.id != "children" for r in f.order.relief):
        return None
    return any(r.id == "children" for r in f.told.requests)


def _family_now(f: Facts) -> list[Item]:
    return [
        Item(f"cases.list.{c.id}.", c)
        for c in f.told.cases
        if f.told.detail(f"cases.list.{c.id}.sort") in _FAMILY and f.told.detail(f"cases.list.{c.id}.pending") == "yes"
    ]


def _has_family_now(f: Facts) -> bool | None:
    """No only where every case told of is over, or of another kind that was named."""
    if _family_now(f):
        return True
    if "cases.list" in f.told.none_of:
        return False

    def over(case: Any) -> bool:
        sort, pending = (f.told.detail(f"cases.list.{case.id}.{key}") for key in ("sort", "pending"))
        return pending == "no" or sort == "criminal"

    return False if f.told.cases and all(over(c) for c in f.told.cases) else None


def _household(f: Facts) -> list[Item]:
    """Who lives with the petitioner, as told: other people to protect, then the petitioner's children; each once."""
    found = [Item(f"protected.people.{p.id}.", p) for p in f.told.protected if p.lives_with]
    names = {p.thing.name for p in found}
    for c in f.told.children:
        if f.told.detail(f"children.list.{c.id}.lives_with_me") is True and c.name not in names:
            found.append(Item(f"children.list.{c.id}.", c))
    return found


def _household_relation(f: Facts, item: Item) -> str:
    if isinstance(item.thing, Child):
        return "My child" if item.thing.whose in ("ours", "mine") else ""
    return item.thing.relation or ""


def _household_age(f: Facts, item: Item) -> str:
    return "" if item.thing.age is None else str(item.thing.age)


def _monthly(key: str) -> Named:
    """An amount that was told for a month; one told for a week is not turned into another."""

    def make(f: Facts) -> str:
        monthly = f.told.detail(f"relief.{key}_per") == "month"
        return str(f.told.detail(f"relief.{key}") or "") if monthly else ""

    return text(make, f"relief.{key}", f"relief.{key}_per")


def _our_minors(f: Facts) -> str:
    """How many children under 18 they have together; '' where an age is not known, or there is none."""
    ours = [c.age for c in f.told.children if c.whose == "ours"]
    return str(sum(a < 18 for a in ours if a is not None)) if ours and None not in ours else ""


VALUES: Final[Mapping[str, Named]] = {
    "their_monthly_income": _monthly("their_income"),
    "my_monthly_childcare": _monthly("my_childcare"),
    "our_minors": text(_our_minors, "children.list", "children.list.*.whose", "children.list.*.age"),
    **{q.key: answer(f"relief.{q.key}") for q in (*HOME, *COURT_DAY)},
    **{q.key: answer(f"relationship.{q.key}") for q in TOGETHER if q.key != "relative_is"},
    "petitioner_given": text(_given("petitioner"), "petitioner.first", "petitioner.middle"),
    "respondent_given": text(_given("respondent"), "respondent.first", "respondent.middle"),
    "petitioner_age_group": one_of(_age_group, _AGES, "petitioner.age"),
    "couple": one_of(_couple, _COUPLE, "relationship.kinds"),
    "relative_is": one_of(
        _relative,
        lambda sheet, orders: answer("relationship.relative_is").words(sheet, orders),
        "relationship.kinds",
        "relationship.relative_is",
    ),
    "relative_words": text(_relative_words, "relationship.kinds", "relationship.relation_words"),
    "children_concerned": yes_no(
        _children_concerned, "children.list", "children.list.*.whose", "children.list.*.age", "protected.people.*.age"
    ),
    "for_children": yes_no(_for_children, "relief.items"),
    "has_family_cases_now": yes_no(_has_family_now, "cases.list", "cases.list.*.sort", "cases.list.*.pending"),
}

_HOUSE = ("protected.people", "protected.people.*.lives_with", "children.list", "children.list.*.lives_with_me")

ROWS: Final[Mapping[str, Rows]] = {
    # children of any of them that the order should protect too
    "protected_children": Rows(
        lambda f: [i for i in people.ROWS["children"].items(f) if f.told.detail(f"{i.path}protect") is True],
        people.ROWS["children"].parts,
        ("children.list", "children.list.*.protect"),
    ),
    "household": Rows(
        _household,
        {
            "name": people.thing(lambda p: p.name),
            "age": Named("text", _household_age),
            "relation": Named("text", _household_relation),
            "row": Named(
                "text",
                lambda f, item: ", ".join(
                    w for w in (item.thing.name, _household_age(f, item), _household_relation(f, item)) if w
                ),
            ),
        },
        _HOUSE,
    ),
    # family proceedings that are still going on
    "family_cases_now": Rows(
        _family_now, court.ROWS["cases"].parts, ("cases.list", "cases.list.*.sort", "cases.list.*.pending")
    ),
}
