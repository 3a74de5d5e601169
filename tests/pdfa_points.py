"""Points of ISO 19005-2 (PDF/A-2, level B) that can be checked by reading a finished file; written from the standard's
clauses, apart from the code that makes the files. It is no validator: see docs/packet.md for what it does not look at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

DEVICE = {"/DeviceRGB": 3, "/DeviceCMYK": 4, "/DeviceGray": 1}
OPERATORS = {
    *("b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI"),
    *("EMC", "ET", "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k", "l", "m", "M", "MP", "n"),
    *("q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj"),
    *("TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"', "INLINE IMAGE"),
}
BLENDS = {
    *("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn"),
    *("/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity"),
}
ACTIONS = ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/Rendition")


def faults(data: bytes) -> list[str]:
    """What speaks against the file, with the clause; empty when nothing was found."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sorted(set(_all(data, pdf)))


def _all(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from _file(data, pdf)
    yield from _catalog(pdf)
    yield from _metadata(pdf)
    profile = yield from _intent(pdf)
    for thing in pdf.objects:
        yield from _object(thing, profile)
    for page in pdf.pages:
        yield from _page(page, profile)


def _file(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    first, second = data.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]\r?", first):
        yield f"6.1.2 header {first!r}"
    if not second.startswith(b"%") or sum(b > 127 for b in second[1:5]) < 4:
        yield "6.1.2 no comment of four high bytes after the header"
    if not re.search(rb"%%EOF[\r\n]{0,2}\Z", data):
        yield "6.1.3 data after the end of the file"
    if "/ID" not in pdf.trailer:
        yield "6.1.3 no ID in the trailer"
    if "/Encrypt" in pdf.trailer:
        yield "6.1.3 encrypted"
    if len(pdf.objects) > 8_388_607:
        yield "6.1.13 too many objects"


def _catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    for key, clause in (("/AA", "6.5.2"), ("/OpenAction", "6.5.1"), ("/Requirements", "6.11"), ("/Collection", "6.9")):
        if key in root and not (key == "/OpenAction" and isinstance(root[key], pikepdf.Array)):
            yield f"{clause} {key} in the catalog"
    names = root.get("/Names", {})
    for key in ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations"):
        if key in names:
            yield f"6.5.1, 6.8, 6.10 {key} in the names"
    form = root.get("/AcroForm")
    if form is not None and ("/XFA" in form or form.get("/NeedAppearances", False)):
        yield "6.4.2 XFA or NeedAppearances"
    layers = root.get("/OCProperties")
    if layers is not None and any("/AS" in c for c in [layers.D, *layers.get("/Configs", [])]):
        yield "6.9 AS in a layer configuration"
    if not str(root.get("/Lang", "")):
        yield "no language (asked for by level A, and by us)"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "6.6.2.1 no metadata"
        return
    xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
    if not re.search(r"<pdfaid:part>2</pdfaid:part>", xmp) or not re.search(r"<pdfaid:conformance>[ABU]<", xmp):
        yield "6.6.4 not named as PDF/A-2"
    if re.search(r"<\?xpacket[^>]*(bytes|encoding)=", xmp):
        yield "6.6.2.1 bytes or encoding in the packet header"
    # not in a `with`: leaving one would write the title into the properties, and what is compared would be equal
    title = str(pdf.open_metadata().get("dc:title", ""))
    info = pdf.trailer.get("/Info", {})
    if "/Title" in info and str(info["/Title"]) != title:
        yield f"6.6.3 title {str(info['/Title'])!r} is not {title!r} of the metadata"
    for key in info:
        if key not in ("/Title", "/Producer", "/Creator", "/CreationDate", "/ModDate"):
            yield f"properties name {key}"
        if key in ("/CreationDate", "/ModDate") and "xmp:CreateDate" not in xmp and "xmp:ModifyDate" not in xmp:
            yield f"6.6.3 {key} has no equal in the metadata"


def _intent(pdf: pikepdf.Pdf) -> Any:
    """Yields faults; returns how many channels the output intent's profile has."""
    found = [i for i in pdf.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFA1"]
    if len(found) != 1:
        yield f"6.2.3 {len(found)} output intents for PDF/A"
        return 0
    profile = found[0].get("/DestOutputProfile")
    if profile is None:
        yield "6.2.3 no profile in the output intent"
        return 0
    raw = profile.read_bytes()
    channels = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(raw[16:20], 0)
    if raw[36:40] != b"acsp" or raw[12:16] not in (b"prtr", b"mntr", b"scnr", b"spac") or raw[8] > 4:
        yield "6.2.3 the profile is no ICC profile of version 2 or 4"
    if int(profile.get("/N", 0)) != channels:
        yield "6.2.3 N is not the profile's"
    return channels


def _object(thing: Any, profile: int) -> Iterator[str]:
    if isinstance(thing, pikepdf.String) and len(bytes(thing)) > 32_767:
        yield "6.1.13 a string is too long"
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key, value in thing.items():
        if len(key.encode()) > 128:
            yield "6.1.13 a name is too long"
        if isinstance(value, pikepdf.String) and len(bytes(value)) > 32_767:
            yield f"6.1.13 {key}: a string is too long"
    if thing.get("/S") in ACTIONS and ("/Type" not in thing or thing.Type == "/Action"):
        yield f"6.5.1 action {thing.S}"
    if "/Subtype" in thing and "/Rect" in thing:
        flags = int(thing.get("/F", 0))
        if thing.Subtype not in ("/Popup", "/Link") and (not flags & 4 or flags & 0b100011):
            yield "6.3.2 an annotation does not print"
        if thing.Subtype in ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"):
            yield f"6.3.1 annotation {thing.Subtype}"
    if thing.get("/Type") == "/Font":
        yield from _font(thing)
    if isinstance(thing, pikepdf.Stream):
        yield from _stream(thing, profile)
    if thing.get("/Type") == "/ExtGState" or {"/BM", "/TR", "/TR2", "/HTP"} & set(thing.keys()):
        yield from _state(thing)


def _state(state: Any) -> Iterator[str]:
    modes = state.get("/BM", pikepdf.Name.Normal)
    for mode in modes if isinstance(modes, pikepdf.Array) else [modes]:
        if str(mode) not in BLENDS:
            yield f"6.2.10 blend mode {mode}"
    if "/TR" in state or state.get("/TR2", "/Default") != "/Default" or "/HTP" in state:
        yield "6.2.5 transfer function in a graphics state"


def _font(font: Any) -> Iterator[str]:
    name = str(font.get("/BaseFont", "?"))
    kind = font.get("/Subtype")
    if kind == "/Type3":
        return
    if kind == "/Type0":
        coding = font.Encoding
        if not isinstance(coding, pikepdf.Stream) and str(coding) not in ("/Identity-H", "/Identity-V"):
            yield f"6.2.11.3 {name}: CMap {coding} is not embedded"
        if len(font.DescendantFonts) != 1:
            yield f"6.2.11 {name}: descendants"
        return
    about = font.get("/FontDescriptor")
    files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(about.keys() if about is not None else ())
    if len(files) != 1:
        yield f"6.2.11.4 {name} is not embedded"
        return
    if kind in ("/CIDFontType0", "/CIDFontType2"):
        if "/W" not in font and "/DW" not in font:
            yield f"6.2.11.5 {name} has no widths"
        if kind == "/CIDFontType2" and "/CIDToGIDMap" not in font:
            yield f"6.2.11.3.2 {name} has no CIDToGIDMap"
        if "/CIDSystemInfo" not in font:
            yield f"6.2.11.3 {name} has no CIDSystemInfo"
    else:
        wide = font.get("/Widths")
        if wide is None or len(wide) != int(font.LastChar) - int(font.FirstChar) + 1:
            yield f"6.2.11.5 {name}: widths"
        if kind == "/TrueType" and int(about.Flags) & 4 and "/Encoding" in font:
            yield f"6.2.11.6 {name}: a symbolic TrueType font with an encoding"
    if "/CIDSet" in about:
        held = about.CIDSet.read_bytes()
        if not held or not held[0] & 0x80:
            yield f"6.2.11.4.2 {name}: CIDSet lacks the first glyph"


def _stream(stream: Any, profile: int) -> Iterator[str]:
    filters = stream.get("/Filter", pikepdf.Array([]))
    for one in filters if isinstance(filters, pikepdf.Array) else [filters]:
        if str(one) in ("/LZWDecode", "/LZW", "/Crypt"):
            yield f"6.1.7.2 filter {one}"
    if {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys()):
        yield "6.1.7.1 a stream outside the file"
    kind = stream.get("/Subtype")
    if kind == "/Image":
        if stream.get("/Interpolate", False):
            yield "6.2.8 Interpolate"
        if {"/Alternates", "/OPI"} & set(stream.keys()):
            yield "6.2.8 alternates of a picture"
        if not stream.get("/ImageMask", False) and "/ColorSpace" in stream:
            yield from _space(stream.ColorSpace, profile)
        if int(stream.get("/BitsPerComponent", 8)) not in (1, 2, 4, 8, 16):
            yield "6.2.8.2 bits of a picture"
    if kind == "/Form":
        if {"/OPI", "/PS", "/Ref"} & set(stream.keys()) or stream.get("/Subtype2") == "/PS":
            yield "6.2.9 a form that shows something else"
        if "/AA" in stream:
            yield "6.5.2 additional actions"
        yield from _commands(stream, profile)
    if kind == "/PS":
        yield "6.2.9.3 PostScript"


def _space(space: Any, profile: int) -> Iterator[str]:
    name = str(space[0] if isinstance(space, pikepdf.Array) else space)
    if name in DEVICE and DEVICE[name] not in (1, profile):
        yield f"6.2.4.3 {name} without an output intent for it"
    if name in ("/Indexed", "/I", "/Pattern") and isinstance(space, pikepdf.Array) and len(space) > 1:
        yield from _space(space[1], profile)
    if name == "/ICCBased":
        raw, count = space[1].read_bytes(), int(space[1].N)
        if (
            raw[36:40] != b"acsp"
            or raw[8] > 4
            or {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4, b"Lab ": 3}.get(raw[16:20]) != count
        ):
            yield "6.2.4.2 an ICC profile that does not fit its color space"
    if name in ("/Separation", "/DeviceN"):
        yield from _space(space[2], profile)


def _page(page: Any, profile: int) -> Iterator[str]:
    for key in ("/AA", "/PresSteps"):
        if key in page.obj:
            yield f"6.5.2, 6.10 {key} on a page"
    if any(
        not 3 <= float(v) <= 14_400 for v in (page.mediabox[2] - page.mediabox[0], page.mediabox[3] - page.mediabox[1])
    ):
        yield "6.1.13 page size"
    if "/Resources" not in page.obj and "/Resources" not in page.obj.get("/Parent", {}):
        yield "6.2.2 a page without its resources"
    yield from _commands(page.obj, profile)


def _commands(holder: Any, profile: int) -> Iterator[str]:
    spaces = holder.get("/Resources", {}).get("/ColorSpace", {})
    for space in spaces.values():
        yield from _space(space, profile)
    deep = 0
    for operands, operator in pikepdf.parse_content_stream(holder):
        word = str(operator)
        deep += {"q": 1, "Q": -1}.get(word, 0)
        if deep > 28:
            yield "6.1.13 q nested deeper than 28"
        if word not in OPERATORS:
            yield f"6.2.2 operator {word}"
        if word in ("k", "K") and profile != 4:
            yield "6.2.4.3 DeviceCMYK in what is drawn"
        if word in ("rg", "RG") and profile != 3:
            yield "6.2.4.3 DeviceRGB in what is drawn"
        if word in ("cs", "CS") and str(operands[0]) in DEVICE:
            yield from _space(operands[0], profile)
        if word == "ri" and str(operands[0]) not in (
            "/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation",
        ):  # fmt: skip
            yield "6.2.6 rendering intent"
        if word == "INLINE IMAGE" and operands[0].obj.get("/I", operands[0].obj.get("/Interpolate", False)):
            yield "6.2.8 Interpolate in an inline picture"
    if deep:
        yield "q and Q are not in pairs"
