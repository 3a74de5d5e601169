"""Exhibits that wait for a lawyer: which, why, that they stay out of what others read, and how they are let in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from conftest import TODAY, Sample
from evidence_files import camera, mail, sound, words

from assistant.case import Case, case_from
from assistant.case.withheld import (
    ACCESS,
    RECORDING_ALL,
    RECORDING_NOT_SAID,
    RECORDING_NOT_THERE,
    RECORDING_UNKNOWN,
    recording_parties,
    withheld_because,
)
from assistant.checks import check
from assistant.disclosure import public_case
from assistant.evidence import take_in
from assistant.findings import Finding, Severity
from assistant.packet import assemble


def attach(sample: Sample, data: bytes, **answers: Any) -> str:
    """Attach a file as if it came from the questionnaire; returns the exhibit's id."""
    item = sample.answers.add("exhibits")
    taken = take_in(data, "file")
    sample.store.keep_original(data, "file", taken.media)
    value = {"sha256": taken.sha256, "name": "file", "size": taken.size, "media": taken.media, "pages": taken.pages}
    value |= {k: getattr(taken, k) for k in ("made", "made_by", "seconds") if getattr(taken, k) is not None}
    sample.answers.put(f"exhibits.{item}.file", value)
    for key, answer in answers.items():
        sample.answers.put(f"exhibits.{item}.{key.rstrip('_')}", answer)
    return item


def built(sample: Sample) -> Case:
    return case_from(sample.answers, sample.sheet)


def found(sample: Sample, item: str) -> dict[str, Finding]:
    """Findings whose path lies in this exhibit, by id."""
    findings = check(built(sample), sample.sheet, TODAY)
    return {f.id: f for f in findings if f.path.startswith(f"exhibits.{item}.")}


@pytest.mark.parametrize(
    ("parties", "known", "reason"),
    [
        ("all", None, RECORDING_ALL),
        ("all", "me", RECORDING_ALL),
        ("mixed", "me", RECORDING_ALL),
        ("all", "known", None),
        ("all", "message", None),
        ("all", "no-talk", None),
        ("all", "not-there", RECORDING_NOT_THERE),
        ("one", "me", None),
        ("one", None, RECORDING_NOT_SAID),
        ("one", "not-there", RECORDING_NOT_THERE),
        (None, None, RECORDING_UNKNOWN),
        (None, "me", RECORDING_UNKNOWN),
        (None, "message", None),
    ],
)
def test_a_recording_waits_where_the_law_may_not_allow_it(
    neighbor: Sample, parties: str | None, known: str | None, reason: str | None
) -> None:
    item = attach(neighbor, sound())
    if known:
        neighbor.answers.put(f"exhibits.{item}.recorded", known)
    law: Any = SimpleNamespace(recording_consent=SimpleNamespace(parties=parties, text=None, cite=None))
    assert withheld_because(neighbor.answers, item, law) == reason
    assert recording_parties(law) == {"one": "one", "all": "all", "mixed": "all"}.get(str(parties))


@pytest.mark.parametrize(
    "text",
    [
        "I logged into his account and saved it",
        "I know her password, so I opened it",
        "from his phone while he slept",
        "I unlocked their phone",
        "I put a tracking app on it",
        "I took a picture of the messages on her phone",
        "I read his messages",
        "My brother went through his laptop",
        "I opened her mail",
        "It was on my husband's laptop",
    ],
)
def test_words_that_speak_of_another_persons_account_make_it_wait(neighbor: Sample, text: str) -> None:
    for key in ("from", "foundation"):
        item = attach(neighbor, camera(), **{key: text})
        assert withheld_because(neighbor.answers, item, neighbor.sheet) == ACCESS


@pytest.mark.parametrize(
    "text",
    [
        "I took it with my phone on May 2, 2026.",
        "Messages from the number ending 0123, which is his.",
        "He sent it to my phone. I made a screenshot.",
        "My sister made it from her window.",
        "The police gave it to me. It shows his car.",
        "Messages from his phone number ending 0123",
        "A text sent from his phone",
        "He got in his truck and looked at me",
        "He logged into his account and posted this about me",
        "A photo of the tracker he put under my car",
        "She opened her mail next to me",
        "I looked into his eyes",
        "It shows messages from his Instagram account to me",
        "I know it is his number because he called me from it.",
    ],
)
def test_plain_words_do_not(neighbor: Sample, text: str) -> None:
    item = attach(neighbor, camera(), from_=text, foundation=text, obtained="made")
    assert withheld_because(neighbor.answers, item, neighbor.sheet) is None


def test_one_that_waits_is_in_no_paper_for_others_and_leaves_no_gap(neighbor: Sample) -> None:
    event = neighbor.answers.ids("incidents")[0]
    held = attach(neighbor, mail(b"HELDWORDS"), title="Held thing", obtained="account", incidents=[event])
    open_ = attach(neighbor, camera(), title="Open thing", foundation="I took it.", incidents=[event], obtained="made")
    case = built(neighbor)
    labels = {e.id: e.label for e in case.told.exhibits}
    shown = public_case(case, neighbor.order).told
    assert [e.label for e in shown.exhibits] == ["A", "B", "C", "D"]
    assert held not in {e.id for e in shown.exhibits}
    assert labels[held] == "W1"
    assert all(held not in i.exhibits for i in shown.incidents)
    assert any(open_ in i.exhibits for i in shown.incidents)
    packet = assemble(case, neighbor.sheet, neighbor.order, neighbor.store.original, TODAY)
    for file in packet.files:
        if file.reader.value in ("court", "served"):
            text = words(file.data)
            assert "HELDWORDS" not in text
            assert "Held thing" not in text
            assert "Exhibit W1" not in text
    assert "Open thing" in words(next(f.data for f in packet.files if f.name == "03-exhibits.pdf"))


def test_it_is_a_thing_for_the_lawyer_until_somebody_clears_it(neighbor: Sample) -> None:
    item = attach(neighbor, camera(), title="x", foundation="x", obtained="account")
    finding = found(neighbor, item)["F38d-access-method"]
    assert finding.severity is Severity.REVIEW
    assert finding.path == f"exhibits.{item}.obtained"
    assert f"paperwork evidence clear {item}" in finding.person
    neighbor.answers.put(f"exhibits.{item}.cleared_by", "Lee Marsh")
    neighbor.answers.put(f"exhibits.{item}.cleared_why", "It is her own phone.")
    assert "F38d-access-method" not in found(neighbor, item)
    case = built(neighbor)
    assert next(e for e in case.told.exhibits if e.id == item).withheld is None
    assert item in {e.id for e in public_case(case, neighbor.order).told.exhibits}
    file = next(f for f in case.kept.files if f.exhibit == item)
    assert (file.cleared_by, file.cleared_why, file.obtained) == ("Lee Marsh", "It is her own phone.", "account")


def test_a_recording_is_noticed_and_its_missing_words_too(neighbor: Sample) -> None:
    item = attach(neighbor, sound(), title="x", foundation="x")
    seen = found(neighbor, item)
    assert seen["F38-recording-consent"].severity is Severity.REVIEW
    assert seen["F38b-recording-no-transcript"].severity is Severity.NOTE
    neighbor.answers.put(f"exhibits.{item}.recorded", "message")
    neighbor.answers.put(f"exhibits.{item}.transcript", "0:05 Alex: I know you are home.")
    assert not {"F38-recording-consent", "F38b-recording-no-transcript"} & set(found(neighbor, item))


def test_a_cleared_recording_stands_in_the_papers_as_its_words(neighbor: Sample) -> None:
    attach(
        neighbor,
        sound(),
        title="Voice message",
        foundation="x",
        recorded="message",
        transcript="0:05 Alex: I know.",
        prepared_by="Sam Rowe",
    )
    packet = assemble(built(neighbor), neighbor.sheet, neighbor.order, neighbor.store.original, TODAY)
    text = words(next(f.data for f in packet.files if f.name == "03-exhibits.pdf"))
    assert "0:05 Alex: I know." in text
    assert "Sam Rowe" in text


def test_private_answers_about_a_file_are_in_no_paper(neighbor: Sample) -> None:
    attach(
        neighbor,
        camera(),
        title="x",
        foundation="x",
        from_="PRIVATEGIVER",
        obtained="given",
        cleared_by="PRIVATECLERK",
        cleared_why="PRIVATEREASON",
    )
    packet = assemble(built(neighbor), neighbor.sheet, neighbor.order, neighbor.store.original, TODAY)
    for file in packet.files:
        if file.name.endswith(".pdf") and file.reader.value != "private":
            assert "PRIVATE" not in words(file.data)


# -- dates and doubles -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "when", "severity"),
    [
        (camera(made="2026:05:09 21:14:03"), "May 9, 2026", None),
        (camera(made="2026:05:09 21:14:03"), "May 10, 2026", None),
        (camera(made="2026:05:09 21:14:03"), "May 11, 2026", Severity.FIX),
        (camera(made="2026:05:09 21:14:03"), "May 7, 2026", Severity.NOTE),
        (camera(made="2026:05:09 21:14:03"), "May 2026", None),
        (camera(made="2026:05:09 21:14:03"), "about May 14, 2026", None),
        (camera(made="2026:05:09 21:14:03"), "between May 1, 2026 and May 20, 2026", None),
        (camera(made=""), "May 20, 2026", None),
        (mail(), "May 9, 2026", None),
        (mail(), "May 10, 2026", None),
        (mail(), "May 5, 2026", Severity.FIX),
        (mail(), "June 9, 2026", Severity.FIX),
    ],
)
def test_the_day_in_the_file_against_the_day_of_the_event(
    neighbor: Sample, data: bytes, when: str, severity: Severity | None
) -> None:
    from assistant.dates import parse_when

    event = neighbor.answers.ids("incidents")[0]
    neighbor.answers.put(f"incidents.{event}.when", parse_when(when, TODAY).to_json())
    item = attach(neighbor, data, title="x", foundation="x", incidents=[event])
    seen = found(neighbor, item).get("F34-exhibit-date")
    assert (seen.severity if seen else None) == severity
    if seen is not None:
        assert "May 9, 2026, 9:14 pm" in seen.person
        assert "Event 1" in seen.person


def test_the_same_file_twice_is_noticed(neighbor: Sample) -> None:
    data = camera()
    first = attach(neighbor, data, title="x", foundation="x")
    second = attach(neighbor, data, title="y", foundation="y")
    other = attach(neighbor, camera(size=(50, 40)), title="z", foundation="z")
    assert "F33-exhibit-twice" in found(neighbor, second)
    assert "F33-exhibit-twice" not in found(neighbor, first)
    assert "F33-exhibit-twice" not in found(neighbor, other)
