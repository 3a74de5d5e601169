"""Logs of a case: the file kept as an original, what was said about it in the answers, its records on demand.

logs.files.<id>.file      sha256, name, size, media of the original
logs.files.<id>.kind ...  how it is read (see Settings)
logs.people.<id>....      whose a number is, and how the person knows
logs.counts.<id>....      rows counted for one event
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.answers import Answers
from assistant.errors import PersonError, Problem, cannot_read
from assistant.evidence.intake import Store
from assistant.evidence.logs import asking
from assistant.evidence.logs.numbers import same
from assistant.evidence.logs.reading import Numbered, Wanted
from assistant.evidence.logs.records import Notes, Record, Settings, Source

FILES: Final = "logs.files"
PEOPLE: Final = "logs.people"
_MEDIA: Final = {
    "sms": "text/xml",
    "voice": "text/html",
    "meta": "application/json",
    "calls": "text/csv",
    "incidents": "text/csv",
}


def source_at(path: Path) -> Source:
    """A file somewhere, hashed. PersonError when it cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        if not path.is_file():
            raise FileNotFoundError(2, "there is no such file")
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise cannot_read(error, path) from None
    return Source(shown_name(path.name), digest.hexdigest(), size, lambda: path.open("rb"))


def shown_name(name: str) -> str:
    """A file's name as messages may show it."""
    return "".join(c if c.isprintable() else "?" for c in name)[:120]


@dataclass(frozen=True)
class Log:
    """One log of a case."""

    id: str
    number: int  # as lists count, from 1
    source: Source
    settings: Settings

    def records(self, notes: Notes | None = None) -> Iterator[Record]:
        """Every record, in the order of the file."""
        return (record for _, record in self.entries(Wanted(), notes))

    def entries(self, wanted: Wanted, notes: Notes | None = None) -> Iterator[Numbered]:
        """The entries that are meant, with their numbers: see assistant.evidence.logs.asking.entries."""
        return asking.entries(self.source, self.settings, wanted, notes)


def settings_of(answers: Answers, item: str) -> Settings:
    """What was said about a file."""

    def said(key: str) -> str:
        return str(answers.value(f"{FILES}.{item}.{key}") or "")

    pairs = [line.rpartition("=") for line in said("mapping").split("\n") if "=" in line]
    return Settings(
        said("kind"),
        said("zone") or "UTC",
        said("dates"),
        said("me"),
        said("number"),
        tuple((column.strip(), meaning.strip()) for column, _, meaning in pairs),
    )


def logs_of(answers: Answers, store: Store) -> list[Log]:
    """Every log of the case whose original is there."""
    found = []
    for n, item in enumerate(answers.ids(FILES), 1):
        value = answers.value(f"{FILES}.{item}.file")
        if isinstance(value, dict) and "sha256" in value:
            found.append(Log(item, n, _source(value, store), settings_of(answers, item)))
    return found


def log_numbered(answers: Answers, store: Store, number: int) -> Log:
    """The log that lists call by this number. PersonError when there is none."""
    for log in logs_of(answers, store):
        if log.number == number:
            return log
    raise PersonError(
        f"there is no log {number}.", where="the logs of this case", remedy="See them with: paperwork log list"
    )


def _source(value: Mapping[str, Any], store: Store) -> Source:
    import io

    digest = value["sha256"]
    stream = getattr(store, "open_original", None)
    opener = (lambda: stream(digest)) if stream else (lambda: io.BytesIO(store.original(digest)))
    return Source(shown_name(value["name"]), digest, value["size"], opener)


def verified(log: Log) -> Log:
    """The same log. PersonError when its original no longer has its hash: nothing is printed under a hash that is not so."""
    digest = hashlib.sha256()
    with log.source.open() as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    if digest.hexdigest() != log.source.sha256:
        raise PersonError(
            "an evidence file was changed since it was added.",
            where=f"log {log.number}",
            remedy="Add the original file again.",
        )
    return log


def known_already(answers: Answers, sha256: str) -> int:
    """The number of the log that is this very file, or 0."""
    for n, item in enumerate(answers.ids(FILES), 1):
        value = answers.value(f"{FILES}.{item}.file")
        if isinstance(value, dict) and value["sha256"] == sha256:
            return n
    return 0


def keep(answers: Answers, store: Store, path: Path, settings: Settings, item: str = "") -> str:
    """Keep the original and what was said about it; the id of the log."""
    made = keep_original(store, path, settings.kind)
    if not item:
        item = answers.add(FILES)
        answers.put(FILES, True, by="file")
        answers.put(f"{FILES}.more", False, by="file")
    at = f"{FILES}.{item}."
    answers.put(at + "file", made, by="file")
    mapping = "\n".join(f"{column}={meaning}" for column, meaning in settings.mapping)
    pairs = (
        ("kind", settings.kind),
        ("zone", settings.zone),
        ("dates", settings.dates),
        ("me", settings.me),
        ("number", settings.number),
        ("mapping", mapping),
    )
    for key, value in pairs:
        if value:
            answers.put(at + key, value, by="file")
    return item


def keep_original(store: Store, path: Path, kind: str) -> dict[str, Any]:
    """Keep the file itself, unchanged; the value of its answer."""
    media = _MEDIA.get(kind, "text/plain")
    keep_file = getattr(store, "keep_file", None)
    digest = (
        keep_file(path, path.name, media) if keep_file else store.keep_original(path.read_bytes(), path.name, media)
    )
    return {"sha256": digest, "name": path.name, "size": path.stat().st_size, "media": media}


def take_logs(store: Store, answers: Answers) -> None:
    """Take in every log that is still only a path, and count anew what was counted. PersonError lists each problem."""
    problems: list[Problem] = []
    for item in answers.ids(FILES):
        value = answers.value(f"{FILES}.{item}.file")
        given = value if isinstance(value, str) else value.get("path") if isinstance(value, dict) else None
        if given is not None:
            try:
                path = Path(given)
                kind = answers.value(f"{FILES}.{item}.kind") or asking.kind_of(source_at(path))
                answers.put(f"{FILES}.{item}.kind", kind, by="file")
                kept = keep_original(store, path, kind)
                called = value.get("name") if isinstance(value, dict) else None
                answers.put(f"{FILES}.{item}.file", {**kept, "name": called or kept["name"]}, by="file")
            except OSError:
                problems.append(
                    Problem("this file cannot be read.", str(given), "Check the name and that you may open it.")
                )
            except PersonError as error:
                problems += error.problems
    if problems:
        raise PersonError(problems)
    if answers.ids("logs.counts"):
        from assistant.evidence.logs.counts import recount

        recount(answers, store)


def how_known(answers: Answers, counterpart: str) -> tuple[str, str] | None:
    """(whose it is, how the person knows) of a number or account; None when nobody said."""
    for item in answers.ids(PEOPLE):
        number = answers.value(f"{PEOPLE}.{item}.number")
        if number and any(same(part, number) for part in counterpart.split("~")):
            who, how = (answers.value(f"{PEOPLE}.{item}.{key}") for key in ("who", "how_known"))
            return (str(who or ""), str(how)) if how else None
    return None


def put_person(answers: Answers, number: str, who: str, how: str) -> None:
    """Say whose a number or account is. PersonError without how the person knows."""
    if not how.strip():
        raise PersonError(
            "nobody is taken for the owner of a number without how you know.",
            where="--how",
            remedy="Such as: --how 'they gave it to me'",
        )
    same_one = [i for i in answers.ids(PEOPLE) if same(str(answers.value(f"{PEOPLE}.{i}.number") or ""), number)]
    item = same_one[0] if same_one else answers.add(PEOPLE)
    answers.put(PEOPLE, True)
    answers.put(f"{PEOPLE}.more", False)
    for key, value in (("number", number), ("who", who), ("how_known", how)):
        answers.put(f"{PEOPLE}.{item}.{key}", value)
