"""The last page: thanks, what happens next, who decides. Never a score."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.closing_intents import TellMore
from app.ui.icons import Icons, Picture
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.views import Ending, FinishedView
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.fact import Fact

_DRAWINGS = {
    Ending.COMPLETED: "check-circle",
    Ending.HUMAN: "people",
    Ending.DECLINED: "heart",
    Ending.LEFT: "heart",
}


class FinishedPage(Page):
    """Emits TellMore or CloseSitting."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: FinishedView | None = None
        self._picture = Picture(icons, "check-circle", size_px=60)
        self._title = label("display")
        self._more = label("lead")
        self._saved = label("good")
        self._next = label("heading")
        self._steps = QWidget()
        self._facts = {
            "read": Fact(icons, "people", flat=False, strong="heading", more="body"),
            "decide": Fact(icons, "person", flat=False, strong="heading", more="body"),
            "call": Fact(icons, "chat", flat=False, strong="heading", more="body"),
        }
        self.more_button = Button(icons, look="primary")
        self.done_button = Button(icons)
        self._lay_out()
        self.bind(self._next.setText, "finished.next")
        self.bind(self.done_button.say, "finished.done")
        self.bind(self.more_button.say, "finished.more_button")
        for name, fact in self._facts.items():
            self.bind(fact.strong.setText, f"finished.{name}")
            self.bind(fact.more.setText, f"finished.{name}_more")
        self.more_button.clicked.connect(self._more_wanted)
        self.done_button.clicked.connect(self._done)

    def _lay_out(self) -> None:
        steps = column(self._steps, spacing=14)
        steps.addWidget(self._next)
        cards = row_or_column(spacing=20)
        for fact in self._facts.values():
            card = box()
            column(card, margins=(24, 20, 24, 20)).addWidget(fact)
            cards.addWidget(card, 1)
        steps.addLayout(cards)
        middle = QWidget()
        fix(middle, max_width=1000)
        inside = column(middle, spacing=14)
        for part in (self._picture, self._title, self._more, self._saved):
            inside.addWidget(part)
        inside.addSpacing(8)
        inside.addWidget(self._steps)
        inside.addSpacing(6)
        action = row(spacing=16)
        fix(self.more_button, min_width=220)
        action.addWidget(self.more_button)
        fix(self.done_button, min_width=160)
        action.addWidget(self.done_button)
        action.addStretch(1)
        inside.addLayout(action)
        outside = row(self, margins=(56, 8, 56, 8))
        outside.addStretch(1)
        outside.addWidget(middle, 100, Qt.AlignmentFlag.AlignVCenter)
        outside.addStretch(1)

    def show_view(self, view: FinishedView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self.draw()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self._title.clear()
        self._more.clear()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        text = self.strings.text
        self._picture.show_drawing(_DRAWINGS[view.ending])
        self._title.setText(text(f"finished.{view.ending}"))
        counts = {"answered": view.answered, "total": view.total}
        counted = view.ending in {Ending.COMPLETED, Ending.LEFT}
        more = f"finished.{view.ending}_more"
        self._more.setText(text(more, **counts) if counted else text(more))
        self._saved.setText(text("finished.saving" if view.saving else "finished.saved"))
        self._saved.setVisible(view.answered > 0)
        self._steps.setVisible(view.answered > 0)
        self.more_button.setVisible(view.answered > 0)
        self.enable(self.done_button, not view.saving)

    def first_focus(self) -> QWidget | None:
        """What comes next: feedback and receipt where there are answers, else the end."""
        return self.more_button if self._view is not None and self._view.answered > 0 else self.done_button

    @Slot()
    def _more_wanted(self) -> None:
        self.intent.emit(TellMore())

    @Slot()
    def _done(self) -> None:
        self.intent.emit(intents.CloseSitting())
