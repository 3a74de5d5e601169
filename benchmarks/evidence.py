"""200 photos of 12 megapixels: taken in, and set as exhibits. Run by hand: python benchmarks/evidence.py [PHOTOS] [packet]

The photos are made here: a texture like a camera's, about 4 MB each, with Exif. Aim: 40 s on two cores for adding them
and building the papers together. Wall time tells nothing while other programs run: then look at the processor's seconds,
of which two cores give two in a second. With `packet`, the files for each reader are made too; these have no aim.
"""

from __future__ import annotations

import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import Process
from pathlib import Path

from cases import write_case

ROOT = Path(__file__).resolve().parent.parent
PAPERWORK = [sys.executable, "-m", "assistant"]
AIM = 40.0  # seconds


def photo(seed: int) -> bytes:
    """4032 x 3024 pixels, JPEG, with the grain of a camera and the notes it writes."""
    from PIL import Image

    chance = random.Random(seed)
    small = Image.frombytes("RGB", (504, 378), chance.randbytes(504 * 378 * 3)).resize(
        (4032, 3024), Image.Resampling.BICUBIC
    )
    exif = Image.Exif()
    exif[0x0112] = chance.choice((1, 1, 6, 8))
    exif.get_ifd(0x8769)[36867] = f"2026:05:{1 + seed % 28:02} 21:14:03"
    out = io.BytesIO()
    small.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


@dataclass(frozen=True)
class Taken:
    """What a command took: seconds by the clock, seconds of processors in all its processes, megabytes."""

    wall: float
    processor: float
    largest: float = 0.0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.wall + other.wall, self.processor + other.processor, max(self.largest, other.largest))

    def told(self, what: str) -> str:
        """One line."""
        return (
            f"{what:24} {self.wall:7.1f} s   processor {self.processor:6.1f} s   largest process {self.largest:6.0f} MB"
        )


def timed(*command: str) -> Taken:
    """Run a command of ours to its end."""
    start, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen([*PAPERWORK, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
        said = child.stdout.read().decode() if child.stdout else ""
        _, status, own = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit(said)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    taken = Taken(time.perf_counter() - start, processor, own.ru_maxrss / 1024)
    print(taken.told(f"paperwork {' '.join(command[: 2 if command[0] == 'evidence' else 1])}"), flush=True)
    return taken


def make(folder: Path, count: int) -> None:
    """Write the photos."""
    made = [photo(seed) for seed in range(min(8, count))]
    for n in range(count):
        # a few bytes after the end make each its own file
        (folder / f"photo-{n:03}.jpg").write_bytes(made[n % len(made)] + n.to_bytes(4, "big"))


def main() -> None:
    words = sys.argv[1:]
    count = next((int(word) for word in words if word.isdecimal()), 200)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # in a process of its own: a command's peak would begin at the memory of the process that starts it
        maker = Process(target=make, args=(folder, count))
        maker.start()
        maker.join()
        paths = sorted(str(path) for path in folder.glob("*.jpg"))
        size = sum(os.path.getsize(path) for path in paths) / count / 1e6
        print(f"{count} photos of 12 megapixels, {size:.1f} MB each, {os.cpu_count()} cores")
        write_case(folder / "answers.yaml", 10)
        case = str(folder / "notes")
        timed("fill", str(folder / "answers.yaml"), "--case", case)
        both = timed("evidence", "add", *paths, "--case", case)
        both += timed("build", "--case", case, "--out", str(folder / "papers"))
        aim = f"   aim: {AIM:.0f} s" if count == 200 else f"   aim for 200 photos: {AIM:.0f} s"
        print(both.told("adding and building") + aim)
        if "packet" in words:
            timed("packet", "--case", case, "--out", str(folder / "packet"))


if __name__ == "__main__":
    main()
