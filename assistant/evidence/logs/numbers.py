"""Telephone numbers: the same one in two ways of writing, and as little of it shown as is needed."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = re.compile(r"^\+?[\d\s().\-/\u00a0\u202f\u2010-\u2015*#]{3,}$")


def is_number(text: str) -> bool:
    """Is this a telephone number, and not a name or an account?"""
    return bool(_NUMBER.match(text.strip())) and sum(c.isdigit() for c in text) >= 3


@lru_cache(maxsize=8192)
def digits(text: str) -> str:
    """The last ten digits, punctuation and country code set aside; '' when it is no number."""
    return re.sub(r"\D", "", text)[-10:] if is_number(text) else ""


@lru_cache(maxsize=8192)
def alike(counterpart: str) -> str:
    """A counterpart as it is counted: +1 555 010 4471 and 5550104471 are one number. Several stay joined by '~'."""
    return "~".join(digits(part) or part for part in counterpart.split("~"))


@lru_cache(maxsize=8192)
def same(one: str, other: str) -> bool:
    """Do two texts name the same number or account? Of a number the last ten digits count; short codes in full.

    A wanted number of four digits (`other`) matches every number that ends so: lists show no more than that.
    """
    a, b = digits(one), digits(other)
    if a and b:
        return a == b or (len(b) == 4 and len(a) > 6 and a.endswith(b))
    return not a and not b and one.strip().casefold() == other.strip().casefold() != ""


def matches(counterpart: str, label: str, wanted: str) -> bool:
    """Is the wanted number or account one of a record's counterparts, or the name it has in the file?"""
    return any(same(part, one) for part in counterpart.split("~") for one in wanted.split("~")) or (
        bool(label) and label.strip().casefold() == wanted.strip().casefold()
    )


def ending(counterpart: str) -> str:
    """How lists call a counterpart: 'the number ending 4471', or the account's name as it stands."""
    parts = [p for p in counterpart.split("~") if p]
    if not parts:
        return "a number that is not shown"
    named = [f"the number ending {digits(p)[-4:]}" if digits(p) else p for p in parts[:4]]
    return ", ".join(named) + (f" and {len(parts) - 4} more" if len(parts) > 4 else "")
