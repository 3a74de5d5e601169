"""The sentence offered for an exhibit, as the person meets it: shown, never kept unread, their own words kept as typed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest
from conftest import ROOT, Sample

from assistant.vault import Vault

ASK = """
import contextlib, sys
from datetime import date
from pathlib import Path
from assistant.terminal.screen import Left, Screen
from assistant.terminal.session import Session
from assistant.vault import Vault
vault = Vault.open(Path(sys.argv[1]))
with contextlib.suppress(Left):  # the input ends
    Session(vault, Screen(plain=True), date(2026, 11, 24)).ask_again([sys.argv[2]])
vault.save()
"""


def asked(tmp_path: Path, typed: list[str]) -> tuple[str, object]:
    """What was shown, and what was kept, when the question comes for an exhibit of the kind 'photo'."""
    answers = Sample("ca-neighbor").answers
    item = next(e for e in answers.ids("exhibits") if answers.value(f"exhibits.{e}.kind") == "photo")
    path = f"exhibits.{item}.foundation"
    answers.given.pop(path)
    vault = Vault.open(tmp_path / "notes")
    vault.answers = answers
    vault.save()
    child = pexpect.spawn(
        sys.executable,
        ["-c", ASK, str(tmp_path / "notes"), path],
        cwd=str(ROOT),
        env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"},
        encoding="utf-8",
        timeout=30,
        dimensions=(60, 100),
    )
    said = ""
    for line in typed:
        child.expect("> ")
        said += child.before
        child.send(line + "\r")
    child.expect(["> ", pexpect.EOF])
    said += child.before
    child.close(force=True)
    assert "Traceback" not in said, said
    return " ".join(said.split()), Vault.open(tmp_path / "notes").answers.value(path)


def test_the_sentence_is_shown_and_own_words_are_kept_exactly(tmp_path: Path) -> None:
    said, kept = asked(tmp_path, ["I took it on May 2, 2026.", "It shows my arm.", "."])
    assert "Here is a sentence to begin from" in said
    assert "This is a photo taken by [me, or who] on [date]" in said
    assert kept == "I took it on May 2, 2026.\nIt shows my arm."


@pytest.mark.parametrize("typed", [["", "skip"], ["skip"]])
def test_enter_does_not_keep_a_sentence_nobody_changed(tmp_path: Path, typed: list[str]) -> None:
    _, kept = asked(tmp_path, typed)
    assert kept is None
