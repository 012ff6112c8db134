"""A real microphone through PortAudio: the callback copies, everything else happens elsewhere."""

import os
import time
from contextlib import suppress
from typing import Any, Protocol

import av
import numpy as np
from numpy.typing import NDArray

from app.capture.audio_file import BLOCK_SAMPLES, BUFFERED_BLOCKS
from app.capture.buffer import BoundedBuffer
from app.capture.clock import EngineClock
from app.capture.pulse import find_source
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock
from app.errors import KioskError

PULSE_PORTS = ("pulse", "default", "pipewire")  # ALSA names that lead to the sound server
DEVICE_UNAVAILABLE = -9985  # paDeviceUnavailable: another program holds it
BAD_FORMATS = (-9997, -9998)  # paInvalidSampleRate, paInvalidChannelCount


class SoundLibrary(Protocol):
    """What we use of the module `sounddevice`."""

    PortAudioError: type[Exception]
    InputStream: Any

    def query_devices(self, device: int | str | None = None, kind: str | None = None) -> Any:
        """One device as a dict, or all of them."""

    def _terminate(self) -> None: ...

    def _initialize(self) -> None: ...


def load_sounddevice() -> SoundLibrary:
    """The module `sounddevice`. Raises KioskError "no_microphone" where PortAudio is missing or fails.

    Importing it starts PortAudio, whose error class is part of the module that could not be imported.
    """
    try:
        import sounddevice
    except Exception as error:
        raise KioskError("no_microphone", detail="portaudio") from error
    library: SoundLibrary = sounddevice
    return library


def relist_devices(sound: SoundLibrary) -> None:
    """PortAudio looks at the devices anew; every stream must be closed before. Raises KioskError."""
    with suppress(sound.PortAudioError):  # it has not started since the last time it failed to
        sound._terminate()
    try:
        sound._initialize()
    except sound.PortAudioError as error:
        raise _reason(error) from error


class Microphone:
    """One microphone at 16 kHz mono int16 in blocks of 20 ms, resampled where the device refuses that.

    wanted: "default", a PortAudio name, or the name or description of a sound server's source. With a
    sound server the stream is tied to that one source, so that re-opening never lands on another.
    """

    live = True

    def __init__(self, wanted: str, clock: EngineClock, sound: SoundLibrary) -> None:
        self._sound = sound
        self._clock = clock
        self._buffer: BoundedBuffer[tuple[NDArray[np.int16], float]] = BoundedBuffer(BUFFERED_BLOCKS)
        self._resampler: av.AudioResampler | None = None
        self._rate_hz = SAMPLE_RATE_HZ
        self._overflows = 0
        self._ended = False
        self._closing = False
        device, self.identity = _resolve(wanted, sound)
        self.name = self.identity or str(device["name"])
        self._stream = self._open(device)

    @property
    def dropped(self) -> int:
        return self._buffer.dropped + self._overflows

    @property
    def ended(self) -> bool:
        return self._ended

    def start(self, at_s: float) -> None:
        del at_s  # a device begins when it begins
        try:
            with _PulseSource(self.identity):
                self._stream.start()
        except self._sound.PortAudioError as error:
            raise _reason(error) from error

    def take_all(self) -> list[AudioBlock]:
        blocks = []
        for samples, monotonic_s in self._buffer.take_all():
            mono = self._mono_16k(samples)
            if len(mono):
                blocks.append(AudioBlock(mono, self._clock.at_s(monotonic_s)))
        return blocks

    def close(self) -> None:
        self._closing = True
        try:
            self._stream.abort()
            self._stream.close()
        except self._sound.PortAudioError:
            self._ended = True  # the device is gone; there is nothing left to close

    def _open(self, device: dict[str, Any]) -> Any:
        native_hz = int(device["default_samplerate"])
        native_channels = max(1, min(2, int(device["max_input_channels"])))
        tries = [(SAMPLE_RATE_HZ, 1), (native_hz, 1), (native_hz, native_channels)]
        for rate_hz, channels in tries:
            try:
                with _PulseSource(self.identity):
                    stream = self._sound.InputStream(
                        device=device["index"],
                        samplerate=rate_hz,
                        channels=channels,
                        dtype="int16",
                        blocksize=rate_hz * BLOCK_SAMPLES // SAMPLE_RATE_HZ,
                        latency="low",
                        callback=self._on_block,
                        finished_callback=self._on_finished,
                    )
            except self._sound.PortAudioError as error:
                if _code(error) in BAD_FORMATS and (rate_hz, channels) != tries[-1]:
                    continue
                raise _reason(error) from error
            if rate_hz != SAMPLE_RATE_HZ or channels != 1:
                self._resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE_HZ)
                self._rate_hz = rate_hz
            return stream
        raise KioskError("no_microphone")

    def _on_block(self, indata: NDArray[np.int16], frames: int, times: Any, status: Any) -> None:
        """PortAudio's thread: copy, stamp, leave."""
        now_s = time.monotonic()
        self._overflows += bool(status.input_overflow)
        age_s = times.currentTime - times.inputBufferAdcTime
        if not 0.0 <= age_s < 2.0:  # some hosts give no usable times
            age_s = frames / self._rate_hz
        self._buffer.put((indata.copy(), now_s - age_s))

    def _on_finished(self) -> None:
        self._ended = not self._closing

    def _mono_16k(self, samples: NDArray[np.int16]) -> NDArray[np.int16]:
        if self._resampler is None:
            return samples.reshape(-1)
        layout = "mono" if samples.shape[1] == 1 else "stereo"
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = self._rate_hz
        parts = [part.to_ndarray().reshape(-1) for part in self._resampler.resample(frame)]
        return np.concatenate(parts).astype(np.int16, copy=False) if parts else np.zeros(0, np.int16)


class _PulseSource:
    """Names the source to the sound server's client library while a stream opens."""

    def __init__(self, source: str | None) -> None:
        self._source = source
        self._before: str | None = None

    def __enter__(self) -> None:
        if self._source is not None:
            self._before = os.environ.get("PULSE_SOURCE")
            os.environ["PULSE_SOURCE"] = self._source

    def __exit__(self, *_: object) -> None:
        if self._source is not None:
            if self._before is None:
                os.environ.pop("PULSE_SOURCE", None)
            else:
                os.environ["PULSE_SOURCE"] = self._before


def _resolve(wanted: str, sound: SoundLibrary) -> tuple[dict[str, Any], str | None]:
    """The PortAudio device to open, and the sound server's source to tie it to (None without server)."""
    inputs = [entry for entry in sound.query_devices() if entry["max_input_channels"] > 0]
    server_port = next((e for port in PULSE_PORTS for e in inputs if e["name"] == port), None)
    named = [e for e in inputs if wanted == e["name"]] or [e for e in inputs if wanted in e["name"]]
    if wanted != "default":
        source = find_source(wanted) if server_port is not None else None
        if source is not None and server_port is not None:
            return server_port, source
        if named:
            return named[0], None
        raise KioskError("no_microphone", name=wanted)
    if server_port is not None:
        source = find_source("default")
        if source is not None:
            return server_port, source
    try:
        device: dict[str, Any] = sound.query_devices(kind="input")
    except (sound.PortAudioError, ValueError) as error:
        raise KioskError("no_microphone") from error
    return device, None


def _code(error: Exception) -> int:
    return error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0


def _reason(error: Exception) -> KioskError:
    busy = _code(error) == DEVICE_UNAVAILABLE
    return KioskError("microphone_busy" if busy else "no_microphone", detail=str(_code(error)))
