"""What one picture shows of a face: pose, gaze, eyelids and blendshapes as numbers. Geometry only."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

# Landmarks of the FaceLandmarker mesh.
IRISES = (468, 473)
EYE_CORNERS = ((33, 133), (362, 263))
CHEEKS = (234, 454)
NOSE = 1
IRIS_REACH = 2.5  # eye width (about 30 mm) over the eyeball's radius (about 12 mm)
EYE_PITCH_AT_REST = -9.0  # irises stand above the line of the corners: median of the GRID speakers

EXPRESSIONS: Mapping[str, tuple[str, ...]] = {
    "smile": ("mouthSmileLeft", "mouthSmileRight"),
    "brow_raise": ("browInnerUp", "browOuterUpLeft", "browOuterUpRight"),
    "brow_lower": ("browDownLeft", "browDownRight"),
    "eye_wide": ("eyeWideLeft", "eyeWideRight"),
    "eye_squint": ("eyeSquintLeft", "eyeSquintRight"),
    "jaw_open": ("jawOpen",),
    "mouth_press": ("mouthPressLeft", "mouthPressRight"),
}


@dataclass(frozen=True, slots=True)
class Pose:
    """Degrees: yaw + to the person's left, pitch + downwards, roll + to the person's left shoulder."""

    yaw: float
    pitch: float
    roll: float


@dataclass(frozen=True, slots=True)
class FaceShown:
    """The largest face of a picture.

    width, offset: over the picture's width. gaze_*: degrees off the camera, head and eyes together.
    eyes_closed: 0..1, both eyes. expressions: 0..1 by the names of EXPRESSIONS.
    """

    width: float
    offset: float
    pose: Pose
    gaze_yaw: float
    gaze_pitch: float
    eyes_closed: float
    expressions: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FaceReading:
    """One picture. luma: 0..1. faces: how many, counted to 2. face: None without one."""

    at_s: float
    luma: float
    faces: int
    face: FaceShown | None


def picture_luma(pixels: NDArray[np.uint8]) -> float:
    """Mean luma (Rec. 601) of every eighth pixel, 0..1. pixels: [height, width, 3] uint8 RGB."""
    few = pixels[::8, ::8].reshape(-1, 3)
    return float(few.mean(axis=0) @ np.array([0.299, 0.587, 0.114])) / 255.0


def pose_of(matrix: NDArray[np.float64]) -> Pose:
    """The head's pose. matrix: [4, 4], face to camera, x right, y up, z towards the viewer."""
    forward, up = matrix[:3, 2], matrix[:3, 1]
    return Pose(
        yaw=math.degrees(math.atan2(forward[0], forward[2])),
        pitch=math.degrees(math.asin(float(np.clip(-forward[1], -1.0, 1.0)))),
        roll=math.degrees(math.atan2(up[0], up[1])),
    )


def eye_angles(points: NDArray[np.float64]) -> tuple[float, float]:
    """Degrees by which the irises are off the middle of the eye corners: to the person's left, and down.

    points: [landmarks, 2] float64, x and y over the picture's width.
    """
    angles = []
    for iris, (corner, other) in zip(IRISES, EYE_CORNERS, strict=True):
        along = points[other] - points[corner]
        width = float(np.hypot(*along)) or 1e-9
        axis = along / width
        off = (points[iris] - (points[corner] + points[other]) / 2.0) / width
        right, down = float(off @ axis), float(axis[0] * off[1] - axis[1] * off[0])
        angles.append(
            [math.degrees(math.asin(max(-1.0, min(1.0, IRIS_REACH * part)))) for part in (right, down)]
        )
    return float(np.mean([a[0] for a in angles])), float(np.mean([a[1] for a in angles]))


def face_shown(
    points: NDArray[np.float64], blends: Mapping[str, float], matrix: NDArray[np.float64]
) -> FaceShown:
    """The numbers of one face.

    Args:
        points: [landmarks, 2] float64, x and y over the picture's width.
        blends: blendshape coefficients by MediaPipe's names.
        matrix: [4, 4] face to camera.
    """
    pose = pose_of(matrix)
    eye_yaw, eye_pitch = eye_angles(points)
    left, right = points[CHEEKS[0]], points[CHEEKS[1]]
    middle = (left + right) / 2.0
    return FaceShown(
        width=min(1.5, float(np.hypot(*(right - left)))),
        offset=min(1.0, abs(float(middle[0]) - 0.5)),
        pose=pose,
        gaze_yaw=pose.yaw + eye_yaw,
        gaze_pitch=pose.pitch + eye_pitch - EYE_PITCH_AT_REST,
        eyes_closed=min(blends["eyeBlinkLeft"], blends["eyeBlinkRight"]),
        expressions={name: _mean(blends, parts) for name, parts in EXPRESSIONS.items()},
    )


def _mean(blends: Mapping[str, float], names: Sequence[str]) -> float:
    return min(1.0, max(0.0, sum(blends[name] for name in names) / len(names)))
