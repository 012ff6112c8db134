"""One question: read it, prepare, answer by voice or in writing."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui import intents
from app.ui.candidate.actions import QuestionActions
from app.ui.candidate.page import Page
from app.ui.candidate.side import QuestionSide
from app.ui.icons import Icons, Picture
from app.ui.narrator import Narration
from app.ui.scale import air, fix
from app.ui.strings import Strings
from app.ui.views import QuestionPhase, QuestionView, may_sound
from app.ui.widgets.answer_box import AnswerBox
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.captions import Captions
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.offer_line import OfferLine
from app.ui.widgets.prompt_area import PromptArea
from app.ui.widgets.step_progress import StepProgress
from app.ui.widgets.swap import Swap
from app.ui.widgets.voice_bar import VoiceBar
from app.ui.widgets.wait_card import WaitCard


class QuestionPage(Page):
    """Emits StartAnswer, StopAnswer, SubmitText, SwitchTo…, Retake, SkipQuestion, Pause, Resume."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: QuestionView | None = None
        self._gets_ready = False
        self._number = label("strong", wrap=False)
        self._chip = label("chip", wrap=False)
        self._progress = StepProgress()
        self.banner = Banner(icons)
        self._title = label("overline")
        self.voice = VoiceBar(icons)
        self.prompt = PromptArea()
        self.captions = Captions()
        self.answer = AnswerBox()
        self._waiting = WaitCard(icons)
        self._answers = Swap()
        self.side = QuestionSide(icons)
        self.finished_offer = OfferLine()
        self.buttons = QuestionActions(icons)
        self._paused = label("title")
        self._paused_more = label("lead")
        self.resume_button = Button(icons, "play", look="primary")
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for part in (self.captions, self.answer, self._waiting):
            self._answers.add(part)
        fix(self._answers, min_height=150, max_height=560)
        left = column(spacing=12)
        left.addWidget(air(), 1)
        left.addWidget(self.banner)
        left.addWidget(self.prompt, 10_000)  # the question first, then the answer, air last
        left.addSpacing(10)
        left.addWidget(self._answers, 100)
        left.addWidget(air(), 2)
        left.addStretch(0)
        columns = row_or_column(spacing=40)
        columns.addLayout(left, 1)
        beside = FittedScroll()
        beside.inside.addWidget(self.side)
        fix(beside, width=346, grows=True, only_lying=True)
        aside = column()
        aside.addWidget(beside, 100)
        aside.addStretch(0)
        columns.addLayout(aside)
        asking = QWidget()
        inside = column(asking, spacing=6)
        inside.addLayout(columns, 1)
        inside.addWidget(self.finished_offer)
        inside.addWidget(self.buttons)
        self._body.addWidget(asking)
        self._body.addWidget(self._pause_card())
        top, place = row_or_column(spacing=14), row(spacing=14)
        place.addWidget(self._number)
        place.addWidget(self._chip)
        place.addWidget(self._title, 1)
        top.addLayout(place, 1)
        top.addWidget(self.voice)
        outside = column(self, margins=(56, 18, 56, 20), spacing=10)
        outside.addLayout(top)
        outside.addWidget(self._progress)
        outside.addSpacing(6)
        outside.addWidget(self._body, 1)

    def _pause_card(self) -> QWidget:
        card = box()
        fix(card, max_width=720)
        inside = column(card, margins=(48, 44, 48, 44), spacing=18)
        inside.addWidget(Picture(self.icons, "pause", size_px=48))
        inside.addWidget(self._paused)
        inside.addWidget(self._paused_more)
        inside.addSpacing(8)
        action = row()
        fix(self.resume_button, min_width=220)
        action.addWidget(self.resume_button)
        action.addStretch(1)
        inside.addLayout(action)
        page = QWidget()
        outside = row(page)
        outside.addStretch(1)
        outside.addWidget(card, 100, Qt.AlignmentFlag.AlignVCenter)
        outside.addStretch(1)
        return page

    def _connect(self) -> None:
        self.bind(self._paused.setText, "question.paused")
        self.bind(self._paused_more.setText, "question.paused_more")
        self.bind(self.resume_button.say, "question.resume")
        self.buttons.intent.connect(self.intent)
        self.voice.intent.connect(self.intent)
        self.voice.reworded.connect(self.draw)
        self.buttons.submit.connect(self._submit)
        self.answer.changed.connect(self._draw_actions)
        self.resume_button.clicked.connect(self._resume)

    def show_view(self, view: QuestionView) -> None:
        """Show `view`. Cheap when only the time changed; may be called ten times a second."""
        before = self._view
        if view == before:
            return
        self._view = view
        if before is None or before.key != view.key:
            self._begin(before.key if before else "", view)
        self.draw()
        if before is None or (before.key, before.phase, before.paused) != (view.key, view.phase, view.paused):
            self._focus()

    def _begin(self, old_key: str, view: QuestionView) -> None:
        self.captions.clear()
        self.buttons.stay()
        same_question = _place(old_key) == _place(view.key)
        if not same_question:
            self.voice.begin()
        if view.draft or not same_question:
            self.answer.put(view.draft)

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self.prompt.clear()
        self.captions.clear()
        self.answer.put("")
        self.banner.say("")
        self.side.clear()

    @property
    def _now(self) -> QuestionView | None:
        """The view, where the answer is about to begin as soon as the voice is silent."""
        view = self._view
        if view is None or not self._gets_ready or view.phase is not QuestionPhase.PREPARING or view.paused:
            return view
        return replace(view, phase=QuestionPhase.GETTING_READY)

    @Slot()
    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._now
        if view is None:
            return
        text, of = self.strings.text, self.strings.of
        number = text("question.progress", number=view.number, total=view.total)
        self._number.setText(number)
        self._progress.show_step(view.number, view.total, number)
        chip = "" if view.scored else text("question.warm_up")
        chip = text("question.second_turn") if view.turn > 1 and view.is_role_play else chip
        self._chip.setText(chip)
        self._chip.setVisible(bool(chip))
        self._title.setText(of(view.title))
        worded = self._worded(view)
        self.prompt.show_question(worded, self.strings, self.factor)
        self.voice.show_words(
            worded.prompt, self.strings, may_sound=may_sound(view), has_simpler=view.simpler is not None
        )
        self._draw_banner(view)
        self._draw_answer(view)
        self.side.show_view(view, self.strings)
        self._draw_actions()
        self._body.setCurrentIndex(1 if view.paused else 0)

    def _worded(self, view: QuestionView) -> QuestionView:
        """The view with the words the candidate wants."""
        simpler = view.simpler if self.voice.is_simpler else None
        return view if simpler is None else replace(view, prompt=simpler)

    @property
    def question_text(self) -> str:
        """What is asked, in the words on the screen, while the answer has not begun."""
        view = self._view
        if view is None or view.phase is not QuestionPhase.PREPARING or view.paused:
            return ""
        return self.strings.of(self._worded(view).prompt)

    def show_narration(self, narration: Narration) -> None:
        """Show whether the voice sounds."""
        self.voice.show_narration(narration)
        self._gets_ready = narration.gets_ready
        self.draw()

    def _draw_banner(self, view: QuestionView) -> None:
        if view.alarm is not None:
            self.banner.say(self.strings.message(view.alarm), Tone.TROUBLE)
        elif view.content_warning is not None and view.phase is QuestionPhase.PREPARING:
            self.banner.say(self.strings.of(view.content_warning), Tone.WARNING)
        else:
            self.banner.say("")

    def _draw_answer(self, view: QuestionView) -> None:
        text = self.strings.text
        types = view.phase is QuestionPhase.TYPING
        types = types or (view.phase is QuestionPhase.RECORDING and not view.recogniser)
        recorded = view.sound_recorded or view.phase is QuestionPhase.RECORDING
        heading = "question.text_recorded" if recorded else "question.text_plain"
        self.answer.say(self.strings, text(heading), text("question.text_hint"))
        self.captions.say(text("question.captions"), text("question.captions_more"))
        self.finished_offer.setVisible(not types)  # keeps its place: the question stays where it is
        is_long = view.is_role_play or view.content_warning is not None
        # A conversation or a warning takes the room: what is asked comes first.
        self._answers.setHidden(is_long and view.phase is QuestionPhase.PREPARING)
        key = _waiting_key(view)
        if key:
            self._waiting.say(text(f"question.{key}"), text(f"question.{key}_more"))
        self._answers.choose(2 if key else int(types))

    @Slot()
    def _draw_actions(self) -> None:
        view = self._now
        if view is not None:
            self.buttons.show_view(view, self.strings, has_text=not self.answer.is_blank)
            asks = view.asks_if_finished and not self.buttons.stop_button.isHidden()
            self.finished_offer.say(self.strings.text("question.finished_offer") if asks else "")

    def show_level(self, rms_db: float, peak_db: float) -> None:
        """Show one loudness reading."""
        self.side.meter.show_level(rms_db, peak_db)

    def show_picture(self, image: QImage) -> None:
        """Show a preview picture."""
        self.side.show_picture(image)

    def show_caption(self, text: str, *, is_final: bool) -> None:
        """Show words of the running take."""
        self.captions.add(text, is_final=is_final)

    def _focus(self) -> None:
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()

    def first_focus(self) -> QWidget | None:
        """The text box while typing, else the main button."""
        if self._view is not None and self._view.paused:
            return self.resume_button
        if self._answers.current is self.answer:
            return self.answer.edit
        return self.buttons.main_button

    @Slot()
    def _submit(self) -> None:
        if not self.answer.is_blank:
            self.intent.emit(intents.SubmitText(self.answer.text.strip()))

    @Slot()
    def _resume(self) -> None:
        self.intent.emit(intents.Resume())


def _place(key: str) -> str:
    """Question and turn of a key."""
    return key.rpartition("/")[0]


def _waiting_key(view: QuestionView) -> str:
    """What stands where the answer will be, or was; empty where words appear or are typed."""
    will_type = view.will_type or not (view.mic_ok and view.recogniser)
    if view.phase is QuestionPhase.PREPARING and will_type:
        return "typed_soon"
    return {QuestionPhase.STOPPING: "stopping", QuestionPhase.GETTING_READY: "getting_ready"}.get(
        view.phase, ""
    )
