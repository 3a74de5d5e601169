"""The types of answers. One set serves the terminal, a resumed case and an answers file.

`parse` takes what was typed (or stood in the file) and gives the value that is kept, or raises `Refused`
with one plain sentence. `show` gives the text that `parse` would read back to the same value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from assistant.characters import unprintable
from assistant.dates import Ambiguous, NotADate, NoYear, When, parse_clock, parse_day, parse_when
from assistant.questions.dragged import paths_meant

if TYPE_CHECKING:
    from assistant.questions.model import Look

YES = ("yes", "y", "true", "si", "sí")
NO = ("no", "n", "false")
LONGEST_LINE = 1_000
LONGEST_STORY = 2_000_000


class Refused(ValueError):
    """This cannot be the answer; the message says why in one sentence and never repeats the text."""


class PartMissing(Refused):
    """Only one thing is missing, which the next answer may give alone. `wholes` makes of that answer what to parse."""

    def __init__(self, message: str, *wholes: str):
        super().__init__(message)
        self.wholes = wholes  # each with {} where the next answer goes


class Unclear(Refused):
    """The text can be read in several ways: ask which. `readings` are (what is shown, what to parse instead)."""

    def __init__(self, message: str, readings: Sequence[tuple[str, Any]]):
        super().__init__(message)
        self.readings = tuple(readings)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `detail` is official wording shown below it, with its citation."""

    id: str
    label: str
    detail: str = ""
    more: str = ""  # all there is to say of it, shown when the person types: more 2


Options = Callable[["Look"], Sequence[Option]]


def tidy_newlines(text: str) -> str:
    """Every way of ending a line becomes one newline; nothing else changes."""
    for other in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        text = text.replace(other, "\n")
    return text


def clean(raw: Any) -> str:
    """Text as it may be kept. Refused when it holds characters that could not be printed."""
    if not isinstance(raw, str):
        raise Refused("Text is expected here.")
    text = tidy_newlines(raw)
    bad = unprintable(text)
    if bad:
        names = ", ".join(sorted({f"U+{ord(c):04X}" for c in bad})[:5])
        raise Refused(f"The text holds characters that cannot be printed ({names}). Take them out or type them anew.")
    return text


@dataclass(frozen=True)
class Kind:
    """Base of the kinds. `name` is what an answers file's documentation calls it."""

    name: ClassVar[str] = "text"
    hint: ClassVar[str] = ""

    def parse(self, raw: Any, look: Look) -> Any:
        raise NotImplementedError

    def show(self, value: Any, look: Look) -> Any:
        """Text (or list of texts) that parses back to `value`."""
        return value


@dataclass(frozen=True)
class Line(Kind):
    """One line of text, such as a name or a place."""

    name: ClassVar[str] = "one line of text"
    longest: int = LONGEST_LINE

    def parse(self, raw: Any, look: Look) -> str:
        """The value that is kept; Refused when it cannot be the answer."""
        text = " ".join(clean(raw).split("\n")).strip()
        if not text:
            raise Refused("Nothing was typed. Type an answer, or: skip, later, unknown.")
        if len(text) > self.longest:
            raise Refused(f"This is longer than {self.longest} characters. A short line is enough here.")
        return text


@dataclass(frozen=True)
class Story(Kind):
    """The person's own words, as many paragraphs as they like, kept exactly."""

    name: ClassVar[str] = "text of any length"

    def parse(self, raw: Any, look: Look) -> str:
        """The value that is kept; Refused when it cannot be the answer."""
        text = clean(raw).strip("\n")
        if not text.strip():
            raise Refused("Nothing was typed. Type an answer, or: skip, later, unknown.")
        if len(text) > LONGEST_STORY:
            raise Refused("This is longer than two million characters. Split it into several events.")
        return text


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no."""

    name: ClassVar[str] = "yes or no"
    hint: ClassVar[str] = "yes or no"

    def parse(self, raw: Any, look: Look) -> bool:
        """The value that is kept; Refused when it cannot be the answer."""
        if isinstance(raw, bool):
            return raw
        word = clean(raw).strip().casefold() if isinstance(raw, str) else ""
        if word in YES:
            return True
        if word in NO:
            return False
        raise Refused("Please answer yes or no, or: unknown, skip, later.")

    def show(self, value: Any, look: Look) -> str:
        return "yes" if value else "no"


def _pick(raw: Any, options: Sequence[Option]) -> str:
    word = clean(raw).strip()
    for option in options:
        if word.casefold() in (option.id.casefold(), option.label.casefold()):
            return option.id
    if word.isdecimal() and 1 <= int(word) <= len(options):
        return options[int(word) - 1].id
    starts = [o for o in options if o.label.casefold().startswith(word.casefold())] if word else []
    if len(starts) == 1:
        return starts[0].id
    raise Refused("That is not one of the choices. Type its number or its words.")


def _positions(ids: Sequence[str], options: Sequence[Option]) -> list[str]:
    at = {option.id: str(n) for n, option in enumerate(options, 1)}
    return [at[i] for i in ids if i in at]


@dataclass(frozen=True)
class Choice(Kind):
    """One of a list. `by_position`: written to a file as its number, because the ids are our own."""

    name: ClassVar[str] = "one of the choices"
    options: Options = field(default=lambda look: ())
    by_position: bool = False

    def parse(self, raw: Any, look: Look) -> str:
        return _pick(raw, self.options(look))

    def show(self, value: Any, look: Look) -> Any:
        return _positions([value], self.options(look))[0] if self.by_position else value


@dataclass(frozen=True)
class Choices(Kind):
    """Several of a list; kept in the list's order. An empty list is an answer ('none of these')."""

    name: ClassVar[str] = "a list of choices"
    options: Options = field(default=lambda look: ())
    by_position: bool = False

    def parse(self, raw: Any, look: Look) -> list[str]:
        """The value that is kept; Refused when it cannot be the answer."""
        options = self.options(look)
        if isinstance(raw, str):
            if raw.strip().casefold() in ("none", "none of these", "0"):
                return []
            parts: list[Any] = [p for p in raw.replace(";", ",").replace("\n", ",").split(",") if p.strip()]
            if len(parts) == 1 and all(p.isdecimal() for p in raw.split()):
                parts = raw.split()
            elif len(parts) > 1:
                # a label may hold a comma itself: try the whole text first
                try:
                    return [_pick(raw, options)]
                except Refused:
                    pass
        elif isinstance(raw, list):
            parts = raw
        else:
            raise Refused("A list of choices is expected here.")
        if isinstance(raw, str) and not parts:
            raise Refused("Type the numbers with commas between, 'none', or: skip, later, unknown.")
        picked = {_pick(p, options) for p in parts}
        return [o.id for o in options if o.id in picked]

    def show(self, value: Any, look: Look) -> list[str]:
        return _positions(value, self.options(look)) if self.by_position else list(value)


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number."""

    name: ClassVar[str] = "a whole number"
    least: int = 0
    most: int = 10_000

    def parse(self, raw: Any, look: Look) -> int:
        """The value that is kept; Refused when it cannot be the answer."""
        text = clean(raw).strip() if isinstance(raw, str) else str(raw)
        try:
            if not (text.isascii() and text.lstrip("-").isdecimal()):
                raise ValueError
            number = int(text)
        except ValueError:
            raise Refused("A whole number is expected here, such as 34.") from None
        if not self.least <= number <= self.most:
            raise Refused(f"A number from {self.least} to {self.most} is expected here.")
        return number

    def show(self, value: Any, look: Look) -> str:
        return str(value)


@dataclass(frozen=True)
class Age(Kind):
    """An age in years, exact or a guess: '34', 'about 40'. Kept as {years, about}."""

    name: ClassVar[str] = "an age, such as 34 or about 40"
    hint: ClassVar[str] = "such as 34, or about 40"

    def parse(self, raw: Any, look: Look) -> dict[str, Any]:
        """The value that is kept; Refused when it cannot be the answer."""
        words = clean(raw).strip().casefold().split() if isinstance(raw, str) else [str(raw)]
        about = bool(words) and words[0] in ("about", "around", "maybe", "roughly", "approximately")
        rest = words[1:] if about else words
        if rest and rest[-1] in ("years", "year", "old"):
            rest = [w for w in rest if w not in ("years", "year", "old")]
        if len(rest) != 1 or not (rest[0].isascii() and rest[0].isdecimal()) or not 0 <= int(rest[0]) <= 120:
            raise Refused("An age is expected here, such as 34 or 'about 40'.")
        return {"years": int(rest[0]), "about": about}

    def show(self, value: Any, look: Look) -> str:
        return f"about {value['years']}" if value.get("about") else str(value["years"])


def _not_a_date(error: NotADate, raw: Any) -> Refused:
    if not isinstance(error, NoYear):
        return Refused(str(error))
    begun = clean(raw).rstrip(" .,").replace("{", "").replace("}", "")
    return PartMissing(str(error), f"{begun}, {{}}", f"{begun}/{{}}")


@dataclass(frozen=True)
class Day(Kind):
    """One exact calendar day, kept as ISO 8601."""

    name: ClassVar[str] = "a date, such as March 5, 2024"
    hint: ClassVar[str] = "such as March 5, 2024"

    def parse(self, raw: Any, look: Look) -> str:
        """The value that is kept; Refused when it cannot be the answer."""
        try:
            return parse_day(clean(raw), look.today).isoformat()
        except Ambiguous as error:
            raise Unclear(str(error), [(r.text(), r.edtf) for r in error.readings]) from None
        except NotADate as error:
            raise _not_a_date(error, raw) from None

    def show(self, value: Any, look: Look) -> str:
        return str(value)


@dataclass(frozen=True)
class WhenKind(Kind):
    """When something happened, as honestly as it is known (see assistant.dates)."""

    name: ClassVar[str] = "a date: exact, about, a month, a season, a year, between two dates, or repeating"
    hint: ClassVar[str] = "about is okay: March 5, 2024; about March 2024; last winter; between May 3 and May 9, 2024"

    def parse(self, raw: Any, look: Look) -> dict[str, Any]:
        """The value that is kept; Refused when it cannot be the answer."""
        if isinstance(raw, dict):
            try:
                return When.from_json(raw).to_json()
            except (ValueError, TypeError):
                raise Refused("This is not a date the program wrote.") from None
        try:
            return parse_when(clean(raw), look.today).to_json()
        except Ambiguous as error:
            raise Unclear(str(error), [(r.text(), r.to_json()) for r in error.readings]) from None
        except NotADate as error:
            raise _not_a_date(error, raw) from None

    def show(self, value: Any, look: Look) -> Any:
        """The person's words when they still read the same on any day; else the plain parts."""
        when = When.from_json(value)
        try:
            far = date(look.today.year + 7, 1, 15)
            if when.words and parse_when(when.words, look.today) == when == parse_when(when.words, far):
                return when.words
        except ValueError:
            pass
        return dict(value)


@dataclass(frozen=True)
class Clock(Kind):
    """A time of day, exact or about; kept as the text that is printed."""

    name: ClassVar[str] = "a time of day, such as 9:30 pm or about noon"
    hint: ClassVar[str] = "such as 9:30 pm, about noon, in the evening"

    def parse(self, raw: Any, look: Look) -> str:
        try:
            return parse_clock(clean(raw))
        except NotADate as error:
            raise Refused(str(error)) from None


@dataclass(frozen=True)
class FilePath(Kind):
    """A file to attach. Kept as the path that was given; the file itself is taken in by the evidence room.

    An answers file may give, below `path`, what the file was called (`name`) and when it was last changed
    (`modified`, ISO 8601) before it was put under another name; then both are kept with the path.
    """

    name: ClassVar[str] = "the path of a file"

    def parse(self, raw: Any, look: Look) -> str | dict[str, str]:
        """The value that is kept; Refused when it cannot be the answer."""
        if isinstance(raw, dict):
            return self._parse_parts(raw, look)
        text = clean(raw).strip()
        if not text or "\n" in text:
            raise Refused("The name of one file is expected here.")
        folder = False
        for path in paths_meant(text):
            at = path if look.folder is None else look.folder / path
            try:
                if at.is_symlink():
                    raise Refused("This is only a link to a file. Name the file itself.")
                if at.is_file():
                    return str(at)
                folder = folder or at.is_dir()
            except OSError:  # a name too long to be one, or a place that may not be looked into
                continue
        if folder:
            raise Refused("That is a folder. Name one file in it; the others can follow one by one.")
        raise Refused("There is no such file. Drag the file into this window, or type where it is.")

    def _parse_parts(self, raw: dict[Any, Any], look: Look) -> dict[str, str]:
        if not {"path"} <= set(raw) <= {"path", "name", "modified"}:
            raise Refused("Below a file, only these are known: path, name, modified.")
        found = {"path": str(self.parse(raw["path"], look))}
        if raw.get("name"):
            found["name"] = Line().parse(raw["name"], look)
        if raw.get("modified"):
            try:
                found["modified"] = datetime.fromisoformat(clean(raw["modified"]).strip()).isoformat()
            except ValueError:
                raise Refused("The time of the last change is written like 2026-05-09T21:14:03+00:00.") from None
        return found


@dataclass(frozen=True)
class Areas(Kind):
    """Rectangles on pages of an exhibit: 'page 2: 10, 20, 50, 60' (see assistant.evidence.areas). Kept as such texts."""

    name: ClassVar[str] = "a list of areas, such as page 2: 10, 20, 50, 60"
    hint: ClassVar[str] = "such as page 2: 10, 20, 50, 60 (left, top, right, bottom, in percent)"

    def parse(self, raw: Any, look: Look) -> list[str]:
        """The value that is kept; Refused when it cannot be the answer."""
        from assistant.evidence.areas import Area

        if isinstance(raw, str):
            text = clean(raw).strip()
            raw = [] if text.casefold() in ("none", "no") else re.split(r"[;\n]", text)
        if not isinstance(raw, list):
            raise Refused("A list of areas is expected here.")
        try:
            areas = {Area.parse(clean(part)) for part in raw if clean(part).strip()}
        except ValueError as error:
            raise Refused(str(error)) from None
        return [area.text() for area in sorted(areas)]

    def show(self, value: Any, look: Look) -> list[str]:
        return list(value)
