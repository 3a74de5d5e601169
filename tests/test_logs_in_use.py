"""Logs as people have them: folders, hidden numbers, lists without a clock, one number written in two ways."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_cli import run
from test_evidence_commands import session
from test_logs_formats import CHICAGO, VOICE_CALL, VOICE_TEXT, read

from assistant.errors import PersonError
from assistant.evidence.logs.counts import Count, in_words
from assistant.evidence.logs.printing import head_of
from assistant.evidence.logs.reading import Wanted
from assistant.evidence.logs.zones import zone_typed


def said(*words: str, case: Path, status: int = 0) -> str:
    done = run("log", *words, "--case", str(case))
    assert done.returncode == status, done.stderr
    return " ".join((done.stdout + done.stderr).split())


def voice_folder(folder: Path) -> Path:
    calls = folder / "Takeout" / "Voice" / "Calls"
    calls.mkdir(parents=True)
    (calls / "Alex - Text - 2025-05-03T02_04_11Z.html").write_text(VOICE_TEXT)
    (calls / "Alex - Missed - 2025-05-03T02_20_11Z.html").write_text(VOICE_CALL)
    (folder / "Takeout" / "archive_browser.html").write_text("<html>Your archive</html>")
    (folder / "Takeout" / "Voice" / "Phones.vcf").write_text("BEGIN:VCARD")
    return folder


def test_a_folder_of_google_voice_is_one_log(tmp_path: Path) -> None:
    folder, case = voice_folder(tmp_path / "download"), tmp_path / "notes"
    shown = said("import", str(folder), "--zone", CHICAGO, case=case)
    assert "No logs, and left out: Phones.vcf, archive_browser.html." in shown
    assert "2 pages of Google Voice are kept together as one file." in shown
    data = json.loads((case / "case.json").read_text("utf-8"))
    assert data["answers"]["items"]["logs.files"] == ["f1"]
    assert not list(case.rglob(".new-*"))  # nothing is left lying
    # the same as the zip of the download gives
    zipped = shutil.make_archive(str(tmp_path / "takeout"), "zip", folder)
    said("import", zipped, "--zone", CHICAGO, case=case)
    assert said("show", "1", case=case) == said("show", "2", case=case)
    # and the same folder again is known
    assert "this very file is log 1 already" in said("import", str(folder), "--zone", CHICAGO, case=case)


def test_one_number_written_in_two_ways_is_one(tmp_path: Path) -> None:
    rows = "".join(
        f'<sms address="{number}" date="{1746237851000 + n * 60_000}" type="1" body="hi {n}" />'
        for n, number in enumerate(("+15550104471", "555-010-4471", "(555) 010 4471"))
    )
    (tmp_path / "sms.xml").write_text(f"<smses>{rows}</smses>")
    case = tmp_path / "notes"
    said("import", str(tmp_path / "sms.xml"), "--zone", CHICAGO, case=case)
    assert "- 3 with the number ending 4471; whose" in said("list", case=case)
    assert "3 messages between 9:04 p.m. and 9:06 p.m. on May 2, 2025 from the number ending 4471" in said(
        "count", "1", "--messages", case=case
    )
    assert "Exhibit made from 3 entries of log 1: Messages with the number ending 4471" in said(
        "exhibit", "1", case=case
    )
    assert "1: 3 found" in said("find", "4471", case=case)


CALLS = "<calls>" + "".join(
    f'<call number="{"5550104471" if n % 3 else ""}" presentation="{1 if n % 3 else 2}" duration="0" '
    f'date="{1746237840000 + n * 60_000}" type="3" />'
    for n in range(6)
) + "</calls>"  # fmt: skip


def test_a_hidden_number_is_counted_apart_and_names_no_exhibit(tmp_path: Path) -> None:
    (tmp_path / "calls.xml").write_text(CALLS)
    case = tmp_path / "notes"
    said("import", str(tmp_path / "calls.xml"), "--zone", CHICAGO, case=case)
    counted = said("count", "1", "--missed", case=case)
    assert counted.endswith("on May 2, 2025: 4 from the number ending 4471, and 2 from a number that is not shown")
    made = said("exhibit", "1", "--lines", "1-6", case=case)
    assert "log 1: Calls, May 2, 2025" in made
    only = said("exhibit", "1", "--lines", "1-6", "--number", "4471", case=case)
    assert "Calls with the number ending 4471, May 2, 2025" in only
    assert "0 min" not in said("show", "1", case=case)  # a call that nobody took has no length


def test_a_list_without_a_clock_shows_none() -> None:
    records, _ = read("Date,Number,Type\n2025-05-13,5550104471,Incoming\n", "calls", zone=CHICAGO)
    assert head_of(records[0]) == "May 13, 2025, from 5550104471, phone call"
    assert in_words(Count.of(Wanted(what="call").of(records)), Wanted(what="call")) == (
        "1 call on May 13, 2025 from the number ending 4471"
    )


def test_a_bare_length_is_not_taken_for_seconds_or_minutes() -> None:
    rows = "Date,Number,Duration\n2025-05-13,5550104471,95\n2025-05-13,5550104471,0:45\n"
    records, notes = read(rows, "calls", zone=CHICAGO)
    assert [r.duration_s for r in records] == [None, 45]
    assert any("may be seconds or minutes: 1." in n for n in notes)


MMS = (
    '<smses><mms date="1746238000000" msg_box="1" address="+15550104471~+15550108888"><parts>'
    '<part ct="text/plain" text="look"/></parts><addrs>{}</addrs></mms></smses>'
)


def test_of_a_group_it_is_said_who_wrote_or_that_nobody_knows() -> None:
    (known,), _ = read(MMS.format('<addr address="+15550108888" type="137"/>'), "sms", zone=CHICAGO)
    assert "from +15550108888, also to +15550104471, MMS message" in head_of(known)
    (unknown,), _ = read(MMS.format(""), "sms", zone=CHICAGO)
    assert "with +15550104471, +15550108888, MMS message" in head_of(unknown)
    assert unknown.direction == ""


@pytest.mark.parametrize(
    ("uri", "service"),
    [
        ("your_instagram_activity/messages/inbox/a/photos/1.jpg", "Instagram"),
        ("your_facebook_activity/messages/inbox/a/photos/1.jpg", "Facebook"),
        ("messages/inbox/a/photos/1.jpg", "Facebook or Instagram"),
    ],
)
def test_the_service_is_told_by_the_file_and_never_guessed(uri: str, service: str) -> None:
    message = {"sender_name": "A", "timestamp_ms": 1746237851000, "photos": [{"uri": uri}]}
    thread = {"participants": [{"name": "A"}], "messages": [message], "thread_path": "inbox/a"}
    (record,), _ = read(json.dumps(thread), "meta", zone=CHICAGO)
    assert record.channel == service


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("EST", "America/New_York"),
        ("central", "America/Chicago"),
        ("Pacific time", "America/Los_Angeles"),
        ("chicago", "America/Chicago"),
        ("america/new york", "America/New_York"),
        ("Europe/London", "Europe/London"),
    ],
)
def test_zones_by_their_common_names(typed: str, key: str) -> None:
    assert zone_typed(typed).key == key


@pytest.mark.parametrize("typed", ["MST", "nowhere", "", "../../etc/passwd"])
def test_a_zone_that_can_be_two_or_none_is_refused(typed: str) -> None:
    with pytest.raises(PersonError):
        zone_typed(typed)


@pytest.mark.parametrize(
    ("called", "police", "report"),
    [
        ("Yes (25-00417)", "report", "25-00417"),
        ("Yes, Report 25-00502", "report", "25-00502"),
        ("They took some details", None, None),
    ],
)
def test_the_police_column_of_a_stalking_log(
    tmp_path: Path, called: str, police: str | None, report: str | None
) -> None:
    head = "Date,Description of Incident,Location of Incident,Police Called (Report #),Officer Name (Badge #)"
    (tmp_path / "log.csv").write_text(f'{head}\n2025-05-13,He waited,Bus stop,"{called}",Dale (77)\n')
    case = tmp_path / "notes"
    said("import", str(tmp_path / "log.csv"), case=case)
    given = json.loads((case / "case.json").read_text("utf-8"))["answers"]["given"]
    assert given.get("incidents.i1.police", {}).get("value") == police
    assert given.get("incidents.i1.police_report", {}).get("value") == report
    kept = json.dumps(given)
    assert "Dale (77)" in kept
    assert police or called in given["incidents.i1.log_notes"]["value"]


def test_a_file_that_is_no_log_is_asked_for_again_in_the_questionnaire(tmp_path: Path) -> None:
    (tmp_path / "photo.txt").write_text("just words")
    (tmp_path / "calls.csv").write_text("Date,Number,Type\n2025-05-13,5550104471,Incoming\n")
    one = session(tmp_path, str(tmp_path / "photo.txt"), str(tmp_path / "calls.csv"), "skip")
    one.answers.put("logs.files", True)
    one.answers.add("logs.files")
    one._ask_path("logs.files.f1.file")
    assert "this is no log that the program knows" in one.screen.said
    assert "Use: paperwork log import" in one.screen.said
    assert one.answers.ids("logs.files") == []


def test_one_endless_message_fills_neither_the_screen_nor_an_exhibit(tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_text(
        "5/13/25, 9:04 PM - Alex: " + "so on " * 2_000_000 + "\n5/13/25, 9:05 PM - Dana: x\n"
    )
    case = tmp_path / "notes"
    said("import", str(tmp_path / "chat.txt"), case=case)
    shown = said("show", "1", case=case)
    assert len(shown) < 5_000
    assert "more characters)" in shown
    assert "line 1 is too long for an exhibit" in said("exhibit", "1", case=case, status=2)
    assert "Exhibit made from 1 entry of log 1" in said("exhibit", "1", "--lines", "2", case=case)
