"""How the timeline's lanes are painted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.review.track import Curve, Lane, Piece, Point
from app.ui.scale import Scalable
from app.ui.theme import look_of

JOINED_S = 0.5  # windows that are no farther apart are one line
_HEADROOM = 1.15


@dataclass(frozen=True, slots=True)
class Band:
    """Where a lane lies in its widget, and how long the answer is."""

    widget: QWidget
    room: QRectF
    duration_s: float

    def x(self, moment_s: float) -> float:
        """Where a moment lies."""
        return self.room.left() + min(1.0, max(0.0, moment_s / self.duration_s)) * self.room.width()

    def px(self, design_px: float) -> int:
        """Pixels of the screen."""
        assert isinstance(self.widget, Scalable)
        return self.widget.px(design_px)

    def colour(self, name: str) -> QColor:
        """A colour of the window's theme."""
        return look_of(self.widget).colour(name)


def draw_band(painter: QPainter, band: Band, title: str) -> None:
    """An empty lane with its name on the left."""
    painter.setPen(QPen(band.colour("line"), 1))
    painter.setBrush(band.colour("surface"))
    painter.drawRect(band.room)
    painter.setPen(band.colour("ink_soft"))
    font = painter.font()
    font.setPixelSize(band.px(look_of(band.widget).type_px("small") - 2))
    painter.setFont(font)
    name = QRectF(0, band.room.top(), band.room.left() - band.px(6), band.room.height())
    painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, title)


def draw_speech(
    painter: QPainter, band: Band, pieces: Iterable[Piece], marks: Iterable[tuple[float, float, float]]
) -> None:
    """Stretches of speech as bars; quoted ones filled, with a sign for and another against, not by colour alone."""
    room, inset = band.room, band.px(8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(band.colour("edge_soft"))
    for piece in pieces:
        left, right = band.x(piece.start_s), band.x(piece.end_s)
        painter.drawRect(
            QRectF(left, room.top() + inset, max(2.0, right - left - 1), room.height() - 2 * inset)
        )
    for start_s, end_s, points in sorted(marks, key=lambda mark: -mark[2]):
        left, width = band.x(start_s), max(4.0, band.x(end_s) - band.x(start_s) - 1)
        half = room.height() / 2 - 2
        painter.setBrush(band.colour("accent" if points > 0 else "record"))
        top = room.top() + 2 if points > 0 else room.top() + 2 + half  # for above, against below the middle
        painter.drawRect(QRectF(left, top, width, half - 1))


def draw_lane(painter: QPainter, band: Band, lane: Lane, curve: Curve | None, missing: str) -> None:
    """The own usual range as a band, the curve over it, and hatching wherever nothing was measured."""
    room = band.room
    if curve is None:
        _hatch(painter, band, 0.0, band.duration_s)
        painter.setPen(band.colour("ink"))
        words = painter.fontMetrics().elidedText(
            missing, Qt.TextElideMode.ElideRight, int(room.width()) - band.px(12)
        )
        wide = painter.fontMetrics().horizontalAdvance(words) + band.px(12)
        box = QRectF(room.left() + band.px(4), room.center().y() - band.px(11), wide, band.px(22))
        painter.fillRect(box, band.colour("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        return
    compared = all(point.z is not None for point in curve.points)
    heights = [_height(point, compared=compared) for point in curve.points]
    low, high = _range(heights, lane.band_z if compared else 0.0)

    def y(value: float) -> float:
        return room.bottom() - 3 - (value - low) / (high - low) * (room.height() - 6)

    if compared:
        painter.fillRect(
            QRectF(QPointF(room.left(), y(lane.band_z)), QPointF(room.right(), y(-lane.band_z))),
            band.colour("accent_soft"),
        )
    for start_s, end_s in gaps(curve.points, band.duration_s):
        _hatch(painter, band, start_s, end_s)
    _line(painter, band, [(point, y(height)) for point, height in zip(curve.points, heights, strict=True)])


def gaps(points: Sequence[Point], duration_s: float) -> list[tuple[float, float]]:
    """Stretches of the answer, longer than JOINED_S, in which the measure was not taken."""
    found, at_s = [], 0.0
    for point in points:
        if point.start_s - at_s > JOINED_S:
            found.append((at_s, point.start_s))
        at_s = max(at_s, point.end_s)
    if duration_s - at_s > JOINED_S:
        found.append((at_s, duration_s))
    return found


def draw_moment(painter: QPainter, band: Band, moment_s: float, height: int, *, focus: bool) -> None:
    """A line through all lanes; thicker while the keyboard is here."""
    painter.setPen(QPen(band.colour("ink"), band.px(4 if focus else 2)))
    x = band.x(moment_s)
    painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(band.colour("ink"))
    half = band.px(6)
    painter.drawPolygon(QPolygonF([QPointF(x - half, 0), QPointF(x + half, 0), QPointF(x, half * 1.4)]))


def _height(point: Point, *, compared: bool) -> float:
    return point.z if compared and point.z is not None else point.value


def _range(heights: Sequence[float], band: float) -> tuple[float, float]:
    if band:
        most = max(*(abs(each) for each in heights), 1.5 * band) * _HEADROOM
        return -most, most
    low, high = min(heights), max(heights)
    room = (high - low) * (_HEADROOM - 1) or max(abs(high), 1.0) * 0.1
    return low - room, high + room


def _line(painter: QPainter, band: Band, points: Sequence[tuple[Point, float]]) -> None:
    """Each window is a step at its value; steps that follow each other are joined. A single one is no curve: a dot."""
    if len(points) == 1:
        _dot(painter, band, *points[0])
        return
    painter.setPen(QPen(band.colour("accent"), band.px(2.5)))
    before: tuple[Point, float] | None = None
    for point, y in points:
        if before is not None and point.start_s - before[0].end_s <= JOINED_S:
            painter.drawLine(QPointF(band.x(before[0].end_s), before[1]), QPointF(band.x(point.start_s), y))
        painter.drawLine(QPointF(band.x(point.start_s), y), QPointF(band.x(point.end_s), y))
        before = (point, y)


def _dot(painter: QPainter, band: Band, point: Point, y: float) -> None:
    """One value for the whole window: a dot in its middle, and thinly from where to where it was taken."""
    left, right, end = band.x(point.start_s), band.x(point.end_s), band.px(4)
    painter.setPen(QPen(band.colour("edge_soft"), band.px(1)))
    for one, other in (
        (QPointF(left, y), QPointF(right, y)),
        (QPointF(left, y - end), QPointF(left, y + end)),
        (QPointF(right, y - end), QPointF(right, y + end)),
    ):
        painter.drawLine(one, other)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(band.colour("accent"))
    painter.drawEllipse(QPointF((left + right) / 2, y), band.px(4.5), band.px(4.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _hatch(painter: QPainter, band: Band, start_s: float, end_s: float) -> None:
    left, right = band.x(start_s), band.x(end_s)
    room = QRectF(left, band.room.top() + 1, right - left, band.room.height() - 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(room, band.colour("sunken"))
    painter.setBrush(Qt.BrushStyle.BDiagPattern)
    brush = painter.brush()
    brush.setColor(band.colour("edge_soft"))
    painter.setBrush(brush)
    painter.drawRect(room)
    painter.setBrush(Qt.BrushStyle.NoBrush)
