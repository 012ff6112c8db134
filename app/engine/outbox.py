"""What the engine says, sent by a thread: the loop never waits for a busy screen."""

import queue
import threading
from multiprocessing.connection import Connection

from app.domain.messages import FromEngine, Heartbeat, Level, PreviewReady

LOSSY = (Level, PreviewReady, Heartbeat)
BACKLOG_MAX = 100


class Outbox:
    """say() queues; when the other side does not read, levels and previews are left out first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue: queue.SimpleQueue[FromEngine | None] = queue.SimpleQueue()
        self.broken = False
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self._thread.start()

    def say(self, message: FromEngine) -> None:
        """Queue a message; safe from any thread."""
        if isinstance(message, LOSSY) and self._queue.qsize() > BACKLOG_MAX:
            return
        self._queue.put(message)

    def close(self, timeout_s: float = 1.0) -> None:
        """Send what is queued, then end."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            try:
                self._connection.send(message)
            except OSError:  # the kiosk process is gone
                self.broken = True
                return
