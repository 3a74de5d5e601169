"""Words in pictures, read: what is found on the copies that others see, and that taking it out works."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import seen_pictures as drawn
from conftest import ROOT, SAMPLES, TODAY, Sample

from assistant.case import case_from
from assistant.case.model import Secret
from assistant.disclosure import Leak, Reader
from assistant.disclosure.seen import Seeker, Sighting
from assistant.errors import PersonError
from assistant.evidence.areas import Area
from assistant.evidence.intake import take_into
from assistant.evidence.media import JPEG, PDF, PICTURES, PNG
from assistant.evidence.ocr import asking
from assistant.evidence.ocr.asking import CANNOT_READ, Copy, Readings, can_read, readings_of
from assistant.findings import Severity
from assistant.packet import Options, Packet, assemble
from assistant.packet.pictures import areas_of

reads = pytest.mark.skipif(not can_read(), reason="the extra 'ocr' is not installed")
HOME = Secret("confidential.home_address", "home address", "47 Willow Creek Road, Apt 3B, Port Larkin, CA 90000")
PHONE = Secret("confidential.phone", "phone number", "(555) 555-0177")


def copy(name: str, data: bytes, media: str, hide: tuple[Area, ...] = ()) -> Copy:
    return Copy(name, hashlib.sha256(data).hexdigest(), media, lambda: data, 1, hide, name, name)


def sightings(readings: Readings, copies: list[Copy], secrets: tuple[Secret, ...]) -> dict[str, list[Sighting]]:
    for page, result in readings.read(readings.missing(copies)):
        assert not isinstance(result, PersonError), (page[0].id, result)
    assert readings.missing(copies) == []  # each is read once
    return {c.id: Seeker(secrets).seen(readings.known(c, 1) or ()) for c in copies}


@reads
def test_an_address_is_read_off_pictures_as_people_take_them_and_gone_once_taken_out() -> None:
    envelope = drawn.envelope()
    pictures = {
        "screen": (drawn.png(drawn.screen()), PNG),
        "skewed": (drawn.jpeg(drawn.noisy(drawn.skewed(envelope))), JPEG),
        "aslant": (drawn.jpeg(drawn.noisy(drawn.turned(envelope, 8))), JPEG),
        "sideways": (drawn.jpeg(drawn.turned(envelope, 90)), JPEG),
        "upside-down": (drawn.jpeg(drawn.turned(envelope, 180)), JPEG),
        "scan": (_scan(["Notice", "Dear Jamie Rivera,", "", "47 Willow Creek Road, Unit 3B", "Port Larkin"]), PDF),
    }
    readings = readings_of(None)
    copies = [copy(name, *what) for name, what in pictures.items()]
    found = sightings(readings, copies, (HOME, PHONE))
    assert {name: {(s.secret.label, s.sure) for s in those} for name, those in found.items()} == {
        "screen": {("home address", True), ("phone number", True)},
        **{name: {("home address", True)} for name in pictures if name != "screen"},
    }
    hidden = [
        replace(c, hide=tuple(a for s in found[c.id] for a in areas_of(1, s.boxes)))
        for c in copies
        if c.id in ("screen", "scan")
    ]
    assert [c.id for c, _ in readings.missing(hidden)] == [c.id for c in hidden]  # other copies, read anew
    assert not any(sightings(readings, hidden, (HOME, PHONE)).values())
    # of the screen the words around are still there: they are what was threatened
    rest = " ".join(line.text for line in readings.known(hidden[0], 1) or ())
    assert "You ar" in rest
    assert "right?" in rest
    assert "Leave me alone" in rest


def _scan(lines: list[str]) -> bytes:
    """A PDF whose page is a picture."""
    import io

    out = io.BytesIO()
    drawn.letter(lines).save(out, "PDF", resolution=150)
    return out.getvalue()


@reads
def test_the_samples_exhibits_raise_no_false_alarm() -> None:
    readings = readings_of(None)
    copies: dict[str, Copy] = {}
    secrets: dict[str, Secret] = {}
    for name in SAMPLES:
        sample = Sample(name)
        secrets |= {s.value: s for s in sample.case.kept.secrets}
        for file in sample.case.kept.files:
            if file.media in PICTURES:
                data = sample.store.original(file.sha256)
                copies[file.sha256] = copy(f"{name} {file.exhibit}", data, file.media)
    assert len(copies) >= 8
    found = sightings(readings, list(copies.values()), tuple(secrets.values()))
    assert {name: those for name, those in found.items() if those} == {}
    assert any(readings.known(c, 1) for c in copies.values())


def _with_picture(sample: Sample, tmp_path: Path, data: bytes) -> tuple[Sample, str]:
    """The sample with one exhibit: a picture."""
    for item in sample.answers.ids("exhibits"):
        sample.answers.remove("exhibits", item)
    path = tmp_path / "shot.png"
    path.write_bytes(data)
    item = sample.answers.add("exhibits")
    sample.answers.put("exhibits", True)
    sample.answers.put(f"exhibits.{item}.title", "Screen of my phone")
    sample.answers.put(f"exhibits.{item}.file", take_into(sample.store, path))
    sample.answers.put("confidential.home_address", HOME.value)
    sample.case = case_from(sample.answers, sample.sheet)
    return sample, item


def _made(sample: Sample, readings: Readings | None, **options: bool) -> Packet:
    how = Options(readings=readings, **options)  # type: ignore[arg-type]
    return assemble(sample.case, sample.sheet, sample.order, sample.store.original, TODAY, how)


@reads
def test_a_picture_that_shows_the_address_keeps_the_papers_back_until_it_is_taken_out(
    neighbor: Sample, tmp_path: Path
) -> None:
    sample, item = _with_picture(neighbor, tmp_path, drawn.png(drawn.screen()))
    readings = readings_of(None)
    told: list[tuple[str, int, int]] = []
    how = Options(readings=readings, progress=lambda *step: told.append(step))
    packet = assemble(sample.case, sample.sheet, sample.order, sample.store.original, TODAY, how)
    (leak,) = packet.leaks
    assert (leak.secret.label, leak.part) == ("home address", "Exhibit A, page 1, in the picture")
    assert leak.remedy.startswith("paperwork evidence redact A --page 1 --area ")
    assert not {f.reader for f in packet.files} & {Reader.COURT, Reader.SERVED}
    assert [f.severity for f in packet.findings if f.id == "F29-picture-leak"] == [Severity.BLOCK]
    assert HOME.value not in str([(f.person, f.lawyer, f.place) for f in packet.findings if f.id.startswith("F29")])
    assert ("Reading words in pictures", 1, 1) in told

    told.clear()
    spoken_for = assemble(
        sample.case, sample.sheet, sample.order, sample.store.original, TODAY, replace(how, allow_leaks=True)
    )
    assert {Reader.COURT, Reader.SERVED} <= {f.reader for f in spoken_for.files}
    assert not [step for step in told if step[0] == "Reading words in pictures"]  # it was read before

    # what the remedy says is what takes it out
    edges = [e for e in leak.remedy.split() if "," in e]
    sample.answers.put(f"exhibits.{item}.hide", [Area.of(1, e).text() for e in edges])
    sample.case = case_from(sample.answers, sample.sheet)
    after = _made(sample, readings)
    assert not after.leaks
    assert {Reader.COURT, Reader.SERVED} <= {f.reader for f in after.files}
    assert any("compared with what must stay hidden" in note for note in after.notes)


class Told(Readings):
    """Readings that are given, not read."""

    def __init__(self, *texts: str, score: float = 0.95) -> None:
        super().__init__(asking._Memory(), able=True)
        self._told = tuple(
            asking.Line(t, score, ((10, 10 + 5 * n), (60, 10 + 5 * n), (60, 13 + 5 * n), (10, 13 + 5 * n)))
            for n, t in enumerate(texts)
        )

    def known(self, copy: Copy, page: int) -> tuple[asking.Line, ...]:
        return self._told


def test_what_is_in_doubt_is_a_thing_to_check_and_holds_nothing_back(neighbor: Sample, tmp_path: Path) -> None:
    sample, _ = _with_picture(neighbor, tmp_path, drawn.png(drawn.screen(("Hello",))))
    packet = _made(sample, Told("49 Willow Creek Road"))
    assert not packet.leaks
    assert {Reader.COURT, Reader.SERVED} <= {f.reader for f in packet.files}
    (finding,) = [f for f in packet.findings if f.id.startswith("F29")]
    assert (finding.severity, finding.place) == (Severity.REVIEW, "Exhibit A, page 1")
    assert "--area" in finding.person
    assert packet.findings == tuple(sorted(packet.findings, key=lambda f: f.severity))


def test_leaks_in_pictures_count_without_anything_installed(neighbor: Sample, tmp_path: Path) -> None:
    sample, _ = _with_picture(neighbor, tmp_path, drawn.png(drawn.screen(("Hello",))))
    packet = _made(sample, Told("47 Willow", "Creek Rd"))
    assert [(leak.secret.label, leak.file) for leak in packet.leaks] == [("home address", "exhibits")]
    assert all(isinstance(leak, Leak) for leak in packet.leaks)
    assert not {f.reader for f in packet.files} & {Reader.COURT, Reader.SERVED}


def test_without_the_extra_a_person_is_asked_to_look(
    neighbor: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "can_read", lambda: False)
    packet = _made(neighbor, readings_of(None))
    assert packet.notes.count(CANNOT_READ) == 1
    (finding,) = [f for f in packet.findings if f.id == "F29-picture-not-read"]
    assert finding.severity is Severity.REVIEW
    assert finding.place.startswith("Exhibits A, B")
    assert {Reader.COURT, Reader.SERVED} <= {f.reader for f in packet.files}
    assert not [f for f in _made(neighbor, None).findings if f.id.startswith("F29")]


def test_adding_a_picture_says_once_that_nothing_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.cli import main

    monkeypatch.setattr(asking, "can_read", lambda: False)
    files = []
    for n in range(2):
        files.append(tmp_path / f"{n}.png")
        files[-1].write_bytes(drawn.png(drawn.screen((f"Hello {n}",))))
    case = ["--case", str(tmp_path / "case")]
    assert main(["fill", str(ROOT / "samples/ca-neighbor/answers.yaml"), *case]) == 0
    capsys.readouterr()
    assert main(["evidence", "add", *map(str, files), *case]) == 0
    assert " ".join(capsys.readouterr().out.split()).count(CANNOT_READ) == 1
    assert main(["evidence", "read", *case]) == 2
    assert "paperwork[ocr]" in capsys.readouterr().err


@reads
def test_the_command_reads_once_and_takes_out_what_it_saw(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "assistant", *words, "--case", str(tmp_path / "case")],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return " ".join(done.stdout.split())

    answers = tmp_path / "answers.yaml"
    text = (ROOT / "samples/mn-stranger-online/answers.yaml").read_text("utf-8")
    answers.write_text(
        text.split("\nexhibits:")[0].split("\nlogs:")[0] + f"\nconfidential:\n  home_address: {HOME.value}\n"
    )
    shot = tmp_path / "shot.png"
    shot.write_bytes(drawn.png(drawn.screen()))
    run("fill", str(answers))
    run("evidence", "add", str(shot))
    said = run("evidence", "read")
    assert "e1, page 1: your private home address stands here." in said
    assert "To take it out: paperwork evidence redact e1 --page 1 --area" in said
    assert HOME.value not in said
    kept = list((tmp_path / "case" / "readings").iterdir())
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o077 == 0
    assert "taken out of every copy now" in run("evidence", "read", "--take-out")
    assert "Nothing that must stay hidden was seen" in run("evidence", "read")


@reads
def test_reading_fetches_nothing_and_writes_nothing(tmp_path: Path) -> None:
    """With Python's audit events watched, and with the models gone: it fails, and asks nobody for them."""
    shot = tmp_path / "shot.png"
    shot.write_bytes(drawn.png(drawn.screen(("Hello there",), 300)))
    program = f"""
import os, sys
seen = []
def watch(event, details):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.", "subprocess.", "os.exec")):
        seen.append(event)
    if event == "open" and isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append(("open", details[0]))
sys.addaudithook(watch)
from assistant.evidence.ocr import engine
lines = engine.read(open({str(shot)!r}, "rb").read(), {{}})[0]["lines"]
assert any("Hello" in line[0] for line in lines), lines
assert sys.modules["onnxruntime"] is None
engine._reader.cache_clear()
engine._MODELS = {{part: "gone.onnx" for part in engine._MODELS}}
try:
    engine.read(open({str(shot)!r}, "rb").read(), {{}})
except FileNotFoundError:
    seen.append("refused")
print(seen)
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], capture_output=True, text=True, cwd=ROOT, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['refused']"
