"""Which papers a case needs, for whom, in what order and why. Pure.

Each document says so itself, in `templates/<kind>/document.yaml` (`readers`, `position`, `when`, `because`); official
forms bring the same four. `when` names one of the conditions below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.case.model import Case
from assistant.disclosure import Reader
from assistant.documents.wording import wording
from assistant.errors import PersonError
from assistant.jurisdiction import Order, Sheet
from assistant.packet.model import PUBLIC_READERS

CONFIDENTIAL_PATHS: Final[tuple[str, ...]] = (
    "confidential.home_address",
    "confidential.phone",
    "confidential.email",
    "confidential.work",
    "confidential.school",
)
# Condition -> (what it asks, why a paper is not made without it).
WHEN: Final[dict[str, tuple[Callable[[Case], bool], str]]] = {
    "always": (lambda case: True, ""),
    "exhibits": (lambda case: any(not e.is_withheld for e in case.told.exhibits), "No files are attached."),
    "any-exhibits": (lambda case: bool(case.told.exhibits), "No files are attached."),
    "withheld": (lambda case: any(e.is_withheld for e in case.told.exhibits), "Nothing is held back."),
    "events": (lambda case: any(i.when is not None for i in case.incidents), "No event has a date yet."),
    "confidential": (
        lambda case: bool(case.kept.birth_date or any(s.path in CONFIDENTIAL_PATHS for s in case.kept.secrets)),
        "Nothing was told that belongs on a confidential form.",
    ),
}
# Our own papers. Each stands in templates/ under its kind.
KINDS: Final = (
    "petition",
    "declaration",
    "timeline",
    "exhibits",
    "confidential",
    "next-steps",
    "exhibit-list",
    "things-to-check",
    "withheld-exhibits",
)
ATTACHED, ATTACHED_AT = "events-over-time", 25  # the picture of time as an attachment: after the declaration


@dataclass(frozen=True)
class Planned:
    """One paper of the plan. `left_out` says why it is not made; '' when it is."""

    kind: str
    title: str
    readers: tuple[Reader, ...]
    position: int
    because: str
    left_out: str = ""
    asks_for_order: bool = False  # the court's own petition: ours is then left out


@dataclass(frozen=True)
class Plan:
    """Every paper in its order, those that are not made at the end."""

    papers: tuple[Planned, ...]

    def for_reader(self, reader: Reader) -> tuple[Planned, ...]:
        """What this reader gets, in order."""
        return tuple(p for p in self.papers if reader in p.readers and not p.left_out)

    def makes(self, kind: str) -> bool:
        """Is a paper of this kind made?"""
        return any(p.kind == kind and not p.left_out for p in self.papers)

    def paper(self, kind: str) -> Planned:
        """The first paper of this kind; KeyError when the plan has none."""
        for planned in self.papers:
            if planned.kind == kind:
                return planned
        raise KeyError(kind)


def plan(case: Case, sheet: Sheet, order: Order, *, forms: Sequence[Planned] = (), timeline: bool = False) -> Plan:
    """What the packet holds. `forms` are the court's own, planned by the forms room; `timeline`: attach the picture
    of time to the declaration as well."""
    found = [_planned(kind, case, sheet) for kind in KINDS]
    if timeline:
        own = next(p for p in found if p.kind == "timeline")
        found.append(
            replace(own, kind=ATTACHED, title="Events over time", readers=PUBLIC_READERS, position=ATTACHED_AT)
        )
    found += forms
    if any(form.asks_for_order for form in forms):
        found = [
            replace(p, left_out="The court's own form asks for the order.") if p.kind == "petition" else p
            for p in found
        ]
    return Plan(tuple(sorted(found, key=lambda p: (bool(p.left_out), p.position, p.kind))))


def _planned(kind: str, case: Case, sheet: Sheet) -> Planned:
    words = wording(kind)
    if words.when not in WHEN:
        raise PersonError(
            f"'{words.when}' is not a known condition.",
            where=f"{kind}/document.yaml",
            remedy=f"Known: {', '.join(WHEN)}.",
        )
    holds, otherwise = WHEN[words.when]
    title = sheet.terms.declaration if kind == "declaration" else words.title
    return Planned(
        kind,
        title[:1].upper() + title[1:],
        words.readers,
        words.position,
        words.because or "",
        "" if holds(case) else otherwise,
    )
