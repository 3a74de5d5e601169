"""How the declaration is sworn: which of the place's ways is used, its sentence, the lines below it, the officer's part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.case.model import Told
from assistant.jurisdiction import Order, Sheet
from assistant.values import BLANK, Values


@dataclass(frozen=True)
class Sworn:
    """One way of swearing, with its sentence filled. Date, signature, birth date and street are left for the hand."""

    heading: str
    sentence: str
    lines: tuple[tuple[str, str], ...]
    jurat: str  # '' where no officer takes part


def sworn(told: Told, sheet: Sheet, order: Order, *, heading: str, hides_address: bool) -> Sworn:
    """The oath of this order's papers. With an address or birth date to hide, the way that leaves them out, where there is one."""
    oath = order.declaration
    way = oath.other_way(hides_address)
    text = way.text if way is not None else (oath.attached_text or oath.text)
    shows = way.must_show if way is not None else oath.must_show
    jurat = (way.jurat if way is not None else oath.jurat) or ""
    return Sworn(
        heading=oath.heading or heading,
        sentence=_filled(text, told, sheet, order),
        lines=tuple(_lines(shows, told)),
        jurat=_filled(jurat, told, sheet, order),
    )


def _filled(text: str, told: Told, sheet: Sheet, order: Order) -> str:
    """The sentence with its named values; what is not known, and {blank}, is a line to write on."""
    if "{" not in text:
        return text
    names = {name: value or BLANK for name, value in Values(told, sheet, order).all.items()}
    return text.format_map(_Blanks(names))


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return BLANK


def _lines(shows: list[str], told: Told) -> Iterator[tuple[str, str]]:
    """(label, value) of each line below the oath, in the order a form has them."""
    yield "Date", ""
    if "county-and-state" in shows:
        county = f"{told.signing_county} County" if told.signing_county else None
        yield "Signed in (county and state)", ", ".join(t for t in (county, told.signing_place) if t)
    elif "place" in shows:
        yield "Signed in (city and state)", told.signing_place or ""
    elif told.signing_place:
        yield "Signed at", told.signing_place
    yield "Signature", ""
    yield "Printed name", told.declarant.name or ""
    if "birth-date" in shows:
        yield "Date of birth (write it by hand when you sign)", ""
    if "address-unless-confidential" in shows or "address" in shows:
        yield "Address for court papers", told.petitioner.mailing_address or ""
    if "phone" in shows:
        yield "Phone (a safe one)", ""
    if "witness" in shows:
        yield "Witness (signature, printed name, title)", ""
    if "notary" in shows:
        yield "Notary or other officer", ""
