"""One take on the disk: a film for people, and plain PCM so that the score never rests on an encoder."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.capture.audio_file import BLOCK_SAMPLES
from app.capture.matroska import MatroskaWriter
from app.capture.record_file import OpenFile, RecordFile, sync_folder
from app.capture.take_files import TakeFiles
from app.domain.interview import MediaRef
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock, VideoFrame
from app.errors import KioskError

PCM_RECORD_BYTES = SAMPLE_RATE_HZ  # half a second of int16
GAP_SAMPLES = SAMPLE_RATE_HZ // 4  # time stamps jitter; a hole this long was really lost


class WatchedFile:
    """A RecordFile that remembers its first failure: FFmpeg forgets why a write failed."""

    def __init__(self, file: RecordFile) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.error: KioskError | None = None

    def write(self, data: bytes) -> int:
        if self.error is not None:
            raise self.error
        try:
            written = self._file.write(data)
        except KioskError as error:
            self.error = error
            raise
        self._hash.update(data)
        return written

    @property
    def sha256(self) -> str:
        """Of the content, not of the file: that is sealed."""
        return self._hash.hexdigest()

    def tell(self) -> int:
        return self._file.tell()

    def sync(self) -> None:
        self._file.sync()

    def close(self) -> None:
        self._file.close()


class _Film:
    """The Matroska file."""

    def __init__(self, file: WatchedFile, sound: bool, picture_px: tuple[int, int] | None) -> None:
        self._encoder = MatroskaWriter(file, sound, picture_px)
        self.add_audio = self._encoder.write_audio
        self.add_picture = self._encoder.write_picture

    def finish(self) -> None:
        self._encoder.close()


class _Pcm:
    """Headerless 16-bit little-endian mono PCM in records of half a second."""

    def __init__(self, file: WatchedFile) -> None:
        self._file = file
        self._record = bytearray()

    def add_audio(self, samples: NDArray[np.int16], first_sample: int) -> None:
        del first_sample
        self._record += samples.astype("<i2", copy=False).tobytes()
        if len(self._record) >= PCM_RECORD_BYTES:
            self.finish()

    def add_picture(self, pixels: NDArray[np.uint8], at_ms: int) -> None:
        """Sound only."""

    def finish(self) -> None:
        record, self._record = bytes(self._record), bytearray()
        if record:
            self._file.write(record)


class _Part:
    """One of the two files. After its first failure it takes nothing more; what it holds stays."""

    def __init__(
        self,
        path: Path,
        open_file: OpenFile,
        make: Callable[[WatchedFile], _Film | _Pcm],
        failed: Callable[[KioskError], None],
    ) -> None:
        self._failed = failed
        self._file: WatchedFile | None = None
        self._content: _Film | _Pcm | None = None
        try:
            self._file = WatchedFile(open_file(path))
            self._content = make(self._file)
        except KioskError as error:
            self._give_up(error)

    def do(self, action: Callable[[_Film | _Pcm], None]) -> None:
        if self._content is None:
            return
        try:
            action(self._content)
            self._raise_hidden()
        except KioskError as error:
            self._give_up(error)

    def sync(self) -> None:
        file = self._file
        if file is not None and self._content is not None:
            self.do(lambda _: file.sync())

    def end(self) -> None:
        self.do(lambda content: content.finish())
        if self._file is not None:
            try:
                self._file.close()
            except KioskError as error:
                self._failed(error)

    @property
    def is_alive(self) -> bool:
        """It still takes what it is given."""
        return self._content is not None

    @property
    def sha256(self) -> str | None:
        """Of everything that was written; None where not all of it arrived."""
        return self._file.sha256 if self._file is not None and self._file.error is None else None

    @property
    def holds_something(self) -> bool:
        return self._file is not None and self._file.tell() > 0

    def _raise_hidden(self) -> None:
        if self._file is not None and self._file.error is not None:
            raise self._file.error

    def _give_up(self, error: KioskError) -> None:
        self._content = None
        hidden = self._file.error if self._file is not None else None
        self._failed(hidden or error)


class TakeWriter:
    """Writes one take; used by one thread. A failing film leaves the plain sound going, and vice versa.

    start_s: engine clock at which the take began. picture_px: size of the camera's pictures, or None.
    failed: called with each failure; nothing here raises.
    """

    def __init__(
        self,
        files: TakeFiles,
        start_s: float,
        sound: bool,
        picture_px: tuple[int, int] | None,
        open_file: OpenFile,
        failed: Callable[[KioskError], None],
    ) -> None:
        self._files = files
        self._start_s = start_s
        self._sound, self._picture = sound, picture_px is not None
        self._waiting = np.zeros(0, np.int16)
        self._next_sample: int | None = None
        self._end_s = 0.0
        self._heard = self._seen = False
        self._film = _Part(files.film, open_file, lambda file: _Film(file, sound, picture_px), failed)
        self._parts = [self._film]
        if sound:
            self._parts.append(_Part(files.sound, open_file, _Pcm, failed))
        try:
            sync_folder(files.film.parent)
        except KioskError as error:
            failed(error)

    def write_audio(self, block: AudioBlock) -> None:
        """Append a block; sound that was lost before it becomes silence, so that times stay right."""
        at_sample = round((block.start_s - self._start_s) * SAMPLE_RATE_HZ)
        if self._next_sample is None:
            self._next_sample = 0 if at_sample >= GAP_SAMPLES else max(0, at_sample)
        missing = at_sample - self._next_sample - len(self._waiting)
        lost = np.zeros(missing if missing >= GAP_SAMPLES else 0, np.int16)
        self._waiting = np.concatenate([self._waiting, lost, block.samples])
        while len(self._waiting) >= BLOCK_SAMPLES:
            self._write_block(self._waiting[:BLOCK_SAMPLES])
            self._waiting = self._waiting[BLOCK_SAMPLES:]

    def write_picture(self, frame: VideoFrame) -> None:
        """Append a picture."""
        at_s = frame.at_s - self._start_s
        self._film.do(lambda content: content.add_picture(frame.pixels, max(0, round(at_s * 1000))))
        if self._film.is_alive:
            self._end_s = max(self._end_s, at_s)
            self._seen = True

    def sync(self) -> None:
        """Return when everything written is on the disk."""
        for part in self._parts:
            part.sync()

    def end(self) -> MediaRef | None:
        """Close the files; what lies on the disk, or None if nothing does."""
        if len(self._waiting):
            self._write_block(np.pad(self._waiting, (0, BLOCK_SAMPLES - len(self._waiting))))
        for part in self._parts:
            part.end()
        tracks = [("audio", self._heard), ("video", self._seen)]
        there = tuple(name for name, written in tracks if written)
        if not there or not any(part.holds_something for part in self._parts):
            return None
        return MediaRef(self._files.name, there, round(self._end_s, 3), self._film.sha256)

    def _write_block(self, samples: NDArray[np.int16]) -> None:
        first = self._next_sample or 0
        for part in self._parts:
            part.do(lambda content: content.add_audio(samples, first))
        self._next_sample = first + BLOCK_SAMPLES
        if any(part.is_alive for part in self._parts):
            self._end_s = max(self._end_s, self._next_sample / SAMPLE_RATE_HZ)
            self._heard = True
