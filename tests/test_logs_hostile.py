"""Files made to do harm, or only broken: one plain sentence, nothing shown that steers, the rest goes on."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from conftest import ROOT, TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import run

from assistant.answers import Answers
from assistant.errors import PersonError
from assistant.evidence.logs import records as model
from assistant.evidence.logs.detect import kind_of
from assistant.evidence.logs.formats import records
from assistant.evidence.logs.incident_csv import read
from assistant.evidence.logs.incidents_in import take_incidents
from assistant.evidence.logs.printing import printed
from assistant.evidence.logs.records import Notes, Settings, Source
from assistant.evidence.logs.text import unsteered
from assistant.terminal.screen import safe_to_show

BOMB = (
    '<!DOCTYPE smses [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><smses><sms address="1" date="1" type="1" body="&j;" /></smses>'
)
OUTSIDE = (
    '<!DOCTYPE smses [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<smses><sms address="1" date="1" type="1" body="a" />&x;</smses>'
)


def refused(data: bytes, name: str = "file.txt") -> str:
    """The one sentence a person gets."""
    source = Source.of(data, name)
    with pytest.raises(PersonError) as error:
        list(records(source, Settings(kind_of(source), "UTC")))
    assert len(error.value.problems) == 1
    said = str(error.value)
    assert "Traceback" not in said
    assert len(said) < 400
    return said


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE, "<!DOCTYPE smses><smses></smses>"])
def test_xml_with_a_dtd_is_refused_before_anything_is_expanded(xml: str) -> None:
    assert "DTD" in refused(xml.encode())


def test_xml_broken_in_its_middle_and_at_its_end() -> None:
    whole = '<smses><sms address="1" date="1000" type="1" body="a" />'
    assert "line 1" in refused((whole + "<sms <</smses>").encode())
    notes = Notes()
    assert len(list(records(Source.of(whole.encode(), "x"), Settings("sms"), notes))) == 1
    assert any("missing" in n for n in notes.said)


def test_zip_bombs_and_names_that_lead_outside() -> None:
    assert "larger than" in refused(zipped(**{"_chat.txt": b"5/20/25, 9:04 PM - S: " + b"a" * 30_000_000}))
    for name in ("../_chat.txt", "/etc/_chat.txt", "C:\\_chat.txt", "a/../../_chat.txt"):
        assert "outside" in refused(zipped(**{name: b"x"}))
    assert "damaged" in refused(b"PK\x03\x04" + b"\0" * 200)
    assert "2 chats" in refused(zipped(**{"a.txt": b"x", "b.txt": b"y"}))
    assert "office" in refused(zipped(**{"[Content_Types].xml": b"x", "xl/sheet.xml": b"y"}))


def test_a_zip_that_lies_about_its_size() -> None:
    data = bytearray(zipped(**{"_chat.txt": b"a" * 5_000_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    refused(bytes(data))


def test_what_is_no_log_is_named() -> None:
    assert "evidence add" in refused(b"\xff\xd8\xff\xe0" + b"\0" * 50)
    assert "evidence add" in refused(b"%PDF-1.7\n")
    assert "not a text" in refused(b"SQLite format 3\0" + bytes(range(256)) * 20)
    assert "not a text" in refused(bytes(range(32)) * 100)
    assert "empty" in refused(b"")
    assert "empty" in refused(b"\0" * 5000)
    assert "no log" in refused(b"Dear diary, nothing is here.\nNothing at all.\n")
    assert "no log" in refused(b"<html><body>x</body></html>")
    assert "no log" in refused(b'{"a": 1}')


def test_json_that_is_deep_or_broken() -> None:
    deep = b'{"participants": [], "messages": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    assert "JSON" in refused(deep)
    assert "JSON" in refused(b'{"participants": [{"name": "a"}], "messages": [{"sender_name": ')
    odd = {
        "participants": "x",
        "messages": [1, None, [], {}, {"timestamp_ms": "x", "photos": 3, "content": 5, "share": []}],
    }
    found = list(records(Source.of(json.dumps(odd).encode(), "x"), Settings("meta")))
    assert len(found) == 2


def test_html_is_read_as_data() -> None:
    html = (
        '<html><body><script>x</script><div class="hChatLog"><div class="message"><abbr class="dt" title="x"></abbr>'
        '<cite class="sender"><a class="tel" href="tel:javascript:alert(1)"><span class="fn">A</span></a></cite>'
        '<q>hi<img src="http://198.51.100.7/seen.gif"></q></div></div>' + "<div>" * 5000
    )
    found = list(records(Source.of(html.encode(), "x"), Settings("voice")))
    assert [r.text for r in found] == ["hi"]
    assert found[0].counterpart_id == ""


def test_lines_without_end_and_rows_without_end() -> None:
    assert "two million" in refused(b"Date,Number,Time\n2025-01-01," + b"5" * 2_500_000 + b",x\n")
    assert "columns" in refused(b"Date,Number,Time\n" + b"2025-01-01,5550104471,1:00\n" + b"," * 500 + b"\n")
    chat = "5/20/25, 9:04 PM - Sam: " + "a" * 3_000_000
    assert len(next(records(Source.of(chat.encode(), "x"), Settings("whatsapp"))).text) == 3_000_000


LONG = 400_000


@pytest.mark.parametrize("run_of", [" ", "a", "(", "\u200e", "<", "1/", "- ", "no ", ": "])
def test_long_runs_of_anything_are_read_at_once(run_of: str) -> None:
    """Patterns that look at a text again and again from each place would take hours here."""
    long = (run_of * LONG)[:LONG]
    for text, kind in (
        (f"5/20/25, 9:04 PM - Sam: <({long}x\n", "whatsapp"),
        (f"5/20/25, 9:04 PM - {long}: x\n", "whatsapp"),
        (f"May 17, 2022  5:29:42 PM\nSam\n{long}\n", "imessage"),
        (f'Date,Time,Number,Type\n"{long}","{long}","{long}","{long}x"\n', "calls"),
        (f'<smses><sms address="{long.replace("<", "x")}" date="1" type="1" body="x" /></smses>', "sms"),
    ):
        assert len(list(records(Source.of(text.encode(), "x"), Settings(kind, "UTC", "month-first")))) == 1
    cells = ",".join(f'"{long}x"' for _ in range(7))
    log = read(
        Source.of(
            f"Date,Time,Description,Location,Witness,Police called (Report #),Officer name\n{cells}\n".encode(), "x"
        ),
        Notes(),
    )
    answers = Answers()
    assert len(take_incidents(answers, log, TODAY, "", "x").added) == 1


def test_zero_bytes_and_controls_are_seen_and_steer_nothing() -> None:
    chat = "5/20/25, 9:04 PM - Sam\x1b[2J: a\0b\x1b]0;title\x07 \u202eevil\u202c\n"
    notes = Notes()
    found = list(records(Source.of(chat.encode(), "x"), Settings("whatsapp"), notes))
    assert "\x1b" not in found[0].text + found[0].counterpart_label + found[0].raw
    assert found[0].text.count("\ufffd") == 3
    assert any("cannot be printed" in n for n in notes.said)
    assert "\u202e" not in unsteered(found[0].text)
    assert "\u202e" not in printed(found[0].text)
    assert "\u202e" not in safe_to_show(found[0].text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    chat = "5/20/25, 9:04 PM - Zoë: señor, où? " + "é" * 20 + "\n"
    source = Source.of(chat.encode(encoding), "x")
    found = next(records(source, Settings(kind_of(source))))
    assert (found.counterpart_label, found.text) == ("Zoë", "señor, où? " + "é" * 20)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            "",
            "5/20/25, 9:04 PM - a: ",
            "<smses>",
            "<calls><call ",
            "Date,Number,x\n",
            '{"participants":[],"messages":[',
            '<div class="haudio">',
            "May 17, 2022  5:29:42 PM\n",
        ]
    ),
)
def test_any_bytes_are_read_or_refused_in_a_sentence(data: bytes, start: str) -> None:
    source = Source.of(start.encode() + data, "x")
    said = ""
    try:
        found = list(records(source, Settings(kind_of(source), "UTC", "month-first")))
        assert all(isinstance(r, model.Record) for r in found)
    except PersonError as error:
        said = str(error)
    assert len(said) < 500


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bomb.xml").write_text(BOMB)
    (tmp_path / "\x1b[2Jchat.txt").write_text("5/20/25, 9:04 PM - Sam: hi\n")
    (tmp_path / "c.xml").write_text(
        '<calls><call number="5550104471" date="1746237840000" type="3" duration="0" /></calls>'
    )
    case = str(tmp_path / "notes")
    files = [str(p) for p in sorted(tmp_path.glob("*.*"))]
    done = run("log", "import", *files, str(tmp_path / "gone.txt"), "--case", case, "--zone", "UTC", cwd=ROOT)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 2
    assert "DTD" in done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    listed = run("log", "list", "--case", case, cwd=ROOT).stdout
    assert "Log 1: WhatsApp chat" in listed
    assert "Log 2: Android messages or calls" in listed
    assert "ending 4471" in listed
    assert "555010" not in listed


def test_what_is_kept_is_the_file_itself_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    import hashlib

    data = "5/20/25, 9:04 PM - Sam: hi\r\n".encode("utf-16")
    (tmp_path / "c.txt").write_bytes(data)
    case = tmp_path / "notes"
    assert run("log", "import", str(tmp_path / "c.txt"), "--case", str(case), "--zone", "UTC").returncode == 0
    kept = case / "evidence" / hashlib.sha256(data).hexdigest()
    assert kept.read_bytes() == data
    assert kept.stat().st_mode & 0o077 == 0
    assert [p.name for p in (case / "evidence").iterdir()] == [kept.name]
    again = run("log", "import", str(tmp_path / "c.txt"), "--case", str(case), "--zone", "UTC")
    assert "log 1 already" in again.stdout


def test_moments_at_the_ends_of_the_calendar_and_beyond() -> None:
    """What the calendar of the zone does not reach has no time; what it reaches is exact to the millisecond."""
    last = 253402300799999
    xml = "<smses>" + "".join(
        f'<sms address="+1555" date="{n}" type="1" body="x" />' for n in (last, last + 1, 0, 10**15 - 1, 10**15)
    )
    tokyo = [r.when_local for r in records(Source.of(f"{xml}</smses>".encode(), "f"), Settings("sms", "Asia/Tokyo"))]
    chicago = [
        r.when_local for r in records(Source.of(f"{xml}</smses>".encode(), "f"), Settings("sms", "America/Chicago"))
    ]
    assert tokyo == [None, None, datetime(1970, 1, 1, 9), None, None]
    assert chicago == [datetime(9999, 12, 31, 17, 59, 59, 999000), None, datetime(1969, 12, 31, 18), None, None]
