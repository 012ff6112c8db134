"""The face as observations: presence, pose, gaze, blinks, expressions, light and framing. In no score."""

from itertools import pairwise

import numpy as np

from app.analysis.face_reading import EXPRESSIONS, FaceReading, FaceShown
from app.analysis.measures import Family, all_not_measured, observed, of_families
from app.analysis.segments import Span
from app.analysis.within import (
    Baseline,
    Series,
    WindowValue,
    change,
    change_observations,
    window_observations,
    windows_between,
)
from app.domain.observation import Observation

MIN_PICTURES = 10
MIN_PICTURES_IN_WINDOW = 8
BLACK_BELOW, DIM_BELOW, BRIGHT_ABOVE = 0.05, 0.10, 0.92
MIN_PRESENT_RATIO, GOOD_PRESENT_RATIO = 0.5, 0.8
FAR_BELOW, NEAR_ABOVE, OFF_CENTRE_ABOVE = 0.10, 0.65, 0.35
AWAY_YAW, AWAY_PITCH = 20.0, 25.0  # degrees; the screen stands below the camera
CLOSED_FROM, OPEN_BELOW = 0.5, 0.35
MIN_BLINK_RATE_HZ = 8.0
MIN_BLINK_S = 15.0  # one blink in a short take is no rate
SECOND_FACE_PICTURES, SECOND_FACE_AMONG = 2, 5
COMPONENTS = ("smile", "brow_raise", "brow_lower", "eye_wide", "mouth_press", "head_motion")
_NEVER_WINDOWED = ("picture_light", "face_count_max", "face_width", "face_offset")


def face_values(readings: list[FaceReading]) -> dict[str, float]:
    """Every face measure of these pictures that they can give."""
    shown = [reading.face for reading in readings if reading.face is not None]
    values = {
        "picture_light": float(np.median([reading.luma for reading in readings])),
        "face_present_ratio": len(shown) / len(readings),
        "face_count_max": float(most_faces(readings)),
    }
    if len(shown) / len(readings) < MIN_PRESENT_RATIO:
        return values
    values |= {
        "face_width": _median(shown, "width"),
        "face_offset": _median(shown, "offset"),
        "head_yaw": float(np.median([face.pose.yaw for face in shown])),
        "head_pitch": float(np.median([face.pose.pitch for face in shown])),
        "head_roll": float(np.median([face.pose.roll for face in shown])),
        "gaze_away_ratio": sum(map(_looks_away, shown)) / len(shown),
    }
    values |= {name: float(np.mean([face.expressions[name] for face in shown])) for name in EXPRESSIONS}
    speeds = _turning(readings)
    if speeds:
        values["head_motion"] = float(min(900.0, np.median(speeds)))
    seen_s = len(shown) / max(rate_hz(readings), 1e-9)
    if rate_hz(readings) >= MIN_BLINK_RATE_HZ and seen_s >= MIN_BLINK_S:
        values["blink_rate"] = 60.0 * blinks(readings) / seen_s
    return values


def most_faces(readings: list[FaceReading]) -> int:
    """The most faces seen in 2 of 5 successive pictures: one false detection is no second person."""
    counts = [reading.faces for reading in readings]
    for number in (2, 1):
        hits = np.array([count >= number for count in counts], np.int64)
        near = np.convolve(hits, np.ones(SECOND_FACE_AMONG, np.int64))
        if near.max(initial=0) >= min(SECOND_FACE_PICTURES, len(counts)):
            return number
    return 0


def blinks(readings: list[FaceReading]) -> int:
    """How often both eyes closed (0.5) after they were open (0.35)."""
    count, is_open = 0, False
    for reading in readings:
        if reading.face is None:
            is_open = False
        elif is_open and reading.face.eyes_closed >= CLOSED_FROM:
            count, is_open = count + 1, False
        elif reading.face.eyes_closed < OPEN_BELOW:
            is_open = True
    return count


def rate_hz(readings: list[FaceReading]) -> float:
    """Pictures per second."""
    if len(readings) < 2:
        return 0.0
    return (len(readings) - 1) / max(readings[-1].at_s - readings[0].at_s, 1e-9)


def verdict(measure: str, values: dict[str, float]) -> str | None:
    """Why a value is LOW: light and framing for their own measures, presence and dim light for the others."""
    light, present = values["picture_light"], values["face_present_ratio"]
    own = {
        "picture_light": "too_dark" if light < DIM_BELOW else "too_bright" if light > BRIGHT_ABOVE else None,
        "face_width": _framing(values.get("face_width")),
        "face_offset": "face_off_centre" if values.get("face_offset", 0.0) > OFF_CENTRE_ABOVE else None,
        "face_present_ratio": "too_dark" if light < DIM_BELOW else None,
        "face_count_max": "too_dark" if light < DIM_BELOW else None,
    }
    if measure in own:
        return own[measure]
    if light < DIM_BELOW:
        return "too_dark"
    return "face_often_missing" if present < GOOD_PRESENT_RATIO else _framing(values.get("face_width"))


def face_series(readings: list[FaceReading], windows: tuple[Span, ...]) -> Series:
    """The face measures of each window in which the face is there and the light is enough."""
    series: Series = {}
    for window in windows:
        inside = [r for r in readings if window.start_s <= r.at_s < window.end_s]
        if len(inside) < MIN_PICTURES_IN_WINDOW:
            continue
        values = face_values(inside)
        for name, value in values.items():
            if name not in _NEVER_WINDOWED and verdict(name, values) is None:
                series.setdefault(name, []).append(WindowValue(window, value))
    return series


def face_observations(
    readings: list[FaceReading], length_s: float, baseline: Baseline, is_baseline: bool
) -> tuple[list[Observation], frozenset[str]]:
    """The face in one take of `length_s`, and flags: face_missing, second_face, too_dark."""
    if len(readings) < MIN_PICTURES:
        reason = "no_picture" if not readings else "too_few_pictures"
        return list(all_not_measured(reason, Family.FACE)), frozenset({reason})
    values = face_values(readings)
    span_s = (0.0, length_s)
    if values["picture_light"] < BLACK_BELOW:
        names = of_families(Family.FACE)[1:]
        light = observed("picture_light", values["picture_light"], "too_dark", span_s)
        return [light, *(observed(name, None, "too_dark", span_s) for name in names)], frozenset({"too_dark"})
    series = face_series(readings, windows_between(readings[0].at_s, readings[-1].at_s))
    observations = _whole_take(values, span_s, baseline, is_baseline)
    if is_baseline:
        baseline.add(series, None)
    else:
        observations += window_observations(series, baseline, None)
    compared = "is_baseline" if is_baseline else change(series, COMPONENTS, baseline, None)
    return observations + change_observations("face_change", compared, span_s), _flags(values)


def _whole_take(
    values: dict[str, float], span_s: tuple[float, float], baseline: Baseline, is_baseline: bool
) -> list[Observation]:
    observations = []
    for name in of_families(Family.FACE):
        if name.startswith("face_change"):
            continue
        value = values.get(name)
        if value is None:
            reason: str | None = "too_few_pictures" if "head_yaw" in values else "face_missing"
        else:
            reason = verdict(name, values)
        z = None if value is None or is_baseline else baseline.z(name, value, None)
        observations.append(observed(name, value, reason, span_s, z))
    return observations


def _flags(values: dict[str, float]) -> frozenset[str]:
    found = set()
    if values["face_present_ratio"] < MIN_PRESENT_RATIO:
        found.add("face_missing")
    if values["face_count_max"] >= 2:
        found.add("second_face")
    if values["picture_light"] < DIM_BELOW:
        found.add("too_dark")
    return frozenset(found)


def _framing(width: float | None) -> str | None:
    if width is None:
        return None
    return "face_too_far" if width < FAR_BELOW else "face_too_near" if width > NEAR_ABOVE else None


def _looks_away(face: FaceShown) -> bool:
    return abs(face.gaze_yaw) > AWAY_YAW or abs(face.gaze_pitch) > AWAY_PITCH


def _turning(readings: list[FaceReading]) -> list[float]:
    """Degrees per second between successive pictures with a face."""
    speeds = []
    for one, two in pairwise(readings):
        if one.face is not None and two.face is not None and two.at_s > one.at_s:
            a, b = one.face.pose, two.face.pose
            turn = float(np.hypot(b.yaw - a.yaw, b.pitch - a.pitch))
            speeds.append(turn / (two.at_s - one.at_s))
    return speeds


def _median(shown: list[FaceShown], name: str) -> float:
    return float(np.median([getattr(face, name) for face in shown]))
