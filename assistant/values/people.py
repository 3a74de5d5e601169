"""Named values about people: the petitioner, who files, the respondent, lawyer, other protected people, children."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from assistant.case.model import Child, Person, Protected
from assistant.jurisdiction.vocabulary import RELATIONSHIPS
from assistant.jurisdiction.words import spelled
from assistant.questions.details import CHILD, KIN, LAWYER, PROTECTED, RESPONDENT
from assistant.questions.home import PARENTING
from assistant.saying import is_no
from assistant.values.make import age, answer, hidden, long, one_of, part, some_of, text, yes_no
from assistant.values.model import Facts, Item, Named, Rows

_WHOSE = {"ours": "Ours", "mine": "Mine", "theirs": "The other person's", "other": "Another child in the home"}


def _respondent(f: Facts) -> str:
    return f.told.respondent.name or f"{f.terms.respondent.capitalize()} whose name is not known"


def _full_name(f: Facts) -> str:
    return f.told.respondent.name or ("Unknown" if f.unknown("respondent.name") else "")


def _adult(person: Callable[[Facts], Person]) -> Callable[[Facts], bool | None]:
    def make(f: Facts) -> bool | None:
        years = person(f).age
        return None if years is None else years >= 18

    return make


def _respondent_adult(f: Facts) -> bool | None:
    years = f.told.respondent.age
    said = {"yes": True, "no": False}.get(str(f.told.detail("respondent.is_adult")))
    return said if years is None else years >= 18


def _street(whole: Callable[[Facts], str | None], stem: str) -> Callable[[Facts], str]:
    """The street, or the whole address when it was not given in parts: nothing of it is lost."""

    def make(f: Facts) -> str:
        street = f.told.detail(f"{stem}street")
        parts = [street] + [f.told.detail(f"{stem}{p}") for p in ("city", "state", "zip")]
        return str(street or "") if any(parts) else whole(f) or ""

    return make


def _related(*kinds: str) -> Named:
    """Is the stated relationship one of these? 'No' only when another one was stated."""
    return yes_no(
        lambda f: bool(set(f.told.relationships) & set(kinds)) if f.told.relationships else None, "relationship.kinds"
    )


def _unrelated_household(f: Facts) -> bool | None:
    """Do they live in one household now, without being married or related?"""
    kinds = set(f.told.relationships)
    if not kinds:
        return None
    return bool(kinds & {"cohabitant", "roommate"}) and not kinds & {"spouse", "former-spouse", *KIN}


def _parent(f: Facts) -> str | None:
    """Mother or father of their common children, where the person said just that."""
    said = {
        str(f.told.detail(f"children.list.{c.id}.relation_them") or "").strip().casefold()
        for c in f.told.children
        if c.whose == "ours"
    }
    return said.pop() if said in ({"mother"}, {"father"}) else None


def _second_line(stem: str) -> Callable[[Facts], str]:
    """City, state and zip in one line."""

    def make(f: Facts) -> str:
        city, state, code = (str(f.told.detail(f"{stem}{p}") or "") for p in ("city", "state", "zip"))
        return ", ".join(w for w in (city, f"{state} {code}".strip()) if w)

    return make


def _street_and_unit(f: Facts) -> str:
    street, unit = _street(lambda f: f.told.respondent.lives_at, "respondent.")(f), f.told.detail("respondent.unit")
    return f"{street}, {unit}" if street and unit and not is_no(str(unit)) else street


def _no_middle(path: str) -> Callable[[Facts], str]:
    return lambda f: "" if is_no(str(f.told.detail(path) or "")) else str(f.told.detail(path))


def _service_notes(f: Facts) -> str:
    """What helps an officer to find the respondent and that a form has no box of its own for."""
    r = f.told.respondent
    lines = (
        ("Phone", f.told.detail("respondent.phone_whole")),
        ("Looks", r.description),
        ("Vehicle", r.vehicle),
    )
    return "\n".join(f"{label}: {said}" for label, said in lines if said and not is_no(str(said)))


def _contact(part: str, mine: Callable[[Facts], str | None]) -> Callable[[Facts], str]:
    """The lawyer's, where a lawyer stands for the petitioner; else the petitioner's own."""

    def make(f: Facts) -> str:
        lawyer = f.told.detail("helper.lawyer") is True
        return str((f.told.detail(f"helper.lawyer_{part}") if lawyer else mine(f)) or "")

    return make


def _mail(part: str) -> Callable[[Facts], str]:
    return lambda f: str(f.told.detail(f"confidential.mailing_{part}") or "")


_MAIL: Final[Mapping[str, Callable[[Facts], str | None]]] = {
    "name": lambda f: f.told.declarant.name,
    "street": _street(lambda f: f.told.petitioner.mailing_address, "confidential.mailing_"),
    "city": _mail("city"),
    "state": _mail("state"),
    "zip": _mail("zip"),
    "phone": _mail("phone"),
    "email": lambda f: f.told.petitioner.mailing_email,
}
VALUES: Final[Mapping[str, Named]] = {
    # the petitioner
    "petitioner_name": text(lambda f: f.told.petitioner.name, "petitioner.name"),
    "petitioner_first": answer("petitioner.first"),
    "petitioner_middle": text(_no_middle("petitioner.middle"), "petitioner.middle"),
    "petitioner_last": answer("petitioner.last"),
    "petitioner_age": text(lambda f: age(f.told.petitioner), "petitioner.age"),
    "petitioner_adult": yes_no(_adult(lambda f: f.told.petitioner), "petitioner.age"),
    "petitioner_vulnerability": long(lambda f: f.told.petitioner.vulnerability, "petitioner.vulnerability"),
    "petitioner_gender": answer("petitioner.gender"),
    "petitioner_race": answer("petitioner.race"),
    "petitioner_born": answer("confidential.born"),
    "mailing_address": text(lambda f: f.told.petitioner.mailing_address, "confidential.mailing_address"),
    "mailing_street": text(
        _street(lambda f: f.told.petitioner.mailing_address, "confidential.mailing_"), "confidential.mailing_street"
    ),
    "mailing_city": answer("confidential.mailing_city"),
    "mailing_state": answer("confidential.mailing_state"),
    "mailing_zip": answer("confidential.mailing_zip"),
    "mailing_city_state_zip": text(
        _second_line("confidential.mailing_"),
        "confidential.mailing_city",
        "confidential.mailing_state",
        "confidential.mailing_zip",
    ),
    "mailing_phone": answer("confidential.mailing_phone"),
    "mailing_email": text(lambda f: f.told.petitioner.mailing_email, "confidential.mailing_email"),
    # what stays hidden
    "home_address": hidden(lambda f, k: k.secret("confidential.home_address") or _home(k), "confidential.home_address"),
    "home_street": hidden(
        lambda f, k: k.secret("confidential.home_street") or k.secret("confidential.home_address"),
        "confidential.home_street",
    ),
    "home_city": answer("confidential.home_city"),
    "home_state": answer("confidential.home_state"),
    "home_zip": answer("confidential.home_zip"),
    "home_apartment": answer("confidential.apartment"),
    "home_phone": answer("confidential.home_phone"),
    "hidden_phone": hidden(lambda f, k: k.secret("confidential.phone"), "confidential.phone"),
    "hidden_email": hidden(lambda f, k: k.secret("confidential.email"), "confidential.email"),
    "former_address": answer("confidential.former_address"),
    "work_name": hidden(
        lambda f, k: k.secret("confidential.work") or _named_place(k, "workplace"),
        "confidential.work",
        "confidential.workplace",
    ),
    "work_address": answer("confidential.work_address"),
    "work_phone": answer("confidential.work_phone"),
    "school_name": hidden(
        lambda f, k: k.secret("confidential.school") or _named_place(k, "schoolplace"),
        "confidential.school",
        "confidential.schoolplace",
    ),
    "school_address": answer("confidential.school_address"),
    "may_know": answer("confidential.may_know"),
    "interpreter": Named(
        "choice",
        lambda f, k: None if k.interpreter is None else ("no" if is_no(k.interpreter) else "yes"),
        ("helper.language",),
        hidden(lambda f, k: "").shown,
        {"yes": "Yes", "no": "No"},
    ),
    "interpreter_language": hidden(lambda f, k: "" if is_no(k.interpreter) else k.interpreter, "helper.language"),
    # who files for another person
    "filing_for": one_of(
        lambda f: f.told.filing_for,
        {"self": "Myself", "child": "A child", "adult": "Another adult"},
        "petitioner.filing_for",
    ),
    "on_behalf": yes_no(
        lambda f: None if f.told.filing_for is None else f.told.filing_for != "self", "petitioner.filing_for"
    ),
    "filer_name": text(lambda f: f.told.filer.name if f.told.filer else "", "petitioner.filer_name"),
    "filer_relation": text(lambda f: f.told.filer.relation if f.told.filer else "", "petitioner.filer_relation"),
    "filer_authority": text(lambda f: f.told.filer.authority if f.told.filer else "", "petitioner.filer_authority"),
    "declarant_name": text(lambda f: f.told.declarant.name, "petitioner.name", "petitioner.filer_name"),
    # the respondent
    "respondent_name": text(_respondent, "respondent.name"),  # in documents of ours: never empty
    "respondent_full_name": text(_full_name, "respondent.name"),
    "respondent_in_text": text(
        lambda f: f.told.respondent.name or "a person whose name I do not know", "respondent.name"
    ),
    "respondent_first": answer("respondent.first"),
    "respondent_middle": text(_no_middle("respondent.middle"), "respondent.middle"),
    "respondent_last": answer("respondent.last"),
    "respondent_other_names": text(lambda f: f.told.respondent.other_names, "respondent.other_names"),
    "respondent_age": text(lambda f: age(f.told.respondent), "respondent.age"),
    "respondent_adult": yes_no(_respondent_adult, "respondent.age", "respondent.is_adult"),
    # which of two forms: the one for a minor is only for those who are known to be one
    "respondent_known_minor": yes_no(lambda f: _respondent_adult(f) is False, "respondent.age", "respondent.is_adult"),
    "respondent_description": text(lambda f: f.told.respondent.description, "respondent.description"),
    "respondent_vehicle": text(lambda f: f.told.respondent.vehicle, "respondent.vehicle"),
    "respondent_plate": text(lambda f: f.told.respondent.plate, "respondent.plate"),
    "respondent_address": text(lambda f: f.told.respondent.lives_at, "respondent.lives_at"),
    "respondent_street": text(_street(lambda f: f.told.respondent.lives_at, "respondent."), "respondent.street"),
    # one under the other, for the one box of a caption
    "respondent_name_and_address": text(
        lambda f: "\n".join(w for w in (_full_name(f), f.told.respondent.lives_at) if w),
        "respondent.name",
        "respondent.lives_at",
    ),
    "respondent_street_and_unit": text(_street_and_unit, "respondent.street", "respondent.unit"),
    "respondent_city_state_zip": text(
        _second_line("respondent."), "respondent.city", "respondent.state", "respondent.zip"
    ),
    "respondent_workplace": text(lambda f: f.told.respondent.workplace, "respondent.workplace"),
    "respondent_usernames": text(lambda f: f.told.respondent.usernames, "respondent.usernames"),
    "respondent_accounts": text(
        lambda f: "" if is_no(f.told.respondent.usernames) else f.told.respondent.usernames, "respondent.usernames"
    ),
    "respondent_service_notes": long(
        _service_notes, "respondent.phone_whole", "respondent.description", "respondent.vehicle"
    ),
    "respondent_phone_ending": text(lambda f: f.told.respondent.phone_ending, "respondent.phone_ending"),
    "respondent_phone": text(lambda f: str(f.told.detail("respondent.phone_whole") or ""), "respondent.phone_whole"),
    "respondent_email": text(
        lambda f: str(f.told.detail("respondent.email_address") or ""), "respondent.email_address"
    ),
    **{
        f"respondent_{q.key}": answer(f"respondent.{q.key}")
        for q in RESPONDENT
        if q.key not in ("middle", "street", "phone_whole", "email_address", "is_adult")
    },
    # how they are connected
    "relationship": some_of(lambda f: f.told.relationships, RELATIONSHIPS, "relationship.kinds"),
    "relationships": text(
        lambda f: spelled("; ".join(RELATIONSHIPS[r] for r in f.told.relationships if r in RELATIONSHIPS), f.sheet),
        "relationship.kinds",
    ),
    "relation_words": answer("relationship.relation_words"),
    "relationship_story": long(lambda f: f.told.how_known, "relationship.details"),
    "relationship_began": text(lambda f: f.told.relationship_began, "relationship.began"),
    "relationship_ended": text(lambda f: f.told.relationship_ended, "relationship.ended"),
    "married_now_or_before": _related("spouse", "former-spouse"),
    "dating_now_or_before": _related("dating", "former-dating"),
    "engaged_or_dating": _related("engaged", "former-engaged", "dating", "former-dating"),
    "lived_together": _related("cohabitant", "former-cohabitant", "household-member", "roommate"),
    "related": _related(*KIN),
    "respondent_parent": one_of(
        _parent, {"mother": "Mother", "father": "Father"}, "children.list.*.relation_them", "children.list.*.whose"
    ),
    "unrelated_household": yes_no(_unrelated_household, "relationship.kinds"),
    # a lawyer
    # whom the court writes to: the lawyer, or the petitioner at the address that may stand on the papers
    **{
        f"contact_{part}": text(
            _contact(part, mine),
            "petitioner.name" if part == "name" else f"confidential.mailing_{part}",
            "helper.lawyer",
            f"helper.lawyer_{part}",
        )
        for part, mine in _MAIL.items()
    },
    **{(q.key if q.key != "lawyer" else "has_lawyer"): answer(f"helper.{q.key}") for q in LAWYER},
}


def _named_place(kept: Any, key: str) -> str:
    said = str(kept.detail(f"confidential.{key}") or "")
    return "" if is_no(said) else said


def _home(kept: Any) -> str:
    street = kept.detail("confidential.home_street")
    rest = " ".join(str(kept.detail(f"confidential.home_{p}") or "") for p in ("state", "zip")).strip()
    return ", ".join(str(p) for p in (street, kept.detail("confidential.home_city"), rest) if p)


def thing(make: Callable[[Any], str | None], *needs: str) -> Named:
    """A text part of a row, from the thing of the case."""
    return Named("text", lambda f, item: make(item.thing), needs)


def row_text(*makes: Callable[[Any], str | None]) -> Named:
    """The whole row in one line, for lists that go on in an attachment."""
    return Named("text", lambda f, item: ", ".join(w for m in makes if (w := m(item.thing))))


def _lives(p: Protected) -> str | None:
    return None if p.lives_with is None else ("yes" if p.lives_with else "no")


def _protected(f: Facts) -> list[Item]:
    return [Item(f"protected.people.{p.id}.", p) for p in f.told.protected]


def _children(f: Facts) -> list[Item]:
    return [Item(f"children.list.{c.id}.", c) for c in f.told.children]


def _children_with(key: str) -> Callable[[Facts], list[Item]]:
    return lambda f: [i for i in _children(f) if f.told.detail(f"{i.path}{key}") is True]


def _child_age(c: Child) -> str:
    return "" if c.age is None else str(c.age)


_C = "children.list.*."
_CHILD_PARTS: Final[Mapping[str, Named]] = {
    "name": thing(lambda c: c.name, _C + "name"),
    "age": thing(_child_age, _C + "age"),
    "whose": Named("choice", lambda f, item: item.thing.whose, (_C + "whose",), options=_WHOSE),
    "lives_where": Named(
        "text",
        lambda f, item, kept: str(kept.detail(f"{item.path}lives_where") or ""),
        (_C + "lives_where",),
        hidden(lambda f, k: "").shown,
    ),
    "row": row_text(lambda c: c.name, lambda c: f"age {c.age}" if c.age is not None else ""),
    **{q.key: part(_C + q.key) for q in (*CHILD, *PARENTING)},
}

_P = "protected.people.*."
_LETTERS = {"male": "M", "female": "F", "nonbinary": "X"}


def _letter(f: Facts, item: Item, kept: Any) -> str:
    """The gender as one letter, for narrow boxes."""
    return _LETTERS.get(str(kept.detail(f"{item.path}gender")), "")


def _police_row(f: Facts, item: Item, kept: Any) -> str:
    """What a form for the police wants of one person, in one line."""
    gender, race, born = (kept.detail(f"{item.path}{key}") for key in ("gender", "race", "born"))
    words = (
        item.thing.name,
        f"gender {_LETTERS[gender]}" if gender in _LETTERS else "",
        f"race {race}" if race else "",
        f"born {born:%m/%d/%Y}" if born else "",
    )
    return ", ".join(w for w in words if w)


ROWS: Final[Mapping[str, Rows]] = {
    "protected": Rows(
        _protected,
        {
            "name": thing(lambda p: p.name, _P + "name"),
            "age": thing(age, _P + "age"),
            "relation": thing(lambda p: p.relation, _P + "relation"),
            "lives_with": Named(
                "choice", lambda f, item: _lives(item.thing), (_P + "lives_with",), options={"yes": "Yes", "no": "No"}
            ),
            "why": Named("long", lambda f, item: item.thing.why, (_P + "why",)),
            "row": row_text(
                lambda p: p.name,
                lambda p: f"age {age(p)}" if age(p) else "",
                lambda p: p.relation,
                lambda p: {"yes": "lives with me", "no": "does not live with me"}.get(_lives(p) or "", ""),
            ),
            **{q.key: part(_P + q.key) for q in PROTECTED},
            "police_row": Named(
                "text",
                _police_row,
                (_P + "name", _P + "gender", _P + "race", _P + "born"),
                hidden(lambda f, k: "").shown,
            ),
            "gender_letter": Named("text", _letter, (_P + "gender",), hidden(lambda f, k: "").shown),
        },
        ("protected.people",),
    ),
    "children": Rows(_children, _CHILD_PARTS, ("children.list",)),
    "our_children": Rows(lambda f: [i for i in _children(f) if i.thing.whose == "ours"], _CHILD_PARTS, (_C + "whose",)),
    "my_other_children": Rows(
        lambda f: [i for i in _children(f) if i.thing.whose == "mine"], _CHILD_PARTS, (_C + "whose",)
    ),
    "custody_children": Rows(_children_with("custody"), _CHILD_PARTS, (_C + "custody",)),
    "no_contact_children": Rows(_children_with("no_contact"), _CHILD_PARTS, (_C + "no_contact",)),
}
