"""Texts, e-mails and recordings as pages: what is printed of them, set in the project's own fonts.

Run in the separate process: the words are a stranger's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.errors import PersonError
from assistant.evidence.mail import Mail, read_mail
from assistant.evidence.media import MAIL, MOST_CHARACTERS, MOST_LINES, called, decoded
from assistant.evidence.recordings import as_length, read_recording

_BLANK_LINES = 15  # rows of an empty transcript: one page full
# Controls, lone surrogates, non-characters, and marks that turn a line around so that it reads as another.
_UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_LONG = re.compile(r"\S{40,}")


@dataclass(frozen=True)
class Told:
    """What the person says about a recording: what is said in it, and who wrote that down."""

    name: str = ""
    transcript: str = ""
    prepared_by: str = ""


def printed(data: bytes, media: str, where: str, frame: tuple[float, float], language: str, told: Told) -> bytes:
    """The pages as a PDF whose pages are as large as the frame (points). PersonError when it is too long."""
    if media == MAIL:
        mail = read_mail(data, where)
        check_length(mail.text, where)
        title, parts = "E-mail", list(_mail_parts(mail))
    elif media == "text/plain":
        title, parts = "Text", [_lines(text_of(data, where))]
    else:
        title, parts = "Recording", list(_recording_parts(data, media, told))
    return _set(title, parts, frame, language)


def text_of(data: bytes, where: str) -> str:
    """A text file's words. PersonError when it is too long to print."""
    text = decoded(data) or ""
    check_length(text, where)
    return text


def check_length(text: str, where: str) -> None:
    """PersonError when a text is too long to print."""
    if len(text) > MOST_CHARACTERS or len(text.splitlines()) > MOST_LINES:
        raise PersonError(
            f"this text is longer than {MOST_CHARACTERS:,} characters or {MOST_LINES:,} lines.",
            where=where,
            remedy="Attach only the part that matters.",
        )


def shown(text: str) -> str:
    """One line as it can be printed: what no font shows is U+FFFD, and a very long word may break."""
    text = _UNSHOWABLE.sub("\ufffd", _TURNING.sub("", text)).replace("\t", "    ")
    return _LONG.sub(lambda m: "\u200b".join(m[0][n : n + 8] for n in range(0, len(m[0]), 8)), text)


def _line(text: str) -> dict[str, Any]:
    from assistant.documents.pdf import right_to_left

    if not _HASH.fullmatch(text):  # that fits its row whole, and must be found by a search
        text = shown(" ".join(text.split("\n")))
    rtl = right_to_left(text)
    if text[:1] == " ":
        # spaces at the beginning of a line would not be printed
        bare = text.lstrip(" ")
        text = "\u00a0" * (len(text) - len(bare)) + bare
    made: dict[str, Any] = {"t": text, "rtl": rtl}
    if rtl:
        made["lang"] = "he" if any("\u0590" <= c <= "\u05ff" for c in text) else "ar"
    return made


def _lines(text: str) -> dict[str, Any]:
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return {"k": "lines", "lines": [_line(line.rstrip()) for line in text.strip("\n").split("\n")]}


def _rows(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {"k": "rows", "rows": [[_line(label), _line(value)] for label, value in pairs]}


_HASH = re.compile(r"[0-9a-f]{64}")


def _mail_parts(mail: Mail, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth:
        yield {"k": "heading", "t": "E-mail that was attached"}
    yield _rows(mail.headers or [("Headers", "none that are printed")])
    if mail.note:
        yield {"k": "note", "t": mail.note}
    yield _lines(mail.text or "(no text)")
    if mail.attachments:
        yield {"k": "heading", "t": "Attachments, listed and not shown"}
        for a in mail.attachments:
            pairs = [("Name", a.name), ("Kind", a.media), ("Size", f"{a.size:,} bytes"), ("SHA-256", a.sha256)]
            yield _rows(pairs)
    for inner in mail.inner:
        yield from _mail_parts(inner, depth + 1)


def _recording_parts(data: bytes, media: str, told: Told) -> Iterator[dict[str, Any]]:
    import hashlib

    found = read_recording(data, media)
    pairs = [
        ("File", told.name or "(no name)"),
        ("Kind", f"{called(media)} ({media})"),
        ("Size", f"{len(data):,} bytes"),
        ("SHA-256", hashlib.sha256(data).hexdigest()),
        ("Length", as_length(found.seconds) if found.seconds is not None else "not stated in the file"),
    ]
    yield {"k": "heading", "t": "Recording"}
    yield _rows(pairs)
    yield {"k": "note", "t": "The recording itself is kept unchanged. It is not part of these pages."}
    yield {"k": "heading", "t": "Transcript"}
    yield _rows([("Prepared by", told.prepared_by), ("Date prepared", "")])
    if told.transcript.strip():
        yield _lines(told.transcript)
        return
    yield {"k": "note", "t": "Times are counted from the start. Write [unclear] where the words cannot be heard."}
    yield {"k": "blank", "count": _BLANK_LINES, "header": ["Time", "Who speaks", "Words"]}


def _set(title: str, parts: list[dict[str, Any]], frame: tuple[float, float], language: str) -> bytes:
    from assistant.documents.pdf import FAMILIES, compile_showing_all

    lang, _, region = language.partition("-")
    data = {
        "title": title,
        "lang": lang,
        "region": region or None,
        "fonts": list(FAMILIES),
        "width": frame[0],
        "height": frame[1],
        "parts": parts,
    }
    return compile_showing_all("exhibits/text.typ", data)[0]
