"""Yes and no side by side, equal in size and look, neither chosen beforehand.

No button group: in one, Tab reaches the yes alone, and a no needs the arrow keys.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui.icons import Icons
from app.ui.widgets.basics import Button, row


class SwitchPair(QWidget):
    """answered: emitted with True or False at each choice."""

    answered = Signal(bool)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.yes = Button(icons, look="choice")
        self.no = Button(icons, look="choice")
        layout = row(self, spacing=10)
        for button in (self.yes, self.no):
            button.setCheckable(True)
            button.clicked.connect(self._clicked)
            layout.addWidget(button)

    @property
    def answer(self) -> bool | None:
        """True for yes, False for no, None while nothing was chosen."""
        if self.yes.isChecked():
            return True
        return False if self.no.isChecked() else None

    def choose(self, answer: bool) -> None:
        """Choose as a person would."""
        (self.yes if answer else self.no).click()

    def clear(self) -> None:
        """Forget the choice."""
        self.yes.setChecked(False)
        self.no.setChecked(False)

    def say(self, yes: str, no: str, about: str) -> None:
        """The words of the buttons; about: what is asked, for those who hear the screen."""
        self.yes.setText(yes)
        self.no.setText(no)
        self.yes.setAccessibleName(f"{about}: {yes}")
        self.no.setAccessibleName(f"{about}: {no}")

    @Slot()
    def _clicked(self) -> None:
        pressed = self.sender()
        self.yes.setChecked(pressed is self.yes)
        self.no.setChecked(pressed is self.no)
        self.answered.emit(self.yes.isChecked())
