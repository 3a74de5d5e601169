"""Whole packets, read back from their files."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, TODAY, Sample
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import Status
from assistant.case import case_from
from assistant.disclosure import Reader, public_case
from assistant.documents.declaration import declaration
from assistant.errors import PersonError
from assistant.packet import Packet, assemble, write
from assistant.questions import every_question
from assistant.questions.kinds import Story
from assistant.questions.model import Shown


def made(sample: Sample, **options: bool) -> Packet:
    return assemble(sample.case, sample.sheet, sample.order, sample.store.original, TODAY, **options)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def docx_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    from xml.etree import ElementTree

    words = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "".join(
        (e.text or "") if e.tag == f"{words}t" else ("\n" if e.tag in (f"{words}p", f"{words}br") else "")
        for e in ElementTree.fromstring(xml).iter()
    )


def pdf_text(data: bytes) -> str:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def own_words(sample: Sample) -> list[tuple[str, str]]:
    """(path, text) of every public text of any length that applies."""
    from assistant.case.view import question_at

    found = []
    for path, answer in sample.answers.given.items():
        question = question_at(path)
        if (
            question
            and isinstance(question.kind, Story)
            and question.shown is Shown.PUBLIC
            and answer.status is Status.ANSWERED
        ):
            found.append((path, answer.value))
    return found


def test_folders_and_names(sample: Sample, tmp_path: Path) -> None:
    paths = write(made(sample), tmp_path / "papers", replace=False)
    names = sorted(str(p.relative_to(tmp_path / "papers")) for p in paths)
    assert names == [
        "confidential/01-confidential.pdf",
        "court/01-petition.pdf",
        "court/02-declaration.pdf",
        "court/03-exhibits.pdf",
        "private/declaration.docx",
        "private/next-steps.pdf",
        "private/things-to-check.pdf",
        "served/01-petition.pdf",
        "served/02-declaration.pdf",
        "served/03-exhibits.pdf",
    ]
    for path in paths:
        assert re.fullmatch(r"[a-z0-9.-]{1,50}", path.name)
        assert path.stat().st_mode & 0o077 == 0


def test_every_own_text_stands_exactly_once_in_both_forms(sample: Sample) -> None:
    files = {f"{f.reader}/{f.name}": f.data for f in made(sample).files}
    docx = squeeze(docx_text(files["private/declaration.docx"]))
    for path, text in own_words(sample):
        for line in text.split("\n"):
            wanted = squeeze(line)
            # a short line such as 'No' may also stand elsewhere
            assert docx.count(wanted) == 1 if len(wanted) > 20 else wanted in docx, path


def test_docx_and_pdf_say_the_same(sample: Sample) -> None:
    paper = declaration(public_case(sample.case, sample.order), sample.sheet, sample.order, {}, draft=True)
    from assistant.documents.docx import render_docx
    from assistant.documents.pdf import render_pdf

    docx, pdf = squeeze(docx_text(render_docx(paper))), squeeze(pdf_text(render_pdf(paper).data))
    for text in paper.texts():
        for line in text.split("\n"):
            assert squeeze(line) in docx
    letters = re.sub(r"[^a-z]", "", pdf.lower())
    for text in paper.texts():
        for line in text.split("\n"):
            # ASCII words of one line; a cell or a line that breaks in the PDF keeps its letters in order within a word
            for word in re.findall(r"[A-Za-z]{4,}", line):
                assert word.lower() in letters, word


def test_the_oath_is_exact(sample: Sample) -> None:
    oath = sample.order.declaration.attached_text or sample.order.declaration.text
    files = {f"{f.reader}/{f.name}": f.data for f in made(sample).files}
    assert oath in docx_text(files["private/declaration.docx"])
    assert squeeze(oath) in squeeze(pdf_text(files["court/02-declaration.pdf"]))


def test_draft_mark_until_final(neighbor: Sample) -> None:
    draft = {f"{f.reader}/{f.name}": f.data for f in made(neighbor).files}
    final = {f"{f.reader}/{f.name}": f.data for f in made(neighbor, draft=False).files}
    for name in ("court/01-petition.pdf", "court/02-declaration.pdf", "court/03-exhibits.pdf"):
        assert "DRAFT" in pdf_text(draft[name]), name
        assert "DRAFT" not in pdf_text(final[name]), name


def test_most_recent_first_then_worst(neighbor: Sample) -> None:
    text = squeeze(docx_text(next(f.data for f in made(neighbor).files if f.name == "declaration.docx")))
    order = [
        text.index(squeeze(w))
        for w in (
            "The most recent event",
            "The gray pickup stopped across",
            "The event that frightened me most",
            "He put his shoulder against it",
            "Chronology of events",
            "The gray truck pulled out behind me",
        )
    ]
    assert order == sorted(order)


def test_chronology_cites_exhibits(neighbor: Sample) -> None:
    paper = declaration(
        public_case(neighbor.case, neighbor.order),
        neighbor.sheet,
        neighbor.order,
        {"e1": 2, "e2": 3, "e3": 1},
        draft=True,
    )
    text = "\n".join(paper.texts())
    assert "Exhibit A, pages 1-3" in text  # the most recent event's exhibit is mentioned first
    assert "Exhibit B, page 1" in text
    assert "Exhibit C, pages 1-2" in text
    assert "Exhibit A (3 pages) is attached" in text


def test_nothing_is_overwritten_without_asking(neighbor: Sample, tmp_path: Path) -> None:
    packet = made(neighbor)
    write(packet, tmp_path / "p", replace=False)
    (tmp_path / "p" / "private" / "note.txt").write_text("mine")
    with pytest.raises(PersonError, match="already here"):
        write(packet, tmp_path / "p", replace=False)
    assert (tmp_path / "p" / "private" / "note.txt").exists()
    write(packet, tmp_path / "p", replace=True)
    assert (tmp_path / "p" / "before-1" / "private" / "note.txt").read_text() == "mine"
    write(packet, tmp_path / "p", replace=True)
    assert (tmp_path / "p" / "before-2" / "served" / "02-declaration.pdf").exists()
    assert not list((tmp_path / "p").glob(".new-*"))


def test_a_disk_that_fills_up_leaves_no_half_packet(
    neighbor: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    count = [0]
    real = os.fsync

    def full(handle: int) -> None:
        count[0] += 1
        if count[0] > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    packet = made(neighbor)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PersonError, match="disk is full"):
        write(packet, tmp_path / "p", replace=False)
    assert not (tmp_path / "p").exists()  # not even the empty folder that was made for it


def test_an_exhibit_without_its_file_is_an_error_that_names_it(neighbor: Sample) -> None:
    case = replace(neighbor.case, kept=replace(neighbor.case.kept, files=()))
    with pytest.raises(PersonError, match="Exhibit A has no file yet"):
        assemble(case, neighbor.sheet, neighbor.order, neighbor.store.original, TODAY)


def test_the_same_case_gives_the_same_bytes(neighbor: Sample) -> None:
    assert made(neighbor).files == made(neighbor).files


any_text = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=200).filter(
    lambda t: t.strip()
)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_every_character_of_every_public_answer_is_in_the_docx_once(data: st.DataObject) -> None:
    """Any words in any public question: each longer text stands verbatim, once; short ones stand at least once."""
    from assistant.documents.docx import render_docx

    sample = Sample("ma-former-partner")
    answers = sample.answers
    marks = {}
    for n, (path, _) in enumerate(own_words(sample)):
        text = f"«{n}» " + data.draw(any_text)
        answers.put(path, text)
        marks[path] = text
    case = case_from(answers, sample.sheet)
    case = replace(case, kept=replace(case.kept, secrets=()))
    docx = squeeze(
        docx_text(render_docx(declaration(public_case(case, sample.order), sample.sheet, sample.order, {}, draft=True)))
    )
    for path, text in marks.items():
        assert docx.count(squeeze(text)) >= 1, path
        assert docx.count(f"«{list(marks).index(path)}»") == 1, path


def test_golden_texts(sample: Sample) -> None:
    """What every sample's papers say, as text: a change of law or wording shows as a readable difference."""
    from assistant.checks import check

    paper = declaration(public_case(sample.case, sample.order), sample.sheet, sample.order, {}, draft=True)
    findings = check(sample.case, sample.sheet, TODAY)
    exhibits = next(f.data for f in made(sample).files if f.name.endswith("-exhibits.pdf"))
    written: list[str] = []
    listed = [
        f"{f.severity.name} {f.id} | {f.place} | {f.person} | {f.lawyer} | {f.source} | {f.path}" for f in findings
    ]
    for name, text in (
        ("declaration.txt", "\n".join(paper.texts()) + "\n"),
        ("things-to-check.txt", "\n".join(listed) + "\n"),
        ("exhibits.txt", pdf_text(exhibits).replace("\r", "") + "\n"),
    ):
        golden = ROOT / "samples" / sample.name / "expected" / name
        if not golden.exists():
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(text, "utf-8")
            written.append(str(golden.relative_to(ROOT)))
        elif text != golden.read_text("utf-8"):
            written.append(
                f"{golden.relative_to(ROOT)} differs: if the new text is right, delete the file and run again"
            )
    assert not written, f"written for the first time, read them: {written}"


def test_readers_are_what_the_templates_say() -> None:
    from assistant.documents.wording import wording

    assert wording("declaration").readers == (Reader.COURT, Reader.SERVED, Reader.PRIVATE)
    assert wording("next-steps").readers == (Reader.PRIVATE,)


def test_every_public_question_reaches_the_case() -> None:
    """A question classed PUBLIC whose answer no paper could show is a mistake: it asks for nothing."""
    from assistant.case import build, events, people

    source = "".join(Path(room.__file__).read_text("utf-8") for room in (build, events, people))
    for path, question in every_question():
        if question.for_forms:
            continue  # these reach it by their class: see test_an_answer_for_forms_goes_where_its_class_says
        if question.shown is Shown.PUBLIC and path not in (
            "place.jurisdiction",
            "order.type",
        ):  # those choose the law sheet
            assert f'"{question.key}"' in source or f"{question.key}=" in source, path
