"""A saved case survives: whole writes, an earlier copy, full disks, damaged files."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from assistant.answers import Answers, Status
from assistant.errors import PersonError
from assistant.vault import Vault


def test_saved_and_opened_again(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "notes")
    vault.answers.put("petitioner.name", "Zoë 王 🙂")
    vault.answers.mark("petitioner.age", Status.DECLINED)
    item = vault.answers.add("incidents")
    vault.answers.put(f"incidents.{item}.story", "line\n\nline")
    vault.save()
    again = Vault.open(tmp_path / "notes")
    assert again.answers == vault.answers


def test_changing_or_removing_never_erases() -> None:
    answers = Answers()
    one, two = answers.add("incidents"), answers.add("incidents")
    answers.put(f"incidents.{one}.title", "first")
    answers.mark(f"incidents.{one}.title", Status.LATER)
    assert answers.get(f"incidents.{one}.title").value == "first"
    answers.remove("incidents", one)
    assert answers.ids("incidents") == [two]
    assert answers.add("incidents") not in (one, two)
    answers.restore("incidents", one)
    assert one in answers.ids("incidents")


def test_owner_only(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "notes")
    vault.save()
    vault.save()
    digest = vault.keep_original(b"data", "photo.jpg", "image/jpeg")
    vault.save()
    assert stat.S_IMODE((tmp_path / "notes").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "notes" / "evidence").stat().st_mode) == 0o700
    files = [p for p in (tmp_path / "notes").rglob("*") if p.is_file()]
    assert {stat.S_IMODE(p.stat().st_mode) for p in files} == {0o600}
    assert (tmp_path / "notes" / "evidence" / digest).read_bytes() == b"data"


def test_a_changed_original_is_noticed(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "notes")
    digest = vault.keep_original(b"data", "photo.jpg", "image/jpeg")
    (tmp_path / "notes" / "evidence" / digest).write_bytes(b"other")
    with pytest.raises(PersonError, match="was changed since"):
        vault.original(digest)


@pytest.mark.parametrize("damage", ["", "{", '{"format": 1}', "\x00\xff not text"])
def test_a_damaged_file_falls_back_to_the_save_before(tmp_path: Path, damage: str) -> None:
    vault = Vault.open(tmp_path / "notes")
    vault.answers.put("petitioner.name", "A")
    vault.save()
    vault.answers.put("petitioner.age", {"years": 3, "about": False})
    vault.save()
    (tmp_path / "notes" / "case.json").write_text(damage, "latin-1")
    assert Vault.open(tmp_path / "notes").answers.value("petitioner.name") == "A"


def test_both_damaged_is_one_sentence_and_touches_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "case.json").write_text("{")
    with pytest.raises(PersonError, match="damaged"):
        Vault.open(folder)
    assert (folder / "case.json").read_text() == "{"


def test_full_disk_keeps_the_earlier_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    vault = Vault.open(tmp_path / "notes")
    vault.answers.put("petitioner.name", "A")
    vault.save()
    before = (tmp_path / "notes" / "case.json").read_bytes()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    vault.answers.put("petitioner.name", "B")
    with pytest.raises(PersonError, match="disk is full"):
        vault.save()
    assert (tmp_path / "notes" / "case.json").read_bytes() == before
    assert not list((tmp_path / "notes").glob(".new-*"))


def test_killed_at_any_moment_the_case_opens(tmp_path: Path) -> None:
    """A program that saves without end is killed again and again; each time what is there is whole."""
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from assistant.vault import Vault
        vault = Vault.open(Path(sys.argv[1]))
        n = vault.answers.value("effects.story") or 0
        print("ready", flush=True)
        while True:
            n += 1
            vault.answers.put("effects.story", n)
            vault.answers.put("history.story", "x" * (n % 50_000))
            vault.save()
    """)
    last = 0
    for wait in (0.02, 0.05, 0.011, 0.033, 0.07, 0.005):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "notes")], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        if (tmp_path / "notes" / "case.json").exists():
            now = Vault.open(tmp_path / "notes").answers.value("effects.story")
            assert now >= last
            last = now
    assert last > 0


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("")
    with pytest.raises(PersonError, match="a file stands where a folder should be"):
        Vault.open(tmp_path / "notes")
