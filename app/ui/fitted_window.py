"""A window under the kiosk's header, drawn at the size of its screen and in the look that a person chose."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QMainWindow, QWidget

from app.ui.fitting import Fitting
from app.ui.header import Header
from app.ui.icons import Icons
from app.ui.theme import Look


class FittedWindow(QMainWindow):
    """Who is a window says when the next person comes: until then a look stays that was chosen in the header."""

    def __init__(self, resources: Path) -> None:
        super().__init__()
        self._fitting = Fitting(self, resources)
        self._usual_look = self._fitting.look
        self.icons = Icons(resources)
        self.header = Header(self.icons)

    def hold(self, body: QWidget) -> None:
        """Show `body`; a page that wants more room than the screen has must not push the window off it."""
        body.setObjectName("page")
        self.setCentralWidget(body)
        if (frame := self.layout()) is not None:
            frame.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.header.look_chosen.connect(self.set_look)
        self.set_look(self._usual_look)

    @property
    def look(self) -> Look:
        """Theme, type size and motion of the screen."""
        return self._fitting.look

    @Slot(object)
    def set_look(self, look: Look) -> None:
        """Draw everything in `look` until the next person comes."""
        if self._fitting.wear(look):
            self.header.show_look(look)

    def use_look(self, look: Look) -> None:
        """Draw everything in `look`, for this person and for every next one: the kiosk's own."""
        self._usual_look = look
        self.set_look(look)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw the design at the size of the screen."""
        super().resizeEvent(event)
        if self._fitting.fit(event.size().width(), event.size().height()):
            self.header.show_look(self._fitting.look)
