"""What is known of the people who rate: counts and bias beside the program, beside others, and over time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agreement.gate import RatedAnswer
from app.agreement.measures import NotEstimated, Pair
from app.agreement.raters import LATELY_S, Rater, raters_of
from tests.unit.agreement.test_agreement import POINTS, estimate

NOW = 1_790_000_000.0
FEW = NotEstimated("too_few_pairs")


def answer(human: float, program: float, second: float | None = None, *, ago_s: float = 60.0) -> RatedAnswer:
    pair = Pair(human, program)
    return RatedAnswer("ps_need", "Q1", "s", "1", pair, second, "bao", NOW - ago_s, "an", NOW - ago_s)


def test_each_person_stands_beside_the_program_and_beside_the_others() -> None:
    rated = [answer(6, 5, 5), answer(7, 6, 6.5), answer(8, 7, 6.5), answer(3, 3)]
    an, bao = raters_of(rated, NOW)
    assert (an.name, an.answers, an.shared) == ("an", 3, 3)
    assert (bao.name, bao.answers, bao.shared) == ("bao", 4, 3)
    assert estimate(bao.beside_others).value == pytest.approx(1.0)
    assert estimate(an.beside_others).value == pytest.approx(-1.0)
    assert estimate(bao.beside_program).value == pytest.approx(0.75)
    assert estimate(an.beside_program).value == pytest.approx(0.0)


def test_who_rates_otherwise_than_before_is_seen_in_time() -> None:
    long_ago = [answer(5, 5, ago_s=LATELY_S + 1), answer(6, 6, ago_s=LATELY_S + 1), answer(7, 7, ago_s=9e7)]
    lately = [answer(6, 5, ago_s=LATELY_S), answer(7, 6), answer(8, 7)]
    (bao,) = raters_of(long_ago + lately, NOW)
    assert estimate(bao.earlier).value == 0.0
    assert estimate(bao.lately).value == 1.0


def test_too_few_give_a_reason_and_nobody_without_ratings_is_named() -> None:
    assert raters_of([], NOW) == ()
    (bao,) = raters_of([answer(5, 5), answer(6, 5)], NOW)
    assert bao == Rater("bao", 2, FEW, 0, FEW, FEW, FEW)


@given(st.lists(st.tuples(POINTS, POINTS, POINTS), min_size=3, max_size=20))
def test_what_one_of_two_is_above_the_other_is_below(values: list[tuple[float, float, float]]) -> None:
    an, bao = raters_of([answer(*each) for each in values], NOW)
    up, down = estimate(an.beside_others), estimate(bao.beside_others)
    assert (up.value, up.low, up.high) == pytest.approx((-down.value, -down.high, -down.low))
