"""Scores from 1 to 10 in half points, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.evidence import Evidence

SCALE_MIN = 1.0
SCALE_MAX = 10.0


@dataclass(frozen=True, slots=True)
class Score:
    """value: 1..10; single answers and sub-dimensions in half points. standard_error: same scale."""

    value: float
    standard_error: float

    def __post_init__(self) -> None:
        if not SCALE_MIN <= self.value <= SCALE_MAX:
            raise ValueError(f"score {self.value} is outside {SCALE_MIN}..{SCALE_MAX}")
        if self.standard_error < 0:
            raise ValueError("a standard error is never negative")


@dataclass(frozen=True, slots=True)
class NotScored:
    """reason: a code, e.g. not_observed, no_answer, low_confidence, no_evidence, off_topic."""

    reason: str


Result = Score | NotScored


class Band(StrEnum):
    """Where the composite stands against the advisory pass line. Never a decision."""

    ABOVE = "above"
    GREY_ZONE = "grey_zone"
    BELOW = "below"
    NONE = "none"  # the composite is not scored


@dataclass(frozen=True, slots=True)
class SubDimensionScore:
    """One sub-dimension of one answer, or of the whole interview; `questions` counts what it rests on."""

    sub_dimension: str
    result: Result
    questions: int = 1


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """What one answer (one turn of one question) showed. `scored` is False for baseline questions."""

    question_id: str
    turn: int
    scored: bool
    scores: tuple[SubDimensionScore, ...]
    evidence: tuple[Evidence, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """flags: e.g. low_confidence (fewer observed questions than the rule asks), below_floor."""

    dimension: str
    result: Result
    sub_dimensions: tuple[SubDimensionScore, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composite:
    """The weighted mean of the scored dimensions and its advisory band."""

    result: Result
    band: Band


@dataclass(frozen=True, slots=True)
class Note:
    """A consistency note for a human reader; never part of a score."""

    id: str
    text: str
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything scoring says about one interview."""

    answers: tuple[AnswerScores, ...]
    dimensions: tuple[DimensionScore, ...]
    composite: Composite
    composite_without_affect: Composite
    notes: tuple[Note, ...]
    scorer: str  # name and version of the scorer, e.g. "tier0/1.0.0"
    flags: tuple[str, ...] = ()
