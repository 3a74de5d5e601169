"""Where the program's own data lies: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def data_folder(name: str) -> Path:
    """The folder `jurisdictions` or `templates`. A checkout's own folder wins over a built copy."""
    for root in (_PACKAGE.parent, _PACKAGE / "_data"):
        # pyproject.toml marks the checkout: an unrelated folder of the same name must never be taken for ours
        if (root / name).is_dir() and (root.name == "_data" or (root / "pyproject.toml").is_file()):
            return root / name
    raise FileNotFoundError(f"the program's own folder '{name}' is missing; install it again")


def fonts_folder() -> Path:
    """The fonts that travel with the program (see assistant/fonts/README)."""
    return _PACKAGE / "fonts"
