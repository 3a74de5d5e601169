"""A map (`form.yaml`) read as it is written, without judging it: which field has which rule.

Recognising a form and drafting the map of its next edition must work with a map that is unfinished or uses words the
program no longer knows; whether a map is right is judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from assistant.yamlfile import read_yaml

RawRule = Mapping[str, Any]


def raw_map(folder: Path) -> dict[str, Any]:
    """The keys of a map's form.yaml as plain data. PersonError when it cannot be read as YAML."""
    data = read_yaml(folder / "form.yaml", name=f"{folder.name}/form.yaml").data
    return data if isinstance(data, dict) else {}


def rules(data: Mapping[str, Any], names: Collection[str]) -> dict[str, RawRule]:
    """Field name -> its rule, groups and patterns written out. A name written whole wins over a pattern with '*'."""
    found: dict[str, RawRule] = {}
    exact: set[str] = set()
    for selector, rule in _written_out(data):
        if selector in names:
            found[selector] = rule
            exact.add(selector)
        elif "*" in selector:
            pattern = re.compile(".*".join(map(re.escape, selector.split("*"))), re.DOTALL)
            found.update({name: rule for name in names if pattern.fullmatch(name) and name not in exact})
    return found


def _written_out(data: Mapping[str, Any]) -> Iterator[tuple[str, RawRule]]:
    yield from _boxes(data, "")
    for group in data.get("groups") or ():
        prefix = group.get("prefix") or ""
        for at, word in enumerate(_words(group.get("each"))):
            for selector, rule in _boxes(group, prefix):
                yield (selector, rule) if word is None else (_put(selector, word, at), _put(rule, word, at))


def _boxes(data: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, RawRule]]:
    for selector, rule in (data.get("boxes") or {}).items():
        yield prefix + selector, rule if isinstance(rule, dict) else {}
    for group in data.get("left") or ():
        rule = {key: value for key, value in group.items() if key != "boxes" and value is not None}
        yield from ((prefix + selector, rule) for selector in group.get("boxes") or ())


def _words(each: Any) -> list[str | None]:
    """'1-6' and ['1', ..., '6'] alike; [None] where a group is written once."""
    if isinstance(each, str):
        first, _, last = each.partition("-")
        if first.isdecimal() and last.isdecimal() and int(last) - int(first) < 1000:
            return [str(n) for n in range(int(first), int(last) + 1)]
        return [each]
    return list(each) if each else [None]


def _put(value: Any, word: str, at: int) -> Any:
    if isinstance(value, str):
        return value.replace("{n}", word).replace("{i}", str(at + 1)).replace("{i0}", str(at))
    if isinstance(value, dict):
        return {_put(k, word, at): _put(v, word, at) for k, v in value.items()}
    return value


def fills(rule: RawRule) -> bool:
    """Whether a rule, or one for a state or widget in it, puts anything in the box."""
    below = [r for key in ("on", "widgets") for r in (rule.get(key) or {}).values() if isinstance(r, dict)]
    return any(map(fills, below)) if below else bool(rule) and "left" not in rule


def attached(rule: RawRule) -> Iterator[str]:
    """The 'attachment' ticks that a rule sets when its text goes on elsewhere."""
    box = (rule.get("overflow") or {}).get("attached_box")
    if box:
        yield box
    for key in ("on", "widgets"):
        for below in (rule.get(key) or {}).values():
            yield from attached(below) if isinstance(below, dict) else ()


@cache
def used(folder: Path) -> frozenset[str] | None:
    """Names of the fields that the map in this folder fills; None when there is no list of its fields."""
    from assistant.forms.edition import read_fields

    path = folder / "fields.yaml"
    if not path.exists():
        return None
    written = rules(raw_map(folder), {field.name for field in read_fields(path).fields})
    filled = {name for name, rule in written.items() if fills(rule)}
    return frozenset(filled | {box for rule in written.values() for box in attached(rule)})
