"""A file of messages, calls or events, as the separate process reads it. No byte of it is looked at in this one.

Everything here raises PersonError, naming the file, when it cannot be read, or when its reader crashed, hung, or took
more memory or time than a file of its size may; Undecided where its dates can be read two ways.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Final

from assistant.errors import PersonError
from assistant.evidence.apart import Loan, Reply, shared
from assistant.evidence.logs.crossing import asked, summary_in, texts, unpacked
from assistant.evidence.logs.days import Undecided
from assistant.evidence.logs.incident_csv import Log, Row
from assistant.evidence.logs.reading import Numbered, Summary, Wanted
from assistant.evidence.logs.records import KINDS, Notes, Settings, Source
from assistant.evidence.logs.tables import Table

_REMEDY: Final = "Export or copy it again, or a shorter span of it."


def kind_of(source: Source) -> str:
    """What the file is: a key of records.KINDS."""
    with _believed(source):
        head, _ = _result(source, "kind")
        if head["kind"] not in KINDS:
            raise ValueError("no kind")
        return str(head["kind"])


def names_in(source: Source, kind: str) -> list[str]:
    """The names that stand before the messages of a chat, the most frequent first."""
    with _believed(source):
        return texts(_result(source, "names", kind=kind)[0]["names"])


def columns_of(source: Source, named: Sequence[str]) -> Table:
    """The columns of a call list, with its first rows alone; `named` are columns that the person named."""
    with _believed(source):
        head, _ = _result(source, "columns", named=list(named))
        rows = [(int(line), tuple(texts(cells))) for line, cells in head["rows"]]
        made = Table(tuple(texts(head["head"])), tuple(rows))
        if any(len(cells) != len(made.head) for _, cells in rows):
            raise ValueError("no table")
        return made


def summary_of(source: Source, settings: Settings, step: Callable[[], object] | None = None) -> Summary:
    """What the whole file holds. `step` is called after every thousand entries."""
    with _believed(source), closing(_replies(source, "summary", **asked(settings))) as replies:
        for head, _ in replies:
            if "read" not in head:
                return summary_in(head)
            if step is not None:
                step()
        raise ValueError("no summary")


def entries(
    source: Source, settings: Settings, wanted: Wanted | None = None, notes: Notes | None = None
) -> Iterator[Numbered]:
    """The entries that are meant, with their numbers, in the order of the file.

    At the end `notes` has what is said about the file and how many entries it has in all. Whoever has enough may
    stop: the rest is not read then.
    """
    with closing(_replies(source, "entries", **asked(settings, wanted or Wanted()))) as replies:
        for head, parts in replies:
            with _believed(source):
                for part in parts:
                    yield from unpacked(part, source, settings.zone)
                if notes is not None and "total" in head:
                    notes.total = int(head["total"])
                    for sentence in texts(head["notes"]):
                        notes.add(sentence)


def events_in(source: Source, notes: Notes) -> Log:
    """The rows of an incident log."""
    rows: list[Row] = []
    head: dict[str, Any] = {}
    with _believed(source):
        for head, parts in _replies(source, "events"):  # noqa: B007  # the last one is looked at below
            rows += [_event(row) for part in parts for row in json.loads(part)]
        for sentence in texts(head["notes"]):
            notes.add(sentence)
        return Log(head["ours"] is True, tuple(rows), tuple(texts(head["unknown"])))


def _event(found: Any) -> Row:
    line, cells, others = found
    pairs = [(str(k), str(v)) for k, v in others]
    return Row(int(line), {str(k): str(v) for k, v in cells.items()}, tuple(pairs))


def _result(source: Source, ask: str, **how: Any) -> Reply:
    *_, last = _replies(source, ask, **how)
    return last


def _replies(source: Source, ask: str, **how: Any) -> Generator[Reply, None, None]:
    loan = Loan(source.open, source.size, source.name)
    how = {"sha256": source.sha256, "ask": ask, **how}
    with closing(shared().replies("log", loan, source.name, remedy=_REMEDY, **how)) as replies:
        for head, parts in replies:
            if "undecided" in head:
                example, month, day = texts(head["undecided"])
                raise Undecided(source.name, example, (month, day))
            yield head, parts


@contextmanager
def _believed(source: Source) -> Iterator[None]:
    """Nothing that a process says is believed that has not the shape it should have."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        raise PersonError("this file cannot be read; it may be damaged.", where=source.name, remedy=_REMEDY) from None
