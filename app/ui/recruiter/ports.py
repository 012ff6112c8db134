"""What the console asks its worker and is told."""

from dataclasses import dataclass, field

from app.domain.language import Language
from app.errors import KioskError
from app.review.agreement_values import AgreementGroup
from app.review.compare_values import Comparison
from app.review.values import AnswerRating, CallLine, Card, Decision, QueueRow, Reading, ScoreTarget, Tile


@dataclass(frozen=True, slots=True)
class AskQueue:
    """Which interviews are there? is_first: somebody has just come. is_live: the list reads itself anew."""

    language: Language
    is_first: bool = False
    is_live: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """The interviews, the newest first, and who waits for staff. reader: the account that asks.

    tiles: the terminals; at others than this one people may wait, too.
    """

    rows: tuple[QueueRow, ...]
    calls: tuple[CallLine, ...] = ()
    reader: str = ""
    is_live: bool = False
    tiles: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class AskInterview:
    """Open an interview."""

    interview_id: str
    language: Language


@dataclass(frozen=True, slots=True)
class Opened:
    """The interview; card: None while it is blind or has not been assessed.

    colleagues: whoever it can be handed to.
    """

    reading: Reading
    card: Card | None
    colleagues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What the form with this key said is stored. then: what is shown now; None: that could not be read, as `trouble`
    says."""

    key: str
    then: Opened | Queue | None
    trouble: KioskError | None = None


@dataclass(frozen=True, slots=True)
class SaveRating:
    """A blind rating is complete. looked_s: since the interview was opened; key: of the form; so below."""

    interview_id: str
    language: Language
    ratings: tuple[AnswerRating, ...] = field(repr=False)
    looked_s: float
    key: str = ""


@dataclass(frozen=True, slots=True)
class SaveDecision:
    """A person decided."""

    interview_id: str
    language: Language
    decision: Decision
    reason: str = field(repr=False)
    looked_s: float
    to: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SaveNote:
    """Words for colleagues."""

    interview_id: str
    language: Language
    words: str = field(repr=False)
    key: str = ""


@dataclass(frozen=True, slots=True)
class SaveGone:
    """The candidate has left."""

    interview_id: str
    language: Language


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """The reader is coming to a call, or was there: is_done."""

    number: int
    is_done: bool
    language: Language


@dataclass(frozen=True, slots=True)
class AskComparison:
    """These candidates side by side."""

    interview_ids: tuple[str, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class Compared:
    """The candidates side by side."""

    comparison: Comparison


@dataclass(frozen=True, slots=True)
class AskAgreement:
    """How far do people and program agree?"""

    language: Language


@dataclass(frozen=True, slots=True)
class SaveOverride:
    """A person gives another score."""

    interview_id: str
    language: Language
    target: ScoreTarget
    value: float
    reason: str = field(repr=False)
    key: str = ""


@dataclass(frozen=True, slots=True)
class AgreementTold:
    """How far people and program agree, by what the ratings can be told apart by."""

    groups: tuple[AgreementGroup, ...]


@dataclass(frozen=True, slots=True)
class AskRoom:
    """How are the terminals? is_live: the console asks by itself, between two readings of the list."""

    is_live: bool = False


@dataclass(frozen=True, slots=True)
class RoomTold:
    """The terminals, this one first. trouble: why nothing newer is known of them."""

    tiles: tuple[Tile, ...]
    is_live: bool = False
    trouble: KioskError | None = None
