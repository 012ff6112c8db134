"""One calm sentence in a place of its own: nothing on the page moves when it comes or goes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.scale import fix
from app.ui.widgets.basics import label, row

_HEIGHT_PX = 34


class OfferLine(QFrame):
    """Empty until it has words; they are told to screen readers when they come, not while they stay."""

    def __init__(self) -> None:
        super().__init__()
        fix(self, height=_HEIGHT_PX, grows=True)
        self._text = label("offer", wrap=False)
        layout = row(self)
        layout.addStretch(1)
        layout.addWidget(self._text, 0, Qt.AlignmentFlag.AlignTop)
        self._text.hide()

    @property
    def text(self) -> str:
        """The words shown, empty while there are none."""
        return "" if self._text.isHidden() else self._text.text()

    def say(self, text: str) -> None:
        """Show `text`; an empty one takes the sentence away and keeps its place."""
        comes = bool(text) and self._text.isHidden()
        self._text.setText(text)
        self._text.setVisible(bool(text))
        if comes:
            announce(self._text, text)


def announce(widget: QWidget, text: str) -> None:
    """Screen readers say `text` when they have finished what they are saying."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
