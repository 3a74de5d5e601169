"""Hearing, service and renewal dates worked out from the sheet's rules, each with its rule and what is not sure about it. Pure.

A day is counted as the sheet says: the day of the event itself does not count; court days leave out the days
the court calendar names. Where closing days of a year are not known, weekends alone are left out and it is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.dates import day_text, months_before
from assistant.jurisdiction.calendar import WEEKDAYS, CourtCalendar, court_days_from
from assistant.jurisdiction.facts import Fact
from assistant.jurisdiction.models import Order, Sheet
from assistant.jurisdiction.procedure import DayKind
from assistant.jurisdiction.words import cited, hearing_words

_WEEKENDS = CourtCalendar(src=["-"], years=[])


@dataclass(frozen=True)
class Given:
    """The dates a person knows so far; each may be missing."""

    filed: date | None = None
    temporary: date | None = None  # the temporary order was made
    served: date | None = None
    requested: date | None = None  # a hearing was asked for
    hearing: date | None = None
    final: date | None = None  # the final order was made
    ends: date | None = None  # the day the final order ends, as it says


@dataclass(frozen=True)
class Deadline:
    """One date, or why there is none. `rule` is the sheet's words with their citation; `notes` what is not sure."""

    id: str
    label: str
    day: date | None
    rule: str
    notes: tuple[str, ...] = ()
    needs: str = ""  # which date would give it

    def text(self, british: bool = False) -> str:
        """The date in words with its weekday, or what it needs."""
        if self.day is None:
            return f"needs {self.needs}" if self.needs else "not known"
        return f"{WEEKDAYS[self.day.weekday()].capitalize()}, {day_text(self.day, 'british' if british else 'us')}"


_EVENT = {
    "filing": ("filed", "the day of filing"),
    "temporary-order": ("temporary", "the day of the temporary order"),
    "service": ("served", "the day the papers were handed over"),
    "request": ("requested", "the day a hearing was asked for"),
}


def deadlines(sheet: Sheet, order: Order, given: Given) -> list[Deadline]:
    """Every date the order's rules give, in the order of a case; those whose starting day is missing say so."""
    return [*_hearing(sheet, order, given), *_service(sheet, order, given), *_after(sheet, order, given)]


def _count(sheet: Sheet, start: date, days: int, kind: DayKind) -> tuple[date, tuple[str, ...]]:
    calendar = sheet.court_calendar or _WEEKENDS
    if kind == "court":
        day = court_days_from(start, days, calendar)
        return day, _unsure(sheet, calendar, start, day)
    day = start + timedelta(days=days)
    if not calendar.is_open(day):
        name = calendar.closing_days(day.year).get(day) or WEEKDAYS[day.weekday()].capitalize()
        return day, (f"The courts are closed that day ({name}). Ask the court whether the date moves.",)
    return day, () if kind == "calendar" else _unsure(sheet, calendar, start, day)


def _unsure(sheet: Sheet, calendar: CourtCalendar, start: date, day: date) -> tuple[str, ...]:
    years = [str(y) for y in range(min(start, day).year, max(start, day).year + 1) if y not in calendar.years]
    if not years:
        return ()
    return (
        f"The closing days of {' and '.join(years)} are not on the law sheet: only weekends were left out. Ask the court.",
    )


def _made(
    sheet: Sheet, fact: Fact, id: str, label: str, start: date | None, days: int, kind: DayKind, needs: str, rule: str
) -> Deadline:
    more = getattr(fact, "rule", None)
    said = cited(fact, f"{rule} {more}" if more else rule)
    if start is None:
        return Deadline(id, label, None, said, needs=needs)
    day, notes = _count(sheet, start, days, kind)
    return Deadline(id, label, day, said, notes)


def _words(days: int, kind: DayKind) -> str:
    return f"{abs(days)} {'court ' if kind == 'court' else ''}day{'s' if abs(days) != 1 else ''}"


def _hearing(sheet: Sheet, order: Order, given: Given) -> Iterator[Deadline]:
    h = order.procedure.hearing
    attribute, needs = _EVENT[h.counted_from]
    start: date | None = getattr(given, attribute)
    if h.counted_from == "request" and h.request_within_days is not None:
        yield _made(
            sheet,
            h,
            "ask-hearing",
            "A hearing must be asked for by",
            given.served,
            h.request_within_days,
            "calendar",
            _EVENT["service"][1],
            f"Within {_words(h.request_within_days, 'calendar')} of service.",
        )
    if h.not_before_days is not None:
        yield _made(
            sheet,
            h,
            "hearing-from",
            "Hearing, earliest",
            start,
            h.not_before_days,
            h.day_kind,
            needs,
            f"Not before {_words(h.not_before_days, h.day_kind)} from {needs}.",
        )
    if h.within_days is not None:
        yield _made(
            sheet,
            h,
            "hearing-by",
            "Hearing, latest",
            start,
            h.within_days,
            h.day_kind,
            needs,
            f"Within {_words(h.within_days, h.day_kind)} from {needs}.",
        )
    else:
        yield Deadline("hearing-by", "Hearing", None, hearing_words(order))


def _service(sheet: Sheet, order: Order, given: Given) -> Iterator[Deadline]:
    s = order.procedure.service
    if s.within_days_of_order is not None:
        yield _made(
            sheet,
            s,
            "service-after-order",
            "Papers handed over, latest",
            given.temporary,
            s.within_days_of_order,
            s.day_kind,
            _EVENT["temporary-order"][1],
            f"Within {_words(s.within_days_of_order, s.day_kind)} of the order.",
        )
    if s.days_before_hearing is not None:
        yield _made(
            sheet,
            s,
            "service-by",
            "Papers handed over before the hearing, latest",
            given.hearing,
            -s.days_before_hearing,
            s.day_kind,
            "the day of the hearing",
            f"At least {_words(s.days_before_hearing, s.day_kind)} before the hearing.",
        )
    elif s.within_days_of_order is None:
        yield Deadline("service-by", "Papers handed over", None, cited(s, s.rule))


def _after(sheet: Sheet, order: Order, given: Given) -> Iterator[Deadline]:
    last, renewal = order.procedure.final_order_lasts, order.procedure.renewal
    ends = given.ends
    if ends is None and given.final is not None and last.months is not None:
        ends = months_before(given.final, -last.months)
        yield Deadline(
            "order-ends",
            "The final order ends",
            ends,
            cited(last, last.text),
            ("Worked out from the sheet's length. The date on the order itself is the one that counts.",),
        )
    elif ends is None:
        yield Deadline("order-ends", "The final order ends", None, cited(last, last.text), needs="the day on the order")
    rule = cited(renewal, renewal.text)
    for id, label, days in (
        ("renewal-from", "More time can be asked for from", renewal.opens_days_before_end),
        ("renewal-by", "More time must be asked for by", renewal.closes_days_before_end),
    ):
        if days is not None:
            yield Deadline(
                id, label, ends - timedelta(days=days) if ends else None, rule, needs="the day the order ends"
            )
    if renewal.closes_days_after_end is not None:
        day = ends + timedelta(days=renewal.closes_days_after_end) if ends else None
        yield Deadline("renewal-by", "More time can be asked for until", day, rule, needs="the day the order ends")
    elif renewal.closes_days_before_end is None and renewal.opens_days_before_end is None:
        yield Deadline("renewal-by", "Asking for more time", None, rule)


def calendar_file(found: list[Deadline]) -> bytes:
    """An iCalendar file (RFC 5545) of the dates. Titles and texts say nothing of what they are about."""
    from datetime import UTC, datetime
    from hashlib import sha256

    from icalendar import Alarm, Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Notes//EN")
    made.add("version", "2.0")
    for n, one in enumerate((d for d in found if d.day is not None), 1):
        assert one.day is not None
        event = Event()
        event.add("uid", sha256(f"{one.day.isoformat()}-{n}".encode()).hexdigest()[:24])
        event.add("dtstamp", datetime.combine(one.day, datetime.min.time(), UTC))  # nothing of when it was made
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", f"Reminder {n}")
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"Reminder {n}")
        alarm.add("trigger", timedelta(days=-2))
        event.add_component(alarm)
        made.add_component(event)
    return bytes(made.to_ical())
