"""How fresh the law sheets are: as-of dates, open questions, upcoming law, facts whose source is old. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.dates import months_before
from assistant.jurisdiction.load import sources_used
from assistant.jurisdiction.models import Sheet
from assistant.jurisdiction.procedure import Upcoming
from assistant.jurisdiction.words import count_open

OLD_MONTHS = 24
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Aged:
    """A source that is old or undated, and the facts that rest on no newer one."""

    id: str
    title: str
    said: str | None  # the date as it stands on the page
    dated: date | None  # the last day that date can mean
    facts: tuple[str, ...]  # paths in the sheet


@dataclass(frozen=True)
class Status:
    """One sheet: what is old, what is not settled, what has come into force since it was written."""

    sheet: Sheet
    old: tuple[Aged, ...]
    undated: tuple[Aged, ...]
    not_settled: int
    now_in_force: tuple[Upcoming, ...]
    still_to_come: tuple[Upcoming, ...]


def status(sheet: Sheet, today: date) -> Status:
    """What an author should look at, as of `today`."""
    limit = months_before(today, OLD_MONTHS)
    dated = {key: read_date(source.date) for key, source in sheet.sources.items()}
    resting: dict[str, list[str]] = {}
    for path, src in sources_used(sheet, ()):
        known = [(day, s) for s in src if (day := dated.get(s)) is not None]
        if known:
            newest, source = max(known)
            if newest < limit:
                resting.setdefault(source, []).append(_name(path))
        elif src:
            resting.setdefault(src[0], []).append(_name(path))
    aged = [
        Aged(key, sheet.sources[key].title, sheet.sources[key].date, dated[key], tuple(facts))
        for key, facts in resting.items()
        if key in sheet.sources
    ]
    coming = [*sheet.upcoming, *(u for o in sheet.orders for u in o.upcoming)]
    return Status(
        sheet,
        tuple(sorted((a for a in aged if a.dated), key=lambda a: (a.dated or today, a.id))),
        tuple(a for a in aged if a.dated is None),
        count_open(sheet),
        tuple(u for u in coming if u.effective <= today),
        tuple(u for u in coming if u.effective > today),
    )


def read_date(text: str | None) -> date | None:
    """The last day a source's own date can mean: '2025-10-20' that day, '10/22' or '5/10' month and year, '2021' its last day.

    The newest date in the text counts; None when there is none.
    """
    found: list[date] = []
    for y, m, d in re.findall(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b", text or ""):
        found += _day(int(y), int(m), int(d))
    for m, d, y in re.findall(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d|\d\d)\b", text or ""):
        found += _day(int(y) + (2000 if len(y) == 2 else 0), int(m), int(d))
    rest = re.sub(r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/(?:19|20)?\d\d\b", " ", text or "")
    for m, y in re.findall(r"(?<![\d/])(\d{1,2})/((?:19|20)?\d\d)(?![\d/])", rest):
        found += _day(int(y) + (2000 if len(y) == 2 else 0), int(m), 28)
    rest = re.sub(r"(?<![\d/])\d{1,2}/(?:19|20)?\d\d(?![\d/])", " ", rest)
    for name, d, y in re.findall(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}), ((?:19|20)\d\d)\b", rest):
        if name[:3] in _MONTHS:
            found += _day(int(y), _MONTHS.index(name[:3]) + 1, int(d))
            rest = rest.replace(y, " ", 1)
    found += [date(int(y), 12, 31) for y in re.findall(r"\b((?:19|20)\d\d)\b", rest)]
    return max(found, default=None)


def _day(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _name(path: tuple[str | int, ...]) -> str:
    return ".".join(str(p) for p in path if p != "src")
