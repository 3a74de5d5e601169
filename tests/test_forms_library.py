"""The person's library of court forms, and the commands for it, run as a person runs them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from pdf_maker import Words, form_pdf, locked, text_field, tick

from assistant.errors import PersonError
from assistant.forms.blank import read_blank
from assistant.forms.edition import edition_of, read_fields
from assistant.forms.library import Kept, Library, default_library
from assistant.forms.model import Blank

HOSTILE = "na\x1b[31mme"
WORDS: Words = [(72, 750, 18, "Request for an Order"), (72, 604, 10, "Your name:"), (236, 561, 10, "Yes, I agree")]


def pdf(edition: str = "May 1, 2031", number: str = "XX-100") -> bytes:
    foot = (72.0, 30.0, 8.0, f"{number} [Rev. {edition}]")
    return form_pdf(
        [
            text_field("name", (140, 600, 400, 616), "/TU (Write your full name) /MaxLen 40"),
            tick("agree", (220, 560, 230, 570), "On"),
            text_field("x", (140, 500, 300, 516), "/Ff 4096").replace(
                "(x)", f"<FEFF{HOSTILE.encode('utf-16-be').hex()}>"
            ),
        ],
        [[*WORDS, foot]],
    )


def kept(library: Library, data: bytes) -> bool:
    return library.add(data, read_blank(data))


def test_a_form_is_kept_once_and_unchanged(tmp_path: Path) -> None:
    library = Library(tmp_path / "a" / "b")
    data = locked(pdf(), "AES-128")
    assert library.entries() == ()
    assert kept(library, data)
    assert not kept(library, data)
    (entry,) = library.entries()
    assert (entry.number, entry.edition, entry.title, entry.fields) == (
        "XX-100",
        "Rev. May 1, 2031",
        "Request for an Order",
        3,
    )
    assert library.bytes_of(entry.sha256) == data
    assert [f.name for f in library.blank(entry.sha256).fields][:2] == ["name", "agree"]


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX systems")
def test_nobody_else_can_read_it_and_names_say_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path / "forms")
    kept(library, pdf())
    assert library.folder.stat().st_mode & 0o777 == 0o700
    for path in library.folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.name == "list.json" or (len(path.stem) == 64 and path.suffix in (".pdf", ".json"))
    assert default_library().name == "sheets"
    assert "protect" not in str(default_library()).casefold()


def test_what_was_read_is_kept_beside_the_form_and_read_again_when_it_cannot_be_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, data = Library(tmp_path / "forms"), pdf()
    blank = read_blank(data)
    library.add(data, blank)
    reading = library.folder / f"{blank.sha256}.json"
    written = reading.read_text("utf-8")
    asked: list[str] = []

    def reader(data: bytes, name: str = "") -> Blank:
        asked.append(name)
        return read_blank(data, name)

    monkeypatch.setattr("assistant.forms.blank.read_blank", reader)
    assert library.blank(blank.sha256) == blank
    assert asked == []
    version = json.loads(written)["reader"]
    for spoilt in (
        "",
        "[]",
        "{",
        written[:-9],
        written.replace(version, "0" * 64),
        written.replace('"kind"', '"sort"'),
    ):
        reading.write_text(spoilt, "utf-8")
        asked.clear()
        assert library.blank(blank.sha256) == blank
        assert len(asked) == 1
        assert reading.read_text("utf-8") == written
    library._file(blank.sha256).write_bytes(data + b"\n")  # a reading never stands for a file that was changed
    with pytest.raises(PersonError, match="changed"):
        library.blank(blank.sha256)


def test_what_stands_in_the_boxes_of_a_form_is_not_kept_a_second_time(tmp_path: Path) -> None:
    library = Library(tmp_path / "forms")
    data = form_pdf([text_field("name", (140, 600, 400, 616), "/V (Jo Bell)")], [WORDS])
    library.add(data, read_blank(data))
    assert sorted(p.suffix for p in library.folder.iterdir()) == [".json", ".pdf"]  # the list, and the form itself
    assert all(b"Jo Bell" not in p.read_bytes() for p in library.folder.glob("*.json"))
    assert library.blank(read_blank(data).sha256).fields[0].value == "Jo Bell"
    assert not (library.folder / f"{read_blank(data).sha256}.json").exists()


def test_the_list_is_made_from_the_files(tmp_path: Path) -> None:
    library = Library(tmp_path)
    kept(library, pdf())
    kept(library, pdf("June 1, 2032"))
    both = library.entries()
    listed = library.folder / "list.json"
    for spoilt in ("", "{", '{"format": 1, "forms": [{}]}', '{"format": 7, "forms": []}'):
        listed.write_text(spoilt)
        assert library.entries() == both
    listed.unlink()
    assert library.entries() == both
    assert len(json.loads(listed.read_text("utf-8"))["forms"]) == 2
    (library.folder / f"{both[0].sha256}.pdf").unlink()
    assert library.entries() == both[1:]
    assert library.damaged() == ()


def test_a_changed_file_is_never_used(tmp_path: Path) -> None:
    library = Library(tmp_path)
    kept(library, pdf())
    (entry,) = library.entries()
    target = library.folder / f"{entry.sha256}.pdf"
    target.write_bytes(pdf("June 1, 2032"))
    with pytest.raises(PersonError, match="was changed"):
        library.bytes_of(entry.sha256)
    assert library.damaged() == (target,)
    assert kept(library, pdf())  # adding it again mends it
    assert library.damaged() == ()


def test_forms_are_found_by_what_people_call_them(tmp_path: Path) -> None:
    library = Library(tmp_path)
    kept(library, pdf())
    kept(library, pdf(number="XX-200"))
    kept(library, pdf("June 1, 2032", "XX-200"))
    one = library.find("xx100")
    assert one.number == "XX-100"
    assert library.find(one.sha256[:8]) == one
    assert len(library.held("XX-200")) == 2
    assert library.held("", "no such title") == ()
    assert library.find("XX-200 Rev. June 1, 2032").edition == "Rev. June 1, 2032"
    with pytest.raises(PersonError, match="there are 2 forms"):
        library.find("XX-200")
    for nothing in ("XX-300", "", "  "):
        with pytest.raises(PersonError, match="no form"):
            library.find(nothing)
    assert isinstance(one, Kept)


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PersonError, match=r"cannot be used|cannot be read"):
        kept(Library(tmp_path / "file" / "x"), pdf())


# The commands


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "assistant", "forms", *args, "--forms", str(cwd / "forms")],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(pdf())
    (tmp_path / "page.pdf").write_text("<html>Not found</html>")
    (tmp_path / "other.pdf").write_bytes(locked(pdf("June 1, 2032"), "RC4-128"))
    done = run("add", "good.pdf", "page.pdf", "missing.pdf", "other.pdf", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "page.pdf: this is a web page, not a PDF. Download the form itself, as a PDF, from the court's website.",
        "missing.pdf: there is no such file. Check the name and the folder.",
    ]
    assert "good.pdf: XX-100, Request for an Order (Rev. May 1, 2031)" in done.stdout
    assert "no map of it was made" in done.stdout
    assert done.stdout.count("  Kept.") == 2
    again = run("add", "good.pdf", cwd=tmp_path)
    assert again.returncode == 0
    assert "kept already" in again.stdout
    listed = run("list", cwd=tmp_path)
    assert listed.returncode == 0
    assert len(listed.stdout.splitlines()) == 2
    status = run("status", cwd=tmp_path)
    assert status.stdout.count("It cannot be filled in by the program") == 2


def test_every_box_is_shown_and_nothing_steers_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(pdf())
    for form in ("good.pdf", "XX-100"):
        if form == "XX-100":
            run("add", "good.pdf", cwd=tmp_path)
        shown = run("show", form, cwd=tmp_path)
        assert shown.returncode == 0, shown.stderr
        assert "\x1b" not in shown.stdout
        assert "na[31mme" in shown.stdout
        assert (
            'text; room for about 40 characters; at most 40; "Your name:"; read aloud: Write your full name'
            in shown.stdout
        )
        assert "tick; on 'On'; \"Yes, I agree\"" in shown.stdout
    assert run("show", "YY-1", cwd=tmp_path).returncode == 2
    assert "no such file" in run("show", "YY-1.pdf", cwd=tmp_path).stderr


def test_the_picture_names_every_box(tmp_path: Path) -> None:
    import pypdf

    (tmp_path / "good.pdf").write_bytes(locked(pdf(), "AES-256"))
    done = run("picture", "good.pdf", "--out", "named.pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = pypdf.PdfReader(io.BytesIO((tmp_path / "named.pdf").read_bytes()))
    assert not made.is_encrypted
    assert not made.get_fields()
    over = made.pages[0].extract_text()
    assert "Request for an Order" in over
    assert "1 name" in " ".join(over.split())
    rest = " ".join(" ".join(page.extract_text() for page in made.pages[1:]).split())
    for words in ("name", "agree", "On", "Your name:", "Yes, I agree", "tick"):
        assert words in rest
    before = (tmp_path / "named.pdf").read_bytes()
    assert run("picture", "good.pdf", "--out", "named.pdf", cwd=tmp_path).returncode == 2
    assert (tmp_path / "named.pdf").read_bytes() == before


def test_a_draft_and_the_list_of_boxes(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(pdf())
    made = run("draft", "good.pdf", "--out", "form.yaml", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    draft = yaml.safe_load((tmp_path / "form.yaml").read_text("utf-8"))
    assert draft["boxes"]["name"] == {"value": "petitioner_name"}
    assert set(draft["left"][0]["boxes"]) == {"agree", HOSTILE}
    assert run("fields", "good.pdf", "--out", "fields.yaml", cwd=tmp_path).returncode == 0
    assert read_fields(tmp_path / "fields.yaml") == edition_of(read_blank(pdf()))
    on_screen = run("draft", "good.pdf", cwd=tmp_path)
    assert "\x1b" not in on_screen.stdout
    assert "not-decided" in on_screen.stdout


def test_a_form_with_answers_in_it_is_not_kept(tmp_path: Path) -> None:
    def filled(count: int) -> bytes:
        boxes = [
            text_field(f"f{n}", (140, 600 - 20 * n, 400, 616 - 20 * n), "/V (17 Hidden Lane)" * (n < count))
            for n in range(8)
        ]
        notice = text_field("notice", (10, 10, 90, 20), "/Ff 1 /V (printed by the court)")
        return form_pdf([*boxes, notice], [WORDS])

    (tmp_path / "mine.pdf").write_bytes(filled(7))
    done = run("add", "mine.pdf", cwd=tmp_path)
    assert done.returncode == 2
    assert "filled in already (7 boxes hold something)" in done.stderr
    assert "Hidden Lane" not in done.stdout + done.stderr
    assert not (tmp_path / "forms").exists()
    (tmp_path / "preset.pdf").write_bytes(filled(1))
    done = run("add", "preset.pdf", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 of its boxes hold something already" in done.stdout
    (tmp_path / "blank.pdf").write_bytes(filled(0))
    assert "already" not in run("add", "blank.pdf", cwd=tmp_path).stdout


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    for command in ("list", "status"):
        done = run(command, cwd=tmp_path)
        assert done.returncode == 0
        assert "paperwork forms add FILE" in done.stdout
    assert not (tmp_path / "forms").exists()


def test_help(tmp_path: Path) -> None:
    for command in ("add", "list", "show", "picture", "status", "draft", "fields"):
        done = run(command, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert len(done.stdout) > 80
