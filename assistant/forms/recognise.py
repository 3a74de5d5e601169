"""Which form a file is, by what its pages say: number, title, edition, and a fingerprint of the printed words.

Metadata is not asked: it lies (a proof of firearms calls itself by another form's number). Nor are field names: legal
aid groups rename them. The page is what the court prints and what a clerk looks at.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.forms.pagetext import PageText, Run

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MON = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|SEPT|OCT|NOV|DEC"
_DATE = (
    rf"(?:(?:{_MONTHS})\s+\d{{1,2}}\s*,\s*\d{{4}}|(?:{_MONTHS}),?\s+\d{{4}}|(?:{_MON})\.?\s+(?:\d{{4}}|\d\d)"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)|\d{1,2}[/.-](?:\d{4}|\d\d)|\d{4}[/.-]\d\d(?:[/.-]\d\d)?)"
)
_WORDED = re.compile(
    rf"\b((?:Rev(?:\.|ised|ision)?|New|Eff(?:\.|ective)?|Ed(?:\.|ition)?|Version)\s*(?:date)?:?\s*{_DATE})(?![\d/])",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"[(\[]\s*({_DATE})\s*[)\]]", re.IGNORECASE)
_BARE = re.compile(rf"\s*({_DATE})\s*", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9/.-])([A-Z]{2,6}(?:/[A-Z]{2,4})?(?:-[A-Z]{1,4})?[ -]?\d{1,4}(?:[.-]\d{1,3}){0,2}[A-Z]?)(?![A-Za-z0-9])"
)
_PAGE_OF = re.compile(r"\bPage\s+\d+(?:\s+of\s+\d+)?\b", re.IGNORECASE)
_HEAD, _FOOT = 0.10, 0.12  # shares of the page's height where forms print their number

_LETTERS, _KEPT = 12, 16  # letters of a shingle; one shingle in so many is kept
SAME = 0.95  # share of equal codes of one edition; printed again by another program it keeps 0.98, next year's has 0.87


def identify(pages: Sequence[PageText]) -> tuple[str, str, str]:
    """(number, title, edition) as printed, each '' when the pages do not say."""
    number = _number(pages)
    return number, _title(pages, number), _edition(pages)


def _margin(page: PageText) -> list[Run]:
    return [run for run in page.runs if run.top > page.height * (1 - _HEAD) or run.bottom < page.height * _FOOT]


def _number(pages: Sequence[PageText]) -> str:
    """The form's number: what stands alone in a margin, or beside the edition or the page number, on most pages."""
    points: Counter[str] = Counter()
    for at, page in enumerate(pages):
        margin = _margin(page)
        marks = [run for run in margin if _is_mark(run.text)]
        here: dict[str, int] = {}
        for run in margin:
            for found in _NUMBER.finditer(run.text):
                rest = (run.text[: found.start()] + run.text[found.end() :]).strip(" ()[],")
                worth = 3 if not rest or rest == "Form" or (found.start() <= 6 and _is_mark(rest)) else 0
                worth += 2 if _is_mark(run.text) or any(abs(m.middle - run.middle) < 4 for m in marks) else 0
                worth += 1 if run.text.startswith("Form ") else 0
                here[found[1]] = max(here.get(found[1], 0), worth)
        points.update({name: worth * (3 if at == 0 else 2) for name, worth in here.items()})
    if not points:
        return ""
    name, most = points.most_common(1)[0]
    return name if most >= 6 else ""


def _is_mark(text: str) -> bool:
    return bool(_WORDED.search(text) or _BRACKETED.search(text) or _PAGE_OF.search(text) or _BARE.fullmatch(text))


def _edition(pages: Sequence[PageText]) -> str:
    """As printed; the dated words of most pages win, and words such as 'Rev.' before a date alone."""
    for pattern in (_WORDED, _BRACKETED, _BARE):
        found: Counter[str] = Counter()
        for page in pages:
            here = dict.fromkeys(" ".join(m.split()) for run in _margin(page) for m in _dates(pattern, run.text))
            found.update(here.keys())
        if found:
            return re.sub(r"\s+,", ",", found.most_common(1)[0][0])
    return ""


def _dates(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    if pattern is _BARE:
        if whole := pattern.fullmatch(text):
            yield whole[1]
    else:
        yield from (m[1] for m in pattern.finditer(text))


def _title(pages: Sequence[PageText], number: str) -> str:
    """The words printed with the edition in brackets; or in the middle of every foot; or the largest at the top."""
    if not pages or not pages[0].runs:
        return ""
    first = pages[0]
    for page in pages[:2]:
        if title := _beside_edition(page, number):
            return title
    small = sorted(run.size for run in first.runs)[len(first.runs) // 4]
    central = [
        run
        for run in first.runs
        if run.bottom < first.height * _FOOT
        and _is_title(run)
        and abs((run.left + run.right) / 2 - first.width / 2) < first.width * 0.08
        and run.size > small * 1.05
        and all(any(other.text == run.text for other in page.runs) for page in pages[1:3])
    ]
    if central and len(pages) > 1:
        return _stack(central)
    top = [run for run in first.runs if run.top > first.height * 0.8 and _is_title(run)]
    top = [run for run in top if run.bold] or top
    largest = max((run.size for run in top), default=0)
    return _stack([run for run in top if run.size > largest * 0.94]).removeprefix(number).strip()


def _beside_edition(page: PageText, number: str) -> str:
    for mark in _margin(page):
        if not _BRACKETED.search(mark.text):
            continue
        for run in [mark, *(r for r in _margin(page) if r is not mark and abs(r.middle - mark.middle) < 3)]:
            rest = _BRACKETED.sub("", run.text.replace(number, "")).replace("()", "").strip()
            if len(rest.split()) > 1 and _is_title(Run(rest, 0, 0, 0, 0)):
                return rest
    return ""


def _is_title(run: Run) -> bool:
    letters = sum(c.isalpha() for c in run.text)
    if run.text[0] == "(" or run.text[-1] == ".":
        return False
    return letters >= 6 and not _is_mark(run.text) and "www." not in run.text and "§" not in run.text


def _stack(runs: Sequence[Run]) -> str:
    """The first of the lines, and those that stand close under one another below it, as one text."""
    ordered = sorted(runs, key=lambda run: (-round(run.middle), run.left))
    block = ordered[:1]
    for run in ordered[1:]:
        close = block[-1].middle - run.middle < 2.2 * max(run.top - run.bottom, 6)
        if close and run.left < block[0].right and run.right > block[0].left:
            block.append(run)
    return " ".join(" ".join(run.text for run in block).split())


def fold(text: str) -> str:
    """Letters and digits alone, lower case, no accents or ligatures: what stays when another program prints the page."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def fingerprint(page_texts: Sequence[str]) -> tuple[frozenset[str], ...]:
    """For each page a set of short codes of its words (a sample of CRC-32s of 12 letters). The words do not come back."""
    return tuple(frozenset(_shingles(fold(text))) for text in page_texts)


def _shingles(letters: str) -> Iterator[str]:
    data = letters.encode("utf-8")
    for at in range(len(data) - _LETTERS + 1):
        code = zlib.crc32(data[at : at + _LETTERS])
        if not code % _KEPT:
            yield f"{code >> 8:06x}"


def likeness(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> float:
    """Share of equal codes over all pages, 0 to 1. A page of another number is not compared: pages belong to places."""
    same = sum(len(a & b) for a, b in zip(one, other, strict=False))
    return 2 * same / (sum(map(len, one)) + sum(map(len, other)) or 1)


def same_edition(one: str, other: str) -> bool:
    """Whether two printed editions are one: 'Rev. January 1, 2025' and '[Rev. January 1, 2025]', '(05/25)' and '05/25'."""
    return bool(one) and bool(other) and _bare_edition(one) == _bare_edition(other)


def _bare_edition(text: str) -> str:
    return fold(re.sub(r"(?i)\b(?:rev(?:ised|ision)?|new|eff(?:ective)?|ed(?:ition)?|version|date)\b\.?", "", text))


def same_number(one: str, other: str) -> bool:
    """Whether two numbers are one, however they are written: 'DV-100', 'dv100', 'DV 100'."""
    return bool(one) and fold(one) == fold(other)
