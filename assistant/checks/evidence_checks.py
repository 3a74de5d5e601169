"""Exhibits: cited but missing, never spoken of, without a foundation, of another day, twice, or kept out for now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from assistant.case.model import Exhibit, Incident, OriginalFile
from assistant.case.withheld import ACCESS
from assistant.checks.view import COMMON_SENSE, View, event, softened
from assistant.evidence.media import is_recording
from assistant.evidence.times import day_of, in_words
from assistant.findings import Finding, Severity
from assistant.questions.foundations import offered_blanks

_LABEL = r"(?:[A-Z]{1,2}|\d{1,3})"
_CITED = re.compile(
    rf"\b(?i:exhibit)\s+({_LABEL})\b(?!')|\b(?i:exhibits)\s+({_LABEL}(?:(?:,\s*|\s+)(?:(?:and|or|to|&)\s+)?{_LABEL}\b)*)"
)


def _cited(v: View) -> set[str]:
    """Labels named in any text: 'Exhibit C', 'Exhibits A, B and D'."""
    named: set[str] = set()
    for _, _, text in v.shown:
        for one, several in _CITED.findall(text):
            named |= {one} if one else set(re.findall(rf"\b{_LABEL}\b", several))
    return named


def _rule(v: View) -> str:
    return v.order.exhibits.cite or f"{COMMON_SENSE}: a reader looks for what is named"


def cited_missing(v: View) -> Iterator[Finding]:
    """Named in a text but not there, or there without a file."""
    for label in sorted(_cited(v) - {e.label for e in v.told.exhibits}):
        yield Finding(
            "F32-exhibit-missing",
            Severity.BLOCK,
            f"Exhibit {label}",
            "exhibits",
            f"You mention Exhibit {label}. There is no file for Exhibit {label} yet.",
            f"Cited exhibit missing: {label}.",
            _rule(v),
        )
    files = {f.exhibit for f in v.case.kept.files}
    for e in v.told.exhibits:
        if e.id not in files:
            yield Finding(
                "F32-exhibit-no-file",
                Severity.BLOCK,
                f"Exhibit {e.label}",
                f"exhibits.{e.id}.file",
                f"Exhibit {e.label} has no file yet.",
                f"Exhibit {e.label}: no file.",
                _rule(v),
            )


def never_cited(v: View) -> Iterator[Finding]:
    """Exhibits that no event and no text points to."""
    named = _cited(v)
    for e in v.told.exhibits:
        if not e.incidents and e.label not in named:
            yield Finding(
                "F33-exhibit-never-cited",
                Severity.FIX,
                f"Exhibit {e.label}",
                f"exhibits.{e.id}.incidents",
                f"Exhibit {e.label} is attached, but no event points to it. Which event does it show, or leave it out?",
                f"Exhibit {e.label} without reference in the narrative.",
                _rule(v),
            )


def foundation(v: View) -> Iterator[Finding]:
    """Exhibits without a sentence that says what they are."""
    for e in v.told.exhibits:
        if not e.foundation:
            yield softened(
                Finding(
                    "F37-exhibit-no-foundation",
                    Severity.FIX,
                    f"Exhibit {e.label}",
                    f"exhibits.{e.id}.foundation",
                    "Say what this is: who made it, when, and how you know it is real.",
                    f"Exhibit {e.label}: no authentication sentence.",
                    _rule(v),
                ),
                e.gaps,
                "foundation",
                f"What Exhibit {e.label} is and how you know it is not written.",
                Severity.REVIEW,
            )
        elif blanks := offered_blanks(e.foundation):
            yield Finding(
                "F37-exhibit-blanks",
                Severity.FIX,
                f"Exhibit {e.label}",
                f"exhibits.{e.id}.foundation",
                f"Blanks of the offered sentence still stand here: {', '.join(blanks)}. Put your own facts there.",
                f"Exhibit {e.label}: offered sentence not completed ({len(blanks)}).",
                _rule(v),
                span=blanks[0],
            )


# Clocks are set wrong, and an e-mail states its sender's zone: a day more or less is no conflict.
_SLACK = timedelta(days=1)


def file_dates(v: View) -> Iterator[Finding]:
    """The day a file states against the day of each event it is said to show."""
    files = {f.exhibit: f for f in v.case.kept.files}
    for e in v.told.exhibits:
        file = files.get(e.id)
        if file is None or not file.made:
            continue
        for item in e.incidents:
            incident = v.told.incident(item)
            if incident is not None and incident.when is not None:
                yield from _date_conflict(v, e, file, file.made, incident)


def _date_conflict(v: View, e: Exhibit, file: OriginalFile, made: str, incident: Incident) -> Iterator[Finding]:
    when = incident.when
    assert when is not None
    day = day_of(made)
    before, after = day < when.earliest() - _SLACK, day > when.latest() + _SLACK
    if not (before or after):
        return
    says = "message" if file.made_by == "sender" else "file"
    # a photo of damage or of a wound is often of a later day; an earlier one cannot show what came after it
    later_photo = after and file.made_by != "sender"
    person = f"The {says} is dated {in_words(made)}. {event(incident)} is dated {when.text()}. "
    yield Finding(
        "F34-exhibit-date",
        Severity.NOTE if later_photo else Severity.FIX,
        f"Exhibit {e.label}",
        f"exhibits.{e.id}.incidents",
        person
        + (
            "A later picture can be right. The statement can say when it was taken."
            if later_photo
            else "Which is right?"
        ),
        f"Exhibit {e.label} / event {incident.number}: date in the file ({file.made_by}) {made}, event {when.edtf}.",
        f"{COMMON_SENSE}: dates are compared",
    )


def same_twice(v: View) -> Iterator[Finding]:
    """Two exhibits that are the very same file."""
    labels = {e.id: e.label for e in v.told.exhibits}
    first: dict[str, str] = {}
    for file in v.case.kept.files:
        if file.exhibit not in labels:
            continue
        known = first.setdefault(file.sha256, file.exhibit)
        if known != file.exhibit:
            yield Finding(
                "F33-exhibit-twice",
                Severity.NOTE,
                f"Exhibit {labels[file.exhibit]}",
                f"exhibits.{file.exhibit}.file",
                f"Exhibit {labels[known]} and Exhibit {labels[file.exhibit]} are the very same file. One may be enough.",
                f"Same SHA-256: {labels[known]}, {labels[file.exhibit]}.",
                f"{COMMON_SENSE}: nobody reads a page twice",
            )


def withheld(v: View) -> Iterator[Finding]:
    """Exhibits kept out of the papers until a lawyer, or the person, clears them by name."""
    law = getattr(v.sheet, "recording_consent", None)
    cite, text = getattr(law, "cite", None), getattr(law, "text", None)
    for e in v.told.exhibits:
        if e.withheld is None:
            continue
        access = e.withheld == ACCESS
        yield Finding(
            "F38d-access-method" if access else "F38-recording-consent",
            Severity.REVIEW,
            f"Exhibit {e.label}",
            f"exhibits.{e.id}.{'obtained' if access else 'recorded'}",
            f"This one is kept out of the papers for now. {e.withheld} A lawyer can look at it first. "
            f"Then it can be put in with: paperwork evidence clear {e.id}",
            f"Exhibit {e.label} withheld: "
            + (
                "possible access to another's device or account."
                if access
                else f"recording consent. {text or ''}".strip()
            ),
            f"{COMMON_SENSE}: how a file was got can matter" if access or not cite else str(cite),
        )


def transcripts(v: View) -> Iterator[Finding]:
    """Recordings whose words are not written down."""
    files = {f.exhibit: f for f in v.case.kept.files}
    for e in v.told.exhibits:
        file = files.get(e.id)
        if file is None or not is_recording(file.media) or e.transcript or file.recorded == "no-talk":
            continue
        yield Finding(
            "F38b-recording-no-transcript",
            Severity.NOTE,
            f"Exhibit {e.label}",
            f"exhibits.{e.id}.transcript",
            "Some courts want the words of a recording on paper. Its page has empty lines for them.",
            f"Exhibit {e.label}: no transcript; the recording itself is not in the packet.",
            _rule(v),
        )
