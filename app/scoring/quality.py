"""How an answer is told: own actions, structure, figures, reasons. Each sign is cited where it stands."""

from collections.abc import Sequence

from app.domain.competency import QuestionTemplate
from app.domain.interview import QuestionType
from app.scoring.coverage import MOVES, Shown
from app.scoring.rulebook import Search

_STORY = (
    "star.situation",
    "star.action",
    "star.result",
    "spec.time",
    "spec.number",
    "spec.reason",
    "spec.quote",
)
_SCENE = ("m5_own", "spec.time", "spec.reason", "order.next", "m7_option", "m9_time", "spec.quote")
_CLARITY = ("order.first", "order.next", "order.last", "spec.reason", "high.cm_clarity")
_NEXT_STEP = ("m5_own", "m9_time", "m7_option")  # who does what until when (cm_clarity, anchor 7)
_WORDING = ("high.cm_wording", "m9_time", "m5_own", "spec.reason")
_ENOUGH = {"story": 5, "scene": 4, "clarity": 4, "wording": 3}


def quality_shown(sub: str, question: QuestionTemplate, searches: Sequence[Search]) -> list[Shown]:
    """The signs of quality that bear on `sub`, whose credits sum to 1 at most."""
    kind, rules = _rules_for(sub, question)
    found: list[Shown] = []
    for rule in rules:
        best = _first(rule, searches)
        if best is not None:
            found.append(best)
    share = 1 / max(_ENOUGH[kind], len(found))
    return [Shown(each.rule, each.credit * share, each.turn, each.start, each.end) for each in found]


def _rules_for(sub: str, question: QuestionTemplate) -> tuple[str, tuple[str, ...]]:
    if sub == "cm_clarity":
        is_story = question.type is QuestionType.PAST_BEHAVIOUR
        return "clarity", _CLARITY if is_story else (*_CLARITY, *_NEXT_STEP)
    if sub == "cm_wording":
        return "wording", _WORDING
    if question.type is QuestionType.PAST_BEHAVIOUR:
        return "story", _STORY
    counted_already = MOVES.get(sub, ())  # as general signs of this sub-dimension
    return "scene", tuple(rule for rule in _SCENE if rule not in counted_already)


def _first(rule: str, searches: Sequence[Search]) -> Shown | None:
    for search in searches:
        for hit in search.full(rule):
            credit = search.reading.prose_at(hit.span)
            if credit > 0:
                start, end = search.reading.quotable(hit.span)
                return Shown(rule, credit, search.reading.turn, start, end)
    return None
