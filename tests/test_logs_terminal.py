"""Logs at a real pseudo-terminal: what is asked, what Enter keeps, leaving in the middle."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest
from test_terminal_interview import PLAIN, Terminal

CHAT = "".join(f"05/0{n}/2025, 21:04 - {'Me P' if n % 2 else 'Sam Roe'}: hi {n}\n" for n in (5, 5))
CARRIER = "Call Date,Time,Line,Min\n05/13/2025,9:04 PM,5550104471,2\n05/14/2025,9:05 PM,5550104471,1\n"
SPARC = "Date,Description,Location\n05/06/2025,He waited,Bus stop\n"


class Import(Terminal):
    """`paperwork log import` of some files."""

    def __init__(self, case: Path, *files: Path) -> None:
        self.case = case
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "assistant", "log", "import", *map(str, files), "--case", str(case)],
            env={**os.environ, **PLAIN, "PYTHONUTF8": "1", "TZ": "America/New_York"},
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 80),
        )


def test_what_is_asked_when_files_come_in(tmp_path: Path) -> None:
    for name, text in (("chat.txt", CHAT), ("calls.csv", CARRIER), ("log.csv", SPARC)):
        (tmp_path / name).write_text(text)
    at = Import(tmp_path / "notes", *(tmp_path / n for n in ("chat.txt", "calls.csv", "log.csv")))
    at.answer("Now: America/New_York. Press Enter", "nowhere")
    at.answer("not known", "chicago")
    at.see("Times are read as of America/Chicago")
    at.answer("Which name in this file is yours?", "1")
    at.see("Taken in as log 1: 2 messages, May 5, 2025")  # 05/05 has one reading only
    at.see("Which column holds the number of the other side?", "3. Line (5550104471; 5550104471)")
    at.answer("It may be 3: press Enter if so.", "3")
    at.see("3. Line: the other side's number", "First rows: 5550104471; 5550104471")
    at.type("")
    at.see("Taken in as log 2: 2 calls")
    at.answer("1. May 6, 2025 2. June 5, 2025", "2")
    at.see("1 event was taken in")
    assert at.ended() == 0
    saved = at.saved()
    assert saved["incidents.i1.when"]["value"]["edtf"] == "2025-06-05"  # type: ignore[index]
    assert saved["logs.files.f1.me"]["value"] == "Me P"  # type: ignore[index]
    assert "Line=number" in saved["logs.files.f2.mapping"]["value"]  # type: ignore[index]
    # the mapping is kept with the case: the next month's list needs no more than a yes
    (tmp_path / "june.csv").write_text(CARRIER.replace("05/", "06/"))
    at = Import(tmp_path / "notes", tmp_path / "june.csv")
    at.answer("Now:", "")
    at.answer("3. Line: the other side's number", "")
    at.see("Taken in as log 4: 2 calls")
    assert at.ended() == 0


def test_leaving_while_something_is_asked_keeps_what_was_taken_in(tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_text(CHAT)
    (tmp_path / "calls.csv").write_text(CARRIER)
    at = Import(tmp_path / "notes", tmp_path / "chat.txt", tmp_path / "calls.csv")
    at.answer("Now:", "")
    at.answer("Which name", "")
    at.answer("Which column holds the number", "x")
    assert at.ended() == 130
    data = json.loads((tmp_path / "notes" / "case.json").read_text("utf-8"))
    assert data["answers"]["items"]["logs.files"] == ["f1"]
    assert len(list((tmp_path / "notes" / "evidence").iterdir())) == 1


@pytest.mark.parametrize("stop", ["\x03", "\x04"])
def test_interrupted_there_is_no_half_of_a_file(tmp_path: Path, stop: str) -> None:
    (tmp_path / "chat.txt").write_text(CHAT)
    at = Import(tmp_path / "notes", tmp_path / "chat.txt")
    at.see("Now:")
    at.child.expect("> ?")
    at.child.send(stop)
    assert at.ended() == 130
    assert not (tmp_path / "notes" / "evidence").exists()
