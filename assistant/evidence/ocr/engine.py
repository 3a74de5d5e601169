"""Reading the words of one page. Run in a separate process of its own, with the limits of assistant.evidence.worker.

The models come with the library (rapidocr), inside its wheel; they are named by path, so that nothing of it that
could fetch one is ever reached. That part is disabled besides, and the process has no network anyhow.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 1600  # pixels of a page's longer side; letters down to about 8 pixels are read
NARROWEST = 736  # pixels of the shorter side that a long, narrow picture keeps, where it has them
OVERLAP = 160  # pixels that two pieces of a long picture have in common: more than a line is high
PROCESSOR = 300  # seconds of processor time for one page: a full page of small print takes about ten
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}


def read(data: bytes, how: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """The lines on one page: a PNG or JPEG, or a PDF's first page. Each: text, score, corners in percent, upside down or not."""
    page = _drawn(data) if data[:5] == b"%PDF-" else _opened(data)
    lines = []
    for piece, above, first, last in _pieces(page):
        for text, score, corners, turned in _lines_of(piece):
            middle = above + sum(y for _, y in corners) / 4
            if first <= middle < last:
                placed = [
                    [round(100 * x / page.width, 3), round(100 * (above + y) / page.height, 3)] for x, y in corners
                ]
                lines.append([text, round(score, 3), placed, turned])
    return {"lines": lines}, []


def _opened(data: bytes) -> Image:
    from PIL import Image

    file = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    scale = _scale(*file.size)
    if scale < 1:
        file.draft(None, (int(file.width * scale), int(file.height * scale)))
    picture = file.convert("RGB")
    size = (max(1, round(picture.width * (scale := _scale(*picture.size)))), max(1, round(picture.height * scale)))
    return picture if size == picture.size else picture.resize(size, Image.Resampling.BOX if scale < 0.5 else None)


def _drawn(pdf: bytes) -> Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        width, height = page.get_size()
        # an upright page of letter size gets about 145 dots to the inch
        scale = max(LONGEST / max(width, height), min(NARROWEST / min(width, height), 4.0))
        made: Image = page.render(scale=min(scale, (80_000_000 / (width * height)) ** 0.5)).to_pil().convert("RGB")
        return made
    finally:
        document.close()


def _scale(width: int, height: int) -> float:
    """By how much a picture is made smaller; 1 where it is not."""
    return min(1.0, max(LONGEST / max(width, height), NARROWEST / min(width, height)))


def _pieces(page: Image) -> list[tuple[Image, int, float, float]]:
    """The page, or pieces of one that is very long: each with where it begins, and from where to where its lines count."""
    if page.width > 2 * LONGEST and page.width > page.height:
        page = page.resize((2 * LONGEST, max(1, page.height * 2 * LONGEST // page.width)))
    if page.height <= LONGEST * 1.3:
        return [(page, 0, float("-inf"), float("inf"))]
    made = []
    step = LONGEST - OVERLAP
    starts = list(range(0, max(1, page.height - OVERLAP), step))
    for n, top in enumerate(starts):
        bottom = min(page.height, top + LONGEST)
        first = float("-inf") if n == 0 else top + OVERLAP / 2
        last = float("inf") if n == len(starts) - 1 else bottom - OVERLAP / 2
        made.append((page.crop((0, top, page.width, bottom)), top, first, last))
    return made


def _lines_of(picture: Image) -> list[tuple[str, float, list[tuple[float, float]], bool]]:
    import numpy

    reader = _reader()
    turns: list[bool] = []
    sorted_out = type(reader).cls_and_rotate

    def noted(pieces: Any) -> Any:
        made = sorted_out(reader, pieces)
        turns.extend(label == "180" for label, _ in made[1].cls_res)
        return made

    reader.cls_and_rotate = noted
    # the library takes colours from blue to red
    found = reader(numpy.ascontiguousarray(numpy.asarray(picture)[:, :, ::-1]))
    if getattr(found, "txts", None) is None or found.boxes is None:
        return []
    turned = 2 * sum(turns) > len(turns)  # of a page; which line was which is not told
    return [
        (str(text), float(score), [(float(x), float(y)) for x, y in box], turned)
        for text, score, box in zip(found.txts, found.scores, found.boxes, strict=True)
    ]


@cache
def _reader() -> Any:
    """The library, ready to read."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # several processes read at once; each keeps to one core
    # its maker is told of each run by this engine: not even where another program brought it along
    sys.modules["onnxruntime"] = None  # type: ignore[assignment]
    # by name: these come with an extra, and are not there for every type check
    cv2, rapidocr = import_module("cv2"), import_module("rapidocr")
    parts = [import_module(f"rapidocr.ch_ppocr_{part}.main") for part in ("cls", "det", "rec")]
    fetching: Any = import_module("rapidocr.utils.download_file")
    cv2.setNumThreads(1)
    fetching.DownloadFile.run = _no_download
    for part in parts:
        part.get_engine = _ours  # type: ignore[attr-defined]
    folder = Path(str(rapidocr.__file__)).parent / "models"
    settings: dict[str, Any] = {f"{part}.model_path": str(folder / name) for part, name in _MODELS.items()}
    settings |= {
        "Global.log_level": "critical",
        "Global.max_side_len": 2 * LONGEST,
        "Rec.rec_batch_num": 1,  # less memory, and no slower on one core
    }
    return rapidocr.RapidOCR(params=settings)


def _ours(kind: Any) -> Any:
    from assistant.evidence.ocr.network import Network

    return Network


def _no_download(*_: Any, **__: Any) -> None:
    raise PermissionError("nothing is fetched here")


JOBS = {"read": read}


def main() -> None:
    """Read pages for the program that started this process."""
    from assistant.evidence import worker

    worker.PROCESSOR = PROCESSOR
    worker.serve(JOBS)
