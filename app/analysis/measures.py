"""Every number we measure: its unit, range and source. docs/measures.md is written from this table."""

import math
from dataclasses import dataclass
from enum import StrEnum

from app.domain.observation import Observation, Quality, not_measured


class Family(StrEnum):
    """What a measure is about; policy and consent switch whole families off."""

    SOUND = "sound"  # the recording itself: always measured
    TIMING = "timing"  # delivery: when speech and pauses are
    WORDS = "words"  # delivery: needs the transcript
    VOICE = "voice"  # affect: consent VOICE_AFFECT, never loaded in locked packs
    FACE = "face"  # affect: consent FACE_OBSERVATION, never loaded in locked packs


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. low, high: what it can be; outside is a bug. is_windowed: also given per window."""

    id: str
    unit: str
    low: float
    high: float
    family: Family
    words: str
    source: str
    is_windowed: bool = False


_S, _T, _W, _V, _F = Family.SOUND, Family.TIMING, Family.WORDS, Family.VOICE, Family.FACE
_INF = math.inf
_VAD = "Silero VAD v6, spans bridged at 200 ms"
_LEVEL = "RMS of 20 ms frames, numpy"
_SWIFT = "SwiftF0, confidence >= 0.5, level within 20 dB of the loudest speech"
_MESH = "MediaPipe FaceLandmarker, video mode, at most 10 pictures/s"
_BLEND = "mean MediaPipe blendshape coefficient while a face is seen; not a FACS action unit"
_Z = "robust z: (x - median of own warm-up windows) / (1.4826 MAD)"

MEASURES: tuple[Measure, ...] = (
    Measure("speech_s", "s", 0, _INF, _S, "seconds of speech in the take", _VAD),
    Measure("speech_level", "dB", -96, 0, _S, "loudness of the speech, re full scale", _LEVEL),
    Measure("noise_floor", "dB", -96, 0, _S, "loudness of the silences, re full scale", _LEVEL),
    Measure("snr", "dB", -10, 80, _S, "speech power over noise power, noise subtracted", _LEVEL),
    Measure("clipping_ratio", "1", 0, 1, _S, "share of speech samples at full scale (>= 0.989)", "numpy"),
    Measure("asr_confidence", "1", 0, 1, _S, "the recogniser's confidence, mean by length", "recogniser"),
    Measure("room_speech_quality", "MOS", 1, 5, _S, "predicted quality of the speech", "DNSMOS P.835"),
    Measure(
        "room_background_quality", "MOS", 1, 5, _S, "predicted quality of the background", "DNSMOS P.835"
    ),
    Measure("room_overall_quality", "MOS", 1, 5, _S, "predicted overall quality", "DNSMOS P.835"),
    Measure("response_latency", "s", 0, _INF, _T, "from the start of the take to the first speech", _VAD),
    Measure("speech_ratio", "1", 0, 1, _T, "speech over the time from first to last speech", _VAD),
    Measure("pause_count", "1", 0, _INF, _T, "pauses of 200 ms and more inside the answer", _VAD),
    Measure("pause_medium_count", "1", 0, _INF, _T, "pauses of 200 to 1000 ms", _VAD),
    Measure("pause_long_count", "1", 0, _INF, _T, "pauses over 1000 ms", _VAD),
    Measure("pause_mean", "s", 0.2, _INF, _T, "mean length of the pauses", _VAD),
    Measure("pause_longest", "s", 0.2, _INF, _T, "the longest pause", _VAD),
    Measure(
        "pause_ratio", "1", 0, 1, _T, "share of pauses in the time from first to last speech", _VAD, True
    ),
    Measure(
        "speech_rate",
        "syllable/min",
        0,
        900,
        _W,
        "syllables (zh: Han characters) over first to last speech",
        "text, " + _VAD,
    ),
    Measure("word_rate", "word/min", 0, 600, _W, "English words over first to last speech", "text, " + _VAD),
    Measure(
        "articulation_rate",
        "syllable/s",
        0,
        15,
        _W,
        "syllables over speech time, pauses out",
        "text, " + _VAD,
        True,
    ),
    Measure("filler_count", "1", 0, _INF, _W, "fillers by the lexicon and its disambiguation", "text"),
    Measure(
        "filler_rate",
        "1/1000 words",
        0,
        1500,
        _W,
        "fillers per 1000 words (zh: 1.5 characters a word)",
        "text",
    ),
    Measure("pitch_median", "semitone", -13.2, 52.7, _V, "median F0, semitones re 100 Hz", _SWIFT, True),
    Measure("pitch_range", "semitone", 0, 66, _V, "interquartile range of F0", _SWIFT, True),
    Measure("pitch_slope", "semitone/s", -100, 100, _V, "median slope of F0 in voiced stretches", _SWIFT),
    Measure("loudness", "dB", -96, 0, _V, "median level of speech frames, re full scale", _LEVEL, True),
    Measure("loudness_range", "dB", 0, 96, _V, "10th to 90th percentile of speech frames", _LEVEL),
    Measure(
        "pitch_leap_rate",
        "1/s",
        0,
        63,
        _V,
        "leaps of F0 by 4 semitones in 16 ms, per second of voice",
        _SWIFT,
    ),
    Measure(
        "pitch_group_gap", "semitone", 0, 40, _V, "widest gap between two groups of stretches by F0", _SWIFT
    ),
    Measure("voice_change", "z", -50, 50, _V, "median of the component changes against the own warm-up", _Z),
    Measure("voice_change_low", "z", -50, 50, _V, "lower end of its 95 % interval", _Z),
    Measure("voice_change_high", "z", -50, 50, _V, "upper end of its 95 % interval", _Z),
    Measure("picture_light", "1", 0, 1, _F, "median luma of the pictures", "Rec. 601 luma, numpy"),
    Measure("face_present_ratio", "1", 0, 1, _F, "share of pictures with a face", _MESH, True),
    Measure("face_count_max", "1", 0, 2, _F, "most faces in 2 of 5 successive pictures, to 2", _MESH),
    Measure("face_width", "1", 0, 1.5, _F, "median width of the face over the picture", _MESH),
    Measure(
        "face_offset", "1", 0, 1, _F, "median distance of the face from the middle, over the width", _MESH
    ),
    Measure("head_yaw", "degree", -180, 180, _F, "median turn to the side, + to the person's left", _MESH),
    Measure("head_pitch", "degree", -90, 90, _F, "median nod, + downwards", _MESH),
    Measure("head_roll", "degree", -180, 180, _F, "median tilt, + to the left shoulder", _MESH),
    Measure("head_motion", "degree/s", 0, 900, _F, "median speed of the head's turning", _MESH, True),
    Measure("gaze_away_ratio", "1", 0, 1, _F, "share of pictures with gaze over 20 degrees off", _MESH, True),
    Measure("blink_rate", "1/min", 0, 300, _F, "closings of both eyes, from 8 pictures/s and 15 s", _MESH),
    Measure("smile", "1", 0, 1, _F, "mouthSmileLeft/Right", _BLEND, True),
    Measure("brow_raise", "1", 0, 1, _F, "browInnerUp, browOuterUpLeft/Right", _BLEND, True),
    Measure("brow_lower", "1", 0, 1, _F, "browDownLeft/Right", _BLEND, True),
    Measure("eye_wide", "1", 0, 1, _F, "eyeWideLeft/Right", _BLEND, True),
    Measure("eye_squint", "1", 0, 1, _F, "eyeSquintLeft/Right", _BLEND),
    Measure("jaw_open", "1", 0, 1, _F, "jawOpen", _BLEND),
    Measure("mouth_press", "1", 0, 1, _F, "mouthPressLeft/Right", _BLEND, True),
    Measure("face_change", "z", -50, 50, _F, "median of the component changes against the own warm-up", _Z),
    Measure("face_change_low", "z", -50, 50, _F, "lower end of its 95 % interval", _Z),
    Measure("face_change_high", "z", -50, 50, _F, "upper end of its 95 % interval", _Z),
)

ROOM_MEASURES = ("room_speech_quality", "room_background_quality", "room_overall_quality")
DECIMALS = 4  # of every value: finer than any of these methods
BY_ID = {measure.id: measure for measure in MEASURES}


def of_families(*families: Family) -> tuple[str, ...]:
    """The ids of the measures of these families, in the order of the table."""
    return tuple(measure.id for measure in MEASURES if measure.family in families)


def observed(
    measure_id: str,
    value: float | None,
    reason: str | None = None,
    span_s: tuple[float, float] = (0.0, 0.0),
    baseline_z: float | None = None,
) -> Observation:
    """The observation of `measure_id` in its unit.

    value None: not measured because of `reason`. A value with a reason: LOW, a quality gate was missed.
    Raises ValueError for a value that the measure cannot have.
    """
    measure = BY_ID[measure_id]
    start_s, end_s = round(span_s[0], DECIMALS), round(span_s[1], DECIMALS)
    if value is None:
        if reason is None:
            raise ValueError(f"{measure_id}: not measured needs a reason")
        return Observation(measure_id, None, measure.unit, Quality.NOT_MEASURED, reason, start_s, end_s)
    value = round(float(value), DECIMALS)
    if not measure.low <= value <= measure.high:
        raise ValueError(f"{measure_id}: {value} is outside {measure.low}..{measure.high}")
    quality = Quality.OK if reason is None else Quality.LOW
    z = None if baseline_z is None else round(baseline_z, DECIMALS)
    return Observation(measure_id, value, measure.unit, quality, reason, start_s, end_s, z)


def is_possible(measure_id: str, value: float) -> bool:
    """Can the measure have this value?"""
    return BY_ID[measure_id].low <= round(value, DECIMALS) <= BY_ID[measure_id].high


def all_not_measured(reason: str, *families: Family) -> tuple[Observation, ...]:
    """One "not measured" for every measure of these families."""
    return tuple(not_measured(name, BY_ID[name].unit, reason) for name in of_families(*families))
