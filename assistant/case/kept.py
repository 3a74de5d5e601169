"""What only the person and a lawyer may see: hidden values, birth date, notes on evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.answers import Answers
from assistant.case.model import Kept, LogCount, OriginalFile, Secret
from assistant.case.view import Reader, details_of, question_at, view
from assistant.dates import day_text
from assistant.jurisdiction import Order, Sheet
from assistant.questions.kinds import Day
from assistant.questions.model import Shown

HOME = "confidential.home_address"
_SECRETS = (
    (HOME, "home address"),
    ("confidential.phone", "phone number"),
    ("confidential.email", "email"),
    ("confidential.work", "workplace"),
    ("confidential.school", "school"),
    ("confidential.home_street", "street of the home"),
    ("confidential.home_phone", "phone at home"),
    ("confidential.former_address", "home that was left"),
    ("confidential.work_address", "address of the work"),
    ("confidential.work_phone", "phone at work"),
    ("confidential.school_address", "address of the school"),
)


def kept_of(answers: Answers, sheet: Sheet, order: Order | None) -> Kept:
    """All that goes into no paper for others."""
    incidents = answers.ids("incidents")
    birth = answers.value("signing.birth_date")
    return Kept(
        secrets=secrets_of(answers),
        withhold_in_story=answers.value("confidential.withhold") is True,
        birth_date=date.fromisoformat(birth) if birth else None,
        interpreter=answers.value("helper.language"),
        helper=answers.value("helper.who"),
        no_police_reason=_per_incident(answers, incidents, "police_reason"),
        proof=_per_incident(answers, incidents, "proof"),
        files=tuple(_files(answers)),
        details=details_of(view(answers, sheet, order, Shown.CONFIDENTIAL)),
        log_counts=tuple(_log_counts(answers)),
    )


def secrets_of(answers: Answers) -> tuple[Secret, ...]:
    """Every confidential value that the person gave, each once, by its first path."""
    secrets = [Secret(path, label, str(answers.value(path))) for path, label in _SECRETS if answers.value(path)]
    secrets += [Secret(path, "date of birth", day_text(born)) for path, born in _hidden_days(answers)]
    other = answers.value("confidential.other")
    if other:
        secrets += [
            Secret("confidential.other", "hidden thing", line.strip()) for line in other.split("\n") if line.strip()
        ]
    for i in answers.ids("incidents"):
        for w in answers.ids(f"incidents.{i}.witnesses"):
            path = f"incidents.{i}.witnesses.{w}.contact"
            if answers.value(path):
                secrets.append(Secret(path, "witness contact", str(answers.value(path))))
    return tuple({s.value: s for s in reversed(secrets)}.values())[::-1]


def _hidden_days(answers: Answers) -> Iterator[tuple[str, date]]:
    """(path, day) of every birth date that must stay hidden."""
    for path, answer in answers.given.items():
        question = question_at(path) if answer.value is not None else None
        if question is not None and question.shown is Shown.CONFIDENTIAL and isinstance(question.kind, Day):
            yield path, date.fromisoformat(str(answer.value))


def _files(answers: Answers) -> Iterator[OriginalFile]:
    for e in answers.ids("exhibits"):
        value = answers.value(f"exhibits.{e}.file")
        if not (isinstance(value, dict) and "sha256" in value):
            continue
        said = {
            key: answers.value(f"exhibits.{e}.{key}") for key in ("obtained", "recorded", "cleared_by", "cleared_why")
        }
        yield OriginalFile(
            exhibit=e,
            sha256=value["sha256"],
            media=value["media"],
            name=value["name"],
            size=value["size"],
            pages=value.get("pages"),
            modified=value.get("modified"),
            made=value.get("made"),
            made_by=value.get("made_by"),
            seconds=value.get("seconds"),
            source=answers.value(f"exhibits.{e}.from"),
            hide=tuple(answers.value(f"exhibits.{e}.hide") or ()),
            **said,
        )


def _log_counts(answers: Answers) -> Iterator[LogCount]:
    """Counts whose event and file are still there."""
    for i, r in Reader(answers, "logs.").each("counts"):
        incident, what, count = r.get("incident"), r.get("what"), r.get("count")
        if incident in answers.ids("incidents") and r.get("file") in answers.ids("logs.files") and what:
            texts = {k: r.get(k) or "" for k in ("number", "direction", "state", "begin", "end", "first", "last")}
            yield LogCount(i, incident, what, count or 0, **texts)


def _per_incident(answers: Answers, incidents: list[str], key: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (i, str(answers.value(f"incidents.{i}.{key}"))) for i in incidents if answers.value(f"incidents.{i}.{key}")
    )
