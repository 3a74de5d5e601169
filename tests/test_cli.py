"""The command line: help that is quick and true, bad input in one plain sentence with status 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES


def run(*args: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *args],
        cwd=cwd or ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def refused(*args: str, cwd: Path | None = None) -> str:
    done = run(*args, cwd=cwd)
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    return done.stderr


def test_version_and_help_load_nothing_heavy() -> None:
    code = (
        "import sys; from assistant.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'pydantic', 'docxtpl', 'pypdf', 'questionary', 'typst', 'yaml', 'PIL', 'dateutil', 'platformdirs'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "paperwork" in run("--version").stdout


@pytest.mark.parametrize("command", ["start", "fill", "answers", "check", "build", "schema"])
def test_every_command_has_help_and_is_in_the_readme(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout) > 80
    assert f"paperwork {command}" in (ROOT / "README.md").read_text("utf-8") + (ROOT / "docs" / "adding.md").read_text(
        "utf-8"
    )


def test_build_without_a_terminal(tmp_path: Path) -> None:
    done = run(
        "build", "--answers", str(ROOT / "samples" / SAMPLES[0] / "answers.yaml"), "--out", str(tmp_path / "papers")
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "papers" / "court" / "02-declaration.pdf").exists()
    assert "DRAFT" in done.stdout
    again = refused(
        "build", "--answers", str(ROOT / "samples" / SAMPLES[0] / "answers.yaml"), "--out", str(tmp_path / "papers")
    )
    assert "already here" in again
    assert "--replace" in again


def test_fill_check_answers_build_from_a_case(tmp_path: Path) -> None:
    case = str(tmp_path / "notes")
    sample = str(ROOT / "samples" / SAMPLES[0] / "answers.yaml")
    assert run("fill", sample, "--case", case).returncode == 0
    assert "has answers already" in refused("fill", sample, "--case", case)
    checked = run("check", "--case", case)
    assert checked.returncode in (0, 1)
    assert "Things to check" in checked.stdout
    assert "To mend:" in checked.stdout
    written = run("answers", "--case", case, "--out", str(tmp_path / "a.yaml"))
    assert written.returncode == 0
    assert (tmp_path / "a.yaml").stat().st_mode & 0o077 == 0
    other = run("fill", str(tmp_path / "a.yaml"), "--case", str(tmp_path / "other"))
    assert other.returncode == 0, other.stderr
    assert run("check", "--case", str(tmp_path / "other")).stdout == checked.stdout
    assert run("build", "--case", case, "--out", str(tmp_path / "p")).returncode == 0


def test_bad_files(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("place:\n  jurisdiction: us-xx\nnobody: 1\n")
    said = refused("check", "--answers", "bad.yaml", cwd=tmp_path)
    assert "bad.yaml:2:" in said
    assert "bad.yaml:3:" in said
    (tmp_path / "image.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert "image.yaml:1" in refused("build", "--answers", "image.yaml", cwd=tmp_path)
    assert "cannot be read" in refused("check", "--answers", "gone.yaml", cwd=tmp_path)
    assert "no saved case" in refused("check", "--case", "nowhere", cwd=tmp_path)
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "early.yaml").write_text("petitioner:\n  name: A\n")
    assert "place is not chosen" in refused("build", "--answers", "early.yaml", cwd=tmp_path)


def test_an_exhibit_that_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "note.jpg").write_text("<html>not a picture</html>")
    (tmp_path / "a.yaml").write_text(
        "place:\n  jurisdiction: us-wa\norder:\n  type: stalking\nexhibits:\n  - file: note.jpg\n    title: Note\n"
    )
    assert "note.jpg" in refused("build", "--answers", "a.yaml", "--out", "p", cwd=tmp_path)
    assert not (tmp_path / "p").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    refused("fill", str(ROOT / "samples" / SAMPLES[0] / "answers.yaml"), "--case", str(tmp_path / "locked" / "notes"))


def test_final_is_refused_while_something_must_be_settled(tmp_path: Path) -> None:
    text = (ROOT / "samples" / "ca-neighbor" / "answers.yaml").read_text("utf-8")
    text = text.replace("exhibits/", f"{ROOT}/samples/ca-neighbor/exhibits/")
    text = text.replace("I sleep with a chair", "I live at 480 Alder Court, Apt. 12 and sleep with a chair")
    (tmp_path / "leak.yaml").write_text(text, "utf-8")
    done = run("build", "--answers", "leak.yaml", "--out", "p", "--final", cwd=tmp_path)
    assert done.returncode == 1
    assert "home address" in done.stdout
    assert not (tmp_path / "p").exists()
    draft = run("build", "--answers", "leak.yaml", "--out", "p", cwd=tmp_path)
    assert draft.returncode == 0
    assert sorted(x.name for x in (tmp_path / "p").iterdir()) == ["confidential", "private"]
    assert "480 Alder" not in draft.stdout + draft.stderr
