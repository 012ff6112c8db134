"""Records a take on a thread of its own: nobody who feeds it ever waits for an encoder or a disk."""

import dataclasses
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.capture.matroska import FRAME_RATE_HZ
from app.capture.record_file import OpenFile
from app.capture.take_files import TakeFiles
from app.capture.take_writer import TakeWriter
from app.domain.interview import MediaRef
from app.domain.media import AudioBlock, VideoFrame
from app.errors import KioskError

SYNC_EACH_S = 1.0
FRAMES_WAITING_MAX = 30


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a take left on the disk. dropped_frames: the encoder was behind. error: the first failure."""

    media: MediaRef | None
    dropped_frames: int
    error: KioskError | None


class TakeRecorder:
    """put_* only queue; the thread encodes, writes, and syncs each second.

    picture_px: size of the camera's pictures, or None to record sound only.
    open_file: opens the two files; of a candidate, always sealed ones (capture/sealed_file).
    problem: called once, on the recorder's thread, with the first failure.
    """

    def __init__(
        self,
        files: TakeFiles,
        start_s: float,
        sound: bool,
        picture_px: tuple[int, int] | None,
        problem: Callable[[KioskError], None],
        open_file: OpenFile,
    ) -> None:
        self.name = files.name
        self._sound, self._picture = sound, picture_px is not None
        self._problem = problem
        self._error: KioskError | None = None
        self._media: MediaRef | None = None
        self._queue: queue.SimpleQueue[AudioBlock | VideoFrame | None] = queue.SimpleQueue()
        self._dropped_frames = 0
        self._frames_put = self._frames_written = 0
        self._next_picture_s = start_s
        self._open_writer: Callable[[], TakeWriter] = partial(
            TakeWriter, files, start_s, sound, picture_px, open_file, self._failed
        )
        self._thread = threading.Thread(target=self._run, name="take-recorder", daemon=True)
        self._thread.start()

    def put_audio(self, block: AudioBlock) -> None:
        """Queue a block; sound is never dropped here."""
        if self._sound:
            self._queue.put(block)

    def put_frame(self, frame: VideoFrame) -> None:
        """Queue a frame if the film's rate asks for one and the encoder keeps up."""
        if not self._picture or frame.at_s < self._next_picture_s:
            return
        if self._frames_put - self._frames_written >= FRAMES_WAITING_MAX:
            self._dropped_frames += 1
            return
        step_s = 1 / FRAME_RATE_HZ
        self._next_picture_s = max(self._next_picture_s + step_s, frame.at_s + step_s / 2)
        self._frames_put += 1
        self._queue.put(frame)

    def close(self) -> Recorded:
        """Write what is queued and end the files."""
        self._queue.put(None)
        self._thread.join()
        media = self._media
        if media is not None and self._error is not None:
            media = dataclasses.replace(media, truncated=True)
        return Recorded(media, self._dropped_frames, self._error)

    def _run(self) -> None:
        writer = self._open_writer()
        sync_at_s = time.monotonic() + SYNC_EACH_S
        while True:
            try:
                item = self._queue.get(timeout=max(0.0, sync_at_s - time.monotonic()))
            except queue.Empty:
                writer.sync()
                sync_at_s = time.monotonic() + SYNC_EACH_S
                continue
            if item is None:
                break
            if isinstance(item, AudioBlock):
                writer.write_audio(item)
            else:
                writer.write_picture(item)
                self._frames_written += 1
            if time.monotonic() >= sync_at_s:
                writer.sync()
                sync_at_s = time.monotonic() + SYNC_EACH_S
        self._media = writer.end()

    def _failed(self, error: KioskError) -> None:
        if self._error is None:
            self._error = error
            self._problem(error)
