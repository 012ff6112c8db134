"""How far a second reader may go: one anchor step, verbatim, never over Tier 0's doubts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence import Evidence
from app.domain.score import AnswerScores, NotScored, Score, SubDimensionScore
from app.errors import BugError
from app.scoring.tiers import ANCHORS, NO_OPINION, Nudge, Opinion, apply_nudges, scorer_name, stepped

TEXT = "I heard her out and played it back."
HALVES = st.integers(2, 20).map(lambda each: each / 2)


def quote(start: int = 0, end: int = 15, sub: str = "co_listening", points: float = 0.0) -> Evidence:
    return Evidence("Q", 1, sub, "Q.k2@tier1", start, end, TEXT[start:end], points)


def nudge(steps: int = 1, tier: str = "tier1", **more: object) -> Nudge:
    return replace(
        Nudge("Q", 1, "co_listening", steps, (quote(),), tier, f"{tier}/x"),
        **more,  # type: ignore[arg-type]
    )


def answer(value: float | None, *evidence: Evidence, flags: tuple[str, ...] = ()) -> AnswerScores:
    result = NotScored("not_observed") if value is None else Score(value, 1.5)
    return AnswerScores("Q", 1, True, (SubDimensionScore("co_listening", result),), evidence, flags)


def applied(before: AnswerScores, *nudges: Nudge) -> AnswerScores:
    return apply_nudges([before], nudges, {("Q", 1): TEXT})[0]


def value_of(scores: AnswerScores) -> float:
    result = scores.scores[0].result
    assert isinstance(result, Score)
    return result.value


@pytest.mark.parametrize(
    ("value", "up", "down"),
    [(1, 3, 1), (3, 5, 1), (4, 6, 2), (5, 7, 3), (7, 10, 5), (8.5, 10, 6), (10, 10, 7)],
)
def test_a_step_leads_to_the_next_anchor(value: float, up: float, down: float) -> None:
    assert (stepped(value, 1), stepped(value, 0), stepped(value, -1)) == (up, value, down)


@given(HALVES, HALVES, st.sampled_from([-1, 0, 1]))
def test_a_step_keeps_the_order_and_the_scale(one: float, other: float, steps: int) -> None:
    low, high = sorted((one, other))
    assert ANCHORS[0] <= stepped(low, steps) <= stepped(high, steps) <= ANCHORS[-1]


def test_two_tiers_together_move_one_step_and_share_the_points() -> None:
    after = applied(answer(5.0), nudge(1), nudge(1, "tier2", evidence=(quote(20, 34),)))
    assert value_of(after) == 7.0
    assert [each.points for each in after.evidence] == [1.0, 1.0]
    assert after.flags == ("tier1_moved", "tier2_moved")


def test_readers_that_disagree_move_nothing_but_are_shown() -> None:
    after = applied(answer(5.0), nudge(1), nudge(-1, "tier2"))
    assert value_of(after) == 5.0
    assert [each.points for each in after.evidence] == [0.0]
    assert after.flags == ()


def test_what_is_not_scored_stays_so() -> None:
    before = answer(None)
    assert applied(before, nudge()) == before


@pytest.mark.parametrize("flag", ["keyword_list", "prompt_copied", "repeated", "red_flag"])
def test_nothing_is_raised_in_words_that_are_not_own_prose(flag: str) -> None:
    assert value_of(applied(answer(5.0, flags=(flag,)), nudge(1))) == 5.0
    assert value_of(applied(answer(5.0, flags=(flag,)), nudge(-1))) == 3.0


def test_nothing_is_raised_over_what_speaks_against_it() -> None:
    assert value_of(applied(answer(5.0, quote(points=-1.25)), nudge(1))) == 5.0
    assert value_of(applied(answer(5.0, quote(sub="co_empathy", points=-1.25)), nudge(1))) == 7.0


def test_a_quote_that_is_not_there_is_a_bug() -> None:
    false = Evidence("Q", 1, "co_listening", "Q.k2@tier2", 0, 5, "hello")
    for bad in (false, replace(quote(), start=1, end=16)):
        with pytest.raises(BugError):
            applied(answer(5.0), nudge(evidence=(bad,)))


@pytest.mark.parametrize(
    "wrong", [{"steps": 2}, {"steps": -2}, {"evidence": ()}, {"turn": 2}, {"sub_dimension": "co_empathy"}]
)
def test_a_nudge_without_a_span_or_of_two_steps_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="tier1"):
        nudge(**wrong)  # type: ignore[arg-type]


def test_every_reader_is_named() -> None:
    assert scorer_name("tier0/1", NO_OPINION) == "tier0/1"
    assert scorer_name("tier0/1", Opinion(readers=("tier1/a/b", "tier2/m"))) == "tier0/1+tier1/a/b+tier2/m"
