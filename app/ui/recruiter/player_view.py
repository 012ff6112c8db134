"""Where the picture of a recording is shown."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.scale import Scalable
from app.ui.theme import look_of

_WIDTH_PX, _HEIGHT_PX = 208, 156


class FilmView(QWidget, Scalable):
    """The picture; a quiet field where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def has_picture(self) -> bool:
        """A picture is shown."""
        return not self._picture.isNull()

    @Slot(QImage)
    def show_picture(self, picture: QImage) -> None:
        """Show this one; a null one empties the field."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as the recording's shape asks for."""
        return QSize(self.px(_WIDTH_PX), self.px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's signature
        """The picture in its own shape, in the middle; a ring while the keyboard is here."""
        look, painter = look_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), look.colour("sunken"))
        if self.has_picture:
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._picture)
        if self.hasFocus():
            painter.setPen(look.colour("ink"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
