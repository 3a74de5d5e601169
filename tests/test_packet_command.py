"""plan, packet and preflight as commands: what they write and say, and that stopping them leaves no half packet."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Sample
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import refused, run
from test_packet import docx_text, pdf_text

from assistant.questions.foundations import foundations, offer, offered_blanks
from assistant.questions.model import Look
from assistant.questions.pins import Pins

ANSWERS = str(ROOT / "samples" / "ca-neighbor" / "answers.yaml")


def test_plan_shows_what_for_whom_and_why_and_writes_nothing(tmp_path: Path) -> None:
    done = run("plan", "--answers", ANSWERS, "--timeline", cwd=None)
    assert done.returncode == 0, done.stderr
    for words in (
        "For the court's public file",
        "For the other person",
        "confidential",
        "Events over time",
        "Not made",
        "Withheld exhibits: Nothing is held back.",
        "rules 2.256",
        "Not settled",
    ):
        assert words in " ".join(done.stdout.split()), words
    assert not list(tmp_path.iterdir())


def test_packet_from_an_answers_file(tmp_path: Path) -> None:
    out = tmp_path / "papers"
    done = run("packet", "--answers", ANSWERS, "--out", str(out), "--timeline", "--pdfa")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "E-filing check" in said
    assert "files pass" in said
    for row in (out / "private" / "manifest.txt").read_text("ascii").splitlines():
        digest, _, name = row.partition("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert {p.name for p in out.iterdir()} == {"court", "served", "confidential", "private"}
    assert all(p.stat().st_mode & 0o077 == 0 for p in out.rglob("*"))
    assert (out / "court" / "03-events-over-time.pdf").exists()
    assert "Attachment 2 shows the same events" in " ".join(
        pdf_text((out / "court" / "02-declaration.pdf").read_bytes()).split()
    )
    again = refused("packet", "--answers", ANSWERS, "--out", str(out))
    assert "--replace" in again
    checked = run("preflight", *map(str, sorted((out / "court").glob("*.pdf"))), "--place", "us-ca")
    assert checked.returncode == 0, checked.stdout
    assert " ".join(checked.stdout.split()).count(".pdf: pass") == len(list((out / "court").glob("*.pdf")))
    assert "rules 2.256" in checked.stdout
    failed = run("preflight", str(out / "private" / "petition-fillable.pdf"))
    assert failed.returncode == 1
    assert "FAIL  form fields" in failed.stdout


def test_preflight_of_no_file_and_of_no_place(tmp_path: Path) -> None:
    assert "cannot be read" in refused("preflight", str(tmp_path / "none.pdf"))
    assert "not covered" in refused("preflight", ANSWERS, "--place", "xx-yy")
    assert "no order" in refused("preflight", ANSWERS, "--place", "us-ca", "--order", "nothing")
    done = run("preflight", ANSWERS)
    assert done.returncode == 1
    assert "cannot be read as a PDF" in done.stdout


def test_a_lawyers_file_takes_the_place_of_the_declaration(tmp_path: Path) -> None:
    out = tmp_path / "papers"
    assert run("packet", "--answers", ANSWERS, "--out", str(out)).returncode == 0
    edited = out / "private" / "declaration.docx"
    done = run("packet", "--answers", ANSWERS, "--out", str(tmp_path / "second"), "--declaration", str(edited))
    assert done.returncode == 0, done.stderr
    assert "lawyer's file" in " ".join(done.stdout.split())
    assert (tmp_path / "second" / "private" / "declaration.docx").read_bytes() == edited.read_bytes()
    words = docx_text(edited.read_bytes())
    assert "He put his shoulder against it" in words
    said = refused("packet", "--answers", ANSWERS, "--out", str(tmp_path / "third"), "--declaration", ANSWERS)
    assert "not a Word document" in said
    assert not (tmp_path / "third").exists() or list((tmp_path / "third").iterdir()) == []


def test_dpi_is_asked_for_in_a_sensible_range() -> None:
    done = run("packet", "--answers", ANSWERS, "--dpi", "20")
    assert done.returncode == 2
    assert "100 to 600" in done.stderr


# -- stopping ---------------------------------------------------------------------------------------


def long_case(folder: Path) -> Path:
    """An answers file whose exhibits take some seconds to set."""
    import typst

    source = "#set page(width: 612pt, height: 792pt)\n" + "\n#pagebreak()\n".join("#lorem(200)" for _ in range(120))
    for n in range(2):
        (folder / f"file-{n}.pdf").write_bytes(bytes(typst.compile(source.encode(), format="pdf")) + b"%%%d" % n)
    text = Path(ANSWERS).read_text("utf-8")
    head, _, rest = text.partition("exhibits:\n")
    tail = rest[rest.index("relief:") :]
    listed = "".join(
        f"  - file: {folder / f'file-{n}.pdf'}\n    title: File {n}\n    foundation: I printed this.\n    incidents: [1]\n"
        for n in range(2)
    )
    path = folder / "answers.yaml"
    path.write_text(f"{head}exhibits:\n{listed}{tail}", "utf-8")
    return path


def state(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def stopped(
    answers: Path, out: Path, sent: signal.Signals, *, while_writing: bool
) -> subprocess.CompletedProcess[bytes]:
    """Start `packet --replace` and send the signal in the midst of it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "assistant", "packet", "--answers", str(answers), "--out", str(out), "--replace"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 60
    if while_writing:
        while not list(out.glob(".new-*")) and child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
    else:
        time.sleep(1.5)
    child.send_signal(sent)
    said, errors = child.communicate(timeout=60)
    return subprocess.CompletedProcess(child.args, child.returncode, said, errors)


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(
    ("sent", "while_writing"), [(signal.SIGINT, False), (signal.SIGINT, True), (signal.SIGTERM, True)]
)
def test_stopping_leaves_the_papers_of_before_and_nothing_else(
    tmp_path: Path, sent: signal.Signals, while_writing: bool
) -> None:
    out = tmp_path / "papers"
    assert run("packet", "--answers", ANSWERS, "--out", str(out)).returncode == 0
    before = state(out)
    done = stopped(long_case(tmp_path), out, sent, while_writing=while_writing)
    assert b"Traceback" not in done.stderr
    after = state(out)
    if done.returncode == 0:  # the signal came after the last rename: then all of it is there
        assert (out / "before-1" / "court" / "court-packet.pdf").exists()
        assert (out / "court" / "court-packet.pdf").exists()
    else:
        # on a busy machine it can come before Python itself has begun: then the system ends the process
        assert done.returncode in (130, -sent)
        assert after == before
    assert not list(out.glob(".new-*"))


def test_a_folder_left_by_a_killed_run_is_cleared_away(tmp_path: Path) -> None:
    out = tmp_path / "papers"
    out.mkdir()
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    dead, mine = out / f".new-{child.pid}-abc", out / f".new-{os.getpid()}-abc"
    for folder in (dead, mine):
        (folder / "court").mkdir(parents=True)
        (folder / "court" / "half.pdf").write_text("half")
    assert run("build", "--answers", ANSWERS, "--out", str(out)).returncode == 0
    assert not dead.exists()
    assert mine.exists()  # of a run that still goes on


# -- words offered, pages named -----------------------------------------------------------------------


def test_every_kind_of_exhibit_offers_a_sentence_with_blanks() -> None:
    assert {f.id for f in foundations()} >= {
        "screenshot",
        "photo",
        "call-log",
        "recording",
        "police-record",
        "post",
        "email",
    }
    for f in foundations():
        assert offered_blanks(f.sentence), f.id
        assert "true and correct" not in f.sentence  # the person's words, not a formula
    assert offered_blanks("I took it on May 2. [I had help.]") == []


def test_a_blank_that_still_stands_is_a_thing_to_check() -> None:
    from conftest import TODAY

    from assistant.case import case_from
    from assistant.checks import check

    sample = Sample("ca-neighbor")
    item = sample.answers.ids("exhibits")[0]
    sample.answers.put(f"exhibits.{item}.kind", "photo")
    look = Look(sample.answers, TODAY, sample.sheet, sample.order, f"exhibits.{item}.")
    sentence = offer(look)
    assert sentence.startswith("This is a photo")
    sample.answers.put(f"exhibits.{item}.foundation", sentence)
    found = [f.id for f in check(case_from(sample.answers, sample.sheet), sample.sheet, TODAY)]
    assert "F37-exhibit-blanks" in found
    sample.answers.put(f"exhibits.{item}.foundation", "I took this photo on May 2, 2026.")
    found = [f.id for f in check(case_from(sample.answers, sample.sheet), sample.sheet, TODAY)]
    assert "F37-exhibit-blanks" not in found


def look_at() -> tuple[Pins, Look]:
    from conftest import TODAY

    from assistant.questions.events import _incidents

    sample = Sample("ca-neighbor")
    return Pins(options=_incidents), Look(sample.answers, TODAY, sample.sheet, sample.order)


@settings(deadline=None)
@given(st.dictionaries(st.integers(1, 5), st.tuples(st.integers(1, 50), st.integers(0, 9)), min_size=1))
def test_pages_by_event_read_back(pages: dict[int, tuple[int, int]]) -> None:
    kind, look = look_at()
    text = "; ".join(f"{n}: {first}-{first + more}" for n, (first, more) in pages.items())
    value = kind.parse(text, look)
    assert list(value.values()) == [[first, first + more] for first, more in pages.values()]
    assert kind.parse(kind.show(value, look), look) == value


@pytest.mark.parametrize("text", ["", "x", "9: 1", "1: 3-2", "1: 0", "1; 2", "event 1 page 2"])
def test_pages_that_cannot_be_read_are_refused(text: str) -> None:
    from assistant.questions.kinds import Refused

    kind, look = look_at()
    with pytest.raises(Refused):
        kind.parse(text, look)


def test_one_page_stands_for_every_event() -> None:
    kind, look = look_at()
    assert set(map(tuple, kind.parse("page 2", look).values())) == {(2, 2)}
    assert len(kind.parse("2-3", look)) == 5


@pytest.mark.parametrize("command", ["plan", "packet", "preflight"])
def test_every_command_has_help_and_is_in_the_docs(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout) > 80
    assert f"paperwork {command}" in (ROOT / "docs" / "packet.md").read_text("utf-8")
