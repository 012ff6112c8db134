"""Voluntary answers about oneself, kept apart from the interview: nothing here leads to a person."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.ui.candidate.page import Page
from app.ui.closing_intents import GiveDemographics
from app.ui.closing_views import DemographicsView
from app.ui.icons import Icons
from app.ui.scale import air, fix, shares
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row
from app.ui.widgets.choice_row import ChoiceRow
from app.ui.widgets.fitted_scroll import FittedScroll

CHOICES = {
    "age": ("under_30", "30_to_44", "45_to_59", "60_and_over"),
    "gender": ("female", "male", "other"),
    "speech": ("mandarin", "dialect", "other"),
}


class DemographicsPage(Page):
    """Emits GiveDemographics; with nothing in it where the candidate skips."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: DemographicsView | None = None
        self._title = label("title")
        self._more = label("lead")
        self._apart = label("small")
        self.rows = {each: ChoiceRow(icons, f"demographics.{each}", CHOICES[each]) for each in CHOICES}
        self.skip_button = Button(icons)
        self.send_button = Button(icons, look="primary")
        self._lay_out()
        self.bind(self._title.setText, "demographics.title")
        self.bind(self._more.setText, "demographics.more")
        self.bind(self._apart.setText, "demographics.apart")
        self.bind(self.skip_button.say, "closing.skip")
        self.bind(self.send_button.say, "closing.send")
        for each in self.rows.values():
            each.chosen.connect(self._draw_buttons)
        self.skip_button.clicked.connect(self._skip)
        self.send_button.clicked.connect(self._send)

    def _lay_out(self) -> None:
        card = box()
        asked = FittedScroll(right_px=8)
        for index, each in enumerate(self.rows.values()):
            each.setProperty("last", index == len(self.rows) - 1)
            asked.inside.addWidget(each)
        answers = column(card, margins=(24, 10, 16, 10))
        answers.addWidget(asked, 100)
        answers.addStretch(0)
        footer = row(spacing=16)
        footer.addStretch(1)
        fix(self.send_button, min_width=220)
        footer.addWidget(self.skip_button)
        footer.addWidget(self.send_button)
        middle = QWidget()
        fix(middle, max_width=1000)
        inside = column(middle, spacing=12)
        inside.addWidget(air(), 1)
        inside.addWidget(self._title)
        inside.addWidget(self._more)
        inside.addWidget(card)
        shares(inside, {3: 100})
        inside.addWidget(self._apart)
        inside.addStretch(1)
        inside.addLayout(footer)
        outside = row(self, margins=(56, 20, 56, 20))
        outside.addStretch(1)
        outside.addWidget(middle, 100, Qt.AlignmentFlag(0))
        outside.addStretch(1)

    def show_view(self, view: DemographicsView) -> None:
        """Show the page; another candidate finds it empty."""
        if view != self._view:
            self.clear()
            self._view = view
            self.draw()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        for each in self.rows.values():
            each.clear()

    def draw(self) -> None:
        """Draw the page in the current language."""
        for each in self.rows.values():
            each.say(self.strings)
        self._draw_buttons()

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What was chosen."""
        chosen = [(name, each.choice) for name, each in self.rows.items()]
        return tuple((name, choice) for name, choice in chosen if choice is not None)

    @Slot()
    def _draw_buttons(self) -> None:
        self.send_button.setEnabled(bool(self.choices))

    def first_focus(self) -> QWidget:
        """The way past it: nobody has to answer."""
        return self.skip_button

    @Slot()
    def _skip(self) -> None:
        self.intent.emit(GiveDemographics())

    @Slot()
    def _send(self) -> None:
        self.intent.emit(GiveDemographics(self.choices))
