"""What crosses from the separate process to the program, as JSON: records, summaries, tables and rows.

What comes from there is believed in nothing: what has not the shape it should have raises ValueError.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from assistant.evidence.logs.reading import Numbered, Summary, Wanted
from assistant.evidence.logs.records import Notes, Record, Settings, Source

# number, row, UTC, local, assumed, direction, counterpart, label, channel, what, text, media, duration, state, raw, only a day;
# a record's first two fields and its zone are those of the file, which the program knows
_SHAPES: Final = frozenset(
    (int, int, str, str, bool, str, str, str, str, str, str, list, seconds, str, str, bool)
    for seconds in (int, type(None))
)


def packed(entries: Sequence[Numbered]) -> bytes:
    """Entries as JSON."""
    return json.dumps([_row(n, r) for n, r in entries]).encode()


def _row(n: int, r: Record) -> tuple[Any, ...]:
    utc, local = r.when_utc, r.when_local
    return (
        n,
        r.row,
        "" if utc is None else utc.isoformat(),
        "" if local is None else local.isoformat(),
        r.tz_assumed,
        *r[7:13],
        r.media,
        None if r.duration_s is None else int(r.duration_s),
        r.state,
        r.raw,
        r.day_only,
    )


def unpacked(data: bytes, source: Source, zone: str) -> Iterator[Numbered]:
    """The entries that were packed, of this file. ValueError when they are none."""
    parsed = datetime.fromisoformat
    for row in json.loads(data):
        if tuple(map(type, row)) not in _SHAPES or not all(type(m) is str for m in row[11]):
            raise ValueError("no record")
        n, line, utc, local, assumed, *words, media, duration, state, raw, day_only = row
        yield (
            n,
            Record._make(
                (
                    source.name,
                    source.sha256,
                    line,
                    parsed(utc) if utc else None,
                    parsed(local) if local else None,
                    zone,
                    assumed,
                    *words,
                    tuple(media),
                    duration,
                    state,
                    raw,
                    day_only,
                )
            ),
        )


def asked(settings: Settings, wanted: Wanted | None = None) -> dict[str, Any]:
    """What is said about a file, and which of its entries are meant, as data of JSON."""
    made: dict[str, Any] = {"settings": asdict(settings)}
    if wanted is not None:
        told = asdict(wanted)
        made["wanted"] = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in told.items()}
    return made


def settings_in(how: Mapping[str, Any]) -> Settings:
    """The settings of a question."""
    told = how["settings"]
    return Settings(**{**told, "mapping": tuple((column, meaning) for column, meaning in told["mapping"])})


def wanted_in(how: Mapping[str, Any]) -> Wanted:
    """The entries that a question means."""
    told = dict(how["wanted"])
    told["lines"] = tuple((a, b) for a, b in told["lines"])
    for key in ("begin", "end"):
        told[key] = _moment(told[key])
    return Wanted(**told)


def told(summary: Summary) -> dict[str, Any]:
    """A summary as data of JSON."""
    first, last = (at.isoformat() if at else None for at in (summary.first, summary.last))
    return {
        "total": summary.total,
        "undated": summary.undated,
        "first": first,
        "last": last,
        "kinds": summary.kinds,
        "people": summary.people,
        "labels": summary.labels,
        "notes": summary.notes.said,
    }


def summary_in(head: Mapping[str, Any]) -> Summary:
    """The summary of a reply. ValueError, TypeError or KeyError when it is none."""
    return Summary(
        int(head["total"]),
        int(head["undated"]),
        _moment(head["first"]),
        _moment(head["last"]),
        Counter(_counts(head["kinds"])),
        Counter(_counts(head["people"])),
        {_text(k): _text(v) for k, v in head["labels"].items()},
        Notes(texts(head["notes"])),
    )


def texts(found: Any) -> list[str]:
    """A list of texts. ValueError when it is none."""
    if not isinstance(found, list):
        raise ValueError("no list")
    return [_text(t) for t in found]


def _counts(found: Any) -> dict[str, int]:
    return {_text(k): int(v) for k, v in found.items()}


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise ValueError("no text")
    return found


def _moment(found: Any) -> datetime | None:
    return datetime.fromisoformat(found) if found else None
