"""A first map of a form, for a human to finish: what can be guessed is marked as a guess, the rest as not decided.

A map with `not-decided` in it is refused when forms are filled, so an unfinished draft never fills a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.forms.edition import Edition
from assistant.forms.edition import quoted as q
from assistant.forms.match import Pair
from assistant.forms.model import Field
from assistant.forms.rawmap import RawRule

# Words of forms, and the word our named values use for the same
_SAME_WORDS: Mapping[str, tuple[str, ...]] = {
    "petitioner": ("petitioner", "plaintiff", "applicant", "your", "you", "protected", "user", "users1", "movant"),
    "respondent": ("respondent", "defendant", "restrained", "opponent", "abuser", "parties1"),
    "name": ("name", "names"),
    "phone": ("phone", "telephone", "tel", "mobile", "cell"),
    "email": ("email", "mail"),
    "zip": ("zip", "postcode", "zipcode"),
    "city": ("city", "town"),
    "street": ("street", "line"),
    "born": ("birth", "dob", "born", "birthdate"),
    "gender": ("gender", "sex"),
    "work": ("work", "employer", "workplace"),
}
_ROLES = frozenset({"petitioner", "respondent"})
_NO_GUESS = frozenset({"text", "of", "in", "told", "count", "wanted", "asked", "why"})  # never one line of a form
_OF_OTHERS = (
    (r"\bsignature\b|\bsign here\b|\bsigned\b", "by-hand", "signed by hand"),
    (r"\b(?:case|docket|file|cause) *(?:no\b|num|#)", "court", "the court gives the number"),
    (r"\b(?:judge|judicial officer|clerk|bailiff|sheriff|deputy|officer'?s)\b|court use", "court", "for the court"),
    (r"\b(?:attorney|lawyer|bar no|bar num|firm name|legal representative)", "others", "for a lawyer"),
)
_HEAD = """# A draft made by: paperwork forms draft FILE. It fills nothing until a human has finished it:
#   - look at each line marked "# guess" beside the form, and take the mark out when it is right;
#   - put a rule, or a reason to stay blank, in place of each "not-decided";
#   - write the keys below that say null.
# docs/adding-a-form.md explains every key. paperwork forms picture FILE shows each box with its name.
"""
_KEYS: Mapping[str, str] = {
    "number": "as printed",
    "title": "as printed",
    "edition": "as printed",
    "serves": "ids of the orders it is for",
    "use": "mandatory, optional or informational",
    "readers": "who reads it: court, served, confidential, law-enforcement",
    "confidential": "true or false",
    "position": "place in the packet; smaller comes first",
    "when": "always, on-request, or a list of conditions",
    "because": "why a case needs it, one sentence for the person",
    "url": "the court's page to get it; null where not known",
}


@dataclass(frozen=True)
class _Line:
    """One box of the draft. `rule` is None while nobody decided; `remark` stands behind it as a comment."""

    field: Field
    rule: RawRule | None
    remark: str


def draft(edition: Edition, values: Iterable[str], serves: Sequence[str] = ()) -> str:
    """The text of a first form.yaml from the form alone. `values` are the names of our named values."""
    guess = _Guesser(values)
    head = {"number": edition.number, "title": edition.title, "edition": edition.edition, "serves": list(serves)}
    return _written(head, [guess(field) for field in edition.fields if field.kind != "button"], ())


def draft_next(
    old: Mapping[str, Any],
    written: Mapping[str, RawRule],
    pairs: Sequence[Pair],
    edition: Edition,
    values: Iterable[str],
) -> str:
    """The text of a form.yaml for a new edition, from the old map and what became of every box.

    `old` is the old form.yaml as plain data, `written` its rule for each field, `pairs` the difference of the editions.
    A box that survives keeps its rule; one that moved keeps it as a guess; one with other words is not decided.
    """
    guess, lines = _Guesser(values), []
    came = _came_from(pairs)
    names = {pair.old.field.name: pair.new.field.name for pair in pairs if pair.old and pair.new}
    for field in edition.fields:
        if field.kind == "button":
            continue
        pair = came.get(field.name)
        rule = written.get(pair.old.field.name) if pair and pair.old else None
        if pair is None or pair.old is None or rule is None:
            made = guess(field)
            lines.append(_Line(field, made.rule, f"new box; {made.remark}"))
        elif pair.status == "label changed":
            lines.append(_Line(field, None, f"other words: {pair.why} It had: {_flow(rule)}; {_what(field)}"))
        else:
            was = "" if field.name == pair.old.field.name else f"was {pair.old.field.name}"
            moved = f"guess: moved. {pair.why}" if pair.status == "moved" else ""
            lines.append(_Line(field, _renamed(rule, names), "; ".join(filter(None, (moved, was)))))
    gone = [p.old.field.name for p in pairs if p.status == "gone" and p.old and p.old.field.name not in names]
    head = {key: value for key, value in old.items() if key not in ("boxes", "groups", "left")}
    if "one_of" in head:
        head["one_of"] = [[_renamed_box(box, names) for box in group] for group in head["one_of"] or ()]
    head |= {"edition": edition.edition, "title": head.get("title") or edition.title}
    return _written(head, lines, [(name, written.get(name)) for name in dict.fromkeys(gone)])


def _came_from(pairs: Sequence[Pair]) -> dict[str, Pair]:
    """New field -> the pair that tells most against it: of several widgets, the one that changed most."""
    order = ("survives", "moved", "label changed", "new")
    worst: dict[str, Pair] = {}
    for pair in pairs:
        if pair.new is not None:
            name = pair.new.field.name
            before = worst.get(name)
            if before is None or order.index(pair.status) > order.index(before.status):
                worst[name] = pair
    return worst


def _renamed(rule: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(rule, dict):
        return rule
    return {
        k: names.get(v, v) if k == "attached_box" and isinstance(v, str) else _renamed(v, names)
        for k, v in rule.items()
    }


def _renamed_box(box: Any, names: Mapping[str, str]) -> Any:
    return names.get(box, box) if isinstance(box, str) else box


class _Guesser:
    """Guesses a box's rule from its printed words, tooltip and name."""

    def __init__(self, values: Iterable[str]) -> None:
        parted = {name: frozenset(name.split("_")) for name in values}
        self._values = {name: words for name, words in parted.items() if not words & _NO_GUESS and len(words - _ROLES)}

    def __call__(self, field: Field) -> _Line:
        if field.kind == "signature":
            return _Line(field, {"left": "by-hand", "reason": "signed by hand"}, f"guess; {_what(field)}")
        if field.kind == "text":
            words = f"{field.label if len(field.label) < 60 else ''} {field.name.rsplit('.', 1)[-1]}"
            for pattern, left, reason in _OF_OTHERS:
                if re.search(pattern, words.replace("_", " ").casefold()):
                    return _Line(field, {"left": left, "reason": reason}, f"guess; {_what(field)}")
            if value := self._value(field):
                return _Line(field, {"value": value}, f"guess; {_what(field)}")
        return _Line(field, None, _what(field))

    def _value(self, field: Field) -> str:
        """The named value that the printed words alone tell, or they and tooltip and name together."""
        return self._fitting(field.label) or self._fitting(
            f"{field.label} {field.tooltip} {field.name.rsplit('.', 1)[-1]}"
        )

    def _fitting(self, text: str) -> str:
        """The value all of whose words stand in the text; of several the longest, of two as long none."""
        said = _words(text)
        known = {ours for ours, theirs in _SAME_WORDS.items() if said & set(theirs)} | said
        if known >= _ROLES:
            return ""  # about both: nothing can be told
        fitting = [name for name, words in self._values.items() if words <= known]
        most = max((len(self._values[name]) for name in fitting), default=0)
        longest = [name for name in fitting if len(self._values[name]) == most]
        return longest[0] if len(longest) == 1 else ""


def _words(text: str) -> set[str]:
    """'YourName_tf[0]' -> {'your', 'name', 'tf', ...}"""
    parted = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return {word.casefold() for word in re.findall(r"[A-Za-z]+\d?", parted)}


def _what(field: Field) -> str:
    """The box in a few words, for a comment."""
    page = field.widgets[0].page
    states = (
        ", ".join(s for w in field.widgets for s in w.on) if len({s for w in field.widgets for s in w.on}) > 1 else ""
    )
    words = field.label or field.tooltip
    return "; ".join(filter(None, (f"page {page}, {field.kind}", f"states {states}" if states else "", words)))


def _written(head: Mapping[str, Any], lines: Sequence[_Line], gone: Sequence[tuple[str, RawRule | None]]) -> str:
    out = [_HEAD.rstrip("\n")]
    for key, hint in _KEYS.items():
        value = head.get(key)
        out.append(f"{key}: null # {hint}" if value in (None, "", []) else f"{key}: {_flow(value)}")
    out += [f"{key}: {_flow(value)}" for key, value in head.items() if key not in _KEYS and value is not None]
    decided = [line for line in lines if line.rule is not None]
    out.append("boxes:" if decided else "boxes: {}")
    for line in decided:
        remark = f" # {_one_line(line.remark)}" if line.remark else ""
        out.append(f"  {q(line.field.name)}: {_flow(line.rule)}{remark}")
    if len(decided) < len(lines):
        out += ["left:", "- left: not-decided", "  boxes:"]
        out += [f"  - {q(line.field.name)} # {_one_line(line.remark)}" for line in lines if line.rule is None]
    if gone:
        out.append("# Boxes of the earlier edition that are gone, with what they held:")
        out += [f"#   {_one_line(name)}: {_one_line(_flow(rule or {}))}" for name, rule in gone]
    return "\n".join(out) + "\n"


def _one_line(text: str) -> str:
    return " ".join(c for c in re.split(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", text) if c)


def _flow(value: Any) -> str:
    """Plain data on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(k)}: {_flow(v)}" for k, v in value.items() if v is not None) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = str(value)
    return text if re.fullmatch(r"[A-Za-z][A-Za-z0-9_.*-]*(?: [A-Za-z0-9_.-]+)*|\d+", text) else q(text)
