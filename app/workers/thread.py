"""Where plain functions meet Qt's event loop."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.errors import BugError, KioskError

log = logging.getLogger(__name__)


class _Worker(QObject):
    """Lives on the thread. Calls `task` for each request, one at a time."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, task: Callable[[Any], object]) -> None:
        super().__init__()
        self._task = task

    @Slot(object)
    def handle(self, request: object) -> None:
        try:
            result = self._task(request)
        except KioskError as error:
            self.failed.emit(error)
        except Exception as error:
            log.exception("bug while handling %s", type(request).__name__)
            self.failed.emit(BugError(repr(error)))
        else:
            self.done.emit(result)


class Background(QObject):
    """Runs `task` on a thread of its own; lives, and is used, on the UI thread.

    Signals, all emitted on the UI thread:
        done: what `task` returned, a frozen dataclass.
        failed: a KioskError or a BugError. The next request is still served.
    """

    done = Signal(object)
    failed = Signal(object)
    _requested = Signal(object)

    def __init__(self, name: str, task: Callable[[Any], object]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._thread = QThread(self)
        self._worker = _Worker(task)
        self._worker.moveToThread(self._thread)
        # The ends of each wire live on different threads, so Qt queues the call for us.
        self._requested.connect(self._worker.handle)
        self._worker.done.connect(self.done)
        self._worker.failed.connect(self.failed)
        self._thread.start()

    def submit(self, request: object) -> None:
        self._requested.emit(request)

    def stop(self, timeout_ms: int = 3000) -> None:
        """Finish the request in hand, then end. Raises BugError if that takes too long."""
        self._thread.quit()
        if not self._thread.wait(timeout_ms):
            raise BugError(f"{self.objectName()} still busy after {timeout_ms} ms")
