"""Beside a question: the candidate's picture, what is going on, how much time is left, the loudness."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.ui.icons import Icons, Picture
from app.ui.scale import fix, keep_place_upright
from app.ui.strings import Strings
from app.ui.views import QuestionPhase, QuestionView
from app.ui.widgets.basics import Button, box, column, column_or_row, label, row, set_look
from app.ui.widgets.camera_view import CameraView
from app.ui.widgets.countdown import Countdown
from app.ui.widgets.level_meter import LevelMeter


class QuestionSide(QWidget):
    """Some find time and picture stressful: both can be hidden, for the whole interview."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._view: QuestionView | None = None
        self._strings: Strings | None = None
        self._hides_time = False
        self._hides_picture = False
        self.camera = CameraView(icons, aspect=2.0)
        self.countdown = Countdown(112)
        self.meter = LevelMeter()
        for part in (self.countdown, self.meter):
            keep_place_upright(part)
        self._dot = Picture(icons, "microphone", "record", size_px=24)
        self._state = label("strong", wrap=False)
        self._time_name = label("small")
        self.time_button = Button(icons, "clock", look="quiet")
        self.picture_button = Button(icons, "eye-off", look="quiet")
        self.time_button.clicked.connect(self._toggle_time)
        self.picture_button.clicked.connect(self._toggle_picture)
        self._lay_out()

    def _lay_out(self) -> None:
        card = box()
        inside = column(card, margins=(20, 16, 20, 16), spacing=12)
        state = row(spacing=8)
        state.addWidget(self._dot)
        fix(self._state, min_height=32, grows=True)
        state.addWidget(self._state)
        # In the line of its words: nothing moves under a finger when the recording begins.
        state.addWidget(self.meter, 1)
        inside.addLayout(state)
        time = row(spacing=16)
        time.addWidget(self.countdown)
        time.addWidget(self._time_name, 1)
        inside.addLayout(time)
        hiding = row()
        hiding.addWidget(self.time_button)
        hiding.addWidget(self.picture_button)
        hiding.addStretch(1)
        words = column(spacing=14)
        words.addWidget(card)
        words.addLayout(hiding)
        words.addStretch(1)
        layout = column_or_row(self, spacing=14)
        layout.addWidget(self.camera, 1)
        layout.addLayout(words, 1)

    def show_view(self, view: QuestionView, strings: Strings) -> None:
        """Show `view`."""
        self._view, self._strings = view, strings
        self.countdown.show_time(view.left_s, view.total_s)
        timeless = {QuestionPhase.STOPPING, QuestionPhase.GETTING_READY}
        shows_time = not self._hides_time and view.phase not in timeless
        self.countdown.setVisible(shows_time)
        self.countdown.setAccessibleName(strings.text(_time_key(view)))
        self._time_name.setText(strings.text(_time_key(view)))
        self._time_name.setVisible(shows_time)
        self._show_state(view, strings)
        self._show_picture_words(view, strings)
        self.time_button.say(strings.text("question.show_time" if self._hides_time else "question.hide_time"))
        key = "question.show_picture" if self._hides_picture else "question.hide_picture"
        self.picture_button.say(strings.text(key))
        self.picture_button.use_icon("eye" if self._hides_picture else "eye-off")
        self.picture_button.setVisible(view.camera_ok)

    @property
    def state(self) -> str:
        """What is going on, in words."""
        return self._state.text()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self.camera.show_picture(None)
        self.meter.clear()
        self._hides_time = self._hides_picture = False

    def show_picture(self, image: QImage) -> None:
        """Show a preview picture, unless it is hidden."""
        if self._view is not None and self._view.camera_ok and not self._hides_picture:
            self.camera.show_picture(image)

    def _show_state(self, view: QuestionView, strings: Strings) -> None:
        records = _records(view)
        keys = {
            QuestionPhase.PREPARING: "question.preparing",
            QuestionPhase.GETTING_READY: "question.getting_ready",
            QuestionPhase.RECORDING: "question.recording",
            QuestionPhase.TYPING: "question.recording" if records else "question.typing",
            QuestionPhase.STOPPING: "question.stopped",
        }
        self._state.setText(strings.text(keys[view.phase]))
        set_look(self._state, "record" if records else "strong")
        self._dot.setVisible(records)
        self.meter.setVisible(records)
        self.meter.setAccessibleName(strings.text("question.level"))

    def _show_picture_words(self, view: QuestionView, strings: Strings) -> None:
        if not view.camera_ok or self._hides_picture:
            self.camera.show_picture(None)
        hidden = view.camera_ok and self._hides_picture
        self.camera.say(strings.text("question.picture_hidden" if hidden else "question.no_camera"))
        self.camera.setAccessibleName(strings.text("question.picture"))

    @Slot()
    def _toggle_time(self) -> None:
        self._hides_time = not self._hides_time
        self._redraw()

    @Slot()
    def _toggle_picture(self) -> None:
        self._hides_picture = not self._hides_picture
        self._redraw()

    def _redraw(self) -> None:
        if self._view is not None and self._strings is not None:
            self.show_view(self._view, self._strings)


def _records(view: QuestionView) -> bool:
    if view.paused:
        return False
    return view.phase is QuestionPhase.RECORDING or (
        view.phase is QuestionPhase.TYPING and view.sound_recorded
    )


def _time_key(view: QuestionView) -> str:
    if view.phase is QuestionPhase.PREPARING:
        return "question.preparing_more"
    return "question.typing_left" if view.phase is QuestionPhase.TYPING else "question.recording_left"
