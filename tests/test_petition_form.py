"""Our own fillable petition page, read back from the file and from the page."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from test_packet import pdf_text, squeeze

from assistant.documents.content import Caption
from assistant.forms.petition import CONTINUED, PetitionContent, petition_pdf, read_fields, slug


def content(name: str = "Dana Whitlock", relief: int = 4) -> PetitionContent:
    caption = Caption(
        ("Court of Somewhere", "County of X"),
        "Dana",
        "Petitioner",
        "Rolf",
        "Respondent",
        "vs.",
        "No.",
        paper_title="Request",
    )
    return PetitionContent(
        caption,
        "Petition",
        (("Person asking for protection", name), ("Age", "34"), ("Why this court", "I live here."), ("Email", "")),
        tuple((f"Relief {n}", f"s. {n}", n % 2 == 0) for n in range(relief)),
        True,
        "See the attached Declaration.",
        "en-US",
        "letter",
        True,
    )


def test_the_captions_comma_or_full_stop_does_not_stand_before_the_colon() -> None:
    made = content()
    caption = replace(made.caption, petitioner_label="Petitioner,", respondent_label="Respondent.")
    text = pdf_text(petition_pdf(replace(made, caption=caption)))
    assert "Petitioner: Dana" in text
    assert "Respondent: Rolf" in text


def test_values_ticks_and_blanks() -> None:
    data = petition_pdf(content())
    fields = read_fields(data)
    assert fields["person_asking_for_protection"] == "Dana Whitlock"
    assert fields["signature"] == ""
    assert fields["date"] == ""
    assert {k: v for k, v in fields.items() if k.startswith("ask_")} == {
        "ask_00_temporary_order_before_the_hearing": "/Yes",
        "ask_01_relief_0": "/Yes",
        "ask_02_relief_1": "/Off",
        "ask_03_relief_2": "/Yes",
        "ask_04_relief_3": "/Off",
    }
    root = PdfReader(io.BytesIO(data)).root_object
    assert "/NeedAppearances" not in root["/AcroForm"]
    assert "/JavaScript" not in str(root)


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "Łukasz Wałęsa", "Жанна", "O’Brien “Bo” — Smith"])
def test_any_name_shows_on_the_page(name: str) -> None:
    import pypdfium2

    data = petition_pdf(content(name))
    assert read_fields(data)["person_asking_for_protection"] == name
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    page = document[0]
    page.flatten()
    assert squeeze(name) in squeeze(document[0].get_textpage().get_text_bounded())


@pytest.mark.parametrize("name", ["李娜", "محمد علي", "नीता शर्मा"])
def test_scripts_that_are_shaped_leave_ink(name: str) -> None:
    import pypdfium2

    def ink(value: str) -> int:
        document = pypdfium2.PdfDocument(petition_pdf(content(value)))
        document.init_forms()
        picture = document[0].render(scale=2, may_draw_forms=True).to_pil().convert("L")
        return sum(1 for p in picture.tobytes() if p < 100)

    assert ink(name) > ink("") + 60


def test_a_value_too_long_points_to_the_attached_paper() -> None:
    import pypdfium2

    long = "A very long name indeed " * 40
    data = petition_pdf(content(long))
    assert read_fields(data)["person_asking_for_protection"] == long
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    page = document[0]
    page.flatten()
    assert CONTINUED in document[0].get_textpage().get_text_bounded()


def test_many_requests_take_another_page() -> None:
    data = petition_pdf(content(relief=60))
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) >= 2
    assert len([f for f in read_fields(data) if f.startswith("ask_")]) == 61
    assert "Relief 59" in pdf_text(data)
    for page in reader.pages:
        for mark in page.get("/Annots", []):
            x0, y0, x1, y1 = (float(v) for v in mark.get_object()["/Rect"])
            assert 0 < x0 < x1 < 612
            assert 0 < y0 < y1 < 792


def test_fields_have_their_labels_as_tooltips() -> None:
    fields = PdfReader(io.BytesIO(petition_pdf(content()))).get_fields() or {}
    assert all(f.get("/TU") for f in fields.values())


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=80).filter(lambda t: t.strip()))
def test_any_value_is_kept(name: str) -> None:
    assert read_fields(petition_pdf(content(name)))["person_asking_for_protection"] == name


def test_slug() -> None:
    assert slug("Why this court") == "why_this_court"


@pytest.mark.parametrize("relief", range(4, 48, 3))
def test_nobody_signs_on_a_page_that_asks_for_nothing(relief: int) -> None:
    """The place to sign has at least two requests above it on its page, and every page has its number."""
    import pypdfium2

    data = petition_pdf(content(relief=relief))
    reader = PdfReader(io.BytesIO(data))
    names = [{m.get_object()["/T"] for m in page.get("/Annots", [])} for page in reader.pages]
    last = next(found for found in names if "signature" in found)
    assert "date" in last
    assert sum(name.startswith("ask_") for name in last) >= 2
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert all(f"Page {n} of {len(pages)}" in text for n, text in enumerate(pages, 1))
