"""A lawyer's finished DOCX: nothing is lost, what is not settled is refused, the packet holds it."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from conftest import SAMPLES, TODAY, Sample
from test_packet import docx_text, pdf_text, squeeze

from assistant.case import case_from
from assistant.disclosure import Reader, public_case
from assistant.documents.content import Document
from assistant.documents.declaration import declaration
from assistant.documents.docx import render_docx
from assistant.documents.edited import read_edited
from assistant.documents.wordnumbers import written
from assistant.errors import PersonError
from assistant.packet import Options, assemble
from assistant.packet.finished import finished


@cache
def ours(name: str) -> tuple[Sample, Document, bytes]:
    sample = Sample(name)
    paper = declaration(public_case(sample.case, sample.order), sample.sheet, sample.order, {}, draft=False)
    return sample, paper, render_docx(paper)


def changed(data: bytes, *pairs: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """The DOCX with text replaced in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            raw = source.read(name).decode("utf-8", "surrogateescape")
            if name == part:
                for old, text in pairs:
                    assert old in raw, old
                    raw = raw.replace(old, text, 1)
            target.writestr(name, raw.encode("utf-8", "surrogateescape"))
    return out.getvalue()


def first_paragraph(xml: str) -> str:
    """A paragraph of XML before the body's own."""
    return "<w:body>" + xml


@pytest.mark.parametrize("name", SAMPLES)
def test_our_own_docx_comes_back_word_for_word(name: str) -> None:
    _, paper, data = ours(name)
    read = read_edited(data, paper)
    assert squeeze("".join(read.document.texts())) == squeeze("".join(paper.texts()))
    assert read.not_kept == ()
    numbered = [b for b in read.document.blocks if getattr(b, "numbered", False)]
    assert len(numbered) > 10
    assert read.document.caption == paper.caption


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f'<w:p><w:ins w:id="1" w:author="L">{run("added")}</w:ins></w:p>', "tracked change"),
        ('<w:p><w:del w:id="1" w:author="L"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>', "tracked change"),
        (
            f'<w:p><w:pPr><w:pPrChange w:id="3" w:author="L"><w:pPr/></w:pPrChange></w:pPr>{run("x")}</w:p>',
            "tracked change",
        ),
        (f'<w:p><w:commentRangeStart w:id="0"/>{run("x")}<w:r><w:commentReference w:id="0"/></w:r></w:p>', "comments"),
        (f"<w:p>{run('secret', '<w:rPr><w:vanish/></w:rPr>')}</w:p>", "hidden text"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "other files or programs"),
        (
            '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r></w:p>',
            "pictures",
        ),
    ],
)
def test_what_is_not_settled_is_refused_with_the_remedy(xml: str, said: str) -> None:
    _, paper, data = ours("ca-neighbor")
    with pytest.raises(PersonError, match=said) as caught:
        read_edited(changed(data, ("<w:body>", first_paragraph(xml))), paper, "marked.docx")
    assert "marked.docx" in str(caught.value)
    assert all(p.remedy for p in caught.value.problems)


def test_every_reason_is_told_at_once() -> None:
    _, paper, data = ours("ca-neighbor")
    bad = f'<w:p><w:ins w:id="1" w:author="L">{run("added")}</w:ins>{run("x", "<w:rPr><w:vanish/></w:rPr>")}</w:p>'
    with pytest.raises(PersonError) as caught:
        read_edited(changed(data, ("<w:body>", first_paragraph(bad))), paper)
    assert len(caught.value.problems) == 2


def test_what_loads_from_outside_is_refused() -> None:
    _, paper, data = ours("ca-neighbor")
    outside = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="https://example.org/t" TargetMode="External"/></Relationships>'
    )
    rels = "word/_rels/document.xml.rels"
    with pytest.raises(PersonError, match="from outside"):
        read_edited(changed(data, ("</Relationships>", outside.format(kind="attachedTemplate")), part=rels), paper)
    read_edited(changed(data, ("</Relationships>", outside.format(kind="hyperlink")), part=rels), paper)


@pytest.mark.parametrize("data", [b"", b"words", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_docx_is_refused(data: bytes) -> None:
    _, paper, _ = ours("ca-neighbor")
    with pytest.raises(PersonError, match="not a Word document"):
        read_edited(data, paper)


def test_entities_are_refused() -> None:
    _, paper, data = ours("ca-neighbor")
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa">]>'
    with pytest.raises(PersonError, match="damaged"):
        read_edited(changed(data, ("<w:document", f"{bomb}<w:document")), paper)


def test_lists_tables_notes_and_headers_of_another_hand_keep_their_words() -> None:
    _, paper, data = ours("ca-neighbor")
    xml = (
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' + run("A new heading") + "</w:p>"
        f"<w:p>{run('One ')}{run('bold', '<w:rPr><w:b/></w:rPr>')}{run(' word')}<w:r><w:br/></w:r>{run('second line')}</w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('Inside a control')}</w:p></w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('r1c1')}</w:p></w:tc><w:tc><w:p>{run('r1c2')}</w:p></w:tc></w:tr>"
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>{run("wide")}</w:p></w:tc></w:tr></w:tbl>'
    )
    read = read_edited(changed(data, ("<w:body>", first_paragraph(xml))), paper)
    text = "\n".join(read.document.texts())
    for words in ("A new heading", "One bold word\nsecond line", "Inside a control", "r1c1", "r1c2", "wide"):
        assert words in text
    assert "bold" in read.not_kept
    assert any("header row" in n for n in read.not_kept)


def test_numbers_are_counted_as_the_word_processor_does() -> None:
    assert [written(n, "lowerLetter") for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert [written(n, "upperRoman") for n in (1, 4, 9, 1994)] == ["I", "IV", "IX", "MCMXCIV"]
    assert written(7, "decimalZero") == "07"


def edited_packet(tmp_path: Path, name: str, *pairs: tuple[str, str]) -> dict[str, bytes]:
    sample, _, data = ours(name)
    path = tmp_path / "marked.docx"
    path.write_bytes(changed(data, *pairs))
    public = public_case(sample.case, sample.order)
    text = finished(path, public, sample.sheet, sample.order, tmp_path, draft=True)
    assert [p.name for p in tmp_path.iterdir()] == ["marked.docx"]  # nothing plain stays
    packet = assemble(
        sample.case, sample.sheet, sample.order, sample.store.original, TODAY, Options(bind=True, final_text=text)
    )
    assert any("lawyer's file" in note for note in packet.notes)
    files = {f"{f.reader}/{f.name}": f.data for f in packet.files}
    files["notes"] = "\n".join(packet.notes).encode()
    return files


def test_the_packet_holds_the_lawyers_text(tmp_path: Path) -> None:
    files = edited_packet(
        tmp_path, "ca-neighbor", ("He put his shoulder against it", "He pressed his shoulder against the door")
    )
    for name in ("court/02-declaration.pdf", "served/served-packet.pdf"):
        text = re.sub(r"\s+", " ", pdf_text(files[name]))
        assert "pressed his shoulder against the door" in text
        assert "He put his shoulder" not in text
    assert "pressed his shoulder" in docx_text(files["private/declaration.docx"])


def test_a_hidden_value_that_the_lawyer_put_in_keeps_the_papers_back(tmp_path: Path) -> None:
    sample, _, _ = ours("ca-neighbor")
    home = sample.answers.value("confidential.home_address")
    files = edited_packet(tmp_path, "ca-neighbor", ("He put his shoulder against it", f"At {home} he pushed"))
    assert not any(n.startswith(("court/", "served/")) for n in files)


def test_a_changed_oath_and_missing_exhibits_are_told(tmp_path: Path) -> None:
    files = edited_packet(
        tmp_path,
        "ca-neighbor",
        ("under penalty of perjury", "on my honor"),
        ("He put his shoulder", "See Exhibit Q. He put his shoulder"),
    )
    assert b"oath of the law sheet does not stand" in files["notes"]
    assert b"not in the packet: Q" in files["notes"]


def test_a_word_processor_of_the_machine_is_used_and_checked(tmp_path: Path) -> None:
    """A stand-in that writes a PDF without the words: its work is refused, ours takes its place."""
    sample, _, data = ours("ca-neighbor")
    office = tmp_path / "bin" / "soffice"
    office.parent.mkdir()
    office.write_text(
        '#!/bin/sh\nwhile [ "$1" != "--outdir" ]; do shift; done\nprintf "%%PDF-1.7 nothing" > "$2/declaration.pdf"\n'
    )
    office.chmod(0o755)
    path = tmp_path / "marked.docx"
    path.write_bytes(data)
    work = tmp_path / "work"
    work.mkdir()
    public = public_case(sample.case, sample.order)
    text = finished(path, public, sample.sheet, sample.order, work, draft=True, office=str(office))
    assert "could not set every word" in " ".join(text.notes)
    assert "He put his shoulder against it" in re.sub(r"\s+", " ", pdf_text(text.pdf))
    assert list(work.iterdir()) == []


def test_the_case_does_not_change(tmp_path: Path) -> None:
    sample, _, _ = ours("ca-neighbor")
    before = sample.answers.to_json()
    edited_packet(tmp_path, "ca-neighbor", ("He put his shoulder against it", "He leaned on it"))
    assert sample.answers.to_json() == before
    assert case_from(sample.answers, sample.sheet) == sample.case
    assert Reader.PRIVATE in set(Reader)


def test_the_declaration_of_another_case_is_refused() -> None:
    _, paper, _ = ours("ma-former-partner")
    _, _, other = ours("ca-neighbor")
    with pytest.raises(PersonError, match="another case"):
        read_edited(other, paper, "declaration.docx")


def test_a_name_in_capitals_is_the_same_name() -> None:
    _, paper, data = ours("ca-neighbor")
    loud = data
    for _ in range(docx_text(data).count("Dana Whitlock")):
        loud = changed(loud, ("Dana Whitlock", "DANA WHITLOCK"))
    assert "Dana Whitlock" not in docx_text(loud)
    read_edited(loud, paper)
