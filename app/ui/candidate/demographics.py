"""Voluntary answers about oneself, kept apart from the interview: nothing here leads to a person."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.ui.candidate.page import Page
from app.ui.closing_intents import GiveDemographics
from app.ui.closing_views import DemographicsView
from app.ui.icons import Icons
from app.ui.scale import air, fix, shares
from app.ui.strings import Strings
from app.ui.widgets.basics import column, label, row
from app.ui.widgets.choice_form import ChoiceForm

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
        self.form = ChoiceForm(icons, "demographics", CHOICES)
        form = self.form
        self.rows, self.skip_button, self.send_button = form.rows, form.skip_button, form.send_button
        self._lay_out()
        self.bind(self._title.setText, "demographics.title")
        self.bind(self._more.setText, "demographics.more")
        self.bind(self._apart.setText, "demographics.apart")
        self.form.changed.connect(self.draw)
        self.form.skipped.connect(self._skip)
        self.form.sent.connect(self._send)

    def _lay_out(self) -> None:
        middle = QWidget()
        fix(middle, max_width=1000)
        inside = column(middle, spacing=12)
        inside.addWidget(air(), 1)
        inside.addWidget(self._title)
        inside.addWidget(self._more)
        inside.addWidget(self.form.card)
        shares(inside, {3: 100})
        inside.addWidget(self._apart)
        inside.addStretch(1)
        inside.addLayout(self.form.footer)
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
        self.form.clear()

    def draw(self) -> None:
        """Draw the page in the current language."""
        self.form.say(self.strings, may_send=bool(self.form.choices))

    def first_focus(self) -> QWidget:
        """The way past it: nobody has to answer."""
        return self.skip_button

    @Slot()
    def _skip(self) -> None:
        self.intent.emit(GiveDemographics())

    @Slot()
    def _send(self) -> None:
        self.intent.emit(GiveDemographics(self.form.choices))
