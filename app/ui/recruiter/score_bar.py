"""A score on the scale of 1 to 10: a dot with its interval, over the grey zone and the pass line."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.scale import Scalable
from app.ui.theme import look_of

_HEIGHT_PX, _TRACK_PX, _DOT_PX = 22, 8, 13
_LOWEST, _WIDTH = 1.0, 9.0


class ScoreBar(QWidget, Scalable):
    """Draws nothing but the track where there is no score. Its words stand beside it, for who cannot see it."""

    def __init__(self, line: float, zone: tuple[float, float]) -> None:
        super().__init__()
        self._line, self._zone = line, zone
        self._value: float | None = None
        self._error = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, value: float | None, error: float | None) -> None:
        """Put the dot at `value`."""
        self._value, self._error = value, error or 0.0
        self.setAccessibleName("–" if value is None else f"{value:.1f} ± {self._error:.1f}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as a line of text."""
        return QSize(self.px(120), self.px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never lower."""
        return QSize(self.px(60), self.px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's signature
        """Track, grey zone, pass line, interval, dot."""
        look, painter = look_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, half = self.height() / 2, self.px(_TRACK_PX) / 2
        painter.setPen(QPen(look.colour("line"), 0))
        painter.setBrush(look.colour("sunken"))
        painter.drawRoundedRect(QRectF(0, middle - half, self.width(), 2 * half), half, half)
        painter.setBrush(look.colour("warn_line"))
        low, high = (self._at(each) for each in self._zone)
        painter.drawRect(QRectF(low, middle - half, high - low, 2 * half))
        painter.setPen(QPen(look.colour("ink"), self.px(2)))
        painter.drawLine(
            round(self._at(self._line)),
            round(middle - 2 * half),
            round(self._at(self._line)),
            round(middle + 2 * half),
        )
        if self._value is not None:
            start, end = self._at(self._value - self._error), self._at(self._value + self._error)
            painter.setPen(QPen(look.colour("accent"), self.px(3)))
            painter.drawLine(round(start), round(middle), round(end), round(middle))
            painter.setBrush(look.colour("accent"))
            dot = self.px(_DOT_PX)
            painter.drawEllipse(QRectF(self._at(self._value) - dot / 2, middle - dot / 2, dot, dot))
        painter.end()

    def _at(self, value: float) -> float:
        inset = self.px(_DOT_PX) / 2
        share = min(1.0, max(0.0, (value - _LOWEST) / _WIDTH))
        return inset + share * (self.width() - 2 * inset)
