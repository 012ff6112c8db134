"""A question to try everything out: answer, hear it back, and it is gone."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.domain.language import Words
from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.icons import Icons, Picture
from app.ui.narrator import Narration
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.views import PracticePhase, PracticeView
from app.ui.widgets.answer_box import AnswerBox
from app.ui.widgets.basics import Button, box, column, label, row
from app.ui.widgets.captions import Captions
from app.ui.widgets.countdown import Countdown
from app.ui.widgets.level_meter import LevelMeter
from app.ui.widgets.swap import Swap
from app.ui.widgets.voice_bar import VoiceBar

_MORE = {
    PracticePhase.READY: "practice.more",
    PracticePhase.RECORDING: "practice.recording",
    PracticePhase.TYPING: "practice.typing",
    PracticePhase.READING: "practice.reading",
    PracticePhase.DONE: "practice.done",
}


class PracticePage(Page):
    """Emits StartPractice, StopPractice, SubmitPractice, PracticeAgain, PracticeDone, PlaySound, Hear, Hush."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: PracticeView | None = None
        self._narration = Narration()
        self._title = label("title")
        self._more = label("lead")
        self._overline = label("overline")
        self._prompt = label("prompt")
        self.voice = VoiceBar(icons)
        self.captions = Captions()
        self.meter = LevelMeter()
        self.countdown = Countdown(96)
        self.answer = AnswerBox()
        self._result_title = label("strong")
        self._result = label("lead")
        self.play_button = Button(icons, "play")
        self.skip_button = Button(icons, "skip", look="quiet")
        self.again_button = Button(icons, "again")
        self.type_button = Button(icons, "keyboard")
        self.main_button = Button(icons, look="primary")
        self._body = Swap()
        self._lay_out()
        self._bind_words()
        self._connect()

    @property
    def question_text(self) -> str:
        """What is asked, while it is not answered."""
        is_ready = self._view is not None and self._view.phase is PracticePhase.READY
        return self._prompt.text() if is_ready else ""

    def _bind_words(self) -> None:
        self.bind(self._title.setText, "practice.title")
        self.bind(self._overline.setText, "practice.overline")
        self.bind(self._prompt.setText, "practice.prompt")
        self.bind(self.skip_button.say, "practice.skip")
        self.bind(self.again_button.say, "practice.again")
        self.bind(self.type_button.say, "practice.type")
        self.bind(self.meter.setAccessibleName, "question.level")

    def _connect(self) -> None:
        self.voice.intent.connect(self.intent)
        self.answer.changed.connect(self.draw)
        self.play_button.clicked.connect(self._play)
        self.skip_button.clicked.connect(self._leave)
        self.again_button.clicked.connect(self._again)
        self.type_button.clicked.connect(self._type)
        self.main_button.clicked.connect(self._main)

    def _lay_out(self) -> None:
        for part in (self._live(), self.answer, self._result_card()):
            self._body.add(part)
        fix(self._body, max_height=280, grows=True)
        card = box()
        inside = column(card, margins=(28, 20, 28, 24), spacing=10)
        top = row()
        top.addWidget(self._overline, 1)
        top.addWidget(self.voice)
        inside.addLayout(top)
        inside.addWidget(self._prompt)
        footer = row(spacing=12)
        footer.addWidget(self.skip_button)
        footer.addStretch(1)
        for button in (self.again_button, self.type_button, self.main_button):
            footer.addWidget(button)
        fix(self.main_button, min_width=220)
        middle = QWidget()
        fix(middle, max_width=1000)
        layout = column(middle, spacing=14)
        layout.addStretch(1)
        for part in (self._title, self._more, card):
            layout.addWidget(part)
        layout.addWidget(self._body, 100)
        layout.addStretch(2)
        layout.addLayout(footer)
        outside = row(self, margins=(56, 20, 56, 20))
        outside.addStretch(1)
        outside.addWidget(middle, 100)
        outside.addStretch(1)

    def _live(self) -> QWidget:
        live = QWidget()
        side = column(spacing=12)
        side.addWidget(self.countdown, 0, Qt.AlignmentFlag.AlignHCenter)
        side.addWidget(self.meter)
        side.addStretch(1)
        inside = row(live, spacing=24)
        words = column()
        words.addWidget(self.captions, 100)
        words.addStretch(1)
        inside.addLayout(words, 1)
        inside.addLayout(side)
        return live

    def _result_card(self) -> QWidget:
        card = box()
        words = column(spacing=8)
        words.addWidget(self._result_title)
        words.addWidget(self._result)
        action = row()
        action.addWidget(self.play_button)
        action.addStretch(1)
        words.addLayout(action)
        inside = row(card, margins=(28, 22, 28, 22), spacing=18)
        inside.addWidget(Picture(self.icons, "check-circle", size_px=36), 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        result = QWidget()
        outside = column(result)
        outside.addWidget(card)
        outside.addStretch(1)
        return result

    def show_view(self, view: PracticeView) -> None:
        """Show `view`."""
        before = self._view
        if view == before:
            return
        self._view = view
        if before is None or before.phase is not view.phase:
            if view.phase is PracticePhase.READY:
                self.answer.put("")
            self.captions.clear()
            self.meter.clear()
        self.draw()
        if (before is None or before.phase is not view.phase) and self.isVisible():
            self.first_focus().setFocus()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self.answer.put("")
        self.captions.clear()
        self._result.clear()

    @Slot()
    def draw(self) -> None:
        """Draw the view in the current language."""
        view, text = self._view, self.strings.text
        if view is None:
            return
        phase = view.phase
        can_hear = bool(view.sound) and self._narration.is_available
        mute = phase is PracticePhase.DONE and not can_hear
        more = "practice.done_typed" if mute else _MORE[phase]
        if phase is PracticePhase.READY and self._narration.gets_ready:
            more = "question.getting_ready"
        self._more.setText(text(more))
        self._result_title.setText(text("practice.understood" if view.sound else "practice.typed"))
        asked = self._prompt.text()
        may_sound = phase is not PracticePhase.RECORDING
        self.voice.show_words(Words(asked, asked), self.strings, may_sound=may_sound, has_simpler=False)
        shown = {PracticePhase.RECORDING: 0, PracticePhase.TYPING: 1, PracticePhase.DONE: 2}
        self._body.setVisible(phase in shown)
        self._body.choose(shown.get(phase, 0))
        self.captions.say(text("question.captions"), text("question.captions_more"))
        self.answer.say(self.strings, text("question.text_plain"), text("question.text_hint"))
        self.countdown.show_time(view.left_s, view.total_s)
        self.countdown.setAccessibleName(text("question.recording_left"))
        self._result.setText(view.words or text("practice.no_words"))
        self.play_button.setVisible(can_hear)
        self.play_button.say(text("voice.stop" if self._narration.is_speaking else "practice.play"))
        self._draw_buttons(view)

    def _draw_buttons(self, view: PracticeView) -> None:
        text, phase = self.strings.text, view.phase
        ready, done = phase is PracticePhase.READY, phase is PracticePhase.DONE
        self.skip_button.setVisible(not done)
        self.again_button.setVisible(done)
        self.type_button.setVisible(ready and view.can_speak)
        self.main_button.setVisible(phase is not PracticePhase.READING)
        start = "practice.start" if view.can_speak else "practice.start_typing"
        words = {PracticePhase.RECORDING: "question.stop", PracticePhase.TYPING: "practice.submit"}
        self.main_button.say(text("common.go_on" if done else words.get(phase, start)))
        self.enable(self.main_button, phase is not PracticePhase.TYPING or not self.answer.is_blank)

    def show_narration(self, narration: Narration) -> None:
        """Show whether the voice sounds."""
        self._narration = narration
        self.voice.show_narration(narration)
        self.draw()

    def show_level(self, rms_db: float, peak_db: float) -> None:
        """Show one loudness reading."""
        self.meter.show_level(rms_db, peak_db)

    def show_caption(self, text: str, *, is_final: bool) -> None:
        """Show words of the running take."""
        self.captions.add(text, is_final=is_final)

    def first_focus(self) -> QWidget:
        """The text box while typing, the recording when it can be heard, else the main button."""
        view = self._view
        if view is not None and view.phase is PracticePhase.TYPING:
            return self.answer.edit
        if view is not None and view.phase is PracticePhase.DONE and not self.play_button.isHidden():
            return self.play_button
        return self.main_button

    @Slot()
    def _play(self) -> None:
        if self._narration.is_speaking:
            self.intent.emit(intents.Hush())
        elif self._view is not None:
            self.intent.emit(intents.PlaySound(self._view.sound))

    @Slot()
    def _leave(self) -> None:
        self.intent.emit(intents.PracticeDone())

    @Slot()
    def _again(self) -> None:
        self.intent.emit(intents.PracticeAgain())

    @Slot()
    def _type(self) -> None:
        self.intent.emit(intents.StartPractice(typed=True))

    @Slot()
    def _main(self) -> None:
        phase = self._view.phase if self._view is not None else PracticePhase.READY
        if phase is PracticePhase.READY:
            self.intent.emit(intents.StartPractice())
        elif phase is PracticePhase.RECORDING:
            self.intent.emit(intents.StopPractice())
        elif phase is PracticePhase.TYPING and not self.answer.is_blank:
            self.intent.emit(intents.SubmitPractice(self.answer.text.strip()))
        elif phase is PracticePhase.DONE:
            self.intent.emit(intents.PracticeDone())
