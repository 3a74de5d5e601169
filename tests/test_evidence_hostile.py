"""Files made to do harm: each is refused in words or shown harmlessly, and the rest of the batch goes on."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from evidence_files import bare_tiff, camera, chunk, every_byte, mail, pdf, png, words
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from assistant.errors import PersonError
from assistant.evidence import pages_of, take_in
from assistant.evidence.apart import Workers
from assistant.evidence.intake import Memory, Source, take_each, take_into


def name(text: str) -> NameObject:
    return NameObject(text)


# -- bombs and traps ---------------------------------------------------------------------------------


def _nested_mail(levels: int) -> bytes:
    body = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(levels))
    return mail(body + b"--b%d\r\n\r\nx\r\n" % levels, kind=b"multipart/mixed; boundary=b0")


def _mail_in_mail(levels: int) -> bytes:
    data = mail()
    for _ in range(levels):
        data = b"From: a@example.org\r\nDate: x\r\nSubject: y\r\nContent-Type: message/rfc822\r\n\r\n" + data
    return data


def _many_parts(count: int) -> bytes:
    part = b"--b\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n"
    return mail(part * count + b"--b--\r\n", kind=b"multipart/mixed; boundary=b")


def _unpacks_to(megabytes: int) -> Any:
    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"0 0 1 1 re f\n" * (megabytes * 77_000))
        writer.pages[0][name("/Contents")] = writer._add_object(stream.flate_encode())

    return change


def _page_loop(writer: PdfWriter) -> None:
    pages = writer.root_object["/Pages"].get_object()
    pages[name("/Kids")] = ArrayObject([writer.root_object.raw_get("/Pages")])
    pages[name("/Count")] = NumberObject(5)


def _deep_pdf() -> bytes:
    return (
        pdf("x")
        .replace(b"trailer", b"9 0 obj\n" + b"[" * 50_000 + b"\nendobj\ntrailer")
        .replace(b"/Contents", b"/Annots " + b"[" * 50_000 + b" /Contents")
    )


REFUSED = {
    "a picture of 10 gigapixels": png(100_000, 100_000),
    "a picture of 81 megapixels": png(9_000, 9_001, pixels=b"\0" * 1000),
    "a note that unpacks to 200 MB": png(
        1, 1, extra=chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 200_000_000, 9)), pixels=b"\0\0"
    ),
    "a TIFF of 5,000 pages": bare_tiff(5_000),
    "a PDF page that unpacks to 100 MB": pdf("x", change=_unpacks_to(100)),
    "a PDF whose pages go in a circle": pdf("x", change=_page_loop),
    "a PDF that is nothing but brackets": _deep_pdf(),
    "an e-mail with 1,000 levels": _nested_mail(1_000),
    "an e-mail with 100 levels": _nested_mail(100),
    "an e-mail with 2,000 parts": _many_parts(2_000),
    "a text of 3 MB": b"word " * 600_000,
    "a text of 500,000 lines": b"a\n" * 500_000,
    "an e-mail of 100,000 lines": mail(b"a\r\n" * 100_000),
    "a zip that unpacks for ever": b"PK\x03\x04" + bytes(26) + b"x" + zlib.compress(b"\0" * 10_000_000),
}


def _shown(data: bytes) -> None:
    take_in(data, "holiday.jpg")
    pages_of(data, where="holiday.jpg")


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_quickly_and_in_one_sentence(kind: str) -> None:
    before = time.monotonic()
    with pytest.raises(PersonError) as caught:
        _shown(REFUSED[kind])
    (problem,) = caught.value.problems
    assert problem.where == "holiday.jpg"
    assert problem.what.endswith(".")
    assert problem.remedy.endswith(".")
    assert time.monotonic() - before < 60


def test_a_tiff_that_leads_back_to_itself_ends() -> None:
    with contextlib.suppress(PersonError):
        assert take_in(bare_tiff(3, loop=True), "x").pages <= 200


def test_e_mails_within_e_mails_end() -> None:
    made = pages_of(_mail_in_mail(12))
    assert made.pdf is not None
    assert words(made.pdf).count("E-mail that was attached") == 3
    assert "an attached e-mail" in words(made.pdf)


# -- what acts ---------------------------------------------------------------------------------------


def _armed(writer: PdfWriter) -> None:
    def action(**keys: Any) -> DictionaryObject:
        return DictionaryObject({name("/" + k): v for k, v in keys.items()})

    launch = action(S=name("/Launch"), F=TextStringObject("SPY.exe"))
    script = action(S=name("/JavaScript"), JS=TextStringObject("app.alert('SPY')"), Next=launch)
    writer.root_object[name("/OpenAction")] = writer._add_object(script)
    writer.root_object[name("/AA")] = DictionaryObject({name("/WC"): launch})
    names = DictionaryObject({name("/Names"): ArrayObject([TextStringObject("SPY"), script])})
    writer.root_object[name("/Names")] = DictionaryObject({name("/JavaScript"): names})
    writer.add_attachment("SPY.exe", b"MZ SPY")
    writer.add_metadata({"/Author": "SPY"})
    page = writer.pages[0]
    page[name("/AA")] = DictionaryObject({name("/O"): launch})
    note = action(
        Type=name("/Annot"),
        Subtype=name("/Link"),
        A=action(S=name("/URI"), URI=TextStringObject("https://SPY.example.org")),
    )
    note[name("/Rect")] = ArrayObject([NumberObject(v) for v in (0, 0, 600, 700)])
    page[name("/Annots")] = ArrayObject([writer._add_object(note)])


def test_a_pdf_loses_everything_that_acts() -> None:
    data = pdf("first", "second", change=_armed)
    assert b"SPY" in every_byte(data)
    made = pages_of(data)
    assert made.pdf is not None
    raw = every_byte(made.pdf)
    for trace in (
        b"SPY",
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/OpenAction",
        b"/AA",
        b"/URI",
        b"/Annots",
        b"/EmbeddedFile",
        b"/Filespec",
        b"/Names",
    ):
        assert trace not in raw, trace
    assert words(made.pdf) == "first second"


def test_nothing_in_a_text_or_e_mail_can_steer_or_turn_around() -> None:
    evil = "\x1b[2J\x1b]0;owned\x07 \u202etxt.exe\u202c \x9b31m" + "He came again. " * 60
    headers = b"X-A: y\r\nCc: =?utf-8?q?=1B[2J=E2=80=AEevil?= <c@example.org>\r\n"
    for made in (pages_of(evil.encode()), pages_of(mail(evil.encode(), headers))):
        assert made.pdf is not None
        assert not set(words(made.pdf)) & set("\x1b\x07\x9b\u202e\u202c")


def test_a_name_that_would_steer_the_terminal_is_told_harmlessly() -> None:
    with pytest.raises(PersonError) as caught:
        take_in(b"GIF89a", "a\x1b[2J\u202eb.gif")
    assert not set(str(caught.value)) & set("\x1b\u202e")


# -- files that are no files -------------------------------------------------------------------------


def test_links_pipes_devices_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("words")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder").mkdir()
    said = {"link.txt": "link", "pipe.txt": "no plain file", "folder": "folder", "gone.txt": "cannot be read"}
    paths = [tmp_path / n for n in said] + [Path("/dev/zero"), tmp_path / "real.txt"]
    store = Memory()
    results = [(source.path.name, result) for source, result in take_each(store, [Source(p) for p in paths])]
    for (file, result), words_said in zip(results, [*said.values(), "no plain file"], strict=False):
        assert isinstance(result, PersonError), file
        assert words_said in str(result)
        assert file in str(result)
    assert isinstance(results[-1][1], dict)
    assert list(store.kept.values()) == [b"words"]


# -- the separate process ----------------------------------------------------------------------------

_JOBS = """
import os, time
from assistant.evidence.worker import serve
def hang(data, how): time.sleep(60)
def crash(data, how): os.kill(os.getpid(), 11)
def leave(data, how): os._exit(0)
def bomb(data, how): return {"n": len(bytearray(20_000_000_000))}, []
def lie(data, how): return {"sizes": "none"}, ["x"]
def fine(data, how): return {"n": len(data)}, [data[::-1]]
def environment(data, how): return {"n": sorted(os.environ)}, []
def files(data, how): return {"n": sorted(os.readlink(f"/proc/self/fd/{f}").split(":")[0] for f in range(256) if os.path.islink(f"/proc/self/fd/{f}"))}, []
def reading(data, how):
    try:
        return {"n": len(os.listdir(how["path"])) if how.get("list") else len(open(how["path"], "rb").read())}, []
    except OSError as error:
        return {"n": 0, "error": error.errno}, []
def network(data, how): return {"n": os.readlink("/proc/self/ns/net")}, []
def write(data, how): open("/tmp/never-written", "w")
def save(data, how):
    import tempfile
    tempfile.mkstemp()
def connect(data, how):
    import socket
    socket.create_connection(("127.0.0.1", 9), 1)
def run(data, how):
    import subprocess
    subprocess.run(["true"])
def shell(data, how): os.system("true")
def talk(data, how):
    print("noise"); os.write(1, b"noise"); os.write(2, b"noise"); return {"n": 1}, []
serve({k: v for k, v in globals().items() if callable(v)})
"""


@pytest.fixture(scope="module")
def workers() -> Any:
    made = Workers(1, _JOBS, seconds=3.0)
    yield made
    made.close()


@pytest.mark.parametrize("trouble", ["hang", "crash", "leave", "bomb", "lie"])
def test_whatever_happens_there_is_one_sentence_here_and_the_next_file_is_served(
    workers: Workers, trouble: str
) -> None:
    before = time.monotonic()
    with pytest.raises(PersonError) as caught:
        workers.ask(trouble, b"x", "door.jpg")
    (problem,) = caught.value.problems
    assert problem.where == "door.jpg"
    assert time.monotonic() - before < 20
    head, parts = workers.ask("fine", b"abc", "next.jpg")
    assert (head["n"], parts) == (3, [b"cba"])


@pytest.mark.parametrize("reach", ["write", "save", "connect", "run", "shell"])
def test_the_process_writes_connects_and_starts_nothing(workers: Workers, reach: str) -> None:
    with pytest.raises(PersonError):
        workers.ask(reach, b"x", "door.jpg")
    assert not Path("/tmp/never-written").exists()


def test_the_process_gets_no_secrets(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERWORK_SECRET", "hunter2")
    made = Workers(1, _JOBS)
    try:
        assert set(made.ask("environment", b"", "x")[0]["n"]) <= {"LC_CTYPE"}
        assert made.ask("talk", b"", "x")[0]["n"] == 1
        assert made.ask("fine", b"ab", "x")[1] == [b"ba"]
        if Path("/proc/self/fd").exists():
            assert {f for f in made.ask("files", b"", "x")[0]["n"]} <= {"pipe", "/dev/null"}
    finally:
        made.close()


@pytest.mark.skipif(sys.platform != "linux", reason="files are closed off on Linux")
def test_the_process_reads_no_file_of_the_person(workers: Workers, tmp_path: Path) -> None:
    import ctypes

    if ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1)) < 1:
        pytest.skip("this system has no Landlock")
    (tmp_path / "diary.txt").write_text("mine")
    beside = Path(__file__).parent  # of the program, but no part of it
    for path in ("/etc/hostname", "/etc/passwd", tmp_path / "diary.txt", beside / "conftest.py", "/proc/self/environ"):
        if Path(path).exists():
            assert workers.ask("reading", b"", "x", path=str(path))[0].get("error") == errno.EACCES, path
    for path in ("/", "/etc", tmp_path, Path.home(), "/proc"):
        assert workers.ask("reading", b"", "x", path=str(path), list=True)[0].get("error") == errno.EACCES, path
    assert workers.ask("reading", b"", "x", path=os.__file__)[0]["n"] > 10_000


@pytest.mark.skipif(sys.platform != "linux", reason="networks of one's own exist on Linux")
def test_the_process_has_no_network(workers: Workers) -> None:
    allowed = subprocess.run(["unshare", "-Un", "true"], check=False, capture_output=True)
    if allowed.returncode:
        pytest.skip("this system lets nobody leave the network")
    assert workers.ask("network", b"", "x")[0]["n"] != os.readlink("/proc/self/ns/net")


def test_several_at_once_in_order_with_the_errors_of_each() -> None:
    made = Workers(2, _JOBS, seconds=3.0)
    jobs = ["fine", "crash", "fine", "leave", "fine", "fine"]
    try:
        results = list(made.each(lambda job: made.ask(job, b"ab", job)[1], jobs))
    finally:
        made.close()
    assert [job for job, _ in results] == jobs
    assert [isinstance(r, PersonError) for _, r in results] == [j in ("crash", "leave") for j in jobs]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_bytes_are_taken_or_refused(data: st.DataObject) -> None:
    start = data.draw(
        st.sampled_from(
            [
                camera("JPEG", (24, 16)),
                camera("PNG", (24, 16)),
                camera("WEBP", (24, 16)),
                camera("HEIF", (64, 64)),
                pdf("x"),
                mail(),
                bare_tiff(2),
                b"RIFF",
                b"\0\0\0\x20ftypmp42",
            ]
        )
    )
    cut = data.draw(st.integers(0, len(start)))
    spoiled = bytearray(start[:cut] + data.draw(st.binary(max_size=24)) + start[cut + data.draw(st.integers(0, 8)) :])
    for _ in range(data.draw(st.integers(0, 3))):
        if spoiled:
            spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(PersonError):
        take_in(bytes(spoiled), "x")
        pages_of(bytes(spoiled))


def test_a_bad_file_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    for n, data in enumerate(
        (camera(), REFUSED["a PDF whose pages go in a circle"], camera("PNG"), b"GIF89a", pdf("x"))
    ):
        (tmp_path / f"{n}.bin").write_bytes(data)
    store = Memory()
    results = [r for _, r in take_each(store, [Source(tmp_path / f"{n}.bin") for n in range(5)])]
    assert [isinstance(r, dict) for r in results] == [True, False, True, False, True]
    assert len(store.kept) == 3
    with pytest.raises(PersonError, match=r"3\.bin"):
        take_into(store, tmp_path / "3.bin")
