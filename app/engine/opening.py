"""One device being opened: in parallel with the other one, and never waited for without end."""

import threading
import time
from typing import Generic

from app.capture.sources import Source
from app.engine.station import Item, Station, started
from app.engine.task import Task
from app.errors import KioskError

OPEN_LIMIT_S = 8.0  # a sound server or driver that hangs may take for ever

Opened = tuple[str | None, Source[Item] | None, str | None]  # uri, started source, code of why not


class Opening(Generic[Item]):
    """wait_open(), begin(), opened(), in this order. A device that comes too late is closed again."""

    def __init__(self, station: Station[Item], uri: str | None) -> None:
        self._uri = uri
        self._begin_s: float | None = None
        self._open = threading.Event()
        self._may_begin = threading.Event()
        self._too_late = threading.Event()
        self._stuck_code = f"{station.device}_stuck"
        self._task: Task[Source[Item] | None] = Task(
            f"open-{station.device}", lambda: self._work(station, uri)
        )

    def wait_open(self, deadline_s: float) -> None:
        """Wait until it is open, or known not to open, but not beyond the deadline (time.monotonic)."""
        self._open.wait(max(0.0, deadline_s - time.monotonic()))

    def begin(self, at_s: float) -> None:
        """Let it begin at that moment of the engine clock."""
        self._begin_s = at_s
        self._may_begin.set()

    def opened(self, deadline_s: float) -> Opened[Item]:
        """The started source, or the code of why there is none."""
        if not self._task.wait(max(0.0, deadline_s - time.monotonic())):
            self._too_late.set()
            return self._uri, None, self._stuck_code
        try:
            return self._uri, self._task.result(), None
        except KioskError as error:
            return self._uri, None, error.code

    def _work(self, station: Station[Item], uri: str | None) -> Source[Item] | None:
        try:
            source = station.open(uri)
        finally:
            self._open.set()
        if source is None:
            return None
        self._may_begin.wait()
        source = started(source, self._begin_s or 0.0)
        if self._too_late.is_set():
            source.close()
        return source
