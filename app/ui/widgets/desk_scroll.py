"""A part of the chats that scrolls by finger, wheel and arrow keys."""

from PySide6.QtCore import QSize, Qt

from app.ui.widgets.fitted_scroll import FittedScroll


class DeskScroll(FittedScroll):
    """Asks for a few lines and takes what room there is, so that no chat pushes the buttons off the page."""

    def __init__(self, *, spacing: int) -> None:
        super().__init__(right_px=8, spacing=spacing)
        self.setProperty("rings", True)  # reached by Tab: the arrow keys scroll it
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The least height, on a screen that stands, too."""
        return QSize(super().sizeHint().width(), self.minimumHeight())
