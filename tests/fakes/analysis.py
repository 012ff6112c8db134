"""An analysis without models: counts what it is fed, and can be told to break.

The engine's child loads it by name. asr_engine "fails_in_<method>" makes that method raise;
"slow" makes finish() take four seconds. The warm-up is its number of samples.
"""

import threading

from app.domain.media import SAMPLE_RATE_HZ, AudioBlock, VideoFrame
from app.domain.messages import Caption, EngineConfig, Framing, StartTake
from app.domain.observation import Observation, WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource

Finished = tuple[Transcript | NotTranscribed, tuple[Observation, ...], tuple[str, ...]]


class FakeAnalyser:
    """Its transcript says how many samples and frames it was fed."""

    def __init__(
        self, behaviour: str, start: StartTake, start_s: float, known: tuple[WarmUpWindows, ...]
    ) -> None:
        self._behaviour, self._start, self._start_s = behaviour, start, start_s
        self._known = known
        self._samples = self._frames = 0
        self._first_s: float | None = None
        self._captions: list[Caption] = []
        self._fail("start_take")

    @property
    def is_speech(self) -> bool:
        return self._samples > 0

    @property
    def silent_s(self) -> float | None:
        return None

    def feed_audio(self, block: AudioBlock) -> None:
        self._fail("feed_audio")
        if self._first_s is None:
            self._first_s = block.start_s - self._start_s
            self._captions.append(Caption("first sound", is_final=False))
        self._samples += len(block.samples)

    def feed_video(self, frame: VideoFrame) -> None:
        self._fail("feed_video")
        self._frames += 1

    def poll_captions(self) -> list[Caption]:
        self._fail("poll_captions")
        captions, self._captions = self._captions, []
        return captions

    def finish(self, cancelled: bool = False) -> Finished:
        self._fail("finish")
        if self._behaviour == "slow":
            threading.Event().wait(4.0)
        seconds = self._samples / SAMPLE_RATE_HZ
        observed = (
            Observation("sound", seconds, "s", end_s=seconds),
            Observation("first_block", self._first_s or 0.0, "s"),
            Observation("pictures", float(self._frames), "1"),
            *(Observation("warm_up", value, "1") for each in self._known for value in each.values),
        )
        words = Transcript(f"{self._samples} samples", TranscriptSource.POCKETSPHINX, 0.9)
        return words, observed, ("fake",)

    @property
    def warm_up(self) -> tuple[WarmUpWindows, ...]:
        windows = (WarmUpWindows("sound", self._start.language, (float(self._samples),)),)
        return windows if self._start.is_baseline else ()

    def _fail(self, where: str) -> None:
        if self._behaviour == f"fails_in_{where}":
            raise ValueError(f"told to fail in {where}")


class FakeAnalysers:
    """The loaded models."""

    engines = ("fake/1",)
    recogniser = "pocketsphinx"
    notices = ("fake_notice",)

    def __init__(self, config: EngineConfig) -> None:
        self._behaviour, self._known = config.asr_engine, config.warm_up

    def start_take(self, start: StartTake, start_s: float) -> FakeAnalyser:
        return FakeAnalyser(self._behaviour, start, start_s, self._known)

    def framing(self, frame: VideoFrame) -> Framing | None:
        return Framing(1, 0.3, float(frame.pixels.mean()) / 255.0)

    def shutdown(self) -> None:
        """Nothing to free."""


def load_analysers(config: EngineConfig) -> FakeAnalysers:
    if config.asr_engine == "fails_in_load":
        raise ValueError("told to fail in load")
    return FakeAnalysers(config)
