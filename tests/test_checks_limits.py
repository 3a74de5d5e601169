"""Time that does not count, who may use an order, age bands, requests and facts: the edges of each rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_checks_make import HOME, TODAY, S, found, ground, ids, incident, make, order_data, sheet, told

from assistant.case import Child, Firearms, OwnAnswer, Request, TimeLeftOut
from assistant.checks import support
from assistant.checks.limits import newest_limit, window_limit
from assistant.checks.relief_checks import FACTS
from assistant.dates import When, Within
from assistant.findings import Severity
from assistant.jurisdiction.grounds import Window
from assistant.jurisdiction.vocabulary import BEARS_ON_RELIEF

JAIL = {"id": "jail", "label": "They were in jail", "rule": "Time in jail does not count.", "cite": "Code 20"}
LIMIT = {"newest_incident_within_days": 180, "left_out": [JAIL], "cite": "Code 21", **S}


def period(start: date | None, end: date | None) -> TimeLeftOut:
    return TimeLeftOut("t1", "jail", "They were in jail", start, end)


@pytest.mark.parametrize(("age", "late"), [(179, False), (180, False), (181, True)])
def test_days_before_on_and_after(age: int, late: bool) -> None:
    day = (TODAY - timedelta(days=age)).isoformat()
    assert ("F03-outside-window" in ids(make(incident(1, day)), sheet(time_limit=LIMIT))) is late


@pytest.mark.parametrize(("age", "late"), [(209, False), (210, False), (211, True)])
def test_thirty_days_in_jail_move_the_limit_by_thirty(age: int, late: bool) -> None:
    away = period(TODAY - timedelta(days=100), TODAY - timedelta(days=71))  # both ends count: 30 days
    case = make(incident(1, (TODAY - timedelta(days=age)).isoformat()), left_out=(away,))
    assert ("F03-outside-window" in ids(case, sheet(time_limit=LIMIT))) is late


def test_time_before_the_plain_limit_counts_when_the_limit_reaches_it() -> None:
    near = period(TODAY - timedelta(days=100), TODAY - timedelta(days=91))  # 10 days: the limit is 190 back
    far = period(TODAY - timedelta(days=195), TODAY - timedelta(days=186))  # 5 of these lie within, and so on
    limit = newest_limit(sheet(time_limit=LIMIT).orders[0], told(left_out=(near, far)), TODAY)
    assert limit is not None
    assert (TODAY - limit.start).days == 200


def test_overlapping_times_are_left_out_once() -> None:
    one = period(TODAY - timedelta(days=50), TODAY - timedelta(days=41))
    limit = newest_limit(sheet(time_limit=LIMIT).orders[0], told(left_out=(one, one)), TODAY)
    assert limit is not None
    assert (TODAY - limit.start).days == 190


def test_a_time_without_dates_makes_an_old_event_unclear_and_a_new_one_no_less_clear() -> None:
    unknown = period(None, None)
    old, new = (TODAY - timedelta(days=300)).isoformat(), (TODAY - timedelta(days=3)).isoformat()
    law = sheet(time_limit=LIMIT)
    assert "cannot be told yet" in found(make(incident(1, old), left_out=(unknown,)), law)["F03-outside-window"].person
    assert "F03-outside-window" not in ids(make(incident(1, new), left_out=(unknown,)), law)
    assert "F03-outside-window" not in ids(make(incident(1, (TODAY - timedelta(days=300)).isoformat())), sheet())


def test_months_are_counted_as_months() -> None:
    law = sheet(time_limit={"newest_incident_within_days": None, "newest_incident_within_months": 6, **S})
    today = date(2024, 8, 31)
    assert "F03-outside-window" not in ids(make(incident(1, "2024-02-29")), law, today)
    assert "F03-outside-window" in ids(make(incident(1, "2024-02-28")), law, today)
    assert "6 months" in found(make(incident(1, "2024-02-28")), law, today)["F03-outside-window"].person


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=5), st.integers(1, 400))
def test_the_days_that_count_are_as_many_as_the_law_says(spans: list[tuple[int, int]], days: int) -> None:
    away = tuple(period(TODAY - timedelta(days=a + n), TODAY - timedelta(days=a)) for a, n in spans)
    law = sheet(time_limit={**LIMIT, "newest_incident_within_days": days})
    limit = newest_limit(law.orders[0], told(left_out=away), TODAY)
    assert limit is not None
    left = {
        TODAY - timedelta(days=a + k)
        for a, n in spans
        for k in range(n + 1)
        if TODAY - timedelta(days=a + k) >= limit.start
    }
    assert (TODAY - limit.start).days - len(left) == days


def test_a_window_leaves_out_time_only_where_the_law_says_so() -> None:
    away = told(left_out=(period(TODAY - timedelta(days=20), TODAY - timedelta(days=11)),))
    assert window_limit(Window(count=1, days=30), away, TODAY).start == TODAY - timedelta(days=30)
    assert window_limit(Window(count=1, days=30, tolled=True), away, TODAY).start == TODAY - timedelta(days=40)


def test_a_ground_in_time_with_time_left_out() -> None:
    law = sheet(
        grounds=[ground(minimum_incidents=1, within={"count": 1, "days": 180, "tolled": True})], time_limit=LIMIT
    )
    old = incident(1, (TODAY - timedelta(days=185)).isoformat())
    away = period(TODAY - timedelta(days=30), TODAY - timedelta(days=21))
    assert support(make(old), law.orders[0], TODAY)[0].in_window is Within.NO
    assert support(make(old, left_out=(away,)), law.orders[0], TODAY)[0].in_window is Within.YES
    assert support(make(old, left_out=(period(None, TODAY),)), law.orders[0], TODAY)[0].in_window is Within.CANNOT_TELL


def test_no_word_of_delay_where_delay_alone_is_no_reason() -> None:
    old = make(incident(1, "2026-01-05"), effects=replace(told().effects, why_now=None))
    assert "F06-no-recent-incident" in ids(old)
    law = sheet(time_limit={"newest_incident_within_days": None, "delay_alone_is_no_reason": True, **S})
    assert "F06-no-recent-incident" not in ids(old, law)


# -- who may use the order --------------------------------------------------------------------------


def relation(**more: Any) -> dict[str, Any]:
    return {"relationship": {"required": True, "any_of": ["neighbor", "former-dating"], "cite": "Code 4", **S, **more}}


def test_a_relationship_that_another_order_is_for() -> None:
    law = sheet(
        **relation(any_of=["any"], required=False, none_of=["spouse"], none_of_rule="Spouses use another order.")
    )
    said = found(make(relationships=("spouse",)), law)["F15-other-order"]
    assert "Spouses use another order." in said.person
    assert "qualify" not in said.person
    assert "F15-other-order" not in ids(make(relationships=("neighbor",)), law)


def test_an_order_only_for_those_who_cannot_get_another() -> None:
    both = sheet(**relation()).model_dump(mode="json")
    second = {**order_data(), "id": "other", "name": "Other Order", **relation(any_of=["any"], required=False)}
    second["only_without"] = {
        "orders": ["order"],
        "rule": "Only where the first is not available.",
        "cite": "Code 30",
        **S,
    }
    both["orders"].append(second)
    law = type(sheet()).model_validate(both)
    assert found(make(order="other", relationships=("neighbor",)), law)["F15-other-order"].source == "Code 30"
    assert "F15-other-order" not in ids(make(order="other", relationships=("stranger",)), law)


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ("December 15, 2025", None),
        ("December 14, 2025", "more than 6 months"),
        (None, "cannot be told"),
        ("a while ago", "cannot be told"),
    ],
)
def test_a_relationship_that_ended_within_a_time(ended: str | None, said: str | None) -> None:
    needs = {
        "of": ["former-dating"],
        "needs": "It existed in the six months before filing.",
        "ended_within_months": 6,
        "cite": "Code 31",
    }
    law = sheet(**relation(conditions=[needs]))
    case = make(relationships=("former-dating",), relationship_ended=ended)
    finding = found(case, law).get("F15-relationship-condition")
    assert (finding is None) if said is None else (finding is not None and said in finding.person)


def test_a_condition_is_silent_where_another_relationship_counts_as_it_is() -> None:
    needs = {"of": ["former-dating"], "needs": "A shared home.", "cite": None}
    law = sheet(**relation(conditions=[needs]))
    assert "F15-relationship-condition" in ids(make(relationships=("former-dating",)), law)
    assert "F15-relationship-condition" not in ids(make(relationships=("former-dating", "neighbor")), law)


@pytest.mark.parametrize(("age", "noted"), [(13, True), (14, True), (15, True), (16, False), (17, False)])
def test_age_bands(age: int, noted: bool) -> None:
    bands = [
        {"from_age": 0, "below_age": 14, "files_alone": False, "rule": "A guardian is appointed.", "cite": None},
        {"from_age": 14, "below_age": 16, "files_alone": None, "rule": "It is not clear.", "cite": None},
        {"from_age": 16, "below_age": 18, "files_alone": True, "rule": "Files alone.", "cite": None},
    ]
    who = {**order_data()["petitioner"], "ages": bands}
    case = make(petitioner=replace(told().petitioner, age=age))
    assert ("P02-age-band" in ids(case, sheet(petitioner=who))) is noted
    assert "P02-age" not in ids(case, sheet(petitioner=who))


def test_an_address_left_off_needs_another() -> None:
    rule = {**order_data()["confidentiality"], "alternative_address_required": True}
    bare = replace(told().petitioner, mailing_address=None)
    law = sheet(confidentiality=rule, petition_must_state=[])
    assert found(make(petitioner=bare, secrets=(HOME,)), law)["P05-other-address"].severity is Severity.FIX
    assert "P05-other-address" not in ids(make(secrets=(HOME,)), law)
    assert "P05-other-address" not in ids(make(petitioner=bare), law)


# -- own questions, requests ------------------------------------------------------------------------


def test_what_only_this_place_asks() -> None:
    asked = {
        "label": "Military service",
        "topic": "own-question",
        "id": "military",
        "ask": "Are they in the military?",
        "cite": "Form 9",
        **S,
    }
    law = sheet(petition_must_state=[asked])
    silent = OwnAnswer("military", "Military service", "Are they in the military?", None)
    said = found(make(own_answers=(silent,)), law)["P01-must-state"]
    assert (said.path, said.source) == ("court.asks.military.answer", "Form 9")
    assert "P01-must-state" not in ids(make(own_answers=(replace(silent, text="No."),)), law)


def test_every_fact_that_bears_on_a_request_can_be_seen() -> None:
    assert set(FACTS) == set(BEARS_ON_RELIEF)


def asks(**bears: list[str]) -> Any:
    return sheet(
        relief=[
            {"id": k.replace("_", "-"), "label": k, "cite": f"Code {k}", "bears_on": v, **S} for k, v in bears.items()
        ]
    )


def test_a_request_with_a_fact_needs_no_further_word() -> None:
    bare = Request("no-contact", "No contact", "Code 5", None)
    law = asks(no_contact=["contact"])
    assert "F50-request-without-support" in ids(make(requests=(bare,)), law)
    called = incident(1, conduct=("phone-calls",))
    assert "F50-request-without-support" not in ids(make(called, requests=(bare,)), law)
    assert "F50-request-without-support" not in ids(make(requests=(replace(bare, because="He calls."),)), law)


def test_a_telling_fact_without_a_request_is_noted_neutrally() -> None:
    law = asks(no_contact=["contact"], give_up_guns=["firearms"], custody=["children"])
    armed = make(firearms=Firearms(has="maybe"))
    said = found(armed, law)["F50-fact-without-request"]
    assert said.severity is Severity.NOTE
    assert "give_up_guns" in said.person
    assert "That may be right." in said.person
    asked = (*told().requests, Request("give-up-guns", "x", None, "y"))
    assert "F50-fact-without-request" not in ids(make(firearms=Firearms(has="maybe"), requests=asked), law)
    family = make(children=(Child("c1", "Mia", 9, "ours"),), has_children=True, indian_child="no")
    assert "custody" in found(family, law)["F50-fact-without-request"].person
    assert "F50-fact-without-request" not in ids(make(), law)


def test_unknown_dates_stay_unclear() -> None:
    law = sheet(grounds=[ground(minimum_incidents=1, within={"count": 1, "months": 6})])
    for when in (None, "2025", "2025-12~"):
        assert support(make(incident(1, when)), law.orders[0], TODAY)[0].in_window is Within.CANNOT_TELL
    assert When("2025-12-15").earliest() == date(2025, 12, 15)
