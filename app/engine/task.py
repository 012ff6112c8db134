"""Work that may take seconds, or hang, kept away from the engine's loop."""

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from app.errors import BugError, KioskError

log = logging.getLogger(__name__)

Value = TypeVar("Value")


class Task(Generic[Value]):
    """`work` running on a thread of its own."""

    def __init__(self, name: str, work: Callable[[], Value]) -> None:
        self._work = work
        self._values: list[Value] = []
        self._error: KioskError | BugError | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """It has come to an end."""
        return not self._thread.is_alive()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end; True when it came in time."""
        self._thread.join(timeout_s)
        return self.is_done

    def result(self) -> Value:
        """What `work` gave, once it is done. Raises the KioskError it raised, else BugError."""
        if self._error is not None:
            raise self._error
        return self._values[0]

    def _run(self) -> None:
        try:
            self._values.append(self._work())
        except KioskError as error:
            self._error = error
        except Exception as error:
            log.exception("bug in %s", self._thread.name)
            self._error = BugError(repr(error))
