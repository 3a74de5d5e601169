"""From a log to the papers: an exhibit read back from its PDF, events with the exact words, counts held against rows."""

from __future__ import annotations

import argparse
import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, TODAY, Sample
from pypdf import PdfReader
from test_cli import run

from assistant.answers import Answers
from assistant.answersfile import parse_answers, write_answers
from assistant.case import case_from
from assistant.checks import check
from assistant.checks.log_checks import claims
from assistant.cli import main
from assistant.cli.log_exhibit import make_exhibit, selection_of
from assistant.errors import PersonError
from assistant.evidence.logs.counts import Count, in_words, keep_count
from assistant.evidence.logs.printing import Selection, print_messages
from assistant.evidence.logs.reading import Wanted, lines_named, moment
from assistant.evidence.logs.records import Settings
from assistant.evidence.logs.taking import how_known, keep, log_numbered, put_person, take_logs
from assistant.evidence.logs.to_incidents import add_incidents
from assistant.terminal.screen import Screen
from assistant.vault import Vault

SCRIPTS = [
    "plain words",
    "où es-tu",
    "где ты",
    "אני יודע",
    "أعرف أين أنت",
    "你在哪里",
    "어디야",
    "तुम कहाँ हो",
    "x <b> & # $ _*_ \\ @ref",
    "two\nlines",
]


def chat(n: int = 30) -> str:
    lines = ["5/20/25, 8:00 PM - Messages and calls are end-to-end encrypted."]
    for k in range(n):
        name = "Me P" if k % 5 == 4 else "Sam Roe"
        lines.append(f"5/{20 + k // 12}/25, 9:{k:02} PM - {name}: word{k}end {SCRIPTS[k % len(SCRIPTS)]}")
    return "\n".join(lines) + "\n"


def calls() -> str:
    """31 calls from 9:04 pm to 11:40 pm of May 2 in Chicago, from one number; one of another; one hidden."""
    start = 1746237840000
    rows = [
        f'<call number="+15550104471" duration="0" date="{start + k * 312000}" type="3" presentation="1" />'
        for k in range(31)
    ]
    rows.append(
        f'<call number="+15550109999" duration="60" date="{start}" type="2" presentation="1" contact_name="Mum" />'
    )
    rows.append(f'<call number="" duration="0" date="{start}" type="3" presentation="2" />')
    return "<calls>" + "".join(rows) + "</calls>"


@pytest.fixture
def vault(tmp_path: Path, neighbor: Sample) -> Vault:
    made = Vault.open(tmp_path / "notes")
    made.answers = neighbor.answers
    for name, text, settings in (
        ("chat.txt", chat(), Settings("whatsapp", "America/Chicago", me="Me P", number="+15550104471")),
        ("calls.xml", calls(), Settings("sms", "America/Chicago")),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        keep(made.answers, made, tmp_path / name, settings)
    return made


def selection(vault: Vault, number: int, wanted: Wanted, marks: set[int] | None = None) -> Selection:
    return selection_of(log_numbered(vault.answers, vault, number), wanted, frozenset(marks or ()))


def text_of(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def test_a_thread_is_printed_whole_with_hash_lines_and_marks(vault: Vault) -> None:
    log = log_numbered(vault.answers, vault, 1)
    made = print_messages(
        log, selection(vault, 1, Wanted(), {5, 28}), owners=[("+15550104471", "Sam Roe", "he gave it to me")]
    )
    pages = text_of(made.data)
    whole = "\n".join(pages)
    assert log.source.sha256 in re.sub(r"\s", "", whole)
    assert "All 31 entries of the file." in whole
    assert "Number ending 4471: Sam Roe. How this is known: he gave it to me" in " ".join(whole.split())
    assert "America/Chicago" in whole
    for k in range(30):
        # the reader used here turns Latin words around in a line that holds Arabic
        assert whole.count(f"word{k}end") + whole.count(f"end{k}word") == 1
    assert made.replaced == ()
    # each line number stands before its own entry, and the index names the page a marked line is on
    for n in (5, 28):
        page = next(p for p, text in enumerate(pages, 1) if f"word{n - 2}end" in text)
        assert re.search(rf"Line {n}, page {page}: May 2", whole)
        assert re.search(rf"(?m)^{n}\s+May 2[0-9], 2025, 9:{n - 2:02} p\.m\.", pages[page - 1])
    assert "from +15550104471 (in the file: Sam Roe)" in whole
    assert "from me to +15550104471" in whole


def test_every_script_stands_there_once_in_order(vault: Vault) -> None:
    log = log_numbered(vault.answers, vault, 1)
    shown = selection(vault, 1, Wanted(lines=((2, 11),)))
    whole = re.sub(r"\s+", "", "".join(text_of(print_messages(log, shown).data)))
    for script in ("oùes-tu", "гдеты", "你在哪里", "어디야", "x<b>&#$_*_\\@ref", "twolines"):
        assert whole.count(script) == 1, script
    for script in ("אני", "أعرف"):  # read back in the order drawn by some readers
        assert script in whole or script[::-1] in whole


def test_an_emoji_stands_by_its_name(tmp_path: Path) -> None:
    from assistant.evidence.logs.printing import printed

    assert printed("no 😡👍🏽 a\u200db") == f"no [pouting face]{printed('👍')}[medium skin] a\u200db"
    assert printed("👨\u200d👩\u200d👧") == "[man][woman][girl]"
    assert printed("plain") == "plain"


def test_a_part_says_what_is_left_out(vault: Vault) -> None:
    log = log_numbered(vault.answers, vault, 1)
    whole = " ".join(
        "".join(text_of(print_messages(log, selection(vault, 1, Wanted(lines=((3, 7), (9, 9))))).data)).split()
    )
    assert "6 of 31 entries: lines 3 to 7, 9. Entries between these are not shown." in whole
    assert "word0end" not in whole
    assert "word1end" in whole


def test_pages_are_tagged_and_give_the_same_bytes(vault: Vault) -> None:
    log = log_numbered(vault.answers, vault, 1)
    shown = selection(vault, 1, Wanted())
    one, two = print_messages(log, shown).data, print_messages(log, shown).data
    assert one == two
    reader = PdfReader(io.BytesIO(one))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == "Messages and calls"


def test_last_four_digits_and_withheld(vault: Vault, tmp_path: Path) -> None:
    home = vault.answers.value("confidential.home_address")
    text = f"5/20/25, 8:00 PM - +1 555 010 4471: I saw you at {home}!\n"
    (tmp_path / "c.txt").write_text(text)
    keep(vault.answers, vault, tmp_path / "c.txt", Settings("whatsapp", "UTC", me="Me"))
    options = argparse.Namespace(mark=None, title=None, foundation=None, last_four=True, withhold=True)
    said = _said(vault, 3, Wanted(), options)
    item = vault.answers.ids("exhibits")[-1]
    data = vault.original(vault.answers.value(f"exhibits.{item}.file")["sha256"])
    whole = "".join(text_of(data))
    assert "[withheld] stands in 1 places" in said
    assert home.split(",")[0] not in whole
    assert "010 4471" not in whole
    assert "the number ending 4471" in whole
    options = argparse.Namespace(mark=None, title=None, foundation=None, last_four=True, withhold=False)
    assert "stands in line 1." in _said(vault, 3, Wanted(), options)


def _said(vault: Vault, number: int, wanted: Wanted, options: Any) -> str:
    import contextlib

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        make_exhibit(vault, log_numbered(vault.answers, vault, number), wanted, (), options, Screen(plain=True))
    return " ".join(out.getvalue().split())


def test_a_backup_of_everybody_is_never_printed_whole_by_accident(vault: Vault) -> None:
    options = argparse.Namespace(mark=None, title=None, foundation=None, last_four=False, withhold=False)
    with pytest.raises(PersonError, match="3 different numbers") as error:
        _said(vault, 2, Wanted(), options)
    assert "5550109999" not in str(error.value)
    assert "Calls with the number ending 4471" in _said(vault, 2, Wanted(number="4471"), options)


def test_an_original_that_was_changed_is_not_printed_under_its_old_hash(vault: Vault) -> None:
    options = argparse.Namespace(mark=None, title=None, foundation=None, last_four=False, withhold=False)
    kept = vault.folder / "evidence" / vault.answers.value("logs.files.f1.file")["sha256"]
    kept.write_text(chat().replace("plain words", "kinder words"), "utf-8")
    with pytest.raises(PersonError, match="changed since it was added"):
        _said(vault, 1, Wanted(), options)


def test_more_than_can_be_set_is_refused_before_it_is_tried(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.evidence.logs import printing

    monkeypatch.setattr(printing, "MOST_PRINTED", 10)
    with pytest.raises(PersonError, match="31 entries are too many"):
        print_messages(log_numbered(vault.answers, vault, 1), selection(vault, 1, Wanted()))


# -- counts ------------------------------------------------------------------------------------------

EVENING = Wanted(
    number="4471",
    what="call",
    direction="in",
    begin=moment("2025-05-02", TODAY),
    end=moment("2025-05-02", TODAY, end=True),
)


def counted(vault: Vault, story: str, wanted: Wanted = EVENING) -> list[str]:
    """What the checks say to this story, with the evening's calls counted for its event."""
    log = log_numbered(vault.answers, vault, 2)
    first = vault.answers.ids("incidents")[0]
    keep_count(vault.answers, log, first, wanted, Count.of(log.entries(wanted)))
    vault.answers.put(f"incidents.{first}.story", story)
    case = case_from(vault.answers, Sample("ca-neighbor").sheet)
    return [f.person for f in check(case, Sample("ca-neighbor").sheet, TODAY) if f.id.startswith("F34")]


def test_a_count_in_words(vault: Vault) -> None:
    made = Count.of(log_numbered(vault.answers, vault, 2).entries(EVENING))
    assert in_words(made, EVENING) == (
        "31 calls between 9:04 p.m. and 11:40 p.m. on May 2, 2025 from the number ending 4471"
    )


@pytest.mark.parametrize(
    ("story", "finds"),
    [
        ("He made 31 calls that night.", 0),
        ("He called me thirty-one times.", 0),
        ("He called 29 times that night.", 1),
        ("There were about 30 missed calls.", 0),
        ("There were at least 30 calls.", 0),
        ("There were more than 40 calls.", 1),
        ("I got 45 missed calls and 3 messages.", 1),  # messages were not counted
        ("31 calls between 9:04 pm and 11:40 pm.", 0),
        ("31 calls between 9:30 pm and 11:40 pm.", 1),
        ("He stood there. No numbers.", 0),
    ],
)
def test_a_count_in_the_story_is_held_against_the_rows(vault: Vault, story: str, finds: int) -> None:
    found = counted(vault, story)
    assert len(found) == finds, found
    if "29" in story:
        assert found[0].startswith("You wrote 29; the log shows 31 in that span (9:04 p.m. to 11:40 p.m., May 2, 2025)")


def test_claims_are_read_in_many_ways() -> None:
    def found(text: str) -> list[tuple[str, int]]:
        return [(c.what, c.number) for c in claims(text)]

    assert found("a hundred and five text messages, then 1,204 calls") == [("call", 1204), ("message", 105)]
    assert found("He texted me over forty times") == [("message", 40)]
    assert found("He called me at 9 and again at 10") == []
    assert found("one call") == []
    assert found("I called the police 2 times") == []


def test_what_a_file_of_answers_says_of_a_count_is_counted_again(vault: Vault) -> None:
    counted(vault, "31 calls")
    paths = {v["sha256"]: _path(vault, v) for v in _files(vault.answers)}
    text = write_answers(vault.answers, TODAY, paths)
    data = yaml.load(text, yaml.BaseLoader)
    assert data["logs"]["counts"][0]["count"] == "31"
    again = parse_answers(text.replace("count: '31'", "count: '99'"), "a.yaml", TODAY)
    assert again.value("logs.counts.c1.count") == 99
    other = Vault.open(vault.folder.parent / "other")
    again_vault = _with(other, again)
    take_logs(again_vault, again)
    assert again.value("logs.counts.c1.count") == 31
    assert write_answers(again, TODAY, paths) == text


def _path(vault: Vault, value: dict[str, Any]) -> str:
    kept = vault.folder / "evidence" / value["sha256"]
    return str(kept if kept.exists() else ROOT / "samples" / "ca-neighbor" / "exhibits" / value["name"])


def _files(answers: Answers) -> list[dict[str, Any]]:
    return [a.value for p, a in answers.given.items() if p.endswith(".file") and isinstance(a.value, dict)]


def _with(vault: Vault, answers: Answers) -> Vault:
    vault.answers = answers
    return vault


# -- events ------------------------------------------------------------------------------------------


def test_messages_become_an_event_with_the_exact_words(vault: Vault) -> None:
    log = log_numbered(vault.answers, vault, 1)
    put_person(vault.answers, "+1 (555) 010-4471", "Sam Roe", "he called me from it")
    entries = list(Wanted(lines=((2, 4),)).of(log.records()))
    (item,) = add_incidents(vault.answers, log, entries, each=False)
    v = vault.answers.value
    assert v(f"incidents.{item}.when")["edtf"] == "2025-05-20"
    assert v(f"incidents.{item}.time") == "from 9:00 to 9:02 p.m."
    assert v(f"incidents.{item}.said") == "word0end plain words\nword1end où es-tu\nword2end где ты"
    assert v(f"incidents.{item}.how_known") == "he called me from it"
    assert v(f"incidents.{item}.story") is None
    assert v(f"incidents.{item}.conduct") is None
    both = list(Wanted(lines=((5, 6),)).of(log.records()))
    (item,) = add_incidents(vault.answers, log, both, each=False)
    assert v(f"incidents.{item}.said") == "“word3end אני יודע” (they wrote)\n“word4end أعرف أين أنت” (I wrote)"
    days = add_incidents(vault.answers, log, list(Wanted().of(log.records())), each=False)
    assert len(days) == 3


def test_calls_become_an_event_with_their_count(vault: Vault) -> None:
    log = log_numbered(vault.answers, vault, 2)
    (item,) = add_incidents(vault.answers, log, list(Wanted(number="4471").of(log.records())), each=False)
    assert vault.answers.value(f"incidents.{item}.title") == "31 calls, the number ending 4471"
    case = case_from(vault.answers, Sample("ca-neighbor").sheet)
    assert [(c.incident, c.count, c.first) for c in case.kept.log_counts] == [(item, 31, "2025-05-02T21:04")]
    assert not [f for f in check(case, Sample("ca-neighbor").sheet, TODAY) if f.id.startswith("F34")]


def test_nobody_is_taken_for_the_owner_of_a_number_without_how(vault: Vault) -> None:
    with pytest.raises(PersonError, match="how you know"):
        put_person(vault.answers, "+15550104471", "Sam Roe", " ")
    assert how_known(vault.answers, "5550104471") is None
    put_person(vault.answers, "+15550104471", "Sam Roe", "he gave it to me")
    assert how_known(vault.answers, "555-010-4471") == ("Sam Roe", "he gave it to me")
    assert how_known(vault.answers, "5550104472") is None
    told = case_from(vault.answers, Sample("ca-neighbor").sheet).told
    assert [(n.who, n.how_known) for n in told.known_numbers] == [("Sam Roe", "he gave it to me")]
    assert "4471" not in repr(told.known_numbers)


def test_lines_and_moments_as_typed() -> None:
    assert lines_named("3, 10-14") == ((3, 3), (10, 14))
    for bad in ("", "0", "5-3", "x", "1-"):
        with pytest.raises(PersonError):
            lines_named(bad)
    assert moment("May 2, 2025 9:04 pm", TODAY).isoformat() == "2025-05-02T21:04:00"
    assert moment("2025-05-02 21:04", TODAY, end=True).isoformat() == "2025-05-02T21:04:59.999999"
    assert moment("2025-05-02", TODAY, end=True).hour == 23
    for bad in ("05/06/2025", "yesterday-ish", "2025-05-02 9:04 of the clock"):
        with pytest.raises(PersonError):
            moment(bad, TODAY)


# -- as its user would -------------------------------------------------------------------------------


@pytest.fixture
def paperwork(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs one command in this process: its status, what it printed, and what it printed as errors, on one line."""

    def one(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(args)
        said = capsys.readouterr()
        return status, " ".join(said.out.split()), " ".join(said.err.split())

    return one


def test_from_files_to_papers_without_a_terminal(tmp_path: Path, paperwork: Any) -> None:
    case = ("--case", str(tmp_path / "notes"))
    assert paperwork("fill", str(ROOT / "samples" / "ca-neighbor" / "answers.yaml"), *case)[0] == 0
    (tmp_path / "chat.txt").write_text(chat(), "utf-8")
    (tmp_path / "calls.csv").write_text("Date,Time,To/From,Direction\n05/13/2025,9:04 PM,5550104471,Incoming\n")
    zone = (*case, "--zone", "America/Chicago")
    status, out, err = paperwork(
        "log", "import", str(tmp_path / "chat.txt"), *zone, "--me", "Me P", "--number", "+15550104471"
    )
    assert (status, err) == (0, "")
    assert "30 messages" in out
    status, _, err = paperwork("log", "import", str(tmp_path / "calls.csv"), *zone)
    assert status == 2
    assert "--map 'To/From=number'" in err
    assert paperwork("log", "import", str(tmp_path / "calls.csv"), *zone, "--map", "guess")[0] == 0
    assert "whose it is, nobody said yet" in paperwork("log", "list", *case)[1]
    assert "--how" in paperwork("log", "who", "+15550104471", "--who", "Sam", *case)[2]
    assert paperwork("log", "who", "+15550104471", "--who", "Sam", "--how", "he gave it to me", *case)[0] == 0
    assert "3. May 20, 2025, 9:01 p.m." in paperwork("log", "show", "1", "--lines", "3", *case)[1]
    assert "word7end" in paperwork("log", "find", "WORD7end", *case)[1]
    assert "1 call at 9:04 p.m." in paperwork("log", "count", "2", "--calls", *case)[1]
    assert paperwork("log", "count", "2", "--calls", "--incident", "1", *case)[0] == 0
    made = paperwork(
        "log", "exhibit", "1", "--mark", "5", "--incident", "1", "--foundation", "I saved this chat.", *case
    )
    assert made[0] == 0, made
    assert paperwork("log", "incidents", "1", "--lines", "2-4", *case)[0] == 0
    for profile in ("sparc", "uk", "full", "private"):
        out_file = str(tmp_path / f"{profile}.csv")
        assert paperwork("log", "export", "--profile", profile, "--out", out_file, *case)[0] == 0
        assert "already" in paperwork("log", "export", "--out", out_file, *case)[2]
    assert "there is no log 9" in paperwork("log", "show", "9", *case)[2]
    assert "there is no event 99" in paperwork("log", "exhibit", "1", "--incident", "99", *case)[2]
    built = run("build", *case, "--out", str(tmp_path / "papers"))
    assert built.returncode == 0, built.stderr + built.stdout
    exhibits = "".join(text_of((tmp_path / "papers" / "court" / "03-exhibits.pdf").read_bytes()))
    assert exhibits.count("word7end") == 1


@pytest.mark.parametrize(
    "command", ["import", "list", "show", "find", "count", "exhibit", "incidents", "who", "export"]
)
def test_every_command_has_help_and_is_documented(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["log", command, "--help"])
    assert left.value.code == 0
    assert len(capsys.readouterr().out) > 100
    assert f"paperwork log {command}" in (ROOT / "docs" / "logs.md").read_text("utf-8")
