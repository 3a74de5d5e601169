"""The DOCX and the PDF of one content object: the same words, any script, clean properties."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from test_packet import docx_text, pdf_text, squeeze

from assistant.documents.content import Bullets, Caption, Document, Facts, Heading, Para, Signature, Table, Words
from assistant.documents.docx import render_docx
from assistant.documents.pdf import render_pdf

HOSTILE = (
    "A & B < C > D \"quoted\" 'single' “curly” \\backslash",
    "{{ name }} {% if x %} {# note #} {{",
    "#let x = 1 $x^2$ @ref <label> *bold* _it_",
    "<b>bold</b> &amp; &lt;script&gt; ]]>",
    "w:p </w:t> <w:br/>",
    "…—– ½ € £ ° №",
)
SCRIPTS = (
    "Nguyễn Thị Ánh",
    "Łukasz Wałęsa",
    "Жанна Агузарова",
    "Ελένη",
    "李娜 さくら 한국어",
    "محمد علي",
    "דוד כהן",
    "नीता शर्मा",
    "ไทย",
    "ქართული",
    "Հայերեն",
    "አማርኛ",
    "தமிழ்",
)


def document(*texts: str, draft: bool = True) -> Document:
    return Document(
        "declaration",
        "Declaration",
        (
            Heading("Who I am"),
            *(Para(t, numbered=True) for t in texts),
            *(Words(t, "x") for t in texts),
            Words("first paragraph\nsecond line\n\nsecond paragraph", "y", numbered=True),
            Bullets(texts),
            Facts((("Label", "Value"),), "facts"),
            Table(("One", "Two"), (0.3, 0.7), tuple((t, "cell") for t in texts), "table"),
            Heading("Sub", 2),
            Para("small", style="small"),
            Signature("I declare that this is true.", (("Date", ""), ("Printed name", "Zoë"))),
        ),
        Caption(
            ("Court of Somewhere", "County of X"),
            "Petra P",
            "Petitioner",
            "Rolf R",
            "Respondent",
            "vs.",
            "No.",
            "",
            "Declaration of P",
        ),
        footer="Declaration",
        draft=draft,
    )


def test_every_word_in_the_docx_in_order() -> None:
    doc = document(*HOSTILE, *SCRIPTS)
    assert squeeze(docx_text(render_docx(doc))) == squeeze("".join(doc.texts()))


def test_the_pdf_says_the_same() -> None:
    doc = document(*HOSTILE, *SCRIPTS[:4])
    made = render_pdf(doc)
    assert made.replaced == ()
    text = squeeze(pdf_text(made.data))
    for wanted in HOSTILE:
        assert squeeze(wanted) in text, wanted
    for wanted in SCRIPTS[:4]:
        assert squeeze(wanted) in text, wanted


def test_every_script_has_glyphs() -> None:
    """Any script sets without a missing glyph (PDF/UA refuses one) and without the machine's own fonts."""
    for text in SCRIPTS:
        assert render_pdf(document(text)).replaced == (), text


def test_what_no_font_has_stands_by_its_name() -> None:
    made = render_pdf(document("he sent 😡 and \U000e0041 then 🪿🫠"))
    text = pdf_text(made.data)
    for name in made.replaced:
        assert re.sub(r"\s", "", f"[{name}]") in squeeze(text)
    assert "he sent" in text
    assert "😡" in docx_text(render_docx(document("he sent 😡")))


def test_pdf_is_tagged_with_language_title_and_embedded_fonts() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(document("text")).data))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-US"
    assert reader.metadata is not None
    assert reader.metadata.title == "Declaration"
    assert not reader.metadata.author
    tags = str(_tags(root["/StructTreeRoot"]))
    for tag in ("/H1", "/P", "/Table", "/TH", "/TD"):
        assert tag in tags, tag
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())


def _tags(node: object) -> set[str]:
    found: set[str] = set()
    queue = [node]
    while queue:
        one = queue.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, dict):
            if "/S" in one:
                found.add(str(one["/S"]))
            if "/K" in one:
                queue.append(one["/K"])
        elif isinstance(one, list):
            queue += one
    return found


def test_docx_has_real_structure_and_no_names() -> None:
    data = render_docx(document("text"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
        everything = "".join(
            archive.read(n).decode("utf-8", "replace") for n in archive.namelist() if n.endswith((".xml", ".rels"))
        )
        names = archive.namelist()
        times = {i.date_time for i in archive.infolist()}
    for part in ('w:val="Heading1"', "<w:numPr>", "<w:tblHeader/>", "<w:cantSplit/>", "<w:bookmarkStart"):
        assert part in body, part
    footer = "".join(re.findall(r"<w:instrText[^>]*>([^<]*)<", everything))
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    for trace in ("python-docx", "lastModifiedBy", "Company", "w:rsid", "Macintosh", "<dc:creator"):
        assert trace not in everything, trace
    assert not [n for n in names if "thumbnail" in n or "customXml" in n or n.endswith("app.xml")]
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_each_time() -> None:
    doc = document(*HOSTILE, *SCRIPTS)
    assert render_docx(doc) == render_docx(doc)
    assert render_pdf(doc).data == render_pdf(doc).data


@pytest.mark.parametrize("draft", [True, False])
def test_draft_mark(draft: bool) -> None:
    doc = document("text", draft=draft)
    assert ("DRAFT for review" in pdf_text(render_pdf(doc).data)) is draft
    with zipfile.ZipFile(io.BytesIO(render_docx(doc))) as archive:
        headers = "".join(archive.read(n).decode() for n in archive.namelist() if "header" in n)
    assert ("DRAFT for review" in headers) is draft


def test_a4_for_those_who_use_it() -> None:
    doc = replace(document("text"), paper="a4")
    page = PdfReader(io.BytesIO(render_pdf(doc).data)).pages[0].mediabox
    assert round(float(page.width)) == 595
    with zipfile.ZipFile(io.BytesIO(render_docx(doc))) as archive:
        assert 'w:w="11906"' in archive.read("word/document.xml").decode()


def test_a_lone_surrogate_is_refused_not_dropped() -> None:
    with pytest.raises(ValueError, match="U\\+D83D"):
        render_docx(document("half \ud83d"))


any_text = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=120).filter(
    lambda t: t.strip()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(any_text, min_size=1, max_size=4))
def test_any_text_arrives_whole_in_the_docx(texts: list[str]) -> None:
    doc = document(*texts)
    assert squeeze(docx_text(render_docx(doc))) == squeeze("".join(doc.texts()))


@settings(max_examples=25, deadline=None)
@given(any_text)
def test_any_text_makes_a_pdf(text: str) -> None:
    assert render_pdf(document(text)).data[:5] == b"%PDF-"


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u00ad", "\u2060", "\u202e", "\u200d", "\ufe0f"])
def test_invisible_marks_break_nothing(mark: str) -> None:
    made = render_pdf(document(f"one{mark}two"))
    assert "one" in pdf_text(made.data)
    assert f"one{mark}two" in docx_text(render_docx(document(f"one{mark}two")))


def test_twenty_thousand_characters_in_one_paragraph() -> None:
    text = "It was raining again. " * 910
    doc = document(text)
    assert squeeze(pdf_text(render_pdf(doc).data)).count("raining") >= 910 * 3


def test_a_file_that_word_could_not_open_is_never_made() -> None:
    with pytest.raises(ValueError, match="U\\+FFFE"):
        render_docx(document("no character \ufffe"))


@pytest.mark.parametrize("text", ["@w0@ and @w1@", "the-blocks-of-the-document", "{{ body }}", "@@", "\\1 \\g<0>"])
def test_words_that_look_like_our_own_marks_are_only_words(text: str) -> None:
    doc = document(text)
    assert squeeze(docx_text(render_docx(doc))) == squeeze("".join(doc.texts()))


@pytest.mark.parametrize("language", ["es", "en-GB", "es-419", "zh-Hant-TW", "fil-PH"])
def test_any_language_tag_is_taken(language: str) -> None:
    root = PdfReader(io.BytesIO(render_pdf(replace(document("hola"), language=language)).data)).root_object
    assert str(root["/Lang"]).split("-")[0] == language.split("-")[0]


def test_the_title_of_the_paper_keeps_its_letters() -> None:
    assert "Declaration of P" in pdf_text(render_pdf(document("text")).data)


@pytest.mark.parametrize(
    "text",
    [
        "\u08c9\u08ca \u08cb \u08cf \u08d0 \u08d1 \u08d2 ",
        " ".join(map(chr, range(0x1E92E, 0x1E947))),
        "أَمۡ",
        "הַיְּלָדִים " * 40,
    ],
)
def test_marks_without_a_letter_refuse_no_pdf(text: str) -> None:
    """typst 0.15 crashes on some of these; they must end in a PDF, with what was changed told."""
    made = render_pdf(document(text))
    shown = squeeze(pdf_text(made.data))
    for name in made.replaced:
        # a name in a right-to-left line is read out of a PDF in the order it is seen: only its code stays whole
        assert name.split()[0] in shown


def test_what_no_font_has_is_found_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine with no fonts of its own, dozens of emoji and marks between fonts."""
    from assistant.documents import pdf

    bundled = pdf._fonts(False)
    monkeypatch.setattr(pdf, "_fonts", lambda system: bundled)
    assert pdf.to_blame(("a\u0301",)) == {"\u0301"}  # both have a font, but not the same one
    assert pdf._unshown(r'error: the text `"\u{1f621}\""` could not be displayed') == ('\U0001f621"',)
    render_pdf(document("a\U000101fd a\U000102e0"))
    many = "".join(map(chr, range(0x1F900, 0x1F940)))
    assert len(render_pdf(document(many)).replaced) > 30
    assert render_pdf(document("\U0001f469\u200d\U0001f467")).replaced == ("U+1F467 GIRL", "U+1F469 WOMAN")


def test_every_right_to_left_paragraph_is_one_and_columns_stay() -> None:
    doc = Document("d", "D", (Words("محمد علي\n\nplain", "x"), Table(("שם", "b"), (0.5, 0.5), (("דוד", "x"),))))
    with zipfile.ZipFile(io.BytesIO(render_docx(doc))) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count("<w:bidi/>") == body.count("<w:rtl/>") == 3
    assert '<w:bidiVisual w:val="0"/>' in body
    lefts = {}
    for page in pypdfium2.PdfDocument(render_pdf(doc).data):
        words = page.get_textpage()
        lefts = {words.get_text_range(i, 1): words.get_charbox(i)[0] for i in range(words.count_chars())}
    assert lefts["م"] > 300 > lefts["p"]  # points: the middle of the page


def test_a_thousand_numbered_paragraphs_and_rows() -> None:
    blocks = (
        *(Para(f"fact{n}", numbered=True) for n in range(1, 1201)),
        Table(("n", "what"), (0.2, 0.8), tuple((str(n), f"row{n}") for n in range(1000))),
    )
    doc = Document("d", "D", blocks)
    assert docx_text(render_docx(doc)).count("row") == 1000
    text = squeeze(pdf_text(render_pdf(doc).data))
    assert "1200.fact1200" in text
    assert "row999" in text
