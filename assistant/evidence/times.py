"""The time that a file states of itself, in words. Pure."""

from __future__ import annotations

from datetime import date, datetime


def day_of(made: str) -> date:
    """The calendar day of an ISO 8601 time as its maker's clock showed it."""
    return date.fromisoformat(made[:10])


def in_words(made: str) -> str:
    """'May 9, 2026, 9:14 pm', with '(world time, UTC)' where the file states no local one."""
    from assistant.dates import When

    moment = datetime.fromisoformat(made)
    clock = f"{(moment.hour - 1) % 12 + 1}:{moment.minute:02} {'am' if moment.hour < 12 else 'pm'}"
    zone = moment.utcoffset()
    world = " (world time, UTC)" if zone is not None and not zone else ""
    return f"{When(made[:10]).text()}, {clock}{world}"
