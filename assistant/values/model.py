"""What a named value is: its kind, who may read it, which answers it is made from, and how.

A public value is made from `Facts`, which holds nothing confidential. A confidential value is made from the
`Kept` half as well, which exists only where a `Case` was given: a form that others read is filled from a
`PublicCase` and cannot reach it (`Unreachable`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from assistant.answers import Status
from assistant.case.model import Told
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.parties import Terms
from assistant.questions.model import Shown

Kind = Literal["text", "long", "date", "choice", "choices"]
Result = str | date | frozenset[str] | None  # a choice is its option id; choices a set of them
PARTS_OF_A_DATE: Final = ("day", "month", "year")


class Unreachable(Exception):
    """A confidential value was asked for where only what the public may see was given. A mistake of ours."""


@dataclass(frozen=True)
class Facts:
    """What public values are made from."""

    told: Told
    sheet: Sheet
    order: Order

    @property
    def terms(self) -> Terms:
        """The words the papers of this order use."""
        return self.sheet.terms_of(self.order, self.told.hides_address)

    def unknown(self, path: str) -> bool:
        """Did the person say that they do not know?"""
        return self.told.gaps.get(path) is Status.UNKNOWN


Options = Callable[[Sheet, Sequence[Order]], Mapping[str, str]]


@dataclass(frozen=True)
class Named:
    """One named value. `make` takes Facts, and for a confidential one the Kept half after it."""

    kind: Kind
    make: Callable[..., Result]
    needs: tuple[str, ...] = ()  # patterns of the questions it is made from
    shown: Shown = Shown.PUBLIC
    options: Mapping[str, str] | Options = field(default_factory=dict)  # of a choice: id -> printed words

    def words(self, sheet: Sheet, orders: Sequence[Order]) -> Mapping[str, str]:
        """The options of a choice, in this place and for these orders."""
        return self.options(sheet, orders) if callable(self.options) else self.options


@dataclass(frozen=True)
class Item:
    """One row of a list: its answer path with a final dot, and the thing of the case."""

    path: str
    thing: Any


@dataclass(frozen=True)
class Rows:
    """A list of the case, read by position: `children.2.name`. `parts` are made from (facts, item[, kept])."""

    items: Callable[[Facts], Sequence[Item]]
    parts: Mapping[str, Named]
    needs: tuple[str, ...] = ()
