"""One file for each reader, read back: numbers, labels, contents, bookmarks, tags, secrets, parts, hashes."""

from __future__ import annotations

import hashlib
import io
import random
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from conftest import SAMPLES, TODAY, Sample
from PIL import Image
from pypdf import PdfReader
from test_packet import pdf_text

from assistant.case.model import Case, Exhibit
from assistant.disclosure import Reader
from assistant.disclosure.matching import find_secret
from assistant.errors import PersonError
from assistant.packet import Options, Packet, assemble, plan
from assistant.packet.binding import Head, bound, split
from assistant.packet.making import IN_ONE, NUMBERED
from assistant.packet.model import Below, Paper
from assistant.values import Values


@cache
def whole(name: str, **options: Any) -> tuple[Sample, Packet, dict[str, bytes]]:
    sample = Sample(name)
    how = Options(bind=True, **options)
    packet = assemble(sample.case, sample.sheet, sample.order, sample.store.original, TODAY, how)
    return sample, packet, {f"{f.reader}/{f.name}": f.data for f in packet.files}


@pytest.fixture(params=SAMPLES)
def made(request: pytest.FixtureRequest) -> tuple[Sample, Packet, dict[str, bytes]]:
    return whole(request.param, timeline=request.param == "wa-moving-away")


def texts(data: bytes) -> list[str]:
    import pypdfium2

    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def test_every_page_has_its_running_number(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    _, _, files = made
    for reader, words in (
        ("court", "Packet page"),
        ("served", "Packet page"),
        ("confidential", "CONFIDENTIAL, page"),
        ("private", "PRIVATE, page"),
    ):
        pages = texts(files[f"{reader}/{reader}-packet.pdf"])
        for n, text in enumerate(pages, 1):
            assert text.count(f"{words} {n} of {len(pages)}") == 1, (reader, n)
            assert "Exhibits, page" not in text  # the numbers of the separate file are gone


def test_citations_name_pages_that_are_there(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    sample, _, files = made
    pages = texts(files["court/court-packet.pdf"])
    everything = re.sub(r"\s+", " ", " ".join(pages))
    stamped = set(re.findall(r"Exhibit (\w+), page (\d+) of \d+", everything))
    cited = re.findall(r"Exhibit (\w+), pages? (\d+)(?:-(\d+))?(?! of)", everything)
    shown = [e for e in sample.case.told.exhibits if e.incidents]
    assert len(cited) >= len(shown)
    for label, first, last in cited:
        for n in range(int(first), int(last or first) + 1):
            assert (label, str(n)) in stamped
    for e in shown:
        assert e.label in {label for label, _, _ in cited}


def test_contents_and_bookmarks_lead_to_the_right_pages(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    sample, _, files = made
    data = files["court/court-packet.pdf"]
    reader, pages = PdfReader(io.BytesIO(data)), texts(data)
    cover = re.sub(r"\s+", " ", pages[0])
    for e in sample.case.told.exhibits:
        row = re.search(rf"Exhibit {e.label}, {re.escape(e.title or '')} \(\d+ pages?\) (\d+)", cover)
        assert row, cover
        assert f"EXHIBIT {e.label}" in pages[int(row[1]) - 1]
    marks: list[tuple[str, int]] = []

    def walk(found: Any) -> None:
        for mark in found:
            if isinstance(mark, list):
                walk(mark)
            else:
                marks.append((mark.title, reader.get_destination_page_number(mark)))

    walk(reader.outline)
    names = [title for title, _ in marks]
    assert names[0] == "Contents"
    for e in sample.case.told.exhibits:
        title = f"Exhibit {e.label}, {e.title}"
        assert f"EXHIBIT {e.label}" in pages[dict(marks)[title]]
    assert "Attachment 1: Chronology of events" in names
    assert "Attachment 1" in pages[dict(marks)["Attachment 1: Chronology of events"]]


def elements(reader: PdfReader) -> list[Any]:
    """Every structure element, in reading order."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, dict) and "/S" in element:
            found.append(element)
            kids = element.get("/K")
            kids = kids.get_object() if kids is not None else []
            for kid in kids if isinstance(kids, list) else [kids]:
                walk(kid)

    top = reader.root_object["/StructTreeRoot"]["/K"].get_object()
    for element in top if isinstance(top, list) else [top]:
        walk(element)
    return found


def test_tags_language_title_for_every_reader(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    sample, _, files = made
    for reader_name in Reader:
        reader = PdfReader(io.BytesIO(files[f"{reader_name}/{reader_name}-packet.pdf"]))
        root = reader.root_object
        assert root["/Lang"] == sample.sheet.language
        assert root["/MarkInfo"]["/Marked"] is not None
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert set(reader.metadata) <= {"/Title", "/Producer"}
        tree: Any = root["/StructTreeRoot"]
        numbers = tree["/ParentTree"]["/Nums"]
        rows = {int(numbers[i]): numbers[i + 1].get_object() for i in range(0, len(numbers), 2)}
        for n, page in enumerate(reader.pages, 1):
            assert "/Annots" not in page
            content = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
            used = {int(m) for m in re.findall(r"/MCID (\d+)", content)}
            known = {k for k, e in enumerate(rows[page["/StructParents"]]) if e.get_object() is not None}
            assert used, n
            assert used <= known, (reader_name, n, used - known)
        every = elements(reader)
        assert all("/Alt" in e for e in every if e["/S"] == "/Figure")
        assert any(e["/S"] == "/H1" for e in every)
        cells = {v for e in every if e["/S"] == "/TH" for v in [e.get("/ID")]}
        for e in every:
            for attribute in e.get("/A", []) if e["/S"] == "/TD" else ():
                assert set(attribute.get_object().get("/Headers", [])) <= cells
    parts = [e["/T"] for e in elements(PdfReader(io.BytesIO(files["court/court-packet.pdf"]))) if e["/S"] == "/Part"]
    assert parts[0] == "Contents"
    assert parts[-1] == "Exhibits"


def test_no_hidden_value_reaches_court_or_served(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    sample, packet, files = made
    secrets = sample.case.kept.secrets
    assert secrets
    assert not packet.leaks
    for name, data in files.items():
        if not name.startswith(("court/", "served/")):
            continue
        reader = PdfReader(io.BytesIO(data))
        said = [pdf_text(data), name, str(reader.metadata)]
        if "/StructTreeRoot" in reader.root_object:
            said += [str(e.get(k, "")) for e in elements(reader) for k in ("/Alt", "/ActualText", "/T")]
        for secret in secrets:
            for text in said:
                assert not find_secret(text, secret.value), (name, secret.label)
        for word in (b"Exif", b"GPS", b"Photoshop", b"/Author", b"/JavaScript", b"/URI"):
            assert word not in data, (name, word)
    home = next((s.value for s in secrets if s.path == "confidential.home_address"), None)
    if home:
        assert find_secret(pdf_text(files["confidential/confidential-packet.pdf"]), home)


def test_the_respondent_gets_the_very_pages_of_the_court(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    _, _, files = made
    for name, data in files.items():
        if name.startswith("court/"):
            assert files[name.replace("court", "served")] == data, name


def test_manifest_hashes_match(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    _, _, files = made
    rows = dict(reversed(row.split("  ")) for row in files["private/manifest.txt"].decode().splitlines())
    assert set(rows) == set(files) - {"private/manifest.txt"}
    for name, digest in rows.items():
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_originals_stand_in_the_list_with_their_hashes(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    sample, _, files = made
    text = re.sub(r"\s+", "", pdf_text(files["private/exhibit-list.pdf"]))
    for file in sample.case.kept.files:
        assert file.sha256 in text
        assert file.name in text


def test_files_for_the_court_pass_its_own_check(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    _, packet, files = made
    together = {NUMBERED, IN_ONE}
    assert {c.name for c in packet.checked} == {n for n in files if not n.startswith("private/")} | together
    assert [(c.name, r) for c in packet.checked for r in c.results if r.verdict == "fail"] == []


def test_the_same_case_gives_the_same_packet() -> None:
    _, first, _ = whole("ca-neighbor", timeline=False)
    sample = Sample("ca-neighbor")
    again = assemble(
        sample.case, sample.sheet, sample.order, sample.store.original, TODAY, Options(bind=True, timeline=False)
    )
    assert again.files == first.files


def test_a_secret_in_the_story_keeps_every_public_paper_back() -> None:
    sample = Sample("ca-neighbor")
    home = sample.answers.value("confidential.home_address")
    sample.answers.put("incidents.i1.story", f"He came to {home} and shouted.")
    from assistant.case import case_from

    case = case_from(sample.answers, sample.sheet)
    packet = assemble(case, sample.sheet, sample.order, sample.store.original, TODAY, Options(bind=True))
    assert packet.leaks
    assert {f.reader for f in packet.files} == {Reader.PRIVATE, Reader.CONFIDENTIAL}
    assert not any("packet" in f.name and "court" in f.name for f in packet.files)


# -- PDF/A ------------------------------------------------------------------------------------------


def test_archival_files_say_so_and_hold_what_it_asks() -> None:
    _, _, files = whole("ma-former-partner", archival=True)
    for name in ("court/court-packet.pdf", "court/01-petition.pdf", "court/03-exhibits.pdf"):
        reader = PdfReader(io.BytesIO(files[name]))
        xmp: Any = reader.root_object["/Metadata"].get_object()
        assert b"<pdfaid:part>2</pdfaid:part>" in xmp.get_data()
        intent: Any = reader.root_object["/OutputIntents"][0].get_object()
        assert intent["/S"] == "/GTS_PDFA1"
        assert "/ID" in reader.trailer
        assert files[name].startswith(b"%PDF-1.7\n%")
        assert "/OCProperties" not in reader.root_object


def test_an_archival_exhibit_without_its_own_fonts_is_drawn_with_its_words() -> None:
    from assistant.evidence import ExhibitFile, exhibits_pdf

    made = exhibits_pdf(
        [ExhibitFile("e1", "A", "Letter", "application/pdf", bare_fonts())], "letter", "en-US", True, archival=True
    )
    assert made.notes
    reader = PdfReader(io.BytesIO(made.data))
    page = reader.pages[-1]
    assert page["/Resources"]["/XObject"]["/Exhibit"]["/Subtype"] == "/Image"  # type: ignore[index]
    assert any("Not embedded words" in str(e.get("/ActualText")) for e in elements(reader))
    plain = exhibits_pdf([ExhibitFile("e1", "A", "Letter", "application/pdf", bare_fonts())], "letter", "en-US", True)
    assert not plain.notes
    assert "Not embedded words" in pdf_text(plain.data)


def bare_fonts() -> bytes:
    """A PDF whose typeface is only named."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(612, 792)
    font = DictionaryObject(
        {
            NameObject(k): NameObject(v)
            for k, v in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Times-Roman"))
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)})}
    )
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F 24 Tf 72 700 Td (Not embedded words) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# -- parts ------------------------------------------------------------------------------------------


def noisy(seed: int, side: int = 600) -> bytes:
    """A picture that hardly packs."""
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), random.Random(seed).randbytes(side * side * 3)).save(out, "JPEG", quality=85)
    return out.getvalue()


def exhibit_paper(count: int, side: int = 600) -> Paper:
    from assistant.evidence import ExhibitFile, exhibits_pdf

    items = [ExhibitFile(f"e{n}", chr(65 + n), f"Picture {n}", "image/jpeg", noisy(n, side)) for n in range(count)]
    made = exhibits_pdf(items, "letter", "en-US", True)
    below = tuple(Below(i.name, made.pages[i.id][0] - 1, made.counts[i.id], listed=True) for i in items)
    return Paper("exhibits", "Exhibits", "exhibits", (Reader.COURT,), 90, made.data, below, made.index)


def head_of(sample: Sample) -> Head:
    from assistant.documents.parts import caption

    told = sample.case.told
    return Head(
        caption(told, sample.sheet, sample.order, ""), Values(told, sample.sheet, sample.order), "en-US", "letter", True
    )


def test_what_is_too_large_is_cut_into_numbered_parts(neighbor: Sample) -> None:
    paper, limit = exhibit_paper(8), 1_000_000
    assert len(paper.data) > 2 * limit
    files = bound(Reader.COURT, [paper], head_of(neighbor), limit=limit)
    assert len(files) >= 3
    count = len(files)
    assert [name for name, _ in files] == [f"court-packet-part-{n}-of-{count}.pdf" for n in range(1, count + 1)]
    assert all(len(data) <= limit for _, data in files)
    pages = [text for _, data in files for text in texts(data)]
    for n, text in enumerate(pages, 1):  # numbers run on through all parts
        assert f"Packet page {n} of {len(pages)}" in text
    for letter in "ABCDEFGH":
        assert sum(f"EXHIBIT {letter}" in t for t in pages) == 1
        assert sum(f"Exhibit {letter}, page 1 of 1" in t for t in pages) == 1
    cover = re.sub(r"\s+", " ", texts(files[0][1])[0])
    for letter in "ABCDEFGH":
        row = re.search(rf"Exhibit {letter}, Picture \d \(1 page\) part (\d), page (\d+)", cover)
        assert row, cover
        assert f"EXHIBIT {letter}" in pages[int(row[2]) - 1]
        assert f"EXHIBIT {letter}" in " ".join(texts(files[int(row[1]) - 1][1]))
    assert f"Part 2 of {count}" in texts(files[1][1])[0]
    reader = PdfReader(io.BytesIO(files[1][1]))
    assert reader.root_object["/PageLabels"]["/Nums"][1]["/St"] == len(texts(files[0][1])) + 1
    assert all("/Alt" in e for e in elements(reader) if e["/S"] == "/Figure")


def test_a_paper_too_large_by_itself_is_cut_too() -> None:
    paper, limit = exhibit_paper(6), 1_000_000
    parts = split(paper, "en-US", limit)
    assert [name for name, _ in parts] == [f"exhibits-part-{n}-of-{len(parts)}" for n in range(1, len(parts) + 1)]
    assert all(len(data) <= limit for _, data in parts)
    whole_text = " ".join(text for _, data in parts for text in texts(data))
    total = len(PdfReader(io.BytesIO(paper.data)).pages)
    assert re.findall(r"Exhibits, page (\d+) of", whole_text) == [str(n) for n in range(1, total + 1)]


def test_one_page_over_the_limit_is_an_error_that_names_the_exhibit(neighbor: Sample) -> None:
    with pytest.raises(PersonError, match=r"Exhibit A, Picture 0.*--dpi"):
        bound(Reader.COURT, [exhibit_paper(1, 900)], head_of(neighbor), limit=500_000)


# -- what is held back, and pins --------------------------------------------------------------------


@dataclass(frozen=True)
class Held(Exhibit):
    """An exhibit as it is when the program can hold one back."""

    withheld: str | None = None


def holding_back(sample: Sample, which: int) -> Case:
    from assistant.case.events import labelled

    told = sample.case.told
    exhibits = [
        Held(
            **{f: getattr(e, f) for f in ("id", "label", "title", "foundation", "incidents", "gaps", "pins")},
            withheld="A recording; both sides must agree to one here." if n == which else None,
        )
        for n, e in enumerate(told.exhibits)
    ]
    return replace(sample.case, told=replace(told, exhibits=labelled(list(exhibits), numbers=False)))


def test_what_is_held_back_is_only_in_private_and_leaves_no_gap() -> None:
    sample = Sample("ma-former-partner")
    case = holding_back(sample, 0)
    held = next(e for e in case.told.exhibits if e.is_withheld)
    assert [e.label for e in case.told.exhibits] == ["A", "B", "W1"]
    packet = assemble(case, sample.sheet, sample.order, sample.store.original, TODAY, Options(bind=True))
    files = {f"{f.reader}/{f.name}": f.data for f in packet.files}
    for name, data in files.items():
        if name.startswith(("court/", "served/", "confidential/")):
            text = pdf_text(data)
            assert held.title not in re.sub(r"\s+", " ", text), name
            assert "W1" not in text
            assert "Exhibit C" not in text
            assert "EXHIBIT C" not in text
    assert held.title in re.sub(r"\s+", " ", pdf_text(files["private/withheld-exhibits.pdf"]))
    listed = re.sub(r"\s+", " ", pdf_text(files["private/exhibit-list.pdf"]))
    assert "Exhibit W1" in listed
    assert "both sides must agree" in listed
    assert "EXHIBIT W1" in pdf_text(files["private/private-packet.pdf"])
    assert plan(case, sample.sheet, sample.order).makes("withheld-exhibits")
    assert not plan(sample.case, sample.sheet, sample.order).makes("withheld-exhibits")


def test_a_page_that_an_exhibit_does_not_have_is_an_error_that_names_it() -> None:
    sample = Sample("ma-former-partner")
    # a file of one page is not asked for its pages
    target = next(e for e in sample.answers.ids("exhibits") if sample.answers.value(f"exhibits.{e}.file")["pages"] > 1)
    event = sample.answers.value(f"exhibits.{target}.incidents")[0]
    sample.answers.put(f"exhibits.{target}.pages", {event: [9, 9]})
    from assistant.case import case_from

    case = case_from(sample.answers, sample.sheet)
    with pytest.raises(PersonError, match=r"page 9 is named for event .*Files that show it"):
        assemble(case, sample.sheet, sample.order, sample.store.original, TODAY)
    sample.answers.put(f"exhibits.{target}.pages", {event: [2, 2]})
    case = case_from(sample.answers, sample.sheet)
    packet = assemble(case, sample.sheet, sample.order, sample.store.original, TODAY)
    text = re.sub(r"\s+", " ", pdf_text(next(f.data for f in packet.files if f.name == "02-declaration.pdf")))
    label = next(e.label for e in case.told.exhibits if e.id == target)
    assert f"Exhibit {label}, page 2" in text


# -- the plan ---------------------------------------------------------------------------------------


def test_the_plan_is_what_is_made(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    sample, _, files = made
    planned = plan(sample.case, sample.sheet, sample.order, timeline="03-events-over-time" in str(files))
    assert all(p.because for p in planned.papers)
    assert all(p.left_out for p in planned.papers if p not in [q for r in Reader for q in planned.for_reader(r)])
    court = [p.kind for p in planned.for_reader(Reader.COURT)]
    assert [n.removeprefix("court/")[3:-4] for n in sorted(files) if n.startswith("court/0")] == court
    assert [p.kind for p in planned.for_reader(Reader.SERVED)] == court


def test_without_files_there_are_no_exhibits_and_the_plan_says_why() -> None:
    sample = Sample("ca-neighbor")
    case = replace(sample.case, told=replace(sample.case.told, exhibits=()), kept=replace(sample.case.kept, files=()))
    planned = plan(case, sample.sheet, sample.order)
    assert planned.paper("exhibits").left_out == "No files are attached."
    packet = assemble(case, sample.sheet, sample.order, sample.store.original, TODAY, Options(bind=True))
    assert not any("exhibits" in f.name for f in packet.files)


def test_the_courts_forms_stand_in_their_place_with_their_attachments() -> None:
    from assistant.documents.pdf import render_pdf
    from assistant.documents.things_to_check import things_to_check
    from assistant.packet.model import Paper
    from assistant.packet.officials import Official
    from assistant.packet.plan import Planned

    sample = Sample("ca-neighbor")
    page = render_pdf(things_to_check(sample.case, sample.sheet, sample.order, [], [])).data
    both, hidden = (Reader.COURT, Reader.SERVED), (Reader.CONFIDENTIAL,)
    forms = Official(
        papers=(
            Paper("form-ch-100", "CH-100, Request", "ch-100", both, 15, page, fillable=page),
            Paper("form-ch-100-attachment", "CH-100, Request: attachment", "ch-100-attachment", both, 15, page),
            Paper("form-clets-001", "CLETS-001", "clets-001", hidden, 12, page),
        ),
        planned=(
            Planned("form-ch-100", "CH-100, Request", both, 15, "It asks for the order.", asks_for_order=True),
            Planned("form-clets-001", "CLETS-001", hidden, 12, "Officers need it."),
        ),
        filled=("CH-100, Request", "CLETS-001"),
        missing=("CH-110 is not in your library.",),
    )
    packet = assemble(
        sample.case,
        sample.sheet,
        sample.order,
        sample.store.original,
        TODAY,
        Options(bind=True, official=forms),
    )
    names = [f"{f.reader}/{f.name}" for f in packet.files]
    assert [n for n in names if n.startswith("served/0")] == [
        "served/01-ch-100.pdf",  # our own petition page is left out: the court's form asks
        "served/02-ch-100-attachment.pdf",
        "served/03-declaration.pdf",
        "served/04-exhibits.pdf",
    ]
    assert any(n.startswith("confidential/") and n.endswith("clets-001.pdf") for n in names)
    assert not any("clets" in n for n in names if n.startswith(("court/", "served/")))
    assert "private/ch-100-fillable.pdf" in names
    files = {f"{f.reader}/{f.name}": f.data for f in packet.files}
    marks = [m.title for m in PdfReader(io.BytesIO(files["court/court-packet.pdf"])).outline if not isinstance(m, list)]
    assert marks == ["Contents", "CH-100, Request", "CH-100, Request: attachment", "Declaration", "Exhibits"]
    steps = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(files["private/next-steps.pdf"])).pages)
    assert "CH-110 is not in your library." in " ".join(steps.split())


def test_a_running_number_covers_no_print_at_the_foot(neighbor: Sample) -> None:
    """A court's form has its own words at the lower edge."""
    import pypdfium2
    import typst

    source = b"#set page(width: 612pt, height: 792pt, margin: 0pt)\n#place(bottom + center, dy: -20pt, text(size: 8pt)[FORM 55 foot words])\n#place(top + left, dx: 72pt, dy: 72pt)[Body]"
    form = bytes(typst.compile(source, format="pdf"))
    paper = Paper("form", "Form 55", "form-55", (Reader.COURT,), 10, form)
    ((_, data),) = bound(Reader.COURT, [paper], head_of(neighbor))
    page = pypdfium2.PdfDocument(data)[1]
    text = page.get_textpage()

    def box(words: str) -> tuple[float, float, float, float]:
        found = text.search(words).get_next()
        assert found is not None, words
        boxes = [text.get_charbox(found[0] + k) for k in range(found[1])]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)

    a, b = box("FORM 55 foot words"), box("Packet page 2 of 2")
    assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def test_build_and_packet_keep_the_same_things_confidential(made: tuple[Sample, Packet, dict[str, bytes]]) -> None:
    """What only the court may know is in the folder of its own, whichever command made the papers."""
    sample, _, files = made
    built = assemble(sample.case, sample.sheet, sample.order, sample.store.original, TODAY, Options())
    own = {f.name: pdf_text(f.data) for f in built.files if f.reader is Reader.CONFIDENTIAL}
    other = {
        n.partition("/")[2]: pdf_text(d)
        for n, d in files.items()
        if n.startswith("confidential/") and "packet" not in n
    }
    assert own == other
    assert all(
        secret.value in " ".join(own.values()) for secret in sample.case.kept.secrets if "address" in secret.path
    )


def test_an_original_that_is_gone_or_changed_is_named_by_its_exhibit(neighbor: Sample) -> None:
    def gone(digest: str) -> bytes:
        raise PersonError("there is no such file or folder.", where=digest, remedy="Check the name.")

    with pytest.raises(PersonError, match=r"Exhibit A \(Call list of my phone") as caught:
        assemble(neighbor.case, neighbor.sheet, neighbor.order, gone, TODAY)
    assert all(f.sha256 not in str(p) for p in caught.value.problems for f in neighbor.case.kept.files)
