"""What the candidate has just chosen, to check, to scan and to take along."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.flow.receipt import SHORT_HASH_CHARS
from app.ui.candidate.page import Page
from app.ui.candidate.paper_words import breakable, code_text, consent_lines, consent_paper
from app.ui.closing_intents import Print, ReceiptRead
from app.ui.closing_views import ConsentReceiptView
from app.ui.icons import Icons
from app.ui.scale import air, fix, rescale, shares
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.receipt_card import ReceiptCard


class ConsentReceiptPage(Page):
    """Emits ReceiptRead or Print."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: ConsentReceiptView | None = None
        self._title = label("title")
        self._more = label("lead")
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._area = FittedScroll(right_px=8, spacing=12)
        self.card = ReceiptCard(icons)
        self.go_on_button = Button(icons, look="primary")
        self._lay_out()
        self.bind(self._title.setText, "receipt.title")
        self.bind(self._more.setText, "receipt.more")
        self.bind(self.go_on_button.say, "common.go_on")
        self.go_on_button.clicked.connect(self._go_on)
        self.card.print_button.clicked.connect(self._print)

    def _lay_out(self) -> None:
        chosen = box()
        inside = column(chosen, margins=(26, 18, 18, 18))
        inside.addWidget(self._area, 100)
        inside.addStretch(0)
        columns = row_or_column(spacing=24)
        columns.addWidget(chosen)
        columns.addWidget(self.card)
        shares(columns, {0: 13, 1: 10})
        footer = row()
        footer.addStretch(1)
        fix(self.go_on_button, min_width=240)
        footer.addWidget(self.go_on_button)
        outside = column(self, margins=(56, 20, 56, 20), spacing=14)
        outside.addWidget(air(), 1)
        outside.addWidget(self._title)
        outside.addWidget(self._more)
        outside.addLayout(columns)
        outside.addWidget(air(), 2)
        outside.addLayout(footer)
        shares(outside, {3: 1})

    def show_view(self, view: ConsentReceiptView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self._make(len(view.consents))
            self.draw()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self.card.clear()

    def _make(self, count: int) -> None:
        while len(self._rows) < count:
            what, answer = label("body"), label("strong", wrap=False)
            line = row(spacing=16)
            line.addWidget(what, 1)
            line.addWidget(answer)
            self._area.inside.addLayout(line)
            self._rows.append((what, answer))
        for index, pair in enumerate(self._rows):
            for each in pair:
                each.setVisible(index < count)
        rescale(self, self.factor)

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        chosen = consent_lines(self.strings, view.consents)
        for (what, answer), (title, said) in zip(self._rows, chosen, strict=False):
            what.setText(title)
            answer.setText(said)
        text = self.strings.text
        lines = (
            text("receipt.id", id=breakable(view.interview_id)),
            text("receipt.hash", hash=view.sha256[:SHORT_HASH_CHARS]),
        )
        self.card.show_receipt(self.strings, lines, code_text(view), view.printing)

    def first_focus(self) -> QWidget:
        """The way on."""
        return self.go_on_button

    @Slot()
    def _go_on(self) -> None:
        self.intent.emit(ReceiptRead())

    @Slot()
    def _print(self) -> None:
        if self._view is not None:
            self.intent.emit(Print(consent_paper(self.strings, self._view)))
