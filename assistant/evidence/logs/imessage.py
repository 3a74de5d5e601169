"""Apple messages as imessage-exporter writes them in text.

A message begins with its time ('May 17, 2022  5:29:42 PM', the hour padded with a space) and, in brackets, when it
was read; the next line is the sender, then the text; a reply is printed a second time, indented, below the message
it answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from assistant.errors import PersonError
from assistant.evidence.logs.records import IN, LONGEST_RAW, MESSAGE, NOTE, OUT, Notes, Record, Settings, Source
from assistant.evidence.logs.text import whole_text
from assistant.evidence.logs.zones import Clock, zone_named

_MONTHS: Final = {
    m: n for n, m in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)
}
_HEAD: Final = re.compile(
    r"^(?P<indent> *)(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?P<day>\d{2}), (?P<year>\d{4}) "
    r"(?P<hour>[ \d]\d):(?P<minute>\d{2}):(?P<second>\d{2}) (?P<half>[AP]M)(?P<more> [^\n]*)?$",
    re.MULTILINE,
)
_REPLY: Final = "This message responded to an earlier message."
_PATH = re.compile(r"^(?:/|~/|[A-Za-z]:\\|attachments/)[^\n]*\.\w{2,5}$")


def looks_like(head: str) -> bool:
    return bool(_HEAD.search(head[:4000]))


@dataclass
class _Message:
    row: int
    indented: bool
    local: datetime | None
    sender: str
    text: str
    media: tuple[str, ...]
    state: str
    raw: str

    @property
    def key(self) -> tuple[datetime | None, str, str]:
        return self.local, self.sender, self.text


def parse(source: Source, settings: Settings, notes: Notes) -> Iterator[Record]:
    """Records in the order of the file, each message once."""
    text = whole_text(source, notes).replace("\r\n", "\n").replace("\r", "\n")
    messages = list(_messages(text))
    if not messages:
        raise PersonError(
            "no message with a date was found in this text.", where=source.name, remedy="Export it again as text."
        )
    once = Counter(m.key for m in messages if not m.indented)
    kept, twice = [], 0
    for message in messages:
        if message.indented and once[message.key]:
            twice += 1  # stands in its own place as well
        elif message.indented:
            once[message.key] = 1
            kept.append(message)
        else:
            kept.append(message)
    if twice:
        notes.add(f"{twice} replies stand twice in the file, as this kind of export does. Each is taken once.")
    me = settings.me or "Me"
    others = [s for s in dict.fromkeys(m.sender for m in kept) if s and s != me]
    clock = Clock(zone_named(settings.zone))
    for m in kept:
        mine = m.sender == me
        label = "" if mine else m.sender
        one = settings.number if settings.number and len(others) == 1 else ""
        yield Record(
            source.name,
            source.sha256,
            m.row,
            clock.utc(m.local) if m.local else None,
            m.local,
            settings.zone,
            True,
            OUT if mine else IN if m.sender else "",
            (one or "~".join(others[:20])) if mine else one or m.sender,
            label,
            "Apple Messages",
            MESSAGE if m.sender else NOTE,
            m.text,
            m.media,
            None,
            m.state,
            m.raw,
        )
    clock.tell(notes)


def _messages(text: str) -> Iterator[_Message]:
    heads = list(_HEAD.finditer(text))
    row, at = 1, 0
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        row += text.count("\n", at, head.start())
        at = head.start()
        end = following.start() if following else len(text)
        yield _message(head, text[head.end() : end], row, text[at : min(end, at + LONGEST_RAW)].rstrip())


def _message(head: re.Match[str], body: str, row: int, raw: str) -> _Message:
    indent = head["indent"]
    lines = [line.removeprefix(indent) for line in body.strip("\n").split("\n")]
    more = (head["more"] or "").strip()
    if more and not more.startswith("("):  # the service's own line stands beside its time
        return _Message(row, bool(indent), _local(head), "", more, (), "", raw)
    sender, said = lines[0].strip(), [line for line in lines[1:] if line.strip() != _REPLY]
    media = tuple(line.strip() for line in said if _PATH.match(line.strip()))
    said = [line for line in said if not _PATH.match(line.strip())]
    text = "\n".join(said).strip("\n")
    state = "edited" if re.search(r"^ *Edited ", text, re.M) else "deleted" if "unsent" in text[-80:].lower() else ""
    return _Message(row, bool(indent), _local(head), sender, text, media, state, raw)


def _local(head: re.Match[str]) -> datetime | None:
    hour = int(head["hour"]) % 12 + (12 if head["half"] == "PM" else 0)
    try:
        return datetime(
            int(head["year"]), _MONTHS[head["month"]], int(head["day"]), hour, int(head["minute"]), int(head["second"])
        )
    except ValueError:
        return None
