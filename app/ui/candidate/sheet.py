"""The last sheet: strengths and one tip, no verdict; and the receipt to take along."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.candidate.paper_words import breakable, code_text, feedback_lines, kept_lines, sheet_paper
from app.ui.closing_intents import Print
from app.ui.closing_views import SheetView
from app.ui.icons import Icons
from app.ui.scale import air, fix, shares
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.receipt_card import ReceiptCard

MAX_SHOWN = 3


class SheetPage(Page):
    """Emits Print or CloseSitting."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: SheetView | None = None
        self._title = label("title")
        self._more = label("lead")
        self._strengths_title = label("heading")
        self._strengths = [label("body") for _ in range(MAX_SHOWN)]
        self._tip_title = label("heading")
        self._tip = label("body")
        self._person_title = label("heading")
        self._person = label("body")
        self.card = ReceiptCard(icons)
        self.done_button = Button(icons, look="primary")
        self._lay_out()
        self.bind(self._title.setText, "sheet.title")
        self.bind(self._more.setText, "sheet.more")
        self.bind(self._strengths_title.setText, "sheet.strengths")
        self.bind(self._tip_title.setText, "sheet.tip")
        self.bind(self._person_title.setText, "sheet.person")
        self.bind(self._person.setText, "sheet.person_more")
        self.bind(self.done_button.say, "finished.done")
        self.done_button.clicked.connect(self._done)
        self.card.print_button.clicked.connect(self._print)

    def _lay_out(self) -> None:
        told = box()
        area = FittedScroll(right_px=8, spacing=8)
        for heading, words in (
            (self._strengths_title, self._strengths),
            (self._tip_title, [self._tip]),
            (self._person_title, [self._person]),
        ):
            area.inside.addWidget(heading)
            for each in words:
                area.inside.addWidget(each)
        inside = column(told, margins=(26, 18, 18, 18))
        inside.addWidget(area, 100)
        inside.addStretch(0)
        columns = row_or_column(spacing=24)
        columns.addWidget(told)
        columns.addWidget(self.card)
        shares(columns, {0: 14, 1: 10})
        footer = row()
        footer.addStretch(1)
        fix(self.done_button, min_width=220)
        footer.addWidget(self.done_button)
        outside = column(self, margins=(56, 20, 56, 20), spacing=12)
        outside.addWidget(air(), 1)
        outside.addWidget(self._title)
        outside.addWidget(self._more)
        outside.addLayout(columns)
        outside.addWidget(air(), 2)
        outside.addLayout(footer)
        shares(outside, {3: 1})

    def show_view(self, view: SheetView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self.draw()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        for each in self._strengths:
            each.setText("")
        self._tip.setText("")
        self.card.clear()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        strengths, tip = feedback_lines(self.strings, view)
        for index, each in enumerate(self._strengths):
            each.setText(strengths[index] if index < len(strengths) else "")
            each.setVisible(index < len(strengths))
        self._tip.setText(tip)
        for part in (self._tip_title, self._tip):
            part.setVisible(bool(tip))
        number = self.strings.text("receipt.id", id=breakable(view.interview_id))
        lines = (number, *kept_lines(self.strings, view))
        self.card.show_receipt(self.strings, lines, code_text(view), view.printing)
        self.enable(self.done_button, not view.saving)

    def first_focus(self) -> QWidget:
        """Done."""
        return self.done_button

    @Slot()
    def _done(self) -> None:
        self.intent.emit(intents.CloseSitting())

    @Slot()
    def _print(self) -> None:
        if self._view is not None:
            self.intent.emit(Print(sheet_paper(self.strings, self._view)))
