"""One device of the device check, in words and with a drawing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.ui.icons import Icons, Picture
from app.ui.widgets.basics import column, label, row, set_look


class DeviceCard(QFrame):
    """One device: its name, a sentence about it, a drawing that says good, off or trouble."""

    def __init__(self, icons: Icons, drawing: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._drawing = drawing
        self._picture = Picture(icons, drawing, "ink_soft", size_px=30)
        self.title = label("strong")
        self.sentence = label("body")
        words = column(spacing=4)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        self.content = column(spacing=10)
        words.addLayout(self.content)
        layout = row(self, margins=(22, 16, 22, 16), spacing=16)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def say(self, sentence: str, look: str = "body") -> None:
        """look: body while neutral, good when it works, warn when it does not."""
        self.sentence.setText(sentence)
        set_look(self.sentence, look)
        if look == "good":
            self._picture.show_drawing("check-circle", "accent")
        elif look == "warn":
            self._picture.show_drawing("alert", "warn_ink")
        else:
            self._picture.show_drawing(self._drawing, "ink_soft")
