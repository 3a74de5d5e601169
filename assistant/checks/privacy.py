"""What must not stand in papers that others read: hidden values, numbers, birth dates, children's names.

`span` is a place here ('12-20'), never the words: a finding does not carry the thing it warns of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from assistant.checks.view import COMMON_SENSE, View
from assistant.dates.edtf import MONTHS
from assistant.disclosure import initials
from assistant.disclosure.matching import Finder, find_secret
from assistant.findings import Finding, Severity


def _holding(v: View, values: Iterable[str]) -> list[str]:
    """Those values that stand in any text at all: one look at everything, before looking text by text."""
    texts = [text for _, _, text in v.shown]
    # apart, because one letter with an accent would make the look at all the others slow
    other = "\n".join(t for t in texts if not t.isascii())
    everything = "\n".join(t for t in texts if t.isascii())
    # a value with digits (an address, a phone number) is only found where digits are
    digits = "\n".join(t for t in texts if t.isascii() and _DIGIT.search(t))
    return [
        value
        for value in dict.fromkeys(values)
        if find_secret(other, value) or find_secret(digits if any(map(str.isdigit, value)) else everything, value)
    ]


_DIGIT = re.compile(r"\d")


def hidden_values(v: View) -> Iterator[Finding]:
    """A value that must stay hidden, in any text that public papers show."""
    kept = v.case.kept
    finder = Finder(s.value for s in kept.secrets)
    for place, path, text in v.shown:
        there = finder.find(text)
        for secret in kept.secrets if there else ():
            spans = there.get(secret.value)
            if not spans:
                continue
            if kept.withhold_in_story:
                yield Finding(
                    "F24-withheld",
                    Severity.NOTE,
                    place,
                    path,
                    f"Your private {secret.label} stands here. Papers that others read show [withheld] in its place.",
                    f"{secret.label} withheld from public copies at the person's wish.",
                    _rule(v),
                    span=f"{spans[0][0]}-{spans[0][1]}",
                )
            else:
                yield Finding(
                    "F24-confidential-leak",
                    Severity.BLOCK,
                    place,
                    path,
                    f"Your private {secret.label} stands here. The other person would see it. Take it out, or let it show as "
                    "[withheld]?",
                    f"Confidential {secret.label} in public text.",
                    _rule(v),
                    span=f"{spans[0][0]}-{spans[0][1]}",
                )


def _rule(v: View) -> str:
    return v.order.confidentiality.cite or f"{COMMON_SENSE}: what is hidden stays hidden"


_IS = r"\s*(?:(?:no|num|number)\b\.?|#)?\s*(?:is|was|:|#)?\s*#?\s*"
_SSN_WORDS = r"\b(?:ssn|social security)" + _IS + r"\d{3}[-– ]?\d{2}[-– ]?\d{4}(?!\d)"
_NUMBERS = (
    ("social-security-number", re.compile(r"(?<![\d-])\d{3}(?:-|–| |\s-\s)\d{2}(?:-|–| |\s-\s)\d{4}(?![\d-])")),
    ("social-security-number", re.compile(_SSN_WORDS, re.IGNORECASE)),
    (
        "taxpayer-identification-number",
        re.compile(
            r"\b(?:itin|ein|taxpayer id(?:entification)?|tax id)"
            + _IS
            + r"(?:\d{2}-?\d{7}|\d{3}[- ]?\d{2}[- ]?\d{4})\b",
            re.IGNORECASE,
        ),
    ),
    ("financial-account", re.compile(r"(?<![\d-])(?:\d[ -]?){12,18}\d(?![\d-])")),
    (
        "financial-account",
        re.compile(r"\b(?:account|acct|iban)\.?" + _IS + r"(?:[A-Z]{2}\d{2})?\d[\d -]{4,18}\d\b", re.IGNORECASE),
    ),
    (
        "driver-license",
        re.compile(
            r"\b(?:driver['’]?s?['’]?\s+licen[cs]e|driving\s+licen[cs]e|state id|DL)"
            + _IS
            + r"[A-Z]{0,3}[- ]?\d[\d-]{4,}\b",
            re.IGNORECASE,
        ),
    ),
    ("passport-number", re.compile(r"\bpassport" + _IS + r"[A-Z]{0,2}\d{6,9}\b", re.IGNORECASE)),
)
_CARD = _NUMBERS[3][1]


def luhn(digits: str) -> bool:
    """Is this a card number? (ISO/IEC 7812-1, annex B)"""
    total = 0
    for n, d in enumerate(reversed(digits)):
        value = int(d) * (2 if n % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def numbers(v: View) -> Iterator[Finding]:
    """Numbers of identity papers and of accounts, where the place's rule does not allow them. One of a kind per text."""
    rules = {what: v.order.redaction_of(what) for what, _ in _NUMBERS}
    for place, path, text in v.shown:
        if not _DIGITS.search(text):
            continue
        seen: set[str] = set()
        for what, pattern in _NUMBERS:
            rule = rules[what]
            if what in seen or (rule is not None and rule.keep == "allowed"):
                continue
            found = (m for m in pattern.finditer(text) if pattern is not _CARD or _is_card(m[0]))
            match = next(found, None)
            if match:
                seen.add(what)
                yield Finding(
                    "F25-number",
                    Severity.BLOCK,
                    place,
                    path,
                    "This looks like a bank or ID number. Court papers show the last four digits at most.",
                    f"Possible {what.replace('-', ' ')} in public text. {rule.rule if rule and rule.rule else ''}".strip(),
                    (rule.cite if rule else None) or f"{COMMON_SENSE}: identity theft",
                    span=f"{match.start()}-{match.end()}",
                )


_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d")  # all these numbers have at least four digits near each other


def _is_card(text: str) -> bool:
    digits = "".join(c for c in text if c.isdecimal())
    return 13 <= len(digits) <= 19 and luhn(digits)


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_FULL_DATE = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}})"
_BIRTH = re.compile(
    rf"\b(?:born(?: on)?|date of birth|birth ?date|d\.?o\.?b\.?|birthday(?: is)?)[^.\n\w][^.\n]{{0,24}}?{_FULL_DATE}",
    re.IGNORECASE,
)


def _birthday(day: date) -> re.Pattern[str]:
    """The person's own birth date however it is written."""
    m, d, y = day.month, day.day, day.year
    name = rf"{MONTHS[m - 1][:3]}[a-z]*\.?"
    year = rf"(?:{y}|{y % 100:02})"
    ways = (
        rf"0?{m}[/.-]0?{d}[/.-]{year}",
        rf"0?{d}[/.-]0?{m}[/.-]{year}",
        rf"{y}-{m:02}-{d:02}",
        rf"{name} 0?{d}(?:st|nd|rd|th)?,? {y}",
        rf"0?{d} {name} {y}",
    )
    return re.compile(rf"(?<!\d)(?:{'|'.join(ways)})(?!\d)", re.IGNORECASE)


def birth_dates(v: View) -> Iterator[Finding]:
    """A full date of birth: one called so, or the person's own."""
    rule = v.order.redaction_of("date-of-birth")
    if rule is not None and rule.keep == "allowed":
        return
    own = _birthday(v.case.kept.birth_date) if v.case.kept.birth_date else None
    for place, path, text in v.shown:
        match = _BIRTH.search(text) or (own.search(text) if own else None)
        if match:
            yield Finding(
                "F26-birth-date",
                Severity.FIX,
                place,
                path,
                "A full birth date is here. Court papers often show only the year. Change it?",
                "Full date of birth in public paper.",
                (rule.cite if rule else None) or f"{COMMON_SENSE}: a birth date helps to misuse a name",
                span=f"{match.start()}-{match.end()}",
            )


def children_names(v: View) -> Iterator[Finding]:
    """A listed child's full name in the person's own words, where the place's rule speaks of children's names or none is known."""
    rule = v.order.redaction_of("minor-name")
    if rule is not None and rule.keep == "allowed":
        return
    minors = [(c.name, c.age) for c in v.told.children]
    minors += [(p.name, p.age) for p in v.told.protected if p.age is not None]
    names = sorted({name for name, age in minors if name and len(name.split()) > 1 and (age is None or age < 18)})
    strict = rule is not None and rule.keep == "initials"
    there = _holding(v, names)
    for place, path, text in v.shown if there else ():
        for name in there:
            if text not in names and find_secret(text, name):
                yield Finding(
                    "F27-minor-name",
                    Severity.BLOCK if strict else Severity.REVIEW,
                    place,
                    path,
                    f"Many courts want a child's initials here. Change {name} to {initials(name)}?",
                    "Minor identified in narrative; initials, or ask for the minor's information to be kept confidential.",
                    (rule.cite if rule else None) or f"{COMMON_SENSE}: the file may be read by anyone",
                )
