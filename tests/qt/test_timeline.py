"""What the timeline's lanes look like, where a test can count it."""

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.review.track import Curve, Lane, Media, Point, Track
from app.ui.recruiter.timeline import Timeline
from app.ui.theme import look_of

LENGTH_S, WIDTH_PX = 20.0, 500


def accented(qtbot: QtBot, points: tuple[Point, ...]) -> list[float]:
    """The moments at which a voice lane with this curve shows the colour of its line."""
    made = Timeline()
    qtbot.addWidget(made)
    lane = Lane((Curve("Loudness", "dB", points),))
    track = Track("q", 1, Media.HERE, True, False, LENGTH_S, is_role_play=False, voice=lane)
    made.show_track(track, (), lambda key, **_gaps: key)
    made.resize(WIDTH_PX, made.sizeHint().height())
    drawn: QImage = made.grab().toImage()
    room, accent = made._band(0, 0).room, look_of(made).colour("accent").rgb()
    at = [x for x in range(drawn.width()) if any(drawn.pixel(x, y) == accent for y in range(drawn.height()))]
    return [(x - room.left()) / room.width() * LENGTH_S for x in at]


def test_several_windows_are_a_line_as_long_as_they_are(qtbot: QtBot) -> None:
    points = tuple(Point(at * 5.0, at * 5.0 + 5.0, -20.0 - at, None) for at in range(2))
    found = accented(qtbot, points)
    assert min(found) < 1.0
    assert 9.0 < max(found) < 11.0


def test_a_single_window_is_a_dot_in_its_middle(qtbot: QtBot) -> None:
    """A line over its whole length would say that nothing ever changed; nothing is known of that."""
    found = accented(qtbot, (Point(2.0, 18.0, -20.0, None),))
    assert found
    assert 9.0 < min(found) < max(found) < 11.0
