"""The events of a case in the columns of a log: our own full ones, those of a stalking log, those of a police log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from assistant.answers import Answers, Status
from assistant.case.model import Secret
from assistant.dates import When
from assistant.disclosure import withhold
from assistant.disclosure.matching import Finder
from assistant.evidence.logs.incident_csv import FULL, PRIVATE_ONLY, SPARC, UK
from assistant.evidence.logs.incident_days import when_cells
from assistant.evidence.logs.tables import written
from assistant.interview import look_at
from assistant.questions import every_question
from assistant.questions.model import Look

Profile = Literal["sparc", "uk", "full", "private"]
PROFILES: Final[tuple[Profile, ...]] = ("sparc", "uk", "full", "private")

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.UNKNOWN: "(unknown)",
    Status.DECLINED: "(rather not say)",
    Status.LATER: "(later)",
    Status.SKIPPED: "(skipped)",
}
LIST_WORDS: Final = {s: f"(witnesses: {s.value})" for s in STATUS_WORDS}
NO_WITNESS, NO_NAME = "(none)", "(no name)"
BREAK: Final = "--"  # stands between what two witnesses saw

Cells = dict[str, str]


@dataclass(frozen=True)
class Exported:
    """The CSV, and (event number, column, what it is) of every hidden value that shows as [withheld] in it."""

    data: bytes
    withheld: tuple[tuple[int, str, str], ...]


def export(
    answers: Answers,
    profile: Profile,
    today: date,
    *,
    labels: Mapping[str, str] | None = None,
    secrets: Sequence[Secret] = (),
    bom: bool = False,
) -> Exported:
    """A CSV of every event. `labels`: event id -> labels of its exhibits ('A, C').

    Only `private` holds how a witness can be reached, the private notes, and hidden values as they stand; in the
    others a hidden value in the words shows as [withheld]. `full` and `private` are read back to the same answers by
    `incidents_in`, but for what was withheld and for what only `private` holds.
    """
    look = look_at(answers, today)
    rows = [_cells(look, n, i, (labels or {}).get(i, "")) for n, i in enumerate(answers.ids("incidents"), 1)]
    found: list[tuple[int, str, str]] = []
    if profile != "private":
        finder = Finder(s.value for s in secrets)
        for n, cells in enumerate(rows, 1):
            for column in FULL:
                there = finder.find(cells.get(column, ""))
                if there:
                    hidden = [s for s in secrets if s.value in there]
                    cells[column], _ = withhold(cells[column], hidden)
                    found += [(n, column, s.label) for s in hidden]
    if profile == "sparc":
        data = written(SPARC, [_sparc(c) for c in rows], bom=bom)
    elif profile == "uk":
        data = written(UK, [_uk(c) for c in rows], bom=bom)
    else:
        head = [*FULL, *PRIVATE_ONLY] if profile == "private" else [*FULL]
        data = written(head, [[c.get(h, "") for h in head] for c in rows], bom=bom)
    return Exported(data, tuple(found))


def _cells(look: Look, number: int, item: str, labels: str) -> Cells:
    """Every cell of our own columns, private ones too."""
    at = f"incidents.{item}."
    inside = look.inside(at)
    cells: Cells = {"entry_id": str(number), "exhibit_labels": labels}
    for column, key in {**FULL, **PRIVATE_ONLY}.items():
        if key and key not in ("when", "witnesses"):
            cells[column] = _cell(inside, at + key, key)
    cells |= _when(inside, at)
    cells |= _witnesses(inside, at + "witnesses")
    return {k: v for k, v in cells.items() if v}


def _cell(look: Look, path: str, key: str) -> str:
    answer = look.answers.get(path)
    if answer is None:
        return ""
    if answer.status is not Status.ANSWERED:
        return STATUS_WORDS[answer.status]
    shown = _KINDS[key].show(answer.value, look)
    text = ", ".join(shown) or "none" if isinstance(shown, list) else str(shown)
    return "'" + text if text.lstrip("'") in MARKERS else text


_KINDS: Final = {
    path.rsplit(".", 1)[-1]: q.kind
    for path, q in every_question()
    if path.startswith("incidents.*.") and path.count(".") == 2
}
MARKERS: Final = frozenset([*STATUS_WORDS.values(), *LIST_WORDS.values(), NO_WITNESS, NO_NAME])


def _when(look: Look, at: str) -> Cells:
    answer = look.answers.get(at + "when")
    if answer is None:
        return {}
    if answer.status is not Status.ANSWERED:
        return {"date": STATUS_WORDS[answer.status]}
    when = When.from_json(answer.value)
    return {**when_cells(when), "day_text": when.text()}


def _witnesses(look: Look, path: str) -> Cells:
    """Names one on each line; what they saw with a line '--' between; how to reach them one on each line."""
    answers = look.answers
    items = answers.ids(path)
    if not items:
        answer = answers.get(path)
        if answer is None:
            return {}
        if answer.status is not Status.ANSWERED:
            return {"witnesses": LIST_WORDS[answer.status]}
        return {"witnesses": NO_WITNESS} if answer.value is False else {}
    names = [_one(answers, f"{path}.{i}.name") or NO_NAME for i in items]
    saw = [_one(answers, f"{path}.{i}.saw") for i in items]
    contact = [_one(answers, f"{path}.{i}.contact") for i in items]
    cells = {"witnesses": "\n".join(names)}
    if any(saw):
        blocks = [
            "\n".join("-" + line if set(line) == {"-"} and len(line) > 1 else line for line in s.split("\n"))
            for s in saw
        ]
        cells["witnesses_saw"] = f"\n{BREAK}\n".join(blocks)
    if any(contact):
        cells["witness_contact"] = "\n".join(contact)
    return cells


def _one(answers: Answers, path: str) -> str:
    answer = answers.get(path)
    if answer is None:
        return ""
    if answer.status is not Status.ANSWERED:
        return STATUS_WORDS[answer.status]
    text = str(answer.value)
    return "'" + text if text.lstrip("'") in MARKERS else text


def _joined(cells: Cells, *columns: str) -> str:
    return "\n".join(cells[c] for c in columns if cells.get(c) and cells[c] not in MARKERS)


def _story(cells: Cells) -> str:
    return _joined(cells, "what_happened", "exact_words") or _joined(cells, "title")


def _police(cells: Cells) -> str:
    labels = {"none": "No", "thought": "No"}
    level = cells.get("police_contact", "")
    level = "" if level in MARKERS else labels.get(level, "Yes" if level else "")
    number = _joined(cells, "report_number")
    return f"{level} ({number})".strip() if number else level


def _sparc(cells: Cells) -> Sequence[str]:
    names = "" if cells.get("witnesses") == NO_WITNESS else cells.get("witnesses", "").replace(NO_NAME, "")
    return [
        cells.get("day_text", ""),
        _joined(cells, "time"),
        _story(cells),
        _joined(cells, "location_general"),
        names,
        _police(cells),
        _joined(cells, "officer"),
    ]


def _uk(cells: Cells) -> Sequence[str]:
    when = " ".join(p for p in (cells.get("day_text", ""), _joined(cells, "time")) if p)
    children = {
        "none": "",
        "there": "Children were near",
        "saw": "Children saw or heard it",
        "hurt": "A child was hurt",
    }
    labels = cells.get("exhibit_labels", "")
    police = "\n".join(p for p in (_police(cells), _joined(cells, "police_agency", "officer", "police_result")) if p)
    return [
        when,
        _joined(cells, "location_general"),
        _story(cells),
        f"Exhibit {labels}" if labels else _joined(cells, "evidence"),
        police,
        _joined(cells, "effect_on_me"),
        _joined(cells, "action_taken"),
        children.get(cells.get("children_present", ""), ""),
    ]
