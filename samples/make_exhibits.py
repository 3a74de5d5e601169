"""Makes the invented exhibits of the samples, the same bytes each time: python samples/make_exhibits.py

Messages and calls are printed by the program itself, as `paperwork log exhibit` prints them.
"""

from __future__ import annotations

import datetime
import io
from email import policy
from email.message import EmailMessage
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from assistant.cli.log_exhibit import selection_of
from assistant.evidence.logs.printing import print_messages
from assistant.evidence.logs.reading import Wanted
from assistant.evidence.logs.records import Settings, Source
from assistant.evidence.logs.taking import Log

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "assistant" / "fonts"


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    found = sorted(FONTS.glob("NotoSerif-Regular.ttf"))
    return ImageFont.truetype(str(found[0]), size) if found else ImageFont.load_default(size)


def phone(path: Path, title: str, lines: list[tuple[str, bool]]) -> None:
    """A picture of a phone's screen; each line is (words, sent by the phone's owner)."""
    picture = Image.new("RGB", (540, 820), "#f2f2f4")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 540, 70), fill="#34495e")
    draw.text((20, 20), title, font=_font(24), fill="white")
    top = 100
    for words, mine in lines:
        box = (150, top, 520, top + 70) if mine else (20, top, 390, top + 70)
        draw.rounded_rectangle(box, 14, fill="#cfe8cf" if mine else "white")
        draw.text((box[0] + 14, top + 20), words, font=_font(19), fill="black")
        top += 95
    picture.save(path)


def camera(day: str, turned: int = 1) -> Image.Exif:
    """What a phone writes into a photo: maker, day, place, how it was held. The place is in the open sea."""
    notes = Image.Exif()
    notes[0x010F], notes[0x0110], notes[0x0112], notes[0x0132] = "Invented Phones", "Model 5", turned, day
    notes.get_ifd(0x8769).update({0x9003: day, 0x9011: "-08:00"})
    notes.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 55.5), 3: "W", 4: (140.0, 30.0, 55.5)})
    return notes


def photo(path: Path, shape: str, day: str, turned: int = 1) -> None:
    """A drawn stand-in for a photograph, with a camera's notes in it. `turned` 6: held upright, stored lying."""
    picture = Image.new("RGB", (900, 600), "#b9a48f")
    draw = ImageDraw.Draw(picture)
    if shape == "arm":
        draw.rounded_rectangle((80, 220, 840, 400), 80, fill="#d9b38c")
        draw.ellipse((360, 260, 560, 350), fill="#8e6f86")
    elif shape == "truck":
        draw.rectangle((0, 380, 900, 600), fill="#5b5b5b")
        draw.rounded_rectangle((180, 160, 720, 460), 30, fill="#8b9096")
        draw.rectangle((260, 200, 640, 300), fill="#27313a")
        draw.ellipse((200, 330, 280, 410), fill="#fff3c4")
        draw.ellipse((620, 330, 700, 410), fill="#fff3c4")
        draw.rectangle((380, 400, 520, 440), fill="white")
        draw.text((392, 402), "7EX555Q", font=_font(26), fill="black")
    else:
        draw.rectangle((150, 120, 750, 520), fill="#3f5a7a")
        draw.line((200, 320, 700, 320), fill="#202d3d", width=10)
        draw.ellipse((410, 280, 490, 360), fill="#e8e8e8")
    if turned == 6:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    picture.save(path, quality=85, exif=camera(day, turned))


def paper(path: Path, pages: list[list[str]]) -> None:
    """A PDF of plain pages."""
    sheets = []
    for lines in pages:
        sheet = Image.new("RGB", (850, 1100), "white")
        draw = ImageDraw.Draw(sheet)
        for n, line in enumerate(lines):
            draw.text((80, 90 + n * 34), line, font=_font(22), fill="black")
        sheets.append(sheet)
    sheets[0].save(
        path,
        save_all=True,
        append_images=sheets[1:],
        resolution=100,
        creationDate=None,
        modDate=None,
        producer="",
        title="",
    )


def mail(path: Path) -> None:
    """An e-mail as a mail program saves it, with the marks of the servers it went through and a picture attached."""
    letter = EmailMessage(policy=policy.SMTP)
    letter["Received"] = (
        "from mx.example.net (mx.example.net [192.0.2.15]) by mail.example.org; Fri, 20 Nov 2026 07:31:10 -0600"
    )
    letter["From"] = "night heron <heron.returns@example.net>"
    letter["To"] = "photo club <hello@example.com>"
    letter["Date"] = "Fri, 20 Nov 2026 07:31:05 -0600"
    letter["Subject"] = "you blocked me"
    letter["Message-ID"] = "<20261120073105.5555@example.net>"
    letter.set_content(
        "You blocked me a third time.\n\nI can wait. I know when the bus comes.\nTell her the yellow coat is pretty.\n"
    )
    letter.add_alternative(
        "<p>You blocked me a third time.</p><p>I can wait. I know when the bus comes.<br>Tell her the yellow coat is pretty.</p>"
        '<img src="http://example.net/seen.gif" width="1" height="1">',
        subtype="html",
    )
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "#f2d34f").save(picture, "PNG")
    letter.add_attachment(picture.getvalue(), maintype="image", subtype="png", filename="coat.png")
    for n, part in enumerate(p for p in letter.walk() if p.is_multipart()):
        part.set_boundary(f"invented-{n}")
    path.write_bytes(bytes(letter))


CHAT = (
    ("10/5/26, 10:58:41\u202fPM", "", "\u200eMessages and calls are end-to-end encrypted."),
    ("10/5/26, 11:02:14\u202fPM", "Garrett", "Pick up"),
    ("10/5/26, 11:14:50\u202fPM", "Garrett", "I know you are awake"),
    ("10/10/26, 10:51:03\u202fPM", "Garrett", "I can do this longer than you can.\nYou know me."),
    ("10/10/26, 10:52:30\u202fPM", "Garrett", "\u200eThis message was deleted."),
    ("10/12/26, 8:05:22\u202fAM", "Ánh", "My sister has your key. Do not write to me."),
    ("10/13/26, 11:40:19\u202fPM", "Garrett", "You do not tell me that"),
    ("10/13/26, 11:41:02\u202fPM", "Garrett", "I will write when I want"),
    ("10/14/26, 11:08:30\u202fPM", "Garrett", "Pick up"),
    ("10/14/26, 11:25:11\u202fPM", "Garrett", "I can wait"),
    ("10/15/26, 11:09:45\u202fPM", "Garrett", "Who is with you"),
    ("10/16/26, 11:27:05\u202fPM", "Garrett", "I saw your light"),
    ("10/17/26, 12:20:09\u202fAM", "Garrett", "\u200eimage omitted"),
    ("10/17/26, 11:10:50\u202fPM", "Garrett", "You have seen it. I know when you have seen it"),
    ("10/18/26, 11:27:20\u202fPM", "Garrett", "Nobody is going to help you"),
    ("10/18/26, 11:44:01\u202fPM", "Garrett", "Pick up"),
    ("10/19/26, 11:11:33\u202fPM", "Garrett", "I talked to people"),
    ("10/20/26, 11:28:14\u202fPM", "Garrett", "They all know about you now"),
    ("10/21/26, 11:12:40\u202fPM", "Garrett", "Are you coming back or not"),
    ("10/21/26, 11:29:58\u202fPM", "Garrett", "Pick up"),
    ("10/22/26, 11:46:07\u202fPM", "Garrett", "This is not finished"),
    ("10/23/26, 11:38:00\u202fPM", "Garrett", "Last chance"),
    ("10/23/26, 11:40:12\u202fPM", "Garrett", "Ok then"),
)


def exported_chat(path: Path) -> None:
    """A chat as a phone exports it: marks of direction, narrow spaces, a message of two lines, a picture left out."""
    lines = [f"\u200e[{when}] {name or 'Garrett'}: {words}" for when, name, words in CHAT]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode())


def call_list(path: Path) -> None:
    """A telephone company's list of calls: 31 from one number over nineteen days, and three of others between them."""
    first = datetime.date(2026, 10, 5)
    calls = [(n * 18 // 30, 23 * 60 + 2 + n * 17 % 50, "555-555-0188", 0) for n in range(31)]
    calls[3], calls[17] = (*calls[3][:3], 4), (*calls[17][:3], 2)  # the two that were answered
    calls += [
        (2, 9 * 60 + 14, "555-555-0150", 6),
        (9, 18 * 60 + 40, "555-555-0161", 11),
        (15, 12 * 60 + 5, "555-555-0150", 3),
    ]
    rows = ["Date,Time,Number,Direction,Minutes"]
    for day, minute, number, minutes in sorted(calls):
        clock = datetime.time(minute // 60, minute % 60)
        rows.append(f"{first + datetime.timedelta(day)},{clock:%H:%M},{number},Incoming,{minutes}")
    path.write_bytes(("\r\n".join(rows) + "\r\n").encode())


OWNER = (("555-555-0188", "Garrett Lowe", "He called me from it for three years, and it is the number of this chat."),)


def printed(path: Path, source: Path, number: int, settings: Settings, wanted: Wanted, marks: tuple[int, ...]) -> None:
    """Entries of a log as an exhibit."""
    log = Log(f"l{number}", number, Source.of(source.read_bytes(), source.name), settings)
    path.write_bytes(print_messages(log, selection_of(log, wanted, frozenset(marks)), owners=OWNER).data)


def main() -> None:
    for name in ("ca-neighbor", "ma-former-partner", "mn-stranger-online", "wa-moving-away"):
        (HERE / name / "exhibits").mkdir(exist_ok=True)
    photo(HERE / "ca-neighbor/exhibits/bruise.jpg", "arm", "2026:09:03 07:41:12")
    photo(HERE / "ca-neighbor/exhibits/truck.jpg", "truck", "2026:11:14 18:46:03", turned=6)
    phone(
        HERE / "ca-neighbor/exhibits/call-list.png",
        "Calls",
        [("Sat Nov 14, 6:52 PM   Police line", True), ("Sat Nov 14, 12:10 PM   Tomas", False)],
    )
    phone(
        HERE / "ma-former-partner/exhibits/messages.png",
        "(555) 555-0188",
        [
            ("Wed, May 20, 2026  8:02 PM", False),
            ("Do not call me or come", True),
            ("near me again.", True),
            ("ok", False),
        ],
    )
    phone(
        HERE / "mn-stranger-online/exhibits/message.png",
        "heron_returns_555",
        [
            ("Fri, Nov 20, 2026  7:05 AM", False),
            ("Yellow coat today. She waves", False),
            ("to the driver. Sweet.", False),
            ("You should not have blocked me.", False),
        ],
    )
    phone(
        HERE / "mn-stranger-online/exhibits/account.png",
        "New follower",
        [("Fri, Oct 30, 2026  9:14 PM", False), ("night_heron_556", False), ("wants to follow you", False)],
    )
    mail(HERE / "mn-stranger-online/exhibits/letter.eml")
    partner = HERE / "ma-former-partner/exhibits"
    exported_chat(partner / "chat.txt")
    call_list(partner / "calls.csv")
    zone = "America/New_York"
    chat = Settings("whatsapp", zone, me="Ánh", number="555-555-0188")
    printed(partner / "conversation.pdf", partner / "chat.txt", 1, chat, Wanted(lines=((2, 23),)), (4,))
    calls = Settings("calls", zone)
    printed(partner / "call-record.pdf", partner / "calls.csv", 2, calls, Wanted(number="0188"), ())
    phone(
        HERE / "wa-moving-away/exhibits/cousin.png",
        "ty_renn_example",
        [
            ("Sat, Oct 31, 2026  4:20 PM", False),
            ("which college did J choose", False),
            ("tell J I only want to", False),
            ("know she is safe over there", False),
        ],
    )
    photo(HERE / "wa-moving-away/exhibits/tag.jpg", "tag", "2026:06:30 16:05:44")
    paper(
        HERE / "wa-moving-away/exhibits/order.pdf",
        [
            [
                "SUPERIOR COURT, COUNTY OF CASCADIA (invented)",
                "",
                "No. 26-2-55555-1",
                "Protection Order",
                "",
                "Petitioner: J. A.     Respondent: T. R.",
                "",
                "This order ends on December 30, 2026.",
            ]
        ],
    )


if __name__ == "__main__":
    main()
