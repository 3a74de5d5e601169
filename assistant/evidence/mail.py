"""An e-mail as text: its headers, its words, a list of what was attached. Run in the separate process.

Nothing is fetched: a picture that lies elsewhere would tell its sender that the e-mail was opened. HTML is read
as data for its words and never shown as a page.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

from assistant.errors import PersonError
from assistant.evidence.media import MOST_CHARACTERS, MOST_LEVELS, MOST_PARTS

SHOWN = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject", "Message-ID")
_DEEPEST_SHOWN = 3  # e-mails within e-mails that are printed; deeper ones are only listed


@dataclass(frozen=True)
class Attachment:
    name: str
    media: str
    size: int
    sha256: str


@dataclass
class Mail:
    """What is printed of one e-mail. `inner`: e-mails that were attached to it."""

    headers: list[tuple[str, str]]
    text: str = ""
    note: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    inner: list[Mail] = field(default_factory=list)


def read_mail(data: bytes, where: str) -> Mail:
    """The e-mail. PersonError when it has too many parts; otherwise the library's own errors."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    return _read(message, where, 0, [0])


def sent_at(data: bytes) -> str | None:
    """When its Date header says it was sent: ISO 8601, with the sender's offset from UTC."""
    with contextlib.suppress(Exception):  # whatever stands there, a date that cannot be read is no date
        head = BytesParser(policy=policy.compat32).parsebytes(data[:262_144], headersonly=True)
        moment = parsedate_to_datetime(str(head["Date"]))
        if 1990 <= moment.year <= 2200:
            return moment.replace(microsecond=0).isoformat()
    return None


def _read(message: EmailMessage, where: str, depth: int, count: list[int]) -> Mail:
    mail = Mail([(name, value) for name in SHOWN for value in _header(message, name)])
    plain: list[str] = []
    formatted: list[str] = []
    for part, level in _parts(message, where):
        count[0] += 1
        if count[0] > MOST_PARTS or level > MOST_LEVELS:
            raise PersonError(
                "this e-mail has too many parts within each other.",
                where=where,
                remedy="Open it in your mail program, print it to a PDF, and attach that.",
            )
        media = part.get_content_type()
        if media == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage) and depth < _DEEPEST_SHOWN:
                mail.inner.append(_read(inner[0], where, depth + 1, count))
            else:
                mail.attachments.append(_attachment(part, bytes(part)))
        elif part.is_multipart():
            continue
        elif _is_text(part):
            (formatted if media == "text/html" else plain).append(_text_of(part, where))
        else:
            mail.attachments.append(_attachment(part, _payload(part)))
    mail.text = "\n\n".join(plain).strip("\n")
    if not mail.text.strip() and formatted:
        mail.text = "\n\n".join(words_of(html) for html in formatted)
        mail.note = "The words of a formatted e-mail. Pictures and layout are not shown, and nothing was loaded."
    elif formatted:
        mail.note = "The e-mail also holds a formatted version of its text, which is not shown here."
    return mail


def _parts(message: EmailMessage, where: str) -> Iterator[tuple[EmailMessage, int]]:
    """Every part and how deep it lies. What is inside an attached e-mail belongs to that e-mail."""
    waiting = [(message, 0)]
    while waiting:
        part, level = waiting.pop()
        yield part, level
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [(p, level + 1) for p in reversed(inner) if isinstance(p, EmailMessage)]


def _header(message: EmailMessage, name: str) -> list[str]:
    """The decoded values of a header; as they stand when they cannot be decoded."""
    try:
        return [" ".join(str(value).split()) for value in message.get_all(name, [])]
    except Exception:
        found = (value for key, value in message.raw_items() if key.lower() == name.lower())
        return [" ".join(str(value).split()) for value in found]


def _is_text(part: EmailMessage) -> bool:
    with contextlib.suppress(Exception):
        if part.get_content_disposition() == "attachment" or part.get_filename():
            return False
    return part.get_content_type() in ("text/plain", "text/html")


def _payload(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text_of(part: EmailMessage, where: str) -> str:
    data = _payload(part)
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        try:
            text = data.decode("utf-8")
        except ValueError:
            text = data.decode("cp1252", "replace")
    if len(text) > MOST_CHARACTERS:
        raise PersonError(
            f"the text of this e-mail is longer than {MOST_CHARACTERS:,} characters.",
            where=where,
            remedy="Attach a PDF of the part that matters.",
        )
    return text


def _attachment(part: EmailMessage, data: bytes) -> Attachment:
    name = ""
    with contextlib.suppress(Exception):
        name = part.get_filename() or ""
    if not name and part.get_content_type() == "message/rfc822":
        name = "an attached e-mail"
    return Attachment(name or "(no name)", part.get_content_type(), len(data), hashlib.sha256(data).hexdigest())


def words_of(html: str) -> str:
    """The words of HTML, with line breaks where blocks end; pictures by their description, links by their host."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.found).split("\n")]
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n")


class _Words(HTMLParser):
    _SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
    _BLOCKS = frozenset({"p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._BLOCKS:
            self.found.append("\n")
        elif tag == "td":
            self.found.append(" ")
        elif tag == "img":
            self.found.append(f"[picture: {known.get('alt') or 'not shown'}]")
        elif tag == "a":
            with contextlib.suppress(ValueError):
                self._link = urlsplit(known.get("href") or "").hostname or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("p", "div", "tr", "table", "blockquote"):
            self.found.append("\n")
        elif tag == "a" and self._link:
            self.found.append(f" [link to {self._link[:100]}]")
            self._link = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data.replace("\n", " "))
