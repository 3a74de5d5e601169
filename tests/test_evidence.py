"""Files as exhibits: looked at, kept unchanged, shown on framed pages without anything hidden."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)
from test_packet import pdf_text

from assistant.errors import PersonError
from assistant.evidence import ExhibitFile, exhibits_pdf, take_in


def jpeg(size: tuple[int, int] = (400, 300), orientation: int = 1, gps: bool = True) -> bytes:
    """A picture, red on its left half, with a camera's metadata."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = orientation
    if gps:
        exif.get_ifd(0x8825)[2] = (12.0, 34.0, 56.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"SecretComment")
    return out.getvalue()


def png() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "SecretAuthor")
    out = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 128, 0, 90)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def _note(writer: PdfWriter) -> DictionaryObject:
    """A note on the page with its own appearance, as a PDF reader leaves it."""
    helvetica = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    face = StreamObject()
    face.set_data(b"BT /F 12 Tf 4 4 Td (Marked) Tj ET")
    face.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(v) for v in (0, 0, 100, 40)]),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F"): helvetica})}
            ),
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): ArrayObject([FloatObject(v) for v in (100, 100, 200, 140)]),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(face)}),
        }
    )


def pdf(pages: int = 1, text: str = "Source words", rotate: int = 0) -> bytes:
    """A PDF with text, a script, a link, an attachment and a cropped, perhaps rotated page."""
    import typst

    base = bytes(
        typst.compile(
            (
                "#set page(width: 300pt, height: 400pt)\n"
                + "\n#pagebreak()\n".join(f"{text} {n}" for n in range(pages))
            ).encode(),
            format="pdf",
        )
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(base)))
    for page in writer.pages:
        page.cropbox = RectangleObject((10, 10, 290, 390))
        if rotate:
            page.rotate(rotate)
    writer.add_annotation(0, Link(rect=(20, 20, 60, 60), url="https://tracker.example.org/"))
    writer.add_annotation(0, _note(writer))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('SecretScript')")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script)
    writer.add_attachment("secret.txt", b"SecretAttachment")
    writer.add_metadata({"/Author": "SecretPerson"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def made(*items: tuple[str, str, bytes]) -> tuple[bytes, dict[str, tuple[int, int]]]:
    files = [ExhibitFile(f"e{n}", label, f"Title {label}", media, data) for n, (label, media, data) in enumerate(items)]
    result = exhibits_pdf(files, "letter", "en-US", True)
    return result.data, result.pages


def test_the_type_is_told_from_the_content() -> None:
    assert take_in(jpeg(), "letter.pdf").media == "image/jpeg"
    assert take_in(png(), "x").media == "image/png"
    seen = take_in(pdf(3), "photo.jpg")
    assert (seen.media, seen.pages) == ("application/pdf", 3)


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("password", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"<html><body>just a page", "web page"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "damaged"),
        (b"PK\x03\x04rest", "office document"),
        (b"\xff\xd8\xff\xe0 not a picture", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"%PDF-1.7\nrubbish", "damaged"),
        (locked(), "password"),
        (jpeg()[:400], "damaged"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name(data: bytes, said: str) -> None:
    with pytest.raises(PersonError) as caught:
        take_in(data, "holiday.jpg")
    assert said in str(caught.value)
    assert "holiday.jpg" in str(caught.value)
    assert len(caught.value.problems) == 1


def test_no_metadata_leaves() -> None:
    data, _ = made(("A", "image/jpeg", jpeg()), ("B", "image/png", png()), ("C", "application/pdf", pdf()))
    reader = PdfReader(io.BytesIO(data))
    everything = data + b"".join(o.get_data() for page in reader.pages for o in _streams(page))
    for secret in (
        b"SecretCamera",
        b"SecretComment",
        b"SecretAuthor",
        b"SecretScript",
        b"SecretAttachment",
        b"SecretPerson",
        b"tracker.example",
        b"Exif",
        b"GPS",
    ):
        assert secret not in everything, secret
    assert "/Names" not in reader.root_object
    assert "/OpenAction" not in reader.root_object
    assert all("/Annots" not in page for page in reader.pages)


def _streams(page: object) -> list[object]:
    return [o.get_object() for o in page["/Resources"].get("/XObject", {}).values()]


def test_pages_labels_index_and_bookmarks() -> None:
    data, pages = made(("A", "application/pdf", pdf(2)), ("B", "image/jpeg", jpeg()))
    assert pages == {"e0": (2, 4), "e1": (5, 6)}
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 6
    texts = [p.extract_text() for p in reader.pages]
    assert "Index of exhibits" in texts[0]
    assert "Title A" in texts[0]
    assert "EXHIBIT A" in texts[1]
    assert "Exhibit A, page 2 of 2" in texts[3]
    assert "Exhibits, page 4 of 6" in texts[3]
    assert "Source words 1" in texts[3]
    marks = [(m.title, reader.get_destination_page_number(m) + 1) for m in reader.outline]
    assert marks == [("Exhibit A, Title A", 2), ("Exhibit B, Title B", 5)]
    assert reader.root_object["/Lang"] == "en-US"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_labels_stay_upright_and_the_page_whole(turn: int) -> None:
    import pypdfium2

    data, _ = made(("A", "application/pdf", pdf(1, rotate=turn)))
    text = pdf_text(data)
    assert "Exhibit A, page 1 of 1" in text
    assert "Source words 0" in text
    page = pypdfium2.PdfDocument(data)[2]
    assert page.get_rotation() == 0
    picture = page.render(scale=0.5).to_pil().convert("L")
    ink = [
        xy
        for xy in ((x, y) for x in range(picture.width) for y in range(30, picture.height - 34))
        if picture.getpixel(xy) < 140
    ]
    assert ink, "the page's own words are drawn"


def test_marks_on_a_page_are_not_lost() -> None:
    data, _ = made(("A", "application/pdf", pdf()))
    assert "Marked" in pdf_text(data)


@pytest.mark.parametrize(("orientation", "left_is_red"), [(1, True), (3, False)])
def test_a_turned_photo_is_shown_upright(orientation: int, left_is_red: bool) -> None:
    import pypdfium2

    data, _ = made(("A", "image/jpeg", jpeg(orientation=orientation)))
    picture = pypdfium2.PdfDocument(data)[2].render(scale=1).to_pil().convert("RGB")
    middle = picture.height // 2
    row = [picture.getpixel((x, middle - 4)) for x in range(picture.width)]
    first = next(p for p in row if max(p) - min(p) > 100)
    assert (first[0] > first[2]) is left_is_red


def test_a_damaged_page_names_its_exhibit() -> None:
    with pytest.raises(PersonError, match="Exhibit B"):
        made(("A", "image/jpeg", jpeg()), ("B", "image/png", png()[:200]))


def test_a_large_photo_keeps_its_detail() -> None:
    data, _ = made(("A", "image/jpeg", jpeg((4000, 3000))))
    image = next(iter(_streams(PdfReader(io.BytesIO(data)).pages[2])))
    assert image["/Width"] / (504 / 72) >= 200  # dots to the inch on the page


def test_the_same_bytes_each_time() -> None:
    assert made(("A", "application/pdf", pdf()))[0] == made(("A", "application/pdf", pdf()))[0]
