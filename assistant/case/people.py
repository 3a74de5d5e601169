"""The people of a case, from a view of the answers."""

from __future__ import annotations

from assistant.case.model import Child, Filer, Petitioner, Protected, Respondent
from assistant.case.view import Reader


def petitioner_of(r: Reader, c: Reader) -> Petitioner:
    """The petitioner, from what stands below `petitioner.` and `confidential.`; of the latter only what others may see."""
    years, about = r.age()
    return Petitioner(
        name=r.get("name"),
        age=years,
        age_about=about,
        mailing_address=_address(c, "mailing_address", "mailing_"),
        mailing_email=c.get("mailing_email"),
        vulnerability=r.get("vulnerability"),
        gaps=r.gaps | c.gaps,
    )


def filer_of(r: Reader) -> Filer:
    """Who files for a child or an adult who cannot."""
    return Filer(
        name=r.get("filer_name", "name"),
        relation=r.get("filer_relation", "relation"),
        authority=r.get("filer_authority", "authority"),
        gaps=r.gaps,
    )


def protected_of(item: str, r: Reader) -> Protected:
    """One more person to be protected."""
    years, about = r.age()
    return Protected(
        id=item,
        name=r.get("name"),
        age=years,
        age_about=about,
        relation=r.get("relation"),
        lives_with=r.get("lives_with"),
        why=r.get("why"),
        gaps=r.gaps,
    )


def respondent_of(r: Reader) -> Respondent:
    """The other person."""
    years, about = r.age()
    return Respondent(
        name=r.get("name"),
        age=years,
        age_about=about,
        other_names=r.get("other_names"),
        description=r.get("description"),
        vehicle=r.get("vehicle"),
        plate=r.get("plate"),
        lives_at=_address(r, "lives_at", ""),
        workplace=r.get("workplace"),
        usernames=r.get("usernames"),
        phone_ending=r.get("phone_ending"),
        gaps=r.gaps,
    )


def child_of(item: str, r: Reader) -> Child:
    """A child of the person or the respondent."""
    years, _ = r.age()
    return Child(id=item, name=r.get("name"), age=years, whose=r.get("whose"), gaps=r.gaps)


def _address(r: Reader, whole: str, stem: str) -> str | None:
    """The address in one line: as it was given, else its parts joined as on an envelope."""
    given = r.get(whole)
    if given:
        return str(given)
    line = ", ".join(str(p) for p in (r.get(f"{stem}street"), r.get(f"{stem}unit"), r.get(f"{stem}city")) if p)
    return f"{line}, {' '.join(rest)}" if (rest := _rest(r, stem)) and line else line or None


def _rest(r: Reader, stem: str) -> list[str]:
    return [str(p) for p in (r.get(f"{stem}state"), r.get(f"{stem}zip")) if p]
