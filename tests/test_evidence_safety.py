"""Files become exhibits: what is refused, what is shown, and what must not come along."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import subprocess
import zipfile
import zlib
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from assistant.errors import PersonError
from assistant.evidence import ExhibitFile, ExhibitsPdf, exhibits_pdf, take_in
from assistant.packet.joining import Joiner

NUMBER = re.compile(r"\s+")
SECRET = "HIDDENPLACE"


def name(text: str) -> NameObject:
    return NameObject(text)


def pdf(*texts: str, change: Any = None) -> bytes:
    """A PDF with one line of text on each page; `change(writer)` may spoil it."""
    writer = PdfWriter()
    font = DictionaryObject(
        {name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Helvetica")}
    )
    for text in texts:
        page = writer.add_blank_page(612, 792)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 24 Tf 100 600 Td ({text}) Tj ET".encode())
        page[name("/Contents")] = writer._add_object(stream)
        page[name("/Resources")] = DictionaryObject({name("/Font"): DictionaryObject({name("/F1"): font})})
    if change is not None:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def photo(size: tuple[int, int] = (400, 300), kind: str = "JPEG", orientation: int = 1, mode: str = "RGB") -> bytes:
    """A picture whose upper left quarter is red, with a place, a time and a comment in it."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    picture = picture.convert(mode)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET
    exif.get_ifd(0x8825)[2] = (42.0, 21.0, 30.0)
    exif.get_ifd(0x8825)[29] = SECRET
    out = io.BytesIO()
    if kind == "JPEG":
        picture.save(out, kind, exif=exif, comment=SECRET.encode(), quality=95)
    else:
        from PIL.PngImagePlugin import PngInfo

        notes = PngInfo()
        notes.add_text("Comment", SECRET)
        picture.save(out, kind, exif=exif, pnginfo=notes)
    return out.getvalue()


def exhibits(*files: tuple[str, bytes], draft: bool = True) -> ExhibitsPdf:
    items = [
        ExhibitFile(f"e{n}", "ABCDEF"[n], title, take_in(data, title).media, data)
        for n, (title, data) in enumerate(files)
    ]
    return exhibits_pdf(items, "letter", "en-US", draft)


def opened(data: bytes) -> bytes:
    """Every byte of a PDF, its streams unpacked too."""
    reader, parts = PdfReader(io.BytesIO(data)), [data]
    for n in range(1, reader.trailer["/Size"]):
        found = reader.get_object(n)
        if isinstance(found, StreamObject):
            parts.append(found.get_data())
    return b"\n".join(parts)


def rendered(data: bytes, page: int) -> Image.Image:
    made = subprocess.run(
        ["pdftoppm", "-r", "36", "-f", str(page), "-l", str(page), "-png", "-"],
        input=data,
        capture_output=True,
        check=True,
    )
    assert b"rror" not in made.stderr
    return Image.open(io.BytesIO(made.stdout)).convert("RGB")


def middle_of(picture: Image.Image, wanted: tuple[int, int, int]) -> tuple[float, float]:
    spots = [
        (x, y)
        for y in range(picture.height)
        for x in range(picture.width)
        if all(abs(a - b) < 60 for a, b in zip(picture.getpixel((x, y)), wanted, strict=True))
    ]
    assert spots
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def source_pages(data: bytes) -> list[str]:
    """Text of the pages that show a source page."""
    texts = [NUMBER.sub(" ", p.extract_text()) for p in PdfReader(io.BytesIO(data)).pages]
    return [t for t in texts if re.search(r"Exhibit \w, page \d+ of \d+", t)]


# -- taking in ---------------------------------------------------------------------------------------


def test_originals_are_hashed_and_described() -> None:
    data = photo()
    taken = take_in(data, "IMG_1.HEIC")  # the name lies; the content counts
    assert (taken.media, taken.size, taken.sha256) == ("image/jpeg", len(data), hashlib.sha256(data).hexdigest())
    assert take_in(pdf("a", "b"), "x.jpg").pages == 2
    assert take_in(photo(kind="PNG"), "x").media == "image/png"


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "x")
    return out.getvalue()


def _locked() -> bytes:
    return pdf("a", change=lambda w: w.encrypt("user-secret", "owner", algorithm="RC4-128"))


def _moving() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG", save_all=True, append_images=[Image.new("RGB", (9, 9), "red")])
    return out.getvalue()


def _many() -> bytes:
    writer = PdfWriter()
    for _ in range(2001):
        writer.add_blank_page(10, 10)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _wide() -> bytes:
    """A PNG that says it has 90 megapixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = (10_000).to_bytes(4, "big") + (9_000).to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


REFUSED = {
    "empty": b"",
    "html": b"<html><script>",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0",
    "zip": _zip(),
    "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
    "avif": b"\0\0\0\x18ftypavif",
    "noise": bytes(range(256)),
    "locked": _locked(),
    "no pages": pdf(),
    "cut pdf": pdf("a" * 500, "b")[:700],
    "cut jpeg": photo()[:-900],
    "cut png": photo(kind="PNG")[:-60],
    "only heads": b"%PDF-1.7\n",
    "jpeg head": b"\xff\xd8\xff\xe0",
    "moving": _moving(),
    "many pages": _many(),
    "wide": _wide(),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_with_one_sentence(kind: str) -> None:
    with pytest.raises(PersonError) as caught:
        take_in(REFUSED[kind], "my file.bin")
    (problem,) = caught.value.problems
    assert problem.where == "my file.bin"
    assert problem.what.endswith(".")
    assert problem.remedy.endswith(".")


def test_any_spoiled_byte_is_refused_or_taken_never_a_crash() -> None:
    for whole in (pdf("one", "two"), photo((40, 30)), photo((40, 30), "PNG")):
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            spoiled = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
            with contextlib.suppress(PersonError):
                exhibits(("x", spoiled))


# -- pictures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_no_metadata_of_a_picture_survives(kind: str, mode: str) -> None:
    data = photo(kind=kind, mode=mode)
    assert SECRET.encode() in data
    made = opened(exhibits(("The door", data)).data)
    for trace in (SECRET.encode(), b"Exif", b"GPS", b"ICC_PROFILE"):
        assert trace not in made


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_is_upright(orientation: int) -> None:
    upright = Image.new("RGB", (400, 300), "blue")
    upright.paste("red", (0, 0, 200, 150))
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = upright.transpose(undo) if undo is not None else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    stored.save(out, "JPEG", exif=exif)
    made = exhibits(("The door", out.getvalue()))
    page = rendered(made.data, made.pages["e0"][1])
    red, blue = middle_of(page, (255, 0, 0)), middle_of(page, (0, 0, 255))
    assert red[0] < blue[0]
    assert red[1] < blue[1]


def _image_size(data: bytes) -> tuple[int, int]:
    page = PdfReader(io.BytesIO(data)).pages[-1]
    found = page["/Resources"]["/XObject"]["/Exhibit"].get_object()
    return found["/Width"], found["/Height"]


def test_pictures_are_never_enlarged_and_only_the_finest_made_smaller() -> None:
    assert _image_size(exhibits(("x", photo((90, 60)))).data) == (90, 60)
    assert _image_size(exhibits(("x", photo((2000, 1500)))).data) == (2000, 1500)
    width, _ = _image_size(exhibits(("x", photo((5000, 3000)))).data)
    assert 200 * 7 < width < 5000


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_picture_shows(mode: str) -> None:
    if mode == "I;16":
        picture = Image.new("I;16", (60, 60), 40_000)
    else:
        picture = Image.new("L", (60, 60), 160).convert(mode)
    out = io.BytesIO()
    picture.save(out, "JPEG" if mode == "CMYK" else "PNG")
    made = exhibits(("x", out.getvalue()))
    page = rendered(made.data, made.pages["e0"][1])
    grey = [page.getpixel((x, y)) for x in range(page.width) for y in range(page.height)]
    if mode != "1":
        assert any(all(140 <= v <= 180 for v in p) for p in grey)


def test_what_is_see_through_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (60, 60), (0, 0, 0, 0)).save(out, "PNG")
    made = exhibits(("x", out.getvalue()), draft=False)
    assert min(rendered(made.data, 0 + made.pages["e0"][1]).getpixel((153, 40))) > 200


# -- pages of other PDFs -----------------------------------------------------------------------------


def _armed(writer: PdfWriter) -> None:
    script = DictionaryObject({name("/S"): name("/JavaScript"), name("/JS"): TextStringObject("app.alert('SPY')")})
    writer.root_object[name("/OpenAction")] = writer._add_object(script)
    writer.root_object[name("/AcroForm")] = DictionaryObject({name("/Fields"): ArrayObject()})
    writer.add_attachment("notes.txt", SECRET.encode())
    writer.add_uri(0, "https://example.org/SPY", RectangleObject((10, 10, 90, 90)))
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), target_page_index=0))
    writer.add_metadata({"/Author": SECRET})
    page = writer.pages[0]
    action = DictionaryObject({name("/S"): name("/JavaScript"), name("/JS"): TextStringObject("SPY()")})
    page[name("/AA")] = DictionaryObject({name("/O"): action})
    page[name("/PieceInfo")] = DictionaryObject({name("/App"): TextStringObject(SECRET)})
    # what may be reached from the resources, which do come along
    notes = DecodedStreamObject()
    notes.set_data(SECRET.encode())
    notes[name("/Type")] = name("/Metadata")
    inner = DecodedStreamObject()
    inner.set_data(b"0 0 1 1 re f")
    inner.update(
        {
            name("/Type"): name("/XObject"),
            name("/Subtype"): name("/Form"),
            name("/BBox"): ArrayObject([NumberObject(v) for v in (0, 0, 1, 1)]),
            name("/Metadata"): writer._add_object(notes),
            name("/A"): page.indirect_reference,
            name("/PieceInfo"): DictionaryObject({name("/X"): TextStringObject(SECRET)}),
            name("/AF"): ArrayObject([writer._add_object(notes)]),
        }
    )
    page["/Resources"][name("/XObject")] = DictionaryObject({name("/X1"): writer._add_object(inner)})


def test_nothing_that_acts_links_or_hides_survives() -> None:
    data = pdf("first page", "second page", change=_armed)
    assert b"SPY" in opened(data)
    assert SECRET.encode() in opened(data)
    made = opened(exhibits(("A letter", data)).data)
    for trace in (
        b"SPY",
        SECRET.encode(),
        b"/JavaScript",
        b"/JS",
        b"/OpenAction",
        b"/AA",
        b"/URI",
        b"/Annots",
        b"/EmbeddedFile",
        b"/Filespec",
        b"/PieceInfo",
        b"/Link",
        b"/AcroForm",
    ):
        assert trace not in made, trace
    assert ["first page" in t or "second page" in t for t in source_pages(exhibits(("A", data)).data)] == [True, True]


def test_a_photo_inside_a_pdf_loses_its_place_too() -> None:
    data = photo()

    def hold(writer: PdfWriter) -> None:
        image = StreamObject()
        image._data = data
        for key, value in (
            ("/Type", "/XObject"),
            ("/Subtype", "/Image"),
            ("/Filter", "/DCTDecode"),
            ("/ColorSpace", "/DeviceRGB"),
        ):
            image[name(key)] = name(value)
        for key, number in (("/Width", 400), ("/Height", 300), ("/BitsPerComponent", 8)):
            image[name(key)] = NumberObject(number)
        page = writer.pages[0]
        page["/Resources"][name("/XObject")] = DictionaryObject({name("/Im"): writer._add_object(image)})
        stream = DecodedStreamObject()
        stream.set_data(b"q 400 0 0 300 100 200 cm /Im Do Q")
        page[name("/Contents")] = writer._add_object(stream)

    made = exhibits(("Scan", pdf("x", change=hold)))
    assert SECRET.encode() not in opened(made.data)
    red, blue = (middle_of(rendered(made.data, made.pages["e0"][1]), c) for c in ((255, 0, 0), (0, 0, 255)))
    assert red[0] < blue[0]
    assert red[1] < blue[1]


def _corner(turn: int, *, inherited: bool = False) -> bytes:
    """A page whose visible box is far from 0,0, with a red patch at the upper left of what a viewer shows."""

    def change(writer: PdfWriter) -> None:
        page = writer.pages[0]
        page[name("/MediaBox")] = RectangleObject((-1000, -1000, 2000, 2000))
        page[name("/CropBox")] = RectangleObject((500, 600, 900, 1200))
        x, y = {0: (500, 1100), 90: (500, 600), 180: (800, 600), 270: (800, 1100)}[turn]
        stream = DecodedStreamObject()
        stream.set_data(f"1 0 0 rg {x} {y} 100 100 re f 0 g BT /F1 24 Tf 600 900 Td (inside) Tj ET".encode())
        page[name("/Contents")] = writer._add_object(stream)
        holder = page["/Parent"].get_object() if inherited else page
        holder[name("/Rotate")] = NumberObject(turn)

    return pdf("x", change=change)


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cut_pages_stand_upright_in_the_frame(turn: int, inherited: bool) -> None:
    made = exhibits(("x", _corner(turn, inherited=inherited)))
    number = made.pages["e0"][1]
    page = rendered(made.data, number)
    x, y = middle_of(page, (255, 0, 0))
    assert x < page.width / 2
    assert y < page.height / 2
    box = PdfReader(io.BytesIO(made.data)).pages[number - 1]
    assert (float(box.mediabox.width), float(box.mediabox.height), box.rotation) == (612, 792, 0)
    assert "Exhibit A, page 1 of 1" in source_pages(made.data)[0]
    assert "inside" in source_pages(made.data)[0]


def test_typed_answers_stay_visible_and_stop_being_fields() -> None:
    def fill(writer: PdfWriter) -> None:
        look = DecodedStreamObject()
        look.set_data(b"1 0 0 rg 0 0 100 50 re f")
        look.update(
            {
                name("/Type"): name("/XObject"),
                name("/Subtype"): name("/Form"),
                name("/BBox"): ArrayObject([NumberObject(v) for v in (0, 0, 100, 50)]),
            }
        )
        widget = DictionaryObject(
            {
                name("/Type"): name("/Annot"),
                name("/Subtype"): name("/Widget"),
                name("/FT"): name("/Tx"),
                name("/T"): TextStringObject("f"),
                name("/V"): TextStringObject("x"),
                name("/Rect"): ArrayObject([FloatObject(v) for v in (100, 100, 300, 200)]),
                name("/AP"): DictionaryObject({name("/N"): writer._add_object(look)}),
            }
        )
        writer.pages[0][name("/Annots")] = ArrayObject([writer._add_object(widget)])

    made = exhibits(("x", pdf("x", change=fill)))
    x, y = middle_of(rendered(made.data, made.pages["e0"][1]), (255, 0, 0))
    assert x < 153
    assert y > 198
    assert b"/Widget" not in opened(made.data)


def test_marks_that_would_vanish_are_refused_not_dropped() -> None:
    def note(writer: PdfWriter) -> None:
        free = FreeText(text="I was here", rect=(50, 550, 200, 650))
        free.pop("/AP", None)
        writer.add_annotation(0, free)

    with pytest.raises(PersonError, match="print it to a new PDF"):
        exhibits(("x", pdf("x", change=note)))


def test_a_layer_that_was_not_shown_is_not_shown() -> None:
    def layers(writer: PdfWriter) -> None:
        layer = writer._add_object(
            DictionaryObject({name("/Type"): name("/OCG"), name("/Name"): TextStringObject("q")})
        )
        writer.root_object[name("/OCProperties")] = DictionaryObject(
            {name("/OCGs"): ArrayObject([layer]), name("/D"): DictionaryObject({name("/OFF"): ArrayObject([layer])})}
        )
        page = writer.pages[0]
        page["/Resources"][name("/Properties")] = DictionaryObject({name("/L"): layer})
        stream = DecodedStreamObject()
        stream.set_data(b"0 0 1 rg 0 0 50 50 re f /OC /L BDC 1 0 0 rg 100 100 300 300 re f EMC")
        page[name("/Contents")] = writer._add_object(stream)

    made = exhibits(("x", pdf("x", change=layers)))
    page = made.pages["e0"][1]
    # nor when the exhibits become a part of the whole packet, whichever file that grows out of
    whole = [_joined([made.data, pdf("y")], largest) for largest in (made.data, None)]
    for data in (made.data, *whole):
        with pytest.raises(AssertionError):
            middle_of(rendered(data, page), (255, 0, 0))


def _joined(files: list[bytes], largest: bytes | None) -> bytes:
    joiner = Joiner("Packet", "en-US", largest)
    for data in files:
        joiner.add(data, "Paper")
    return joiner.finish([])


# -- the whole ---------------------------------------------------------------------------------------


def test_labels_pages_bookmarks_title_and_language() -> None:
    made = exhibits(("Letters of June 3", pdf("one", "two", "three")), ("صورة من الباب", photo()))
    reader = PdfReader(io.BytesIO(made.data))
    (a0, a1), (b0, b1) = made.pages["e0"], made.pages["e1"]
    assert (a1 - a0, b0, b1) == (3, a1 + 1, a1 + 2)
    assert len(reader.pages) == b1
    feet = [re.search(r"Exhibit \w, page \d of \d", t).group() for t in source_pages(made.data)]  # type: ignore[union-attr]
    assert feet == [
        "Exhibit A, page 1 of 3",
        "Exhibit A, page 2 of 3",
        "Exhibit A, page 3 of 3",
        "Exhibit B, page 1 of 1",
    ]
    assert "EXHIBIT A" in reader.pages[a0 - 1].extract_text()
    for n, page in enumerate(reader.pages, 1):
        assert re.search(rf"\b[Pp]age {n}\b", page.extract_text())
        assert "DRAFT" in page.extract_text()
    marks = [(m.title, reader.get_destination_page_number(m) + 1) for m in reader.outline]  # type: ignore[union-attr]
    assert marks == [("Exhibit A, Letters of June 3", a0), ("Exhibit B, صورة من الباب", b0)]
    assert reader.root_object["/Lang"] == "en-US"
    assert reader.metadata is not None
    assert reader.metadata.title == "Exhibits"
    assert not {k for k in reader.metadata if "Date" in k or k == "/Author"}


def test_no_draft_mark_when_final_and_the_same_bytes_each_time() -> None:
    files = ("Letters", pdf("one", "two")), ("Door", photo()), ("Screen", photo(kind="PNG"))
    made = exhibits(*files, draft=False)
    assert "DRAFT" not in "".join(p.extract_text() for p in PdfReader(io.BytesIO(made.data)).pages)
    assert made.data == exhibits(*files, draft=False).data


def test_what_cannot_be_shown_is_named_and_nothing_is_skipped() -> None:
    items = [
        ExhibitFile("e0", "A", "Fine", "application/pdf", pdf("x")),
        ExhibitFile("e1", "B", "Broken letter", "application/pdf", b"%PDF-1.7 nothing"),
        ExhibitFile("e2", "C", "Broken photo", "image/jpeg", photo()[:500]),
    ]
    with pytest.raises(PersonError) as caught:
        exhibits_pdf(items, "letter", "en-US", True)
    assert "Exhibit B" in str(caught.value)
    assert "Broken letter" in str(caught.value)
