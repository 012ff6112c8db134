"""The text box for a typed answer, with a count of characters."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import column, label, row
from app.ui.widgets.text_entry import TextEntry


class AnswerBox(QWidget):
    """changed: emitted after every change of the text. Tab leaves the box: the keyboard is never trapped."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strings: Strings | None = None
        self.heading = label("strong")
        self._count = label("small", wrap=False)
        self.edit = TextEntry()
        fix(self.edit, min_height=110)
        fix(self, max_height=560)  # on an upright screen the rest is air
        top = row(spacing=12)
        top.addWidget(self.heading, 1)
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        layout = column(self, spacing=8)
        layout.addLayout(top)
        layout.addWidget(self.edit, 1)
        self.edit.textChanged.connect(self._changed)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.toPlainText()

    @property
    def is_blank(self) -> bool:
        """True when there is nothing but white space."""
        return not self.text.strip()

    def put(self, text: str) -> None:
        """Replace the text."""
        self.edit.setPlainText(text)

    def say(self, strings: Strings, heading: str, hint: str) -> None:
        """The words around the box."""
        self._strings = strings
        self.heading.setText(heading)
        self.edit.setAccessibleName(heading)
        self.edit.setPlaceholderText(hint)
        self._show_count()

    @Slot()
    def _changed(self) -> None:
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        if self._strings is not None:
            self._count.setText(self._strings.text("question.count", count=len(self.text.strip())))
