"""Photos in number: seen to be whole, made small, upright and bare, and broken off without a trace."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import random
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from evidence_files import camera, pdf
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from test_cli import run

from assistant.errors import PersonError
from assistant.evidence import jpegs, pages_of, take_in
from assistant.evidence.apart import Workers, each, watched
from assistant.evidence.intake import Memory, Source, take_each
from assistant.vault import Vault


def grain(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A picture with something to tell in every part of it."""
    chance = random.Random(7)
    return Image.frombytes("RGB", (40, 30), chance.randbytes(3600)).resize(size).convert(mode)


def jpeg(size: tuple[int, int] = (1200, 900), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    grain(size, mode).save(out, "JPEG", exif=exif, **options)
    return out.getvalue()


WHOLE = jpeg()
SMALL = [
    jpeg((200, 150)),
    jpeg((97, 61), "L"),
    jpeg((64, 64), "CMYK"),
    jpeg((128, 96), progressive=True),
    jpeg((128, 96), restart_marker_blocks=3),
    jpeg((128, 96), subsampling=0, comment=b"seen"),
]


# -- whole or not ------------------------------------------------------------------------------------


def unpacks(data: bytes) -> bool:
    try:
        picture = Image.open(io.BytesIO(data), formats=("JPEG",))
        picture.draft(None, (picture.width // 8, picture.height // 8))
        picture.load()
    except Exception:
        return False
    return True


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_spoiled_jpeg_is_judged_by_its_sample_as_by_all_of_it(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(SMALL))
    spoiled = bytearray(whole)
    most = data.draw(st.sampled_from([len(whole) - 1, min(len(whole) - 1, 700)]))  # half of the time in the head
    at, length = data.draw(st.integers(0, most)), data.draw(st.integers(0, 120))
    match data.draw(st.sampled_from(["nothing", "cut", "cut with an end", "bytes", "hole", "more", "zeros"])):
        case "cut":
            del spoiled[at:]
        case "cut with an end":
            spoiled[at:] = b"\xff\xd9"
        case "bytes":
            for _ in range(data.draw(st.integers(1, 5))):
                byte = data.draw(st.one_of(st.sampled_from([0, 255]), st.integers(0, 255)))
                spoiled[data.draw(st.integers(0, most))] = byte
        case "hole":
            del spoiled[at : at + length]
        case "more":
            spoiled[at:at] = data.draw(st.binary(min_size=1, max_size=60))
        case "zeros":
            spoiled[at : at + length] = bytes(len(spoiled[at : at + length]))
    before = jpegs._SAMPLE
    jpegs._SAMPLE = 16  # so that nearly all of the scan is left out even of such small pictures
    try:
        sample = jpegs.sample_of_whole(bytes(spoiled))
    finally:
        jpegs._SAMPLE = before
    if sample is not None:
        assert unpacks(sample) is unpacks(bytes(spoiled))


def test_a_plain_photo_is_not_unpacked_to_see_that_it_is_whole() -> None:
    sample = jpegs.sample_of_whole(WHOLE + b"a few bytes after its end")
    assert sample is not None
    assert len(sample) < len(WHOLE) - 20_000
    for other in (jpeg(progressive=True), WHOLE[:-2], WHOLE[: len(WHOLE) // 2], b"\xff\xd8\xff\xe0", b""):
        assert jpegs.sample_of_whole(other) is None


SPOILED = {
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "cut by ten bytes": WHOLE[:-10],
    "without the mark of its end": WHOLE[:-2],
    "its second half lost to zeros": WHOLE[: len(WHOLE) // 2] + bytes(len(WHOLE) // 2),
    "its second half never written": WHOLE[: len(WHOLE) // 2] + b"\xff" * (len(WHOLE) // 2),
    "its second half from another file": WHOLE[: len(WHOLE) // 2] + WHOLE[: len(WHOLE) // 2],
    "without tables": b"".join(WHOLE.partition(b"\xff\xda")[1:]).join([b"\xff\xd8", b""]),
    "progressive and cut": jpeg(progressive=True)[:-2000],
    "grey and cut": jpeg(mode="L")[:-400],
    "for print and cut": jpeg(mode="CMYK")[:-400],
}


@pytest.mark.parametrize("kind", SPOILED)
def test_a_damaged_photo_is_refused_when_it_is_added(kind: str) -> None:
    with pytest.raises(PersonError, match="damaged"):
        take_in(SPOILED[kind], "door.jpg")


def two_in_one() -> bytes:
    """As phones save a photo with its depth: a second JPEG behind the first."""
    out = io.BytesIO()
    grain((1200, 900)).save(out, "MPO", save_all=True, append_images=[grain((300, 200))])
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [WHOLE + b"\0\0\0\x18ftypmp42 a moving picture behind it", two_in_one(), jpeg(restart_marker_blocks=4)],
    ids=["with a film behind it", "two in one", "with restart marks"],
)
def test_what_follows_a_whole_photo_does_not_spoil_it_and_does_not_come_along(data: bytes) -> None:
    assert take_in(data, "door.jpg").pixels == (1200, 900)
    (made,) = pages_of(data).pictures
    assert b"ftyp" not in made.data
    assert made.data.count(b"\xff\xd8\xff") == 1
    assert made.data.endswith(b"\xff\xd9")


# -- large pictures ----------------------------------------------------------------------------------


def large(kind: str, orientation: int = 1) -> bytes:
    """More than 400 dots to the printed inch; upper left quarter as stored light, the rest dark; with a camera's notes."""
    media, _, mode = kind.partition(" ")
    picture = Image.new("L", (4000, 301), 60)
    picture.paste(200, (0, 0, 2000, 150))
    if mode == "I;16":
        picture = Image.frombytes("I;16", picture.size, b"".join(bytes((v, v)) for v in picture.tobytes()))
    else:
        picture = picture.convert("RGB" if mode in ("", "progressive") else mode)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "SECRETCAMERA"
    out = io.BytesIO()
    if media == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    options: dict[str, Any] = {"progressive": True} if mode == "progressive" else {}
    picture.save(out, media, exif=exif, **options)
    return out.getvalue()


LARGE = ["JPEG", "JPEG L", "JPEG CMYK", "JPEG progressive", "PNG L", "PNG I;16", "PNG RGBA", "PNG P", "HEIF", "WEBP"]


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_picture_is_halved_and_shows_the_same(kind: str) -> None:
    data = large(kind)
    assert b"SECRETCAMERA" in data
    (made,) = pages_of(data).pictures
    assert made.pixels == (2000, 151)
    assert made.pixels[0] / (made.size[0] / 72) >= 200
    seen = Image.open(io.BytesIO(made.data))
    assert seen.mode in ("L", "RGB")
    assert dict(seen.getexif()) == {}
    assert b"SECRETCAMERA" not in made.data
    grey = seen.convert("L")
    near = 4 if "PNG" in kind else 8
    assert grey.getpixel((500, 40)) == pytest.approx(200, abs=near)
    assert grey.getpixel((1500, 110)) == pytest.approx(60, abs=near)
    assert pages_of(data).pictures[0].data == made.data


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_large_picture_stands_as_its_camera_noted(kind: str, orientation: int) -> None:
    (made,) = pages_of(large(kind, orientation)).pictures
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[orientation]
    sideways = orientation > 4
    assert (made.pixels[0] < made.pixels[1]) is sideways
    assert (made.size[0] < made.size[1]) is sideways
    # 430 to the inch when it stands: half of that is enough for a JPEG; others are brought to 300
    fine = {"JPEG": 215, "WEBP": 300}[kind] if sideways else 286
    assert max(made.pixels) / max(made.size) * 72 == pytest.approx(fine, abs=1)
    seen = Image.open(io.BytesIO(made.data)).convert("L")
    light = {
        (x, y)
        for x in (0, 1)
        for y in (0, 1)
        if seen.getpixel((seen.width // 4 * (1 + 2 * x), seen.height // 4 * (1 + 2 * y))) > 130  # type: ignore[operator]
    }
    assert light == {corner}


def profile(primaries: dict[bytes, tuple[float, float, float]]) -> bytes:
    """sRGB's profile with other primaries (ICC.1, XYZ of D50)."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for n in range(struct.unpack_from(">I", made, 128)[0]):
        tag, at = struct.unpack_from(">4sI", made, 132 + 12 * n)
        if tag in primaries:
            struct.pack_into(">3i", made, at + 8, *(round(v * 65536) for v in primaries[tag]))
    return bytes(made)


# as many phones take their photos: Display P3
P3 = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}


@pytest.mark.parametrize("size", [(60, 60), (3600, 300)])
def test_colours_of_another_space_are_brought_to_that_of_screens(size: tuple[int, int]) -> None:
    made = {}
    for name, colours in (("none", None), ("same", profile({})), ("p3", profile(P3))):
        out = io.BytesIO()
        Image.new("RGB", size, (180, 60, 60)).save(out, "JPEG", quality=95, icc_profile=colours)
        (picture,) = pages_of(out.getvalue()).pictures
        assert b"ICC_PROFILE" not in picture.data
        made[name] = picture.data
    assert made["same"] == made["none"]
    red, green, blue = Image.open(io.BytesIO(made["p3"])).getpixel((20, 20))  # type: ignore[misc]
    assert red > 187  # what P3 calls 180 is a stronger red in sRGB
    assert green < 57
    assert blue < 62


# -- many at once, and stopped -----------------------------------------------------------------------

_SLOW = """
from assistant.evidence.worker import serve
import time
def sleep(data, how):
    time.sleep(how["seconds"])
    return {}, [data]
serve({"sleep": sleep})
"""


@pytest.fixture
def slow() -> Iterator[Workers]:
    made = Workers(2, _SLOW)
    yield made
    made.close()


def test_a_batch_that_is_closed_ends_at_once_and_hands_back_what_nobody_took(slow: Workers) -> None:
    unwanted: list[bytes] = []

    def ask(name: str) -> bytes:
        return slow.ask("sleep", name.encode(), name, seconds=60.0 if name == "slow" else 0.0)[1][0]

    results = slow.each(ask, ["first", "slow", "third", "fourth", "fifth", "sixth", "seventh"], unwanted.append)
    assert next(results) == ("first", b"first")
    time.sleep(0.5)
    before = time.monotonic()
    results.close()
    assert time.monotonic() - before < 10
    assert set(unwanted) >= {b"third", b"fourth"}
    assert not {b"first", b"slow"} & set(unwanted)
    assert slow.ask("sleep", b"again", "x", seconds=0.0)[1] == [b"again"]
    assert not [t for t in threading.enumerate() if t.name.startswith("ThreadPoolExecutor")]


def test_whoever_watches_is_told_of_each_file() -> None:
    told: list[tuple[int, int]] = []
    with watched(lambda done, total: told.append((done, total))):
        assert [r for _, r in each(str.upper, ["a", "b", "c"])] == ["A", "B", "C"]
    assert told == [(1, 3), (2, 3), (3, 3)]
    list(each(str.upper, ["a"]))
    assert len(told) == 3


def photos(folder: Path, count: int) -> list[Path]:
    data = jpeg((300, 200))
    paths = [folder / f"{n:03}.jpg" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_bytes(data + n.to_bytes(4, "big"))
    return paths


def test_whoever_stops_taking_in_keeps_what_was_handed_on_and_nothing_else(tmp_path: Path) -> None:
    paths = photos(tmp_path, 20)
    vault = Vault.open(tmp_path / "notes")
    results = take_each(vault, [Source(path) for path in paths])
    taken = [next(results)[1] for _ in range(3)]
    results.close()
    there = {path.name for path in (tmp_path / "notes" / "evidence").iterdir()}
    assert there == {value["sha256"] for value in taken if isinstance(value, dict)}
    assert there == set(vault.evidence)
    assert len(there) == 3


def test_the_same_file_twice_in_a_batch_is_kept_once(tmp_path: Path) -> None:
    (path,) = photos(tmp_path, 1)
    for store in (Vault.open(tmp_path / "notes"), Memory()):
        values = [value for _, value in take_each(store, [Source(path)] * 3)]
        assert isinstance(values[0], dict)
        assert values[0] == values[1] == values[2]
        assert store.original(values[0]["sha256"]) == path.read_bytes()
    assert [p.name for p in (tmp_path / "notes" / "evidence").iterdir()] == [values[0]["sha256"]]


def test_a_full_disk_refuses_the_file_and_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    (path,) = photos(tmp_path, 1)
    vault = Vault.open(tmp_path / "notes")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ((_, result),) = take_each(vault, [Source(path)])
    assert isinstance(result, PersonError)
    assert "disk is full" in str(result)
    assert not list((tmp_path / "notes" / "evidence").iterdir())
    assert vault.evidence == {}


def test_names_of_originals_are_on_disk_before_the_case_tells_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault.open(tmp_path / "notes")
    synced: list[str] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        synced.append("case" if (tmp_path / "notes" / "case.json").exists() else "before it")
        fsync(handle)

    vault.keep_original(b"data", "photo.jpg", "image/jpeg")
    left = tmp_path / "notes" / "evidence" / ".new-left"
    mine = tmp_path / "notes" / "evidence" / ".new-mine"
    for half in (left, mine):
        half.write_bytes(b"half")
    os.utime(left, (0, 0))
    monkeypatch.setattr(os, "fsync", noted)
    vault.save()
    assert synced == ["before it", "before it", "case"]  # the names, the new case, its own name
    assert not left.exists()  # of a program that was killed long ago
    assert mine.exists()
    synced.clear()
    vault.save()
    assert len(synced) == 2


# -- commands ----------------------------------------------------------------------------------------


@pytest.fixture
def case(tmp_path: Path) -> str:
    folder = tmp_path / "notes"
    sample = ROOT / "samples" / "ca-neighbor" / "answers.yaml"
    assert run("fill", str(sample), "--case", str(folder)).returncode == 0
    return str(folder)


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stop_when(child: subprocess.Popen[str], there: Any) -> tuple[str, str]:
    deadline = time.monotonic() + 60
    while not there() and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    child.send_signal(signal.SIGINT)
    return child.communicate(timeout=60)


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_in_the_midst_of_adding_keeps_what_was_added(case: str, tmp_path: Path) -> None:
    folder = Path(case) / "evidence"
    kept = {p.name for p in folder.iterdir()}
    child = start("evidence", "add", *map(str, photos(tmp_path, 200)), "--case", case)
    said, errors = stop_when(child, lambda: len([p for p in folder.iterdir() if len(p.name) == 64]) > len(kept) + 5)
    assert child.returncode == 130, errors
    assert "Traceback" not in errors
    vault = Vault.open(Path(case), create=False)
    files = [vault.answers.value(f"exhibits.{item}.file") for item in vault.answers.ids("exhibits")]
    listed, there = {file["sha256"] for file in files if file}, {p.name for p in folder.iterdir()}
    assert listed <= there
    # the one in hand at that moment may be kept and not listed; nothing is half there
    assert len(there - listed) <= 1
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == name for name in there)
    added = len(files) - len(kept)
    assert 0 < added < 200
    assert f"Stopped. Added: {added} of 200." in said


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_in_the_midst_of_building_leaves_no_papers(case: str, tmp_path: Path) -> None:
    paths = []
    for n in range(40):
        paths.append(tmp_path / f"{n}.jpg")
        paths[-1].write_bytes(WHOLE + n.to_bytes(4, "big"))
    assert run("evidence", "add", *map(str, paths), "--case", case).returncode == 0
    out = tmp_path / "papers"
    child = start("build", "--case", case, "--out", str(out))
    begun = time.monotonic()
    _, errors = stop_when(child, lambda: time.monotonic() - begun > 1.2)
    assert "Traceback" not in errors
    if child.returncode != 0:  # on a quick machine it may be over before
        assert child.returncode in (130, -signal.SIGINT)
        assert not out.exists() or not list(out.iterdir())


def test_nothing_is_made_when_papers_are_there_already(case: str, tmp_path: Path) -> None:
    out = tmp_path / "papers"
    (out / "court").mkdir(parents=True)
    done = run("build", "--case", case, "--out", str(out))
    assert done.returncode == 2
    assert "papers are already here" in done.stderr


def test_a_photo_that_other_files_hold_up_is_taken(case: str, tmp_path: Path) -> None:
    """One that is refused and one of another kind stand between; the rest of the batch goes on, in order."""
    good = photos(tmp_path, 2)
    bad, words = tmp_path / "bad.jpg", tmp_path / "words.pdf"
    bad.write_bytes(SPOILED["cut in the middle"])
    words.write_bytes(pdf("words"))
    other = tmp_path / "other.png"
    other.write_bytes(camera("PNG"))
    done = run("evidence", "add", *map(str, (good[0], bad, words, good[1], other)), "--case", case)
    assert done.returncode == 2
    said = done.stdout
    places = [said.index(name) for name in ("000.jpg", "bad.jpg", "words.pdf", "001.jpg", "other.png")]
    assert places == sorted(places)
    assert "Added: 4. Not added: 1." in said
    with contextlib.suppress(FileNotFoundError):
        assert not list((Path(case) / "evidence").glob(".new-*"))
