"""MediaPipe FaceLandmarker, the only file that imports mediapipe. Never loaded in packs that lock affect."""

import os
import threading
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from app.analysis.face_reading import FaceReading, face_shown, picture_luma
from app.domain.media import VideoFrame
from app.errors import KioskError

MOST_FACES = 2
IDENTITY = f"mediapipe-face-landmarker/{version('mediapipe')}"


class FaceReader:
    """The loaded model in video mode; it sees its pictures in the order of time."""

    identity = IDENTITY

    def __init__(self, model: Path) -> None:
        if not zipfile.is_zipfile(model):
            raise KioskError("face_pack_broken")
        os.environ.setdefault("GLOG_minloglevel", "2")
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision

        options = vision.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=model.read_bytes()),
            running_mode=vision.RunningMode.VIDEO,
            num_faces=MOST_FACES,
            output_face_blendshapes=True,
            output_facial_transformation_matrixes=True,
        )
        self._mediapipe: Any = mediapipe
        try:
            self._landmarker: Any = vision.FaceLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            raise KioskError("face_pack_broken") from error
        self._last_ms = -1
        self._lock = threading.Lock()

    def read(self, frame: VideoFrame, at_s: float) -> FaceReading:
        """What the picture shows; at_s: seconds from the start of the take, kept in the reading."""
        pixels = np.ascontiguousarray(frame.pixels)
        luma = picture_luma(pixels)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=pixels)
        with self._lock:
            self._last_ms = max(self._last_ms + 1, round(frame.at_s * 1000.0))
            found = self._landmarker.detect_for_video(image, self._last_ms)
        aspect = np.array([1.0, pixels.shape[0] / pixels.shape[1]])
        faces = []
        for landmarks, blends, matrix in zip(
            found.face_landmarks, found.face_blendshapes, found.facial_transformation_matrixes, strict=True
        ):
            points = np.array([(point.x, point.y) for point in landmarks], np.float64) * aspect
            names = {blend.category_name: float(blend.score) for blend in blends}
            faces.append(face_shown(points, names, np.asarray(matrix, np.float64)))
        largest = max(faces, key=lambda face: face.width, default=None)
        return FaceReading(at_s, luma, len(faces), largest)

    def close(self) -> None:
        """Frees the model."""
        self._landmarker.close()
