"""Rows of an incident log as events of the case. Words stay as they are; what has no place of its own is kept as a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import Final

from assistant.answers import Answer, Answers
from assistant.dates import NotADate
from assistant.evidence.logs.incident_csv import FULL, PRIVATE_ONLY, Log, Row
from assistant.evidence.logs.incident_days import Days, clock_cell, date_cell, when_from
from assistant.evidence.logs.incidents_out import BREAK, LIST_WORDS, MARKERS, NO_NAME, NO_WITNESS, STATUS_WORDS
from assistant.evidence.logs.tables import restored
from assistant.interview import look_at
from assistant.questions import every_question
from assistant.questions.kinds import Kind, Refused
from assistant.questions.model import Look

_STATUS: Final = {word: status for status, word in STATUS_WORDS.items()}
_LIST_STATUS: Final = {word: status for status, word in LIST_WORDS.items()}
_KINDS: Final[Mapping[str, Kind]] = {
    path.removeprefix("incidents.*."): q.kind for path, q in every_question() if path.startswith("incidents.*.")
}
_NOTHING: Final = frozenset({"", "-", "n/a", "na", "nil", "none", "no", "unknown", "?"})
_NUMBER = re.compile(
    r"\(?\s*(?:(?:report|ref(?:erence)?|crime|incident|case|cad|log)\.?\s*)*(?:no\.?|number|nr\.?|#|:)*\s*([A-Za-z]{0,4}[-/ ]?\d[\w\-/]*)\s*\)?",
    re.I,
)
_REFERENCE = re.compile(
    r"\b(?:report|ref(?:erence)?|crime|incident|case|cad|log)\b\.?\s*(?:no\.?|number|ref\.?|#|:)*\s*([A-Z]{0,4}[-/]?\d[\w\-/]*)",
    re.I,
)


@dataclass
class Taken:
    """What came of an import: ids of the new events, how many stood in the case already, and what to tell."""

    added: list[str] = field(default_factory=list)
    already: int = 0
    noted: dict[str, int] = field(default_factory=dict)  # what was kept as a note only -> how often

    @property
    def sentences(self) -> list[str]:
        """What a person is told, one sentence each."""
        said = [f"{len(self.added)} events were taken in." if len(self.added) != 1 else "1 event was taken in."]
        if self.already:
            said.append(f"{self.already} events are in the case already and were not taken again.")
        for what, n in self.noted.items():
            said.append(
                f"{what} of {n} {'row' if n == 1 else 'rows'} has no place of its own. It is kept in your private notes of the event."
            )
        return said


def take_incidents(answers: Answers, log: Log, today: date, dates: str, where: str) -> Taken:
    """Add every row as an event. Undecided when dates in numbers can be read two ways and `dates` does not say."""
    days = Days.of(log, dates, where)
    taken = Taken()
    look = look_at(answers, today)
    there = _fingerprints(answers)
    for row in log.rows:
        item = answers.add("incidents")
        at = f"incidents.{item}."
        reader = _RowReader(look.inside(at), row, at, taken)
        if not (log.ours and reader.exact()):
            _drop(answers, at)
            reader.by_alias(days, today)
        reader.keep_others()
        if _new_fingerprint(answers, item) in there:
            answers.items["incidents"].remove(item)
            _drop(answers, at)
            taken.already += 1
        else:
            taken.added.append(item)
    if taken.added:
        answers.put("incidents", True, by="file")
        answers.put("incidents.more", False, by="file")
    return taken


def _own(answers: Answers, at: str) -> list[str]:
    """Paths of an event that was just added: they stand last."""
    return list(takewhile(lambda path: path.startswith(at), reversed(answers.given)))


def _drop(answers: Answers, at: str) -> None:
    for path in _own(answers, at):
        del answers.given[path]
    answers.items.pop(f"{at}witnesses", None)


def _told(answers: Answers, at: str, path: str) -> str:
    answer = answers.given[path]
    return f"{path.removeprefix(at)} {answer.status.value} {answer.value!r}"


def _new_fingerprint(answers: Answers, item: str) -> str:
    """Everything said about an event that was just added, to notice the same row a second time."""
    at = f"incidents.{item}."
    return "\n".join(sorted(_told(answers, at, path) for path in _own(answers, at)))


def _fingerprints(answers: Answers) -> set[str]:
    """The same of every event of the case."""
    found: dict[str, list[str]] = {f"incidents.{i}.": [] for i in answers.ids("incidents")}
    for path in answers.given:
        head = path.split(".", 2)
        if head[0] == "incidents" and len(head) == 3 and (at := f"incidents.{head[1]}.") in found:
            found[at].append(_told(answers, at, path))
    return {"\n".join(sorted(told)) for told in found.values()}


class _RowReader:
    """Puts one row's cells where they belong."""

    def __init__(self, look: Look, row: Row, at: str, taken: Taken) -> None:
        self.look, self.row, self.at, self.taken = look, row, at, taken
        self.answers = look.answers
        self.notes: list[str] = []

    # -- our own columns -----------------------------------------------------------------------------

    def exact(self) -> bool:
        """Read cells that `incidents_out` wrote. False when a cell is none it could have written."""
        cells = {c: restored(v) for c, v in self.row.cells.items() if v}
        try:
            for column, key in {**FULL, **PRIVATE_ONLY}.items():
                if key and key not in ("when", "witnesses") and column in cells:
                    self._exact_cell(key, cells[column])
            self._exact_when(cells)
            self._exact_witnesses(cells)
        except (Refused, ValueError):
            return False
        if cells.get("badge"):
            self._officer(cells.get("officer", ""), cells["badge"])
        return True

    def _exact_cell(self, key: str, cell: str) -> None:
        if cell in _STATUS:
            self.answers.given[self.at + key] = Answer(_STATUS[cell], None, "file")
            return
        if cell.startswith("'") and cell.lstrip("'") in MARKERS:
            cell = cell[1:]
        value = _KINDS[key].parse(cell, self.look)
        self.answers.put(self.at + key, value, by="file")

    def _exact_when(self, cells: Mapping[str, str]) -> None:
        if cells.get("date") in _STATUS:
            self.answers.given[self.at + "when"] = Answer(_STATUS[cells["date"]], None, "file")
        elif (when := when_from(dict(cells))) is not None:
            self.answers.put(self.at + "when", when.to_json(), by="file")

    def _exact_witnesses(self, cells: Mapping[str, str]) -> None:
        names = cells.get("witnesses")
        path = self.at + "witnesses"
        if not names:
            return
        if names in _LIST_STATUS:
            self.answers.given[path] = Answer(_LIST_STATUS[names], None, "file")
            return
        if names == NO_WITNESS:
            self.answers.put(path, False, by="file")
            return
        listed = names.split("\n")
        saw = cells.get("witnesses_saw", "").split(f"\n{BREAK}\n") if cells.get("witnesses_saw") else [""] * len(listed)
        saw = ["\n".join(x[1:] if set(x) == {"-"} and len(x) > 2 else x for x in s.split("\n")) for s in saw]
        contact = cells.get("witness_contact", "").split("\n") if cells.get("witness_contact") else [""] * len(listed)
        if not len(listed) == len(saw) == len(contact):
            raise ValueError("the columns of witnesses do not fit")
        for name, seen, reach in zip(listed, saw, contact, strict=True):
            item = self.answers.add(path)
            for key, text in (("name", name), ("saw", seen), ("contact", reach)):
                self._witness_part(f"{path}.{item}.{key}", key, text)
        self._has_witnesses(path)

    def _witness_part(self, path: str, key: str, text: str) -> None:
        if not text or text == NO_NAME:
            return
        if text in _STATUS:
            self.answers.given[path] = Answer(_STATUS[text], None, "file")
            return
        if text.startswith("'") and text.lstrip("'") in MARKERS:
            text = text[1:]
        self.answers.put(path, _KINDS[f"witnesses.*.{key}"].parse(text, self.look), by="file")

    def _has_witnesses(self, path: str) -> None:
        self.answers.put(path, True, by="file")
        self.answers.put(f"{path}.more", False, by="file")

    # -- columns of others ---------------------------------------------------------------------------

    def by_alias(self, days: Days, today: date) -> None:
        """Read cells of any log: what fits a question's own type is put there, the rest becomes a note."""
        cells = {c: restored(v).strip("\n") for c, v in self.row.cells.items() if restored(v).strip()}
        self._alias_when(days, today)
        for column, key in (
            ("location_general", "place"),
            ("what_happened", "story"),
            ("exact_words", "said"),
            ("who_did_it", "log_who"),
            ("how_i_know", "how_known"),
            ("weapon", "weapon"),
            ("injury_or_damage", "injury"),
            ("evidence", "proof"),
            ("effect_on_me", "effect"),
            ("action_taken", "log_action"),
            ("told_to_stop", "log_told"),
            ("recorded_when", "log_recorded"),
            ("timezone", "log_zone"),
            ("channel", "log_channel"),
            ("title", "title"),
            ("care", "care"),
            ("police_agency", "police_agency"),
            ("police_result", "police_result"),
            ("police_notes", "police_reason"),
            ("more_notes", "log_notes"),
            ("kinds", "conduct"),
            ("apart", "separate"),
        ):
            if column in cells:
                self._put(key, cells[column], column)
        self._alias_witnesses(cells)
        self._alias_children(cells)
        self._alias_police(cells)

    def _put(self, key: str, text: str, column: str) -> bool:
        try:
            self.answers.put(self.at + key, _KINDS[key].parse(text, self.look), by="file")
        except Refused:
            self._note(column, text)
            return False
        return True

    def _note(self, column: str, text: str) -> None:
        name = column.replace("_", " ").capitalize()
        self.notes.append(f"{name}: {text}")
        self.taken.noted[name] = self.taken.noted.get(name, 0) + 1

    def _alias_when(self, days: Days, today: date) -> None:
        cell = date_cell(self.row)
        if cell and cell not in MARKERS:
            try:
                self.answers.put(self.at + "when", days.when(self.row, today).to_json(), by="file")
            except (NotADate, ValueError):
                self._note("date", cell)
        if clock := clock_cell(self.row):
            self._put("time", clock, "time")

    def _alias_witnesses(self, cells: Mapping[str, str]) -> None:
        cell = cells.get("witnesses", "")
        path = self.at + "witnesses"
        if cell.strip().casefold() in ("none", "no", "no one", "nobody", NO_WITNESS):
            self.answers.put(path, False, by="file")
        elif cell and cell.strip().casefold() not in _NOTHING and cell not in MARKERS:
            lines = [" ".join(line.split()) for line in re.split(r"\n|;", cell)]
            if max(map(len, lines)) > 120:  # a story rather than a name
                self._note("witnesses", cell)
                return
            for line in filter(None, lines):
                self._witness(path, line)
            self._has_witnesses(path)

    def _witness(self, path: str, line: str) -> None:
        """A name and, behind a comma, a bracket or a number, how to reach the witness: that part stays hidden."""
        item = self.answers.add(path)
        found = re.search(r"\s*[,(]?\s*(?=\+?\(?\d[\d\s().\-]{5,}|\S+@\S+|\d+\s+\w+)", line)
        name, contact = (line[: found.start()], line[found.start() :]) if found and found.start() else (line, "")
        if not found or found.start():
            self.answers.put(f"{path}.{item}.name", name.strip(" ,(") or line, by="file")
        else:
            contact = line
        if contact := contact.strip(" ,()"):
            self.answers.put(f"{path}.{item}.contact", contact, by="file")

    def _alias_children(self, cells: Mapping[str, str]) -> None:
        cell = cells.get("children_present", cells.get("children_words", ""))
        if not cell or cell in MARKERS:
            return
        if "children_present" in cells and cell.strip().casefold() in ("no", "none", "n"):
            self.answers.put(self.at + "children", "none", by="file")
        elif "children_words" in cells or not self._try("children", cell):
            self._note("children", cell)

    def _try(self, key: str, text: str) -> bool:
        try:
            self.answers.put(self.at + key, _KINDS[key].parse(text, self.look), by="file")
        except Refused:
            return False
        return True

    def _alias_police(self, cells: Mapping[str, str]) -> None:
        cell = cells.get("police_contact") or cells.get("police_and_report") or ""
        number, unclear = cells.get("report_number", ""), False
        if cell and cell not in MARKERS and not self._try("police", cell):
            cell, found = _without_number(cell)
            number = number or found
            word = cell.strip(" .").casefold()
            if word in ("no", "none", "n", "not called", "n/a"):
                self.answers.put(self.at + "police", "none", by="file")
            elif word in ("yes", "y", "called", "police called"):
                self.answers.put(self.at + "police", "called", by="file")
            elif cell.strip():
                self._note("police", cell)
                unclear = True
        if free := cells.get("police_any", ""):
            self._police_words(free)
        self._reported(number)
        officer = cells.get("officer") or cells.get("officer_and_badge") or cells.get("report_made_to") or ""
        if unclear and not number and officer and officer.casefold() not in _NOTHING:
            # what was said of the police is not understood, so nothing is made of an officer's name
            self._note("officer", " ".join(filter(None, (officer, cells.get("badge", "")))))
        else:
            self._officer(officer, cells.get("badge", ""))

    def _police_words(self, text: str) -> None:
        """Free words on police: a plain no, or a reference that is named as one; the words are kept as they are."""
        if text.strip(" .").casefold() in _NOTHING:
            if text.strip(" .").casefold() in ("no", "none", "nil"):
                self.answers.put(self.at + "police", "none", by="file")
            return
        if found := _REFERENCE.search(text[:1000]):
            self._reported(found[1])
        if self.look.value(".police") in ("report", "called") and len(text) <= 1000:
            self._put("police_result", text, "police")
        else:
            self._note("police", text)

    def _reported(self, number: str) -> None:
        """A report's number says that a report was made."""
        if not number.strip() or number in MARKERS or not self._try("police_report", number):
            return
        if self.look.value(".police") not in ("report", "arrest", "charges", "order"):
            self.answers.put(self.at + "police", "report", by="file")

    def _officer(self, officer: str, badge: str) -> None:
        if officer in MARKERS:
            officer = ""
        text = f"{officer} (badge {badge})".strip() if badge and badge not in officer else officer
        if text.strip() and text.casefold() not in _NOTHING:
            if self.look.value(".police") in (None, "called", "none", "thought"):
                # an officer is named only where one came; that an officer came is what the column says
                if self.look.value(".police") in ("none", "thought"):
                    self._note("officer", text)
                    return
                self.answers.put(self.at + "police", "came", by="file")
            self._put("police_officer", text, "officer")

    def keep_others(self) -> None:
        """What no question has a place for goes to the event's private notes."""
        for header, text in self.row.others:
            self._note(header, restored(text))
        if self.notes:
            before = self.look.value(".log_notes")
            text = "\n".join([*([before] if before else []), *self.notes])
            self.answers.put(self.at + "log_notes", text, by="file")


def _without_number(cell: str) -> tuple[str, str]:
    """'Yes (Report # 24-1123)' -> 'Yes', '24-1123'. A long text is left as it is."""
    if len(cell) > 200:
        return cell, ""
    if found := re.search(r"\(([^()]*\d[^()]*)\)|#\s*(\S*\d\S*)", cell):
        inside = found[1] or found[2]
        number = _NUMBER.fullmatch(inside.strip())
        return (cell[: found.start()] + cell[found.end() :]).strip(" ,"), (number[1] if number else inside).strip()
    if found := _NUMBER.fullmatch(cell.strip()):
        return "", found[1]
    if found := _REFERENCE.search(cell):  # 'Yes, report 25-00502'
        return (cell[: found.start()] + cell[found.end() :]).strip(" ,;."), found[1]
    return cell, ""
