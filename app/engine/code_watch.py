"""Looks for a QR code a few times a second, in an engine that does nothing else; the pictures are not kept."""

import importlib

from app.domain.media import VideoFrame
from app.domain.messages import CodeRead
from app.engine.analysers import safely
from app.engine.task import Task

EACH_S = 0.25
_READER = "app.analysis.codes"  # loaded in such an engine only, for it brings cv2


class CodeWatch:
    """feed() each picture; poll() what was read, once: after that it looks no longer."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._next_s = 0.0
        self._looking: Task[str | None] | None = None

    def feed(self, frame: VideoFrame) -> None:
        """Look at `frame` on a thread if one is due; returns at once."""
        if not self._wanted or self._looking is not None or frame.at_s < self._next_s:
            return
        self._next_s = frame.at_s + EACH_S
        self._looking = Task("code", lambda: safely(lambda: _read(frame), None))

    def poll(self) -> CodeRead | None:
        """The code that was read."""
        if self._looking is None or not self._looking.is_done:
            return None
        text, self._looking = self._looking.result(), None
        if text is None or not self._wanted:
            return None
        self._wanted = False
        return CodeRead(text)


def _read(frame: VideoFrame) -> str | None:
    text: str | None = importlib.import_module(_READER).read_code(frame.pixels)
    return text
