"""The voice as observations: pitch and loudness, and their change against the own warm-up. Needs consent.

Never loaded in packs that lock affect. Label-free: numbers and their change, never an emotion. Jitter,
shimmer and HNR are left out: they depend on the microphone and the literature contradicts itself on them
(science.md E.4).
"""

import numpy as np

from app.analysis.levels import LEVEL_FRAME_S, QUIETEST_DB, span_mask
from app.analysis.measures import Family, all_not_measured, observed
from app.analysis.pitch import FRAME_S, IDENTITY, PitchReader, PitchTrack, joined_tracks
from app.analysis.second_voice import group_gap, is_second_voice, leap_rate
from app.analysis.segments import Span
from app.analysis.spoken import Spoken
from app.analysis.transcriber import Speech
from app.analysis.within import (
    Baseline,
    Series,
    WindowValue,
    change,
    change_observations,
    window_observations,
)
from app.domain.observation import Observation

MIN_VOICED_S = 1.0
MIN_RUN_FRAMES = 6  # about 100 ms: shorter voiced runs have no slope
WHOLE_TAKE = ("pitch_median", "pitch_range", "pitch_slope", "loudness", "loudness_range")
HEARD_WELL = (None, "too_little_speech")  # gates that a part of a take may miss
COMPONENTS = ("loudness", "pitch_median", "pitch_range", "articulation_rate")


class VoiceReader:
    """Reads the voice of takes; one per interview."""

    identity = IDENTITY

    def __init__(self) -> None:
        self._pitch = PitchReader()

    def hear(self, speech: Speech) -> PitchTrack:
        """The pitch of one segment."""
        return self._pitch.track(speech.samples, speech.start_s)

    def observations(
        self, tracks: list[PitchTrack], spoken: Spoken, delivery: Series, baseline: Baseline
    ) -> tuple[list[Observation], frozenset[str]]:
        """The voice of one take and its flags, see voice_observations()."""
        return voice_observations(tracks, spoken, delivery, baseline)


def voice_values(track: PitchTrack, spoken: Spoken, span: Span) -> dict[str, float]:
    """Every voice measure between two moments; a measure without enough voice is missing."""
    values: dict[str, float] = {}
    part = track.between(span.start_s, span.end_s)
    if part.voiced_s >= MIN_VOICED_S:
        lower, middle, upper = np.percentile(part.semitones, (25, 50, 75))
        values["pitch_median"] = float(middle)
        values["pitch_range"] = float(upper - lower)
        slopes = run_slopes(part)
        if slopes:
            values["pitch_slope"] = float(np.clip(np.median(slopes), -100, 100))
    mask = span_mask(len(spoken.powers), spoken.timing.spans)
    first, last = round(span.start_s / LEVEL_FRAME_S), round(span.end_s / LEVEL_FRAME_S)
    speech = spoken.powers[first:last][mask[first:last]]
    if len(speech) * LEVEL_FRAME_S >= MIN_VOICED_S:
        levels = np.maximum(10.0 * np.log10(np.maximum(speech, 1e-12)), QUIETEST_DB)
        low, middle, high = np.percentile(levels, (10, 50, 90))
        values["loudness"] = float(min(middle, 0.0))
        values["loudness_range"] = float(high - low)
    return values


def run_slopes(track: PitchTrack) -> list[float]:
    """Slope of F0 in semitones per second of each voiced run of 100 ms and more (least squares)."""
    breaks = np.flatnonzero(np.diff(track.at_s) > 1.5 * FRAME_S) + 1
    slopes = []
    for at_s, semitones in zip(np.split(track.at_s, breaks), np.split(track.semitones, breaks), strict=True):
        if len(at_s) >= MIN_RUN_FRAMES:
            centred = at_s - at_s.mean()
            slopes.append(float(np.sum(centred * semitones) / np.sum(np.square(centred))))
    return slopes


def voice_series(track: PitchTrack, spoken: Spoken) -> Series:
    """The voice measures of each window that has enough voice; empty where the gates forbid windows."""
    series: Series = {}
    for window in spoken.windows if spoken.gates.voice in HEARD_WELL else ():
        for name, value in voice_values(track, spoken, window).items():
            series.setdefault(name, []).append(WindowValue(window, value))
    return series


def voice_observations(
    tracks: list[PitchTrack], spoken: Spoken, delivery: Series, baseline: Baseline
) -> tuple[list[Observation], frozenset[str]]:
    """The voice of one take, and flags: second_voice.

    `delivery` lends its articulation rate to the change against the warm-up.

    A warm-up take adds its windows to `baseline` instead of being compared with it.
    """
    if not spoken.timing.spans:
        return list(
            all_not_measured("no_speech" if spoken.length_s else "no_sound", Family.VOICE)
        ), frozenset()
    track = joined_tracks(tracks).loud()
    observations = _whole_take(voice_values(track, spoken, spoken.timing.whole), spoken, baseline)
    observations += _voices(track, spoken)
    series = voice_series(track, spoken)
    why = "is_baseline" if spoken.is_baseline else spoken.gates.voice
    if spoken.is_baseline:
        baseline.add(series, spoken.language)
    else:
        observations += window_observations(series, baseline, spoken.language)
    compared = why or change(series | delivery, COMPONENTS, baseline, spoken.language)
    observations += change_observations("voice_change", compared, spoken.span_s)
    is_heard_well = spoken.gates.voice in HEARD_WELL
    is_second = is_heard_well and is_second_voice(track, spoken.timing)
    return observations, frozenset({"second_voice"} if is_second else ())


def _whole_take(found: dict[str, float], spoken: Spoken, baseline: Baseline) -> list[Observation]:
    observations = []
    for name in WHOLE_TAKE:
        value = found.get(name)
        reason = "too_little_voice" if value is None else spoken.gates.voice
        z = None if value is None or spoken.is_baseline else baseline.z(name, value, spoken.language)
        observations.append(observed(name, value, reason, spoken.span_s, z))
    return observations


def _voices(track: PitchTrack, spoken: Spoken) -> list[Observation]:
    gap = group_gap(track, spoken.timing)
    reason = spoken.gates.voice if spoken.gates.voice not in HEARD_WELL else None
    return [
        observed("pitch_leap_rate", leap_rate(track), reason or _lack(track.voiced_s > 0), spoken.span_s),
        observed("pitch_group_gap", gap, reason or _lack(gap is not None), spoken.span_s),
    ]


def _lack(is_enough: bool) -> str | None:
    return None if is_enough else "too_little_voice"
