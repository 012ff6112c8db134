"""What the player asks the console's worker and is told."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AskRecording:
    """Open the recording of one answer."""

    interview_id: str
    question_id: str
    turn: int


@dataclass(frozen=True, slots=True)
class Recording:
    """The recording in clear; it lives in memory only, until another one is opened."""

    asked: AskRecording
    content: bytes = field(repr=False)
