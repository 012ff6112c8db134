"""Our own icons (resources/icons/*.svg), in any colour and size."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from app.ui.scale import Scalable
from app.ui.theme import COLOURS


class Icons:
    """Draws the drawings of a folder. `currentColor` in a drawing becomes the wanted colour."""

    def __init__(self, resources: Path) -> None:
        self._drawings: Mapping[str, str] = {
            path.stem: path.read_text("utf-8") for path in sorted((resources / "icons").glob("*.svg"))
        }

    def renderer(self, name: str, colour: str = "ink") -> QSvgRenderer:
        """A renderer of drawing `name` in the theme's `colour`. Raises KeyError if there is none."""
        drawing = self._drawings[name].replace("currentColor", COLOURS[colour])
        return QSvgRenderer(QByteArray(drawing.encode()))

    def icon(
        self, name: str, colour: str, size_px: int, gap_px: int = 0, *, gap_first: bool = False
    ) -> QIcon:
        """Drawing `name` as a button's icon, paler while the button is off; gap_px: room to the words."""
        icon = QIcon()
        for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "off_ink")):
            icon.addPixmap(self._pixmap(name, shade, size_px, gap_px, gap_first), mode)
        return icon

    def _pixmap(self, name: str, colour: str, size_px: int, gap_px: int, gap_first: bool) -> QPixmap:
        pixmap = QPixmap(size_px + gap_px, size_px)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        left = gap_px if gap_first else 0
        self.renderer(name, colour).render(painter, QRectF(left, 0, size_px, size_px))
        painter.end()
        return pixmap


class Picture(QWidget, Scalable):
    """A drawing on a page; decoration only, so it has no accessible name of its own."""

    def __init__(self, icons: Icons, name: str, colour: str = "accent", size_px: int = 28) -> None:
        super().__init__()
        self._icons = icons
        self._design_px = size_px
        self._shown = ("", "")
        self.show_drawing(name, colour)
        self.setProperty("design_size", [size_px] * 4)
        self.setFixedSize(size_px, size_px)

    def show_drawing(self, name: str, colour: str = "accent") -> None:
        """Show another drawing."""
        if (name, colour) != self._shown:
            self._shown = (name, colour)
            self._renderer = self._icons.renderer(name, colour)
            self.update()

    def paintEvent(self, _event: object) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(self.rect()))
        painter.end()
