"""A new law sheet with every key and null, for an author to fill: written from the models, so it is never behind them."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assistant.jurisdiction.models import Sheet

_HEAD = """# The law of one place. Facts in our own words, each with `src` (ids under sources) and `cite` where the law says it.
# Not known is null; what could not be settled is said in not_settled, in words people are shown.
# Problems, all at once: paperwork jurisdictions lint {code}      Keys and their meaning: docs/adding-a-jurisdiction.md
"""


def blank_sheet(code: str) -> str:
    """YAML of a sheet for `code` with every key; lists hold one empty entry."""
    return _HEAD.format(code=code) + "\n".join(_model(Sheet, 0, {"code": code})) + "\n"


def _model(model: type[BaseModel], depth: int, known: dict[str, str] | None = None) -> list[str]:
    lines = []
    pad = "  " * depth
    for name, field in model.model_fields.items():
        if known and name in known:
            lines.append(f"{pad}{name}: {known[name]}")
            continue
        note = _note(field)
        shape, inner = _shape(field.annotation)
        if shape == "model" and inner is not None:
            lines += [f"{pad}{name}:{note}", *_model(inner, depth + 1)]
        elif shape == "list" and inner is not None:
            body = _model(inner, depth + 2)
            body[0] = f"{pad}  - {body[0].strip()}"
            lines += [f"{pad}{name}:{note}", *body]
        elif shape == "sources" and inner is not None:
            lines += [f"{pad}{name}:{note}", f"{pad}  s1:", *_model(inner, depth + 2)]
        elif shape == "plain-list" and isinstance(field.default, tuple):
            lines.append(f"{pad}{name}: [{', '.join(field.default)}]{note}")
        elif shape == "plain-list":
            lines.append(f"{pad}{name}: []{note}")
        elif isinstance(field.default, bool):
            lines.append(f"{pad}{name}: {str(field.default).lower()}{note}")
        elif isinstance(field.default, str | int):
            lines.append(f"{pad}{name}: {field.default}{note}")
        else:
            lines.append(f"{pad}{name}: null{note}")
    return lines


def _note(field: FieldInfo) -> str:
    parts = [field.description or ""]
    words = _choices(field.annotation)
    if words:
        parts.append("one of: " + ", ".join(words))
    said = "; ".join(p for p in parts if p)
    return f"  # {said}" if said else ""


def _choices(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(a) for a in get_args(annotation)]
    return [c for a in get_args(annotation) for c in _choices(a)] if _is_union(annotation) else []


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, types.UnionType)


def _shape(annotation: Any) -> tuple[str, type[BaseModel] | None]:
    if _is_union(annotation):
        for part in get_args(annotation):
            shape, inner = _shape(part)
            if inner is not None:
                return shape, inner
        return "plain", None
    origin = get_origin(annotation)
    if origin in (list, tuple):
        shape, inner = _shape(get_args(annotation)[0])
        return ("list", inner) if shape == "model" else ("plain-list", None)
    if origin is dict:
        _, inner = _shape(get_args(annotation)[1])
        return "sources", inner
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "model", annotation
    if hasattr(annotation, "__metadata__"):  # Annotated
        return _shape(get_args(annotation)[0])
    return "plain", None
