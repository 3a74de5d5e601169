"""Words within a PDF that no page shows and no text search finds.

Names of fonts and resources, remarks, unused drawings; and what the bytes of pictures and typefaces say as text: a
camera's comment, the name of a typeface, whatever a program wrote behind a picture's end.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterable, Iterator

from assistant.disclosure.matching import find_secret, longest_word, phone_digits

# 7.2.4, 7.3.4.2, 7.3.5 of ISO 32000-1: remarks, texts in parentheses, names
_TOKEN = re.compile(rb"%[^\r\n]+|\((?:[^()\\]|\\.)*\)|/[^\s/()<>\[\]{}%]{3,}|(?<!<)<[0-9A-Fa-f\s]{6,}>", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_LINE_END = re.compile(rb"\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
# tables 126 and 127: a typeface's program has the length of its parts, or says how it is written
_TYPEFACE = re.compile(rb"/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b")
_APART = " xx "  # a word between two tokens, so that no value is pieced together of two
_MOST = 64_000_000  # bytes of one unpacked stream: far more than a page's drawing has
LEAST = 7  # letters and digits: in the noise of pictures anything shorter is met by chance
# text in a row, in one byte or two for a sign (ASCII and UTF-8, UTF-16 either way round)
_RUN = re.compile(rb"[ -~]{%d,}" % LEAST)
_WIDE = re.compile(rb"(?:[ -~]\0){%d,}[ -~]" % (LEAST - 1))
_NUMBER = re.compile(rb"[0-9][0-9 ().+/\0-]{5,60}[0-9]")
_AROUND = 400  # bytes before and after a word in which the whole value stands


def words_inside(data: bytes) -> str:
    """Every name, text and remark of a PDF's objects and drawings, each once. Pictures and fonts' programs are passed over."""
    found: set[bytes] = set()
    for head, start, end in _parts(data):
        found.update(_TOKEN.findall(head))
        if start < end and not _kind(head):
            found.update(_TOKEN.findall(_unpacked(data[start:end])))
    return _APART.join(sorted({text for token in found for text in _read(token)}))


def _read(token: bytes) -> Iterator[str]:
    """What a remark, name or text says (7.3.4, 7.3.5, 7.9.2.2): its signs may be escaped, in hex, in UTF-16 or UTF-8."""
    if token[:1] == b"%":
        said = token[1:]
    elif token[:1] == b"/":
        said = _CODE.sub(lambda m: bytes([int(m[1], 16)]), token[1:])
    elif token[:1] == b"<":
        digits = re.sub(rb"\s", b"", token[1:-1])
        said = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        said = _ESCAPED.sub(_unescaped, token[1:-1])
    if said[:2] in (b"\xfe\xff", b"\xff\xfe"):
        yield said.decode("utf-16", "replace")
        return
    yield said.replace(b"\0", b"").decode("latin-1")
    if not said.isascii():
        with contextlib.suppress(ValueError):
            yield said.decode("utf-8")


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() and sign[:1] < b"8" else _ESCAPES.get(sign, sign)


def found_in_bytes(data: bytes, values: Iterable[str]) -> set[str]:
    """The values that stand as text in the bytes of a PDF's pictures and typefaces.

    As text: in ASCII, UTF-8 or UTF-16, in the ways of writing that `find_secret` knows where all letters are plain ones.
    Values of fewer than seven letters and digits are left out, and of those without a digit or an @ only such as have
    three words are looked for in typefaces, whose makers' names stand there by right.
    """
    wanted = [v for v in dict.fromkeys(values) if sum(c.isalnum() for c in v) >= LEAST]
    anchors: dict[bytes, list[str]] = {}
    for value in wanted:
        for anchor in _anchors(value):
            anchors.setdefault(anchor, []).append(value)
    numbers = {digits: value for value in wanted if (digits := phone_digits(value))}
    found: set[str] = set()
    for head, start, end in _parts(data) if wanted else ():
        kind = _kind(head)
        if kind:
            body = data[start:end] if kind == "picture" else _unpacked(data[start:end])
            found.update(v for v in _in_body(body, anchors, numbers) if kind == "picture" or _not_a_makers(v))
    return found


def _not_a_makers(value: str) -> bool:
    """Is it no name that the maker of a typeface may have by right?"""
    return bool(re.search(r"[\d@]", value)) or len(value.split()) >= 3


def _anchors(value: str) -> Iterator[bytes]:
    """What to look for first, in small letters: the longest word that stands in every way of writing the value."""
    if phone_digits(value):
        return
    if not value.isascii():
        for coding in ("utf-8", "utf-16-be", "utf-16-le"):
            yield value.encode(coding).lower()
        return
    word = longest_word(value)
    if word:
        yield word.encode()
        yield "\0".join(word).encode()  # in UTF-16, either way round


def _in_body(body: bytes, anchors: dict[bytes, list[str]], numbers: dict[str, str]) -> Iterator[str]:
    small = body.lower()
    for anchor, values in anchors.items():
        at = small.find(anchor)
        while at >= 0:
            around = body[max(0, at - _AROUND) : at + len(anchor) + _AROUND]
            text = "\n".join(_runs(around))
            yield from (v for v in values if not v.isascii() or find_secret(text, v))
            at = small.find(anchor, at + len(anchor))
    for run in _NUMBER.findall(body) if numbers else ():
        text = run.replace(b"\0", b"").decode("ascii")
        digits = re.sub(r"\D", "", text)
        windows = {digits[n : n + size] for size in range(7, 11) for n in range(len(digits) - size + 1)}
        yield from (v for d in windows & numbers.keys() if find_secret(text, v := numbers[d]))


def _runs(body: bytes) -> Iterator[str]:
    for found in _RUN.findall(body):
        yield found.decode("ascii")
    for found in _WIDE.findall(body):
        yield found[::2].decode("ascii")


def _parts(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """What stands before each stream, and from where to where the stream goes; what follows the last one, with none."""
    at = 0
    for start, body, end in _streams(data):
        yield data[at:start], body, end
        at = end
    yield data[at:], 0, 0


def _kind(head: bytes) -> str:
    """What the stream after this head is: a picture, a typeface, or '' for anything else."""
    last = head[head.rfind(b" obj") :]
    return "picture" if _PICTURE.search(last) else "typeface" if _TYPEFACE.search(last) else ""


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
