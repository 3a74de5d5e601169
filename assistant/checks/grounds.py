"""Each ground of the order against what was told: which events speak of it, counts, windows, episodes.

Nothing here says that a ground is met: it says what the text tells against what the law names. A matter
that dates do not settle answers 'cannot tell'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.case.model import Case, Incident, Told
from assistant.checks.dates_checks import outside_window
from assistant.checks.limits import span_words, window_limit
from assistant.checks.view import View, event, is_no
from assistant.chronology import in_order
from assistant.dates import Within
from assistant.findings import Finding, Severity
from assistant.jurisdiction import Ground, Order
from assistant.jurisdiction.grounds import Element
from assistant.jurisdiction.vocabulary import SHOWN_BY


@dataclass(frozen=True)
class GroundSupport:
    """One ground, the incidents of its kinds, and what can be said about its count and window."""

    ground: Ground
    incidents: tuple[Incident, ...]
    acts: int  # each repeating incident counts as two: more than one, the number is not known
    episodes: int  # acts, with several of one day and place taken as one
    enough: Within | None  # None: the law states no number
    in_window: Within | None  # None: the law sets no window
    elements: tuple[tuple[Element, tuple[str, ...], tuple[str, ...]], ...]  # element, incident ids, other support

    def words(self, titles: Mapping[str, str]) -> str:
        """The count in words, neutral."""
        told = f"Events of the kinds named: {', '.join(titles[i.id] for i in self.incidents) or 'none so far'}."
        if self.ground.minimum_incidents is None:
            return told + " The law states no number."
        number = f" The law speaks of {self.ground.minimum_incidents}; told so far: {self.acts}"
        if self.episodes != self.acts:
            number += f", or {self.episodes} when acts of one day and place are taken together"
        return (
            told
            + number
            + "."
            + (" Whether they fall within the time is not clear yet." if self.in_window is Within.CANNOT_TELL else "")
        )

    def rows(self, titles: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        """(element with its citation, what speaks of it) for a table."""
        for element, ids, other in self.elements:
            said = [titles[i] for i in ids] + list(other)
            yield f"{element.label} [{element.cite}]", "; ".join(said) or "nothing told so far"


def support(case: Case, order: Order, today: date) -> list[GroundSupport]:
    """What was told, ground by ground, in the sheet's order. Grounds for lawyers only are left out."""
    return [_ground(case.told, g, today) for g in order.grounds if not g.lawyer_only]


def _ground(told: Told, ground: Ground, today: date) -> GroundSupport:
    kinds = set(ground.conduct)
    mine = tuple(i for i in told.incidents if kinds & set(i.conduct))
    acts = sum(_acts(i) for i in mine)
    apart = _episodes(mine)
    counted = apart if ground.one_episode_counts_once else acts
    enough = None
    if ground.minimum_incidents is not None:
        enough = Within.YES if counted >= ground.minimum_incidents else Within.NO
        if enough is Within.NO and acts >= ground.minimum_incidents:
            enough = Within.CANNOT_TELL  # whether acts of one day are one event is the court's to say
    return GroundSupport(
        ground,
        mine,
        acts,
        apart,
        enough,
        _window(told, mine, ground, today),
        tuple((e, *_shown(told, mine, e)) for e in ground.elements),
    )


def _acts(incident: Incident) -> int:
    return 2 if incident.when is not None and incident.when.often else 1


def _episodes(incidents: Iterable[Incident]) -> int:
    """Acts counted as a court might: those of one exact day at one place are one, unless the person said they were apart.

    A place that is not known is taken for one that is; the order in which events are listed does not matter.
    """
    days: dict[date, list[Incident]] = {}
    count = 0
    for i in incidents:
        if i.when is None or i.when.kind != "exact" or i.separate is True:
            count += _acts(i)
        else:
            days.setdefault(i.when.earliest(), []).append(i)
    return count + sum(max(1, len({_place(i) for i in same} - {""})) for same in days.values())


def _place(incident: Incident) -> str:
    return " ".join((incident.place or "").casefold().split())


def _together(incidents: Iterable[Incident]) -> list[Incident]:
    """The events that may be one: of one exact day and place (or an unknown place), not said to be apart. Of the largest such set."""
    sets: dict[date, dict[str, list[Incident]]] = {}
    for i in incidents:
        if i.when is not None and i.when.kind == "exact" and i.separate is not True:
            sets.setdefault(i.when.earliest(), {}).setdefault(_place(i), []).append(i)
    found: list[Incident] = []
    for places in sets.values():
        nowhere = places.get("", [])
        known = max((p for key, p in places.items() if key), key=len, default=[])
        if len(known) + len(nowhere) > max(1, len(found)):
            found = known + nowhere
    return found


def _window(told: Told, incidents: Iterable[Incident], ground: Ground, today: date) -> Within | None:
    if ground.within is None:
        return None
    limit = window_limit(ground.within, told, today)
    answers = [limit.holds(i.when) for i in incidents]
    if answers.count(Within.YES) >= ground.within.count:
        return Within.YES
    unsure = answers.count(Within.YES) + answers.count(Within.CANNOT_TELL)
    return Within.CANNOT_TELL if unsure >= ground.within.count else Within.NO


def _shown(told: Told, mine: tuple[Incident, ...], element: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Incident ids and other answers that speak of an element."""
    ids: list[str] = []
    other: list[str] = []
    effects = told.effects
    for way in element.shown_by:
        if way == "conduct":
            ids += [i.id for i in mine]
        elif way == "repeated":
            ids += [i.id for i in mine] if sum(_acts(i) for i in mine) > 1 else []
        elif way in ("effect", "fear"):
            ids += [i.id for i in told.incidents if i.effect]
            other += ["what it has done"] if effects.story or effects.changes else []
        elif way == "weapon":
            ids += [i.id for i in told.incidents if not is_no(i.weapon)]
        elif way == "injury":
            ids += [i.id for i in told.incidents if not is_no(i.injury)]
        elif way == "directed":
            ids += [i.id for i in mine if i.how_known]
        elif way == "judgement":
            other.append(SHOWN_BY["judgement"])
        else:
            facts = {
                "told-to-stop": told.stop_story,
                "relationship": "; ".join(told.relationships),
                "future": effects.fear_next,
                "age-or-limits": told.petitioner.vulnerability or told.petitioner.age,
                "prior-order": told.prior_orders,
            }
            other += [SHOWN_BY[way]] if facts.get(way) else []
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(other))


def counts(v: View) -> Iterator[Finding]:
    """Only when no ground has the number its law speaks of. A law without a number is never held against anyone."""
    grounds = v.grounds
    spoken = [g for g in grounds if g.incidents]
    if any(g.enough is not Within.NO for g in spoken):
        return  # enough, no number stated, or not ours to say: see the window and the episodes
    if not v.told.incidents:
        person = "No events are written down yet."
    elif not grounds:
        return  # all that this order has is for a lawyer to weigh
    elif not spoken:
        person = "No event has a kind of conduct that this order's law names. Is the kind of each event filled in?"
    else:
        nearest = max(spoken, key=lambda g: g.acts - (g.ground.minimum_incidents or 0))
        person = (
            f"The rule for this order talks about {nearest.ground.minimum_incidents} or more acts. You have written "
            f"{nearest.acts}. Are there others, even small ones?"
        )
    yield Finding(
        "F04-count-below-rule",
        Severity.REVIEW,
        "What happened",
        "incidents",
        person,
        "; ".join(
            f"{g.ground.label}: {g.acts} told, {g.ground.minimum_incidents or 'no number'} named" for g in grounds
        )
        or "No incident told.",
        _cites(grounds) or v.order.statute,
    )


def _cites(grounds: Iterable[GroundSupport]) -> str:
    return "; ".join(dict.fromkeys(g.ground.cite for g in grounds if g.ground.cite))


def windows(v: View) -> Iterator[Finding]:
    """Grounds that ask for acts within a time before filing, when no ground is met with it. An unknown date is no 'no'."""
    spoken = [g for g in v.grounds if g.incidents and g.enough is not Within.NO]
    if not spoken or any(g.in_window in (None, Within.YES) for g in spoken) or any(outside_window(v)):
        return  # met, or said already of the order's own limit
    unsure = any(g.in_window is Within.CANNOT_TELL for g in spoken)
    g = next((g for g in spoken if g.in_window is Within.CANNOT_TELL), spoken[0])
    window = g.ground.within
    assert window is not None
    span = span_words(window.days, window.months)
    limit = window_limit(window, v.told, v.today)
    open_ones = [i for i in g.incidents if limit.holds(i.when) is Within.CANNOT_TELL]
    first = open_ones[0] if unsure else in_order(g.incidents, "newest-first")[0]
    asks = f"{window.count} event{'s' if window.count > 1 else ''} in the {span} before filing"
    yield Finding(
        "F03-outside-window",
        Severity.REVIEW,
        event(first),
        f"incidents.{first.id}.when",
        f"The rule for this order asks about {asks}. "
        + (
            "From the dates so far this cannot be told yet."
            if unsure
            else "What you wrote is older. Older events can still be history. A lawyer can help place them."
        ),
        f"{g.ground.label}: {asks}; "
        + ("cannot tell from approximate or missing dates." if unsure else "none in time; keep as history."),
        _cites([g]) or v.order.statute,
    )


def episodes(v: View) -> Iterator[Finding]:
    """Where a count is reached only when acts of one day and place are counted apart. Each set of events once."""
    seen: set[str] = set()
    for g in v.grounds:
        least = g.ground.minimum_incidents
        if least is None or not g.episodes < least <= g.acts or g.ground.one_episode_counts_once is False:
            continue
        same = _together(g.incidents)
        if len(same) < 2 or same[-1].id in seen:
            continue
        seen.add(same[-1].id)
        yield Finding(
            "F05-acts-in-one-episode",
            Severity.REVIEW,
            event(same[-1]),
            f"incidents.{same[-1].id}.separate",
            f"{len(same)} of your events are on one day and may be at one place. Is that one event, or were they apart?",
            f"{g.ground.label}: {g.acts} acts may collapse into {g.episodes}; the rule names {least}. "
            f"Events {', '.join(str(i.number) for i in same)}.",
            g.ground.cite or v.order.statute,
        )
