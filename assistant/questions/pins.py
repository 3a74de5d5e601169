"""On which pages of an exhibit each event is shown: '1: 2; 3: 4-5' means event 1 on page 2, event 3 on pages 4 and 5."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from assistant.questions.kinds import Kind, Options, Refused, clean
from assistant.questions.model import Look

_PAGES = re.compile(r"(?:pages?|p\.?)?\s*(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4}))?", re.IGNORECASE)
_EVENT = re.compile(r"(?:event\s*)?(\d{1,4})\s*[:=]\s*(.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Pins(Kind):
    """Kept as {event id: [first page, last page]}. A page without an event stands for every event of the exhibit."""

    name: ClassVar[str] = "pages by event, such as 1: 2; 3: 4-5"
    hint: ClassVar[str] = "such as 2, or for each event: 1: 2; 3: 4-5"
    options: Options = field(default=lambda look: ())

    def parse(self, raw: Any, look: Look) -> dict[str, list[int]]:
        """The value that is kept; Refused when it cannot be the answer."""
        events = [option.id for option in self.options(look)]
        pairs = (
            [(str(k), str(v)) for k, v in raw.items()] if isinstance(raw, dict) else list(_pairs(clean(raw), events))
        )
        found: dict[str, list[int]] = {}
        for event, pages in pairs:
            number = event.casefold().removeprefix("event").strip()
            if not number.isdecimal() or not 1 <= int(number) <= len(events):
                raise Refused("There is no event of that number.")
            match = _PAGES.fullmatch(pages.strip())
            if match is None:
                raise Refused("Pages are written like 2 or 4-5.")
            first, last = int(match[1]), int(match[2] or match[1])
            if not 1 <= first <= last:
                raise Refused("The first page comes before the last, and pages begin at 1.")
            found[events[int(number) - 1]] = [first, last]
        if not found:
            raise Refused("Type the pages, such as 2 or 1: 2; 3: 4-5, or: skip.")
        return found

    def show(self, value: Any, look: Look) -> str:
        """Text that `parse` reads back."""
        at = {option.id: n for n, option in enumerate(self.options(look), 1)}
        parts = [
            f"{at[event]}: {first}" if first == last else f"{at[event]}: {first}-{last}"
            for event, (first, last) in value.items()
            if event in at
        ]
        return "; ".join(parts)


def _pairs(text: str, events: list[str]) -> list[tuple[str, str]]:
    if _PAGES.fullmatch(text.strip()):
        return [(str(n), text) for n in range(1, len(events) + 1)]
    pairs = []
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        match = _EVENT.fullmatch(part.strip())
        if match is None:
            raise Refused("Write the number of the event, a colon and its pages, such as 1: 2; 3: 4-5.")
        pairs.append((match[1], match[2]))
    return pairs
