"""Our own petition page: every value shows and can be read back, exactly the asked boxes are ticked."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assistant.documents.content import Caption
from assistant.forms.petition import PetitionContent, fill_petition, petition_pdf, read_fields

NAMES = {
    "Vietnamese": "Nguyễn Thị Ánh",
    "Polish": "Łukasz Żółć",
    "Cyrillic": "Ольга Щукина",
    "Chinese": "王小明",
    "Korean": "김민수",
    "Arabic": "ليلى حداد",
    "Hebrew": "רות לוי",
    "Hindi": "प्रिया शर्मा",
    "markup": "#set [x] $y$ *z*",
}
RELIEF = (
    ("Stay away from me", "§ 1", True),
    ("Leave the home", "§ 2", False),
    ("No contact", "", True),
    ("Give back my things", "§ 4(b)", False),
)


def content(fields: tuple[tuple[str, str], ...] = (("Name", "Jo Bell"),), **changes: Any) -> PetitionContent:
    caption = Caption(
        court_lines=("Superior Court", "County of Somewhere"),
        petitioner_name="Jo Bell",
        petitioner_label="Petitioner",
        respondent_name="Sam Roe",
        respondent_label="Respondent",
        versus="v.",
        case_number_label="Case number",
        paper_title="Request for a protective order",
    )
    made: dict[str, Any] = {
        "caption": caption,
        "title": "Petition",
        "fields": fields,
        "relief": RELIEF,
        "temporary": True,
        "attached": "What happened stands in the attached declaration.",
        "language": "en-US",
        "paper": "letter",
        "draft": True,
    }
    return PetitionContent(**(made | changes))


def text_of(data: bytes) -> str:
    """What a reader sees: poppler draws form fields' appearances into the text it extracts."""
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return made.stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"[\s‎‏‪-‮⁦-⁩]", "", text)


def widgets(data: bytes) -> dict[str, Any]:
    found = (a.get_object() for p in PdfReader(io.BytesIO(data)).pages for a in p.get("/Annots", ()))
    return {str(a["/T"]): a for a in found}


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_any_script_shows_and_reads_back(script: str) -> None:
    name = NAMES[script]
    data = petition_pdf(content((("Person asking for protection", name),)))
    assert read_fields(data)["person_asking_for_protection"] == name
    seen = squeezed(text_of(data))
    assert "?" not in seen
    assert "Seetheattachedpaper" not in seen
    # a right-to-left word may be extracted in the order it is drawn; vowel signs may be reordered
    wanted = squeezed(name)
    assert wanted in seen or wanted[::-1] in seen or script in ("Hindi", "Arabic", "Hebrew")
    bare = squeezed(text_of(petition_pdf(content((("Person asking for protection", ""),)))))
    assert len(seen) > len(bare)


def test_exactly_the_asked_boxes_are_ticked() -> None:
    data = petition_pdf(content())
    boxes = {a["/TU"]: a for a in widgets(data).values() if a["/FT"] == "/Btn"}
    assert len(boxes) == len(RELIEF) + 1
    for label, cite, asked in RELIEF:
        (tooltip,) = [t for t in boxes if t.startswith(label) and cite in t]
        box = boxes[tooltip]
        state = "/Yes" if asked else "/Off"
        assert (box["/V"], box["/AS"]) == (state, state)
        assert {"/Yes", "/Off"} <= set(box["/AP"]["/N"])
    (temporary,) = [b for t, b in boxes.items() if "emporary" in t]
    assert temporary["/V"] == "/Yes"
    (temporary,) = [f for n, f in read_fields(petition_pdf(content(temporary=None))).items() if "temporary" in n]
    assert temporary == "/Off"


def _dark(data: bytes, box: Any, engine: str) -> float:
    """The darkest part of what lies inside a box on the first page, 0 to 1."""
    from PIL import Image

    if engine == "poppler":
        made = subprocess.run(
            ["pdftoppm", "-r", "72", "-f", "1", "-l", "1", "-gray", "-"], input=data, capture_output=True, check=True
        ).stdout
    else:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(data)
            file.flush()
            command = ["mutool", "draw", "-q", "-r", "72", "-c", "gray", "-F", "pgm", "-o", "-", file.name, "1"]
            made = subprocess.run(command, capture_output=True, check=True).stdout
    page = Image.open(io.BytesIO(made)).convert("L")
    x0, y0, x1, y1 = (float(v) for v in box["/Rect"])
    inside = page.crop((round(x0) + 2, page.height - round(y1) + 2, round(x1) - 2, page.height - round(y0) - 2))
    return 1 - inside.getextrema()[0] / 255


@pytest.mark.parametrize("engine", ["poppler", "mupdf"])
def test_ticks_and_values_are_drawn(engine: str) -> None:
    data = petition_pdf(content((("Name", NAMES["Vietnamese"]), ("Empty", ""))))
    for found in widgets(data).values():
        if found["/FT"] == "/Btn":
            assert (_dark(data, found, engine) > 0.3) == (found["/V"] == "/Yes"), found["/TU"]
        elif found["/T"] in ("name", "empty"):
            assert (_dark(data, found, engine) > 0.3) == (found["/T"] == "name")


def test_long_values_are_shrunk_then_refer_to_the_attached_paper() -> None:
    fits, too_long = "word " * 24, "word " * 900
    made = fill_petition(content((("Why this court", fits.strip()), ("Story", too_long.strip()))))
    assert made.continued == ("Story",)
    assert read_fields(made.data)["story"] == too_long.strip()
    seen = squeezed(text_of(made.data))
    assert squeezed(fits) in seen
    assert "attached" in text_of(made.data).lower()


def test_a_long_word_and_lines_do_not_leave_their_box() -> None:
    data = petition_pdf(content((("Name", "W" * 300), ("Address", "1 Elm St\nUnit 4\nTown"))))
    assert read_fields(data)["address"] == "1 Elm St\nUnit 4\nTown"
    for line in ("1 Elm St", "Unit 4", "Town"):
        assert line in text_of(data)


def test_fields_are_named_once_and_carry_their_label() -> None:
    data = petition_pdf(content((("Name", "a"), ("Name", "b"), ("名", "c"), ("Case number", "d"))))
    found = [a.get_object() for p in PdfReader(io.BytesIO(data)).pages for a in p["/Annots"]]
    names = [str(a["/T"]) for a in found]
    assert len(set(names)) == len(names)
    assert all(names)
    assert sorted(v for v in read_fields(data).values() if v in ("a", "b", "c", "d")) == ["a", "b", "c", "d"]
    assert all(str(a["/TU"]) for a in found)


def test_it_stays_a_plain_fillable_form_without_scripts(tmp_path: Path) -> None:
    data = petition_pdf(content())
    reader = PdfReader(io.BytesIO(data))
    form: Any = reader.root_object["/AcroForm"]
    assert "/NeedAppearances" not in form
    assert "/XFA" not in form
    assert b"/JavaScript" not in data
    assert b"/JS" not in data
    assert len(form["/Fields"]) == len(widgets(data))
    assert reader.root_object["/Lang"] == "en-US"
    assert reader.metadata is not None
    assert reader.metadata.title == "Petition"
    file = tmp_path / "petition.pdf"
    file.write_bytes(data)
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0
    assert not {k for k in reader.metadata if "Date" in k}


def test_signature_date_and_case_number_stay_blank() -> None:
    fields = read_fields(petition_pdf(content()))
    for blank in ("signature", "date", "case_number"):
        assert not fields.get(blank)
    assert re.search(r"Date\b", text_of(petition_pdf(content())))


def test_caption_title_relief_and_draft_mark_stand_on_the_page() -> None:
    seen = " ".join(text_of(petition_pdf(content())).split())
    for words in (
        "Superior Court",
        "County of Somewhere",
        "Petitioner",
        "Sam Roe",
        "v.",
        "Case number",
        "Request for a protective order",
        "Give back my things",
        "§ 4(b)",
        "DRAFT",
        "What happened stands in the attached declaration.",
    ):
        assert words.lower() in seen.lower(), words
    assert "DRAFT" not in text_of(petition_pdf(content(draft=False)))


def test_many_and_long_requests_run_on_to_more_pages_without_overlap() -> None:
    relief = tuple((f"Request {n} " + "that goes on and on " * (n % 9), f"§ {n}", n % 2 == 0) for n in range(60))
    for paper in ("letter", "a4"):
        data = petition_pdf(content(relief=relief, paper=paper))
        reader = PdfReader(io.BytesIO(data))
        assert len(reader.pages) > 1
        for page in reader.pages:
            spans = sorted(
                (float(a.get_object()["/Rect"][1]), float(a.get_object()["/Rect"][3]))
                for a in page.get("/Annots", ())
                if a.get_object()["/FT"] == "/Btn"
            )
            assert all(0 < low < high < page.mediabox.height for low, high in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
        seen = squeezed(text_of(data))
        assert all(squeezed(f"{label.strip()}") in seen for label, _, _ in relief)


def test_long_names_of_the_parties_do_not_run_into_each_other() -> None:
    caption = Caption(
        court_lines=("Court",),
        petitioner_name="Anna " * 40,
        petitioner_label="Petitioner",
        respondent_name="Boris " * 40,
        respondent_label="Respondent",
        versus="v.",
        case_number_label="Case number",
        paper_title="Request for an order that has a long name " * 4,
    )
    boxes = subprocess.run(
        ["pdftotext", "-bbox-layout", "-", "-"],
        input=petition_pdf(content(caption=caption)),
        capture_output=True,
        check=True,
    ).stdout.decode()
    tops = {
        word: [float(y) for y in re.findall(rf'yMin="([\d.]+)"[^>]*>{word}<', boxes)]
        for word in ("Anna", "Boris", "has")
    }
    assert len(tops["Anna"]) == len(tops["Boris"]) == 40
    assert max(tops["Anna"]) < min(tops["Boris"])
    assert max(tops["Boris"]) < min(tops["has"])


def test_the_same_content_gives_the_same_bytes() -> None:
    assert petition_pdf(content()) == petition_pdf(content())


@pytest.mark.parametrize(
    "odd", ["þÿab", "ÿþab", "a\rb", "\ufeffx", "\x00", "a\u2028b", "\U0001f600", "(\\)", "w" * 400]
)
def test_odd_values_read_back(odd: str) -> None:
    assert read_fields(petition_pdf(content((("Name", odd),))))["name"] == odd


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_name_reads_back(name: str) -> None:
    data = petition_pdf(content((("Name", name),)))
    assert read_fields(data)["name"] == name
