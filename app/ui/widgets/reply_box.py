"""A text box that knows how long somebody was typing in it. Return sends, Shift and Return begin a new line."""

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from app.flow.typing_time import TypingTime
from app.ui.widgets.text_entry import TextEntry

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReplyBox(TextEntry):
    """sent: Return was pressed, where `sends`. Tab leaves the box: the keyboard is never trapped."""

    sent = Signal()

    def __init__(self, *, sends: bool) -> None:
        super().__init__()
        self._sends = sends
        self._typing = TypingTime()
        self._clock = QElapsedTimer()
        self._clock.start()
        self.textChanged.connect(self._changed)

    @property
    def text(self) -> str:
        """What was typed, without the white space around it."""
        return self.toPlainText().strip()

    @property
    def typing(self) -> TypingTime:
        """How long it was being typed."""
        return self._typing

    def put(self, text: str, typing: TypingTime) -> None:
        """Replace the text, and how long it has been typed."""
        self.setPlainText(text)
        self._typing = TypingTime(typing.typed_s)  # what lies between is no typing

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Send at Return."""
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self._sends and event.key() in _RETURNS and is_plain:
            if not event.isAutoRepeat():
                self.sent.emit()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Chinese is composed before it becomes text: composing is typing, too."""
        self._note_key()
        super().inputMethodEvent(event)

    @Slot()
    def _changed(self) -> None:
        if self.toPlainText():
            self._note_key()

    def _note_key(self) -> None:
        self._typing = self._typing.key(self._clock.elapsed() / 1000)
