"""About how many characters a text box holds, to show a person. What really fits is measured when it is filled."""

from __future__ import annotations

from assistant.forms.model import Field

_WIDE, _HIGH, _PAD = 0.5, 1.2, 2.0  # of the type size: an average letter, a line; points kept free at each side
_AUTO, _SMALLEST = 10.0, 8.0


def room(field: Field) -> int | None:
    """Characters at the size of type the form asks for (10 points where it asks for none). None: holds no text."""
    if field.kind not in ("text", "combo"):
        return None
    size = max(field.font_size or _AUTO, _SMALLEST)
    most = 0
    for widget in field.widgets:
        left, bottom, right, top = widget.rect
        lines = max(int((top - bottom) / (_HIGH * size)), 1) if field.multiline else 1
        most = max(most, lines * int(max(right - left - 2 * _PAD, 0) / (_WIDE * size)))
    return most if field.max_length is None else min(most, field.max_length) if not field.comb else field.max_length
