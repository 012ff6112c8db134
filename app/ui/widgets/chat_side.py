"""Beside the chats: the page of rules, and the note for the next colleague."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from app.domain.language import Words
from app.flow.typing_time import TypingTime
from app.ui.icons import Icons
from app.ui.scale import fix, rescale
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row
from app.ui.widgets.desk_scroll import DeskScroll
from app.ui.widgets.reply_box import ReplyBox

Rules = tuple[tuple[Words, Words], ...]


class ChatSide(QWidget):
    """Two pages under two buttons; the note keeps what was typed while the rules are read."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.policy_button = Button(icons, "list", look="segment")
        self.note_button = Button(icons, "people", look="segment")
        self.note = ReplyBox(sends=False)
        self._task = label("small")
        self._rules = DeskScroll(spacing=4)
        self._shown: tuple[object, ...] = ()
        self._labels: list[QLabel] = []
        self._pages = QStackedWidget()
        self._lay_out()
        self.policy_button.clicked.connect(self.open_policy)
        self.note_button.clicked.connect(self.open_note)
        self.open_policy()

    @property
    def rules(self) -> list[str]:
        """The words of the page of rules."""
        return [each.text() for each in self._labels]

    def _lay_out(self) -> None:
        segments = box("segments")
        buttons = row(segments, margins=(4, 4, 4, 4), spacing=4)
        for button in (self.policy_button, self.note_button):
            button.setCheckable(True)
            buttons.addWidget(button, 1)
        writing = QWidget()
        inside = column(writing, spacing=8)
        inside.addWidget(self._task)
        fix(self.note, min_height=96)
        inside.addWidget(self.note, 1)
        reading = QWidget()
        around = column(reading)
        around.addWidget(self._rules, 100)
        around.addStretch(1)
        self._pages.addWidget(reading)
        self._pages.addWidget(writing)
        layout = column(self, spacing=12)
        layout.addWidget(segments)
        layout.addWidget(self._pages, 1)

    def show_side(self, rules: Rules, task: Words, strings: Strings, factor: float) -> None:
        """Show the rules, and what the note should hold."""
        self.policy_button.say(strings.text("chats.policy"))
        self.note_button.say(strings.text("chats.note"))
        self._task.setText(strings.of(task))
        self.note.setAccessibleName(strings.text("chats.note"))
        self.note.setPlaceholderText(strings.text("chats.note_hint"))
        self._rules.setAccessibleName(strings.text("chats.policy"))
        if (rules, strings.language) != self._shown:
            self._shown = (rules, strings.language)
            self._draw_rules(rules, strings, factor)

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self.note.put("", TypingTime())
        self.open_policy()

    def _draw_rules(self, rules: Rules, strings: Strings, factor: float) -> None:
        for old in self._labels:
            self._rules.inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        for title, text in rules:
            for words, look in ((title, "strong"), (text, "small")):
                made = label(look)
                made.setText(strings.of(words))
                self._rules.inside.addWidget(made)
                self._labels.append(made)
                rescale(made, factor)
        self._rules.fit_soon()

    @Slot()
    def open_policy(self) -> None:
        """Show the page of rules."""
        self._open(0)

    @Slot()
    def open_note(self) -> None:
        """Show the note."""
        self._open(1)

    def _open(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.policy_button.setChecked(page == 0)
        self.note_button.setChecked(page == 1)
