"""What short answers in a person's own words mean."""

from __future__ import annotations

import re


def is_no(text: str | None) -> bool:
    """Is there no answer, or one that only says no ('No.', 'none that I know of')? 'No, a bat' is more than that."""
    words = re.findall(r"[^\W_]+", (text or "").casefold())  # a number is an answer
    return not words or (words[0] in _NO and _NO.union(_FILLERS).issuperset(words))


_NO = frozenset({"no", "none", "nothing", "not", "nobody"})
_FILLERS = frozenset(
    [
        "a",
        "all",
        "am",
        "any",
        "anything",
        "at",
        "aware",
        "ever",
        "far",
        "hurt",
        "i",
        "injuries",
        "injury",
        "is",
        "it",
        "know",
        "knowledge",
        "my",
        "of",
        "one",
        "order",
        "orders",
        "police",
        "remember",
        "report",
        "reports",
        "so",
        "that",
        "there",
        "to",
        "used",
        "was",
        "weapon",
        "weapons",
        "were",
        "yet",
    ]
)
