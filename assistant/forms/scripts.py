"""What the scripts of a field ask for: the shape of a date, a number, a phone; a sum. Scripts are read as text, never run.

The functions named here are those of the Acrobat forms script library (AFDate_FormatEx, AFNumber_Format, ...).
"""

from __future__ import annotations

import re
from typing import Any

# AFDate_Format(n) and AFTime_Format(n): the shapes that Acrobat numbers
_DATES = (
    "m/d",
    "m/d/yy",
    "mm/dd/yy",
    "mm/yy",
    "d-mmm",
    "d-mmm-yy",
    "dd-mmm-yy",
    "yy-mm-dd",
    "mmm-yy",
    "mmmm-yy",
    "mmm d, yyyy",
    "mmmm d, yyyy",
    "m/d/yy h:MM tt",
    "m/d/yy HH:MM",
)
_TIMES = ("HH:MM", "h:MM tt", "HH:MM:ss", "h:MM:ss tt")
_SPECIAL = ("zip", "zip+4", "phone", "ssn")
_LONGEST = 100_000  # characters of script looked at


def shape(scripts: str) -> str:
    """The shape asked for; '' for none.

    'date mm/dd/yyyy', 'time h:MM tt', 'number DECIMALS [SEPARATORS [CURRENCY]]' (separators as Acrobat numbers them:
    0 = 1,234.56; 1 = 1234.56; 2 = 1.234,56; 3 = 1234,56; left out when 0 and no currency), 'percent DECIMALS',
    'zip', 'zip+4', 'phone', 'ssn', 'mask 99-9999' (9 a digit, A a letter, O either, X anything).
    """
    text = scripts[:_LONGEST]
    if found := re.search(r"AF(Date|Time)_(?:Format|Keystroke)Ex\(\s*([\"'])(.{1,60}?)\2", text):
        return f"{found[1].lower()} {found[3]}"
    if found := re.search(r"AF(Date|Time)_(?:Format|Keystroke)\(\s*(\d+)", text):
        shapes, number = (_DATES if found[1] == "Date" else _TIMES), int(found[2])
        return f"{found[1].lower()} {shapes[number]}" if number < len(shapes) else ""
    if found := re.search(
        r"AFNumber_(?:Format|Keystroke)\(\s*(\d+)\s*(?:,\s*(\d+))?(?:,\s*\d+\s*,\s*\d+\s*,\s*([\"'])(.{0,10}?)\3)?",
        text,
    ):
        separators, currency = found[2] or "0", _plain(found[4] or "").strip()
        more = f" {separators} {currency}".rstrip() if currency or separators != "0" else ""
        return f"number {found[1]}{more}"
    if found := re.search(r"AFPercent_(?:Format|Keystroke)\(\s*(\d+)", text):
        return f"percent {found[1]}"
    if found := re.search(r"AFSpecial_(?:Format|Keystroke)\(\s*(\d)", text):
        return _SPECIAL[int(found[1])] if int(found[1]) < len(_SPECIAL) else ""
    if found := re.search(r"AFSpecial_KeystrokeEx\(\s*([\"'])(.{1,60}?)\1", text):
        return f"mask {found[2]}"
    return ""


def summed(scripts: str) -> tuple[str, ...]:
    """Names of the fields whose numbers the script adds up; () when it adds none."""
    found = re.search(r"AFSimple_Calculate\(\s*([\"'])SUM\1\s*,\s*(.*?)\)\s*;?\s*(?:$|\n|\})", scripts[:_LONGEST], re.S)
    if not found:
        return ()
    names = [_plain(b) for _, b in re.findall(r"([\"'])((?:\\.|(?!\1).)*)\1", found[2])]
    if "Array" not in found[2] and "[" not in found[2]:  # one string with commas
        names = [name for whole in names for name in whole.split(",")]
    return tuple(name.strip() for name in names if name.strip())


def _plain(text: str) -> str:
    """A script's string as it is meant."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", text)


def script_text(actions: Any) -> str:
    """All scripts of a field's additional actions (/AA), joined; '' for none."""
    if actions is None:
        return ""
    actions = actions.get_object()
    found = []
    for event in ("/F", "/K", "/C"):  # shown, typed, calculated
        action = actions.get(event) if hasattr(actions, "get") else None
        script = action.get_object().get("/JS") if action is not None else None
        if script is None:
            continue
        script = script.get_object()
        raw = script.get_data().decode("latin-1") if hasattr(script, "get_data") else str(script)
        found.append(raw[:_LONGEST])
    return "\n".join(found)
