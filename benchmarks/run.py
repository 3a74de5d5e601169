"""Benchmarks, run by hand. See README.md beside this file."""

from __future__ import annotations

import os
import pty
import resource
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cases import write_case

ROOT = Path(__file__).resolve().parent.parent
PAPERWORK = [sys.executable, "-m", "assistant"]


def timed(command: Sequence[str], runs: int = 7) -> tuple[float, float]:
    """Median wall seconds and largest peak memory (MB) of whole processes, after one warm-up."""
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    walls, peaks = [], []
    for _ in range(runs):
        before = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        _, status, usage = os.wait4(child.pid, 0)
        walls.append(time.perf_counter() - before)
        peaks.append(usage.ru_maxrss / 1024)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            raise SystemExit(f"{command} left with {child.returncode}")
    return statistics.median(walls), max(peaks)


def row(what: str, seconds: float, peak: float | None = None, beside: str = "") -> None:
    print(
        f"{what:58} {seconds * 1000:9.1f} ms"
        + (f" {peak:7.0f} MB" if peak else " " * 11)
        + (f"   {beside}" if beside else "")
    )


def startup() -> None:
    floor, _ = timed([sys.executable, "-I", "-c", "pass"], 15)
    row("python -I -c pass (floor)", floor)
    for option in ("--version", "--help"):
        seconds, peak = timed([*PAPERWORK, option], 15)
        row(f"paperwork {option}", seconds, peak, f"{seconds / floor:.1f} x the floor; aim: at most 5")


def first_question() -> None:
    found = []
    for _ in range(7):
        with tempfile.TemporaryDirectory() as folder:
            before = time.perf_counter()
            pid, terminal = pty.fork()
            if pid == 0:
                os.chdir(ROOT)
                os.environ["TERM"] = "xterm-256color"
                os.execv(sys.executable, [*PAPERWORK, "start", "--case", f"{folder}/notes"])
            seen = b""
            while b">" not in seen:
                if select.select([terminal], [], [], 10)[0]:
                    seen += os.read(terminal, 4096)
            found.append(time.perf_counter() - before)
            os.close(terminal)
            os.waitpid(pid, 0)
    row("first question on screen", statistics.median(found), None, "aim: at most 500 ms")


def _build_command(folder: Path, incidents: int) -> list[str]:
    write_case(folder / "answers.yaml", incidents)
    return [
        *PAPERWORK,
        "build",
        "--answers",
        str(folder / "answers.yaml"),
        "--out",
        str(folder / "papers"),
        "--replace",
    ]


def build() -> None:
    with tempfile.TemporaryDirectory() as name:
        seconds, peak = timed(_build_command(Path(name), 10))
        row("whole build, ten incidents, cold", seconds, peak, "aim: at most 800 ms")


def pdf() -> None:
    soffice = shutil.which("soffice")
    if not soffice:
        print("pdf: soffice is not installed, so there is nothing to compare with")
        return
    code = (
        "import sys, pickle; from assistant.documents.pdf import render_pdf\n"
        "open(sys.argv[2], 'wb').write(render_pdf(pickle.load(open(sys.argv[1], 'rb'))).data)"
    )
    for incidents in (10, 100):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            subprocess.run(_build_command(folder, incidents), check=True, capture_output=True, cwd=ROOT)
            _pickle_declaration(folder)
            ours, _ = timed([sys.executable, "-c", code, str(folder / "doc.pickle"), str(folder / "ours.pdf")])
            theirs, _ = timed(
                [
                    soffice,
                    "--headless",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    name,
                    str(folder / "papers/private/declaration.docx"),
                ],
                5,
            )
            row(f"declaration as PDF, {incidents} incidents, whole process", ours)
            row("  LibreOffice converting the same DOCX", theirs, None, f"{theirs / ours:.1f} x; aim: at least 10")


def _pickle_declaration(folder: Path) -> None:
    code = """
import pickle, sys
from datetime import date
from pathlib import Path
from assistant.answersfile import read_answers
from assistant.case import case_from
from assistant.disclosure import public_case
from assistant.documents.declaration import declaration
from assistant.jurisdiction import load
folder = Path(sys.argv[1])
answers = read_answers(folder / "answers.yaml", date(2026, 11, 24))
sheet = load(answers.value("place.jurisdiction"))
order = sheet.order(answers.value("order.type"))
case = case_from(answers, sheet)
pickle.dump(declaration(public_case(case, order), sheet, order, {}, draft=True), open(folder / "doc.pickle", "wb"))
"""
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=ROOT)


def pipeline() -> None:
    soffice = shutil.which("soffice")
    try:
        import pikepdf  # noqa: F401
    except ImportError:
        print("pipeline: pikepdf is not installed, so there is nothing to compare with")
        return
    if not soffice:
        print("pipeline: soffice is not installed, so there is nothing to compare with")
        return
    for incidents in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            ours, _ = timed(_build_command(folder, incidents), 5 if incidents < 1000 else 3)
            theirs, _ = timed(
                [sys.executable, str(ROOT / "benchmarks" / "pipeline_peer.py"), str(folder), soffice],
                5 if incidents < 1000 else 3,
            )
            row(f"whole build, {incidents} incidents", ours)
            row(
                "  docxtpl + LibreOffice + pikepdf, same content",
                theirs,
                None,
                f"{theirs / ours:.1f} x; aim: at least 3",
            )


def scale() -> None:
    for incidents in (10, 100, 1000, 2000, 5000):
        with tempfile.TemporaryDirectory() as name:
            seconds, peak = timed(_build_command(Path(name), incidents), 3 if incidents <= 1000 else 1)
            row(
                f"whole build, {incidents} incidents",
                seconds,
                peak,
                f"{seconds / incidents * 1000:.2f} ms an incident"
                + ("; aim: 3 s and 500 MB" if incidents == 1000 else ""),
            )


ALL: dict[str, Callable[[], None]] = {
    "startup": startup,
    "first-question": first_question,
    "build": build,
    "pdf": pdf,
    "pipeline": pipeline,
    "scale": scale,
}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in sys.argv[1:] or ALL:
        print(f"-- {name}")
        ALL[name]()


if __name__ == "__main__":
    main()
