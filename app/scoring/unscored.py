"""The assessment of an interview that may not be scored: every place is there, each with the reason."""

from collections.abc import Sequence

from app.domain.competency import CompetencyModel, JobProfile, QuestionTemplate
from app.domain.interview import Answer
from app.domain.score import (
    AnswerScores,
    Assessment,
    Band,
    Composite,
    DimensionScore,
    NotScored,
    SubDimensionScore,
)

SCORER = "none/1"


def unscored(
    model: CompetencyModel, profile_id: str, answers: Sequence[Answer], *, reason: str
) -> Assessment:
    """Nothing but NotScored(reason) for the dimensions of the profile and the questions answered."""
    profile = model.profile(profile_id)
    templates = {template.id: template for template in profile.questions}
    composite = Composite(NotScored(reason), Band.NONE)
    return Assessment(
        answers=tuple(_answer(templates[answer.question_id], answer, reason) for answer in answers),
        dimensions=_dimensions(model, profile, reason),
        composite=composite,
        composite_without_affect=composite,
        notes=(),
        scorer=SCORER,
        flags=(reason,),
    )


def _answer(template: QuestionTemplate, answer: Answer, reason: str) -> AnswerScores:
    scores = tuple(SubDimensionScore(sub, NotScored(reason)) for sub in template.scores)
    return AnswerScores(answer.question_id, answer.turn, False, scores, (), (reason,))


def _dimensions(model: CompetencyModel, profile: JobProfile, reason: str) -> tuple[DimensionScore, ...]:
    return tuple(
        DimensionScore(
            dimension.id,
            NotScored(reason),
            tuple(SubDimensionScore(sub.id, NotScored(reason), 0) for sub in dimension.sub_dimensions),
            (reason,),
        )
        for dimension in model.dimensions
        if dimension.id in profile.weights
    )
