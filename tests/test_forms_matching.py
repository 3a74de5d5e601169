"""Which form a blank is, and which box of it is which box of the mapped copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import Words, form_pdf, text_field, tick

from assistant.errors import PersonError
from assistant.forms import catalog, rawmap
from assistant.forms.blank import read_blank
from assistant.forms.draft import draft, draft_next
from assistant.forms.edition import Edition, edition_of, read_fields, write_fields
from assistant.forms.match import difference, is_edition, match
from assistant.forms.model import Blank, ChoiceEntry, Field, Overflow, TextEntry, TickEntry, Widget
from assistant.forms.pagetext import PageText, Run
from assistant.forms.recognise import fingerprint, identify, likeness, same_edition, same_number

STORY = [
    "Tell the court what happened, in your own words, with the date and the place of each event.",
    "If you need more room, go on with a sheet of paper and write the number of the item on it.",
    "Do not write an address here that the other person must not learn; ask the clerk for the other form.",
    "The court may give a temporary order today, and a longer one after both people were heard.",
]


def page(edition: str = "Rev. May 1, 2031", number: str = "XX-100", more: Words | None = None) -> Words:
    lines: Words = [(72, 400 - 14 * n, 10, line) for n, line in enumerate(STORY)]
    return [
        (72, 750, 18, "Request for an Order"),
        (72, 604, 10, "Your name:"),
        (72, 574, 10, "Do you live together?"),
        (236, 561, 10, "Yes"),
        (336, 561, 10, "No"),
        (72, 504, 10, "County:"),
        *lines,
        (72, 30, 8, f"{number} [{edition}]"),
        *(more or []),
    ]


NAME, YES, NO, COUNTY = (140, 600, 400, 616), (220, 560, 230, 570), (320, 560, 330, 570), (140, 500, 300, 516)


def court(words: Words | None = None, **moved: tuple[float, float, float, float]) -> Blank:
    return read_blank(
        form_pdf(
            [
                text_field("F[0].name", moved.get("name", NAME)),
                tick("F[0].yn[0]", moved.get("yes", YES), "1"),
                tick("F[0].yn[1]", moved.get("no", NO), "3"),
                text_field("F[0].t7", moved.get("county", COUNTY)),
            ],
            [words or page()],
        )
    )


def renamed(*, extra: list[str] | None = None, without: str = "", words: Words | None = None) -> Blank:
    """The same page with other names, other on-states, and boxes drawn a little larger."""
    fields = {
        "name": text_field("user name", (138, 598, 402, 618)),
        "yes": tick("together_yes", (218, 558, 232, 572), "On"),
        "no": tick("together_no", (318.5, 559, 331, 571), "No_2"),
        "county": text_field("county", (139, 499, 303, 520)),
    }
    fields.pop(without, None)
    return read_blank(form_pdf([*(extra or []), *fields.values()], [words or page()]))


# What the page says


def test_number_title_and_edition_come_from_the_page() -> None:
    blank = court()
    assert (blank.number, blank.title, blank.edition) == ("XX-100", "Request for an Order", "Rev. May 1, 2031")


@pytest.mark.parametrize(
    ("foot", "number", "edition"),
    [
        ("FL-150 [Rev. September 1, 2024]", "FL-150", "Rev. September 1, 2024"),
        ("FA/HA-8 (5/10)", "FA/HA-8", "5/10"),
        ("(FCN-36)(AUG 24)", "FCN-36", "AUG 24"),
        ("(12/01/24) CCDV 0601", "CCDV 0601", "12/01/24"),
        ("Form CC 375, Rev. 3/23", "CC 375", "Rev. 3/23"),
        ("FL401 Apply for an order (07.21)", "FL401", "07.21"),
        ("OFP102 Rev 1/24", "OFP102", "Rev 1/24"),
        ("JD-FM-137 New 10-2023", "JD-FM-137", "New 10-2023"),
        ("04/23/2020", "", "04/23/2020"),
        ("MCL 600.2950, MCR 3.703", "", ""),
        ("Family Code, § 6200 et seq.", "", ""),
        ("Page 3 of 4", "", ""),
        ("", "", ""),
    ],
)
def test_numbers_and_editions_as_courts_print_them(foot: str, number: str, edition: str) -> None:
    runs = (
        Run("Tell the court what happened", 72, 500, 300, 512, 10),
        *([Run(foot, 30, 20, 200, 30, 8)] if foot else []),
    )
    said = identify([PageText(612, 792, runs)])
    assert (said[0], said[2]) == (number, edition)


def test_a_form_that_is_only_mentioned_is_not_the_form() -> None:
    mention = Run("This form is attached to DV-100, Request for an order.", 72, 735, 400, 745, 10)
    own = Run("DV-101, Page 1 of 2", 400, 20, 500, 30, 8)
    assert identify([PageText(612, 792, (mention, own))])[0] == "DV-101"
    assert identify([PageText(612, 792, (mention,))])[0] == ""


def test_editions_and_numbers_are_one_however_written() -> None:
    assert same_edition("Rev. January 1, 2025", "[Rev. January 1 , 2025]")
    assert same_edition("(05/25)", "05/25")
    assert not same_edition("05/25", "06/25")
    assert not same_edition("", "")
    assert same_number("DV-100", "dv100")
    assert not same_number("", "")


def test_a_fingerprint_sees_letters_not_how_they_are_set() -> None:
    one = fingerprint([" ".join(STORY) + " It's the office's file."])
    other = fingerprint(["  ".join(STORY).replace(" of ", "\n of ") + " It’s the oﬃce’s ﬁle."])
    assert one == other
    assert one[0]
    changed = fingerprint([" ".join(STORY).replace("temporary order today", "lasting order in June")])
    assert 0.5 < likeness(one, changed) < 0.98
    assert likeness(one, fingerprint(["Something else altogether is printed on this page of another form."])) < 0.1
    assert likeness([], []) == 0


# One edition, two copies


def test_a_map_finds_its_boxes_by_place_and_words() -> None:
    found = match(edition_of(court()), renamed())
    assert found.same_edition
    assert found.complete
    pairs = {p.old.key: p.new.key for p in found.pairs if p.old and p.new}
    assert pairs == {
        ("F[0].name", 0): ("user name", 0),
        ("F[0].yn[0]", 0): ("together_yes", 0),
        ("F[0].yn[1]", 0): ("together_no", 0),
        ("F[0].t7", 0): ("county", 0),
    }
    made = found.translate(
        [
            TextEntry("F[0].name", "Łukasz", Overflow("item 1", attached_box=TickEntry("F[0].yn[0]", on="1"))),
            TickEntry("F[0].yn[1]", on="3"),
        ]
    )
    assert made == (
        TextEntry("user name", "Łukasz", Overflow("item 1", attached_box=TickEntry("together_yes", "On", 0))),
        TickEntry("together_no", "No_2", 0),
    )
    place = found.counterpart("F[0].t7", 0)
    assert place is not None
    assert place.field.name == "county"
    assert found.counterpart("F[0].t7", 9) is None


def test_the_very_file_matches_itself() -> None:
    blank = court()
    found = match(edition_of(blank), blank)
    assert found.complete
    assert all(p.old == p.new for p in found.pairs)


def test_separate_ticks_may_be_one_group_in_the_copy() -> None:
    copy = court()
    name, yes, no, county = copy.fields
    group = replace(
        yes, name="g", kind="radio", widgets=(replace(yes.widgets[0], on=("a",)), replace(no.widgets[0], on=("b",)))
    )
    found = match(edition_of(court()), replace(copy, sha256="0" * 64, fields=(name, group, county)))
    assert found.complete
    assert found.translate([TickEntry("F[0].yn[1]", on="3")]) == (TickEntry("g", "b", 1),)
    back = match(replace(edition_of(copy), sha256s=(), fields=(name, group, county)), court())
    assert back.complete
    assert back.translate([TickEntry("g", on="b")]) == (TickEntry("F[0].yn[1]", "3", 0),)
    assert back.translate([TickEntry("g", widget=0)]) == (TickEntry("F[0].yn[0]", "1", 0),)


def test_a_copy_that_lacks_a_box_is_not_used_unless_the_map_leaves_it_alone() -> None:
    mapped, copy = edition_of(court()), renamed(without="county")
    found = match(mapped, copy)
    assert not found.complete
    assert [p.old.field.name for p in found.lacking if p.old] == ["F[0].t7"]
    assert match(mapped, copy, {"F[0].name", "F[0].yn[0]"}).complete
    with pytest.raises(PersonError, match="lacks a box"):
        found.translate([ChoiceEntry("F[0].t7", "Yolo")])


def test_two_candidates_for_one_box_are_none() -> None:
    twin = text_field("county too", (139, 501, 301, 518))
    found = match(edition_of(court()), renamed(extra=[twin]))
    (lacking,) = found.lacking
    assert lacking.why == "Two boxes of the other copy stand here."
    assert not found.complete


def test_a_box_of_another_kind_is_no_counterpart() -> None:
    copy = renamed(without="county", extra=[tick("county", COUNTY)])
    assert [p.old.field.name for p in match(edition_of(court()), copy).lacking if p.old] == ["F[0].t7"]


def test_two_texts_never_share_a_box() -> None:
    copy = court()
    name, yes, no, county = copy.fields
    both = replace(name, name="both", widgets=(*name.widgets, *county.widgets))
    found = match(edition_of(court()), replace(copy, sha256="0" * 64, fields=(both, yes, no)))
    assert found.complete
    assert len(found.translate([TextEntry("F[0].name", "same"), TextEntry("F[0].t7", "same")])) == 1
    with pytest.raises(PersonError, match="two different texts"):
        found.translate([TextEntry("F[0].name", "one"), TextEntry("F[0].t7", "other")])


# Two editions


def test_another_edition_is_never_the_mapped_one() -> None:
    mapped = edition_of(court())
    for words in (page("Rev. June 1, 2032"), page(number="XX-101"), page("")):
        assert not is_edition(mapped, edition_of(renamed(words=words)))
    other_words = [
        line if line[3] != STORY[3] else (*line[:3], "Nothing of the former sentence is left here.") for line in page()
    ]
    changed = edition_of(renamed(words=other_words))
    assert changed.edition == mapped.edition
    assert not is_edition(mapped, changed)
    assert not match(mapped, renamed(words=other_words)).complete


def test_what_became_of_every_box() -> None:
    words = [w for w in page("Rev. June 1, 2032") if w[3] != "County:"]
    words = [(x, y, s, "Full legal name of child:" if t == "Your name:" else t) for x, y, s, t in words]
    words += [(72, 654, 10, "County:"), (72, 454, 10, "Date of birth:")]
    new = read_blank(
        form_pdf(
            [
                text_field("G.name", NAME),
                tick("G.yes", YES, "1"),
                text_field("G.county", (140, 650, 300, 666)),
                text_field("G.born", (140, 450, 300, 466)),
            ],
            [words],
        )
    )
    pairs = difference(edition_of(court()), edition_of(new))
    told = {(p.old or p.new).field.name: p for p in pairs if p.old or p.new}  # type: ignore[union-attr]
    assert told["F[0].name"].status == "label changed"
    assert "Your name:" in told["F[0].name"].why
    assert told["F[0].yn[0]"].status == "survives"
    assert told["F[0].yn[1]"].status == "gone"
    assert (told["F[0].t7"].status, told["F[0].t7"].why) == ("moved", "On page 1, 150 points higher.")
    assert told["G.born"].status == "new"


# The list of boxes beside a map

_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_POINT = st.floats(-50, 2000).map(lambda v: round(v, 2))
_WIDGETS = st.lists(
    st.builds(
        Widget,
        page=st.integers(1, 3),
        rect=st.tuples(_POINT, _POINT, _POINT, _POINT),
        on=st.lists(_TEXT, max_size=2).map(tuple),
        hidden=st.booleans(),
        label=_TEXT,
    ),
    min_size=1,
    max_size=3,
).map(tuple)
_FIELDS = st.builds(
    Field,
    name=_TEXT,
    kind=st.sampled_from(["text", "tick", "radio", "combo", "list", "button", "signature"]),
    widgets=_WIDGETS,
    tooltip=_TEXT,
    label=_TEXT,
    multiline=st.booleans(),
    max_length=st.none() | st.integers(1, 900),
    comb=st.booleans(),
    font_size=st.sampled_from([0.0, 8.0, 9.5, 12.0]),
    align=st.integers(0, 2),
    read_only=st.booleans(),
    options=st.lists(st.tuples(_TEXT, _TEXT), max_size=2).map(tuple),
    format=_TEXT,
    sum_of=st.lists(_TEXT, max_size=2).map(tuple),
    value=_TEXT,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_FIELDS, max_size=3).map(tuple), _TEXT, _TEXT)
def test_any_list_of_boxes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, fields: tuple[Field, ...], a: str, b: str
) -> None:
    edition = Edition(fields, a, b, a, ((612.0, 792.0),), (frozenset({"00ff00", "abcdef"}),), ("0" * 64,))
    path = tmp_path_factory.mktemp("fields") / "fields.yaml"
    path.write_text(write_fields(edition), "utf-8", newline="\n")
    assert read_fields(path) == edition


def test_a_spoilt_list_of_boxes_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "fields.yaml"
    for text in ("", "format: 2\n", "fields: [", "format: 1\nfields: [{name: x}]\n", "- 1\n"):
        path.write_text(text)
        with pytest.raises(PersonError, match="not the list"):
            read_fields(path)
    with pytest.raises(PersonError, match="cannot be read"):
        read_fields(tmp_path / "none.yaml")


# A first map


def test_a_draft_guesses_little_and_says_so() -> None:
    text = draft(
        edition_of(court()), ["petitioner_name", "county", "court", "respondent_name", "why_here"], ["an-order"]
    )
    made = yaml.safe_load(text)
    assert (made["number"], made["edition"], made["serves"]) == ("XX-100", "Rev. May 1, 2031", ["an-order"])
    assert made["boxes"] == {"F[0].name": {"value": "petitioner_name"}, "F[0].t7": {"value": "county"}}
    assert made["left"] == [{"left": "not-decided", "boxes": ["F[0].yn[0]", "F[0].yn[1]"]}]
    guesses = [line for line in text.splitlines() if "{value:" in line]
    assert len(guesses) == 2
    assert all("# guess" in line for line in guesses)
    assert made["because"] is None


def test_a_draft_never_guesses_what_names_two_people() -> None:
    form = form_pdf([text_field("x", NAME)], [[(72, 604, 10, "Name of petitioner or respondent:")]])
    made = yaml.safe_load(draft(edition_of(read_blank(form)), ["petitioner_name", "respondent_name"]))
    assert made["boxes"] == {}


def test_the_next_edition_keeps_the_rules_that_survive() -> None:
    old = edition_of(court())
    data = {
        "number": "XX-100",
        "title": "Request for an Order",
        "edition": "Rev. May 1, 2031",
        "serves": ["an-order"],
        "use": "mandatory",
        "because": "It: asks # for the order.",
        "one_of": [["F[0].yn[0]", "F[0].yn[1]"]],
        "boxes": {"F[0].name": {"long": "statement", "overflow": {"item": "item 1", "attached_box": "F[0].yn[0]"}}},
        "groups": [{"prefix": "F[0].yn[", "each": "0-1", "boxes": {"{n}]": {"tick": "live.{i0}"}}}],
        "left": [{"left": "court", "boxes": ["F[0].t7"]}],
    }
    names = {f.name for f in old.fields}
    written = rawmap.rules(data, names)
    assert written["F[0].yn[1]"] == {"tick": "live.1"}
    assert {name for name, rule in written.items() if rawmap.fills(rule)} == names - {"F[0].t7"}
    new = renamed(words=page("Rev. June 1, 2032"), extra=[text_field("more", (140, 450, 300, 466))])
    text = draft_next(data, written, difference(old, edition_of(new)), edition_of(new), ["county"])
    made = yaml.safe_load(text)
    assert made["edition"] == "Rev. June 1, 2032"
    assert made["because"] == "It: asks # for the order."
    assert made["one_of"] == [["together_yes", "together_no"]]
    assert made["boxes"]["user name"] == {
        "long": "statement",
        "overflow": {"item": "item 1", "attached_box": "together_yes"},
    }
    assert made["boxes"]["together_no"] == {"tick": "live.1"}
    assert made["boxes"]["county"] == {"left": "court"}
    assert made["left"] == [{"left": "not-decided", "boxes": ["more"]}]
    assert "# was F[0].name" in text


def test_patterns_of_a_map_are_written_out() -> None:
    data = {"boxes": {"a*": {"value": "x"}, "a1": {"left": "court"}, "b": {"on": {"Yes": {"tick": "t"}}}}}
    assert rawmap.rules(data, {"a1", "a2", "b", "c"}) == {
        "a1": {"left": "court"},
        "a2": {"value": "x"},
        "b": {"on": {"Yes": {"tick": "t"}}},
    }
    assert rawmap.fills({"on": {"Yes": {"tick": "t"}}})
    assert not rawmap.fills({"widgets": {"0": {"left": "court"}}})


# Which form of ours


@pytest.fixture
def mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with one map, of the court's copy."""
    folder = tmp_path / "us-xx" / "forms" / "xx-100"
    folder.mkdir(parents=True)
    (folder / "fields.yaml").write_text(write_fields(court()), "utf-8")
    (folder / "form.yaml").write_text(
        "number: XX-100\ntitle: Request for an Order\nedition: Rev. May 1, 2031\nserves: [an-order]\n"
        'boxes:\n  "F[0].name": {value: petitioner_name}\nleft:\n- left: court\n  boxes: ["F[0].y*", "F[0].t7"]\n',
        "utf-8",
    )
    monkeypatch.setattr(catalog, "data_folder", lambda name: tmp_path)
    for cached in (catalog.maps, catalog.edition_in, rawmap.used):
        cached.cache_clear()
    yield folder
    for cached in (catalog.maps, catalog.edition_in, rawmap.used):
        cached.cache_clear()


def test_a_blank_is_found_among_the_maps(mapped: Path) -> None:
    for blank in (court(), renamed(), renamed(without="county")):
        known = catalog.recognised(blank)
        assert known.standing == "mapped"
        assert known.map is not None
        assert (known.map.id, known.map.serves) == ("us-xx/xx-100", ("an-order",))
    lacking = catalog.recognised(renamed(without="name"))
    assert lacking.standing == "lacks boxes"


def test_what_is_not_the_mapped_edition(mapped: Path) -> None:
    assert catalog.recognised(renamed(words=page("Rev. June 1, 2032"))).standing == "another edition"
    unknown = catalog.recognised(renamed(words=page("")))
    assert unknown.standing in ("edition not known", "not mapped")
    other = catalog.recognised(renamed(words=page(number="ZZ-7")))
    assert (other.standing, other.map) == ("not mapped", None)
    # the same number on another place's form, which says other things
    elsewhere: Words = [(72, 700, 14, "Motion to Seal the File"), (72, 30, 8, "XX-100 [Rev. May 1, 2031]")]
    assert catalog.recognised(renamed(words=elsewhere)).map is None
