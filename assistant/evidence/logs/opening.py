"""What is done with a file of messages, calls or events in the separate process; assistant.evidence.logs.asking asks.

One job, with what is asked in `ask`: the kind of the file; what must be shown to ask about it; what it holds; its
entries; the rows of an incident log. The file is lent (assistant.evidence.worker.Lent) and read a piece at a time.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Generator, Mapping
from typing import Any, Final

from assistant.evidence.logs import carrier_csv, incident_csv
from assistant.evidence.logs.crossing import packed, settings_in, told, wanted_in
from assistant.evidence.logs.days import Undecided
from assistant.evidence.logs.detect import kind_of
from assistant.evidence.logs.formats import records, senders, summed_up
from assistant.evidence.logs.reading import Numbered
from assistant.evidence.logs.records import Notes, Source
from assistant.evidence.worker import Lent

Message = tuple[dict[str, Any], list[bytes]]
Told = Generator[Message, None, Message]

MOST_ENTRIES: Final = 500  # in one piece
MOST_TEXT: Final = 1_000_000  # characters after which a piece goes off with fewer
_FIRST_ROWS: Final = 3


def log(lent: Lent, how: Mapping[str, Any]) -> Told:
    """Do what is asked. PersonError for a file that cannot be read; `undecided` where its dates have two readings."""
    source = Source(str(how["where"]), str(how["sha256"]), lent.size, lent.open)
    gc.disable()  # a hundred thousand records hold no cycles; looking for some costs a fifth of the time
    try:
        made = _ASKED[how["ask"]](source, how)
        return made if isinstance(made, tuple) else (yield from made)
    except Undecided as error:
        return {"undecided": [error.example, *error.readings]}, []
    finally:
        gc.enable()


def _kind(source: Source, how: Mapping[str, Any]) -> Message:
    return {"kind": kind_of(source)}, []


def _names(source: Source, how: Mapping[str, Any]) -> Message:
    return {"names": senders(source, str(how["kind"]))}, []


def _columns(source: Source, how: Mapping[str, Any]) -> Message:
    """The columns of a call list and its first rows; `named` are columns that the person named."""
    table = carrier_csv.read(source, Notes(), how["named"])
    return {"head": table.head, "rows": table.rows[:_FIRST_ROWS]}, []


def _summary(source: Source, how: Mapping[str, Any]) -> Told:
    for made in summed_up(source, settings_in(how)):
        yield {"read": made.total}, []
    return told(made), []


def _entries(source: Source, how: Mapping[str, Any]) -> Told:
    """The entries that are meant, in pieces; the result says how many the file has in all."""
    notes, wanted = Notes(), wanted_in(how)
    total, piece, length = 0, list[Numbered](), 0
    for total, record in enumerate(records(source, settings_in(how), notes), 1):
        if wanted(total, record):
            piece.append((total, record))
            length += len(record.text)
        if len(piece) == MOST_ENTRIES or length > MOST_TEXT or total % 20_000 == 0:
            yield {}, [packed(piece)]
            piece, length = [], 0
    return {"total": total, "notes": notes.said}, [packed(piece)]


def _events(source: Source, how: Mapping[str, Any]) -> Told:
    """The rows of an incident log, in pieces; the result says what its columns are."""
    notes = Notes()
    found = incident_csv.read(source, notes)
    for n in range(0, len(found.rows), MOST_ENTRIES):
        rows = [(r.line, r.cells, r.others) for r in found.rows[n : n + MOST_ENTRIES]]
        yield {}, [json.dumps(rows).encode()]
    return {"ours": found.ours, "unknown": found.unknown, "notes": notes.said}, []


_ASKED: Final[Mapping[str, Callable[[Source, Mapping[str, Any]], Message | Told]]] = {
    "kind": _kind,
    "names": _names,
    "columns": _columns,
    "summary": _summary,
    "entries": _entries,
    "events": _events,
}
