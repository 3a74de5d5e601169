"""What the program knows of one place's law, as content: for the terminal and as a page. Everything from the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.dates import day_text
from assistant.documents.content import Block, Bullets, Document, Facts, Heading, Para, Table
from assistant.documents.parts import date_style
from assistant.documents.wording import wording
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.facts import Stated
from assistant.jurisdiction.hotlines import lines_for
from assistant.jurisdiction.vocabulary import MUST_SHOW, REDACTED
from assistant.jurisdiction.words import (
    NOT_KNOWN,
    against_whom,
    cited,
    fee_rows,
    ground_words,
    hearing_words,
    limit_words,
    service_rows,
    spelled,
    who_may_ask,
)

KIND = "law-sheet"
_KEEP = {
    "nothing": "nothing may stay",
    "last-four": "the last four digits may stay",
    "year": "the year may stay",
    "initials": "initials may stay",
    "sealed": "under seal only",
    "allowed": "may stand in the paper",
    None: "not known",
}


def law_sheet(sheet: Sheet, today: date, only: str | None = None) -> Document:
    """The whole sheet, or one order of it (`only` is its id). `today` tells upcoming law from law now in force."""
    words = wording(KIND)
    orders = [o for o in sheet.orders if only in (None, o.id)]
    blocks: list[Block] = [
        Heading(words["paper_title"].format(jurisdiction=sheet.name)),
        Para(spelled(words["standing"], sheet)),
        Para(words["as_of"].format(as_of=day_text(sheet.as_of, date_style(sheet)), confidence=sheet.confidence)),
    ]
    if sheet.confidence_notes:
        blocks.append(Para(sheet.confidence_notes, style="small"))
    for order in orders:
        blocks += _order(order, sheet)
    if only is None:
        blocks += _place(sheet, today)
    return Document(
        kind=KIND,
        title=words.title,
        blocks=tuple(blocks),
        footer=words.title,
        language=sheet.language,
        paper=sheet.paper,
        draft=False,
    )


def _order(order: Order, sheet: Sheet) -> Iterator[Block]:
    w = wording(KIND)
    yield Heading(f"{order.name} ({order.statute})", 1)
    yield Para(cited(order.choose_when, order.choose_when.text))
    if order.also_called:
        yield Para(f"Also called: {', '.join(order.also_called)}.", style="small")
    yield Heading(w["who"], 2)
    yield Bullets(tuple(who_may_ask(order)) or (NOT_KNOWN,))
    yield Heading(w["against"], 2)
    yield Bullets(tuple(spelled(t, sheet) for t in against_whom(order)))
    yield Heading(w["takes"], 2)
    for ground in order.grounds:
        yield Heading(ground.label, 3)
        yield Para(ground_words(ground))
        if ground.quote:
            yield Para(f"The law's own words: “{ground.quote}”")
        if ground.elements:
            yield Bullets(tuple(f"{e.label} [{e.cite}]" for e in ground.elements))
    yield Heading(w["limit"], 2)
    yield Para(limit_words(order))
    yield Heading(w["state"], 2)
    yield Bullets(tuple(cited(m, m.label) for m in order.petition_must_state) or (NOT_KNOWN,))
    if order.narrative_prompts.ask:
        yield Heading(w["prompts"], 2)
        yield Bullets(tuple(order.narrative_prompts.ask))
    yield Heading(w["relief"], 2)
    yield Bullets(tuple(cited(r, r.label) for r in order.relief))
    yield Heading(w["proof"], 2)
    proof = order.standard_of_proof
    yield Facts(
        (("Temporary order", proof.temporary or NOT_KNOWN), ("Final order", cited(proof, proof.final))), w["proof"]
    )
    yield from _papers(order)
    yield from _procedure(order, sheet)


def _papers(order: Order) -> Iterator[Block]:
    w = wording(KIND)
    oath = order.declaration
    yield Heading(w["oath"], 2)
    yield Para(f"“{oath.text}”" + (f" [{oath.cite}]" if oath.cite else ""))
    if oath.attached_text:
        yield Para(f"On a paper of its own: “{oath.attached_text}”")
    if oath.alternative:
        yield Para(f"Another way: “{oath.alternative.text}” {oath.alternative.why}")
    yield Para("Shown at the signature: " + "; ".join(MUST_SHOW[m] for m in oath.must_show) + ".")
    if oath.not_settled:
        yield Para(f"Not settled: {oath.not_settled}")
    yield Heading(w["address"], 2)
    c = order.confidentiality
    yield Para(cited(c, c.address))
    yield Facts(
        tuple((k, v) for k, v in (("Form", c.form), ("Program", c.program), ("Phone", c.program_phone)) if v),
        w["address"],
    )
    yield Heading(w["redaction"], 2)
    yield Bullets(
        tuple(cited(r, f"{REDACTED[r.what]}: {_KEEP[r.keep]}. {r.rule or ''}".strip()) for r in order.redaction)
        or (NOT_KNOWN,)
    )
    yield Heading(w["exhibits"], 2)
    e = order.exhibits
    yield Para(cited(e, f"Labels: {e.labels or 'not known; letters are used'}. {e.rules or ''}".strip()))
    yield Heading(w["forms"], 2)
    yield Table(
        ("Form", "Title", "Use", "When it is filed"),
        (0.14, 0.4, 0.14, 0.32),
        tuple(
            (f.number or "", f.title + (f" ({f.revision})" if f.revision else ""), f.use, f.filed) for f in order.forms
        ),
        w["forms"],
    )


def _procedure(order: Order, sheet: Sheet) -> Iterator[Block]:
    w = wording(KIND)
    p = order.procedure
    yield Heading(w["court"], 2)
    yield Facts(
        (
            ("Court", order.court.name),
            ("Where", cited(order.court, order.court.venue)),
            *fee_rows(order, sheet),
        ),
        w["court"],
    )
    yield Heading(w["temporary"], 2)
    t = p.temporary_order
    yield Facts((("Name", t.name), ("Decided", t.decided or NOT_KNOWN), ("Lasts", cited(t, t.lasts))), w["temporary"])
    yield Heading(w["hearing"], 2)
    yield Para(hearing_words(order))
    yield Heading(w["service"], 2)
    yield Facts(tuple(service_rows(order)), w["service"])
    yield Heading(w["after"], 2)
    yield Facts(
        (
            ("How long", _said(p.final_order_lasts)),
            ("More time", _said(p.renewal)),
            *(("Also", _said(o)) for o in p.others),
        ),
        w["after"],
    )
    if order.upcoming:
        yield Heading(w["upcoming"], 2)
        yield Bullets(tuple(f"From {u.effective.isoformat()}: {_said(u)}" for u in order.upcoming))


def _said(fact: Stated) -> str:
    return cited(fact, fact.text)


def _place(sheet: Sheet, today: date) -> Iterator[Block]:
    w = wording(KIND)
    if sheet.other_routes:
        yield Heading(w["other_routes"])
        yield Bullets(tuple(_said(r) for r in sheet.other_routes))
    if sheet.upcoming:
        yield Heading(w["upcoming"])
        yield Bullets(tuple(f"From {u.effective.isoformat()}: {_said(u)}" for u in sheet.upcoming))
    if sheet.recording_consent:
        yield Heading(w["recording"])
        yield Para(cited(sheet.recording_consent, sheet.recording_consent.text))
    yield Heading(w["calendar"])
    yield from _calendar(sheet, today)
    if sheet.open_questions:
        yield Heading(w["unsettled"])
        yield Bullets(tuple(sheet.open_questions))
    yield Heading(w["help"])
    yield Bullets((*lines_for(sheet.code), *(_help(h.name, h.phone, h.hours, h.url) for h in sheet.help)))
    yield Heading(w["sources"])
    yield Table(
        ("Source", "Date", "Address"),
        (0.5, 0.18, 0.32),
        tuple((s.title, s.date or "", s.url) for s in sheet.sources.values()),
        w["sources"],
    )


def _help(*parts: str | None) -> str:
    return ", ".join(p for p in parts if p)


def _calendar(sheet: Sheet, today: date) -> Iterator[Block]:
    calendar = sheet.court_calendar
    if calendar is None:
        yield Para(NOT_KNOWN)
        return
    style = date_style(sheet)
    for year in (today.year, today.year + 1):
        if year in calendar.years:
            days = "; ".join(f"{day_text(d, style)} ({name})" for d, name in calendar.closing_days(year).items())
            yield Para(f"{year}: {days}.")
        else:
            yield Para(f"{year}: the list was not read.")
    yield Para(cited(calendar, "Counted as the source says."), style="small")
