"""Dimension and composite scores without hidden sub-dimensions, by the scorer's own rules of aggregation. Pure.

A sub-dimension whose agreement is below its minimum (decisions 0025, 0033) is left out as if it had not been observed:
the weights of the others are raised in proportion. What was stored and sent stays as it was.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.agreement.gate import Judged
from app.domain.competency import CompetencyModel, JobProfile, PassLine
from app.domain.score import Band, Composite, DimensionScore, NotScored, Result, Score, SubDimensionScore
from app.scoring.aggregate import BELOW_FLOOR, composite_of, dimension_of, sub_weights

AGREEMENT_BELOW = "agreement_below"
LEAST_LEFT = (
    0.5  # share of the weight that counted before; with less it would be another score under the old name
)
GREY_ZONE = "grey_zone"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """The scores of an interview that may be shown."""

    dimensions: tuple[DimensionScore, ...]
    composite: Composite

    @property
    def value(self) -> float | None:
        """The composite, or None where there is none."""
        result = self.composite.result
        return result.value if isinstance(result, Score) else None

    @property
    def least_dimension(self) -> float | None:
        """The lowest score of a dimension, or None where there is none."""
        values = [each.result.value for each in self.dimensions if isinstance(each.result, Score)]
        return min(values, default=None)


NOTHING = Shown((), Composite(NotScored(AGREEMENT_BELOW), Band.NONE))


def hidden_of(judged: Mapping[str, Judged]) -> frozenset[str]:
    """The sub-dimensions whose scores are not shown."""
    return frozenset(name for name, each in judged.items() if not each.is_shown)


def shown_of(
    model: CompetencyModel,
    job: JobProfile,
    dimensions: Mapping[str, Sequence[SubDimensionScore]],
    hidden: Collection[str],
    questions: Mapping[str, Collection[str]] | None = None,
) -> Shown:
    """What is left of an interview's scores.

    Args:
        dimensions: By dimension, in the order of the profile, its sub-dimensions as they were scored.
        questions: By sub-dimension, the questions whose answers showed it; None: nobody asks for flags.
    """
    weights = sub_weights(job, job.default_channel)
    found = []
    for name, subs in dimensions.items():
        own = weights.get(name, {})
        left = [_covered(each) if each.sub_dimension in hidden else each for each in subs]
        seen = {
            question
            for each in left
            if isinstance(each.result, Score) and own.get(each.sub_dimension, 0.0) > 0
            for question in (questions or {}).get(each.sub_dimension, ())
        }
        made = dimension_of(model, job, name, left, own, seen)
        if _is_too_little(_weight(subs, own), _weight(left, own)):
            made = replace(made, result=NotScored(AGREEMENT_BELOW))
        found.append(made)
    known = [each for each in found if each.dimension in job.weights]  # the content may have changed since
    composite = composite_of(job, known)
    before = sum(
        job.weights[each.dimension]
        for each in known
        if _weight(dimensions[each.dimension], weights.get(each.dimension, {}))
    )
    after = sum(job.weights[each.dimension] for each in known if isinstance(each.result, Score))
    if _is_too_little(before, after):
        composite = Composite(NotScored(AGREEMENT_BELOW), Band.NONE)
    return Shown(tuple(found), composite)


def shown_where_hit(
    dimensions: Mapping[str, Sequence[SubDimensionScore]],
    model: CompetencyModel,
    job_profile: str,
    hidden: Collection[str],
) -> Shown | None:
    """What is left of an interview's scores; None: nothing of it is hidden, so it stays as it was stored.

    Of a job that the content does not know any more nobody knows the weights: then nothing is left.
    """
    subs = [each for found in dimensions.values() for each in found]
    if not any(each.sub_dimension in hidden and isinstance(each.result, Score) for each in subs):
        return None
    job = job_of(model, job_profile)
    return NOTHING if job is None else shown_of(model, job, dimensions, hidden)


def job_of(model: CompetencyModel, job_profile: str) -> JobProfile | None:
    """The job, or None where this content does not know it."""
    return next((each for each in model.profiles if each.id == job_profile), None)


def _covered(sub: SubDimensionScore) -> SubDimensionScore:
    return replace(sub, result=NotScored(AGREEMENT_BELOW))


def _weight(subs: Iterable[SubDimensionScore], weights: Mapping[str, float]) -> float:
    return sum(weights.get(each.sub_dimension, 0.0) for each in subs if isinstance(each.result, Score))


def _is_too_little(before: float, after: float) -> bool:
    return after < before * LEAST_LEFT


def without_hidden(profile: Json, judged: Mapping[str, Judged], model: CompetencyModel) -> Json:
    """The profile (contract v1) as if the program had not scored what is hidden; its evidence is left out, too."""
    return without(profile, hidden_of(judged), model)


def without(profile: Json, hidden: Collection[str], model: CompetencyModel) -> Json:
    """The same where it is known by name what is hidden."""
    if not hidden:
        return profile
    answers = [
        {
            **each,
            "scores": [
                _told(score, NotScored(AGREEMENT_BELOW)) if score["sub_dimension"] in hidden else score
                for score in each["scores"]
            ],
            "evidence": [found for found in each["evidence"] if found["sub_dimension"] not in hidden],
        }
        for each in profile["answers"]
    ]
    dimensions = {each["id"]: _subs_of(each) for each in profile["dimensions"]}
    job = job_of(model, profile["job_profile"])
    if job is None:
        unknown = tuple(DimensionScore(each, NotScored(AGREEMENT_BELOW), (), ()) for each in dimensions)
        shown, line = replace(NOTHING, dimensions=unknown), None
    else:
        shown = shown_of(model, job, dimensions, hidden, _questions(answers, job))
        line = job.pass_line
    return {**profile, "answers": answers, **_whole(profile, shown, hidden, line)}


def _whole(profile: Json, shown: Shown, hidden: Collection[str], line: PassLine | None) -> Json:
    """Dimensions, composites and flags. A dimension without a hidden score stays as it is, to the last digit."""
    dimensions = [
        _dimension(each, made, hidden)
        for each, made in zip(profile["dimensions"], shown.dimensions, strict=True)
    ]
    if [each["score"] for each in dimensions] == [each["score"] for each in profile["dimensions"]]:
        return {"dimensions": dimensions}
    composite, without = profile["composite"], profile["composite_without_affect"]
    made = {**_told(composite, shown.composite.result), "band": shown.composite.band.value}
    unknown = {**_told(without, NotScored(AGREEMENT_BELOW)), "band": Band.NONE.value}
    least = min((each["score"] for each in dimensions if each["score"] is not None), default=None)
    return {
        "dimensions": dimensions,
        "composite": made,
        "composite_without_affect": made if without == composite else unknown,
        "flags": list(flags_of(profile.get("flags", []), line, made["score"], least)),
    }


def flags_of(
    flags: Iterable[str], line: PassLine | None, composite: float | None, least_dimension: float | None
) -> tuple[str, ...]:
    """`flags`, of which two follow from dimensions and composite, as those are shown. line: None: nobody knows it."""
    kept = [each for each in flags if each not in (GREY_ZONE, BELOW_FLOOR)]
    if line is None:
        return tuple(kept)
    low, high = line.grey_zone
    if composite is not None and low <= composite <= high:
        kept.append(GREY_ZONE)
    if least_dimension is not None and least_dimension < line.dimension_floor:
        kept.append(BELOW_FLOOR)
    return tuple(kept)


def _dimension(each: Json, made: DimensionScore, hidden: Collection[str]) -> Json:
    subs = [
        _told(sub, NotScored(AGREEMENT_BELOW)) if sub["id"] in hidden else sub
        for sub in each["sub_dimensions"]
    ]
    if not any(sub["id"] in hidden and sub["score"] is not None for sub in each["sub_dimensions"]):
        return {**each, "sub_dimensions": subs}
    return {**_told(each, made.result), "sub_dimensions": subs, "flags": list(made.flags)}


def _told(result: Json, new: Result) -> Json:
    """`result` with another score, or the reason for none."""
    if isinstance(new, NotScored):
        return result | {"score": None, "standard_error": None, "not_scored_reason": new.reason}
    return result | {"score": new.value, "standard_error": new.standard_error, "not_scored_reason": None}


def _subs_of(dimension: Json) -> list[SubDimensionScore]:
    return [
        SubDimensionScore(
            each["id"],
            NotScored(each["not_scored_reason"])
            if each["score"] is None
            else Score(each["score"], each["standard_error"]),
            each.get("questions", 0),
        )
        for each in dimension["sub_dimensions"]
    ]


def _questions(answers: Sequence[Json], job: JobProfile) -> dict[str, set[str]]:
    shares = {question.id: question.scores for question in job.questions}
    found: dict[str, set[str]] = {}
    for answer in answers:
        question = answer["question_id"]
        for each in answer["scores"]:
            if each["score"] is not None and shares.get(question, {}).get(each["sub_dimension"], 0.0) > 0:
                found.setdefault(each["sub_dimension"], set()).add(question)
    return found
