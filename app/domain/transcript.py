"""What was said, and how sure we are of the words."""

from dataclasses import dataclass, field
from enum import StrEnum

CHECK_WORDS_BELOW = 0.45  # performance.md 1.4: the candidate is asked to check the words
DELIVERY_GATE = 0.70  # content speech.quality_gate.min_asr_confidence


class TranscriptSource(StrEnum):
    """Where the words came from."""

    FASTER_WHISPER = "faster-whisper"
    SHERPA_ONNX = "sherpa-onnx"
    POCKETSPHINX = "pocketsphinx"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of speech between two silences; seconds from the start of the take."""

    text: str
    start_s: float
    end_s: float
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True)
class DroppedText:
    """Text a filter refused, kept for audit: what, where and by which rule."""

    text: str
    start_s: float
    end_s: float
    rule: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of one answer.

    text: what scores and quotes refer to; offsets of evidence count its characters.
    confidence: 0..1; None for typed words, which need no recogniser.
    recognised_text: the recogniser's own words, where a person corrected them.
    """

    text: str
    source: TranscriptSource
    confidence: float | None = None
    corrected: bool = False
    recognised_text: str | None = None
    segments: tuple[Segment, ...] = ()
    dropped: tuple[DroppedText, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class NotTranscribed:
    """Why there are no words: a code such as no_recogniser, no_speech, engine_lost."""

    reason: str
    dropped: tuple[DroppedText, ...] = ()
