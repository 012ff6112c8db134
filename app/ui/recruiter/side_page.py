"""What the pages beside the list share: a way back, a title, and what is shown below them."""

from PySide6.QtCore import Signal

from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row
from app.ui.widgets.long_scroll import LongScroll


class SidePage(Page):
    """left: back to the list. title, more: keys of the words; more: below the title, where there is such a line."""

    left = Signal()

    def __init__(self, icons: Icons, strings: Strings, title: str, more: str | None = None) -> None:
        super().__init__(icons, strings)
        self._title = label("title", wrap=False)
        self.back_button = Button(icons, "list")
        self.area = LongScroll()
        head = row(spacing=16)
        head.addWidget(self.back_button)
        head.addWidget(self._title, 1)
        whole = column(self, margins=(24, 12, 24, 16), spacing=10)
        whole.addLayout(head)
        if more is not None:
            explained = label("body")
            whole.addWidget(explained)
            self.bind(explained.setText, more)
        whole.addWidget(self.area, 1)
        self.bind(self.back_button.say, "review.console.back")
        self.bind(self._title.setText, title)
        self.back_button.clicked.connect(self.left)
