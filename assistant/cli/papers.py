"""From questions to papers: start, fill, answers, check, build."""

from __future__ import annotations

import argparse
import sys

from assistant.cli.common import (
    Commands,
    case_folder,
    chosen_case,
    given,
    not_there,
    today,
    watched,
    with_case,
    with_forms,
)
from assistant.cli.making import make_papers


def add(commands: Commands) -> None:
    """Add these commands to the program."""
    start = commands.add("start", _start, "ask the questions, or go on where you stopped")
    with_case(start)
    start.add_argument("--plain", action="store_true", help="plain lines only, for screen readers and simple terminals")

    fill = commands.add("fill", _fill, "take the answers from a file into a case")
    fill.add_argument("answers", metavar="FILE", help="answers file (YAML)")
    fill.add_argument("--replace", action="store_true", help="put them in the place of a case's own answers")
    with_case(fill)

    answers = commands.add("answers", _answers, "write the answers of a case as a file")
    with_case(answers)
    answers.add_argument("--out", metavar="FILE", help="where to write it (default: the screen)")

    check = commands.add("check", _check, "list the things to check, worst first, and how to mend each")
    with_case(check)
    check.add_argument("--answers", metavar="FILE", help="check an answers file instead of a case")

    build = commands.add("build", _build, "make the papers")
    with_case(build)
    build.add_argument("--answers", metavar="FILE", help="make them from an answers file, keeping no case")
    build.add_argument("--out", metavar="DIR", help="where to put the folders (default: ./papers)", default="papers")
    build.add_argument(
        "--replace", action="store_true", help="put new papers in the place of those made before, which are kept aside"
    )
    with_forms(build)
    build.add_argument("--final", action="store_true", help="take the DRAFT mark off")


def _start(options: argparse.Namespace) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from assistant.errors import PersonError

        raise PersonError(
            "this needs a terminal to ask questions in.",
            remedy="Without one, write the answers in a file and use: paperwork fill FILE, "
            "or: paperwork build --answers FILE. The folder samples/ shows such files.",
        )
    from assistant.terminal.screen import wants_plain
    from assistant.terminal.session import start

    return start(case_folder(options), wants_plain(options.plain), today())


def _fill(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.answersfile import read_answers
    from assistant.errors import PersonError
    from assistant.evidence.intake import take_all
    from assistant.evidence.logs.taking import take_logs
    from assistant.vault import Vault

    answers = read_answers(Path(options.answers), today())
    vault = Vault.open(case_folder(options))
    if vault.answers.given and not options.replace:
        raise PersonError(
            "this case has answers already.",
            where=str(vault.folder),
            remedy="Use --replace to put the file's answers in their place, or name another folder with --case.",
        )
    take_all(vault, answers, watched("Looking at files"))
    take_logs(vault, answers)
    vault.answers = answers
    vault.save()
    print(f"Taken in: {sum(1 for a in answers.given.values())} answers. Go on with: paperwork start, check, or build.")
    return 0


def _answers(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.answersfile import write_answers
    from assistant.vault import Vault, write_atomically

    vault = Vault.open(case_folder(options), create=False)
    files = {digest: str(vault.folder.resolve() / "evidence" / digest) for digest in vault.evidence}
    text = write_answers(vault.answers, today(), files)
    if options.out:
        target = Path(options.out)
        not_there(target)
        write_atomically(target, text.encode("utf-8"))
    else:
        sys.stdout.write(text)
    return 0


def _check(options: argparse.Namespace) -> int:
    from assistant.checks import check
    from assistant.evidence.ocr.asking import readings_of
    from assistant.findings import Severity
    from assistant.packet.pictures import look_at_pictures, rule_of
    from assistant.questions.model import Look
    from assistant.terminal.report import print_findings

    answers, store = given(options)
    case, sheet, order = chosen_case(answers)
    files = {f.exhibit: f for f in case.kept.files}
    shown = [e for e in case.told.exhibits if e.withheld is None]
    counts = {item: file.pages or 1 for item, file in files.items()}
    kept, readings = case.kept.secrets, readings_of(store)
    looked = look_at_pictures(shown, files, counts, store.original, kept, readings, rule_of(order), read=False)
    findings = sorted([*check(case, sheet, today()), *looked.findings], key=lambda f: f.severity)
    print_findings(findings, Look(answers, today(), sheet, order))
    return 1 if any(f.severity in (Severity.BLOCK, Severity.FIX) for f in findings) else 0


def _build(options: argparse.Namespace) -> int:
    return make_papers(options)
