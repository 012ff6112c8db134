"""Has the candidate worked in service before? Two equal answers."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.domain.interview import Experience
from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.views import ExperienceView
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column


class ExperiencePage(Page):
    """Emits TellExperience."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._title = label("display")
        self._more = label("lead")
        self.yes_button = Button(icons)
        self.no_button = Button(icons)
        self._yes_more = label("body")
        self._no_more = label("body")
        self.yes_button.clicked.connect(self._yes)
        self.no_button.clicked.connect(self._no)
        self._lay_out()
        self.bind(self._title.setText, "experience.title")
        self.bind(self._more.setText, "experience.more")
        self.bind(self.yes_button.say, "experience.yes")
        self.bind(self.no_button.say, "experience.no")
        self.bind(self._yes_more.setText, "experience.yes_more")
        self.bind(self._no_more.setText, "experience.no_more")

    def _lay_out(self) -> None:
        middle = QWidget()
        fix(middle, max_width=960)
        inside = column(middle, spacing=20)
        inside.addWidget(self._title)
        inside.addWidget(self._more)
        inside.addSpacing(12)
        answers = row_or_column(spacing=24)
        for button, more in ((self.yes_button, self._yes_more), (self.no_button, self._no_more)):
            card = box()
            card_layout = column(card, margins=(28, 26, 28, 26), spacing=14)
            card_layout.addWidget(more)
            card_layout.addStretch(1)
            card_layout.addWidget(button)
            answers.addWidget(card, 1)
        inside.addLayout(answers)
        outside = row(self, margins=(64, 24, 64, 48))
        outside.addStretch(1)
        outside.addWidget(middle, 100, Qt.AlignmentFlag.AlignVCenter)
        outside.addStretch(1)

    def show_view(self, _view: ExperienceView) -> None:
        """Nothing changes on this page."""

    def draw(self) -> None:
        """All words are bound."""

    def first_focus(self) -> QWidget | None:
        """The first answer."""
        return self.yes_button

    @Slot()
    def _yes(self) -> None:
        self.intent.emit(intents.TellExperience(Experience.EXPERIENCED))

    @Slot()
    def _no(self) -> None:
        self.intent.emit(intents.TellExperience(Experience.INEXPERIENCED))
