"""The real window with hands: waits, presses, notices when a change is painted and how long frames take."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.bootstrap.kiosk import Kiosk

LOOK_MS = 10
FRAME_MS = 16  # sixty pictures a second
LONGEST_WAIT_S = 40.0


class Hands:
    """What a person does at this kiosk. Waiting runs Qt's own event loop, as the program does."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk = kiosk

    def until(self, condition: Callable[[], bool]) -> float:
        """When the condition held (time.monotonic). Raises TimeoutError."""
        return _Wait(condition).run()

    def press(self, button: QAbstractButton) -> float:
        """Press the button as soon as that is possible; when it was pressed. Raises TimeoutError."""
        self.until(lambda: button.isEnabled() and button.isVisible())
        pressed_s = time.monotonic()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return pressed_s

    def change_ms(self, button: QAbstractButton, arrived: Callable[[], bool]) -> float:
        """Milliseconds from pressing `button` until the screen shows what `arrived` waits for."""
        self.until(lambda: button.isEnabled() and button.isVisible())
        painted = _Painted(self.kiosk.window, arrived)
        return 1000.0 * (painted.after(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton)))


class _Wait(QObject):
    """Looks at a condition every 10 ms."""

    def __init__(self, condition: Callable[[], bool]) -> None:
        super().__init__()
        self._condition = condition
        self._loop = QEventLoop()
        self._end_s = time.monotonic() + LONGEST_WAIT_S
        self._held_s: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def run(self) -> float:
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        if self._held_s is None:
            raise TimeoutError(f"nothing came within {LONGEST_WAIT_S:.0f} s")
        return self._held_s

    @Slot()
    def _look(self) -> None:
        if self._condition():
            self._held_s = time.monotonic()
        if self._held_s is not None or time.monotonic() > self._end_s:
            self._loop.quit()


class _Painted(QObject):
    """Notices the first repaint of the window after `arrived` began to hold."""

    def __init__(self, window: QObject, arrived: Callable[[], bool]) -> None:
        super().__init__()
        self._window, self._arrived = window, arrived
        self._loop = QEventLoop()
        self._is_painting = False
        self._painted_s: float | None = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._loop.quit)

    def after(self, act: Callable[[], object]) -> float:
        """Seconds from `act` to the end of that repaint. Raises TimeoutError."""
        self._window.installEventFilter(self)
        self._limit.start(round(LONGEST_WAIT_S * 1000))
        started_s = time.monotonic()
        act()
        if self._painted_s is None:
            self._loop.exec()
        self._window.removeEventFilter(self)
        self._limit.stop()
        if self._painted_s is None:
            raise TimeoutError(f"the screen did not change within {LONGEST_WAIT_S:.0f} s")
        return self._painted_s - started_s

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802
        """See the request to paint, before it is served."""
        if event.type() is QEvent.Type.UpdateRequest and not self._is_painting and self._arrived():
            self._is_painting = True
            QTimer.singleShot(0, self._done)
        return False

    @Slot()
    def _done(self) -> None:
        self._painted_s = time.monotonic()
        self._loop.quit()


class FrameTimer(QObject):
    """Ticks like a screen of 60 Hz and keeps how long each frame took; a stalled event loop makes long ones."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to count."""
        self._last_s = time.monotonic()
        self._timer.start()

    def stop(self) -> None:
        """Count no further."""
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        now_s = time.monotonic()
        self.gaps_ms.append(1000.0 * (now_s - self._last_s))
        self._last_s = now_s
