"""One interview's scores against what the job asks for: the picture that a dossier opens with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ehr.web.content import Content, Job, PassLine
from ehr.web.numbers import ScoreValue, percent, score_of

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SubScore:
    """A sub-dimension; weight in per cent of its dimension, questions: how many answers it rests on."""

    id: str
    name: str
    value: ScoreValue
    weight: float
    questions: int
    quotes: int


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """A dimension with its sub-dimensions; weight in per cent of the composite."""

    id: str
    name: str
    value: ScoreValue
    weight: float
    subs: tuple[SubScore, ...]
    flags: tuple[str, ...]
    is_below_floor: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The composite, its advisory band, and the dimensions in the order of their weight. job: None if unknown."""

    interview_id: str
    composite: ScoreValue
    without_affect: ScoreValue
    band: str | None
    job: Job | None
    dimensions: tuple[DimensionScore, ...]
    flags: tuple[str, ...]

    @property
    def line(self) -> PassLine | None:
        """The advisory line of the job."""
        return self.job.pass_line if self.job else None

    @property
    def affect_matters(self) -> bool:
        """Whether the composite without voice affect differs from the one with it."""
        return self.without_affect.score not in (None, self.composite.score)

    def gauge(self, score: float) -> float:
        """Where `score` stands on a gauge, in per cent."""
        return percent(score)


def picture_of(profile: Json, content: Content) -> Picture:
    """The picture of a profile of contract v1, in the language of `content`."""
    job = content.jobs.get(profile["job_profile"])
    quotes: dict[str, int] = {}
    for answer in profile["answers"]:
        for each in answer["evidence"]:
            quotes[each["sub_dimension"]] = quotes.get(each["sub_dimension"], 0) + 1
    dimensions = [_dimension(each, job, quotes, content) for each in profile["dimensions"]]
    composite = profile["composite"]
    return Picture(
        interview_id=profile["interview_id"],
        composite=score_of(composite),
        without_affect=score_of(profile["composite_without_affect"]),
        band=composite["band"],
        job=job,
        dimensions=tuple(sorted(dimensions, key=lambda dimension: -dimension.weight)),
        flags=tuple(profile["flags"]),
    )


def _dimension(
    dimension: Json, job: Job | None, quotes: Mapping[str, int], content: Content
) -> DimensionScore:
    value = score_of(dimension)
    floor = job.pass_line.floor if job else None
    subs = tuple(
        SubScore(
            sub["id"],
            content.name(sub["id"]),
            score_of(sub),
            job.sub_weights.get(sub["id"], 0.0) if job else 0.0,
            sub["questions"],
            quotes.get(sub["id"], 0),
        )
        for sub in dimension["sub_dimensions"]
    )
    return DimensionScore(
        dimension["id"],
        content.name(dimension["id"]),
        value,
        job.weights.get(dimension["id"], 0.0) if job else 0.0,
        subs,
        tuple(dimension["flags"]),
        value.score is not None and floor is not None and value.score < floor,
    )
