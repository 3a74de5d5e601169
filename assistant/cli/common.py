"""What several commands need: adding a command, the case or answers file it works on, today."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from assistant.answers import Answers
    from assistant.case import Case
    from assistant.evidence.intake import Store, Watch
    from assistant.jurisdiction import Order, Sheet
    from assistant.packet.officials import Official

Run = Callable[[argparse.Namespace], int]
OPENING = "Copying the exhibits"  # what a person waits for while files become pages


class Commands:
    """Adds commands to a parser: `commands.add(name, run, help)`, or a family of them with `commands.family`."""

    def __init__(self, parser: argparse.ArgumentParser, title: str = "commands") -> None:
        self._parser = parser
        self._added = parser.add_subparsers(title=title, metavar="COMMAND")

    def add(self, name: str, run: Run, help: str) -> argparse.ArgumentParser:
        """One command; `run` gets the parsed options and returns the exit status."""
        made = self._added.add_parser(name, help=help, description=help)
        made.set_defaults(run=run)
        return made

    def family(self, name: str, help: str, run: Run | None = None) -> Commands:
        """A command with commands of its own ('paperwork forms add'); `run` is what the bare name does (default: its help)."""
        made = self._added.add_parser(name, help=help, description=help)

        def show_help(options: argparse.Namespace) -> int:
            made.print_help()
            return 0

        made.set_defaults(run=run or show_help)
        return Commands(made)


def with_case(made: argparse.ArgumentParser) -> None:
    """The option that names the case folder."""
    made.add_argument("--case", metavar="DIR", help="the case folder (default: a neutral folder of your own)")


def with_forms(made: argparse.ArgumentParser) -> None:
    """The options that say which official forms are filled."""
    made.add_argument("--forms", metavar="DIR", help="where forms are kept (default: a neutral folder of your own)")
    made.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="FORM",
        help="fill this form too, such as fl-150 (may be given again)",
    )


def official_of(options: argparse.Namespace, case: Case, sheet: Sheet, order: Order, *, draft: bool) -> Official:
    """The court's own forms of the case, filled from the blanks in the person's library."""
    from pathlib import Path

    from assistant.forms.library import Library, default_library
    from assistant.packet.officials import official

    kept = Library(Path(options.forms).expanduser() if options.forms else default_library())
    return official(case, sheet, order, kept, also=options.also, draft=draft)


def today() -> date:
    """The day on this computer's clock."""
    from datetime import date

    return date.today()


def case_folder(options: argparse.Namespace) -> Path:
    """The case folder that was named, or the neutral one."""
    from pathlib import Path

    from assistant.vault import default_folder

    return Path(options.case).expanduser() if options.case else default_folder()


def given(options: argparse.Namespace) -> tuple[Answers, Store]:
    """Answers and originals, from the answers file when one is named, else from the case."""
    from assistant.vault import Vault

    if getattr(options, "answers", None):
        from pathlib import Path

        from assistant.answersfile import read_answers
        from assistant.evidence.apart import get_ready
        from assistant.evidence.intake import Memory, take_all
        from assistant.evidence.logs.taking import take_logs

        path = Path(options.answers)
        get_ready(_files_named(path))
        answers, memory = read_answers(path, today()), Memory()
        take_all(memory, answers, watched("Looking at files"))
        take_logs(memory, answers)
        return answers, memory
    vault = Vault.open(case_folder(options), create=False)
    return vault.answers, vault


def watched(what: str) -> Watch:
    """Passes things on and shows how far they have come (see assistant.terminal.progress)."""

    def watch(things: Iterable[Any], total: int) -> Iterator[Any]:
        from assistant.terminal.progress import Progress

        with Progress(what, total) as progress:
            yield from progress.over(things)

    return watch


def _files_named(path: Path) -> int:
    """About how many exhibits an answers file names; a guess that only starts processes early."""
    try:
        return path.read_bytes().count(b"- file:")
    except OSError:
        return 0


def chosen_case(answers: Answers) -> tuple[Case, Sheet, Order]:
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


def not_there(target: Path) -> None:
    """PersonError when the file is there already: nothing is written over."""
    from assistant.errors import PersonError

    if target.exists():
        raise PersonError("a file of this name is there already.", where=str(target), remedy="Choose another name.")
