"""When did the person speak and when not? Latency, pauses by class, share of speech."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.analysis.levels import LEVEL_FRAME_S, span_mask
from app.analysis.segments import Span, bridged

MIN_PAUSE_S = 0.2
LONG_PAUSE_S = 1.0
MIN_SOUND_S = 0.1
EDGE_S = 0.1  # the touch on the button is not speech
QUIET_BELOW_SPEECH_DB = 25.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Speech and pauses of one take, from the first to the last speech."""

    spans: tuple[Span, ...]

    @property
    def speech_s(self) -> float:
        """Seconds of speech."""
        return sum(span.length_s for span in self.spans)

    @property
    def whole(self) -> Span:
        """From the first to the last speech; empty without speech."""
        return Span(self.spans[0].start_s, self.spans[-1].end_s) if self.spans else Span(0.0, 0.0)

    @property
    def pauses(self) -> tuple[Span, ...]:
        """The silences of 200 ms and more inside the answer."""
        gaps = (Span(a.end_s, b.start_s) for a, b in pairwise(self.spans))
        return tuple(gap for gap in gaps if gap.length_s >= MIN_PAUSE_S)

    def speech_in(self, window: Span) -> float:
        """Seconds of speech in `window`."""
        return sum(overlap_s(span, window) for span in self.spans)


def timing(spans: tuple[Span, ...], powers: NDArray[np.float64]) -> Timing:
    """Speech and pauses of a take, from the VAD's spans and the level inside them.

    Silero smears short pauses: of 20 pauses of the Mandarin reading (270 to 600 ms, read by eye off its
    wave) it leaves 16. So what lies 25 dB below the speech for 200 ms is a pause too. Where noise is louder
    than that, the VAD decides alone. The first and last 100 ms of the take do not count.

    Args:
        spans: of speech_spans(). powers: [frames] float64, mean square per 20 ms.
    """
    mask = span_mask(len(powers), spans)
    edge = round(EDGE_S / LEVEL_FRAME_S)
    mask[:edge] = False
    mask[max(0, len(mask) - edge) :] = False
    if not mask.any():
        return Timing(())
    loud_enough = powers > float(powers[mask].mean()) * 10 ** (-QUIET_BELOW_SPEECH_DB / 10)
    joined = bridged(_runs(mask & loud_enough), MIN_PAUSE_S)
    return Timing(tuple(span for span in joined if span.length_s >= MIN_SOUND_S))


def overlap_s(first: Span, second: Span) -> float:
    """How many seconds two spans share."""
    return max(0.0, min(first.end_s, second.end_s) - max(first.start_s, second.start_s))


def _runs(mask: NDArray[np.bool_]) -> list[Span]:
    """The stretches of frames in which the mask is set."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    pairs = edges.reshape(-1, 2) * LEVEL_FRAME_S
    return [Span(float(start), float(end)) for start, end in pairs]
