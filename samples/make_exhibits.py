"""Makes the invented exhibits of the samples, the same bytes each time: python samples/make_exhibits.py"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

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


def photo(path: Path, shape: str) -> None:
    """A drawn stand-in for a photograph."""
    picture = Image.new("RGB", (900, 600), "#b9a48f")
    draw = ImageDraw.Draw(picture)
    if shape == "arm":
        draw.rounded_rectangle((80, 220, 840, 400), 80, fill="#d9b38c")
        draw.ellipse((360, 260, 560, 350), fill="#8e6f86")
    else:
        draw.rectangle((150, 120, 750, 520), fill="#3f5a7a")
        draw.line((200, 320, 700, 320), fill="#202d3d", width=10)
        draw.ellipse((410, 280, 490, 360), fill="#e8e8e8")
    picture.save(path, quality=85)


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


def main() -> None:
    for name in ("ca-neighbor", "ma-former-partner", "mn-stranger-online", "wa-moving-away"):
        (HERE / name / "exhibits").mkdir(exist_ok=True)
    photo(HERE / "ca-neighbor/exhibits/bruise.jpg", "arm")
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
    rows = [f"Oct {5 + n % 19:02d}, 2026   11:{10 + n:02d} PM   in   555-555-0188   1 min" for n in range(31)]
    paper(
        HERE / "ma-former-partner/exhibits/call-record.pdf",
        [["Valley Phone (invented)   List of calls", "", *rows[:16]], ["List of calls, page 2", "", *rows[16:]]],
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
    photo(HERE / "wa-moving-away/exhibits/tag.jpg", "tag")
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
