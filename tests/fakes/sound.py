"""A sound library without sound: the part of `sounddevice` that we use, with devices as told."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

INVALID_RATE, INVALID_CHANNELS, UNAVAILABLE = -9997, -9998, -9985


class FakePortAudioError(Exception):
    """PortAudio's error: a text and a number."""


@dataclass(frozen=True, slots=True)
class Times:
    """time_info of a callback."""

    inputBufferAdcTime: float = 9.95  # noqa: N815, the library's own name
    currentTime: float = 10.0  # noqa: N815


@dataclass(frozen=True, slots=True)
class Status:
    """CallbackFlags."""

    input_overflow: bool = False


@dataclass
class FakeDevice:
    """One input. rates_hz, channels: what it accepts. outputs: of a loudspeaker, whose channels are (0,)."""

    name: str
    rates_hz: tuple[int, ...] = (16_000,)
    channels: tuple[int, ...] = (1, 2)
    open_error: int | None = None
    opened: list[tuple[int, int]] = field(default_factory=list)
    outputs: int = 0


class FakeStream:
    """An InputStream; a test speaks into it."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self.is_open = True

    def start(self) -> None:
        """Ready."""

    def abort(self) -> None:
        """Stopping calls finished_callback, as PortAudio does."""
        self._options["finished_callback"]()

    def close(self) -> None:
        self.is_open = False

    def break_down(self) -> None:
        """The stream stops by itself."""
        self._options["finished_callback"]()

    def speak(self, samples: NDArray[np.int16], times: Times | None = None, overflow: bool = False) -> None:
        """Call back with [samples] on another thread, as PortAudio does, each channel the same."""
        block = np.repeat(samples[:, np.newaxis], self._options["channels"], axis=1)
        arguments = (block, len(samples), times or Times(), Status(overflow))
        thread = threading.Thread(target=self._options["callback"], args=arguments)
        thread.start()
        thread.join()
        block[:] = 0  # PortAudio uses its buffer again


class FakeSound:
    """The module."""

    PortAudioError = FakePortAudioError

    def __init__(self, *devices: FakeDevice) -> None:
        self.devices = devices
        self.streams: list[FakeStream] = []
        self.log: list[str] = []
        self.InputStream: Callable[..., FakeStream] = self._open

    def query_devices(self, device: int | str | None = None, kind: str | None = None) -> Any:
        listed = [
            {
                "name": each.name,
                "index": index,
                "max_input_channels": max(each.channels),
                "max_output_channels": each.outputs,
                "default_samplerate": float(each.rates_hz[0]),
            }
            for index, each in enumerate(self.devices)
        ]
        if kind in ("input", "output"):
            listed = [each for each in listed if each[f"max_{kind}_channels"] > 0]
            if not listed:
                raise FakePortAudioError("no default device", -1)
            return listed[0]
        return listed

    def _open(self, **options: Any) -> FakeStream:
        device = self.devices[options["device"]]
        if device.open_error is not None:
            raise FakePortAudioError("cannot open", device.open_error)
        if options["samplerate"] not in device.rates_hz:
            raise FakePortAudioError("Invalid sample rate", INVALID_RATE)
        if options["channels"] not in device.channels:
            raise FakePortAudioError("Invalid number of channels", INVALID_CHANNELS)
        device.opened.append((options["samplerate"], options["channels"]))
        self.streams.append(FakeStream(options))
        return self.streams[-1]

    def _terminate(self) -> None:
        self.log.append("terminate")
        if self.log.count("terminate") > self.log.count("initialize") + 1:
            raise FakePortAudioError("PortAudio not initialized", -10000)

    def _initialize(self) -> None:
        self.log.append("initialize")
