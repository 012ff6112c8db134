"""What a person does, for tests: touch, type, walk with the keyboard; and what the window makes of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui import intents
from app.ui.window import KioskWindow


class Listener:
    """Remembers what a window's person wanted, without the signs of life."""

    def __init__(self, window: KioskWindow) -> None:
        self.heard: list[object] = []
        window.intent.connect(self._hear)

    def _hear(self, intent: object) -> None:
        if intent != intents.StillHere():
            self.heard.append(intent)


def press(qtbot: QtBot, button: QPushButton) -> None:
    """Touch a button in its middle."""
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def key(qtbot: QtBot, window: KioskWindow, which: Qt.Key) -> None:
    """Press a key where the focus is, as a keyboard does."""
    qtbot.keyClick(window.windowHandle(), which)


def tab_to(qtbot: QtBot, window: KioskWindow, target: QWidget) -> None:
    """Reach a control with the Tab key alone."""
    for _ in range(40):
        if window.focusWidget() is target:
            return
        key(qtbot, window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {target.accessibleName()}")
