"""The person's own words as a clerk, a judge or the other side would read them. Nothing here changes a word.

Text inside quotation marks is what somebody said, and is left alone. Each check says at most one thing about
an event; the lawyer's line lists every place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.phrases import READER, each, nearby, words
from assistant.checks.view import COMMON_SENSE, QUOTED, View, Written, at, event, listed, lowered, settled
from assistant.findings import Finding, Severity
from assistant.jurisdiction.vocabulary import CONDUCT

_THREAT = words(r"threaten(?:ed|s|ing)?", r"threats?")
_THREAT_KINDS = frozenset(c for c in CONDUCT if c.startswith("threat-"))
_IN_EFFECT = words(r"words to (?:the|that) effect", "something like", r"said (?:that )?(?:he|she|they) (?:would|will)")


def threat_not_quoted(v: View) -> Iterator[Finding]:
    """A threat told without its words, exact or as near as they are remembered."""
    plain = {w.incident.id: w.low for group in v.passages for w in group if w.incident and w.path.endswith(".story")}
    for i in v.told.incidents:
        story = plain.get(i.id, "")
        match = _THREAT.search(story)
        if not match and not _THREAT_KINDS.intersection(i.conduct):
            continue
        if i.said or settled(i.gaps, "said") or (i.story and QUOTED.search(i.story)) or _IN_EFFECT.search(story):
            continue
        yield Finding(
            "F21-threat-not-quoted",
            Severity.FIX,
            event(i),
            at(i, "said"),
            "What were the words, as close as you remember? You can write 'words to the effect of'.",
            "Threat not quoted.",
            READER,
            span=match[0] if match else "",
        )


_FREQUENCY = words(
    "always",
    "constantly",
    "all the time",
    "every (?:single )?(?:day|night)",
    "non-?stop",
    "(?:so )?many times",
    "countless(?: times)?",
    "repeatedly",
    "over and over",
    "again and again",
)
_NUMBER = words(r"\d[\d:.,/]*", "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|dozens?|twice|once")


def vague_frequency(v: View) -> Iterator[Finding]:
    """'All the time' with no number in that sentence or the next ones to it."""

    def vague(written: Written, match: re.Match[str]) -> bool:
        i = written.incident
        told = i is not None and i.when is not None and bool(i.when.often)
        return not told and not _NUMBER.search(nearby(written.low, match, before=True))

    yield from each(
        v.passages,
        _FREQUENCY,
        "F08-vague-frequency",
        Severity.FIX,
        "'{word}' is hard to picture. About how many times, over how long? One example with a date helps.",
        "Frequency claim without anchor.",
        keep=vague,
    )


_CONCLUSORY = words(
    "abusive",
    "abused",
    "toxic",
    "harass(?:ed|es|ing)",
    "stalk(?:ed|s|ing)",
    "terrori[sz](?:ed|es|ing)",
    "controlling",
    "manipulative",
    "gaslight(?:ed|ing|s)?",
    "narcissist(?:ic)?",
    "psycho(?:path)?",
    "violent",
    "dangerous",
    "threatening",
    "crazy",
    "unstable",
    "inappropriate",
    "creepy",
    "evil",
    "bad person",
)
_ACT = re.compile(
    r"\b(?:hit|kick|push|pull|slap|grab|chok|punch|threw|throw|follow|wait|stood|stand|sat|came|come|went|call|text|"
    r"wrote|write|sent|send|shout|yell|scream|said|told|took|take|broke|break|knock|pound|drove|drive|park|block|held|"
    r"hold|put|point|show|open|close|lock|walk|ran|run|look|watch|film|post|messag|leave|left|ask|touch|smash|damag|cut|"
    r"spat|spit|bang|whisper|laugh|stay|stab|shot|shoot|bit|burn|drag|shov|climb|enter|rang|email|phoned)\w*",
)


def conclusory(v: View) -> Iterator[Finding]:
    """A word that sums up, with no described act in its sentence or the next."""
    yield from each(
        v.passages,
        _CONCLUSORY,
        "F16-conclusory",
        Severity.FIX,
        "'{word}' sums things up. What did they do or say?",
        "Conclusion without facts.",
        keep=lambda written, match: not _ACT.search(nearby(lowered(written.text), match)),
    )


def mind_reading(v: View) -> Iterator[Finding]:
    """What the other person thought or is, without their words."""
    yield from each(
        v.passages,
        _MIND,
        "F17-mind-reading",
        Severity.REVIEW,
        "This says what the other person was thinking ('{word}'). Did they say it? If yes, quote it. If not, you can leave "
        "it out.",
        "Speculation as to intent; lacks foundation.",
    )


_MIND = words(
    r"because (?:he|she|they) (?:wanted|wants|hates?|hated)",
    r"to punish me",
    r"(?:he|she|they) knew that",
    r"(?:he|she|they) (?:is|are|was|were) (?:bipolar|schizophrenic|mentally ill|insane|a (?:sociopath|psychopath))",
    r"trying to make me",
    r"(?:he|she|they) (?:intended|meant) to",
    r"on purpose",
)

_ARGUMENT = words(
    "illegal(?:ly)?",
    # a court, a charge or a case of that name is a fact, not an opinion
    "criminal(?! (?:case|cases|court|charges?|complaint|record|records|docket|trial|justice|law|division|harassment|mischief|threats?))",
    r"(?<!charged with )(?<!charged with a )(?<!convicted of )(?<!convicted of a )felony(?! (?:charge|case|conviction)s?)",
    "violates (?:section|the law)",
    "your honor",
    "i deserve",
    "obviously",
    "the court must",
    "should be in jail",
    "the law says",
)


def argument(v: View) -> Iterator[Finding]:
    """Law and argument where facts belong."""
    yield from each(
        v.passages,
        _ARGUMENT,
        "F18-argument",
        Severity.NOTE,
        "'{word}' is an argument or an opinion. It is not something you saw, heard, or felt. Keep it, or take it out?",
        "Legal argument or opinion in declaration.",
    )


# A thing that tells something is no witness; nor are the words that may stand for the other person.
_HEARSAY = words(
    r"(?:my|his|her|their|our|a|the) (?P<who>\w+) (?:told (?:me|us)|said to me)(?: that)?",
    r"i heard (?:that|from) (?:he|she|they|my|his|her|the \w+ (?:had|was|is)|someone|people)",
    "i was told",
    "apparently",
    "people (?:say|said|told me)",
    "according to (?!my|the (?:clock|calendar|log|time))",
    "rumou?rs?",
    "i found out from",
)
_NAMED = re.compile(r"\b(?P<who>[A-Z][^\W\d_A-Z]+) (?:told (?:me|us)|said to me)(?: that)?\b")
_THINGS = frozenset({"phone", "computer", "app", "watch", "device", "clock", "tracker", "screen", "gps"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "then", "and", "nobody", "once", "later", "i", "we"})
_CALLED: dict[str, tuple[str, ...]] = {
    "spouse": ("husband", "wife", "spouse", "partner"),
    "former-spouse": ("husband", "wife", "ex", "partner"),
    "engaged": ("fiance", "fiancé", "fiancee", "fiancée", "partner"),
    "former-engaged": ("fiance", "fiancé", "fiancee", "fiancée", "ex", "partner"),
    "dating": ("boyfriend", "girlfriend", "partner"),
    "former-dating": ("boyfriend", "girlfriend", "ex", "partner"),
    "child-in-common": ("ex", "partner"),
    "cohabitant": ("partner", "boyfriend", "girlfriend"),
    "former-cohabitant": ("partner", "ex", "boyfriend", "girlfriend"),
    "parent": ("father", "mother", "dad", "mom", "stepfather", "stepmother"),
    "child": ("son", "daughter"),
    "sibling": ("brother", "sister"),
    "grandparent": ("grandfather", "grandmother"),
    "grandchild": ("grandson", "granddaughter"),
    "step-relative": ("stepfather", "stepmother", "stepson", "stepdaughter", "stepbrother", "stepsister"),
    "other-relative": ("uncle", "aunt", "cousin", "nephew", "niece"),
    "coworker": ("coworker", "colleague"),
    "employer": ("boss", "employer", "manager", "supervisor"),
}


def hearsay(v: View) -> Iterator[Finding]:
    """What somebody else is said to know. What the other person told is no hearsay of this kind."""
    t = v.told
    own = {"respondent", "defendant"} if t.respondent.name else {"respondent", "defendant", "man", "woman", "person"}
    own |= {w for r in t.relationships for w in _CALLED.get(r, (r,))}
    named = f"{t.respondent.name or ''} {t.respondent.other_names or ''} {t.petitioner.name or ''}"
    own |= set(re.findall(r"\w+", named.casefold()))

    def other(written: Written, match: re.Match[str]) -> bool:
        who = (match["who"] or "").casefold()
        return who not in _THINGS and who not in _PRONOUNS and who not in own

    yield from each(
        v.passages,
        _HEARSAY,
        "F19-hearsay",
        Severity.REVIEW,
        "You learned this from someone else ('{word}'). Did that person see or hear it? They could write their own short "
        "statement.",
        "Hearsay marker; rules are relaxed in some protective-order hearings; consider a witness declaration.",
        keep=other,
        cased=_NAMED,
    )


# 'The police were called' and 'the dog was called Rex' are no acts against somebody.
_PASSIVE = re.compile(
    r"\b(?:(?:was|were|got|been) (?:pushed|hit|followed|threatened|blocked|grabbed|slapped|kicked|punched|choked|shoved)"
    r"|(?:i|we) (?:was|were|got) called)\b(?![^.!?\n]{0,80}\bby (?!(?:the|my|his|her) (?:arms?|hair|neck|throat|wrists?|hands?)\b))",
)


def passive(v: View) -> Iterator[Finding]:
    """Somebody was hurt or followed, and the sentence does not say by whom."""
    yield from each(
        v.passages,
        _PASSIVE,
        "F11-actor-unclear",
        Severity.REVIEW,
        "Who did this ('{word}')? You can write the name or words such as 'the man in the gray truck'.",
        "Actor ambiguous; passive voice.",
    )


_QUIET, _LONG, _PARAGRAPH = 2_500, 5_000, 150  # words; no law: what a busy reader takes in
_LOUD = 8  # capital words in one paragraph, so that names and 'US' do not count


def length(v: View) -> Iterator[Finding]:
    """A text too long for its readers, a paragraph without a break, a paragraph in capitals: each said once."""
    texts = [t for i in v.told.incidents for t in i.own_words]
    texts += [t for t in (v.told.history, v.told.effects.story) if t]
    total = sum(len(t.split()) for t in texts)
    if total > _QUIET:
        yield Finding(
            "F52-length",
            Severity.REVIEW if total > _LONG else Severity.NOTE,
            "What happened",
            "incidents",
            f"You wrote about {total} words in all. Some readers have only minutes. Which events matter most?",
            f"Length: {total} words of narrative.",
            f"{COMMON_SENSE}: a judge reads in minutes; local page limits may apply",
        )
    paragraphs = [(w, p) for group in v.passages for w in group for p in re.split(r"\n\s*\n", w.text)]
    yield from _form(
        [(w, p) for w, p in paragraphs if len(p.split()) > _PARAGRAPH],
        "F52-paragraph",
        "One paragraph here is long. A new paragraph for each step is easier to follow.",
        f"over {_PARAGRAPH} words",
    )
    yield from _form(
        [(w, p) for w, p in paragraphs if p.isupper() and len(p.split()) >= _LOUD],
        "F52-capitals",
        "This part is all in capital letters. Small letters are easier to read.",
        "all in capitals",
    )


def _form(found: list[tuple[Written, str]], id: str, person: str, what: str) -> Iterator[Finding]:
    if found:
        first = found[0][0]
        places = listed(w.place for w, _ in found)
        yield Finding(
            id,
            Severity.NOTE,
            first.place,
            first.path,
            person,
            f"{len(found)} paragraph(s) {what}: {places}.",
            f"{COMMON_SENSE}: one fact a paragraph",
        )
