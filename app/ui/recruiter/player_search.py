"""Searching what was said: a field, how many places were found, one key to the next."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.recruiter.transcript import Transcript
from app.ui.strings import Strings
from app.ui.widgets.basics import label, row


class SearchField(QWidget):
    """Marks every place in the transcript; Return goes to the next. went: to this (question, turn, character)."""

    went = Signal(str, int, int)

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self._transcript, self._at, self._found = transcript, -1, 0
        self._strings: Strings | None = None
        self.field = QLineEdit()
        self.field.setProperty("look", "compact")
        self.told = label("small", wrap=False)
        inside = row(self, spacing=8)
        inside.addWidget(self.field, 1)
        inside.addWidget(self.told)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._next)

    def use(self, strings: Strings) -> None:
        """Speak another language; what was looked for is gone."""
        self._strings = strings
        self.field.setPlaceholderText(strings.text("review.player.search"))
        self.field.setAccessibleName(strings.text("review.player.search"))
        self.field.clear()
        self.told.hide()

    @Slot(str)
    def _search(self, words: str) -> None:
        self._found, self._at = self._transcript.search(words), -1
        self._tell()

    @Slot()
    def _next(self) -> None:
        if self._found:
            self._at = (self._at + 1) % self._found
            place = self._transcript.show_found(self._at)
            if place is not None:
                self.went.emit(*place)
        self._tell()

    def _tell(self) -> None:
        self.told.setVisible(bool(self.field.text().strip()))
        if self._strings is None:
            return
        if self._found:
            told = self._strings.text("review.player.found", at=max(0, self._at) + 1, all=self._found)
        else:
            told = self._strings.text("review.player.found_none")
        self.told.setText(told)
