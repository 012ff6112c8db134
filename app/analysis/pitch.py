"""Fundamental frequency by SwiftF0 (its model is inside its wheel). The only file that imports swift_f0."""

from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray
from swift_f0 import SwiftF0

from app.domain.media import SAMPLE_RATE_HZ

REFERENCE_HZ = 100.0
LOWEST_HZ, HIGHEST_HZ = 60.0, 600.0  # speech of adults, men and women, excited voices included
MIN_CONFIDENCE = 0.5
LEVEL_GATE_DB = 20.0  # below the loudest speech: reverberation and breath
IDENTITY = f"swift-f0/{version('swift-f0')}"
FRAME_S = 0.016


@dataclass(frozen=True, slots=True)
class PitchTrack:
    """F0 of voiced frames only.

    at_s: [frames] float64, seconds from the start of the take, rising.
    semitones: [frames] float64, 12 log2(F0 / 100 Hz).
    level_db: [frames] float64.
    """

    at_s: NDArray[np.float64]
    semitones: NDArray[np.float64]
    level_db: NDArray[np.float64]

    @property
    def voiced_s(self) -> float:
        """Seconds of voice."""
        return len(self.at_s) * FRAME_S

    def between(self, start_s: float, end_s: float) -> "PitchTrack":
        """The frames from start_s to before end_s."""
        keep = (self.at_s >= start_s) & (self.at_s < end_s)
        return PitchTrack(self.at_s[keep], self.semitones[keep], self.level_db[keep])

    def loud(self) -> "PitchTrack":
        """Without the frames more than LEVEL_GATE_DB below the loudest speech (its 95th percentile)."""
        if len(self.level_db) == 0:
            return self
        keep = self.level_db >= float(np.percentile(self.level_db, 95)) - LEVEL_GATE_DB
        return PitchTrack(self.at_s[keep], self.semitones[keep], self.level_db[keep])


class PitchReader:
    """The loaded SwiftF0 model."""

    def __init__(self) -> None:
        self._model = SwiftF0(threads=1, spin=False)

    def track(self, samples: NDArray[np.int16], start_s: float = 0.0) -> PitchTrack:
        """F0 of the voiced frames of `samples` ([samples] int16, 16 kHz), which start at start_s."""
        if len(samples) == 0:
            return joined_tracks([])
        found = self._model.detect(samples, SAMPLE_RATE_HZ, fmin=LOWEST_HZ, fmax=HIGHEST_HZ)
        voiced = found.confidence >= MIN_CONFIDENCE
        semitones = 12.0 * np.log2(found.pitch_hz[voiced] / REFERENCE_HZ)
        return PitchTrack(found.timestamps[voiced] + start_s, semitones, found.loudness_db[voiced])


def joined_tracks(tracks: list[PitchTrack]) -> PitchTrack:
    """Tracks of successive segments as one; frames that two segments share are taken from the first."""
    at_s, semitones, level_db = [np.zeros(0)], [np.zeros(0)], [np.zeros(0)]
    last_s = -1.0
    for track in tracks:
        new = track.at_s > last_s
        at_s.append(track.at_s[new])
        semitones.append(track.semitones[new])
        level_db.append(track.level_db[new])
        last_s = max(last_s, float(track.at_s[-1])) if len(track.at_s) else last_s
    return PitchTrack(np.concatenate(at_s), np.concatenate(semitones), np.concatenate(level_db))


def hz(semitones: float) -> float:
    """The frequency of a pitch given in semitones re 100 Hz."""
    return float(REFERENCE_HZ * 2.0 ** (semitones / 12.0))
