"""What an official form is to this program: the blank with its boxes, and what is to stand in them. Plain data.

`blank` reads a PDF into a `Blank`; a map and a case give a list of entries; `fill` draws the entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "tick", "radio", "combo", "list", "button", "signature"]
Rect = tuple[float, float, float, float]  # left, bottom, right, top in points, in the page's own space


@dataclass(frozen=True)
class Widget:
    """One place on a page where a field shows. `on` holds its on-states as the blank names them, without the slash."""

    page: int  # from 1
    rect: Rect
    on: tuple[str, ...] = ()  # ticks and radios; a push button has none
    hidden: bool = False  # hidden, or not printed
    label: str = ""  # the printed words that belong to this very box


@dataclass(frozen=True)
class Field:
    """One field of a blank, with every widget of it in the order the file has them."""

    name: str  # full name, parts joined with dots, exactly as the blank has it
    kind: Kind
    widgets: tuple[Widget, ...]
    tooltip: str = ""  # what the blank says to people who hear it read
    label: str = ""  # the printed words near its first box on the page; each widget has its own as well
    multiline: bool = False
    max_length: int | None = None  # characters
    comb: bool = False
    font_size: float = 0.0  # points; 0 = the form lets the size shrink to fit
    align: int = 0  # 0 left, 1 middle, 2 right
    read_only: bool = False
    options: tuple[tuple[str, str], ...] = ()  # choices: (value kept in the file, words shown)
    format: str = (
        ""  # the shape its script asks for: 'date mm/dd/yyyy', 'number 2', 'phone', 'zip', 'ssn', ...; '' = none
    )
    sum_of: tuple[str, ...] = ()  # fields whose numbers its script adds up
    value: str = ""  # what the blank already holds; '' for nothing, Off and an empty name alike


@dataclass(frozen=True)
class Blank:
    """A court's form as it was downloaded, read."""

    sha256: str
    page_sizes: tuple[tuple[float, float], ...]  # points
    fields: tuple[Field, ...]
    page_texts: tuple[str, ...]  # printed words of each page, white space folded
    number: str = ""  # 'DV-100'; '' = none printed
    title: str = ""
    edition: str = ""  # as printed: 'Rev. January 1, 2025'; '' = none found
    warnings: tuple[str, ...] = ()  # what was odd about the file and is mended on saving, in plain words

    def field(self, name: str) -> Field:
        """The field of this full name; KeyError when the blank has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


@dataclass(frozen=True)
class Overflow:
    """Where the rest of a long text goes. `item` is the form's own name of the place: 'item 7', 'page 2, part B'."""

    item: str
    title: str = ""  # heading of that part of the attachment
    repeat_whole: bool = False  # the whole text stands in the attachment; the box only points to it
    attached_box: Entry | None = None  # the form's own 'attachment' tick, set when there is overflow


@dataclass(frozen=True)
class TextEntry:
    """A text for every widget of a field (or one `widget` of it, counted from 0)."""

    field: str
    text: str
    overflow: Overflow | None = None  # None: what does not fit is an error that names the box
    widget: int | None = None


@dataclass(frozen=True)
class TickEntry:
    """A tick: the widget with on-state `on`, or the one counted by `widget` where on-states do not tell them apart."""

    field: str
    on: str | None = None
    widget: int | None = None


@dataclass(frozen=True)
class ChoiceEntry:
    """A choice of a combo or list, by the words shown or the value kept."""

    field: str
    choice: str


Entry = TextEntry | TickEntry | ChoiceEntry


@dataclass(frozen=True)
class Continued:
    """A text, or rows of a list, that goes on in an attachment."""

    item: str
    title: str
    text: str  # exactly the characters not shown in the box (or all of them, where the whole is repeated)
    field: str


@dataclass(frozen=True)
class Filled:
    """A form with its entries drawn in it."""

    fillable: bytes  # still fillable, for the lawyer
    flat: bytes  # fields become page content, for filing
    continued: tuple[Continued, ...]
    notes: tuple[str, ...] = ()  # what a person should know: a text shrunk, an emoji shown as its name, in plain words
