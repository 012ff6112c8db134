"""Signs of life: somebody touches, types or clicks."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Signal

_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress)
_EACH_MS = 1000


class Touches(QObject):
    """An event filter for a window's handle. touched: somebody is there; at most once a second."""

    touched = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = QElapsedTimer()
        self._last.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice the event and let it pass."""
        if event.type() in _TOUCHES and self._last.hasExpired(_EACH_MS):
            self._last.restart()
            self.touched.emit()
        return super().eventFilter(watched, event)
