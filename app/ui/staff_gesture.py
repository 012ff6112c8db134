"""How staff open their page: the name of the program held for a moment, or Ctrl, Shift and F2."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.desk_intents import OpenStaff

HOLD_MS = 1500
KEYS = QKeySequence("Ctrl+Shift+F2")


class StaffGesture(QObject):
    """intent: OpenStaff. held: what has to be held, each part alike."""

    intent = Signal(object)

    def __init__(self, window: QWidget, held: Sequence[QWidget], hold_ms: int = HOLD_MS) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(hold_ms)
        self._timer.timeout.connect(self._made)
        keys = QShortcut(KEYS, window)
        keys.setContext(Qt.ShortcutContext.WindowShortcut)
        keys.activated.connect(self._made)
        for each in held:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Measure how long it is held."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self._timer.start()
            return True
        if event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.Leave):
            self._timer.stop()
        return super().eventFilter(watched, event)

    @Slot()
    def _made(self) -> None:
        self.intent.emit(OpenStaff())
