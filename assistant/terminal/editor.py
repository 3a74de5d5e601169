"""Writing a long answer in the person's own text editor."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from assistant.terminal.screen import Screen


def edit(text: str, folder: Path, screen: Screen) -> str:
    """Open $VISUAL, $EDITOR or a common editor on `text`; returns what was saved, or `text` when that fails.

    The file lies in the case folder, readable only by its owner, and is removed afterwards in any event.
    """
    editor = (
        os.environ.get("VISUAL")
        or os.environ.get("EDITOR")
        or next((e for e in ("nano", "vi", "notepad") if shutil.which(e)), "")
    )
    if not editor:
        screen.say("No text editor was found. Set EDITOR, or type the text here.")
        return text
    handle, name = tempfile.mkstemp(prefix=".text-", suffix=".txt", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        # the person's own editor, named by their own environment
        status = subprocess.run([*shlex.split(editor), name], check=False).returncode  # noqa: S603
        if status != 0:
            screen.say("The editor reported a problem. Please look over what is shown.")
        return path.read_text("utf-8", "replace").rstrip("\n")
    except OSError:
        screen.say("The text editor could not be started. Type the text here.")
        return text
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        for extra in folder.glob(path.name + "*"):  # editors' own backup copies (name~, name.swp)
            with contextlib.suppress(OSError):
                extra.unlink()
        for extra in folder.glob("." + path.name.lstrip(".") + "*"):
            with contextlib.suppress(OSError):
                extra.unlink()
