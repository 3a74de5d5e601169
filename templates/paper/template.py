"""Makes template.docx, so that a change of the page is a readable difference: python templates/paper/template.py

The template holds styles, page, header and footer. The words come from assistant/documents/docx.py.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor

FONT = "Times New Roman"  # on every lawyer's machine; Word finds other scripts' fonts by itself


def _fonts(style: Any) -> None:
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.append(fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _paragraph(
    doc: Any,
    name: str,
    *,
    size: float = 12,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 8,
    left: float = 0,
    hanging: float = 0,
    keep: bool = False,
    base: str | None = "Normal",
) -> Any:
    styles = doc.styles
    style = styles[name] if name in [s.name for s in styles] else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base and name != "Normal":
        style.base_style = styles[base]
    _fonts(style)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    # Arabic, Hebrew and other complex scripts take their size and weight from properties of their own
    style.font.cs_bold, style.font.cs_italic = bold, italic
    properties = style.element.rPr
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(int(size * 2)))
    properties.find(qn("w:sz")).addnext(complex_size)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.15
    shape.left_indent, shape.first_line_indent = Inches(left), Inches(-hanging)
    shape.keep_with_next, shape.widow_control = keep, True
    return style


def _numbering(doc: Any) -> None:
    """One list that counts through the whole document, and bullets."""
    numbering = doc.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for number, (fmt, text, left) in enumerate((("decimal", "%1.", 500), ("bullet", "\u2022", 500))):
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
                f'<w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{left}" w:hanging="{left}"/></w:pPr></w:lvl></w:abstractNum>'
            )
        )
    for number in (0, 1):
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>')
        )


def _numbered(style: Any, number: int) -> None:
    properties = style.element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "text":
            run.text = text
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)


def make() -> Any:
    doc = Document()
    for paragraph in list(doc.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    _numbering(doc)
    _paragraph(doc, "Normal", base=None)
    _paragraph(doc, "Heading 1", size=13, bold=True, before=16, after=6, keep=True)
    _paragraph(doc, "Heading 2", bold=True, before=12, after=5, keep=True)
    _paragraph(doc, "Heading 3", italic=True, before=10, after=4, keep=True)
    _paragraph(doc, "Court", after=2).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(doc, "Court Name", size=13, bold=True, after=2).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(doc, "Party", bold=True, after=0)
    _paragraph(doc, "Party Label", after=6, left=0.25)
    _paragraph(doc, "Paper Title", bold=True, before=6, after=6)
    _paragraph(doc, "Numbered", left=0.35, hanging=0.35)
    _paragraph(doc, "Own Words Numbered", left=0.35, hanging=0.35)
    _paragraph(doc, "Own Words", left=0.35)
    _paragraph(doc, "Small", size=10)
    _paragraph(doc, "Emphatic", bold=True)
    _paragraph(doc, "Centered").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _numbered(_paragraph(doc, "Bulleted", left=0.35, hanging=0.25, after=4), 2)
    _paragraph(doc, "Cell", size=10, after=0)
    _paragraph(doc, "Cell Head", size=10, bold=True, after=0)
    _paragraph(doc, "Oath", after=14, keep=True).paragraph_format.keep_together = True
    _paragraph(doc, "Signature Line", before=8, after=0, keep=True)
    _paragraph(doc, "Gap", size=6, after=2)
    section = doc.sections[0]
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Inches(1))
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = header.add_run("{{ draft_mark }}")
    run.bold, run.font.size = True, Pt(9)
    footer = section.footer.paragraphs[0]
    footer.style = doc.styles["Small"]
    footer.paragraph_format.tab_stops.add_tab_stop(Inches(6.5), WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run("{{ footer }}\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    doc.add_paragraph("{{ body }}")
    return doc


_KEPT = ("word/", "_rels/", "[Content_Types].xml", "docProps/core.xml")


def save(doc: Any, path: Path) -> None:
    """Write it the same each time, without thumbnail, application properties or dates."""
    core = doc.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.title = ""
    raw = io.BytesIO()
    doc.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(source.namelist()):
            if not name.startswith(_KEPT) or "thumbnail" in name or name.startswith(("word/media", "customXml")):
                continue
            data = source.read(name)
            if name in ("[Content_Types].xml", "_rels/.rels"):
                text = re.sub(
                    r"<(?:Override|Relationship)[^>]*(?:docProps/app|thumbnail|customXml)[^>]*/>", "", data.decode()
                )
                data = text.encode()
            data = re.sub(rb' w:rsid\w*="[^"]*"|<w:rsids>.*?</w:rsids>|<w:rsid [^>]*/>', b"", data, flags=re.DOTALL)
            if name == "word/settings.xml":
                # Word would store a picture of the first page in the file
                data = data.replace(b"<w:savePreviewPicture/>", b"")
            if name == "word/_rels/document.xml.rels":
                data = re.sub(r"<Relationship[^>]*customXml[^>]*/>", "", data.decode()).encode()
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    save(make(), Path(__file__).with_name("template.docx"))
