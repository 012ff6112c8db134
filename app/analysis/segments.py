"""Where does speech begin and end? Cuts for the recogniser, spans of speech for the pauses."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.vad import FRAME_S

SPEECH_FROM = 0.5
SILENCE_BELOW = 0.35
MIN_SPEECH_S = 0.25
PRE_ROLL_S = 0.3
PAD_S = 0.2
CLOSE_AFTER_S = 0.6
LONGEST_S = 20.0
SHORTEST_PAUSE_TO_CUT_S = 0.1


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; seconds from the start of the take."""

    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        """How long it is."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Cut:
    """One closed segment: where to cut the sound, and how much of it is speech."""

    start_s: float
    end_s: float
    voiced_s: float


class Segmenter:
    """Closes a segment after 600 ms of silence, or at 20 s at the longest pause (performance.md 1.3)."""

    def __init__(self) -> None:
        self._frame = 0
        self._talking = False
        self._start: int | None = None
        self._flags: list[bool] = []  # speech or not, per frame since _start
        self._last_end_s = 0.0
        self._spoke_to: int | None = None

    @property
    def is_speech(self) -> bool:
        """Is somebody talking in the newest frame?"""
        return self._talking

    @property
    def silent_s(self) -> float | None:
        """Since when nobody speaks, in seconds of sound; a cough is no speech. None before the first words."""
        spoke_to = self._spoke_to
        return None if spoke_to is None else (self._frame - spoke_to) * FRAME_S

    @property
    def open_start_s(self) -> float | None:
        """Where the open segment starts (with its pre-roll), or None between segments."""
        return None if self._start is None else self._begin(self._start)

    def feed(self, probabilities: Iterable[float]) -> list[Cut]:
        """The segments that these frames closed."""
        cuts: list[Cut] = []
        for probability in probabilities:
            self._talking = probability >= (SILENCE_BELOW if self._talking else SPEECH_FROM)
            if self._start is None and self._talking:
                self._start, self._flags = self._frame, []
            self._frame += 1
            if self._start is None:
                continue
            self._flags.append(self._talking)
            if self._talking and sum(self._flags) * FRAME_S >= MIN_SPEECH_S:
                self._spoke_to = self._frame
            if _trailing_silence(self._flags) * FRAME_S >= CLOSE_AFTER_S:
                cuts += self._close(len(self._flags) - _trailing_silence(self._flags))
                self._start, self._flags = None, []
            elif len(self._flags) * FRAME_S >= LONGEST_S - PRE_ROLL_S - PAD_S:
                cuts += self._split()
        return cuts

    def flush(self) -> list[Cut]:
        """The last, still open segment, closed because the take ended."""
        cuts = self._close(len(self._flags) - _trailing_silence(self._flags))
        self._start, self._flags = None, []
        return cuts

    def _split(self) -> list[Cut]:
        """Cuts at the longest pause and keeps the rest open."""
        silence = _longest_silence(self._flags)
        if silence is None or (silence[1] - silence[0]) * FRAME_S < SHORTEST_PAUSE_TO_CUT_S:
            keep_to = restart = len(self._flags)
        else:
            keep_to, restart = silence
        assert self._start is not None
        cuts = self._close(keep_to)
        self._start, self._flags = self._start + restart, self._flags[restart:]
        if not self._flags:
            self._start = None
        return cuts

    def _close(self, frames: int) -> list[Cut]:
        if self._start is None or frames <= 0:
            return []
        voiced_s = sum(self._flags[:frames]) * FRAME_S
        if voiced_s < MIN_SPEECH_S:
            return []
        start_s = self._begin(self._start)
        end = self._start + frames
        end_s = min(end * FRAME_S + PAD_S, self._frame * FRAME_S)
        self._last_end_s = end_s
        return [Cut(round(start_s, 3), round(end_s, 3), round(voiced_s, 3))]

    def _begin(self, frame: int) -> float:
        return max(frame * FRAME_S - PRE_ROLL_S, self._last_end_s)


def _trailing_silence(flags: list[bool]) -> int:
    count = 0
    for is_speech in reversed(flags):
        if is_speech:
            break
        count += 1
    return count


def _longest_silence(flags: list[bool]) -> tuple[int, int] | None:
    """First and last + 1 frame of the longest silence with speech on both sides; None without one."""
    best: tuple[int, int] | None = None
    start: int | None = None
    for index, is_speech in enumerate(flags):
        if not is_speech and start is None and index > 0:
            start = index
        elif is_speech and start is not None:
            if best is None or index - start > best[1] - best[0]:
                best = (start, index)
            start = None
    return best


def speech_spans(
    probabilities: NDArray[np.float32], min_silence_s: float = 0.2, min_speech_s: float = MIN_SPEECH_S
) -> tuple[Span, ...]:
    """The stretches of speech; shorter silences than `min_silence_s` are bridged, blips left out.

    Args:
        probabilities: [frames] float32, one per 32 ms.
    """
    spans: list[Span] = []
    talking, start = False, 0
    for frame, probability in enumerate([*probabilities.tolist(), 0.0]):
        now = probability >= (SILENCE_BELOW if talking else SPEECH_FROM)
        if now and not talking:
            start = frame
        elif talking and not now:
            spans.append(Span(start * FRAME_S, frame * FRAME_S))
        talking = now
    return tuple(span for span in bridged(spans, min_silence_s) if span.length_s >= min_speech_s)


def bridged(spans: list[Span], min_silence_s: float) -> list[Span]:
    """The spans, those joined that are less than `min_silence_s` apart."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start_s - joined[-1].end_s < min_silence_s:
            joined[-1] = Span(joined[-1].start_s, span.end_s)
        else:
            joined.append(span)
    return joined
