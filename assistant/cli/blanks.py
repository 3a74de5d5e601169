"""The court's own forms: forms add, list, show, picture, status, draft, fields."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, not_there

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.forms.catalog import Recognised
    from assistant.forms.library import Library
    from assistant.forms.match import Pair
    from assistant.forms.model import Blank, Field

_FILE_OR_NAME = "a form of the library (such as DV-100), or a PDF file"


def add(commands: Commands) -> Commands:
    """Add these commands to the program; returns the family `forms` for those who add more to it."""
    forms = commands.family("forms", "take in the court's own fillable forms, and look at what is in them")
    added = forms.add("add", _add, "keep the PDF of a court form, unchanged, and say what it is")
    added.add_argument("files", nargs="+", metavar="FILE", help="a PDF from the court's website")
    listed = forms.add("list", _list, "list the forms that are kept")
    show = forms.add("show", _show, "list every box of a form: name, printed words, kind, page, states, room")
    show.add_argument("form", metavar="FORM", help=_FILE_OR_NAME)
    picture = forms.add("picture", _picture, "make a PDF of the blank form with each box's own name in it")
    picture.add_argument("form", metavar="FORM", help=_FILE_OR_NAME)
    picture.add_argument("--out", metavar="FILE", required=True, help="where to write the PDF")
    status = forms.add("status", _status, "say which forms can be filled in, and what changed in the others")
    status.add_argument(
        "form", nargs="?", metavar="FORM", help=f"{_FILE_OR_NAME}; tells more (default: all that are kept)"
    )
    draft = forms.add("draft", _draft, "write a first map of a form, for a human to finish")
    draft.add_argument("form", metavar="FORM", help=_FILE_OR_NAME)
    draft.add_argument("--out", metavar="FILE", help="where to write it (default: the screen)")
    fields = forms.add("fields", _fields, "write the list of a form's boxes that stands beside its map")
    fields.add_argument("form", metavar="FORM", help=_FILE_OR_NAME)
    fields.add_argument("--out", metavar="FILE", help="where to write it (default: the screen)")
    for made in (added, listed, show, picture, status, draft, fields):
        made.add_argument("--forms", metavar="DIR", help="where forms are kept (default: a neutral folder of your own)")
    return forms


def library(options: argparse.Namespace) -> Library:
    """The library that was named, or the person's own."""
    from pathlib import Path

    from assistant.forms.library import Library, default_library

    return Library(Path(options.forms).expanduser() if options.forms else default_library())


def _say(*lines: str) -> None:
    from assistant.terminal.screen import safe_to_show

    for line in lines:
        print(safe_to_show(line))


def _add(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.errors import PersonError
    from assistant.forms.blank import read_blank
    from assistant.forms.catalog import recognised
    from assistant.forms.opening import read_file
    from assistant.terminal.screen import safe_to_show

    kept, refused = library(options), 0
    for name in options.files:
        path = Path(name).expanduser()
        try:
            data = read_file(path)
            blank = read_blank(data, str(path))
            _must_be_blank(blank, str(path))
            known = recognised(blank)
            new = kept.add(data, blank)
        except PersonError as error:  # one bad file does not stop the others
            refused += 1
            for problem in error.problems:
                print(safe_to_show(str(problem)), file=sys.stderr)
            continue
        _say(f"{path.name}: {_called(blank)}", *(f"  {line}" for line in _told(blank, known)))
        _say("  Kept." if new else "  It was kept already; nothing changed.")
    return 2 if refused else 0


_PRESET = 4  # boxes a court may have filled in itself, such as its own state


def _must_be_blank(blank: Blank, where: str) -> None:
    """PersonError for a form with answers in it: they would stay on disk, and might be filed again unseen."""
    from assistant.errors import PersonError
    from assistant.forms.blank import answers_in

    if (count := answers_in(blank)) > _PRESET:
        raise PersonError(
            f"this copy is filled in already ({count} boxes hold something).",
            where=where,
            remedy="Download a blank one from the court's website and add that.",
        )


def _called(blank: Blank) -> str:
    """'DV-100, Request for ... (Rev. January 1, 2025)'"""
    name = ", ".join(filter(None, (blank.number, blank.title))) or "a form whose pages do not say what it is"
    return f"{name} ({blank.edition or 'edition not known'})"


def _told(blank: Blank, known: Recognised) -> Iterator[str]:
    from assistant.forms.blank import answers_in

    boxes = sum(field.kind != "button" for field in blank.fields)
    yield f"{len(blank.page_sizes)} page{'s' if len(blank.page_sizes) > 1 else ''}, {boxes} boxes to fill in."
    for one in known.serves:
        yield f"For: {one.order} ({one.place})."
    if not known.serves:
        yield "No order that this program knows asks for it."
    yield _standing(blank, known)
    if count := answers_in(blank):
        yield f"{count} of its boxes hold something already; see which with: paperwork forms show."


def _standing(blank: Blank, known: Recognised) -> str:
    from assistant.forms.recognise import same_edition

    if known.map is None or known.match is None:
        why = " and its pages do not say which edition it is" if known.standing == "edition not known" else ""
        return f"It cannot be filled in by the program: no map of it was made{why}."
    edition = known.map.edition
    if known.standing == "mapped":
        return "It can be filled in: a map was made for exactly this edition."
    if known.standing == "lacks boxes":
        return (
            f"It cannot be filled in by the program: this copy lacks {len(known.match.lacking)} boxes that the map needs. "
            "Use the court's own copy."
        )
    if known.standing == "edition not known":
        return (
            f"It cannot be filled in by the program: its pages do not say whether it is the mapped edition ({edition})."
        )
    if same_edition(blank.edition, edition):
        return f"It cannot be filled in by the program: its pages say other things than the mapped edition ({edition})."
    return f"It cannot be filled in by the program: the map was made for another edition ({edition})."


def _list(options: argparse.Namespace) -> int:
    kept = library(options)
    entries = kept.entries()
    if not entries:
        _say(f"No forms are kept in {kept.folder}.", "Add one with: paperwork forms add FILE")
        return 0
    for entry in entries:
        named = ", ".join(filter(None, (entry.number, entry.title))) or "a form whose pages do not say what it is"
        _say(f"{entry.sha256[:8]}  {named} ({entry.edition or 'edition not known'}), {entry.fields} fields")
    damaged = kept.damaged()
    for path in damaged:
        _say(f"Damaged since it was added: {path}. Delete that file and add the court's PDF again.")
    return 2 if damaged else 0


def _chosen(options: argparse.Namespace) -> tuple[bytes, Blank]:
    """The form named: a PDF file when there is one of this name, else a form of the library."""
    from pathlib import Path

    from assistant.forms.blank import read_blank
    from assistant.forms.opening import read_file

    path = Path(options.form).expanduser()
    if path.is_file() or path.suffix.lower() == ".pdf":
        data = read_file(path)
        return data, read_blank(data, str(path))
    kept = library(options)
    data = kept.bytes_of(kept.find(options.form).sha256)
    return data, read_blank(data, options.form)


def _show(options: argparse.Namespace) -> int:
    _, blank = _chosen(options)
    _say(_called(blank), f"{len(blank.page_sizes)} pages, {len(blank.fields)} fields", *blank.warnings)
    page = 0
    for field in sorted(blank.fields, key=lambda f: f.widgets[0].page):
        if field.widgets[0].page != page:
            page = field.widgets[0].page
            _say("", f"Page {page}")
        _say(f"  {field.name}", f"      {_described(field)}")
    return 0


def _described(field: Field) -> str:
    from assistant.forms.room import room

    parts: list[str] = [field.kind]
    if field.multiline:
        parts.append("several lines")
    if (fits := room(field)) is not None:
        parts.append(f"room for about {fits} characters")
    if field.max_length is not None:
        parts.append(f"at most {field.max_length}{' in single cells' if field.comb else ''}")
    if field.format:
        parts.append(f"shape: {field.format}")
    if field.sum_of:
        parts.append(f"the sum of {', '.join(field.sum_of)}")
    if field.read_only:
        parts.append("read-only")
    if field.widgets[0].hidden:
        parts.append("not printed")
    if field.options:
        shown = ", ".join(words for _, words in field.options[:8])
        parts.append(f"choices: {shown}{', ...' if len(field.options) > 8 else ''}")
    if field.value:
        parts.append(f"holds '{field.value}'")
    if field.kind in ("tick", "radio") and len(field.widgets) > 1:
        boxes = [f"{n}: page {w.page}, on '{'/'.join(w.on)}' \"{w.label}\"" for n, w in enumerate(field.widgets)]
        return f"{'; '.join(parts)}; boxes {'; '.join(boxes)}"
    if states := [s for w in field.widgets for s in w.on]:
        parts.append(f"on '{'/'.join(states)}'")
    if len(field.widgets) > 1:
        parts.append(f"shown {len(field.widgets)} times, on pages {', '.join(str(w.page) for w in field.widgets)}")
    parts.append(f'"{field.label}"' if field.label else "no printed words near it")
    if field.tooltip and field.tooltip.strip(" :") not in field.label:
        parts.append(f"read aloud: {' '.join(field.tooltip.split())}")
    return "; ".join(parts)


def _picture(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.forms.picture import picture
    from assistant.vault import write_atomically

    target = Path(options.out)
    not_there(target)
    write_atomically(target, picture(*_chosen(options)), 0o644)
    _say(f"Written: {target}")
    return 0


def _status(options: argparse.Namespace) -> int:
    from assistant.forms.catalog import recognised

    if options.form:
        _, blank = _chosen(options)
        known = recognised(blank)
        _say(_called(blank), *(f"  {line}" for line in _told(blank, known)), *_box_by_box(known))
        return 0
    kept = library(options)
    entries = kept.entries()
    if not entries:
        _say(f"No forms are kept in {kept.folder}.", "Add one with: paperwork forms add FILE")
    for entry in entries:
        blank = kept.blank(entry.sha256)
        known = recognised(blank)
        _say(f"{entry.sha256[:8]}  {_called(blank)}", f"  {_standing(blank, known)}")
        if known.match and known.standing != "mapped":
            _say(f"  {_counted(known.match.pairs)} See each with: paperwork forms status {entry.sha256[:8]}")
    return 0


def _counted(pairs: tuple[Pair, ...]) -> str:
    from collections import Counter

    counts = Counter(pair.status for pair in pairs)
    words = {
        "survives": "as before",
        "moved": "moved",
        "label changed": "with other words",
        "new": "new",
        "gone": "gone",
    }
    return f"Boxes against the mapped edition: {', '.join(f'{counts[k]} {v}' for k, v in words.items() if counts[k])}."  # type: ignore[index]


def _box_by_box(known: Recognised) -> Iterator[str]:
    """Every box that is not as the map knows it, by name; then how the map's boxes are called in this copy."""
    if known.map is None or known.match is None:
        return
    pairs = known.match.pairs
    yield f"  Map: {known.map.id}, edition {known.map.edition}. {_counted(pairs)}"
    if known.match.lacking and known.match.same_edition:
        yield "Boxes that the map fills and this copy lacks:"
        yield from (
            f"  {pair.old.field.name}: page {pair.old.widget.page}, {pair.old.label}"
            for pair in known.match.lacking
            if pair.old
        )
    for status, head in (
        ("gone", "Gone, or not in this copy:"),
        ("new", "New, or only in this copy:"),
        ("moved", "Moved:"),
        ("label changed", "With other words:"),
    ):
        found = [pair for pair in pairs if pair.status == status]
        if found:
            yield head
            yield from (f"  {_line(pair)}" for pair in found)
    renamed = [p for p in pairs if p.status == "survives" and p.old and p.new and p.old.key != p.new.key]
    if renamed:
        yield "The same boxes by other names (mapped name = name in this copy):"
        yield from (f"  {_name(pair.old)} = {_name(pair.new)}" for pair in renamed)


def _line(pair: Pair) -> str:
    place = pair.old or pair.new
    if place is None:
        return ""
    said = f' "{place.label}"' if place.label else ""
    return f"{_name(place)}: page {place.widget.page}, {place.field.kind}{said}. {pair.why}".rstrip()


def _name(place: object) -> str:
    from assistant.forms.match import Place

    if not isinstance(place, Place):
        return ""
    several = len(place.field.widgets) > 1
    states = f" on '{'/'.join(place.widget.on)}'" if place.widget.on else ""
    return f"{place.field.name}{f' (box {place.index}{states})' if several else ''}"


def _draft(options: argparse.Namespace) -> int:
    from assistant.forms.catalog import edition_in, recognised
    from assistant.forms.draft import draft, draft_next
    from assistant.forms.edition import edition_of
    from assistant.forms.rawmap import raw_map, rules
    from assistant.values import VALUES

    _, blank = _chosen(options)
    known, edition = recognised(blank), edition_of(blank)
    # a guess is a line that anybody may read: the rest is for a human to choose
    values = [name for name, named in VALUES.items() if named.kind in ("text", "date") and named.shown == "public"]
    old = edition_in(known.map.folder) if known.map else None
    if known.map and known.match and old:
        data = raw_map(known.map.folder)
        written = rules(data, {field.name for field in old.fields})
        text = draft_next(data, written, known.match.pairs, edition, values)
    else:
        text = draft(edition, values, [one.order_id for one in known.serves])
    return _put(text, options.out)


def _fields(options: argparse.Namespace) -> int:
    from assistant.forms.edition import write_fields

    _, blank = _chosen(options)
    return _put(write_fields(blank), options.out)


def _put(text: str, out: str | Path | None) -> int:
    """To a new file, or to the screen. The text is data made from a stranger's PDF, and is cleaned for the screen."""
    from pathlib import Path

    from assistant.terminal.screen import safe_to_show
    from assistant.vault import write_atomically

    if out:
        not_there(Path(out))
        write_atomically(Path(out), text.encode("utf-8"), 0o644)
        _say(f"Written: {out}")
    else:
        print("\n".join(map(safe_to_show, text.splitlines())))
    return 0
