"""A real camera, or a network stream, through OpenCV."""

import threading
import time
from pathlib import Path
from typing import Any

from app.capture.buffer import BoundedBuffer
from app.capture.clock import EngineClock
from app.capture.pictures import rgb_from_bgr
from app.capture.sources import SourceKind, SourceUri
from app.capture.video_file import BUFFERED_FRAMES
from app.domain.media import VideoFrame
from app.errors import KioskError

WIDTH_PX, HEIGHT_PX, RATE_HZ = 640, 480, 30
OPEN_TIMEOUT_MS, READ_TIMEOUT_MS = 3000, 1500
CAMERA_FOLDER = Path("/sys/class/video4linux")


def camera_names(folder: Path = CAMERA_FOLDER) -> dict[int, str]:
    """Linux: the number and name of each video device."""
    found = {}
    for entry in sorted(folder.glob("video*")):
        number = entry.name.removeprefix("video")
        if number.isdigit() and (entry / "name").is_file():
            found[int(number)] = (entry / "name").read_text(encoding="utf-8", errors="replace").strip()
    return found


def camera_number(wanted: str, names: dict[int, str]) -> int:
    """The number of the wanted camera: "default", a number, /dev/videoN, or a name.

    Raises KioskError "no_camera".
    """
    if wanted == "default":
        if not names:
            raise KioskError("no_camera")
        return min(names)
    number = wanted.removeprefix("/dev/video")
    if number.isdigit():
        return int(number)
    for index, name in names.items():
        if wanted == name:
            return index
    raise KioskError("no_camera", name=wanted)


class Camera:
    """A V4L2 camera or an RTSP/HTTP stream; a thread reads it and stamps each frame at grab()."""

    identity = None

    def __init__(self, source: SourceUri, clock: EngineClock) -> None:
        self._clock = clock
        self._buffer: BoundedBuffer[VideoFrame] = BoundedBuffer(BUFFERED_FRAMES)
        self._ended = False
        self._stopping = threading.Event()
        self.live = source.kind is SourceKind.DEVICE
        if self.live:
            names = camera_names()
            number = camera_number(source.value, names)
            self.name = names.get(number, f"camera {number}")
            self._capture = _open_device(number)
        else:
            self.name = source.value.partition("://")[0]  # the address may hold a password
            self._capture = _open_stream(source.value)
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    @property
    def dropped(self) -> int:
        return self._buffer.dropped

    @property
    def ended(self) -> bool:
        return self._ended

    def start(self, at_s: float) -> None:
        del at_s  # a device begins when it begins
        self._thread.start()

    def take_all(self) -> list[VideoFrame]:
        return self._buffer.take_all()

    def close(self) -> None:
        """Stop reading. A read that hangs in the driver is left alone: its thread ends when it returns."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)
        else:
            self._capture.release()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set() and self._capture.grab():
                monotonic_s = time.monotonic()
                ok, pixels = self._capture.retrieve()
                if not ok or pixels is None:
                    break
                self._buffer.put(VideoFrame(rgb_from_bgr(pixels), self._clock.at_s(monotonic_s)))
        finally:
            self._ended = True
            self._capture.release()


def _open_device(number: int) -> Any:
    import cv2

    if not Path(f"/dev/video{number}").exists():
        raise KioskError("no_camera")
    capture = cv2.VideoCapture(number, cv2.CAP_V4L2)
    if not capture.isOpened():
        raise KioskError("camera_busy")
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH_PX)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT_PX)
    capture.set(cv2.CAP_PROP_FPS, RATE_HZ)
    return capture


def _open_stream(address: str) -> Any:
    import cv2

    limits = [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
        OPEN_TIMEOUT_MS,
        cv2.CAP_PROP_READ_TIMEOUT_MSEC,
        READ_TIMEOUT_MS,
    ]
    capture = cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)
    if not capture.isOpened():
        raise KioskError("no_camera")
    return capture
