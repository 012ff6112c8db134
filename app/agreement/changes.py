"""What people do with scores they see: how many they change, which way, and whether seeing them first pulls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from app.agreement.gate import PAIRS_FOR_A_DOUBT, By, RatedAnswer
from app.agreement.measures import NotEstimated
from app.domain.changes import ChangedScore, ShownScores

MOST_PULL_POINTS = 0.3  # science A.6, item 7
SUB_DIMENSION = "sub_dimension"


@dataclass(frozen=True, slots=True)
class Changed:
    """How many scores were shown, and how many of them people put up and down."""

    shown: int
    up: int
    down: int

    @property
    def share(self) -> float | NotEstimated:
        """Share (0..1) that was changed."""
        if self.shown < PAIRS_FOR_A_DOUBT:
            return NotEstimated("too_few_pairs")
        return (self.up + self.down) / self.shown


@dataclass(frozen=True, slots=True)
class Pull:
    """Person minus program, in points: of people who rated blind, and of people who saw the score first.

    ratings, shown: how many each rests on. In the second what was left as it was counts as no difference.
    """

    blind: float
    seen: float
    ratings: int
    shown: int

    @property
    def is_bias(self) -> bool:
        """True if people who see scores first leave what they would not have given."""
        return abs(self.blind - self.seen) > MOST_PULL_POINTS


def changed_by(shown: Iterable[ShownScores], changes: Iterable[ChangedScore], by: By) -> dict[str, Changed]:
    """By group. A question has no score of its own that could be changed; of a sub-dimension only its own counts."""
    found: dict[str, list[int]] = {}
    for each in shown:
        name = _group(each, by)
        if name is not None:
            found.setdefault(name, [0, 0, 0])[0] += each.count
    for change in changes:
        name = _group(change, by)
        if name in found and change.by:
            found[name][1 if change.by > 0 else 2] += 1
    return {name: Changed(*counts) for name, counts in sorted(found.items())}


def pull_by(
    rated: Sequence[RatedAnswer], shown: Sequence[ShownScores], changes: Sequence[ChangedScore], by: By
) -> dict[str, Pull | NotEstimated]:
    """Whether scores that are seen first pull people, by group. Of a question nobody sees a score."""
    names = {name for each in shown if (name := _group(each, by)) is not None}
    return {
        name: _pull(
            [each for each in rated if getattr(each, by.value) == name],
            [each for each in shown if each.is_first and _group(each, by) == name],
            [each for each in changes if each.is_first and _group(each, by) == name],
        )
        for name in sorted(names)
    }


def _group(each: ShownScores | ChangedScore, by: By) -> str | None:
    if by is By.SUB_DIMENSION:
        return each.name if each.level == SUB_DIMENSION else None
    return None if by is By.QUESTION else str(getattr(each, by.value))


def _pull(
    rated: Iterable[RatedAnswer], shown: Iterable[ShownScores], changes: Iterable[ChangedScore]
) -> Pull | NotEstimated:
    """Of sub-dimensions that people judged both ways.

    The blind mean is weighed as the shown one is: which sub-dimensions are asked how often says nothing about people.
    """
    blind: dict[str, list[float]] = {}
    for rating in rated:
        blind.setdefault(rating.sub_dimension, []).append(rating.pair.human - rating.pair.program)
    counts: dict[str, int] = {}
    for each in shown:
        if each.level == SUB_DIMENSION and each.name in blind:
            counts[each.name] = counts.get(each.name, 0) + each.count
    ratings, scores = sum(len(blind[name]) for name in counts), sum(counts.values())
    if min(ratings, scores) < PAIRS_FOR_A_DOUBT:
        return NotEstimated("too_few_pairs")
    moved = sum(each.by for each in changes if each.level == SUB_DIMENSION and each.name in counts)
    weighed = sum(fmean(blind[name]) * count for name, count in counts.items())
    return Pull(weighed / scores, moved / scores, ratings, scores)
