"""The printed words that belong to each box, found by where they stand.

A tick's words stand to its right, seldom to its left. A text's stand to its left on the line, above it, printed in
the box's own top, or below it. Words that another box lies nearer to are not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.forms.model import Field, Rect, Widget
from assistant.forms.pagetext import PageText, Run

_LONGEST = 160  # characters of a label
_BESIDE, _FAR_LEFT, _ABOVE, _BELOW = 30.0, 260.0, 16.0, 12.0  # points


def with_labels(fields: Sequence[Field], pages: Sequence[PageText]) -> tuple[Field, ...]:
    """The fields with `label` set, on themselves and on each widget; '' where no words stand near."""
    boxes: dict[int, list[Rect]] = {}
    for field in fields:
        for widget in field.widgets:
            if field.kind != "button":
                boxes.setdefault(widget.page, []).append(widget.rect)
    runs = {n: [run for run in page.runs if _says(run)] for n, page in enumerate(pages, 1)}
    return _columns([_labelled(field, runs, boxes) for field in fields])


def _columns(fields: list[Field]) -> tuple[Field, ...]:
    """Rows of a table take the words at the head of their column, where none stand nearer."""
    columns: dict[tuple[int, int, int], list[tuple[float, float, int]]] = {}
    for at, field in enumerate(fields):
        if field.kind == "text" and len(field.widgets) == 1:
            page, (left, bottom, right, top) = field.widgets[0].page, field.widgets[0].rect
            columns.setdefault((page, round(left / 4), round(right / 4)), []).append((top, bottom, at))
    for column in columns.values():
        column.sort(reverse=True)
        head = fields[column[0][2]].label
        for (_, above, _), (top, _, at) in pairwise(column):
            own = fields[at].label
            if _bare(own) and -3 < above - top < 30:
                label = " ".join(filter(None, (head, own)))
                fields[at] = replace(fields[at], label=label, widgets=(_set(fields[at].widgets[0], label),))
            else:
                head = own
    return tuple(fields)


@lru_cache(maxsize=4096)
def _bare(label: str) -> bool:
    """Whether a label is only the number or letter of a row."""
    return sum(c.isalnum() for c in label) < 3


def _labelled(field: Field, runs: dict[int, list[Run]], boxes: dict[int, list[Rect]]) -> Field:
    if field.kind == "button":
        return field
    find = _of_tick if field.kind in ("tick", "radio") else _of_text
    widgets = tuple(_set(w, find(w.rect, runs.get(w.page, []), boxes.get(w.page, []))) for w in field.widgets)
    if field.kind in ("tick", "radio"):
        label = " / ".join(dict.fromkeys(w.label for w in widgets if w.label))
    else:
        label = next((w.label for w in widgets if w.label), "")
    return replace(field, widgets=widgets, label=label[:_LONGEST])


def _set(widget: Widget, label: str) -> Widget:
    return replace(widget, label=label) if label else widget


def _says(run: Run) -> bool:
    """Whether a run holds words, not only rules, dots and bullets."""
    return any(c.isalnum() or c in "$%£€" for c in run.text)


def _of_tick(box: Rect, runs: Sequence[Run], boxes: Sequence[Rect]) -> str:
    left, bottom, right, top = box
    middle, reach = (top + bottom) / 2, max(top - bottom, 8.0) * 0.6
    line = [run for run in runs if abs(run.middle - middle) < reach]
    after = [run for run in line if right - 4 <= run.left <= right + _BESIDE]
    if after:
        first = min(after, key=lambda run: run.left)
        end = min((b[0] for b in boxes if b[0] > right + 2 and b[1] < middle < b[3] and b[0] > first.left), default=1e9)
        return _cut(_joined(first, line, end))
    # the box may lie within the printed line, or over words to be marked
    over = [run for run in line if run.left < right and run.right > left]
    if over:
        return _cut(min(over, key=lambda run: run.right - run.left).text)
    before = [run for run in line if left - _BESIDE <= run.right <= left + 4]
    return _cut(max(before, key=lambda run: run.right).text) if before else ""


def _joined(first: Run, line: Iterable[Run], end: float) -> str:
    """A run and those right of it, up to the next box."""
    text, right = first.text, first.right
    for run in sorted((run for run in line if run.left > first.left), key=lambda run: run.left):
        if run.left >= end or run.left - right > _BESIDE:
            break
        text, right = f"{text} {run.text}", run.right
    return text


def _of_text(box: Rect, runs: Sequence[Run], boxes: Sequence[Rect]) -> str:
    """The nearest words of those left of it, in its corner, above, below and right of it, in that order of liking."""
    left, bottom, right, top = box
    first = max(bottom, top - 18)  # of a tall box, the words beside its first line
    middle = (top + first) / 2
    inside = [
        run
        for run in runs
        if left - 3 <= run.left and run.right <= right + 6 and bottom - 1 < run.middle < top + 2 and top - run.top < 12
    ]
    if inside and top - bottom > 14:
        return _cut(" ".join(run.text for run in sorted(inside, key=lambda run: (-round(run.middle / 4), run.left))))
    found: list[tuple[float, str]] = []
    for run in runs:
        over = run.left < right and run.right > left - 2
        if first - 3 < run.middle < top + 3 and left - _FAR_LEFT < run.right <= left + 8 and run.left < left:
            if not _between(run.right, left, middle, boxes):
                found.append((_late(run) + 0.4 * max(left - run.right, 0) + 0.5 * abs(run.middle - middle), run.text))
        elif over and -3 <= run.bottom - top < _ABOVE and not _covered(run, top, boxes):
            found.append((_late(run) + 6 + abs(run.bottom - top) + 0.02 * abs(run.left - left), run.text))
        elif over and -3 <= bottom - run.top < _BELOW:
            found.append((_late(run) + 12 + abs(bottom - run.top) + 0.02 * abs(run.left - left), run.text))
        elif abs(run.middle - (top + bottom) / 2) < 6 and -4 <= run.left - right < _BESIDE:
            found.append((20 + run.left - right, run.text))
    return _cut(min(found)[1]) if found else ""


def _late(run: Run) -> float:
    """How much longer the way to a bare number or letter is held to be."""
    return 15 if _bare(run.text) else 0


def _between(start: float, end: float, middle: float, boxes: Sequence[Rect]) -> bool:
    """Whether a box stands on the line between two places."""
    return any(b[1] <= middle <= b[3] and start - 2 <= b[0] and b[2] <= end + 1 for b in boxes)


def _covered(run: Run, top: float, boxes: Sequence[Rect]) -> bool:
    """Whether a box lies between the words above and the box they are to label."""
    return any(b[0] < run.right and b[2] > run.left and b[1] >= top - 1 and b[3] <= run.bottom + 3 for b in boxes)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
