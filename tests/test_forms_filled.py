"""Every mapped form filled on the court's real blank, read back. Skipped where the blanks are not at hand."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from copy import deepcopy
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from rich import rich_answers, rich_case
from test_form_maps import FOLDERS, IDS, case_for, form_at

from assistant.case import Case, case_from
from assistant.disclosure import leaks, public_case
from assistant.forms.blank import read_blank
from assistant.forms.contents import entries_for
from assistant.forms.library import Library
from assistant.forms.make import FilledForm, fill, official_forms
from assistant.forms.mapping import Form, forms_of
from assistant.forms.match import match
from assistant.forms.model import Blank, TextEntry, TickEntry
from assistant.forms.plan import Needed
from assistant.jurisdiction import Order, Sheet, load

BLANKS = ROOT.parent / "shared" / "official-forms"
NO_BLANKS = "the courts' blanks are not beside the repository (../shared/official-forms)"


@cache
def blank_of(sha256s: tuple[str, ...]) -> tuple[bytes, Blank] | None:
    """The blank that was mapped, by its very bytes."""
    for path in sorted(BLANKS.glob("*/*.pdf")):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() in sha256s:
            return data, read_blank(data, path.name)
    return None


def filled(form: Form, order_id: str) -> FilledForm:
    found = blank_of(form.edition.sha256s)
    if found is None:
        pytest.skip(NO_BLANKS)
    case, sheet, order = rich_case(form.code, order_id)
    matched = match(form.edition, found[1], form.used)
    return fill(Needed(form, "test"), case_for(form, case, order), sheet, order, *found, matched)


def plain(text: str) -> str:
    """Letters and digits alone: a page breaks lines and may set ligatures."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def running_text(pdf: bytes) -> str:
    """The letters of an attachment, without what stands at the head and foot of each page."""
    import pypdfium2

    texts = [p.get_textpage().get_text_range().splitlines() for p in pypdfium2.PdfDocument(pdf)]
    pages = [[line for t in text if (line := re.sub(r"page\d+of\d+", "", plain(t)))] for text in texts]
    if len(pages) == 1:
        return "".join(pages[0])
    head = same_lines(pages)
    foot = same_lines([page[::-1] for page in pages])
    return "".join("".join(page[head : len(page) - foot]) for page in pages)


def same_lines(pages: list[list[str]]) -> int:
    """With how many lines do all of them begin alike?"""
    return sum(1 for _ in takewhile(lambda lines: len(set(lines)) == 1, zip(*pages, strict=False)))


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_the_filled_blank_says_what_the_map_says(folder: Path) -> None:
    """Every text is whole in the file's value, or goes on in the attachment; every tick is on; nothing else is set."""
    import pypdf
    import pypdfium2

    form = form_at(folder)
    order_id = form.file.serves[0]
    made = filled(form, order_id)
    case, sheet, order = rich_case(form.code, order_id)
    entries = entries_for(form, case_for(form, case, order), sheet, order)
    reader = pypdf.PdfReader(io.BytesIO(made.fillable))
    values = reader.get_fields() or {}
    continued = {c.field: c.text for c in made.continued}
    document = pypdfium2.PdfDocument(made.flat)
    page_text = plain("".join(page.get_textpage().get_text_range() for page in document))
    attached = running_text(made.attachment) if made.attachment else ""
    texts = [e for e in entries.entries if isinstance(e, TextEntry)]
    for entry in texts:
        value = str(values[entry.field].get("/V", ""))
        if entry.field in continued:
            assert plain(continued[entry.field]) in attached, entry.field
        elif re.search(r"\d", entry.text) and plain(value) != plain(entry.text):
            # a number or a date in the shape the box asks for
            assert set(re.findall(r"[1-9]", entry.text)) <= set(re.findall(r"[1-9]", value)), entry.field
            assert plain(value) in page_text, entry.field
        else:
            assert plain(value) == plain(entry.text), entry.field
            assert plain(entry.text) in page_text, entry.field
    ticks = {e.field for e in entries.entries if isinstance(e, TickEntry)}
    boxes = {f.name for f in form.edition.fields if f.kind in ("tick", "radio")}
    on = {name for name in boxes if str(values[name].get("/V", "/Off")) not in ("/Off", "/", "")}
    may_be_on = {f.name for f in form.attached.values()}
    assert ticks <= on <= ticks | may_be_on
    named = {e.field for e in entries.entries}
    for one in form.edition.fields:
        if one.kind == "text" and one.name not in named and not one.sum_of:
            assert str(values[one.name].get("/V", "") or "") == one.value, one.name
    assert len(document) == len(
        {w.page for f in form.edition.fields for w in f.widgets} | set(range(1, len(document) + 1))
    )


@pytest.mark.parametrize("code", sorted({f.parent.parent.name for f in FOLDERS}))
def test_a_library_with_every_blank_leaves_only_unmapped_forms_missing(code: str, tmp_path: Path) -> None:
    if not BLANKS.is_dir():
        pytest.skip(NO_BLANKS)
    library = Library(tmp_path / "sheets")
    for path in sorted((BLANKS / code).glob("*.pdf")):
        data = path.read_bytes()
        try:
            library.add(data, read_blank(data, path.name))
        except Exception:
            continue
    for order_id in sorted({o for f in forms_of(code) for o in f.file.serves}):
        case, sheet, order = rich_case(code, order_id)
        made = official_forms(case, public_case(case, order), sheet, order, library)
        assert not made.not_filled, [str(p) for n in made.not_filled for p in n.problems]
        assert not [m for m in made.missing if m.mapped]
        assert [f.form.file.position for f in made.forms] == sorted(f.form.file.position for f in made.forms)
        for one in made.forms:
            found = leaks(
                [(f"{one.file_stem}.pdf", one.flat), (f"{one.file_stem}.pdf", one.fillable)], case.kept.secrets
            )
            assert one.confidential or not found, [(leak.file, leak.secret.label) for leak in found]


def test_an_empty_library_says_what_is_missing_and_where_to_get_it(tmp_path: Path) -> None:
    case, sheet, order = rich_case("us-ma", "abuse-prevention")
    made = official_forms(case, public_case(case, order), sheet, order, Library(tmp_path / "none"))
    assert made.forms == ()
    by_title = {m.title: m for m in made.missing}
    asked = by_title["Affidavit (G.L. c. 209A)"]
    assert asked.mapped
    assert "04/23/2020" in asked.words
    assert "https://www.mass.gov/" in asked.words
    assert "paperwork forms add" in asked.words
    unmapped = by_title["Defendant Information Form"]
    assert not unmapped.mapped
    assert "by hand" in unmapped.words


# -- privacy -----------------------------------------------------------------------------------------

word = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=6, max_size=12)
secret = st.lists(word, min_size=2, max_size=3).map(" ".join)
HIDDEN = (
    "confidential.home_address",
    "confidential.home_street",
    "confidential.home_city",
    "confidential.home_zip",
    "confidential.phone",
    "confidential.home_phone",
    "confidential.email",
    "confidential.work",
    "confidential.work_address",
    "confidential.work_phone",
    "confidential.school",
    "confidential.school_address",
    "confidential.former_address",
    "confidential.may_know",
    "confidential.other",
    "petitioner.race",
    "helper.language",
)


def hiding(code: str, order_id: str, words: list[str]) -> tuple[Case, Sheet, Order]:
    """The rich case with these words as its hidden answers."""
    answers = deepcopy(rich_once(code, order_id))
    for path, text in zip(HIDDEN, words, strict=True):
        answers.put(path, text)
    sheet = load(code)
    return case_from(answers, sheet), sheet, sheet.order(order_id)


rich_once = cache(rich_answers)


@settings(max_examples=10, deadline=None)
@given(st.lists(secret, min_size=len(HIDDEN), max_size=len(HIDDEN), unique=True))
def test_no_hidden_word_is_in_what_a_public_form_is_filled_with(words: list[str]) -> None:
    """Random confidential answers, everything else as rich as it gets: no entry of any form that others read holds one."""
    for code in sorted({f.parent.parent.name for f in FOLDERS}):
        for order_id in sorted({f.file.serves[0] for f in forms_of(code)}):
            case, sheet, order = hiding(code, order_id, words)
            for form in forms_of(code):
                if order_id in form.file.serves:
                    said = repr(entries_for(form, case_for(form, case, order), sheet, order))
                    shown = [path for path, text in zip(HIDDEN, words, strict=True) if text in said]
                    assert form.confidential or not shown, (form.id, shown)


@settings(max_examples=4, deadline=None)
@given(st.lists(secret, min_size=len(HIDDEN), max_size=len(HIDDEN), unique=True))
def test_no_hidden_word_is_in_the_bytes_of_a_public_form(words: list[str]) -> None:
    """The same of the finished files: fillable, flat and attachment."""
    for form in forms_of("us-ma"):
        found = blank_of(form.edition.sha256s)
        if found is None:
            pytest.skip(NO_BLANKS)
        if form.confidential:
            continue
        case, sheet, order = hiding(form.code, form.file.serves[0], words)
        matched = match(form.edition, found[1], form.used)
        made = fill(Needed(form, ""), public_case(case, order), sheet, order, *found, matched)
        files = [
            ("a.pdf", made.fillable),
            ("b.pdf", made.flat),
            *([("c.pdf", made.attachment)] if made.attachment else []),
        ]
        assert leaks(files, case.kept.secrets) == []


def test_the_hidden_words_do_reach_the_confidential_form() -> None:
    """The counter-check: a search that finds nothing anywhere would prove nothing."""
    made = filled(
        form_at(next(f for f in FOLDERS if f.name == "plaintiff-confidential-information")), "abuse-prevention"
    )
    case, _, _ = rich_case("us-ma", "abuse-prevention")
    found = {leak.secret.path for leak in leaks([("a.pdf", made.flat)], case.kept.secrets)}
    assert {"confidential.home_address", "confidential.phone", "confidential.former_address"} <= found


def test_one_form_that_fails_does_not_take_the_others_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page engine gives up on one form: the others are made, and that one is named."""
    from assistant.documents.pdf import TypesettingFailed
    from assistant.forms import make

    if not BLANKS.is_dir():
        pytest.skip(NO_BLANKS)
    library = Library(tmp_path / "sheets")
    for path in sorted((BLANKS / "us-ma").glob("*.pdf")):
        library.add(path.read_bytes(), read_blank(path.read_bytes(), path.name))
    real = make.fill

    def sometimes(needed: Needed, *rest: object) -> FilledForm:
        if needed.form.folder == "affidavit-209a":
            raise TypesettingFailed("no")
        return real(needed, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(make, "fill", sometimes)
    case, sheet, order = rich_case("us-ma", "abuse-prevention")
    made = official_forms(case, public_case(case, order), sheet, order, library)
    assert [n.form.folder for n in made.not_filled] == ["affidavit-209a"]
    assert len(made.forms) == 5


def test_a_text_with_no_room_even_for_a_pointer_stands_in_the_attachment() -> None:
    """A very long name of the respondent's employer, in a one-line box: nothing of it is lost."""
    import pypdfium2

    form = form_at(next(f for f in FOLDERS if f.name == "complaint-209a-page-1"))
    found = blank_of(form.edition.sha256s)
    if found is None:
        pytest.skip(NO_BLANKS)
    answers = rich_answers("us-ma", "abuse-prevention")
    alias = "Q" * 300
    answers.put("respondent.other_names", alias)
    sheet = load("us-ma")
    order = sheet.order("abuse-prevention")
    case = public_case(case_from(answers, sheet), order)
    made = fill(Needed(form, ""), case, sheet, order, *found, match(form.edition, found[1], form.used))
    assert made.attachment is not None
    text = "".join(
        page.get_textpage().get_text_range()
        for data in (made.flat, made.attachment)
        for page in pypdfium2.PdfDocument(data)
    )
    assert sum(map(len, re.findall("Q+", text))) >= 300


# -- another copy of a mapped edition ----------------------------------------------------------------


def test_one_map_fills_a_copy_with_other_field_names() -> None:
    """A form site's copy of an edition: other names, here and there a box less; the same words in the same places."""
    import pypdf
    import pypdfium2

    path = BLANKS / "us-ca" / "dv-100-autodetected.pdf"
    if not path.exists():
        pytest.skip(NO_BLANKS)
    form = form_at(next(f for f in FOLDERS if f.name == "dv-100"))
    data = path.read_bytes()
    blank = read_blank(data, path.name)
    matched = match(form.edition, blank, form.used)
    assert matched.complete
    gone = {p.old.field.name for p in matched.pairs if p.old and p.status != "survives"}
    assert {name.rsplit(".", 1)[-1] for name in gone} == {"CaseNumber[0]", "TextField1[0]"}
    assert not gone & form.used
    case, sheet, order = rich_case("us-ca", "domestic-violence")
    public = public_case(case, order)
    mine = filled(form, "domestic-violence")
    other = fill(Needed(form, ""), public, sheet, order, data, blank, matched)
    values = pypdf.PdfReader(io.BytesIO(other.fillable)).get_fields() or {}
    entries = entries_for(form, public, sheet, order).entries
    translated = matched.translate(entries)
    assert len(translated) == len(entries)
    for entry in translated:
        value = str(values[entry.field].get("/V", ""))
        if isinstance(entry, TickEntry):
            assert value not in ("/Off", "/", ""), entry.field
        elif isinstance(entry, TextEntry):
            assert plain(value)[:8] == plain(entry.text)[:8] or entry.field in {c.field for c in other.continued}
    for made in (mine, other):
        pages = [plain(p.get_textpage().get_text_bounded()) for p in pypdfium2.PdfDocument(made.flat)]
        for entry in entries:
            if isinstance(entry, TextEntry) and len(entry.text) < 40 and "losses" not in str(entry.overflow):
                assert plain(entry.text) in pages[form.edition.field(entry.field).widgets[0].page - 1], entry.field


def test_words_that_are_buttons_stay_on_the_flat_page() -> None:
    """The names of other forms in the court's sentences are push buttons on this blank; real buttons go."""
    import pypdfium2

    made = filled(form_at(next(f for f in FOLDERS if f.name == "dv-100")), "domestic-violence")
    last = pypdfium2.PdfDocument(made.flat)[12].get_textpage().get_text_bounded()
    assert all(name in last for name in ("DV-110", "DV-109", "CLETS-001", "DV-105", "DV-140", "SER-001", "FL-150"))
    assert not any(words in last for words in ("Print this form", "Save this form", "Clear this form"))


@pytest.mark.parametrize("blanks", [["dv-100"], ["dv-100", "dv-101"]])
def test_events_beyond_the_third_stand_in_one_place(blanks: list[str], tmp_path: Path) -> None:
    """On the court's own sheet where its blank is in the library, else on a page attached to the request."""
    import pypdfium2

    if not (BLANKS / "us-ca" / "dv-101.pdf").exists():
        pytest.skip(NO_BLANKS)
    library = Library(tmp_path / "sheets")
    for name in blanks:
        data = (BLANKS / "us-ca" / f"{name}.pdf").read_bytes()
        library.add(data, read_blank(data, f"{name}.pdf"))
    case, sheet, order = rich_case("us-ca", "domestic-violence")
    made = official_forms(case, public_case(case, order), sheet, order, library)
    assert [one.form.folder for one in made.forms] == blanks
    pages = [p for one in made.forms for p in (one.flat, one.attachment) if p]
    texts = [plain("".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(pdf))) for pdf in pages]
    for words in ("He sat in his truck across from the school", "The mailbox was broken off its post"):
        assert sum(text.count(plain(words)) for text in texts) == 1
    request = made.forms[0]
    assert (
        TickEntry("DV-100[0].Page5[0].List7[0].MultilineCheckBox[0]", "1")
        in entries_for(request.form, public_case(case, order), sheet, order, {"dv-101"}).entries
    )
