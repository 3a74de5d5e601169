"""Looking at a file before it becomes evidence: what it is, by its content; whether it can be shown; when it was made."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import PersonError
from assistant.evidence.media import MOST_BYTES, MOST_RECORDING_BYTES, is_recording, media_of


@dataclass(frozen=True)
class TakenIn:
    """What a file is. `media` is one of assistant.evidence.media; `pages` is 1 for a picture, text or recording.

    `pixels` is a picture's width and height as stored, None for anything else. `made` is the time the file itself
    states, ISO 8601 (with an offset from UTC where it states one), and `made_by` who stated it: camera, sender or
    recorder. `seconds` is the length of a recording.
    """

    media: str
    size: int
    pages: int
    pixels: tuple[int, int] | None
    sha256: str
    made: str | None = None
    made_by: str | None = None
    seconds: float | None = None


def take_in(data: bytes, name: str) -> TakenIn:
    """Look at a file's bytes, in a separate process; `name` is only for what people are told, never for the type.

    PersonError, and nothing else, when the file is of a kind that cannot be shown, is damaged, locked, too large
    (see assistant.evidence.media), or when its reader did not survive it. The bytes are not changed.
    """
    import hashlib

    from assistant.evidence.apart import shared

    where = "".join(c if c.isprintable() else "?" for c in name)
    too_large(len(data), media_of(data, where), where)
    facts, _ = shared().ask("look", data, where)
    pixels = facts.get("pixels")
    return TakenIn(
        media=str(facts["media"]),
        size=len(data),
        pages=int(facts["pages"]),
        pixels=(int(pixels[0]), int(pixels[1])) if pixels else None,
        sha256=hashlib.sha256(data).hexdigest(),
        made=str(facts["made"]) if facts.get("made") else None,
        made_by=str(facts["made_by"]) if facts.get("made_by") else None,
        seconds=float(facts["seconds"]) if facts.get("seconds") is not None else None,
    )


def too_large(size: int, media: str, where: str) -> None:
    """PersonError when a file of this kind is larger than is taken."""
    most = MOST_RECORDING_BYTES if is_recording(media) else MOST_BYTES
    if size > most:
        raise PersonError(
            f"this file is larger than {most // 1_000_000} MB.",
            where=where,
            remedy="Attach a smaller copy or a part of it.",
        )
