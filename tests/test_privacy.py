"""What must stay hidden is not in what others read: text, properties, names; no network; no traces."""

from __future__ import annotations

import re
import socket
from dataclasses import fields, replace
from pathlib import Path

import pytest
from conftest import TODAY, Sample

from assistant.answers import Answers
from assistant.case import Told, case_from
from assistant.disclosure import WITHHELD, leaks, public_case, told_texts
from assistant.disclosure.matching import find_secret
from assistant.packet import assemble, write
from assistant.questions import every_question
from assistant.questions.kinds import Line
from assistant.questions.model import Question, Shown


def test_no_served_file_holds_a_confidential_value(sample: Sample, tmp_path: Path) -> None:
    packet = assemble(sample.case, sample.sheet, sample.order, sample.store.original, TODAY)
    assert not packet.leaks
    paths = write(packet, tmp_path / "out", replace=False)
    files = [
        (str(p.relative_to(tmp_path / "out")), p.read_bytes()) for p in paths if p.parent.name in ("court", "served")
    ]
    assert len(files) == 6
    assert sample.case.kept.secrets
    assert leaks(files, sample.case.kept.secrets) == []
    for _, data in files:
        for secret in sample.case.kept.secrets:
            assert secret.value.encode() not in data
            assert secret.value.encode("utf-16-be") not in data


def test_the_scan_finds_what_is_there(neighbor: Sample) -> None:
    """The guard itself: each secret, planted in the story, is found in the finished PDF and DOCX."""
    for secret in neighbor.case.kept.secrets:
        neighbor.answers.put("effects.story", f"I live at or use {secret.value} and I am afraid.")
        case = case_from(neighbor.answers, neighbor.sheet)
        packet = assemble(case, neighbor.sheet, neighbor.order, neighbor.store.original, TODAY)
        assert {leak.secret.path for leak in packet.leaks} >= {secret.path}
        assert {f.reader.value for f in packet.files} == {"confidential", "private"}
        docx = next(f for f in packet.files if f.name == "declaration.docx")
        assert [x for x in leaks([(docx.name, docx.data)], [secret])]


def test_the_scan_looks_at_every_part_of_a_pdf(neighbor: Sample) -> None:
    """Properties, bookmarks, form fields, pages and the file name."""
    import io

    from pypdf import PdfReader, PdfWriter

    packet = assemble(neighbor.case, neighbor.sheet, neighbor.order, neighbor.store.original, TODAY)
    petition = next(f for f in packet.files if f.name == "01-petition.pdf").data
    secret = neighbor.case.kept.secrets[0]

    def found(change: object) -> set[str]:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(petition)))
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        return {leak.part for leak in leaks([("petition.pdf", out.getvalue())], [secret])}

    assert found(lambda w: None) == set()
    assert found(lambda w: w.add_metadata({"/Subject": secret.value})) == {"properties"}
    assert found(lambda w: w.add_outline_item(title=secret.value, page_number=0)) == {"bookmarks"}
    assert found(lambda w: w.update_page_form_field_values(w.pages[0], {"email_for_court_papers": secret.value})) >= {
        "form fields"
    }
    assert leaks([(f"{secret.value}.pdf", petition)], [secret])[0].part == "file name"


def test_withheld_when_the_person_says_so(neighbor: Sample) -> None:
    neighbor.answers.put("effects.story", "He stood in front of 480 alder court apt 12 at night.")
    neighbor.answers.put("confidential.withhold", True)
    case = case_from(neighbor.answers, neighbor.sheet)
    public = public_case(case, neighbor.order)
    assert WITHHELD in (public.told.effects.story or "")
    assert public.withheld >= 1
    packet = assemble(case, neighbor.sheet, neighbor.order, neighbor.store.original, TODAY)
    assert not packet.leaks
    assert neighbor.answers.value("effects.story") == "He stood in front of 480 alder court apt 12 at night."


def test_an_unclassed_question_is_hidden(neighbor: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails closed: take the class off any public question and its answer is gone from the public half."""
    from assistant.case import view

    known = dict(every_question())
    bare = {path: replace(q, shown=Question("x", Line(), "x").shown) for path, q in known.items()}
    monkeypatch.setattr(view, "_questions", lambda: bare)
    case = case_from(neighbor.answers, neighbor.sheet)
    assert set(told_texts(case.told)) <= set(neighbor.order.court.which)  # the law's own words, not an answer


def test_told_holds_no_field_for_hidden_things() -> None:
    names = {f.name for f in fields(Told)}
    assert not names & {"home_address", "phone", "email", "birth_date", "contact", "police_reason", "helper"}


def test_every_contact_question_is_confidential() -> None:
    for path, question in every_question():
        if re.search(r"(^|\.)(home_address|phone|email|contact|birth_date)$", path):
            assert question.shown is Shown.CONFIDENTIAL, path


def test_no_network(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **more: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assemble(sample.case, sample.sheet, sample.order, sample.store.original, TODAY)


def test_minors_follow_the_rule(neighbor: Sample) -> None:
    from assistant.jurisdiction.papers import Redaction

    item = neighbor.answers.add("children.list")
    neighbor.answers.put(f"children.list.{item}.name", "Mia Lopez-Ray")
    case = case_from(neighbor.answers, neighbor.sheet)
    rule = Redaction(what="minor-name", keep="initials", rule="initials", src=["s1"])
    order = neighbor.order.model_copy(update={"redaction": [rule]})
    assert public_case(case, order).told.children[0].name == "M.L.R."
    assert public_case(case, neighbor.order).told.children[0].name == "Mia Lopez-Ray"


def test_removed_items_are_gone_from_the_case(neighbor: Sample) -> None:
    first = neighbor.answers.ids("incidents")[0]
    neighbor.answers.remove("incidents", first)
    case = case_from(neighbor.answers, neighbor.sheet)
    assert first not in [i.id for i in case.incidents]
    assert not any("running" in t for t in told_texts(case.told) if "engine" in t)


def test_a_phone_number_is_found_however_it_is_written() -> None:
    for text in ("call 555.555.0117 now", "(555) 555 0117", "5555550117", "+1 555-555-0117"):
        assert find_secret(text, "(555) 555-0117")


def test_empty_answers_build_nothing_public() -> None:
    from assistant.jurisdiction import load

    case = case_from(Answers(), load("us-wa"))
    assert list(told_texts(case.told)) == []


def test_a_hidden_value_in_names_remarks_and_unused_drawings_of_a_pdf_is_found() -> None:
    """What no page shows can still be read in the file by whoever is served with it."""
    import io

    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    from assistant.case.model import Secret
    from assistant.disclosure import leaks

    home = Secret("confidential.home_address", "home address", "2210 Harbor Steps, Unit 3, Fenwick Bay")

    def made(content: bytes, font: str = "/F1", unused: bytes = b"") -> bytes:
        writer = PdfWriter()
        page = writer.add_blank_page(612, 792)
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
        other = DecodedStreamObject()
        other.set_data(unused)
        names = DictionaryObject({NameObject("/X1"): writer._add_object(other.flate_encode())})
        fonts = DictionaryObject({NameObject(font): DictionaryObject()})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts, NameObject("/XObject"): names})
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    for data in (
        made(b"BT ET % at 2210 Harbor Steps\n"),
        made(b"", font="/2210-Harbor-Steps"),
        made(b"", unused=b"BT (2210 harbor steps) Tj ET"),
    ):
        found = leaks([("exhibits.pdf", data)], [home])
        assert [leak.part for leak in found] == ["names and remarks within it"]
    assert not leaks([("exhibits.pdf", made(b"BT (2210) Tj (Harbor) Tj (Steps) Tj 2210 0 Td ET"))], [home])


def _with_stream(head: str, body: bytes) -> bytes:
    """A PDF of one empty page with one more object: a stream with these words in its dictionary."""
    import io

    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    out = io.BytesIO()
    writer.write(out)
    object_ = b"90 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (head.encode(), len(body), body)
    return out.getvalue().replace(b"xref\n", object_ + b"xref\n", 1)


def test_a_hidden_value_in_the_bytes_of_a_picture_or_a_typeface_is_found() -> None:
    """A comment in a picture, a name in a typeface: whoever is served with the file can read them."""
    import random
    import zlib

    from assistant.case.model import Secret
    from assistant.disclosure import IN_BYTES, leaks

    home = Secret("confidential.home_address", "home address", "2210 Harbor Steps, Unit 3, Fenwick Bay")
    phone = Secret("confidential.phone", "phone number", "(555) 555-0166")
    foreign = Secret("confidential.work", "workplace", "Bäckerei Müller")
    short = Secret("confidential.school", "school", "Oak")
    maker = Secret("confidential.work", "workplace", "Invented Typefaces")
    noise = random.Random(3).randbytes(40_000)
    picture, plain = "/Type /XObject /Subtype /Image /Filter /DCTDecode", "/Length1 90"
    packed = "/Subtype /CIDFontType0C /Filter /FlateDecode"

    def found(head: str, body: bytes) -> set[str]:
        every = leaks([("exhibits.pdf", _with_stream(head, body))], [home, phone, foreign, short, maker])
        assert {leak.part for leak in every} <= {IN_BYTES}
        return {leak.secret.value for leak in every}

    for words in (
        b"at 2210 HARBOR STEPS",
        "2210 Harbor Steps".encode("utf-16-be"),
        "2210 harbor steps".encode("utf-16-le"),
    ):
        assert found(picture, noise + b"\xff\xfe" + words + b"\0\1" + noise) == {home.value}
        assert found(plain, noise + b"\0\1" + words + b"\0\1") == {home.value}
        assert found(packed, zlib.compress(noise + b"\0\1" + words + b"\0\1")) == {home.value}
    assert found(picture, noise + b"555-555-0166" + noise) == {phone.value}
    assert found(picture, noise + "5555550166".encode("utf-16-le") + noise) == {phone.value}
    for coding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert found(picture, noise + foreign.value.encode(coding)) == {foreign.value}
    # too short to be met otherwise than by chance; and a maker's own name in a typeface is no news of anybody
    assert found(picture, noise + b" Oak " + b"12210 Harbor Steps" + b"55555501667") == set()
    assert found(plain, b"\0Invented Typefaces\0") == set()
    assert found(picture, b"\0Invented Typefaces\0") == {maker.value}


def test_a_photo_s_comment_does_not_reach_the_papers_bytes() -> None:
    """The whole way: a photo and a scan with the address in their comments become exhibits without it."""
    import io

    import pikepdf
    from PIL import Image

    from assistant.case.model import Secret
    from assistant.disclosure import IN_BYTES, leaks
    from assistant.evidence import ExhibitFile, exhibits_pdf

    home = Secret("confidential.home_address", "home address", "2210 Harbor Steps, Unit 3, Fenwick Bay")
    photo = io.BytesIO()
    Image.new("RGB", (400, 300), "blue").save(photo, "JPEG", comment=b"2210 Harbor Steps")
    scan = pikepdf.new()
    page = scan.add_blank_page(page_size=(400, 300))
    picture = scan.make_stream(
        photo.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Filter=pikepdf.Name.DCTDecode,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Width=400,
        Height=300,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    page.Contents = scan.make_stream(b"400 0 0 300 0 0 cm /P Do")
    out = io.BytesIO()
    scan.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    spoilt = out.getvalue()
    assert [leak.part for leak in leaks([("scan.pdf", spoilt)], [home])] == [IN_BYTES]
    items = [
        ExhibitFile("e1", "A", "A photo", "image/jpeg", photo.getvalue()),
        ExhibitFile("e2", "B", "A scan", "application/pdf", spoilt),
    ]
    assert leaks([("exhibits.pdf", exhibits_pdf(items, "letter", "en-US", True).data)], [home]) == []
