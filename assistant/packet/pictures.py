"""What pictures show, compared with what must stay hidden, on the very copies that others will see.

A value that was surely read is a leak like any other, with the area to take out. One that may have been read is a thing
to check. Where nothing can be read it is said, so that a person looks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.case.model import Exhibit, OriginalFile, Secret
from assistant.checks.view import COMMON_SENSE
from assistant.disclosure import Leak
from assistant.evidence.ocr.asking import CANNOT_READ
from assistant.findings import Finding, Severity
from assistant.packet.model import Progress, silent

if TYPE_CHECKING:
    from assistant.disclosure.seen import Sighting
    from assistant.evidence.areas import Area
    from assistant.evidence.ocr.asking import Copy, Page, Readings
    from assistant.evidence.ocr.lines import Box
    from assistant.jurisdiction import Order

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
    *,
    read: bool = True,
) -> Looked:
    """Read the pages of these exhibits that may hold words as pictures, and look for the hidden values.

    `files` and `counts` (pages in the papers) are by exhibit id; `original(sha256)` gives a file's bytes. Pages that
    were read before are not read again; without `read`, only they are looked at. `rule` is the source that findings
    name. Nothing is read where nothing is hidden.
    """
    from assistant.disclosure.seen import Seeker

    copies = [copy_of(e, files[e.id], counts[e.id], original) for e in exhibits if e.id in files and e.id in counts]
    shown = {c.id: c for c in copies if c.has_pictures}
    if not shown or not secrets:
        return Looked()
    named = {e.id: e for e in exhibits}
    if not readings.able:
        return Looked((), (_not_read([named[i] for i in shown], rule),), (CANNOT_READ,))
    unread = read_all(list(shown.values()), readings, progress) if read else []
    waiting = [] if read else readings.missing(list(shown.values()))
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
    findings += list(_failed(named, unread, rule))
    if waiting:
        findings.append(_waiting([named[i] for i in dict.fromkeys(c.id for c, _ in waiting)], rule))
    notes = (READ.format(count=f"{count:,} pages" if count != 1 else "1 page"),) if count else ()
    return Looked(tuple(leaks), tuple(findings), notes)


READ = (
    "The words in the pictures on {count} were read and compared with what must stay hidden. Handwriting and small print "
    "can be missed: look at each picture before it is served."
)


def rule_of(order: Order) -> str:
    """Why what is hidden stays hidden: the place's rule, or common sense."""
    return order.confidentiality.cite or f"{COMMON_SENSE}: what is hidden stays hidden"


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
    if missing:
        progress(READING, 0, len(missing))  # from now on: the first page takes its time too
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


def _failed(named: Mapping[str, Exhibit], unread: Sequence[Page], rule: str) -> Iterator[Finding]:
    """One finding for each exhibit with pages that could not be read."""
    pages: dict[str, list[int]] = {}
    for copy, page in unread:
        pages.setdefault(copy.id, []).append(page)
    for item, numbers in pages.items():
        exhibit = named[item]
        yield Finding(
            "F29-picture-not-read",
            Severity.REVIEW,
            _place(exhibit, numbers[0]) if len(numbers) == 1 else f"Exhibit {exhibit.label}, {len(numbers)} pages",
            f"exhibits.{item}.hide",
            "The words in this picture could not be read. Look at it: does something that must stay hidden stand in it?",
            "Not compared with confidential values: reading failed.",
            rule,
        )


def _waiting(exhibits: Sequence[Exhibit], rule: str) -> Finding:
    return Finding(
        "F29-picture-not-read",
        Severity.NOTE,
        _all(exhibits),
        f"exhibits.{exhibits[0].id}.hide",
        "The words in these pictures are not read yet. They are when the papers are made, or with: paperwork evidence read",
        "Words in pictures are not compared with confidential values yet.",
        rule,
    )


def _all(exhibits: Sequence[Exhibit]) -> str:
    labels = ", ".join(e.label for e in exhibits)
    return f"Exhibit {labels}" if len(exhibits) == 1 else f"Exhibits {labels}"


def _not_read(exhibits: Sequence[Exhibit], rule: str) -> Finding:
    return Finding(
        "F29-picture-not-read",
        Severity.REVIEW,
        _all(exhibits),
        f"exhibits.{exhibits[0].id}.hide",
        CANNOT_READ,
        "Words in pictures were not compared with confidential values.",
        rule,
    )
