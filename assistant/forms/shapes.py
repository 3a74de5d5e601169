"""Values put in the shape a box's own script asks for. The script itself is never run: `Field.format` names the shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from assistant.dates.edtf import MONTHS


class WrongShape(ValueError):
    """The value cannot be put in the shape. The message says what the box takes; it never repeats the value."""


def shaped(value: str, shape: str) -> str:
    """`value` in `shape` (see assistant/forms/scripts.py for the shapes); the value itself for a shape not known.

    Dates are taken as 2026-11-24 or already in the shape; numbers with or without $ and thousands; digits of a phone,
    postal code or social security number however they are grouped. WrongShape when it cannot be done.
    """
    text = value.strip()
    kind, _, rest = shape.partition(" ")
    if not text or kind not in _SHAPERS:
        return value
    return _SHAPERS[kind](text, rest)


def _date(text: str, shape: str) -> str:
    pattern = _date_pattern(shape)
    if re.fullmatch(pattern, text, re.IGNORECASE):
        return text
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text) or re.fullmatch(r"(\d{4})-(\d\d)", text)
    parts = [int(part) for part in found.groups()] if found else []
    if not parts or not 1 <= parts[1] <= 12 or (len(parts) < 3 and re.search(r"(?<!m)d", shape)):
        raise WrongShape(f"the box takes a date written {shape}")
    year, month, day = parts[0], parts[1], parts[2] if len(parts) > 2 else 0
    made = {
        "yyyy": f"{year:04}",
        "yy": f"{year % 100:02}",
        "mmmm": MONTHS[month - 1],
        "mmm": MONTHS[month - 1][:3],
        "mm": f"{month:02}",
        "m": str(month),
        "dd": f"{day:02}",
        "d": str(day),
    }
    return _DATE_PARTS.sub(lambda m: made.get(m.group(), m.group()), shape)


_DATE_PARTS = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dd|d|HH|h|MM|ss|tt")
_PART_PATTERNS = {
    "yyyy": r"\d{4}",
    "yy": r"\d\d",
    "mmmm": r"[^\W\d]+",
    "mmm": r"[^\W\d]+\.?",
    "mm": r"(?:0[1-9]|1[0-2])",
    "m": r"(?:0?[1-9]|1[0-2])",
    "dd": r"(?:0[1-9]|[12]\d|3[01])",
    "d": r"(?:0?[1-9]|[12]\d|3[01])",
    "HH": r"(?:[01]?\d|2[0-3])",
    "h": r"(?:0?[1-9]|1[0-2])",
    "MM": r"[0-5]\d",
    "ss": r"[0-5]\d",
    "tt": r"[ap]\.?m\.?",
}


def _date_pattern(shape: str) -> str:
    made, at = [], 0
    for found in _DATE_PARTS.finditer(shape):
        made += [re.escape(shape[at : found.start()]), _PART_PATTERNS[found.group()]]
        at = found.end()
    return "".join([*made, re.escape(shape[at:])])


def _time(text: str, shape: str) -> str:
    if re.fullmatch(_date_pattern(shape), text, re.IGNORECASE):
        return text
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", text)
    if not found:
        raise WrongShape(f"the box takes a time written {shape}")
    hour, minute, second = int(found[1]), found[2], found[3] or "00"
    half = "am" if hour < 12 else "pm"
    made = {"HH": f"{hour:02}", "h": str(hour % 12 or 12), "MM": minute, "ss": second, "tt": half}
    return _DATE_PARTS.sub(lambda m: made.get(m.group(), m.group()), shape)


def number(text: str) -> Decimal | None:
    """'$1,234.50' -> Decimal('1234.50'); None when it is no number. Nothing counts as nought."""
    plain = re.sub(r"[\s$£€]", "", text)
    if not plain:
        return Decimal(0)
    if not re.fullmatch(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?", plain):
        return None
    try:
        return Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None


def _number(text: str, rest: str) -> str:
    decimals, separators, *_ = [*rest.split(), "0", "0"]
    value = number(text)
    if value is None:
        raise WrongShape("the box takes a number, with nothing else")
    places = int(decimals)
    if value != round(value, places):
        raise WrongShape(f"the box takes a number with {places} places after the point")
    made = f"{value:,.{places}f}" if separators in ("0", "2") else f"{value:.{places}f}"
    return made.translate(str.maketrans(",.", ".,")) if separators in ("2", "3") else made


def _percent(text: str, rest: str) -> str:
    return _number(text.removesuffix("%"), rest) + "%"


def _digits(text: str, allowed: str) -> str | None:
    return re.sub(r"\D", "", text) if re.fullmatch(rf"[\d\s{allowed}]+", text) else None


def _phone(text: str, _: str) -> str:
    digits = _digits(text, r"().+/–-")
    if digits and len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if digits and len(digits) == 10:
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    if digits and len(digits) == 7:
        return f"{digits[:3]}-{digits[3:]}"
    raise WrongShape("the box takes a phone number of 7 or 10 digits")


def _zip(text: str, _: str) -> str:
    digits = _digits(text, "–-")
    if digits and len(digits) == 5:
        return digits
    raise WrongShape("the box takes a ZIP code of 5 digits")


def _long_zip(text: str, _: str) -> str:
    digits = _digits(text, "–-")
    if digits and len(digits) == 9:
        return f"{digits[:5]}-{digits[5:]}"
    raise WrongShape("the box takes a ZIP code of 9 digits")


def _ssn(text: str, _: str) -> str:
    digits = _digits(text, "–-")
    if digits and len(digits) == 9:
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    raise WrongShape("the box takes a social security number of 9 digits")


_MASKS = {"9": r"\d", "A": r"[^\W\d_]", "O": r"[^\W_]", "X": r"."}


def _mask(text: str, mask: str) -> str:
    if re.fullmatch("".join(_MASKS.get(c, re.escape(c)) for c in mask), text):
        return text
    raise WrongShape(f"the box takes {mask} (9 stands for a digit, A for a letter, O for either, X for anything)")


_SHAPERS = {
    "date": _date,
    "time": _time,
    "number": _number,
    "percent": _percent,
    "phone": _phone,
    "zip": _zip,
    "zip+4": _long_zip,
    "ssn": _ssn,
    "mask": _mask,
}


def total(values: Iterable[str]) -> str:
    """The sum of the numbers as a script would make it; what is no number counts as nought. '' when it is nought."""
    made = sum((number(value) or Decimal(0) for value in values), Decimal(0))
    return f"{made:f}" if made else ""
