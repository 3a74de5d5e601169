"""Local time and UTC, with the hours that come twice or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from assistant.errors import PersonError
from assistant.evidence.logs.records import Notes


def zone_named(name: str) -> ZoneInfo:
    """The zone of this IANA name ('America/Chicago'). PersonError when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        close = [z for z in sorted(available_timezones()) if name and name.casefold().replace(" ", "_") in z.casefold()]
        near = f"Did you mean {' or '.join(close[:3])}?" if close else "Such as: America/New_York, Europe/London."
        raise PersonError("this time zone is not known.", remedy=near) from None


# What people call their zone. Names such as EST are zones of their own that never change their clocks: nobody who
# types one means that, so they stand here and are not looked up.
_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "America/New_York": ("eastern", "eastern time", "et", "est", "edt"),
    "America/Chicago": ("central", "central time", "ct", "cst", "cdt"),
    "America/Denver": ("mountain", "mountain time", "mt", "mdt"),
    "America/Los_Angeles": ("pacific", "pacific time", "pt", "pst", "pdt"),
    "Pacific/Honolulu": ("hst",),
    "Europe/London": ("uk", "bst", "british time"),
}


def zone_typed(text: str) -> ZoneInfo:
    """The zone a person means: an IANA name in any letters, its city alone, or a common name ('Central', 'EST').

    PersonError when there is none, or more than one.
    """
    words = " ".join(text.split()).casefold()
    for key, names in _CALLED.items():
        if words in names:
            return ZoneInfo(key)
    if words == "mst":  # with and without a change of the clocks
        raise PersonError("this time zone can be two.", remedy="Type America/Denver or America/Phoenix.")
    plain = words.replace(" ", "_")
    known = sorted(available_timezones())
    for found in (
        [z for z in known if z.casefold() == plain],
        [z for z in known if z.casefold().endswith("/" + plain)],
    ):
        if len(found) == 1:
            return ZoneInfo(found[0])
    return zone_named(text.strip())


def machine_zone() -> str:
    """The IANA name of this computer's zone; 'UTC' when it cannot be told."""
    import tzlocal

    try:
        return tzlocal.get_localzone_name() or "UTC"
    except Exception:  # a broken setting of the machine is no reason to stop
        return "UTC"


@dataclass
class Clock:
    """Turns the times of one file, read in order, into UTC; counts those that a change of the clocks made unsure."""

    zone: ZoneInfo
    twice: int = 0
    never: int = 0
    first_unsure: str = ""
    _days: dict[date, timedelta | None] = field(default_factory=dict)
    _last: datetime | None = None

    def utc(self, local: datetime) -> datetime:
        """UTC of a local time without a zone. Of an hour that came twice the earlier is taken, unless the
        order of the file shows that it was the later."""
        offset = self._plain_day(local.date())
        if offset is None:
            return self._unsure(local)
        made = (local - offset).replace(tzinfo=UTC)
        self._last = made
        return made

    def _plain_day(self, day: date) -> timedelta | None:
        """The one offset of a day; None for a day on which the clocks change."""
        if day not in self._days:
            if day >= date(9999, 12, 30) or day <= date(1, 1, 2):
                raise ValueError("outside the calendar")
            start = datetime(day.year, day.month, day.day)
            ends = {
                at.replace(tzinfo=self.zone, fold=fold).utcoffset()
                for at in (start, start + timedelta(hours=25))
                for fold in (0, 1)
            }
            self._days[day] = ends.pop() if len(ends) == 1 else None
        return self._days[day]

    def _unsure(self, local: datetime) -> datetime:
        first, second = (local.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        one, two = first.astimezone(UTC), second.astimezone(UTC)
        made = one
        if one < two:
            self.twice += 1
            self.first_unsure = self.first_unsure or f"{local:%Y-%m-%d %H:%M}"
            if self._last is not None and one < self._last <= two:
                made = two
        elif one > two:
            self.never += 1
        self._last = made
        return made

    def tell(self, notes: Notes) -> None:
        """Say what was unsure."""
        if self.twice:
            notes.add(
                f"{self.twice} of the times fall in an hour that came twice when the clocks went back, the first at "
                f"{self.first_unsure}. The earlier is taken, unless the order of the file shows the later."
            )
        if self.never:
            notes.add(
                f"{self.never} of the times do not exist in {self.zone.key}, because the clocks went forward. "
                "The zone may be another one."
            )


def local_of(utc: datetime, zone: ZoneInfo) -> datetime:
    """The local time of a UTC time, without its zone (the zone's name stands beside it in a record)."""
    return utc.astimezone(zone).replace(tzinfo=None)
