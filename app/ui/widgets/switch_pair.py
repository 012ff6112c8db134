"""Yes and no side by side, equal in size and look, neither chosen beforehand."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.icons import Icons
from app.ui.widgets.basics import Button, row


class SwitchPair(QWidget):
    """answered: emitted with True or False at each choice."""

    answered = Signal(bool)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.yes = Button(icons, look="choice")
        self.no = Button(icons, look="choice")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = row(self, spacing=10)
        for button in (self.yes, self.no):
            button.setCheckable(True)
            self._group.addButton(button)
            layout.addWidget(button)
        self._group.buttonClicked.connect(self._clicked)

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
        self._group.setExclusive(False)
        self.yes.setChecked(False)
        self.no.setChecked(False)
        self._group.setExclusive(True)

    def say(self, yes: str, no: str, about: str) -> None:
        """The words of the buttons; about: what is asked, for those who hear the screen."""
        self.yes.setText(yes)
        self.no.setText(no)
        self.yes.setAccessibleName(f"{about}: {yes}")
        self.no.setAccessibleName(f"{about}: {no}")

    @Slot()
    def _clicked(self) -> None:
        self.answered.emit(self.yes.isChecked())
