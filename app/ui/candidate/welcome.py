"""The first page: hello, I am an AI; how long it takes; a person decides."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.views import WelcomeView
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.fact import Fact
from app.ui.widgets.fitted_scroll import FittedScroll


class WelcomePage(Page):
    """Emits Begin."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: WelcomeView | None = None
        self._job = label("overline")
        self._waits, self._calls = label("strong"), label("small")
        self._title = label("display")
        self._welcome = label("lead")
        self._accommodation = label("body")
        self._minutes = Fact(icons, "clock", flat=False, strong="heading", more="body")
        self._questions = Fact(icons, "list", flat=False, strong="heading", more="body")
        self._decides = Fact(icons, "person", flat=False, strong="heading", more="body")
        self.start_button = Button(icons, "arrow", look="primary")
        self.start_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow follows the word
        self.start_button.clicked.connect(self._start)
        self._quiet = label("small")
        self._lay_out()
        self.bind(self._title.setText, "welcome.title")
        self.bind(self.start_button.say, "welcome.start")
        self.bind(self._quiet.setText, "welcome.quiet")
        self.bind(self._minutes.more.setText, "welcome.minutes_more")
        self.bind(self._questions.more.setText, "welcome.questions_more")
        self.bind(self._decides.strong.setText, "welcome.decides")
        self.bind(self._decides.more.setText, "welcome.decides_more")

    def _lay_out(self) -> None:
        area = FittedScroll(right_px=12, spacing=16)
        inside = area.inside
        for words in (self._job, self._title, self._welcome):
            inside.addWidget(words)
        inside.addSpacing(8)
        facts = row_or_column(spacing=20)
        for fact in (self._minutes, self._questions, self._decides):
            card = box()
            column(card, margins=(24, 20, 24, 20)).addWidget(fact)
            facts.addWidget(card, 1)
        inside.addLayout(facts)
        inside.addWidget(self._waits)
        inside.addWidget(self._accommodation)
        inside.addWidget(self._calls)
        action = row(spacing=24)
        fix(self.start_button, min_width=220)
        action.addWidget(self.start_button)
        action.addWidget(self._quiet, 1)
        middle = QWidget()
        fix(middle, max_width=1000)
        whole = column(middle, spacing=24)
        whole.addStretch(1)
        whole.addWidget(area, 100)
        whole.addLayout(action)
        whole.addStretch(1)
        outside = row(self, margins=(64, 24, 64, 24))
        outside.addStretch(1)
        outside.addWidget(middle, 100)
        outside.addStretch(1)

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
        self._minutes.strong.setText(text("welcome.minutes", minutes=view.minutes))
        self._questions.strong.setText(text("welcome.questions", questions=view.questions))
        self._waits.setText("" if view.wait_min is None else _wait(self.strings, view.wait_min))
        self._waits.setVisible(view.wait_min is not None)
        self._calls.setText(" ".join(text(f"staff.call_{call.reason}", at=call.at) for call in view.calls))
        self._calls.setVisible(bool(view.calls))
        self._accommodation.setText(of(view.accommodation) if view.accommodation else "")
        self._accommodation.setVisible(view.accommodation is not None)

    def first_focus(self) -> QWidget | None:
        """The start button."""
        return self.start_button

    @Slot()
    def _start(self) -> None:
        self.intent.emit(intents.Begin())


def _wait(strings: Strings, wait_min: int) -> str:
    return strings.text("welcome.free" if wait_min == 0 else "welcome.wait", minutes=wait_min)
