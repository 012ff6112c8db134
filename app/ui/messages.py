"""Where every failure ends: logged, and told in plain words as soon as there is a window."""

import logging
from collections import deque
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from app.errors import BugError, KioskError
from app.ui.strings import NEUTRAL_CODE

log = logging.getLogger(__name__)

_KEPT = 20


class MessageLine(Protocol):
    """Shows a sentence by its code: the window."""

    def tell(self, code: str, **params: str | float) -> None:
        """Show the sentence for `code`."""


class Messages(QObject):
    """Lives on the UI thread. `report` belongs on every `failed` and `trouble` signal and the excepthook."""

    def __init__(self) -> None:
        super().__init__()
        self._line: MessageLine | None = None
        self._waiting: deque[KioskError] = deque(maxlen=_KEPT)

    def attach(self, line: MessageLine) -> None:
        """The window is up: tell what came before it, oldest first."""
        self._line = line
        while self._waiting:
            self._tell(line, self._waiting.popleft())

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Tell a person about `error`. A bug becomes the neutral sentence; the log has the rest."""
        if isinstance(error, KioskError):
            log.warning("told to the person: %s", error)
            told = error
        else:
            log.error("a bug reached the screen: %s", type(error).__name__, exc_info=_trace(error))
            told = KioskError(NEUTRAL_CODE)
        if self._line is None:
            self._waiting.append(told)
        else:
            self._tell(self._line, told)

    @staticmethod
    def _tell(line: MessageLine, error: KioskError) -> None:
        line.tell(error.code, **error.params)


def _trace(error: BaseException) -> BaseException | None:
    """The error with its trace; a BugError from a Background was logged with its trace already."""
    return None if isinstance(error, BugError) and error.__traceback__ is None else error
