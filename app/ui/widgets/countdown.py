"""A ring that empties with the time, and the time in figures inside it."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.scale import Scalable
from app.ui.theme import look_of

_LITTLE_LEFT_S = 15.0


def clock_text(left_s: float) -> str:
    """Minutes and seconds, "1:05"; overrun, which is allowed, as "+0:07"."""
    whole = math.ceil(abs(left_s)) if left_s >= 0 else math.floor(abs(left_s))
    sign = "+" if left_s < 0 and whole > 0 else ""
    return f"{sign}{whole // 60}:{whole % 60:02d}"


class Countdown(QWidget, Scalable):
    """Shows left_s of total_s. Calm: no blinking, and the colour changes only once."""

    def __init__(self, size_px: int = 132) -> None:
        super().__init__()
        self._design_px = size_px
        self._left_s, self._total_s = 0.0, 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The figures shown."""
        return clock_text(self._left_s)

    @property
    def whole_s(self) -> int:
        """Whole seconds left; 0 when the time is over."""
        return max(0, math.ceil(self._left_s))

    def show_time(self, left_s: float, total_s: float) -> None:
        """Show that left_s of total_s are left."""
        if (left_s, total_s) != (self._left_s, self._total_s):
            self._left_s, self._total_s = left_s, max(total_s, 0.001)
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square."""
        return QSize(self.px(self._design_px), self.px(self._design_px))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw ring and figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = self.px(9)
        ring = QRectF(self.rect()).adjusted(thick, thick, -thick, -thick)
        low = self._left_s <= _LITTLE_LEFT_S
        look = look_of(self)
        painter.setPen(QPen(look.colour("line"), thick))
        painter.drawEllipse(ring)
        share = min(1.0, max(0.0, self._left_s / self._total_s))
        pen = QPen(look.colour("warn_ink" if low else "accent"), thick)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if share > 0:
            painter.drawArc(ring, 90 * 16, round(share * 360 * 16))
        font = QFont(self.font())
        font.setPixelSize(self.px(self._design_px * 0.235))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(look.colour("warn_ink" if low else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()
