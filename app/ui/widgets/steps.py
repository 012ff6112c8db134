"""What comes one after the other: numbered lines."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.widgets.basics import column, label, row


class Steps(QWidget):
    """words: one label for each step, to be filled by who owns them."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.words = tuple(label("body-ink") for _ in range(count))
        inside = column(self, spacing=8)
        for number, words in enumerate(self.words, start=1):
            mark = label("step", wrap=False)
            mark.setText(str(number))
            line = row(spacing=14)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(words, 1)
            inside.addLayout(line)
