"""One take while it runs and while it is being read."""

import logging
from collections.abc import Callable

from app.capture.take_recorder import TakeRecorder
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock, VideoFrame
from app.domain.messages import FromEngine, StartTake, TakeBegan, TakeDone
from app.domain.transcript import NotTranscribed
from app.engine.analysers import SafeAnalyser
from app.engine.task import Task

log = logging.getLogger(__name__)

PRACTICE_BYTES_MAX = 2 * SAMPLE_RATE_HZ * 60  # the page stops a practice long before
LAST_BLOCK_WAIT_S = 0.5  # how long after the stop we wait for sound that is still on its way


class RunningTake:
    """Feeds recorder and analyser; finish() works on a thread and ends with TakeDone.

    start_s, and every block's and frame's time, are of the engine clock.
    recorder: None when nothing is recorded.
    """

    def __init__(
        self,
        start: StartTake,
        start_s: float,
        recorder: TakeRecorder | None,
        analyser: SafeAnalyser,
        say: Callable[[FromEngine], None],
    ) -> None:
        self.start, self.start_s = start, start_s
        self.analyser = analyser
        self.flags: set[str] = set()
        self.is_speech = False
        self.silent_s: float | None = None
        self._recorder = recorder
        self._practice = bytearray()
        self._say = say
        self._began = self._heard = False
        self._stop_s: float | None = None
        self._stop_by_s = 0.0
        self._cancelled = False
        self._finishing: Task[None] | None = None
        if recorder is None:
            self._begin()

    def feed_audio(self, block: AudioBlock) -> None:
        """Take the block if it lies inside the take."""
        if self._stop_s is not None and block.start_s >= self._stop_s:
            self._stop_by_s = 0.0  # everything before the stop has arrived
        if self._finishing is not None or not self._holds(block.start_s):
            return
        self._heard = True
        if self._recorder is not None:
            self._recorder.put_audio(block)
        elif self.start.for_practice and len(self._practice) < PRACTICE_BYTES_MAX:
            self._practice += block.samples.tobytes()
        self._begin()
        self.analyser.feed(block)

    def feed_video(self, frame: VideoFrame) -> None:
        """Take the frame if it lies inside the take."""
        if self._finishing is not None or not self._holds(frame.at_s):
            return
        if self._recorder is not None:
            self._recorder.put_frame(frame)
        self._begin()
        self.analyser.feed(frame)

    def stop(self, stop_s: float, now_s: float, waits_for_sound: bool) -> None:
        """No sound after `stop_s` belongs to the take; what was said before it may still be on its way."""
        if self._stop_s is None:
            self._stop_s = stop_s
            self._stop_by_s = now_s + (LAST_BLOCK_WAIT_S if waits_for_sound else 0.0)

    def cancel(self) -> None:
        """End without analysis."""
        self._cancelled = True
        self._finish()

    def poll(self, now_s: float) -> bool:
        """Say new captions and go on with the ending; True when TakeDone was said."""
        if self._finishing is None:
            captions, self.is_speech, self.silent_s = self.analyser.poll()
            for caption in captions:
                self._say(caption)
        if self._finishing is None and self._stop_s is not None and now_s >= self._stop_by_s:
            self._finish()
        return self._finishing is not None and self._finishing.is_done

    def wait(self, timeout_s: float) -> None:
        """Wait for the end that cancel() or stop() began."""
        if self._finishing is not None and not self._finishing.wait(timeout_s):
            log.warning("a take is still being read after %.1f s", timeout_s)

    @property
    def is_ending(self) -> bool:
        """stop() or cancel() was called."""
        return self._stop_s is not None or self._finishing is not None

    def _holds(self, at_s: float) -> bool:
        return self.start_s <= at_s and (self._stop_s is None or at_s < self._stop_s)

    def _begin(self) -> None:
        if not self._began:
            self._began = True
            self._say(TakeBegan(self._recorder.name if self._recorder is not None else ""))

    def _finish(self) -> None:
        if self._finishing is None:
            self._finishing = Task("finish-take", self._work)

    def _work(self) -> None:
        media, flags = None, set(self.flags)
        if self._recorder is not None:
            recorded = self._recorder.close()
            media = recorded.media
            if recorded.error is not None:
                flags.add(recorded.error.code)
            if recorded.dropped_frames:
                flags.add("pictures_dropped")
        words, observations, found = self.analyser.finish(self._cancelled)
        for caption in self.analyser.poll()[0]:
            self._say(caption)
        flags.update(found)
        if self._cancelled:
            words, observations = NotTranscribed("cancelled"), ()
            flags.add("cancelled")
            self._practice.clear()
        if not self._heard:
            flags.add("no_microphone")
            if isinstance(words, NotTranscribed) and self.start.transcribe and not self._cancelled:
                words = NotTranscribed("no_microphone")
        take, warm_up = self.start, () if self._cancelled else self.analyser.warm_up
        self._say(
            TakeDone(
                take.question_id,
                take.turn,
                take.take,
                words,
                observations,
                media,
                tuple(sorted(flags)),
                practice_sound=bytes(self._practice),
                warm_up=warm_up,
            )
        )
