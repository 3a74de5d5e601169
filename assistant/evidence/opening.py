"""What is done with a stranger's file in the separate process: looking at it, and making its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.evidence.areas import Area
from assistant.evidence.media import (
    PDF,
    PICTURES,
    PRINT_ANEW,
    SAVE_AS,
    TEXT,
    explained,
    is_recording,
    media_of,
)

if TYPE_CHECKING:
    from assistant.evidence.worker import Lent, Told

Made = tuple[dict[str, Any], list[bytes]]


def look(data: bytes, how: Mapping[str, Any]) -> Made:
    """What the file is: media, pages, pixels, seconds, made, made_by. PersonError when it cannot be shown."""
    where = str(how.get("where", ""))
    media = media_of(data, where)
    facts: dict[str, Any] = {"media": media, "pages": 1, "pixels": None, "seconds": None, "made": None, "made_by": None}
    if media == PDF:
        from assistant.evidence.pdfs import count_pages

        facts["pages"] = count_pages(data, where)
    elif media in PICTURES:
        facts |= _look_at_picture(data, media, where)
    elif is_recording(media):
        from assistant.evidence.recordings import read_recording

        found = read_recording(data, media)
        facts |= {"seconds": found.seconds, "made": found.made, "made_by": "recorder" if found.made else None}
    else:
        facts |= _look_at_words(data, media, where)
    return facts, []


def _look_at_picture(data: bytes, media: str, where: str) -> dict[str, Any]:
    from assistant.evidence.images import frames, made_at, open_image

    with explained(
        where,
        "this picture cannot be opened; it may be damaged or cut short.",
        f"Open it yourself and look. {SAVE_AS}",
    ):
        head = open_image(data, media, where)
        made, pixels = made_at(head), head.size
        pages = sum(1 for _ in frames(data, media, where))
    return {"pages": pages, "pixels": list(pixels), "made": made, "made_by": "camera" if made else None}


def _look_at_words(data: bytes, media: str, where: str) -> dict[str, Any]:
    from assistant.evidence.mail import read_mail, sent_at
    from assistant.evidence.printed import check_length, text_of

    if media == TEXT:
        text_of(data, where)
        return {}
    with explained(where, "this e-mail cannot be read; it may be damaged.", PRINT_ANEW):
        check_length(read_mail(data, where).text, where)
        made = sent_at(data)
    return {"made": made, "made_by": "sender" if made else None}


def pages(data: bytes, how: Mapping[str, Any]) -> Made:
    """The file's pages made anew: one clean PDF, or one clean picture for each page."""
    where, hide = str(how.get("where", "")), [Area(*a) for a in how.get("hide", ())]
    frame = float(how["frame"][0]), float(how["frame"][1])
    media = media_of(data, where)
    with explained(where, "this file cannot be shown; it may be damaged.", PRINT_ANEW):
        if media in PICTURES:
            from assistant.evidence.images import pictures

            made = list(pictures(data, media, where, frame, hide, how.get("dpi")))
            _all_on_pages(hide, len(made), where)
            about = [{"media": p.media, "pixels": p.pixels, "size": p.size} for p in made]
            return {"media": media, "pictures": about, "count": len(made)}, [p.data for p in made]
        pdf = data if media == PDF else _printed(data, media, where, frame, how)
        if media != PDF and not hide:
            from assistant.evidence.pdfs import open_pdf

            return {"media": media, "count": len(open_pdf(pdf, where).pages)}, [pdf]
        from assistant.evidence.pdfs import clean_pdf

        clean, count = clean_pdf(pdf, where, hide)
        _all_on_pages(hide, count, where)
        return {"media": media, "count": count}, [clean]


def _printed(data: bytes, media: str, where: str, frame: tuple[float, float], how: Mapping[str, Any]) -> bytes:
    from assistant.evidence.printed import Told, printed

    told = Told(str(how.get("name", "")), str(how.get("transcript", "")), str(how.get("prepared_by", "")))
    return printed(data, media, where, frame, str(how.get("language", "en-US")), told)


def _all_on_pages(hide: Sequence[Area], count: int, where: str) -> None:
    """PersonError when something is to be hidden on a page that is not there: it would not be hidden."""
    from assistant.errors import PersonError

    for area in hide:
        if area.page > count:
            raise PersonError(
                f"an area to take out is on page {area.page}, but there {'is' if count == 1 else 'are'} only {count}.",
                where=where,
                remedy="Name the page anew with: paperwork evidence redact",
            )


def grid(data: bytes, how: Mapping[str, Any]) -> Made:
    """One page of the copy as others would see it, as a PNG with a grid in percent. PersonError when it is not there."""
    import io

    from PIL import Image

    from assistant.errors import PersonError
    from assistant.evidence.grid import picture_of, with_grid

    head, parts = pages(data, how)
    page = int(how["page"])
    if not 1 <= page <= head["count"]:
        raise PersonError(f"there is no page {page}; the pages go from 1 to {head['count']}.", where=str(how["where"]))
    found = (
        Image.open(io.BytesIO(parts[page - 1])).convert("RGB") if "pictures" in head else picture_of(parts[0], page - 1)
    )
    return {}, [with_grid(found)]


def log(lent: Lent, how: Mapping[str, Any]) -> Told:
    """Something about a file of messages, calls or events, which is lent: see assistant.evidence.logs.opening."""
    from assistant.evidence.logs.opening import log as job

    return job(lent, how)


JOBS: dict[str, Callable[[Any, Mapping[str, Any]], Told]] = {"look": look, "pages": pages, "grid": grid, "log": log}

__all__ = ["JOBS", "Made", "grid", "log", "look", "pages"]
