"""Events out as a log and in again: the same, whatever the words; formula cells harmless; hidden values not there."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from conftest import TODAY, Sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import Answers, Status
from assistant.case.kept import secrets_of
from assistant.dates import When
from assistant.disclosure.matching import Finder, find_secret
from assistant.evidence.logs.incident_csv import read
from assistant.evidence.logs.incidents_in import take_incidents
from assistant.evidence.logs.incidents_out import export
from assistant.evidence.logs.records import Notes, Source
from assistant.evidence.logs.tables import defused, restored
from assistant.interview import look_at
from assistant.questions import every_question
from assistant.questions.kinds import Choice, Choices, Clock, Line, Refused, Story, WhenKind, YesNo

PRIVATE_KEYS = {"police_reason", "log_notes"}
QUESTIONS = {p.removeprefix("incidents.*."): q.kind for p, q in every_question() if p.startswith("incidents.*.")}

nasty = st.sampled_from(
    ["=1+1", "+44", "-", "--", "---", "@x", "'=x", "''", "'", "(unknown)", "'(unknown)", "(none)", "(no name)", "none",
     "unknown", "(witnesses: unknown)", "a;b", 'say "no"', "x,y", "עברית", "😀\u200d", "\tx", "no\n--\nyes", "\n=1", "yes"]
)  # fmt: skip
words = st.one_of(nasty, st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60))
story = st.one_of(words, st.lists(words, min_size=1, max_size=4).map("\n".join))
points = st.sampled_from(["2024-03-05", "2024-03-05~", "2024-03", "2024-03~", "2024-21", "2024-24~", "2023", "2023~"])
ranges = st.sampled_from(["2024-03-01/2024-04-02", "2024-03-01~/2024-03-10~", "2024-22/2024-23", "2023/2024-05-01~"])
whens = st.builds(
    When,
    edtf=st.one_of(points, ranges),
    words=st.one_of(st.just(""), words),
    often=st.sampled_from(["", "", "about twice a week", "=daily"]),
    weekday=st.sampled_from(["", "tuesday"]),
)
statuses = st.sampled_from([Status.UNKNOWN, Status.DECLINED, Status.LATER, Status.SKIPPED])


@st.composite
def cases(draw: st.DrawFn) -> Answers:
    """A case of a few events, each question answered, settled otherwise, or not asked."""
    answers = Answers()
    for _ in range(draw(st.integers(1, 3))):
        at = f"incidents.{answers.add('incidents')}."
        for key, kind in QUESTIONS.items():
            if "*" not in key:
                _answer(draw, answers, at + key, kind)
        _witnesses(draw, answers, at + "witnesses")
    answers.put("incidents", True)
    answers.put("incidents.more", False)
    return answers


def _answer(draw: st.DrawFn, answers: Answers, path: str, kind: Any) -> None:
    how = draw(st.integers(0, 4))
    if how == 0:
        return
    if how == 1:
        answers.mark(path, draw(statuses))
        return
    look = look_at(answers, TODAY)
    if isinstance(kind, WhenKind):
        answers.put(path, draw(whens).to_json())
    elif isinstance(kind, Choice):
        answers.put(path, draw(st.sampled_from([o.id for o in kind.options(look)])))
    elif isinstance(kind, Choices):
        options = [o.id for o in kind.options(look)]
        answers.put(path, kind.parse(draw(st.lists(st.sampled_from(options), max_size=3, unique=True)), look))
    elif isinstance(kind, YesNo):
        answers.put(path, draw(st.booleans()))
    elif isinstance(kind, Clock):
        answers.put(
            path, draw(st.sampled_from(["9:30 p.m.", "about noon", "in the evening", "from 9:00 to 10:00 p.m."]))
        )
    elif isinstance(kind, Story | Line):
        try:
            answers.put(path, kind.parse(draw(story if isinstance(kind, Story) else words), look))
        except Refused:
            return
    else:
        raise AssertionError(kind)


def _witnesses(draw: st.DrawFn, answers: Answers, path: str) -> None:
    how = draw(st.integers(0, 3))
    if how == 0:
        return
    if how == 1:
        answers.put(path, False) if draw(st.booleans()) else answers.mark(path, draw(statuses))
        return
    for _ in range(draw(st.integers(1, 3))):
        item = answers.add(path)
        for key in ("name", "saw", "contact"):
            _answer(draw, answers, f"{path}.{item}.{key}", QUESTIONS[f"witnesses.*.{key}"])
    answers.put(path, True)
    answers.put(f"{path}.more", False)


def told(answers: Answers, *, private: bool) -> dict[str, tuple[str, str]]:
    """Everything said about the events, by path."""
    return {
        path: (a.status.value, repr(a.value))
        for path, a in answers.given.items()
        if path.startswith("incidents")
        and (private or (path.rsplit(".", 1)[-1] not in PRIVATE_KEYS and not path.endswith(".contact")))
    }


def taken_again(data: bytes) -> Answers:
    again = Answers()
    take_incidents(again, read(Source.of(data, "log.csv"), Notes()), TODAY, "", "log.csv")
    return again


@settings(max_examples=45, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cases(), st.booleans())
def test_full_and_private_logs_come_back_the_same(answers: Answers, bom: bool) -> None:
    for profile in ("full", "private"):
        data = export(answers, profile, TODAY, bom=bom).data  # type: ignore[arg-type]
        private = profile == "private"
        again = taken_again(data)
        assert told(again, private=private) == told(answers, private=private)
        assert export(again, profile, TODAY, bom=bom).data == data  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_a_defused_cell_is_no_formula_and_comes_back(cell: str) -> None:
    assert restored(defused(cell)) == cell
    assert not defused(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_cells_of_an_export_start_no_formula(neighbor: Sample) -> None:
    neighbor.answers.put("incidents.i1.story", "=cmd|' /C calc'!A0")
    for profile in ("sparc", "uk", "full", "private"):
        data = export(neighbor.answers, profile, TODAY).data  # type: ignore[arg-type]
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        assert any("cmd|" in c for row in rows for c in row)
        assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_no_hidden_value_stands_in_an_export_but_the_private_one(sample: Sample) -> None:
    answers = sample.answers
    first = answers.ids("incidents")[0]
    secrets = secrets_of(answers)
    home = next(s.value for s in secrets if s.path == "confidential.home_address")
    answers.put(f"incidents.{first}.story", f"He waited at {home.upper()} again.")
    witness = answers.add(f"incidents.{first}.witnesses")
    answers.put(f"incidents.{first}.witnesses.{witness}.name", "Ana Diaz")
    answers.put(f"incidents.{first}.witnesses.{witness}.contact", "555-010-7788")
    secrets = secrets_of(answers)
    for profile in ("sparc", "uk", "full"):
        made = export(answers, profile, TODAY, secrets=secrets)  # type: ignore[arg-type]
        text = made.data.decode("utf-8")
        assert home.casefold() not in text.casefold()
        assert "7788" not in text
        assert "[withheld]" in text
        assert (1, "what_happened", "home address") in made.withheld
    private = export(answers, "private", TODAY, secrets=secrets).data.decode("utf-8")
    assert home.upper() in private
    assert "555-010-7788" in private


@given(st.text(max_size=60), st.text(max_size=12))
def test_one_look_for_many_values_finds_what_each_look_finds(text: str, secret: str) -> None:
    values = [
        secret,
        "+1 555 010 4471",
        "12 Oak Street, Springfield",
        "Apt 4",
        "N St",
        "010-4471",
        "Ana Müller, the aunt",
    ]
    finder = Finder(values)
    for inside in (
        "",
        secret,
        secret.upper(),
        "(555) 010-4471",
        "12 Oak St.",
        "12oakstreet",
        "ANA MULLER the aunt",
        "n.st",
    ):
        whole = f"{text} {inside} {text}"
        each = {v: find_secret(whole, v) for v in values}
        assert finder.find(whole) == {v: spans for v, spans in each.items() if spans}


def test_thousands_of_witnesses_do_not_make_a_search_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    monkeypatch.setattr(
        "assistant.disclosure.matching.find_secret", lambda text, value: searched.append(value) or [(0, 1)]
    )
    finder = Finder([f"555-010-{n:04d}" for n in range(4000)] + [f"{n} Elm Street, Falls" for n in range(4000)])
    finder.find("The helmet lay at 12 Elm St. I called (555) 010-0123 and 17 others.")
    assert "555-010-0123" in searched
    assert "12 Elm Street, Falls" in searched
    assert len(searched) < 50


def test_the_second_time_nothing_is_taken_twice(sample: Sample) -> None:
    data = export(sample.answers, "private", TODAY).data
    before = len(sample.answers.ids("incidents"))
    taken = take_incidents(sample.answers, read(Source.of(data, "log.csv"), Notes()), TODAY, "", "log.csv")
    assert (taken.added, taken.already) == ([], before)
    assert len(sample.answers.ids("incidents")) == before


SPARC_OLD = (
    "Date,Time,Description of Incident,Location of Incident,Witness Name(s) (attach address and phone #),"
    "Police Called (Report #),Officer Name (Badge #)\r\n"
)
SPARC_NEW = (
    '"Date","Time","Description of Incident","Location of Incident (physical location, technology used, online platform, etc.)",'
    '"Witness Name(s) (attach address and phone number)","Evidence Attached? (photos, video, screenshots, items, etc.)",'
    '"Report Made To (name, office/org, badge or identification #)"\r\n'
)
UK_HEAD = (
    'Date and time,Location,What happened?,Any evidence?,"Any police contact, actions or reference numbers",'
    'Impact of incident,Changes made as a result,"Impact on children, family or others"\r\n'
)


def incidents_of(text: str, dates: str = "") -> tuple[Answers, list[str]]:
    answers = Answers()
    taken = take_incidents(answers, read(Source.of(text.encode(), "log.csv"), Notes()), TODAY, dates, "log.csv")
    return answers, taken.sentences


def test_the_older_seven_columns() -> None:
    answers, _ = incidents_of(
        SPARC_OLD
        + '13/06/2025,9:30 pm,"He stood by my car, again.\nTwice.",Parking lot,"Ana Diaz, 555-010-2222",Yes (Report # 24-1123),Officer Lee (442)\r\n'
        "02/07/2025,2130,He called,,none,No,\r\n"
    )
    v = answers.value
    assert v("incidents.i1.when") == When("2025-06-13", words="13/06/2025").to_json()
    assert v("incidents.i1.time") == "9:30 p.m."
    assert v("incidents.i1.story") == "He stood by my car, again.\nTwice."
    assert v("incidents.i1.place") == "Parking lot"
    assert v("incidents.i1.witnesses.w1.name") == "Ana Diaz"
    assert v("incidents.i1.witnesses.w1.contact") == "555-010-2222"
    assert (v("incidents.i1.police"), v("incidents.i1.police_report")) == ("report", "24-1123")
    assert v("incidents.i1.police_officer") == "Officer Lee (442)"
    assert v("incidents.i2.when")["edtf"] == "2025-07-02"
    assert v("incidents.i2.time") == "9:30 p.m."
    assert v("incidents.i2.police") == "none"
    assert v("incidents.i2.witnesses") is False


def test_the_newer_seven_columns() -> None:
    answers, _ = incidents_of(SPARC_NEW + "2025-06-13,about noon,Posted my picture,Online,,screenshot,Dep. Orr\r\n")
    assert answers.value("incidents.i1.time") == "about noon"
    assert answers.value("incidents.i1.proof") == "screenshot"
    assert answers.value("incidents.i1.police_officer") == "Dep. Orr"
    assert answers.value("incidents.i1.story") == "Posted my picture"


def test_the_police_columns_and_what_has_no_place() -> None:
    answers, said = incidents_of(
        UK_HEAD
        + '"31/01/2025 21:30",Station,He followed me,photo,"Rang 101, ref 25/0042",Shaking,New route,My son cried\r\n'
        '"1 February 2025, 7:15 am",Home,Again,,They did not come,,,\r\n'
    )
    v = answers.value
    assert v("incidents.i1.when")["edtf"] == "2025-01-31"
    assert v("incidents.i1.time") == "9:30 p.m."
    assert v("incidents.i1.police_report") == "25/0042"
    assert v("incidents.i1.police_result") == "Rang 101, ref 25/0042"
    assert v("incidents.i1.effect") == "Shaking"
    assert v("incidents.i1.log_action") == "New route"
    assert "My son cried" in v("incidents.i1.log_notes")
    assert v("incidents.i2.when")["edtf"] == "2025-02-01"
    assert v("incidents.i2.time") == "7:15 a.m."
    assert v("incidents.i2.police") is None
    assert "They did not come" in v("incidents.i2.log_notes")
    assert any("private notes" in s for s in said)


def test_dates_with_two_readings_are_never_guessed() -> None:
    from assistant.evidence.logs.days import Undecided

    text = SPARC_OLD + "05/06/2025,,A,,,,\r\n04/07/2025,,B,,,,\r\n"
    with pytest.raises(Undecided) as error:
        incidents_of(text)
    assert "May 6, 2025 or June 5, 2025" in str(error.value)
    assert "--dates" in str(error.value)
    assert incidents_of(text, "day-first")[0].value("incidents.i1.when")["edtf"] == "2025-06-05"
    assert incidents_of(text, "month-first")[0].value("incidents.i1.when")["edtf"] == "2025-05-06"


def test_not_one_word_is_lost() -> None:
    answers, _ = incidents_of(
        "Date,Description,Mood ring,Weapon,Time,Location\r\nsome day,It happened,blue,knife,half past,here\r\n"
    )
    text = " ".join(str(a.value) for p, a in answers.given.items() if p.startswith("incidents.i1"))
    for word in ("some day", "It happened", "Mood ring: blue", "knife", "half past", "here"):
        assert word in text
