"""What stands where an answer will be, or was: one sentence, and one more in small."""

from PySide6.QtWidgets import QFrame

from app.ui.icons import Icons, Picture
from app.ui.scale import fix
from app.ui.widgets.basics import column, label, row


class WaitCard(QFrame):
    """A card with a clock; as high as its words need."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("card")
        fix(self, max_height=156, grows=True)
        self._heading, self._more = label("lead"), label("body")
        inside = row(self, margins=(28, 24, 28, 24), spacing=20)
        inside.addWidget(Picture(icons, "clock", size_px=40))
        words = column(spacing=4)
        words.addStretch(1)
        words.addWidget(self._heading)
        words.addWidget(self._more)
        words.addStretch(1)
        inside.addLayout(words, 1)

    def say(self, heading: str, more: str) -> None:
        """The words."""
        self._heading.setText(heading)
        self._more.setText(more)
