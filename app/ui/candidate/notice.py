"""A calm card in the middle of the page: drawing, title, sentence, buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.candidate.page import Page
from app.ui.icons import Icons, Picture
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column


class NoticePage(Page):
    """title and more are set by the page; buttons in `buttons`."""

    def __init__(self, icons: Icons, strings: Strings, drawing: str) -> None:
        super().__init__(icons, strings)
        self.picture = Picture(icons, drawing, size_px=52)
        self.title = label("display")
        self.more = label("lead")
        self.content = column(spacing=12)
        self.buttons = row_or_column(spacing=16)
        self.main_button = Button(icons, look="primary")
        fix(self.main_button, min_width=220)
        self.buttons.addWidget(self.main_button)
        card = box()
        fix(card, max_width=940)
        inside = column(card, margins=(56, 44, 56, 44), spacing=18)
        inside.addWidget(self.picture)
        inside.addWidget(self.title)
        inside.addWidget(self.more)
        inside.addLayout(self.content)
        inside.addSpacing(8)
        inside.addLayout(self.buttons)
        outside = row(self, margins=(56, 24, 56, 24))
        outside.addStretch(1)
        outside.addWidget(card, 100, Qt.AlignmentFlag.AlignVCenter)
        outside.addStretch(1)

    def first_focus(self) -> QWidget | None:
        """The main button."""
        return self.main_button
