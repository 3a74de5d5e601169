"""Answers to the questions that one place alone asks (`petition_must_state` with the topic `own-question`).

`own.without-notice` is the answer in the person's own words; `own.bail.no` is a tick, set where the answer only says
no; `own.share-details.yes` where it only says yes. An answer that says more ticks nothing: what it means is not ours
to decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.jurisdiction import Order, Sheet
from assistant.saying import is_no
from assistant.values.model import Facts

NEEDS = ("court.asks",)
ANSWERS = ("given", "no", "yes")


def own_ids(sheet: Sheet, orders: Sequence[Order]) -> list[str]:
    """The ids of the questions that these orders of the place ask in their own words."""
    return sorted({m.id for o in orders for m in o.petition_must_state if m.id is not None})


def own_text(asked: str) -> Callable[[Facts], str]:
    """Reads the answer; '' where there is none."""
    return lambda f: next((a.text or "" for a in f.told.own_answers if a.id == asked), "")


def own_tick(asked: str, which: str) -> Callable[[Facts], bool]:
    """Reads whether the answer was given, only says no, or only says yes."""
    read = own_text(asked)
    return {
        "given": lambda f: bool(read(f)),
        "no": lambda f: bool(read(f)) and is_no(read(f)),
        "yes": lambda f: re.fullmatch(r"\W*yes\W*", read(f), re.IGNORECASE) is not None,
    }[which]
