"""From an original to pages that may be shown: made anew in a separate process, without anything hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.areas import Area
from assistant.evidence.images import Picture

# points: the frame of an exhibit's page (exhibits.typ), which what is printed for it fills without being made smaller
FRAMES = {"letter": (504.0, 669.6), "a4": (487.28, 719.49)}
FRAME = FRAMES["letter"]


@dataclass(frozen=True)
class Pages:
    """The pages of one original: either one clean PDF, or one clean picture for each page.

    Clean: no metadata, script, link, form, attachment or hidden layer; what was to be hidden is not there.
    The pages of `pdf` are upright and start at 0,0. Those of texts, e-mails and recordings are as large as the frame.
    """

    media: str  # of the original
    count: int
    pdf: bytes | None
    pictures: tuple[Picture, ...] = ()


def pages_of(
    data: bytes,
    media: str = "",
    *,
    where: str = "",
    hide: Sequence[Area] = (),
    frame: tuple[float, float] = FRAME,
    language: str = "en-US",
    name: str = "",
    transcript: str = "",
    prepared_by: str = "",
    dpi: int | None = None,
) -> Pages:
    """The pages of an original. The same bytes and wishes give the same pages.

    `media` is what was noted when the file came; the content decides. `where` names the file to the person.
    `hide`: areas to take out, pixels and text. `frame`: width and height in points that pictures are made to fit,
    and that texts are set in. `dpi`: most dots to the inch of a picture, where the person asked for fewer. `name`, `transcript`, `prepared_by` stand on the page that stands for a recording.
    PersonError when the file cannot be shown, or has no such page as an area names.
    """
    from assistant.evidence.apart import shared

    head, parts = shared().ask(
        "pages",
        data,
        where,
        hide=[[a.page, a.left, a.top, a.right, a.bottom] for a in hide],
        frame=list(frame),
        language=language,
        name=name,
        transcript=transcript,
        prepared_by=prepared_by,
        dpi=dpi,
    )
    media, about = str(head.get("media", media)), head.get("pictures")
    if about is None:
        return Pages(media, int(head["count"]), parts[0])
    made = tuple(
        Picture(
            data=part,
            media=str(p["media"]),
            pixels=(int(p["pixels"][0]), int(p["pixels"][1])),
            size=(float(p["size"][0]), float(p["size"][1])),
        )
        for p, part in zip(about, parts, strict=True)
    )
    return Pages(media, len(made), None, made)


def page_with_grid(data: bytes, page: int, *, where: str = "", hide: Sequence[Area] = (), name: str = "") -> bytes:
    """Page `page` (from 1) of the copy as a PNG with lines at every ten percent, to read off an area.

    PersonError when the file cannot be shown or has no such page.
    """
    from assistant.evidence.apart import shared

    areas = [[a.page, a.left, a.top, a.right, a.bottom] for a in hide]
    _, parts = shared().ask("grid", data, where, page=page, hide=areas, frame=list(FRAME), name=name)
    return parts[0]
