"""Benchmarks of logs, run by hand: `python benchmarks/logs.py` (all), or name some: `import print large`.

Each figure is of a whole process, wall seconds and peak memory, beside what is aimed at. `large` writes 500 MB to the
temporary folder and takes it away again.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPERWORK = [sys.executable, "-m", "assistant"]


def timed(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak memory (MB) of a whole process."""
    before = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - before
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed: {child.stderr.read().decode() if child.stderr else ''}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(what: str, command: list[str], aim: str) -> None:
    wall, processor, peak = timed(command)
    print(f"{what:52} {wall:7.2f} s wall {processor:7.2f} s processor {peak:6.0f} MB   {aim}")


def chat(count: int) -> str:
    """A chat as an iPhone exports it."""
    chance, at = random.Random(1), datetime(2023, 1, 1)
    lines = []
    for n in range(count):
        at += timedelta(seconds=chance.randint(20, 900))
        clock = f"{at.hour % 12 or 12}:{at:%M:%S}\u202f{'AM' if at.hour < 12 else 'PM'}"
        lines.append(
            f"[{at:%m/%d/%Y}, {clock}] {'Sam' if n % 3 else 'Me'}: message {n} why do you not answer \U0001f600 é\n"
        )
    return "".join(lines)


def sms(count: int) -> Iterator[str]:
    """Messages as an Android phone backs them up, emoji as two references."""
    yield f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"{count}\">\n"
    for n in range(count):
        yield (
            f'  <sms protocol="0" address="+15550104471" date="{1700000000000 + n * 60000}" type="{1 + n % 2}" subject="null" '
            f'body="message {n} &#55357;&#56832; why" toa="null" sc_toa="null" service_center="null" read="1" status="-1" '
            f'locked="0" date_sent="0" sub_id="1" readable_date="x" contact_name="Sam" />\n'
        )
    yield "</smses>"


def importing(folder: Path) -> None:
    (folder / "chat.txt").write_text(chat(100_000), "utf-8")
    (folder / "sms.xml").write_text("".join(sms(100_000)), "utf-8")
    for name in ("chat.txt", "sms.xml"):
        command = [
            *PAPERWORK,
            "log",
            "import",
            str(folder / name),
            "--case",
            str(folder / name[:3]),
            "--zone",
            "America/Chicago",
        ]
        row(f"import 100,000 messages ({name})", [*command, "--me", "Me"], "aim: at most 3 s")


def printing(folder: Path) -> None:
    (folder / "five.txt").write_text(chat(5_000), "utf-8")
    case = str(folder / "print")
    timed(
        [
            *PAPERWORK,
            "log",
            "import",
            str(folder / "five.txt"),
            "--case",
            case,
            "--zone",
            "America/Chicago",
            "--me",
            "Me",
        ]
    )
    row("print 5,000 messages as an exhibit", [*PAPERWORK, "log", "exhibit", "1", "--case", case], "aim: at most 3 s")


def large(folder: Path) -> None:
    """Messages with pictures up to 500 MB, and 500 MB of messages alone."""
    picture = "QUJDREVGR0hJ" * 40_000
    for name, with_pictures in (("pictures.xml", True), ("messages.xml", False)):
        size, n = 0, 0
        with (folder / name).open("w", encoding="utf-8") as out:
            size += out.write("<smses>\n")
            while size < 500_000_000:
                n += 1
                if with_pictures and n % 5 == 0:
                    size += out.write(
                        f'<mms date="{1700000000000 + n}" msg_box="1" address="+15550104471"><parts><part ct="image/jpeg" '
                        f'cl="p.jpg" data="{picture}" /></parts></mms>\n'
                    )
                else:
                    size += out.write(
                        f'<sms address="+15550104471" date="{1700000000000 + n}" type="1" body="message {n} why" contact_name="Sam" />\n'
                    )
            out.write("</smses>")
        command = [
            *PAPERWORK,
            "log",
            "import",
            str(folder / name),
            "--case",
            str(folder / name[:4]),
            "--zone",
            "America/Chicago",
        ]
        row(
            f"import {size / 1e6:.0f} MB, {n:,} messages ({name})",
            command,
            "aim: memory that does not grow with the file",
        )
        (folder / name).unlink()
    floor = [
        *PAPERWORK,
        "log",
        "import",
        str(folder / "tiny.xml"),
        "--case",
        str(folder / "tiny"),
        "--zone",
        "America/Chicago",
    ]
    (folder / "tiny.xml").write_text("".join(sms(10)), "utf-8")
    row("import 10 messages (floor)", floor, "")


def main() -> None:
    wanted = sys.argv[1:] or ["import", "print", "large"]
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            {"import": importing, "print": printing, "large": large}[name](Path(folder))


if __name__ == "__main__":
    main()
