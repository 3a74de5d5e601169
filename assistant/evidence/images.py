"""Pictures without what cameras and programs write into them: place, time, device, comments, thumbnails."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from assistant.errors import PersonError
from assistant.evidence.taking import JPEG, MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdf.generic import StreamObject

SCREEN = 96.0  # pixels to the inch: a small picture is printed no larger than this makes it
FINEST = 400.0  # pixels to the inch beyond which print shows no more
REDUCED = 300.0  # what such a picture is brought down to


def open_image(data: bytes, where: str) -> Image:
    """Decode a JPEG or PNG wholly. PersonError when too large or moving; otherwise Pillow's own errors."""
    import warnings

    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        except Image.DecompressionBombError:
            raise _too_large(where) from None
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_large(where)
        # a phone's JPEG may carry a second picture for depth or brightness; a PNG with several is an animation
        if picture.format == "PNG" and getattr(picture, "n_frames", 1) > 1:
            raise PersonError(
                "this is a moving picture.", where=where, remedy="Attach still pictures of the moments that matter."
            )
        picture.load()
    return picture


def _too_large(where: str) -> PersonError:
    return PersonError(
        "this picture has more than 80 megapixels.", where=where, remedy="Save a smaller copy and attach that."
    )


def image_object(
    data: bytes, media: str, where: str, width: float, height: float, dpi: int | None = None
) -> tuple[StreamObject, float, float]:
    """A picture as a PDF image that fits `width` x `height` points, and its printed size in points.

    Turned upright as its camera noted, colours brought to sRGB, transparency laid on white. Nothing but the
    pixels is kept. It is made smaller only where it has more than 400 pixels to the printed inch, or more than `dpi`
    where the person asked for that.
    """
    from PIL import Image, ImageOps

    picture = _in_srgb(ImageOps.exif_transpose(open_image(data, where)))
    scale = min(width / picture.width, height / picture.height, 72.0 / SCREEN)
    if 72.0 / scale > (dpi or FINEST):
        factor = (dpi or REDUCED) * scale / 72.0
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        shown = picture.width * scale, picture.height * scale
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    else:
        shown = picture.width * scale, picture.height * scale
    return (_jpeg(picture) if media == JPEG else _lossless(picture)), *shown


def _in_srgb(picture: Image) -> Image:
    """RGB or grey, 8 bits."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I") or picture.mode == "F":  # 16 bits of grey; plain conversion would clip
        picture = picture.convert("F").point(lambda v: v / 257 + 0.0).convert("L")
    elif picture.mode == "P" or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode in ("LA", "PA", "La", "RGBA", "RGBa"):
        picture = picture.convert("RGBA")
        # paper is white, and what is see-through shows it
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            made = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            picture = made or picture
        except ImageCms.PyCMSError:
            pass  # a broken profile: the colours stand as they are
    return picture if picture.mode in ("L", "RGB") else picture.convert("L" if picture.mode == "1" else "RGB")


def _object(picture: Image, data: bytes, coding: str) -> StreamObject:
    from pypdf.generic import NameObject, NumberObject, StreamObject

    image = StreamObject()
    image._data = data
    for key, name in (
        ("/Type", "/XObject"),
        ("/Subtype", "/Image"),
        ("/Filter", coding),
        ("/ColorSpace", "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"),
    ):
        image[NameObject(key)] = NameObject(name)
    for key, number in (("/Width", picture.width), ("/Height", picture.height), ("/BitsPerComponent", 8)):
        image[NameObject(key)] = NumberObject(number)
    return image


def _bare(picture: Image) -> Image:
    """The pixels alone: what is saved from `info` (comment, resolution, text) is gone."""
    bare = picture.copy()
    bare.info = {}
    return bare


def _jpeg(picture: Image) -> StreamObject:
    out = io.BytesIO()
    _bare(picture).save(out, "JPEG", quality=90)
    return _object(picture, out.getvalue(), "/DCTDecode")


def _lossless(picture: Image) -> StreamObject:
    """A PNG's pixel stream is also a PDF's, given the same predictor (ISO 32000-1, 7.4.4.4)."""
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    out = io.BytesIO()
    _bare(picture).save(out, "PNG")
    png, data, at = out.getvalue(), b"", 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    image = _object(picture, data, "/FlateDecode")
    image[NameObject("/DecodeParms")] = DictionaryObject(
        {
            NameObject("/Predictor"): NumberObject(15),
            NameObject("/Columns"): NumberObject(picture.width),
            NameObject("/Colors"): NumberObject(1 if picture.mode == "L" else 3),
        }
    )
    return image


def bare_jpeg(data: bytes) -> bytes:
    """The same JPEG without its notes (Exif, XMP, profile, comment). The picture's own bytes do not change.

    A JPEG inside a PDF often is a photo as it came from the phone, place and time included.
    """
    out, at = [data[:2]], 2
    while data[:2] == b"\xff\xd8" and at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:  # a fill byte
            at += 1
            continue
        if kind == 0xDA:  # the picture begins; what may follow its end is not part of it
            end = data.rfind(b"\xff\xd9")
            second = data.find(b"\xff\xd9\xff\xd8", at)
            end = second if second >= 0 else end
            return b"".join(out) + (data[at : end + 2] if end > at else data[at:])
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        # APP0 is the format's own head, APP14 says how colours are coded; all other APPn and COM are notes
        if not (kind == 0xFE or (0xE1 <= kind <= 0xEF and kind != 0xEE)):
            out.append(data[at : at + length])
        at += length
    return data


def bare_jp2(data: bytes) -> bytes:
    """The same JPEG 2000 file without its XML and UUID boxes, where programs keep their notes."""
    out, at = [], 0
    if data[4:8] != b"jP  ":
        return data
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        if length == 0 or at + length > len(data):
            length = len(data) - at
        if length < 8:
            return data
        if kind not in (b"xml ", b"uuid", b"uinf"):
            out.append(data[at : at + length])
        at += length
    return b"".join(out)


def image_of(picture: Image) -> StreamObject:
    """Pixels that were drawn by us, as a PDF image without loss."""
    return _lossless(picture if picture.mode == "L" else picture.convert("RGB"))
