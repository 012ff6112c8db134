"""Digits for a finger or a keyboard: a PIN unseen, an unlock code in its groups."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.ui.icons import Icons
from app.ui.scale import fix, space
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label

GROUP, LONGEST_PIN, CODE_DIGITS = 5, 16, 30
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PinPad(QWidget):
    """entered: the digits, when the person has finished; they are forgotten here by then."""

    entered = Signal(str)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._digits = ""
        self._is_code = False
        self.shown = label("prompt-longest")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fix(self.shown, height=64, min_width=420)
        self.keys = [Button(icons, look="choice") for _ in range(10)]
        self.back_key = Button(icons, "close", look="choice")
        self.enter_key = Button(icons, "check", look="primary")
        grid = QGridLayout()
        space(grid, spacing=10)
        for number, key in enumerate(self.keys):
            key.setText(str(number))
            key.setAccessibleName(str(number))
            key.clicked.connect(self._pressed)
            place = number - 1 if number else 10
            grid.addWidget(key, place // 3, place % 3)
        grid.addWidget(self.back_key, 3, 0)
        grid.addWidget(self.enter_key, 3, 2)
        self.back_key.clicked.connect(self._take_back)
        self.enter_key.clicked.connect(self._enter)
        inside = column(self, spacing=12)
        inside.addWidget(self.shown)
        inside.addLayout(grid)
        for key in (*self.keys, self.back_key, self.enter_key):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the pad takes the keyboard as a whole
            fix(key, min_width=120, min_height=60)
        self._draw()

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.setAccessibleName(strings.text("pin.pad"))
        self.back_key.setAccessibleName(strings.text("pin.take_back"))
        self.enter_key.setAccessibleName(strings.text("pin.enter"))

    def begin(self, *, is_code: bool) -> None:
        """Nothing is typed yet; a code is shown, a PIN is not."""
        self._digits, self._is_code = "", is_code
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Digits, back and Return of a keyboard."""
        if event.key() in _ENTER:
            self._enter()
        elif event.key() == Qt.Key.Key_Backspace:
            self._take_back()
        elif event.text().isdecimal() and len(event.text()) == 1:
            self._add(str(int(event.text())))
        else:
            super().keyPressEvent(event)

    @Slot()
    def _pressed(self) -> None:
        key = self.sender()
        if isinstance(key, QPushButton):
            self._add(key.text())

    def _add(self, digit: str) -> None:
        if len(self._digits) < (CODE_DIGITS if self._is_code else LONGEST_PIN):
            self._digits += digit
            self._draw()

    @Slot()
    def _take_back(self) -> None:
        self._digits = self._digits[:-1]
        self._draw()

    @Slot()
    def _enter(self) -> None:
        digits, self._digits = self._digits, ""
        self._draw()
        if digits:
            self.entered.emit(digits)

    def _draw(self) -> None:
        groups = [self._digits[at : at + GROUP] for at in range(0, len(self._digits), GROUP)]
        shown = " ".join(groups) if self._is_code else "●" * len(self._digits)
        self.shown.setText(shown or "–")
