"""Whole interviews through a real pseudo-terminal: answer, go back, skip, leave, kill, resume."""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

PLAIN = {"TERM": "dumb"}
# PROMPT_TOOLKIT_NO_CPR: this pseudo-terminal does not answer where its cursor is
RICH = {"TERM": "xterm-256color", "NO_COLOR": "1", "PROMPT_TOOLKIT_NO_CPR": "1"}


class Terminal:
    """A person at a terminal: reads the question, types the answer."""

    def __init__(self, case: Path, environment: dict[str, str], columns: int = 80, *flags: str) -> None:
        env = {**os.environ, **environment, "PYTHONUTF8": "1", "LINES": "40", "COLUMNS": str(columns)}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "assistant", "start", "--case", str(case), *flags],
            env=env,
            encoding="utf-8",
            timeout=20,
            dimensions=(40, columns),
            codec_errors="replace",
        )
        self.case = case

    def see(self, *words: str) -> None:
        """Wait for words; a space may stand for any white space, because lines wrap."""
        for word in words:
            self.child.expect(r"\s+".join(_escape(w) for w in word.split()))

    def type(self, text: str) -> None:
        self.child.expect("> ?")
        self.child.send(text + "\r")

    def answer(self, question: str, text: str) -> None:
        self.see(question)
        self.type(text)

    def ended(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)

    def saved(self) -> dict[str, object]:
        return json.loads((self.case / "case.json").read_text("utf-8"))["answers"]["given"]


def _escape(word: str) -> str:
    import re

    return re.escape(word)


@pytest.fixture(params=["plain", "rich"])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    term = Terminal(tmp_path / "notes", PLAIN if request.param == "plain" else RICH)
    yield term
    term.child.close(force=True)


def safety(t: Terminal) -> None:
    t.answer("Press Enter to go on", "")
    t.answer("Are you alone", "yes")
    for _ in range(3):
        t.answer("Press Enter to go on", "")


def relationship(t: Terminal) -> None:
    t.answer("How are you connected", "coworker")
    t.see("how do you know each other")
    t.type("We work in one shop.")
    t.type(".")
    t.answer("When did you first know", "2024")


def up_to_name(t: Terminal) -> None:
    safety(t)
    t.answer("Which place's court", "Massachusetts")
    relationship(t)
    t.answer("Which order do you want", "harassment-prevention")
    t.answer("Do you ask for a temporary order", "no")
    t.answer("Which court will you file in", "1")
    t.answer("Which division", "Harrow Falls")
    t.answer("Press Enter to go on", "")
    t.answer("Why this court", "I live here")
    t.answer("Who needs to be protected", "1")


def test_first_screen_is_neutral_and_says_how_to_leave(terminal: Terminal) -> None:
    terminal.see("Press Enter to go on")
    shown = terminal.child.before
    assert "Type x to leave fast" in " ".join(shown.split())
    for word in ("violence", "abuse", "stalk", "protective", "respondent", "court"):
        assert word not in shown.lower()


def test_answers_are_saved_one_by_one_and_a_killed_case_goes_on(terminal: Terminal) -> None:
    up_to_name(terminal)
    terminal.answer("What is your full name", "Zoë O’Hara-王")
    terminal.see("How old are you")
    os.kill(terminal.child.pid, signal.SIGKILL)
    terminal.ended()
    assert terminal.saved()["petitioner.name"] == {"value": "Zoë O’Hara-王"}
    again = Terminal(terminal.case, PLAIN)
    again.see("Going on where you stopped", "How old are you")
    again.type("34")
    again.see("Are there other people who need protection")
    again.type("x")
    assert again.ended() == 0
    assert again.saved()["petitioner.age"] == {"value": {"years": 34, "about": False}}


def test_back_shows_the_earlier_answer_and_enter_keeps_it(terminal: Terminal) -> None:
    up_to_name(terminal)
    terminal.answer("What is your full name", "First Name")
    terminal.answer("How old are you", "back")
    terminal.see("What is your full name", "Now: First Name")
    terminal.type("Second Name")
    terminal.answer("How old are you", "back")
    terminal.see("Now: Second Name")
    terminal.type("")
    terminal.answer("How old are you", "x")
    terminal.ended()
    assert terminal.saved()["petitioner.name"] == {"value": "Second Name"}


def test_help_why_skip_later_unknown_and_declined(terminal: Terminal) -> None:
    up_to_name(terminal)
    terminal.answer("What is your full name", "help")
    terminal.see("As it should stand on the court's papers", "You can always type: back, skip, later")
    terminal.type("why")
    terminal.see("The court needs a name for the order")
    terminal.type("later")
    terminal.answer("How old are you", "I would rather not say")
    terminal.answer("Are there other people", "skip")
    terminal.answer("full name of the person you want protection from", "I don't know")
    terminal.answer("Do they use other names", "x")
    assert terminal.ended() == 0
    saved = terminal.saved()
    assert saved["petitioner.name"] == {"status": "later"}
    assert saved["petitioner.age"] == {"status": "declined"}
    assert saved["protected.people"] == {"status": "skipped"}
    assert saved["respondent.name"] == {"status": "unknown"}


def test_x_leaves_at_once_and_clears_the_screen(tmp_path: Path) -> None:
    t = Terminal(tmp_path / "notes", RICH)
    t.answer("Press Enter to go on", "x")
    assert t.ended() == 0
    assert "\033[2J\033[3J\033[H" in t.child.before


def test_control_c_leaves_and_keeps_what_was_saved(terminal: Terminal) -> None:
    safety(terminal)
    terminal.see("Which place's court")
    terminal.child.expect("> ?")
    terminal.child.sendintr()
    assert terminal.ended() == 0
    assert terminal.saved()["safety.ready"] == {"value": True}


def test_a_closed_window_loses_nothing_saved(terminal: Terminal) -> None:
    safety(terminal)
    terminal.see("Which place's court")
    os.kill(terminal.child.pid, signal.SIGHUP)
    terminal.ended()
    assert terminal.saved()["safety.ready"] == {"value": True}


def events(t: Terminal) -> None:
    """Skip to the events quickly."""
    up_to_name(t)
    t.answer("What is your full name", "A B")
    t.answer("How old are you", "30")
    t.answer("Are there other people", "no")
    t.answer("full name of the person you want protection from", "C D")
    for words in (
        "other names",
        "About how old are they",
        "look like",
        "What car",
        "license plate",
        "Where do they live",
        "Where do they work",
        "user names or accounts",
        "last four digits",
    ):
        t.answer(words, "skip")
    t.answer("Press Enter to go on", "")  # the warning before the events
    t.answer("Press Enter to go on", "")  # how the quick list works
    t.answer("Shall we write it down now", "yes")


LONG = "It was raining. " * 1250  # 20,000 characters


def test_events_quick_list_then_details_ambiguous_date_long_paste(terminal: Terminal) -> None:
    events(terminal)
    terminal.answer("When was this", "05/06/2026")
    terminal.see("May 6, 2026", "June 5, 2026")
    terminal.type("2")
    terminal.answer("A few words", "at the gate")
    terminal.answer("Is there another event", "yes")
    # only the year is asked for, and the year alone is the answer
    terminal.answer("When was this", "about March 10")
    terminal.answer("Which year", "2026")
    terminal.answer("A few words", "a letter")
    terminal.answer("Is there another event", "yes")
    terminal.answer("When was this", "5/7")
    terminal.answer("Which year", "2026")
    terminal.see("May 7, 2026", "July 5, 2026")
    terminal.type("1")
    terminal.answer("A few words", "a call")
    terminal.answer("Is there another event", "no")
    terminal.see("Event 1: at the gate", "What time of day")
    terminal.type("9:30 pm")
    terminal.answer("Where were you", "at my work")
    terminal.answer("What kind of thing was it", "11, 12")
    terminal.see("Tell it in your own words")
    terminal.type(LONG)
    terminal.type("")
    terminal.type("Second paragraph with “quotes”, <b>&amp;</b> and {{ braces }}.")
    terminal.type(".")
    terminal.answer("Do you remember what they said", "x")
    assert terminal.ended() == 0
    saved = terminal.saved()
    assert saved["incidents.i1.when"]["value"]["edtf"] == "2026-06-05"
    assert saved["incidents.i2.when"]["value"]["edtf"] == "2026-03-10~"
    assert saved["incidents.i3.when"]["value"]["edtf"] == "2026-05-07"
    assert saved["incidents.i1.conduct"]["value"] == ["following", "waiting-outside"]
    story = saved["incidents.i1.story"]["value"]
    assert story == LONG + "\n\nSecond paragraph with “quotes”, <b>&amp;</b> and {{ braces }}."


def test_x_in_the_middle_of_a_long_answer_keeps_what_was_typed(terminal: Terminal) -> None:
    events(terminal)
    terminal.answer("When was this", "May 5, 2026")
    terminal.answer("A few words", "skip")
    terminal.answer("Is there another event", "no")
    terminal.answer("What time of day", "skip")
    terminal.answer("Where were you", "skip")
    terminal.answer("What kind of thing", "skip")
    terminal.see("Tell it in your own words")
    terminal.type("He came to the door.")
    terminal.type("x")
    assert terminal.ended() == 0
    assert terminal.saved()["incidents.i1.story"] == {"status": "later", "value": "He came to the door."}


def test_sixty_columns_never_overflow(tmp_path: Path) -> None:
    t = Terminal(tmp_path / "notes", PLAIN, 60)
    safety(t)
    t.answer("Which place's court", "us-ca")
    relationship(t)
    t.see("Which order do you want")
    t.child.expect("> ?")
    lines = t.child.before.replace("\r", "").split("\n")
    assert max(len(line) for line in lines) <= 60
    t.child.close(force=True)


def test_plain_mode_repaints_nothing(tmp_path: Path) -> None:
    t = Terminal(tmp_path / "notes", {"TERM": "dumb"})
    safety(t)
    t.see("Which place's court")
    t.type("x")
    t.ended()
    assert "\033" not in t.child.before


def test_editor_on_request(tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\nassert (p.stat().st_mode & 0o077) == 0\n"
        "p.write_text('Written in an editor.\\n\\nTwo paragraphs.\\n', 'utf-8')\n"
    )
    case = tmp_path / "notes"
    t = Terminal(case, {**PLAIN, "EDITOR": f"{sys.executable} {editor}"})
    events(t)
    for words, text in (
        ("When was this", "May 5, 2026"),
        ("A few words", "skip"),
        ("Is there another event", "no"),
        ("What time of day", "skip"),
        ("Where were you", "skip"),
        ("What kind of thing", "skip"),
        ("Tell it in your own words", "edit"),
        ("Do you remember what they said", "x"),
    ):
        t.answer(words, text)
    assert t.ended() == 0
    assert t.saved()["incidents.i1.story"]["value"] == "Written in an editor.\n\nTwo paragraphs."
    assert sorted(p.name for p in case.iterdir()) == ["case.before", "case.json"]


def test_case_files_are_for_their_owner_only(terminal: Terminal) -> None:
    safety(terminal)
    terminal.see("Which place's court")
    terminal.type("x")
    terminal.ended()
    assert stat.S_IMODE(terminal.case.stat().st_mode) == 0o700
    for path in terminal.case.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_terminal_it_says_how_to_use_a_file(tmp_path: Path) -> None:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "assistant", "start", "--case", str(tmp_path / "n")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "paperwork fill FILE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_named_person_can_decide_otherwise_and_the_reason_is_kept(tmp_path: Path) -> None:
    """A final packet in spite of what stands against it: only in a terminal, with a name and a reason."""
    import subprocess

    root = Path(__file__).resolve().parent.parent
    text = (root / "samples/ca-neighbor/answers.yaml").read_text("utf-8")
    text = text.replace("exhibits/", f"{root}/samples/ca-neighbor/exhibits/").replace(
        "I sleep with a chair", "I live at 480 Alder Court and sleep with a chair"
    )
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    case = tmp_path / "notes"
    base = [sys.executable, "-m", "assistant"]
    subprocess.run([*base, "fill", str(tmp_path / "a.yaml"), "--case", str(case)], check=True, capture_output=True)
    env = {**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"}

    def final(*typed: str) -> int:
        child = pexpect.spawn(
            base[0],
            [*base[1:], "build", "--case", str(case), "--out", str(tmp_path / "p"), "--final"],
            env=env,
            encoding="utf-8",
            timeout=30,
            dimensions=(60, 100),
        )
        child.expect("Not final yet")
        for line in typed:
            child.expect("> ")
            child.send(line + "\r")
        child.expect(pexpect.EOF)
        child.close()
        return int(child.exitstatus or 0)

    assert final("") == 1
    assert not (tmp_path / "p").exists()
    assert final("R. Advocate", "The address is known to him already.") == 0
    assert (tmp_path / "p" / "served" / "02-declaration.pdf").exists()
    decisions = json.loads((case / "case.json").read_text("utf-8"))["decisions"]
    assert decisions[0]["by"] == "R. Advocate"
    assert decisions[0]["reason"] == "The address is known to him already."
    assert any("F24" in i for i in decisions[0]["against"])


def test_the_review_changes_one_answer_and_takes_an_event_out(tmp_path: Path) -> None:
    import subprocess

    root = Path(__file__).resolve().parent.parent
    case = tmp_path / "notes"
    sample = root / "samples/wa-moving-away/answers.yaml"
    subprocess.run(
        [sys.executable, "-m", "assistant", "fill", str(sample), "--case", str(case)], check=True, capture_output=True
    )
    t = Terminal(case, PLAIN)
    for _ in range(60):
        found = t.child.expect(
            ["Press Enter to go on", "Type a number to see or change", r"\n> $", pexpect.TIMEOUT], timeout=8
        )
        if found == 0:
            t.type("")
        elif found == 2:
            t.child.send("skip\r")
        else:
            break
    t.type("5")
    t.see("What is your full name?", "Jordan Ashe")
    t.type("2")
    t.see("Now: Jordan Ashe")
    t.type("Jordan B. Ashe")
    t.see("Jordan B. Ashe")
    t.type("back")
    t.answer("Type a number to see or change", "8")
    t.answer("Type a number to change that answer", "remove 2")
    t.see("Taken out: Event 2")
    t.answer("Type a number to change that answer", "restore")
    t.see("Back again")
    t.answer("Type a number to change that answer", "remove 4")
    t.answer("Type a number to change that answer", "skip")
    t.see("That is not one of the choices")
    t.answer("Type a number to change that answer", "back")
    t.answer("Type a number to see or change", "16")
    for _ in range(3):
        t.answer("Type a number to change that answer", "remove 1")
    t.see("Taken out", "(all taken out)")
    t.answer("Type a number to change that answer", "back")
    t.answer("Type a number to see or change", "done")
    assert t.ended() == 0
    saved = json.loads((case / "case.json").read_text("utf-8"))["answers"]
    assert saved["given"]["petitioner.name"]["value"] == "Jordan B. Ashe"
    assert saved["items"]["incidents"] == ["i1", "i3", "i4"]
    assert saved["removed"]["incidents"] == ["i2"]
    assert "quarry" in saved["given"]["incidents.i2.story"]["value"]
