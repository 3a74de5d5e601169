"""What a person and an author see of the law: lists, sheets, comparison, deadlines, lint, a new sheet, the README's table."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from test_checks_make import S, sheet
from test_cli import refused, run

from assistant.answers import Answers
from assistant.cli.law import coverage_table
from assistant.errors import PersonError
from assistant.interview import look_at
from assistant.jurisdiction import Sheet, codes, load, read_sheet
from assistant.jurisdiction.blank_sheet import blank_sheet
from assistant.jurisdiction.compare import compare
from assistant.jurisdiction.load import look_over
from assistant.jurisdiction.status import read_date, status
from assistant.questions import choosing

TODAY = date(2026, 11, 24)


def test_the_list_names_every_order_with_its_date() -> None:
    said = " ".join(run("jurisdictions").stdout.split())
    for code in codes():
        place = load(code)
        assert f"{code} {place.name}" in said
        assert f"law as of {place.as_of.isoformat()}" in said
        assert all(f"{o.id}: {o.name}" in said for o in place.orders)


@pytest.mark.parametrize("code", codes())
def test_a_sheet_reads_in_the_terminal(code: str) -> None:
    place = load(code)
    done = run("jurisdictions", "show", code, "--plain")
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    for order in place.orders:
        assert " ".join(order.declaration.text.split()) in said
        for ground in order.grounds:
            assert ground.label in said
    assert "\033" not in done.stdout
    assert max(len(line) for line in done.stdout.split("\n")) <= 300


def test_one_order_as_a_page(tmp_path: Path) -> None:
    from pypdf import PdfReader

    page = tmp_path / "sheet.pdf"
    done = run("jurisdictions", "show", "us-ma", "--order", "harassment-prevention", "--out", str(page))
    assert done.returncode == 0, done.stderr
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(page).pages).split())
    assert "Harassment Prevention Order" in text
    assert "Abuse Prevention Order (G.L." not in text
    assert "a file of this name is there already" in refused("jurisdictions", "show", "us-ma", "--out", str(page))


def test_wrong_names_are_told_in_one_sentence() -> None:
    assert "is not covered" in refused("jurisdictions", "show", "us-zz")
    assert "has no order" in refused("jurisdictions", "show", "us-ma", "--order", "x")
    assert "not a word for a relationship" in refused("compare", "us-ma", "--relationship", "friend")
    assert "names no order" in refused("deadlines", "--place", "us-ma/x")
    assert "Write it as 2026-05-02." in refused("deadlines", "--place", "us-ma/abuse-prevention", "--filed", "soon")
    assert "not a place's code" in refused("new", "jurisdiction", "Utah")


def test_comparison_is_neutral_and_cites() -> None:
    done = run("compare", "us-ma", "us-ca", "--relationship", "neighbor")
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert "Massachusetts: Harassment Prevention Order" in said
    assert "California: Civil Harassment" in said
    assert "These do not name that relationship:" in said
    assert "§ 527.6" in said
    for word in ("you qualify", "you can get", "eligible", "recommend", "you should"):
        assert word not in said.lower()


def test_comparison_leaves_out_no_order_and_no_ground() -> None:
    sheets = [load(c) for c in codes()]
    found = compare(sheets)
    assert len(found.heads) == sum(len(s.orders) for s in sheets)
    takes = dict(found.rows)["What it takes"]
    orders = [o for s in sheets for o in s.orders]
    for words, order in zip(takes, orders, strict=True):
        assert all(g.label in words for g in order.grounds if not g.lawyer_only)


def test_deadlines_and_a_calendar_file(tmp_path: Path) -> None:
    ics = tmp_path / "a.ics"
    done = run(
        "deadlines",
        "--place",
        "us-ma/harassment-prevention",
        "--filed",
        "2026-11-24",
        "--temporary",
        "2026-11-24",
        "--ics",
        str(ics),
    )
    assert done.returncode == 0, done.stderr
    assert "Hearing, latest" in done.stdout
    assert "BEGIN:VEVENT" in ics.read_text("utf-8")


def test_the_table_in_the_readme_is_the_data() -> None:
    assert coverage_table() in (ROOT / "README.md").read_text("utf-8")
    assert run("jurisdictions", "table").stdout == coverage_table()


# -- for authors ------------------------------------------------------------------------------------


def test_every_sheet_is_without_problems() -> None:
    done = run("jurisdictions", "lint")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("no problems") == len(codes())


def test_a_new_sheet_has_every_key(tmp_path: Path) -> None:
    done = run("new", "jurisdiction", "us-xx", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "us-xx" / "law.yaml").read_text("utf-8")
    assert text == blank_sheet("us-xx")

    def keys(schema: object) -> set[str]:
        if isinstance(schema, dict):
            return set(schema.get("properties", {})).union(*(keys(v) for v in schema.values()))
        return set().union(*(keys(v) for v in schema)) if isinstance(schema, list) else set()

    missing = {k for k in keys(Sheet.model_json_schema()) if f"{k}:" not in text}
    assert not missing
    lint = run("jurisdictions", "lint", str(tmp_path / "us-xx" / "law.yaml"))
    assert lint.returncode == 2
    assert "us-xx/law.yaml:" in lint.stdout
    assert "must be known" in lint.stdout
    assert "is not a key" not in lint.stdout
    assert "there already" in refused("new", "jurisdiction", "us-xx", "--out", str(tmp_path))


def broken(tmp_path: Path, *changes: tuple[str, str]) -> list[str]:
    folder = tmp_path / "us-ma"
    folder.mkdir()
    text = (ROOT / "jurisdictions" / "us-ma" / "law.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "law.yaml").write_text(text, "utf-8")
    try:
        _, problems = look_over(folder / "law.yaml")
    except PersonError as error:
        problems = list(error.problems)
    return [str(p) for p in problems]


def test_problems_of_all_kinds_come_at_once(tmp_path: Path) -> None:
    said = "\n".join(
        broken(
            tmp_path,
            ("minimum_incidents: 1\n", "minimum_incidnets: 1\n"),
            ("src: [s1, s3, s6]", "src: [s1, s99]"),
            ("usual_age: 18", "usual_age: many"),
            ("  petitioner: plaintiff", "  petitioner: null"),
        )
    )
    assert "Did you mean 'minimum_incidents'?" in said
    assert "source 's99' is cited but not listed" in said
    assert "usual_age" in said
    assert "terms.petitioner is null, and this one must be known." in said
    assert all("law.yaml:" in line for line in said.split("\n"))


def test_entries_that_contradict_each_other(tmp_path: Path) -> None:
    data = sheet().model_dump(mode="json")
    order = data["orders"][0]
    order["grounds"][0]["within"] = {"count": 5, "months": 6, "tolled": True}
    order["tracks"] = [{"id": "a", "label": "a", "text": "x", "grounds": ["nothing"], "any_of": ["any"], **S}]
    order["only_without"] = {"orders": ["order"], "rule": "x", **S}
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "law.yaml").write_text(json.dumps(data), "utf-8")
    with pytest.raises(PersonError) as caught:
        read_sheet(folder / "law.yaml")
    said = str(caught.value)
    for words in (
        "wants 5 acts, but its number is 3",
        "is tolled, but",
        "'nothing' is no ground",
        "'order' is no other order",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-10-20", date(2025, 10, 20)),
        ('page says "Last updated: October 20, 2025"', date(2025, 10, 20)),
        ("edition 04/23/2020 (PDF text read)", date(2020, 4, 23)),
        ("5/10", date(2010, 5, 28)),
        ("Rev. 09/2024", date(2024, 9, 28)),
        ("2012 copy; amended since", date(2012, 12, 31)),
        (None, None),
        ("no date", None),
    ],
)
def test_the_date_of_a_source(text: str | None, day: date | None) -> None:
    assert read_date(text) == day


def test_status_lists_old_sources_and_law_now_in_force() -> None:
    data = sheet().model_dump(mode="json")
    data["sources"]["s1"]["date"] = "2024-11-23"
    data["upcoming"] = [
        {"text": "New words.", "effective": "2026-01-01", **S},
        {"text": "Later words.", "effective": "2027-01-01", **S},
    ]
    found = status(Sheet.model_validate(data), TODAY)
    assert [a.id for a in found.old] == ["s1"]
    assert "orders.0.fee" in found.old[0].facts
    assert [u.text for u in found.now_in_force] == ["New words."]
    assert [u.text for u in found.still_to_come] == ["Later words."]
    data["sources"]["s1"]["date"] = "2024-11-24"
    assert not status(Sheet.model_validate(data), TODAY).old
    assert run("jurisdictions", "status", "us-ma", "--facts").returncode == 0


# -- choosing an order ------------------------------------------------------------------------------


def choose(code: str, *relationships: str) -> list[tuple[str, str]]:
    answers = Answers()
    answers.put("place.jurisdiction", code)
    if relationships:
        answers.put("relationship.kinds", list(relationships))
    return [(o.id, o.detail + "\n" + o.more) for o in choosing.orders(look_at(answers, TODAY))]


@pytest.mark.parametrize("code", codes())
def test_orders_stand_in_the_order_of_the_sheet_until_a_relationship_is_given(code: str) -> None:
    assert [i for i, _ in choose(code)] == [o.id for o in load(code).orders]


def test_orders_for_other_relationships_stand_last_with_the_reason() -> None:
    found = choose("us-ma", "neighbor")
    assert [i for i, _ in found] == ["harassment-prevention", "abuse-prevention"]
    assert "Shown last" in found[1][1]
    assert "neighbor" in found[1][1]
    assert "Shown last" not in found[0][1]
    assert "how you know each other: neighbor" in found[0][1]
    for _, detail in found:
        for words in (
            "Who may ask:",
            "Against whom:",
            "What it takes",
            "What the court can order:",
            "Your answers that bear on it:",
        ):
            assert words in detail


# -- speed of loading does not hang on how many there are --------------------------------------------


def test_naming_the_places_loads_no_sheet(tmp_path: Path) -> None:
    from assistant.jurisdiction.load import names

    assert names()["us-ma"] == "Massachusetts"
    shutil.rmtree(tmp_path)
