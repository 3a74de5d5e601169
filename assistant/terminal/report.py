"""Printing findings and what was made."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.evidence.intake import Store
from assistant.findings import Finding, Severity
from assistant.packet import PUBLIC_READERS, Packet
from assistant.terminal.screen import Screen, wants_plain


def print_findings(findings: Sequence[Finding]) -> None:
    """Things to check, grouped, worst first, each with its source and the way to mend it."""
    screen = Screen(plain=wants_plain(not sys.stdout.isatty()))
    if not findings:
        screen.say("Nothing was noticed. A lawyer may still see something.")
        return
    screen.say(f"Things to check: {len(findings)}")
    for severity in Severity:
        group = [f for f in findings if f.severity is severity]
        if not group:
            continue
        screen.heading(f"{severity.heading} ({len(group)})")
        for finding in group:
            screen.say(f"- {finding.place}: {finding.person}", hang="  ")
            screen.say(f"Why: {finding.source}", indent="  ", hang="  ")
            screen.say(f"To mend: {mend(finding.path)}", indent="  ", hang="  ")


def mend(path: str) -> str:
    """The question that mends a finding, in words: where it stands in the review."""
    from assistant.case.build import question_at
    from assistant.questions import SECTIONS, TOP_LEVEL

    head = path.split(".")[0]
    section = next(
        (s for s in SECTIONS if s.key == head or any(p.key == head and p.key in TOP_LEVEL for p in s.parts)), None
    )
    question = question_at(path)
    where = f"part '{section.title}' in the review" if section else "the review"
    return f"{where}, '{question.ask}'" if question else where


def print_packet(packet: Packet, paths: Sequence[Path]) -> None:
    """What was written, where, and what to know about it."""
    screen = Screen(plain=wants_plain(not sys.stdout.isatty()))
    screen.say("Made:" if not packet.draft else "Made, marked DRAFT:")
    for path in paths:
        screen.say(str(path), indent="  ")
    if packet.leaks and not any(file.reader in PUBLIC_READERS for file in packet.files):
        labels = sorted({f"{leak.secret.label} in {leak.file} ({leak.part})" for leak in packet.leaks})
        screen.heading("Not made: the papers for the court and for the other person")
        screen.say(
            "Something that must stay hidden stands in them: "
            + "; ".join(labels)
            + ". They were put in 'private' only, for you "
            "and your lawyer. To mend: change those words, or say in the part 'What must stay hidden' that [withheld] "
            "is shown in their place."
        )
    for name in packet.replaced:
        screen.say(
            f"The PDF shows {name} by its name, because no font here has it. The DOCX holds the character itself."
        )
    counts = [(s, sum(1 for f in packet.findings if f.severity is s)) for s in Severity]
    said = ", ".join(f"{n} '{s.heading.lower()}'" for s, n in counts if n)
    screen.say(f"Things to check: {said or 'none noticed'}. See private/things-to-check.pdf, or: paperwork check")


def decide_blocks(packet: Packet, store: Store) -> bool:
    """Ask a named person whether a final packet is made in spite of what stands against it; keep the reason."""
    screen = Screen(plain=wants_plain(False))
    screen.heading("Not final yet. These stand against it:")
    for finding in packet.blocks:
        screen.say(f"- {finding.place}: {finding.person} [{finding.id}]", hang="  ")
    for leak in packet.leaks:
        screen.say(f"- {leak.secret.label} stands in {leak.file} ({leak.part})", hang="  ")
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or not hasattr(store, "decisions"):
        screen.say(
            "Mend them, then try again. A person can also decide otherwise, in a terminal, on a saved case, giving "
            "their name and a reason."
        )
        return False
    screen.say("To go on all the same, type the name of the person who decides. Or press Enter to stop.")
    name = screen.read().strip()
    if not name:
        return False
    screen.say("For what reason? It is kept with the case.")
    reason = screen.read().strip()
    if not reason:
        return False
    store.decisions.append({"by": name, "reason": reason, "against": [f.id for f in packet.blocks]})
    store.save()  # type: ignore[attr-defined]
    return True
