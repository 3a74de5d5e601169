"""What a file's path looks like when it is typed, or dragged into the window of a terminal."""

from __future__ import annotations

import contextlib
import os
import shlex
from pathlib import Path
from urllib.parse import unquote


def paths_meant(text: str) -> list[Path]:
    """The paths that `text` may mean: as it stands, then as terminals write a file that is dragged into them.

    They quote the name ('a b.jpg'), put a backslash before each space (a\\ b.jpg), or write it as file:///a%20b.jpg.
    A `~` at the beginning is the home folder. Nothing is looked up on the disk.
    """
    found = [text, text.strip("'\"")]
    if text.casefold().startswith("file://"):
        _, slash, rest = text[7:].partition("/")
        found.append(unquote(slash + rest))
    elif os.name != "nt":  # there a backslash parts folders, and no terminal writes one before a space
        with contextlib.suppress(ValueError):  # a quote that is not closed
            parts = shlex.split(text)
            found += parts if len(parts) == 1 else []
    return [_at_home(Path(one)) for one in dict.fromkeys(found) if one]


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # '~name' of somebody who has no home here
        return path
