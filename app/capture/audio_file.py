"""A recording as a microphone: decoded, made 16 kHz mono, and played at the pace of the clock."""

import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from app.capture.buffer import BoundedBuffer
from app.capture.clock import EngineClock
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock
from app.errors import KioskError

BLOCK_SAMPLES = 320  # 20 ms
BLOCK_S = BLOCK_SAMPLES / SAMPLE_RATE_HZ
BUFFERED_BLOCKS = 500  # 10 s of real time, as a microphone has


def decode_audio(source: Path | BytesIO) -> Iterator[NDArray[np.int16]]:
    """The sound of any audio or video file, or of its bytes, as [samples] int16 pieces, 16 kHz mono.

    Broken packets are left out; raises KioskError "media_missing" or "media_unreadable" when there is
    no sound at all.
    """
    if isinstance(source, Path) and not source.is_file():
        raise KioskError("media_missing")
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE_HZ)
    heard = False
    try:
        with av.open(str(source) if isinstance(source, Path) else source, "r") as container:
            if not container.streams.audio:
                raise KioskError("media_unreadable")
            for packet in container.demux(container.streams.audio[0]):
                try:
                    frames = [frame for frame in packet.decode() if isinstance(frame, av.AudioFrame)]
                except av.error.InvalidDataError:
                    continue
                for frame in frames:
                    for part in resampler.resample(frame):
                        heard = True
                        yield part.to_ndarray().reshape(-1).astype(np.int16, copy=False)
        if heard:
            for part in resampler.resample(None):
                yield part.to_ndarray().reshape(-1).astype(np.int16, copy=False)
    except av.error.FFmpegError as error:
        if not heard:
            raise KioskError("media_unreadable") from error
    if not heard:
        raise KioskError("media_unreadable")


def read_audio(path: Path) -> NDArray[np.int16]:
    """All the sound of a file, [samples] int16, 16 kHz mono. Raises like decode_audio."""
    return np.concatenate(list(decode_audio(path)))


def cut_blocks(pieces: Iterator[NDArray[np.int16]]) -> Iterator[NDArray[np.int16]]:
    """The same sound in blocks of BLOCK_SAMPLES; the last one is filled up with zeros."""
    rest = np.zeros(0, np.int16)
    for piece in pieces:
        rest = np.concatenate([rest, piece])
        whole = len(rest) // BLOCK_SAMPLES * BLOCK_SAMPLES
        yield from rest[:whole].reshape(-1, BLOCK_SAMPLES)
        rest = rest[whole:]
    if len(rest):
        yield np.pad(rest, (0, BLOCK_SAMPLES - len(rest)))


class FileMicrophone:
    """Plays a recording as a microphone; before, between and after recordings it gives a noise floor.

    A real microphone is never exactly zero, so blocks of digital zeros get the floor too: otherwise the
    guard would take a pause in a synthetic recording for a dead device.
    """

    live = False
    identity = None

    def __init__(self, path: Path | None, clock: EngineClock) -> None:
        self.name = path.name if path else "silence"
        self._clock = clock
        capacity = round(BUFFERED_BLOCKS * max(1.0, clock.speed))
        self._buffer: BoundedBuffer[AudioBlock] = BoundedBuffer(capacity)
        self._noise = np.random.default_rng(0)
        self._playing: Iterator[NDArray[np.int16]] = iter(())
        self._next_up: Iterator[NDArray[np.int16]] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="file-microphone", daemon=True)
        self._at_s = 0.0
        if path is not None:
            self.play(path)

    @property
    def dropped(self) -> int:
        return self._buffer.dropped

    @property
    def ended(self) -> bool:
        return False

    def play(self, path: Path) -> None:
        """From the next block on play this file. Raises KioskError when it cannot be read."""
        blocks = cut_blocks(decode_audio(path))
        first = next(blocks)  # decode_audio raises before it would give nothing
        self._next_up = _with_first(first, blocks)
        self.name = path.name

    def start(self, at_s: float) -> None:
        self._at_s = at_s
        self._thread.start()

    def take_all(self) -> list[AudioBlock]:
        return self._buffer.take_all()

    def close(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    def _run(self) -> None:
        at_s = self._at_s
        while not self._stopping.wait(self._clock.real_wait_s(at_s + BLOCK_S)):
            self._buffer.put(AudioBlock(self._next_samples(), at_s))
            at_s += BLOCK_S

    def _next_samples(self) -> NDArray[np.int16]:
        if self._next_up is not None:
            self._playing, self._next_up = self._next_up, None
        samples = next(self._playing, None)
        if samples is None or not samples.any():
            return self._noise.integers(-1, 2, BLOCK_SAMPLES).astype(np.int16)
        return samples


def _with_first(first: NDArray[np.int16], rest: Iterator[NDArray[np.int16]]) -> Iterator[NDArray[np.int16]]:
    yield first
    yield from rest
