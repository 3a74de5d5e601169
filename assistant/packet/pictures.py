"""What pictures show, compared with what must stay hidden, on the very copies that others will see.

A value that was surely read is a leak like any other, with the area to take out. One that may have been read is a thing
to check. Where nothing can be read it is said, so that a person looks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.case.model import Exhibit, OriginalFile, Secret
from assistant.disclosure import Leak
from assistant.evidence.ocr.asking import CANNOT_READ
from assistant.findings import Finding, Severity
from assistant.packet.model import Progress, silent

if TYPE_CHECKING:
    from assistant.disclosure.seen import Sighting
    from assistant.evidence.areas import Area
    from assistant.evidence.ocr.asking import Copy, Page, Readings
    from assistant.evidence.ocr.lines import Box

FILE = "exhibits"  # how leaks name the file: its number and parts are not settled when it is looked at
READING = "Reading words in pictures"


@dataclass(frozen=True)
class Looked:
    """What was seen on the exhibits' pages."""

    leaks: tuple[Leak, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def look_at_pictures(
    exhibits: Sequence[Exhibit],
    files: Mapping[str, OriginalFile],
    counts: Mapping[str, int],
    original: Callable[[str], bytes],
    secrets: Sequence[Secret],
    readings: Readings,
    rule: str,
    progress: Progress = silent,
) -> Looked:
    """Read the pages of these exhibits that may hold words as pictures, and look for the hidden values.

    `files` and `counts` (pages in the papers) are by exhibit id; `original(sha256)` gives a file's bytes. Pages that
    were read before are not read again. `rule` is the source that findings name. Nothing is read where nothing is hidden.
    """
    from assistant.disclosure.seen import Seeker

    copies = [copy_of(e, files[e.id], counts[e.id], original) for e in exhibits if e.id in files and e.id in counts]
    shown = {c.id: c for c in copies if c.has_pictures}
    if not shown or not secrets:
        return Looked()
    named = {e.id: e for e in exhibits}
    if not readings.able:
        return Looked((), (_not_read([named[i] for i in shown], rule),), (CANNOT_READ,))
    unread = read_all(list(shown.values()), readings, progress)
    seeker = Seeker(secrets)
    leaks: list[Leak] = []
    findings: list[Finding] = []
    count = 0
    for copy, page in ((c, n) for c in shown.values() for n in range(1, c.count + 1)):
        lines = readings.known(copy, page)
        count += bool(lines)
        for sighting in seeker.seen(lines or ()):
            exhibit = named[copy.id]
            findings.append(_finding(exhibit, copy, page, sighting, rule))
            if sighting.sure:
                leaks.append(
                    Leak(
                        sighting.secret,
                        FILE,
                        f"{_place(exhibit, page)}, in the picture",
                        _remedy(exhibit, page, sighting),
                    )
                )
    findings += [_failed(named[c.id], n, rule) for c, n in unread]
    notes = (READ.format(count=f"{count:,} pages" if count != 1 else "1 page"),) if count else ()
    return Looked(tuple(leaks), tuple(findings), notes)


READ = (
    "The words in the pictures on {count} were read and compared with what must stay hidden. Handwriting and small print "
    "can be missed: look at each picture before it is served."
)


def copy_of(exhibit: Exhibit, file: OriginalFile, count: int, original: Callable[[str], bytes]) -> Copy:
    """The exhibit as it is to be shown in the papers, for reading."""
    from functools import partial

    from assistant.evidence.areas import Area
    from assistant.evidence.ocr.asking import Copy

    return Copy(
        id=exhibit.id,
        sha256=file.sha256,
        media=file.media,
        data=partial(original, file.sha256),
        count=count,
        hide=tuple(Area.parse(text) for text in file.hide),
        where=f"Exhibit {exhibit.label}",
        name=file.name,
    )


def read_all(copies: Sequence[Copy], readings: Readings, progress: Progress) -> list[Page]:
    """Read what was not read yet; the pages that could not be."""
    from assistant.errors import PersonError

    missing = readings.missing(copies)
    failed = []
    for done, (page, result) in enumerate(readings.read(missing), 1):
        if isinstance(result, PersonError):
            failed.append(page)
        progress(READING, done, len(missing))
    return failed


def areas_of(page: int, boxes: Sequence[Box]) -> list[Area]:
    """Areas to take out, in percent with one decimal, rounded outwards."""
    from assistant.evidence.areas import Area

    return sorted(
        {
            Area(
                page,
                *(math.floor(v * 10) / 10 for v in box[:2]),
                *(min(100.0, math.ceil(v * 10) / 10) for v in box[2:]),
            )
            for box in boxes
        }
    )


def command(label: str, page: int, boxes: Sequence[Box]) -> str:
    """What takes these places out of every copy."""
    areas = " ".join(f"--area {a.left:g},{a.top:g},{a.right:g},{a.bottom:g}" for a in areas_of(page, boxes))
    return f"paperwork evidence redact {label} --page {page} {areas}"


def _remedy(exhibit: Exhibit, page: int, sighting: Sighting) -> str:
    return command(exhibit.label, page, sighting.boxes)


def _place(exhibit: Exhibit, page: int) -> str:
    return f"Exhibit {exhibit.label}, page {page}"


def _finding(exhibit: Exhibit, copy: Copy, page: int, sighting: Sighting, rule: str) -> Finding:
    label, remedy = sighting.secret.label, _remedy(exhibit, page, sighting)
    path = f"exhibits.{exhibit.id}.hide"
    if sighting.sure:
        return Finding(
            "F29-picture-leak",
            Severity.BLOCK,
            _place(exhibit, page),
            path,
            f"Your private {label} stands in this picture. The other person would see it. To take it out: {remedy}",
            f"Confidential {label} legible in an exhibit.",
            rule,
        )
    return Finding(
        "F29-picture-look",
        Severity.REVIEW,
        _place(exhibit, page),
        path,
        f"Something in this picture looks like your private {label}. Is it? To take it out: {remedy}",
        f"Possible {label} in an exhibit, read by a program with some doubt.",
        rule,
    )


def _failed(exhibit: Exhibit, page: int, rule: str) -> Finding:
    return Finding(
        "F29-picture-not-read",
        Severity.REVIEW,
        _place(exhibit, page),
        f"exhibits.{exhibit.id}.hide",
        "The words in this picture could not be read. Look at it: does something that must stay hidden stand in it?",
        "Not compared with confidential values: reading failed.",
        rule,
    )


def _not_read(exhibits: Sequence[Exhibit], rule: str) -> Finding:
    labels = ", ".join(e.label for e in exhibits)
    return Finding(
        "F29-picture-not-read",
        Severity.REVIEW,
        f"Exhibit {labels}" if len(exhibits) == 1 else f"Exhibits {labels}",
        f"exhibits.{exhibits[0].id}.hide",
        CANNOT_READ,
        "Words in pictures were not compared with confidential values.",
        rule,
    )
