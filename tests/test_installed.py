"""The wheel in an empty environment: it works from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment holding only the built wheel and what it needs."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    kept = ("assistant", "jurisdictions", "templates", "pyproject.toml", "README.md", "LICENSE")
    source.mkdir()
    for name in kept:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(source)], check=True
    )
    venv.create(folder / "env", with_pip=True)
    wheel = next(folder.glob("paperwork-*.whl"))
    subprocess.run([str(folder / "env" / "bin" / "python"), "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    shutil.rmtree(source)
    return folder / "env"


def test_the_installed_program_makes_papers_anywhere(installed: Path, tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    sample = tmp_path / "sample"
    shutil.copytree(ROOT / "samples" / "wa-moving-away", sample)
    program = installed / "bin" / "paperwork"
    done = subprocess.run(
        [str(program), "build", "--answers", str(sample / "answers.yaml"), "--out", "papers"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "papers" / "served" / "02-declaration.pdf").read_bytes()[:5] == b"%PDF-"
    module = subprocess.run(
        [str(installed / "bin" / "python"), "-m", "assistant", "--version"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert module.stdout.startswith("paperwork ")
