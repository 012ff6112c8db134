"""A text box of several lines that asks for no more than its least height."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPlainTextEdit


class TextEntry(QPlainTextEdit):
    """Tab leaves the box: the keyboard is never trapped."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The least height; Qt's own wish is 192 pixels, whatever the scale of the screen."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Nothing beyond the height that the design gives; Qt's own is 75 pixels and more, at any scale."""
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())
