"""What calibration training shows: plain values, words already in the reviewer's language."""

from dataclasses import dataclass

from app.review.values import AnchorLine, AnswerLine

Interval = tuple[float, float, float]  # value, low, high; 95 %


@dataclass(frozen=True, slots=True)
class TrainingStand:
    """Where the reviewer is. good_until: ratings count till then, Unix seconds; None: none do yet. rounds: so far.

    least_icc, most_bias: the pass mark. left_out: blind ratings of anybody that do not count; None: not told.
    same: who the reviewer is at the other place, where rounds of a kiosk count at the hub; None: not told. is_hub:
    this is the hub.
    """

    rounds: int
    good_until: float | None
    is_good: bool
    least_icc: float
    most_bias: float
    left_out: int | None
    same: tuple[str, ...] | None = None
    is_hub: bool = False


@dataclass(frozen=True, slots=True)
class TrainingItem:
    """A gold answer to rate, its gold scores unseen. number: from 1, of `all`."""

    number: int
    all: int
    line: AnswerLine


@dataclass(frozen=True, slots=True)
class GapLine:
    """One sub-dimension: what the reviewer gave, the gold score, and the anchor next to the gold score."""

    name: str
    given: float
    gold: float
    anchor: AnchorLine


@dataclass(frozen=True, slots=True)
class TrainingGap:
    """How far the reviewer was from the gold scores of an answer, and why they are what they are."""

    number: int
    all: int
    lines: tuple[GapLine, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """How a round ended. bias: the reviewer's minus gold, in points; None: cannot be told. exact, adjacent: 0..1."""

    passed: bool
    pairs: int
    icc: Interval | None
    kappa: float | None
    bias: Interval | None
    exact: float | None
    adjacent: float | None
    stand: TrainingStand
