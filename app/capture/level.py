"""Loudness for the meter, ten times a second."""

import math

import numpy as np
from numpy.typing import NDArray

from app.domain.media import SAMPLE_RATE_HZ

FLOOR_DB = -120.0
WINDOW_SAMPLES = SAMPLE_RATE_HZ // 10
FULL_SCALE = 32768.0


def level_db(samples: NDArray[np.int16]) -> tuple[float, float]:
    """RMS and peak of [samples] int16 in dB relative to full scale, not below FLOOR_DB."""
    if not len(samples):
        return FLOOR_DB, FLOOR_DB
    wide = samples.astype(np.float64) / FULL_SCALE
    return _db(math.sqrt(float(np.mean(wide * wide)))), _db(float(np.max(np.abs(wide))))


def _db(ratio: float) -> float:
    return max(FLOOR_DB, 20 * math.log10(ratio)) if ratio > 0 else FLOOR_DB


class LevelMeter:
    """Collects blocks and gives one level per tenth of a second of sound."""

    def __init__(self) -> None:
        self._waiting: list[NDArray[np.int16]] = []
        self._count = 0

    def feed(self, samples: NDArray[np.int16]) -> tuple[float, float] | None:
        """RMS and peak in dB when a tenth of a second is full, else None."""
        self._waiting.append(samples)
        self._count += len(samples)
        if self._count < WINDOW_SAMPLES:
            return None
        level = level_db(np.concatenate(self._waiting))
        self._waiting, self._count = [], 0
        return level
