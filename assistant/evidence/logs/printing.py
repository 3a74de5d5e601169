"""Messages and calls as an exhibit: the entries as they stand, numbered, with what shows where they come from.

The pages say how many entries the file has, which of them are shown, the file's hash, and how times were read.
Marked lines stand in an index before the entries; the entries themselves carry no mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.case.model import Secret
from assistant.dates import Style, day_text
from assistant.disclosure import withhold
from assistant.disclosure.matching import Finder
from assistant.errors import PersonError
from assistant.evidence.logs.counts import Count, clock, in_words
from assistant.evidence.logs.numbers import digits, is_number
from assistant.evidence.logs.reading import Numbered, Wanted
from assistant.evidence.logs.records import CALL, IN, KINDS, NOT_THERE, NOTE, OUT, Record
from assistant.evidence.logs.taking import Log
from assistant.evidence.showing import FRAMES

MOST_PRINTED: Final = 15_000  # entries; the page engine holds all pages in memory, some 80 MB for a thousand
MOST_LETTERS: Final = 100_000  # of one entry: some forty pages
MOST_LETTERS_ALL: Final = 6_000_000
TITLE: Final = "Messages and calls"
_WORDS: Final = {
    "marked": "Marked lines",
    "marked_how": "The person who gives this exhibit points to these lines. The lines themselves are unchanged below.",
    "line": "Line",
    "page": "page",
    "Page": "Page",
    "of": "of",
    "entries": "The entries, in the order of the file",
}
_SKIN: Final = {
    "\U0001f3fb": "light skin",
    "\U0001f3fc": "medium light skin",
    "\U0001f3fd": "medium skin",
    "\U0001f3fe": "medium dark skin",
    "\U0001f3ff": "dark skin",
}
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Selection:
    """What is shown of a log: its entries with their numbers, and how many the file has in all.

    `asked` says in words what was asked for beside the lines ('with the number ending 4471'), `whole` that
    nothing of it was left out between the first and the last.
    """

    entries: tuple[Numbered, ...]
    total: int
    asked: str = ""
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Printed:
    """The PDF; how often something confidential was withheld; characters that stand by name."""

    data: bytes
    withheld: int
    replaced: tuple[str, ...]


def print_messages(
    log: Log,
    shown: Selection,
    *,
    paper: str = "letter",
    language: str = "en-US",
    last_four: bool = False,
    owners: Sequence[tuple[str, str, str]] = (),
    secrets: Sequence[Secret] = (),
) -> Printed:
    """Set the entries. The same selection gives the same bytes.

    `last_four`: numbers by their last four digits. `owners`: (number or account, whose, how known) as the person
    said. `secrets`: values that print as [withheld]. PersonError for more entries than can be set.
    """
    from assistant.documents.pdf import FAMILIES, compile_showing_all

    if len(shown.entries) > MOST_PRINTED:
        raise PersonError(
            f"{len(shown.entries):,} entries are too many for one exhibit.",
            where=f"log {log.number}",
            remedy=f"Choose at most {MOST_PRINTED:,}, with --from and --to, or --lines.",
        )
    _short_enough(log, shown)
    language, _, region = language.partition("-")
    style: Style = "british" if region == "GB" else "us"
    withheld = 0
    finder = Finder(s.value for s in secrets)
    entries: list[dict[str, Any]] = []
    for n, record in shown.entries:
        made, times = _entry(n, record, last_four, style, finder)
        withheld += times
        entries.append(made)
    data = {
        "title": TITLE,
        "fonts": list(FAMILIES),
        "lang": language,
        "region": region if len(region) == 2 else None,
        "size": FRAMES["a4" if paper == "a4" else "letter"],
        "foot": f"{TITLE}, source file SHA-256 {log.source.sha256[:16]}...",
        "facts": _facts(log, shown, withheld, [tuple(withhold(x, finder)[0] for x in o) for o in owners]),
        "marks": sorted(shown.marks & {n for n, _ in shown.entries}),
        "words": _WORDS,
        "entries": entries,
    }
    made_pdf, replaced = compile_showing_all("messages/messages.typ", data)
    return Printed(made_pdf, withheld, replaced)


def _short_enough(log: Log, shown: Selection) -> None:
    """PersonError when an entry, or all of them, hold more text than can be set: the page engine has no end of its own."""
    total = 0
    for n, record in shown.entries:
        total += len(record.text)
        if len(record.text) > MOST_LETTERS or total > MOST_LETTERS_ALL:
            what = f"line {n} is" if len(record.text) > MOST_LETTERS else "these entries are"
            raise PersonError(
                f"{what} too long for an exhibit.",
                where=f"log {log.number}",
                remedy="Choose other lines with --lines, or attach a PDF of it.",
            )


def _calls_in_short(shown: Selection) -> str:
    """'27 calls between 9:09 p.m. and 11:29 p.m. on May 2, 2025 from the number ending 4471; 9 of them missed'."""
    records = [r for _, r in shown.entries]
    words = in_words(Count.of(Wanted(what=CALL).of(records)), Wanted(what=CALL))
    missed = sum(1 for r in records if r.state == "missed")
    return words + (f"; {missed:,} of them missed" if missed else "")


def _facts(log: Log, shown: Selection, withheld: int, owners: Sequence[tuple[str, ...]]) -> list[list[str]]:
    numbers = [n for n, _ in shown.entries]
    facts = [["Source", f"{KINDS[log.settings.kind]}, {log.source.size:,} bytes, {shown.total:,} entries"]]
    facts.append(["SHA-256 of the source file", log.source.sha256])
    facts.append(["Shown here", _shown_words(numbers, shown)])
    if len(shown.entries) > 1 and all(r.what == CALL for _, r in shown.entries):
        facts.append(["In short", _calls_in_short(shown) + "."])
    assumed = any(r.tz_assumed for _, r in shown.entries)
    clockless = sum(r.day_only for _, r in shown.entries)
    zone = log.settings.zone
    facts.append(
        [
            "Times",
            f"The file holds no time zone. Its times are shown as they stand in it; {zone} is assumed."
            if assumed
            else f"Shown in the time of {zone}. The file itself holds the moment of each entry.",
        ]
    )
    if clockless:
        facts.append(
            [
                "Time of day",
                "The file names none"
                + (". " if clockless == len(shown.entries) else f" for {clockless:,} entries. ")
                + "None is shown there.",
            ]
        )
    for number, who, how in owners:
        name = f"Number ending {digits(number)[-4:]}" if digits(number) else f"Account {number}"
        facts.append([name, f"{who}. How this is known: {how}"])
    if any(r.media for _, r in shown.entries):
        facts.append(["Pictures and other files", "They are named where they were sent. They are not shown here."])
    if withheld:
        facts.append(["Withheld", f"[withheld] stands in {withheld} places for something that is confidential."])
    return facts


def _shown_words(numbers: Sequence[int], shown: Selection) -> str:
    if len(numbers) == shown.total:
        return f"All {shown.total:,} entries of the file."
    spans = _spans(numbers)
    listed = ", ".join(f"{a}" if a == b else f"{a} to {b}" for a, b in spans[:30])
    listed += f" and {len(spans) - 30} more spans" if len(spans) > 30 else ""
    between = "Every entry between them is shown." if len(spans) == 1 else "Entries between these are not shown."
    if shown.asked:
        return f"The {len(numbers):,} entries {shown.asked}, from line {numbers[0]} to line {numbers[-1]}. Other entries are not shown."
    return f"{len(numbers):,} of {shown.total:,} entries: lines {listed}. {between}"


def _spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for n in numbers:
        if spans and n == spans[-1][1] + 1:
            spans[-1] = spans[-1][0], n
        else:
            spans.append((n, n))
    return spans


def _entry(n: int, r: Record, last_four: bool, style: Style, hidden: Finder) -> tuple[dict[str, Any], int]:
    from assistant.documents.pdf import right_to_left

    text, head = body_of(r), head_of(r, last_four, style)
    text, in_text = withhold(text, hidden)
    head, in_head = withhold(head, hidden)
    text = printed(text)
    rtl = right_to_left(text)
    made: dict[str, Any] = {"n": n, "head": printed(head), "t": text, "rtl": rtl}
    if rtl:
        made["lang"] = "he" if any("\u0590" <= c <= "\u05ff" for c in text) else "ar"
    return made, in_text + in_head


def head_of(r: Record, last_four: bool = False, style: Style = "us") -> str:
    """'May 2, 2025, 9:04:11 p.m., from +1 555 010 4471 (in the file: Sam), WhatsApp message, edited'."""
    when = "no time" if r.when_local is None else day_text(r.when_local.date(), style)
    when += f", {_exact(r)}" if r.when_local is not None and not r.day_only else ""
    parts = [when]
    if r.what != NOTE:
        name = _names(r, last_four)
        way = {IN: f"from {name}", OUT: "from me" + (f" to {name}" if r.counterpart_id else "")}
        parts.append(way.get(r.direction, f"with {name}"))
    what = "call" if r.what == CALL else "line of the service" if r.what == NOTE else "message"
    parts.append(f"{r.channel} {what}" if r.what != NOTE else what)
    if r.state:
        parts.append({"blocked": "refused by a block list"}.get(r.state, r.state))
    if r.duration_s is not None and r.what == CALL and (r.duration_s or not r.state):
        parts.append(f"{r.duration_s // 60} min {r.duration_s % 60} s")
    return ", ".join(parts)


def _names(r: Record, last_four: bool) -> str:
    """Who is on the other side. Of what came from a group the first sent it, and the others got it too."""
    first, *rest = r.counterpart_id.split("~") if r.direction == IN else [r.counterpart_id]
    name = _name(first, last_four)
    if r.counterpart_label and r.counterpart_label not in r.counterpart_id:
        name += f" (in the file: {r.counterpart_label})"
    return f"{name}, also to {_name('~'.join(rest), last_four)}" if rest else name


def _exact(r: Record) -> str:
    at = r.when_local
    assert at is not None
    return clock(at) if not at.second else clock(at).replace(" ", f":{at:%S} ", 1)


def _name(counterpart: str, last_four: bool) -> str:
    parts = [p for p in counterpart.split("~") if p]
    if not parts:
        return "a number that is not shown"
    if last_four:
        parts = [f"the number ending {digits(p)[-4:]}" if is_number(p) else p for p in parts]
    return ", ".join(parts)


def body_of(r: Record) -> str:
    """What was written, and the names of what was sent with it."""
    files = [f"[file sent: {m}]" for m in r.media if m not in r.text and m != NOT_THERE]
    return "\n".join([r.text, *files] if r.text else files)


def printed(text: str) -> str:
    """The text with marks that turn it around left out, and what no bundled font has by its name: '[grinning face]'."""
    from assistant.documents.pdf import covered

    text = _OVERRIDES.sub("", text).replace("\t", "    ").replace("\r", "\n")
    known = covered()
    if known.issuperset(text.replace("\n", "")):
        return text
    made: list[str] = []
    named = False
    for c in text:
        if c in "\ufe0f\ufe0e\u200d":
            if not named:  # a joiner between letters of a script; behind a name it shows nothing
                made.append(c)
        elif c in known or c.isspace():
            made.append(c)
            named = False
        elif unicodedata.category(c) == "Cf" and not 0xE0000 <= ord(c) <= 0xE007F:
            made.append(c)
        elif unicodedata.category(c)[0] == "M":
            made.append(c)
            named = False
        else:
            made.append(f"[{_SKIN.get(c) or unicodedata.name(c, f'U+{ord(c):04X}').lower()}]")
            named = True
    return "".join(made)
