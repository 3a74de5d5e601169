"""Checks against the law sheet: counts, windows, episodes, what a petition states, the oath."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checks_make import (
    DECLINED,
    HOME,
    TODAY,
    UNKNOWN,
    S,
    found,
    ground,
    ids,
    incident,
    make,
    order,
    order_data,
    sheet,
    told,
)

from assistant.answers import Answers
from assistant.case import Case, Child, Effects, Filer, Kept, Petitioner, Request
from assistant.checks import check, support
from assistant.checks.completeness import TOPIC_ANSWERS
from assistant.checks.grounds import GroundSupport
from assistant.dates import When, Within
from assistant.findings import Severity
from assistant.jurisdiction.vocabulary import TOPICS


def first(case: Case, **change: Any) -> GroundSupport:
    return support(case, order(grounds=[ground(**change)]), TODAY)[0]


@pytest.mark.parametrize(("n", "enough"), [(2, Within.NO), (3, Within.YES), (4, Within.YES)])
def test_count_under_at_and_over(n: int, enough: Within) -> None:
    case = make(*(incident(k) for k in range(1, n + 1)))
    assert first(case).enough is enough
    assert ("F04-count-below-rule" in ids(case)) is (enough is Within.NO)


def test_count_says_the_number_of_the_rule_and_where_it_stands() -> None:
    finding = found(make(incident(1), incident(2)))["F04-count-below-rule"]
    assert "3 or more acts" in finding.person
    assert "written 2" in finding.person
    assert finding.source == "Code 2(acts)"


def test_no_count_is_held_against_anyone_when_one_ground_is_met_or_names_no_number() -> None:
    one = make(incident(1))
    assert "F04-count-below-rule" not in ids(one, sheet(grounds=[ground(), ground("single", minimum_incidents=1)]))
    assert "F04-count-below-rule" not in ids(one, sheet(grounds=[ground(minimum_incidents=None)]))
    assert first(one, minimum_incidents=None).enough is None
    other = make(incident(1, conduct=("email",)))
    assert "kind" in found(other, sheet(grounds=[ground(minimum_incidents=None)]))["F04-count-below-rule"].person


def test_lawyer_only_grounds_are_left_out() -> None:
    assert [g.ground.id for g in support(make(), order(), TODAY)] == ["acts"]
    assert "F04-count-below-rule" not in ids(make(), sheet(grounds=[ground(lawyer_only=True)]))


def test_recurring_is_more_than_one() -> None:
    often = replace(incident(1), when=When("2026-03/2026-05", "", "about twice a week"))
    assert (first(make(often)).acts, first(make(often, incident(2))).enough) == (2, Within.YES)


def test_episodes_do_not_depend_on_the_order_of_the_list() -> None:
    from itertools import permutations

    events = [
        incident(1, "2026-06-01", place=None),
        incident(2, "2026-06-01", place="a"),
        incident(3, "2026-06-01", place="b"),
        incident(4, "2026-06-01", place="a", separate=True),
    ]
    assert {first(make(*p)).episodes for p in permutations(events)} == {3}


@pytest.mark.parametrize(
    ("place", "separate", "episodes"),
    [("gate", None, 1), ("gate", False, 1), ("gate", True, 3), (None, None, 1), ("GATE ", None, 1)],
)
def test_one_day_and_place_counts_once(place: str | None, separate: bool | None, episodes: int) -> None:
    events = [incident(n, "2026-06-01", place="gate" if n == 1 else place, separate=separate) for n in (1, 2, 3)]
    got = first(make(*events))
    assert got.episodes == episodes
    assert got.enough is (Within.YES if episodes == 3 else Within.CANNOT_TELL)
    assert first(make(*events), one_episode_counts_once=None).enough is Within.YES


def test_acts_in_one_episode_is_asked_once_and_names_the_right_number() -> None:
    # the same day in other words is the same day; another day and another place are not
    events = [replace(incident(n, "2026-06-01", place="gate"), when=When("2026-06-01", f"words {n}")) for n in (1, 2)]
    case = make(*events, incident(3))
    findings = [
        f for f in check(case, sheet(grounds=[ground(), ground("twin")]), TODAY) if f.id == "F05-acts-in-one-episode"
    ]
    assert len(findings) == 1
    assert findings[0].person.startswith("2 of your events")
    assert findings[0].path == "incidents.i2.separate"
    assert "F05-acts-in-one-episode" not in ids(make(*events, incident(3), incident(4)))
    assert "F05-acts-in-one-episode" not in ids(case, sheet(grounds=[ground(one_episode_counts_once=False)]))
    assert "F05-acts-in-one-episode" not in ids(make(*(replace(e, separate=True) for e in events), incident(3)))


START = date(2025, 12, 15)  # six months before TODAY


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (START - timedelta(days=1), Within.NO),
        (START, Within.YES),
        (START + timedelta(days=1), Within.YES),
        (None, Within.CANNOT_TELL),
    ],
)
def test_window_before_on_and_after(day: date | None, answer: Within) -> None:
    newest = incident(1, day.isoformat() if day else None)
    case = make(newest, incident(2, "2020-01-01"), incident(3, "2020-03-01"))
    law = sheet(grounds=[ground(within={"count": 1, "months": 6})])
    assert support(case, law.orders[0], TODAY)[0].in_window is answer
    assert ("F03-outside-window" in ids(case, law)) is (answer is not Within.YES)
    if answer is Within.CANNOT_TELL:
        finding = found(case, law)["F03-outside-window"]
        assert "cannot be told yet" in finding.person
        assert finding.path == "incidents.i1.when"
    assert "F03-outside-window" not in ids(
        case, sheet(grounds=[*law.orders[0].model_dump()["grounds"], ground("free")])
    )


@pytest.mark.parametrize(("days", "outside"), [(29, False), (30, False), (31, True)])
def test_newest_within_days(days: int, outside: bool) -> None:
    law = sheet(time_limit={"newest_incident_within_days": 30, "cite": "Code 2.9", **S})
    when = (TODAY - timedelta(days=days)).isoformat()
    assert ("F03-outside-window" in ids(make(*(incident(n, when) for n in (1, 2, 3))), law)) is outside


def test_elements_name_events_and_answers() -> None:
    rows = {e.id: (ids_, other) for e, ids_, other in first(make(incident(1, effect=None), incident(2))).elements}
    assert rows["fear"] == (("i2",), ("what it has done",))
    assert rows["again"][0] == ("i1", "i2")
    assert rows["intent"][0] == ()
    assert rows["intent"][1]


# -- the petition ------------------------------------------------------------------------------------

EMPTY: dict[str, Any] = {
    "details": (),
    "petitioner": Petitioner(),
    "relationships": (),
    "why_here": None,
    "incidents": (),
    "effects": Effects(),
    "firearms": told().firearms,
    "against_me": None,
    "none_of": frozenset(),
    "children_cases": None,
    "shared_places": None,
    "told_respondent": None,
    "fee_basis": None,
    "hearing_wanted": None,
    "order_length": None,
    "only_financial": None,
    "address_risk": None,
    "filing_for": "child",
    "filer": Filer(),
    "respondent": replace(told().respondent, name=None, age=None),
}


def test_every_topic_has_an_answer_that_is_missing_in_an_empty_case() -> None:
    assert set(TOPIC_ANSWERS) == set(TOPICS)
    empty = told(**EMPTY)
    missing = {t for t, (answered, _) in TOPIC_ANSWERS.items() if not answered(empty)}
    assert missing == set(TOPICS) - {"order-type", "attached-pages", "firearms", "own-question"}
    assert all(answered(told(indian_child="no")) for answered, _ in TOPIC_ANSWERS.values())


@pytest.mark.parametrize("status", [UNKNOWN, DECLINED, None])
def test_must_state(status: Any) -> None:
    finding = found(make(why_here=None, gaps={"order.why_here": status} if status else {}))["P01-must-state"]
    assert finding.severity is (Severity.NOTE if status else Severity.FIX)
    assert (finding.path, finding.source) == ("order.why_here", "Form 1 venue")


def test_must_state_leads_to_the_part_that_is_missing() -> None:
    assert (
        found(make(petitioner=Petitioner(name="A", mailing_address="x", vulnerability="x")))["P01-must-state"].path
        == "petitioner.age"
    )


def test_must_state_only_where_it_applies() -> None:
    child = Child("c1", "Mia", 9, "mine")
    assert "P01-must-state" in ids(make(has_children=True, children=(child,)))
    assert "P01-must-state" not in ids(make(has_children=True, children=(child,), indian_child="no"))
    for when, change in (
        ("minor", {"petitioner": Petitioner(name="A", age=17, mailing_address="x", vulnerability="x")}),
        ("temporary-order", {"temporary": True}),
        ("firearms", {"firearms": replace(told().firearms, has="maybe")}),
        ("address-withheld", {"secrets": (HOME,)}),
        ("on-behalf", {"filing_for": "adult", "filer": Filer("a", relation="b", authority="c")}),
    ):
        law = sheet(petition_must_state=[{"label": "x", "topic": "venue", "when": when, **S}])
        assert "P01-must-state" in ids(make(why_here=None, **change), law), when
        assert "P01-must-state" not in ids(make(why_here=None), law), when


def test_relationship() -> None:
    assert "F15-relationship" in ids(make(relationships=("coworker",)))
    assert "F15-relationship" not in ids(make(relationships=("coworker", "neighbor")))
    assert "F15-relationship" not in ids(
        make(relationships=("stranger",)), sheet(relationship={"required": True, "any_of": ["any"], **S})
    )
    silent = sheet(petition_must_state=[])
    assert found(make(relationships=()), silent)["F15-relationship-missing"].source == "Code 4"
    assert "F15-relationship-missing" not in ids(make(relationships=()))  # the petition's own list asks


@pytest.mark.parametrize(("age", "noted"), [(15, True), (16, False), (17, False)])
def test_age(age: int, noted: bool) -> None:
    who = replace(told().petitioner, age=age)
    assert ("P02-age" in ids(make(petitioner=who))) is noted
    assert "P02-age" not in ids(make(petitioner=who, filing_for="child", filer=Filer("a", relation="b", authority="c")))


def test_who_files() -> None:
    assert (
        found(make(filing_for="child", filer=Filer("a", relation="b")))["P03-who-files"].path
        == "petitioner.filer_authority"
    )
    assert "P03-who-files" not in ids(make(filing_for="child", filer=Filer("a", relation="b", authority="c")))


def test_not_settled_is_one_note() -> None:
    law = sheet(grounds=[ground(not_settled="not read"), ground("b", not_settled="nor this")])
    notes = [f for f in check(make(), law, TODAY) if f.id == "P04-not-settled"]
    assert len(notes) == 1
    assert "nor this" in notes[0].lawyer


def oath(**change: Any) -> dict[str, Any]:
    return {"declaration": {**order_data()["declaration"], **change}}


def test_signing() -> None:
    assert found(make(signing_place=None))["F53-signature"].path == "signing.place"
    assert found(make(), sheet(**oath(must_show=["county-and-state"])))["F53-signature"].path == "signing.county"
    assert (
        found(
            make(signing_county=None, gaps={"signing.county": UNKNOWN}), sheet(**oath(must_show=["county-and-state"]))
        )["F53-signature"].severity
        is Severity.NOTE
    )
    assert "F53-notary" in ids(make(), sheet(**oath(kind="affidavit-notarized")))
    assert "F53-notary" not in ids(make())


def test_jurat_privacy_blocks_until_the_person_has_chosen() -> None:
    for thing in ("address", "birth-date"):
        law = sheet(**oath(must_show=[thing]), petition_must_state=[])
        bare = replace(told().petitioner, mailing_address=None)
        assert found(make(petitioner=bare, secrets=(HOME,)), law)["F47-jurat-privacy"].severity is Severity.BLOCK
        assert "F47-jurat-privacy" not in ids(make(petitioner=bare), law)  # nothing is hidden
        assert "F47-jurat-privacy" not in ids(make(secrets=(HOME,), birth=date(1990, 3, 3)), law)


def test_requests() -> None:
    bare = Request("no-contact", "No contact", "Code 5", None)
    assert found(make(requests=(bare,)))["F50-request-without-support"].source == "Code 5"
    assert found(make(requests=(replace(bare, gaps={"because": DECLINED}),)))[
        "F50-request-without-support"
    ].person.endswith("It can stay so.")
    assert "F50-no-request" in ids(make(requests=()))


def test_without_an_order_it_says_that_nothing_was_checked() -> None:
    assert ids(make(order=None)) == {"P00-order-not-chosen"}
    assert check(Case(told(order="gone"), Kept((), False), Answers()), sheet(), TODAY)[0].path == "order.type"


when_text = st.one_of(
    st.none(),
    st.dates(date(2019, 1, 1), date(2027, 1, 1)).map(str),
    st.sampled_from(["2026", "2026-05", "2026-06-10~"]),
)
event = st.builds(
    lambda w, p, s, c: {"when": w, "place": p, "separate": s, "conduct": c},
    when_text,
    st.sampled_from([None, "a", "b"]),
    st.sampled_from([None, True, False]),
    st.sampled_from([(), ("following",), ("email",)]),
)
any_ground = st.builds(
    lambda m, o, w: ground(minimum_incidents=m, one_episode_counts_once=o, within=w),
    st.sampled_from([None, 1, 2, 3]),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, {"count": 1, "months": 6}, {"count": 2, "days": 30}]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(event, max_size=5), any_ground)
def test_any_events_under_any_rule(events: list[dict[str, Any]], rule: dict[str, Any]) -> None:
    case = make(incidents=tuple(incident(n, e.pop("when"), **e) for n, e in enumerate([dict(e) for e in events], 1)))
    law = sheet(grounds=[rule])
    got = support(case, law.orders[0], TODAY)[0]
    assert 0 <= got.episodes <= got.acts
    raised = ids(case, law)
    assert not ("F04-count-below-rule" in raised and got.enough is Within.YES)
    assert not ("F05-acts-in-one-episode" in raised and got.episodes >= (got.ground.minimum_incidents or 0))


def test_a_day_somewhere_in_a_year_is_not_called_the_newest() -> None:
    """'In 2026' may be before or after November 3: only what went on until a day is later than a day that is known."""
    from assistant.chronology import in_order, most_recent

    dates = ("2026", "2026-11-03", "2026-10", "2026-10-05/2026-11-20", "2026-11-10~")
    incidents = [replace(incident(n, None), when=When(edtf, "", "")) for n, edtf in enumerate(dates, 1)]
    newest = most_recent(incidents)
    assert newest is not None
    assert newest.number == 4
    assert [i.number for i in in_order(incidents, "newest-first")] == [4, 5, 2, 3, 1]
    assert [i.number for i in in_order(incidents, "oldest-first")] == [1, 3, 4, 2, 5]
