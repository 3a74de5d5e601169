"""Bytes of strangers' text files made into text: encodings, characters that cannot be shown, caps."""

from __future__ import annotations

import re
from typing import BinaryIO, Final

from assistant.characters import unprintable
from assistant.errors import PersonError
from assistant.evidence.logs.records import Notes, Source

MOST_TEXT: Final = 200_000_000  # bytes of a text, JSON, HTML or CSV file, which are read whole
LONGEST_LINE: Final = 2_000_000  # characters

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def whole_text(source: Source, notes: Notes) -> str:
    """The file's text. PersonError over 200 MB, or when it is no text. Newlines stay as they are."""
    if source.size > MOST_TEXT:
        raise PersonError(
            "this file is larger than 200 MB.", where=source.name, remedy="Export a shorter span, or one chat alone."
        )
    with source.open() as file:
        return decoded(file.read(), source.name, notes)


def decoded(data: bytes, where: str, notes: Notes) -> str:
    """Text from bytes: by its mark, else UTF-8, else the Western code page; what is no text is refused."""
    name = encoding_of(data)
    if not name:
        raise PersonError("this is not a text file.", where=where, remedy="Export it again as text, XML, HTML or CSV.")
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    if name == "cp1252":
        notes.add("The file is not in UTF-8. It was read as Western (Windows) text; look at names with accents.")
    return printable(text, notes)


def encoding_of(data: bytes) -> str:
    """The encoding of a text by its first bytes and its content; '' when it is no text."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    half = data[:4096]
    if len(half) >= 8 and half[1::2].count(0) > len(half) * 0.4 and half[::2].count(0) == 0:
        return "utf-16-le"
    if len(half) >= 8 and half[::2].count(0) > len(half) * 0.4 and half[1::2].count(0) == 0:
        return "utf-16-be"
    if sum(half.count(c) for c in (*range(9), *range(14, 27), 28, 29, 30, 31)) > len(half) * 0.05:
        return ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:
            return "utf-8"  # cut in the middle of its last character
        start = data[:1_000_000]
        beyond = sum(1 for c in start.decode("utf-8", "ignore") if c > "\x7f")
        wrong = start.decode("utf-8", "replace").count("\ufffd")
        return "utf-8" if wrong * 2 < beyond else "cp1252"
    return "utf-8"


def printable(text: str, notes: Notes) -> str:
    """The text with every character that cannot be printed shown as U+FFFD, so that nothing vanishes unseen."""
    # a set of the characters first: looking at each of them in turn takes ten times as long
    bad = set(unprintable("".join(set(text)))) - {"\r", "\x0b", "\x0c", "\x85"}
    if not bad:
        return text
    notes.add(f"Characters that cannot be printed stand in the file ({len(bad)} kinds). Each shows as \ufffd.")
    return text.translate({ord(c): "\ufffd" for c in bad})


_STEERING: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\ufeff]")


def unsteered(text: str) -> str:
    """Text without marks that turn a line around or hide in it. Joiners of emoji stay."""
    return _STEERING.sub("", text)


def spaces(text: str) -> str:
    """Narrow and unbreakable spaces become plain ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\u2009", " ")


def too_long(where: str, row: int) -> PersonError:
    return PersonError(
        f"line {row} is longer than two million characters.",
        where=where,
        remedy="The file may be damaged; export anew.",
    )


def is_zip(file: BinaryIO) -> bool:
    start = file.read(4)
    file.seek(0)
    return start == b"PK\x03\x04"
