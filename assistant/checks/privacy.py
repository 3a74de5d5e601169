"""What must not stand in papers that others read: hidden values, numbers, birth dates, children's names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.view import COMMON_SENSE, View, at, event
from assistant.disclosure import told_texts
from assistant.disclosure.matching import find_secret
from assistant.findings import Finding, Severity


def _places(v: View) -> Iterator[tuple[str, str, str]]:
    """(place in words, path, text) of what the person wrote, event by event, then the rest."""
    seen: set[str] = set()
    for i in v.told.incidents:
        for key in ("title", "story", "said", "injury", "care", "weapon", "how_known", "effect", "place"):
            text = getattr(i, key)
            if text:
                seen.add(text)
                yield event(i), at(i, key), text
        for w in i.witnesses:
            for key in ("name", "saw"):
                text = getattr(w, key)
                if text:
                    seen.add(text)
                    yield event(i), f"incidents.{i.id}.witnesses.{w.id}.{key}", text
    named = {v.case.answers.value(p): p for p in v.case.answers.given if isinstance(v.case.answers.value(p), str)}
    for text in told_texts(v.told):
        if text not in seen:
            yield "Another answer", named.get(text, "confidential.withhold"), text


def hidden_values(v: View) -> Iterator[Finding]:
    kept = v.case.kept
    if not kept.secrets:
        return
    for place, path, text in _places(v):
        for secret in kept.secrets:
            spans = find_secret(text, secret.value)
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


_NUMBERS = (
    ("social-security-number", re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")),
    ("financial-account", re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")),
    ("financial-account", re.compile(r"\b(?:account|acct)\.?\s*(?:no\.?|number|#)?\s*:?\s*\d{6,17}\b", re.IGNORECASE)),
    (
        "driver-license",
        re.compile(
            r"\b(?:driver'?s?|driving)\s+licen[cs]e\s*(?:no\.?|number|#)?\s*:?\s*[A-Z]{0,2}\d{5,}\b", re.IGNORECASE
        ),
    ),
    ("passport-number", re.compile(r"\bpassport\s*(?:no\.?|number|#)?\s*:?\s*[A-Z]{0,2}\d{6,9}\b", re.IGNORECASE)),
)


_SOME_DIGITS = re.compile(r"\d(?:[ -]?\d){4}")  # no number of these kinds is shorter


def luhn(digits: str) -> bool:
    """Is this a card number? (ISO/IEC 7812-1, annex B)"""
    total = 0
    for n, d in enumerate(reversed(digits)):
        value = int(d) * (2 if n % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def numbers(v: View) -> Iterator[Finding]:
    for place, path, text in _places(v):
        if not _SOME_DIGITS.search(text):
            continue
        for what, pattern in _NUMBERS:
            rule = v.order.redaction_of(what)
            if rule is not None and rule.keep == "allowed":
                continue
            for match in pattern.finditer(text):
                digits = re.sub(r"\D", "", match[0])
                if pattern is _NUMBERS[1][1] and not luhn(digits):
                    continue
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
                break


_BIRTH = re.compile(
    r"\b(?:born(?: on)?|date of birth|birth ?date|d\.?o\.?b\.?|birthday(?: is)?)\b[^.\n]{0,25}?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? \d{4})",
    re.IGNORECASE,
)


def birth_dates(v: View) -> Iterator[Finding]:
    rule = v.order.redaction_of("date-of-birth")
    if rule is not None and rule.keep == "allowed":
        return
    for place, path, text in _places(v):
        match = _BIRTH.search(text)
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
    names = {c.name for c in v.told.children if c.name} | {
        p.name for p in v.told.protected if p.name and p.age is not None and p.age < 18
    }
    strict = rule is not None and rule.keep == "initials"
    for place, path, text in _places(v):
        for name in sorted(names):
            if text != name and len(name.split()) > 1 and find_secret(text, name):
                yield Finding(
                    "F27-minor-name",
                    Severity.BLOCK if strict else Severity.REVIEW,
                    place,
                    path,
                    f"Many courts want a child's initials here. Change {name}?",
                    "Minor identified in narrative; initials, or ask for the minor's information to be kept confidential.",
                    (rule.cite if rule else None) or f"{COMMON_SENSE}: the file may be read by anyone",
                )
