"""The buttons under a question: which there are in each phase, and what each one wants."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from app.ui import intents
from app.ui.icons import Icons
from app.ui.scale import fix, keep_place, keep_place_upright
from app.ui.strings import Strings
from app.ui.views import QuestionPhase, QuestionView
from app.ui.widgets.basics import Button, label, row, row_or_column


class ConfirmBar(QWidget):
    """A question about something that cannot be undone, asked in place of the buttons."""

    confirmed = Signal()
    refused = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._question = label("strong")
        self.no_button = Button(icons)
        self.yes_button = Button(icons)
        layout = row(self, spacing=16)
        layout.addWidget(self._question, 1)
        for button in (self.no_button, self.yes_button):
            fix(button, min_width=180)
            layout.addWidget(button)
        self.yes_button.clicked.connect(self.confirmed)
        self.no_button.clicked.connect(self.refused)

    def say(self, question: str, yes: str, no: str) -> None:
        """The words."""
        self._question.setText(question)
        self.yes_button.say(yes)
        self.no_button.say(no)
        # The focus goes there: who listens hears what is asked.
        self.no_button.setAccessibleDescription(question)


class QuestionActions(QStackedWidget):
    """intent: a value of app.ui.intents; submit: the typed answer is wanted."""

    intent = Signal(object)
    submit = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._phase = QuestionPhase.PREPARING
        self.pause_button = Button(icons, "pause", look="quiet")
        self.skip_button = Button(icons, "skip", look="quiet")
        self.retake_button = Button(icons, "again")
        self.type_button = Button(icons, "keyboard")
        self.speak_button = Button(icons, "microphone")
        self.start_button = Button(icons, "microphone", look="primary")
        self.stop_button = Button(icons, "check", look="primary")
        self.submit_button = Button(icons, "send", look="primary")
        self.confirm = ConfirmBar(icons)
        buttons = QWidget()
        quiet, loud = row(spacing=12), row(spacing=12)
        quiet.addWidget(self.pause_button)
        quiet.addWidget(self.skip_button)
        quiet.addStretch(1)
        loud.addStretch(1)
        for button in (self.retake_button, self.speak_button, self.type_button):
            loud.addWidget(button)
        for button in (self.start_button, self.stop_button, self.submit_button):
            fix(button, min_width=220)
            loud.addWidget(button)
        keep_place_upright(self.skip_button)
        layout = row_or_column(buttons, spacing=12)
        layout.addLayout(quiet)
        layout.addLayout(loud)
        self.addWidget(buttons)
        self.addWidget(self.confirm)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._connect()

    def _connect(self) -> None:
        self.pause_button.clicked.connect(self._pause)
        self.skip_button.clicked.connect(self._ask_skip)
        self.confirm.confirmed.connect(self._skip)
        self.confirm.refused.connect(self.stay)
        self.retake_button.clicked.connect(self._retake)
        self.type_button.clicked.connect(self._type)
        self.speak_button.clicked.connect(self._speak)
        self.start_button.clicked.connect(self._start)
        self.stop_button.clicked.connect(self._stop)
        self.submit_button.clicked.connect(self.submit)

    def show_view(self, view: QuestionView, strings: Strings, *, has_text: bool) -> None:
        """Show the buttons that make sense now."""
        self._phase = view.phase
        self._say(view, strings)
        phase = view.phase
        speaks = view.mic_ok and view.recogniser
        will_speak = speaks and not view.will_type
        waiting = phase is QuestionPhase.STOPPING
        types = phase is QuestionPhase.TYPING or (phase is QuestionPhase.RECORDING and not view.recogniser)
        preparing = phase in {
            QuestionPhase.PREPARING,
            QuestionPhase.GETTING_READY,
        }  # the focus stays where it is
        listens = phase is QuestionPhase.RECORDING and view.recogniser
        self.pause_button.setVisible(view.can_pause and not waiting)
        self.skip_button.setVisible(view.can_skip and not waiting)
        self.retake_button.setVisible(listens and view.retakes_left > 0)
        self.type_button.setVisible(view.can_type and (listens or (preparing and will_speak)))
        self.speak_button.setVisible(phase is QuestionPhase.TYPING and speaks)
        keep_place(self.start_button, waiting)  # no button at all would be a row less
        self.start_button.setVisible(preparing)
        self.start_button.use_icon("microphone" if will_speak else "keyboard")
        self.stop_button.setVisible(listens)
        self.submit_button.setVisible(types)
        self.submit_button.setEnabled(has_text)
        if waiting:
            self.stay()

    def _say(self, view: QuestionView, strings: Strings) -> None:
        text = strings.text
        self.pause_button.say(text("question.pause"))
        self.skip_button.say(text("question.skip"))
        self.retake_button.say(text("question.retake", count=view.retakes_left))
        self.type_button.say(text("question.type_instead"))
        self.speak_button.say(text("question.speak_instead"))
        will_speak = view.mic_ok and view.recogniser and not view.will_type
        self.start_button.say(text("question.start" if will_speak else "question.start_typing"))
        self.stop_button.say(text("question.stop"))
        self.submit_button.say(text("question.submit"))
        self.confirm.say(text("question.skip_sure"), text("question.skip_yes"), text("question.skip_no"))

    @property
    def main_button(self) -> Button:
        """The button for what one does now."""
        shown = (self.stop_button, self.submit_button)
        return next((button for button in shown if not button.isHidden()), self.start_button)

    @Slot()
    def stay(self) -> None:
        """Show the buttons, not the question."""
        self.setCurrentIndex(0)

    @Slot()
    def _ask_skip(self) -> None:
        self.setCurrentIndex(1)
        self.confirm.no_button.setFocus()

    @Slot()
    def _skip(self) -> None:
        self.stay()
        self.intent.emit(intents.SkipQuestion())

    @Slot()
    def _pause(self) -> None:
        self.intent.emit(intents.Pause())

    @Slot()
    def _retake(self) -> None:
        self.intent.emit(intents.Retake())

    @Slot()
    def _type(self) -> None:
        preparing = self._phase in {QuestionPhase.PREPARING, QuestionPhase.GETTING_READY}
        self.intent.emit(intents.StartAnswer(typed=True) if preparing else intents.SwitchToTyping())

    @Slot()
    def _speak(self) -> None:
        self.intent.emit(intents.SwitchToSpeaking())

    @Slot()
    def _start(self) -> None:
        self.intent.emit(intents.StartAnswer())

    @Slot()
    def _stop(self) -> None:
        self.intent.emit(intents.StopAnswer())
