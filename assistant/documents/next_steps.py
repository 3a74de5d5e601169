"""The next-steps sheet: for the person, not filed. Only what the law sheet says, each with its citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.case.model import Case
from assistant.documents.content import Block, Bullets, Document, Facts, Heading, Para, Table
from assistant.documents.wording import wording
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.facts import Stated
from assistant.jurisdiction.hotlines import lines_for
from assistant.jurisdiction.words import cited, fee_rows, hearing_words, open_points, service_rows, spelled
from assistant.values import Values

KIND = "next-steps"


def next_steps(
    case: Case, sheet: Sheet, order: Order, filled: Sequence[str] = (), missing: Sequence[str] = ()
) -> Document:
    """The content of the sheet for the chosen order. `filled` and `missing`: the court's own forms, in words."""
    words = wording(KIND)
    values = Values(case.told, sheet, order)
    return Document(
        kind=KIND,
        title=words.title,
        draft=False,
        language=sheet.language,
        paper=sheet.paper,
        footer=words.title,
        blocks=(
            Heading(words["paper_title"]),
            Para(spelled(words["standing"], sheet)),
            *_steps(case, sheet, order, filled, missing),
            *_people(sheet),
            *_ground(sheet, order),
            Para(values.fill(words["as_of"]), style="small"),
        ),
    )


def _steps(case: Case, sheet: Sheet, order: Order, filled: Sequence[str], missing: Sequence[str]) -> Iterator[Block]:
    words = wording(KIND)
    yield Heading(words["sign"], 2)
    yield Para(words["sign_read"])
    if order.declaration.notary_needed:
        yield Para(words["sign_notary"])
    if order.declaration.not_settled:
        yield Para(f"Not settled: {order.declaration.not_settled}")
    yield Heading(words["file"], 2)
    yield Para(f"{order.court.name}.")
    yield Para(cited(order.court, order.court.venue))
    yield Heading(words["fee"], 2)
    yield Facts(tuple(fee_rows(order, sheet)), words["fee"])
    procedure = order.procedure
    yield Heading(words["temporary"], 2)
    yield Facts(
        tuple(
            _known(
                ("Name", procedure.temporary_order.name),
                ("Decided", procedure.temporary_order.decided),
                ("Lasts", procedure.temporary_order.lasts),
                ("Where it says so", procedure.temporary_order.cite),
                ("Not settled", procedure.temporary_order.not_settled),
            )
        ),
        words["temporary"],
    )
    yield Heading(words["hearing"], 2)
    yield Para(hearing_words(order))
    yield Heading(words["service"], 2)
    yield Facts(tuple(service_rows(order)), words["service"])
    yield Heading(words["after"], 2)
    yield Facts(
        tuple(
            _known(
                ("How long it lasts", _stated(procedure.final_order_lasts)),
                ("Asking for more time", _stated(procedure.renewal)),
                *(("Also", _stated(o)) for o in procedure.others),
            )
        ),
        words["after"],
    )
    yield Heading(words["address"], 2)
    yield Para(cited(order.confidentiality, order.confidentiality.address))
    yield Facts(
        tuple(
            _known(
                ("Form", order.confidentiality.form),
                ("Address program", order.confidentiality.program),
                ("Phone", order.confidentiality.program_phone),
            )
        ),
        words["address"],
    )
    yield Heading(words["forms"], 2)
    yield Para(words["forms_intro"])
    if filled:
        yield Para(words["forms_filled"])
        yield Bullets(tuple(filled))
    if missing:
        yield Para(words["forms_missing"])
        yield Bullets(tuple(missing))
    yield Table(
        ("Form", "Title", "When it is filed", "Where to get it"),
        (0.14, 0.34, 0.3, 0.22),
        tuple(
            (
                f.number or "",
                f.title + (f" ({f.revision})" if f.revision else ""),
                f.filed + (f" ({f.use})" if f.use != "mandatory" else ""),
                f.url or spelled("The court's web page or clerk", sheet),
            )
            for f in order.forms
        ),
        words["forms"],
    )
    yield Heading(words["shown"], 2)
    yield Para(words["shown_text"])
    if case.kept.interpreter and case.kept.interpreter.strip().casefold() not in ("no", "none"):
        yield Heading(words["interpreter"], 2)
        yield Para(f"Language: {case.kept.interpreter}. Ask the court for an interpreter as early as you can.")


def _known(*rows: tuple[str, str | None]) -> Iterator[tuple[str, str]]:
    for label, value in rows:
        if value:
            yield label, value


def _stated(fact: Stated) -> str:
    return cited(fact, fact.text)


def _people(sheet: Sheet) -> Iterator[Block]:
    yield Heading(wording(KIND)["help"], 2)
    lines = lines_for(sheet.code)
    if lines:
        yield Bullets(lines)
    yield Table(
        ("Name", "Phone", "Web"),
        (0.44, 0.26, 0.3),
        tuple((h.name, h.phone or "", h.url or "") for h in sheet.help if not (h.phone and h.phone in " ".join(lines))),
        wording(KIND)["help"],
    )


def _ground(sheet: Sheet, order: Order) -> Iterator[Block]:
    words = wording(KIND)
    coming = [*order.upcoming, *sheet.upcoming]
    if coming:
        yield Heading(words["upcoming"], 2)
        yield Bullets(tuple(f"From {u.effective.isoformat()}: {_stated(u)}" for u in coming))
    grouped: dict[str, list[str]] = {}
    for what, said in open_points(order):
        if what not in grouped.setdefault(said, []):
            grouped[said].append(what)
    points = [f"{'; '.join(what)}: {said}" for said, what in grouped.items()]
    if points or sheet.open_questions:
        yield Heading(words["unsettled"], 2)
        yield Bullets((*points, *sheet.open_questions))
    yield Heading(words["sources"], 2)
    used = sorted(_sources_of(order), key=lambda s: (len(s), s))
    yield Table(
        ("Source", "Date", "Address"),
        (0.5, 0.18, 0.32),
        tuple(
            (sheet.sources[s].title, sheet.sources[s].date or "", sheet.sources[s].url)
            for s in used
            if s in sheet.sources
        ),
        words["sources"],
    )


def _sources_of(order: Order) -> set[str]:
    from assistant.jurisdiction.load import sources_used

    return {one for _, src in sources_used(order, ()) for one in src}
