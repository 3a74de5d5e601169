"""The picture of time: what is drawn where, in words as well, on one page, from what the public may see."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from conftest import TODAY, Sample
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from test_packet import pdf_text, squeeze
from test_packet_bound import elements

from assistant.case.model import Incident, Police, PriorOrder, Told
from assistant.dates import When
from assistant.disclosure import public_case
from assistant.documents.timeline import Timeline, in_words, timeline, timeline_pdf


def told(*incidents: Incident, orders: tuple[PriorOrder, ...] = ()) -> Told:
    return replace(Sample("ca-neighbor").case.told, incidents=incidents, prior_orders=orders)


def event(number: int, edtf: str | None, *kinds: str, police: str | None = None) -> Incident:
    when = When(edtf) if edtf else None
    return Incident(
        id=f"i{number}", number=number, title=f"Title {number}", when=when, conduct=kinds, police=Police(level=police)
    )


def line_of(*incidents: Incident, orders: tuple[PriorOrder, ...] = ()) -> Timeline:
    sample = Sample("ca-neighbor")
    found = timeline(told(*incidents, orders=orders), sample.sheet, TODAY)
    assert found is not None
    return found


def test_exact_days_are_marks_and_rough_ones_spans() -> None:
    line = line_of(
        event(1, "2026-11-14", "threat-of-harm"),
        event(2, "2026-03~", "following"),
        event(3, "2026-06/2026-08", "following"),
    )
    rough, season, exact = line.points
    assert (exact.first, exact.last, exact.exact) == (date(2026, 11, 14), date(2026, 11, 14), True)
    assert not rough.exact
    assert rough.first < date(2026, 3, 1)
    assert rough.last > date(2026, 3, 31)
    assert (season.first, season.last) == (date(2026, 6, 1), date(2026, 8, 31))
    assert line.lanes == (("Followed", (1, 2)), ("Said or showed they would hurt someone", (3,)))


def test_gaps_police_orders_and_undated() -> None:
    order = PriorOrder("o1", "me", "District Court", "55", "June 30, 2026", None, True, None)
    unread = PriorOrder("o2", "me", "District Court", "56", "some time ago", None, True, None)
    line = line_of(
        event(1, "2026-01-05", "following"),
        event(2, "2026-09-05", "following", police="report"),
        event(3, None, "following"),
        orders=(order, unread),
    )
    assert line.gaps == ((date(2026, 1, 6), date(2026, 9, 4)),)
    assert line.police == (2,)
    assert [o.first for o in line.orders] == [date(2026, 6, 30)]
    assert line.undated == ("Title 3",)
    words = in_words(line, Sample("ca-neighbor").sheet)
    assert "242 days with no event told" in words
    assert "Police: A report was made" in words
    assert "June 30, 2026: order made, District Court, 55" in words
    assert "Title 3" in words
    assert "days with no event" not in in_words(line, Sample("ca-neighbor").sheet, gaps=False)


def test_without_dates_there_is_no_picture() -> None:
    assert timeline(told(event(1, None, "following")), Sample("ca-neighbor").sheet, TODAY) is None


def test_the_page_is_tagged_and_says_in_words_what_it_shows(sample: Sample) -> None:
    line = timeline(public_case(sample.case, sample.order).told, sample.sheet, TODAY)
    assert line is not None
    data = timeline_pdf(line, sample.sheet, attached=False, draft=True)
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    figures = [e for e in elements(reader) if e["/S"] == "/Figure"]
    alt = str(figures[0]["/Alt"])
    for point in line.points:
        assert point.words() in alt
    xmp = reader.root_object["/Metadata"].get_object().get_data()  # type: ignore[union-attr]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp
    text = squeeze(pdf_text(data))
    assert all(squeeze(p.title) in text for p in line.points)


def test_the_attachment_does_not_count_gaps(sample: Sample) -> None:
    line = timeline(public_case(sample.case, sample.order).told, sample.sheet, TODAY)
    assert line is not None
    attached = timeline_pdf(line, sample.sheet, attached=True, draft=True)
    assert "noeventtold" not in squeeze(pdf_text(attached))
    assert "Attachment 2" in pdf_text(attached)
    if line.gaps:
        assert "noeventtold" in squeeze(pdf_text(timeline_pdf(line, sample.sheet, attached=False, draft=True)))


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(date(1990, 1, 1), date(2026, 11, 1)),
            st.sampled_from(["%Y-%m-%d", "%Y-%m-%d~", "%Y-%m", "%Y", "%Y-%m~"]),
            st.lists(
                st.sampled_from(["following", "phone-calls", "threat-of-harm", "trespass", "other"]),
                max_size=3,
                unique=True,
            ),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_any_dates_fit_one_page(rows: list[tuple[date, str, list[str]]]) -> None:
    line = line_of(*(event(n, day.strftime(shape), *kinds) for n, (day, shape, kinds) in enumerate(rows, 1)))
    assert len(line.points) == len(rows)
    assert line.first <= min(p.first for p in line.points)
    for first, last in line.gaps:  # no event can have been in a gap
        assert all(p.last < first or last < p.first for p in line.points)
    data = timeline_pdf(line, Sample("ca-neighbor").sheet, attached=False, draft=False)
    assert len(PdfReader(io.BytesIO(data)).pages) == 1


def test_many_kinds_and_events_still_fit() -> None:
    from assistant.jurisdiction.vocabulary import CONDUCT

    kinds = list(CONDUCT)
    line = line_of(*(event(n, f"2026-{n % 10 + 1:02d}-11", kinds[n % len(kinds)]) for n in range(1, 27)))
    assert line.more > 0
    data = timeline_pdf(line, Sample("ca-neighbor").sheet, attached=False, draft=False)
    assert len(PdfReader(io.BytesIO(data)).pages) == 1


@pytest.mark.parametrize("name", ["wa-moving-away"])
def test_no_hidden_value_in_the_picture(name: str) -> None:
    from assistant.disclosure.matching import find_secret

    sample = Sample(name)
    line = timeline(public_case(sample.case, sample.order).told, sample.sheet, TODAY)
    assert line is not None
    text = in_words(line, sample.sheet) + pdf_text(timeline_pdf(line, sample.sheet, attached=True, draft=True))
    assert not any(find_secret(text, s.value) for s in sample.case.kept.secrets)


def test_marks_of_one_lane_that_would_lie_over_each_other_stand_in_rows_of_their_own() -> None:
    from assistant.documents.timeline import MOST_ROWS, _in_rows

    long, inside = {"from": 0.0, "to": 0.8, "exact": False}, {"from": 0.1, "to": 0.3, "exact": False}
    after = {"from": 0.9, "to": 0.902, "exact": True}
    assert _in_rows([long, inside, after]) == 2
    assert (long["row"], inside["row"], after["row"]) == (0, 1, 0)
    crowd = [{"from": n / 1000, "to": n / 1000 + 0.5} for n in range(9)]
    assert _in_rows(crowd) == MOST_ROWS
    assert {mark["row"] for mark in crowd} == set(range(MOST_ROWS))


def test_the_picture_is_grey_so_that_print_in_black_and_white_loses_nothing() -> None:
    from assistant.packet.drawn import Drawn

    order = PriorOrder("o1", "me", "District Court", "55", "June 30, 2026", None, True, None)
    line = line_of(
        event(1, "2026-06-05", "following", police="report"), event(2, "2026-07", "following"), orders=(order,)
    )
    with Drawn(timeline_pdf(line, Sample("ca-neighbor").sheet, attached=True, draft=True)) as drawn:
        assert drawn.colour(0) == ""
