"""Named values about what happened. The person's own words stand verbatim; what stands beside them are their other answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from assistant.case.model import Incident
from assistant.chronology import in_order, most_recent
from assistant.jurisdiction import Sheet
from assistant.jurisdiction.vocabulary import CONDUCT
from assistant.questions.details import INCIDENT
from assistant.questions.events import CHANGES, CHILDREN, POLICE
from assistant.saying import is_no
from assistant.values.make import YES_NO, YES_NO_UNKNOWN, answer, long, part, some_of, text, yes_no
from assistant.values.model import Facts, Item, Named, Rows
from assistant.values.people import thing

_I = "incidents.*."
_NOTHING_TO_TELL = ("Injuries", "Weapon")  # questions in which 'no' is an answer: there is nothing to tell of then
_CONDUCT = {key: label for key, (label, _) in CONDUCT.items()}


def date_style(sheet: Sheet) -> Literal["us", "british"]:
    """How dates are written there."""
    return "british" if sheet.language == "en-GB" else "us"


def when_words(f: Facts, incident: Incident) -> str:
    """The date as honestly as it is known: 'March 5, 2024', 'on or about May 2, 2024'."""
    return incident.when.text(date_style(f.sheet)) if incident.when else ""


def _date(f: Facts, incident: Incident) -> object:
    """An exact day as a day, so that a box takes it in its own shape; anything else as words."""
    if incident.when is not None and incident.when.kind == "exact":
        return incident.when.earliest()
    return incident.when.short(date_style(f.sheet)) if incident.when else ""


def _told_first(f: Facts) -> list[Incident]:
    """The most recent event, the worst, then the others, newest first."""
    first = most_recent(f.told.incidents)
    lead = [first] if first else []
    lead += [i for i in f.told.incidents if i.id == f.told.worst and i is not first]
    return lead + [i for i in in_order(f.told.incidents, "newest-first") if i not in lead]


def _items(incidents: Sequence[Incident]) -> list[Item]:
    return [Item(f"incidents.{i.id}.", i) for i in incidents]


def _text_of(f: Facts, i: Incident) -> str:
    """One event for a box of free text: what the person wrote and answered, in the order asked."""
    return "\n".join(_lines(f, i))


def _lines(f: Facts, i: Incident) -> Iterator[str]:
    head = [when_words(f, i), i.time or "", i.place or "", i.title or ""]
    yield " - ".join(w for w in head if w)
    yield from _told(i)


def _told(i: Incident, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """The story, what was said, and the other answers under their labels, but for those that stand elsewhere."""
    if i.story:
        yield i.story
    for line in (i.said or "").split("\n"):
        if line.strip():
            yield f"\u201c{line.strip()}\u201d"
    for label, words in (
        ("Injuries", i.injury),
        ("Care", i.care),
        ("Weapon", i.weapon),
        ("Effect", i.effect),
        ("How I know who it was", i.how_known),
        ("Witnesses", "; ".join(" - ".join(p for p in (w.name, w.saw) if p) for w in i.witnesses)),
        ("Police", ", ".join(p for p in (i.police.agency, i.police.report, i.police.officer, i.police.result) if p)),
    ):
        if words and label not in without and not (label in _NOTHING_TO_TELL and is_no(words)):
            yield f"{label}: {words}"
    if i.children and i.children != "none":
        yield f"Children: {next(o.label for o in CHILDREN if o.id == i.children)}"


def _beside(*boxes: str) -> Named:
    """One event for a form that has boxes of its own for the date and for these answers: all the rest of it."""

    def make(f: Facts, item: Item) -> str:
        i = item.thing
        head = " - ".join(w for w in (i.time, i.place, i.title) if w)
        return "\n".join(filter(None, [head, *_told(i, frozenset(boxes))]))

    return Named("long", make, (_I + "story",))


def _described(f: Facts, item: Item) -> str:
    """One event for a form that has boxes of its own for date and time: the place, and all that was told."""
    i: Incident = item.thing
    head = " - ".join(w for w in (i.place, i.title) if w)
    return "\n".join(filter(None, [head, *list(_lines(f, i))[1:]]))


def _statement(f: Facts) -> str:
    """Everything the person tells, for the one large box of an affidavit: events as the place orders them, then the rest."""
    told = f.told
    blocks = [_text_of(f, i) for i in in_order(told.incidents, f.order.chronology.order)]
    for label, words in (
        ("Before this", told.history),
        ("What it has done", told.effects.story),
        ("What I fear may happen next", told.effects.fear_next),
        ("Why I ask now", told.effects.why_now),
        ("Asking it to stop", told.stop_story),
    ):
        if words and not is_no(words):
            blocks.append(f"{label}: {words}")
    return "\n\n".join(blocks)


def _first_text(f: Facts) -> str:
    found = _told_first(f)
    return when_words(f, found[0]) if found else ""


def _said_yes(words: str | None, unknown: bool) -> str | None:
    """Of an answer in which 'no' is an answer."""
    if not words:
        return "unknown" if unknown else None
    return "no" if is_no(words) else "yes"


def _witnessed(f: Facts, item: Item) -> str | None:
    if item.thing.witnesses:
        return "yes"
    status = f.told.gaps.get(f"{item.path}witnesses")
    return "unknown" if status is not None and f.unknown(f"{item.path}witnesses") else _none_there(f, item)


def _none_there(f: Facts, item: Item) -> str | None:
    return "no" if f"{item.path}witnesses" in f.told.none_of else None


def _police_came(f: Facts, item: Item) -> str | None:
    """As answered for the form; else as the level of contact tells: an officer who made a report was there."""
    said = f.told.detail(f"{item.path}police_came")
    if said:
        return str(said)
    level = item.thing.police.level
    return {"none": "no", "thought": "no", "came": "yes"}.get(level or "")


_PARTS: Final[Mapping[str, Named]] = {
    "date": Named("date", lambda f, item: _date(f, item.thing), (_I + "when",)),  # type: ignore[return-value,arg-type]
    "when": Named("text", lambda f, item: when_words(f, item.thing), (_I + "when",)),
    "time": thing(lambda i: i.time, _I + "time"),
    "place": thing(lambda i: i.place, _I + "place"),
    "title": thing(lambda i: i.title, _I + "title"),
    "story": Named("long", lambda f, item: item.thing.story, (_I + "story",)),
    "said": Named("long", lambda f, item: item.thing.said, (_I + "said",)),
    "all": Named("long", lambda f, item: _text_of(f, item.thing), (_I + "story",)),
    "details": _beside("Injuries", "Weapon", "Effect"),
    "account": _beside("Injuries", "Weapon"),
    "described": Named("long", _described, (_I + "story",)),
    "injury": Named("long", lambda f, item: "" if is_no(item.thing.injury) else item.thing.injury, (_I + "injury",)),
    "injured": Named(
        "choice",
        lambda f, item: _said_yes(item.thing.injury, f.unknown(f"{item.path}injury")),
        (_I + "injury",),
        options=YES_NO_UNKNOWN,
    ),
    "effect": Named("long", lambda f, item: item.thing.effect, (_I + "effect",)),
    "harm": Named(
        "long",
        lambda f, item: "\n".join(w for w in (item.thing.injury, item.thing.effect) if w and not is_no(w)),
        (_I + "injury", _I + "effect"),
    ),
    "harmed": Named(
        "choice",
        lambda f, item: "yes" if any(w and not is_no(w) for w in (item.thing.injury, item.thing.effect)) else None,
        (_I + "injury", _I + "effect"),
        options=YES_NO,
    ),
    "weapon": thing(lambda i: "" if is_no(i.weapon) else i.weapon, _I + "weapon"),
    "armed": Named(
        "choice",
        lambda f, item: _said_yes(item.thing.weapon, f.unknown(f"{item.path}weapon")),
        (_I + "weapon",),
        options=YES_NO_UNKNOWN,
    ),
    "witnesses": thing(lambda i: ", ".join(w.name for w in i.witnesses if w.name), _I + "witnesses.*.name"),
    "witnessed": Named("choice", _witnessed, (_I + "witnesses",), options=YES_NO_UNKNOWN),
    "police": Named(
        "choice", lambda f, item: item.thing.police.level, (_I + "police",), options={o.id: o.label for o in POLICE}
    ),
    "police_came": Named("choice", _police_came, (_I + "police_came",), options=YES_NO_UNKNOWN),
    "police_agency": thing(lambda i: i.police.agency, _I + "police_agency"),
    "police_report": thing(lambda i: i.police.report, _I + "police_report"),
    "conduct": Named("choices", lambda f, item: frozenset(item.thing.conduct), (_I + "conduct",), options=_CONDUCT),
    "row": Named("long", lambda f, item: _text_of(f, item.thing), (_I + "story",)),
    **{q.key: part(_I + q.key) for q in INCIDENT if q.key != "police_came"},
}

ROWS: Final[Mapping[str, Rows]] = {
    # newest first; undated ones last
    "incidents": Rows(lambda f: _items(in_order(f.told.incidents, "newest-first")), _PARTS, ("incidents",)),
    # the most recent, the worst, then the others
    "events": Rows(lambda f: _items(_told_first(f)), _PARTS, ("incidents",)),
}

VALUES: Final[Mapping[str, Named]] = {
    "harm_kinds": answer("events.harm_kinds"),
    "statement": long(_statement, "incidents.*.story"),
    "latest_when": text(_first_text, "incidents.*.when"),
    "latest_date": Named(
        "date",
        lambda f: _date(f, found[0]) if (found := _told_first(f)) else "",  # type: ignore[return-value,arg-type]
        ("incidents.*.when",),
    ),
    "conduct": some_of(lambda f: [c for i in f.told.incidents for c in i.conduct], _CONDUCT, "incidents.*.conduct"),
    "any_injury": yes_no(
        lambda f: True if any(i.injury and not is_no(i.injury) for i in f.told.incidents) else None,
        "incidents.*.injury",
    ),
    "any_police": yes_no(
        lambda f: True if any(i.police.involved for i in f.told.incidents) else None, "incidents.*.police"
    ),
    "changes": some_of(lambda f: f.told.effects.changes, {o.id: o.label for o in CHANGES}, "effects.changes"),
    "effects_story": long(lambda f: f.told.effects.story, "effects.story"),
    "fear_next": long(lambda f: f.told.effects.fear_next, "effects.fear_next"),
    "why_now": long(lambda f: f.told.effects.why_now, "effects.why_now"),
    "history": long(lambda f: "" if is_no(f.told.history) else f.told.history, "history.story"),
    "stop_story": long(lambda f: f.told.stop_story, "stop.story"),
    "asked_to_stop": yes_no(lambda f: f.told.asked_to_stop, "stop.asked"),
    "shared_places": long(lambda f: f.told.shared_places, "relationship.shared_places"),
}
