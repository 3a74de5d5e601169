"""Opening a PDF that is already in memory, without a second copy of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
