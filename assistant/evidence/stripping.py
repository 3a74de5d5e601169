"""A drawing without what a viewer does not show: marks, remarks, hidden layers, unused things, names with a meaning.

A stranger's page may say in its commands what no reader sees: a text in the place of another (/ActualText), a layer
that is off, a remark, a drawing that is never drawn, a resource named after a person. The commands are read and
written anew (ISO 32000-1, annex A) with what paints alone, and each drawing gets a table of what it uses and no more.
Layers that are shown become plain content. Run in the separate process.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from assistant.evidence.barepictures import bare_jpeg
from assistant.evidence.layershown import Shown

if TYPE_CHECKING:
    from pikepdf import Pdf

# what of each kind of thing drawing needs (ISO 32000-1, tables 89, 95, 111, 114, 117, 121, 122, 126)
_CODED = ("/Filter", "/DecodeParms", "/Length")
_FORM = frozenset(("/Type", "/Subtype", "/BBox", "/Matrix", "/Resources", "/Group", *_CODED))
_IMAGE = frozenset(
    (
        *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/ImageMask", "/Mask"),
        *("/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte", "/Intent", *_CODED),
    )
)
_FONT = frozenset(
    (
        *("/Type", "/Subtype", "/BaseFont", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Encoding"),
        *("/ToUnicode", "/DescendantFonts", "/CIDSystemInfo", "/DW", "/W", "/DW2", "/W2", "/CIDToGIDMap"),
        *("/FontBBox", "/FontMatrix", "/CharProcs", "/Resources"),
    )
)
_TEXTS = frozenset(("/Registry", "/Ordering", "/Panose"))  # the only texts that drawing needs
_PLAIN_COLOURS = frozenset(
    ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/G", "/RGB", "/CMYK", "/Indexed", "/I", "/Pattern")
)
_COLORANTS = frozenset(("/All", "/None", "/Black", "/Cyan", "/Magenta", "/Yellow", "/Red", "/Green", "/Blue"))
_STATE = "q Q cm w J j M d ri i g G rg RG k K sc SC scn SCN cs CS gs BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* d0 d1"
_PATH = "m l c v y h re W W* n"
_PAINT = "S s f F f* B B* b b*"
_TEXT = "Tj TJ ' \""
_KNOWN = frozenset(f"{_STATE} {_PATH} {_PAINT} {_TEXT} sh Do".split())
_PAINTING, _SHOWING = frozenset(_PAINT.split()), frozenset(_TEXT.split())
_NAMED = {
    **{"Tf": "/Font", "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace", "sh": "/Shading"},
    **{"Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern"},
}
_REMARK = re.compile(rb"%[^\r\n]*")
_ICC_NEEDED = re.compile(rb"[AB]2[AB]\d|[rgb](?:XYZ|TRC)|kTRC|[wb]tpt|chad|gamt|D2B\d|B2D\d")
_DEVICE = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}


def stripped(data: bytes) -> tuple[bytes, bytes]:
    """A PDF of drawings alone, as `clean_pdf` begins it, stripped; and the same without its texts, to compare with."""
    import pikepdf

    pdf = pikepdf.open(io.BytesIO(data))
    stripper = _Stripper(pdf)
    for page in pdf.pages:
        stripper.stream(page.obj["/Contents"], page.obj)
    for key in ("/OCProperties", "/Metadata", "/Outlines", "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]
    made = saved_plainly(pdf)
    for stream, bare in stripper.bare:
        stream.write(bare)
    return made, saved_plainly(pdf)


def saved_plainly(pdf: Pdf) -> bytes:
    """The file's bytes with only what something leads to, the same for the same content."""
    out = io.BytesIO()
    pdf.save(out, static_id=True, fix_metadata_version=False)
    return out.getvalue()


class _Stripper:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._shown = Shown(pdf)
        self._done: set[tuple[int, int]] = set()
        self.bare: list[tuple[Any, bytes]] = []  # streams that show text, and their commands without it

    def stream(self, stream: Any, holder: Any) -> None:
        """Write the commands of `stream` anew, and the resources of `holder`."""
        import pikepdf

        old = holder.get("/Resources", pikepdf.Dictionary())
        writer = _Writer(self._pdf, old, self._shown)
        writer.read(stream)
        used = writer.resources()
        holder["/Resources"] = used
        stream.write(pikepdf.unparse_content_stream(writer.made))
        if len(writer.bare) != len(writer.made):
            self.bare.append((stream, pikepdf.unparse_content_stream(writer.bare)))
        self._resources(used)

    def _resources(self, resources: Any) -> None:
        for kind in ("/XObject", "/Font", "/Pattern", "/ExtGState", "/ColorSpace", "/Shading"):
            for name, thing in resources.get(kind, {}).items():
                self._thing(kind, thing)
                if kind == "/ColorSpace":
                    resources[kind][name] = self._colour(thing)

    def _thing(self, kind: str, thing: Any) -> None:
        import pikepdf

        if getattr(thing, "is_indirect", False):
            if thing.objgen in self._done:
                return
            self._done.add(thing.objgen)
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            self._plain(thing)
        elif kind == "/Font":
            self._font(thing)
        elif kind == "/XObject" and thing.get("/Subtype") == "/Image":
            self._image(thing)
        elif kind == "/XObject" or (kind == "/Pattern" and thing.get("/PatternType") == 1):
            if kind == "/XObject":
                _keep(thing, _FORM)
            self._plain(thing, but=("/Resources",))
            self.stream(thing, thing)
        elif kind == "/ExtGState":
            mask = thing.get("/SMask")
            if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
                self._thing("/XObject", mask["/G"])
            self._plain(thing)
        else:
            self._plain(thing)
            for holder in (thing, thing.get("/Shading")):
                if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) and "/ColorSpace" in holder:
                    holder["/ColorSpace"] = self._colour(holder["/ColorSpace"])

    def _image(self, image: Any) -> None:
        import pikepdf

        _keep(image, _IMAGE)
        for key in ("/SMask", "/Mask"):
            if isinstance(image.get(key), pikepdf.Stream):
                self._thing("/XObject", image[key])
        if "/ColorSpace" in image:
            image["/ColorSpace"] = self._colour(image["/ColorSpace"])
        _cut_to_its_pixels(image)
        if image.get("/Filter") in ("/DCTDecode", "/DCT"):
            image.write(bare_jpeg(image.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)

    def _font(self, font: Any) -> None:
        import pikepdf

        _keep(font, _FONT)
        unicode = font.get("/ToUnicode")
        if isinstance(unicode, pikepdf.Stream):
            words = _REMARK.sub(b"", unicode.read_bytes())
            _keep(unicode, frozenset(_CODED))
            unicode.write(words)
        for one in font.get("/DescendantFonts", ()):
            self._font(one)
        if font.get("/Subtype") == "/Type3":
            for glyph in font.get("/CharProcs", {}).values():
                # its resources are those of the font, for all glyphs: names stay
                writer = _Writer(self._pdf, font.get("/Resources", pikepdf.Dictionary()), self._shown, rename=False)
                writer.read(glyph)
                glyph.write(pikepdf.unparse_content_stream(writer.made))
                self.bare.append((glyph, b"0 0 d0"))
            self._resources(font.get("/Resources", pikepdf.Dictionary()))
        self._plain(font, but=("/Resources", "/CharProcs", "/ToUnicode", "/DescendantFonts"))

    def _plain(self, thing: Any, deep: int = 0, but: tuple[str, ...] = ()) -> None:
        """Take out the texts and the layers of anything that is no drawing itself."""
        import pikepdf

        if deep > 12:
            return
        if isinstance(thing, pikepdf.Array):
            for one in thing:
                self._plain(one, deep + 1)
            return
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            return
        if thing.is_indirect and deep:
            if thing.objgen in self._done:
                return
            self._done.add(thing.objgen)
        for key in list(thing.keys()):
            if key in but:
                continue
            value = thing[key]
            if key == "/OC" or (isinstance(value, pikepdf.String) and key not in _TEXTS):
                del thing[key]
            elif key == "/ColorSpace":
                thing[key] = self._colour(value)
            else:
                self._plain(value, deep + 1)

    def _colour(self, space: Any) -> Any:
        """The colour space without names of inks and notes of profiles."""
        import pikepdf

        if not isinstance(space, pikepdf.Array) or not len(space):
            return space
        kind = space[0]
        if kind == "/ICCBased" and isinstance(space[1], pikepdf.Stream):
            bare = _bare_profile(space[1].read_bytes())
            if bare is None:
                return pikepdf.Name(_DEVICE.get(int(space[1].get("/N", 3)), "/DeviceRGB"))
            _keep(space[1], frozenset(("/N", "/Alternate", "/Range", *_CODED)))
            space[1].write(bare)
        elif kind in ("/Indexed", "/I", "/Pattern") and len(space) > 1:
            space[1] = self._colour(space[1])
        elif kind in ("/Separation", "/DeviceN") and len(space) > 3:
            names = [space[1]] if kind == "/Separation" else list(space[1])
            inks = [n if str(n) in _COLORANTS else pikepdf.Name(f"/Ink{at}") for at, n in enumerate(names)]
            space[1] = inks[0] if kind == "/Separation" else pikepdf.Array(inks)
            space[2] = self._colour(space[2])
            self._plain(space[3])
            while len(space) > 4:
                del space[4]
        return space


class _Writer:
    """Commands read one after the other, and written without what is not shown."""

    def __init__(self, pdf: Pdf, resources: Any, shown: Shown, *, rename: bool = True) -> None:
        self._pdf, self._old, self._shown, self._rename = pdf, resources, shown, rename
        self._images: dict[str, Any] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._marks: list[bool] = []  # of each mark that is open: is its layer hidden?
        self.made: list[Any] = []
        self.bare: list[Any] = []

    def read(self, stream: Any) -> None:
        import pikepdf

        for command in pikepdf.parse_content_stream(stream):
            operands, word = command.operands, str(command.operator)
            if word in ("BDC", "BMC"):
                self._marks.append(word == "BDC" and self._hides(operands))
            elif word == "EMC":
                if self._marks:
                    self._marks.pop()
            elif word == "INLINE IMAGE":
                if not any(self._marks):
                    self._inline(operands[0])
            elif word in _KNOWN:
                self._command(list(operands), word)

    def _inline(self, image: Any) -> None:
        """An image within the commands becomes one beside them: what is written there is then known and no more."""
        import pikepdf

        if not self._rename:  # a glyph's, whose table of names is that of the typeface
            self.made.append(((image,), pikepdf.Operator("INLINE IMAGE")))
            return
        about = pikepdf.Dictionary({key: value for key, value in image.obj.items() if key in _IMAGE})
        space = about.get("/ColorSpace")
        if isinstance(space, pikepdf.Name):
            about["/ColorSpace"] = self._old.get("/ColorSpace", {}).get(str(space), space)
        about["/Type"], about["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
        name = f"/Inline{len(self._images)}"
        self._images[name] = self._pdf.make_stream(image._data._inline_image_raw_bytes(), about)
        self._put(([pikepdf.Name(name)], "Do"), text=False)

    def _hides(self, operands: Any) -> bool:
        if len(operands) != 2 or operands[0] != "/OC":
            return False
        name = str(operands[1])
        return not self._shown(self._old.get("/Properties", {}).get(name))

    def _command(self, operands: list[Any], word: str) -> None:
        import pikepdf

        if any(self._marks):
            # what is hidden still moves and sets what follows it
            if word in ("Tj", "TJ", "Do", "sh"):
                return
            if word == '"':
                self._put(([operands[0]], "Tw"), text=False)
                self._put(([operands[1]], "Tc"), text=False)
            if word in ("'", '"'):
                operands, word = [], "T*"
            elif word in _PAINTING:
                operands, word = [], "n"
        kind = _NAMED.get(word)
        at = 0 if word == "Tf" else -1
        if kind and operands and isinstance(operands[at], pikepdf.Name):
            name = str(operands[at])
            if not (kind == "/ColorSpace" and name in _PLAIN_COLOURS):
                thing = self._old.get(kind, {}).get(name)
                if thing is None or (kind == "/XObject" and not self._shown(thing.get("/OC"))):
                    return
                if self._rename:
                    new = self._names.setdefault((kind, name), f"/{kind[1]}{len(self._names)}")
                    operands[at] = pikepdf.Name(new)
        self._put((operands, word), text=word in _SHOWING)

    def _put(self, command: tuple[list[Any], str], *, text: bool) -> None:
        import pikepdf

        made = pikepdf.ContentStreamInstruction(command[0], pikepdf.Operator(command[1]))
        self.made.append(made)
        if not text:
            self.bare.append(made)

    def resources(self) -> Any:
        """What the commands use, under names without a meaning."""
        import pikepdf

        made = pikepdf.Dictionary()
        for (kind, name), new in self._names.items():
            if kind not in made:
                made[kind] = pikepdf.Dictionary()
            made[kind][new] = self._old[kind][name]
        if self._images:
            if "/XObject" not in made:
                made["/XObject"] = pikepdf.Dictionary()
            for name, image in self._images.items():
                made["/XObject"][name] = image
        for name, space in self._old.get("/ColorSpace", {}).items():
            if name in ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK"):
                if "/ColorSpace" not in made:
                    made["/ColorSpace"] = pikepdf.Dictionary()
                made["/ColorSpace"][name] = space
        return made


def _keep(thing: Any, keys: frozenset[str]) -> None:
    for key in set(thing.keys()) - keys:
        del thing[key]


def _bare_profile(data: bytes) -> bytes | None:
    """A colour profile whose texts are gone (ICC.1:2010, 7.2 and 7.3); None when it is none."""
    size, count = int.from_bytes(data[:4], "big"), int.from_bytes(data[128:132], "big")
    if data[36:40] != b"acsp" or not 132 + 12 * count <= size <= len(data):
        return None
    made = bytearray(size)
    made[: 132 + 12 * count] = data[: 132 + 12 * count]
    made[48:56], made[80:100] = bytes(8), bytes(20)  # who made the device and the profile, and its identifier
    for n in range(count):
        entry = data[132 + 12 * n : 144 + 12 * n]
        start, length = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:12], "big")
        kept = length if _ICC_NEEDED.fullmatch(entry[:4]) else min(length, 8)
        made[start : start + kept] = data[start : start + kept][: max(0, size - start)]
    return bytes(made[:size])


def _cut_to_its_pixels(image: Any) -> None:
    """Take off what stands behind the pixels of an image that is packed without loss."""
    import zlib

    import pikepdf

    coding = image.get("/Filter")
    if isinstance(coding, pikepdf.Array) and len(coding) == 1:
        coding = coding[0]
    if coding is not None and coding != "/FlateDecode":
        return
    parts = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
    bits = 1 if image.get("/ImageMask") else int(image.get("/BitsPerComponent", 8))
    space = image.get("/ColorSpace", "/DeviceGray")
    count = parts.get(str(space)) if not isinstance(space, pikepdf.Array) else None
    if isinstance(space, pikepdf.Array) and len(space):
        known = {"/Indexed": 1, "/CalGray": 1, "/CalRGB": 3, "/Lab": 3, "/Separation": 1}
        count = int(space[1].get("/N", 3)) if space[0] == "/ICCBased" else known.get(str(space[0]))
    if count is None:
        return
    row, high = (int(image["/Width"]) * count * bits + 7) // 8, int(image["/Height"])
    raw = image.read_raw_bytes()
    if coding is None:
        if len(raw) > row * high:
            image.write(raw[: row * high])
        return
    given = image.get("/DecodeParms", {})
    given = given[0] if isinstance(given, pikepdf.Array) and len(given) else given
    row += 1 if isinstance(given, pikepdf.Dictionary) and int(given.get("/Predictor", 1)) >= 10 else 0
    reader = zlib.decompressobj()
    try:
        pixels = reader.decompress(raw, row * high)
        if reader.eof and not reader.unused_data and not reader.unconsumed_tail:
            return
        more = reader.decompress(reader.unconsumed_tail, 1)
    except zlib.error:
        return
    if more:
        raw = zlib.compress(pixels)
    elif reader.unused_data:
        raw = raw[: len(raw) - len(reader.unused_data)]
    else:
        return
    image.write(raw, filter=pikepdf.Name.FlateDecode, decode_parms=image.get("/DecodeParms"))
