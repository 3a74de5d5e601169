"""The printed words that belong to each box, found by where they stand.

A tick's words stand to its right, seldom to its left. A text's stand to its left on the line, above it, printed in
the box's own top, or below it. Words that another box lies nearer to are not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

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
    return tuple(_labelled(field, runs, boxes) for field in fields)


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
    left, bottom, right, top = box
    first_line = max(bottom, top - 18)  # of a tall box, the words beside its first line
    beside = [run for run in runs if run.middle > first_line - 3 and run.middle < top + 3 and run.left < left]
    inside = [
        run
        for run in runs
        if left - 3 <= run.left and run.right <= right + 6 and bottom - 1 < run.middle < top + 2 and top - run.top < 12
    ]
    if inside and top - bottom > 14:  # printed in the corner of the box
        return _cut(" ".join(run.text for run in sorted(inside, key=lambda run: (-round(run.middle / 4), run.left))))
    near = [run for run in beside if run.right <= left + 8 and run.right > left - _FAR_LEFT]
    near = [run for run in near if not _between(run.right, left, (top + first_line) / 2, boxes)]
    if near:
        closest = max(near, key=lambda run: (run.right, -abs(run.middle - (top + first_line) / 2)))
        if left - closest.right < 40 or len(closest.text) > 3:
            return _cut(closest.text)
    above = [run for run in runs if -3 <= run.bottom - top < _ABOVE and run.left < right and run.right > left - 2]
    above = [run for run in above if not _covered(run, top, boxes)]
    if above:
        closest = min(above, key=lambda run: (round((run.bottom - top) / 4), abs(run.left - left)))
        return _cut(closest.text)
    below = [run for run in runs if -3 <= bottom - run.top < _BELOW and run.left < right and run.right > left - 2]
    if below:
        return _cut(min(below, key=lambda run: abs(run.left - left)).text)
    after = [run for run in runs if abs(run.middle - (top + bottom) / 2) < 6 and 0 <= run.left - right + 4 < _BESIDE]
    return _cut(min(after, key=lambda run: run.left).text) if after else ""


def _between(start: float, end: float, middle: float, boxes: Sequence[Rect]) -> bool:
    """Whether a box stands on the line between two places."""
    return any(b[1] <= middle <= b[3] and start - 2 <= b[0] and b[2] <= end + 1 for b in boxes)


def _covered(run: Run, top: float, boxes: Sequence[Rect]) -> bool:
    """Whether a box lies between the words above and the box they are to label."""
    return any(b[0] < run.right and b[2] > run.left and b[1] >= top - 1 and b[3] <= run.bottom + 3 for b in boxes)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
