"""Logs at a real pseudo-terminal: what is asked, what Enter keeps, leaving in the middle."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest
from test_cli import run
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


FOREIGN = (
    "My account: 1;;;;\nRufnummer;Tag;Uhrzeit;Art;Dauer\n"
    "5550104471;13.05.2025;21:04;eingehend;2\n5550104471;14.05.2025;21:14;eingehend;95\n"
)


def test_the_words_of_the_questionnaire_work_at_every_question(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(FOREIGN)
    (tmp_path / "chat.txt").write_text(CHAT.replace("Me P", "Sam Roe", 1) + CHAT)
    at = Import(tmp_path / "notes", tmp_path / "calls.csv", tmp_path / "chat.txt")
    at.answer("In which time zone are the times", "help")
    at.answer("You can always type: back, skip, later, help, why, repeat, pause, x", "why")
    at.answer("your local time", "back")
    at.answer("This is the first question.", "pause")
    at.answer("Notes. Press Enter to go on.", "")
    at.answer("In which time zone are the times", "EST")
    at.see("Times are read as of America/New_York")  # and not of a zone that never changes its clocks
    at.answer("Which column holds the day", "back")
    at.answer("In which time zone are the times", "Central")
    at.answer("Which column holds the day", "9")
    at.answer("Type a number from 1 to 5, or skip.", "")
    at.answer("Which column holds the number of the other side?", "1")
    at.answer("Which column holds the time of day?", "3")
    at.answer("3. Uhrzeit: the time of day", "5")
    at.answer("What does 'Dauer' hold?", "99")
    at.answer("Type a number from 1 to 14.", "duration")
    at.answer("5. Dauer: length", "")
    at.answer("What is 2?", "minutes")
    at.answer("Type 1 or 2.", "1")
    at.see("Taken in as log 1: 2 calls, May 13, 2025 to May 14, 2025.")
    at.answer("Which name in this file is yours?", "help")
    at.answer("Pick the name under which your own messages stand.", "1")
    at.answer("Which number is on its contact card?", "why")
    at.answer("A number can be looked up.", "no idea")
    at.answer("That is no telephone number.", "back")
    at.answer("Which name in this file is yours?", "me p")
    at.answer("saved name 'Sam Roe'. Which number is on its contact card?", "I don't know")
    at.see("Taken in as log 2")
    assert at.ended() == 0
    saved = at.saved()
    assert saved["logs.files.f1.zone"]["value"] == "America/Chicago"  # type: ignore[index]
    assert saved["logs.files.f1.mapping"]["value"].split("\n") == [  # type: ignore[index]
        "Rufnummer=number", "Tag=date", "Uhrzeit=time", "Art=ignore", "Dauer=seconds",
    ]  # fmt: skip
    assert saved["logs.files.f2.me"]["value"] == "Me P"  # type: ignore[index]
    assert "logs.files.f2.number" not in saved  # 'I don't know' is no number
    shown = run("log", "show", "1", "--case", str(tmp_path / "notes")).stdout
    assert "9:04 p.m., with the number ending 4471, phone call, 0 min 2 s" in " ".join(shown.split())


@pytest.mark.parametrize("word", ["skip", "later", "i do not know"])
def test_a_file_whose_dates_nobody_can_tell_is_left_out_and_the_next_goes_on(tmp_path: Path, word: str) -> None:
    (tmp_path / "log.csv").write_text(SPARC)
    (tmp_path / "chat.txt").write_text(CHAT)
    at = Import(tmp_path / "notes", tmp_path / "log.csv", tmp_path / "chat.txt")
    at.answer("1. May 6, 2025 2. June 5, 2025", "may")
    at.answer("Type 1 or 2.", word)
    at.see("log.csv is left out. Nothing of it was kept")
    at.answer("In which time zone", "skip")
    at.answer("Which name", "skip")
    at.see("Taken in as log 1")
    assert at.ended() == 0
    data = json.loads((tmp_path / "notes" / "case.json").read_text("utf-8"))
    assert data["answers"]["items"] == {"logs.files": ["f1"]}


@pytest.mark.parametrize("leave", ["x", "\x03"])
def test_leaving_in_the_middle_of_the_columns_keeps_nothing_of_the_file(tmp_path: Path, leave: str) -> None:
    (tmp_path / "calls.csv").write_text(FOREIGN)
    at = Import(tmp_path / "notes", tmp_path / "calls.csv")
    at.answer("In which time zone", "")
    at.answer("Which column holds the day", "2")
    at.see("Which column holds the number")
    at.child.expect("> ?")
    at.child.send(leave + ("\r" if leave == "x" else ""))
    assert at.ended() == 130
    assert not (tmp_path / "notes" / "evidence").exists()
    assert not list((tmp_path / "notes").glob(".new-*"))


def test_a_social_network_has_accounts_and_no_contact_cards(tmp_path: Path) -> None:
    thread = {
        "participants": [{"name": "Dana W"}, {"name": "Alex Doe"}],
        "messages": [{"sender_name": "Alex Doe", "timestamp_ms": 1746237851000, "content": "hi"}],
    }
    (tmp_path / "message_1.json").write_text(json.dumps(thread))
    at = Import(tmp_path / "notes", tmp_path / "message_1.json")
    at.answer("In which time zone", "")
    at.answer("Which name", "1")
    at.answer("the name 'Alex Doe'. Which account is it?", "alex.doe.77")
    at.see("Taken in as log 1")
    assert at.ended() == 0
    shown = run("log", "show", "1", "--case", str(tmp_path / "notes")).stdout
    # which of the two services it is, the file does not say
    assert "from alex.doe.77 (in the file: Alex Doe), Facebook or Instagram message" in " ".join(shown.split())
