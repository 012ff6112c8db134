"""The content's scoring rules: weights, what is left out, flags, bands, errors."""

import pytest

from app.domain.language import Language
from app.domain.score import AnswerScores, Band, DimensionScore, NotScored, Score, SubDimensionScore
from app.errors import KioskError
from app.scoring.aggregate import composite_of, dimension_scores, sub_weights
from app.scoring.assess import assess
from app.scoring.uncertainty import answer_error, mean_error
from tests.unit.scoring.answers import GOOD_ZH, JD, LS, PACK, ZH, demo_answers, interview, model, typed

PROFILE = model().profile(JD)


def answer(question: str, turn: int = 1, **scores: float | None) -> AnswerScores:
    """Scores of one answer, given by sub-dimension; None is not observed."""
    found = tuple(
        SubDimensionScore(sub, NotScored("not_observed") if value is None else Score(value, 1.5))
        for sub, value in scores.items()
    )
    return AnswerScores(question, turn, True, found, ())


def dimension(answers: list[AnswerScores], name: str, channel: str = "chat") -> DimensionScore:
    """The dimension `name` of those answers."""
    found = dimension_scores(model(), PROFILE, answers, channel, {})
    return next(each for each in found if each.dimension == name)


def value(result: object) -> float:
    assert isinstance(result, Score)
    return result.value


def test_a_sub_dimension_is_the_mean_weighted_by_share() -> None:
    answers = [answer("JD-Q04", co_listening=8.0), answer("JD-Q10", co_listening=4.0)]  # shares .35 and .25
    found = dimension(answers, "customer_orientation").sub_dimensions[0]
    assert value(found.result) == pytest.approx((8 * 0.35 + 4 * 0.25) / 0.60, abs=1e-4)
    assert found.questions == 2


def test_two_turns_share_the_weight_of_their_question() -> None:
    answers = [
        answer("JD-Q04", co_listening=4.0),
        answer("JD-Q04", turn=2, co_listening=8.0),
        answer("JD-Q10", co_listening=6.0),
    ]
    found = dimension(answers, "customer_orientation").sub_dimensions[0]
    assert value(found.result) == pytest.approx(6.0)
    assert found.questions == 2


def test_what_was_not_observed_is_left_out_and_not_zero() -> None:
    answers = [answer("JD-Q04", co_listening=8.0, co_empathy=None)]
    found = dimension(answers, "customer_orientation")
    assert value(found.result) == 8.0
    assert found.sub_dimensions[1].result == NotScored("not_observed")


def test_a_dimension_is_weighted_by_the_profile() -> None:
    answers = [answer("JD-Q05", ec_stability=8.0, ec_recovery=4.0)]  # weights 45 and 25
    assert value(dimension(answers, "emotional_control").result) == pytest.approx(
        (8 * 45 + 4 * 25) / 70, abs=1e-4
    )


def test_the_composite_is_weighted_over_scored_dimensions_only() -> None:
    answers = [answer("JD-Q05", ec_stability=8.0), answer("JD-Q07", it_rules=5.0)]  # weights 20 and 10
    found = dimension_scores(model(), PROFILE, answers, "chat", {})
    assert value(composite_of(PROFILE, found).result) == pytest.approx((8 * 20 + 5 * 10) / 30, abs=1e-4)


def test_fewer_than_three_questions_are_flagged() -> None:
    two = [answer("JD-Q04", co_listening=8.0), answer("JD-Q10", co_listening=8.0)]
    three = [*two, answer("JD-Q08", co_empathy=8.0)]
    assert dimension(two, "customer_orientation").flags == ("low_confidence",)
    assert dimension(three, "customer_orientation").flags == ()


def test_a_dimension_below_the_floor_asks_for_a_second_reader() -> None:
    low = [answer(name, it_rules=3.0) for name in ("JD-Q07", "JD-Q09", "JD-Q15")]
    assert dimension(low, "integrity_teamwork").flags == ("below_floor",)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (5.0, Band.BELOW),
        (5.1, Band.GREY_ZONE),
        (6.0, Band.GREY_ZONE),
        (6.9, Band.GREY_ZONE),
        (7.0, Band.ABOVE),
    ],
)
def test_the_band_follows_the_pass_line(score: float, band: Band) -> None:
    scored = DimensionScore("communication", Score(score, 0.5), ())
    assert composite_of(PROFILE, [scored]).band is band


def test_nothing_scored_has_no_band() -> None:
    found = interview([])
    assert found.composite.result == NotScored("not_observed")
    assert found.composite.band is Band.NONE


def test_pace_and_intelligibility_weigh_nothing_in_chat_and_wait_for_a_listener() -> None:
    assert sub_weights(PROFILE, "chat")["communication"]["cm_pace"] == 0
    assert sub_weights(PROFILE, "voice")["communication"]["cm_pace"] == 15
    found = dimension([answer("JD-Q09", cm_wording=7.0)], "communication", "voice")
    reasons = {each.sub_dimension: each.result for each in found.sub_dimensions}
    assert reasons["cm_pace"] == NotScored("needs_human_listener")
    assert value(found.result) == 7.0


def test_the_voice_channel_weighs_differently() -> None:
    answers = [answer("JD-Q09", cm_wording=9.0), answer("JD-Q13", cm_clarity=3.0)]
    chat = value(dimension(answers, "communication", "chat").result)
    voice = value(dimension(answers, "communication", "voice").result)
    assert chat == pytest.approx((9 * 45 + 3 * 55) / 100, abs=1e-4)
    assert voice == pytest.approx((9 * 30 + 3 * 35) / 65, abs=1e-4)


def test_more_answers_make_a_smaller_error() -> None:
    assert mean_error([1.5, 1.5, 1.5, 1.5], [1, 1, 1, 1]) == pytest.approx(0.75)
    assert answer_error(5, None) > answer_error(80, None) == answer_error(80, 0.9)


@pytest.mark.parametrize("language", Language)
def test_a_full_interview_has_the_error_of_the_reliability_target(language: Language) -> None:
    result = interview(demo_answers(language, "strong"), language).composite.result
    assert isinstance(result, Score)
    assert 0.55 <= result.standard_error <= 0.75  # science.md A.5: about 0.66


def test_a_single_answer_is_scored_and_flagged() -> None:
    result = interview([typed("JD-Q08", GOOD_ZH)])
    assert isinstance(result.composite.result, Score)
    assert "low_confidence" in result.flags


def test_the_policy_without_ai_scores_nothing() -> None:
    result = assess(model(), JD, "no_ai", ZH, demo_answers(ZH, "strong"))
    assert result.composite.band is Band.NONE
    reasons = {each.result for found in result.answers for each in found.scores}
    assert reasons == {NotScored("ai_scoring_off")}


@pytest.mark.parametrize(
    ("profile", "pack", "channel", "code"),
    [
        ("pilot", PACK, None, "profile_unknown"),
        (JD, "atlantis", None, "policy_pack_unknown"),
        (JD, PACK, "smoke", "channel_unknown"),
        (LS, PACK, None, "question_unknown"),
    ],
)
def test_unknown_names_are_told(profile: str, pack: str, channel: str | None, code: str) -> None:
    with pytest.raises(KioskError) as error:
        assess(model(), profile, pack, ZH, [typed("JD-Q08", GOOD_ZH)], channel=channel)
    assert error.value.code == code


def test_two_answers_to_one_turn_are_refused() -> None:
    with pytest.raises(KioskError) as error:
        interview([typed("JD-Q08", "您好"), typed("JD-Q08", GOOD_ZH)])
    assert error.value.code == "answer_twice"
