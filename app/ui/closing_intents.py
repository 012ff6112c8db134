"""What a person wants after the last question, and about receipts: one frozen value per wish."""

from dataclasses import dataclass

from app.domain.events import Rating
from app.ui.paper import Paper


@dataclass(frozen=True, slots=True)
class ReceiptRead:
    """The consent receipt was read: on to the devices."""


@dataclass(frozen=True, slots=True)
class TellMore:
    """On from the thanks to survey, voluntary answers and the strengths sheet."""


@dataclass(frozen=True, slots=True)
class AnswerSurvey:
    """The survey, and a question to the company. Both may be empty: skipped."""

    ratings: tuple[Rating, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Dictate:
    """Say the question to the company instead of typing it."""


@dataclass(frozen=True, slots=True)
class StopDictating:
    """The question was said."""


@dataclass(frozen=True, slots=True)
class GiveDemographics:
    """Voluntary answers, (question, choice) each; empty: skipped."""

    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Print:
    """This receipt on paper, or as a file where there is no printer."""

    paper: Paper


ClosingIntent = ReceiptRead | TellMore | AnswerSurvey | Dictate | StopDictating | GiveDemographics | Print
