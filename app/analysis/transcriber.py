"""What a recogniser is to us: one stretch of speech in, words with their confidence out."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.domain.language import Language
from app.domain.transcript import TranscriptSource


@dataclass(frozen=True, slots=True)
class Speech:
    """One segment of sound as the recogniser gets it.

    samples: [samples] int16, mono, 16 kHz.
    start_s, end_s: seconds from the start of the take. voiced_s: how much of it the VAD calls speech.
    level_db, floor_db: loudness of the segment and of the silence around it, dB re full scale.
    """

    samples: NDArray[np.int16]
    start_s: float
    end_s: float
    voiced_s: float
    level_db: float = -30.0
    floor_db: float = -90.0

    @property
    def length_s(self) -> float:
        """How long it is."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Heard:
    """What the recogniser says about one segment. no_speech: its doubt that anybody spoke, or None."""

    text: str
    confidence: float
    no_speech: float | None = None


class Transcriber(Protocol):
    """A recogniser; it is called by one thread at a time."""

    source: TranscriptSource
    identity: str
    languages: frozenset[Language]
    merge_to_s: float  # waiting segments may be merged up to this length; 0: never
    captions_open: bool  # fast enough to show words of a segment that is still open

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        """The words of one segment. Raises KioskError("recogniser_failed") when the engine fails."""
        ...

    def close(self) -> None:
        """Frees the model."""
        ...
