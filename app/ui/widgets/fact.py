"""A drawing, a few strong words and a sentence: how pages tell facts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.icons import Icons, Picture
from app.ui.widgets.basics import column, label, row


class Fact(QWidget):
    """One fact. flat: drawing on the left; else above."""

    def __init__(
        self, icons: Icons, drawing: str, *, flat: bool = True, strong: str = "strong", more: str = "small"
    ) -> None:
        super().__init__()
        self.strong = label(strong)
        self.more = label(more)
        words = column(spacing=2)
        words.addWidget(self.strong)
        words.addWidget(self.more)
        layout = row(self, spacing=16) if flat else column(self, spacing=10)
        layout.addWidget(Picture(icons, drawing, size_px=30 if flat else 36), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1 if flat else 0)
        if not flat:
            layout.addStretch(1)
