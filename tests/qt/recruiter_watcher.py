"""Somebody who plays the answers of stored interviews."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.ui.recruiter.player import Player
from tests.qt.recruiter_console import Recruiter
from tests.unit.review.recorded import brightness

SCENE = ("JD-Q10", 1)


class Watcher(Recruiter):
    """Somebody who plays answers."""

    @property
    def player(self) -> Player:
        return self.pages.interview.player

    def at(self, interview_id: str, place: tuple[str, int] = SCENE) -> Player:
        """Open an interview at an answer."""
        self.list_all()
        rows = self.pages.queue.model
        ids = [rows.row_at(number).interview_id for number in range(rows.rowCount())]
        self.pages.queue.chosen.emit(rows.row_at(ids.index(interview_id)))
        self.qtbot.waitUntil(lambda: self.pages.interview.interview_id == interview_id)
        self.player.go_to(place)
        return self.player

    def play(self) -> Player:
        """Press the button, and wait until it plays."""
        QTest.mouseClick(self.player.play_button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: self.player.film.is_running)
        return self.player

    def sees_second(self, second: int) -> bool:
        """The picture is the one of this second of the film."""
        picture = self.player.view._picture
        return not picture.isNull() and abs(picture.pixelColor(80, 60).lightness() - brightness(second)) <= 4

    def played(self) -> list[dict[str, object]]:
        return self.journal.told("recording_played")


def click_on(player: Player, char: int) -> None:
    """Click on a character of the answer's words."""
    transcript = player.transcript
    cursor = transcript._cursor(SCENE, char, char)
    transcript._bring(cursor)
    where = transcript.cursorRect(cursor).center() + QPoint(4, 0)
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=where)
