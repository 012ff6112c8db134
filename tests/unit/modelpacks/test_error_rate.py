"""Edits and what is counted, against cases worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.language import Language
from app.modelpacks.error_rate import edits, tokens
from tests.unit.analysis.word_errors import word_error_rate

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("said", "heard", "count"),
    [
        ("", "", 0),
        ("abc", "", 3),
        ("", "abc", 3),
        ("abc", "abc", 0),
        ("abc", "axc", 1),  # one substitution
        ("abc", "ac", 1),  # one deletion
        ("abc", "abxc", 1),  # one insertion
        ("kitten", "sitting", 3),
        ("intention", "execution", 5),
        ("sunday", "saturday", 3),
        ("我先帮您查订单", "我先帮你查一下订单", 3),  # 您→你, 一 and 下 come in
        ("abcdef", "fedcba", 6),
    ],
)
def test_hand_cases(said: str, heard: str, count: int) -> None:
    assert edits(list(said), list(heard)) == count


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_it_is_a_distance(one: str, two: str, three: str) -> None:
    assert (edits(one, two) == 0) == (one == two)
    assert edits(one, two) == edits(two, one)
    assert edits(one, three) <= edits(one, two) + edits(two, three)
    assert abs(len(one) - len(two)) <= edits(one, two) <= max(len(one), len(two))


@given(
    st.lists(st.sampled_from(["a", "be", "see"]), min_size=1, max_size=8),
    st.lists(st.sampled_from(["a", "be"])),
)
def test_the_word_error_rate_is_that_of_the_tests_own_formula(said: list[str], heard: list[str]) -> None:
    rate = edits(said, heard) / len(said)
    assert rate == pytest.approx(word_error_rate(" ".join(said), " ".join(heard)))


@pytest.mark.parametrize(
    ("text", "language", "counted"),
    [
        ("您好，請問訂單？", ZH, list("您好请问订单")),
        ("订单 A12 号", ZH, list("订单a12号")),
        ("Don’t — ask, what's UP", EN, ["don't", "ask", "what's", "up"]),
        ("", EN, []),
        ("，。", ZH, []),
    ],
)
def test_what_is_counted(text: str, language: Language, counted: list[str]) -> None:
    assert tokens(text, language) == counted
