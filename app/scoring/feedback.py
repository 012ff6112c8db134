"""The strengths sheet: up to three strengths with the candidate's own words, and one tip. No score, no verdict."""

from app.domain.competency import CompetencyModel, Dimension
from app.domain.feedback import Feedback
from app.domain.language import Language, Words
from app.domain.score import Assessment, Score
from app.scoring.explain import TIP_LEVEL, strength_sentence, tip_sentence

MAX_STRENGTHS = 3


def feedback_of(model: CompetencyModel, assessment: Assessment) -> Feedback:
    """What the candidate may read in either language; empty where nothing was scored.

    Strengths come from different dimensions. The tip is for the sub-dimension that showed least, unless that
    was good work, too, and it never names one that is praised beside it.
    """
    shown = _shown(model, assessment)
    best: dict[str, tuple[float, str]] = {}
    for value, dimension, sub in shown:
        if value > best.get(dimension.id, (0.0, ""))[0]:
            best[dimension.id] = (value, sub)
    ranked = sorted(best.items(), key=lambda each: (-each[1][0], each[0]))[:MAX_STRENGTHS]
    known = {dimension.id: dimension for dimension in model.dimensions}
    praised = {sub for _, (_, sub) in ranked}
    strengths = tuple(
        _both(
            strength_sentence(known[each], sub, assessment, Language.ZH),
            strength_sentence(known[each], sub, assessment, Language.EN),
        )
        for each, (_, sub) in ranked
    )
    least = min(
        ((value, dimension, sub) for value, dimension, sub in shown if sub not in praised),
        key=lambda each: (each[0], each[2]),
        default=None,
    )
    if least is None or least[0] > TIP_LEVEL:
        return Feedback(strengths)
    _, dimension, sub = least
    return Feedback(
        strengths,
        _both(tip_sentence(dimension, sub, Language.ZH), tip_sentence(dimension, sub, Language.EN)),
    )


def _shown(model: CompetencyModel, assessment: Assessment) -> list[tuple[float, Dimension, str]]:
    known = {dimension.id: dimension for dimension in model.dimensions}
    return [
        (each.result.value, known[dimension.dimension], each.sub_dimension)
        for dimension in assessment.dimensions
        for each in dimension.sub_dimensions
        if isinstance(each.result, Score)
    ]


def _both(zh: str, en: str) -> Words:
    return Words(zh, en)
