"""Beside a text box: speak instead of typing, and see what becomes of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui.closing_views import Dictation
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, label, row

_BUSY = {Dictation.OPENING, Dictation.READING}


class DictationBar(QWidget):
    """wanted: begin (True) or end (False) to speak."""

    wanted = Signal(bool)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._state = Dictation.IMPOSSIBLE
        self.button = Button(icons, "microphone", look="choice")
        self.told = label("small")
        inside = row(self, spacing=12)
        inside.addWidget(self.button)
        inside.addWidget(self.told, 1)
        self.button.clicked.connect(self._clicked)

    def show_state(self, state: Dictation, strings: Strings) -> None:
        """Offer to speak, or to stop; say what happens."""
        self._state = state
        self.setVisible(state is not Dictation.IMPOSSIBLE)
        if state is Dictation.IMPOSSIBLE:
            return
        self.button.say(strings.text("survey.stop" if state is Dictation.LISTENING else "survey.speak"))
        self.button.setEnabled(state not in _BUSY)
        self.told.setText(strings.text(f"survey.dictation_{state}"))

    @Slot()
    def _clicked(self) -> None:
        self.wanted.emit(self._state is not Dictation.LISTENING)
