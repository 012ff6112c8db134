"""How far the interview is: one short bar for each question."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.scale import Scalable
from app.ui.theme import look_of


class StepProgress(QWidget, Scalable):
    """Bars before the current one are done, the current one is lighter."""

    def __init__(self) -> None:
        super().__init__()
        self._number, self._total = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, number: int, total: int, name: str) -> None:
        """Question `number` of `total`; name: the same in words."""
        self._number, self._total = number, max(total, 1)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A thin line."""
        return QSize(self.px(240), self.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        look = look_of(self)
        gap = self.px(6)
        wide = (self.width() - gap * (self._total - 1)) / self._total
        for index in range(self._total):
            done, current = index < self._number - 1, index == self._number - 1
            painter.setBrush(look.colour("accent" if done else "accent_line" if current else "line"))
            bar = QRectF(index * (wide + gap), 0, wide, self.height())
            painter.drawRoundedRect(bar, self.height() / 2, self.height() / 2)
            if current:
                painter.setBrush(look.colour("accent"))
                bar.setWidth(wide / 2)
                painter.drawRoundedRect(bar, self.height() / 2, self.height() / 2)
        painter.end()
