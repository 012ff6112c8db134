"""Digits to touch, for kiosks without a keyboard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.icons import Icons
from app.ui.scale import space
from app.ui.strings import Strings
from app.ui.widgets.basics import Button

_KEYS = "123456789"


class Keypad(QWidget):
    """digit: one was pressed. back: take the last one away. cleared: take all away."""

    digit = Signal(str)
    back = Signal()
    cleared = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        grid = QGridLayout(self)
        space(grid, spacing=8)
        for place, text in enumerate(_KEYS):
            grid.addWidget(self._key(icons, text), place // 3, place % 3)
        self.clear_button, self.back_button = Button(icons, look="choice"), Button(icons, look="choice")
        self.clear_button.clicked.connect(self.cleared)
        self.back_button.clicked.connect(self.back)
        grid.addWidget(self.clear_button, 3, 0)
        grid.addWidget(self._key(icons, "0"), 3, 1)
        grid.addWidget(self.back_button, 3, 2)

    def _key(self, icons: Icons, text: str) -> Button:
        made = Button(icons, look="choice")
        made.say(text)
        made.clicked.connect(lambda: self.digit.emit(text))
        return made

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.clear_button.say(strings.text("keypad.clear"))
        self.back_button.say(strings.text("keypad.back"))
