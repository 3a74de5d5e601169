"""A blank and its entries become the filled form: still fillable, and flat for filing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from assistant.errors import PersonError
from assistant.forms.attachment import AttachmentStyle
from assistant.forms.boxes import boxes_of
from assistant.forms.entries import Works, check
from assistant.forms.fitting import is_tall
from assistant.forms.laying import Layout, Setting, lay_out
from assistant.forms.model import Blank, Entry, Filled
from assistant.forms.painting import blank_look, paint_texts, paint_ticks
from assistant.forms.rules import ruled_lines

_ROUNDS = 8


def fill_form(
    data: bytes,
    blank: Blank,
    entries: Sequence[Entry],
    *,
    language: str,
    title: str,
    style: AttachmentStyle | None = None,
    first_attachment: int = 1,
) -> Filled:
    """Fill the blank whose bytes are `data`. Only boxes that `entries` name are touched, and sums of such boxes.

    `language` is the form's language (an IETF tag, 'en-US'), `title` what viewers call the file, `style` how the court
    wants attachments, `first_attachment` the number of the first one. `Filled.continued` stands in the order of these
    numbers. The same input gives the same bytes.

    Raises WrongEntry when the blank cannot take an entry (a mistake in the map), DoesNotFit when a text is too long
    for a box without an attachment, PersonError when the file cannot be opened.
    """
    from assistant.forms.flat import flatten
    from assistant.forms.saving import clean, mend_fonts, save

    pdf = _open(data)
    boxes = boxes_of(pdf)
    works = check(blank, boxes, entries)
    layout = _set(pdf, data, works, language, style or AttachmentStyle(), first_attachment)
    paint_ticks(pdf, layout.ticks)
    _empty(pdf, layout)
    mend_fonts(pdf, [box for some in boxes.values() for box in some])
    clean(pdf, title, language)
    fillable = save(pdf)
    flatten(pdf, title)
    return Filled(fillable, save(pdf), tuple(layout.continued), tuple(dict.fromkeys(layout.notes)))


def _open(data: bytes) -> Any:
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise PersonError(
            "this PDF is locked with a password.", remedy="Save a copy without it, and use the copy."
        ) from None
    except pikepdf.PdfError:
        raise PersonError("this PDF is damaged and cannot be read.", remedy="Download the form again.") from None


def _set(pdf: Any, data: bytes, works: Works, language: str, style: AttachmentStyle, first: int) -> Layout:
    """Lay and draw all texts. A character that turns out to lack a glyph, or a mark that crashes typst, gets its name."""
    from assistant.documents.pdf import FAMILIES, MissingGlyphs, TypesettingFailed, name_of, to_blame

    lang, _, region = language.partition("-")
    common = {"lang": lang, "region": region if len(region) == 2 else None, "fonts": list(FAMILIES)}
    tall = [box for work in works.texts for box in work.boxes if is_tall(box.size[1]) and not work.field.comb]
    rules = ruled_lines(data, tall)
    names: dict[str, str] = {}
    lone_marks = False
    for _ in range(_ROUNDS):
        try:
            layout = lay_out(works, Setting(common, style, first, names, lone_marks, rules))
            paint_texts(pdf, layout, common)
        except MissingGlyphs as error:
            found = to_blame(error.texts) - names.keys()
            if not found:
                raise
            names |= {c: f"[{name_of(c)}]" for c in found}
        except TypesettingFailed:
            found = _marks(works) - names.keys() if lone_marks else set()
            if lone_marks and not found:
                raise PersonError(
                    "a text holds characters that crash the page engine.",
                    remedy="Look for signs in it that are no letters, and take them out.",
                ) from None
            names |= {c: f"[{name_of(c)}]" for c in found}
            lone_marks = True
        else:
            return layout
    raise TypesettingFailed("the form's texts could not be set")


def _marks(works: Works) -> set[str]:
    """The combining marks in all texts: what typst stumbles over."""
    from assistant.documents.pdf import is_mark

    return {c for work in works.texts for c in work.text if is_mark(c)}


def _empty(pdf: Any, layout: Layout) -> None:
    """A box given an empty text shows none, whatever the blank had in it."""
    for work, kept in layout.kept:
        if not kept.strip():
            for box in work.boxes:
                blank_look(pdf, box)
