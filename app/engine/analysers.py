"""What the engine needs of the analysis, and how a failure in it is kept from the recording."""

import importlib
import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from app.domain.media import AudioBlock, VideoFrame
from app.domain.messages import Caption, EngineConfig, Framing, StartTake
from app.domain.observation import Observation, WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript
from app.engine.task import Task

log = logging.getLogger(__name__)

Value = TypeVar("Value")
Fallback = TypeVar("Fallback")
START_WAIT_S = 30.0
Finished = tuple[Transcript | NotTranscribed, tuple[Observation, ...], tuple[str, ...]]
Heard = tuple[list[Caption], bool, float | None]


class Analyser(Protocol):
    """Reads one take. feed_* only queue."""

    def feed_audio(self, block: AudioBlock) -> None: ...

    def feed_video(self, frame: VideoFrame) -> None: ...

    def poll_captions(self) -> list[Caption]:
        """Captions since the last call."""

    @property
    def is_speech(self) -> bool:
        """Somebody speaks at this moment."""

    @property
    def silent_s(self) -> float | None:
        """Since when nobody speaks, in seconds of sound; None before the first words."""

    def finish(self, cancelled: bool = False) -> Finished:
        """Words, observations and flags; may take seconds. cancelled: give up quickly."""

    @property
    def warm_up(self) -> tuple[WarmUpWindows, ...]:
        """After finish(): the own baseline, if this take set it."""


class Analysers(Protocol):
    """The loaded models."""

    @property
    def engines(self) -> tuple[str, ...]: ...

    @property
    def recogniser(self) -> str | None: ...

    @property
    def notices(self) -> tuple[str, ...]: ...

    def start_take(self, start: StartTake, start_s: float) -> Analyser:
        """An analyser for a take that began at `start_s` of the engine clock."""

    def framing(self, frame: VideoFrame) -> Framing | None:
        """How somebody sits before the camera; None where no face may be, or can be, looked for."""

    def shutdown(self) -> None:
        """Free every model."""


class SafeAnalyser:
    """An analyser whose every failure is logged and ends in NotTranscribed("analysis_failed").

    It is started on a thread, for that may load a model of another language; what is fed meanwhile waits.
    """

    def __init__(self, analysers: Analysers | None, start: StartTake, start_s: float) -> None:
        self._inner: Analyser | None = None
        self._backlog: list[AudioBlock | VideoFrame] = []
        self._starting: Task[Analyser | None] | None = None
        if analysers is not None:
            self._starting = Task(
                "start-analyser", lambda: safely(lambda: analysers.start_take(start, start_s), None)
            )

    def feed(self, item: AudioBlock | VideoFrame) -> None:
        """Queue a block or a frame. While the analyser is being started only the last frame is kept."""
        if self._starting is not None and not self._starting.is_done:
            if isinstance(item, VideoFrame):
                self._backlog = [kept for kept in self._backlog if isinstance(kept, AudioBlock)]
            self._backlog.append(item)
            return
        self._catch_up()
        self._feed_now(item)

    def poll(self) -> Heard:
        """Captions since the last call, whether somebody speaks, and since when nobody does."""
        nothing: Heard = ([], False, None)
        inner = self._inner
        if inner is None:
            return nothing
        found = safely(lambda: (inner.poll_captions(), inner.is_speech, inner.silent_s), None)
        if found is None:
            self._inner = None
        return found or nothing

    def finish(self, cancelled: bool) -> Finished:
        """Words, observations and flags."""
        failed: Finished = (NotTranscribed("analysis_failed"), (), ("analysis_failed",))
        if self._starting is not None:
            self._starting.wait(START_WAIT_S)
            self._catch_up()
        inner = self._inner
        return failed if inner is None else safely(lambda: inner.finish(cancelled), failed)

    @property
    def warm_up(self) -> tuple[WarmUpWindows, ...]:
        """After finish(): the own baseline, if this take set it."""
        inner = self._inner
        return () if inner is None else safely(lambda: inner.warm_up, ())

    def _catch_up(self) -> None:
        if self._starting is not None and self._starting.is_done:
            self._inner, self._starting = self._starting.result(), None
            waiting, self._backlog = self._backlog, []
            for item in waiting:
                self._feed_now(item)

    def _feed_now(self, item: AudioBlock | VideoFrame) -> None:
        inner = self._inner
        if inner is None:
            return

        def feed() -> bool:
            if isinstance(item, AudioBlock):
                inner.feed_audio(item)
            else:
                inner.feed_video(item)
            return True

        if not safely(feed, False):
            self._inner = None


def safely(action: Callable[[], Value], otherwise: Fallback) -> Value | Fallback:
    """What `action` gives, or `otherwise` where it raises; the log says why."""
    try:
        return action()
    except Exception:
        log.exception("the analysis failed")
        return otherwise


def load_analysers(module: str, config: EngineConfig) -> Analysers | None:
    """The models, loaded by that module's load_analysers; None when that fails (the log says why)."""

    def load() -> Analysers:
        loaded: Analysers = importlib.import_module(module).load_analysers(config)
        return loaded

    return safely(load, None)


def shut_down(analysers: Analysers) -> None:
    """Free every model; a failure is only logged."""
    safely(analysers.shutdown, None)
