"""Checks: each is raised where it should be, and not by the case next to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import SAMPLES, TODAY, Sample
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.answers import Answers, Status
from assistant.case import (
    Case,
    Effects,
    Exhibit,
    Incident,
    Kept,
    Petitioner,
    Police,
    Request,
    Secret,
    Witness,
    case_from,
)
from assistant.checks import CHECKS, check, support
from assistant.checks.completeness import TOPIC_ANSWERS
from assistant.checks.grounds import GroundSupport
from assistant.checks.privacy import luhn
from assistant.dates import When, Within
from assistant.disclosure.matching import find_secret
from assistant.findings import Finding, Severity
from assistant.jurisdiction import Order, Sheet, load
from assistant.jurisdiction.grounds import Window
from assistant.jurisdiction.papers import Redaction
from assistant.jurisdiction.vocabulary import TOPICS

STORY = "He stood at the gate and knocked on the door with his fist seven times, then he walked off."


def incident(n: int, when: str | None = "2026-11-01", **more: Any) -> Incident:
    values: dict[str, Any] = {
        "id": f"i{n}",
        "number": n,
        "title": f"event {n}",
        "when": When(when) if when else None,
        "place": f"place {n}",
        "conduct": ("following",),
        "story": STORY,
        "how_known": "I saw him.",
        "effect": "I was afraid.",
        "police": Police(level="none"),
        **more,
    }
    return Incident(**values)


def case(
    *incidents: Incident,
    place: str = "us-ma",
    order: str = "harassment-prevention",
    secrets: tuple[Secret, ...] = (),
    **more: Any,
) -> tuple[Case, Sheet]:
    """A whole case in which nothing is to be checked, but for what a test changes."""
    sample = Sample("ma-former-partner")
    told = replace(
        sample.case.told,
        jurisdiction=place,
        order=order,
        incidents=incidents or (incident(1), incident(2), incident(3)),
        worst=None,
        exhibits=(),
        requests=(
            Request("no-contact", "No contact", None, "He writes."),
            Request("stay-away-work", "Stay away from the workplace", None, "He calls there."),
        ),
        relationships=("neighbor",),
        **more,
    )
    return Case(told, Kept(secrets, False), Answers()), load(place)


def ids(pair: tuple[Case, Sheet], today: date = TODAY) -> list[str]:
    return [f.id for f in check(*pair, today)]


def raised(pair: tuple[Case, Sheet], id: str, today: date = TODAY) -> Finding:
    found = [f for f in check(*pair, today) if f.id == id]
    assert found, f"{id} was not raised"
    return found[0]


def test_a_whole_case_raises_only_what_the_sheet_leaves_open() -> None:
    assert ids(case()) == ["P04-not-settled"]


def test_every_topic_has_its_answer() -> None:
    assert set(TOPIC_ANSWERS) == set(TOPICS)


def test_every_finding_says_where_why_and_how_to_mend() -> None:
    for name in SAMPLES:
        sample = Sample(name)
        for f in check(sample.case, sample.sheet, TODAY):
            assert f.person
            assert f.lawyer
            assert f.source
            assert f.place
            assert f.path


# -- dates -------------------------------------------------------------------------------------------


def test_missing_dates_unknown_is_softer_than_not_asked() -> None:
    assert raised(case(incident(1, None), incident(2), incident(3)), "F01-date-missing").severity is Severity.FIX
    known = incident(1, None, gaps={"when": Status.UNKNOWN})
    finding = raised(case(known, incident(2), incident(3)), "F01-date-missing")
    assert finding.severity is Severity.REVIEW
    assert finding.path == "incidents.i1.when"


@pytest.mark.parametrize(
    ("when", "future"),
    [("2026-11-24", False), ("2026-11-25", True), ("2026-11", False), ("2026-12", True), ("2026", False)],
)
def test_future_dates(when: str, future: bool) -> None:
    assert ("F02-date-future" in ids(case(incident(1, when), incident(2), incident(3)))) is future


def test_weekday_conflict() -> None:
    wrong = incident(1, when=None)
    wrong = replace(wrong, when=When("2025-03-03", "Tuesday, March 3, 2025", "", "tuesday"))
    assert "That date was a Monday" in raised(case(wrong, incident(2), incident(3)), "F02-weekday").person
    right = replace(wrong, when=When("2025-03-04", "", "", "tuesday"))
    assert "F02-weekday" not in ids(case(right, incident(2), incident(3)))


def with_limit(days: int) -> Sheet:
    sheet = load("us-ma")
    order = sheet.order("harassment-prevention")
    changed = order.model_copy(
        update={"time_limit": order.time_limit.model_copy(update={"newest_incident_within_days": days})}
    )
    return sheet.model_copy(update={"orders": [changed]})


@pytest.mark.parametrize(("days_ago", "outside"), [(179, False), (180, False), (181, True)])
def test_window_the_day_before_on_and_after(days_ago: int, outside: bool) -> None:
    when = (TODAY - timedelta(days=days_ago)).isoformat()
    one, _ = case(*(incident(n, when) for n in (1, 2, 3)))
    assert ("F03-outside-window" in [f.id for f in check(one, with_limit(180), TODAY)]) is outside


def test_window_with_an_unknown_date_cannot_be_told() -> None:
    one, _ = case(incident(1, None), incident(2, "2020-01-01"), incident(3, "2020-01-01"))
    finding = next(f for f in check(one, with_limit(180), TODAY) if f.id == "F03-outside-window")
    assert "cannot be told yet" in finding.person


def test_no_limit_no_warning() -> None:
    old = [incident(n, f"2001-0{n}-01") for n in (1, 2, 3)]
    assert "F03-outside-window" not in ids(case(*old))


def test_gap_and_newest() -> None:
    pair = case(
        incident(1, "2026-01-01"),
        incident(2, "2026-08-30"),
        incident(3, "2026-09-30"),
        effects=Effects(story="x", fear_next="y"),
    )
    assert {"F06-no-recent-incident", "F07-big-gap"} <= set(ids(pair))
    near = case(
        incident(1, "2026-06-01"),
        incident(2, "2026-10-30"),
        incident(3, "2026-11-20"),
        effects=Effects(story="x", fear_next="y"),
    )
    assert not {"F06-no-recent-incident", "F07-big-gap"} & set(ids(near))


# -- counts and episodes -----------------------------------------------------------------------------


def three_acts(*incidents: Incident) -> GroundSupport:
    one, sheet = case(*incidents)
    return next(g for g in support(one, sheet.order("harassment-prevention"), TODAY) if g.ground.id == "three-acts")


@pytest.mark.parametrize(("acts", "enough"), [(1, Within.NO), (2, Within.NO), (3, Within.YES), (4, Within.YES)])
def test_three_acts_under_at_and_over(acts: int, enough: Within) -> None:
    # property damage is no kind of the listed single crimes, so only the count of three matters
    told = [incident(n, f"2026-11-0{n}", conduct=("property-damage",)) for n in range(1, acts + 1)]
    assert three_acts(*told).enough is enough
    assert ("F04-count-below-rule" in ids(case(*told))) is (enough is Within.NO)


def test_one_long_event_is_not_three_acts() -> None:
    told = [incident(n, "2026-11-01", place="the gate", conduct=("property-damage",)) for n in (1, 2, 3)]
    got = three_acts(*told)
    assert (got.acts, got.episodes, got.enough) == (3, 1, Within.CANNOT_TELL)
    assert raised(case(*told), "F05-acts-in-one-episode").path.endswith(".separate")
    apart = [replace(i, separate=True) for i in told]
    assert three_acts(*apart).enough is Within.YES
    elsewhere = [replace(i, place=f"place {i.number}") for i in told]
    assert three_acts(*elsewhere).episodes == 3


def test_repeating_conduct_counts_as_more_than_one() -> None:
    often = incident(1, None, conduct=("property-damage",))
    often = replace(often, when=When("2026-03/2026-05", "", "about twice a week"))
    assert three_acts(often).acts == 2


def test_a_law_without_a_number_is_never_held_against_anyone() -> None:
    one, sheet = case(incident(1), place="us-wa", order="stalking")
    assert "F04-count-below-rule" not in [f.id for f in check(one, sheet, TODAY)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2026-05-24", "2020-01-01", Within.YES),
        ("2026-05-23", "2020-01-01", Within.NO),
        (None, "2020-01-01", Within.CANNOT_TELL),
    ],
)
def test_one_within_six_months(first: str | None, second: str, expected: Within) -> None:
    one, sheet = case(incident(1, first), incident(2, second))
    order = sheet.order("harassment-prevention")
    ground = order.grounds[0].model_copy(update={"minimum_incidents": 2, "within": Window(count=1, months=6)})
    changed: Order = order.model_copy(update={"grounds": [ground]})
    assert support(one, changed, TODAY)[0].in_window is expected


# -- completeness ------------------------------------------------------------------------------------


def test_must_state_missing_and_declined() -> None:
    pair = case(cases=(), none_of=frozenset({"cases.orders", "protected.people", "children.list"}))
    finding = raised(pair, "P01-must-state")
    assert finding.path == "cases.list"
    assert finding.source
    said = case(cases=(), none_of=frozenset(), gaps={"cases.list": Status.DECLINED})
    assert raised(said, "P01-must-state").severity is Severity.NOTE


def test_relationship_against_order() -> None:
    assert "F15-relationship" in ids(case(place="us-ma", order="abuse-prevention"))
    assert "F15-relationship" not in ids(case(place="us-ma", order="harassment-prevention"))


@pytest.mark.parametrize(("age", "noted"), [(14, True), (15, False), (16, False)])
def test_minimum_age(age: int, noted: bool) -> None:
    pair = case(place="us-wa", order="stalking", petitioner=Petitioner(name="A B", age=age))
    assert ("P02-age-band" in ids(pair)) is noted


def test_who_files_for_another() -> None:
    from assistant.case import Filer

    pair = case(filing_for="child", filer=Filer(name="A B", relation="mother"))
    assert raised(pair, "P03-who-files").path == "petitioner.filer_authority"


def test_oath_needs_its_place() -> None:
    pair = case(place="us-mn", order="harassment-restraining-order", signing_county=None)
    assert raised(pair, "F53-signature").path == "signing.county"


def test_requests_without_a_fact() -> None:
    pair = case()
    told = replace(pair[0].told, requests=(Request("animals", "Orders protecting animals", None, None),))
    assert "F50-request-without-support" in ids((replace(pair[0], told=told), pair[1]))


# -- events and words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "id"),
    [
        ({"place": None}, "F10-place-missing"),
        ({"story": None}, "F12-act-missing"),
        ({"story": "He was mean."}, "F12-act-missing"),
        ({"conduct": ()}, "F12-kind-missing"),
        ({"conduct": ("phone-calls",), "how_known": None}, "F13-identification"),
        ({"conduct": ("threat-of-harm",)}, "F21-threat-not-quoted"),
        ({"story": STORY + " He threatened me."}, "F21-threat-not-quoted"),
        ({"story": "He was abusive and toxic to me in that place for a very long while indeed."}, "F16-conclusory"),
        (
            {"story": "He constantly stood at my gate and looked at me in the morning when I came out."},
            "F08-vague-frequency",
        ),
        ({"story": STORY + " He did it because he wanted my job."}, "F17-mind-reading"),
        ({"story": STORY + " That is illegal."}, "F18-argument"),
        ({"story": STORY + " My sister told me that he came again."}, "F19-hearsay"),
        ({"story": STORY + " I was pushed."}, "F11-actor-unclear"),
        ({"story": STORY + " I pushed him away."}, "F41-admission"),
        ({"story": STORY + " He said he would call ICE."}, "F42-immigration"),
        ({"story": STORY + " My therapist knows of it."}, "F43-privileged"),
        ({"witnesses": (Witness("w1", "Ana", None),)}, "F51-witness"),
        ({"story": STORY + " My number is 123-45-6789."}, "F25-number"),
        ({"story": STORY + " He took card 4111 1111 1111 1111."}, "F25-number"),
        ({"story": STORY + " See Exhibit Q."}, "F32-exhibit-missing"),
    ],
)
def test_raised(change: dict[str, Any], id: str) -> None:
    assert id in ids(case(incident(1, **change), incident(2), incident(3)))


@pytest.mark.parametrize(
    ("change", "id"),
    [
        ({"place": None, "conduct": ("text-messages",)}, "F10-place-missing"),
        ({"conduct": ("threat-of-harm",), "said": "I will find you."}, "F21-threat-not-quoted"),
        ({"story": STORY + ' He said "I will get you", which was a threat.'}, "F21-threat-not-quoted"),
        (
            {"story": "He was violent. He hit me on the arm with his fist and pushed me down the steps."},
            "F16-conclusory",
        ),
        ({"story": STORY + ' He said "you are crazy and evil".'}, "F16-conclusory"),
        ({"story": "He came every day from May 1 to May 9, nine times, and stood at the gate."}, "F08-vague-frequency"),
        ({"story": STORY + ' He said "because she wanted it".'}, "F17-mind-reading"),
        ({"story": STORY + " My phone told me that a tag was near."}, "F19-hearsay"),
        ({"story": STORY + " I was pushed by him."}, "F11-actor-unclear"),
        ({"story": STORY + " I drank some water. We drove home on the ice."}, "F42-immigration"),
        ({"story": STORY + " The order number was 1234 5678 9012 3456."}, "F25-number"),
        ({"story": STORY + " It was apartment 123-45."}, "F25-number"),
    ],
)
def test_not_raised(change: dict[str, Any], id: str) -> None:
    assert id not in ids(case(incident(1, **change), incident(2), incident(3)))


def test_no_effect() -> None:
    told = [incident(n, effect=None) for n in (1, 2, 3)]
    finding = raised(case(*told, effects=Effects()), "F22-no-effect")
    assert "258E" in finding.source
    assert "F22-no-effect" not in ids(case(*told, effects=Effects(story="I do not sleep.")))


def test_exhibits() -> None:
    bare = Exhibit("e1", "A", "photo", None, ())
    pair = case()
    told = replace(pair[0].told, exhibits=(bare,))
    found = ids((replace(pair[0], told=told), pair[1]))
    assert {"F32-exhibit-no-file", "F33-exhibit-never-cited", "F37-exhibit-no-foundation"} <= set(found)


def test_minor_names_follow_the_rule() -> None:
    from assistant.case import Child

    pair = case(
        incident(1, story=STORY + " Mia Lopez was there."),
        incident(2),
        incident(3),
        children=(Child("l1", "Mia Lopez", 9, "mine"),),
    )
    sheet = pair[1]
    order = sheet.order("harassment-prevention")
    for keep, severity in (("initials", Severity.BLOCK), (None, Severity.REVIEW)):
        rule = Redaction(what="minor-name", keep=keep, rule="x", src=["s1"])
        changed = sheet.model_copy(update={"orders": [order.model_copy(update={"redaction": [rule]})]})
        assert next(f for f in check(pair[0], changed, TODAY) if f.id == "F27-minor-name").severity is severity
    allowed = Redaction(what="minor-name", keep="allowed", rule="x", src=["s1"])
    changed = sheet.model_copy(update={"orders": [order.model_copy(update={"redaction": [allowed]})]})
    assert "F27-minor-name" not in [f.id for f in check(pair[0], changed, TODAY)]


def test_a_hidden_value_blocks_unless_withheld() -> None:
    secret = Secret("confidential.home_address", "home address", "480 Alder Court, Apt. 12, Port Larkin")
    pair = case(incident(1, story=STORY + " It was at 480 alder ct #12."), incident(2), incident(3), secrets=(secret,))
    finding = raised(pair, "F24-confidential-leak")
    assert finding.severity is Severity.BLOCK
    assert "480" not in finding.person + finding.lawyer
    kept = replace(pair[0].kept, withhold_in_story=True)
    assert "F24-withheld" in ids((replace(pair[0], kept=kept), pair[1]))


FORBIDDEN = re.compile(
    r"\byou (?:should|must|qualify|are eligible|have a case)\b|we recommend|best option|the judge will|guarantee|(?:strong|weak) case|\bwin\b|"
    r"counts as (?:stalking|abuse)|file this form|do not mention|why didn't you|\b(?:alleged|victim|abuser|confess)\b",
    re.IGNORECASE,
)


def test_words_for_the_person_are_neutral_and_plain() -> None:
    """The phrasing rule: what is written and what the form asks; never advice, never a forecast; short sentences."""
    import ast
    from pathlib import Path

    from assistant import checks, questions

    for package in (checks, questions):
        for path in Path(str(package.__file__)).parent.glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                    assert not FORBIDDEN.search(node.value), (path.name, node.value)


def test_questions_are_short() -> None:
    from assistant.questions import every_question

    for path, question in every_question():
        for sentence in re.split(r"[.?!]\s", question.ask):
            assert len(sentence.split()) <= 18, (path, sentence)


# -- properties --------------------------------------------------------------------------------------

any_text = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)


@settings(max_examples=60, deadline=None)
@given(any_text, any_text, any_text)
def test_no_text_breaks_the_checks(story: str, said: str, place: str) -> None:
    secret = Secret("confidential.home_address", "home address", "9 Birchbark Road, Elk Landing")
    found = check(*case(incident(1, story=story, said=said or None, place=place or None), secrets=(secret,)), TODAY)
    assert all(isinstance(f, Finding) for f in found)


@settings(max_examples=100, deadline=None)
@given(
    any_text,
    any_text,
    st.sampled_from(
        [
            "480 Alder Court, Apt. 12, Port Larkin",
            "480 alder ct #12 port larkin",
            "480  ALDER\nCOURT",
            "480 Alder Ct. Apartment 12",
        ]
    ),
)
def test_an_address_is_found_inside_any_text(before: str, after: str, form: str) -> None:
    assert find_secret(f"{before} {form} {after}", "480 Alder Court, Apt. 12, Port Larkin")


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(categories=("L", "N", "Zs", "P")), min_size=3, max_size=40), any_text, any_text)
@example("0\u0e330", "", "")
@example("00000000000", "", "")
def test_any_hidden_value_is_found_as_it_was_typed(secret: str, before: str, after: str) -> None:
    words = re.findall(r"[^\W_]+", secret)
    if len("".join(words)) >= 3:
        assert find_secret(f"{before} {secret} {after}", secret)
        assert find_secret(secret.upper(), secret.upper())


@pytest.mark.parametrize("secret", ["07700 900123", "+44 7700 900123", "+1 555 555 0177", "(555) 555-0177"])
def test_a_phone_number_is_found_with_and_without_its_country(secret: str) -> None:
    british = ("07700 900123", "07700900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700 900 123")
    american = ("555-555-0177", "(555) 555 0177", "+1 (555) 555-0177", "15555550177", "1.555.555.0177")
    mine, others = (british, american) if "7700" in secret else (american, british)
    for way in mine:
        assert find_secret(f"Call {way}.", secret), way
    for way in others:
        assert not find_secret(f"Call {way}.", secret), way
    assert not find_secret("Call 07700 9001235.", secret)


def test_card_numbers() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


def test_checks_grow_in_a_line() -> None:
    import time

    def cost(n: int) -> float:
        one = case(*(incident(k, f"2026-{k % 9 + 1:02d}-{k % 27 + 1:02d}", story=STORY * 4) for k in range(1, n + 1)))
        before = time.process_time()
        check(*one, TODAY)
        return time.process_time() - before

    small, large = min(cost(200) for _ in range(3)), min(cost(1600) for _ in range(2))
    assert large < small * 8 * 4  # quadratic would be 64 times


def test_every_check_is_in_the_list_once() -> None:
    assert len({c.__name__ for c in CHECKS}) == len(CHECKS)


def test_case_from_empty_answers_can_be_checked() -> None:
    answers = Answers()
    answers.put("place.jurisdiction", "us-wa")
    answers.put("order.type", "stalking")
    sheet = load("us-wa")
    found = [f.id for f in check(case_from(answers, sheet), sheet, TODAY)]
    assert "P01-must-state" in found
    assert "F04-count-below-rule" in found
