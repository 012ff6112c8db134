"""`kiosk run` up to its first painted page: prints the moment (time.monotonic), then ends the program."""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from app.bootstrap.application import application
from app.cli import main
from app.ui.window import KioskWindow


class FirstFrame(QObject):
    """Ends the program when the window has been painted for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._is_painting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """See the first request to paint the window."""
        is_first = isinstance(watched, KioskWindow) and event.type() is QEvent.Type.UpdateRequest
        if is_first and not self._is_painting:
            self._is_painting = True
            QTimer.singleShot(0, self._done)
        return False

    @Slot()
    def _done(self) -> None:
        sys.stdout.write(f"{time.monotonic()}\n")
        sys.stdout.flush()
        os._exit(0)  # nothing was begun that would have to be ended in order


if __name__ == "__main__":
    frame = FirstFrame()
    application().installEventFilter(frame)
    sys.exit(main(["run", "--windowed"]))
