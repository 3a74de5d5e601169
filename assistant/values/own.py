"""Answers to questions that come from the law sheet: those one place alone asks, and the reason for each request.

`own.without-notice` is the answer to a question of the place's own (`petition_must_state` with the topic
`own-question`), in the person's own words; `own.bail.no` is a tick, set where the answer only says no;
`own.share-details.yes` where it only says yes. An answer that says more ticks nothing: what it means is not ours to
decide. `why.child-support` is what the person wrote about why they ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.jurisdiction import Order
from assistant.saying import is_no
from assistant.values.model import Facts


@dataclass(frozen=True)
class Source:
    """Where such answers come from: which ids there are, how an answer is read ('' where there is none)."""

    what: str
    needs: tuple[str, ...]
    ids: Callable[[Sequence[Order]], list[str]]
    text: Callable[[str], Callable[[Facts], str]]


def _own_ids(orders: Sequence[Order]) -> list[str]:
    return sorted({m.id for o in orders for m in o.petition_must_state if m.id is not None})


def _own_text(asked: str) -> Callable[[Facts], str]:
    return lambda f: next((a.text or "" for a in f.told.own_answers if a.id == asked), "")


def _relief_ids(orders: Sequence[Order]) -> list[str]:
    return sorted({r.id for o in orders for r in o.relief})


def _because(asked: str) -> Callable[[Facts], str]:
    return lambda f: next((r.because or "" for r in f.told.requests if r.id == asked), "")


SOURCES: Final[Mapping[str, Source]] = {
    "own": Source("question of its own", ("court.asks",), _own_ids, _own_text),
    "why": Source("request", ("relief.why.*.because",), _relief_ids, _because),
}

ANSWERS: Final[Mapping[str, Callable[[str], bool]]] = {
    "given": bool,
    "no": lambda said: bool(said) and is_no(said),
    "yes": lambda said: re.fullmatch(r"\W*yes\W*", said, re.IGNORECASE) is not None,
}
