"""The e-filing check: a good file passes every rule, and for each rule there is a file that fails it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from test_packet_bound import bare_fonts

from assistant.jurisdiction.efiling import Efiling
from assistant.packet.preflight import RULES, Result, preflight


def good(pages: int = 2, *, mark: bool = True) -> PdfWriter:
    import typst

    source = "#set page(width: 612pt, height: 792pt)\n" + "\n#pagebreak()\n".join(
        f"= Part {n}\nWords that can be searched, on a page of type with a typeface of its own, long enough to be read."
        for n in range(pages)
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(typst.compile(source.encode(), format="pdf")))))
    if not mark:
        writer.root_object.pop("/Outlines", None)
    return writer


def saved(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def rules(**more: Any) -> Efiling:
    return Efiling(src=["s1"], **more)


def verdicts(data: bytes, name: str = "01-declaration.pdf", given: Efiling | None = None) -> dict[str, Result]:
    return {r.rule: r for r in preflight(name, data, given)}


def test_a_good_file_passes_every_rule() -> None:
    found = verdicts(
        saved(good()), given=rules(page_size="letter", max_mb=25, searchable="required", bookmarks_required=True)
    )
    assert list(found) == ["opens", *RULES]
    assert [r for r in found.values() if r.verdict != "pass"] == []


def note(writer: PdfWriter, subtype: str, **more: Any) -> None:
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): ArrayObject([FloatObject(v) for v in (72, 72, 200, 100)]),
        }
    )
    for key, value in more.items():
        made[NameObject(f"/{key}")] = value
    page = writer.pages[1]
    held = page.get("/Annots", ArrayObject())
    held.append(writer._add_object(made))
    page[NameObject("/Annots")] = held


def script() -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x')")}
    )


def small_page(w: PdfWriter) -> None:
    w.pages[1].mediabox = RectangleObject((0, 0, 400, 600))


def comment(w: PdfWriter) -> None:
    w.add_annotation(1, FreeText(text="see this", rect=(72, 72, 200, 100)))


def outside_link(w: PdfWriter) -> None:
    w.add_annotation(1, Link(rect=(72, 72, 200, 100), url="https://example.org/"))


def inside_link(w: PdfWriter) -> None:
    w.add_annotation(1, Link(rect=(72, 72, 200, 100), target_page_index=0))


def opening_script(w: PdfWriter) -> None:
    w.root_object[NameObject("/OpenAction")] = w._add_object(script())


def page_script(w: PdfWriter) -> None:
    w.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script()})


def attached(w: PdfWriter) -> None:
    w.add_attachment("other.txt", b"words")


def attached_note(w: PdfWriter) -> None:
    note(w, "/FileAttachment")


def film(w: PdfWriter) -> None:
    note(w, "/RichMedia")


def form_field(w: PdfWriter) -> None:
    note(w, "/Widget", FT=NameObject("/Tx"), T=TextStringObject("name"), F=NumberObject(4))


def hidden_layer(w: PdfWriter) -> None:
    layer = w._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("draft")})
    )
    w.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
        }
    )


def author(w: PdfWriter) -> None:
    w.add_metadata({"/Author": "A Name"})


@pytest.mark.parametrize(
    ("spoil", "rule", "verdict", "given"),
    [
        (small_page, "page size", "fail", None),
        (comment, "notes and marks", "fail", None),
        (outside_link, "links", "fail", None),
        (inside_link, "links", "fail", rules(prohibited=["internal-links"])),
        (inside_link, "links", "pass", None),
        (opening_script, "programs", "fail", None),
        (page_script, "programs", "fail", None),
        (attached, "attached files", "fail", None),
        (attached_note, "attached files", "fail", None),
        (film, "sound and video", "fail", None),
        (form_field, "form fields", "fail", None),
        (hidden_layer, "hidden layers", "look", None),
        (author, "properties", "fail", None),
    ],
)
def test_each_rule_can_fail_alone(
    spoil: Callable[[PdfWriter], None], rule: str, verdict: str, given: Efiling | None
) -> None:
    writer = good()
    spoil(writer)
    found = verdicts(saved(writer), given=given)
    assert found[rule].verdict == verdict, found[rule]
    others = [r for r in found.values() if r.verdict == "fail" and r.rule != rule]
    assert others == []


def test_a_scan_is_not_searchable_and_a_picture_among_type_is_told() -> None:
    out = io.BytesIO()
    Image.effect_noise((850, 1100), 80).save(out, "PDF", resolution=100)
    found = verdicts(out.getvalue())
    assert found["searchable"].verdict == "fail"
    writer = good()
    writer.append(PdfReader(io.BytesIO(out.getvalue())))
    mixed = saved(writer)
    assert verdicts(mixed)["searchable"].verdict == "pass"
    told = verdicts(mixed, given=rules(searchable="required"))["searchable"]
    assert told.verdict == "look"
    assert "page 3" in told.words


def test_typefaces_that_are_only_named() -> None:
    assert verdicts(bare_fonts())["typefaces"].verdict == "fail"


def test_bookmarks_only_where_they_are_wanted() -> None:
    bare = saved(good(mark=False))
    assert verdicts(bare)["bookmarks"].verdict == "pass"
    assert verdicts(bare, given=rules(bookmarks_required=True))["bookmarks"].verdict == "fail"


@pytest.mark.parametrize(
    ("name", "given", "verdict"),
    [
        ("01-declaration.pdf", None, "pass"),
        ("my declaration.pdf", None, "fail"),
        ("déclaration.pdf", None, "fail"),
        ("declaration.txt", None, "fail"),
        ("x" * 60 + ".pdf", None, "fail"),
        ("x" * 60 + ".pdf", rules(file_name_max=80), "pass"),
        ("01-declaration.pdf", rules(file_name_charset="alphanumeric"), "fail"),
        ("declaration1.pdf", rules(file_name_charset="alphanumeric"), "pass"),
    ],
)
def test_file_names(name: str, given: Efiling | None, verdict: str) -> None:
    assert verdicts(saved(good(1)), name, given)["file name"].verdict == verdict


def test_size_and_archive_by_the_sheet() -> None:
    data = saved(good(1))
    assert verdicts(data, given=rules(max_mb=0.001))["file size"].verdict == "fail"
    assert verdicts(data, given=rules(pdf_a="required"))["PDF/A"].verdict == "fail"
    assert verdicts(data, given=rules(pdf_a="preferred"))["PDF/A"].verdict == "look"


@pytest.mark.parametrize("user", ["secret", ""])
def test_a_locked_file_fails_and_is_asked_nothing_else(user: str) -> None:
    writer = good()
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    (only,) = preflight("a.pdf", saved(writer), None)
    assert (only.rule, only.verdict) == ("opens", "fail")


@pytest.mark.parametrize("data", [b"", b"words", b"%PDF-1.7\nrubbish", saved(good(1))[:300]])
def test_what_is_no_pdf_fails_without_an_error(data: bytes) -> None:
    (only,) = preflight("a.pdf", data, None)
    assert (only.rule, only.verdict) == ("opens", "fail")


def test_every_rule_is_in_plain_words() -> None:
    for result in preflight("01-a.pdf", saved(good()), None):
        assert result.words.endswith(".")
        assert result.words[0].islower() or result.words[0].isdigit()
        assert "/" not in result.words.replace("PDF/A", "")
