"""What does not fit goes on in the attachment: every character once, in its place, paragraph breaks kept."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_forms import MULTILINE, form
from test_form_filling import boxes, darkened, ink, letters, text_in

from assistant.forms.attachment import AttachmentStyle, attachment_pdf
from assistant.forms.blank import read_blank
from assistant.forms.fill import fill_form
from assistant.forms.model import Blank, Filled, Overflow, TextEntry
from assistant.forms.showing import shown

FORMS = Path(__file__).resolve().parent.parent.parent / "shared" / "official-forms"
REAL = {
    "us-ma/affidavit-209a.pdf": "affidavit_body",
    "us-ma/fa-13.pdf": "plaintiff_statement",
    "gb-eaw/fl401.pdf": "court to know about or consider",
    "us-ca/dv-101.pdf": "topmostSubform[0].Page1[0].TextField2[0]",
    "us-mi/cc-375.pdf": "other_parties1_address_block",
    "us-il/atj-502.6.pdf": "",
}
BARE = AttachmentStyle(title="", short_title_label="", case_number_label="", page_of="", heading="{item}")
QUICK = settings(deadline=None, max_examples=5, suppress_health_check=list(HealthCheck))

words = st.one_of(
    st.sampled_from(["He", "came", "to", "the", "door.", "Afraid!", "Mr.", "“stop”", "—", "3 p.m.", "O’Brien,"]),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12),
    st.text("abcdefghijklmno", min_size=1, max_size=90),
    st.text("שלוםרתי", min_size=1, max_size=8),
    st.text("محمدرضكتب", min_size=1, max_size=8),
    st.text("王小明李娜。", min_size=1, max_size=40),
    st.lists(st.sampled_from(["e\u0301", "n\u0303", "a\u0302\u0301", "o\u0323"]), min_size=1, max_size=8).map("".join),
    st.text("ЖаннаЩукина", min_size=1, max_size=12),
)
lines = st.lists(words, min_size=1, max_size=14).map(" ".join)
texts = st.lists(lines, min_size=1, max_size=30).flatmap(
    lambda ls: st.lists(st.sampled_from(["\n", "\n\n", " "]), min_size=len(ls), max_size=len(ls)).map(
        lambda gaps: "".join(a + b for a, b in zip(ls, gaps, strict=True)).strip()
    )
)


def check(data: bytes, blank: Blank, name: str, text: str, *, exact: bool = True) -> Filled:
    """Fill the one box, and hold form and attachment against the text."""
    over = Overflow("item 7", "")
    filled = fill_form(data, blank, [TextEntry(name, text, over)], language="en-US", title="T")
    found = boxes(filled.fillable)[name]
    kept = str(found[0].field["/V"])
    rest = filled.continued[0].text if filled.continued else ""
    begun = kept
    if filled.continued:
        assert len(filled.continued) == 1
        begun, note = re.fullmatch(r"(.*?)(?:^|(?<=.)[ \n])(\(?(?:continued in |see )?Att.*)", kept, re.S).groups()  # type: ignore[union-attr]
        assert "1" in note
        assert rest.strip()
    if exact:
        assert begun + rest == text, "each character once, white space too"
    else:
        assert "".join((begun + rest).split()) == "".join(text.split())
    for box in found:
        _on_page(data, filled.flat, box, kept)
    if filled.continued:
        _in_attachment(filled, rest)
    return filled


def _on_page(blank: bytes, flat: bytes, box: Any, kept: str) -> None:
    """What was added to the page is what the box keeps, and nothing of it is outside the box."""
    size = (0.0, 0.0, 2000.0, 2000.0)
    added = letters(text_in(flat, size, box.page)) - letters(text_in(blank, size, box.page))
    wanted = letters(shown(kept, one_line=False).display)
    # viewers read marks on letters, and brackets and quotes beside leftward text, in their own ways: the rest is compared
    assert _bare(added) == _bare(wanted)
    place = darkened(ink(_emptied(blank), box.page, 2), ink(flat, box.page, 2))
    assert place is not None
    left, bottom, right, top = box.rect
    high = ink(flat, box.page, 2).height / 2
    assert left * 2 - 2 <= place[0]
    assert place[2] <= right * 2 + 2
    assert (high - top) * 2 - 2 <= place[1]
    assert place[3] <= (high - bottom) * 2 + 2


@cache
def _emptied(blank: bytes) -> bytes:
    return fill_form(blank, read_blank(blank), [], language="en-US", title="T").flat


def _bare(counted: Counter[str]) -> Counter[str]:
    return Counter(
        {c: n for c, n in counted.items() if unicodedata.category(c) not in ("Mn", "Mc", "Me", "Ps", "Pe", "Pi", "Pf")}
    )


def _in_attachment(filled: Filled, rest: str) -> None:
    made = attachment_pdf(
        filled.continued, style=BARE, form="", short_title="", case_number="", language="en-US", first=1
    )
    pages = pypdfium2.PdfDocument(made)
    seen = letters("".join(page.get_textpage().get_text_range() for page in pages))
    assert _bare(seen) == _bare(letters("item 7" + shown(rest, one_line=False).display))


SPACES = {
    "story": (MULTILINE, (60, 300, 560, 700), {"font": "/Helv 10 Tf 0 g"}),
    "small": (MULTILINE, (60, 240, 260, 290), {}),
    "narrow": (MULTILINE, (300, 200, 345, 290), {}),
    "line": (0, (60, 200, 250, 214), {}),
    "counted": (MULTILINE, (60, 60, 560, 190), {"MaxLen": 90}),
}


@cache
def synthetic() -> tuple[bytes, Blank]:
    made = form()
    for name, (flags, rect, more) in SPACES.items():
        made.text(name, rect, flags=flags, **more)
    data = made.bytes()
    return data, read_blank(data)


@pytest.mark.parametrize("name", SPACES)
@given(text=texts)
@example(text="He came. " * 400)
@example(text="A" * 5000)
@example(text="王" * 4000)
@example(text="שלום עולם\n" * 300)
@example(text="one\n\ntwo\n\n\nthree\n" * 200)
@QUICK
def test_every_character_once_on_form_and_attachment(name: str, text: str) -> None:
    check(*synthetic(), name, text, exact=name != "line")


@pytest.mark.parametrize(
    "text", ["He came to the door. " * 5000, "x" * 100_000, "NO!\n" * 25_000], ids=["words", "run", "rows"]
)
def test_a_hundred_thousand_characters(text: str) -> None:
    check(*synthetic(), "story", text.strip())


@cache
def real(path: str) -> tuple[bytes, Blank]:
    data = (FORMS / path).read_bytes()
    return data, read_blank(data)


@pytest.mark.skipif(not FORMS.is_dir(), reason="the courts' forms are not at hand (../shared/official-forms)")
@pytest.mark.parametrize("path", REAL)
@given(text=texts)
@example(text="He came to the door and would not leave. I was afraid.\n\n" * 300)
@settings(QUICK, max_examples=2)
def test_every_character_once_on_the_courts_own_forms(path: str, text: str) -> None:
    data, blank = real(path)
    name = (
        REAL[path]
        or max(
            (f for f in blank.fields if f.multiline and not f.read_only), key=lambda f: _area(f.widgets[0].rect)
        ).name
    )
    check(data, blank, name, text, exact=blank.field(name).multiline)


def _area(rect: tuple[float, float, float, float]) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def filled(text: str, over: Overflow, name: str = "story", **more: Any) -> Filled:
    data, blank = synthetic()
    return fill_form(data, blank, [TextEntry(name, text, over)], language="en-US", title="T", **more)


def kept(result: Filled, name: str = "story") -> str:
    return str(boxes(result.fillable)[name][0].field["/V"])


def test_it_breaks_at_a_paragraph_where_one_ends_near_the_end_of_the_box() -> None:
    paragraph = "He came to the door and would not leave until the neighbours called out. " * 4
    text = "\n\n".join([paragraph.strip()] * 12)
    result = filled(text, Overflow("item 7"))
    assert kept(result).endswith("\n(continued in Attachment 1, item 7)")
    assert result.continued[0].text.startswith("\n\nHe came")


def test_else_at_the_end_of_a_sentence() -> None:
    result = filled("He came to the door and Mr. Roe shouted at me. " * 200, Overflow("item 7"))
    assert kept(result).endswith("shouted at me. (continued in Attachment 1, item 7)")


def test_rows_of_a_list_stay_whole() -> None:
    rows = [
        f"{n}. Phone, blue, serial number 55500{n}, bought at the shop on the corner of the square" for n in range(90)
    ]
    result = filled("\n".join(rows), Overflow("page 2, part B"), "small")
    shown_rows = kept(result, "small").split("\n")[:-1]
    assert shown_rows == rows[: len(shown_rows)]
    assert result.continued[0].text.strip().split("\n") == rows[len(shown_rows) :]


def test_the_whole_can_be_repeated_in_the_attachment() -> None:
    text = "He came to the door. " * 300
    result = filled(text, Overflow("item 7", "More", repeat_whole=True))
    assert kept(result) == "(see Attachment 1, item 7)"
    assert result.continued[0].text == text
    short = filled("He came.", Overflow("item 7", repeat_whole=True))
    assert kept(short) == "He came."
    assert not short.continued


def test_attachments_are_numbered_in_order() -> None:
    data, blank = synthetic()
    long = "He came to the door. " * 300
    entries = [
        TextEntry("small", long, Overflow("item 3")),
        TextEntry("line", "short", Overflow("item 5")),
        TextEntry("story", long, Overflow("item 7")),
    ]
    result = fill_form(data, blank, entries, language="en-US", title="T", first_attachment=4)
    assert [part.item for part in result.continued] == ["item 3", "item 7"]
    assert "Attachment 4, item 3" in kept(result, "small")
    assert "Attachment 5, item 7" in kept(result)


def test_the_attachment_is_tagged_and_says_where_it_belongs() -> None:
    style = AttachmentStyle(oath="All of this is sworn to.", own_page=True)
    result = filled("He came to the door, Ánh saw it — 李娜 too. " * 300, Overflow("item 7", "What happened"))
    made = attachment_pdf(
        [*result.continued, *result.continued],
        style=style,
        form="XY-1",
        short_title="Bell v. Roe",
        case_number="26-555",
        language="en-US",
        first=2,
    )
    pdf = pikepdf.open(io.BytesIO(made))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en-US"
    assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
    first, *_, last = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]
    for words in ("Bell v. Roe", "26-555", "XY-1", "All of this is sworn to.", "Page 1 of", "Attachment 2, item 7"):
        assert words in first
    assert "What happened" in first
    assert "Attachment 3, item 7" not in first
    assert f"Page {len(pdf.pages)} of {len(pdf.pages)}" in last


def test_two_places_of_one_field_show_the_same() -> None:
    made = form(pages=2)
    made.repeated("why", [(0, (60, 500, 500, 600)), (1, (60, 500, 300, 560))], Ff=MULTILINE)
    data = made.bytes()
    check(data, read_blank(data), "why", "He came to the door. " * 60)
