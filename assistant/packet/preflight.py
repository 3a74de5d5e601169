"""Will a court's filing system take this PDF? Each rule by itself, in plain words. Nothing in the file is changed.

What no court wants is asked of every file; what differs by court comes from the law sheet's `efiling` block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import fill
from typing import TYPE_CHECKING, Any, Final, Literal

from assistant.documents.reading import read_pdf
from assistant.errors import PersonError
from assistant.packet import drawn_rules
from assistant.packet.drawn_rules import Told, Verdict
from assistant.packet.drawn_rules import on as _on

if TYPE_CHECKING:
    from pypdf import PdfReader

    from assistant.jurisdiction.efiling import Efiling
    from assistant.packet.drawn import Drawn
    from assistant.packet.model import Checked

SIZES: Final = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
LONGEST_NAME = 50  # characters, where the court states none: the shortest limit that is common
_MEDIA = ("/Screen", "/Movie", "/Sound", "/RichMedia", "/3D")
_CHARSETS: Final = {
    "alphanumeric": (r"[A-Za-z0-9]+\.pdf", "letters and digits"),
    "alphanumeric-hyphen": (r"[A-Za-z0-9-]+\.pdf", "letters, digits and hyphens"),
    "ascii": (r"[ -~]+\.pdf", "plain letters, digits and signs"),
}
_ORDINARY = (r"[A-Za-z0-9][A-Za-z0-9._-]*\.pdf", "plain letters, digits, hyphens and dots, without spaces")


@dataclass(frozen=True)
class Result:
    """One rule, and how the file stands. 'look': a person decides whether it matters."""

    rule: str
    verdict: Verdict
    words: str

    def __str__(self) -> str:
        return f"{self.verdict.upper() if self.verdict != 'pass' else 'pass'}  {self.rule}: {self.words}"


def preflight(name: str, data: bytes, rules: Efiling | None, paper: Literal["letter", "a4"] = "letter") -> list[Result]:
    """Every rule in a fixed order. `rules` None: only what is asked everywhere. `paper` where the sheet names no size.

    A file that is no readable PDF, or is locked, fails the first rule and is asked no other.
    """
    from pypdf import PasswordType
    from pypdf.errors import PyPdfError

    from assistant.packet.drawn import Drawn

    try:
        reader = read_pdf(data)
        if reader.is_encrypted:
            opens = reader.decrypt("") != PasswordType.NOT_DECRYPTED
            said = "it is locked with restrictions." if opens else "it is locked with a password."
            return [Result("opens", "fail", f"{said} Save it without a password.")]
        with Drawn(data) as drawn:
            file = _File(name, data, reader, rules, paper, drawn)
            if not file.pages:
                return [Result("opens", "fail", "it has no pages.")]
            return [Result("opens", "pass", "it opens without a password.")] + [
                Result(rule, *test(file)) for rule, test in RULES.items()
            ]
    # RuntimeError: what pdfium raises, and too deep a nesting
    except (PyPdfError, PersonError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        return [Result("opens", "fail", "it cannot be read as a PDF; it may be damaged. Print it to a new PDF.")]


def filing(sizes: Sequence[int], rules: Efiling | None) -> Result:
    """The files of one filing together, by their sizes in bytes."""
    return Result("whole filing", *drawn_rules.together(sizes, rules))


def report(checked: Sequence[Checked], rules: Efiling | None) -> str:
    """The whole check as a text: each file with its rules, then where the rules come from and what is not settled."""
    parts = ["\n".join([c.name, *(f"  {r}" for r in c.results)]) for c in checked]
    if rules is None:
        parts.append("No e-filing rule of this court is known. What most courts ask was checked.")
    else:
        told = (("Rules of this court", rules.cite), ("Not settled", rules.not_settled))
        parts += [fill(f"{what}: {said}", 100) for what, said in told if said]
    return "\n\n".join(parts) + "\n"


@dataclass
class _File:
    """A PDF being looked at."""

    name: str
    data: bytes
    reader: PdfReader
    rules: Efiling | None
    paper: Literal["letter", "a4"]
    drawn: Drawn

    @cached_property
    def pages(self) -> list[Any]:
        return list(self.reader.pages)

    @cached_property
    def notes(self) -> list[tuple[int, Any]]:
        """Annotations, with the page each stands on, from 1."""
        found = []
        for n, page in enumerate(self.pages, 1):
            held = page.get("/Annots")
            held = held.get_object() if held is not None else None
            found += [(n, note.get_object()) for note in (held if isinstance(held, list) else ())]
        return [(n, note) for n, note in found if isinstance(note, dict)]

    @property
    def characters(self) -> list[int]:
        """Characters of text on each page, as a viewer finds them."""
        return [look.letters for look in self.drawn.looks]

    def prohibited(self, what: str) -> bool:
        return self.rules is not None and what in self.rules.prohibited


def _page_size(f: _File) -> Told:
    from assistant.documents.stamping import size_of

    wanted = (f.rules.page_size if f.rules is not None else None) or f.paper
    width, height = SIZES[wanted]
    other = []
    for n, page in enumerate(f.pages, 1):
        size = sorted(v * float(page.get("/UserUnit", 1)) for v in size_of(page.mediabox, page.cropbox, page.rotation))
        if abs(size[0] - width) > 2 or abs(size[1] - height) > 2:
            other.append(n)
    name = "8.5 x 11 inches" if wanted == "letter" else "A4"
    if other:
        return "fail", f"{_on(other)} not {name}. Print it to a new PDF on that paper."
    return "pass", f"every page is {name}."


def _annotations(f: _File) -> Told:
    found = [
        n
        for n, note in f.notes
        if note.get("/Subtype") not in ("/Link", "/Widget", "/Popup", "/FileAttachment", *_MEDIA)
    ]
    if found:
        return "fail", f"notes or marks on {_on(found)}. Print it to a new PDF, so that they become part of the page."
    return "pass", "no notes or marks lie over the pages."


def _links(f: _File) -> Told:
    links = [(n, note) for n, note in f.notes if note.get("/Subtype") == "/Link"]
    outside = [
        n for n, note in links if _kind(note.get("/A")) in ("/URI", "/GoToR", "/Launch", "/GoToE", "/SubmitForm")
    ]
    if outside:
        return "fail", f"links that lead out of the file on {_on(outside)}. Print it to a new PDF."
    if links and f.prohibited("internal-links"):
        return "fail", f"links inside the file on {_on([n for n, _ in links])}; this court wants none."
    return "pass", "no links lead out of the file."


def _kind(action: Any) -> str:
    action = action.get_object() if action is not None else None
    return str(action.get("/S")) if isinstance(action, dict) else ""


def _actions(thing: Any) -> Iterator[Any]:
    """Actions that a thing starts by itself or when touched."""
    for key in ("/OpenAction", "/A"):
        if key in thing:
            yield thing[key].get_object()
    more = thing.get("/AA")
    more = more.get_object() if more is not None else None
    if isinstance(more, dict):
        for value in more.values():
            yield value.get_object()


def _javascript(f: _File) -> Told:
    root = f.reader.root_object
    names: Any = root.get("/Names")
    named = names is not None and "/JavaScript" in names.get_object()
    things: list[Any] = [root, *f.pages, *(note for _, note in f.notes)]
    actions = [a for thing in things for a in _actions(thing) if isinstance(a, dict)]
    if named or any(a.get("/S") in ("/JavaScript", "/Launch", "/Rendition") or "/JS" in a for a in actions):
        return "fail", "it holds a program (JavaScript) or starts one. Print it to a new PDF."
    return "pass", "it holds no program."


def _attachments(f: _File) -> Told:
    root = f.reader.root_object
    names: Any = root.get("/Names")
    held = names is not None and "/EmbeddedFiles" in names.get_object()
    notes = [n for n, note in f.notes if note.get("/Subtype") == "/FileAttachment"]
    if held or notes or "/AF" in root or "/Collection" in root:
        return "fail", "other files are attached inside it. File them as papers of their own."
    return "pass", "no other files are inside it."


def _media(f: _File) -> Told:
    found = [n for n, note in f.notes if note.get("/Subtype") in _MEDIA]
    if found:
        return "fail", f"sound or video on {_on(found)}. Ask the court how to hand in recordings."
    return "pass", "no sound or video."


def _fields(f: _File) -> Told:
    form: Any = f.reader.root_object.get("/AcroForm")
    fields = form.get_object().get("/Fields") if form is not None else None
    widgets = [n for n, note in f.notes if note.get("/Subtype") == "/Widget"]
    if (
        widgets
        or (fields is not None and len(fields.get_object()))
        or (form is not None and "/XFA" in form.get_object())
    ):
        where = f" on {_on(widgets)}" if widgets else ""
        return (
            "fail",
            f"form fields that can still be changed{where}. Print it to a new PDF, or use the packet's flat copy.",
        )
    return "pass", "no form fields that could still be changed."


def _searchable(f: _File) -> Told:
    bare = [n for n, count in enumerate(f.characters, 1) if not count]
    rule = f.rules.searchable if f.rules is not None else None
    if len(bare) == len(f.pages):
        return "fail", "no page has text that can be searched; it is a scan. Run text recognition on it."
    pictures = [n for n, page in enumerate(f.pages, 1) if f.characters[n - 1] < 120 and _has_picture(page)]
    found = sorted({*bare, *pictures})
    if not found:
        return "pass", "its text can be searched."
    if rule == "required":
        return (
            "look",
            f"{_on(found)}: pictures, whose words cannot be searched. Photos may stay so; a scan of text may not.",
        )
    return "pass", f"its text can be searched, but for the pictures on {_on(found)}."


def _has_picture(page: Any, deep: int = 0) -> bool:
    found = page.get("/Resources")
    objects = found.get_object().get("/XObject") if found is not None else None
    for ref in objects.get_object().values() if objects is not None else ():
        thing = ref.get_object()
        if thing.get("/Subtype") == "/Image" or (
            thing.get("/Subtype") == "/Form" and deep < 4 and _has_picture(thing, deep + 1)
        ):
            return True
    return False


def _fonts(f: _File) -> Told:
    seen: dict[int, bool] = {}
    bad = [n for n, page in enumerate(f.pages, 1) if not _embedded(page, seen, 0)]
    if bad:
        return (
            "fail",
            f"a typeface on {_on(bad)} is not in the file, so it may look different there. Print it to a new PDF.",
        )
    return "pass", "every typeface is in the file."


def _embedded(holder: Any, seen: dict[int, bool], deep: int) -> bool:
    """Are all fonts of a page or form in the file? What several pages share is looked at once."""
    from assistant.evidence.archival import font_embedded

    found = holder.get("/Resources")
    if found is None or deep > 8:
        return True
    resources = found.get_object()
    for key in ("/Font", "/XObject"):
        things = resources.get(key)
        for name in things.get_object() if things is not None else ():
            ref = things.get_object().raw_get(name)
            number = getattr(ref, "idnum", None)
            if number in seen:
                if not seen[number]:
                    return False
                continue
            thing = ref.get_object()
            if key == "/Font":
                good = font_embedded(thing)
            else:
                good = thing.get("/Subtype") != "/Form" or _embedded(thing, seen, deep + 1)
            if number is not None:
                seen[number] = good
            if not good:
                return False
    return True


def _name(f: _File) -> Told:
    rules = f.rules
    most = (rules.file_name_max if rules is not None else None) or LONGEST_NAME
    charset = rules.file_name_charset if rules is not None else None
    pattern, words = _CHARSETS[charset] if charset else _ORDINARY
    if len(f.name) > most:
        return "fail", f"the file name has {len(f.name)} characters; at most {most} are taken."
    if not re.fullmatch(pattern, f.name):
        return "fail", f"the file name may hold {words}, and ends with .pdf."
    return "pass", "the file name is short and plain."


def _size(f: _File) -> Told:
    from assistant.packet.binding import DEFAULT_LIMIT

    stated = f.rules is not None and f.rules.max_mb
    most = int(f.rules.max_mb * 1_000_000) if f.rules is not None and f.rules.max_mb else DEFAULT_LIMIT
    have = f"{max(0.1, len(f.data) / 1_000_000):.1f} MB"
    if len(f.data) > most:
        return "fail", f"it is {have}; at most {most / 1_000_000:g} MB are taken{'' if stated else ' by many courts'}."
    return (
        "pass",
        f"{have} of at most {most / 1_000_000:g} MB{'' if stated else ' (this court states no limit we know)'}.",
    )


def _bookmarks(f: _File) -> Told:
    wanted = f.rules.bookmarks_required if f.rules is not None else None
    if f.reader.outline:
        return "pass", "it has bookmarks."
    if wanted and len(f.pages) > 1:
        return "fail", "it has no bookmarks, and this court wants them."
    return ("look" if len(f.pages) > 20 else "pass"), "it has no bookmarks."


def _properties(f: _File) -> Told:
    about: Any = f.reader.metadata or {}
    named = [key.strip("/").lower() for key in ("/Author", "/Subject", "/Keywords") if about.get(key)]
    if named:
        return "fail", f"its properties tell the {', '.join(named)}. Take them out: the other side can read them."
    return "pass", "its properties name nobody."


def _archival(f: _File) -> Told:
    wanted = f.rules.pdf_a if f.rules is not None else None
    meta: Any = f.reader.root_object.get("/Metadata")
    is_a = meta is not None and b"pdfaid:part" in meta.get_object().get_data()
    if is_a:
        return "pass", "it says that it is PDF/A."
    if wanted == "required":
        return "fail", "it is not PDF/A, and this court wants that. Make the packet with --pdfa."
    return ("look" if wanted else "pass"), "it is not PDF/A" + (
        ", which this court prefers. Make the packet with --pdfa for that." if wanted else "; no rule asks for it."
    )


def _layers(f: _File) -> Told:
    layers: Any = f.reader.root_object.get("/OCProperties")
    shown: Any = layers.get_object().get("/D") if layers is not None else None
    if shown is not None and shown.get_object().get("/OFF"):
        return (
            "look",
            "it has parts that are not shown but are in the file. Print it to a new PDF if they are not meant to be.",
        )
    return "pass", "nothing in it is hidden in layers."


# In the order in which they are told.
RULES: Final[dict[str, Callable[[_File], Told]]] = {
    "page size": _page_size,
    "upright": lambda f: drawn_rules.orientation(f.drawn),
    "page numbers": lambda f: drawn_rules.page_numbers(f.drawn, f.rules, f.name),
    "room for a stamp": lambda f: drawn_rules.stamp_room(f.drawn, f.rules),
    "notes and marks": _annotations,
    "links": _links,
    "programs": _javascript,
    "attached files": _attachments,
    "sound and video": _media,
    "form fields": _fields,
    "hidden layers": _layers,
    "searchable": _searchable,
    "typefaces": _fonts,
    "black and white": lambda f: drawn_rules.black_and_white(f.drawn, f.rules),
    "sharpness": lambda f: drawn_rules.dots(f.drawn, f.rules),
    "bookmarks": _bookmarks,
    "properties": _properties,
    "PDF/A": _archival,
    "file name": _name,
    "file size": _size,
    "one paper a file": lambda f: drawn_rules.own_file(f.rules, f.name),
}
