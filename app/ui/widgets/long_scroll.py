"""The scroll area of a page that is read at a desk: lists, answers and reports have any length there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from app.ui.widgets.fitted_scroll import follow_finger


class LongScroll(QScrollArea):
    """Scrolls downwards as far as what is in it goes, never sideways. It follows the finger, and the arrow keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("rings", True)
        follow_finger(self)
