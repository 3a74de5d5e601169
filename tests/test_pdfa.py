"""Archival packets read with another library, point by point of the standard; and files that break a point each."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from conftest import TODAY, Sample
from pdfa_points import faults
from test_packet_bound import bare_fonts

from assistant.case.model import OriginalFile
from assistant.disclosure import Reader
from assistant.packet import Options, assemble


@pytest.fixture(scope="module", params=["ma-former-partner", "ca-neighbor", "mn-stranger-online", "bare-fonts"])
def archived(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The archival packet of a sample; together they have a photo, screenshots, an e-mail, printed messages, and a PDF
    of a stranger whose fonts are not in it."""
    sample = Sample("wa-moving-away" if request.param == "bare-fonts" else request.param)
    case = sample.case
    if request.param == "bare-fonts":
        data = bare_fonts()
        digest = sample.store.keep_original(data, "strange.pdf", "application/pdf")
        first = case.told.exhibits[0].id
        files = tuple(
            OriginalFile(first, digest, "strange.pdf", "application/pdf", len(data)) if f.exhibit == first else f
            for f in case.kept.files
        )
        case = replace(case, kept=replace(case.kept, files=files))
    how = Options(bind=True, timeline=True, archival=True)
    packet = assemble(case, sample.sheet, sample.order, sample.store.original, TODAY, how)
    return {
        f"{f.reader}/{f.name}": f.data
        for f in packet.files
        if f.reader in (Reader.COURT, Reader.CONFIDENTIAL) and f.name.endswith(".pdf")
    }


def test_nothing_in_an_archival_packet_speaks_against_pdf_a(archived: dict[str, bytes]) -> None:
    assert len(archived) >= 5
    assert {name: found for name, data in archived.items() if (found := faults(data))} == {}


def _open_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name.JavaScript, JS="x")
    )


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _no_name(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def _other_title(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title="Other"))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"words"


def _smooth(pdf: pikepdf.Pdf) -> None:
    picture = pdf.make_stream(b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
                              BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray, Interpolate=True)  # fmt: skip
    pdf.Root.Spoiled = picture


def _inks(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 1 0 0 0 k 0 0 9 9 re f Q")


def _unknown_operator(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"BX 1 zz EX")


def _not_embedded(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in thing:
                    del thing[key]


def _transfer(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Spoiled = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Odd, HTP=1))


def _note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], F=2)
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


@pytest.mark.parametrize(
    ("spoil", "clause"),
    [
        (_open_script, "6.5.1"),
        (_no_intent, "6.2.3"),
        (_no_name, "6.6.2.1"),
        (_other_title, "6.6.3"),
        (_attachment, "6.8"),
        (_smooth, "6.2.8"),
        (_inks, "6.2.4.3"),
        (_unknown_operator, "6.2.2"),
        (_not_embedded, "6.2.11.4"),
        (_transfer, "6.2.10"),
        (_note, "6.3.2"),
    ],
)
def test_a_broken_point_is_seen(spoil: Callable[[pikepdf.Pdf], None], clause: str) -> None:
    """The reading itself: each point it looks at can fail."""
    from assistant.packet.making import flat

    sample = Sample("ca-neighbor")
    made = assemble(sample.case, sample.sheet, sample.order, sample.store.original, TODAY, Options())
    page = next(f.data for f in made.files if f.name == "01-confidential.pdf")
    good = flat(page, "Title", "en-US", archival=True)
    assert faults(good) == []
    with pikepdf.open(io.BytesIO(good)) as pdf:
        spoil(pdf)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    found = faults(out.getvalue())
    assert any(clause in fault for fault in found), found
