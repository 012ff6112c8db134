"""A thread of the analysis whose failure is kept for the one who waits for it, and never ends in silence."""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)


class Worker:
    """Runs `work` on a daemon thread, from now on."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self._work = work
        self.failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def wait(self, deadline_s: float) -> bool:
        """True when the work has ended, well or not, within `deadline_s`."""
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:
            log.exception("the thread %s failed", self._thread.name)
            self.failure = error
