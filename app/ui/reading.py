"""The words of a page in the order one reads them, for the kiosk's own voice."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.domain.language import Language
from app.ui.candidate.page import Page
from app.ui.strings import Strings
from app.ui.widgets.countdown import Countdown
from app.ui.widgets.keypad import Keypad

_TRAVEL_KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
READ_BACK_KEY = Qt.Key.Key_F4
_ENDS = "。！？.!?：:…"


def page_text(page: QWidget, strings: Strings) -> str:
    """Everything that is shown and can be pressed in `page`, top to bottom, as sentences of the language."""
    stop = "。" if strings.language is Language.ZH else ". "
    spoken = [words.strip() for words in _words(page, strings)]
    return "".join(each if each.endswith(tuple(_ENDS)) else each + stop for each in spoken if each)


def control_text(widget: QWidget | None, strings: Strings) -> str:
    """What `widget` is, for somebody who walks through the page by keyboard; empty for none."""
    if isinstance(widget, QAbstractButton):
        key = "read.chosen" if widget.isCheckable() and widget.isChecked() else "read.button"
        said = strings.text(key, name=widget.accessibleName() or widget.text())
        return f"{widget.accessibleDescription()} {said}".strip()
    if isinstance(widget, QPlainTextEdit | QLineEdit):
        typed = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
        box, written = strings.text("read.box", name=widget.accessibleName()), typed.strip()
        return f"{box} {written}".strip()
    return ""


def _words(widget: QWidget, strings: Strings) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield widget.text()
        return
    if isinstance(widget, QAbstractButton | QPlainTextEdit | QLineEdit):
        if widget.isEnabled():
            yield control_text(widget, strings)
        return
    if isinstance(widget, Keypad):  # ten buttons one after the other help nobody who listens
        return
    if isinstance(widget, Countdown):
        yield _time(widget, strings)
    inside = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    for child in sorted(inside, key=_place):
        yield from _words(child, strings)


def _time(clock: Countdown, strings: Strings) -> str:
    minutes, seconds = divmod(clock.whole_s, 60)
    return strings.text("read.time", minutes=minutes, seconds=seconds) if clock.whole_s > 0 else ""


def _place(widget: QWidget) -> tuple[int, int]:
    at: QPoint = widget.pos()
    return at.y(), at.x()


class FocusReader(QObject):
    """read: the control that the Tab key has just reached, in words, or where another key has led on the same page.

    F4 says it once more, with everything that is written there.

    Install it on the window's handle.
    """

    read = Signal(str)

    def __init__(self, reached: Callable[[], str]) -> None:
        super().__init__()
        self._reached = reached
        self._before: tuple[QWidget | None, QWidget | None] = (None, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The key that brought the focus is let go where the focus is."""
        if event.type() is QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() in (*_TRAVEL_KEYS, READ_BACK_KEY):
                self.read.emit(self._reached())
            else:
                focus = QApplication.focusWidget()
                self._before = focus, _page_of(focus)
                QTimer.singleShot(0, self, self._has_led)
        return super().eventFilter(watched, event)

    @Slot()
    def _has_led(self) -> None:
        """What was pressed may have moved the focus; another page is read as a whole, and not by this."""
        (before, page), now = self._before, QApplication.focusWidget()
        if before is not now and page is _page_of(now):
            self.read.emit(self._reached())


def _page_of(widget: QWidget | None) -> QWidget | None:
    while widget is not None and not isinstance(widget, Page):
        widget = widget.parentWidget()
    return widget
