"""A filled form saved clean: nothing in it that runs, seals, leads elsewhere or names who made the blank."""

from __future__ import annotations

import io
from html import escape
from typing import Any

_CATALOG = (
    "/Perms",
    "/AA",
    "/OpenAction",
    "/Requirements",
    "/Legal",
    "/DSS",
    "/Collection",
    "/PieceInfo",
    "/Extensions",
)
_FORM = ("/XFA", "/SigFlags", "/NeedAppearances", "/CO")
_NAMES = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations", "/URLS", "/IDS")
_STANDARD = {  # the 14 fonts every viewer has, by what forms call them
    "Helv": "Helvetica",
    "Helvetica": "Helvetica",
    "HeBo": "Helvetica-Bold",
    "HeOb": "Helvetica-Oblique",
    "HeBO": "Helvetica-BoldOblique",
    "Arial": "Helvetica",
    "TiRo": "Times-Roman",
    "TiBo": "Times-Bold",
    "TiIt": "Times-Italic",
    "TiBI": "Times-BoldItalic",
    "Cour": "Courier",
    "CoBo": "Courier-Bold",
    "ZaDb": "ZapfDingbats",
    "Symb": "Symbol",
}


def clean(pdf: Any, title: str, language: str) -> None:
    """Take out XFA, seals, scripts, attachments and the names of people; set title and language; mend fonts.

    The tag tree, /MarkInfo, bookmarks and a language that the blank has stay.
    """
    import pikepdf

    root = pdf.Root
    _drop(root, *_CATALOG)
    if isinstance(root.get("/Names"), pikepdf.Dictionary):
        _drop(root["/Names"], *_NAMES)
        if not len(root["/Names"]):
            _drop(root, "/Names")
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        _drop(form, *_FORM)
    _objects(pdf)
    if not str(root.get("/Lang", "")).strip():
        root["/Lang"] = pikepdf.String(language)
    preferences = root.get("/ViewerPreferences")
    if not isinstance(preferences, pikepdf.Dictionary):
        root["/ViewerPreferences"] = preferences = pikepdf.Dictionary()
    preferences["/DisplayDocTitle"] = True
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(title)))
    _metadata(pdf, title, str(root["/Lang"]))


def _drop(node: Any, *keys: str) -> None:
    for key in keys:
        if key in node:
            del node[key]


def _objects(pdf: Any) -> None:
    """Every object: no scripts, no actions but links, no private data of the program that made it."""
    import pikepdf

    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if "/AA" in thing:
            del thing["/AA"]
        for key in ("/PieceInfo", "/LastModified"):
            if key in thing:
                del thing[key]
        if "/Metadata" in thing and thing.get("/Type") != "/Catalog":
            del thing["/Metadata"]
        if "/A" in thing and not _harmless(thing["/A"]):
            del thing["/A"]


def _harmless(action: Any) -> bool:
    """A jump to a page or a web link, with nothing after it. (In the tag tree /A holds attributes: they stay.)"""
    import pikepdf

    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return True
    return str(action["/S"]) in ("/GoTo", "/URI") and "/Next" not in action


def _metadata(pdf: Any, title: str, language: str) -> None:
    """XMP that says the title and the language and nothing else. (It claims no PDF/UA: fields were changed.)"""
    import pikepdf

    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="r"?>'
    )
    stream = pdf.make_stream(packet.encode("utf-8"))
    stream["/Type"], stream["/Subtype"] = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root["/Metadata"] = stream


def mend_fonts(pdf: Any, boxes: list[Any]) -> None:
    """Fonts that boxes name and the form does not bring, so that typing in them works: a standard font of that name."""
    import re

    import pikepdf

    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    if not isinstance(form.get("/DR"), pikepdf.Dictionary):
        form["/DR"] = pikepdf.Dictionary()
    if not isinstance(form["/DR"].get("/Font"), pikepdf.Dictionary):
        form["/DR"]["/Font"] = pikepdf.Dictionary()
    if "/DA" not in form:
        form["/DA"] = pikepdf.String("/Helv 0 Tf 0 g")
    fonts = form["/DR"]["/Font"]
    asked = {str(form["/DA"])}
    for box in boxes:
        asked |= {str(node["/DA"]) for node in (box.widget, box.field) if "/DA" in node}
    for words in asked:
        found = re.search(r"/(\S+)\s+[\d.]+\s+Tf", words)
        if found and f"/{found[1]}" not in fonts:
            fonts[f"/{found[1]}"] = pdf.make_indirect(_font(found[1]))


def _font(name: str) -> Any:
    import pikepdf

    base = _STANDARD.get(name) or ("ZapfDingbats" if "dingbats" in name.casefold() else "Helvetica")
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{base}"))
    if base not in ("ZapfDingbats", "Symbol"):
        font["/Encoding"] = pikepdf.Name.WinAnsiEncoding
    return font


def save(pdf: Any) -> bytes:
    """The bytes: not encrypted, no object that nothing leads to, and the same for the same content."""
    import pikepdf

    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        encryption=False,
        fix_metadata_version=False,
    )
    return out.getvalue()
