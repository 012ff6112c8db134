"""`kiosk run` with an administrator who chooses "later": prints what was seen, ends at the first candidate page."""

import sys

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.bootstrap.application import application
from app.cli import main
from app.ui.admin.window import AdminWindow
from app.ui.window import KioskWindow

LOOK_MS = 20


class Administrator:
    """Looks at the screen again and again."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        for window in windows:
            if isinstance(window, AdminWindow):
                sys.stdout.write("offer\n")
                window.page.later_button.click()
                return
            if isinstance(window, KioskWindow):
                self._timer.stop()
                sys.stdout.write("kiosk\n")
                window.release()
                window.close()  # the last window: the program ends in order
                return


if __name__ == "__main__":
    application()
    administrator = Administrator()
    sys.exit(main(["run", "--windowed"]))
