"""A question with a few equal answers beside it. Nothing is chosen beforehand; a second touch takes it back."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row


class ChoiceRow(QFrame):
    """chosen: emitted after each touch of an answer.

    key: words are "<key>.title" and "<key>.<choice>".
    """

    chosen = Signal()

    def __init__(self, icons: Icons, key: str, choices: tuple[str, ...]) -> None:
        super().__init__()
        self.setObjectName("row")
        self._key = key
        self._title = label("strong")
        self.buttons = {choice: Button(icons, look="choice") for choice in choices}
        layout = column(self, margins=(0, 8, 0, 8), spacing=8)
        layout.addWidget(self._title)
        answers = row(spacing=10)
        for button in self.buttons.values():
            button.setCheckable(True)
            button.clicked.connect(self._clicked)
            answers.addWidget(button, 1)
        layout.addLayout(answers)

    @property
    def choice(self) -> str | None:
        """The chosen answer, or None."""
        return next((choice for choice, button in self.buttons.items() if button.isChecked()), None)

    def clear(self) -> None:
        """Forget the choice."""
        for button in self.buttons.values():
            button.setChecked(False)

    def say(self, strings: Strings) -> None:
        """Speak the language of `strings`."""
        title = strings.text(f"{self._key}.title")
        self._title.setText(title)
        for choice, button in self.buttons.items():
            words = strings.text(f"{self._key}.{choice}")
            button.setText(words)
            button.setAccessibleName(f"{title}: {words}")

    @Slot()
    def _clicked(self) -> None:
        pressed = self.sender()
        for button in self.buttons.values():
            if button is not pressed:
                button.setChecked(False)
        self.chosen.emit()
