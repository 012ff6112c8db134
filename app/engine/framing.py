"""Looks once a second how the candidate sits, until the first take begins; the pictures are not kept."""

from app.domain.media import VideoFrame
from app.domain.messages import Framing
from app.engine.analysers import Analysers, safely
from app.engine.task import Task

EACH_S = 1.0


class FramingWatch:
    """feed() each picture; poll() what was seen. Does nothing where faces may not be looked for, or after end()."""

    def __init__(self, allowed: bool) -> None:
        self._allowed = allowed
        self._next_s = 0.0
        self._looking: Task[Framing | None] | None = None

    def feed(self, frame: VideoFrame, analysers: Analysers | None) -> None:
        """Look at `frame` on a thread if one is due; returns at once."""
        if not self._allowed or analysers is None or self._looking is not None or frame.at_s < self._next_s:
            return
        self._next_s = frame.at_s + EACH_S
        self._looking = Task("framing", lambda: safely(lambda: analysers.framing(frame), None))

    def poll(self) -> Framing | None:
        """What the last picture showed, once."""
        if self._looking is None or not self._looking.is_done:
            return None
        seen, self._looking = self._looking.result(), None
        return seen if self._allowed else None

    def end(self) -> None:
        """A take begins: from now on only the take itself is read."""
        self._allowed = False
