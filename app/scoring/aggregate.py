"""From answers to sub-dimensions, dimensions and the composite: exactly the content's scoring_rules.

A sub-dimension is the mean of the answers that showed it, weighted by the question's share; a dimension the
weighted mean of its scored sub-dimensions; the composite that of the scored dimensions. What was not
observed is left out, never counted as 0.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.domain.competency import CompetencyModel, Dimension, JobProfile
from app.domain.score import (
    AnswerScores,
    Band,
    Composite,
    DimensionScore,
    NotScored,
    Score,
    SubDimensionScore,
)
from app.scoring.uncertainty import mean_error, with_sitting

LOW_CONFIDENCE, BELOW_FLOOR = "low_confidence", "below_floor"


@dataclass(frozen=True, slots=True)
class _Seen:
    """One answer's score of a sub-dimension with its weight."""

    question: str
    score: Score
    weight: float


def dimension_scores(
    model: CompetencyModel,
    profile: JobProfile,
    answers: Sequence[AnswerScores],
    channel: str,
    voice: Mapping[str, tuple[float, float]],
) -> tuple[DimensionScore, ...]:
    """Every dimension the profile weighs. voice: sub-dimension -> (share, level), empty without affect."""
    weights = sub_weights(profile, channel)
    shares = {question.id: question.scores for question in profile.questions}
    found = []
    for dimension in model.dimensions:
        if dimension.id in profile.weights:
            own = weights.get(dimension.id, {})
            found.append(_dimension(model, profile, dimension, answers, shares, own, voice))
    return tuple(found)


def sub_weights(profile: JobProfile, channel: str) -> Mapping[str, Mapping[str, float]]:
    """The weights of sub-dimensions in `channel`: the profile's, with what the channel changes."""
    return {**profile.sub_weights, **profile.channel_sub_weights.get(channel, {})}


def _dimension(
    model: CompetencyModel,
    profile: JobProfile,
    dimension: Dimension,
    answers: Sequence[AnswerScores],
    shares: Mapping[str, Mapping[str, float]],
    weights: Mapping[str, float],
    voice: Mapping[str, tuple[float, float]],
) -> DimensionScore:
    subs: list[SubDimensionScore] = []
    questions: set[str] = set()
    for sub in dimension.sub_dimensions:
        seen = _seen(sub.id, answers, shares)
        if weights.get(sub.id, 0.0) > 0:
            questions |= {each.question for each in seen}
        subs.append(_sub_dimension(sub.id, seen, sub.is_global, voice.get(sub.id)))
    return dimension_of(model, profile, dimension.id, subs, weights, questions)


def dimension_of(
    model: CompetencyModel,
    profile: JobProfile,
    dimension: str,
    subs: Sequence[SubDimensionScore],
    weights: Mapping[str, float],
    questions: Collection[str],
) -> DimensionScore:
    """The weighted mean of what is scored among `subs`. questions: whose answers showed any of it."""
    scored = [
        (sub.result, weights.get(sub.sub_dimension, 0.0))
        for sub in subs
        if isinstance(sub.result, Score) and weights.get(sub.sub_dimension, 0.0) > 0
    ]
    if not scored:
        return DimensionScore(dimension, NotScored("not_observed"), tuple(subs), (LOW_CONFIDENCE,))
    result = _weighted(scored)
    flags = [LOW_CONFIDENCE] if len(questions) < model.rules.min_questions_per_dimension else []
    if result.value < profile.pass_line.dimension_floor:
        flags.append(BELOW_FLOOR)
    return DimensionScore(dimension, result, tuple(subs), tuple(flags))


def _seen(
    sub: str, answers: Sequence[AnswerScores], shares: Mapping[str, Mapping[str, float]]
) -> list[_Seen]:
    """The scores of `sub`; two turns of one question share its weight."""
    scored = [
        (answer.question_id, score.result)
        for answer in answers
        for score in answer.scores
        if score.sub_dimension == sub and isinstance(score.result, Score)
    ]
    turns = {name: sum(name == other for other, _ in scored) for name, _ in scored}
    return [
        _Seen(name, result, shares[name].get(sub, 0.0) / turns[name])
        for name, result in scored
        if shares[name].get(sub, 0.0) > 0
    ]


def _sub_dimension(
    sub: str, seen: Sequence[_Seen], is_global: bool, voice: tuple[float, float] | None
) -> SubDimensionScore:
    if is_global and not seen:
        return SubDimensionScore(sub, NotScored("needs_human_listener"), 0)
    if not seen:
        return SubDimensionScore(sub, NotScored("not_observed"), 0)
    weights = [each.weight for each in seen]
    value = sum(each.score.value * each.weight for each in seen) / sum(weights)
    if voice is not None:
        share, level = voice
        value = (1 - share) * value + share * level
    error = mean_error([each.score.standard_error for each in seen], weights)
    return SubDimensionScore(sub, Score(round(value, 4), error), len({each.question for each in seen}))


def _weighted(scored: Sequence[tuple[Score, float]]) -> Score:
    weights = [weight for _, weight in scored]
    value = sum(score.value * weight for score, weight in scored) / sum(weights)
    return Score(round(value, 4), mean_error([score.standard_error for score, _ in scored], weights))


def composite_of(profile: JobProfile, dimensions: Sequence[DimensionScore]) -> Composite:
    """The weighted mean of the scored dimensions and where it stands against the advisory pass line."""
    scored = [
        (dimension.result, profile.weights[dimension.dimension])
        for dimension in dimensions
        if isinstance(dimension.result, Score) and profile.weights[dimension.dimension] > 0
    ]
    if not scored:
        return Composite(NotScored("not_observed"), Band.NONE)
    mean = _weighted(scored)
    return Composite(Score(mean.value, with_sitting(mean.standard_error)), _band(profile, mean.value))


def _band(profile: JobProfile, value: float) -> Band:
    low, high = profile.pass_line.grey_zone
    if value < low:
        return Band.BELOW
    return Band.ABOVE if value > high else Band.GREY_ZONE
