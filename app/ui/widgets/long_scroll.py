"""The scroll area of a page that is read at a desk: cards, answers and reports have any length there."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
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

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never narrower than what is in it, and the bar beside it."""
        least, inside = super().minimumSizeHint(), self.widget()
        if inside is None:
            return least
        width = inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(least.width(), width), least.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Words that grow may ask for more width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
