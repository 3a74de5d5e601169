"""Logs are read in the separate process alone: the same records, little memory, and whatever happens there is a sentence."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from test_logs_formats import ANDROID_US, IMESSAGE, IPHONE, SMS, VOICE_CALL, VOICE_TEXT

from assistant.errors import PersonError
from assistant.evidence.apart import Loan, Workers
from assistant.evidence.logs import asking, incident_csv, opening
from assistant.evidence.logs.crossing import packed, summary_in, told, unpacked
from assistant.evidence.logs.days import Undecided
from assistant.evidence.logs.detect import kind_of
from assistant.evidence.logs.formats import records, summary_of
from assistant.evidence.logs.reading import Wanted
from assistant.evidence.logs.records import Notes, Record, Settings, Source

CARRIER = (
    "Account 12\nCall Date,Time,Phone,Direction,Min\n"
    + "".join(f"05/{d}/2025,9:0{d % 10} PM,5550104471,{'In' if d % 2 else 'Out'},{d}\n" for d in range(13, 29))
    + "05/20/2025,late,5550104471,In,1\n"
)
EVENTS = (
    'Date,Time,Description of Incident,Location,Mood\n13/06/2025,9:30 pm,"He stood there.\nTwice.",Lot,low\n,,Also,,\n'
)
FACEBOOK = json.dumps(
    {
        "participants": [{"name": "Sam"}, {"name": "Me P"}],
        "messages": [
            {"sender_name": "Sam", "timestamp_ms": 1746237840000, "content": "hi \u00f0\u009f\u0098\u0080"},
            {"sender_name": "Me P", "timestamp_ms": 1746237960000, "call_duration": True},
            {"sender_name": "Sam", "content": "when?"},
        ],
    }
)


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


FILES: dict[str, bytes] = {
    "whatsapp": ANDROID_US.encode("utf-16"),
    "whatsapp iPhone": IPHONE.encode(),
    "whatsapp zip": zipped(**{"_chat.txt": IPHONE, "p.jpg": b"x" * 300_000}),
    "sms": SMS.encode(),
    "imessage": IMESSAGE.encode(),
    "voice": VOICE_TEXT.encode(),
    "voice zip": zipped(
        **{
            "Takeout__Voice__Calls__Sam Roe - Text - 1.html": VOICE_TEXT,
            "Takeout__Voice__Calls__+15550104471 - Missed - 2.html": VOICE_CALL,
        }
    ),
    "meta": FACEBOOK.encode(),
    "calls": CARRIER.encode("cp1252"),
    "incidents": EVENTS.encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_is_the_same_from_there_as_from_here(name: str) -> None:
    source = Source.of(FILES[name], "file")
    kind = name.split()[0]
    assert asking.kind_of(source) == kind == kind_of(source)
    said = Settings(kind, "America/Chicago", me="Me P", number="+1 555 010 4471")
    here, there = Notes(), Notes()
    expected = list(records(source, said, here))
    assert expected
    assert list(asking.entries(source, said, notes=there)) == list(enumerate(expected, 1))
    assert (there.said, there.total) == (here.said, len(expected))
    steps: list[int] = []
    assert asking.summary_of(source, said, lambda: steps.append(1)) == summary_of(source, said)
    assert steps
    wanted = Wanted(lines=((1, 2),), text=expected[0].text[:3])
    assert list(asking.entries(source, said, wanted)) == list(wanted.of(expected))


def test_what_is_asked_about_a_file_comes_from_there() -> None:
    assert asking.names_in(Source.of(ANDROID_US.encode(), "chat"), "whatsapp") == ["Sam Roe", "Me P"]
    assert asking.names_in(Source.of(FACEBOOK.encode(), "chat"), "meta") == ["Sam", "Me P"]
    table = asking.columns_of(Source.of(CARRIER.encode(), "calls"), [])
    assert table.head == ("Call Date", "Time", "Phone", "Direction", "Min")
    assert [cells[4] for _, cells in table.rows] == ["13", "14", "15"]
    source, here, there = Source.of(EVENTS.encode(), "log"), Notes(), Notes()
    assert asking.events_in(source, there) == incident_csv.read(source, here)
    assert there == here
    both = "".join(f"05/0{n}/2025, 21:04 - Sam: hi\n" for n in (6, 6))
    with pytest.raises(Undecided) as found:
        asking.summary_of(Source.of(both.encode(), "chat.txt"), Settings("whatsapp"))
    assert (found.value.example, found.value.readings) == ("05/06/2025, 21:04", ("May 6, 2025", "June 5, 2025"))
    with pytest.raises(PersonError, match=r"chat\.txt: this file is empty"):
        asking.kind_of(Source.of(b"", "chat.txt"))


_TEXTS = st.text(max_size=30) | st.just("\ud83d lone")


@given(
    st.lists(
        st.builds(
            Record, st.just("file"), st.just("00"), st.integers(1), st.none() | st.datetimes(timezones=st.timezones()),
            st.none() | st.datetimes(), st.just("UTC"), st.booleans(), _TEXTS, _TEXTS, _TEXTS, _TEXTS, _TEXTS, _TEXTS,
            st.lists(_TEXTS, max_size=3).map(tuple), st.none() | st.integers(), _TEXTS, _TEXTS,
        )
    )
)  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_any_record_crosses_unchanged(found: list[Record]) -> None:
    source = Source("file", "00", 0, io.BytesIO)
    entries = list(enumerate(found, 7))
    assert list(unpacked(packed(entries), source, "UTC")) == entries


@pytest.mark.parametrize(
    "lie", ['{"a": 1}', "[[1, 2]]", "7", "[" * 100_000, '[[1,1,"","",false,"","","","","","",[7],null,"",""]]', "\x00"]
)
def test_what_is_no_record_is_not_believed(lie: str) -> None:
    with pytest.raises((ValueError, TypeError, RecursionError)):
        list(unpacked(lie.encode(), Source("file", "00", 0, io.BytesIO), "UTC"))


def test_a_summary_crosses_unchanged() -> None:
    made = summary_of(Source.of(SMS.encode(), "f"), Settings("sms"))
    assert summary_in(json.loads(json.dumps(told(made)))) == made


def test_every_entry_is_there_once_when_they_come_in_many_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    count = opening.MOST_ENTRIES * 2 + 1
    lines = "".join(f"5/20/25, 9:04 PM - Sam: {n} {'x' * (3000 if n % 7 == 0 else 5)}\n" for n in range(count))
    source = Source.of(lines.encode(), "chat")
    found = list(asking.entries(source, Settings("whatsapp")))
    assert [n for n, _ in found] == list(range(1, count + 1))
    assert [r.text.split()[0] for _, r in found] == [str(n) for n in range(count)]


# -- the program itself reads none of them -----------------------------------------------------------

_WHOLE_JOB = """
import sys
import assistant.evidence.logs.tables as tables

def never(*given, **more): raise AssertionError("a stranger's table was read in the program itself")
tables.read_table = tables._rows = never
from assistant.cli import main

*files, case = sys.argv[1:]
def do(*words): assert main(["log", *words, "--case", case]) == 0, words
do("import", *files, "--zone", "UTC", "--me", "Me P", "--map", "guess")
do("list")
do("show", "1")
do("find", "hello")
do("count", "1")
do("count", "3", "--calls")
do("exhibit", "1")
do("incidents", "3", "--lines", "1-4")
readers = "archives detect formats google_voice imessage meta_json opening sms_backup whatsapp".split()
print("loaded:", [r for r in readers if "assistant.evidence.logs." + r in sys.modules])
"""


def test_no_reader_of_logs_runs_in_the_program_itself(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    names = ["whatsapp", "whatsapp zip", "calls", "sms", "imessage", "voice zip", "meta"]
    (tmp_path / "log").write_text("Date,Description,Location\n2025-06-05,He waited,Bus stop\n")
    paths = [str(tmp_path / n) for n in [*names, "log"]]
    done = subprocess.run(
        [sys.executable, "-c", _WHOLE_JOB, *paths, str(tmp_path / "notes")],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "loaded: []" in done.stdout
    assert "Taken in as log 7" in done.stdout
    assert "1 event was taken in" in done.stdout


# -- whatever happens there --------------------------------------------------------------------------

_TROUBLE = """
import os, time
from assistant.evidence import opening, worker
worker.EACH_MEGABYTE = 0
def log(lent, how):
    where = how["where"]
    if where == "crash.txt": os.kill(os.getpid(), 11)
    if where == "hang.txt": time.sleep(60)
    if where == "greedy.txt": bytearray(20_000_000_000)
    if where == "wrong.txt": return {"kind": ["x"]}, []
    return opening.log(lent, how)
def endless(lent, how):
    n = 0
    with lent.open() as file:
        while piece := file.read(1 << 20):
            n += 1
            yield {"n": n}, [piece[:1]]
    return {"n": n}, []
def again(lent, how):  # reads, and gets nowhere
    while True:
        lent.piece(0, 1)
def beyond(lent, how): return {}, [lent.piece(-1, 10)]
def greedily(lent, how): return {}, [lent.piece(0, worker.PIECE + 1)]
def strangely(lent, how):
    worker.send(lent._answers, {"message": "want", "at": "x"}, [])
    time.sleep(60)
def whole(lent, how):
    with lent.open() as file:
        all_of_it = file.read()
        file.seek(-3, 2)
        end = file.read()
        file.seek(1)
        return {"size": len(all_of_it), "at": file.tell()}, [end, file.read(2), all_of_it]
worker.serve({k: v for k, v in globals().items() if callable(v)})
"""


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(1, _TROUBLE, seconds=3.0)
    yield made
    made.close()


def lent(size: int, reads: list[int] | None = None) -> Loan:
    class Counted(io.BytesIO):
        def read(self, n: int | None = -1) -> bytes:
            data = super().read(n)
            if reads is not None:
                reads.append(len(data))
            return data

    return Loan(lambda: Counted(bytes(range(256)) * (size // 256)), size, "file")


@pytest.mark.parametrize("bad", ["crash.txt", "hang.txt", "greedy.txt", "wrong.txt"])
def test_a_reader_that_does_not_survive_is_a_sentence_and_the_rest_of_the_files_go_on(
    bad: str, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.cli import main

    monkeypatch.setattr(asking, "shared", lambda: workers)
    for name in ("a.txt", bad, "z.txt"):
        (tmp_path / name).write_text(f"5/20/25, 9:04 PM - Sam: hi {name}\n")
    files = [str(tmp_path / n) for n in ("a.txt", bad, "z.txt")]
    before = time.monotonic()
    assert main(["log", "import", *files, "--case", str(tmp_path / "notes"), "--zone", "UTC"]) == 2
    assert time.monotonic() - before < 30
    out, err = capsys.readouterr()
    (said,) = err.strip().splitlines()
    assert said.startswith(f"{bad}: this file c")
    assert "Export or copy it again" in said
    assert "Taken in as log 1" in out
    assert "Taken in as log 2" in out
    assert len(list((tmp_path / "notes" / "evidence").iterdir())) == 2


@pytest.mark.parametrize("job", ["again", "beyond", "greedily", "strangely"])
def test_one_that_reads_for_ever_or_wrongly_is_ended(workers: Workers, job: str) -> None:
    before = time.monotonic()
    with pytest.raises(PersonError, match="could not be opened"):
        workers.ask(job, lent(5120), "file")
    assert time.monotonic() - before < 20
    assert workers.ask("whole", lent(5120), "file")[0]["size"] == 5120


def test_a_lent_file_is_read_like_a_file(workers: Workers) -> None:
    head, (end, two, whole) = workers.ask("whole", lent(3 << 20), "file")
    assert (head["size"], head["at"]) == (3 << 20, 1)
    assert (end, two) == (b"\xfd\xfe\xff", b"\x01\x02")
    assert whole == bytes(range(256)) * (3 << 12)


def test_a_stream_that_cannot_seek_is_read_like_a_file(workers: Workers) -> None:
    """As of an original that rests encrypted."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *where: int) -> int:
            raise io.UnsupportedOperation

    data = bytes(range(256)) * 9000
    opened: list[BinaryIO] = []

    def open_it() -> BinaryIO:
        opened.append(Stream(data))
        return opened[-1]

    _, (end, two, whole) = workers.ask("whole", Loan(open_it, len(data), "file"), "file")
    assert (end, two, whole) == (b"\xfd\xfe\xff", b"\x01\x02", data)
    assert all(stream.closed for stream in opened)


def test_a_file_that_goes_away_is_said(workers: Workers) -> None:
    class Gone(io.BytesIO):
        def read(self, n: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(PersonError, match=r"stick\.xml: this file cannot be read \(input/output error\)"):
        workers.ask("whole", Loan(Gone, 100, "stick.xml"), "stick.xml")
    assert workers.ask("whole", lent(256), "file")[0]["size"] == 256


def test_who_wants_three_reads_no_more_and_leaves_nobody_behind(workers: Workers) -> None:
    reads: list[int] = []
    replies = workers.replies("endless", lent(100 << 20, reads), "file")
    assert [head["n"] for head, _ in islice(replies, 3)] == [1, 2, 3]
    (process,) = _at_work()
    replies.close()
    assert sum(reads) <= 6 << 20
    assert process.wait(5) is not None
    assert workers.ask("whole", lent(256), "file")[0]["size"] == 256


def _at_work() -> list[subprocess.Popen[bytes]]:
    import gc

    from assistant.evidence.apart import _Process

    ours = [p for p in gc.get_objects() if isinstance(p, _Process) and p._code == _TROUBLE]
    return [p._running for p in ours if p._running is not None]


def test_the_first_entries_of_a_log_are_read_without_the_rest() -> None:
    reads: list[int] = []
    rows = "".join(
        f'<sms address="+1555" date="{1700000000000 + n}" type="1" body="m {n}" />\n' for n in range(200_000)
    )
    data = ("<smses>" + rows + "</smses>").encode()

    class Counted(io.BytesIO):
        def read(self, n: int | None = -1) -> bytes:
            got = super().read(n)
            reads.append(len(got))
            return got

    source = Source("big.xml", "00", len(data), lambda: Counted(data))
    found = asking.entries(source, Settings("sms"))
    assert [r.text for _, r in islice(found, 3)] == ["m 0", "m 1", "m 2"]
    found.close()  # type: ignore[attr-defined]
    assert sum(reads) < len(data) / 3
    assert asking.kind_of(Source.of(SMS.encode(), "next")) == "sms"


def test_a_reader_within_a_reader_does_not_wait_for_itself(workers: Workers) -> None:
    outer = workers.replies("endless", lent(5 << 20), "file")
    next(outer)
    assert workers.ask("whole", lent(256), "file")[0]["size"] == 256
    assert sum(1 for _ in outer) == 5
    assert workers._idle.qsize() == 1


# -- memory ------------------------------------------------------------------------------------------

_SMALL = """
import resource
from assistant.evidence import opening, worker
from assistant.evidence.logs import opening as _loaded
import ctypes  # all that is loaded later, so that it does not count
here = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
worker.MEMORY = here + 40_000_000  # what the program itself takes, and room for a few pieces of a file
worker.main()
"""


class Made(io.RawIOBase):
    """A file of any size that nobody holds: `part` again and again between `begin` and `end`."""

    def __init__(self, begin: bytes, part: bytes, times: int, end: bytes) -> None:
        self._pieces = (p for some in ([begin], (part for _ in range(times)), [end]) for p in some)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        self._left = self._left or next(self._pieces, b"")
        n = min(len(into), len(self._left))
        into[:n], self._left = self._left[:n], self._left[n:]
        return n


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured here as Linux does it")
@pytest.mark.parametrize("what", ["messages", "pictures", "zip"])
def test_a_large_file_grows_neither_process(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = b'<sms address="+1555" date="1700000000000" type="1" body="%s" />\n' % (b"why " * 10_000)
    picture = b'<mms date="1" msg_box="1"><parts><part ct="image/jpeg" data="%s" /></parts></mms>' % (b"QUJD" * 300_000)
    begin, part, end = b"<smses>", row if what == "messages" else picture, b"</smses>"
    times = 60_000_000 // len(part)
    size = len(begin) + len(part) * times + len(end)
    source = Source("big", "00", size, lambda: io.BufferedReader(Made(begin, part, times, end)))
    kind, entries = "sms", times
    if what == "zip":
        path = tmp_path / "chat.zip"
        with zipfile.ZipFile(path, "w") as archive:
            with archive.open("video.mp4", "w", force_zip64=True) as out:
                for _ in range(60):
                    out.write(b"\x00" * 1_000_000)
            archive.writestr("_chat.txt", IPHONE)
        source = Source("chat.zip", "00", path.stat().st_size, lambda: path.open("rb"))
        kind, entries = "whatsapp", 6
    small = Workers(1, _SMALL)
    monkeypatch.setattr(asking, "shared", lambda: small)
    tracemalloc.start()
    try:
        assert asking.kind_of(source) == kind
        summary = asking.summary_of(source, Settings(kind, "UTC"))
        found = sum(1 for _ in asking.entries(source, Settings(kind, "UTC"), Wanted(number="9999")))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
        small.close()
    assert (summary.total, found) == (entries, 0)
