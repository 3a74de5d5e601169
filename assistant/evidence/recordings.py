"""Sound and video: how long it is and when it was made, from the file's own head. Nothing is decoded or played."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Recording:
    """`seconds` and `made` (ISO 8601, UTC) are None when the file does not say."""

    seconds: float | None
    made: str | None


def read_recording(data: bytes, media: str) -> Recording:
    """What the head of the file says; a damaged head says nothing, for the recording itself may still play."""
    if data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return _movie(data)
    seconds = None
    with contextlib.suppress(Exception):
        from tinytag import TinyTag

        found = TinyTag.get("recording", tags=False, duration=True, file_obj=io.BytesIO(data)).duration
        seconds = round(float(found), 1) if found and 0 < found < 1e7 else None
    return Recording(seconds, None)


def _movie(data: bytes) -> Recording:
    """The movie header (ISO/IEC 14496-12, 8.2.2): length, and time of making in seconds since 1904, UTC."""
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind != b"moov":
            continue
        for inner, at, _ in _boxes(data, start, end):
            if inner == b"mvhd":
                return _header(data[at : at + 40])
    return Recording(None, None)


def _header(box: bytes) -> Recording:
    wide = box[:1] == b"\1"
    width, at = (8, 4) if wide else (4, 4)
    made = int.from_bytes(box[at : at + width], "big")
    units = int.from_bytes(box[at + 2 * width : at + 2 * width + 4], "big")
    length = int.from_bytes(box[at + 2 * width + 4 : at + 3 * width + 4], "big")
    seconds = round(length / units, 1) if units and 0 < length / units < 1e7 else None
    moment = None
    with contextlib.suppress(OverflowError):
        found = datetime(1904, 1, 1, tzinfo=UTC) + timedelta(seconds=made)
        moment = found.isoformat() if 1990 <= found.year <= 2200 else None
    return Recording(seconds, moment)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start and end of its content) of the boxes between two places; at most a thousand."""
    for _ in range(1000):
        if at + 8 > end:
            return
        length, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if length == 0:
            length = end - at
        if length < head:
            return
        yield kind, at + head, min(at + length, end)
        at += length


def as_length(seconds: float) -> str:
    """'1 h 02 min 05 s', '2 min 05 s', '9 s'."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours} h {minutes:02} min {rest:02} s"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
