"""The recording itself as observations: how much speech, how loud, how noisy, how sure the recogniser is."""

from app.analysis.levels import SoundQuality
from app.analysis.measures import observed
from app.domain.observation import Observation
from app.domain.transcript import NotTranscribed, Transcript


def sound_observations(
    quality: SoundQuality, words: Transcript | NotTranscribed, length_s: float
) -> tuple[Observation, ...]:
    """What a recording of `length_s` seconds is worth. Never gated: these numbers are the gates."""
    span = (0.0, length_s)
    if length_s == 0.0:
        names = ("speech_s", "speech_level", "noise_floor", "snr", "clipping_ratio", "asr_confidence")
        return tuple(observed(name, None, "no_sound") for name in names)
    return (
        observed("speech_s", quality.speech_s, span_s=span),
        observed("speech_level", quality.speech_db, "no_speech" if quality.speech_db is None else None, span),
        observed("noise_floor", quality.floor_db, "no_sound" if quality.floor_db is None else None, span),
        observed("snr", quality.snr_db, "no_speech" if quality.snr_db is None else None, span),
        observed("clipping_ratio", quality.clipping_ratio, span_s=span),
        _confidence(words, span),
    )


def _confidence(words: Transcript | NotTranscribed, span: tuple[float, float]) -> Observation:
    if isinstance(words, NotTranscribed):
        return observed("asr_confidence", None, words.reason, span)
    if words.confidence is None:
        return observed("asr_confidence", None, "typed", span)
    return observed("asr_confidence", words.confidence, span_s=span)
