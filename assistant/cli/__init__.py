"""The commands; each a few lines that call the rooms below. Heavy imports wait until a command runs.

One module for each room that has commands: `papers` (from questions to papers), `packets` (one file for each reader), `law` (jurisdictions),
`blanks` (the court's own forms), `files` (evidence), `logs` (incident logs and messages). Each adds its own.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from assistant import __version__
from assistant.cli import blanks, files, law, logs, maps, packets, papers
from assistant.cli.common import Commands

ABOUT = """Prepares the papers a person files to ask a court for an order. It asks questions, keeps the answers on
this computer, and makes a signed statement with dates, a list of events, and exhibits. It sends nothing
anywhere. It is not a lawyer and is not a substitute for the advice of an attorney."""
EPILOG = "Exit status: 0 done; 1 things to check that must be fixed; 2 something in the input must be mended."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Problems a person can mend are printed, one a line, and the status is 2."""
    from assistant.errors import PersonError

    try:
        parser = _parser()
        options = parser.parse_args(argv)
        if not hasattr(options, "run"):
            parser.print_help()
            return 0
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
    commands = Commands(parser)
    for room in (papers, packets, files, logs, law):
        room.add(commands)
    maps.add_to(blanks.add(commands))
    return parser
