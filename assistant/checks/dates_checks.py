"""Dates: missing, impossible, outside a window, gaps. An honest 'about' is never a fault."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answers import Status
from assistant.checks.limits import newest_limit, span_words
from assistant.checks.view import COMMON_SENSE, View, at, event, settled, softened
from assistant.chronology import in_order
from assistant.dates import Within
from assistant.findings import Finding, Severity

_RECENT_DAYS = 30  # no law: after a month a reader asks what led to filing now
_GAP_DAYS = 183  # no law: half a year without an event makes a reader ask


_UNDATED: dict[Status | None, str] = {
    Status.UNKNOWN: "You said that you do not know when this was. A best guess with the word 'about' is fine: a month, a season, "
    "or a day you remember near it.",
    Status.DECLINED: "You said that you would rather not say when this was. It can stay so. A month or a season is fine too.",
    None: "This event has no date yet. A best guess with the word 'about' is fine: a month, or a season.",
}


def date_missing(v: View) -> Iterator[Finding]:
    """Events without any date; softer where the person said they do not know."""
    for i in v.told.incidents:
        if i.when is None:
            known = i.gaps.get("when")
            yield Finding(
                "F01-date-missing",
                Severity.REVIEW if settled(i.gaps, "when") else Severity.FIX,
                event(i),
                at(i, "when"),
                _UNDATED.get(known, _UNDATED[None]),
                "Undated incident; consider 'on or about' or tie to an anchor event.",
                f"{COMMON_SENSE}: the petition tells what happened with dates",
            )


def impossible(v: View) -> Iterator[Finding]:
    """Dates that are still to come."""
    for i in v.told.incidents:
        if i.when is not None and i.when.earliest() > v.today:
            yield Finding(
                "F02-date-future",
                Severity.FIX,
                event(i),
                at(i, "when"),
                f"The date you wrote ({i.when.text()}) is still to come. Which date is right?",
                "Incident dated after today.",
                COMMON_SENSE,
            )


def weekday(v: View) -> Iterator[Finding]:
    """An exact date with another weekday than the person named."""
    for i in v.told.incidents:
        right = i.when.weekday_conflict() if i.when is not None else None
        if i.when is not None and right:
            yield Finding(
                "F02-weekday",
                Severity.FIX,
                event(i),
                at(i, "when"),
                f"You wrote {i.when.weekday.capitalize()}, {i.when.text()}. That date was a {right}. Which one is right?",
                "Date and weekday conflict.",
                f"{COMMON_SENSE}: the calendar",
                span=i.when.words,
            )


def outside_window(v: View) -> Iterator[Finding]:
    """Only where the order's law sets a limit for the newest incident."""
    rule = v.order.time_limit
    limit = newest_limit(v.order, v.told, v.today)
    if limit is None or not v.told.incidents:
        return
    answers = [limit.holds(i.when) for i in v.told.incidents]
    if Within.YES in answers:
        return
    unsure = Within.CANNOT_TELL in answers
    newest_one = in_order(v.told.incidents, "newest-first")[0]
    span = span_words(rule.newest_incident_within_days, rule.newest_incident_within_months)
    yield Finding(
        "F03-outside-window",
        Severity.REVIEW,
        event(newest_one),
        at(newest_one, "when"),
        f"The law sheet speaks of an event within {span} before filing"
        + (", without the time the law leaves out. " if rule.left_out else ". ")
        + (
            "From the dates so far this cannot be told yet."
            if unsure
            else "The newest event you wrote is older. It can still be history."
        ),
        "Window: cannot tell from approximate or missing dates."
        if unsure
        else "Newest incident outside the window; see notes of the rule.",
        rule.cite or v.order.statute,
    )


def newest(v: View) -> Iterator[Finding]:
    """The newest event lies a while back and nothing says why now; not where the law says that delay alone is no reason."""
    if not v.told.incidents or v.told.effects.why_now or v.order.time_limit.delay_alone_is_no_reason:
        return
    last = in_order(v.told.incidents, "newest-first")[0]
    if last.when is not None and (v.today - last.when.latest()).days > _RECENT_DAYS:
        yield softened(
            Finding(
                "F06-no-recent-incident",
                Severity.REVIEW,
                event(last),
                "effects.why_now",
                f"The newest event is from {last.when.text()}. Would you like to add what made you ask now?",
                "Gap between last act and filing; address imminence or delay.",
                f"{COMMON_SENSE}: a reader asks what led to filing now",
            ),
            v.told.effects.gaps,
            "why_now",
            "Why you ask now is not written.",
        )


def gaps(v: View) -> Iterator[Finding]:
    """More than half a year between two events."""
    dated = in_order([i for i in v.told.incidents if i.when is not None], "oldest-first")
    end = None
    for i in dated:
        assert i.when is not None
        if end is not None and (i.when.earliest() - end[0]).days > _GAP_DAYS:
            yield Finding(
                "F07-big-gap",
                Severity.NOTE,
                event(i),
                "history.story",
                f"Nothing is written between '{event(end[1])}' and '{event(i)}', more than six months. That may be right. "
                "Is anything missing?",
                "Unexplained gap; continuity of purpose.",
                f"{COMMON_SENSE}: a reader may ask",
            )
        if end is None or i.when.latest() > end[0]:
            end = (i.when.latest(), i)
