"""Printing findings and what was made."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evidence.intake import Store
from assistant.findings import Finding, Severity
from assistant.packet import PUBLIC_READERS, Packet
from assistant.terminal.screen import Screen, wants_plain

if TYPE_CHECKING:
    from assistant.jurisdiction import Order
    from assistant.packet import Plan
    from assistant.packet.preflight import Result
    from assistant.questions.model import Look


def print_findings(findings: Sequence[Finding], look: Look) -> None:
    """Things to check, grouped, worst first, each with its source and the way to mend it. `look`: at the case."""
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
            screen.say(f"To mend: {mend(finding.path, look)}", indent="  ", hang="  ")


def mend(path: str, look: Look) -> str:
    """The question that mends a finding, in words: where it stands in the review."""
    from assistant.case.view import question_at
    from assistant.questions import SECTIONS, TOP_LEVEL

    head = path.split(".")[0]
    section = next(
        (s for s in SECTIONS if s.key == head or any(p.key == head and p.key in TOP_LEVEL for p in s.parts)), None
    )
    question = question_at(path)
    where = f"part '{section.title}' in the review" if section else "the review"
    return f"{where}, '{question.asked(look)}'" if question else where


def print_packet(packet: Packet, paths: Sequence[Path], missing: Sequence[str] = ()) -> None:
    """What was written, where, and what to know about it. `missing`: official forms that could not be filled, in words."""
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
            "is shown in their place. On a page of an exhibit, take the place out with: paperwork evidence redact"
        )
        for remedy in dict.fromkeys(leak.remedy for leak in packet.leaks if leak.remedy):
            screen.raw(f"  {remedy}")  # in one piece, so that it can be copied
    elif packet.leaks:
        let_through = sorted({f"{leak.secret.label} in {leak.file} ({leak.part})" for leak in packet.leaks})
        screen.heading("Made by decision of a person: the other person will see what was to stay hidden")
        screen.say("; ".join(let_through) + ". Who decided, and why, is kept with the case.")
    for name in packet.replaced:
        screen.say(
            f"The PDF shows {name} by its name, because no font here has it. The DOCX holds the character itself."
        )
    for note in packet.notes:
        screen.say(note)
    if missing:
        count = (
            "One official form this case needs is"
            if len(missing) == 1
            else f"{len(missing)} official forms this case needs are"
        )
        screen.say(f"{count} not in the packet: see private/next-steps.pdf, or: paperwork forms needed")
    if packet.checked:
        _print_checked(screen, packet)
    counts = [(s, sum(1 for f in packet.findings if f.severity is s)) for s in Severity]
    said = ", ".join(f"{n} '{s.heading.lower()}'" for s, n in counts if n)
    screen.say(f"Things to check: {said or 'none noticed'}. See private/things-to-check.pdf, or: paperwork check")


def _print_checked(screen: Screen, packet: Packet) -> None:
    """What the e-filing check found, in short; the whole of it is in private/."""
    failed = [(c.name, r) for c in packet.checked for r in c.results if r.verdict == "fail"]
    look = [(c.name, r) for c in packet.checked for r in c.results if r.verdict == "look"]
    if not failed:
        files = sum(c.name.endswith(".pdf") for c in packet.checked)
        screen.say(f"E-filing check: {files} files pass, and are small enough to be sent together.")
    for name, result in failed:
        screen.say(f"E-filing check, FAIL: {name}: {result.rule}: {result.words}")
    if look:
        screen.say(f"{len(look)} things to look at by eye stand in private/efiling-check.txt.")


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
    against = [f.id for f in packet.blocks]
    against += sorted({f"{leak.secret.label} in {leak.file}" for leak in packet.leaks})
    store.decisions.append({"by": name, "reason": reason, "against": against})
    store.save()  # type: ignore[attr-defined]
    return True


READERS = {
    "court": "For the court's public file",
    "served": "For the other person",
    "confidential": "For the court's confidential file and officers",
    "private": "For you and your lawyer",
}


def print_plan(plan: Plan, order: Order) -> None:
    """What would be made, for each reader, and why; what is not made; what the court asks of a file."""
    from assistant.disclosure import Reader

    screen = Screen(plain=wants_plain(not sys.stdout.isatty()))
    screen.say("These papers would be made. Nothing is written yet.")
    for reader in Reader:
        papers = plan.for_reader(reader)
        if not papers:
            continue
        screen.heading(f"{READERS[reader.value]} (folder '{reader.value}')")
        for n, paper in enumerate(papers, 1):
            screen.say(f"{n}. {paper.title}: {paper.because}", hang="   ")
    left = [p for p in plan.papers if p.left_out]
    if left:
        screen.heading("Not made")
        for paper in left:
            screen.say(f"- {paper.title}: {paper.left_out}", hang="  ")
    screen.heading("What the court asks of a file that is sent in")
    for line in efiling_lines(order):
        screen.say(f"- {line}", hang="  ")


def efiling_lines(order: Order) -> list[str]:
    """The e-filing rules of an order in words, with where they stand and what is not settled."""
    rules = order.efiling
    if rules is None:
        return [
            "No e-filing rule is known for this order. What most courts ask is checked: paper size, no notes, links, "
            "programs, attached files or form fields, and at most 25 MB."
        ]
    accepted = {True: "These papers can be sent in electronically.", False: "These papers are handed in on paper."}
    area = rules.stamp_area
    known = [
        accepted[rules.accepted] if rules.accepted is not None else "",
        f"Paper: {'8.5 x 11 inches' if rules.page_size == 'letter' else 'A4'}." if rules.page_size else "",
        f"At most {rules.max_mb:g} MB for one file." if rules.max_mb else "No size limit is known; 25 MB is kept.",
        f"At most {rules.max_envelope_mb:g} MB for one filing, all files together." if rules.max_envelope_mb else "",
        {
            "required": "Text must be searchable.",
            "where-feasible": "Text must be searchable where that can be done.",
        }.get(rules.searchable or "", ""),
        "Bookmarks are wanted." if rules.bookmarks_required else "",
        "Pages are numbered from the first page on." if rules.page_numbers else "",
        f"File names of at most {rules.file_name_max} characters." if rules.file_name_max else "",
        {
            "alphanumeric": "File names of letters and digits alone.",
            "alphanumeric-hyphen": "File names of letters, digits and hyphens.",
        }.get(rules.file_name_charset or "", ""),
        {"required": "PDF/A is required; the packet is made so.", "preferred": "PDF/A is preferred (--pdfa)."}.get(
            rules.pdf_a or "", ""
        ),
        "Each paper is its own file; do not send the joined packet." if rules.separate_documents else "",
        "Black and white." if rules.black_and_white else "",
        f"Scans at {rules.dpi} dots to the inch." if rules.dpi else "",
        f"The upper right {area.width:g} by {area.height:g} inches of the first page stay empty." if area else "",
        "No links, not even inside the file." if "internal-links" in rules.prohibited else "",
        rules.exhibits or "",
        f"Source: {rules.cite}." if rules.cite else "",
        f"Not settled: {rules.not_settled}" if rules.not_settled else "",
    ]
    return [line for line in known if line]


def print_preflight(name: str, results: Sequence[Result], order: Order | None) -> None:
    """How one file stands under each rule: pass, look, fail."""
    screen = Screen(plain=wants_plain(not sys.stdout.isatty()))
    failed = sum(r.verdict == "fail" for r in results)
    screen.heading(f"{name}: {'pass' if not failed else f'FAIL ({failed})'}")
    for result in results:
        screen.say(str(result), indent="  ", hang="      ")
    cite = order.efiling.cite if order is not None and order.efiling is not None else None
    screen.say(f"By: {cite}, and what no court wants." if cite else "By what no court wants.", indent="  ")


def print_filing(result: Result) -> None:
    """How all files together stand, sent in as one filing."""
    screen = Screen(plain=wants_plain(not sys.stdout.isatty()))
    screen.heading("All these files in one filing")
    screen.say(str(result), indent="  ", hang="      ")
