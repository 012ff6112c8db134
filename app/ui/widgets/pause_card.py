"""The clock stands still: what a page shows meanwhile, and the way on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.icons import Icons, Picture
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row


class PauseCard(QWidget):
    """A card in the middle of the page, with a button to go on."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._title = label("title")
        self._more = label("lead")
        self.resume_button = Button(icons, "play", look="primary")
        card = box()
        fix(card, max_width=720)
        inside = column(card, margins=(48, 44, 48, 44), spacing=18)
        inside.addWidget(Picture(icons, "pause", size_px=48))
        inside.addWidget(self._title)
        inside.addWidget(self._more)
        inside.addSpacing(8)
        action = row()
        fix(self.resume_button, min_width=220)
        action.addWidget(self.resume_button)
        action.addStretch(1)
        inside.addLayout(action)
        outside = row(self)
        outside.addStretch(1)
        outside.addWidget(card, 100, Qt.AlignmentFlag.AlignVCenter)
        outside.addStretch(1)

    def say(self, strings: Strings) -> None:
        """The words."""
        self._title.setText(strings.text("question.paused"))
        self._more.setText(strings.text("question.paused_more"))
        self.resume_button.say(strings.text("question.resume"))
