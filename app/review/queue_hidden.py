"""The list while a sub-dimension is hidden: composite and weakest dimension of each interview without it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.domain.competency import CompetencyModel
from app.domain.score import NotScored, Score, SubDimensionScore
from app.review.hidden import Shown, shown_where_hit
from app.review.queue_memory import Known
from app.store.review_queue import ReviewQueue, SubScore


@dataclass(slots=True)
class HiddenMemory:
    """What was worked out, and of what: each interview once for each set of hidden scores."""

    hidden: frozenset[str] = frozenset()
    made: dict[str, tuple[Known, Known]] = field(default_factory=dict)

    def hide(self, hidden: frozenset[str]) -> bool:
        """True if that is other than before, so that nothing that was worked out holds any more."""
        if hidden == self.hidden:
            return False
        self.hidden = hidden
        self.made.clear()
        return True

    def covered(
        self, known: Mapping[str, Known], model: CompetencyModel, overview: ReviewQueue
    ) -> dict[str, Known]:
        """`known`, every interview without what is hidden, in the same order."""
        fresh = [name for name, each in known.items() if self._is_new(name, each)]
        scores = overview.sub_scores(None if len(fresh) == len(known) else fresh) if fresh else {}
        for name in fresh:
            self.made[name] = known[name], _covered(known[name], scores.get(name, ()), model, self.hidden)
        for gone in self.made.keys() - known.keys():
            del self.made[gone]
        return {name: self.made[name][1] for name in known}

    def _is_new(self, name: str, known: Known) -> bool:
        before = self.made.get(name)
        return before is None or before[0] is not known


def _covered(
    known: Known, scores: Iterable[SubScore], model: CompetencyModel, hidden: frozenset[str]
) -> Known:
    waiting = known.waiting
    shown = shown_scores(scores, model, waiting.job_profile or "", hidden)
    if shown is None:
        return known
    result = shown.composite.result
    composite, error = (result.value, result.standard_error) if isinstance(result, Score) else (None, None)
    if waiting.is_blind:
        composite, error = None, None
    return replace(
        known, waiting=replace(waiting, composite=composite, error=error), least=shown.least_dimension
    )


def shown_scores(
    scores: Iterable[SubScore], model: CompetencyModel, job_profile: str, hidden: frozenset[str]
) -> Shown | None:
    """What is left of an interview's scores; None: nothing of it is hidden, so it stays as it was stored."""
    dimensions: dict[str, list[SubDimensionScore]] = {}
    for each in scores:
        result = (
            NotScored("not_observed")
            if each.value is None or each.error is None
            else Score(each.value, each.error)
        )
        dimensions.setdefault(each.dimension, []).append(SubDimensionScore(each.name, result))
    return shown_where_hit(dimensions, model, job_profile, hidden)
