"""Each kind of file: known by its content, its facts read, its pages made without anything hidden."""

from __future__ import annotations

import hashlib
import io

import pytest
from evidence_files import camera, every_byte, mail, movie, pdf, render, sound, tiff, words
from PIL import Image

from assistant.errors import PersonError
from assistant.evidence import pages_of, take_in
from assistant.evidence.mail import words_of
from assistant.evidence.times import in_words

KINDS = {
    "image/jpeg": camera("JPEG"),
    "image/png": camera("PNG"),
    "image/webp": camera("WEBP"),
    "image/heic": camera("HEIF"),
    "image/tiff": camera("TIFF"),
    "application/pdf": pdf("words"),
    "text/plain": "He wrote: bác sĩ\n".encode(),
    "message/rfc822": mail(),
    "audio/wav": sound(),
    "audio/mpeg": b"ID3\x04" + bytes(200),
    "audio/mp4": movie(brand=b"M4A "),
    "video/mp4": movie(),
    "video/quicktime": movie(brand=b"qt  "),
}


@pytest.mark.parametrize("media", KINDS)
def test_the_content_decides_not_the_name(media: str) -> None:
    data = KINDS[media]
    taken = take_in(data, "report.docx")
    assert (taken.media, taken.size, taken.sha256) == (media, len(data), hashlib.sha256(data).hexdigest())
    made = pages_of(data, name="report")
    assert (made.media, made.count >= 1) == (media, True)
    assert (made.pdf is None) is media.startswith("image/")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xef\xbb\xbfHello", "text/plain"),
        ("Héllo".encode("utf-16"), "text/plain"),
        ("Déjà vu, said he. ".encode("cp1252"), "text/plain"),
        (b"From: me\nTo: you\n\nThis only looks like an e-mail.", "text/plain"),
        (b"Note: call her\nDate: Monday\n\nx", "text/plain"),
        (b"From: a@example.org\nSubject: x\nDate: Sat, 9 May 2026 21:14:03 -0700\n\nx", "message/rfc822"),
    ],
)
def test_texts_and_e_mails_are_told_apart(data: bytes, said: str) -> None:
    assert take_in(data, "x").media == said


# -- the time a file states --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_when_the_camera_says_it_was(kind: str) -> None:
    taken = take_in(camera(kind, zone="-07:00"), "x")
    assert (taken.made, taken.made_by) == ("2026-05-09T21:14:03-07:00", "camera")
    assert take_in(camera(kind), "x").made == "2026-05-09T21:14:03"


@pytest.mark.parametrize(
    "made", ["", "0000:00:00 00:00:00", "2026:13:40 99:00:00", "1904:01:01 00:00:00", "yesterday", "2026-05-09"]
)
def test_a_camera_without_a_true_time_says_nothing(made: str) -> None:
    assert take_in(camera(made=made), "x").made is None


def test_when_other_files_say_they_were_made() -> None:
    assert take_in(mail(), "x").made == "2026-05-09T21:14:03-07:00"
    assert take_in(mail().replace(b"Sat, 9 May 2026", b"some day"), "x").made is None
    seen = take_in(movie(), "x")
    assert (seen.made, seen.seconds, seen.made_by) == ("2026-05-10T04:14:03+00:00", 125.0, "recorder")
    assert take_in(sound(75), "x").seconds == 75.0
    assert take_in(b"ID3\x04" + bytes(200), "x").seconds is None
    assert in_words("2026-05-09T21:14:03-07:00") == "May 9, 2026, 9:14 pm"
    assert in_words("2026-05-10T00:04:03+00:00") == "May 10, 2026, 12:04 am (world time, UTC)"


# -- pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "TIFF"])
def test_pictures_are_made_anew_with_nothing_but_pixels(kind: str) -> None:
    data = camera(kind)
    (made,) = pages_of(data).pictures
    assert made.pixels == (400, 300)
    again = Image.open(io.BytesIO(made.data))
    assert dict(again.getexif()) == {}
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"SECRETCAMERA", b"Exif", b"2026:05", b"GPS"):
        assert trace not in made.data
    near = [abs(a - b) < 40 for a, b in zip(again.convert("RGB").getpixel((50, 50)), (255, 0, 0), strict=True)]
    assert all(near)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("size", [(400, 300), (4032, 3024)])
@pytest.mark.parametrize("profile", [False, True])
def test_a_turned_photo_with_colours_of_its_own_stands_upright(
    orientation: int, size: tuple[int, int], profile: bool
) -> None:
    from PIL import ImageCms

    stored = Image.new("RGB", size, "blue")
    corner = {1: (0, 0), 3: (1, 1), 6: (0, 1), 8: (1, 0)}[orientation]
    half = size[0] // 2, size[1] // 2
    stored.paste(
        "red", (corner[0] * half[0], corner[1] * half[1], (corner[0] + 1) * half[0], (corner[1] + 1) * half[1])
    )
    exif = Image.Exif()
    exif[0x0112] = orientation
    colours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() if profile else None
    out = io.BytesIO()
    stored.save(out, "JPEG", exif=exif, icc_profile=colours)
    (made,) = pages_of(out.getvalue()).pictures
    seen = Image.open(io.BytesIO(made.data))
    assert (seen.width > seen.height) is (orientation in (1, 3))
    red, blue = (
        seen.getpixel((seen.width // 4, seen.height // 4)),
        seen.getpixel((seen.width * 3 // 4, seen.height // 4)),
    )
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]
    assert made.pixels == seen.size


@pytest.mark.parametrize("size", [(4032, 3024), (3024, 4032), (1080, 2400), (8000, 6000), (300, 200)])
def test_never_below_200_pixels_to_the_inch(size: tuple[int, int]) -> None:
    (made,) = pages_of(camera(size=size)).pictures
    fine = made.pixels[0] / (made.size[0] / 72)
    assert fine <= 401
    assert made.pixels == size or fine >= 200
    assert made.size[0] <= 504.01
    assert made.size[1] <= 669.61


def test_each_page_of_a_tiff_is_a_page() -> None:
    made = pages_of(tiff(3))
    assert made.count == 3
    shades = [Image.open(io.BytesIO(p.data)).getpixel((5, 5)) for p in made.pictures]
    assert shades == [40, 60, 80]
    assert take_in(tiff(3), "x").pages == 3


def test_a_text_is_printed_whole() -> None:
    text = (
        "First line\n\n    four spaces before\nשלום עולם\n"
        + "w" * 300
        + "\nhttps://example.org/"
        + "q" * 150
        + "\nlast  line\n"
    )
    made = pages_of(text.encode())
    assert made.pdf is not None
    found = words(made.pdf).replace(" ", "")
    for part in ("Firstline", "fourspacesbefore", "w" * 300, "q" * 150, "lastline"):
        assert part in found
    page = render(made.pdf, scale=0.5)
    edge = [page.getpixel((page.width - 2, y)) for y in range(page.height)]
    assert min(min(p) for p in edge) > 200, "no line runs over the edge"
    assert b"/URI" not in every_byte(made.pdf)


def test_an_e_mail_shows_its_headers_words_and_attachments() -> None:
    body = (
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nI saw you.\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>I saw <b>you</b>.</p>\r\n"
        b'--b\r\nContent-Type: image/png; name="door.png"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n'
    )
    made = pages_of(mail(body, kind=b"multipart/mixed; boundary=b"))
    assert made.pdf is not None
    text = words(made.pdf)
    for part in (
        "Alex <a@example.org>",
        "b@example.org",
        "21:14:03 -0700",
        "ánh again",
        "I saw you.",
        "door.png",
        "image/png",
        "3 bytes",
    ):
        assert part in text, part
    assert hashlib.sha256(bytes(3)).hexdigest() in text
    assert "relay.example.org" not in text


def test_html_is_read_for_its_words_and_nothing_is_loaded() -> None:
    html = (
        "<html><head><title>t</title><style>p{color:red}</style></head><body><p>One<br>two</p>"
        "<script>steal()</script><img src='https://t.example.org/x.gif' alt='a heart'>"
        "<a href='https://t.example.org/click?id=1'>here</a><table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert words_of(html) == "One\ntwo\n[picture: a heart]here [link to t.example.org]\n\na b"
    made = pages_of(mail(html.encode(), kind=b"text/html"))
    assert made.pdf is not None
    text, raw = words(made.pdf), every_byte(made.pdf)
    assert "nothing was loaded" in text
    for trace in (b"steal", b"click?id", b"/URI", b"/Link", b"/JS"):
        assert trace not in raw


def test_an_attached_e_mail_is_printed_too() -> None:
    inner = mail(b"The first message.\r\n")
    body = (
        b"See below.\r\n--b\r\nContent-Type: text/plain\r\n\r\nFwd\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
        + b"\r\n--b--\r\n"
    )
    made = pages_of(mail(body, kind=b"multipart/mixed; boundary=b"))
    assert made.pdf is not None
    assert "E-mail that was attached" in words(made.pdf)
    assert "The first message." in words(made.pdf)


def test_a_recording_becomes_a_page_for_its_words() -> None:
    data = sound(75)
    made = pages_of(data, name="voice message.wav")
    assert made.pdf is not None
    text = words(made.pdf)
    digest = hashlib.sha256(data).hexdigest()
    for part in (
        "voice message.wav",
        "1 min 15 s",
        f"{len(data):,} bytes",
        digest,
        "Prepared by",
        "Who speaks",
        "Words",
    ):
        assert part in text, part
    assert len(made.pdf) < len(data), "the sound itself is not in it"
    told = pages_of(data, name="v.wav", transcript="0:05 Alex: I know you are home.", prepared_by="Sam Rowe")
    assert told.pdf is not None
    assert "0:05 Alex: I know you are home." in words(told.pdf)
    assert "Sam Rowe" in words(told.pdf)
    assert "Who speaks" not in words(told.pdf)


@pytest.mark.parametrize("media", KINDS)
def test_the_same_file_gives_the_same_pages(media: str) -> None:
    assert pages_of(KINDS[media], name="x") == pages_of(KINDS[media], name="x")


OTHERS = {
    "a word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "Save as PDF"),
    "a new word document": (b"PK\x03\x04" + b"\0" * 40 + b"word/document.xml", "Save as PDF"),
    "a zip": (b"PK\x03\x04" + b"\0" * 99, "one by one"),
    "a 7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "one by one"),
    "a gif": (b"GIF89a" + b"\0" * 99, "JPEG or a PNG"),
    "a web page": (b"  <!DOCTYPE html><p>x", "screenshot"),
    "an svg": (b"<svg xmlns='x'><script/></svg>", "screenshot"),
    "an export": (
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
        "log import",
    ),
    "a program": (b"MZ\x90\0" + b"\0" * 99, "Do not open"),
    "a mailbox": (b"From a@example.org Sat May 9 2026\nFrom: a@example.org\nDate: x\nSubject: y\n\nz", "one e-mail"),
    "spaces": (b" \n\0\n", "Copy it again"),
    "noise": (bytes(range(1, 32)) * 20, "JPEG or a PNG"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_no_page_can_show_is_refused_with_what_to_do(kind: str) -> None:
    data, remedy = OTHERS[kind]
    for ask in (lambda: take_in(data, "holiday.jpg"), lambda: pages_of(data, where="holiday.jpg")):
        with pytest.raises(PersonError) as caught:
            ask()
        (problem,) = caught.value.problems
        assert problem.where == "holiday.jpg"
        assert remedy in problem.remedy
