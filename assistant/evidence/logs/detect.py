"""What kind of log a file is, by its content; its name does not count."""

from __future__ import annotations

from assistant.errors import PersonError
from assistant.evidence.logs import carrier_csv, google_voice, imessage, incident_csv, meta_json, sms_backup, whatsapp
from assistant.evidence.logs.archives import opened
from assistant.evidence.logs.records import Notes, Source
from assistant.evidence.logs.tables import Table, plain, read_table
from assistant.evidence.logs.text import encoding_of

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"%PDF-", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
_REMEDY = "Known are: WhatsApp, SMS Backup & Restore, Apple messages as text, Google Voice, Facebook and Instagram as JSON, call lists and incident logs as CSV."


def kind_of(source: Source) -> str:
    """One of records.KINDS. PersonError, saying what it looks like, for anything else."""
    head = source.head()
    if not head.strip(b"\0 \r\n\t"):
        raise PersonError("this file is empty.", where=source.name, remedy="Copy it again from where it came from.")
    if head.startswith(b"PK\x03\x04"):
        return _zip(source)
    if head.startswith(_PICTURES) or head[4:8] == b"ftyp":
        raise PersonError(
            "this is a picture, a PDF or a recording, and no log.",
            where=source.name,
            remedy="Take it in as an exhibit with: paperwork evidence add",
        )
    encoding = encoding_of(head)
    if head.startswith((b"SQLite format 3", b"\xd0\xcf\x11\xe0")) or not encoding:
        raise PersonError("this is not a text file.", where=source.name, remedy=_REMEDY)
    text = head.decode(encoding, "replace")
    if sms_backup.looks_like(text):
        return "sms"
    if google_voice.looks_like(text):
        return "voice"
    if meta_json.looks_like(text) or (text.lstrip()[:1] == "{" and b'"participants"' in head):
        return "meta"
    if imessage.looks_like(text):
        return "imessage"
    if whatsapp.looks_like(text):
        return "whatsapp"
    if text.lstrip("\ufeff \r\n\t")[:1] in ("<", "{", "["):
        raise PersonError("this is no log that the program knows.", where=source.name, remedy=_REMEDY)
    return _table(source)


def _zip(source: Source) -> str:
    with opened(source) as archive:
        names = archive.namelist()
    if any(n.startswith(("word/", "xl/", "ppt/")) or n == "[Content_Types].xml" for n in names):
        raise PersonError(
            "this is an office document.", where=source.name, remedy="Save the table as CSV, or print it to a PDF."
        )
    if google_voice.zip_has_pages(names):
        return "voice"
    if any(n.casefold().endswith(".txt") for n in names):
        return "whatsapp"
    raise PersonError("no log was found in this zip file.", where=source.name, remedy=_REMEDY)


def _table(source: Source) -> str:
    unknown = PersonError("this is no log that the program knows.", where=source.name, remedy=_REMEDY)
    try:
        table: Table = read_table(
            source, Notes(), lambda h: carrier_csv.known(h) or bool(incident_csv.meaning_of(h)), any_head=True
        )
    except PersonError as error:
        if "columns was found" in str(error):
            raise unknown from None
        raise
    meanings = {incident_csv.meaning_of(h) for h in table.head}
    calls = set(carrier_csv.guess(table.head).values())
    if meanings & {"location_general", "witnesses", "police_and_report", "police_any", "date_precision"}:
        return "incidents"
    if calls & {"number", "from", "to"}:
        return "calls"
    if incident_csv.looks_like(table.head):
        return "incidents"
    if (
        len(table.head) >= 3
        and len(table.rows) >= 1
        and any(any(c.isdigit() for c in plain(x)) for _, r in table.rows[:5] for x in r)
    ):
        return "calls"  # columns of a company nobody knows: the person says what they mean
    raise unknown
