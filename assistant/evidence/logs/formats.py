"""Records of any kind of file. These read strangers' bytes, so the program runs them only in the separate process:
see assistant.evidence.logs.opening, which is that side, and assistant.evidence.logs.asking, which is this.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from assistant.evidence.logs import (
    carrier_csv,
    google_voice,
    imessage,
    incident_csv,
    meta_json,
    sms_backup,
    whatsapp,
)
from assistant.evidence.logs.reading import Summary
from assistant.evidence.logs.records import Notes, Parser, Record, Settings, Source

PARSERS: Final[dict[str, Parser]] = {
    "whatsapp": whatsapp.parse,
    "sms": sms_backup.parse,
    "imessage": imessage.parse,
    "voice": google_voice.parse,
    "meta": meta_json.parse,
    "calls": carrier_csv.parse,
    "incidents": incident_csv.parse,
}


def records(source: Source, settings: Settings, notes: Notes | None = None) -> Iterator[Record]:
    """The records of a file in its order, with times where they are known. PersonError for what cannot be read."""
    return PARSERS[settings.kind](source, settings, notes if notes is not None else Notes())


def summed_up(source: Source, settings: Settings) -> Iterator[Summary]:
    """What a file holds, after each thousand entries and at the end. It is read once; nothing of it is kept."""
    made = Summary()
    found = records(source, settings, made.notes)
    while made.take(islice(found, 1000)):
        yield made
    made.end()
    yield made


def summary_of(source: Source, settings: Settings) -> Summary:
    """What a whole file holds."""
    *_, made = summed_up(source, settings)
    return made


def senders(source: Source, kind: str) -> list[str]:
    """The names that a chat has, of which one is the person's; none for kinds of files that tell it themselves."""
    named = {"whatsapp": whatsapp.senders, "meta": meta_json.senders}.get(kind)
    return named(source, Notes()) if named else []
