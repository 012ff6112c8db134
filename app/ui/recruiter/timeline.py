"""The timeline of an answer: stretches of speech, quoted ones, voice and face against the own warm-up, the moment."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from app.review.track import Curve, Lane, Track
from app.review.values import Span
from app.ui.recruiter.timeline_paint import Band, draw_band, draw_lane, draw_moment, draw_speech
from app.ui.scale import Scalable
from app.ui.theme import look_of

STEP_MS, PAGE_MS = 5_000, 15_000
_GUTTER_PX, _LARGE_GUTTER_PX = 62, 78
_SPEECH_PX, _LANE_PX, _EMPTY_LANE_PX, _GAP_PX = 24, 36, 24, 4


class Timeline(QSlider, Scalable):
    """A slider that shows what it slides over. asked: somebody wants to go to this moment, in milliseconds."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._track: Track | None = None
        self._spans: tuple[Span, ...] = ()
        self._curves: dict[str, int] = {}
        self._text: Callable[..., str] = lambda key, **_gaps: key
        self.setSingleStep(STEP_MS)
        self.setPageStep(PAGE_MS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._wanted)

    def show_track(self, track: Track | None, spans: tuple[Span, ...], text: Callable[..., str]) -> None:
        """Show another answer, from its beginning."""
        self._track, self._spans, self._text, self._curves = track, spans, text, {}
        self._quietly(0, round(1000 * track.duration_s) if track is not None else 0)
        self.setAccessibleDescription(self.words)
        self.updateGeometry()
        self.update()

    def show_curve(self, lane: str, index: int) -> None:
        """Show another measure in the lane `voice` or `face`."""
        self._curves[lane] = index
        self.setAccessibleDescription(self.words)
        self.update()

    def show_moment(self, at_ms: int) -> None:
        """The recording is here now."""
        self._quietly(at_ms, self.maximum())

    @property
    def lanes(self) -> list[tuple[str, Lane]]:
        """What is shown below the speech; nothing of it while the interview is blind."""
        track = self._track
        pairs = [] if track is None else [("voice", track.voice), ("face", track.face)]
        return [(name, lane) for name, lane in pairs if lane is not None]

    def curve(self, name: str, lane: Lane) -> Curve | None:
        """The measure that is shown in a lane."""
        return lane.curves[min(self._curves.get(name, 0), len(lane.curves) - 1)] if lane.curves else None

    @property
    def marks(self) -> list[tuple[float, float, float]]:
        """(start_s, end_s, points) of the stretches of speech in which something is quoted."""
        track = self._track
        if track is None:
            return []
        return [
            (piece.start_s, piece.end_s, span.points)
            for span in self._spans
            if span.points
            for piece in track.pieces
            if piece.start < span.end and span.start < piece.end
        ]

    @property
    def words(self) -> str:
        """What the picture says, for who cannot see it."""
        told = [self._text("review.player.marks", count=len(self.marks))] if self.lanes else []
        for name, lane in self.lanes:
            curve = self.curve(name, lane)
            title = self._text(f"review.player.lane_{name}")
            said = self._missing(lane) if curve is None else curve.name
            told.append(self._text("review.player.curve_of", lane=title, measure=said))
            if curve is not None and lane.note and any(point.z is None for point in curve.points):
                told.append(self._text("review.player.no_band", reason=lane.note))
        return "; ".join(told)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its lanes."""
        lanes = sum(_height(lane) + _GAP_PX for _, lane in self.lanes)
        return QSize(self.px(240), self.px(2 * _GAP_PX + _SPEECH_PX + lanes) + self.px(2))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never lower."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's signature
        """Speech and quotes, then each lane, then where it is now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._track is not None:
            top = float(self.px(_GAP_PX))
            speech = self._band(top, _SPEECH_PX)
            draw_band(painter, speech, self._text("review.player.lane_speech"))
            draw_speech(painter, speech, self._track.pieces, self.marks)
            top += self.px(_SPEECH_PX + _GAP_PX)
            for name, lane in self.lanes:
                band = self._band(top, _height(lane))
                draw_band(painter, band, self._text(f"review.player.lane_{name}"))
                draw_lane(painter, band, lane, self.curve(name, lane), self._missing(lane))
                top += self.px(_height(lane) + _GAP_PX)
            draw_moment(painter, self._band(0, 0), self.value() / 1000, self.height(), focus=self.hasFocus())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to where it was clicked."""
        self.setValue(self._moment_ms(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the pointer while it is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setValue(self._moment_ms(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Nothing is left to do."""

    def _missing(self, lane: Lane) -> str:
        return self._text("review.player.not_measured", reason=lane.why_not)

    def _band(self, top: float, height_px: float) -> Band:
        gutter = self.px(_LARGE_GUTTER_PX if look_of(self).large_type else _GUTTER_PX)
        room = QRectF(gutter, top, max(1, self.width() - gutter - self.px(6)), self.px(height_px))
        return Band(self, room, max(0.001, self.maximum() / 1000))

    def _moment_ms(self, where: QPointF) -> int:
        room = self._band(0, 0).room
        share = min(1.0, max(0.0, (where.x() - room.left()) / room.width()))
        return round(share * self.maximum())

    def _quietly(self, value: int, maximum: int) -> None:
        self.blockSignals(True)
        self.setMaximum(maximum)
        self.setValue(value)
        self.blockSignals(False)
        self.update()

    @Slot(int)
    def _wanted(self, value: int) -> None:
        self.asked.emit(value)


def _height(lane: Lane) -> int:
    """What only says why there is nothing needs a line."""
    return _LANE_PX if lane.curves else _EMPTY_LANE_PX
