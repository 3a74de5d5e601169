"""Characters that no paper can show. Apart from everything else, because the smallest parts of the program need it."""

from __future__ import annotations

import re

# Controls other than tab and newline, lone surrogates, and code points that are never characters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def unprintable(text: str) -> list[str]:
    """Characters that no paper can show: controls other than tab and newline, lone surrogates, non-characters."""
    return _UNPRINTABLE.findall(text)
