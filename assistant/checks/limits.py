"""Time limits as the law counts them: calendar months or days back from filing, and time that does not count. Pure.

A limit in months runs back to the day of the same number (or the last of a shorter month); one in days
counts days. Time the law leaves out moves the start back by as many days. Where the dates of such a time
are not known, an event outside the plain limit cannot be told yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.case.model import TimeLeftOut, Told
from assistant.dates import When, Within, months_before, within
from assistant.jurisdiction import Order
from assistant.jurisdiction.grounds import Window


@dataclass(frozen=True)
class Limit:
    """From `start` to the day of filing. `unclear`: time left out whose dates are not known may move it back."""

    start: date
    today: date
    unclear: bool = False

    def holds(self, when: When | None) -> Within:
        """Did it happen within the limit?"""
        if self.start > self.today:
            return Within.CANNOT_TELL
        answer = within(when, self.start, self.today)
        if answer is Within.NO and self.unclear and when is not None and when.earliest() <= self.today:
            return Within.CANNOT_TELL
        return answer


def window_limit(window: Window, told: Told, today: date) -> Limit:
    """The limit of a ground's window."""
    return _limit(window.days, window.months, told.left_out if window.tolled else (), today)


def newest_limit(order: Order, told: Told, today: date) -> Limit | None:
    """The order's limit for the newest incident; None where the law sets none, or none was found."""
    limit = order.time_limit
    days, months = limit.newest_incident_within_days, limit.newest_incident_within_months
    if days is None and months is None:
        return None
    return _limit(days, months, told.left_out if limit.left_out else (), today)


def span_words(days: int | None, months: int | None) -> str:
    """'180 days', '6 months', '2 years'."""
    if days is not None:
        return f"{days} day{'s' if days != 1 else ''}"
    assert months is not None
    if months % 12 == 0:
        return f"{months // 12} year{'s' if months > 12 else ''}"
    return f"{months} month{'s' if months != 1 else ''}"


def _limit(days: int | None, months: int | None, left_out: Sequence[TimeLeftOut], today: date) -> Limit:
    base = months_before(today, months) if months is not None else today - timedelta(days=days or 0)
    known = [(p.start, min(p.end, today)) for p in left_out if p.start is not None and p.end is not None]
    unclear = any(p.start is None or p.end is None for p in left_out)
    merged = _merged([(a, b) for a, b in known if a <= b])
    start = base
    while True:  # each day left out moves the start back by one, which may take in more days left out
        moved = base - timedelta(days=sum(_overlap(a, b, start, today) for a, b in merged))
        if moved == start:
            return Limit(start, today, unclear)
        start = moved


def _overlap(a: date, b: date, start: date, end: date) -> int:
    return max(0, (min(b, end) - max(a, start)).days + 1)


def _merged(spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    result: list[tuple[date, date]] = []
    for a, b in sorted(spans):
        if result and a <= result[-1][1] + timedelta(days=1):
            result[-1] = (result[-1][0], max(result[-1][1], b))
        else:
            result.append((a, b))
    return result
