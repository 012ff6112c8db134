"""What is being typed, in words, for somebody who does not see it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

ECHO_MS = 400  # as long as a pause between two words


class TypingEcho(QObject):
    """read: each word once it is whole, or what stands there when the hands rest; and what was deleted.

    deleted: puts what is gone into words. Secrets, and what the program itself writes, are not said.
    """

    read = Signal(str)

    def __init__(self, deleted: Callable[[str], str]) -> None:
        super().__init__()
        self._deleted = deleted
        self._box: QPlainTextEdit | QLineEdit | None = None
        self._before = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ECHO_MS)
        self._timer.timeout.connect(self._say)

    def start(self, application: QApplication) -> None:
        """Listen to the box that has the keyboard."""
        application.focusChanged.connect(self._moved)
        self._moved(None, application.focusWidget())

    @Slot(QWidget, QWidget)
    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        self._timer.stop()
        if self._box is not None:
            self._box.textChanged.disconnect(self._changed)
        self._box = _heard(now)
        if self._box is not None:
            self._before = _text(self._box)
            self._box.textChanged.connect(self._changed)

    @Slot()
    def _changed(self) -> None:
        if self._box is None:
            return
        text = _text(self._box)
        if not text and len(self._before) > 1:  # sent or cleared, not deleted key by key
            self._before = ""
            self._timer.stop()
        elif text[-1:].isspace() and len(text) > len(self._before):
            self._say()
        else:
            self._timer.start()

    @Slot()
    def _say(self) -> None:
        self._timer.stop()
        if self._box is None:
            return
        before, self._before = self._before, _text(self._box)
        gone, come = _difference(before, self._before)
        if come.strip():
            self.read.emit(come.strip())
        elif gone.strip():
            self.read.emit(self._deleted(gone.strip()))


def _heard(widget: QWidget | None) -> QPlainTextEdit | QLineEdit | None:
    """`widget`, if it is a box whose words are no secret."""
    if isinstance(widget, QLineEdit):
        return widget if widget.echoMode() is QLineEdit.EchoMode.Normal else None
    return widget if isinstance(widget, QPlainTextEdit) else None


def _text(box: QPlainTextEdit | QLineEdit) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def _difference(before: str, now: str) -> tuple[str, str]:
    """What is gone and what has come between the same beginning and the same end."""
    start = _same(before, now)
    end = _same(before[start:][::-1], now[start:][::-1])
    return before[start : len(before) - end], now[start : len(now) - end]


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
