"""The time that a file states of itself, in words. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta


def day_of(made: str) -> date:
    """The calendar day of an ISO 8601 time as its maker's clock showed it."""
    return date.fromisoformat(made[:10])


def days_of(made: str) -> tuple[date, date]:
    """The first and the last day it may have been where the person was: world time (UTC) alone does not tell one."""
    day = day_of(made)
    return (day - timedelta(days=1), day + timedelta(days=1)) if _is_world_time(made) else (day, day)


def _is_world_time(made: str) -> bool:
    zone = datetime.fromisoformat(made).utcoffset()
    return zone is not None and not zone


def in_words(made: str) -> str:
    """'May 9, 2026, 9:14 pm', with '(world time, UTC)' where the file states no local one."""
    from assistant.dates import When

    moment = datetime.fromisoformat(made)
    clock = f"{(moment.hour - 1) % 12 + 1}:{moment.minute:02} {'am' if moment.hour < 12 else 'pm'}"
    world = " (world time, UTC)" if _is_world_time(made) else ""
    return f"{When(made[:10]).text()}, {clock}{world}"
