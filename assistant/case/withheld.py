"""Which exhibits stay out of the papers until a lawyer, or the person, clears them by name. Pure.

Two reasons: a recording that the place's law may not allow, and a file that may have been taken from somebody
else's account, phone or computer. What is not known counts as a reason to look, never as a permission.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answers import Answers
    from assistant.jurisdiction import Sheet

RECORDING_ALL = "The law here may ask that everybody in a recording agrees to it."
RECORDING_UNKNOWN = "What the law here says about recordings is not known to this program."
RECORDING_NOT_THERE = "It is a recording of a talk that you were not part of."
RECORDING_NOT_SAID = "It is not said yet who knew of the recording."
ACCESS = "It may come from a phone, computer or account that is not yours."

_THEIRS = r"(?:his|her|their|the other person['’]s|my (?:ex|husband|wife|partner|boyfriend|girlfriend)['’]?s?)"
_DEVICE = r"(?:phone|cell|cellphone|computer|laptop|tablet|ipad|watch)\b(?! number)"
_PLACE = rf"(?:{_DEVICE}|(?:accounts?|e-?mails?|inbox|messages|texts|icloud|cloud|facebook|instagram|whatsapp|snapchat|gmail)\b)"
_ENTERED = re.compile(
    rf"\b(?:logged|log|signed|sign|hacked|broke|got|went|looked|go) (?:in|into|in to|through|onto|on) {_THEIRS} (?:\w+ ){{0,2}}{_PLACE}"
    rf"|\b(?:unlocked|opened|hacked|searched|read) {_THEIRS} (?:\w+ )?(?:{_PLACE}|mail\b|letters?\b)"
    rf"|\b(?:used|use|guessed|knew|know|had|have|found) {_THEIRS} (?:\w+ )?(?:password|passcode|pin|login|code)\b"
    r"|\b(?:put|installed|used) (?:\w+ ){0,4}(?:spyware|keylogger|tracking app|tracker)\b",
    re.IGNORECASE,
)
_OFF_A_DEVICE = re.compile(rf"\b(?:from|on|off|out of) {_THEIRS} (?:\w+ )?{_DEVICE}", re.IGNORECASE)
# the other person did it, or it is only said where a message came from
_THEY_DID = re.compile(r"\b(?:he|she|they|who|respondent)(?: \w+)?\s*$", re.IGNORECASE)
_SENT = re.compile(
    r"\b(?:sent|sends|send|texts?|texted|messages?|messaged|calls?|called|wrote|posted|came|come)\b", re.IGNORECASE
)
_TAKEN = re.compile(r"\b(?:took|take|copied|downloaded|saved|pulled|got|forwarded|photographed|found)\b", re.IGNORECASE)


def speaks_of_access(text: str) -> bool:
    """Do these words say that the file was got out of somebody else's account, phone or computer?"""
    for found in _ENTERED.finditer(text):
        if not _THEY_DID.search(text[max(0, found.start() - 30) : found.start()]):
            return True
    for found in _OFF_A_DEVICE.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if not _THEY_DID.search(before) and (_TAKEN.search(before) or not _SENT.search(before)):
            return True
    return False


def recording_parties(sheet: Sheet) -> str | None:
    """Whose consent the law sheet says a recording needs: 'one', 'all' (also where the law is mixed), None: not known."""
    found: Any = getattr(sheet, "recording_consent", None)
    parties = found if isinstance(found, str) else getattr(found, "parties", None)
    return {"one": "one", "all": "all", "mixed": "all"}.get(str(parties))


def withheld_because(answers: Answers, item: str, sheet: Sheet) -> str | None:
    """Why the exhibit `item` stays out of the papers, in one sentence; None when it does not, or was cleared."""
    prefix = f"exhibits.{item}."
    if answers.value(f"{prefix}cleared_by"):
        return None
    file = answers.value(f"{prefix}file")
    media = str(file.get("media", "")) if isinstance(file, dict) else ""
    if media.startswith(("audio/", "video/")):
        reason = _recording(answers.value(f"{prefix}recorded"), recording_parties(sheet))
        if reason:
            return reason
    if answers.value(f"{prefix}obtained") == "account":
        return ACCESS
    texts = (answers.value(f"{prefix}{key}") for key in ("from", "foundation"))
    return ACCESS if any(speaks_of_access(text) for text in texts if isinstance(text, str)) else None


def _recording(known: Any, parties: str | None) -> str | None:
    if known in ("message", "known", "no-talk"):
        return None
    if known == "not-there":
        return RECORDING_NOT_THERE
    if parties == "one":
        return None if known == "me" else RECORDING_NOT_SAID
    return RECORDING_ALL if parties == "all" else RECORDING_UNKNOWN
