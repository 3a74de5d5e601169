"""Finding a hidden value in a text, however it is written there."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
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
_WORD = re.compile(r"[^\W_]+")
# Signs without a shape of their own, accents that stand alone, and a hyphen at the end of a line.
_UNREAD = re.compile(
    "(?:[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\ufffe\uffa0\x02\U000e0000-\U000e0fff]|[-\u2010](?=[ \t]*\r?\n)[ \t]*\r?\n[ \t]*)+"
)
# S p a c e d  letters
_PARTING = re.compile(r"(?<=\b\w) (?=\w\b)")
_MOST = 16_384  # values whose ways of writing are kept in mind: more than a case has


UNIT_WORDS = _UNIT_WORDS  # words before the number of a flat; left out as often as not


def forms_of(word: str) -> set[str]:
    """A word of an address (small letters) and all ways of shortening it; any other word alone."""
    return _FORMS.get(word, {word})


def is_street_word(word: str) -> bool:
    """Is this word (small letters) of an address one that is written in several ways, or left out?"""
    return word in _FORMS or word in _UNIT_WORDS


def phone_digits(plain: str) -> str:
    """The digits of a phone number that are looked for, at most ten; '' when the text is none."""
    return _phone_digits(plain)


def longest_word(secret: str) -> str:
    """The longest word (small letters) that stands in every way of writing `secret`; '' when there is none."""
    return _anchor(secret)


def find_secret(text: str, secret: str) -> list[tuple[int, int]]:
    """Where `secret` stands in `text`, as (start, end) pairs.

    Upper and lower case, accents, spaces, line breaks and punctuation do not matter; nor do 'St.' for 'Street'
    or 'Apt 4' for '#4'. Of an address the number and street alone are enough; of a phone number its last ten
    digits in any grouping. A secret of fewer than three letters and digits is only found between spaces.
    """
    return sorted({span for way in _readings(text) for span in _found(way, secret)})


def _found(way: _Reading, secret: str) -> list[tuple[int, int]]:
    plain = _plain(way.text)
    if _anchor(secret) not in plain.lower():
        return []  # quick: without this word no way of writing it can be there
    pattern = _pattern(secret)
    if pattern is None:
        return []
    return [way.span(*m.span()) for m in pattern.finditer(plain) if m.end() > m.start()]


class _Reading:
    """A text as a reader may take it: without some signs of it. Places are those of the whole text."""

    def __init__(self, text: str, without: re.Pattern[str] | None = None) -> None:
        self.text, self._starts, self._cut = text, [0], [0]
        if without is None:
            return
        parts, last = [], 0
        for found in without.finditer(text):
            parts.append(text[last : found.start()])
            last = found.end()
            self._starts.append(self._starts[-1] + len(parts[-1]))
            self._cut.append(self._cut[-1] + last - found.start())
        self.text = "".join([*parts, text[last:]])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From places in what is read to places in the whole text."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        return at + self._cut[bisect_right(self._starts, at) - 1]


@lru_cache(maxsize=8)
def _readings(text: str) -> tuple[_Reading, ...]:
    """The text as it stands; and without what no eye sees in it, or that parts the letters of one word."""
    ways = [_Reading(text)]
    for without in (_UNREAD, _PARTING):
        if without.search(text):
            ways.append(_Reading(text, without))
    return tuple(ways)


class Finder:
    """Many values to be found in many texts: one look at a text tells which few of them are worth a full search.

    A case of years can hold thousands of witnesses' numbers; each of them searched for in each text takes minutes.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}  # anchor -> the values that hold it
        self._by_digits: dict[str, list[str]] = {}  # digits of a phone number -> the values that are this number
        self._any: list[str] = []  # those that have neither
        for secret in dict.fromkeys(secrets):
            if digits := _phone_digits(_plain_secret(secret)):
                self._by_digits.setdefault(digits, []).append(secret)
            elif anchor := _anchor(secret):
                self._by_word.setdefault(anchor, []).append(secret)
            else:
                self._any.append(secret)
        self._lengths = sorted({len(anchor) for anchor in self._by_word})
        self._known: dict[str, tuple[str, ...]] = {}  # anchors within a word met before

    def find(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """Where each value stands in `text`, as `find_secret` finds it; only those that do."""
        if not text or not (self._by_word or self._by_digits or self._any):
            return {}
        worth = dict.fromkeys(secret for way in _readings(text) for secret in self._worth(way.text))
        found = {secret: find_secret(text, secret) for secret in worth}
        return {secret: spans for secret, spans in found.items() if spans}

    def _worth(self, text: str) -> list[str]:
        """The values that may stand in the text. What is left out, `find_secret` would not find."""
        plain = _plain(text)
        low = plain.lower()
        worth = list(self._any)
        for anchor in {a for word in set(_WORD.findall(low)) for a in self._anchors(word)}:
            worth += [s for s in self._by_word[anchor] if all(word in low for word in _needed(s))]
        if self._by_digits:
            digits = re.sub(r"\D", "", plain)
            windows = {digits[n : n + size] for size in range(7, 11) for n in range(len(digits) - size + 1)}
            for number in windows & self._by_digits.keys():
                worth += self._by_digits[number]
        return worth

    def _anchors(self, word: str) -> tuple[str, ...]:
        """The anchors that stand within a word: nothing need stand between the words of an address."""
        if word not in self._known:
            parts = (word[n : n + size] for size in self._lengths for n in range(len(word) - size + 1))
            self._known[word] = tuple({part for part in parts if part in self._by_word})
        return self._known[word]


@lru_cache(maxsize=8)
def _plain(text: str) -> str:
    """Each character's base letter; the length stays the same, so that places stay the same."""
    if text.isascii():
        return text
    return text.translate(_BASE)


class _BaseLetters(dict[int, str]):
    """Each character's base letter, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code))
        # of some letters the mark comes first (Thai sara am), and a mark alone is no letter
        letter = next((part for part in parts if part.isalnum()), parts[0])
        if len(self) < _MOST:
            self[code] = letter
        return letter


_BASE = _BaseLetters()


@lru_cache(maxsize=_MOST)
def _plain_secret(secret: str) -> str:
    return _plain.__wrapped__(_UNREAD.sub("", secret))


def _anchor(secret: str) -> str:
    """The longest word that every way of writing `secret` holds as it is; '' when there is none (phone numbers)."""
    return max(_needed(secret), key=len, default="")


@lru_cache(maxsize=_MOST)
def _needed(secret: str) -> tuple[str, ...]:
    """The words that every way of writing `secret` holds as they are; none for phone numbers."""
    plain = _plain_secret(secret)
    if _is_phone(plain):
        return ()
    first, *rest = plain.split(",")
    kept = first if rest and re.search(r"\d", first) and len(re.findall(r"\w+", first)) >= 2 else plain
    words = (w.lower() for w in _WORD.findall(kept))
    return tuple(w for w in words if w not in _FORMS and w not in _UNIT_WORDS and w.isascii())


def _is_phone(plain: str) -> bool:
    return len(re.sub(r"\D", "", plain)) >= 7 and len(re.sub(r"[\W\d_]", "", plain)) <= 3


def _phone_digits(plain: str) -> str:
    """The digits of a phone number that are looked for, at most ten; '' when it is none."""
    return re.sub(r"\D", "", plain)[-10:] if _is_phone(plain) else ""


@lru_cache(maxsize=_MOST)
def _pattern(secret: str) -> re.Pattern[str] | None:
    plain = _plain_secret(secret)
    if last := _phone_digits(plain):
        whole, some = (r"[\W_]{0,3}".join(digits) for digits in (re.sub(r"\D", "", plain), last))
        # the last ten digits after a country's code and the zero of a national number: +44 (0)7700 900123, 07700 900123
        return re.compile(rf"(?<!\d)(?:{whole}|(?:\+?\d{{1,4}}[\W_]{{0,3}}(?:0[\W_]{{0,3}})?)?[(]?{some})(?!\d)")
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
