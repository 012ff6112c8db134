"""The candidate's own picture, mirrored like in a mirror, in a rounded frame."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import Icons
from app.ui.scale import Scalable
from app.ui.theme import look_of

_FLATTER = 1.5  # large type needs the room: the picture is cut a little lower
_FLATTER_UPRIGHT = 1.3  # there a picture may be as wide as the page


class CameraView(QWidget, Scalable):
    """Shows preview pictures. framing: draws where head and shoulders should be.

    aspect: width over height; what hangs over is cut.
    """

    def __init__(self, icons: Icons, *, framing: bool = False, aspect: float = 4 / 3) -> None:
        super().__init__()
        self._icons = icons
        self._framing = framing
        self._aspect = aspect
        self._image: QImage | None = None
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def has_picture(self) -> bool:
        """True while a picture is shown."""
        return self._image is not None

    def show_picture(self, image: QImage | None) -> None:
        """Show `image`, or the words when there is none."""
        self._image = image
        self.update()

    def say(self, words: str) -> None:
        """What stands there while there is no picture."""
        if words != self._words:
            self._words = words
            self.setAccessibleDescription(words)
            self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The picture keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height that keeps the shape."""
        flat = _FLATTER if look_of(self).large_type else 1.0
        if self.property("stands"):
            flat = max(flat, _FLATTER_UPRIGHT)
        return round(width / (self._aspect * flat))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Small, beside a question."""
        return QSize(self.px(300), self.px(225))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw picture, outline or words."""
        look = look_of(self)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(frame, self.px(18), self.px(18))
        if self._image is None:
            painter.fillPath(path, look.colour("sunken"))
            self._draw_words(painter)
        else:
            painter.save()
            painter.setClipPath(path)
            self._draw_image(painter, self._image)
            painter.restore()
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawPath(path)
        if self._framing and self._image is not None:
            self._draw_outline(painter)
        painter.end()

    def _draw_image(self, painter: QPainter, image: QImage) -> None:
        """Fill the frame, cut what hangs over, mirrored."""
        scale = max(self.width() / image.width(), self.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        painter.translate(self.width(), 0)
        painter.scale(-1, 1)
        painter.drawImage(
            QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height), image
        )

    def _draw_outline(self, painter: QPainter) -> None:
        """Head and shoulders as a dashed line; dark under light, to be seen on any picture."""
        wide, high = self.width(), self.height()
        outline = QPainterPath()
        outline.addEllipse(QPointF(wide / 2, high * 0.40), high * 0.19, high * 0.25)
        outline.moveTo(wide / 2 - high * 0.45, high * 0.98)
        outline.cubicTo(
            wide / 2 - high * 0.42, high * 0.68, wide / 2 - high * 0.2, high * 0.72, wide / 2, high * 0.72
        )
        outline.cubicTo(
            wide / 2 + high * 0.2,
            high * 0.72,
            wide / 2 + high * 0.42,
            high * 0.68,
            wide / 2 + high * 0.45,
            high * 0.98,
        )
        for colour, thick in ((QColor(0, 0, 0, 110), 5), (QColor(255, 255, 255, 235), 2.5)):
            pen = QPen(colour, self.px(thick))
            pen.setDashPattern([3, 3] if thick < 5 else [1.5, 1.5])
            painter.setPen(pen)
            painter.drawPath(outline)

    def _draw_words(self, painter: QPainter) -> None:
        look = look_of(self)
        icon = self.px(44)
        middle = self.height() / 2
        self._icons.renderer("camera-off", "off_ink", look).render(
            painter, QRectF((self.width() - icon) / 2, middle - icon * 1.15, icon, icon)
        )
        font = QFont(self.font())
        font.setPixelSize(self.px(look.type_px("small")))
        painter.setFont(font)
        painter.setPen(look.colour("ink_soft"))
        room = QRectF(self.px(18), middle + self.px(4), self.width() - self.px(36), middle - self.px(10))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._words)
