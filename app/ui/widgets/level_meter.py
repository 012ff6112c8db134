"""A row of bars that grows with the candidate's voice."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.scale import Scalable
from app.ui.theme import look_of

BARS = 28
FLOOR_DB = -60.0
LOUD_DB = -3.0  # from here on it may clip
_FALL_PER_LEVEL = 0.06  # the meter rises at once and falls slowly, so that it can be read


class LevelMeter(QWidget, Scalable):
    """Shows loudness between FLOOR_DB and 0 dB."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self._peak_db = FLOOR_DB
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """How much of the meter is lit, 0..1."""
        return self._share

    def show_level(self, rms_db: float, peak_db: float) -> None:
        """Show one reading."""
        heard = min(1.0, max(0.0, (rms_db - FLOOR_DB) / -FLOOR_DB))
        self._share = max(heard, self._share - _FALL_PER_LEVEL)
        self._peak_db = peak_db
        self.update()

    def clear(self) -> None:
        """Nothing is heard any more."""
        self._share, self._peak_db = 0.0, FLOOR_DB
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide and flat."""
        return QSize(self.px(280), self.px(30))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow enough to stand beside words at the side of a question page."""
        return QSize(self.px(90), self.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        look = look_of(self)
        lit = look.colour("record" if self._peak_db >= LOUD_DB else "accent")
        unlit = look.colour("edge_soft")
        step = self.width() / BARS
        bar = step * 0.56
        for index in range(BARS):
            painter.setBrush(lit if index < self._share * BARS else unlit)
            height = self.height() * (0.45 + 0.55 * index / BARS)
            painter.drawRoundedRect(
                QRectF(index * step, (self.height() - height) / 2, bar, height), bar / 2, bar / 2
            )
        painter.end()
