"""A declaration that a lawyer finished in a word processor: the DOCX opened with care, and its words as content.

Nothing is changed in it. What could be settled two ways (tracked changes, comments, hidden text) is refused with the
remedy, because a signed paper has one text. Never a word is lost: the words of the file and of the content are compared.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree import ElementTree

from assistant.documents.content import Block, Caption, Document, Facts, Heading, Para, Signature, Table
from assistant.documents.wordnumbers import Counter as NumberCounter
from assistant.documents.wordnumbers import lists, of_styles
from assistant.errors import PersonError, Problem
from assistant.values import BLANK

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_BYTES, _MOST_INSIDE, _MOST_PARTS = 50_000_000, 300_000_000, 3_000
_TRACKED = re.compile(
    r"^(ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|numberingChange|\w+PrChange|tblGridChange|"
    r"(move(From|To)|customXml(Ins|Del|MoveFrom|MoveTo))Range(Start|End))$"
)
_SKIPPED = frozenset(("instrText", "delText", "rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr"))
DRAFT_WORDS = "DRAFT for review, not filed"


@dataclass(frozen=True)
class Edited:
    """The file's words as content, and what of its look is not kept when we set the page."""

    document: Document
    not_kept: tuple[str, ...]
    texts: tuple[str, ...]  # every text of the file, in order


def read_edited(data: bytes, ours: Document, name: str = "the declaration") -> Edited:
    """Read a DOCX. `ours` lends language, paper size, title and footer. PersonError with every reason to refuse it."""
    return _Reader(data, ours, name).read()


def _folded(text: str) -> str:
    """Without differences of case, spacing and the way an accent is written."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).casefold().strip()


@dataclass
class _Reader:
    data: bytes
    ours: Document
    name: str
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)  # footnote id -> text
    numbers: NumberCounter = field(default_factory=lambda: NumberCounter({}))
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: int = 0
    texts: list[str] = field(default_factory=list)

    def read(self) -> Edited:
        parts = self._parts()
        main = self._xml(parts, "word/document.xml")
        others = [n for n in parts if re.fullmatch(r"word/(header|footer|footnotes|endnotes)\d*\.xml", n)]
        trees = {n: self._xml(parts, n) for n in sorted(others)}
        self._refuse(parts, [main, *trees.values()])
        if "word/numbering.xml" in parts:
            self.numbers = NumberCounter(lists(self._xml(parts, "word/numbering.xml")))
        self.styles = of_styles(self._xml(parts, "word/styles.xml")) if "word/styles.xml" in parts else {}
        for n in ("word/footnotes.xml", "word/endnotes.xml"):
            for note in trees.get(n, ()):
                if note.get(f"{_W}type") in (None, "normal"):
                    kind = "e" if "endnotes" in n else "f"
                    self.notes[kind + str(note.get(f"{_W}id"))] = " ".join(
                        t for p in note.iter(f"{_W}p") if (t := self._text(p))
                    )
        header = [t for n, tree in trees.items() if "header" in n for p in tree.iter(f"{_W}p") if (t := self._text(p))]
        footer = [t for n, tree in trees.items() if "footer" in n for p in tree.iter(f"{_W}p") if (t := self._text(p))]
        body = main.find(f"{_W}body")
        found = list(self._blocks(body if body is not None else main))
        caption, blocks = _put_together(found)
        lead = [Para(t, style="small") for t in dict.fromkeys(header) if t != DRAFT_WORDS]
        if self.notes:
            blocks += [Heading("Notes", 2)] + [Para(f"[{k[1:]}] {t}") for k, t in self.notes.items()]
        feet = [t for t in dict.fromkeys(footer) if not re.fullmatch(r"(.*\t)?Page\s*\d*\s*of\s*\d*", t.strip())]
        document = replace(
            self.ours, blocks=tuple([*lead, *blocks]), caption=caption, footer="; ".join(feet) or self.ours.footer
        )
        words = [*self.texts, *self.notes.values(), *(b.text for b in lead), *feet]
        self._of_this_case(words)
        _compare(words, document)
        return Edited(document, tuple(sorted(self.lost)), tuple(words))

    def _of_this_case(self, words: list[str]) -> None:
        """Refuse the declaration of somebody else: an office has many, and they are easily mixed up."""
        caption = self.ours.caption
        name = caption.petitioner_name if caption is not None else BLANK
        said = _folded(" ".join(words))
        if name not in ("", BLANK) and _folded(name) not in said:
            raise PersonError(
                "the name of the person who asks for protection does not stand in it, so it may be the paper of another "
                "case.",
                where=self.name,
                remedy="Choose this case's own file, or write the name in it as it stands in the answers.",
            )

    # -- opening -----------------------------------------------------------------------------------------

    def _parts(self) -> dict[str, bytes]:
        remedy = "Save it as a Word document (.docx) and use that."
        if len(self.data) > _MOST_BYTES:
            raise PersonError("this document is larger than 50 MB.", where=self.name, remedy="Take the pictures out.")
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                held = archive.infolist()
                if len(held) > _MOST_PARTS or sum(i.file_size for i in held) > _MOST_INSIDE:
                    raise PersonError("this document unpacks to more than can be read.", where=self.name, remedy=remedy)
                parts = {i.filename: archive.read(i) for i in held if i.filename.endswith((".xml", ".rels", ".bin"))}
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
            raise PersonError("this is not a Word document (.docx).", where=self.name, remedy=remedy) from None
        if "word/document.xml" not in parts:
            raise PersonError("this is not a Word document (.docx).", where=self.name, remedy=remedy)
        return parts

    def _xml(self, parts: dict[str, bytes], name: str) -> ElementTree.Element:
        raw = parts[name]
        try:
            if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
                raise ValueError
            # no entities, no network: the check above leaves only plain elements
            return ElementTree.fromstring(raw)  # noqa: S314
        except (ElementTree.ParseError, ValueError):
            raise PersonError(
                "this document is damaged.", where=self.name, remedy="Open it, save it under a new name, and use that."
            ) from None

    def _refuse(self, parts: dict[str, bytes], trees: list[ElementTree.Element]) -> None:
        """Everything that would give the paper two readings, or bring in something from elsewhere."""
        tags = Counter(e.tag.removeprefix(_W) for tree in trees for e in tree.iter() if e.tag.startswith(_W))
        tracked = sum(n for tag, n in tags.items() if _TRACKED.match(tag) and not tag.endswith("RangeEnd"))
        comments = tags["commentReference"] + tags["commentRangeStart"]
        hidden = any(
            e.get(f"{_W}val", "true") not in ("0", "false", "off") for tree in trees for e in tree.iter(f"{_W}vanish")
        )
        pictures = any(tag.endswith(("}blip", "}imagedata")) for tree in trees for tag in {e.tag for e in tree.iter()})
        relations = [e for n in parts if n.endswith(".rels") for e in self._xml(parts, n)]
        outside = [
            r
            for r in relations
            if r.get("TargetMode") == "External" and not str(r.get("Type", "")).endswith("/hyperlink")
        ]
        for there, what, remedy in (
            (
                tracked,
                f"it has {tracked} tracked change{'s' if tracked != 1 else ''} that nobody accepted or refused.",
                "In Word: Review, Accept All (or decide each), then save.",
            ),
            (
                comments,
                f"it has comments ({max(1, tags['commentReference'])}).",
                "In Word: Review, Delete All Comments, then save.",
            ),
            (hidden, "it has hidden text.", "Show it and delete it, or make it visible, then save."),
            (pictures, "it has pictures.", "Add pictures to the exhibits, and take them out of the declaration."),
            (
                tags["object"] or tags["altChunk"] or any("vbaProject" in n for n in parts),
                "it has other files or programs inside.",
                "Copy its text into a new document, and save that.",
            ),
            (outside, "it loads something from outside.", "Copy its text into a new document, and save that."),
        ):
            if there:
                self.problems.append(Problem(what, self.name, remedy))
        if self.problems:
            raise PersonError(self.problems)

    # -- words -------------------------------------------------------------------------------------------

    def _text(self, element: ElementTree.Element) -> str:
        """The words of one paragraph, line breaks and tabs kept."""
        return "".join(self._pieces(element)).strip()

    def _pieces(self, element: ElementTree.Element) -> Iterator[str]:
        for child in element:
            tag = child.tag.removeprefix(_W)
            if child.tag == _FALLBACK or tag in _SKIPPED:
                continue
            if tag == "t":
                yield child.text or ""
            elif tag == "tab":
                yield "\t"
            elif tag in ("br", "cr"):
                yield "\n"
            elif tag == "noBreakHyphen":
                yield "\u2011"
            elif tag == "sym":
                yield f"[symbol {child.get(f'{_W}char', '')} of {child.get(f'{_W}font', '')}]"
            elif tag in ("footnoteReference", "endnoteReference"):
                yield f"[{child.get(f'{_W}id', '')}]"
            elif tag == "p":  # a text box inside a paragraph
                self.lost.add("text boxes stand in the line of the text")
                yield "\n" + "".join(self._pieces(child)) + "\n"
            else:
                yield from self._pieces(child)

    def _blocks(self, holder: ElementTree.Element) -> Iterator[Any]:
        for child in holder:
            tag = child.tag.removeprefix(_W)
            if tag == "p":
                yield from self._paragraph(child)
            elif tag == "tbl":
                yield from self._table(child)
            elif tag not in _SKIPPED and child.tag != _FALLBACK:
                yield from self._blocks(child)

    def _paragraph(self, p: ElementTree.Element) -> Iterator[Any]:
        shape = p.find(f"{_W}pPr")
        style = _value(shape, "pStyle")
        text = self._text(p)
        self._look(p)
        number = self._number(shape, style)
        if not text:
            return
        self.texts.append(text)
        heading = re.fullmatch(r"(?:heading|Heading)\s?([1-9])", style)
        if heading:
            level = min(3, int(heading[1]))
            brk = shape is not None and shape.find(f"{_W}pageBreakBefore") is not None
            yield Heading(text, level, brk)  # type: ignore[arg-type]
        elif style in ("CourtName", "Court"):
            yield _CourtLine(text)
        elif style == "Oath":
            yield Signature(text, ())
        elif number == f"{self.counted + 1}.":
            self.counted += 1
            yield Para(text, numbered=True)
        else:
            kind = {"Small": "small", "Emphatic": "strong", "Title": "strong", "Centered": "centered"}.get(
                style, "body"
            )
            if number:
                self.texts.append(number)
            yield Para(f"{number} {text}" if number else text, style=kind)  # type: ignore[arg-type]

    def _look(self, p: ElementTree.Element) -> None:
        for run in p.iter(f"{_W}rPr"):
            for tag, words in (
                ("b", "bold"),
                ("i", "italics"),
                ("u", "underlining"),
                ("highlight", "highlighting"),
                ("color", "colors"),
                ("strike", "text struck through is shown plain"),
            ):
                found = run.find(f"{_W}{tag}")
                if found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "none", "auto", "000000"):
                    self.lost.add(words)

    def _number(self, shape: ElementTree.Element | None, style: str) -> str:
        """The number or bullet that Word shows before the paragraph; '' for none."""
        num = shape.find(f"{_W}numPr") if shape is not None else None
        key = (_value(num, "numId"), int(_value(num, "ilvl") or 0)) if num is not None else self.styles.get(style)
        return self.numbers.next(*key) if key is not None else ""

    def _table(self, tbl: ElementTree.Element) -> Iterator[Any]:
        rows: list[list[list[tuple[str, str]]]] = []  # cells as (style, text) of their paragraphs
        header = 0
        for tr in tbl.iter(f"{_W}tr"):
            cells = []
            for tc in _cells(tr):
                paras = [(_value(p.find(f"{_W}pPr"), "pStyle"), self._text(p)) for p in tc.iter(f"{_W}p")]
                for p in tc.iter(f"{_W}p"):
                    self._look(p)
                cells.append([(s, t) for s, t in paras if t])
                span = tc.find(f"{_W}tcPr/{_W}gridSpan")
                cells += [[] for _ in range(int(span.get(f"{_W}val", "1")) - 1)] if span is not None else []
            shape = tr.find(f"{_W}trPr")
            if shape is not None and shape.find(f"{_W}tblHeader") is not None and len(rows) == header:
                header += 1
            rows.append(cells)
        self.texts += [t for cells in rows for cell in cells for _, t in cell]
        wide = max((len(cells) for cells in rows), default=0)
        plain = [tuple("\n".join(t for _, t in cell) for cell in cells) + ("",) * (wide - len(cells)) for cells in rows]
        styles = {s for cells in rows for cell in cells for s, _ in cell}
        if styles & {"Party", "PartyLabel"} and len(rows) == 1 and wide == 2:
            yield _Parties(tuple(t for _, t in rows[0][0]), tuple(t for _, t in rows[0][1]))
        elif "SignatureLine" in styles and wide == 2:
            yield Signature("", tuple((a, b) for a, b in plain))
        elif wide == 1:
            for row in plain:
                yield Para(row[0])
        elif not header and wide == 2 and "CellHead" in styles:
            yield Facts(tuple((a, b) for a, b in plain))
        elif header or len(rows) > 1:
            if not header:
                self.lost.add("the first row of a table without a header row is shown as its header")
            shares = _shares(tbl, wide)
            yield Table(plain[0], shares, tuple(plain[1:]))
        else:
            for text in plain[0]:
                if text:
                    yield Para(text)


@dataclass(frozen=True)
class _CourtLine:
    """A line of the caption, before the caption is put together."""

    text: str


@dataclass(frozen=True)
class _Parties:
    """The box with the parties, before the caption is put together."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def _value(shape: ElementTree.Element | None, key: str) -> str:
    found = shape.find(f"{_W}{key}") if shape is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _cells(tr: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The row's cells, those inside content controls too."""
    for child in tr:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _cells(child)


def _shares(tbl: ElementTree.Element, wide: int) -> tuple[float, ...]:
    """The columns' shares of the line."""
    widths = [int(float(c.get(f"{_W}w", "0"))) for c in tbl.findall(f"{_W}tblGrid/{_W}gridCol")]
    if len(widths) != wide or not all(w > 0 for w in widths):
        return (1 / wide,) * wide
    return tuple(w / sum(widths) for w in widths)


def _put_together(found: list[Any]) -> tuple[Caption | None, list[Block]]:
    """The caption, where its lines and its box stand as our page has them, and the other blocks.

    An oath and the lines below it become one again. What is not as expected stays as plain paragraphs.
    """
    lines = [b for b in found if isinstance(b, _CourtLine)]
    box = next((b for b in found if isinstance(b, _Parties)), None)
    caption = None
    if lines and box is not None and len(box.left) in (4, 5) and len(box.right) == 2:
        versus = box.left[2] if len(box.left) == 5 else ""
        caption = Caption(
            tuple(b.text for b in lines),
            box.left[0],
            box.left[1],
            box.left[-2],
            box.left[-1],
            versus,
            *_number(box.right),
        )
    blocks: list[Block] = []
    for b in found:
        if isinstance(b, _CourtLine):
            blocks += [] if caption else [Para(b.text, style="centered")]
        elif isinstance(b, _Parties):
            blocks += [] if caption else [Para(t) for t in (*b.left, *b.right)]
        elif isinstance(b, Signature) and b.lines and not b.oath and blocks and isinstance(blocks[-1], Signature):
            blocks[-1] = Signature(blocks[-1].oath, b.lines)
        else:
            blocks.append(b)
    return caption, blocks


def _number(right: tuple[str, ...]) -> tuple[str, str, str]:
    """Label of the case number, the number, the paper's title."""
    label, dot, number = right[0].partition(":")
    if dot:
        return f"{label}:", number.strip(), right[1]
    return right[0], "", right[1]


def _squeezed(texts: Any) -> Counter[str]:
    return Counter(re.sub(r"\s+", "", "".join(texts)))


def _compare(words: list[str], document: Document) -> None:
    """RuntimeError when a character of the file is not in the content."""
    there = _squeezed([*document.texts(), document.footer, *(f"{n}." for n in range(1, 1 + _numbered(document)))])
    if _squeezed(words) - there:
        raise RuntimeError("a text of the edited document did not arrive whole")


def _numbered(document: Document) -> int:
    return sum(1 for b in document.blocks if isinstance(b, Para) and b.numbered)


def arrived(words: tuple[str, ...], pdf: bytes) -> bool:
    """Are all letters and digits of the words in the PDF's text? (Layout may part words, never drop them.)"""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return False
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()

    def kept(texts: str) -> Counter[str]:
        return Counter(c for c in texts if c.isascii() and c.isalnum())

    return not kept("".join(words)) - kept(text)
