"""What annotations and form fields show becomes part of the page (ISO 32000-1, 12.5.5): a filed paper has neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.documents.stamping import contents_of, own_drawings
from assistant.forms.boxes import inherited
from assistant.forms.flat import onto_its_place

if TYPE_CHECKING:
    from pikepdf import Pdf

_HIDDEN, _NO_VIEW = 2, 32


def flatten(pdf: Pdf, page: Any, first: int) -> list[str]:
    """Draw on the page of `pdf` what each of its annotations shows, and take the annotations off.

    Each becomes marked content, counted from `first`. The texts that are read out for them: 'Age: 34'.
    """
    import pikepdf

    notes = list(page.get("/Annots", ()))
    if "/Annots" in page:
        del page["/Annots"]
    commands: list[str] = ["Q"]
    said: list[str] = []
    for note in notes:
        look = _appearance(note) if _seen(note) else None
        place = onto_its_place(note, look) if look is not None else None
        if look is None or place is None:
            continue
        look["/Type"], look["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        name = f"/Shown{len(said)}"
        own_drawings(page)[name] = look
        numbers = " ".join(f"{v:.5f}" for v in place)
        commands.append(f"/P <</MCID {first + len(said)}>> BDC q {numbers} cm {name} Do Q EMC")
        said.append(_said(note))
    if said:
        drawn = pdf.make_stream(("\n".join(commands) + "\n").encode())
        page["/Contents"] = pikepdf.Array([pdf.make_stream(b"q\n"), *contents_of(page), drawn])
    return said


def _seen(note: Any) -> bool:
    import pikepdf

    return (
        isinstance(note, pikepdf.Dictionary)
        and "/Rect" in note
        and note.get("/Subtype") not in ("/Popup", "/Link")
        and not int(note.get("/F", 0)) & (_HIDDEN | _NO_VIEW)
    )


def _appearance(note: Any) -> Any:
    """The drawing that the note or field shows now, or None."""
    import pikepdf

    looks = note.get("/AP")
    look = looks.get("/N") if looks is not None else None
    if isinstance(look, pikepdf.Dictionary):
        look = look.get(str(note.get("/AS", "/Off")))
    return look if isinstance(look, pikepdf.Stream) else None


def _said(note: Any) -> str:
    """What a field is called and what it holds; what a note says."""
    if note.get("/Subtype") != "/Widget":
        return str(note.get("/Contents", "A mark on the page"))
    label, value = (str(inherited(note, key, "")) for key in ("/TU", "/V"))
    label = label or str(inherited(note, "/T", ""))
    if inherited(note, "/FT") == "/Btn":
        return f"{label}: {'checked' if note.get('/AS') not in (None, '/Off') else 'not checked'}"
    return f"{label}: {value or 'blank'}"
