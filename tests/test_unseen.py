"""What a viewer does not show of an exhibit is in no paper; what it shows is found by the scan, however it is kept."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from evidence_files import camera
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from assistant.case.model import Secret
from assistant.disclosure import leaks, withhold
from assistant.disclosure.matching import Finder, find_secret
from assistant.evidence import Area, ExhibitFile, ExhibitsPdf, exhibits_pdf
from assistant.evidence.barepictures import bare_jp2, bare_jpeg
from assistant.packet.joining import Joiner

SECRETS = [
    Secret("a", "Home", "17 Tannery Lane, Harrow Falls"),
    Secret("b", "Phone", "555-555-0133"),
    Secret("c", "E-mail", "anh.n@example.org"),
]
SEEN = (
    b"BT /F1 14 Tf 50 700 Td (17 Tannery Lane) Tj 0 -20 Td (555-555-0133) Tj 0 -20 Td (anh.n@example.org \x95) Tj ET\n"
)
COVERED = b"q BT /F1 12 Tf 50 500 Td (HIDDENPLACE) Tj ET Q 0 g 40 490 200 40 re f\n"


def page_of(content: bytes, change: Callable[[pikepdf.Pdf, pikepdf.Object], None] | None = None) -> bytes:
    """A PDF of one page with a font /F1."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792)).obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page["/Resources"] = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(), Properties=Dictionary())
    page["/Contents"] = pdf.make_stream(content)
    if change is not None:
        change(pdf, page)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def spot_ink(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    """A colour space of one ink, of which 0 is the bare paper."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 0], N=1)
    spot = pikepdf.Array([Name.Separation, Name.Black, Name.DeviceRGB, tint])
    page["/Resources"]["/ColorSpace"] = Dictionary(Spot=spot)


def made(data: bytes, *areas: Area, archival: bool = False) -> ExhibitsPdf:
    item = ExhibitFile("e0", "A", "A letter", "application/pdf", data, hide=areas)
    return exhibits_pdf([item], "letter", "en-US", True, archival=archival)


def packed(data: bytes, **options: bool) -> bytes:
    """The exhibit in a joined file, as it is served."""
    exhibits = made(data, **options).data
    joiner = Joiner("Packet", "en-US", exhibits)
    joiner.add(exhibits, "Exhibits")
    return joiner.finish([])


def everything(data: bytes) -> bytes:
    """All bytes of all objects, unpacked, and texts in UTF-16 as plain ones."""
    parts = [data]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Stream):
                parts += [thing.read_raw_bytes(), repr(dict(thing.items())).encode()]
                if thing.get("/Subtype") != "/Image" or thing.get("/Filter") == "/FlateDecode":
                    parts.append(thing.read_bytes())
            else:
                parts += [thing.unparse(), repr(thing).encode()]
    whole = b"\n".join(parts)
    return whole + whole.replace(b"\0", b"")


def _form(pdf: pikepdf.Pdf, page: pikepdf.Object, content: bytes) -> Stream:
    form = pdf.make_stream(content)
    form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 300, 300])
    form["/Resources"] = Dictionary(Font=page["/Resources"]["/Font"])
    return form


def _layer(pdf: pikepdf.Pdf) -> pikepdf.Object:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("HIDDENPLACE")))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return layer


def _layer_in_a_form(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    form = _form(pdf, page, b"/OC /L BDC BT /F1 12 Tf 9 9 Td (HIDDENPLACE) Tj ET EMC")
    form["/Resources"]["/Properties"] = Dictionary(L=_layer(pdf))
    page["/Resources"]["/XObject"]["/X"] = form


def _rule_of_layers(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    group = Dictionary(Type=Name.OCMD, OCGs=Array([_layer(pdf)]), P=Name.AllOn)
    page["/Resources"]["/Properties"]["/L"] = pdf.make_indirect(group)


def _form_of_a_layer(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    form = _form(pdf, page, b"BT /F1 12 Tf 9 9 Td (HIDDENPLACE) Tj ET")
    form["/OC"] = _layer(pdf)
    page["/Resources"]["/XObject"]["/X"] = form


def _note_of_a_layer(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    look = _form(pdf, page, b"BT /F1 12 Tf 9 9 Td (HIDDENPLACE) Tj ET")
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, OC=_layer(pdf), Rect=Array([0, 0, 300, 300]), AP=Dictionary(N=look)
    )
    page["/Annots"] = Array([pdf.make_indirect(note)])


def _never_drawn(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    page["/Resources"]["/XObject"]["/HIDDENPLACE"] = _form(pdf, page, b"BT /F1 9 Tf (HIDDENPLACE) Tj ET")


def _of_things(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    font = page["/Resources"]["/Font"]["/F1"]
    font["/Name"], font["/Maker"] = Name("/HIDDENPLACE"), String("HIDDENPLACE")
    font["/ToUnicode"] = pdf.make_stream(b"% HIDDENPLACE\nbegincmap endcmap")
    form = _form(pdf, page, b"% HIDDENPLACE\n0 0 9 9 re f")
    form["/Own"] = String("HIDDENPLACE")
    page["/Resources"]["/XObject"]["/X"] = form
    page["/Resources"]["/ExtGState"] = Dictionary(G=Dictionary(CA=1, Own=String("HIDDENPLACE")))


def _picture(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    image = pdf.make_stream(b"\x80" * 300 + b"HIDDENPLACE")
    profile = pdf.make_stream(b"HIDDENPLACE" * 20)
    profile["/N"] = 3
    image["/Type"], image["/Subtype"], image["/ID"] = Name.XObject, Name.Image, String("HIDDENPLACE")
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = 10, 10, 8
    image["/ColorSpace"] = Array([Name.ICCBased, profile])
    page["/Resources"]["/XObject"]["/X"] = image


def _film_behind(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    image = pdf.make_stream(camera() + b"....ftypmp42 HIDDENPLACE \xff\xd9 HIDDENPLACE \xff\xd9")
    image["/Type"], image["/Subtype"], image["/Filter"] = Name.XObject, Name.Image, Name.DCTDecode
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = 400, 300, 8
    image["/ColorSpace"] = Name.DeviceRGB
    page["/Resources"]["/XObject"]["/X"] = image


TEXT = b"BT /F1 12 Tf 60 500 Td (HIDDENPLACE) Tj ET"
UNSEEN: dict[str, tuple[bytes, Callable[[pikepdf.Pdf, pikepdf.Object], None] | None]] = {
    "under a black box": (COVERED, None),
    "within a line, under a black box": (
        b"BT /F1 12 Tf 50 500 Td (I live at HIDDENPLACE now) Tj ET 0 g 98 496 90 14 re f",
        None,
    ),
    "white": (b"q 1 g " + TEXT + b" Q", None),
    "no ink": (b"q /DeviceCMYK cs 0 0 0 0 scn " + TEXT + b" Q", None),
    "no spot ink": (b"q /Spot cs 0 scn " + TEXT + b" Q", spot_ink),
    "invisible": (b"q 3 Tr " + TEXT + b" Q", None),
    "off the page": (b"BT /F1 12 Tf -900 500 Td (HIDDENPLACE) Tj ET", None),
    "cut off": (b"q 0 0 1 1 re W n " + TEXT + b" Q", None),
    "too small": (b"BT /F1 0.001 Tf 60 500 Td (HIDDENPLACE) Tj ET", None),
    "a remark": (b"% HIDDENPLACE\n", None),
    "in place of a text": (b"/Span <</ActualText (HIDDENPLACE) /Alt (HIDDENPLACE)>> BDC EMC", None),
    "a mark": (b"/HIDDENPLACE MP /X <</Y (HIDDENPLACE)>> DP /HIDDENPLACE BMC EMC", None),
    "no command": (b"BX (HIDDENPLACE) what EX", None),
    "an inline image's key": (b"BI /W 1 /H 1 /BPC 8 /CS /G /X (HIDDENPLACE) ID \x00 EI", None),
    "a layer in a form": (b"/X Do", _layer_in_a_form),
    "a rule of layers": (b"/OC /L BDC " + TEXT + b" EMC", _rule_of_layers),
    "a form of a layer": (b"/X Do", _form_of_a_layer),
    "a note of a layer": (b"", _note_of_a_layer),
    "never drawn": (b"", _never_drawn),
    "in fonts, forms, states": (b"/G gs /X Do", _of_things),
    "in and behind a picture": (b"q 9 0 0 9 9 9 cm /X Do Q", _picture),
    "behind a photo": (b"q 90 0 0 90 9 9 cm /X Do Q", _film_behind),
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_a_viewer_does_not_show_is_not_in_the_paper(kind: str) -> None:
    content, change = UNSEEN[kind]
    data = page_of(b"BT /F1 14 Tf 50 700 Td (Dear neighbor) Tj ET\n" + content, change)
    assert b"HIDDENPLACE" in everything(data)
    there = everything(packed(data))
    assert b"HIDDENPLACE" not in there
    assert b"Dear neighbor" in there


def test_a_layer_that_is_shown_stays_and_its_name_goes() -> None:
    def shown(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
        page["/Resources"]["/Properties"]["/L"] = _layer(pdf)
        pdf.Root["/OCProperties"]["/D"]["/OFF"] = Array([])

    there = everything(packed(page_of(b"/OC /L BDC BT /F1 12 Tf 60 500 Td (Shown words) Tj ET EMC", shown)))
    assert b"Shown words" in there
    assert b"HIDDENPLACE" not in there
    assert b"/OCG" not in there


@pytest.mark.parametrize("archival", [False, True])
@pytest.mark.parametrize("more", [b"", COVERED])
def test_words_that_are_seen_stop_the_papers_however_the_page_is_kept(archival: bool, more: bytes) -> None:
    data = packed(page_of(SEEN + more), archival=archival)
    assert {leak.secret.label for leak in leaks([("x.pdf", data)], SECRETS)} == {"Home", "Phone", "E-mail"}


def test_on_a_page_with_an_area_taken_out_the_other_words_are_still_looked_at() -> None:
    data = page_of(SEEN)
    found = leaks([("x.pdf", made(data, Area(1, 50, 50, 60, 60)).data)], SECRETS)
    assert {leak.secret.label for leak in found} == {"Home", "Phone", "E-mail"}
    first_line = made(data, Area(1, 0, 8, 100, 12.5)).data
    assert {leak.secret.label for leak in leaks([("x.pdf", first_line)], SECRETS)} == {"Phone", "E-mail"}
    assert b"Tannery" not in everything(first_line)


def test_the_person_is_told_which_page_held_words_that_nobody_sees() -> None:
    assert re.search(r"Exhibit A \(A letter\), page 1, .*nobody sees", made(page_of(SEEN + COVERED)).notes[0])
    assert not made(page_of(SEEN)).notes


def test_the_words_of_a_scan_stay_with_it() -> None:
    def scan(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
        shown = Image.new("L", (612, 792), 255)
        for x in range(58, 200, 4):
            shown.paste(0, (x, 792 - 512, x + 2, 792 - 498))
        image = pdf.make_stream(shown.tobytes())
        image["/Type"], image["/Subtype"], image["/ColorSpace"] = Name.XObject, Name.Image, Name.DeviceGray
        image["/Width"], image["/Height"], image["/BitsPerComponent"] = 612, 792, 8
        page["/Resources"]["/XObject"]["/X"] = image

    words = b"q 612 0 0 792 0 0 cm /X Do Q BT 3 Tr /F1 12 Tf 60 500 Td (17 Tannery Lane) Tj ET"
    data = made(page_of(words, scan))
    assert not data.notes
    assert leaks([("x.pdf", data.data)], SECRETS)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 3}])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_bare_jpeg_shows_the_same_and_says_nothing(mode: str, options: dict[str, bool]) -> None:
    picture, out = Image.effect_mandelbrot((120, 90), (-2, -1, 1, 1), 50).convert(mode), io.BytesIO()
    picture.save(
        out, "JPEG", comment=b"HIDDENPLACE", exif=b"Exif\0\0HIDDENPLACE", icc_profile=b"HIDDENPLACE", **options
    )
    bare = bare_jpeg(out.getvalue() + b"ftyp HIDDENPLACE \xff\xd9 HIDDENPLACE \xff\xd9")
    assert b"HIDDENPLACE" not in bare
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(out.getvalue())).tobytes()


@pytest.mark.parametrize("alone", [False, True])
def test_a_bare_jpeg_2000_shows_the_same_and_says_nothing(alone: bool) -> None:
    picture, out = Image.effect_mandelbrot((120, 90), (-2, -1, 1, 1), 50).convert("RGB"), io.BytesIO()
    picture.save(out, "JPEG2000", comment="HIDDENPLACE", no_jp2=alone)
    assert b"HIDDENPLACE" in out.getvalue()
    bare = bare_jp2(out.getvalue())
    assert b"HIDDENPLACE" not in bare
    assert Image.open(io.BytesIO(bare)).tobytes() == picture.tobytes()


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u00ad", "\u2060", "\u200d", "\ufe0f", "\u200e", "\u034f", "\u0301", "-\n"]
)
def test_signs_that_nobody_sees_do_not_hide_a_value_from_the_scan(sign: str) -> None:
    text = f"He knows 17 Tan{sign}nery Lane, 555-55{sign}5-0133 and anh.n@exa{sign}mple.org."
    finder = Finder(s.value for s in SECRETS)
    assert set(finder.find(text)) == {s.value for s in SECRETS}
    shown, count = withhold(text, finder)
    assert (shown, count) == ("He knows [withheld], [withheld] and [withheld].", 3)


def test_spaced_letters_do_not_hide_a_value_from_the_scan() -> None:
    assert find_secret("to 1 7  T a n n e r y  L a n e today", SECRETS[0].value)
