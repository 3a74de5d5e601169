"""An exhibit's file in words, for screens. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from assistant.evidence.media import HEIC, JPEG, MAIL, PDF, PNG, TEXT, TIFF, WEBP, called, is_recording
from assistant.evidence.recordings import as_length
from assistant.evidence.times import in_words

_ENDINGS = {
    JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"},
    PNG: {".png"},
    WEBP: {".webp"},
    HEIC: {".heic", ".heif"},
    TIFF: {".tif", ".tiff"},
    PDF: {".pdf"},
    MAIL: {".eml", ".txt", ".mht"},
}
_OF_OTHERS = frozenset().union(*(_ENDINGS[m] for m in (JPEG, PNG, WEBP, HEIC, TIFF, PDF)))


def size_in_words(size: int) -> str:
    """'3.2 MB', '12 KB', '40 bytes'."""
    if size >= 100_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{round(size / 1000)} KB" if size >= 1000 else f"{size} bytes"


def in_short(value: Mapping[str, Any]) -> str:
    """A file answer's value in a few words: 'photo or picture, 1 page, 3.2 MB'."""
    media, pages = value["media"], value.get("pages") or 1
    parts = [called(media)]
    if is_recording(media):
        if value.get("seconds"):
            parts.append(as_length(value["seconds"]))
    elif media not in (TEXT, MAIL):
        parts.append(f"{pages:,} page" + ("" if pages == 1 else "s"))
    return ", ".join([*parts, size_in_words(value["size"])])


def remarks(value: Mapping[str, Any]) -> Iterator[str]:
    """What a person should know of a file just taken in, one sentence each."""
    if value.get("made"):
        yield f"The file says it was made {in_words(value['made'])}."
    ending = PurePath(value["name"]).suffix.lower()
    own = _ENDINGS.get(value["media"], set())
    if (own and ending and ending not in own) or (not own and ending in _OF_OTHERS):
        yield f"Its name ends in {ending}, but by its content it is: {called(value['media'])}. Please look at it."
    if is_recording(value["media"]):
        yield "The recording is kept and listed. A page for its words stands in its place in the papers."
