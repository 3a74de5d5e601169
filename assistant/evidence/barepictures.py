"""JPEG and JPEG 2000 as they stand in a PDF, without notes: the picture's own bytes do not change."""

from __future__ import annotations

import re

_ENDS_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # in a scan, 0xFF before 0, 0xFF or D0 to D7 belongs to it
_SOI, _EOI, _SOS, _APP0, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xEE
# start of frame, tables, restart interval, number of lines (ITU-T T.81, table B.1): what decoding needs
_NEEDED = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF))
_BOXES = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))  # of ISO 15444-1, annex I
_OF_HEAD = frozenset((b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef"))
_SOC_JP2, _SOT, _COM_JP2 = b"\xff\x4f", 0x90, 0x64


def bare_jpeg(data: bytes) -> bytes:
    """The same JPEG without its notes (Exif, XMP, profile, comment, thumbnail) and what stands behind its end.

    A JPEG inside a PDF often is a photo as it came from the phone: place and time, a second picture or a film behind.
    """
    if data[:2] != b"\xff\xd8":
        return data
    out, at = [data[:2]], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:  # what stands between two parts belongs to none
            following = data.find(b"\xff", at)
            if following < 0:
                break
            at = following
            continue
        kind = data[at + 1]
        if kind in (0x00, 0x01, 0xFF) or 0xD0 <= kind <= _SOI:  # fill, or a mark without a body
            at += 1 if kind == 0xFF else 2
            continue
        if kind == _EOI:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        part = data[at:end]
        if kind == _SOS:
            found = _ENDS_SCAN.search(data, end)
            end = found.start() if found else len(data)
            part = data[at:end]
        if kind in _NEEDED:
            out.append(part)
        elif kind == _APP0 and part[4:9] == b"JFIF\0":
            out.append(b"\xff\xe0\0\x10" + part[4:16].ljust(12, b"\0") + b"\0\0")  # without its small picture
        elif kind == _APP14 and part[4:9] == b"Adobe" and len(part) >= 16:
            out.append(b"\xff\xee\0\x0e" + part[4:16])  # says how the colours are coded
        at = end
    return b"".join([*out, b"\xff\xd9"])


def bare_jp2(data: bytes) -> bytes:
    """The same JPEG 2000 picture without notes and profiles' surroundings: only the boxes that drawing needs."""
    if data[:2] == _SOC_JP2:
        return _bare_code(data)
    if data[4:8] != b"jP  ":
        return data
    return b"".join(_box(kind, body) for kind, body in _boxes(data) if kind in _BOXES)


def _box(kind: bytes, body: bytes) -> bytes:
    if kind == b"jp2c":
        body = _bare_code(body)
    elif kind == b"jp2h":
        body = b"".join(_box(k, b) for k, b in _boxes(body) if k in _OF_HEAD)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def _boxes(data: bytes) -> list[tuple[bytes, bytes]]:
    made, at = [], 0
    while at + 8 <= len(data):
        length, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if length == 0 or at + length > len(data):
            length = len(data) - at
        if length < head:
            break
        made.append((kind, data[at + head : at + length]))
        at += length
    return made


def _bare_code(code: bytes) -> bytes:
    """The coded picture without the comments of its main head (ISO 15444-1, A.9.2) and what follows its end."""
    out, at = [code[:2]], 2
    while at + 4 <= len(code) and code[at] == 0xFF and code[at + 1] != _SOT:
        end = at + 2 + int.from_bytes(code[at + 2 : at + 4], "big")
        if code[at + 1] != _COM_JP2:
            out.append(code[at:end])
        at = end
    last = code.find(b"\xff\xd9", at)  # cannot stand within the coded picture
    return b"".join([*out, code[at : last + 2] if last >= 0 else code[at:]])
