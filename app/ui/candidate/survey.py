"""Three short questions about the sitting, and a question to the company. All of it may be skipped."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domain.events import Rating
from app.ui.candidate.page import Page
from app.ui.closing_intents import AnswerSurvey, Dictate, StopDictating
from app.ui.closing_views import SurveyView
from app.ui.icons import Icons
from app.ui.scale import air, shares
from app.ui.strings import Strings
from app.ui.widgets.answer_box import AnswerBox
from app.ui.widgets.basics import box, column, label, row_or_column
from app.ui.widgets.choice_form import ChoiceForm
from app.ui.widgets.dictation_bar import DictationBar

QUESTIONS = ("clear", "fair", "easy")
VALUES = {"no": 1, "partly": 2, "yes": 3}


class SurveyPage(Page):
    """Emits AnswerSurvey; with nothing in it where the candidate skips."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: SurveyView | None = None
        self._title = label("title")
        self._more = label("lead")
        self.form = ChoiceForm(icons, "survey", dict.fromkeys(QUESTIONS, ("yes", "partly", "no")))
        form = self.form
        self.rows, self.skip_button, self.send_button = form.rows, form.skip_button, form.send_button
        self.question = AnswerBox()
        self.dictation = DictationBar(icons)
        self._passed_on = label("small")
        self._lay_out()
        self.bind(self._title.setText, "survey.title")
        self.bind(self._more.setText, "survey.more")
        self.bind(self._passed_on.setText, "survey.ask_more")
        self.form.changed.connect(self._draw_form)
        self.question.changed.connect(self._draw_form)
        self.dictation.wanted.connect(self._dictate)
        self.form.skipped.connect(self._skip)
        self.form.sent.connect(self._send)

    def _lay_out(self) -> None:
        ask = box()
        inside = column(ask, margins=(24, 18, 24, 18), spacing=8)
        inside.addWidget(self.question, 1)
        inside.addWidget(self.dictation)
        inside.addWidget(self._passed_on)
        columns = row_or_column(spacing=24)
        columns.addWidget(self.form.card)
        columns.addWidget(ask)
        shares(columns, {0: 1, 1: 1})
        outside = column(self, margins=(56, 20, 56, 20), spacing=12)
        outside.addWidget(air(), 1)
        outside.addWidget(self._title)
        outside.addWidget(self._more)
        outside.addLayout(columns)
        outside.addWidget(air(), 2)
        outside.addLayout(self.form.footer)
        shares(outside, {3: 1})

    def show_view(self, view: SurveyView) -> None:
        """Show the page; another candidate finds it empty. What was spoken is put after what stands in the box."""
        before = self._view
        if view == before:
            return
        if before is None or before.key != view.key:
            self.clear()
        self._view = view
        self.draw()
        if view.said and (before is None or before.take != view.take or not before.said):
            self.question.put(" ".join(filter(None, (self.question.text.strip(), view.said))))
            self.question.edit.setFocus()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self.form.clear()
        self.question.put("")

    def draw(self) -> None:
        """Draw the page in the current language."""
        text = self.strings.text
        self.question.say(self.strings, text("survey.ask"), text("survey.ask_hint"))
        if self._view is not None:
            self.dictation.show_state(self._view.dictation, self.strings)
        self._draw_form()

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """What was chosen."""
        return tuple(Rating(name, VALUES[choice]) for name, choice in self.form.choices)

    @Slot()
    def _draw_form(self) -> None:
        self.form.say(self.strings, may_send=bool(self.ratings) or not self.question.is_blank)

    def first_focus(self) -> QWidget:
        """The first answer."""
        return self.rows[QUESTIONS[0]].buttons["yes"]

    @Slot(bool)
    def _dictate(self, begins: bool) -> None:
        self.intent.emit(Dictate() if begins else StopDictating())

    @Slot()
    def _skip(self) -> None:
        self.intent.emit(AnswerSurvey())

    @Slot()
    def _send(self) -> None:
        self.intent.emit(AnswerSurvey(self.ratings, self.question.text.strip()))
