"""Names of files that are sent in, within what the court takes. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from assistant.jurisdiction.efiling import Efiling

_NAME: Final = re.compile(r"(\d+-|)(.*?)(-part-\d+-of-\d+|)\.pdf", re.S)
# What a court does not take in a name, by its sheet's `file_name_charset`; our own names hold nothing else to leave out.
_LEFT_OUT: Final = {"alphanumeric": r"[^A-Za-z0-9]", "alphanumeric-hyphen": r"[^A-Za-z0-9-]", "ascii": r"[^ -~]"}


def fitted(name: str, rules: Efiling | None) -> str:
    """'02-declaration-part-1-of-2.pdf' as the court takes it: '02declarationpart1of2.pdf' where hyphens are not.

    Too long a name is cut in its middle; number and part stay, so that names stay apart and in order.
    """
    parts = _NAME.fullmatch(name)
    if rules is None or parts is None:
        return name
    unwanted = _LEFT_OUT.get(rules.file_name_charset or "", "(?!)")
    number, middle, part = (re.sub(unwanted, "", piece) for piece in parts.groups())
    if rules.file_name_max is not None:
        room = rules.file_name_max - len(f"{number}{part}.pdf")
        middle = middle[: max(0, room)].rstrip("-")
    return f"{number}{middle}{part}.pdf"
