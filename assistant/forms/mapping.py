"""`form.yaml`: when a court's form is needed, who reads it, and what goes in each of its boxes.

A box has one of four kinds of right-hand side, or is left blank for a stated reason; there is no fifth:

    {value: petitioner_name}                          a named value (assistant/values)
    {sentence: "my {filer_relation}"}                 fixed words with values in them
    {tick: relief.no-contact}                         ticked when the named condition holds
    {long: statement, overflow: {item: "item 7"}}     a long text, and where the rest of it goes
    {left: by-hand, reason: signed before the clerk}  by-hand | court | others | notice | not-supported

Reading a map reports all its problems at once, each with file, line and remedy (`lint` returns them).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError, model_validator
from pydantic import Field as Key

from assistant.errors import PersonError, Problem
from assistant.forms.edition import Edition, read_fields
from assistant.forms.model import Field
from assistant.jurisdiction import Order, Sheet, load
from assistant.places import data_folder
from assistant.values import Resolved, Values
from assistant.yamlfile import PathKey, YamlFile, read_yaml

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Left = Literal["by-hand", "court", "others", "notice", "not-supported"]
Reads = Literal["court", "served", "confidential", "law-enforcement"]
HIDING: frozenset[str] = frozenset({"confidential", "law-enforcement"})  # readers of what the public never sees


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OverflowRule(Strict):
    """Where the rest of a text goes. `item` is the form's own name of the place: 'item 7', 'part B'."""

    item: Text
    title: str = ""
    attached_box: Text | None = Key(default=None, description="the form's own tick for 'attachment', by field name")
    repeat: bool = Key(default=False, description="the whole text stands in the attachment, the box points to it")
    part: Text = Key(default="row", description="of rows under `more`: the part of the list that tells a whole row")
    unless: Text | None = Key(
        default=None,
        description="of rows under `more`: the form, by its folder, that takes them where it is filled too",
    )


class Rule(Strict):
    """What goes in one box."""

    value: Text | None = None
    sentence: Text | None = None
    tick: Text | None = None
    long: Text | None = None
    overflow: OverflowRule | None = None
    left: Left | None = None
    reason: Text | None = None
    on: dict[str, Rule] | None = Key(default=None, description="one tick for each on-state of a box with several")
    widgets: dict[int, Rule] | None = Key(default=None, description="one for each widget, counted from 0")

    @model_validator(mode="after")
    def _one_kind(self) -> Rule:
        kinds = [
            k for k in ("value", "sentence", "tick", "long", "left", "on", "widgets") if getattr(self, k) is not None
        ]
        if len(kinds) != 1:
            raise ValueError("write exactly one of value, sentence, tick, long, left (or on / widgets)")
        if self.overflow is not None and kinds[0] not in ("value", "sentence", "long"):
            raise ValueError("overflow belongs to a text")
        if self.long is not None and self.overflow is None:
            raise ValueError("a long text needs overflow: {item: ...}, where the rest of it goes")
        if (self.reason is not None) and self.left is None:
            raise ValueError("reason belongs to left")
        if self.left == "not-supported" and self.reason is None:
            raise ValueError("say in reason why this is not supported")
        return self


class LeftGroup(Strict):
    """Boxes that stay blank for one reason."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    left: Left
    reason: Text | None = None
    boxes: list[Text] = Key(min_length=1)

    @model_validator(mode="after")
    def _reason(self) -> LeftGroup:
        if self.left == "not-supported" and self.reason is None:
            raise ValueError("say in reason why this is not supported")
        return self


def _each(value: Any) -> Any:
    """'1-6' -> ['1', ..., '6']."""
    if isinstance(value, str) and "-" in value:
        first, _, last = value.partition("-")
        if first.isdecimal() and last.isdecimal() and int(first) <= int(last) <= 999:
            return [str(n) for n in range(int(first), int(last) + 1)]
    return value


class BoxGroup(Strict):
    """Boxes written together: below a common beginning of names, or once for each row of a list.

    In names, values and overflow items `{n}` stands for the row's word, `{i}` for its position from 1, `{i0}` from 0.
    """

    prefix: str = ""
    when: list[Text] = Key(default_factory=list, description="filled only when any of these conditions holds")
    each: Annotated[list[str], BeforeValidator(_each)] = Key(default_factory=list)
    boxes: dict[str, Rule] = Key(default_factory=dict)
    left: list[LeftGroup] = Key(default_factory=list)


class Attachment(Strict):
    """How this court wants pages that go on where a form ends; see forms.attachment.AttachmentStyle for each key.

    A place's own way stands in `jurisdictions/<code>/forms/attachment.yaml`; a form may differ from it.
    """

    title: Text | None = Key(default=None, description="head of each page, may hold {form}")
    heading: Text | None = Key(default=None, description="head of each part, holds {number} and {item}")
    short_title_label: str | None = None
    case_number_label: str | None = None
    page_of: Text | None = None
    oath: Text | None = Key(default=None, description="sentence that carries the oath over to the attachment")
    own_page: bool | None = Key(default=None, description="each attachment begins a page")
    continued: list[Text] | None = Key(default=None, description="pointers tried in the box, longest first")
    whole: list[Text] | None = None


class FormFile(Strict):
    """The keys of form.yaml."""

    number: Text
    title: Text
    edition: Text = Key(description="as printed on the blank that fields.yaml describes")
    serves: list[Text] = Key(min_length=1, description="ids of orders of this place")
    use: Literal["mandatory", "optional", "informational"]
    readers: list[Reads] = Key(min_length=1)
    confidential: bool
    position: int = Key(ge=0, description="place in the packet; smaller comes first")
    when: Literal["always", "on-request"] | list[Text]
    because: Text = Key(description="why the case needs it, one sentence for the person")
    listed_as: Text | None = Key(default=None, description="its title in law.yaml, where that differs")
    url: Text | None = Key(description="the court's page to get the blank; null = not known")
    attachment: Attachment = Attachment()
    repeat: bool = Key(default=False, description="what does not fit stands whole in the attachment, for every box")
    one_of: list[list[Text]] = Key(default_factory=list)
    more: dict[str, OverflowRule] = Key(
        default_factory=dict, description="list -> where rows go that the form has no room for"
    )
    places: list[Text] = Key(default_factory=list, description="requests that other boxes than their own tick ask for")
    boxes: dict[str, Rule] = Key(default_factory=dict)
    groups: list[BoxGroup] = Key(default_factory=list)
    left: list[LeftGroup] = Key(default_factory=list)

    @model_validator(mode="after")
    def _readers(self) -> FormFile:
        hidden = set(self.readers) & HIDING
        if self.confidential and set(self.readers) - HIDING:
            raise ValueError("a confidential form is read by confidential or law-enforcement readers alone")
        if hidden and not self.confidential:
            raise ValueError("a form for confidential or law-enforcement readers says confidential: true")
        return self


@dataclass(frozen=True)
class Box:
    """One box of the blank and what goes in it; `on` and `widget` where a field has several."""

    field: Field
    rule: Rule
    path: PathKey = ()
    on: str | None = None
    widget: int | None = None
    named: tuple[Resolved, ...] = ()  # what its names stand for
    when: tuple[Resolved, ...] = ()  # filled only when any of these holds; () = always

    def applies(self, values: Values) -> bool:
        """Does any condition of its group hold?"""
        return not self.when or any(condition.read(values) for condition in self.when)

    @property
    def name(self) -> str:
        """How problems call it."""
        more = (
            f" on '{self.on}'" if self.on is not None else f" widget {self.widget}" if self.widget is not None else ""
        )
        return f"{self.field.name}{more}"


@dataclass(frozen=True)
class Form:
    """A mapped form: its keys, the mapped edition with its fields, and a rule for every box."""

    code: str
    folder: str
    file: FormFile
    edition: Edition
    boxes: tuple[Box, ...]
    when: tuple[Resolved, ...] = ()
    one_of: tuple[tuple[Box, ...], ...] = ()
    attached: dict[str, Field] = field(default_factory=dict)  # attached_box as written -> its field

    @property
    def id(self) -> str:
        """'us-xx/ab-100'."""
        return f"{self.code}/{self.folder}"

    @property
    def confidential(self) -> bool:
        return self.file.confidential

    @property
    def used(self) -> frozenset[str]:
        """Names of the fields that the map can fill."""
        filled = {box.field.name for box in self.boxes if box.rule.left is None}
        return frozenset(filled | {f.name for f in self.attached.values()})

    def needs(self, values: Values) -> frozenset[str]:
        """Patterns of the questions whose answers its boxes show, as the case stands now."""
        deciding = frozenset(n for box in self.boxes for r in box.when for n in r.needs)
        shown = frozenset(n for box in self.boxes if box.applies(values) for r in box.named for n in r.needs)
        return deciding | shown

    @property
    def when_needs(self) -> frozenset[str]:
        """Patterns of the questions that decide whether it is needed."""
        return frozenset(n for r in self.when for n in r.needs)

    @property
    def rows(self) -> dict[str, int]:
        """List -> the last row the form has a place for. Lists whose rest has a box of its own are not in it."""
        last: dict[str, int] = {}
        rest = {r.name.split(".")[0] for box in self.boxes for r in box.named if "+" in r.name}
        for box in self.boxes:
            for r in box.named:
                if r.row is not None and r.row[0] not in rest:
                    last[r.row[0]] = max(last.get(r.row[0], 0), r.row[1])
        return last


def form_folders(code: str) -> list[Path]:
    """The folders of this place's mapped forms, by name."""
    return sorted(p.parent for p in (data_folder("jurisdictions") / code).glob("forms/*/form.yaml"))


@cache
def attachment_of(code: str) -> Attachment:
    """How this place's courts want attachments. PersonError with every problem of its attachment.yaml."""
    path = data_folder("jurisdictions") / code / "forms" / "attachment.yaml"
    if not path.exists():
        return Attachment()
    file = read_yaml(path, name=f"{code}/forms/attachment.yaml")
    try:
        return Attachment.model_validate(file.data)
    except ValidationError as error:
        raise PersonError([_problem(file, e) for e in error.errors()]) from None


@cache
def forms_of(code: str) -> tuple[Form, ...]:
    """Every mapped form of a place, in the order of the packet. PersonError with every problem of every map."""
    problems: list[Problem] = []
    found: list[Form] = []
    sheet: Sheet | None = None
    for folder in form_folders(code):
        sheet = sheet or load(code)
        form, wrong = read_form(folder, sheet)
        problems += wrong
        if form is not None:
            found.append(form)
    if problems:
        raise PersonError(problems)
    return tuple(sorted(found, key=lambda f: (f.file.position, f.folder)))


def lint(folder: Path, sheet: Sheet | None = None) -> list[Problem]:
    """Every problem of one map, without stopping at the first."""
    return read_form(folder, sheet or load(folder.parent.parent.name))[1]


def read_form(folder: Path, sheet: Sheet) -> tuple[Form | None, list[Problem]]:
    """One map: the form, or None where its file cannot be read at all, and every problem found."""
    from assistant.forms.contract import check_form

    name = f"{folder.parent.parent.name}/forms/{folder.name}/form.yaml"
    try:
        file = read_yaml(folder / "form.yaml", name=name)
        edition = read_fields(folder / "fields.yaml")
    except PersonError as error:
        return None, list(error.problems)
    try:
        parsed = FormFile.model_validate(file.data)
    except ValidationError as error:
        return None, [_problem(file, e) for e in error.errors()]
    return check_form(folder, file, parsed, edition, sheet)


def orders_of(parsed: FormFile, sheet: Sheet) -> list[Order]:
    """The orders of the place that the form serves."""
    return [o for o in sheet.orders if o.id in parsed.serves]


def _problem(file: YamlFile, error: Any) -> Problem:
    where = tuple(part for part in error["loc"] if isinstance(part, str | int))
    # pydantic names the arm of a union in the path: it is not a key of the file
    where = tuple(p for p in where if not (isinstance(p, str) and p.startswith(("list[", "literal["))))
    dotted = ".".join(str(p) for p in where) or "the file"
    kind = error["type"]
    if kind == "extra_forbidden":
        return Problem(f"'{where[-1]}' is not a key of a form map ({dotted}).", file.where(where), _KEYS)
    if kind == "missing":
        return Problem(f"'{where[-1]}' is missing ({dotted}).", file.where(where[:-1]), "Add it.")
    message = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    return Problem(f"{dotted}: {message}.", file.where(where), "")


_KEYS = "Check the spelling; docs/adding-a-form.md lists the keys."


def conditions_at(parsed: FormFile, path: PathKey) -> list[str]:
    """The conditions of the group that a rule at this path stands in."""
    return parsed.groups[path[1]].when if path and path[0] == "groups" and isinstance(path[1], int) else []


def expanded(parsed: FormFile) -> Iterator[tuple[str, Rule, PathKey]]:
    """Every selector with its rule and its path in the file: groups written out, left lists as rules."""
    for selector, rule in parsed.boxes.items():
        yield selector, rule, ("boxes", selector)
    yield from _left(parsed.left, "", ("left",))
    for g, group in enumerate(parsed.groups):
        path: PathKey = ("groups", g)
        for i, word in enumerate(group.each or [""]):
            for selector, rule in group.boxes.items():
                put = group.prefix + selector
                if group.each:
                    put, rule = _put_in(put, word, i), _rule_for(rule, word, i)
                yield put, rule, (*path, "boxes", selector)
            for selector, rule, where in _left(group.left, group.prefix, (*path, "left")):
                yield _put_in(selector, word, i) if group.each else selector, rule, where


def _left(groups: list[LeftGroup], prefix: str, path: PathKey) -> Iterator[tuple[str, Rule, PathKey]]:
    for n, group in enumerate(groups):
        rule = Rule(left=group.left, reason=group.reason)
        for b, selector in enumerate(group.boxes):
            yield prefix + selector, rule, (*path, n, "boxes", b)


def _put_in(text: str, word: str, i: int) -> str:
    return text.replace("{n}", word).replace("{i}", str(i + 1)).replace("{i0}", str(i))


def _rule_for(rule: Rule, word: str, i: int) -> Rule:
    def put(value: Any) -> Any:
        if isinstance(value, str):
            return _put_in(value, word, i)
        if isinstance(value, dict):
            return {put(k): put(v) for k, v in value.items()}
        return value

    return Rule.model_validate(put(rule.model_dump(exclude_none=True)))
