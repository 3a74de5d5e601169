"""Pictures without what cameras and programs write into them: place, time, device, comments, thumbnails.

`pictures` decodes and is run in the separate process; `as_coded` only wraps what that process made.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import PersonError
from assistant.evidence.areas import Area, on_page
from assistant.evidence.jpegs import sample_of_whole
from assistant.evidence.media import HEIC, JPEG, MOST_PICTURES, MOST_PIXELS, PNG, TIFF, WEBP

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

SCREEN = 96.0  # pixels to the inch: a small picture is printed no larger than this makes it
FINEST = 400.0  # pixels to the inch beyond which print shows no more
REDUCED = 300.0  # what such a picture is brought down to; halved only to this or more:
LEAST_HALVED = 200.0
NEARLY_REDUCED = 285.0  # so near to REDUCED that halving does, many times quicker than any other number of pixels
_SIDEWAYS = (5, 6, 7, 8)  # Exif orientations of a picture that lies on its side
_READERS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", HEIC: "HEIF", TIFF: "TIFF"}


@dataclass(frozen=True)
class Picture:
    """A picture made anew, upright, with nothing but its pixels: a JPEG or PNG file.

    `size` is how large it is printed at most, in points.
    """

    data: bytes
    media: str  # image/jpeg or image/png
    pixels: tuple[int, int]
    size: tuple[float, float]


def open_image(data: bytes, media: str, where: str) -> Image:
    """A picture whose head is read; its pixels are not yet. PersonError when too large or moving."""
    import warnings

    from PIL import Image

    if media == HEIC:
        import pillow_heif

        pillow_heif.register_heif_opener()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(io.BytesIO(data), formats=(_READERS[media],))
        except Image.DecompressionBombError:
            raise _too_large(where) from None
    _check_size(picture, where)
    # a phone's JPEG or HEIC may carry a second picture for depth or brightness; a PNG or WebP with several moves
    if media in (PNG, WEBP) and getattr(picture, "n_frames", 1) > 1:
        raise PersonError(
            "this is a moving picture.", where=where, remedy="Attach still pictures of the moments that matter."
        )
    return picture


def _check_size(picture: Image, where: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large(where)


def _too_large(where: str) -> PersonError:
    return PersonError(
        "this picture has more than 80 megapixels.", where=where, remedy="Save a smaller copy and attach that."
    )


def frames(data: bytes, media: str, where: str, frame: tuple[float, float] | None = None) -> Iterator[Image]:
    """Each picture of the file, decoded: one, or the pages of a TIFF.

    A JPEG that is much finer than it is printed in `frame` is decoded at half its size or less, which is many times
    quicker. Without a frame it is only seen that the file is whole: a JPEG is then decoded as small as can be, and
    no further than its judgement needs.
    """
    if media == JPEG and frame is None:
        data = sample_of_whole(data) or data
    picture = open_image(data, media, where)
    if media == JPEG:
        halved = _halvings(picture, frame) if frame else 8
        picture.draft(None, (picture.width // halved, picture.height // halved))
    if media != TIFF:
        picture.load()
        yield picture
        return
    for n in range(MOST_PICTURES + 1):
        try:
            picture.seek(n)
        except EOFError:
            return
        if n == MOST_PICTURES:
            raise PersonError(
                f"this file has more than {MOST_PICTURES} pictures.",
                where=where,
                remedy="Attach only those that matter, or split it.",
            )
        _check_size(picture, where)
        picture.load()
        yield picture


def made_at(picture: Image) -> str | None:
    """When the camera says the picture was taken: ISO 8601, with the offset from UTC when it says one.

    Exif 2.32, tags 36867 (DateTimeOriginal) and 36881 (OffsetTimeOriginal). The time of a later change (306) is not used.
    """
    found: Any = {}
    with contextlib.suppress(Exception):  # a broken table of notes is no reason to refuse the picture
        found = picture.getexif().get_ifd(0x8769)
    time, zone = str(found.get(36867, "")), str(found.get(36881, ""))
    parts = re.fullmatch(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)\0*", time.strip())
    if parts is None:
        return None
    from datetime import datetime

    try:
        moment = datetime.fromisoformat("{}-{}-{}T{}:{}:{}".format(*parts.groups()))
    except ValueError:
        return None
    if not 1990 <= moment.year <= 2200:
        return None  # a camera whose clock was never set
    offset = re.match(r"[+-]\d\d:\d\d", zone)
    return moment.isoformat() + (offset[0] if offset else "")


def pictures(
    data: bytes,
    media: str,
    where: str,
    frame: tuple[float, float],
    hide: Sequence[Area] = (),
    dpi: int | None = None,
) -> Iterator[Picture]:
    """The file's pictures, made anew to fit a frame of width x height points.

    Turned upright as its camera noted, what is to be hidden painted over, colours brought to sRGB, transparency laid
    on white. Nothing but the pixels is kept. A picture is made smaller only where it has more than 400 pixels to
    the printed inch, and never below 200, or where it has more than `dpi` and the person asked for that.
    """
    for number, stored in enumerate(frames(data, media, where, frame), 1):
        lossless = media == PNG or (media == WEBP and b"VP8L" in data[:64])
        lossless = lossless or (media == TIFF and stored.mode in ("1", "L", "P"))
        areas = on_page(hide, number)
        # read first: bringing it to plain pixels loses the camera's notes
        orientation, profile = stored.getexif().get(0x0112, 1), stored.info.get("icc_profile")
        picture, profile = _plain(stored, profile)
        if areas:
            # over all its pixels and before anything else, so that nothing of them is blended into others
            picture = _upright(in_srgb(picture, profile), orientation)
            paint_over(picture, areas)
            yield encoded(*_fitted(picture, frame, dpi), lossless=lossless)
        else:
            # made small first: each later step costs by the pixel
            sideways = orientation in _SIDEWAYS
            small, size = _fitted(picture, frame[::-1] if sideways else frame, dpi)
            small = _upright(in_srgb(small, profile), orientation)
            yield encoded(small, size[::-1] if sideways else size, lossless=lossless)


def _upright(picture: Image, orientation: int) -> Image:
    """Turned as the camera noted (Exif 2.32, tag 274)."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def paint_over(picture: Image, areas: Sequence[Area]) -> None:
    """Put solid black in place of these areas of an upright picture (RGB or grey)."""
    for area in areas:
        left, top, right, bottom = area.pixels(picture.width, picture.height)
        picture.paste(0 if picture.mode == "L" else (0, 0, 0), (left, top, right + 1, bottom + 1))


def _scale(width: int, height: int, frame: tuple[float, float]) -> float:
    """Points to the pixel at which the picture fits the frame and is no larger than it is on a screen."""
    return min(frame[0] / width, frame[1] / height, 72.0 / SCREEN)


def _halvings(picture: Image, frame: tuple[float, float]) -> int:
    """By how much a JPEG may be decoded smaller: 1, 2, 4 or 8."""
    turned = picture.getexif().get(0x0112, 1) in _SIDEWAYS
    size = (picture.height, picture.width) if turned else picture.size
    return _halved(72.0 / _scale(*size, frame), LEAST_HALVED)


def _halved(fine: float, least: float) -> int:
    """By how much a picture with so many pixels to the printed inch is made smaller: 1, 2, 4 or 8, and keeps `least`."""
    halved = 1
    while halved < 8 and fine / halved > FINEST and fine / (2 * halved) >= least:
        halved *= 2
    return halved


def _fitted(picture: Image, frame: tuple[float, float], dpi: int | None = None) -> tuple[Image, tuple[float, float]]:
    """The picture at its final number of pixels, and its printed size in points."""
    from PIL import Image

    halved = _halved(72.0 / _scale(picture.width, picture.height, frame), NEARLY_REDUCED)
    if halved > 1 and dpi is None:  # means of whole squares of pixels
        picture = picture.reduce(halved)
    scale = _scale(picture.width, picture.height, frame)
    shown = picture.width * scale, picture.height * scale
    if 72.0 / scale > (dpi or FINEST):
        factor = (dpi or REDUCED) * scale / 72.0
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        picture = picture.resize(size, Image.Resampling.HAMMING)
    return picture, shown


def _plain(picture: Image, profile: bytes | None) -> tuple[Image, bytes | None]:
    """RGB, grey or CMYK, 8 bits, without transparency; and the colour profile, where it is one of these colours."""
    from PIL import Image

    if picture.mode.startswith("I") or picture.mode == "F":  # 16 bits of grey; plain conversion would clip
        picture = picture.convert("F").point(lambda v: v / 257 + 0.0).convert("L")
    elif picture.mode == "P" or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode in ("LA", "PA", "La", "RGBA", "RGBa"):
        picture = picture.convert("RGBA")
        # paper is white, and what is see-through shows it
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    if picture.mode in ("RGB", "CMYK", "L"):
        return picture, profile
    return picture.convert("L" if picture.mode == "1" else "RGB"), None


def in_srgb(picture: Image, profile: bytes | None) -> Image:
    """A plain picture as RGB or grey, its colours brought from its profile to sRGB."""
    from PIL import ImageCms

    if profile:
        try:
            change = ImageCms.buildTransform(
                ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), picture.mode, "RGB"
            )
            if picture.mode != "RGB" or _changes(change):
                picture = ImageCms.applyTransform(picture, change) or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the colours stand as they are
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _changes(change: ImageCmsTransform) -> bool:
    """Does this turn any colour into another that an eye could tell from it? Most profiles are sRGB under some name."""
    from PIL import Image, ImageChops, ImageCms

    steps = range(0, 256, 17)
    colours = Image.new("RGB", (16, 256))
    colours.putdata([(r, g, b) for r in steps for g in steps for b in steps])
    changed = ImageCms.applyTransform(colours, change)
    bands = ImageChops.difference(colours, changed).split() if changed else ()
    return any(sum(band.histogram()[2:]) for band in bands)


def encoded(picture: Image, size: tuple[float, float], *, lossless: bool) -> Picture:
    """The pixels alone as a file: what would be saved from `info` (comment, resolution, text) is gone."""
    picture.info = {}
    out = io.BytesIO()
    if lossless:
        picture.save(out, "PNG")
    else:
        picture.save(out, "JPEG", quality=90)
    return Picture(out.getvalue(), PNG if lossless else JPEG, picture.size, size)


def as_coded(picture: Picture) -> tuple[bytes, dict[str, Any]]:
    """A picture that `pictures` made as a PDF image: its bytes, and its dictionary with names as '/Name'.

    It is not decoded: both codings are a PDF's own. A PNG's pixel stream is also a PDF's, given the same predictor
    (ISO 32000-1, 7.4.4.4).
    """
    grey = _grey(picture)
    about: dict[str, Any] = {
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/ColorSpace": "/DeviceGray" if grey else "/DeviceRGB",
        "/Width": picture.pixels[0],
        "/Height": picture.pixels[1],
        "/BitsPerComponent": 8,
    }
    if picture.media == JPEG:
        return picture.data, {**about, "/Filter": "/DCTDecode"}
    rows = {"/Predictor": 15, "/Columns": picture.pixels[0], "/Colors": 1 if grey else 3}
    data = b"".join(body for kind, body in _chunks(picture.data) if kind == b"IDAT")
    return data, {**about, "/Filter": "/FlateDecode", "/DecodeParms": rows}


def entries(about: dict[str, Any]) -> Any:
    """The dictionary of pikepdf that `about` describes, with names written '/Name'."""
    from pikepdf import Dictionary, Name

    def made(value: Any) -> Any:
        return entries(value) if isinstance(value, dict) else Name(value) if isinstance(value, str) else value

    return Dictionary({key: made(value) for key, value in about.items()})


def _grey(picture: Picture) -> bool:
    if picture.media == PNG:
        return picture.data[25] == 0  # IHDR: colour type
    at = 2
    while at + 10 < len(picture.data):
        kind = picture.data[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return picture.data[at + 9] == 1  # SOFn: number of components
        at += 2 + int.from_bytes(picture.data[at + 2 : at + 4], "big")
    return False


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length
