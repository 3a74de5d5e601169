"""Hidden values among words read off a picture, with the mistakes such reading makes. Nothing is read here."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.case.model import Secret
from assistant.disclosure.seen import Seeker, Sighting
from assistant.evidence.ocr.lines import Line, as_bytes, from_bytes

HOME = Secret("confidential.home_address", "home address", "47 Willow Creek Road, Apt 3B, Port Larkin, CA 90000")
PHONE = Secret("confidential.phone", "phone number", "(555) 555-0142")
EMAIL = Secret("confidential.email", "email", "jamie.rivera@example.org")
SCHOOL = Secret("confidential.school", "school", "Oak")
WORK = Secret("confidential.work", "workplace", "Larkin Harbor School")
ALL = (HOME, PHONE, EMAIL, SCHOOL, WORK)


def lines(*texts: str, score: float = 0.95) -> list[Line]:
    """Lines of one column, one below the other."""
    return [
        Line(t, score, ((10, 10 + 4 * n), (60, 10 + 4 * n), (60, 13 + 4 * n), (10, 13 + 4 * n)))
        for n, t in enumerate(texts)
    ]


def seen(*texts: str, score: float = 0.95) -> dict[str, bool]:
    return {s.secret.label: s.sure for s in Seeker(ALL).seen(lines(*texts, score=score))}


@pytest.mark.parametrize(
    "texts",
    [
        ("You live at 47 Willow Creek Road",),
        ("at 47 WILLOW CREEK RD, APT 3B!",),
        ("47WillowCreekRd",),
        ("47 Wi11ow Creek R0ad",),
        ("You are at 47 Willow", "Creek Road, right?"),
        ("47 Willow-Creek Rd. #3B",),
        ("a message of 9:41", "47 Willow Creek Road, Unit 3B", "Port Larkin"),
    ],
)
def test_an_address_is_seen_however_it_was_read(texts: tuple[str, ...]) -> None:
    assert seen(*texts) == {"home address": True}


@pytest.mark.parametrize(
    "text", ["call 5555550142 now", "(555) 555-O142", "+1 555.555.0142", "l5555550142", "555 555 0l42"]
)
def test_a_phone_number_is_seen_however_it_was_read(text: str) -> None:
    assert seen(text) == {"phone number": True}


def test_words_that_are_no_hidden_value_are_none() -> None:
    assert not seen(
        "nothing of the kind", "Willow Tree Lane 470", "in the creek", "soaking wet", "555 555 0199", "4711"
    )


def test_a_longer_number_is_another_number() -> None:
    assert True not in seen("147 Willow Creek Road").values()
    assert not seen("99555555014277")


def test_what_only_looks_like_it_is_for_a_person_to_decide() -> None:
    assert seen("49 Willow Creek Road") == {"home address": False}  # a neighbour's house, or a 7 read as a 9
    assert seen("47 Wilow Creck Road") == {"home address": False}
    assert seen("47 Willow Creek Road", score=0.4) == {"home address": False}  # half guessed
    assert seen("0ak") == {"school": False}  # too short to be sure with signs taken for each other
    assert seen("the Oak school") == {"school": True}


def test_a_line_split_in_two_columns_is_put_together() -> None:
    """A wrapped address whose second half is found after another column's line."""
    left, right = lines("47 Willow", "Creek Road"), lines("Hello", "Bye")
    moved = [Line(x.text, x.score, tuple((a + 55, b) for a, b in x.corners)) for x in right]  # type: ignore[arg-type]
    assert [s.sure for s in Seeker([HOME]).seen([left[0], moved[0], left[1], moved[1]])] == [True]


def test_lines_upside_down_and_sideways_are_read_in_their_own_order() -> None:
    down = [Line(x.text, x.score, x.corners, turned=True) for x in lines("Creek Road", "47 Willow")]
    assert Seeker([HOME]).seen(down)[0].sure
    tall = [
        Line(t, 0.9, ((10 + 5 * n, 10), (13 + 5 * n, 10), (13 + 5 * n, 60), (10 + 5 * n, 60)))
        for n, t in enumerate(("other", "47 Willow", "Creek Road"))
    ]
    assert Seeker([HOME]).seen(tall)[0].sure
    assert Seeker([HOME]).seen(tall[::-1])[0].sure


def covered(sighting: Sighting, left: float, right: float) -> bool:
    return any(box[0] <= left and box[2] >= right for box in sighting.boxes)


def test_the_area_is_where_the_value_stands_and_leaves_the_rest() -> None:
    text = "You are at 47 Willow Creek Road, right? I am outside and will wait"
    (found,) = Seeker([HOME]).seen(lines(text))
    step = 50 / len(text)
    start = 10 + step * text.index("47")
    assert covered(found, start, start + step * len("47 Willow Creek Road"))
    assert found.boxes[0][0] > 10 + step * len("You are")
    assert found.boxes[0][2] < 60 - step * len("outside and will wait")
    assert found.boxes[0][1] < 10
    assert found.boxes[0][3] > 13


def test_a_reading_is_kept_as_it_was() -> None:
    some = (*lines("Zoë's straße", "47"), Line("x", 0.5, ((1, 2), (3, 2), (3, 4), (1, 4)), turned=True))
    assert from_bytes(as_bytes(some)) == some
    for broken in (
        b"",
        b"[[1]]",
        b"{}3",
        b'[["a", 1, [[1,2],[1,2],[1,2]]]]',
        b'[["a", NaN, [[1,2],[1,2],[1,2],[1,2]]]]',
    ):
        with pytest.raises(ValueError, match=r"."):
            from_bytes(broken)


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9)
LIKE = {"o": "0", "l": "1", "i": "l", "s": "5", "z": "2", "b": "8", "g": "9", "0": "O", "1": "l", "5": "S", "8": "B"}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 9999), WORDS, WORDS, st.randoms(use_true_random=False))
@example(1, "aaav", "vaaa", random.Random(0))
def test_signs_taken_for_each_other_and_lost_spaces_hide_no_address(
    number: int, first: str, second: str, by: random.Random
) -> None:
    value = f"{number} {first.title()} {second.title()} Street"
    read = "".join(LIKE.get(c.lower(), c) if by.random() < 0.4 else c for c in value)
    read = "".join(c for c in read if c != " " or by.random() < 0.5)
    assert [s.sure for s in Seeker([Secret("p", "home address", value)]).seen(lines(f"at ({read}), you"))] == [True]
