"""Names of files that go to the court keep to its rule, stay apart and sort in order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_cli import run

from assistant.jurisdiction import load
from assistant.jurisdiction.efiling import Efiling
from assistant.packet.names import fitted
from assistant.packet.preflight import preflight


def rules(**more: Any) -> Efiling:
    return Efiling(src=["s1"], **more)


LETTERS = rules(file_name_charset="alphanumeric", file_name_max=50)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("01-petition.pdf", None, "01-petition.pdf"),
        ("01-petition.pdf", rules(), "01-petition.pdf"),
        ("01-petition.pdf", LETTERS, "01petition.pdf"),
        ("court-packet.pdf", LETTERS, "courtpacket.pdf"),
        ("court-packet-part-1-of-2.pdf", LETTERS, "courtpacketpart1of2.pdf"),
        ("03-form_9.1.pdf", rules(file_name_charset="alphanumeric-hyphen"), "03-form91.pdf"),
        ("03-exhibits-part-2-of-3.pdf", rules(file_name_max=22), "03-exh-part-2-of-3.pdf"),
        ("12-declaration.pdf", rules(file_name_max=12), "12-decla.pdf"),
    ],
)
def test_a_name_as_the_court_takes_it(name: str, given: Efiling | None, said: str) -> None:
    assert fitted(name, given) == said


@given(
    st.lists(st.text("abc-_.9 ", min_size=1, max_size=60), min_size=2, max_size=12),
    st.integers(2, 9),
    st.integers(24, 60),
)
def test_names_fit_stay_apart_and_sort_as_they_are_numbered(words: list[str], parts: int, most: int) -> None:
    given = rules(file_name_charset="alphanumeric", file_name_max=most)
    names = [
        fitted(f"{n:02d}-{word}-part-{k}-of-{parts}.pdf", given)
        for n, word in enumerate(words, 1)
        for k in range(1, parts + 1)
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9]+\.pdf", name) and len(name) <= most for name in names)
    assert sorted(set(names)) == names


def test_a_packet_passes_the_check_of_its_own_file_names(tmp_path: Path) -> None:
    """One order of a place whose court wants letters and digits alone, made as a person makes it."""
    sheet = load("us-tx")
    order = sheet.order("family-violence")
    assert order.efiling is not None
    assert order.efiling.file_name_charset == "alphanumeric"
    answers = ROOT / "samples" / "orders" / "us-tx" / "family-violence.yaml"
    done = run("packet", "--answers", str(answers), "--out", str(tmp_path / "papers"), cwd=None)
    assert done.returncode == 0, done.stderr
    for folder in ("court", "served", "confidential"):
        files = sorted((tmp_path / "papers" / folder).iterdir())
        assert len(files) >= 2
        numbered = [f.name for f in files if f.name[0].isdecimal()]
        assert [int(name[:2]) for name in numbered] == list(range(1, len(numbered) + 1))
        for file in files:
            found = {r.rule: r.verdict for r in preflight(file.name, file.read_bytes(), order.efiling, sheet.paper)}
            assert found["file name"] == "pass"
            assert "fail" not in found.values(), file.name
    told = (tmp_path / "papers" / "private" / "efiling-check.txt").read_text("utf-8")
    assert "court/01petition.pdf" in told
    assert "courtpacket.pdf" in told
    assert "FAIL" not in told
    assert "Not settled: " in told
    listed = (tmp_path / "papers" / "private" / "manifest.txt").read_text("ascii")
    assert "  court/01petition.pdf\n" in listed
    assert "  private/private-packet.pdf\n" in listed


def test_a_packet_is_pdf_a_without_asking_where_the_court_requires_it(tmp_path: Path) -> None:
    answers = ROOT / "samples" / "orders" / "us-ny" / "family-offense-order-of-protection.yaml"
    done = run("packet", "--answers", str(answers), "--out", str(tmp_path / "papers"), cwd=None)
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "papers" / "private" / "efiling-check.txt").read_text("utf-8")
    assert "it says that it is PDF/A" in told
    assert "it is not PDF/A" not in told
    assert "FAIL" not in told
