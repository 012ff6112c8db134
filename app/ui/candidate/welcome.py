"""The first page: hello, I am an AI; how long it takes, what comes, who decides, and that a person is near."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.language import Language
from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.icons import Icons, Picture
from app.ui.scale import fix, shares
from app.ui.strings import Strings
from app.ui.views import WelcomeView
from app.ui.widgets.basics import Button, box, column, label, line, row, row_or_column
from app.ui.widgets.fact import Fact
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.steps import Steps

_STEPS = ("consent", "try", "answer", "take")


class WelcomePage(Page):
    """Emits Begin or ChooseLanguage."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: WelcomeView | None = None
        self._job = label("overline")
        self._title = label("hero")
        self._welcome = label("lead")
        self._waits, self._calls = label("good"), label("small")
        self._wait = QWidget()
        self._accommodation = label("body")
        self._minutes, self._minutes_more = label("heading"), label("body")
        self._steps = Steps(len(_STEPS))
        self._decides = Fact(icons, "person", more="body")
        self._near = Fact(icons, "people", more="body")
        self.start_button = Button(icons, "arrow", look="primary")
        self.start_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow follows the word
        self.language_button = Button(icons)
        self._quiet = label("small")
        self._lay_out()
        self._bind_words()
        self.start_button.clicked.connect(self._start)
        self.language_button.clicked.connect(self._speak_other)

    def _bind_words(self) -> None:
        self.bind(self._title.setText, "welcome.title")
        self.bind(self.start_button.say, "welcome.start")
        self.bind(self.language_button.say, "language.other")
        self.bind(self._quiet.setText, "welcome.quiet")
        for name, step in zip(_STEPS, self._steps.words, strict=True):
            self.bind(step.setText, f"welcome.step_{name}")
        self.bind(self._decides.strong.setText, "welcome.decides")
        self.bind(self._decides.more.setText, "welcome.decides_more")
        self.bind(self._near.strong.setText, "welcome.near")
        self.bind(self._near.more.setText, "welcome.near_more")

    def _lay_out(self) -> None:
        area = FittedScroll(right_px=12)
        columns = row_or_column(spacing=36)
        columns.addLayout(self._hello())
        columns.addWidget(self._card())
        shares(columns, {0: 12, 1: 10})
        area.inside.addLayout(columns)
        action, buttons = row_or_column(spacing=20), row(spacing=20)
        fix(self.start_button, min_width=260, min_height=72)
        buttons.addWidget(self.start_button)
        fix(self.language_button, min_height=72)
        buttons.addWidget(self.language_button)
        buttons.addStretch(0)
        action.addLayout(buttons)
        action.addWidget(self._quiet, 1)
        middle = QWidget()
        fix(middle, max_width=1150)
        whole = column(middle, spacing=28)
        whole.addStretch(1)
        whole.addWidget(area, 100)
        whole.addLayout(action)
        whole.addStretch(1)
        outside = row(self, margins=(64, 20, 64, 20))
        outside.addStretch(1)
        outside.addWidget(middle, 100)
        outside.addStretch(1)

    def _hello(self) -> QVBoxLayout:
        """Who speaks, what it is about, whether one has to wait."""
        hello = column(spacing=14)
        for words in (self._job, self._title, self._welcome):
            hello.addWidget(words)
        wait = row(self._wait, spacing=10)
        wait.addWidget(Picture(self.icons, "clock", size_px=26))
        wait.addWidget(self._waits, 1)
        hello.addWidget(self._wait)
        hello.addWidget(self._accommodation)
        hello.addWidget(self._calls)
        hello.addStretch(1)
        return hello

    def _card(self) -> QWidget:
        """How long, what comes one after the other, who decides and who helps."""
        card = box()
        inside = column(card, margins=(28, 20, 28, 20), spacing=12)
        time = column(spacing=2)
        time.addWidget(self._minutes)
        time.addWidget(self._minutes_more)
        inside.addLayout(time)
        inside.addWidget(self._steps)
        inside.addWidget(line())
        inside.addWidget(self._decides)
        inside.addWidget(self._near)
        inside.addStretch(1)
        return card

    def show_view(self, view: WelcomeView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self.draw()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        of, text = self.strings.of, self.strings.text
        self._job.setText(text("welcome.job", job=of(view.job)) if view.job else "")
        self._job.setVisible(view.job is not None)
        self._welcome.setText(of(view.welcome))
        self._minutes.setText(text("welcome.minutes", minutes=view.minutes))
        self._minutes_more.setText(text("welcome.minutes_more", questions=view.questions))
        self._waits.setText("" if view.wait_min is None else _wait(self.strings, view.wait_min))
        self._wait.setVisible(view.wait_min is not None)
        coming = [text("help.taken")] if any(call.coming_by for call in view.calls) else []
        calls = [text(f"staff.call_{call.reason}", at=call.at) for call in view.calls]
        self._calls.setText(" ".join([*calls, *coming]))
        self._calls.setVisible(bool(view.calls))
        self._accommodation.setText(of(view.accommodation) if view.accommodation else "")
        self._accommodation.setVisible(view.accommodation is not None)

    def first_focus(self) -> QWidget | None:
        """The start button."""
        return self.start_button

    @Slot()
    def _start(self) -> None:
        self.intent.emit(intents.Begin())

    @Slot()
    def _speak_other(self) -> None:
        """Who cannot read this page finds the own language beside its button."""
        other = Language.EN if self.strings.language is Language.ZH else Language.ZH
        self.intent.emit(intents.ChooseLanguage(other))


def _wait(strings: Strings, wait_min: int) -> str:
    return strings.text("welcome.free" if wait_min == 0 else "welcome.wait", minutes=wait_min)
