"""CSV of strangers: encoding, delimiter, lines above the head, rows with the line they stand on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.errors import PersonError
from assistant.evidence.logs.records import Notes, Source
from assistant.evidence.logs.text import LONGEST_LINE, too_long, whole_text

MOST_ROWS: Final = 2_000_000
MOST_COLUMNS: Final = 200
_DELIMITERS: Final = (",", ";", "\t", "|")
_LOOK_AT: Final = 40  # rows in which the head is looked for


@dataclass(frozen=True)
class Table:
    """The head, and the rows below it as (line, cells); every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def plain(header: str) -> str:
    """A column's name as aliases are written: small letters, signs as spaces."""
    return " ".join(re.sub(r"[^\w#]+", " ", header.casefold().replace("_", " ")).split())


def read_table(source: Source, notes: Notes, known: Callable[[str], bool], *, any_head: bool = False) -> Table:
    """The table of a CSV file. `known` says whether a plain header is one that the format has.

    The head is the first row with most known names; with `any_head`, else the first row of three or more full
    cells. PersonError when there is none, or a line is too long.
    """
    text = whole_text(source, notes)
    best: tuple[int, int, str] | None = None  # known names, minus the row, delimiter
    for delimiter in _DELIMITERS:
        for n, (_, cells) in enumerate(_rows(text[:400_000], delimiter, source.name, lenient=True)):
            if n >= _LOOK_AT:
                break
            score = sum(1 for c in cells if known(plain(c)))
            if score and (best is None or (score, -n) > best[:2]):
                best = score, -n, delimiter
    if (best is None or best[0] < 2) and any_head:
        best = _widest(text[:400_000], source.name) or best
    if best is None or (best[0] < 2 and not any_head):
        raise PersonError(
            "no row with the names of the columns was found in this file.",
            where=source.name,
            remedy="The first row names the columns, such as: Date, Time, Number.",
        )
    rows = _rows(text, best[2], source.name)
    for _ in range(-best[1]):
        next(rows)
    _, head = next(rows)
    while head and not head[-1].strip():
        head = head[:-1]
    width = len(head)
    found, wide = [], 0
    for line, cells in rows:
        if not any(c.strip() for c in cells):
            continue
        wide += any(c.strip() for c in cells[width:])
        found.append((line, tuple((cells + [""] * width)[:width])))
        if len(found) > MOST_ROWS:
            raise PersonError("this table has more than two million rows.", where=source.name, remedy="Split it.")
    if wide:
        notes.add(
            f"{wide} rows have more cells than there are columns. What stands beyond the last column was left out."
        )
    return Table(tuple(h.strip() for h in head), tuple(found))


def _widest(text: str, where: str) -> tuple[int, int, str] | None:
    """The first row that has as many full cells as any, at least three: a table whose columns nobody knows."""
    best: tuple[int, int, str] | None = None
    for delimiter in _DELIMITERS:
        for n, (_, cells) in enumerate(_rows(text, delimiter, where, lenient=True)):
            if n >= _LOOK_AT:
                break
            full = sum(1 for c in cells if c.strip())
            if full >= 3 and full == len(cells) and (best is None or (full, -n) > best[:2]):
                best = full, -n, delimiter
    return best


def _rows(text: str, delimiter: str, where: str, *, lenient: bool = False) -> Iterator[tuple[int, list[str]]]:
    """(line the row begins on, cells). `lenient`: stops at trouble, for a first look."""
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if lenient:
                return
            raise too_long(where, before + 1) from None
        if len(cells) > MOST_COLUMNS:
            if lenient:
                return
            raise PersonError(
                f"line {before + 1} has more than {MOST_COLUMNS} columns.", where=where, remedy="Export the list anew."
            )
        yield before + 1, cells
        before = reader.line_num


# A cell that a spreadsheet would take for a formula is written with an apostrophe before it; reading takes exactly
# that one away. (OWASP, CSV Injection)
_STARTS: Final = "=+\\-@\t\r\n＝＋－＠"
_DEFUSED = re.compile(rf"'*[{_STARTS}]")


def defused(cell: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens."""
    return "'" + cell if _DEFUSED.match(cell) else cell


def restored(cell: str) -> str:
    """What `defused` was given."""
    return cell[1:] if cell.startswith("'") and _DEFUSED.match(cell[1:]) else cell


def written(head: Sequence[str], rows: Sequence[Sequence[str]], *, bom: bool) -> bytes:
    """A CSV as RFC 4180 has it, every cell quoted, in UTF-8, with a byte order mark where a spreadsheet wants one."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([[defused(c) for c in row] for row in rows])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")
