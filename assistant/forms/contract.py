"""The contract between a map and its blank, both ways: every box of the blank is filled or left for a stated reason,
and every box, name and on-state of the map exists and is of the right kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.errors import Problem
from assistant.forms.edition import Edition
from assistant.forms.mapping import Box, Form, FormFile, Rule, conditions_at, expanded, orders_of
from assistant.forms.model import Field
from assistant.jurisdiction import Order, Sheet
from assistant.questions.model import Shown
from assistant.values import ROWS, NoSuchName, Resolved, names_in, resolve
from assistant.yamlfile import PathKey, YamlFile

_ATTACHED = Rule(left="notice", reason="ticked by itself when a text goes on in the attachment")
_BY_ITSELF = {"button": Rule(left="notice", reason="a button"), "signature": Rule(left="by-hand", reason="a signature")}


def check_form(
    folder: Path, file: YamlFile, parsed: FormFile, edition: Edition, sheet: Sheet
) -> tuple[Form, list[Problem]]:
    """The form with a rule for every box, and every problem of the map."""
    check = _Check(folder, file, parsed, edition.fields, sheet)
    boxes = tuple(check.boxes())
    form = Form(
        code=folder.parent.parent.name,
        folder=folder.name,
        file=parsed,
        edition=edition,
        boxes=boxes,
        when=tuple(check.when()),
        one_of=tuple(check.one_of(boxes)),
        attached=check.attached,
    )
    check.lists(form)
    return form, check.problems


class _Check:
    def __init__(self, folder: Path, file: YamlFile, parsed: FormFile, fields: tuple[Field, ...], sheet: Sheet) -> None:
        self.folder = folder
        self.file, self.parsed, self.fields, self.sheet = file, parsed, fields, sheet
        self.by_name = {f.name: f for f in fields}
        self.orders: list[Order] = orders_of(parsed, sheet)
        self.problems: list[Problem] = []
        self.attached: dict[str, Field] = {}
        titles = {f.title for o in self.orders for f in o.forms}
        if parsed.listed_as is not None and parsed.listed_as not in titles:
            self.say(
                f"law.yaml lists no form '{parsed.listed_as}'.",
                ("listed_as",),
                f"It lists: {'; '.join(sorted(titles))}.",
            )
        known = {o.id for o in sheet.orders}
        for n, one in enumerate(parsed.serves):
            if one not in known:
                self.say(
                    f"'{one}' is no order of {sheet.name}.", ("serves", n), f"There are: {', '.join(sorted(known))}."
                )

    def say(self, what: str, path: PathKey, remedy: str = "") -> None:
        self.problems.append(Problem(what, self.file.where(path), remedy))

    # -- which rule belongs to which field ---------------------------------------------------------------

    def boxes(self) -> Iterator[Box]:
        """Every box with its rule; problems for boxes that have none or two, and for names that no field has."""
        rules: dict[str, tuple[Rule, PathKey, bool]] = {}
        attached: set[str] = set()
        for over in self.parsed.more.values():
            box = over.attached_box
            attached.update([] if box is None else [box] if box in self.by_name else self.matching(box))
        for selector, rule, path in expanded(self.parsed):
            box = rule.overflow.attached_box if rule.overflow else None
            attached.update([] if box is None else [box] if box in self.by_name else self.matching(box))
            exact = selector in self.by_name
            names = [selector] if exact else self.matching(selector)
            if not names:
                self.say(f"the blank has no field '{selector}'.", path, self.near(selector))
            for name in names:
                before = rules.get(name)
                if before is not None and before[2] == exact:
                    self.say(f"'{name}' has two rules here.", path, f"The other is at {self.file.where(before[1])}.")
                elif before is None or exact:
                    rules[name] = (rule, path, exact)
        for one in self.fields:
            if one.name in rules:
                rule, path, _ = rules[one.name]
                yield from self.of_field(one, rule, path)
            elif one.name in attached:
                yield Box(one, _ATTACHED)
            elif one.kind in _BY_ITSELF:
                yield Box(one, _BY_ITSELF[one.kind])
            else:
                self.say(
                    f"nothing is said about '{one.name}' ({self.describe(one)}).",
                    (),
                    "Fill it, or put it under left with the reason.",
                )

    def matching(self, selector: str) -> list[str]:
        """The fields a selector with '*' stands for."""
        if "*" not in selector:
            return []
        pattern = re.compile(".*".join(map(re.escape, selector.split("*"))), re.DOTALL)
        return [name for name in self.by_name if pattern.fullmatch(name)]

    def near(self, selector: str) -> str:
        import difflib

        near = difflib.get_close_matches(selector, self.by_name, 3, 0.5)
        return f"Near it: {', '.join(near)}." if near else "fields.yaml lists them."

    @staticmethod
    def describe(one: Field) -> str:
        label = one.label or one.tooltip
        return f"{one.kind}, page {one.widgets[0].page if one.widgets else '?'}" + (
            f", '{label[:60]}'" if label else ""
        )

    def of_field(self, one: Field, rule: Rule, path: PathKey) -> Iterator[Box]:
        """The field's box, or one for each on-state or widget."""
        states = [s for w in one.widgets for s in w.on]
        if rule.on is not None:
            if one.kind not in ("tick", "radio"):
                self.say(f"'{one.name}' is a {one.kind} and has no on-states.", path)
                return
            for state in sorted(set(rule.on) - set(states)):
                self.say(f"'{one.name}' has no on-state '{state}'.", path, f"It has: {', '.join(sorted(set(states)))}.")
            for state in sorted(set(states) - set(rule.on)):
                self.say(f"nothing is said about on-state '{state}' of '{one.name}'.", path, "Add it under on.")
            if len(states) != len(set(states)):
                self.say(f"'{one.name}' has the same on-state twice.", path, "Write widgets instead of on.")
            for state, inner in rule.on.items():
                if state in states:
                    yield self.box(one, inner, (*path, "on", state), on=state)
        elif rule.widgets is not None:
            for n in sorted(set(rule.widgets) ^ set(range(len(one.widgets)))):
                self.say(f"'{one.name}': widgets are 0 to {len(one.widgets) - 1}; {n} does not agree.", path)
            for n, inner in rule.widgets.items():
                if n < len(one.widgets):
                    yield self.box(one, inner, (*path, "widgets", str(n)), widget=n)
        else:
            if rule.tick is not None and len(states) > 1:
                self.say(
                    f"'{one.name}' has several on-states ({', '.join(states)}).",
                    path,
                    "Say under on (or widgets) which is ticked when.",
                )
            yield self.box(one, rule, path, on=states[0] if rule.tick is not None and states else None)

    # -- what a rule says ------------------------------------------------------------------------------

    def box(self, one: Field, rule: Rule, path: PathKey, on: str | None = None, widget: int | None = None) -> Box:
        """The box with its names resolved."""
        if rule.on is not None or rule.widgets is not None:
            self.say("on and widgets cannot stand inside each other.", path)
        names = [n for n in (rule.value, rule.tick, rule.long) if n is not None]
        names += names_in(rule.sentence) if rule.sentence is not None else []
        named = tuple(r for n in names if (r := self.named(n, path)) is not None)
        if rule.sentence is not None and not names:
            self.say(
                "a sentence holds at least one {name}.", path, "Fixed words alone are not ours to write on a form."
            )
        for resolved in named:
            self.agree(one, rule, resolved, path)
        if rule.overflow is not None and rule.overflow.attached_box is not None:
            self.attached_box(rule.overflow.attached_box, path)
        when = tuple(r for n in conditions_at(self.parsed, path) if (r := self.condition(n, path[:2])) is not None)
        return Box(one, rule, path, on, widget, named, when)

    def named(self, name: str, path: PathKey) -> Resolved | None:
        try:
            resolved = resolve(name, self.sheet, self.orders)
        except NoSuchName as error:
            self.say(str(error), path, "`paperwork forms values` lists the vocabulary.")
            return None
        if resolved.shown is not Shown.PUBLIC and not self.parsed.confidential:
            self.say(
                f"'{name}' is confidential and this form is read by others.",
                path,
                "Leave the box by-hand, or use what the person agreed to show.",
            )
        return resolved

    def agree(self, one: Field, rule: Rule, resolved: Resolved, path: PathKey) -> None:
        """Kinds: a tick goes on a tick or radio, words go in a text, a choice of a list from a text or choice."""
        is_tick = one.kind in ("tick", "radio")
        if rule.tick is not None:
            if resolved.gives != "tick":
                self.say(f"'{resolved.name}' is no condition.", path, "A tick needs one: a choice with its option.")
            if not is_tick:
                self.say(f"'{one.name}' is a {one.kind}: it cannot be ticked.", path, "Use value or sentence.")
            return
        if is_tick:
            self.say(f"'{one.name}' is a box to tick: it takes no text.", path, "Use tick.")
        if resolved.gives == "tick":
            self.say(
                f"'{resolved.name}' is a condition, not words.", path, "Use tick, or the value without its option."
            )
        if rule.long is not None and resolved.gives != "long":
            self.say(f"'{resolved.name}' is not a long text.", path, "Use value.")
        if rule.long is None and resolved.gives == "long":
            self.say(f"'{resolved.name}' is a long text.", path, "Use long, with overflow.")

    def attached_box(self, selector: str, path: PathKey) -> None:
        found = self.by_name.get(selector)
        names = [selector] if found else self.matching(selector)
        if len(names) != 1 or self.by_name[names[0]].kind != "tick":
            self.say(f"attached_box '{selector}' is not one box to tick.", path, self.near(selector))
        else:
            self.attached[selector] = self.by_name[names[0]]

    # -- the form as a whole ---------------------------------------------------------------------------

    def condition(self, name: str, path: PathKey) -> Resolved | None:
        """A name that says yes or no."""
        try:
            resolved = resolve(name, self.sheet, self.orders)
        except NoSuchName as error:
            self.say(str(error), path)
            return None
        if resolved.gives != "tick":
            self.say(f"'{name}' is no condition.", path, "Name a choice with its option.")
            return None
        return resolved

    def when(self) -> Iterator[Resolved]:
        """The conditions of the plan: any of them."""
        for n, name in enumerate(self.parsed.when if isinstance(self.parsed.when, list) else []):
            resolved = self.condition(name, ("when", n))
            if resolved is not None:
                yield resolved

    def lists(self, form: Form) -> None:
        """Rows the form has no place for must go somewhere."""
        for name, last in sorted(form.rows.items()):
            if name not in self.parsed.more:
                self.say(
                    f"the form has {last} row{'s' if last > 1 else ''} of '{name}'; a case may have more.",
                    (),
                    f"Say under more where they go: more: {{{name}: {{item: ...}}}}",
                )
        for name, rule in self.parsed.more.items():
            if name not in form.rows:
                self.say(f"no box reads rows of '{name}'.", ("more", name), "Take it out.")
            if rule.attached_box is not None:
                self.attached_box(rule.attached_box, ("more", name))
            if name in ROWS:
                self.named(f"{name}.1.{rule.part}", ("more", name, "part"))
            if rule.unless is not None and not (self.folder.parent / rule.unless / "form.yaml").exists():
                self.say(f"this place has no form '{rule.unless}'.", ("more", name, "unless"), "Name its folder.")
        offered = {r.id for o in self.orders for r in o.relief}
        for n, relief in enumerate(self.parsed.places):
            if relief not in offered:
                self.say(f"'{relief}' is nothing these orders offer.", ("places", n))

    def one_of(self, boxes: Iterable[Box]) -> Iterator[tuple[Box, ...]]:
        """Groups of which at most one is ticked: those stated, and every field with several on-states."""
        ticks = [b for b in boxes if b.rule.tick is not None]
        for n, group in enumerate(self.parsed.one_of):
            names = {name for s in group for name in ([s] if s in self.by_name else self.matching(s))}
            for s in group:
                if s not in self.by_name and not self.matching(s):
                    self.say(f"the blank has no field '{s}'.", ("one_of", n), self.near(s))
            yield tuple(b for b in ticks if b.field.name in names)
        several: dict[str, list[Box]] = {}
        for b in ticks:
            if b.on is not None or b.widget is not None:
                several.setdefault(b.field.name, []).append(b)
        yield from (tuple(group) for group in several.values() if len(group) > 1)
