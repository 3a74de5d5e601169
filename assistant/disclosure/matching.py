"""Finding a hidden value in a text, however it is written there."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Words of addresses and the ways they are shortened; all of one row are taken for each other.
_SAME = (
    ("street", "st", "str"),
    ("avenue", "ave", "av"),
    ("road", "rd"),
    ("lane", "ln"),
    ("drive", "dr"),
    ("court", "ct", "crt"),
    ("place", "pl"),
    ("boulevard", "blvd"),
    ("circle", "cir"),
    ("terrace", "ter", "terr"),
    ("parkway", "pkwy"),
    ("highway", "hwy"),
    ("square", "sq"),
    ("trail", "trl"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("northeast", "ne"),
    ("northwest", "nw"),
    ("southeast", "se"),
    ("southwest", "sw"),
    ("saint", "st"),
    ("mount", "mt"),
    ("fort", "ft"),
)
_FORMS: dict[str, set[str]] = {}
for _row in _SAME:
    for _word in _row:
        _FORMS.setdefault(_word, set()).update(_row)
_UNIT = r"(?:apartment|apt|unit|suite|ste|number|no|room|rm)"
_UNIT_WORDS = frozenset({"apartment", "apt", "unit", "suite", "ste", "number", "no", "room", "rm"})
_BETWEEN = r"[\W_]*"


def find_secret(text: str, secret: str) -> list[tuple[int, int]]:
    """Where `secret` stands in `text`, as (start, end) pairs.

    Upper and lower case, accents, spaces, line breaks and punctuation do not matter; nor do 'St.' for 'Street'
    or 'Apt 4' for '#4'. Of an address the number and street alone are enough; of a phone number its last ten
    digits in any grouping. A secret of fewer than three letters and digits is only found between spaces.
    """
    pattern = _pattern(secret)
    if pattern is None:
        return []
    plain = _plain(text)
    if _anchor(secret) not in plain.lower():
        return []  # quick: without this word no way of writing it can be there
    return [m.span() for m in pattern.finditer(plain) if m.end() > m.start()]


class Quick:
    """One look at a long text that tells which of many secrets cannot stand in it, so that few are looked for in full."""

    def __init__(self, text: str) -> None:
        plain = _plain(text)
        self._low, self._digits = plain.lower(), re.sub(r"\D", "", plain)

    def may_hold(self, secret: str) -> bool:
        """False only when `find_secret` would find nothing in the text or in any part of it."""
        plain = _plain(secret)
        if _is_phone(plain):
            return re.sub(r"\D", "", plain)[-10:] in self._digits
        return _anchor(secret) in self._low


@lru_cache(maxsize=8)
def _plain(text: str) -> str:
    """Each character's base letter; the length stays the same, so that places stay the same."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFKD", c)[0] if ord(c) > 127 else c for c in text)


@lru_cache(maxsize=512)
def _anchor(secret: str) -> str:
    """The longest word that every way of writing `secret` holds as it is; '' when there is none (phone numbers)."""
    plain = _plain(secret)
    if _is_phone(plain):
        return ""
    first, *rest = plain.split(",")
    kept = first if rest and re.search(r"\d", first) and len(re.findall(r"\w+", first)) >= 2 else plain
    words = [w.lower() for w in re.findall(r"[^\W_]+", kept)]
    return max((w for w in words if w not in _FORMS and w not in _UNIT_WORDS and w.isascii()), key=len, default="")


def _is_phone(plain: str) -> bool:
    return len(re.sub(r"\D", "", plain)) >= 7 and len(re.sub(r"[\W\d_]", "", plain)) <= 3


@lru_cache(maxsize=512)
def _pattern(secret: str) -> re.Pattern[str] | None:
    plain = _plain(secret)
    if _is_phone(plain):
        digits = re.sub(r"\D", "", plain)
        last = digits[-10:] if len(digits) >= 10 else digits
        return re.compile(r"(?<!\d)(?:\+?1[\W_]{0,3})?[(]?" + r"[\W_]{0,3}".join(last) + r"(?!\d)")
    ways = [plain]
    first, *rest = plain.split(",")
    if rest and re.search(r"\d", first) and len(re.findall(r"\w+", first)) >= 2:
        ways += [f"{first} {rest[0]}", first]  # number and street, with and without what follows; longest first
    found = [w for w in map(_way, ways) if w]
    if not found:
        return None
    return re.compile("|".join(found), re.IGNORECASE)


def _way(text: str) -> str:
    words = [w.lower() for w in re.findall(r"[^\W_]+", text)]
    words = [w for w in words if w not in _UNIT_WORDS] or words
    if not words or (len("".join(words)) < 3 and len(words) > 1):
        return ""
    parts = ["(?:" + "|".join(sorted(map(re.escape, _FORMS.get(w, {w})), key=len, reverse=True)) + ")" for w in words]
    between = f"{_BETWEEN}(?:{_UNIT}{_BETWEEN})?"
    return r"(?<![^\W_])" + between.join(parts) + r"(?![^\W_])"
