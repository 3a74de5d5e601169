"""Opening a PDF that is already in memory, without a second copy of it.

Two readers are in use: pypdf where a file is looked through in Python (checks, bookmarks, strangers' files in their
own process), pikepdf where pages are put together, for it moves hundreds of pages in a tenth of the time.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf
    from pypdf import PdfReader


class _Shared(io.BytesIO):
    """Bytes to read from. Asked for its buffer, io.BytesIO would copy them all; pypdf asks only for the size of it."""

    @property
    def getbuffer(self) -> Any:
        """Not there, so that the size is found by seeking."""
        raise AttributeError("getbuffer")


def read_pdf(data: bytes) -> PdfReader:
    """A reader of `data`. Raises what pypdf raises when it is no PDF."""
    from pypdf import PdfReader

    return PdfReader(_Shared(data), strict=False)


def opened(data: bytes) -> Pdf:
    """`data` as a file whose pages can be changed or taken. pikepdf.PdfError when it is no PDF."""
    import pikepdf

    return pikepdf.open(io.BytesIO(data))


def saved(pdf: Pdf, of: Iterable[bytes], about: int = 0) -> bytes:
    """The file's bytes: PDF 1.7, only what something leads to, the same for the same content.

    `of`: hashes of what it was made of, from which comes its identifier (ISO 32000-1, 14.4); one made of all of its
    own bytes would take as long as writing them. `about`: how many bytes it will be at most, where that is known. A
    growing buffer would take an eighth more.
    """
    import pikepdf

    from assistant.memory import give_back

    give_back()
    for key in set(pdf.trailer.keys()) - {"/Root", "/Info", "/Size"}:
        del pdf.trailer[key]  # notes of the program that made the file it grew out of
    name = pikepdf.String(hashlib.sha256(b"".join(of)).digest()[:16])
    pdf.trailer["/ID"] = pikepdf.Array([name, name])
    out = io.BytesIO()
    if about:
        out.seek(about)
        out.write(b"\0")
        out.seek(0)
    pdf.save(
        out,
        min_version="1.7",
        static_id=True,  # that of the trailer, then a fixed one
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        encryption=False,
        fix_metadata_version=False,
    )
    out.truncate()
    return out.getvalue()
