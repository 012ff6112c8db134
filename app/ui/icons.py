"""Our own icons (resources/icons/*.svg), in any colour and size."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from app.ui.scale import Scalable
from app.ui.theme import Look, look_of


class Icons:
    """Draws the drawings of a folder. `currentColor` in a drawing becomes the wanted colour."""

    def __init__(self, resources: Path) -> None:
        self._drawings: Mapping[str, str] = {
            path.stem: path.read_text("utf-8") for path in sorted((resources / "icons").glob("*.svg"))
        }
        self._made: dict[tuple[object, ...], QIcon] = {}

    def renderer(self, name: str, colour: str = "ink", look: Look | None = None) -> QSvgRenderer:
        """A renderer of drawing `name` in the `colour` of the look's theme. Raises KeyError if there is none."""
        wanted = (look or Look()).colour(colour).name()
        drawing = self._drawings[name].replace("currentColor", wanted)
        return QSvgRenderer(QByteArray(drawing.encode()))

    def icon(
        self,
        button: QWidget,
        name: str,
        colour: str,
        size_px: int,
        gap_px: int = 0,
        *,
        gap_first: bool = False,
    ) -> QIcon:
        """Drawing `name` as the icon of `button`, paler while it is off; gap_px: room to the words.

        Many buttons have the same one: each is drawn once.
        """
        look, ratio = look_of(button), button.devicePixelRatio()
        wanted = (name, colour, size_px, gap_px, gap_first, look.theme, ratio)
        if wanted not in self._made:
            icon = QIcon()
            room = QRectF(gap_px if gap_first else 0, 0, size_px, size_px)
            for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "off_ink")):
                drawing = self.renderer(name, shade, look)
                icon.addPixmap(pixmap_of(drawing, room, QSize(size_px + gap_px, size_px), ratio), mode)
            self._made[wanted] = icon
        return self._made[wanted]


def pixmap_of(drawing: QSvgRenderer, room: QRectF, size: QSize, ratio: float) -> QPixmap:
    """`drawing` in its room, with `ratio` dots of the screen for one pixel: sharp at scale 2, too."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, room)
    painter.end()
    return pixmap


class Picture(QWidget, Scalable):
    """A drawing on a page; decoration only, so it has no accessible name of its own."""

    def __init__(self, icons: Icons, name: str, colour: str = "accent", size_px: int = 28) -> None:
        super().__init__()
        self._icons = icons
        self._design_px = size_px
        self._shown = (name, colour)
        self._drawn: tuple[str, str, Look] | None = None
        self.setProperty("design_size", [size_px] * 4)
        self.setFixedSize(size_px, size_px)

    def show_drawing(self, name: str, colour: str = "accent") -> None:
        """Show another drawing."""
        if (name, colour) != self._shown:
            self._shown = (name, colour)
            self.update()

    def paintEvent(self, _event: object) -> None:  # noqa: N802
        """Draw it."""
        wanted = (*self._shown, look_of(self))
        if wanted != self._drawn:
            self._drawn = wanted
            self._renderer = self._icons.renderer(*wanted)
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(self.rect()))
        painter.end()
