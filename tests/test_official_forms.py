"""The courts' own PDFs, where they are at hand. They are nobody's to pass on, so they are not part of the project."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from assistant.errors import PersonError
from assistant.forms.blank import read_blank
from assistant.forms.edition import edition_of, read_fields, write_fields
from assistant.forms.match import is_edition, match
from assistant.forms.model import Blank, TextEntry, TickEntry
from assistant.forms.recognise import fold, same_edition

FOLDER = ROOT.parent / "shared" / "official-forms"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the courts' PDFs are not here (../shared/official-forms); small ones stand in for them"
)

# file: fields, number, edition, the first words of the title; '' = the pages print none
FORMS = {
    "gb-eaw/fl401": (230, "FL401", "07.21", "Apply for a non-molestation or occupation order"),
    "us-ca/clets-001": (53, "CLETS-001", "Rev. January 1, 2025", "Confidential Information for Law Enforcement"),
    "us-ca/dv-100": (335, "DV-100", "Rev. January 1, 2025", "Request for Domestic Violence Restraining Order"),
    "us-ca/dv-100-autodetected": (291, "DV-100", "Rev. January 1, 2025", "Request for Domestic Violence Restraining"),
    "us-ca/dv-101": (34, "DV-101", "Rev. January 1, 2017", "Description of Abuse"),
    "us-ca/dv-105": (251, "DV-105", "Rev. January 1, 2024", "Request for Child Custody and Visitation Orders"),
    "us-ca/dv-109": (43, "DV-109", "Rev. January 1, 2025", "Notice of Court Hearing"),
    "us-ca/dv-109-2024": (35, "DV-109", "Rev. January 1, 2024", "Notice of Court Hearing"),
    "us-ca/dv-110": (197, "DV-110", "Rev. January 1, 2025", "Temporary Restraining Order"),
    "us-ca/fl-150": (266, "FL-150", "Rev. September 1, 2024", "INCOME AND EXPENSE DECLARATION"),
    "us-ca/fl-155": (90, "FL-155", "Rev. January 1, 2004", "FINANCIAL STATEMENT (SIMPLIFIED)"),
    "us-ca/fl-300": (248, "FL-300", "Rev. July 1, 2025", "REQUEST FOR ORDER"),
    "us-ca/fl-303": (126, "FL-303", "Rev. July 1, 2020", "DECLARATION REGARDING NOTICE AND SERVICE"),
    "us-ca/fl-305": (122, "FL-305", "Rev. July 1, 2016", "TEMPORARY EMERGENCY (EX PARTE) ORDERS"),
    "us-il/atj-403.5": (422, "ATJ 403.5", "05/25", "PETITION FOR ORDER OF PROTECTION"),
    "us-il/atj-404.4": (413, "ATJ 404.4", "05/25", "EMERGENCY ORDER OF PROTECTION"),
    "us-il/atj-502.6": (109, "ATJ 502.6", "05/25", "SUMMONS"),
    "us-il/ccdv-0601": (30, "CCDV 0601", "12/01/24", "Domestic Violence Cover Sheet"),
    "us-il/fcn-36": (68, "FCN-36", "AUG 24", "PROTECTIVE ORDER INFORMATION SHEET"),
    "us-ma/affidavit-209a": (18, "", "04/23/2020", "AFFIDAVIT"),
    "us-ma/complaint-209a-page-1": (53, "", "04/23/2020", "COMPLAINT FOR PROTECTION FROM ABUSE"),
    "us-ma/complaint-209a-page-2": (49, "", "04/23/2020", "COMPLAINT FOR PROTECTION FROM ABUSE"),
    "us-ma/fa-11": (47, "FA-11", "1/12", "PLAINTIFFʼS AFFIDAVIT IN SUPPORT OF REQUEST FOR A CHILD SUPPORT ORDER"),
    "us-ma/fa-13": (10, "", "", ""),
    "us-ma/fa-ha-8": (11, "FA/HA-8", "5/10", "MOTION FOR IMPOUNDMENT & AFFIDAVIT"),
    "us-ma/plaintiff-confidential-information": (18, "", "04/23/2020", "PLAINTIFF CONFIDENTIAL INFORMATION FORM"),
    "us-mi/cc-375": (57, "CC 375", "Rev. 3/23", "Petition for Personal Protection Order (Domestic Relationship)"),
    "us-mi/cc-377": (40, "CC 377", "Rev. 3/23", "Petition for Personal Protection Order (Nondomestic)"),
}


def data(name: str) -> bytes:
    return (FOLDER / f"{name}.pdf").read_bytes()


@cache
def blank(name: str) -> Blank:
    return read_blank(data(name), f"{name}.pdf")


@pytest.mark.parametrize("name", FORMS)
def test_each_is_read_and_recognised(name: str) -> None:
    fields, number, edition, title = FORMS[name]
    form = blank(name)
    assert (len(form.fields), form.number, form.edition) == (fields, number, edition)
    assert form.title.startswith(title)
    assert bool(form.title) == bool(title)
    names = [field.name for field in form.fields]
    assert len(set(names)) == len(names)
    for field in form.fields:
        for widget in field.widgets:
            assert 1 <= widget.page <= len(form.page_sizes)
        if field.kind in ("tick", "radio"):
            assert all(widget.on for widget in field.widgets), field.name


def test_none_is_left_out() -> None:
    there = {str(p.relative_to(FOLDER).with_suffix("")) for p in FOLDER.glob("*/*.pdf")}
    assert there - set(FORMS) == {"us-ca/dv-120-flat"}


def test_kinds_are_counted_as_they_are() -> None:
    counts = {name: Counter(f.kind for f in blank(name).fields) for name in FORMS}
    assert counts["us-ca/dv-100"] == {"text": 163, "tick": 158, "button": 14}
    assert counts["us-ca/dv-100-autodetected"] == {"text": 144, "tick": 139, "radio": 8}
    assert counts["us-ca/fl-303"] == {"text": 55, "tick": 56, "radio": 6, "button": 9}
    assert counts["us-il/atj-404.4"] == {"text": 160, "tick": 252, "combo": 1}
    assert counts["us-ma/affidavit-209a"] == {"text": 8, "tick": 6, "signature": 4}


def test_the_flat_one_is_named_and_refused() -> None:
    with pytest.raises(PersonError, match=r"DV-120 \(Rev. January 1, 2026\) has no boxes"):
        read_blank(data("us-ca/dv-120-flat"))


def test_what_trips_fillers_up() -> None:
    def field(form: str, name: str):  # type: ignore[no-untyped-def]
        return blank(form).field(name)

    assert "TEXT.0.3.156564..3.0" in {f.name for f in blank("us-ca/fl-155").fields}
    twins = field("us-il/atj-404.4", "218 - Checkboxes")
    assert [w.on for w in twins.widgets] == [("Yes",), ("Yes",)]
    assert [w.label for w in twins.widgets] == ["a.m.", "p.m."]
    assert field("us-il/atj-502.6", "105").sum_of == ("103", "104")
    assert field("us-il/atj-502.6", "105").format == "number 2"
    assert field("us-il/ccdv-0601", "previous_cook_case_date").format == "date m/d/yy"
    assert field("us-il/ccdv-0601", "petitioner_state").max_length == 2
    assert field("us-mi/cc-377", "orders_judgments_re_parties_yes").value == ""
    assert {w.on for w in field("us-ca/fl-155", "CB.0.0.1.0a").widgets} == {("Yes",), ("1",), ("2",), ("3",)}
    assert sum(f.comb for f in blank("gb-eaw/fl401").fields) == 6
    assert len(field("us-mi/cc-375", "pending_actions_see_attached").widgets) == 3
    states = [w.on for f in blank("us-ca/dv-100-autodetected").fields if f.kind == "radio" for w in f.widgets]
    assert ("I dont know",) in states
    notices = [f for f in blank("us-ca/fl-155").fields if f.read_only]
    assert notices
    assert all(w.hidden for f in notices for w in f.widgets)


def test_printed_words_beside_boxes() -> None:
    dv100 = blank("us-ca/dv-100")
    labelled = {f.name: f.label for f in dv100.fields}
    assert labelled["DV-100[0].Page1[0].List1[0].Li5[0].ParentRel2[0]"] == "State Bar No.:"
    assert labelled["DV-100[0].Page2[0].List3[0].Li4[0].CheckBox2[0]"] == "We are dating or used to date."
    for name in FORMS:
        if name in ("us-ma/fa-13", "us-ma/fa-11"):  # pictures; boxes drawn over the words to be circled
            continue
        boxes = [f for f in blank(name).fields if f.kind not in ("button", "signature")]
        assert sum(bool(f.label) for f in boxes) >= 0.75 * len(boxes), name


def test_the_list_of_boxes_comes_back_as_it_was(tmp_path: Path) -> None:
    for name in ("us-ca/dv-105", "us-il/atj-404.4", "gb-eaw/fl401", "us-ma/fa-13"):
        text = write_fields(blank(name))
        path = tmp_path / "fields.yaml"
        path.write_text(text, "utf-8")
        assert read_fields(path) == edition_of(blank(name))
        # nothing of the page but names, labels and tooltips may stand in it
        own = fold(
            " ".join(
                f"{f.name} {f.label} {f.tooltip} {f.options} {[w.on for w in f.widgets]}" for f in blank(name).fields
            )
        )
        own += fold(blank(name).title)
        for page in blank(name).page_texts:
            for sentence in re.findall(r"[^.]{60,}\.", page):
                if fold(sentence) not in own:
                    assert fold(sentence) not in fold(text)


def test_two_sets_of_names_on_one_edition() -> None:
    mapped = edition_of(blank("us-ca/dv-100"))
    copy = blank("us-ca/dv-100-autodetected")
    every = match(mapped, copy)
    assert every.same_edition
    lacking = [pair.old for pair in every.lacking if pair.old]
    # the other copy has no boxes for the case number, which the court gives, and one box where the court drew two
    assert Counter(place.label for place in lacking) == {"Case Number:": 13, "Other (please explain):": 2}
    assert not every.complete
    missing = {place.field.name for place in lacking}
    used = {f.name for f in mapped.fields if f.kind != "button"} - missing
    found = match(mapped, copy, used)
    assert found.complete
    survivors = [pair for pair in found.pairs if pair.status == "survives"]
    assert len(survivors) == 306
    assert len({pair.new.key for pair in survivors if pair.new}) == 306
    # separate ticks here are one group there; every box of the copy is taken
    assert not [pair for pair in found.pairs if pair.status == "new"]
    for pair in survivors:
        assert pair.old is not None
        assert pair.new is not None
        assert pair.old.widget.page == pair.new.widget.page


def test_entries_are_put_in_the_other_copys_words() -> None:
    copy = blank("us-ca/dv-100-autodetected")
    found = match(edition_of(blank("us-ca/dv-100")), copy)
    yes = "DV-100[0].Page3[0].List5[0].Li2[0].YesNo5b_cb[0]"  # 'I don't know'
    name = "DV-100[0].Page1[0].List1[0].Li1[0].YourName_tf[0]"
    tick, text = found.translate([TickEntry(yes, on="1"), TextEntry(name, "Nguyễn Thị Ánh")])
    assert isinstance(tick, TickEntry)
    assert tick.widget is not None
    box = copy.field(tick.field).widgets[tick.widget]
    assert tick.on in box.on
    assert fold(box.label).startswith("idontknow")
    assert isinstance(text, TextEntry)
    assert copy.field(text.field).label == "a. Your name:"
    with pytest.raises(PersonError, match="lacks a box"):
        found.translate([TextEntry("DV-100[0].Page2[0].PxCaption[0].CaseNumber[0]", "x")])


def test_last_years_edition_is_another() -> None:
    old, new = edition_of(blank("us-ca/dv-109-2024")), blank("us-ca/dv-109")
    found = match(old, new)
    assert not found.same_edition
    assert not found.complete
    assert not is_edition(old, edition_of(new))
    counts = Counter(pair.status for pair in found.pairs)
    assert counts["moved"] >= 10
    assert counts["survives"] >= 5
    assert counts["gone"] >= 1
    assert counts["new"] >= 1
    assert not same_edition(old.edition, new.edition)


def test_no_form_is_taken_for_another() -> None:
    editions = {name: edition_of(blank(name)) for name in FORMS}
    for one, first in editions.items():
        for other, second in editions.items():
            if one != other:
                pair = {one, other} == {"us-ca/dv-100", "us-ca/dv-100-autodetected"}
                assert is_edition(first, second) == pair, (one, other)
