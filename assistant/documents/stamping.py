"""The running number at the foot of a page: of an exhibit set or of a whole packet.

The line is a form XObject named /Running, drawn last and marked as an artifact, so that it is not read out with the
page's own text and can be taken off again when the page goes into another paper with other numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pikepdf import Pdf

NAME = "/Running"
FREE_FOOT = 17.0  # where a running number stands on a page that had none, points from the lower edge
WIDTH, HEIGHT, SIZE = 190.0, 14.0, 9.0  # of a stamp and its type, points
Align = Literal["right", "center"]


class Stamps:
    """Running numbers of one file. What they share is in the file once."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        # what a page leaves set (a turned or scaled space) must not reach the stamp
        self._before, self._after = pdf.make_stream(b"q\n"), pdf.make_stream(b"\nQ\n")

    def forms(self, texts: Sequence[str], language: str, align: Align) -> list[Any]:
        """Each text as a drawing in the file, WIDTH x HEIGHT points. Fonts are embedded and shared."""
        from assistant.documents.pdf import FAMILIES, compile_showing_all
        from assistant.documents.reading import opened

        if not texts:
            return []
        data = {
            "texts": list(texts),
            "width": WIDTH,
            "height": HEIGHT,
            "size": SIZE,
            "align": align,
            "fonts": list(FAMILIES),
            "lang": language.partition("-")[0],
        }
        sheet = opened(compile_showing_all("stamps/stamps.typ", data)[0])
        return [self._pdf.copy_foreign(page.as_form_xobject()) for page in sheet.pages]

    def put(self, page: Any, form: Any, x: float, y: float) -> None:
        """Draw `form` with its lower left corner at x, y of the page as it is seen. Points; turned pages are met."""
        import pikepdf

        a, b, c, d, e, f = _upright(page, x, y)
        drawn = f"q /Artifact BMC {a:g} {b:g} {c:g} {d:g} {e:.3f} {f:.3f} cm {NAME} Do EMC Q\n"
        own_drawings(page)[NAME] = form
        inner = contents_of(page)
        around = [self._before, *inner, self._after] if inner else []
        page["/Contents"] = pikepdf.Array([*around, self._pdf.make_stream(drawn.encode())])


def contents_of(page: Any) -> list[Any]:
    """The streams that draw a page, in order."""
    import pikepdf

    found = page.get("/Contents")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def own_drawings(page: Any) -> Any:
    """The page's table of drawings (/XObject), made its own: pages may share one, where a name means another thing."""
    import pikepdf

    resources = pikepdf.Dictionary(dict(page.get("/Resources", pikepdf.Dictionary()).items()))
    resources["/XObject"] = pikepdf.Dictionary(dict(resources.get("/XObject", pikepdf.Dictionary()).items()))
    page["/Resources"] = resources
    return resources["/XObject"]


def unstamp(page: Any) -> bool:
    """Take a stamp off the page; says whether there was one."""
    import pikepdf

    resources = page.get("/Resources")
    drawings = resources.get("/XObject") if resources is not None else None
    if drawings is None or NAME not in drawings:
        return False
    del own_drawings(page)[NAME]
    parts = contents_of(page)
    if parts and f"{NAME} Do".encode() in parts[-1].read_bytes():
        page["/Contents"] = pikepdf.Array(parts[:-1])
    return True


def visible(media: Sequence[Any], crop: Sequence[Any]) -> tuple[float, float, float, float]:
    """What is seen of a page with these boxes: left, bottom, right, top."""
    a, b = [float(v) for v in media], [float(v) for v in crop]
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def size_of(media: Sequence[Any], crop: Sequence[Any], turn: int) -> tuple[float, float]:
    """Width and height of a page as it is seen, points, from its boxes and its /Rotate."""
    left, bottom, right, top = visible(media, crop)
    return (top - bottom, right - left) if turn % 180 else (right - left, top - bottom)


def _box(page: Any) -> tuple[float, float, float, float]:
    import pikepdf

    shown = pikepdf.Page(page)
    return visible(list(shown.mediabox), list(shown.cropbox))


def _turn(page: Any) -> int:
    return int(page.get("/Rotate", 0)) % 360


def _upright(page: Any, x: float, y: float) -> tuple[float, float, float, float, float, float]:
    """The matrix that puts something at x, y of the visible page, however the page is turned and cut."""
    left, bottom, right, top = _box(page)
    turn = _turn(page)
    if turn == 90:
        return 0, 1, -1, 0, right - y, bottom + x
    if turn == 180:
        return -1, 0, 0, -1, right - x, top - y
    if turn == 270:
        return 0, -1, 1, 0, left + y, top - x
    return 1, 0, 0, 1, left + x, bottom + y


def seen_size(page: Any) -> tuple[float, float]:
    """`size_of` a page of pikepdf."""
    import pikepdf

    shown = pikepdf.Page(page)
    return size_of(list(shown.mediabox), list(shown.cropbox), _turn(page))


def free_places(data: bytes, pages: Sequence[tuple[int, int]]) -> dict[int, tuple[float, float]]:
    """Where a running number covers no print: for (page of the file, page of the joined file), both from 0, its corner.

    A court's form prints its own number at the foot: then the stamp goes beside it, or just above or below.
    """
    import pypdfium2

    if not pages:
        return {}
    document = pypdfium2.PdfDocument(data)
    found = {}
    try:
        for n, joined in pages:
            page = document[n]
            if page.get_rotation():
                continue
            left, bottom, right, _ = page.get_cropbox()
            middle = (right - left - WIDTH) / 2
            places = [(x, y) for y in (FREE_FOOT, 28.0, 9.0, 40.0) for x in (middle, right - left - WIDTH - 36.0, 36.0)]
            text = page.get_textpage()

            def printed(x: float, y: float, left: float = left, bottom: float = bottom, text: Any = text) -> bool:
                # the number's line is short and stands in the middle of its box
                a, b = left + x + 35.0, left + x + WIDTH - 35.0
                return bool(text.get_text_bounded(a, bottom + y, b, bottom + y + HEIGHT).strip())

            found[joined] = next((p for p in places if not printed(*p)), places[0])
    finally:
        document.close()
    return found
