"""The courts' own forms, every box of them filled: each value in its box, each tick seen, nothing drawn elsewhere."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from test_form_filling import boxes, letters, opened

from assistant.forms.blank import read_blank
from assistant.forms.fill import fill_form
from assistant.forms.model import Blank, ChoiceEntry, Entry, Field, Filled, Overflow, TextEntry, TickEntry

FORMS = Path(__file__).resolve().parent.parent.parent / "shared" / "official-forms"
ALL = sorted(str(path.relative_to(FORMS)) for path in FORMS.glob("*/*.pdf") if "flat" not in path.name)
pytestmark = pytest.mark.skipif(
    not FORMS.is_dir(), reason="the courts' forms are not at hand (../shared/official-forms)"
)

WORDS = ("Nguyễn Thị Ánh", "Łukasz Wałęsa", "Жанна", "李娜", "O’Brien – “Jo”", "12 Oak St")
SHORT = ("Ánh", "Łuk", "Жан", "李娜", "Jo’", "12")
STORY = "He came to my door “at night” and shouted — twice. I was afraid for Ánh and the children.\n" * 30
SHAPED = {
    "date": "2026-11-24",
    "time": "13:05",
    "number": "12",
    "phone": "555 010 0199",
    "zip": "02139",
    "ssn": "123456789",
}


def text_for(field: Field, n: int) -> str:
    """A value that suits the box: shaped, short in a small one, the whole story in a large one."""
    left, bottom, right, top = field.widgets[0].rect
    if field.format:
        return SHAPED.get(field.format.split()[0], "7")
    if field.max_length:
        return "X" * min(field.max_length, 2 if right - left < 20 else 3) if right - left > 12 else "7"
    if field.multiline and top - bottom > 40:
        return STORY
    return "7" if right - left < 28 else SHORT[n % 6] if right - left < 85 else WORDS[n % 6]


def entries_for(blank: Blank) -> list[Entry]:
    made: list[Entry] = []
    for n, field in enumerate(blank.fields):
        if all(widget.hidden for widget in field.widgets) or field.sum_of:
            continue
        if field.kind == "text":
            made.append(TextEntry(field.name, text_for(field, n), Overflow(f"item {n}")))
        elif field.kind in ("tick", "radio"):
            made.append(TickEntry(field.name, widget=n % len(field.widgets)))
        elif field.options:
            made.append(ChoiceEntry(field.name, field.options[-1][1]))
    return made


@cache
def done(path: str) -> tuple[bytes, Blank, list[Entry], Filled, bytes]:
    data = (FORMS / path).read_bytes()
    blank = read_blank(data)
    entries = entries_for(blank)
    more: dict[str, Any] = {"language": "en-US", "title": blank.title or "A form"}
    return data, blank, entries, fill_form(data, blank, entries, **more), fill_form(data, blank, [], **more).flat


@pytest.mark.parametrize("path", ALL)
def test_every_value_is_in_its_box_and_every_tick_is_seen(path: str) -> None:
    from PIL import ImageChops, ImageDraw

    _, blank, entries, filled, empty = done(path)
    live, flat, before = boxes(filled.fillable), pypdfium2.PdfDocument(filled.flat), pypdfium2.PdfDocument(empty)
    words_of = cache(lambda page: flat[page - 1].get_textpage())
    pages: dict[int, Any] = {}
    scale = 2
    for n in {box.page for some in live.values() for box in some}:
        pictures = [d[n - 1].render(scale=scale).to_pil().convert("L") for d in (before, flat)]
        pages[n] = ImageChops.difference(*pictures).point(lambda v: 255 if v > 40 else 0)
    sums = [box for field in blank.fields if field.sum_of for box in live[field.name]]
    seen: list[tuple[int, tuple[float, float, float, float]]] = [(box.page, box.rect) for box in sums]
    for entry in entries:
        places = live[entry.field]
        if isinstance(entry, TickEntry):
            assert entry.widget is not None
            for n, box in enumerate(places):
                inked = _inked(pages[box.page], box.rect, blank.page_sizes[box.page - 1], scale)
                assert (inked is not None) == (n == entry.widget), f"{entry.field} {n}"
                assert (box.widget["/AS"] == "/Off") == (n != entry.widget)
                seen.append((box.page, box.rect))
            continue
        for box in places:
            _said(words_of, box, entry)
            seen.append((box.page, box.rect))
    for page, rect in seen:
        ImageDraw.Draw(pages[page]).rectangle(_pixels(rect, blank.page_sizes[page - 1], scale), fill=0)
    for page, picture in pages.items():
        assert picture.getbbox() is None, f"page {page}: something is drawn outside the boxes"


def _pixels(rect: tuple[float, ...], size: tuple[float, float], scale: float) -> tuple[float, ...]:
    left, bottom, right, top = rect
    return (left * scale - 1, (size[1] - top) * scale - 1, right * scale + 1, (size[1] - bottom) * scale + 1)


def _inked(picture: Any, rect: tuple[float, ...], size: tuple[float, float], scale: float) -> Any:
    left, top, right, bottom = _pixels(rect, size, scale)
    return picture.crop((int(left), int(top), int(right), int(bottom))).getbbox()


def _said(words_of: Any, box: Any, entry: Entry) -> None:
    """The value that the file keeps is the one asked for, and the page says it inside the box."""
    kept = str(box.field["/V"])
    left, bottom, right, top = box.rect
    words = letters(words_of(box.page).get_text_bounded(left - 2, bottom - 3, right + 2, top + 3))
    assert not letters(kept) - words, f"{entry.field}: the page lacks {letters(kept) - words}"
    if isinstance(entry, TextEntry) and entry.text in WORDS:
        assert kept == entry.text or "Att" in kept


@pytest.mark.parametrize("path", ALL)
def test_saved_clean(path: str) -> None:
    data, _, _, filled, _ = done(path)
    with pikepdf.open(io.BytesIO(data)) as blank:
        kept = [key for key in ("/StructTreeRoot", "/MarkInfo", "/Lang") if key in blank.Root]
        pages = len(blank.pages)
    for name, made in (("live", filled.fillable), ("flat", filled.flat)):
        pdf = opened(made)
        assert not pdf.is_encrypted
        assert len(pdf.pages) == pages
        assert all(key in pdf.Root for key in kept)
        assert set(pdf.trailer.Info.keys()) == {"/Title"}
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert not {"/JS", "/XFA", "/UR3", "/SigFlags", "/NeedAppearances", "/AA"} & set(thing.keys())
        if name == "flat":
            assert "/AcroForm" not in pdf.Root
            assert not any("/Annots" in page.obj for page in pdf.pages)
            assert pdf.Root.Outlines.Count
            _tree_is_sound(pdf)


def _tree_is_sound(pdf: pikepdf.Pdf) -> None:
    """No tag speaks of a box that is gone."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/OBJR":
            assert thing.get("/Obj") is not None
            assert thing["/Obj"].get("/Subtype") != "/Widget"


@pytest.mark.parametrize("path", ALL[:3])
def test_another_reader_finds_nothing_wrong(path: str, tmp_path: Path) -> None:
    import shutil

    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    for made in (done(path)[3].fillable, done(path)[3].flat):
        (tmp_path / "x.pdf").write_bytes(made)
        assert subprocess.run(["qpdf", "--check", tmp_path / "x.pdf"], capture_output=True).returncode == 0
