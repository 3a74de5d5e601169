"""What is taken out of a copy is gone: no pixel, no text, nothing in the file's own notes."""

from __future__ import annotations

import io

import pytest
from evidence_files import every_byte, mail, pdf, render, tiff, words
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw
from pypdf import PdfReader
from test_evidence import pdf as other_pdf

from assistant.errors import PersonError
from assistant.evidence import Area, ExhibitFile, exhibits_pdf, pages_of


def striped(size: tuple[int, int] = (400, 300), kind: str = "PNG", orientation: int = 1) -> bytes:
    """White, with a green block at 10 to 40 percent from the left and 20 to 60 from the top, as stored."""
    picture = Image.new("RGB", size, "white")
    left, top, right, bottom = (size[0] * 0.1, size[1] * 0.2, size[0] * 0.4 - 1, size[1] * 0.6 - 1)
    ImageDraw.Draw(picture).rectangle((left, top, right, bottom), fill=(0, 200, 0))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **({"quality": 95} if kind == "JPEG" else {}))
    return out.getvalue()


def green(picture: Image.Image) -> int:
    """How many pixels are more green than anything else."""
    red, shade, blue = picture.convert("RGB").split()
    return sum(ImageChops.subtract(shade, ImageChops.lighter(red, blue)).histogram()[13:])


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(400, 300), (4000, 3000), (333, 777)])
def test_no_pixel_of_the_area_is_left_in_a_picture(kind: str, size: tuple[int, int]) -> None:
    data = striped(size, kind)
    assert green(Image.open(io.BytesIO(pages_of(data).pictures[0].data))) > 1000
    (made,) = pages_of(data, hide=[Area(1, 9.5, 19.5, 40.5, 60.5)]).pictures
    seen = Image.open(io.BytesIO(made.data))
    assert green(seen) == 0
    assert max(seen.convert("RGB").getpixel((seen.width // 4, seen.height * 2 // 5))) < 12
    assert min(seen.convert("RGB").getpixel((seen.width * 3 // 4, seen.height * 4 // 5))) > 240, "the rest stays"
    assert dict(seen.getexif()) == {}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_area_is_that_of_the_picture_as_it_is_seen(orientation: int) -> None:
    data = striped(kind="JPEG", orientation=orientation)
    upright = Image.open(io.BytesIO(pages_of(data).pictures[0].data)).convert("RGB")
    shades = [
        (x, y)
        for x in range(0, upright.width, 4)
        for y in range(0, upright.height, 4)
        if upright.getpixel((x, y))[0] < 100
    ]
    xs, ys = [x for x, _ in shades], [y for _, y in shades]
    edges = (
        max(0.0, min(xs) * 100 / upright.width - 3),
        max(0.0, min(ys) * 100 / upright.height - 3),
        min(100.0, max(xs) * 100 / upright.width + 3),
        min(100.0, max(ys) * 100 / upright.height + 3),
    )
    made = pages_of(data, hide=[Area(1, *edges)]).pictures[0]
    assert green(Image.open(io.BytesIO(made.data))) == 0


def test_each_page_of_a_tiff_has_its_own_areas() -> None:
    made = pages_of(tiff(3), hide=[Area(2, 0, 0, 100, 100)]).pictures
    assert [Image.open(io.BytesIO(p.data)).getpixel((5, 5)) for p in made] == [40, 0, 80]


def test_a_pdf_page_becomes_a_picture_without_its_text() -> None:
    data = pdf("PUBLIC ONE", "SECRETNUMBER", "PUBLIC THREE")
    made = pages_of(data, hide=[Area(2, 10, 20, 90, 30)])
    assert made.pdf is not None
    assert made.count == 3
    assert words(made.pdf) == "PUBLIC ONE PUBLIC THREE"
    assert b"SECRETNUMBER" not in every_byte(made.pdf)
    page = PdfReader(io.BytesIO(made.pdf)).pages[1]
    (picture,) = (o.get_object() for o in page["/Resources"]["/XObject"].values())
    assert picture["/Subtype"] == "/Image"
    assert picture["/Width"] / (612 / 72) >= 200
    assert "/Font" not in page["/Resources"]
    seen = render(made.pdf, 1)
    text_line = seen.crop((100, 165, 400, 230))
    assert max(text_line.tobytes()) < 30, "black where the text was"
    before = render(pages_of(data).pdf or b"", 1).crop((100, 165, 400, 230))
    assert len(set(before.tobytes())) > 20, "there was text"


def test_the_rest_of_a_redacted_page_can_still_be_read() -> None:
    data = other_pdf(1)  # a cropped page with a mark upon it
    whole, made = pages_of(data).pdf, pages_of(data, hide=[Area(1, 80, 80, 90, 90)]).pdf
    assert whole is not None
    assert made is not None
    one, two = render(whole), render(made)
    assert one.size == two.size
    top = [picture.resize((56, 76)).crop((0, 0, 56, 50)) for picture in (one, two)]
    assert max(ImageChops.difference(*top).tobytes()) < 40
    assert words(made) == ""


def test_a_layer_that_is_not_shown_does_not_come_back_in_the_picture() -> None:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

    def layers(writer: PdfWriter) -> None:
        layer = writer._add_object(
            DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("q")})
        )
        off = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): off}
        )
        page = writer.pages[0]
        page["/Resources"][NameObject("/Properties")] = DictionaryObject({NameObject("/L"): layer})
        stream = DecodedStreamObject()
        stream.set_data(b"/OC /L BDC 0 1 0 rg 100 100 300 300 re f EMC")
        page[NameObject("/Contents")] = writer._add_object(stream)

    made = pages_of(pdf("x", change=layers), hide=[Area(1, 0, 0, 5, 5)]).pdf
    assert made is not None
    assert green(render(made)) == 0


def test_texts_and_e_mails_can_be_redacted_too() -> None:
    made = pages_of(mail(b"SECRETWORD and more"), hide=[Area(1, 0, 0, 100, 50)])
    assert made.pdf is not None
    assert words(made.pdf) == ""
    assert b"SECRETWORD" not in every_byte(made.pdf)


def test_in_the_finished_exhibits_too() -> None:
    items = [
        ExhibitFile("e1", "A", "Letter", "application/pdf", pdf("SECRETNUMBER", "KEPT"), (Area(1, 0, 0, 100, 100),)),
        ExhibitFile("e2", "B", "Photo", "image/png", striped(), (Area(1, 0, 0, 100, 100),)),
    ]
    made = exhibits_pdf(items, "letter", "en-US", False)
    assert b"SECRETNUMBER" not in every_byte(made.data)
    assert "KEPT" in words(made.data)
    for page in range(len(PdfReader(io.BytesIO(made.data)).pages)):
        assert green(render(made.data, page)) == 0
    assert made == exhibits_pdf(items, "letter", "en-US", False)


def test_an_area_on_a_page_that_is_not_there_is_refused() -> None:
    for data in (pdf("x"), striped(), mail()):
        with pytest.raises(PersonError, match="page 2"):
            pages_of(data, where="x", hide=[Area(2, 0, 0, 50, 50)])


@given(
    st.integers(1, 9999),
    *[st.floats(0, 49.9).map(lambda v: round(v, 3))] * 2,
    *[st.floats(50.1, 100).map(lambda v: round(v, 3))] * 2,
)
def test_areas_as_text_read_back(page: int, left: float, top: float, right: float, bottom: float) -> None:
    area = Area(page, left, top, right, bottom)
    assert Area.parse(area.text()) == Area(page, *(float(f"{v:g}") for v in (left, top, right, bottom)))
    x0, y0, x1, y1 = area.pixels(617, 1013)
    assert x0 <= left * 617 / 100
    assert x1 + 1 >= right * 617 / 100
    assert y0 <= top * 1013 / 100
    assert y1 + 1 >= bottom * 1013 / 100
    assert 0 <= x0 <= x1 < 617
    assert 0 <= y0 <= y1 < 1013


@pytest.mark.parametrize(
    "text",
    [
        "",
        "page 1",
        "page 1: 1,2,3",
        "page 0: 0,0,1,1",
        "1: 50,0,10,10",
        "1: 0,0,101,5",
        "1: a,b,c,d",
        "1: 1e9,0,2,2",
        "1: nan,0,1,1",
    ],
)
def test_what_is_no_area(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Area.parse(text)
