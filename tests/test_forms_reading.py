"""A court's PDF, read: every box, however the file is built; and what is no form is refused in one plain sentence."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import FONT, Maker, form_pdf, locked, text_field, tick

from assistant.errors import PersonError
from assistant.forms import blank as blank_module
from assistant.forms import opening
from assistant.forms.blank import answers_in, read_blank
from assistant.forms.model import Field
from assistant.forms.opening import Deadline, read_file
from assistant.forms.room import room
from assistant.forms.scripts import shape, summed

BOX = (100.0, 600.0, 300.0, 616.0)
SIMPLE = [text_field("name", BOX, "/TU (Your name)"), tick("yes", (72, 560, 82, 570), "Ja")]
WORDS = [(72, 604, 10, "Name:"), (86, 561, 10, "I agree to this"), (500, 30, 8, "XX-100 [Rev. May 1, 2031]")]


def one(body: str, **more: object) -> Field:
    return read_blank(form_pdf([body], **more)).fields[0]  # type: ignore[arg-type]


def refusal(data: bytes, name: str = "form.pdf") -> str:
    with pytest.raises(PersonError) as caught:
        read_blank(data, name)
    assert len(caught.value.problems) == 1
    problem = caught.value.problems[0]
    assert problem.where == name
    assert problem.remedy
    assert problem.what.endswith(".")
    return problem.what


def test_boxes_with_their_places_words_and_states() -> None:
    blank = read_blank(form_pdf(SIMPLE, [WORDS]))
    name, yes = blank.fields
    assert (name.name, name.kind, name.tooltip, name.label, name.font_size) == (
        "name",
        "text",
        "Your name",
        "Name:",
        10,
    )
    assert name.widgets[0].rect == BOX
    assert name.widgets[0].page == 1
    assert (yes.kind, yes.widgets[0].on, yes.label) == ("tick", ("Ja",), "I agree to this")
    assert blank.page_sizes == ((612, 792),)
    assert "I agree to this" in blank.page_texts[0]
    assert (blank.number, blank.edition) == ("XX-100", "Rev. May 1, 2031")
    assert blank.field("yes") is yes
    with pytest.raises(KeyError):
        blank.field("no such box")


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256", "AES-256-R5"])
def test_files_locked_against_change_open_without_a_word(algorithm: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        blank = read_blank(locked(form_pdf(SIMPLE, [WORDS]), algorithm))
    assert [f.name for f in blank.fields] == ["name", "yes"]
    assert blank.fields[0].label == "Name:"
    assert not [r for r in caplog.records if r.name.startswith("pypdf")]
    assert any("locked against changes" in w for w in blank.warnings)


def test_xfa_usage_rights_and_scripts_are_told() -> None:
    data = form_pdf(
        SIMPLE,
        acroform="/XFA (<xdp/>) /SigFlags 2",
        root="/Perms << /UR3 << /Type /Sig >> >> /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
    )
    blank = read_blank(data)
    assert len(blank.fields) == 2
    told = " ".join(blank.warnings)
    assert "XFA" in told
    assert "usage rights" in told
    assert "scripts" in told


def test_a_tree_of_thirty_six_levels_with_an_empty_name() -> None:
    m = Maker()
    catalog, tree, font = m.reserve(), m.reserve(), m.add(FONT)
    names = ["TEXT", *map(str, range(17)), "", *map(str, range(17, 34))]
    assert len(names) == 36
    nodes = [m.reserve() for _ in names]
    for n, (name, node) in enumerate(zip(names, nodes, strict=True)):
        up = f"/Parent {nodes[n - 1]} 0 R" if n else "/FT /Tx /Ff 4096 /MaxLen 7"
        down = f"/Kids [{nodes[n + 1]} 0 R]" if n + 1 < len(nodes) else "/Subtype /Widget /Rect [10 10 90 30]"
        m.put(node, f"<< /T ({name}) {up} {down} >>")
    page = m.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] /Annots [{nodes[-1]} 0 R] >>")
    m.put(tree, f"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>")
    m.put(
        catalog, f"<< /Type /Catalog /Pages {tree} 0 R /AcroForm << /Fields [{nodes[0]} 0 R] /DR << {font} 0 R >> >> >>"
    )
    (field,) = read_blank(m.save(catalog)).fields
    assert field.name == ".".join(names)
    assert "16..17" in field.name
    assert field.multiline
    assert field.max_length == 7


def test_missing_fonts_and_appearance_are_no_obstacle() -> None:
    blank = read_blank(form_pdf([text_field("a", BOX, "/DA (/Cour 0 Tf 0 g)")], fonts=False))
    assert blank.fields[0].font_size == 0
    assert any("type" in w for w in blank.warnings)


def test_wrong_cross_references_are_mended() -> None:
    good = form_pdf(SIMPLE, [WORDS])
    expected = read_blank(good).fields
    shifted = good.replace(b"%PDF-1.7\n", b"%PDF-1.7\n% a line that was put in later\n")  # every offset is wrong
    lost = good[: good.rindex(b"startxref")] + b"startxref\n99999999\n%%EOF\n"
    junk = b"\r\n\r\n" + good
    for broken in (shifted, lost, junk):
        assert read_blank(broken).fields == expected


def test_one_field_with_several_boxes() -> None:
    m = Maker()
    catalog, tree = m.reserve(), m.reserve()
    mark = m.add("<< /Subtype /Form /BBox [0 0 1 1] /Length 0 >>\nstream\n\nendstream")
    radio, twins, name = m.reserve(), m.reserve(), m.reserve()

    def kid(parent: int, y: int, on: str, more: str = "/F 4") -> int:
        look = f"/AP << /N << /{on} {mark} 0 R /Off {mark} 0 R >> >>" if on else ""
        return m.add(f"<< /Subtype /Widget /Parent {parent} 0 R /Rect [10 {y} 20 {y + 10}] {look} {more} >>")

    kids = [kid(radio, 700, "I#20dont#20know"), kid(radio, 680, "No_4"), kid(radio, 660, "Yes_2")]
    same = [kid(twins, 640, "Yes"), kid(twins, 620, "Yes")]
    names = [kid(name, 600, "", "/F 4 /MaxLen 20"), kid(name, 580, "", "/MaxLen 12 /F 2")]

    def refs(numbers: list[int]) -> str:
        return " ".join(f"{n} 0 R" for n in numbers)

    m.put(radio, f"<< /FT /Btn /Ff 49152 /T (who) /V / /Kids [{refs(kids)}] >>")
    m.put(twins, f"<< /FT /Btn /T (am pm) /V /Off /Kids [{refs(same)}] >>")
    m.put(name, f"<< /FT /Tx /T (party) /V (  ) /Kids [{refs(names)}] >>")
    first = m.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] /Annots [{refs(kids + same)}] >>")
    second = m.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Annots [{refs(names)}] >>")
    m.put(tree, f"<< /Type /Pages /Count 2 /Kids [{refs([first, second])}] >>")
    m.put(catalog, f"<< /Type /Catalog /Pages {tree} 0 R /AcroForm << /Fields [{refs([radio, twins, name])}] >> >>")
    blank = read_blank(m.save(catalog))
    who, when, party = blank.fields
    assert (who.kind, [w.on for w in who.widgets]) == ("radio", [("I dont know",), ("No_4",), ("Yes_2",)])
    assert (when.kind, [w.on for w in when.widgets]) == ("tick", [("Yes",), ("Yes",)])
    assert [w.page for w in party.widgets] == [2, 2]
    assert party.max_length == 12
    assert [w.hidden for w in party.widgets] == [False, True]
    assert [f.value for f in blank.fields] == ["", "", ""]
    assert blank.page_sizes == ((612, 792), (595, 842))


def test_push_buttons_are_no_ticks() -> None:
    button = text_field("print", BOX).replace("/Tx", "/Btn") + " /Ff 65536 /AP << /N @mark >>"
    field = one(button)
    assert field.kind == "button"
    assert field.widgets[0].on == ()


def test_choices_cells_and_limits() -> None:
    combo = text_field("county", BOX, "/Ff 131072 /Opt [(  ) [(06) (Alameda)] (Yolo)] /V (  )").replace("/Tx", "/Ch")
    field = one(combo)
    assert (field.kind, field.options, field.value) == (
        "combo",
        (("  ", "  "), ("06", "Alameda"), ("Yolo", "Yolo")),
        "",
    )
    assert one(text_field("l", BOX, "/Opt [(a)]").replace("/Tx", "/Ch")).kind == "list"
    comb = one(text_field("zip", BOX, f"/Ff {1 << 24} /MaxLen 5 /Q 2"))
    assert (comb.comb, comb.max_length, comb.align, room(comb)) == (True, 5, 2, 5)
    assert one(text_field("x", BOX, "/Ff 1 /V (preset)")).read_only
    assert one(text_field("x", BOX, "/V (/not a name)")).value == "/not a name"
    wide = one(text_field("x", (0, 0, 400, 100), "/Ff 4096"))
    assert (room(wide) or 0) > 4 * (room(one(text_field("x", (0, 0, 400, 14)))) or 0)
    assert room(one(tick("t", BOX))) is None


@pytest.mark.parametrize(
    ("script", "asked"),
    [
        ('AFDate_FormatEx("mm/dd/yyyy");', "date mm/dd/yyyy"),
        ("AFDate_KeystrokeEx('d mmm, yyyy')", "date d mmm, yyyy"),
        ("AFDate_Format(1);", "date m/d/yy"),
        ("AFDate_Format(99);", ""),
        ("AFTime_Format(1);", "time h:MM tt"),
        ('AFNumber_Format(2, 0, 0, 0, "", true);', "number 2"),
        ('AFNumber_Format(0, 1, 0, 0, "", true);', "number 0 1"),
        ('AFNumber_Format(2, 0, 0, 0, "$", true);', "number 2 0 $"),
        ("AFPercent_Format(1, 0);", "percent 1"),
        ("AFSpecial_Format(0);", "zip"),
        ("AFSpecial_Format(1);", "zip+4"),
        ("AFSpecial_Keystroke(2);", "phone"),
        ("AFSpecial_Format(3);", "ssn"),
        ('AFSpecial_KeystrokeEx("99-9999")', "mask 99-9999"),
        ("if (event.value > 3) event.value = 0;", ""),
        ("", ""),
    ],
)
def test_shapes_that_scripts_ask_for(script: str, asked: str) -> None:
    assert shape(script) == asked


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ('AFSimple_Calculate("SUM", new Array ("103", "104"));', ("103", "104")),
        ("AFSimple_Calculate('SUM', 'a.b, c d')", ("a.b", "c d")),
        (r'AFSimple_Calculate("SUM", new Array("it\'s", "x\u0041"));', ("it's", "xA")),
        ('AFSimple_Calculate("AVG", new Array("1"));', ()),
        ("x = 1;", ()),
    ],
)
def test_sums_that_scripts_make(script: str, names: tuple[str, ...]) -> None:
    assert summed(script) == names


def test_scripts_are_found_in_the_file() -> None:
    def action(event: str, script: str) -> str:
        return f"/AA << /{event} << /S /JavaScript /JS ({script}) >> >>"

    assert one(text_field("d", BOX, action("F", r'AFDate_FormatEx\("m/d/yy"\);'))).format == "date m/d/yy"
    total = one(text_field("t", BOX, action("C", r'AFSimple_Calculate\("SUM", new Array\("1", "2"\)\);')))
    assert total.sum_of == ("1", "2")


def test_boxes_the_tree_forgot_are_found() -> None:
    data = form_pdf(SIMPLE)
    count = data.index(b"/Fields [") + len(b"/Fields [")
    end = data.index(b"]", count)
    first, second = data[count:end].split(b" 0 R")[:2]
    # the second field is taken out of the tree; the file keeps its length
    without = data[:count] + first + b" 0 R" + b" " * (end - count - len(first) - 4) + data[end:]
    assert second.strip()
    assert sorted(f.name for f in read_blank(without).fields) == ["name", "yes"]


def test_pages_that_are_turned_or_do_not_begin_at_nought() -> None:
    turned = read_blank(form_pdf(SIMPLE, [WORDS], page="/Rotate 90"))
    offset = read_blank(form_pdf(SIMPLE, [WORDS]).replace(b"[0 0 612 792]", b"[9 9 621 801]"))
    for blank in (turned, offset):
        assert [f.label for f in blank.fields] == ["Name:", "I agree to this"]
        assert blank.page_sizes == ((612, 792),)
        assert blank.number == "XX-100"


def test_reading_the_boxes_alone() -> None:
    data = form_pdf(SIMPLE, [WORDS])
    alone = read_blank(data, words=False)
    assert [f.name for f in alone.fields] == ["name", "yes"]
    assert (alone.number, alone.page_texts, alone.fields[0].label) == ("", (), "")
    assert alone.fields[0].widgets[0].rect == BOX
    assert alone.sha256 == read_blank(data).sha256


def test_answers_are_told_from_what_a_court_prints() -> None:
    def count(*fields: str) -> int:
        return answers_in(read_blank(form_pdf(list(fields))))

    assert count(text_field("a", BOX, "/V (x)"), text_field("b", BOX, "/V (  )"), tick("c", BOX, more="/V /Yes")) == 2
    hidden = text_field("a", BOX, "/V (x)").replace("/F 4", "/F 2")
    assert count(hidden, text_field("b", BOX, "/Ff 1 /V (x)")) == 0


# What is refused


def test_flat_and_empty_forms() -> None:
    flat = form_pdf([], [WORDS]).replace(b"/AcroForm", b"/AcroFrom")
    assert "XX-100 (Rev. May 1, 2031) has no boxes" in refusal(flat)
    assert "no boxes" in refusal(form_pdf([], [WORDS]))
    assert "Adobe Reader" in refusal(form_pdf([], [WORDS], acroform="/XFA (<xdp/>)"))


def test_truncated_files() -> None:
    data = form_pdf([text_field(f"f{n}", BOX) for n in range(200)], [WORDS])
    assert "cut short" in refusal(data[: len(data) // 2])
    assert "cut short" in refusal(data[: -len(data) // 10 - 60])


def test_locked_with_a_password() -> None:
    for algorithm in ("RC4-128", "AES-128", "AES-256"):
        assert "password" in refusal(locked(form_pdf(SIMPLE), algorithm, "a secret"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"<!DOCTYPE html><html>Download", "web page"),
        (b"PK\x03\x04 word/document.xml", "Word or zip"),
        (b"\xff\xd8\xff\xe0 JFIF", "photo"),
        (b"\x89PNG\r\n", "picture"),
        (b"just words", "not a PDF"),
    ],
)
def test_what_is_no_pdf(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_damage_beyond_mending() -> None:
    assert "damaged" in refusal(b"%PDF-1.7\n" + b"\x00\xff garbage " * 400 + b"\nstartxref\n5\n%%EOF")


def test_a_file_of_500_megabytes_is_not_even_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as out:
        out.write(b"%PDF-1.7\n")
        out.truncate(500 * 1024 * 1024)
    with pytest.raises(PersonError, match="too large") as caught:
        read_file(huge)
    assert "524 MB" in str(caught.value)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "folder"), (tmp_path / "none.pdf", "no such file")):
        with pytest.raises(PersonError, match=said):
            read_file(path)


def test_a_page_that_unpacks_to_gigabytes() -> None:
    assert "not safe" in refusal(_drawn(b"0 0 m\n" * 16_000_000))


def _drawn(drawing: bytes) -> bytes:
    m = Maker()
    catalog, tree = m.reserve(), m.reserve()
    content = m.stream(drawing, packed=True)
    field = m.add("<< " + text_field("a", BOX) + " >>")
    page = m.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Annots [{field} 0 R] >>"
    )
    m.put(tree, f"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>")
    m.put(catalog, f"<< /Type /Catalog /Pages {tree} 0 R /AcroForm << /Fields [{field} 0 R] >> >>")
    return m.save(catalog)


def test_a_drawing_that_draws_itself_a_billion_times() -> None:
    m = Maker()
    catalog, tree, font = m.reserve(), m.reserve(), m.add(FONT)
    inner = m.stream(
        b"BT /F1 9 Tf (lol) Tj ET", f"/Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 {font} 0 R >> >>"
    )
    for _ in range(9):
        inner = m.stream(
            b"/X Do " * 10, f"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {inner} 0 R >> >>"
        )
    content = m.stream(b"/X Do")
    field = m.add("<< " + text_field("a", BOX) + " >>")
    page = m.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Annots [{field} 0 R] "
        f"/Resources << /XObject << /X {inner} 0 R >> >> >>"
    )
    m.put(tree, f"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>")
    m.put(catalog, f"<< /Type /Catalog /Pages {tree} 0 R /AcroForm << /Fields [{field} 0 R] >> >>")
    assert "not safe" in refusal(m.save(catalog))


def test_trees_without_end() -> None:
    ring = form_pdf([text_field("a", BOX)])
    m = Maker()
    catalog, tree, node = m.reserve(), m.reserve(), m.reserve()
    page = m.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] >>")
    m.put(node, f"<< /T (a) /FT /Tx /Kids [{node} 0 R] >>")
    m.put(tree, f"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>")
    m.put(catalog, f"<< /Type /Catalog /Pages {tree} 0 R /AcroForm << /Fields [{node} 0 R] >> >>")
    assert "no boxes" in refusal(m.save(catalog))
    deep = Maker()
    catalog, tree = deep.reserve(), deep.reserve()
    nodes = [deep.reserve() for _ in range(1000)]
    for n, number in enumerate(nodes):
        below = f"/Kids [{nodes[n + 1]} 0 R]" if n + 1 < len(nodes) else "/Subtype /Widget /Rect [0 0 9 9]"
        deep.put(number, f"<< /T (x) /FT /Tx {below} >>")
    page = deep.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] /Annots [{nodes[-1]} 0 R] >>")
    deep.put(tree, f"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>")
    deep.put(catalog, f"<< /Type /Catalog /Pages {tree} 0 R /AcroForm << /Fields [{nodes[0]} 0 R] >> >>")
    assert "not safe" in refusal(deep.save(catalog))
    assert read_blank(ring).fields


def test_work_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    Deadline("x", 60)()
    with pytest.raises(PersonError, match="not safe"):
        Deadline("x", -1)()
    for limit in ("_OBJECTS", "_UNPACKED"):
        with monkeypatch.context() as patched:
            patched.setattr(opening, limit, 3)
            assert "not safe" in refusal(form_pdf(SIMPLE, [WORDS]))
    monkeypatch.setattr(blank_module, "_FIELDS", 1)
    assert "not safe" in refusal(form_pdf(SIMPLE, [WORDS]))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_ends_in_anything_but_a_form_or_a_sentence(data: st.DataObject) -> None:
    good = bytearray(form_pdf(SIMPLE, [WORDS]))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(9, len(good) - 1))
        good[at] = data.draw(st.sampled_from(b"0123456789/[]<>() R\\x"))
    remedy = ""
    try:
        fields = read_blank(bytes(good), "x.pdf").fields
    except PersonError as error:
        fields, remedy = (), error.problems[0].remedy
    assert fields or remedy


def test_more_pages_than_a_form_has() -> None:
    assert "not safe" in refusal(form_pdf(SIMPLE, [[(72, 700, 9, "x")]] * 401))
