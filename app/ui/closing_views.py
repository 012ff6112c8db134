"""What the pages of receipts and of the end show: one frozen value per page."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.feedback import Feedback
from app.domain.interview import Consent
from app.ui.paper import Printing


@dataclass(frozen=True, slots=True)
class ConsentReceiptView:
    """What the candidate has just agreed to and refused. shown: the lines that were read; sha256: in hex."""

    interview_id: str
    consents: tuple[Consent, ...]
    shown: tuple[str, ...]
    sha256: str
    printing: Printing = Printing.NONE


class Dictation(StrEnum):
    """How far a question to the company has been spoken."""

    IMPOSSIBLE = "impossible"  # no consent to sound, no microphone, or nothing that turns words into text
    OFFERED = "offered"
    OPENING = "opening"
    LISTENING = "listening"
    READING = "reading"
    HEARD = "heard"
    NOTHING = "nothing"  # no word was understood
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SurveyView:
    """Three questions about the sitting, and one to the company. said: its words, of the spoken take `take`."""

    key: str
    dictation: Dictation = Dictation.IMPOSSIBLE
    said: str = field(default="", repr=False)
    take: int = 0


@dataclass(frozen=True, slots=True)
class DemographicsView:
    """Voluntary answers that lead to nobody."""

    key: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """Strengths, one tip and the receipt. feedback: None until the answers are read.

    may_score: False where no program may read the answers for a score; then there is no feedback.
    media_until, words_until: last day on which they are kept; None where nothing is kept, or nothing said.
    kept: codes of what was kept: audio, video, words.
    """

    interview_id: str
    feedback: Feedback | None
    may_score: bool
    kept: tuple[str, ...]
    media_until: date | None
    words_until: date | None
    model_version: str
    sha256: str
    saving: bool = False
    printing: Printing = Printing.NONE
