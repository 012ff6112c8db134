"""A recording read as fast as the machine can, with the result of a live take: nothing is left out."""

import heapq
import threading
import time
from collections.abc import Iterable, Iterator

from app.analysis.pipeline import Analysers
from app.analysis.take import Result, TakeAnalyser
from app.domain.media import AudioBlock, VideoFrame
from app.domain.messages import StartTake
from app.errors import KioskError

LONGEST_WAIT_S = 120.0
_LOOK_EVERY_S = 0.002


def analyse_recording(
    analysers: Analysers,
    start: StartTake,
    start_s: float,
    sound: Iterable[AudioBlock],
    pictures: Iterable[VideoFrame] = (),
) -> Result:
    """Words, measures and flags of a recording whose sound and pictures come in the order of time.

    Raises KioskError("analysis_failed") when nothing moves for two minutes.
    """
    take = analysers.start_take(start, start_s)
    try:
        for item in _in_order(sound, pictures):
            _wait_for_room(take)
            if isinstance(item, AudioBlock):
                take.feed_audio(item)
            else:
                take.feed_video(item)
    except BaseException:
        take.finish(cancelled=True)
        raise
    return take.finish()


def _in_order(
    sound: Iterable[AudioBlock], pictures: Iterable[VideoFrame]
) -> Iterator[AudioBlock | VideoFrame]:
    streams: tuple[Iterable[AudioBlock | VideoFrame], ...] = (sound, pictures)
    yield from heapq.merge(*streams, key=_at_s)


def _at_s(item: AudioBlock | VideoFrame) -> float:
    return item.start_s if isinstance(item, AudioBlock) else item.at_s


def _wait_for_room(take: TakeAnalyser) -> None:
    pause = threading.Event()
    deadline_s = time.monotonic() + LONGEST_WAIT_S
    while not take.has_room:
        if time.monotonic() > deadline_s:
            raise KioskError("analysis_failed")
        pause.wait(_LOOK_EVERY_S)
