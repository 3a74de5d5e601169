"""A text as it can be set in a box, and the places where it may be broken. No typst here."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

# where a text may be broken, the best first
PARAGRAPH, SENTENCE, WORD, CLUSTER = range(4)
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # as in templates/form/setting.typ
_ZWJ, _JOINERS = "\u200d", "\u200c\u200d"
_LONG = 20  # characters; in a longer run without spaces a break may fall inside it


@dataclass(frozen=True)
class Shown:
    """`display` is what is set for `text`; the piece of character n begins at `starts[n]`, in bytes of UTF-8."""

    text: str
    display: str
    starts: tuple[int, ...]
    named: tuple[str, ...]  # names of the characters that stand there by name


def shown(text: str, *, one_line: bool, names: Mapping[str, str] | None = None, lone_marks: bool = False) -> Shown:
    """The text as it can be set.

    A character that no bundled font has stands as its name in square brackets; `names` adds others found out while
    setting. With `lone_marks` so does a combining mark that begins a word. One line: line breaks become spaces.
    """
    if _PLAIN.fullmatch(text) and not names and not (one_line and "\n" in text):
        starts = range(len(text) + 1) if text.isascii() else accumulate((len(c.encode()) for c in text), initial=0)
        return Shown(text, text, tuple(starts), ())
    pieces, named = list[str](), dict[str, None]()
    alone = True
    for c in text:
        mark = unicodedata.category(c)[0] == "M"
        if c in _JOINERS and not alone:  # these shape the letters beside them
            pieces.append(c)
            continue
        piece = (names or {}).get(c) or (_named(c) if lone_marks and mark and alone else _piece(c, one_line))
        if piece != c and piece.startswith("[U+"):
            named.setdefault(piece.strip("[]"))
        alone = not (c.isalpha() or mark) or (alone and mark)
        pieces.append(piece)
    starts = accumulate((len(piece.encode("utf-8")) for piece in pieces), initial=0)
    return Shown(text, "".join(pieces), tuple(starts), tuple(named))


_PLAIN = re.compile("[\n -~\xa1-\xac\xae-\u017f\u2013-\u2014\u2018-\u201e\u2026]*")  # all in the text face


def _named(c: str) -> str:
    from assistant.documents.pdf import name_of

    return f"[{name_of(c)}]"


def _piece(c: str, one_line: bool) -> str:
    """What is set for one character."""
    if " " <= c < "\x7f" or "\xa1" <= c < "\u0180":  # in the text face
        return c
    if c == "\n":
        return " " if one_line else c
    if c == "\t":
        return " " if one_line else "    "
    kind = unicodedata.category(c)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " " if c != "\xa0" else c
    if kind == "Cf" or "\ufe00" <= c <= "\ufe0f":  # marks of direction, choices of a variant: they show nothing
        return ""
    from assistant.documents.pdf import has_glyph

    return c if has_glyph(c) else _named(c)


@dataclass(frozen=True)
class Cut:
    """A place where the text may be broken: before character `at`. What is broken off begins with the white space."""

    at: int
    rank: int


def cuts(text: str, end: int) -> list[Cut]:
    """All places up to character `end`, in order; the first is the very beginning."""
    found = {0: PARAGRAPH}
    last = 0
    for space in re.finditer(r"\s+", text[:end]):
        at = space.start()
        found |= _inside(text, last, at)
        last = space.end()
        if at:
            found[at] = _rank(text, space)
    found |= _inside(text, last, end)
    return [Cut(at, found[at]) for at in sorted(found)]


# an end of sentence: its mark, closing quotes; not after a title or an initial
_SENTENCE_END = re.compile(r"[.!?…。!?।؟۔።]+[\"'”’»)\]]*$")
_NOT_AN_END = re.compile(r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|No|vs|v|Sra?|Dra?|[^\W\d_])\.$", re.IGNORECASE)


def _rank(text: str, space: re.Match[str]) -> int:
    if "\n" in space.group():
        return PARAGRAPH
    before = text[max(0, space.start() - 12) : space.start()]
    return SENTENCE if _SENTENCE_END.search(before) and not _NOT_AN_END.search(before) else WORD


def _inside(text: str, start: int, end: int) -> dict[int, int]:
    """Places inside a run without spaces: after a full stop of Chinese or Japanese; else between any two clusters."""
    if end - start <= _LONG:
        return {}
    return {at: SENTENCE if text[at - 1] in "。!?" else CLUSTER for at in boundaries(text, start, end) if at > start}


def boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """Where a cluster (what a reader takes for one character) begins, from `start`, before `end`.

    Simpler than Unicode Standard Annex 29, and never finer: it keeps letters that a vowel sign or virama binds.
    """
    flags = 0
    for at in range(start, end):
        c, before = text[at], text[at - 1] if at > start else ""
        flags = flags + 1 if "\U0001f1e6" <= c <= "\U0001f1ff" else 0  # two of these make one flag
        if before and (_binds(before) or _clings(c) or (flags and flags % 2 == 0)):
            continue
        yield at


def _clings(c: str) -> bool:
    """Does it belong to the character before it?"""
    if c < "\u0300":
        return False
    return (
        unicodedata.category(c)[0] == "M"
        or c in _JOINERS
        or "\U0001f3fb" <= c <= "\U0001f3ff"  # skin
        or "\u1160" <= c <= "\u11ff"  # Hangul vowels and finals
        or "\U000e0020" <= c <= "\U000e007f"
    )


def _binds(c: str) -> bool:
    """Does the character after it belong to it?"""
    return c >= "\u0300" and (c == _ZWJ or unicodedata.combining(c) == 9)


def clusters(text: str) -> list[str]:
    """The text in clusters."""
    marks = [*boundaries(text, 0, len(text)), len(text)]
    return [text[a:b] for a, b in pairwise(marks)]


def best(places: list[Cut], reach: int) -> int:
    """Where to break when the part before `places[reach]` is the most there is room for.

    The last end of a paragraph or row if that leaves no more than half of the room empty; else the last sentence if
    it fills a third; else the last word, unless a long run without spaces follows it.
    """
    most = places[reach].at
    within = places[: bisect_right(places, most, key=lambda cut: cut.at)]
    for rank, share in ((PARAGRAPH, 1 / 2), (SENTENCE, 1 / 3), (WORD, 1 / 2)):
        for cut in reversed(within):
            if cut.at < share * most:
                break
            if cut.rank <= rank:
                return cut.at
    return most
