"""The law sheets: all facts sourced, mistakes reported at once with their line, every word known to the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT

from assistant.errors import PersonError
from assistant.jurisdiction import codes, json_schema, load, read_sheet
from assistant.jurisdiction.vocabulary import CONDUCT, TOPICS
from assistant.questions import every_group, every_question
from assistant.questions.kinds import Option


@pytest.fixture(params=codes())
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_first_four_places() -> None:
    assert {"us-ca", "us-ma", "us-mn", "us-wa"} <= set(codes())
    assert [o.id for o in load("us-ca").orders] == [
        "domestic-violence",
        "civil-harassment",
        "elder-dependent-adult-abuse",
    ]
    assert [o.id for o in load("us-ma").orders] == ["abuse-prevention", "harassment-prevention"]
    assert [o.id for o in load("us-mn").orders] == ["order-for-protection", "harassment-restraining-order"]
    assert [o.id for o in load("us-wa").orders] == [
        "domestic-violence",
        "sexual-assault",
        "stalking",
        "antiharassment",
        "vulnerable-adult",
    ]


def test_every_fact_has_sources_that_exist(code: str) -> None:
    sheet = load(code)  # refuses anything else
    assert sheet.sources
    for order in sheet.orders:
        assert order.declaration.src
        assert order.choose_when.text


def test_numbers_that_decide_cases() -> None:
    """The facts that a wrong digit would turn, one by one."""
    acts = {g.id: g for g in load("us-ma").order("harassment-prevention").grounds}
    assert acts["three-acts"].minimum_incidents == 3
    assert acts["three-acts"].one_episode_counts_once is True
    assert acts["listed-crime"].minimum_incidents == 1
    harassment = {g.id: g for g in load("us-ca").order("civil-harassment").grounds}
    assert harassment["course-of-conduct"].minimum_incidents == 2
    assert load("us-ca").order("domestic-violence").petitioner.minimum_age == 12
    assert load("us-wa").order("stalking").petitioner.minimum_age == 15
    unlimited = ("us-ca", "us-ma", "us-mn", "us-wa")
    assert all(o.time_limit.newest_incident_within_days is None for c in unlimited for o in load(c).orders)
    hro = {g.id: g for g in load("us-mn").order("harassment-restraining-order").grounds}
    assert hro["repeated-intrusive-acts"].minimum_incidents == 2
    assert hro["single-assault"].minimum_incidents == 1
    assert load("us-ma").order("abuse-prevention").procedure.hearing.day_kind == "court"


OATHS = {
    (
        "us-ca",
        "domestic-violence",
    ): "I declare under penalty of perjury under the laws of the State of California that the foregoing "
    "is true and correct.",
    (
        "us-wa",
        "stalking",
    ): "I declare under penalty of perjury under the law of Washington that the foregoing is true and correct.",
    (
        "us-mn",
        "order-for-protection",
    ): "I declare under penalty of perjury that everything that I have stated in this document is "
    "true and correct. Minn. Stat. § 358.116.",
    (
        "us-ma",
        "harassment-prevention",
    ): "I declare under penalty of perjury that all statements of fact made above, and in any "
    "additional pages attached are true.",
}


@pytest.mark.parametrize(("place", "order"), OATHS)
def test_oaths_word_for_word(place: str, order: str) -> None:
    oath = load(place).order(order).declaration
    assert (oath.attached_text or oath.text) == OATHS[place, order]


def test_every_topic_a_petition_must_state_is_asked_somewhere(code: str) -> None:
    asked = {t for _, q in every_question() for t in q.topics} | {t for _, g in every_group() for t in g.topics}
    # counted when the packet is made, not asked
    asked |= {"attached-pages"}
    for order in load(code).orders:
        for item in order.petition_must_state:
            assert item.topic in asked, (order.id, item.label, item.topic)


@pytest.mark.parametrize("code", codes())
def test_own_questions_read_as_headings_in_a_sworn_paper(code: str) -> None:
    """The label of an own question stands over the answer in the declaration: a matter, not a question or a request."""
    for order in load(code).orders:
        for item in order.petition_must_state:
            if item.topic == "own-question":
                first = item.label.split()[0].strip(":,").casefold()
                assert first not in {"whether", "if", "why", "which", "what", "when", "who", "how", "state", "tell"}
                assert not item.label.endswith("?")
                assert "?" in (item.ask or ""), item.id


def test_all_topics_are_asked() -> None:
    asked = {t for _, q in every_question() for t in q.topics} | {t for _, g in every_group() for t in g.topics}
    assert set(TOPICS) - asked == {"attached-pages"}


def test_all_problems_at_once_with_file_line_and_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "us-ma"
    folder.mkdir()
    text = (ROOT / "jurisdictions" / "us-ma" / "law.yaml").read_text("utf-8")
    lines = text.split("\n")
    at = {
        key: next(n for n, line in enumerate(lines, 1) if line.startswith(key))
        for key in ("name:", "as_of:", "confidence:")
    }
    text = (
        text.replace("\nname: ", "\nnmae: ", 1)
        .replace("\nas_of: ", "\nas_of: yesterday-", 1)
        .replace("\nconfidence: high", "\nconfidence: total", 1)
    )
    (folder / "law.yaml").write_text(text, "utf-8")
    with pytest.raises(PersonError) as caught:
        read_sheet(folder / "law.yaml")
    said = {p.where for p in caught.value.problems}
    assert f"us-ma/law.yaml:{at['as_of:']}" in said
    assert f"us-ma/law.yaml:{at['confidence:']}" in said
    assert any("'nmae' is not a key" in p.what and p.remedy for p in caught.value.problems)
    assert any("'name' is missing" in p.what for p in caught.value.problems)


def test_a_source_nobody_listed_and_one_nobody_uses(tmp_path: Path) -> None:
    folder = tmp_path / "us-ma"
    folder.mkdir()
    text = (ROOT / "jurisdictions" / "us-ma" / "law.yaml").read_text("utf-8")
    import yaml

    data = yaml.safe_load(text)
    data["sources"]["s99"] = {"url": "https://example.org", "title": "Nothing", "date": None, "supports": ["x"]}
    data["terms"]["src"] = ["s77"]
    data["as_of"] = str(data["as_of"])
    (folder / "law.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    with pytest.raises(PersonError) as caught:
        read_sheet(folder / "law.yaml")
    assert "source 's77' is cited but not listed" in str(caught.value)
    assert "source 's99' supports nothing" in str(caught.value)


def test_schema_for_editors() -> None:
    schema = json.loads(json_schema())
    assert schema["additionalProperties"] is False
    assert "orders" in schema["properties"]


def test_no_place_is_named_in_the_program() -> None:
    import re

    names = [load(c).name for c in codes()]
    for path in (ROOT / "assistant").rglob("*.py"):
        text = path.read_text("utf-8")
        for name in [*names, *codes()]:
            assert not re.search(rf"\b{re.escape(name)}\b", text), f"{path.name} names {name}"


def test_conduct_labels_are_plain() -> None:
    for label, _ in CONDUCT.values():
        assert Option("x", label).label
        assert not {"alleged", "victim", "abuser"} & set(label.lower().split())
