"""Signing in at a hub, inside the console's window: name and password, then the code of the second factor."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.recruiter.hub_ports import AskHub, EnterCode, SignInAt
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, box, column, label, row

_LONGEST = 128  # as the hub takes it


class HubSignInPage(Page):
    """wished: an AskHub, a SignInAt or an EnterCode. A secret leaves the page with its wish, and is kept nowhere.

    url: where the hub is; kept_for: whoever comes back to what they were doing, or empty.
    """

    wished = Signal(object)

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._hub, self._needs_code, self._is_busy = "", False, False
        self.url, self.kept_for = "", ""
        self._title, self._where, self._more = label("title"), label("small"), label("body")
        self.banner = Banner(icons)
        self.name, self.password, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self._name_label, self._password_label, self._code_label = (label("strong") for _ in range(3))
        self.enter_button = Button(icons, "check", look="primary")
        self.again_button = Button(icons, "again")
        self._lay_out()
        for field, told, key in (
            (self.name, self._name_label, "name"),
            (self.password, self._password_label, "password"),
            (self.code, self._code_label, "code"),
        ):
            field.setMaxLength(_LONGEST)
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            field.textChanged.connect(self._draw_buttons)
            field.returnPressed.connect(self._enter)
            self.bind(told.setText, f"review.hub.{key}")
            self.bind(field.setAccessibleName, f"review.hub.{key}")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.bind(self._more.setText, "review.hub.more")
        self.bind(self.again_button.say, "review.hub.again")
        self.enter_button.clicked.connect(self._enter)
        self.again_button.clicked.connect(self.ask_again)
        self.draw()

    def _lay_out(self) -> None:
        card = box()
        inside = column(card, margins=(24, 18, 24, 18), spacing=10)
        for each in (
            self._name_label,
            self.name,
            self._password_label,
            self.password,
            self._code_label,
            self.code,
        ):
            inside.addWidget(each)
        foot = row(spacing=12)
        foot.addWidget(self.enter_button)
        foot.addWidget(self.again_button)
        foot.addStretch(1)
        middle = QWidget()
        fix(middle, max_width=640)
        whole = column(middle, spacing=14)
        whole.addStretch(1)
        for words in (self._title, self._where, self._more, self.banner):
            whole.addWidget(words)
        whole.addWidget(card)
        whole.addLayout(foot)
        whole.addStretch(2)
        outside = row(self, margins=(64, 16, 64, 20))
        outside.addStretch(1)
        outside.addWidget(middle, 100)
        outside.addStretch(1)

    @Slot()
    def ask_again(self) -> None:
        """Is the hub there, and what is it called?"""
        self._wait()
        self.wished.emit(AskHub())

    def show_hub(self, name: str) -> None:
        """The hub answers: this is what it is called."""
        self._hub = name
        self._settle()

    def show_code(self) -> None:
        """The second factor is missing."""
        self._needs_code = True
        self._settle()

    def show_trouble(self, words: str, *, from_start: bool) -> None:
        """Why not. from_start: name and password are asked for again."""
        self._needs_code = self._needs_code and not from_start
        self._settle()
        self.banner.say(words, Tone.TROUBLE)

    def clear(self) -> None:
        """Neither a name nor a secret stays."""
        for field in (self.name, self.password, self.code):
            field.clear()
        self.kept_for, self._needs_code, self._is_busy = "", False, False
        self.banner.say("", Tone.INFO)
        self.draw()

    def draw(self) -> None:
        """Draw what is asked for now."""
        text = self.strings.text
        self._title.setText(text("review.hub.title", hub=self._hub or text("review.hub.unknown")))
        self._where.setText(text("review.hub.where", url=self.url))
        for each in (self._name_label, self.name, self._password_label, self.password):
            each.setVisible(not self._needs_code)
        for each in (self._code_label, self.code):
            each.setVisible(self._needs_code)
        self.enter_button.say(text("review.hub.enter_code" if self._needs_code else "review.hub.enter"))
        self._draw_buttons()

    def first_focus(self) -> QWidget | None:
        """What is to be typed next."""
        if self._needs_code:
            return self.code
        return self.password if self.name.text() else self.name

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """A secret is not kept on a page that nobody sees."""
        self.password.clear()
        self.code.clear()
        super().hideEvent(event)

    @Slot()
    def _draw_buttons(self) -> None:
        is_whole = bool(self.code.text().strip()) if self._needs_code else self._has_both
        for field in (self.name, self.password, self.code):
            field.setEnabled(not self._is_busy)
        self.enter_button.setEnabled(not self._is_busy and is_whole)
        self.again_button.setVisible(not self._hub)
        self.again_button.setEnabled(not self._is_busy)

    @property
    def _has_both(self) -> bool:
        return bool(self.name.text().strip()) and bool(self.password.text())

    @Slot()
    def _enter(self) -> None:
        if not self.enter_button.isEnabled():
            return
        language = self.strings.language
        wish: SignInAt | EnterCode = SignInAt(self.name.text().strip(), self.password.text(), language)
        if self._needs_code:
            wish = EnterCode(self.code.text().strip(), language)
        self._wait()
        self.wished.emit(wish)

    def _wait(self) -> None:
        self._is_busy = True
        self.banner.say(self.strings.text("review.hub.asking"), Tone.INFO)
        self.password.clear()
        self.code.clear()
        self.draw()

    def _settle(self) -> None:
        self._is_busy = False
        kept = self.strings.text("review.hub.kept", name=self.kept_for) if self.kept_for else ""
        self.banner.say(kept, Tone.INFO)
        self.draw()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()
