"""Finding words in what the person wrote, outside quotation marks: one finding for each event and check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from assistant.checks.view import COMMON_SENSE, Written, listed
from assistant.findings import Finding, Severity

READER = f"{COMMON_SENSE}: sworn papers tell facts the signer knows"
Groups = Iterable[tuple[Written, ...]]
Keep = Callable[[Written, re.Match[str]], bool]


def words(*alternatives: str) -> re.Pattern[str]:
    """Any of these, written in small letters, as whole words. For `Written.low`."""
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b")


def each(
    groups: Groups,
    pattern: re.Pattern[str],
    id: str,
    severity: Severity,
    person: str,
    lawyer: str,
    *,
    source: str = READER,
    lawyer_only: bool = False,
    keep: Keep = lambda written, match: True,
    cased: re.Pattern[str] | None = None,
) -> Iterator[Finding]:
    """One finding for each group (an event, or another answer) in which a pattern stands outside quotations.

    `pattern` is matched in small letters, `cased` where capitals tell something.
    """
    for group in groups:
        found = [(w, m) for w in group for m in _matches(w, pattern, cased) if keep(w, m)]
        if found:
            texts = [w.plain[m.start() : m.end()] for w, m in found]
            yield Finding(
                id,
                severity,
                found[0][0].place,
                found[0][0].path,
                person.replace("{word}", texts[0]),
                f"{lawyer} Words: {listed(texts)}.",
                source,
                span=texts[0],
                lawyer_only=lawyer_only,
            )


def _matches(w: Written, pattern: re.Pattern[str], cased: re.Pattern[str] | None) -> list[re.Match[str]]:
    found = list(pattern.finditer(w.low))
    if cased is not None:
        found = sorted([*found, *cased.finditer(w.plain)], key=lambda m: m.start())
    return found


_SENTENCE_END = re.compile(r"[.!?\n]+")
_NEAR = 600  # characters; a longer sentence is cut, so that one endless line does not take endless time


def nearby(text: str, match: re.Match[str], *, before: bool = False) -> str:
    """The sentence of the match and the next one (with `before`, the one before too), without the match itself."""
    earlier = text[max(0, match.start() - _NEAR) : match.start()]
    ends = [m.end() for m in _SENTENCE_END.finditer(earlier.rstrip())]
    keep_from = ends[-2] if before and len(ends) > 1 else 0 if before or not ends else ends[-1]
    later = text[match.end() : match.end() + _NEAR]
    after = [m.end() for m in _SENTENCE_END.finditer(later)]
    return earlier[keep_from:] + " " + later[: after[1] if len(after) > 1 else len(later)]
