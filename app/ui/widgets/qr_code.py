"""A QR code on the screen, its modules whole pixels."""

from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.qr import qr_image
from app.ui.scale import Scalable

_SIDE_PX = 148


class QrCode(QWidget, Scalable):
    """Square; empty until it has a text."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_factor(1.0)

    @property
    def text(self) -> str:
        """What a camera reads."""
        return self._text

    def show_text(self, text: str, name: str) -> None:
        """Show `text`. name: what the code is, for those who hear the screen."""
        self.setAccessibleName(name)
        if text != self._text:
            self._text = text
            self._image = qr_image(text) if text else QImage()
            self.update()

    def set_factor(self, factor: float) -> None:
        """Draw at `factor`."""
        super().set_factor(factor)
        self.setFixedSize(self.px(_SIDE_PX), self.px(_SIDE_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the modules without smoothing."""
        if self._image.isNull():
            return
        whole = max(1, self.width() // self._image.width()) * self._image.width()
        at = (self.width() - whole) // 2
        painter = QPainter(self)
        painter.drawImage(at, at, self._image.scaled(whole, whole))
        painter.end()
