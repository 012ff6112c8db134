"""The stack of pages. A page scrolls as a whole only as the last resort of small screens and large type."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from app.ui.widgets.fitted_scroll import follow_finger


class PageScroll(QScrollArea):
    """As large as there is room; scrolls only where even the least height of the page is more than that."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        follow_finger(self)


class PageStack(QStackedWidget):
    """One page at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stack")
        self._areas: dict[QWidget, PageScroll] = {}

    def add(self, page: QWidget) -> None:
        """Take in `page`."""
        self._areas[page] = PageScroll(page)
        self.addWidget(self._areas[page])

    def open(self, page: QWidget) -> None:
        """Show `page` from its beginning."""
        area = self._areas[page]
        area.verticalScrollBar().setValue(0)
        self.setCurrentWidget(area)
