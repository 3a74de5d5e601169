"""Memory that is no longer used goes back to the system, where the C library (glibc) would keep it.

Hundreds of pages of scans pass through a packet. Without this the program would hold them two or three times over.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Callable
from typing import Any

_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of mallopt(3)
_LARGE = 4 << 20  # bytes


def keep_large_apart() -> None:
    """From now on a block of 4 MB or more is given back the moment it is let go."""
    _ask(lambda library: library.mallopt(_MMAP_THRESHOLD, _LARGE))


def give_back() -> None:
    """All that was let go until now is given back."""
    _ask(lambda library: library.malloc_trim(0))


def _ask(do: Callable[[Any], object]) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library
            do(ctypes.CDLL(None))
