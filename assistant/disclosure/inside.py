"""Words within a PDF that no page shows and no text search finds: names of fonts and resources, remarks, unused drawings."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

# 7.2.4, 7.3.4.2, 7.3.5 of ISO 32000-1: remarks, texts in parentheses, names
_TOKEN = re.compile(rb"%[^\r\n]+|\((?:[^()\\]|\\.)*\)|/[^\s/()<>\[\]{}%]{3,}")
_LINE_END = re.compile(rb"\r?\n")
_APART = " xx "  # a word between two tokens, so that no value is pieced together of two
_MOST = 64_000_000  # bytes of one unpacked stream: far more than a page's drawing has


def words_inside(data: bytes) -> str:
    """Every name, text and remark of a PDF's objects and drawings, each once. Pictures and fonts' programs are passed over."""
    found: set[bytes] = set()
    at = 0
    for start, body, end in _streams(data):
        head = data[at:start]
        found.update(_TOKEN.findall(head))
        at = end
        last = head[head.rfind(b" obj") :]
        if re.search(rb"/Subtype\s*/Image|/Length1", last):
            continue
        found.update(_TOKEN.findall(_unpacked(data[body:end])))
    found.update(_TOKEN.findall(data[at:]))
    return _APART.join(sorted({t.strip(b"/()%").decode("latin-1").replace("#20", " ") for t in found}))


def _streams(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Each stream of the file: where its word stands, where its bytes begin, where they end."""
    at = 0
    # found by their word, which skips over pictures at the speed of memory; a pattern would look at each byte
    while (start := data.find(b"stream", at)) >= 0:
        at = start + len(b"stream")
        body = _LINE_END.match(data, at)
        if body is None or data[max(0, start - 3) : start] == b"end":
            continue
        end = data.find(b"endstream", body.end())
        if end < 0:
            return
        yield start, body.end(), end
        at = end  # what looks so within it was of the stream's own bytes


def _unpacked(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, _MOST)
    except zlib.error:
        return raw
