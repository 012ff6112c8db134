"""One finished take as the measures see it: its levels, its timing, its words, its gates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.gates import Gates
from app.analysis.levels import SoundQuality, frame_powers, sound_quality
from app.analysis.pauses import Timing, timing
from app.analysis.segments import Span, speech_spans
from app.analysis.within import windows_between
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.transcript import NotTranscribed, Transcript


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the sound of one take came to.

    powers: [frames] float64, mean square per 20 ms. windows: 5 to 10 s between first and last speech.
    is_baseline: the take is the candidate's warm-up.
    """

    length_s: float
    powers: NDArray[np.float64]
    quality: SoundQuality
    timing: Timing
    windows: tuple[Span, ...]
    gates: Gates
    words: Transcript | NotTranscribed
    language: Language
    is_baseline: bool

    @property
    def span_s(self) -> tuple[float, float]:
        """From the first to the last speech."""
        return (self.timing.whole.start_s, self.timing.whole.end_s)

    @property
    def has_usable_windows(self) -> bool:
        """May windows of this take be compared? A short answer may, a noisy or clipped one may not."""
        return self.gates.timing in (None, "too_little_speech")


def spoken(
    samples: NDArray[np.int16],
    probabilities: NDArray[np.float32],
    words: Transcript | NotTranscribed,
    language: Language,
    is_baseline: bool,
    has_gaps: bool = False,
) -> Spoken:
    """The take of `samples` ([samples] int16) with its speech `probabilities` ([frames] float32, 32 ms).

    has_gaps: parts of the sound were lost on the way; silence stands in their place.
    """
    powers = frame_powers(samples)
    spans = timing(speech_spans(probabilities), powers)
    quality = sound_quality(samples, spans.spans)
    whole = spans.whole
    return Spoken(
        length_s=len(samples) / SAMPLE_RATE_HZ,
        powers=powers,
        quality=quality,
        timing=spans,
        windows=windows_between(whole.start_s, whole.end_s),
        gates=Gates.of(quality, words.confidence if isinstance(words, Transcript) else None, has_gaps),
        words=words,
        language=language,
        is_baseline=is_baseline,
    )
