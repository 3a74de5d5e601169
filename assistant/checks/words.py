"""The person's own words as a clerk, a judge or the other side would read them. Nothing here changes a word.

Text inside quotation marks is what somebody said, and is left alone. Each check says at most one thing about
an event; the lawyer's line lists every place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.case.model import Incident
from assistant.checks.view import COMMON_SENSE, View, at, event
from assistant.findings import Finding, Severity

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]|«[^»]*»")
_READER = f"{COMMON_SENSE}: sworn papers tell facts the signer knows"


def unquoted(text: str) -> str:
    """The text with everything inside quotation marks blanked out; places stay the same."""
    return _QUOTED.sub(lambda m: " " * len(m[0]), text)


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b", re.IGNORECASE)


def _in_events(v: View, pattern: re.Pattern[str]) -> Iterator[tuple[Incident, str, list[re.Match[str]]]]:
    for i in v.told.incidents:
        for key in ("story", "effect"):
            text = getattr(i, key)
            found = list(pattern.finditer(unquoted(text))) if text else []
            if found:
                yield i, key, found


def _listed(found: list[re.Match[str]]) -> str:
    return ", ".join(dict.fromkeys(m[0].lower() for m in found))


def _each(
    v: View,
    pattern: re.Pattern[str],
    id: str,
    severity: Severity,
    person: str,
    lawyer: str,
    *,
    source: str = _READER,
    lawyer_only: bool = False,
) -> Iterator[Finding]:
    for i, key, found in _in_events(v, pattern):
        yield Finding(
            id,
            severity,
            event(i),
            at(i, key),
            person.format(word=found[0][0]),
            f"{lawyer} Words: {_listed(found)}.",
            source,
            span=f"{found[0].start()}-{found[0].end()}",
            lawyer_only=lawyer_only,
        )


_THREAT = _words(r"threaten(?:ed|s|ing)?", r"threats?")


def threat_not_quoted(v: View) -> Iterator[Finding]:
    for i in v.told.incidents:
        kinds = set(i.conduct) & {"threat-of-harm", "threat-with-weapon", "threat-to-children", "threat-of-self-harm"}
        word = bool(i.story and _THREAT.search(unquoted(i.story)))
        if (kinds or word) and not i.said and not (i.story and _QUOTED.search(i.story)):
            yield Finding(
                "F21-threat-not-quoted",
                Severity.FIX,
                event(i),
                at(i, "said"),
                "What were the words, as close as you remember? You can write 'words to the effect of'.",
                "Threat not quoted.",
                _READER,
            )


_FREQUENCY = _words(
    "always",
    "constantly",
    "all the time",
    "every day",
    "every night",
    "nonstop",
    "non-stop",
    "many times",
    "countless times",
    "repeatedly",
    "over and over",
    "again and again",
)
_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|twice|once)\b", re.IGNORECASE)


def vague_frequency(v: View) -> Iterator[Finding]:
    for i, key, found in _in_events(v, _FREQUENCY):
        if (i.when is not None and i.when.often) or _NUMBER.search(getattr(i, key)):
            continue
        yield Finding(
            "F08-vague-frequency",
            Severity.FIX,
            event(i),
            at(i, key),
            f"'{found[0][0]}' is hard to picture. About how many times, over how long? One example with a date helps.",
            f"Frequency claim without anchor. Words: {_listed(found)}.",
            _READER,
            span=f"{found[0].start()}-{found[0].end()}",
        )


_CONCLUSORY = _words(
    "abusive",
    "toxic",
    "harass(?:ed|es|ing)",
    "stalk(?:ed|s|ing)",
    "terroriz(?:ed|es|ing)",
    "controlling",
    "manipulative",
    "gaslight(?:ed|ing|s)?",
    "narcissist(?:ic)?",
    "psycho(?:path)?",
    "violent",
    "dangerous",
    "crazy",
    "unstable",
    "inappropriate",
    "creepy",
    "evil",
)
_ACT = re.compile(
    r"\b(?:hit|kick|push|pull|slap|grab|chok|punch|threw|throw|follow|wait|stood|stand|sat|came|come|went|call|text|wrote|write|sent|send|"
    r"shout|yell|scream|said|told|took|take|broke|break|knock|pound|drove|drive|park|block|held|hold|put|point|show|open|close|lock|walk|ran|"
    r"run|look|watch|film|post|messag|leave|left|ask|touch|smash|damag|cut|spat|spit|bang|whisper|laugh|stay)\w*",
    re.IGNORECASE,
)


def conclusory(v: View) -> Iterator[Finding]:
    for i, key, found in _in_events(v, _CONCLUSORY):
        text = getattr(i, key)
        bare = [m for m in found if not _ACT.search(_nearby(text, m))]
        if bare:
            yield Finding(
                "F16-conclusory",
                Severity.FIX,
                event(i),
                at(i, key),
                f"'{bare[0][0]}' sums things up. What did they do or say?",
                f"Conclusion without facts. Words: {_listed(bare)}.",
                _READER,
                span=f"{bare[0].start()}-{bare[0].end()}",
            )


def _nearby(text: str, match: re.Match[str]) -> str:
    """The sentence of the match and the next one, without the match itself."""
    start = max(text.rfind(mark, 0, match.start()) for mark in (".", "!", "?", "\n")) + 1
    ends = [m.end() for m in re.finditer(r"[.!?\n]+", text[match.end() :])][:2]
    return text[start : match.start()] + " " + text[match.end() : match.end() + (ends[-1] if ends else len(text))]


_MIND = _words(
    r"because (?:he|she|they) (?:wanted|wants|hates?|hated)",
    r"to punish me",
    r"(?:he|she|they) knew that",
    r"(?:he|she|they) (?:is|are|was|were) (?:bipolar|schizophrenic|mentally ill|insane)",
    r"trying to make me",
    r"on purpose",
)


def mind_reading(v: View) -> Iterator[Finding]:
    yield from _each(
        v,
        _MIND,
        "F17-mind-reading",
        Severity.REVIEW,
        "This says what the other person was thinking ('{word}'). Did they say it? If yes, quote it. If not, you can leave it out.",
        "Speculation as to intent; lacks foundation.",
    )


_ARGUMENT = _words(
    "illegal(?:ly)?",
    "criminal",
    "felony",
    "violates section",
    "statute",
    "your honor",
    "i deserve",
    "obviously",
    "the court must",
    "should be in jail",
    "the law says",
)


def argument(v: View) -> Iterator[Finding]:
    yield from _each(
        v,
        _ARGUMENT,
        "F18-argument",
        Severity.NOTE,
        "'{word}' is an argument or an opinion. It is not something you saw, heard, or felt. Keep it, or take it out?",
        "Legal argument or opinion in declaration.",
    )


_HEARSAY = _words(
    r"(?:my|his|her|their|a|the) (?!phone|computer|app|watch|device)\w+ told me(?: that)?",
    "i heard that",
    "i was told",
    "apparently",
    "people say",
    "according to",
    "rumou?rs?",
)


def hearsay(v: View) -> Iterator[Finding]:
    yield from _each(
        v,
        _HEARSAY,
        "F19-hearsay",
        Severity.REVIEW,
        "You learned this from someone else ('{word}'). Did that person see or hear it? They could write their own short statement.",
        "Hearsay marker; rules are relaxed in some protective-order hearings; consider a witness declaration.",
    )


_PASSIVE = re.compile(
    r"\b(?:was|were|got|been) (?:pushed|hit|followed|called|threatened|blocked|grabbed|slapped|kicked|punched|choked)\b(?! by\b)",
    re.IGNORECASE,
)


def passive(v: View) -> Iterator[Finding]:
    yield from _each(
        v,
        _PASSIVE,
        "F11-actor-unclear",
        Severity.REVIEW,
        "Who did this ('{word}')? You can write the name or words such as 'the man in the gray truck'.",
        "Actor ambiguous; passive voice.",
    )


_ADMISSION = re.compile(
    r"\bI (?:then |also |just )?(?:hit|pushed|shoved|slapped|punched|kicked|threw|bit|scratched|grabbed|followed|tracked|recorded|hid|broke|smashed|"
    r"threatened|texted back|went back|logged in|opened (?:his|her|their)|drove drunk|drank|used)\b"
)


def admission(v: View) -> Iterator[Finding]:
    yield from _each(
        v,
        _ADMISSION,
        "F41-admission",
        Severity.REVIEW,
        "This part talks about something you did. Please read it with a lawyer before you file. What you write can be used in other cases.",
        "Possible admission, self-defence context, Fifth Amendment; decide.",
        source="a sworn paper can be used in other cases",
        lawyer_only=True,
    )


_IMMIGRATION = re.compile(
    r"\b(?:visa|green card|undocumented|deport\w*|asylum|work permit|immigration|overstay\w*)\b|\bICE\b"
)


def immigration(v: View) -> Iterator[Finding]:
    yield from _each(
        v,
        _IMMIGRATION,
        "F42-immigration",
        Severity.REVIEW,
        "This mentions immigration. It may not need to be here. If they threatened you about it, that can matter. Ask a lawyer.",
        "Status disclosure; keep the threat, cut the status.",
        source="the file may be read by anyone",
        lawyer_only=True,
    )


_PRIVILEGE = _words(
    "my (?:lawyer|attorney|advocate|counsel(?:l)?or|therapist|pastor|priest|caseworker)",
    "(?:the|a) shelter",
    "hotline",
    "safe house",
)


def privilege(v: View) -> Iterator[Finding]:
    yield from _each(
        v,
        _PRIVILEGE,
        "F43-privileged",
        Severity.REVIEW,
        "Talks with your lawyer, advocate or counselor can be private by law. Writing about them here may change that.",
        "Possible privilege waiver.",
        source="privileges of lawyers, advocates and counselors; ask a lawyer",
        lawyer_only=True,
    )


_QUIET, _LONG, _PARAGRAPH = 2_500, 5_000, 150  # words; no law: what a busy reader takes in


def length(v: View) -> Iterator[Finding]:
    texts = [t for i in v.told.incidents for t in i.own_words] + [
        t for t in (v.told.history, v.told.effects.story) if t
    ]
    words = sum(len(t.split()) for t in texts)
    if words > _QUIET:
        yield Finding(
            "F52-length",
            Severity.REVIEW if words > _LONG else Severity.NOTE,
            "What happened",
            "incidents",
            f"You wrote about {words} words in all. Some readers have only minutes. Which events matter most?",
            f"Length: {words} words of narrative.",
            f"{COMMON_SENSE}: a judge reads in minutes; local page limits may apply",
        )
    for i in v.told.incidents:
        long = [p for p in (i.story or "").split("\n\n") if len(p.split()) > _PARAGRAPH]
        if long:
            yield Finding(
                "F52-paragraph",
                Severity.NOTE,
                event(i),
                at(i, "story"),
                "One paragraph here is long. A new paragraph for each step is easier to follow.",
                f"{len(long)} paragraph(s) over {_PARAGRAPH} words.",
                f"{COMMON_SENSE}: one fact a paragraph",
            )
