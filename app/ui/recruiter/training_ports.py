"""What the console asks its worker about calibration training."""

from dataclasses import dataclass

from app.domain.language import Language


@dataclass(frozen=True, slots=True)
class AskTraining:
    """Where is the reviewer?"""


@dataclass(frozen=True, slots=True)
class StartTraining:
    """Begin a round."""

    language: Language


@dataclass(frozen=True, slots=True)
class GiveTraining:
    """The answer is rated: what are its gold scores? values: (sub-dimension, value)."""

    values: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class GoOnTraining:
    """The gap was read: the next answer, or the end."""


TrainingRequest = AskTraining | StartTraining | GiveTraining | GoOnTraining
