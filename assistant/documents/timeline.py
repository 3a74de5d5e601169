"""A picture of time: one page with every dated event on a line for each kind, gaps, police and orders. And in words.

Made from what public papers may tell, so that it can be attached. A date known only roughly is a bar over all the
days it can have been; an exact one is a mark. Nothing is placed on a day that nobody named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assistant.case.model import Incident, Told
from assistant.dates import Ambiguous, NotADate, When, parse_when
from assistant.documents.parts import date_style
from assistant.documents.wording import wording
from assistant.jurisdiction import Sheet
from assistant.jurisdiction.vocabulary import CONDUCT
from assistant.jurisdiction.words import spelled

KIND = "timeline"
MOST_LANES, MOST_LISTED = 14, 26  # kinds drawn; events listed below the picture
LEAST_GAP = 30  # days
MOST_ROWS = 3  # of marks within one lane
_HALF_MARK = 0.015  # half the width of a mark, as a share of the picture's
_POLICE, _ORDERS = "police", "orders"


@dataclass(frozen=True)
class Point:
    """One event or order on the picture: from its first to its last possible day."""

    number: int  # 1 = oldest
    first: date
    last: date
    exact: bool
    when: str  # as it is printed
    title: str
    kinds: tuple[str, ...] = ()  # words, not ids
    police: str = ""

    def words(self) -> str:
        """One line for people who hear it read."""
        parts = [f"{self.number}. {self.when[:1].upper()}{self.when[1:]}: {self.title or 'no words yet'}."]
        if self.kinds:
            parts.append(f"Kinds: {'; '.join(self.kinds)}.")
        if self.police:
            parts.append(f"Police: {self.police}.")
        return " ".join(parts)


@dataclass(frozen=True)
class Timeline:
    """What the page shows. `gaps` are (first day, last day) between events; `undated` are titles."""

    points: tuple[Point, ...]
    orders: tuple[Point, ...]
    lanes: tuple[tuple[str, tuple[int, ...]], ...]  # a kind in words, the numbers of its events
    police: tuple[int, ...]  # numbers of events that police knew of
    gaps: tuple[tuple[date, date], ...]
    undated: tuple[str, ...]
    more: int  # kinds that found no room
    first: date
    last: date


def timeline(told: Told, sheet: Sheet, today: date) -> Timeline | None:
    """The events of a case in time; None when none has a date. `today` reads the dates of orders."""
    from assistant.questions.events import POLICE

    style = date_style(sheet)
    said = {o.id: spelled(o.label, sheet) for o in POLICE}
    dated = sorted((i for i in told.incidents if i.when is not None), key=lambda i: _when(i).sort_key())
    if not dated:
        return None
    points = tuple(
        Point(
            number=n,
            first=_when(i).earliest(),
            last=_when(i).latest(),
            exact=_when(i).kind == "exact",
            when=_when(i).text(style),
            title=i.title or "",
            kinds=tuple(CONDUCT[c][0] for c in i.conduct if c in CONDUCT),
            police=said.get(i.police.level or "", "") if i.police.involved else "",
        )
        for n, i in enumerate(dated, 1)
    )
    orders = tuple(_orders(told, style, today))
    everything = [*points, *orders]
    lanes = _lanes(points)
    return Timeline(
        points,
        orders,
        tuple(lanes[:MOST_LANES]),
        tuple(p.number for p in points if p.police),
        tuple(_gaps(points)),
        tuple(i.title or "no words yet" for i in told.incidents if i.when is None),
        max(0, len(lanes) - MOST_LANES),
        min(p.first for p in everything),
        max(p.last for p in everything),
    )


def _when(incident: Incident) -> When:
    assert incident.when is not None
    return incident.when


def _orders(told: Told, style: Any, today: date) -> Iterator[Point]:
    """Orders whose day can be read; others stand in the list of cases."""
    for order in told.prior_orders:
        if not order.made:
            continue
        try:
            when = parse_when(order.made, today)
        except (Ambiguous, NotADate):
            continue
        title = ", ".join(t for t in ("order made", order.court, order.number) if t)
        yield Point(0, when.earliest(), when.latest(), when.kind == "exact", when.text(style), title)


def _lanes(points: tuple[Point, ...]) -> list[tuple[str, tuple[int, ...]]]:
    """Kinds in the order in which they first happened."""
    found: dict[str, list[int]] = {}
    for point in points:
        for kind in point.kinds or (wording(KIND)["other"],):
            found.setdefault(kind, []).append(point.number)
    return [(kind, tuple(numbers)) for kind, numbers in found.items()]


def _gaps(points: tuple[Point, ...]) -> Iterator[tuple[date, date]]:
    """Times between events that are long beside the whole, in which nothing is told."""
    end = points[0].last
    least = max(LEAST_GAP, (max(p.last for p in points) - points[0].first).days // 10)
    for point in sorted(points, key=lambda p: (p.first, p.last)):
        if (point.first - end).days > least:
            yield end + timedelta(days=1), point.first - timedelta(days=1)
        end = max(end, point.last)


def in_words(line: Timeline, sheet: Sheet, *, gaps: bool = True) -> str:
    """The same as plain text, for people who hear it read."""
    words, style = wording(KIND), date_style(sheet)
    day = _day(style)
    rows = [
        words["text_title"],
        "",
        words["text_intro"].format(count=len(line.points), first=day(line.first), last=day(line.last)),
        "",
    ]
    left = list(line.gaps) if gaps else []
    for point in line.points:
        while left and left[0][1] < point.first:
            first, last = left.pop(0)
            rows.append(f"   ({words['gap'].format(days=(last - first).days + 1)}: {day(first)} to {day(last)})")
        rows.append(point.words())
    if line.orders:
        rows += ["", f"{words['orders']}:"]
        rows += [f"- {o.when[:1].upper()}{o.when[1:]}: {o.title}." for o in line.orders]
    if line.undated:
        rows += ["", words["undated"].format(events="; ".join(line.undated))]
    return "\n".join(rows) + "\n"


def _day(style: Any) -> Any:
    from assistant.dates.edtf import day_text

    return lambda day: day_text(day, style)


def timeline_pdf(line: Timeline, sheet: Sheet, *, attached: bool, draft: bool) -> bytes:
    """The page, tagged, with the words of `in_words` for the picture. `attached`: with the head of an attachment.

    In the attachment a gap is only seen; in the person's own copy its days are counted.
    """
    from assistant.documents.pdf import FAMILIES, compile_showing_all

    words = wording(KIND)
    style = date_style(sheet)
    lang, _, region = sheet.language.partition("-")
    first, last = _edges(line)
    span = (last - first).days or 1

    def at(day: date) -> float:
        return round((day - first).days / span, 5)

    def drawn(point: Point) -> dict[str, Any]:
        return {
            "n": point.number,
            "from": at(point.first),
            "to": at(point.last + timedelta(days=1)),
            "exact": point.exact,
        }

    by_number = {p.number: p for p in line.points}
    lanes: list[dict[str, Any]] = [
        {"label": kind, "kind": "event", "marks": [drawn(by_number[n]) for n in ns]} for kind, ns in line.lanes
    ]
    if line.police:
        marks = [drawn(by_number[n]) for n in line.police]
        lanes.append({"label": words["police"], "kind": _POLICE, "marks": marks})
    if line.orders:
        lanes.append({"label": words["orders"], "kind": _ORDERS, "marks": [drawn(o) for o in line.orders]})
    for lane in lanes:
        lane["rows"] = _in_rows(lane["marks"])
    notes = [words["more"].format(count=line.more)] if line.more else []
    notes += [words["undated"].format(events="; ".join(line.undated))] if line.undated else []
    listed = len(line.points) <= MOST_LISTED
    data = {
        "title": words["paper_title"],
        "heading": words["attached_title"] if attached else words["paper_title"],
        "lang": lang,
        "region": region if len(region) == 2 else None,
        "fonts": list(FAMILIES),
        "paper": "a4" if sheet.paper == "a4" else "us-letter",
        "draft": draft and attached,
        "standing": words["standing"],
        "alt": in_words(line, sheet, gaps=not attached),
        "numbers": listed,
        "lanes": lanes,
        "ticks": [{"at": at(day), "text": text} for day, text in _ticks(first, last)],
        "gaps": [
            {"from": at(a), "to": at(b), "text": words["gap"].format(days=(b - a).days + 1)}
            for a, b in (() if attached else line.gaps)
        ],
        "list": [[str(p.number), by_number[p.number].when, p.title] for p in line.points] if listed else [],
        "orders": [[o.when, o.title] for o in line.orders],
        "notes": notes,
        "span": f"{_day(style)(line.first)} - {_day(style)(line.last)}",
    }
    return compile_showing_all("timeline/timeline.typ", data)[0]


def _in_rows(marks: list[dict[str, Any]]) -> int:
    """Give each mark of a lane a row, 0 or 1 or 2, in which no other lies under it; how many rows that takes.

    Past three rows marks lie over each other: a lane would be too low for their numbers.
    """
    ends: list[float] = []
    for mark in sorted(marks, key=lambda m: (m["from"], m["to"])):
        middle = (mark["from"] + mark["to"]) / 2
        first, last = min(mark["from"], middle - _HALF_MARK), max(mark["to"], middle + _HALF_MARK)
        row = next((n for n, end in enumerate(ends) if end <= first), len(ends))
        if row == MOST_ROWS:
            row = min(range(MOST_ROWS), key=lambda n: ends[n])
        elif row == len(ends):
            ends.append(last)
        ends[row] = max(ends[row], last)
        mark["row"] = row
    return max(1, len(ends))


def _edges(line: Timeline) -> tuple[date, date]:
    """The first day of the first month and the last of the last, so that the scale begins and ends on a tick."""
    first = line.first.replace(day=1)
    after = (line.last.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first, after


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Months, quarters or years, so that at most about twelve stand beside each other."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 600) if months / s <= 12 or s == 600)
    day, shown = first, None
    while day <= last:
        if step >= 12:
            if day.month == 1:
                yield day, str(day.year)
        elif (day.month - 1) % step == 0 or step == 1:
            yield day, f"{day:%b}" if day.year == shown else f"{day:%b} {day.year}"
            shown = day.year
        day = (day + timedelta(days=32)).replace(day=1)
        while step >= 12 and day.month == 1 and (day.year - first.year) % (step // 12) and day <= last:
            day = day.replace(year=day.year + 1)
