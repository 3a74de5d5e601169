"""Does loading one law sheet take longer because there are many? Whole processes, median of five, with 13 and 60 places.

Run from a checkout: python benchmarks/law.py
"""

from __future__ import annotations

import itertools
import shutil
import statistics
import string
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOAD = (
    "import time; start = time.perf_counter()\n"
    "from assistant.jurisdiction import load, names\n"
    "ready = time.perf_counter()\n"
    "names(); listed = time.perf_counter()\n"
    "load('us-ma'); done = time.perf_counter()\n"
    "print(f'{(ready - start) * 1000:.1f} {(listed - ready) * 1000:.1f} {(done - listed) * 1000:.1f}')\n"
)


def house(folder: Path, places: int) -> None:
    """A checkout with this many places: the real ones, then copies under codes nobody uses."""
    shutil.copytree(ROOT / "assistant", folder / "assistant", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "jurisdictions", folder / "jurisdictions")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "pyproject.toml", folder)
    there = sorted(p.parent for p in (folder / "jurisdictions").glob("*/law.yaml"))
    codes = (f"zz-{a}{b}" for a, b in itertools.product(string.ascii_lowercase, repeat=2))
    for source in itertools.cycle(there):
        if len(list((folder / "jurisdictions").glob("*/law.yaml"))) >= places:
            return
        code = next(codes)
        target = folder / "jurisdictions" / code
        target.mkdir()
        text = (source / "law.yaml").read_text("utf-8").replace(f"code: {source.name}", f"code: {code}", 1)
        (target / "law.yaml").write_text(text, "utf-8")


def main() -> None:
    """Print milliseconds: import, naming all places, loading one sheet."""
    print(f"{'places':>8} {'import ms':>10} {'names ms':>10} {'load one ms':>12}")
    for places in (13, 60):
        with tempfile.TemporaryDirectory() as place:
            house(Path(place), places)
            runs = []
            for _ in range(6):
                done = subprocess.run(
                    [sys.executable, "-c", LOAD], cwd=place, capture_output=True, text=True, check=True
                )
                runs.append([float(x) for x in done.stdout.split()])
            medians = [statistics.median(column) for column in zip(*runs[1:], strict=True)]
        print(f"{places:>8} {medians[0]:>10.1f} {medians[1]:>10.1f} {medians[2]:>12.1f}")


if __name__ == "__main__":
    main()
