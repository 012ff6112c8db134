"""Limits as functions of seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.flow.timing import answer_clock, asks_if_finished, has_left, is_idle, preparation_clock


@pytest.mark.parametrize(
    ("elapsed_s", "left_s", "is_over"),
    [(0.0, 30, False), (0.2, 30, False), (29.5, 1, False), (30.0, 0, True)],
)
def test_preparation_counts_down_to_the_answer(elapsed_s: float, left_s: int, is_over: bool) -> None:
    clock = preparation_clock(elapsed_s, 30)
    assert (clock.left_s, clock.is_over) == (left_s, is_over)


def test_an_answer_may_overrun_to_end_the_sentence() -> None:
    assert not answer_clock(89.9, 90).is_overrun
    over = answer_clock(90.0, 90)
    assert (over.is_overrun, over.is_over, over.left_s) == (True, False, 0)
    assert answer_clock(105.0, 90).is_over


@given(st.floats(0, 1000), st.integers(0, 300))
def test_the_share_of_time_stays_between_none_and_all(elapsed_s: float, limit_s: int) -> None:
    assert 0 <= answer_clock(elapsed_s, limit_s).used <= 1
    assert preparation_clock(elapsed_s, limit_s).left_s >= 0


def test_a_silent_room_is_asked_before_it_is_left() -> None:
    assert (is_idle(59), is_idle(60), has_left(179), has_left(180)) == (False, True, False, True)


@pytest.mark.parametrize(
    ("silent_s", "asks"), [(None, False), (0.0, False), (2.49, False), (2.5, True), (60.0, True)]
)
def test_a_speaker_who_falls_silent_is_asked_and_one_who_has_not_begun_is_not(
    silent_s: float | None, asks: bool
) -> None:
    assert asks_if_finished(silent_s) is asks
