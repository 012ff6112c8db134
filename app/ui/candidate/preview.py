"""Before the first question: what the questions look at, and what the work is like."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import air, fix, rescale, shares
from app.ui.strings import Strings
from app.ui.views import PreviewView
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.fitted_scroll import FittedScroll


class PreviewPage(Page):
    """Emits PreviewRead."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view = PreviewView()
        self._title = label("title")
        self._more = label("lead")
        self._looks = label("heading")
        self._day = label("heading")
        self._day_more = label("small")
        self._dimensions: list[tuple[QLabel, QLabel]] = []
        self._hours: list[QLabel] = []
        self._left, self._right = FittedScroll(right_px=8, spacing=3), FittedScroll(right_px=8, spacing=8)
        self.go_on_button = Button(icons, look="primary")
        self._lay_out()
        self.bind(self._title.setText, "preview.title")
        self.bind(self._looks.setText, "preview.looks")
        self.bind(self._day.setText, "preview.day")
        self.bind(self._day_more.setText, "preview.day_more")
        self.bind(self.go_on_button.say, "preview.go_on")
        self.go_on_button.clicked.connect(self._go_on)

    def _lay_out(self) -> None:
        columns = row_or_column(spacing=24)
        columns.addWidget(self._card(self._looks, self._left))
        columns.addWidget(self._card(self._day, self._right, self._day_more))
        shares(columns, {0: 21, 1: 10})
        footer = row()
        footer.addStretch(1)
        fix(self.go_on_button, min_width=220)
        footer.addWidget(self.go_on_button)
        outside = column(self, margins=(56, 20, 56, 20), spacing=14)
        outside.addWidget(air(), 1)
        outside.addWidget(self._title)
        outside.addWidget(self._more)
        outside.addLayout(columns)
        outside.addWidget(air(), 2)
        outside.addLayout(footer)
        shares(outside, {3: 1})

    @staticmethod
    def _card(heading: QLabel, area: FittedScroll, *below: QLabel) -> QFrame:
        card = box()
        inside = column(card, margins=(26, 14, 20, 14), spacing=8)
        inside.addWidget(heading)
        inside.addWidget(area, 100)
        for each in below:
            inside.addWidget(each)
        inside.addStretch(0)
        return card

    def show_view(self, view: PreviewView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self._make(len(view.dimensions), len(view.day))
            self.draw()

    def _make(self, dimensions: int, hours: int) -> None:
        while len(self._dimensions) < dimensions:
            pair = (label("strong"), label("body"))
            self._dimensions.append(pair)
            for each in pair:
                self._left.inside.addWidget(each)
        while len(self._hours) < hours:
            self._hours.append(label("body"))
            self._right.inside.addWidget(self._hours[-1])
        rescale(self, self.factor)

    def draw(self) -> None:
        """Draw the view in the current language."""
        view, of = self._view, self.strings.of
        self._more.setText(self.strings.text("preview.more", count=view.questions))
        for (name, definition), words in zip(self._dimensions, view.dimensions, strict=False):
            name.setText(of(words[0]))
            definition.setText(of(words[1]))
        for line, text in zip(self._hours, view.day, strict=False):
            line.setText(of(text))

    def first_focus(self) -> QWidget:
        """The way on."""
        return self.go_on_button

    @Slot()
    def _go_on(self) -> None:
        self.intent.emit(intents.PreviewRead())
