"""What the program knows of the law of each place: jurisdictions, compare, schema."""

from __future__ import annotations

import argparse
import sys

from assistant.cli.common import Commands


def add(commands: Commands) -> None:
    """Add these commands to the program."""
    schema = commands.add("schema", _schema, "print the JSON Schema of a law sheet, for editors")
    schema.add_argument("--out", metavar="FILE", help="where to write it (default: the screen)")


def _schema(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.jurisdiction import json_schema
    from assistant.vault import write_atomically

    if options.out:
        write_atomically(Path(options.out), json_schema().encode("utf-8"), 0o644)
    else:
        sys.stdout.write(json_schema())
    return 0
