"""The commands; each a few lines that call the rooms below. Heavy imports wait until a command runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant import __version__

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from assistant.answers import Answers
    from assistant.case import Case
    from assistant.evidence.intake import Store
    from assistant.jurisdiction import Order, Sheet

ABOUT = """Prepares the papers a person files to ask a court for an order. It asks questions, keeps the answers on
this computer, and makes a signed statement with dates, a list of events, and exhibits. It sends nothing
anywhere. It is not a lawyer and is not a substitute for the advice of an attorney."""
EPILOG = "Exit status: 0 done; 1 things to check that must be fixed; 2 something in the input must be mended."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Problems a person can mend are printed, one a line, and the status is 2."""
    parser = _parser()
    options = parser.parse_args(argv)
    if not hasattr(options, "run"):
        parser.print_help()
        return 0
    from assistant.errors import PersonError

    try:
        return int(options.run(options))
    except PersonError as error:
        for problem in error.problems:
            print(_shown(str(problem)), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _shown(text: str) -> str:
    from assistant.terminal.screen import safe_to_show

    return safe_to_show(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paperwork", description=ABOUT, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"paperwork {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help)
        made.set_defaults(run=run)
        return made

    def with_case(made: argparse.ArgumentParser) -> None:
        made.add_argument("--case", metavar="DIR", help="the case folder (default: a neutral folder of your own)")

    start = command("start", _start, "ask the questions, or go on where you stopped")
    with_case(start)
    start.add_argument("--plain", action="store_true", help="plain lines only, for screen readers and simple terminals")

    fill = command("fill", _fill, "take the answers from a file into a case")
    fill.add_argument("answers", metavar="FILE", help="answers file (YAML)")
    fill.add_argument("--replace", action="store_true", help="put them in the place of a case's own answers")
    with_case(fill)

    answers = command("answers", _answers, "write the answers of a case as a file")
    with_case(answers)
    answers.add_argument("--out", metavar="FILE", help="where to write it (default: the screen)")

    check = command("check", _check, "list the things to check, worst first, and how to mend each")
    with_case(check)
    check.add_argument("--answers", metavar="FILE", help="check an answers file instead of a case")

    build = command("build", _build, "make the papers")
    with_case(build)
    build.add_argument("--answers", metavar="FILE", help="make them from an answers file, keeping no case")
    build.add_argument("--out", metavar="DIR", help="where to put the folders (default: ./papers)", default="papers")
    build.add_argument(
        "--replace", action="store_true", help="put new papers in the place of those made before, which are kept aside"
    )
    build.add_argument("--final", action="store_true", help="take the DRAFT mark off")

    schema = command("schema", _schema, "print the JSON Schema of a law sheet, for editors")
    schema.add_argument("--out", metavar="FILE", help="where to write it (default: the screen)")
    return parser


# -- what several commands need ----------------------------------------------------------------------


def _today() -> date:
    from datetime import date

    return date.today()


def _folder(options: argparse.Namespace) -> Path:
    from pathlib import Path

    from assistant.vault import default_folder

    return Path(options.case).expanduser() if options.case else default_folder()


def _given(options: argparse.Namespace) -> tuple[Answers, Store]:
    """Answers and originals, from the answers file when one is named, else from the case."""
    from assistant.vault import Vault

    if getattr(options, "answers", None):
        from pathlib import Path

        from assistant.answersfile import read_answers
        from assistant.evidence.intake import Memory, take_all

        answers, memory = read_answers(Path(options.answers), _today()), Memory()
        take_all(memory, answers)
        return answers, memory
    vault = Vault.open(_folder(options), create=False)
    return vault.answers, vault


def _case(answers: Answers) -> tuple[Case, Sheet, Order]:
    """The case with its law; PersonError when the place or the order is not chosen yet."""
    from assistant.case import case_from
    from assistant.errors import PersonError
    from assistant.jurisdiction import load

    code = answers.value("place.jurisdiction")
    if not code:
        raise PersonError("the place is not chosen yet.", remedy="Choose it with: paperwork start")
    sheet = load(code)
    order = next((o for o in sheet.orders if o.id == answers.value("order.type")), None)
    if order is None:
        raise PersonError("the order to ask for is not chosen yet.", remedy="Choose it with: paperwork start")
    return case_from(answers, sheet), sheet, order


# -- the commands ------------------------------------------------------------------------------------


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

    return start(_folder(options), wants_plain(options.plain), _today())


def _fill(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.answersfile import read_answers
    from assistant.errors import PersonError
    from assistant.evidence.intake import take_all
    from assistant.vault import Vault

    answers = read_answers(Path(options.answers), _today())
    vault = Vault.open(_folder(options))
    if vault.answers.given and not options.replace:
        raise PersonError(
            "this case has answers already.",
            where=str(vault.folder),
            remedy="Use --replace to put the file's answers in their place, or name another folder with --case.",
        )
    take_all(vault, answers)
    vault.answers = answers
    vault.save()
    print(f"Taken in: {sum(1 for a in answers.given.values())} answers. Go on with: paperwork start, check, or build.")
    return 0


def _answers(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.answersfile import write_answers
    from assistant.vault import Vault, write_atomically

    vault = Vault.open(_folder(options), create=False)
    files = {digest: str(vault.folder.resolve() / "evidence" / digest) for digest in vault.evidence}
    text = write_answers(vault.answers, _today(), files)
    if options.out:
        target = Path(options.out)
        _not_there(target)
        write_atomically(target, text.encode("utf-8"))
    else:
        sys.stdout.write(text)
    return 0


def _not_there(target: Path) -> None:
    from assistant.errors import PersonError

    if target.exists():
        raise PersonError("a file of this name is there already.", where=str(target), remedy="Choose another name.")


def _check(options: argparse.Namespace) -> int:
    from assistant.checks import check
    from assistant.findings import Severity
    from assistant.terminal.report import print_findings

    answers, _ = _given(options)
    case, sheet, _ = _case(answers)
    findings = check(case, sheet, _today())
    print_findings(findings)
    return 1 if any(f.severity in (Severity.BLOCK, Severity.FIX) for f in findings) else 0


def _build(options: argparse.Namespace) -> int:
    import gc
    from pathlib import Path

    from assistant.packet import assemble, write
    from assistant.terminal.report import decide_blocks, print_packet

    gc.disable()  # one packet and out: looking for cycles in a long case costs a tenth of the time and frees nothing
    answers, store = _given(options)
    case, sheet, order = _case(answers)
    packet = assemble(case, sheet, order, store.original, _today(), draft=not options.final)
    if options.final and (packet.blocks or packet.leaks):
        if not decide_blocks(packet, store):
            return 1
        packet = assemble(case, sheet, order, store.original, _today(), draft=False, allow_leaks=True)
    print_packet(packet, write(packet, Path(options.out).expanduser(), replace=options.replace))
    return 0


def _schema(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.jurisdiction import json_schema
    from assistant.vault import write_atomically

    if options.out:
        write_atomically(Path(options.out), json_schema().encode("utf-8"), 0o644)
    else:
        sys.stdout.write(json_schema())
    return 0
