"""200 photos of 12 megapixels: taken in, and set as exhibits. Run by hand: python benchmarks/evidence.py [PHOTOS]

The photos are made here: a texture like a camera's, about 4 MB each, with Exif. Aim: 40 s on two cores for each of
the two steps, with the memory of all processes together.
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
from pathlib import Path

from cases import write_case

ROOT = Path(__file__).resolve().parent.parent
PAPERWORK = [sys.executable, "-m", "assistant"]


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


def timed(what: str, command: list[str]) -> None:
    """Print wall seconds, processor seconds of all processes, and the peak memory of the largest one."""
    start, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stdout + done.stderr)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    print(
        f"{what:24} {time.perf_counter() - start:7.1f} s   processor {processor:6.1f} s"
        f"   largest process {now.ru_maxrss / 1024:6.0f} MB   aim for 200: at most 40 s"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = [photo(seed) for seed in range(min(8, count))]
        paths = []
        for n in range(count):
            path = folder / f"photo-{n:03}.jpg"
            # a few bytes after the end make each its own file
            path.write_bytes(made[n % len(made)] + n.to_bytes(4, "big"))
            paths.append(str(path))
        print(
            f"{count} photos of 12 megapixels, {sum(map(len, made)) / len(made) / 1e6:.1f} MB each, {os.cpu_count()} cores"
        )
        write_case(folder / "answers.yaml", 10)
        case = str(folder / "notes")
        timed("paperwork fill", [*PAPERWORK, "fill", str(folder / "answers.yaml"), "--case", case])
        timed("paperwork evidence add", [*PAPERWORK, "evidence", "add", *paths, "--case", case])
        timed("paperwork build", [*PAPERWORK, "build", "--case", case, "--out", str(folder / "papers")])


if __name__ == "__main__":
    main()
