"""The staff's way in: five quick touches in the top left corner of the screen, or Ctrl+Alt+K."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QWidget

CORNER_PX = 96
TOUCHES, WITHIN_S = 5, 4.0
KEYS = QKeySequence(Qt.Modifier.CTRL | Qt.Modifier.ALT | Qt.Key.Key_K)


class Corner(QObject):
    """Watches `header`, which lies at the top of `window`. asked: somebody of the staff wants something."""

    asked = Signal()

    def __init__(self, window: QWidget, header: QWidget, clock_s: Callable[[], float]) -> None:
        super().__init__(window)
        self._header = header
        self._clock_s = clock_s
        self._touched_s: list[float] = []
        header.installEventFilter(self)
        QShortcut(KEYS, window).activated.connect(self.asked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count touches in the corner; what they do otherwise they still do."""
        if isinstance(event, QMouseEvent) and event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonDblClick,
        ):
            place = event.position()
            if place.x() < CORNER_PX and place.y() < CORNER_PX:
                self._count()
            else:
                self._touched_s.clear()
        return super().eventFilter(watched, event)

    def _count(self) -> None:
        now_s = self._clock_s()
        self._touched_s = [at for at in self._touched_s if now_s - at < WITHIN_S] + [now_s]
        if len(self._touched_s) >= TOUCHES:
            self._touched_s.clear()
            self.asked.emit()
