"""A document's content as an editable DOCX: docxtpl fills a template that holds the styles and the page.

Each passage that came from an answer stands inside a bookmark (`w_1`, `w_2`, ...), so that a lawyer's marks
can find their way back to it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from assistant.documents.content import (
    Bullets,
    Caption,
    Document,
    Facts,
    Heading,
    Para,
    Signature,
    Table,
    Words,
)
from assistant.documents.pdf import right_to_left
from assistant.places import data_folder

DRAFT_MARK = "DRAFT for review, not filed"
_LINE = 9360  # twentieths of a point between the margins of a letter page: 6.5 inches
_A4_LINE = 9026
_CELL_SIDE = 90  # between a cell's edge and its text
# One list counts through the whole document; the number is Word's own, so a lawyer can add and take out paragraphs.
_COUNTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_PARA_STYLE = {"body": "Normal", "small": "Small", "strong": "Emphatic", "centered": "Centered"}


def render_docx(document: Document) -> bytes:
    """The DOCX of `document`. The same content gives the same bytes.

    ValueError for a character that XML cannot hold (text is cleaned when it is taken in). RuntimeError when
    a text did not arrive whole in the file: no word of a sworn paper may vanish.
    """
    from docxtpl import DocxTemplate
    from jinja2 import Environment, StrictUndefined

    for text in document.texts():
        _refuse_unprintable(text)
    body = "".join(_Body(document).xml())
    template = DocxTemplate(str(data_folder("templates") / "paper" / "template.docx"))
    # docxtpl fills the page; the blocks go in afterwards, because it would read a long body several times over
    context = {"body": _BODY, "footer": document.footer, "draft_mark": DRAFT_MARK if document.draft else ""}
    template.render(context, Environment(undefined=StrictUndefined, autoescape=True))
    raw = io.BytesIO()
    template.save(raw)
    return _finished(raw.getvalue(), body, document)


_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production Char


def _refuse_unprintable(text: str) -> None:
    bad = _NOT_XML.search(text)
    if bad:
        raise ValueError(f"a text holds U+{ord(bad[0]):04X}, which no document can show")


class _Body:
    """WordprocessingML (ECMA-376 part 1, chapter 17) of the blocks, in the template's styles."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.line = _A4_LINE if document.paper == "a4" else _LINE
        self.marks = 0

    def xml(self) -> Iterator[str]:
        """The body's parts in order."""
        if self.document.caption:
            yield from self.caption(self.document.caption)
        for b in self.document.blocks:
            match b:
                case Heading():
                    yield paragraph(b.text, f"Heading{b.level}", "<w:pageBreakBefore/>" if b.page_break else "")
                case Para():
                    yield (
                        paragraph(b.text, "Numbered", _COUNTED)
                        if b.numbered
                        else paragraph(b.text, _PARA_STYLE[b.style])
                    )
                case Words():
                    yield self.words(b)
                case Bullets():
                    yield from (paragraph(item, "Bulleted") for item in b.items)
                case Facts():
                    yield self.facts(b)
                case Table():
                    yield self.table(b)
                case Signature():
                    yield self.signature(b)

    def caption(self, c: Caption) -> Iterator[str]:
        """The court's lines, then the box with the parties on the left and the case number on the right."""
        for n, line in enumerate(c.court_lines):
            yield paragraph(line, "CourtName" if n == 0 else "Court")
        yield paragraph("", "Gap")
        left = [paragraph(c.petitioner_name, "Party"), paragraph(c.petitioner_label, "PartyLabel")]
        left += [paragraph(c.versus, "PartyLabel")] if c.versus else []
        left += [paragraph(c.respondent_name, "Party"), paragraph(c.respondent_label, "PartyLabel")]
        widths = [self.line // 2, self.line - self.line // 2]
        # without a number yet, a line to write it on: a border, because a ruled tab is not drawn by every program
        rule = (
            "" if c.case_number else '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
        )
        number = f"{c.case_number_label} {c.case_number}" if c.case_number else c.case_number_label
        right = [paragraph(number, "Normal", rule), paragraph(c.paper_title, "PaperTitle")]
        borders = '<w:tcBorders><w:bottom w:val="single" w:sz="6"/><w:right w:val="single" w:sz="6"/></w:tcBorders>'
        yield table(
            widths,
            [row(widths, ["".join(left), "".join(right)], borders=[borders, ""])],
            bordered=False,
        )
        yield paragraph("", "Gap")

    def words(self, b: Words) -> str:
        """The person's own words inside one bookmark."""
        self.marks += 1
        style, counted = ("OwnWordsNumbered", _COUNTED) if b.numbered else ("OwnWords", "")
        start = f'<w:bookmarkStart w:id="{self.marks}" w:name="w_{self.marks}"/>'
        end = f'<w:bookmarkEnd w:id="{self.marks}"/>'
        made = [paragraph(p, style, counted) for p in b.paragraphs] or [paragraph("", style)]
        made[0] = made[0].replace("</w:pPr>", "</w:pPr>" + start, 1)
        made[-1] = made[-1][: -len("</w:p>")] + end + "</w:p>"
        return "".join(made)

    def facts(self, b: Facts) -> str:
        widths = [int(self.line * 0.26), self.line - int(self.line * 0.26)]
        rows = [row(widths, [paragraph(label, "CellHead"), paragraph(value, "Cell")]) for label, value in b.rows]
        return table(widths, rows, title=b.title) + paragraph("", "Gap")

    def table(self, b: Table) -> str:
        widths = [int(self.line * share) for share in b.widths]
        rows = [row(widths, [paragraph(h, "CellHead") for h in b.header], header=True)]
        rows += [row(widths, [paragraph(c, "Cell") for c in r]) for r in b.rows]
        return table(widths, rows, title=b.title) + paragraph("", "Gap")

    def signature(self, b: Signature) -> str:
        """The oath and the lines below it, which stay together."""
        line = '<w:tcBorders><w:bottom w:val="single" w:sz="4"/></w:tcBorders>'
        widths = [int(self.line * 0.34), self.line - int(self.line * 0.34)]
        rows = [
            row(widths, [paragraph(label, "SignatureLine"), paragraph(value, "SignatureLine")], borders=["", line])
            for label, value in b.lines
        ]
        return paragraph(b.oath, "Oath") + table(widths, rows, bordered=False) + paragraph("", "Gap")


def paragraph(text: str, style: str, properties: str = "") -> str:
    """One paragraph; each newline is a line break. Right-to-left when its first strong character is."""
    rtl = right_to_left(text)
    shape = f'<w:pStyle w:val="{style}"/>{properties}' + ("<w:bidi/>" if rtl else "")
    if not text:
        return f"<w:p><w:pPr>{shape}</w:pPr></w:p>"
    run = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""
    return f"<w:p><w:pPr>{shape}</w:pPr><w:r>{run}{runs(text)}</w:r></w:p>"


def runs(text: str) -> str:
    """The text of one run: w:t for words, w:br for newlines, w:tab for tabs."""
    parts = re.split(r"([\n\t])", text)
    return "".join(
        "<w:br/>" if p == "\n" else "<w:tab/>" if p == "\t" else f'<w:t xml:space="preserve">{escape(p)}</w:t>'
        for p in parts
        if p
    )


def row(widths: list[int], cells: list[str], *, header: bool = False, borders: list[str] | None = None) -> str:
    """A row that does not break across pages; a header row repeats on each page."""
    shape = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
    extra = borders or [""] * len(cells)
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if header else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{edge}{shade}</w:tcPr>{cell}</w:tc>'
        for width, edge, cell in zip(widths, extra, cells, strict=True)
    )
    return f"<w:tr>{shape}{made}</w:tr>"


def table(widths: list[int], rows: Iterable[str], *, bordered: bool = True, title: str = "") -> str:
    """A table with exact column widths (twentieths of a point)."""
    edges = (
        "".join(
            f'<w:{side} w:val="single" w:sz="4" w:color="6E6E6E"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        if bordered
        else ""
    )
    caption = f'<w:tblCaption w:val="{escape(title, {chr(34): "&quot;"})}"/>' if title else ""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    # the indent puts the border on the margin; without it the text stands there, and the border outside
    indent = f'<w:tblInd w:w="{_CELL_SIDE}" w:type="dxa"/>' if bordered else ""
    # columns run left to right even when the first cell is Arabic or Hebrew: a program left to guess swaps them
    return (
        f'<w:tbl><w:tblPr><w:bidiVisual w:val="0"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/>'
        f'<w:left w:w="{_CELL_SIDE}" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>'
        f'<w:right w:w="{_CELL_SIDE}" w:type="dxa"/></w:tblCellMar>'
        f"{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# -- the finished file -------------------------------------------------------------------------------

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>{language}</dc:language></cp:coreProperties>'
)


_BODY = "the-blocks-of-the-document"
_BODY_PARAGRAPH = re.compile(r"<w:p>(?:(?!</w:p>).)*" + _BODY + r".*?</w:p>", re.DOTALL)


def _finished(raw: bytes, body: str, document: Document) -> bytes:
    """The same parts with fixed times, a neutral title and no other property; the text compared with the content."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _CORE.format(title=escape(document.title), language=document.language).encode()
            elif name == "word/document.xml":
                page, found = _BODY_PARAGRAPH.subn(lambda _: body, data.decode("utf-8"))
                if found != 1:
                    raise RuntimeError("the template has no place for the document's blocks")
                data = _page(page.encode("utf-8"), document)
                _nothing_lost(page, document)
            elif name.startswith("word/footer") and document.paper == "a4":
                data = data.replace(f'w:pos="{_LINE}"'.encode(), f'w:pos="{_A4_LINE}"'.encode())
            elif name == "word/styles.xml":
                data = re.sub(rb'w:lang w:val="[^"]*"', b'w:lang w:val="' + document.language.encode() + b'"', data)
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _page(data: bytes, document: Document) -> bytes:
    if document.paper == "a4":
        return re.sub(rb"<w:pgSz [^>]*/>", b'<w:pgSz w:w="11906" w:h="16838"/>', data)
    return data


_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def _nothing_lost(page: str, document: Document) -> None:
    """The words in the file, in order, are the words of the content."""
    from html import unescape

    there = re.sub(r"\s+", "", unescape("".join(_TEXT.findall(page))))
    wanted = re.sub(r"\s+", "", "".join(document.texts()))
    if there != wanted:
        raise RuntimeError("a text did not arrive whole in the document")
