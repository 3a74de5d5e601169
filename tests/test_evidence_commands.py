"""paperwork evidence, the questionnaire and the answers file: files in, facts kept, words for the person."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TODAY, Sample
from evidence_files import camera, every_byte, mail, pdf, sound, words
from test_cli import refused, run

from assistant.answers import Answers
from assistant.answersfile import parse_answers, write_answers
from assistant.evidence.intake import take_all
from assistant.terminal.screen import Left, Screen
from assistant.terminal.session import Session
from assistant.vault import Vault


@pytest.fixture
def case(tmp_path: Path) -> str:
    folder = tmp_path / "notes"
    sample = ROOT / "samples" / "ca-neighbor" / "answers.yaml"
    assert run("fill", str(sample), "--case", str(folder)).returncode == 0
    return str(folder)


def saved(case: str) -> dict[str, Any]:
    given = json.loads((Path(case) / "case.json").read_text("utf-8"))["answers"]["given"]
    return {path: answer.get("value") for path, answer in given.items()}


def put(folder: Path, **files: bytes) -> list[str]:
    """Files by name ('door_jpg' is door.jpg); their paths."""
    paths = []
    for name, data in files.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(data)
        os.utime(path, (1_778_390_000, 1_778_390_000))
        paths.append(str(path))
    return paths


def test_add_keeps_the_file_byte_for_byte_with_its_facts(case: str, tmp_path: Path) -> None:
    (path,) = put(tmp_path, door_jpg=camera(zone="-07:00"))
    done = run(
        "evidence",
        "add",
        path,
        "--incident",
        "1",
        "--title",
        "The door",
        "--from",
        "my sister",
        "--obtained",
        "given",
        "--case",
        case,
    )
    assert done.returncode == 0, done.stderr
    assert "door.jpg (photo or picture, 1 page" in " ".join(done.stdout.split())
    assert "May 9, 2026, 9:14 pm" in done.stdout
    given = saved(case)
    data = Path(path).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert given["exhibits.e4.file"] == {
        "sha256": digest,
        "name": "door.jpg",
        "size": len(data),
        "media": "image/jpeg",
        "pages": 1,
        "modified": "2026-05-10T05:13:20+00:00",
        "made": "2026-05-09T21:14:03-07:00",
        "made_by": "camera",
    }
    assert (Path(case) / "evidence" / digest).read_bytes() == data
    assert (given["exhibits.e4.title"], given["exhibits.e4.from"], given["exhibits.e4.obtained"]) == (
        "The door",
        "my sister",
        "given",
    )
    assert given["exhibits.e4.incidents"] == ["i1"]
    shown = " ".join(run("evidence", "show", "e4", "--case", case).stdout.split())
    for part in (
        digest,
        f"{len(data):,} bytes",
        "May 9, 2026, 9:14 pm",
        "my sister",
        "Another person gave it to me",
        "Events: 1",
    ):
        assert part in shown, part


def test_a_bad_file_is_named_and_the_rest_is_added(case: str, tmp_path: Path) -> None:
    paths = put(
        tmp_path,
        a_jpg=camera(),
        b_docx=b"PK\x03\x04word/",
        c_eml=mail(),
        d_pdf=b"%PDF-1.7 junk",
        e_wav=sound(),
        f_jpg=camera(),
    )
    (tmp_path / "g.jpg").symlink_to(tmp_path / "a.jpg")
    odd = tmp_path / "h\x1b[2J.txt"
    odd.write_text("words")
    done = run("evidence", "add", *paths, str(tmp_path / "g.jpg"), str(odd), "--case", case)
    assert done.returncode == 2
    said = " ".join(done.stdout.split())
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    for part in ("Not added: b.docx", "Save as PDF", "Not added: d.pdf", "Not added: g.jpg", "Added: 4. Not added: 3."):
        assert part in said, part
    assert "f.jpg: the same file as e4. It was not added again." in said
    media = [saved(case)[f"exhibits.e{n}.file"]["media"] for n in (4, 5, 6, 7)]
    assert media == ["image/jpeg", "message/rfc822", "audio/wav", "text/plain"]
    listed = " ".join(run("evidence", "list", "--case", case).stdout.split())
    assert "e6: Exhibit" in listed
    assert "Kept out of the papers for now." in listed


def test_a_name_that_says_another_kind_is_pointed_out(case: str, tmp_path: Path) -> None:
    (path,) = put(tmp_path, photo_jpg=pdf("x"))
    assert "ends in .jpg, but by its content it is: PDF" in " ".join(
        run("evidence", "add", path, "--case", case).stdout.split()
    )


def test_what_is_wrong_with_the_command_is_said_before_anything_is_done(case: str, tmp_path: Path) -> None:
    one, two = put(tmp_path, a_jpg=camera(), b_png=camera("PNG"))
    before = (Path(case) / "case.json").read_bytes()
    said = refused("evidence", "add", one, two, "--title", "x", "--incident", "99", "--case", case)
    assert "one title is for one file" in said
    assert "no event 99" in said
    assert "there is no exhibit" in refused("evidence", "show", "e9", "--case", case)
    for edges in ("1,2,3", "50,0,10,10", "0,0,200,1"):
        refused("evidence", "redact", "e1", "--area", edges, "--case", case)
    assert "page 7" in refused("evidence", "redact", "e1", "--page", "7", "--area", "0,0,5,5", "--case", case)
    assert "no area" in refused("evidence", "redact", "e1", "--case", case)
    assert "no saved case" in refused("evidence", "list", "--case", str(tmp_path / "nowhere"))
    assert (Path(case) / "case.json").read_bytes() == before


def test_redact_by_command_is_gone_from_the_papers(case: str, tmp_path: Path) -> None:
    (path,) = put(tmp_path, letter_pdf=pdf("SECRETNUMBER", "KEPT"))
    run("evidence", "add", path, "--title", "Letter", "--incident", "1", "--case", case)
    done = run("evidence", "redact", "e4", "--page", "1", "--area", "0,0,100,50", "--case", case)
    assert done.returncode == 0, done.stderr
    assert saved(case)["exhibits.e4.hide"] == ["page 1: 0, 0, 100, 50"]
    assert run("build", "--case", case, "--out", str(tmp_path / "p")).returncode == 0
    for reader in ("court", "served"):
        made = (tmp_path / "p" / reader / "03-exhibits.pdf").read_bytes()
        assert "KEPT" in words(made)
        assert b"SECRETNUMBER" not in every_byte(made)
    assert run("evidence", "redact", "e4", "--page", "1", "--undo", "--case", case).returncode == 0
    assert saved(case)["exhibits.e4.hide"] == []


def test_a_page_with_a_grid_shows_what_is_taken_out_already(case: str, tmp_path: Path) -> None:
    from PIL import Image

    run("evidence", "redact", "e1", "--area", "0,0,50,50", "--case", case)
    out = tmp_path / "look.png"
    assert run("evidence", "grid", "e1", "--out", str(out), "--case", case).returncode == 0
    picture = Image.open(out).convert("RGB")
    wide, high = picture.width - 88, picture.height - 88
    assert picture.getpixel((44 + wide // 4, 44 + high // 4)) == (0, 0, 0)
    assert picture.getpixel((44 + wide * 3 // 4, 44 + high * 3 // 4)) != (0, 0, 0)
    assert out.stat().st_mode & 0o077 == 0
    assert "already" in refused("evidence", "grid", "e1", "--out", str(out), "--case", case)
    assert "no page 9" in refused("evidence", "grid", "e1", "--page", "9", "--out", str(tmp_path / "x"), "--case", case)


def test_clear_by_command_is_kept_with_name_and_reason(case: str, tmp_path: Path) -> None:
    (path,) = put(tmp_path, call_wav=sound())
    run("evidence", "add", path, "--title", "Call", "--case", case)
    assert "name and a reason" in refused("evidence", "clear", "e4", "--case", case)
    done = run("evidence", "clear", "e4", "--by", "Lee Marsh", "--why", "A message he left.", "--case", case)
    assert done.returncode == 0, done.stderr
    given = saved(case)
    assert (given["exhibits.e4.cleared_by"], given["exhibits.e4.cleared_why"]) == ("Lee Marsh", "A message he left.")
    kept = json.loads((Path(case) / "case.json").read_text("utf-8"))["decisions"][-1]
    assert (kept["by"], kept["reason"]) == ("Lee Marsh", "A message he left.")
    assert "Kept out" not in run("evidence", "list", "--case", case).stdout
    assert "Nothing was changed" in run("evidence", "clear", "e4", "--by", "x", "--why", "y", "--case", case).stdout


def test_every_command_has_help() -> None:
    for name in ("add", "list", "show", "grid", "redact", "clear"):
        done = run("evidence", name, "--help")
        assert done.returncode == 0
        assert len(done.stdout) > 80
    page = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    assert all(f"paperwork evidence {name}" in page for name in ("add", "list", "show", "grid", "redact", "clear"))


# -- the answers file --------------------------------------------------------------------------------

YAML = """\
place: {jurisdiction: us-ca}
incidents:
  - title: At the door
    story: He came.
exhibits:
  - file:
      path: %s
      name: door of the flat.jpg
      modified: 2026-05-09T21:20:00+00:00
    title: The door
    incidents: ["1"]
    dated: 1
    from: my sister
    obtained: given
    hide:
      - "page 1: 10, 20, 50.5, 60"
      - "1: 0, 0, 5, 5"
    cleared_by: Lee Marsh
    cleared_why: Seen.
"""


def read(text: str, folder: Path) -> Answers:
    return parse_answers(text, "answers.yaml", TODAY, folder)


def test_an_answers_file_carries_all_of_it_there_and_back(neighbor: Sample, tmp_path: Path) -> None:
    put(tmp_path, kept_bin=camera())
    answers = read(YAML % "kept.bin", tmp_path)
    take_all(neighbor.store, answers)
    file = answers.value("exhibits.e1.file")
    assert (file["name"], file["modified"]) == ("door of the flat.jpg", "2026-05-09T21:20:00+00:00")
    assert answers.value("exhibits.e1.hide") == ["page 1: 0, 0, 5, 5", "page 1: 10, 20, 50.5, 60"]
    assert answers.value("exhibits.e1.dated") == "i1"
    written = write_answers(answers, TODAY, {file["sha256"]: str(tmp_path / "kept.bin")})
    again = parse_answers(written, "again.yaml", TODAY, tmp_path)
    take_all(neighbor.store, again)
    assert again.to_json() == answers.to_json()


def test_an_older_answers_file_reads_as_before(neighbor: Sample, tmp_path: Path) -> None:
    put(tmp_path, door_jpg=camera())
    answers = parse_answers("exhibits:\n  - file: door.jpg\n    title: Door\n", "a.yaml", TODAY, tmp_path)
    take_all(neighbor.store, answers)
    assert answers.value("exhibits.e1.file")["name"] == "door.jpg"
    assert answers.value("exhibits.e1.hide") is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("name: door of the flat.jpg", "nome: x"), "path, name, modified"),
        (("2026-05-09T21:20:00+00:00", "last week"), "last change"),
        (("path: kept.bin", "path: gone.bin"), "no such file"),
        (("page 1: 10, 20, 50.5, 60", "page 1: 50, 20, 10, 60"), "left is less than right"),
        (("obtained: given", "obtained: stolen"), "not one of the choices"),
    ],
)
def test_mistakes_in_it_are_named_with_their_line(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    from assistant.errors import PersonError

    put(tmp_path, kept_bin=camera())
    with pytest.raises(PersonError) as caught:
        read((YAML % "kept.bin").replace(*change), tmp_path)
    (problem,) = caught.value.problems
    assert said in str(problem)
    assert problem.where.startswith("answers.yaml:")


# -- the questionnaire -------------------------------------------------------------------------------


class Scripted(Screen):
    """A screen on which everything typed is known before."""

    def __init__(self, *typed: str) -> None:
        super().__init__(plain=True)
        self.typed, self.said = list(typed), ""

    def say(self, text: str = "", **how: Any) -> None:
        self.said += text + "\n"

    def read(self, default: str = "", *, path: bool = False) -> str:
        return self.typed.pop(0)


def session(tmp_path: Path, *typed: str) -> Session:
    answers = parse_answers(
        "place: {jurisdiction: us-ca}\nincidents:\n  - title: At the door\n  - title: Later\n    when: May 2026\n  - title: Known\n    when: May 1, 2026\n",
        "a.yaml",
        TODAY,
    )
    answers.put("exhibits", True)
    answers.add("exhibits")
    vault = Vault(tmp_path / "notes", answers)
    vault.folder.mkdir(parents=True)
    return Session(vault, Scripted(*typed), date(2026, 11, 24))


def test_a_file_that_cannot_be_used_is_asked_for_again(tmp_path: Path) -> None:
    bad, good = put(tmp_path, bad_docx=b"PK\x03\x04word/", door_jpg=camera())
    one = session(tmp_path, bad, good)
    one._ask_path("exhibits.e1.file")
    assert "Save as PDF" in one.screen.said
    assert "Kept unchanged: photo or picture, 1 page" in one.screen.said
    assert "May 9, 2026, 9:14 pm" in one.screen.said
    assert one.answers.value("exhibits.e1.file")["media"] == "image/jpeg"


def test_the_date_in_the_file_is_offered_and_never_taken_in_silence(tmp_path: Path) -> None:
    (path,) = put(tmp_path, door_jpg=camera())
    one = session(tmp_path, path, "1,2,3", "1")
    one._ask_path("exhibits.e1.file")
    one._ask_path("exhibits.e1.incidents")
    assert one.answers.value("incidents.i1.when") is None
    one._ask_path("exhibits.e1.dated")
    assert "Event 1 was on May 9, 2026: At the door" in one.screen.said
    assert one.answers.value("incidents.i1.when") == {"edtf": "2026-05-09"}
    assert one.answers.value("incidents.i2.when")["edtf"] == "2026-05"
    assert "The event has this date now: May 9, 2026." in one.screen.said


def test_none_of_them_changes_nothing_and_a_known_day_is_not_asked(tmp_path: Path) -> None:
    (path,) = put(tmp_path, door_jpg=camera())
    one = session(tmp_path, path, "1", "none of them, or I am not sure")
    one._ask_path("exhibits.e1.file")
    one._ask_path("exhibits.e1.incidents")
    one._ask_path("exhibits.e1.dated")
    assert one.answers.value("incidents.i1.when") is None
    assert one.answers.value("exhibits.e1.dated") == "none"
    one.answers.put("exhibits.e1.incidents", ["i3"])
    assert "exhibits.e1.dated" not in {s.path for s in one._steps()}


def test_the_same_file_again_is_said_and_can_be_left_out(tmp_path: Path) -> None:
    (path,) = put(tmp_path, door_jpg=camera())
    one = session(tmp_path, path, path, "no", "skip")
    one._ask_path("exhibits.e1.file")
    one.answers.put("exhibits.e1.title", "The door")
    one.answers.add("exhibits")
    one._ask_path("exhibits.e2.file")
    assert "You attached the very same file before, as: The door. Attach it a second time?" in one.screen.said
    assert one.answers.ids("exhibits") == ["e1"]  # no exhibit without a file is left behind
    one = session(tmp_path / "b", path, path, "yes")
    one._ask_path("exhibits.e1.file")
    one.answers.add("exhibits")
    one._ask_path("exhibits.e2.file")
    assert one.answers.value("exhibits.e2.file")["name"] == "door.jpg"


def test_skipping_the_only_file_leaves_no_exhibit(tmp_path: Path) -> None:
    one = session(tmp_path, "skip")
    one.answers.put("exhibits", True)
    one._ask_path("exhibits.e1.file")
    assert one.answers.ids("exhibits") == []
    assert one.answers.value("exhibits") is False
    one = session(tmp_path / "b", "later")  # for later it stays in the list
    one._ask_path("exhibits.e1.file")
    assert one.answers.ids("exhibits") == ["e1"]


def test_a_told_date_goes_only_when_the_person_says_so(tmp_path: Path) -> None:
    (path,) = put(tmp_path, door_jpg=camera())  # of May 9, 2026
    for when in (
        {"edtf": "2026-09-02", "words": "September 2, 2026"},
        {"edtf": "2026-05/2026-08", "often": "about twice a week"},
    ):
        for said in ("no", "back", "skip"):
            one = session(tmp_path / (said + when["edtf"][:7] + when["edtf"][-2:]), path, "1,2", "1", said)
            one.answers.put("incidents.i1.when", dict(when))
            for key in ("file", "incidents", "dated"):
                one._ask_path(f"exhibits.e1.{key}")
            assert "Change it to May 9, 2026?" in one.screen.said
            assert one.answers.value("incidents.i1.when") == when, said
    one = session(tmp_path / "yes", path, "1,2", "1", "yes")
    one.answers.put("incidents.i1.when", {"edtf": "2026-09-02"})
    for key in ("file", "incidents", "dated"):
        one._ask_path(f"exhibits.e1.{key}")
    assert "(you said: Sep 2, 2026)" in one.screen.said
    assert one.answers.value("incidents.i1.when") == {"edtf": "2026-05-09"}
    assert "Before: September 2, 2026." in one.screen.said


@pytest.mark.parametrize("written", ["{0}", "'{0}'", '"{0}"', "{1}", "file://{2}", "  {0}  "])
def test_a_file_dragged_into_the_window_is_found(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "My photos"
    folder.mkdir()
    (path,) = put(folder, **{"it is my door_jpg": camera()})
    typed = written.format(path, path.replace(" ", "\\ "), path.replace(" ", "%20"))
    one = session(tmp_path, typed)
    one._ask_path("exhibits.e1.file")
    assert one.answers.value("exhibits.e1.file")["name"] == "it is my door.jpg", one.screen.said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{0}", "That is a folder."),
        ("{0}/gone.jpg", "There is no such file."),
        ("~nobody-here/x.jpg", "There is no such file."),
        ("/" + "x" * 900, "There is no such file."),
        ("'{0}/a", "There is no such file."),
    ],
)
def test_a_path_that_leads_nowhere_is_met_in_words(tmp_path: Path, typed: str, said: str) -> None:
    one = session(tmp_path, typed.format(tmp_path), "later")
    one._ask_path("exhibits.e1.file")
    assert said in one.screen.said


def test_the_blanks_of_an_offered_sentence_can_be_filled_in_one_by_one(tmp_path: Path) -> None:
    one = session(tmp_path, "fill", "me", "May 9", "back", "May 9, 2026", "", "the door", "yes")
    one.answers.put("exhibits.e1.kind", "photo")
    one._ask_path("exhibits.e1.foundation")
    assert one.answers.value("exhibits.e1.foundation") == (
        "This is a photo taken by me on May 9, 2026 at [what kind of place]. It shows the door as it looked then. "
        "I have not changed it."
    )
    assert one.answers.status("exhibits.e1.foundation").value == "answered"


@pytest.mark.parametrize("typed", [("fill", "me", "x"), ("fill", "me", "", "", "", "x")])
def test_what_was_filled_in_is_kept_when_the_person_leaves(tmp_path: Path, typed: tuple[str, ...]) -> None:
    one = session(tmp_path, *typed)
    one.answers.put("exhibits.e1.kind", "photo")
    with pytest.raises(Left):
        one._ask_path("exhibits.e1.foundation")
    kept = one.answers.given["exhibits.e1.foundation"]
    assert kept.value.startswith("This is a photo taken by me on [date]")
    assert kept.status.value == "later"


def test_questions_about_recordings_come_with_recordings_alone(tmp_path: Path) -> None:
    call, door = put(tmp_path, call_wav=sound(), door_jpg=camera())
    one = session(tmp_path, call, door)
    one._ask_path("exhibits.e1.file")
    assert {"exhibits.e1.recorded", "exhibits.e1.transcript"} <= {s.path for s in one._steps()}
    one._ask_path("exhibits.e1.file")
    asked = {s.path for s in one._steps()}
    assert not {"exhibits.e1.recorded", "exhibits.e1.transcript", "exhibits.e1.hide", "exhibits.e1.cleared_by"} & asked
    assert {"exhibits.e1.from", "exhibits.e1.obtained"} <= asked
