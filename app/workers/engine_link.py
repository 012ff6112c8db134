"""The media engine as the UI thread sees it: messages out, messages in, a watch that never sleeps."""

import time
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.messages import EngineConfig, FromEngine, ToEngine

POLL_MS = 20
STOP_S = 3.0


class Supervisor(Protocol):
    """What starts, watches and restarts the engine's process."""

    @property
    def is_over(self) -> bool: ...
    def start(self, config: EngineConfig) -> None: ...
    def send(self, message: ToEngine) -> bool: ...
    def receive(self) -> Sequence[FromEngine]: ...
    def check(self, now_s: float) -> None: ...
    def end(self, timeout_s: float) -> None: ...
    def stop(self, timeout_s: float) -> None: ...


class EngineLink(QObject):
    """Lives, and is used, on the UI thread.

    Signals:
        message: one FromEngine value after the other, in order.
    """

    message = Signal(object)

    def __init__(self, supervisor: Supervisor) -> None:
        super().__init__()
        self._supervisor = supervisor
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def start(self, config: EngineConfig) -> None:
        """Start the engine for one interview, as soon as one that still runs has ended."""
        self._supervisor.end(STOP_S)
        self._supervisor.start(config)
        self._timer.start()

    def send(self, message: ToEngine) -> None:
        """Hand a message over; if the engine is gone, EngineGone says so."""
        self._supervisor.send(message)

    def stop(self) -> None:
        """Let the engine end, and with it everything it knew of the candidate; does not wait for it."""
        self._supervisor.end(STOP_S)

    def close(self) -> None:
        """End the engine and wait until it is gone, for a few seconds at most: the program ends."""
        self._timer.stop()
        self._supervisor.stop(STOP_S)

    @Slot()
    def _poll(self) -> None:
        self._supervisor.check(time.monotonic())
        for message in self._supervisor.receive():
            self.message.emit(message)
        if self._supervisor.is_over:
            self._timer.stop()
