"""Questions that may all be skipped: rows of choices in a card, and the buttons that send or skip them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, row
from app.ui.widgets.choice_row import ChoiceRow
from app.ui.widgets.fitted_scroll import FittedScroll


class ChoiceForm(QObject):
    """card, footer: for a page to lay out. changed: another choice. sent, skipped: a button was pressed."""

    changed = Signal()
    sent = Signal()
    skipped = Signal()

    def __init__(self, icons: Icons, key: str, asked: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.rows = {each: ChoiceRow(icons, f"{key}.{each}", tuple(asked[each])) for each in asked}
        self.skip_button = Button(icons)
        self.send_button = Button(icons, look="primary")
        self.card = self._card()
        self.footer = self._footer()
        for each in self.rows.values():
            each.chosen.connect(self.changed)
        self.skip_button.clicked.connect(self.skipped)
        self.send_button.clicked.connect(self.sent)

    def _card(self) -> QWidget:
        card = box()
        scrolled = FittedScroll(right_px=8)
        for index, each in enumerate(self.rows.values()):
            each.setProperty("last", index == len(self.rows) - 1)
            scrolled.inside.addWidget(each)
        inside = column(card, margins=(24, 10, 16, 10))
        inside.addWidget(scrolled, 100)
        inside.addStretch(0)
        return card

    def _footer(self) -> QHBoxLayout:
        footer = row(spacing=16)
        footer.addStretch(1)
        fix(self.send_button, min_width=220)
        footer.addWidget(self.skip_button)
        footer.addWidget(self.send_button)
        return footer

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What was chosen, (question, choice) each."""
        chosen = [(name, each.choice) for name, each in self.rows.items()]
        return tuple((name, choice) for name, choice in chosen if choice is not None)

    def clear(self) -> None:
        """Nothing is chosen."""
        for each in self.rows.values():
            each.clear()

    def say(self, strings: Strings, *, may_send: bool) -> None:
        """The words of the questions and buttons. may_send: there is something to send."""
        for each in self.rows.values():
            each.say(strings)
        self.skip_button.say(strings.text("closing.skip"))
        self.send_button.say(strings.text("closing.send"))
        self.send_button.setEnabled(may_send)
