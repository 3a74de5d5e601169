"""What the oath's law wants at the signature, and whether that shows what is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.view import View, hides_home, softened
from assistant.findings import Finding, Severity
from assistant.jurisdiction.vocabulary import MUST_SHOW


def declaration_text(v: View) -> Iterator[Finding]:
    """What the oath's law wants shown above and below the signature."""
    oath, t = v.order.declaration, v.told
    way = oath.other_way(hides_home(v))
    shows, kind = (way.must_show, way.kind) if way else (oath.must_show, oath.kind)
    source = (way.cite if way else oath.cite) or v.order.statute
    needs = {
        "place": (t.signing_place, "signing.place"),
        "county-and-state": (t.signing_county and t.signing_place, "signing.county"),
        "birth-date": (v.case.kept.birth_date, "signing.birth_date"),
        "printed-name": (t.declarant.name, "petitioner.name"),
        "address": (t.petitioner.mailing_address, "confidential.mailing_address"),
    }
    for word in shows:
        value, path = needs.get(word, (True, ""))
        if not value:
            yield softened(
                Finding(
                    "F53-signature",
                    Severity.FIX,
                    "Signing",
                    path,
                    f"The words above the signature ask for: {MUST_SHOW[word]}. It is not filled in yet.",
                    f"Execution: {MUST_SHOW[word]} missing.",
                    source,
                ),
                t.gaps,
                path,
                f"The words above the signature ask for: {MUST_SHOW[word]}.",
            )
    # the person has chosen once an address for court papers, or the birth date to print, is given
    unchosen = ("address" in shows and not t.petitioner.mailing_address) or (
        "birth-date" in shows and not v.case.kept.birth_date
    )
    if unchosen and hides_home(v):
        yield Finding(
            "F47-jurat-privacy",
            Severity.BLOCK,
            "Signing",
            "confidential.mailing_address",
            "This place's short oath asks for your birth date or address. There may be another way, like a notary. "
            "Ask the court or a lawyer.",
            "Affidavit or unsworn declaration; protect the address.",
            source,
        )
    if way is not None:
        yield Finding(
            "F47-other-oath",
            Severity.NOTE,
            "Signing",
            "confidential.home_address",
            f"You hide an address, so this paper is sworn in the other way the law sheet names. {way.why}",
            f"Oath: {way.kind} in place of {oath.kind}: {way.why}",
            source,
        )
    if kind in ("affidavit-notarized", "sworn-before-clerk") or (way is None and oath.notary_needed):
        yield Finding(
            "F53-notary",
            Severity.NOTE,
            "Signing",
            "signing.place",
            "This paper is signed before a notary or an officer. Do not sign until you are with that person.",
            "Sworn paper: jurat needed.",
            source,
        )
