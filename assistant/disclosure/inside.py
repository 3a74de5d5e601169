"""Words within a PDF that no page shows and no text search finds: names of fonts and resources, remarks, unused drawings."""

from __future__ import annotations

import re
import zlib

# 7.2.4, 7.3.4.2, 7.3.5 of ISO 32000-1: remarks, texts in parentheses, names
_TOKEN = re.compile(rb"%[^\r\n]+|\((?:[^()\\]|\\.)*\)|/[^\s/()<>\[\]{}%]{3,}")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_APART = " xx "  # a word between two tokens, so that no value is pieced together of two
_MOST = 64_000_000  # bytes of one unpacked stream: far more than a page's drawing has


def words_inside(data: bytes) -> str:
    """Every name, text and remark of a PDF's objects and drawings, each once. Pictures and fonts' programs are passed over."""
    found: set[bytes] = set()
    at = 0
    for start in _STREAM.finditer(data):
        if start.start() < at:
            continue  # these bytes only look so, within another stream
        end = data.find(b"endstream", start.end())
        if end < 0:
            break
        head = data[at : start.start()]
        found.update(_TOKEN.findall(head))
        at = end
        last = head[head.rfind(b" obj") :]
        if re.search(rb"/Subtype\s*/Image|/Length1", last):
            continue
        found.update(_TOKEN.findall(_unpacked(data[start.end() : end])))
    found.update(_TOKEN.findall(data[at:]))
    return _APART.join(sorted({t.strip(b"/()%").decode("latin-1").replace("#20", " ") for t in found}))


def _unpacked(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, _MOST)
    except zlib.error:
        return raw
