"""What the console asks its worker and is told."""

from dataclasses import dataclass, field

from app.domain.language import Language
from app.review.values import AnswerRating, Card, Decision, QueueRow, Reading, ScoreTarget


@dataclass(frozen=True, slots=True)
class AskQueue:
    """Which interviews are there?"""

    language: Language


@dataclass(frozen=True, slots=True)
class Queue:
    """The interviews, the newest first."""

    rows: tuple[QueueRow, ...]


@dataclass(frozen=True, slots=True)
class AskInterview:
    """Open an interview."""

    interview_id: str
    language: Language


@dataclass(frozen=True, slots=True)
class Opened:
    """The interview; card: None while it is blind or has not been assessed."""

    reading: Reading
    card: Card | None


@dataclass(frozen=True, slots=True)
class SaveRating:
    """A blind rating is complete. looked_s: since the interview was opened; so below."""

    interview_id: str
    language: Language
    ratings: tuple[AnswerRating, ...] = field(repr=False)
    looked_s: float


@dataclass(frozen=True, slots=True)
class SaveDecision:
    """A person decided."""

    interview_id: str
    language: Language
    decision: Decision
    reason: str = field(repr=False)
    looked_s: float


@dataclass(frozen=True, slots=True)
class SaveOverride:
    """A person gives another score."""

    interview_id: str
    language: Language
    target: ScoreTarget
    value: float
    reason: str = field(repr=False)
