"""What happened and what shows it, from a view of the answers: incidents, and exhibits with their labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.answers import Answers
from assistant.case.model import Exhibit, Incident, Police, Witness
from assistant.case.view import Reader
from assistant.dates import When
from assistant.jurisdiction import Order


def incident_of(number: int, item: str, r: Reader) -> Incident:
    """One incident; `number` is its place in the list, from 1."""
    when = r.get("when")
    police = Reader(r.answers, r.prefix)
    return Incident(
        id=item,
        number=number,
        title=r.get("title"),
        when=When.from_json(when) if when else None,
        time=r.get("time"),
        place=r.get("place"),
        conduct=tuple(r.get("conduct") or ()),
        story=r.get("story"),
        said=r.get("said"),
        injury=r.get("injury"),
        care=r.get("care"),
        weapon=r.get("weapon"),
        children=r.get("children"),
        witnesses=tuple(_witness(i, w) for i, w in r.each("witnesses")),
        police=Police(
            level=police.get("police", "level"),
            agency=police.get("police_agency", "agency"),
            report=police.get("police_report", "report"),
            officer=police.get("police_officer", "officer"),
            result=police.get("police_result", "result"),
            gaps=police.gaps,
        ),
        how_known=r.get("how_known"),
        effect=r.get("effect"),
        separate=r.get("separate"),
        gaps=r.gaps,
    )


def _witness(item: str, r: Reader) -> Witness:
    return Witness(id=item, name=r.get("name"), saw=r.get("saw"), gaps=r.gaps)


def worst_of(answers: Answers) -> str | None:
    """The id of the incident called the worst, if it is still there."""
    chosen = answers.value("events.worst")
    return chosen if chosen in answers.ids("incidents") else None


def exhibits_of(
    top: Reader, order: Order | None, mentioned: list[Incident], held: Mapping[str, str]
) -> tuple[Exhibit, ...]:
    """Exhibits with labels in order of first mention: as the declaration speaks of their events.

    Those withheld come last, so that the labels in the papers have no gap that tells of them.
    """
    numbers = order is not None and order.exhibits.labels == "numbers"
    rank = {incident.id: n for n, incident in enumerate(mentioned)}
    raw = [(i, r, tuple(x for x in r.get("incidents") or () if x in rank)) for i, r in top.each("exhibits")]
    raw.sort(key=lambda e: min((rank[x] for x in e[2]), default=len(rank)))
    return labelled(
        [
            Exhibit(
                id=i,
                label="",
                title=r.get("title"),
                foundation=r.get("foundation"),
                incidents=incidents,
                transcript=r.get("transcript"),
                prepared_by=r.get("prepared_by"),
                withheld=held.get(i),
                gaps=r.gaps,
                pins=tuple(
                    (event, first, last)
                    for event, (first, last) in (r.get("pages") or {}).items()
                    if event in incidents
                ),
            )
            for i, r, incidents in raw
        ],
        numbers=numbers,
    )


def with_exhibits(incidents: list[Incident], exhibits: tuple[Exhibit, ...]) -> tuple[Incident, ...]:
    """The incidents with the exhibits that show them."""
    shown: dict[str, list[str]] = {}
    for exhibit in exhibits:
        for item in exhibit.incidents:
            shown.setdefault(item, []).append(exhibit.id)
    return tuple(replace(i, exhibits=tuple(shown.get(i.id, ()))) for i in incidents)


def labelled(exhibits: list[Exhibit], *, numbers: bool) -> tuple[Exhibit, ...]:
    """Each with its label, in the order given.

    One that is withheld until a lawyer clears it takes no letter of the others, so that no gap in the papers
    tells of it: it is called W1, W2, ...
    """
    shown = [e for e in exhibits if e.withheld is None]
    held = [e for e in exhibits if e.withheld is not None]
    return tuple(
        [replace(e, label=str(n + 1) if numbers else letters(n)) for n, e in enumerate(shown)]
        + [replace(e, label=f"W{n}") for n, e in enumerate(held, 1)]
    )


def letters(n: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA, 27 -> AB: exhibit letters beyond Z."""
    text = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        text = chr(65 + rest) + text
    return text
