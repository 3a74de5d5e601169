"""Filling a form: values whole and inside their boxes, ticks by their own states, saved clean, twice: live and flat."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from made_forms import COMB, MULTILINE, Made, form

from assistant.errors import PersonError
from assistant.forms.blank import read_blank
from assistant.forms.entries import WrongEntry
from assistant.forms.fill import fill_form
from assistant.forms.laying import DoesNotFit
from assistant.forms.model import ChoiceEntry, Entry, Filled, Overflow, TextEntry, TickEntry

NAMES = {
    "Vietnamese": "Nguyễn Thị Ánh",
    "Polish": "Łukasz Wałęsa",
    "Cyrillic": "Жанна Щукина",
    "Chinese": "李娜",
    "Korean": "김민수",
    "Arabic": "محمد",
    "Hebrew": "רות לוי",
    "Hindi": "नीता",
    "quotes": "“O’Brien” – and — so…",
    "mixed": "Ánh 李娜 Жанна नीता",
    "markup": "#set [x] $y$ *z* <a> & _b_",
}


def fill(made: Made | bytes, *entries: Entry, **more: Any) -> Filled:
    data = made if isinstance(made, bytes) else made.bytes()
    return fill_form(data, read_blank(data), entries, language="en-US", title="A test form", **more)


_OPEN: list[pikepdf.Pdf] = []  # an object dies with its file


def opened(data: bytes) -> pikepdf.Pdf:
    _OPEN.append(pikepdf.open(io.BytesIO(data)))
    return _OPEN[-1]


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    _OPEN.clear()


def boxes(data: bytes) -> dict[str, list[Any]]:
    from assistant.forms.boxes import boxes_of

    return boxes_of(opened(data))


def letters(text: str) -> Counter[str]:
    """What a reader sees, in whatever order a viewer gives it: no spaces, no marks of direction, plain letter forms."""
    plain = unicodedata.normalize("NFKD", text)
    return Counter(c for c in plain if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def text_in(data: bytes, rect: tuple[float, float, float, float], page: int = 1) -> str:
    document = pypdfium2.PdfDocument(data)
    words = document[page - 1].get_textpage().get_text_bounded(*rect)
    document.close()
    return str(words)


def ink(data: bytes, page: int = 1, scale: float = 3) -> Any:
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    picture = document[page - 1].render(scale=scale, may_draw_forms=True).to_pil().convert("L")
    document.close()
    return picture


def renderers() -> Iterator[str]:
    yield "pdfium"
    yield from (name for name in ("pdftoppm", "mutool") if shutil.which(name))


def picture(renderer: str, data: bytes, folder: Path, page: int = 1, dpi: int = 144) -> Any:
    """The page as a viewer shows it, in grey."""
    from PIL import Image

    if renderer == "pdfium":
        return ink(data, page, dpi / 72)
    source, target = folder / "in.pdf", folder / "out"
    source.write_bytes(data)
    if renderer == "pdftoppm":
        command = ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-png", "-singlefile", source, target]
    else:
        command = ["mutool", "draw", "-r", str(dpi), "-o", f"{target}.png", source, str(page)]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    with Image.open(f"{target}.png") as image:
        return image.convert("L").copy()


def darkened(before: Any, after: Any) -> tuple[int, int, int, int] | None:
    """The rectangle, in pixels, of everything that differs by more than a shade."""
    from PIL import ImageChops

    return ImageChops.difference(before, after).point(lambda v: 255 if v > 40 else 0).getbbox()


# -- texts


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("kind", ["line", "block"])
def test_any_script_is_kept_and_stands_in_its_box(text: str, kind: str) -> None:
    made = form()
    rect = (72.0, 600.0, 300.0, 620.0) if kind == "line" else (72.0, 560.0, 300.0, 620.0)
    made.text("name", rect, flags=MULTILINE if kind == "block" else 0)
    blank = made.bytes()
    filled = fill(blank, TextEntry("name", text))
    whole = (0.0, 0.0, 612.0, 792.0)
    assert letters(text_in(filled.flat, whole)) - letters(text_in(blank, whole)) == letters(text)
    place = darkened(ink(blank), ink(filled.flat))
    assert place is not None
    assert place[0] >= 72 * 3
    assert place[2] <= 300 * 3
    assert (792 - rect[3]) * 3 <= place[1]
    assert place[3] <= (792 - rect[1]) * 3
    [box] = boxes(filled.fillable)["name"]
    assert str(box.field["/V"]) == text
    assert not filled.notes
    assert not filled.continued


@pytest.mark.parametrize("renderer", ["pdfium", "pdftoppm", "mutool"])
@pytest.mark.parametrize(
    ("w", "h", "flags", "align"), [(120, 9, 0, 0), (120, 14, 0, 1), (110, 20, 0, 2), (200, 60, MULTILINE, 0)]
)
def test_nothing_is_drawn_outside_its_box(
    renderer: str, w: float, h: float, flags: int, align: int, tmp_path: Path
) -> None:
    if renderer not in renderers():
        pytest.skip(f"{renderer} is not installed")
    made = form()
    made.text("name", (72, 600, 72 + w, 600 + h), flags=flags, Q=align)
    blank = made.bytes()
    filled = fill(blank, TextEntry("name", "Ễgypt Nguyễn Ánh"))
    for data in (filled.fillable, filled.flat):
        box = darkened(picture(renderer, blank, tmp_path), picture(renderer, data, tmp_path))
        assert box is not None, "it shows"
        left, top, right, bottom = (v / 2 for v in box)
        assert left >= 71.5
        assert right <= 72 + w + 0.5
        grown = 4 if h < 10 else 0.5  # a very low box grows upwards rather than cut an accent off
        assert top >= 792 - 600 - h - grown
        assert bottom <= 792 - 600 + 0.5


def test_a_long_line_shrinks_to_8_points_and_no_further() -> None:
    made = form()
    made.text("name", (72, 600, 172, 616), font="/Helv 11 Tf 0 g")
    filled = fill(made, TextEntry("name", "Wilhelmina Vandermeer"))
    assert "set at" in filled.notes[0]
    assert "name" in filled.notes[0]
    sizes = _sizes(filled.flat)
    assert sizes
    assert min(sizes) >= 8
    with pytest.raises(DoesNotFit) as error:
        fill(made, TextEntry("name", "Wilhelmina Vandermeer and nine others who live here"))
    assert "page 1" in str(error.value)
    assert "name" in str(error.value)
    assert "Wilhelmina" not in str(error.value), "an error repeats no answer"


def _sizes(data: bytes) -> list[float]:
    """Type sizes of what was drawn in boxes."""
    found = []
    for thing in opened(data).objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            found += [float(m) for m in re.findall(rb"/f\d+ ([\d.]+) Tf", thing.read_bytes())]
    return found


def test_a_line_too_long_for_a_tall_box_wraps_there_and_the_box_takes_lines_from_then_on() -> None:
    made = form()
    made.text("why", (72, 500, 200, 600))
    text = "See attached paper, which says what happened on each day and who saw it."
    filled = fill(made, TextEntry("why", text))
    assert letters(text_in(filled.flat, (72, 500, 200, 600))) == letters(text)
    [box] = boxes(filled.fillable)["why"]
    assert box.flags & MULTILINE


def test_a_word_wider_than_its_box_is_broken_inside() -> None:
    made = form()
    made.text("why", (72, 500, 132, 600), flags=MULTILINE)
    filled = fill(made, TextEntry("why", "x" * 60))
    seen = "".join(text_in(filled.flat, (70, 500, 134, 600)).split())
    assert seen == "x" * 60, "and a search finds it"


def test_an_emoji_stands_by_its_name_and_is_reported() -> None:
    made = form()
    made.text("why", (72, 500, 400, 600), flags=MULTILINE)
    filled = fill(made, TextEntry("why", "he wrote 🔪😡"))
    seen = " ".join(text_in(filled.flat, (72, 500, 400, 600)).split())
    assert "HOCHO" in seen
    assert "POUTING FACE" in seen
    assert "?" not in seen
    assert any("HOCHO" in note for note in filled.notes)
    assert str(boxes(filled.fillable)["why"][0].field["/V"]) == "he wrote 🔪😡"


@pytest.mark.parametrize(
    "text", ["\u0301abc", "שלום\nא \u0301\nב", "a\ud800b", "\x00\x07a\u2028b", "x\u200d\u200c", "क्षि" * 40, " \n "]
)
def test_odd_characters_neither_crash_nor_vanish(text: str) -> None:
    made = form()
    made.text("why", (72, 300, 500, 700), flags=MULTILINE)
    filled = fill(made, TextEntry("why", text))
    for c in "abc":
        assert text_in(filled.flat, (72, 300, 500, 700)).count(c) >= text.count(c)


def test_repeated_headers_are_filled_though_read_only() -> None:
    made = form(pages=3)
    made.text("case", (400, 740, 550, 756))
    made.repeated("case_again", [(1, (400, 740, 550, 756)), (2, (400, 740, 550, 756))], Ff=1)
    filled = fill(made, TextEntry("case", "26-555"), TextEntry("case_again", "26-555"))
    for page in (1, 2, 3):
        assert "26-555" in text_in(filled.flat, (400, 740, 550, 756), page)


def test_one_of_several_places_is_filled_alone() -> None:
    made = form(pages=2)
    made.repeated("name", [(0, (100, 600, 300, 620)), (1, (100, 600, 300, 620))])
    filled = fill(made, TextEntry("name", "Jo Bell", widget=1))
    assert "Jo Bell" not in text_in(filled.flat, (100, 600, 300, 620), 1)
    assert "Jo Bell" in text_in(filled.flat, (100, 600, 300, 620), 2)


def test_comb_cells_hold_one_character_each() -> None:
    made = form()
    made.text("post", (100, 600, 240, 620), flags=COMB, MaxLen=7)
    filled = fill(made, TextEntry("post", "SW1A 1AA"))
    for n, c in enumerate("SW1A1AA"):
        assert text_in(filled.flat, (100 + 20 * n, 600, 120 + 20 * n, 620)).strip() == c
    with pytest.raises(DoesNotFit, match=r"9 characters.*takes 7"):
        fill(made, TextEntry("post", "SW1A1AA22"))


def test_more_characters_than_a_box_takes_are_refused_by_name() -> None:
    made = form()
    made.text("state", (100, 600, 340, 620), MaxLen=2, TU="State:")
    assert fill(made, TextEntry("state", "CA"))
    with pytest.raises(DoesNotFit, match=r'"State:" \(state\).*10 characters.*takes 2'):
        fill(made, TextEntry("state", "California"))


def test_an_empty_text_empties_the_box() -> None:
    made = form()
    made.text("why", (100, 600, 340, 620), V=pikepdf.String("old"))
    filled = fill(made, TextEntry("why", ""))
    assert "old" not in text_in(filled.flat, (90, 590, 350, 630))


# -- ticks and choices


@pytest.mark.parametrize("renderer", ["pdfium", "pdftoppm", "mutool"])
@pytest.mark.parametrize("look", [None, "0 0 12 12 re W n", "2 w 1 1 m 11 11 l S"], ids=["no font", "empty", "drawn"])
def test_a_tick_shows_in_every_viewer(renderer: str, look: str | None, tmp_path: Path) -> None:
    if renderer not in renderers():
        pytest.skip(f"{renderer} is not installed")
    made = form()
    made.tick("yes", (100, 600, 112, 612), "3", look=look)
    blank = made.bytes()
    filled = fill(blank, TickEntry("yes", "3"))
    for data in (filled.fillable, filled.flat):
        box = darkened(picture(renderer, blank, tmp_path), picture(renderer, data, tmp_path))
        assert box is not None
        left, top, right, bottom = (v / 2 for v in box)
        assert right - left > 5
        assert bottom - top > 5
        assert left >= 99.5
        assert right <= 112.5
        assert top >= 792 - 612.5
        assert bottom <= 792 - 599.5
    [made_box] = boxes(filled.fillable)["yes"]
    assert made_box.field["/V"] == made_box.widget["/AS"] == "/3"


def test_a_group_of_boxes_has_exactly_the_one_that_was_named() -> None:
    made = form()
    kids = [
        ((100.0, 600.0 - 20 * n, 112.0, 612.0 - 20 * n), on) for n, on in enumerate(("I dont know", "No_4", "Yes_2"))
    ]
    made.group("gun", kids, radio=True)
    filled = fill(made, TickEntry("gun", "No_4"))
    found = boxes(filled.fillable)["gun"]
    assert [str(box.widget["/AS"]) for box in found] == ["/Off", "/No_4", "/Off"]
    assert found[0].field["/V"] == "/No_4"
    changed = darkened(ink(fill(made).flat), ink(filled.flat))
    assert changed is not None
    assert changed[1] / 3 >= 792 - 592.5
    assert changed[3] / 3 <= 792 - 579.5


def test_twins_with_one_on_state_are_told_apart_by_number() -> None:
    made = form()
    made.group("time", [((100, 600, 112, 612), "Yes"), ((100, 560, 112, 572), "Yes")], radio=False)
    with pytest.raises(WrongEntry, match=r"2 boxes fit.*0: Yes, 1: Yes"):
        fill(made, TickEntry("time", "Yes"))
    filled = fill(made, TickEntry("time", widget=1))
    first, second = boxes(filled.fillable)["time"]
    assert second.field["/V"] == second.widget["/AS"] == "/Yes"
    assert first.widget["/AS"] == "/Off"
    assert "Yes" not in first.states, "a viewer that goes by the value ticks one box only"


def test_a_wrong_entry_says_what_there_is() -> None:
    made = form()
    made.text("full_name", (100, 600, 300, 620))
    made.tick("yes", (100, 500, 112, 512), "3")
    made.repeated("sex", [(0, (100, 400, 200, 420))], pikepdf.Name.Ch, Ff=1 << 17, Opt=pikepdf.Array(["Man", "Woman"]))
    made.repeated("sign", [(0, (100, 300, 200, 320))], pikepdf.Name.Sig)
    with pytest.raises(WrongEntry) as error:
        fill(
            made,
            TextEntry("ful_name", "secret"),
            TickEntry("yes", "Yes"),
            TickEntry("full_name"),
            ChoiceEntry("sex", "secret"),
            TextEntry("sign", "secret"),
            TextEntry("full_name", "a"),
            TextEntry("full_name", "b"),
        )
    said = str(error.value)
    assert len(error.value.problems) == 6
    assert "full_name" in said
    assert "0: 3" in said
    assert "Man, Woman" in said
    assert "secret" not in said


def test_a_choice_keeps_the_form_s_value_and_shows_its_words() -> None:
    made = form()
    options = pikepdf.Array([pikepdf.Array(["m", "Man"]), pikepdf.Array(["w", "Woman"])])
    made.repeated("sex", [(0, (100, 400, 200, 420))], pikepdf.Name.Ch, Ff=1 << 17, Opt=options)
    for choice in ("Woman", "w"):
        filled = fill(made, ChoiceEntry("sex", choice))
        assert boxes(filled.fillable)["sex"][0].field["/V"] == "w"
        assert text_in(filled.flat, (100, 400, 200, 420)).strip() == "Woman"


# -- shapes


def _script(made: Made, field: Any, script: str, event: str = "F") -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(script))
    field.AA = pikepdf.Dictionary({f"/{event}": action})


@pytest.mark.parametrize(
    ("script", "given", "stands"),
    [
        ('AFDate_FormatEx("mm/dd/yyyy")', "2026-03-05", "03/05/2026"),
        ('AFDate_FormatEx("m/d/yy")', "2026-03-05", "3/5/26"),
        ('AFDate_FormatEx("mmmm d, yyyy")', "2026-03-05", "March 5, 2026"),
        ('AFDate_FormatEx("mm/dd/yyyy")', "03/05/2026", "03/05/2026"),
        ("AFNumber_Format(2, 0, 0, 0, '$', true)", "$1,234.5", "1,234.50"),
        ("AFNumber_Format(0, 1, 0, 0, '', true)", "2015", "2015"),
        ("AFSpecial_Format(2)", "555-010-0199", "(555) 010-0199"),
        ("AFSpecial_Format(0)", "02139", "02139"),
        ("AFSpecial_Format(3)", "123 45 6789", "123-45-6789"),
        ('AFTime_FormatEx("h:MM tt")', "13:05", "1:05 pm"),
    ],
)
def test_a_value_takes_the_shape_the_box_asks_for(script: str, given: str, stands: str) -> None:
    made = form()
    _script(made, made.text("box", (100, 600, 300, 620)), script)
    filled = fill(made, TextEntry("box", given))
    assert str(boxes(filled.fillable)["box"][0].field["/V"]) == stands
    assert stands in text_in(filled.flat, (100, 600, 300, 620))


@pytest.mark.parametrize(
    ("script", "given"),
    [
        ('AFDate_FormatEx("mm/dd/yyyy")', "last Tuesday"),
        ('AFDate_FormatEx("mm/dd/yyyy")', "2026-13-05"),
        ("AFNumber_Format(0, 1, 0, 0, '', true)", "170 lbs"),
        ("AFSpecial_Format(2)", "ask my sister"),
        ("AFSpecial_Format(0)", "0213"),
    ],
)
def test_a_value_that_cannot_take_the_shape_is_refused_by_name(script: str, given: str) -> None:
    made = form()
    _script(made, made.text("box", (100, 600, 300, 620), TU="Weight"), script)
    with pytest.raises(PersonError, match=r'"Weight" \(box\)') as error:
        fill(made, TextEntry("box", given))
    assert given not in str(error.value)


def test_a_sum_is_added_up() -> None:
    made = form()
    for n, name in enumerate(("a", "b", "all")):
        field = made.text(name, (100, 600 - 30 * n, 300, 620 - 30 * n))
        if name == "all":
            _script(made, field, 'AFSimple_Calculate("SUM", new Array ("a", "b"));', "C")
    filled = fill(made, TextEntry("a", "1,200.50"), TextEntry("b", "$99"))
    assert str(boxes(filled.fillable)["all"][0].field["/V"]) == "1299.50"
    assert "1299.50" in text_in(filled.flat, (100, 540, 300, 560))


# -- what is saved


def _push(made: Made, name: str, at: tuple[int, int, int, int], words: str, **more: Any) -> None:
    """A push button that prints."""
    button = made.tick(name, at)
    button.Ff, button.F = 1 << 16, 4
    look = made.pdf.make_stream(b"BT /Helv 9 Tf 0 3 Td (%s) Tj ET" % words.encode("ascii"))
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = pikepdf.Array([0, 0, at[2] - at[0], at[3] - at[1]])
    look.Resources = pikepdf.Dictionary(Font=made.pdf.Root.AcroForm.DR.Font)
    button.AP = pikepdf.Dictionary(N=look)
    for key, value in more.items():
        button[f"/{key}"] = value


def test_buttons_that_are_words_of_the_page_stay_and_other_buttons_go() -> None:
    made = form()
    made.text("name", (100, 600, 300, 620))
    ground = pikepdf.Dictionary(BG=pikepdf.Array([1, 0.5, 0.5]), BC=pikepdf.Array([0, 0, 0]))
    _push(made, "link", (100, 500, 200, 520), "Attachment 2a", H=pikepdf.Name.N)
    _push(made, "clear", (100, 400, 200, 420), "Clear this form", H=pikepdf.Name.I, MK=ground)
    _push(made, "warning", (100, 300, 200, 320), "Press Clear", H=pikepdf.Name.I)
    filled = fill(made, TextEntry("name", "Ada Example"))
    assert text_in(filled.flat, (90, 490, 300, 530)).strip() == "Attachment 2a"
    assert text_in(filled.flat, (90, 290, 300, 430)).strip() == ""


def _dirty() -> Made:
    made = form(pages=2)
    made.text("name", (100, 600, 300, 620), font="/Cour 0 Tf 0 g")
    made.text("notice", (100, 500, 300, 520), F=0, Ff=1, V=pikepdf.String("CLERK NOTICE"))
    button = made.tick("print", (400, 500, 450, 520))
    button.Ff = 1 << 16
    root, pdf = made.pdf.Root, made.pdf
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    button.A = script
    root.OpenAction = script
    root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", script])))
    root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
    root.AcroForm.SigFlags = 2
    root.AcroForm.NeedAppearances = True
    root.Perms = pikepdf.Dictionary(UR3=pikepdf.Dictionary(Type=pikepdf.Name.Sig))
    root.Metadata = pdf.make_stream(b"<x>Sam Clerk</x>")
    root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.docinfo["/Author"] = "Sam Clerk"
    for n, page in enumerate(pdf.pages):
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), F=4
        )
        link.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(f"https://court.example.org/{n}"))
        if "/Annots" not in page.obj:
            page.obj.Annots = pikepdf.Array()
        page.obj.Annots.append(link)
    return made


@pytest.mark.parametrize("lock", [None, 2, 4, 6])
def test_the_saved_files_hold_nothing_that_runs_seals_or_names(lock: int | None) -> None:
    options: dict[str, Any] = {}
    if lock:
        options["encryption"] = pikepdf.Encryption(owner="secret", user="", R=lock, aes=lock > 3, metadata=lock > 3)
    blank = _dirty().bytes(**options)
    filled = fill(blank, TextEntry("name", "Jo Bell"))
    for data in (filled.fillable, filled.flat):
        pdf = opened(data)
        assert not pdf.is_encrypted
        everything = b"".join(
            thing.unparse(resolved=False) + (thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b"")
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary)
        )
        for word in (b"JavaScript", b"alert", b"XFA", b"Perms", b"UR3", b"SigFlags", b"NeedAppearances", b"Sam Clerk"):
            assert word not in everything, word
        assert dict(pdf.trailer.Info) == {"/Title": "A test form"}
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-US"
    assert "/Cour" in opened(filled.fillable).Root.AcroForm.DR.Font
    assert "/AcroForm" not in opened(filled.flat).Root
    assert not any("/Annots" in page.obj for page in opened(filled.flat).pages)
    assert "CLERK NOTICE" not in text_in(filled.flat, (0, 0, 612, 792))
    assert "NOTICE" in str(boxes(filled.fillable)["notice"][0].field["/V"]), "untouched"


def test_the_same_entries_give_the_same_bytes() -> None:
    data = _dirty().bytes()
    assert fill(data, TextEntry("name", "Ánh")) == fill(data, TextEntry("name", "Ánh"))


def test_the_flat_form_has_bookmarks() -> None:
    made = form(pages=2)
    made.text("name", (100, 600, 300, 620))
    with opened(fill(made, TextEntry("name", "x")).flat).open_outline() as outline:
        assert [item.title for item in outline.root] == ["A test form"]
        assert [item.title for item in outline.root[0].children] == ["Page 1", "Page 2"]


def test_tags_of_boxes_become_tags_of_their_text() -> None:
    made = form()
    field = made.text("name", (100, 600, 300, 620), StructParent=0)
    other = made.text("empty", (100, 500, 300, 520), StructParent=1)
    pdf = made.pdf
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    elements = []
    for box in (field, other):
        element = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Form, P=root))
        element.K = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=box, Pg=pdf.pages[0].obj)
        elements.append(element)
    root.K = pikepdf.Array(elements)
    root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array([0, elements[0], 1, elements[1]]))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    flat = opened(fill(made, TextEntry("name", "Jo Bell")).flat)
    page = flat.pages[0].obj
    first, second = flat.Root.StructTreeRoot.K
    assert first.K[0].MCID == 0
    assert first.K[0].Pg.objgen == page.objgen
    assert "/K" not in second
    numbers = list(flat.Root.StructTreeRoot.ParentTree.Nums)
    marked = numbers[numbers.index(int(page.StructParents)) + 1]
    assert marked[0].objgen == first.objgen
    assert b"/Form <</MCID 0>> BDC" in page.Contents[-1].read_bytes()


def test_deep_trees_keep_their_names() -> None:
    made = form()
    node = made.text("x", (100, 600, 300, 620))
    top = node
    for n in range(40):
        above = made.pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String(str(n)), Kids=pikepdf.Array([top])))
        top.Parent = above
        top = above
    made.pdf.Root.AcroForm.Fields = pikepdf.Array([top])
    name = ".".join([*map(str, range(39, -1, -1)), "x"])
    filled = fill(made, TextEntry(name, "deep"))
    assert "deep" in text_in(filled.flat, (100, 600, 300, 620))
    assert name in boxes(filled.fillable)


def test_what_does_not_fit_ticks_the_form_s_own_box() -> None:
    made = form()
    made.text("story", (72, 600, 300, 640), flags=MULTILINE)
    made.tick("more", (72, 560, 84, 572), "9")
    made.text("see", (100, 560, 300, 576))
    long = "He came to the door. " * 40
    for box, check in ((TickEntry("more", "9"), "/9"), (TextEntry("see", "see attached"), "see attached")):
        over = Overflow("item 7", "More", attached_box=box)
        filled = fill(made, TextEntry("story", long, over))
        assert str(boxes(filled.fillable)[box.field][0].field["/V"]) == check
        short = fill(made, TextEntry("story", "He came.", over))
        assert "/V" not in boxes(short.fillable)[box.field][0].field or short.continued
    assert not short.continued


def test_text_stands_on_the_lines_a_form_prints() -> None:
    made = form()
    lines = " ".join(f"72 {640 - 14 * n} m 500 {640 - 14 * n} l S" for n in range(6))
    page = made.pdf.pages[0].obj
    page.Contents = made.pdf.make_stream(page.Contents.read_bytes() + f" 0.7 w {lines}".encode())
    made.text("story", (72, 570, 500, 654), flags=MULTILINE, font="/Helv 8 Tf 0 g")
    blank = made.bytes()
    filled = fill(blank, TextEntry("story", "xxxx\n" * 6))
    before, after = ink(blank), ink(filled.flat)
    for n in range(6):
        row = darkened(
            *(p.crop((216, (792 - 654 + 14 * n) * 3, 1500, (792 - 640 + 14 * n) * 3)) for p in (before, after))
        )
        assert row is not None, f"line {n}"
        assert 34 <= row[3] <= 40, "just above the printed line"
        assert row[1] >= 18


def test_a_box_with_one_printed_line_across_is_not_ruled() -> None:
    from assistant.forms.rules import even

    assert even([2.0, 78.0], 80) == ()
    assert even([40.0], 80) == ()
    assert even([13.5, 28.0], 28.5) == (13.5, 28.0)
    assert even([12.0, 26.0, 40.0, 54.5], 55) == (12.0, 26.0, 40.0, 54.5)
    assert even([12.0, 18.0, 40.0, 54.0], 55) == ()


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_box_turns_its_text(turned: int) -> None:
    made = form()
    rect = (100, 500, 116, 640) if turned % 180 else (100, 500, 240, 516)
    made.text("name", rect, MK=pikepdf.Dictionary(R=turned))
    blank = made.bytes()
    filled = fill(blank, TextEntry("name", "Jo Bell"))
    for data in (filled.fillable, filled.flat):
        box = darkened(ink(blank), ink(data))
        assert box is not None
        left, top, right, bottom = (v / 3 for v in box)
        assert rect[0] <= left
        assert right <= rect[2]
        assert 792 - rect[3] <= top
        assert bottom <= 792 - rect[1]
        assert (bottom - top > right - left) == bool(turned % 180)
