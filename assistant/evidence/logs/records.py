"""The one kind of record that every format becomes, and what is said about a file when it is read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Final, NamedTuple

IN, OUT = "in", "out"
NOT_THERE: Final = "not in the file"  # a picture or the like that the export left out
CALL, MESSAGE, NOTE, INCIDENT = "call", "message", "note", "incident"

VOICE_FOLDER: Final = "Voice/Calls/"  # where the pages of a download of Google Voice lie

# What each kind of file is called in the answers and on the screen.
KINDS: Final = {
    "whatsapp": "WhatsApp chat",
    "sms": "Android messages or calls (XML)",
    "imessage": "Apple messages (text)",
    "voice": "Google Voice (HTML)",
    "meta": "Facebook or Instagram messages (JSON)",
    "calls": "call list (CSV)",
    "incidents": "incident log (CSV)",
}


class Record(NamedTuple):
    """One message, call, or thing noted, as it stands in its file.

    `row` is where: the line of a text, the row of a table, the position of an element. Times may be unknown.
    `counterpart_id` is the other side's number or account; several are joined by '~'. `direction` is 'in' (to
    the person), 'out' (from the person) or '' (nobody said which). `channel` is the service; `what` is call,
    message, note (the service's own line) or incident. `state` is '' or deleted, missed, rejected, blocked, voicemail, edited,
    draft, failed. `raw` is the row as it stands, cut at 2,000 characters. `day_only`: the file names the day and no
    time of day, so the clock of the times means nothing.
    """

    source_file: str
    sha256: str
    row: int
    when_utc: datetime | None
    when_local: datetime | None
    tz: str
    tz_assumed: bool
    direction: str
    counterpart_id: str
    counterpart_label: str
    channel: str
    what: str
    text: str
    media: tuple[str, ...]
    duration_s: int | None
    state: str
    raw: str
    day_only: bool = False


LONGEST_RAW: Final = 2_000


@dataclass(frozen=True)
class Settings:
    """What the person said about a file. `me` is the name that is theirs in it; `number` the other side's number
    where the file shows only a saved name; `dates` is 'day-first', 'month-first' or ''; `mapping` is
    (column, meaning) pairs of a call list.
    """

    kind: str
    zone: str = "UTC"
    dates: str = ""
    me: str = ""
    number: str = ""
    mapping: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Source:
    """A file to read: its name (only for what people are told), hash, size, and a way to open it afresh."""

    name: str
    sha256: str
    size: int
    open: Callable[[], BinaryIO]

    @classmethod
    def of(cls, data: bytes, name: str) -> Source:
        import hashlib

        return cls(name, hashlib.sha256(data).hexdigest(), len(data), lambda: io.BytesIO(data))

    def head(self, size: int = 65_536) -> bytes:
        with self.open() as file:
            return file.read(size)


@dataclass
class Notes:
    """Plain sentences about a file that was read: what was assumed, what may be missing. Each is said once.

    `total` is how many entries it has, once it was read to its end (assistant.evidence.logs.asking).
    """

    said: list[str] = field(default_factory=list)
    total: int = 0

    def add(self, sentence: str) -> None:
        if sentence not in self.said:
            self.said.append(sentence)


Parser = Callable[[Source, Settings, Notes], Iterator[Record]]
