"""`kiosk run` with an administrator: sets the PIN, chooses "later", leaves by the corner and the PIN.

Prints each window that was seen. Where no administrator was set up, the window is closed from inside.
"""

import sys

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.application import application
from app.cli import main
from app.ui.admin.corner import TOUCHES
from app.ui.admin.frame import StaffWindow
from app.ui.admin.pin_page import PinPage
from app.ui.admin.window import AdminWindow
from app.ui.window import KioskWindow

LOOK_MS = 20
PIN = "27182845"


class Administrator:
    """Looks at the screen again and again."""

    def __init__(self) -> None:
        self._knows_pin = "knows-pin" in sys.argv
        self._has_left = False
        self._seen: list[str] = []
        self._timer = QTimer()
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        for window in sorted(windows, key=lambda each: not isinstance(each, StaffWindow)):
            if self._used(window):
                return

    def _used(self, window: QWidget) -> bool:
        if isinstance(window, AdminWindow):
            self._say("offer")
            window.page.later_button.click()
        elif isinstance(window, StaffWindow) and isinstance(window.page, PinPage):
            self._at_the_pad(window.page)
        elif isinstance(window, KioskWindow):
            self._say("kiosk")
            self._leave(window)
        else:
            return False
        return True

    def _at_the_pad(self, page: PinPage) -> None:
        if page.noted_button.isVisible():
            self._say("code")
            self._knows_pin = True
            page.noted_button.click()
        elif page.pad.isVisible():
            self._say("way-out" if self._knows_pin else "set-up")
            for digit in PIN:
                page.pad.keys[int(digit)].click()
            page.pad.enter_key.click()

    def _leave(self, window: KioskWindow) -> None:
        if not self._knows_pin:
            window.release()
            window.close()  # the last window: the program ends in order
        elif not self._has_left:
            self._has_left = True
            for _ in range(TOUCHES):
                QTest.mouseClick(
                    window.header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5)
                )

    def _say(self, name: str) -> None:
        if name not in self._seen:
            self._seen.append(name)
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    application()
    administrator = Administrator()
    sys.exit(main(["run", "--windowed"]))
