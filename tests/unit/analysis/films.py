"""Films read into face readings, as the pipeline reads them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.analysis.face import FaceReader
from app.analysis.face_reading import FaceReading
from app.capture.video_file import decode_pictures
from app.domain.media import VideoFrame

Pixels = NDArray[np.uint8]
PICTURE_S = 0.1


class Films:
    """One face reader for many films; its clock only goes forward."""

    def __init__(self, reader: FaceReader) -> None:
        self._reader = reader
        self._start_s = 0.0

    def read(
        self,
        path: Path,
        change: Callable[[Pixels], Pixels] = lambda pixels: pixels,
        picture_s: float = PICTURE_S,
    ) -> list[FaceReading]:
        """The readings of a film, one picture every `picture_s`."""
        readings: list[FaceReading] = []
        for at_s, pixels in pictures(path, picture_s):
            frame = VideoFrame(np.ascontiguousarray(change(pixels)), self._start_s + at_s)
            readings.append(self._reader.read(frame, at_s))
        self._start_s += readings[-1].at_s + 1.0
        return readings


def pictures(path: Path, picture_s: float = PICTURE_S) -> list[tuple[float, Pixels]]:
    """The film's pictures, thinned to one every `picture_s`, with their time."""
    found, due_s = [], 0.0
    for at_s, frame in decode_pictures(path):
        if at_s >= due_s - 0.005:
            found.append((at_s, np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)))
            due_s += picture_s
    return found
