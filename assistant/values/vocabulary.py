"""Names looked up: `petitioner_name`, `children.2.name`, `relief.no-contact`, `firearms.yes`, `events.4+.all`.

A name is one of

* `name`: a value;
* `name.option`: the tick of one option of a choice (or of choices);
* `name.day`, `.month`, `.year`: a part of a date;
* `name.given`: a tick, set when a text or date is there;
* `name.is-words-of-it`: a tick, set when a text is these words or begins with them: `county.is-cook`;
* `list.N.part`: a value of the row at position N, counted from 1; also followed by `.option`;
* `list.N+.part`: that part of the row N and all after it, joined: what a form has no rows for;
* `own.id`: the answer to a question that only this place asks; also `own.id.given`, `.yes`, `.no`;
* `why.id`: the reason the person gave for this request (a relief id of the law sheet); also `.given`;
* `list.N`: a tick, set when there is a row N; `list.N+` likewise.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal, cast

from assistant.case.model import Case, Kept, PublicCase, Told
from assistant.jurisdiction import Order, Sheet
from assistant.questions.model import Shown
from assistant.values import connection, court, events, own, people, remedies, wishes
from assistant.values.model import PARTS_OF_A_DATE, Facts, Named, Result, Rows, Unreachable

BLANK = "________________"
VALUES: Final[Mapping[str, Named]] = {
    **people.VALUES,
    **events.VALUES,
    **court.VALUES,
    **wishes.VALUES,
    **remedies.VALUES,
    **connection.VALUES,
}
ROWS: Final[Mapping[str, Rows]] = {**people.ROWS, **events.ROWS, **court.ROWS, **wishes.ROWS, **connection.ROWS}

_ROW = re.compile(r"([a-z_]+)\.([1-9]\d{0,2})(\+?)(?:\.([a-z_]+)(?:\.([a-z0-9-]+))?)?\Z")
_PLAIN = re.compile(r"([a-z_]+)(?:\.([a-z0-9-]+))?\Z")
_OWN = re.compile(r"(own|why)\.([a-z0-9-]+)(?:\.([a-z]+))?\Z")
NAMED_IN_TEXT = re.compile(r"\{([a-z0-9_.+-]+)\}")


class NoSuchName(ValueError):
    """Nobody defined this name; the message says what is near it."""


@dataclass(frozen=True)
class Resolved:
    """A name that exists. `gives` is what the box gets: a tick, a text, a long text or a date."""

    name: str
    gives: Literal["text", "long", "date", "tick", "choice"]
    shown: Shown
    needs: tuple[str, ...]
    group: str  # ticks of one group exclude each other; '' = they do not
    read: Callable[[Values], Any]  # bool for a tick; str or date else
    row: tuple[str, int] | None = None  # the list and position it reads; None: no list, or the rest of one


def resolve(name: str, sheet: Sheet, orders: Sequence[Order]) -> Resolved:
    """What a name stands for in this place, under these orders. NoSuchName when nothing does."""
    row = _ROW.match(name)
    if row:
        return _resolve_row(name, row, sheet, orders)
    plain = _PLAIN.match(name)
    if (asked := _OWN.match(name)) is not None:
        return _resolve_own(name, asked[1], asked[2], asked[3], sheet, orders)
    if plain is None or plain[1] not in VALUES:
        raise NoSuchName(f"'{name}' is not a named value.{_near(name, [*VALUES, *ROWS])}")
    named = VALUES[plain[1]]
    return _finish(name, plain[1], plain[2], named, named.needs, sheet, orders, lambda v: v.raw(named))


def _resolve_own(
    name: str, kind: str, asked: str, which: str | None, sheet: Sheet, orders: Sequence[Order]
) -> Resolved:
    """An answer to a question that comes from the law sheet."""
    source = own.SOURCES[kind]
    known = source.ids(orders)
    if asked not in known:
        raise NoSuchName(f"'{name}': {sheet.name} has no {source.what} '{asked}'. There are: {', '.join(known)}.")
    read = source.text(asked)
    if which is None:
        return Resolved(name, "long", Shown.PUBLIC, source.needs, "", lambda v: read(v.facts))
    if which not in own.ANSWERS:
        raise NoSuchName(f"'{name}': there is no '{which}'. There are: {', '.join(own.ANSWERS)}.")
    group = "" if which == "given" else f"{kind}.{asked}"
    return Resolved(name, "tick", Shown.PUBLIC, source.needs, group, lambda v: own.ANSWERS[which](read(v.facts)))


def _resolve_row(name: str, match: re.Match[str], sheet: Sheet, orders: Sequence[Order]) -> Resolved:
    list_name, number, rest, part, option = match.groups()
    if list_name not in ROWS:
        raise NoSuchName(f"'{list_name}' is not a list.{_near(list_name, list(ROWS))}")
    rows, at = ROWS[list_name], int(number)
    if part is None:
        return Resolved(name, "tick", Shown.PUBLIC, rows.needs, "", lambda v: v.count(rows) >= at)
    if part not in rows.parts:
        raise NoSuchName(f"'{list_name}' has no part '{part}'.{_near(part, list(rows.parts))}")
    named = rows.parts[part]
    needs = (*rows.needs, *named.needs)
    if rest:
        if option or named.kind not in ("text", "long"):
            raise NoSuchName(f"'{name}': only texts can be taken from row {at} on.")
        joint = "\n\n" if named.kind == "long" else "\n"
        return Resolved(
            name, "long", named.shown, needs, "", lambda v: joint.join(filter(None, v.rows(rows, named, at)))
        )
    made = _finish(
        name, f"{list_name}.{number}.{part}", option, named, needs, sheet, orders, lambda v: v.row(rows, named, at)
    )
    return replace(made, row=(list_name, at))


def _finish(
    name: str,
    group: str,
    option: str | None,
    named: Named,
    needs: tuple[str, ...],
    sheet: Sheet,
    orders: Sequence[Order],
    raw: Callable[[Values], Result],
) -> Resolved:
    if option == "given" and named.kind in ("text", "long", "date"):
        return Resolved(name, "tick", named.shown, needs, "", lambda v: bool(raw(v)))
    if named.kind == "date":
        if option is None:
            return Resolved(name, "date", named.shown, needs, "", raw)
        if option not in PARTS_OF_A_DATE:
            raise NoSuchName(f"'{name}': a date has the parts day, month and year.")
        return Resolved(name, "text", named.shown, needs, "", lambda v: _part_of(raw(v), option))
    words = named.words(sheet, orders)
    if named.kind in ("choice", "choices"):
        if option is None:
            return Resolved(name, "choice", named.shown, needs, "", lambda v: _printed(raw(v), words))
        if option not in words:
            raise NoSuchName(f"'{name}': there is no '{option}'. There are: {', '.join(sorted(words))}.")
        if named.kind == "choices":
            return Resolved(
                name, "tick", named.shown, needs, "", lambda v: option in cast(frozenset[str], raw(v) or frozenset())
            )
        return Resolved(name, "tick", named.shown, needs, group, lambda v: raw(v) == option)
    if option is not None and option.startswith("is-"):
        return Resolved(name, "tick", named.shown, needs, "", lambda v: _begins(str(raw(v) or ""), option[3:]))
    if option is not None:
        raise NoSuchName(f"'{name}': '{group}' is a text and has no options.")
    return Resolved(name, "long" if named.kind == "long" else "text", named.shown, needs, "", lambda v: raw(v) or "")


def _begins(text: str, words: str) -> bool:
    """Is a text these words, or does it begin with them? 'Cook County' begins with 'cook'; 'Cooke' does not."""
    return f"{court.slug(text)}-".startswith(f"{words}-")


def _printed(value: Result, words: Mapping[str, str]) -> str:
    """A choice in words; several with commas, in the order of the list."""
    chosen = value if isinstance(value, frozenset) else frozenset([value])
    return ", ".join(label for key, label in words.items() if key in chosen)


def _part_of(value: Result, part: str) -> str:
    if not isinstance(value, date):
        return ""
    return {"day": f"{value.day:02d}", "month": f"{value.month:02d}", "year": str(value.year)}[part]


def _near(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name.split(".")[0], known, 3)
    return f" Near it: {', '.join(near)}." if near else ""


def names_in(sentence: str) -> list[str]:
    """The names in braces of a sentence."""
    return NAMED_IN_TEXT.findall(sentence)


@dataclass(frozen=True)
class Values:
    """Named values of one case. Without the `kept` half no confidential value can be read (`Unreachable`)."""

    told: Told
    sheet: Sheet
    order: Order
    kept: Kept | None = None

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.told, self.sheet, self.order)

    @cached_property
    def all(self) -> Mapping[str, str]:
        """Every public line of text, for the sentences of our own documents."""
        return {name: str(self.raw(n) or "") for name, n in VALUES.items() if n.kind == "text" and self._public(n)}

    def __getitem__(self, name: str) -> str:
        """A line of text; KeyError for a name nobody defined."""
        return str(self.raw(VALUES[name]) or "")

    def fill(self, sentence: str) -> str:
        """A sentence with {names} in it, filled; what is not known shows as a blank line."""
        return sentence.format_map({name: value or BLANK for name, value in self.all.items()})

    def _public(self, named: Named) -> bool:
        return named.shown is Shown.PUBLIC

    def raw(self, named: Named, *item: Any) -> Result:
        """A value as it is made: text, date, the id of a choice, the ids of choices."""
        if self._public(named):
            return named.make(self.facts, *item)
        if self.kept is None:
            raise Unreachable("a confidential value for a paper that others read")
        return named.make(self.facts, *item, self.kept)

    def count(self, rows: Rows) -> int:
        """How many rows a list has."""
        return len(rows.items(self.facts))

    def row(self, rows: Rows, named: Named, at: int) -> Result:
        """A part of the row at position `at`, from 1; None beyond the last."""
        items = rows.items(self.facts)
        return self.raw(named, items[at - 1]) if at <= len(items) else None

    def rows(self, rows: Rows, named: Named, start: int) -> list[str]:
        """A part of the row at `start` and of all after it."""
        return [str(self.raw(named, item) or "") for item in rows.items(self.facts)[start - 1 :]]


def values_of(case: PublicCase | Case, sheet: Sheet, order: Order) -> Values:
    """The values of a case: with a `PublicCase` no confidential one can be reached."""
    return Values(case.told, sheet, order, case.kept if isinstance(case, Case) else None)
