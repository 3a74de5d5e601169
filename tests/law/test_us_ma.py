"""Massachusetts: counts and single acts, the day and the place of one continuous event."""

from __future__ import annotations

import pytest
from tables import CANNOT_TELL, NO, TODAY, YES, days_ago, events, ground_of, on, one_episode, warnings

from assistant.dates import Within

HPO = ("us-ma", "harassment-prevention")


@pytest.mark.parametrize(("number", "enough"), [(0, NO), (1, NO), (2, NO), (3, YES), (4, YES)])
def test_three_acts(number: int, enough: Within) -> None:
    assert ground_of(*HPO, "three-acts", *events(number)).enough is enough


def test_one_continuous_event_is_one_act() -> None:
    assert ground_of(*HPO, "three-acts", *one_episode(3)).enough is CANNOT_TELL
    assert ground_of(*HPO, "three-acts", *one_episode(3, separate=True)).enough is YES
    assert "F05-acts-in-one-episode" in warnings(*HPO, *one_episode(3, "following"))


def test_no_window_of_time() -> None:
    old = [days_ago(4000 + n) for n in range(3)]
    assert ground_of(*HPO, "three-acts", *old).in_window is None
    assert not warnings(*HPO, *(on(f"2011-0{n}-05", "following") for n in (1, 2, 3)))


@pytest.mark.parametrize("order", ["abuse-prevention", "harassment-prevention"])
def test_an_order_without_a_limit_warns_of_no_age(order: str) -> None:
    assert not warnings("us-ma", order, on("2001-02-28", "sexual-assault"), today=TODAY)
