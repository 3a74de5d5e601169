"""Android messages and calls as the app SMS Backup & Restore writes them in XML.

Read as a stream: memory does not grow with the file. The fields are those of the app's own list of fields; the
text 'null' means that a value is missing. A DTD, and with it every entity, is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import BinaryIO, Final
from xml.parsers import expat

from assistant.errors import PersonError
from assistant.evidence.logs.records import CALL, IN, LONGEST_RAW, MESSAGE, OUT, Notes, Record, Settings, Source
from assistant.evidence.logs.text import encoding_of
from assistant.evidence.logs.zones import local_of, zone_named

MOST_BYTES: Final = 2_000_000_000
_CHUNK: Final = 1 << 20
_SHORT: Final = 4096  # a run of so many base64 characters behind ' data="' is a file, never what somebody wrote
_LONG_DATA = re.compile(rb' data="[A-Za-z0-9+/=\r\n]{4096,}')
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\r\n]")
_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]{1,6}|[0-9]{1,7});")
_SURROGATES = re.compile(
    rb"&#(?:x[dD][89abAB][0-9a-fA-F]{2}|5[56][0-9]{3});&#(?:x[dD][c-fC-F][0-9a-fA-F]{2}|5[67][0-9]{3});"
)
# at the end: the first reference of a pair, the begin of a reference, or both
_HIGH = rb"&#(?:x[dD][89abAB][0-9a-fA-F]{2}|55[2-9][0-9]{2}|56[0-2][0-9]{2}|563[01][0-9]);"
_HALF = re.compile(rb"(?:" + _HIGH + rb")?&[#xX0-9a-zA-Z]{0,9}\Z|" + _HIGH + rb"\Z")
_CONTROL_BYTES: Final = bytes([*range(9), 11, 12, *range(14, 32)])
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BAD: Final = b"&#65533;"  # U+FFFD, where a character cannot be in XML

_SMS = {"1": (IN, ""), "2": (OUT, ""), "4": (OUT, "outbox"), "5": (OUT, "failed"), "6": (OUT, "queued")}
_CALLS = {
    "1": (IN, ""),
    "2": (OUT, ""),
    "3": (IN, "missed"),
    "4": (IN, "voicemail"),
    "5": (IN, "rejected"),
    "6": (IN, "blocked"),
}
_DRAFT: Final = "3"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_HERE: Final = datetime(1970, 1, 1)
_QUARTER: Final = 15 * 60 * 1000  # milliseconds
_FROM: Final = "137"


def looks_like(head: str) -> bool:
    """Does a text begin like such a backup?"""
    return head.lstrip("\ufeff \r\n\t")[:1] == "<" and bool(re.search(r"<(?:smses|calls)\b", head[:20_000]))


def parse(source: Source, settings: Settings, notes: Notes) -> Iterator[Record]:
    """Records in the order of the file; drafts are left out. PersonError for a DTD, or XML broken in its middle."""
    if source.size > MOST_BYTES:
        raise PersonError("this file is larger than 2 GB.", where=source.name, remedy="Make a backup of one year.")
    reading = _Reading(source, settings)
    parser = expat.ParserCreate("utf-8", None)
    parser.buffer_text = False
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.EntityDeclHandler = reading.doctype
    with source.open() as file:
        try:
            for chunk in _mended(_utf8(file, source)):
                parser.Parse(chunk, False)
                yield from reading.take()
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            yield from reading.take()
            if error.code not in (3, 5):  # no element found, unclosed token: the end is missing
                raise PersonError(
                    f"the XML is broken at line {error.lineno}.",
                    where=source.name,
                    remedy="Make the backup again, or copy the file again.",
                ) from None
            notes.add("The file ends in its middle: what came after is missing. Copy it again if you can.")
    yield from reading.take()
    if reading.drafts:
        notes.add(f"Drafts were left out, because they were never sent: {reading.drafts}.")
    if reading.hidden:
        notes.add(
            f"Calls without a number, because the caller hid it: {reading.hidden}. Nobody is taken for the caller."
        )


def _utf8(file: BinaryIO, source: Source) -> Iterator[bytes]:
    """The file as UTF-8, whatever it is written in. The first megabyte shows which it is."""
    head = file.read(_CHUNK)
    name = encoding_of(head)
    if not name:
        raise PersonError("this is not an XML text.", where=source.name, remedy="Make the backup again.")
    if name == "utf-8":
        while head:
            yield head
            head = file.read(_CHUNK)
        return
    decoder = codecs.getincrementaldecoder(name)("replace")
    while head:
        yield decoder.decode(head).encode("utf-8", "replace")
        head = file.read(_CHUNK)
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _mended(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same XML without the bytes of pictures, and with the character references that XML does not know put right.

    Older backups write an emoji as two references (a surrogate pair). What is cut by the end of a chunk waits.
    """
    carry, skipping = b"", False
    for chunk in chunks:
        data = carry + chunk
        carry = b""
        if skipping:
            stop = _NOT_BASE64.search(data)
            if stop is None:
                continue
            data, skipping = data[stop.start() :], False
        cut = len(data)
        at = data.rfind(b' data="')
        if at >= 0 and _NOT_BASE64.search(data, at + 7) is None:  # the value goes on in the next chunk
            skipping = cut - at > _SHORT
            cut = at + 7 if skipping else at
        else:
            cut = _hold(data)
        if not skipping:
            carry = data[cut:]
        yield _references(_LONG_DATA.sub(b' data="', data[:cut]))
    yield _references(carry)


def _hold(data: bytes) -> int:
    """Where the end begins that may be half of a reference or of ' data="'."""
    for n in range(6, 0, -1):
        if data.endswith(b' data="'[:n]):
            return len(data) - n
    half = _HALF.search(data, max(0, len(data) - 40))
    return half.start() if half else len(data)


def _references(data: bytes) -> bytes:
    # looking first whether there is any: to put each in its place again takes five times as long
    if len(data.translate(None, _CONTROL_BYTES)) != len(data):
        data = _CONTROLS.sub(_BAD, data)
    if b"&#" not in data:
        return data
    data = _SURROGATES.sub(_joined, data)
    if all(map(_is_character, set(_REFERENCE.findall(data)))):
        return data
    return _REFERENCE.sub(_allowed, data)


def _number(reference: bytes) -> int:
    return int(reference[1:], 16) if reference[:1] == b"x" else int(reference)


def _joined(match: re.Match[bytes]) -> bytes:
    return _one_reference(match[0])


@lru_cache(maxsize=4096)
def _one_reference(pair: bytes) -> bytes:
    """One reference for a surrogate pair (Unicode, D91)."""
    high, low = (_number(r) for r in _REFERENCE.findall(pair))
    if not (0xD800 <= high <= 0xDBFF and 0xDC00 <= low <= 0xDFFF):
        return pair
    return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _allowed(match: re.Match[bytes]) -> bytes:
    """The reference, if XML 1.0 allows its character (section 2.2)."""
    return match[0] if _is_character(match[1]) else _BAD


def _is_character(reference: bytes) -> bool:
    n = _number(reference)
    return n in (9, 10, 13) or 0x20 <= n <= 0xD7FF or 0xE000 <= n <= 0xFFFD or 0x10000 <= n <= 0x10FFFF


class _Reading:
    """Collects records from elements as they come."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source, self.settings = source, settings
        self.zone = zone_named(settings.zone)
        self.ready: list[Record] = []
        self.row = self.drafts = self.hidden = 0
        self._quarter, self._offset = -1, timedelta()
        self._mms: dict[str, str] | None = None
        self._texts: list[str] = []
        self._media: list[str] = []
        self._sender = ""
        self._others: list[str] = []

    def take(self) -> list[Record]:
        """What is ready since the last time."""
        made, self.ready = self.ready, []
        return made

    def doctype(self, *parts: object) -> None:
        raise PersonError(
            "this XML has a definition part (DTD), which no backup of messages needs.",
            where=self.source.name,
            remedy="Do not use this file; make the backup again.",
        )

    def start(self, name: str, a: dict[str, str]) -> None:
        if name == "sms":
            self.row += 1
            if a.get("type") == _DRAFT:
                self.drafts += 1
                return
            direction, state = _SMS.get(a.get("type", ""), ("", ""))
            self._add(a, direction, state, "SMS", MESSAGE, _value(a, "address"), _value(a, "body"), (), None)
        elif name == "call":
            self.row += 1
            direction, state = _CALLS.get(a.get("type", ""), ("", ""))
            number = _value(a, "number") if a.get("presentation", "1") in ("1", "") else ""
            number = "" if number in ("-1", "-2", "-3") else number
            self.hidden += not number
            seconds = _value(a, "duration")
            self._add(a, direction, state, "phone", CALL, number, "", (), int(seconds) if _is_small(seconds) else None)
        elif name == "mms":
            self.row += 1
            self._mms, self._texts, self._media, self._sender, self._others = dict(a), [], [], "", []
        elif name == "part" and self._mms is not None:
            self._part(a)
        elif name == "addr" and self._mms is not None:
            address = _value(a, "address")
            if address and address != "insert-address-token":
                if a.get("type") == _FROM:
                    self._sender = address
                else:
                    self._others.append(address)

    def _times(self, milliseconds: str) -> tuple[datetime | None, datetime | None]:
        """UTC and local time of milliseconds since 1970 in UTC; None when they are no such number."""
        if not (milliseconds.isascii() and milliseconds.isdecimal() and len(milliseconds) <= 15):
            return None, None
        since = int(milliseconds)
        # zones change at quarters of an hour: to ask for the offset of each moment anew takes twice as long
        quarter = since // _QUARTER
        try:
            if quarter != self._quarter:
                begin = _EPOCH + timedelta(milliseconds=quarter * _QUARTER)
                self._offset = local_of(begin, self.zone) - begin.replace(tzinfo=None)
                self._quarter = quarter
            passed = timedelta(milliseconds=since)
            return _EPOCH + passed, _EPOCH_HERE + passed + self._offset
        except OverflowError:
            return None, None

    def _part(self, a: dict[str, str]) -> None:
        kind = a.get("ct", "")
        if kind == "text/plain":
            if text := _value(a, "text"):
                self._texts.append(text)
        elif kind != "application/smil":
            self._media.append(_value(a, "cl") or _value(a, "name") or kind or "a file")

    def end(self, name: str) -> None:
        if name != "mms" or self._mms is None:
            return
        a, self._mms = self._mms, None
        box = a.get("msg_box", "")
        if box == _DRAFT:
            self.drafts += 1
            return
        direction, state = {"1": (IN, ""), "2": (OUT, ""), "4": (OUT, "outbox")}.get(box, ("", ""))
        # those a message came to are the person and, in a group, others: the person's own number is not taken for one
        thread = [x for x in _value(a, "address").split("~") if x] or ([] if direction == IN else self._others)
        if direction == IN and self._sender:
            thread = [self._sender, *(x for x in thread if x != self._sender)]
        if direction == IN and not self._sender and len(thread) > 1:
            direction = ""  # a group, and the file does not say which of them wrote
        text = "\n".join(self._texts)
        subject = _value(a, "sub")
        if subject and subject.casefold() != "no subject":
            text = f"{subject}\n{text}".strip("\n")
        self._add(a, direction, state, "MMS", MESSAGE, "~".join(thread), text, tuple(self._media), None)

    def _add(
        self,
        a: dict[str, str],
        direction: str,
        state: str,
        channel: str,
        what: str,
        number: str,
        text: str,
        media: tuple[str, ...],
        duration: int | None,
    ) -> None:
        utc, local = self._times(a.get("date", ""))
        label = _value(a, "contact_name")
        self.ready.append(
            Record(
                self.source.name,
                self.source.sha256,
                self.row,
                utc,
                local,
                self.settings.zone,
                False,
                direction,
                number,
                "" if label in ("(Unknown)", "") else label,
                channel,
                what,
                text,
                media,
                duration,
                state,
                " | ".join(a.values())[:LONGEST_RAW],
            )
        )


def _value(a: dict[str, str], key: str) -> str:
    value = a.get(key, "")
    return "" if value == "null" else value


def _is_small(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 8
