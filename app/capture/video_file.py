"""A film or a picture as a camera: played at the pace of the clock, again and again."""

import threading
from collections.abc import Iterator
from pathlib import Path

import av
import av.error
import numpy as np

from app.capture.buffer import BoundedBuffer
from app.capture.clock import EngineClock
from app.domain.media import VideoFrame
from app.errors import KioskError

BUFFERED_FRAMES = 8
STILL_S = 0.1  # how long a single picture stands before it is given again
LATE_S = 0.2  # frames later than this are left out instead of converted


def decode_pictures(path: Path) -> Iterator[tuple[float, av.VideoFrame]]:
    """The pictures of a film (or one picture) with their time in seconds from its start.

    Raises KioskError "media_missing" or "media_unreadable" when there is no picture at all.
    """
    if not path.is_file():
        raise KioskError("media_missing")
    first_s: float | None = None
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise KioskError("media_unreadable")
            for packet in container.demux(container.streams.video[0]):
                try:
                    frames = [frame for frame in packet.decode() if isinstance(frame, av.VideoFrame)]
                except av.error.InvalidDataError:
                    continue
                for frame in frames:
                    time_s = frame.time or 0.0
                    first_s = time_s if first_s is None else first_s
                    yield time_s - first_s, frame
    except av.error.FFmpegError as error:
        if first_s is None:
            raise KioskError("media_unreadable") from error
    if first_s is None:
        raise KioskError("media_unreadable")


class FileCamera:
    """Plays a film as a camera, in a loop. Grey and alpha pictures come out as RGB."""

    live = False
    identity = None

    def __init__(self, path: Path, clock: EngineClock) -> None:
        next(decode_pictures(path))
        self.name = path.name
        self._path = path
        self._clock = clock
        self._buffer: BoundedBuffer[VideoFrame] = BoundedBuffer(BUFFERED_FRAMES)
        self._late = 0
        self._late_s = LATE_S * clock.speed
        self._ended = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="file-camera", daemon=True)
        self._at_s = 0.0

    @property
    def dropped(self) -> int:
        return self._buffer.dropped + self._late

    @property
    def ended(self) -> bool:
        return self._ended

    def start(self, at_s: float) -> None:
        self._at_s = at_s
        self._thread.start()

    def take_all(self) -> list[VideoFrame]:
        return self._buffer.take_all()

    def close(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    def _run(self) -> None:
        begin_s = self._at_s
        try:
            while not self._stopping.is_set():
                begin_s = self._play_once(max(begin_s, self._clock.now_s() - self._late_s))
        except KioskError:  # the file went away between two rounds
            self._ended = True

    def _play_once(self, begin_s: float) -> float:
        """Play to the end; gives the moment at which the next round begins."""
        last_s, step_s = 0.0, STILL_S
        for time_s, frame in decode_pictures(self._path):
            if time_s > last_s:
                step_s = time_s - last_s
            last_s = time_s
            due_s = begin_s + time_s
            if self._stopping.wait(self._clock.real_wait_s(due_s)):
                break
            if self._clock.now_s() - due_s > self._late_s:
                self._late += 1
                continue
            pixels = frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)
            self._buffer.put(VideoFrame(pixels, due_s))
        return begin_s + last_s + step_s
