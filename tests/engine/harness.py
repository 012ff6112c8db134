"""The real media engine behind its real supervisor, for tests; with the fake analysis unless told else."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import av
import numpy as np
from numpy.typing import NDArray

from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import (
    EngineConfig,
    EngineReady,
    FromEngine,
    StartTake,
    StopTake,
    TakeBegan,
    TakeDone,
)
from app.engine.supervisor import EngineSupervisor
from app.sealed.stream import is_sealed
from tests.fakes.keyed import MEDIA_KEY, unsealed

Message = TypeVar("Message", bound=FromEngine)

FAKE_ANALYSIS = "tests.fakes.analysis"
POLL_S = 0.02


class RunningEngine:
    """Looks after a supervisor as the kiosk process does, and keeps every message."""

    def __init__(self, supervisor: EngineSupervisor) -> None:
        self.supervisor = supervisor
        self.messages: list[tuple[float, FromEngine]] = []
        self._pause = threading.Event()

    def look(self) -> list[FromEngine]:
        """One round: check, receive."""
        now_s = time.monotonic()
        self.supervisor.check(now_s)
        arrived = self.supervisor.receive()
        self.messages += [(now_s, message) for message in arrived]
        return arrived

    def until(
        self, kind: type[Message], within_s: float, fits: Callable[[Message], bool] | None = None
    ) -> Message:
        """The first message of that kind from now on. Fails when it does not come in time."""
        deadline_s = time.monotonic() + within_s
        while time.monotonic() < deadline_s:
            for message in self.look():
                if isinstance(message, kind) and (fits is None or fits(message)):
                    return message
            self._pause.wait(POLL_S)
        kinds = [
            message for _, message in self.messages if type(message).__name__ not in ("Heartbeat", "Level")
        ]
        raise AssertionError(f"no {kind.__name__} within {within_s} s; last: {kinds[-5:]}")

    def until_true(self, condition: Callable[[], bool], within_s: float) -> None:
        """Goes on looking after the engine until the condition holds."""
        deadline_s = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < deadline_s, f"not true within {within_s} s"
            self.look()
            self._pause.wait(POLL_S)

    def run_for(self, seconds: float) -> None:
        """Looks after the engine for so long: real devices take real time."""
        end_s = time.monotonic() + seconds
        self.until_true(lambda: time.monotonic() >= end_s, seconds + 5)

    def all(self, kind: type[Message]) -> list[Message]:
        """Every message of that kind so far."""
        return [message for _, message in self.messages if isinstance(message, kind)]

    def begin_take(self, start: StartTake) -> TakeBegan:
        """Starts a take and waits until its first block is being written."""
        self.supervisor.send(start)
        return self.until(TakeBegan, 5)

    def whole_take(self, seconds: float, number: int = 1, **changes: bool) -> TakeDone:
        """A take of so many seconds, from StartTake to TakeDone."""
        self.begin_take(take(number=number, **changes))
        self.run_for(seconds)
        self.supervisor.send(StopTake())
        return self.until(TakeDone, 20)


@contextmanager
def running_engine(
    config: EngineConfig, analysis_module: str = FAKE_ANALYSIS
) -> Iterator[tuple[RunningEngine, EngineReady]]:
    """A started engine and its EngineReady; stopped at the end."""
    supervisor = EngineSupervisor(analysis_module)
    try:
        supervisor.start(config)
        engine = RunningEngine(supervisor)
        yield engine, engine.until(EngineReady, 30)
    finally:
        supervisor.stop()


def config(
    media_dir: Path,
    microphone: str | None,
    camera: str | None = None,
    asr_engine: str = "auto",
    speed: float = 1.0,
) -> EngineConfig:
    """A config with what tests vary."""
    return EngineConfig(
        microphone,
        camera,
        str(media_dir),
        None,
        Language.EN,
        asr_engine,
        speed=speed,
        media_key=MEDIA_KEY,
    )


def take(question_id: str = "q1", number: int = 1, **changes: bool) -> StartTake:
    """A take of interview "i1"."""
    return StartTake("i1", question_id, 1, number, Language.EN, **changes)


def content(path: Path) -> bytes:
    """What a recording holds: of a sealed one, everything up to where it was cut."""
    recorded = path.read_bytes()
    return unsealed(path) if is_sealed(recorded) else recorded


def decrypted(path: Path) -> Path:
    """A copy of a sealed recording that any program can play."""
    copy = path.with_name(f"clear-{path.name}")
    copy.write_bytes(content(path))
    return copy


def pcm(path: Path) -> NDArray[np.int16]:
    """The samples of a headerless recording."""
    return np.frombuffer(content(path), "<i2").astype(np.int16)


def film_ends_s(path: Path) -> dict[str, float]:
    """For each track of a film, how far it can be decoded, in seconds."""
    ends: dict[str, float] = {}
    with av.open(BytesIO(content(path)), "r") as container:
        for packet in container.demux():
            for frame in packet.decode():
                if frame.time is not None:
                    ends[packet.stream.type] = max(ends.get(packet.stream.type, 0.0), frame.time)
    return ends


def best_correlation(recorded: NDArray[np.int16], played: NDArray[np.int16]) -> float:
    """The normalised cross-correlation of `played` with the best-fitting stretch of `recorded`."""
    long, short = recorded.astype(np.float64), played.astype(np.float64)
    size = 1 << (len(long) + len(short)).bit_length()
    products = np.fft.irfft(np.fft.rfft(long, size) * np.conj(np.fft.rfft(short, size)), size)
    products = products[: max(1, len(long) - len(short) + 1)]
    squares = np.concatenate([[0.0], np.cumsum(long * long)])
    energies = squares[len(short) :][: len(products)] - squares[: len(products)]
    return float(np.max(products / np.sqrt(np.maximum(energies, 1.0) * np.sum(short * short))))


def swelling_noise(seconds: float, seed: int = 1) -> NDArray[np.int16]:
    """Noise that swells and falls like speech: it correlates with nothing but itself."""
    count = round(seconds * SAMPLE_RATE_HZ)
    noise = np.random.default_rng(seed).standard_normal(count)
    smooth = np.convolve(noise, np.ones(8) / 8, "same")
    swell = 0.55 + 0.45 * np.sin(2 * np.pi * 3 * np.arange(count) / SAMPLE_RATE_HZ)
    return np.asarray(smooth * swell * 8000, np.int16)
