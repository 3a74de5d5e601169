"""Checks of the person's own words and of single events: each raised, and not by plain prose beside it."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checks_make import DECLINED, STORY, TODAY, UNKNOWN, found, ids, incident, make, rich, sheet, told, told_as

from assistant.case import Child, Effects, Exhibit, Firearms, OriginalFile, Police, Respondent, Witness
from assistant.case.view import pattern_of, question_at
from assistant.checks import CHECKS, check
from assistant.checks.view import is_no, unquoted
from assistant.dates import When
from assistant.findings import Severity

RAISED = [
    ("F08-vague-frequency", "It was dark. It was late. He constantly looked at my door."),
    (
        "F08-vague-frequency",
        "It was dark. It was late. He looks in every single night. Nobody knows. It is quiet. In May he came twice.",
    ),
    ("F11-actor-unclear", "I was pushed down the steps."),
    ("F11-actor-unclear", "I was grabbed by the arm."),
    ("F16-conclusory", "\n\nPeople know that he is abusive and of a bad sort."),
    ("F17-mind-reading", "He did it because he wanted my house."),
    ("F18-argument", "That is illegal."),
    ("F19-hearsay", "My sister told me that he came again."),
    ("F19-hearsay", "Dana told me he was there."),
    ("F19-hearsay", "I heard that he moved."),
    ("F21-threat-not-quoted", "Then he threatened me."),
    ("F41-admission", "I pushed him away."),
    ("F41-admission", "Then I hit Pat on the arm."),
    ("F41-admission", "I opened his phone."),
    ("F42-immigration", "He said he would call ICE."),
    ("F42-immigration", "He hid my Green Card."),
    ("F43-privileged", "My therapist knows of it."),
    ("F44-health", "I was pregnant then."),
    ("F44-health", "I now take antidepressants."),
    ("F45-child-harm", "He slapped my older son."),
]
PLAIN = [
    "He came every day from May 1 to May 9, nine times.", 'He said "you are crazy, always, and illegal".', "He said “I was told you stalked him”.",
    "He said 'I will kill you, didn't I say so' and left.", "I was hit in the face by Pat.", "The police were called.", "My dog was called Rex.",
    "He is violent. He hit me on the arm.", "The criminal case is number 12.", "He was charged with felony assault.", "My phone told me that a tag was near.",
    "Pat told me he would come back.", "He told me to go.", "According to my phone it was nine.", "I used to live there.", "I broke up with him.",
    "I broke down in tears.", "I threw up.", "I hit my head on the step.", "I hid in the bathroom.", "I grabbed my phone and called for help.",
    "I took the bus home.", "I followed the officer's advice.", "I pushed the door closed.", "I drank some water.", "We drove home on the ice.",
    "I paid with my Visa card.", "I went to the doctor for my arm.", "My son hit the ball.", "The knife was 6\" long.", "He told me words to the effect of a threat.",
    "I picked up my son at school at three.", "I wrote the plate in my notes.", "I called the landlord the next day.",
]  # fmt: skip


@pytest.mark.parametrize(("id", "words"), RAISED)
def test_raised_in_an_event_and_in_the_history(id: str, words: str) -> None:
    finding = found(told_as(words))[id]
    assert finding.path == "incidents.i1.story" or id == "F21-threat-not-quoted"
    assert finding.span in words
    if id != "F21-threat-not-quoted":
        assert found(make(history=words))[id].path == "history.story"


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_raise_nothing(words: str) -> None:
    assert ids(told_as(words)) == set()


def test_what_the_other_person_told_is_no_hearsay() -> None:
    def law_free(kind: str, words: str) -> bool:
        return "F19-hearsay" in ids(told_as(words) if kind == "neighbor" else replace_kinds(words, kind))

    def replace_kinds(words: str, kind: str) -> Any:
        case = told_as(words)
        return replace(case, told=replace(case.told, relationships=(kind,)))

    assert law_free("neighbor", "My husband told me that he saw it.")
    assert not law_free("spouse", "My husband told me that he would find me.")
    assert not law_free("neighbor", "The neighbor told me that he would find me.")


def test_one_finding_for_an_event_lists_every_word() -> None:
    case = make(incident(1, story="He is evil.", effect="It was creepy."), incident(2), incident(3))
    findings = [f for f in check(case, sheet(), TODAY) if f.id == "F16-conclusory"]
    assert len(findings) == 1
    assert findings[0].lawyer.endswith("evil, creepy.")


def test_legal_risks_are_for_the_lawyer_only() -> None:
    for id, words in RAISED:
        if id in {"F41-admission", "F42-immigration", "F43-privileged", "F44-health", "F45-child-harm"}:
            assert found(told_as(words))[id].lawyer_only
            assert (
                found(make(effects=replace(told().effects, why_now=words)))[id].lawyer_only
                if id != "F45-child-harm"
                else True
            )


EVENTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [  # id, raised by, not raised by
    ("F01-date-missing", {"when": None}, {}),
    ("F02-date-future", {"when": When("2026-06-16")}, {"when": When("2026-06-15")}),
    ("F02-weekday", {"when": When("2026-06-01", "", "", "tuesday")}, {"when": When("2026-06-01", "", "", "monday")}),
    ("F10-place-missing", {"place": None}, {"place": None, "conduct": ("text-messages",)}),
    ("F12-act-missing", {"story": "He was mean."}, {"story": STORY}),
    ("F12-act-missing", {"story": None}, {}),
    ("F12-kind-missing", {"conduct": ()}, {}),
    ("F13-identification", {"conduct": ("phone-calls",), "how_known": None}, {"conduct": ("phone-calls",)}),
    (
        "F21-threat-not-quoted",
        {"conduct": ("threat-of-harm",)},
        {"conduct": ("threat-of-harm",), "said": "I will find you."},
    ),
    ("F45-child-harm", {"children": "hurt"}, {"children": "saw"}),
    ("F48-firearms", {"weapon": "a pistol"}, {"weapon": "a bat"}),
    ("F48-firearms", {"weapon": "a gun"}, {"weapon": "No."}),
    ("F48-children", {"children": "there"}, {"children": "none"}),
    ("F48-report-number", {"police": Police(level="report")}, {"police": Police(level="report", report="12")}),
    ("F51-witness", {"witnesses": (Witness("w1", "Ana", None),)}, {"witnesses": (Witness("w1", "Ana", "the knocks"),)}),
    ("F52-paragraph", {"story": "word " * 151}, {"story": "word " * 100 + "\n\n" + "word " * 100}),
    ("F52-capitals", {"story": STORY.upper()}, {"story": STORY}),
]


@pytest.mark.parametrize(("id", "bad", "good"), EVENTS)
def test_events(id: str, bad: dict[str, Any], good: dict[str, Any]) -> None:
    assert id in ids(make(replace(incident(1), **bad), incident(2), incident(3)))
    assert id not in ids(make(replace(incident(1), **good), incident(2), incident(3)))


@pytest.mark.parametrize("status", [UNKNOWN, DECLINED])
def test_what_was_asked_and_not_known_or_declined_is_not_pushed(status: Any) -> None:
    for id, key in (
        ("F10-place-missing", "place"),
        ("F12-act-missing", "story"),
        ("F01-date-missing", "when"),
        ("F12-kind-missing", "conduct"),
    ):
        bare: dict[str, Any] = {key: () if key == "conduct" else None}
        asked = found(make(replace(incident(1), **bare), incident(2), incident(3)))[id]
        soft = found(make(replace(incident(1), gaps={key: status}, **bare), incident(2), incident(3)))[id]
        assert asked.severity is Severity.FIX
        assert soft.severity > asked.severity
        assert ("not know" if status is UNKNOWN else "rather not say") in soft.person


def test_whole_case() -> None:
    cases: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        ("F14-respondent-unknown", {"respondent": Respondent(description="tall", age=4)}, {}),
        ("F23-no-future-fear", {"effects": Effects(story="x", why_now="x")}, {}),
        ("F40-cross-filing", {"against_me": "He got an order in May."}, {"against_me": "None that I know of."}),
        (
            "F48-firearms",
            {"incidents": (incident(1, weapon="a gun"), incident(2), incident(3))},
            {"firearms": Firearms(has="maybe")},
        ),
        ("F52-length", {"history": "word " * 2500}, {"history": "word " * 1000}),
    ]
    for id, bad, good in cases:
        assert id in ids(make(**bad)), id
        assert id not in ids(make(**good)), id
    silent = [incident(n, effect=None) for n in (1, 2, 3)]
    assert found(make(*silent, effects=Effects()))["F22-no-effect"].source == "Code 1(fear)"
    assert found(make(*silent, effects=Effects(gaps={"story": DECLINED})))["F22-no-effect"].severity is Severity.REVIEW
    assert "F22-no-effect" not in ids(make(*silent))


def test_newest_and_gap() -> None:
    asked = replace(told().effects, why_now=None)
    old = [incident(n, f"2026-0{n}-01") for n in (2, 3, 4)]
    assert "F06-no-recent-incident" in ids(make(*old, effects=asked))
    assert "F06-no-recent-incident" not in ids(make(*old))
    assert "F06-no-recent-incident" not in ids(
        make(*(incident(n, "2026-05-16") for n in (1, 2, 3)), effects=asked)
    )  # 30 days
    assert "F07-big-gap" in ids(make(incident(1, "2025-11-01"), incident(2), incident(3)))
    assert "F07-big-gap" not in ids(make(incident(1, "2025-12-10"), incident(2), incident(3)))
    assert "F07-big-gap" not in ids(make(incident(1, "2025-11-01"), incident(4, "2026-01"), incident(2), incident(3)))


def test_exhibits() -> None:
    good = Exhibit("e1", "A", "photo", "I took it.", ("i1",))
    file = (OriginalFile("e1", "0", "image/png", "x.png", 1),)
    assert ids(make(exhibits=(good,), files=file)) == set()
    assert "F32-exhibit-no-file" in ids(make(exhibits=(good,)))
    assert "F37-exhibit-no-foundation" in ids(make(exhibits=(replace(good, foundation=None),), files=file))
    loose = replace(good, incidents=())
    assert "F33-exhibit-never-cited" in ids(make(exhibits=(loose,), files=file))
    for words in ("See Exhibit A.", "See exhibit A.", "See Exhibits A and B."):
        assert "F33-exhibit-never-cited" not in ids(make(exhibits=(loose,), files=file, history=words))
    finding = found(make(exhibits=(good,), files=file, history="See Exhibits A and C."))["F32-exhibit-missing"]
    assert (finding.severity, finding.place, finding.source) == (Severity.BLOCK, "Exhibit C", "Rule 9")


# -- all findings ------------------------------------------------------------------------------------

FORBIDDEN = re.compile(
    r"\byou (?:should|must|qualify|have a case)|\beligible\b|recommend|best option|the judge will|guarantee|(?:strong|weak) case|\bwin\b|"
    r"\blegally\b|counts as|file this form|do not mention|why didn't you|\b(?:alleged|victim|abuser|confess)\b", re.IGNORECASE)  # fmt: skip


def test_words_for_the_person_are_neutral_plain_and_short() -> None:
    persons = sorted({f.person for case, law in rich() for f in check(case, law, TODAY)})
    lengths = []
    for person in persons:
        assert not FORBIDDEN.search(person), person
        sentences = [s for s in re.split(r"(?<=[.?!])\s+", person) if s]
        lengths += [len(s.split()) for s in sentences]
        assert sum(len(s.split()) for s in sentences) / len(sentences) <= 20, person
    assert sum(lengths) / len(lengths) <= 12


def test_every_finding_can_be_mended_and_has_its_source() -> None:
    lists = {
        "incidents",
        "exhibits",
        "children.list",
        "cases.list",
        "cases.orders",
        "protected.people",
        "evidence.exhibits",
    }
    for case, law in rich():
        for f in check(case, law, TODAY):
            assert f.person and f.lawyer and f.source and f.place, f  # noqa: PT018
            assert question_at(f.path) or pattern_of(f.path) in lists, (f.id, f.path)


def test_worst_first_then_event_by_event() -> None:
    for case, law in rich():
        findings = check(case, law, TODAY)
        assert [f.severity for f in findings] == sorted(f.severity for f in findings)
        for severity in Severity:
            numbers = [
                int(f.path.split(".")[1][1:]) if f.path.startswith("incidents.") else 99
                for f in findings
                if f.severity is severity
            ]
            assert numbers == sorted(numbers)


def test_children_of_age_and_no_answers() -> None:
    assert is_no(None)
    assert is_no("No.")
    assert is_no("None that I know of")
    assert not is_no("No, a bat")
    assert not is_no("Not him, his brother filed one")
    assert "F27-minor-name" not in ids(
        make(history="Mia Vale was there.", children=(Child("c1", "Mia Vale", 19, "mine"),), indian_child="no")
    )


def test_quotations_keep_their_length() -> None:
    for text in ('He said "no" and “yes” and ‘go, don’t’ and «так».', "the kids' room, didn't", '6" and 7" long'):
        assert len(unquoted(text)) == len(text)
    assert unquoted("the kids' room, didn't") == "the kids' room, didn't"
    assert unquoted('6" and 7" long') == '6" and 7" long'


any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
pieces = st.lists(
    st.sampled_from([w for _, w in RAISED] + PLAIN + ['"', "“", "'", "«", "İ", "\n\n", "Exhibit "]), max_size=8
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(any_text | pieces, any_text | pieces, any_text | pieces)
def test_no_words_break_a_check(story: str, effect: str, other: str) -> None:
    case = make(
        incident(1, story=story, effect=effect, said=other, place=other, title=other),
        incident(2),
        history=other,
        against_me=other,
    )
    for finding in check(case, sheet(), TODAY):
        assert finding.person


@pytest.mark.parametrize(
    "text",
    [
        "violent " * 8000,
        "«" * 30000,
        "“a" * 20000,
        "'a " * 20000,
        "1 " * 30000,
        "always. " * 8000,
        "Exhibits A, " * 6000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    before = time.process_time()
    check(make(incident(1, story=text)), sheet(), TODAY)
    assert time.process_time() - before < 5


def test_many_events_are_checked_in_a_line() -> None:
    def cost(n: int) -> float:
        case = make(
            *(incident(k, f"2026-0{k % 5 + 1}-{k % 27 + 1:02}", story=f"{STORY} " * 5) for k in range(1, n + 1))
        )
        before = time.process_time()
        check(case, sheet(), TODAY)
        return time.process_time() - before

    small, large = min(cost(250) for _ in range(3)), min(cost(2000) for _ in range(2))
    assert large < small * 8 * 3


def test_checks_are_listed_once() -> None:
    assert len(set(CHECKS)) == len(CHECKS)
