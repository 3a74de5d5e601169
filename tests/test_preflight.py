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
from assistant.packet.preflight import RULES, Result, filing, preflight


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


# -- what pages show ---------------------------------------------------------------------------------------


def set_pages(source: str) -> bytes:
    import typst

    head = "#set page(width: 612pt, height: 792pt)\n"
    return bytes(typst.compile((head + source).encode(), format="pdf"))


WORDS = "Words that can be searched, on a page of type with a typeface of its own, long enough to be read."


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_words_that_run_sideways_or_upside_down(quarter: int) -> None:
    writer = good()
    writer.pages[1].rotate(quarter)
    told = verdicts(saved(writer))["upright"]
    assert (told.verdict, "page 2" in told.words) == ("fail", True)
    turned_in_the_page = set_pages(f"{WORDS}\n#pagebreak()\n#rotate({quarter}deg, reflow: true)[{WORDS}]")
    assert verdicts(turned_in_the_page)["upright"].verdict == "fail"
    back = PdfWriter(clone_from=PdfReader(io.BytesIO(turned_in_the_page)))
    back.pages[1].rotate(360 - quarter)
    assert verdicts(saved(back))["upright"].verdict in ("pass", "look")  # look: such a page is wider than high


def test_a_wide_page_with_upright_words_is_looked_at() -> None:
    told = verdicts(set_pages(f"#set page(width: 792pt, height: 612pt)\n{WORDS}"))["upright"]
    assert told.verdict == "look"


INK = {
    "words": "#text(fill: rgb(180, 0, 0))[Red]",
    "a line": "#line(length: 30pt, stroke: 2pt + blue)",
    "an area in inks": "#rect(width: 40pt, height: 20pt, fill: cmyk(80%, 0%, 80%, 0%))",
    "a shading": "#rect(width: 40pt, height: 40pt, fill: gradient.linear(red, blue))",
    "a pattern": "#rect(width: 40pt, height: 40pt, fill: tiling(size: (8pt, 8pt), circle(radius: 3pt, fill: green)))",
}


@pytest.mark.parametrize("what", INK)
def test_color_in_what_is_drawn(what: str) -> None:
    data = set_pages(f"{WORDS}\n#pagebreak()\n{WORDS}\n{INK[what]}")
    asked = rules(black_and_white=True, cite="Rule 5")
    told = verdicts(data, given=asked)["black and white"]
    assert told.verdict == "fail"
    assert "page 2;" in told.words
    assert "[Rule 5]" in told.words
    assert verdicts(data)["black and white"].verdict == "pass"  # no court that says nothing is made to ask
    assert verdicts(set_pages(f"{WORDS} #text(fill: luma(90))[grey]"), given=asked)["black and white"].verdict == "pass"


def on_a_page(picture: Image.Image, width: float) -> bytes:
    """A page of words with a picture, `width` points wide."""
    import tempfile
    from pathlib import Path

    import typst

    with tempfile.TemporaryDirectory() as folder:
        picture.save(Path(folder) / "p.png")
        source = (
            f'#set page(width: 612pt, height: 792pt, margin: 0pt)\n#place(image("p.png", width: {width}pt))\n{WORDS}'
        )
        (Path(folder) / "a.typ").write_text(source)
        return bytes(typst.compile(Path(folder) / "a.typ", format="pdf"))


def test_a_picture_in_color_is_for_a_person_to_judge() -> None:
    asked = rules(black_and_white=True)
    red, grey = Image.new("RGB", (600, 400), (200, 40, 40)), Image.new("RGB", (600, 400), (90, 90, 90))
    assert verdicts(on_a_page(red, 300), given=asked)["black and white"].verdict == "look"
    assert verdicts(on_a_page(grey, 300), given=asked)["black and white"].verdict == "pass"


def test_dots_of_scans_and_of_other_pictures() -> None:
    asked = rules(dpi=300)
    coarse, fine = Image.new("L", (850, 1100), 200), Image.new("L", (2550, 3300), 200)
    scan = verdicts(on_a_page(coarse, 612), given=asked)["sharpness"]
    assert (scan.verdict, "100 dots" in scan.words) == ("fail", True)
    assert verdicts(on_a_page(fine, 612), given=asked)["sharpness"].verdict == "pass"
    assert verdicts(on_a_page(coarse, 400), given=asked)["sharpness"].verdict == "look"  # a picture among words
    assert verdicts(on_a_page(coarse, 100), given=asked)["sharpness"].verdict == "pass"  # a mark
    assert verdicts(on_a_page(coarse, 612))["sharpness"].verdict == "pass"


def numbered(*numbers: int | None) -> bytes:
    pages = (
        f"#page(footer: align(center)[{f'Page {n} of 99' if n is not None else ''}])[{WORDS} In 2026, 5 times.]"
        for n in numbers
    )
    return set_pages("\n".join(pages))


@pytest.mark.parametrize(
    ("numbers", "name", "verdict"),
    [
        ((1, 2, 3), "02-declaration.pdf", "pass"),
        ((None, 2, 3), "02-declaration.pdf", "pass"),  # the number of a cover may be left off
        ((1, None, 3), "02-declaration.pdf", "fail"),
        ((1, 2, 2), "02-declaration.pdf", "fail"),
        ((7, 8, 9), "02-declaration.pdf", "fail"),
        ((7, 8, 9), "court-packet-part-2-of-3.pdf", "pass"),
        ((7, 9, 11), "court-packet-part-2-of-3.pdf", "fail"),
        ((None,), "01-petition.pdf", "fail"),
    ],
)
def test_page_numbers_in_a_row(numbers: tuple[int | None, ...], name: str, verdict: str) -> None:
    data = numbered(*numbers)
    assert verdicts(data, name, rules(page_numbers="from-first-page"))["page numbers"].verdict == verdict
    assert verdicts(data, name)["page numbers"].verdict == "pass"


def test_room_for_the_clerks_stamp() -> None:
    asked = rules(stamp_area={"width": 3, "height": 1.5, "src": ["s1"]})
    free = set_pages(f"#v(2in)\n{WORDS}")
    assert verdicts(free, given=asked)["room for a stamp"].verdict == "pass"
    taken = set_pages(f"#align(right)[No. 55]\n#v(2in)\n{WORDS}")
    assert verdicts(taken, given=asked)["room for a stamp"].verdict == "fail"
    assert verdicts(taken)["room for a stamp"].verdict == "pass"


def test_a_joined_file_where_each_paper_is_its_own() -> None:
    data, asked = saved(good()), rules(separate_documents=True)
    assert verdicts(data, "court-packet.pdf", asked)["one paper a file"].verdict == "look"
    assert verdicts(data, "court-packet-part-1-of-2.pdf", asked)["one paper a file"].verdict == "look"
    assert verdicts(data, "02-declaration.pdf", asked)["one paper a file"].verdict == "pass"
    assert verdicts(data, "court-packet.pdf")["one paper a file"].verdict == "pass"


def test_all_files_of_one_filing_against_the_envelope() -> None:
    asked = rules(max_envelope_mb=35)
    assert filing([20_000_000, 15_000_000], asked).verdict == "pass"
    over = filing([20_000_000, 15_000_001], asked)
    assert (over.verdict, "35 MB" in over.words) == ("fail", True)
    assert filing([90_000_000], None).verdict == "pass"


def test_every_key_of_the_sheet_is_looked_at() -> None:
    """A key that is shown to a person and checked by nothing would be a promise that nobody keeps."""
    by_hand = {"accepted", "exhibits", "cite", "src", "not_settled", "notes"}  # words, for a person to read
    from pathlib import Path

    import assistant.packet.drawn_rules as drawn_rules
    import assistant.packet.preflight as whole

    code = "".join(Path(str(m.__file__)).read_text("utf-8") for m in (whole, drawn_rules))
    missing = {key for key in Efiling.model_fields if key not in by_hand and f".{key}" not in code}
    assert not missing


def test_a_packet_of_ours_uses_no_color_and_is_looked_at_as_one_filing() -> None:
    from conftest import TODAY, Sample

    from assistant.packet import Options, assemble
    from assistant.packet.making import IN_ONE, NUMBERED

    sample = Sample("wa-moving-away")
    asked = rules(black_and_white=True, max_envelope_mb=0.01, page_numbers="from-first-page")
    order = sample.order.model_copy(update={"efiling": asked})
    how = Options(bind=True, timeline=True)
    packet = assemble(sample.case, sample.sheet, order, sample.store.original, TODAY, how)
    found = {c.name: {r.rule: r.verdict for r in c.results} for c in packet.checked}
    assert found[NUMBERED] == found[IN_ONE] == {"whole filing": "fail"}
    files = {name: by_rule for name, by_rule in found.items() if name.endswith(".pdf")}
    assert {by_rule["page numbers"] for by_rule in files.values()} == {"pass"}
    assert {by_rule["black and white"] for name, by_rule in files.items() if "exhibits" not in name} <= {"pass", "look"}
    assert files["court/03-events-over-time.pdf"]["black and white"] == "pass"
    assert files["court/04-exhibits.pdf"]["black and white"] == "look"  # a photo and a screenshot
