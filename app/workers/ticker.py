"""Gives a Background a request every few seconds, never a second one before the first is answered."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from app.workers.thread import Background


class Ticker(QObject):
    """Lives on the UI thread. request: makes the request of each round."""

    def __init__(self, background: Background, request: Callable[[], object], every_s: float) -> None:
        super().__init__()
        self._background = background
        self._request = request
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(round(every_s * 1000))
        self._timer.timeout.connect(self.run_now)
        background.done.connect(self._answered)
        background.failed.connect(self._answered)

    @property
    def is_busy(self) -> bool:
        """True while a round is not answered."""
        return self._busy

    def start(self) -> None:
        """Run a round at once, and from now on regularly."""
        self._timer.start()
        self.run_now()

    def stop(self) -> None:
        """No further rounds; the one in hand ends by itself."""
        self._timer.stop()

    @Slot()
    def run_now(self) -> None:
        """Run a round, unless one is running."""
        if not self._busy:
            self._busy = True
            self._background.submit(self._request())

    @Slot()
    def _answered(self) -> None:
        self._busy = False
