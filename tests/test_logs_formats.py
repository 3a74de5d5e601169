"""Each kind of file, with conversations made up here: every message once, at its time, with its direction."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import PersonError
from assistant.evidence.logs import whatsapp
from assistant.evidence.logs.carrier_csv import guess
from assistant.evidence.logs.days import Undecided
from assistant.evidence.logs.detect import kind_of
from assistant.evidence.logs.formats import records, summary_of
from assistant.evidence.logs.records import Notes, Record, Settings, Source

CHICAGO = "America/Chicago"


def read(data: bytes | str, kind: str, name: str = "file", **said: Any) -> tuple[list[Record], list[str]]:
    source = Source.of(data.encode() if isinstance(data, str) else data, name)
    assert kind_of(source) == kind
    notes = Notes()
    return list(records(source, Settings(kind, **{"zone": CHICAGO, **said}), notes)), notes.said


# -- WhatsApp ----------------------------------------------------------------------------------------

ANDROID_US = (
    "5/20/25, 9:04\u202fPM - Messages and calls are end-to-end encrypted.\n"
    "5/20/25, 9:04\u202fPM - Sam Roe: hello\nsecond line\n\nthird\n"
    "5/20/25, 9:05\u202fPM - Me P: This message was deleted\n"
    "5/20/25, 9:06\u202fPM - Sam Roe: <Media omitted>\n"
    "5/20/25, 9:07\u202fPM - Sam Roe: IMG-20250520-WA0001.jpg (file attached)\n"
    "5/20/25, 9:08\u202fPM - Sam Roe: no <This message was edited>\n"
    "5/20/25, 9:09\u202fPM - Sam Roe changed their phone number to a new number. Tap to message.\n"
)


def test_android_lines() -> None:
    found, notes = read(ANDROID_US, "whatsapp", me="Me P", number="+1 555 010 4471")
    assert [r.what for r in found] == ["note", "message", "message", "message", "message", "message", "note"]
    assert [r.row for r in found] == [1, 2, 6, 7, 8, 9, 10]
    assert found[1].text == "hello\nsecond line\n\nthird"
    assert (found[1].direction, found[1].counterpart_id, found[1].counterpart_label) == (
        "in",
        "+1 555 010 4471",
        "Sam Roe",
    )
    assert found[1].when_local == datetime(2025, 5, 20, 21, 4)
    assert found[1].when_utc == datetime(2025, 5, 21, 2, 4, tzinfo=UTC)
    assert found[1].tz_assumed
    assert (found[2].direction, found[2].state) == ("out", "deleted")
    assert found[3].media
    assert found[4].media == ("IMG-20250520-WA0001.jpg",)
    assert found[5].state == "edited"
    assert "phone number" in found[6].text
    assert notes == []


IPHONE = (
    "\ufeff[20/05/2025, 21:04:11] Sam Roe: \u200eMessages and calls are end-to-end encrypted.\r\n"
    "[20/05/2025, 21:04:12] Sam Roe: hello\r\nsecond\r\n"
    "\u200e[20/05/2025, 21:05:00] Sam Roe: \u200e<attached: 00000012-PHOTO-2025.jpg>\r\n"
    "\u200e[20/05/2025, 21:06:00] Me P: \u200eimage omitted\r\n"
    "[20/05/2025, 21:07:00] Sam Roe: \u200eMissed voice call\r\n"
    "[20/05/2025, 21:08:00] Sam Roe: 👩\u200d👧 you\r\n"
)


def test_iphone_lines() -> None:
    found, _ = read(IPHONE, "whatsapp", zone="Europe/London", me="Me P")
    assert [r.when_local for r in found][1] == datetime(2025, 5, 20, 21, 4, 12)
    assert found[1].when_utc == datetime(2025, 5, 20, 20, 4, 12, tzinfo=UTC)
    assert found[1].text == "hello\nsecond"
    assert found[2].media == ("00000012-PHOTO-2025.jpg",)
    assert found[3].direction == "out"
    assert (found[4].what, found[4].state) == ("call", "missed")
    assert found[5].text == "👩\u200d👧 you"


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("[12.3.2022 klo 14.08.18] Sam: a", datetime(2022, 3, 12, 14, 8, 18)),
        ("[2022-03-14, 14:08:18] Sam: a", datetime(2022, 3, 14, 14, 8, 18)),
        ("14/03/2022, 14:08 - Sam: a", datetime(2022, 3, 14, 14, 8)),
        ("14.03.22, 14:08 - Sam: a", datetime(2022, 3, 14, 14, 8)),
        ("14-03-2022 14:08 - Sam: a", datetime(2022, 3, 14, 14, 8)),
        ("14/3/22, 2:08 p. m. - Sam: a", datetime(2022, 3, 14, 14, 8)),
        ("14/3/22, 2:08\u00a0p.\u00a0m. - Sam: a", datetime(2022, 3, 14, 14, 8)),
        ("2022/3/14 下午2:08 - Sam: a", datetime(2022, 3, 14, 14, 8)),
        ("[3/14/22, 12:08:18\u202fAM] Sam: a", datetime(2022, 3, 14, 0, 8, 18)),
    ],
)
def test_clocks_and_dates_of_many_countries(line: str, when: datetime) -> None:
    found, _ = read(line + "\n", "whatsapp", dates="day-first" if line.startswith("[12.3") else "")
    assert (found[0].when_local, found[0].text, found[0].counterpart_label) == (when, "a", "Sam")


def test_day_and_month_are_told_from_the_whole_file_or_asked() -> None:
    one = "05/06/2025, 21:04 - Sam: a\n"
    with pytest.raises(Undecided) as error:
        read(one, "whatsapp")
    assert "May 6, 2025 or June 5, 2025" in str(error.value)
    assert read(one, "whatsapp", dates="month-first")[0][0].when_local == datetime(2025, 5, 6, 21, 4)
    assert read(one + "13/06/2025, 21:04 - Sam: b\n", "whatsapp")[0][0].when_local == datetime(2025, 6, 5, 21, 4)
    # with the day first the third would lie before the second
    in_order = one + "06/06/2025, 21:04 - Sam: b\n05/07/2025, 21:04 - Sam: c\n"
    assert read(in_order, "whatsapp")[0][2].when_local == datetime(2025, 7, 5, 21, 4)
    with pytest.raises(PersonError, match="cannot be month-first"):
        read("13/06/2025, 21:04 - Sam: b\n", "whatsapp", dates="month-first")
    with pytest.raises(PersonError, match="two orders"):
        read("13/06/2025, 21:04 - Sam: b\n06/13/2025, 21:04 - Sam: b\n", "whatsapp")


def test_an_export_that_may_be_cut_off_is_said() -> None:
    lines = "".join(f"5/20/25, 9:{n % 60:02} PM - Sam: {n}\n" for n in range(39_990))
    assert any("may be missing" in n for n in read(lines, "whatsapp")[1])
    assert not any("may be missing" in n for n in read(lines[:100_000], "whatsapp")[1])


def test_a_chat_in_a_zip_with_its_pictures() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", IPHONE)
        archive.writestr("00000012-PHOTO-2025.jpg", b"\xff\xd8\xff")
    found, _ = read(out.getvalue(), "whatsapp", me="Me P")
    assert len(found) == 6


def test_a_name_with_a_colon() -> None:
    text = "".join(f"5/2{n}/25, 9:04 PM - Dr: Roe: text {n}\n" for n in range(5)) + "5/28/25, 9:04 PM - Me: P: mine\n"
    found, notes = read(text, "whatsapp", me="Me: P")
    assert found[-1].direction == "out"
    assert found[-1].text == "mine"
    assert any("colon" in n for n in notes)


def test_names_are_offered_in_order() -> None:
    assert whatsapp.senders(Source.of(ANDROID_US.encode(), "f"), Notes()) == ["Sam Roe", "Me P"]


spoken = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029"), min_size=1, max_size=40
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.lists(spoken, min_size=1, max_size=3)), min_size=1, max_size=8), st.booleans()
)
def test_every_word_of_a_chat_is_in_one_record(chat: list[tuple[bool, list[str]]], iphone: bool) -> None:
    """Whatever was written (a line that looks like the head of a message aside), in both families of lines."""
    lines, expected = [], []
    for n, (mine, said) in enumerate(chat):
        text = "\n".join(said)
        if whatsapp._HEAD.search("\n".join(["x", *said[1:]])) or not text.strip("\u200e\u200f\n"):
            continue
        name = "Me P" if mine else "Sam"
        head = f"[20/05/2025, 21:{n:02}:00] " if iphone else f"20/05/2025, 21:{n:02} - "
        lines.append(f"{head}{name}: {text}")
        expected.append(("out" if mine else "in", text.rstrip("\n").lstrip("\u200e\u200f"), n))
    if not lines:
        return
    found, _ = read("\n".join(lines) + "\n", "whatsapp", me="Me P")
    shown = [(r.direction, r.text, r.when_local.minute) for r in found if r.when_local]
    assert [(d, t.replace("\ufffd", "?"), m) for d, t, m in shown] == [
        (d, "".join("?" if c in _bad(t) else c for c in t), m) for d, t, m in expected
    ]


def _bad(text: str) -> set[str]:
    from assistant.characters import unprintable

    return set(unprintable(text)) | {"\ufffd"}


# -- clocks that change ------------------------------------------------------------------------------


def test_an_hour_that_comes_twice_and_one_that_never_comes() -> None:
    text = (
        "11/1/25, 11:50 PM - Sam: before\n11/2/25, 1:30 AM - Sam: first\n11/2/25, 1:50 AM - Sam: still first\n"
        "11/2/25, 1:10 AM - Sam: second\n11/2/25, 3:00 AM - Sam: after\n"
    )
    found, notes = read(text, "whatsapp", dates="month-first")
    hours = [r.when_utc.strftime("%d %H:%M") for r in found if r.when_utc]
    assert hours == ["02 04:50", "02 06:30", "02 06:50", "02 07:10", "02 09:00"]
    assert any("came twice" in n for n in notes)
    _, notes = read("3/9/25, 2:30 AM - Sam: gap\n3/19/25, 2:30 AM - Sam: x\n", "whatsapp")
    assert any("do not exist" in n for n in notes)


def test_an_unknown_zone_is_refused_with_a_hint() -> None:
    with pytest.raises(PersonError, match="America/Chicago"):
        read(ANDROID_US, "whatsapp", zone="chicago")


# -- Android XML -------------------------------------------------------------------------------------

SMS = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<smses count="5" backup_set="x" backup_date="1">
  <sms address="+15550104471" date="1746237840123" type="1" body="hi &#55357;&#56832; &amp; &lt;you&gt;" read="1" contact_name="Sam" date_sent="0" subject="null" />
  <sms address="5550104471" date="1746237900000" type="2" body='she said "no"&#10;twice' contact_name="null" />
  <sms address="5550104471" date="1746237900000" type="3" body="a draft" />
  <sms address="5550104471" date="1746237900000" type="5" body="not sent" />
  <mms date="1746238000000" msg_box="1" address="+15550104471~+15550107777" contact_name="(Unknown)">
    <parts>
      <part seq="-1" ct="application/smil" text="&lt;smil/&gt;" />
      <part seq="0" ct="text/plain" text="look" cl="text" />
      <part seq="1" ct="image/jpeg" name="null" cl="IMG.jpg" data="DATA" />
    </parts>
    <addrs><addr address="+15550107777" type="137" /><addr address="+15550104471" type="151" /></addrs>
  </mms>
</smses>
""".replace("DATA", "QUJD" * 30_000)


def test_messages_in_xml() -> None:
    found, notes = read(SMS, "sms")
    assert [r.text for r in found] == ["hi 😀 & <you>", 'she said "no"\ntwice', "not sent", "look"]
    assert [r.direction for r in found] == ["in", "out", "out", "in"]
    assert [r.row for r in found] == [1, 2, 4, 5]
    assert found[0].when_utc == datetime(2025, 5, 3, 2, 4, 0, 123000, tzinfo=UTC)
    assert found[0].when_local == datetime(2025, 5, 2, 21, 4, 0, 123000)
    assert not found[0].tz_assumed
    assert found[2].state == "failed"
    assert found[3].counterpart_id == "+15550107777~+15550104471"
    assert found[3].media == ("IMG.jpg",)
    assert any("Drafts" in n for n in notes)


def test_the_persons_own_number_is_not_the_other_side() -> None:
    mms = (
        '<mms date="1746238000000" msg_box="1"><parts><part ct="text/plain" text="hi" /></parts><addrs>'
        '<addr address="+15550104471" type="137" /><addr address="+15550100000" type="151" /></addrs></mms>'
    )
    found, _ = read(f"<smses>{mms}</smses>", "sms")
    assert found[0].counterpart_id == "+15550104471"


def test_calls_in_xml_and_a_hidden_number_is_nobodys() -> None:
    rows = "".join(
        f'<call number="+15550104471" duration="{k}" date="174623784{k}000" type="{k}" presentation="1" />'
        for k in range(1, 7)
    )
    found, notes = read(
        f'<calls count="7">{rows}<call number="" duration="0" date="1746237840000" type="3" presentation="2" /></calls>',
        "sms",
    )
    assert [r.state for r in found] == ["", "", "missed", "voicemail", "rejected", "blocked", "missed"]
    assert [r.direction for r in found[:2]] == ["in", "out"]
    assert found[0].duration_s == 1
    assert found[6].counterpart_id == ""
    assert any("hid it" in n for n in notes)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=30),
        max_size=3,
    ),
    st.integers(7, 400),
)
def test_xml_cut_anywhere_by_the_reader_is_the_same(bodies: list[str], chunk: int) -> None:
    """References, pairs and pictures may be cut by the end of any piece that is read."""
    from xml.sax.saxutils import quoteattr

    from assistant.evidence.logs import sms_backup

    def escaped(text: str) -> str:
        made = quoteattr(text)
        return "".join(
            c
            if ord(c) < 0x10000
            else f"&#{0xD800 + ((ord(c) - 0x10000) >> 10)};&#x{0xDC00 + ((ord(c) - 0x10000) & 0x3FF):x};"
            for c in made
        )

    xml = (
        "<smses>"
        + "".join(
            f'<sms address="1" date="1000" type="1" body={escaped(b)} /><mms msg_box="1" date="1"><parts>'
            f'<part ct="image/png" data="{"QQ" * 2100}" name="p" /></parts></mms>'
            for b in bodies
        )
        + "</smses>"
    )
    before = sms_backup._CHUNK
    sms_backup._CHUNK = chunk  # type: ignore[misc]
    try:
        found = [r.text for r in records(Source.of(xml.encode(), "x"), Settings("sms")) if r.channel == "SMS"]
    finally:
        sms_backup._CHUNK = before  # type: ignore[misc]
    expected = ["" if b == "null" else b for b in bodies]
    assert [f.replace("\ufffd", "?") for f in found] == [
        "".join("?" if c in _bad(b) else c for c in b) for b in expected
    ]


def test_xml_in_other_encodings() -> None:
    text = '<smses><sms address="+15550104471" date="1746237840000" type="1" body="jalapeño €" /></smses>'
    for encoding in ("utf-16", "utf-8-sig", "cp1252"):
        assert read(text.encode(encoding), "sms")[0][0].text == "jalapeño €"


# -- Apple -------------------------------------------------------------------------------------------

IMESSAGE = """May 17, 2022  5:29:42 PM (Read by you after 1 minute, 2 seconds)
+15550104471
Hello
there

May 17, 2022  5:30:00 PM
Me
What?
    May 17, 2022  5:31:00 PM
    +15550104471
    a reply

May 17, 2022  5:31:00 PM
+15550104471
a reply
This message responded to an earlier message.

May 17, 2022 11:32:00 PM
+15550104471
attachments/1/IMG_0001.jpeg
Edited 5 seconds later: now

May 17, 2022 11:33:00 PM +15550104471 named the conversation Us

"""


def test_apple_text_with_a_reply_printed_twice() -> None:
    found, notes = read(IMESSAGE, "imessage")
    assert [r.text for r in found] == [
        "Hello\nthere",
        "What?",
        "a reply",
        "Edited 5 seconds later: now",
        "+15550104471 named the conversation Us",
    ]
    assert [r.direction for r in found] == ["in", "out", "in", "in", ""]
    assert found[0].when_local == datetime(2022, 5, 17, 17, 29, 42)
    assert found[1].counterpart_id == "+15550104471"
    assert found[3].media == ("attachments/1/IMG_0001.jpeg",)
    assert found[3].state == "edited"
    assert found[4].what == "note"
    assert any("twice" in n for n in notes)


# -- Google Voice ------------------------------------------------------------------------------------

VOICE_TEXT = """<html><head><title>x</title></head><body><div class="hChatLog hfeed">
<div class="message"><abbr class="dt" title="2014-05-02T21:04:11.123-05:00">May 2, 2014, 9:04:11\u202fPM</abbr>:
<cite class="sender vcard"><a class="tel" href="tel:+15550104471"><span class="fn">Sam Roe</span></a></cite>: <q>Where are you?<br>Answer &amp; me &lt;now&gt;</q></div>
<div class="message"><abbr class="dt" title="2014-05-02T21:05:00.000-05:00">x</abbr>:
<cite class="sender vcard"><a class="tel" href="tel:+15550100000"><abbr class="fn" title="">Me</abbr></a></cite>: <q>Stop</q><img src="pic.jpg" alt="x"></div>
</div></body></html>"""
VOICE_CALL = """<html><body><div class="haudio"><span class="fn">Missed call from</span>
<div class="contributor vcard">Missed call from <a class="tel" href="tel:+15550104471"><span class="fn">Sam</span></a></div>
<abbr class="published" title="2014-05-02T21:09:00.000-05:00">x</abbr><abbr class="duration" title="PT2M27S">(00:02:27)</abbr></div></body></html>"""


def test_google_voice_pages() -> None:
    found, _ = read(VOICE_TEXT, "voice")
    assert [(r.direction, r.text) for r in found] == [("in", "Where are you?\nAnswer & me <now>"), ("out", "Stop")]
    assert found[0].when_utc == datetime(2014, 5, 3, 2, 4, 11, 123000, tzinfo=UTC)
    assert found[0].when_local == datetime(2014, 5, 2, 21, 4, 11, 123000)
    assert {r.counterpart_id for r in found} == {"+15550104471"}
    assert found[1].media == ("pic.jpg",)
    call = read(VOICE_CALL, "voice")[0][0]
    assert (call.what, call.state, call.direction, call.duration_s) == ("call", "missed", "in", 147)
    assert call.counterpart_id == "+15550104471"


def test_google_voice_as_the_zip_of_a_download() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Takeout/Voice/Calls/Sam Roe - Text - 2014-05-03T02_04_11Z.html", VOICE_TEXT)
        archive.writestr(
            "Takeout/Voice/Calls/+15550104471 - Recorded - 2014-05-03T02_09_00Z.html",
            VOICE_CALL.replace("Missed call from", "Recorded call"),
        )
        archive.writestr("Takeout/Voice/Calls/x.mp3", b"x")
    found, notes = read(out.getvalue(), "voice")
    assert [r.what for r in found] == ["message", "message", "call"]
    assert any("consent" in n for n in notes)


# -- Facebook and Instagram --------------------------------------------------------------------------


def spoiled(text: str) -> str:
    return text.encode().decode("latin-1")


def test_facebook_json_oldest_first_with_its_letters_right() -> None:
    data = {
        "participants": [{"name": spoiled("Zoë Roe")}, {"name": "Me P"}],
        "messages": [
            {"sender_name": "Me P", "timestamp_ms": 1746237960000, "content": "Stop"},
            {
                "sender_name": spoiled("Zoë Roe"),
                "timestamp_ms": 1746237900000,
                "photos": [{"uri": "a/b/p.jpg"}],
                "content": "x",
            },
            {"sender_name": spoiled("Zoë Roe"), "timestamp_ms": 1746237840000, "content": spoiled("où es-tu 😀")},
            {"sender_name": spoiled("Zoë Roe"), "timestamp_ms": 1746237840000, "call_duration": 0, "missed": True},
            {"sender_name": spoiled("Zoë Roe"), "timestamp_ms": 1746237840000, "content": "", "is_unsent": True},
        ],
    }
    found, _ = read(json.dumps(data), "meta", me="Me P")
    assert [r.text for r in found] == ["", "", "où es-tu 😀", "x", "Stop"]
    assert [r.row for r in found] == [5, 4, 3, 2, 1]
    assert found[0].state == "deleted"
    assert (found[1].what, found[1].state) == ("call", "missed")
    assert found[2].counterpart_id == "Zoë Roe"
    assert found[3].media == ("p.jpg",)
    assert (found[4].direction, found[4].counterpart_id) == ("out", "Zoë Roe")


@given(st.text(max_size=60))
def test_the_letters_of_facebook_come_back(text: str) -> None:
    from assistant.evidence.logs.meta_json import mended

    if not any(0xD800 <= ord(c) < 0xE000 for c in text):
        assert mended(spoiled(text)) == text


# -- call lists --------------------------------------------------------------------------------------


def test_a_call_list_with_lines_above_its_head() -> None:
    text = (
        "Wireless statement;;;;\n\nDate;Time;To/From;Minutes;Type\n"
        "13.05.2025;21:04;(555) 010-4471;2;Incoming, missed\n14.05.2025;9:10 PM;+1 555 010 4471;1:30;Outgoing text\n"
    )
    found, notes = read(text, "calls")
    assert [r.row for r in found] == [4, 5]
    assert found[0].when_local == datetime(2025, 5, 13, 21, 4)
    assert (found[0].direction, found[0].state, found[0].duration_s) == ("in", "missed", 120)
    assert (found[1].direction, found[1].what, found[1].duration_s) == ("out", "message", 90)
    assert any("leave out" in n for n in notes)


def test_columns_nobody_knows_are_mapped() -> None:
    text = "When it was,Whom,How long\n2025-05-13 21:04:11,5550104471,75\n2025-05-14 21:04:11,5550104471,5\n"
    found, _ = read(text, "calls", mapping=(("When it was", "datetime"), ("Whom", "number"), ("How long", "seconds")))
    assert found[0].when_local == datetime(2025, 5, 13, 21, 4, 11)
    assert found[0].duration_s == 75


def test_direction_from_the_persons_own_number() -> None:
    text = "Date,Time,From,To\n2025-05-13,21:04,5550104471,5550100000\n2025-05-13,21:05,15550100000,5550104471\n"
    found, _ = read(text, "calls", me="+1 (555) 010-0000")
    assert [(r.direction, r.counterpart_id) for r in found] == [("in", "5550104471"), ("out", "5550104471")]


def test_guesses_never_give_a_meaning_twice() -> None:
    assert guess(["Date", "Call Date", "Number", "Phone Number"]) == {
        "Date": "date",
        "Call Date": "ignore",
        "Number": "number",
        "Phone Number": "ignore",
    }


def test_a_summary_says_what_is_there() -> None:
    source = Source.of(SMS.encode(), "x")
    summary = summary_of(source, Settings("sms", CHICAGO))
    assert summary.words == "4 messages, May 2, 2025"
    assert summary.people["5550104471"] == 3
