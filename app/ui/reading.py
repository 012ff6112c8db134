"""The words of a page in the order one reads them, for the kiosk's own voice."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget

from app.domain.language import Language
from app.ui.strings import Strings

_TRAVEL_KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
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
        return strings.text(key, name=widget.accessibleName() or widget.text())
    if isinstance(widget, QPlainTextEdit):
        return strings.text("read.box", name=widget.accessibleName())
    return ""


def _words(widget: QWidget, strings: Strings) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield widget.text()
        return
    if isinstance(widget, QAbstractButton | QPlainTextEdit):
        if widget.isEnabled():
            yield control_text(widget, strings)
        return
    inside = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    for child in sorted(inside, key=_place):
        yield from _words(child, strings)


def _place(widget: QWidget) -> tuple[int, int]:
    at: QPoint = widget.pos()
    return at.y(), at.x()


class FocusReader(QObject):
    """read: the control that the Tab key has just reached, in words. Install it on the window's handle."""

    read = Signal(str)

    def __init__(self, reached: Callable[[], str]) -> None:
        super().__init__()
        self._reached = reached

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The key that brought the focus is let go where the focus is."""
        if (
            event.type() is QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and event.key() in _TRAVEL_KEYS
        ):
            self.read.emit(self._reached())
        return super().eventFilter(watched, event)
