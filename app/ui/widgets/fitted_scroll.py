"""A scroll area as high as what is in it, as long as the page has the room; only then it scrolls."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QScroller, QScrollerProperties, QVBoxLayout, QWidget

from app.ui.widgets.basics import column

_LEAST_LINES = 3
_FASTEST_M_PER_S = 0.5


def follow_finger(area: QScrollArea) -> None:
    """Let `area` be pulled by touch, and glide on a little."""
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    glide(area, True)


def glide(area: QScrollArea, glides: bool) -> None:
    """Whether `area` glides on when the finger has let it go; it never swings beyond its ends."""
    scroller = QScroller.scroller(area.viewport())
    how = scroller.scrollerProperties()
    never = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    how.setScrollMetric(QScrollerProperties.ScrollMetric.VerticalOvershootPolicy, never)
    fastest = _FASTEST_M_PER_S if glides else 0.0
    how.setScrollMetric(QScrollerProperties.ScrollMetric.MaximumVelocity, fastest)
    scroller.setScrollerProperties(how)


class _Content(QWidget):
    """grown: its words, or their size, changed."""

    grown = Signal()

    def event(self, event: QEvent) -> bool:
        """Notice new sizes."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.grown.emit()
        return handled


class FittedScroll(QScrollArea):
    """Add to `inside`, and give the area a stretch in the page's layout. It follows the finger."""

    def __init__(self, *, right_px: int = 0, spacing: int = 0) -> None:
        super().__init__()
        self._content = _Content()
        self.inside: QVBoxLayout = column(self._content, margins=(0, 0, right_px, 0), spacing=spacing)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._content)
        follow_finger(self)
        # Not at once: a size that changes inside a resize leaves the layout with the old one.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit)
        self._content.grown.connect(self.fit_soon)

    @Slot()
    def fit_soon(self) -> None:
        """Fit when the events in hand are done."""
        self._soon.start()

    @Slot()
    def fit(self) -> None:
        """Ask for exactly the height of the content; the page's layout decides what there is."""
        # Beside a bar words take more room and a picture less: with room for both, the bar goes.
        widths = {self.viewport().width(), self.maximumViewportSize().width()}
        hint = self.inside.totalSizeHint().height()
        grows = self.inside.hasHeightForWidth()
        wanted = max(map(self.inside.totalHeightForWidth, widths)) if grows else hint
        self.setMaximumHeight(max(1, wanted))
        self.updateGeometry()
        self.setMinimumHeight(min(wanted, self.fontMetrics().height() * _LEAST_LINES))

    def sizeHint(self) -> QSize:  # noqa: N802
        """The least height: a page asks for no more than it needs, and its layout hands out what there is.

        An upright screen has height enough: there it asks for all of its content.
        """
        height = self.maximumHeight() if self.property("stands") else self.minimumHeight()
        return QSize(super().sizeHint().width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width asks for another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_soon()
