"""Incident logs as CSV: stalking logs with seven columns in two editions, a police log, and our own full columns.

Headers are matched by alias. The columns are those that circulate among support services and police forces:
Date, Time, Description of Incident, Location, Witness Name(s), Police Called (Report #), Officer Name (Badge #);
a newer edition has Evidence Attached? and Report Made To; the police log has eight, from 'Date and time' to
'Impact on children, family or others'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.evidence.logs.records import INCIDENT, LONGEST_RAW, Notes, Record, Settings, Source
from assistant.evidence.logs.tables import Table, plain, read_table

# our own column -> the answer about an incident it holds
FULL: Final[Mapping[str, str]] = {
    "entry_id": "",
    "date": "when",
    "date_precision": "when",
    "time": "time",
    "timezone": "log_zone",
    "end_date": "when",
    "location_general": "place",
    "channel": "log_channel",
    "what_happened": "story",
    "exact_words": "said",
    "who_did_it": "log_who",
    "how_i_know": "how_known",
    "witnesses": "witnesses",
    "children_present": "children",
    "weapon": "weapon",
    "injury_or_damage": "injury",
    "evidence": "proof",
    "police_contact": "police",
    "report_number": "police_report",
    "officer": "police_officer",
    "badge": "",
    "effect_on_me": "effect",
    "action_taken": "log_action",
    "told_to_stop": "log_told",
    "recorded_when": "log_recorded",
    "exhibit_labels": "",
    "title": "title",
    "kinds": "conduct",
    "date_words": "when",
    "how_often": "when",
    "weekday": "when",
    "witnesses_saw": "witnesses",
    "care": "care",
    "police_agency": "police_agency",
    "police_result": "police_result",
    "apart": "separate",
    # what only a court's form asks of an event
    "form_police_came": "police_came",
    "form_how_often": "how_often",
    "form_how_often_words": "how_often_words",
    "form_other_dates": "other_dates",
}
PRIVATE_ONLY: Final[Mapping[str, str]] = {
    "witness_contact": "witnesses",
    "police_notes": "police_reason",
    "more_notes": "log_notes",
}
SPARC: Final = (
    "Date",
    "Time",
    "Description of Incident",
    "Location of Incident",
    "Witness Name(s)",
    "Police Called (Report #)",
    "Officer Name (Badge #)",
)
UK: Final = (
    "Date and time",
    "Location",
    "What happened?",
    "Any evidence?",
    "Any police contact, actions or reference numbers",
    "Impact of incident",
    "Changes made as a result",
    "Impact on children, family or others",
)

# what a column of other logs is -> how such a header begins; the longest that fits wins
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "date_time": ("date and time", "date time", "when did it happen", "when"),
    "date": ("date", "day", "date of incident", "incident date"),
    "time": ("time", "time of incident", "time of day"),
    "what_happened": (
        "description of incident", "what happened", "description", "incident", "details", "details of incident",
        "brief description", "event", "notes",
    ),
    "location_general": ("location of incident", "location", "place", "where", "where did it happen"),
    "witnesses": ("witness name", "witness names", "witness", "witnesses", "who saw it", "who was there"),
    "police_and_report": ("police called", "police called report #", "police called report number", "police"),
    "officer_and_badge": ("officer name", "officer name badge #", "officer information", "officer info"),
    "report_made_to": ("report made to", "reported to"),
    "police_any": ("any police contact", "police contact actions or reference numbers"),
    "evidence": ("evidence attached", "any evidence", "evidence", "proof", "evidence of what happened"),
    "effect_on_me": ("impact of incident", "impact", "impact on me", "how i felt", "effect on me", "feelings", "emotional effect"),
    "action_taken": ("changes made as a result", "action taken", "actions taken", "changes", "what i did"),
    "children_words": ("impact on children", "impact on children family or others", "children"),
    "weapon": ("weapon", "weapons", "weapon used"),
    "injury_or_damage": ("injury", "injuries", "injury or damage", "damage"),
    "exact_words": ("exact words", "what was said", "statements", "statements made"),
    "who_did_it": ("who did it", "who", "who do you think did it", "offender", "suspect"),
    "how_i_know": ("how i know", "how do you know", "how you know"),
    "channel": ("channel", "platform", "technology used", "suspected technology"),
    "report_number": ("report number", "report #", "reference number", "crime reference", "case number", "police report number"),
    "badge": ("badge", "badge number", "badge #"),
    "officer": ("officer",),
    "title": ("title", "short title", "summary"),
    "timezone": ("timezone", "time zone"),
}  # fmt: skip
_ALIAS_OF: Final = {alias: meaning for meaning, aliases in _ALIASES.items() for alias in aliases}
_OWN: Final = {plain(c): c for c in (*FULL, *PRIVATE_ONLY)}
_NEEDED: Final = frozenset({"what_happened", "location_general", "witnesses", "effect_on_me", "police_any"})


def meaning_of(header: str) -> str:
    """Our column, or a joined one ('police_and_report'), that a header stands for; '' when it is not known."""
    header = header[:300]  # a column's name; what goes on is no name, and would take long to look through
    name = plain(header)
    if name in _OWN:
        return _OWN[name]
    bare = plain(re.sub(r"\([^)]*\)", " ", header))
    for candidate in (name, bare):
        if candidate in _ALIAS_OF:
            return _ALIAS_OF[candidate]
    starts = [a for a in _ALIAS_OF if len(a) > 4 and (bare.startswith(a + " ") or name.startswith(a + " "))]
    return _ALIAS_OF[max(starts, key=len)] if starts else ""


@dataclass(frozen=True)
class Row:
    """One row: the line it begins on, cells by our column, and cells of columns nobody knows by their own names."""

    line: int
    cells: Mapping[str, str]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Log:
    """An incident log as it was read. `ours`: it has our own full columns, whose cells are read back exactly."""

    ours: bool
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]  # headers that have no home


def looks_like(head: tuple[str, ...]) -> bool:
    """Do these columns tell events, and not calls?"""
    meanings = {meaning_of(h) for h in head}
    return bool(meanings & {"date", "date_time"}) and bool(meanings & _NEEDED)


def read(source: Source, notes: Notes) -> Log:
    """The log's rows. PersonError when there is no row of headers."""
    table = read_table(source, notes, lambda header: bool(meaning_of(header)))
    return log_of(table)


def log_of(table: Table) -> Log:
    """Rows by meaning. Of two columns with one meaning the first has it; the other is kept by its own name."""
    named: list[tuple[str, str]] = []
    taken: set[str] = set()
    for header in table.head:
        meaning = meaning_of(header)
        named.append((header, "" if meaning in taken else meaning))
        taken.add(meaning)
    ours = {"date_precision", "what_happened", "exhibit_labels"} <= taken
    rows = []
    for line, cells in table.rows:
        known = {m: c for (_, m), c in zip(named, cells, strict=True) if m}
        others = tuple((h, c) for (h, m), c in zip(named, cells, strict=True) if not m and c.strip())
        rows.append(Row(line, known, others))
    return Log(ours, tuple(rows), tuple(h for h, m in named if not m and h))


def parse(source: Source, settings: Settings, notes: Notes) -> Iterator[Record]:
    """The rows as records: what happened is the text. Only exact days and clock times give a time."""
    from assistant.evidence.logs.incident_days import Days

    log = read(source, notes)
    days = Days.of(log, settings.dates, source.name)
    for row in log.rows:
        local = days.local(row)
        yield Record(
            source.name,
            source.sha256,
            row.line,
            None,
            local,
            settings.zone,
            True,
            "",
            "",
            row.cells.get("who_did_it", ""),
            row.cells.get("channel", "") or "log",
            INCIDENT,
            row.cells.get("what_happened", ""),
            (),
            None,
            "",
            " | ".join(f"{k}: {v}" for k, v in row.cells.items() if v)[:LONGEST_RAW],
        )
