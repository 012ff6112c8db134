"""The pictures of one take on their way to the face reader: thinned to 10 a second, read on a thread."""

from app.analysis.face import FaceReader
from app.analysis.face_measures import face_observations
from app.analysis.face_reading import FaceReading
from app.analysis.inbox import Inbox
from app.analysis.measures import Family, all_not_measured
from app.analysis.shedding import FULL_FACE_HZ
from app.analysis.within import Baseline
from app.analysis.worker import Worker
from app.domain.media import VideoFrame
from app.domain.observation import Observation

_ROOM = 3  # pictures; an old picture is worth nothing
_SLACK_S = 0.005


class Faces:
    """Reads the faces of one take."""

    def __init__(self, reader: FaceReader, start_s: float) -> None:
        self._reader, self._start_s = reader, start_s
        self._inbox: Inbox[VideoFrame] = Inbox(_ROOM)
        self._readings: list[FaceReading] = []
        self._next_s = start_s
        self._is_cancelled = False
        self.rate_hz = FULL_FACE_HZ
        self._worker = Worker("faces", self._run)

    @property
    def dropped(self) -> int:
        """Pictures that were due and found no room."""
        return self._inbox.dropped

    @property
    def has_room(self) -> bool:
        """May a picture be fed without another being dropped?"""
        return len(self._inbox) < _ROOM - 1

    def feed(self, frame: VideoFrame) -> None:
        """Takes a picture if one is due; returns at once."""
        if frame.at_s < self._start_s or frame.at_s + _SLACK_S < self._next_s:
            return
        self._next_s = max(self._next_s, frame.at_s - 1.0 / self.rate_hz) + 1.0 / self.rate_hz
        self._inbox.put(frame)

    def cancel(self) -> None:
        """Forgets what is still waiting."""
        self._is_cancelled = True
        self._inbox.close()

    def observations(
        self, length_s: float, baseline: Baseline, is_baseline: bool, deadline_s: float
    ) -> tuple[list[Observation], frozenset[str]]:
        """The face in the take of `length_s`, and flags; waits at most `deadline_s` for the last picture."""
        self._inbox.close()
        if not self._worker.wait(deadline_s) or self._worker.failure is not None:
            self._is_cancelled = True
            return list(all_not_measured("face_failed", Family.FACE)), frozenset({"face_failed"})
        found, flags = face_observations(list(self._readings), length_s, baseline, is_baseline)
        return found, flags | {"video_dropped"} if self._inbox.dropped else flags

    def _run(self) -> None:
        while (frame := self._inbox.take()) is not None and not self._is_cancelled:
            self._readings.append(self._reader.read(frame, frame.at_s - self._start_s))
