"""500 pages of exhibits framed, stamped, tagged, bookmarked and joined. Run by hand: python benchmarks/packet.py

    text    ten PDF files of 50 pages of type
    scans   500 pages of scanned pictures, about 116 MB
    whole   `paperwork packet` with the 500 pages of type: every paper for every reader, checked and written

Each runs in a process of its own; seconds are those of the work, the program's start left out ('whole': all of it).
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
AIM_SECONDS, AIM_MB = 3.0, 400


def type_pages(pages: int) -> bytes:
    """A PDF of pages of type, each with its number."""
    import typst

    source = "#set page(width: 612pt, height: 792pt)\n" + "\n#pagebreak()\n".join(
        f"= Page {n + 1}\n#lorem(300)" for n in range(pages)
    )
    return bytes(typst.compile(source.encode(), format="pdf"))


def scan_pages(pages: int, width: int = 1275, height: int = 1650) -> bytes:
    """A PDF of scans: one picture a page, all different, about 232 KB each."""
    import random

    from PIL import Image

    draw = random.Random(7)
    sheets = []
    for _ in range(pages):
        small = Image.frombytes("L", (width // 16, height // 16), draw.randbytes((width // 16) * (height // 16)))
        sheets.append(small.resize((width, height), Image.Resampling.NEAREST))
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=150, quality=46)
    return out.getvalue()


def joined(folder: Path, kind: str) -> None:
    """One run, in this process: exhibits set, then joined behind a cover."""
    import gc

    gc.disable()  # as the command does
    from conftest import Sample

    from assistant.disclosure import Reader
    from assistant.documents.parts import caption
    from assistant.evidence import ExhibitFile, exhibits_pdf
    from assistant.packet.binding import Head, bound
    from assistant.packet.making import _exhibit_marks
    from assistant.packet.model import Paper
    from assistant.values import Values

    sample = Sample("ca-neighbor")
    told = sample.case.told
    items = [
        ExhibitFile(
            f"e{n}", "ABCDEFGHIJ"[n], f"File {n + 1}", "application/pdf", path.read_bytes
        )  # as the command does: read when it is its turn
        for n, path in enumerate(sorted(folder.glob(f"{kind}-*.pdf")))
    ]
    import pypdf  # noqa: F401
    import typst  # noqa: F401

    from assistant.evidence import pages_of
    from assistant.evidence.apart import each

    list(each(pages_of, [type_pages(1)] * 2))  # the processes are running, as they are once files were taken in

    start, used = time.perf_counter(), time.process_time()
    made = exhibits_pdf(items, "letter", "en-US", True)
    middle = time.perf_counter()
    paper = Paper(
        "exhibits",
        "Exhibits",
        "exhibits",
        (Reader.COURT,),
        90,
        made.data,
        tuple(_exhibit_marks(items, made)),
        made.index,  # type: ignore[arg-type]
    )
    head = Head(
        caption(told, sample.sheet, sample.order, ""), Values(told, sample.sheet, sample.order), "en-US", "letter", True
    )
    files = bound(Reader.COURT, [paper], head, limit=10**9)
    end, used = time.perf_counter(), time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = len(files[0][1]) / 1e6
    print(
        f"{kind:6} set {middle - start:5.2f} s, joined {end - middle:5.2f} s, together {end - start:5.2f} s ({used:.2f} s of "
        f"processor time), peak {peak:4.0f} MB, {size:.0f} MB out   aim: {AIM_SECONDS:g} s, {AIM_MB} MB"
    )


def whole(folder: Path) -> None:
    """The command, as a person runs it."""
    answers = (ROOT / "samples/ca-neighbor/answers.yaml").read_text("utf-8")
    head, _, rest = answers.partition("exhibits:\n")
    tail = rest[rest.index("relief:") :]
    listed = "".join(
        f"  - file: {path}\n    title: File {n}\n    foundation: I printed this.\n    incidents: [1]\n"
        for n, path in enumerate(sorted(folder.glob("text-*.pdf")), 1)
    )
    (folder / "answers.yaml").write_text(f"{head}exhibits:\n{listed}{tail}", "utf-8")
    command = [sys.executable, "-m", "assistant", "packet", "--answers", str(folder / "answers.yaml")]
    before = time.perf_counter()
    child = subprocess.Popen([*command, "--out", str(folder / "papers")], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"the command left with {child.returncode}")
    print(
        f"whole  {time.perf_counter() - before:5.2f} s ({usage.ru_utime + usage.ru_stime:.2f} s of processor time), peak {usage.ru_maxrss / 1024:4.0f} MB, all files of all readers"
    )


def prepare(folder: Path, kinds: list[str]) -> None:
    """The files, made in a process of their own: a child's peak memory begins at its parent's."""
    for n in range(10):
        (folder / f"text-{n}.pdf").write_bytes(type_pages(50))
        if "scans" in kinds:
            (folder / f"scans-{n}.pdf").write_bytes(scan_pages(50))


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), sys.argv[3:])
        return
    if len(sys.argv) == 3 and os.path.isdir(sys.argv[1]):
        sys.path.insert(0, str(ROOT / "tests"))
        joined(Path(sys.argv[1]), sys.argv[2])
        return
    chosen = sys.argv[1:] or ["text", "scans", "whole"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, __file__, "prepare", name, *chosen], check=True, cwd=ROOT)
        for kind in [k for k in chosen if k != "whole"]:
            for _ in range(3):
                subprocess.run([sys.executable, __file__, name, kind], check=True, cwd=ROOT)
        if "whole" in chosen:
            whole(folder)


if __name__ == "__main__":
    main()
