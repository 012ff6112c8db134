"""The player: film, timeline and words of an interview in step. A recording is opened when somebody plays it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.review.track import Media, Track
from app.review.values import AnswerLine, Reading
from app.ui.icons import Icons
from app.ui.recruiter.curve_choice import CurveChoice
from app.ui.recruiter.player_head import PlayerHead
from app.ui.recruiter.player_ports import AskRecording, Recording
from app.ui.recruiter.player_words import about, clock_text, short_id
from app.ui.recruiter.timeline import STEP_MS, Timeline
from app.ui.recruiter.transcript import Transcript
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import column

Place = tuple[str, int]
PLAY_KEY, SEARCH_KEY = "P", "Ctrl+F"


class Player(QWidget):
    """wanted: an AskRecording. The page hands over what came of it: show_recording, or not_opened."""

    wanted = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        from app.ui.recruiter.player_film import (
            Film,
        )  # a kiosk where nobody reviews never loads FFmpeg for it

        self.transcript, self.timeline = Transcript(), Timeline()
        self._head = head = PlayerHead(icons, self.transcript)
        self.view, self.answers, self.play_button = head.view, head.answers, head.play_button
        self.speed, self.search, self.clock = head.speed, head.search, head.clock
        self.film = Film(self)
        self.curves, self.told = CurveChoice(), head.told
        self._strings: Strings | None = None
        self._reading: Reading | None = None
        self._tracks: dict[Place, Track] = {}
        self._lines: dict[Place, AnswerLine] = {}
        self._at: Place | None = None
        self._asked: tuple[AskRecording, int] | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        whole = column(self, spacing=2)
        whole.addWidget(self._head)
        whole.addWidget(self.timeline)
        whole.addWidget(self.curves)
        whole.addWidget(self.transcript, 1)
        fix(self.transcript, min_height=88)

    def _connect(self) -> None:
        self.film.shown.connect(self._show_picture)
        self.film.moved.connect(self._moved)
        self.film.running.connect(self._running)
        self.film.broken.connect(self._broken)
        self.timeline.asked.connect(self._jump)
        self.play_button.clicked.connect(self.toggle)
        self.answers.activated.connect(self._chosen)
        self.speed.changed.connect(self.film.set_speed)
        self.transcript.clicked.connect(self._go_to_word)
        self.search.went.connect(self._go_to_word)
        self.curves.chosen.connect(self.timeline.show_curve)
        for each in (self.timeline, self.view, self.transcript):
            each.installEventFilter(self)
        QShortcut(QKeySequence(PLAY_KEY), self, self.toggle)
        QShortcut(QKeySequence(SEARCH_KEY), self, self.search.field.setFocus)

    @property
    def place(self) -> Place | None:
        """The answer that the player is at."""
        return self._at

    def show_reading(self, reading: Reading, strings: Strings) -> None:
        """Show an interview from its beginning; what was open is closed."""
        if self._reading is None or self._reading.interview_id != reading.interview_id:
            self.forget()
        at = self._at
        self._reading, self._strings = reading, strings
        self._tracks = {track.place: track for track in reading.tracks}
        self._lines = {(line.question_id, line.turn): line for line in reading.answers}
        self.transcript.show_reading(reading, strings)
        self.search.use(strings)
        self.answers.clear()
        for line in reading.answers:
            self.answers.addItem(f"{short_id(line.question_id)} · {line.title}")
        self._name()
        self._go(at if at in self._tracks else next(iter(self._tracks), None))

    def forget(self) -> None:
        """Silence; nothing of anybody stays, in sight or in memory."""
        self.film.close()
        self.transcript.forget()
        self.search.field.clear()
        self.answers.clear()
        self._reading = self._at = self._asked = None
        self._tracks, self._lines = {}, {}
        self.timeline.show_track(None, (), lambda key, **_gaps: key)
        self.told.clear()
        self.curves.offer([])

    def go_to(self, place: Place) -> None:
        """Another answer is looked at now."""
        self.transcript.go_to(place)
        if place != self._at and place in self._tracks:
            self._go(place)

    @Slot()
    def toggle(self) -> None:
        """Play or pause; the first time the recording is asked for."""
        if self.film.is_open:
            self.film.toggle()
        else:
            self._ask(0)

    def show_recording(self, recording: Recording) -> None:
        """Play what was asked for; one that nobody waits for any more is dropped."""
        if self._asked is None or recording.asked != self._asked[0]:
            return
        at_ms, self._asked = self._asked[1], None
        self.film.open(recording.content, at_ms)
        if not self.film.has_loudspeaker:
            self._say("no_loudspeaker")
        elif (track := self._track) is not None:
            self._say(about(track, is_blind=self._is_blind))

    @Slot()
    def not_opened(self) -> None:
        """What was asked for cannot be played; why stands above the page."""
        if self._asked is not None:
            self._broken()

    @Slot()
    def _broken(self) -> None:
        self._asked = None
        self.film.close()
        self._say("cannot")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Space, arrows and + − mean the same on film, timeline and words."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Space:
                    self.toggle()
                case Qt.Key.Key_Left | Qt.Key.Key_Right if (
                    not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
                ):
                    self._jump(self._now_ms + (STEP_MS if event.key() == Qt.Key.Key_Right else -STEP_MS))
                case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                    self.speed.faster(1)
                case Qt.Key.Key_Minus:
                    self.speed.faster(-1)
                case _:
                    return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    @property
    def _track(self) -> Track | None:
        return None if self._at is None else self._tracks.get(self._at)

    @property
    def _is_blind(self) -> bool:
        return self._reading is not None and self._reading.is_blind

    @property
    def _now_ms(self) -> int:
        return self.film.position_ms if self.film.is_open else self.timeline.value()

    def _go(self, place: Place | None) -> None:
        """Be at another answer: the recording of the one before leaves the memory."""
        if place != self._at:
            self.film.close()
            self._asked = None
        self._at, track = place, self._tracks.get(place) if place is not None else None
        line = self._lines.get(place) if place is not None else None
        can_play = track is not None and track.media is Media.HERE
        text = self._strings.text if self._strings is not None else lambda key, **_gaps: key
        self.answers.setCurrentIndex(
            -1 if line is None or self._reading is None else self._reading.answers.index(line)
        )
        self.timeline.show_track(track, () if line is None else line.spans, text)
        self.timeline.setVisible(can_play or bool(track and track.duration_s))
        for each in (self.play_button, self.speed, self.clock):
            each.setVisible(can_play)
        self.curves.offer(self.timeline.lanes)
        self._tell_time()
        self.transcript.follow(None)
        self._say("" if track is None else about(track, is_blind=self._is_blind))

    def _ask(self, at_ms: int) -> None:
        track = self._track
        if track is None or self._reading is None or track.media is not Media.HERE:
            return
        waits, asked = self._asked is not None, AskRecording(self._reading.interview_id, *track.place)
        self._asked = (asked, at_ms)
        if not waits:
            self._say("opening")
            self.wanted.emit(asked)

    @Slot(int)
    def _jump(self, at_ms: int) -> None:
        track = self._track
        if track is None:
            return
        at_ms = max(0, min(at_ms, round(1000 * track.duration_s)))
        self.timeline.show_moment(at_ms)
        if self.film.is_open:
            self.film.seek(at_ms)
            self._moved(at_ms)
        else:
            self._ask(at_ms)

    @Slot(str, int, int)
    def _go_to_word(self, question_id: str, turn: int, char: int) -> None:
        """Where a click on a word leads: the beginning of the stretch of speech it was said in."""
        place = (question_id, turn)
        if place not in self._tracks:
            return
        if place != self._at:
            self._go(place)
        self._jump(round(1000 * self._tracks[place].moment_of(char)))

    @Slot(int)
    def _moved(self, at_ms: int) -> None:
        track = self._track
        if track is None:
            return
        self.timeline.show_moment(at_ms)
        self._tell_time()
        self.transcript.follow(track.place, track.piece_at(at_ms / 1000))

    @Slot(QImage)
    def _show_picture(self, picture: QImage) -> None:
        self._head.show_picture(picture, is_open=self.film.is_open)

    @Slot(bool)
    def _running(self, runs: bool) -> None:
        self.play_button.use_icon("pause" if runs else "play")
        self._name()

    @Slot(int)
    def _chosen(self, index: int) -> None:
        if self._reading is not None:
            line = self._reading.answers[index]
            self.go_to((line.question_id, line.turn))

    def _tell_time(self) -> None:
        self.clock.setText(f"{clock_text(self.timeline.value())} / {clock_text(self.timeline.maximum())}")

    def _say(self, key: str) -> None:
        told = self._strings.text(f"review.player.{key}") if key and self._strings is not None else ""
        self.told.setText(told)
        self.told.setVisible(bool(told))

    def _name(self) -> None:
        """Words of everything that has a name only for who cannot see it."""
        if self._strings is None:
            return
        text = self._strings.text
        pressed = text("review.player.pause" if self.film.is_running else "review.player.play")
        self.play_button.setAccessibleName(pressed)
        self.play_button.setToolTip(f"{pressed} · {text('review.player.keys')}")
        self.speed.name(text)
        for widget, key in (
            (self.answers, "answers"),
            (self.timeline, "timeline"),
            (self.view, "picture"),
            (self.transcript, "transcript"),
        ):
            widget.setAccessibleName(text(f"review.player.{key}"))
        self.timeline.setToolTip(text("review.player.legend"))
        self.curves.name(text)
