"""One line of a role play, in a bubble with the speaker's name."""

from PySide6.QtWidgets import QFrame, QWidget

from app.ui.views import Speaker
from app.ui.widgets.basics import column, label, row, set_look


class ChatBubble(QWidget):
    """The customer speaks from the left, the candidate from the right."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._bubble = QFrame()
        self._bubble.setProperty("bubble", str(speaker))
        self._name = label("small")
        self._text = label("lead")
        inside = column(self._bubble, margins=(20, 12, 20, 14), spacing=4)
        inside.addWidget(self._name)
        inside.addWidget(self._text)
        outside = row(self)
        if speaker is Speaker.CANDIDATE:
            outside.addStretch(1)
            outside.addWidget(self._bubble, 6)
        else:
            outside.addWidget(self._bubble, 9)
            outside.addStretch(1)

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(self, name: str, text: str, look: str = "lead") -> None:
        """Show who says what."""
        self._name.setText(name)
        self._text.setText(text)
        set_look(self._text, look)
