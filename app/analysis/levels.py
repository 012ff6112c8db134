"""How good is the sound itself? Loudness, noise floor, signal-to-noise ratio, clipping. numpy only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.segments import Span
from app.domain.media import SAMPLE_RATE_HZ

QUIETEST_DB = -96.0  # one step of 16 bits
SNR_RANGE_DB = (-10.0, 80.0)
CLIPPED_FROM = 32_400  # 0.989 of full scale: resampling rounds the flat tops of a clipped wave
LEVEL_FRAME_S = 0.02
EDGE_S = 0.1  # speech fades in and out: this close to speech is neither speech nor silence
MIN_SILENCE_FOR_FLOOR_S = 0.2


@dataclass(frozen=True, slots=True)
class SoundQuality:
    """What one recording is worth. None: nothing to measure it on.

    speech_db, floor_db: dB re full scale of speech and of the silences. snr_db: their ratio.
    clipping_ratio: share of samples at full scale, of the speech where there is some.
    """

    speech_s: float
    speech_db: float | None
    floor_db: float | None
    snr_db: float | None
    clipping_ratio: float


def rms_db(samples: NDArray[np.int16]) -> float:
    """Root mean square in dB re full scale, not below QUIETEST_DB."""
    if len(samples) == 0:
        return QUIETEST_DB
    return _db(float(np.mean(np.square(samples.astype(np.float64) / 32768.0))))


def frame_powers(samples: NDArray[np.int16]) -> NDArray[np.float64]:
    """Mean square of each 20 ms, re full scale: [frames] float64."""
    size = round(LEVEL_FRAME_S * SAMPLE_RATE_HZ)
    count = len(samples) // size
    frames = samples[: count * size].reshape(count, size).astype(np.float64) / 32768.0
    return np.asarray(np.mean(np.square(frames), axis=1), np.float64)


def sound_quality(samples: NDArray[np.int16], spans: tuple[Span, ...]) -> SoundQuality:
    """What the recording `samples` ([samples] int16) with speech at `spans` is worth.

    The floor is the mean power of what lies EDGE_S away from speech; where a recording has less than
    0.2 s of that, the quietest twentieth of its frames.
    """
    powers = frame_powers(samples)
    speech = span_mask(len(powers), spans, -EDGE_S / 2)
    silence = ~span_mask(len(powers), spans, EDGE_S)
    speech_s = sum(span.length_s for span in spans)
    clipping = _clipping_ratio(samples, spans)
    if not speech.any():
        floor = _db(float(powers.mean())) if len(powers) else None
        return SoundQuality(speech_s, None, floor, None, clipping)
    speech_power = float(powers[speech].mean())
    floor_power = _floor_power(powers, silence)
    snr_db = 10.0 * np.log10(max(speech_power - floor_power, 1e-12) / max(floor_power, 1e-12))
    return SoundQuality(
        speech_s, _db(speech_power), _db(floor_power), float(np.clip(snr_db, *SNR_RANGE_DB)), clipping
    )


def _floor_power(powers: NDArray[np.float64], silence: NDArray[np.bool_]) -> float:
    if silence.sum() * LEVEL_FRAME_S >= MIN_SILENCE_FOR_FLOOR_S:
        return float(powers[silence].mean())
    quietest = np.sort(powers)[: max(1, len(powers) // 20)]
    return float(quietest.mean())


def span_mask(frames: int, spans: tuple[Span, ...], widen_s: float = 0.0) -> NDArray[np.bool_]:
    """Which 20 ms frames lie in `spans`, each widened on both sides: [frames] bool."""
    mask = np.zeros(frames, np.bool_)
    for span in spans:
        first = max(0, round((span.start_s - widen_s) / LEVEL_FRAME_S))
        last = round((span.end_s + widen_s) / LEVEL_FRAME_S)
        mask[first:last] = True
    return mask


def _clipping_ratio(samples: NDArray[np.int16], spans: tuple[Span, ...]) -> float:
    parts = [samples[round(s.start_s * SAMPLE_RATE_HZ) : round(s.end_s * SAMPLE_RATE_HZ)] for s in spans]
    sound = np.concatenate(parts) if parts else samples
    if len(sound) == 0:
        return 0.0
    return float(np.mean(np.abs(sound.astype(np.int32)) >= CLIPPED_FROM))


def _db(power: float) -> float:
    return max(QUIETEST_DB, 10.0 * float(np.log10(max(power, 1e-12))))
