"""From answers to a case. Pure: no clock, no disk, no screen.

`Told` is built from `_public(answers)`, in which an answer exists only if its question is classed PUBLIC.
What does not apply is left out here (an answer to a question whose `when` no longer holds stays in the
answers but not in the case), so no document needs to know about relevance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from assistant.answers import Answer, Answers, Status
from assistant.case.model import (
    Case,
    Child,
    CourtCase,
    Detail,
    Effects,
    Exhibit,
    Filer,
    Firearms,
    Incident,
    Kept,
    KnownNumber,
    LogCount,
    OriginalFile,
    OwnAnswer,
    Petitioner,
    Police,
    PriorOrder,
    Protected,
    Request,
    Respondent,
    Secret,
    TimeLeftOut,
    Told,
    Witness,
)
from assistant.case.withheld import withheld_because
from assistant.chronology import mention_order
from assistant.dates import When, day_text
from assistant.jurisdiction import Order, Sheet
from assistant.questions import every_group, every_question
from assistant.questions.court import own_questions
from assistant.questions.kinds import Day
from assistant.questions.model import Look, Question, Shown

_ITEM = re.compile(r"^[a-z]\d+$")
_OF_THE_SHEET = ("relief.why.", "court.asks.")  # lists whose items are ids of the law sheet


def case_from(answers: Answers, sheet: Sheet) -> Case:
    """The case that these answers tell, under this law sheet."""
    order = _order(answers, sheet)
    public = _view(answers, sheet, order, Shown.PUBLIC)
    held = {e: why for e in answers.ids("exhibits") if (why := withheld_because(answers, e, sheet)) is not None}
    kept = _kept(answers, sheet, order)
    told = replace(_told(public, sheet, order, held), hides_address=any(s.path == _HOME for s in kept.secrets))
    return Case(told=told, kept=kept, answers=answers)


def _order(answers: Answers, sheet: Sheet) -> Order | None:
    chosen = answers.value("order.type")
    return next((o for o in sheet.orders if o.id == chosen), None)


@cache
def _questions() -> Mapping[str, Question]:
    return dict(every_question())


@cache
def _groups() -> frozenset[str]:
    return frozenset(path for path, _ in every_group())


def pattern_of(path: str) -> str:
    """`incidents.i3.place` -> `incidents.*.place`: the pattern under which every_question lists it.

    A list over ids of the law sheet (`relief.why.<id>.because`) is recognised by its place.
    """
    parts = path.split(".")
    for prefix in _OF_THE_SHEET:
        if path.startswith(prefix):
            return f"{prefix}*.{parts[-1]}"
    return ".".join("*" if _ITEM.match(p) else p for p in parts)


def question_at(path: str) -> Question | None:
    """The question that an answer path belongs to."""
    return _questions().get(pattern_of(path))


def _view(answers: Answers, sheet: Sheet, order: Order | None, shown: Shown) -> Answers:
    """The answers of one class only, and of questions that apply. Anything unclassed is not in it."""
    look = Look(answers, date.min, sheet, order)
    given: dict[str, Answer] = {}
    live = _live_items(answers)
    for path, answer in answers.given.items():
        question = question_at(path)
        if question is None or question.shown is not shown:
            if shown is Shown.PUBLIC and pattern_of(path) in _groups():
                given[path] = answer  # only the yes or no of 'are there any?'
            continue
        item = path[: len(path) - len(question.key)]
        if item not in live and not path.startswith(_OF_THE_SHEET) and _is_item(item):
            continue
        if _applies(question, look.inside(item)):
            given[path] = answer
    return Answers(given, answers.items)


def _is_item(prefix: str) -> bool:
    return any(_ITEM.match(p) for p in prefix.split("."))


def _live_items(answers: Answers) -> set[str]:
    """Prefixes of all items still in their lists, whose own item is still in its list too."""
    live: set[str] = set()
    for group in sorted(answers.items, key=lambda g: g.count(".")):
        holder, _, _ = group.rpartition(".")
        if any(_ITEM.match(p) for p in holder.split(".")) and f"{holder}." not in live:
            continue
        live.update(f"{group}.{item}." for item in answers.items[group])
    return live


def _applies(question: Question, look: Look) -> bool:
    """Relevance alone. Whether a lie on file needs the whole case (`withhold`) is not asked here."""
    if question.key == "withhold":
        return True
    return question.when(look)


class _Reader:
    """Reads values below a prefix, noting for each missing one why it is missing."""

    def __init__(self, answers: Answers, prefix: str):
        self.answers, self.prefix = answers, prefix
        self.gaps: dict[str, Status] = {}

    def get(self, key: str, name: str = "") -> Any:
        """The value at the prefix, or None; a missing one's reason is noted under `name`."""
        answer = self.answers.get(self.prefix + key)
        if answer is None:
            return None
        if answer.status is not Status.ANSWERED:
            self.gaps[name or key] = answer.status
            return None
        return answer.value

    def age(self) -> tuple[int | None, bool]:
        value = self.get("age")
        return (value["years"], bool(value.get("about"))) if value else (None, False)

    def each(self, key: str) -> list[tuple[str, _Reader]]:
        return [(i, _Reader(self.answers, f"{self.prefix}{key}.{i}.")) for i in self.answers.ids(self.prefix + key)]


def _told(answers: Answers, sheet: Sheet, order: Order | None, held: Mapping[str, str]) -> Told:
    top = _Reader(answers, "")
    place, people, rel = _Reader(answers, "order."), _Reader(answers, "petitioner."), _Reader(answers, "relationship.")
    confidential, relief, cases = (
        _Reader(answers, "confidential."),
        _Reader(answers, "relief."),
        _Reader(answers, "cases."),
    )
    children, stop, signing = _Reader(answers, "children."), _Reader(answers, "stop."), _Reader(answers, "signing.")
    filing_for = people.get("filing_for")
    incidents = [_incident(n, i, r) for n, (i, r) in enumerate(top.each("incidents"), 1)]
    worst = _worst(answers)
    mentioned = mention_order(incidents, worst, order.chronology.order if order else None)
    exhibits = _exhibits(top, order, mentioned, held)
    told = Told(
        jurisdiction=sheet.code,
        order=order.id if order else None,
        court=place.get("court") or (order.court.which[0] if order and len(order.court.which) == 1 else None),
        county=place.get("county"),
        division=place.get("division"),
        judicial_district=place.get("judicial_district"),
        why_here=place.get("why_here"),
        filing_for=filing_for,
        petitioner=_petitioner(people, confidential),
        filer=_filer(people) if filing_for in ("child", "adult") else None,
        protected=tuple(_protected(i, r) for i, r in _Reader(answers, "protected.").each("people")),
        respondent=_respondent(_Reader(answers, "respondent.")),
        relationships=tuple(rel.get("kinds") or ()),
        how_known=rel.get("details"),
        relationship_began=rel.get("began"),
        relationship_ended=rel.get("ended"),
        shared_places=rel.get("shared_places"),
        incidents=_with_exhibits(incidents, exhibits),
        worst=worst,
        effects=_effects(_Reader(answers, "effects.")),
        history=_Reader(answers, "history.").get("story"),
        firearms=_firearms(_Reader(answers, "weapons.")),
        has_children=True if answers.ids("children.list") else answers.value("children.list"),
        children=tuple(_child(i, r) for i, r in children.each("list")),
        children_cases=children.get("cases"),
        cases=tuple(_court_case(i, r) for i, r in cases.each("list")),
        prior_orders=tuple(_prior_order(i, r) for i, r in cases.each("orders")),
        against_me=cases.get("against_me"),
        asked_to_stop=stop.get("asked"),
        stop_story=stop.get("story"),
        exhibits=exhibits,
        requests=_requests(relief, order),
        own_answers=tuple(_own_answers(answers, sheet, order)),
        left_out=tuple(
            _left_out(i, r, order)
            for i, r in _Reader(answers, "time.").each("left_out")
            if order is not None and order.time_limit.left_out
        ),
        temporary=place.get("temporary"),
        distance=relief.get("distance"),
        other_request=relief.get("other"),
        order_length=relief.get("length"),
        hearing_wanted=relief.get("hearing"),
        told_respondent=relief.get("told"),
        fee_basis=relief.get("fee_basis"),
        address_risk=confidential.get("address_risk"),
        only_financial=relief.get("only_financial"),
        indian_child=children.get("indian_child"),
        signing_place=signing.get("place"),
        signing_county=signing.get("county"),
        details=_details(answers),
        known_numbers=tuple(
            KnownNumber(i, r.get("who"), r.get("how_known"), r.gaps)
            for i, r in _Reader(answers, "logs.").each("people")
        ),
        gaps={path: a.status for path, a in answers.given.items() if a.status is not Status.ANSWERED},
        none_of=frozenset(
            path
            for path, a in answers.given.items()
            if a.value is False and a.status is Status.ANSWERED
            if pattern_of(path) in _groups() and not answers.ids(path)
        ),
    )
    return told


def _details(view: Answers) -> tuple[Detail, ...]:
    """The answers of a view that have no place of their own in the case, by the type of their question."""
    found = []
    for path, answer in view.given.items():
        question = question_at(path)
        if question is None or answer.status is not Status.ANSWERED:
            continue
        if not question.for_forms and question.shown is not Shown.CONFIDENTIAL:
            continue
        value = answer.value
        if isinstance(question.kind, Day):
            value = date.fromisoformat(value)
        elif isinstance(value, list):
            value = tuple(value)
        found.append(Detail(path, value))
    return tuple(found)


def _address(r: _Reader, whole: str, stem: str) -> str | None:
    """The address in one line: as it was given, else its parts joined as on an envelope."""
    given = r.get(whole)
    if given:
        return str(given)
    line = ", ".join(str(p) for p in (r.get(f"{stem}street"), r.get(f"{stem}unit"), r.get(f"{stem}city")) if p)
    return f"{line}, {' '.join(rest)}" if (rest := _rest(r, stem)) and line else line or None


def _rest(r: _Reader, stem: str) -> list[str]:
    return [str(p) for p in (r.get(f"{stem}state"), r.get(f"{stem}zip")) if p]


def _petitioner(r: _Reader, c: _Reader) -> Petitioner:
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


def _filer(r: _Reader) -> Filer:
    return Filer(
        name=r.get("filer_name", "name"),
        relation=r.get("filer_relation", "relation"),
        authority=r.get("filer_authority", "authority"),
        gaps=r.gaps,
    )


def _protected(item: str, r: _Reader) -> Protected:
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


def _respondent(r: _Reader) -> Respondent:
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


def _incident(number: int, item: str, r: _Reader) -> Incident:
    when = r.get("when")
    police = _Reader(r.answers, r.prefix)
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


def _with_exhibits(incidents: list[Incident], exhibits: tuple[Exhibit, ...]) -> tuple[Incident, ...]:
    shown: dict[str, list[str]] = {}
    for exhibit in exhibits:
        for item in exhibit.incidents:
            shown.setdefault(item, []).append(exhibit.id)
    return tuple(replace(i, exhibits=tuple(shown.get(i.id, ()))) for i in incidents)


def _witness(item: str, r: _Reader) -> Witness:
    return Witness(id=item, name=r.get("name"), saw=r.get("saw"), gaps=r.gaps)


def _worst(answers: Answers) -> str | None:
    chosen = answers.value("events.worst")
    return chosen if chosen in answers.ids("incidents") else None


def _effects(r: _Reader) -> Effects:
    return Effects(
        changes=tuple(r.get("changes") or ()),
        story=r.get("story"),
        fear_next=r.get("fear_next"),
        why_now=r.get("why_now"),
        gaps=r.gaps,
    )


def _firearms(r: _Reader) -> Firearms:
    return Firearms(has=r.get("has"), kinds=r.get("kinds"), where=r.get("where"), gaps=r.gaps)


def _child(item: str, r: _Reader) -> Child:
    years, _ = r.age()
    return Child(id=item, name=r.get("name"), age=years, whose=r.get("whose"), gaps=r.gaps)


def _court_case(item: str, r: _Reader) -> CourtCase:
    return CourtCase(
        id=item, kind=r.get("kind"), court=r.get("court"), number=r.get("number"), when=r.get("when"), gaps=r.gaps
    )


def _prior_order(item: str, r: _Reader) -> PriorOrder:
    return PriorOrder(
        id=item,
        protects=r.get("protects"),
        court=r.get("court"),
        number=r.get("number"),
        made=r.get("made"),
        ends=r.get("ends"),
        in_force=r.get("in_force"),
        broken=r.get("broken"),
        gaps=r.gaps,
    )


def _exhibits(
    top: _Reader, order: Order | None, mentioned: list[Incident], held: Mapping[str, str]
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


def _requests(r: _Reader, order: Order | None) -> tuple[Request, ...]:
    known = {item.id: item for item in order.relief} if order else {}
    found = []
    for chosen in r.get("items") or ():
        if chosen in known:
            why = _Reader(r.answers, f"relief.why.{chosen}.")
            found.append(
                Request(
                    id=chosen,
                    label=known[chosen].label,
                    cite=known[chosen].cite,
                    because=why.get("because"),
                    gaps=why.gaps,
                )
            )
    return tuple(found)


def _own_answers(answers: Answers, sheet: Sheet, order: Order | None) -> Iterator[OwnAnswer]:
    """What only this place asks, in the order of its sheet; those that do not apply are left out."""
    if order is None:
        return
    look = Look(answers, date.min, sheet, order)
    for asked, words in own_questions(look):
        reader = _Reader(answers, f"court.asks.{asked}.")
        item = next(m for m in order.petition_must_state if m.id == asked)
        yield OwnAnswer(
            id=asked, label=item.label, ask=words, text=reader.get("answer"), cite=item.cite, gaps=reader.gaps
        )


def _left_out(item: str, r: _Reader, order: Order | None) -> TimeLeftOut:
    kinds = {k.id: k.label for k in order.time_limit.left_out} if order else {}
    why, start, end = r.get("why"), r.get("start"), r.get("end")
    return TimeLeftOut(
        id=item,
        why=why,
        label=kinds.get(why or "", ""),
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
        gaps=r.gaps,
    )


_HOME = "confidential.home_address"
_SECRETS = (
    (_HOME, "home address"),
    ("confidential.phone", "phone number"),
    ("confidential.email", "email"),
    ("confidential.work", "workplace"),
    ("confidential.school", "school"),
    ("confidential.home_street", "street of the home"),
    ("confidential.home_phone", "phone at home"),
    ("confidential.former_address", "home that was left"),
    ("confidential.work_address", "address of the work"),
    ("confidential.work_phone", "phone at work"),
    ("confidential.school_address", "address of the school"),
)


def secrets_of(answers: Answers) -> tuple[Secret, ...]:
    """Every confidential value that the person gave, each once, by its first path."""
    secrets = [Secret(path, label, str(answers.value(path))) for path, label in _SECRETS if answers.value(path)]
    secrets += [Secret(path, "date of birth", day_text(born)) for path, born in _hidden_days(answers)]
    other = answers.value("confidential.other")
    if other:
        secrets += [
            Secret("confidential.other", "hidden thing", line.strip()) for line in other.split("\n") if line.strip()
        ]
    for i in answers.ids("incidents"):
        for w in answers.ids(f"incidents.{i}.witnesses"):
            path = f"incidents.{i}.witnesses.{w}.contact"
            if answers.value(path):
                secrets.append(Secret(path, "witness contact", str(answers.value(path))))
    return tuple({s.value: s for s in reversed(secrets)}.values())[::-1]


def _hidden_days(answers: Answers) -> Iterator[tuple[str, date]]:
    """(path, day) of every birth date that must stay hidden."""
    for path, answer in answers.given.items():
        question = question_at(path) if answer.value is not None else None
        if question is not None and question.shown is Shown.CONFIDENTIAL and isinstance(question.kind, Day):
            yield path, date.fromisoformat(str(answer.value))


def _kept(answers: Answers, sheet: Sheet, order: Order | None) -> Kept:
    incidents = answers.ids("incidents")
    birth = answers.value("signing.birth_date")
    return Kept(
        secrets=secrets_of(answers),
        withhold_in_story=answers.value("confidential.withhold") is True,
        birth_date=date.fromisoformat(birth) if birth else None,
        interpreter=answers.value("helper.language"),
        helper=answers.value("helper.who"),
        no_police_reason=_per_incident(answers, incidents, "police_reason"),
        proof=_per_incident(answers, incidents, "proof"),
        files=tuple(_files(answers)),
        details=_details(_view(answers, sheet, order, Shown.CONFIDENTIAL)),
        log_counts=tuple(_log_counts(answers)),
    )


def _files(answers: Answers) -> Iterator[OriginalFile]:
    for e in answers.ids("exhibits"):
        value = answers.value(f"exhibits.{e}.file")
        if not (isinstance(value, dict) and "sha256" in value):
            continue
        said = {
            key: answers.value(f"exhibits.{e}.{key}") for key in ("obtained", "recorded", "cleared_by", "cleared_why")
        }
        yield OriginalFile(
            exhibit=e,
            sha256=value["sha256"],
            media=value["media"],
            name=value["name"],
            size=value["size"],
            pages=value.get("pages"),
            modified=value.get("modified"),
            made=value.get("made"),
            made_by=value.get("made_by"),
            seconds=value.get("seconds"),
            source=answers.value(f"exhibits.{e}.from"),
            hide=tuple(answers.value(f"exhibits.{e}.hide") or ()),
            **said,
        )


def _log_counts(answers: Answers) -> Iterator[LogCount]:
    """Counts whose event and file are still there."""
    for i, r in _Reader(answers, "logs.").each("counts"):
        incident, what, count = r.get("incident"), r.get("what"), r.get("count")
        if incident in answers.ids("incidents") and r.get("file") in answers.ids("logs.files") and what:
            texts = {k: r.get(k) or "" for k in ("number", "direction", "state", "begin", "end", "first", "last")}
            yield LogCount(i, incident, what, count or 0, **texts)


def _per_incident(answers: Answers, incidents: list[str], key: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (i, str(answers.value(f"incidents.{i}.{key}"))) for i in incidents if answers.value(f"incidents.{i}.{key}")
    )
