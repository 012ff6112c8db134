"""Above the timeline: which answer, over the whole width; below it what is pressed, beside the picture of a film."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.recruiter.player_search import SearchField
from app.ui.recruiter.player_view import FilmView
from app.ui.recruiter.speed_box import SpeedBox
from app.ui.recruiter.transcript import Transcript
from app.ui.widgets.basics import Button, column, label, row
from app.ui.widgets.short_box import ShortBox


class PlayerHead(QWidget):
    """Without a picture it is two lines high: the room is for the words below. told: what there is to know."""

    def __init__(self, icons: Icons, transcript: Transcript) -> None:
        super().__init__()
        self.view, self.answers, self.speed = FilmView(), ShortBox(), SpeedBox()
        self.play_button = Button(icons, "play", look="key")
        self.search = SearchField(transcript)
        self.clock, self.told = label("tiny", wrap=False), label("tiny")
        self._below = row(spacing=8)
        self._lay_out()
        self.show_picture(QImage(), is_open=False)

    def _lay_out(self) -> None:
        press, pace, side = row(spacing=8), row(spacing=8), column(spacing=4)
        press.addWidget(self.play_button)
        press.addWidget(self.answers, 1)
        pace.addWidget(self.speed)
        pace.addWidget(self.clock, 1)
        self._below.addLayout(pace)
        self._below.addWidget(self.search, 1)
        side.addLayout(self._below)
        side.addWidget(self.told)
        side.addStretch(1)
        whole, beside = column(self, spacing=4), row(spacing=12)
        whole.addLayout(press)
        whole.addLayout(beside)
        beside.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(side, 1)

    def show_picture(self, picture: QImage, *, is_open: bool) -> None:
        """There is a place for it from the first picture until the film is closed."""
        self.view.show_picture(picture)
        is_shown = is_open and not (picture.isNull() and self.view.isHidden())
        self.view.setVisible(is_shown)
        way = QBoxLayout.Direction
        self._below.setDirection(way.TopToBottom if is_shown else way.LeftToRight)
