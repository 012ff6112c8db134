"""Who of the staff is there: a name to touch, and a PIN by finger or a password by keyboard."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from app.ui import desk_intents as desk
from app.ui.candidate.page import Page
from app.ui.desk_views import SignInView
from app.ui.icons import Icons
from app.ui.scale import air, fix, rescale
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.keypad import Keypad

_LONGEST = 256  # of a secret


class SignInPage(Page):
    """Emits SignInWith, CloseStaff. What was typed leaves the page with the first of them."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: SignInView | None = None
        self._title, self._more = label("title"), label("body")
        self._who, self._secret_more = label("strong"), label("strong")
        self.banner = Banner(icons)
        self.names: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        self._names = column(spacing=10)
        self.secret = QLineEdit()
        self.secret.setMaxLength(_LONGEST)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.keypad = Keypad(icons)
        self.enter_button, self.close_button = Button(icons, "check", look="primary"), Button(icons)
        self._lay_out()
        self._connect()
        self.bind(self._title.setText, "sign_in.title")
        self.bind(self._more.setText, "sign_in.more")
        self.bind(self._who.setText, "sign_in.who")
        self.bind(self._secret_more.setText, "sign_in.secret")
        self.bind(self.secret.setAccessibleName, "sign_in.secret")
        self.bind(self.enter_button.say, "sign_in.enter")
        self.bind(self.close_button.say, "sign_in.close")

    def _lay_out(self) -> None:
        who, proof = box(), box()
        left = column(who, margins=(24, 18, 24, 18), spacing=12)
        left.addWidget(self._who)
        left.addLayout(self._names)
        left.addStretch(1)
        right = column(proof, margins=(24, 18, 24, 18), spacing=12)
        for widget in (self._secret_more, self.secret, self.keypad):
            right.addWidget(widget)
        cards = row_or_column(spacing=20)
        cards.addWidget(who, 1)
        cards.addWidget(proof, 1)
        area = FittedScroll(right_px=12, spacing=12)
        for words in (self._title, self._more, self.banner):
            area.inside.addWidget(words)
        area.inside.addLayout(cards)
        foot = row(spacing=16)
        foot.addWidget(self.enter_button)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        middle = QWidget()
        fix(middle, max_width=1040)
        whole = column(middle, spacing=14)
        whole.addWidget(air(), 1)
        whole.addWidget(area, 100)
        whole.addLayout(foot)
        whole.addStretch(2)
        outside = row(self, margins=(64, 16, 64, 20))
        outside.addStretch(1)
        outside.addWidget(middle, 100)
        outside.addStretch(1)

    def _connect(self) -> None:
        self.keypad.digit.connect(self.secret.insert)
        self.keypad.back.connect(self.secret.backspace)
        self.keypad.cleared.connect(self.secret.clear)
        self.secret.textChanged.connect(self._draw_buttons)
        self.secret.returnPressed.connect(self._enter)
        self.enter_button.clicked.connect(self._enter)
        self.close_button.clicked.connect(self._close)

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.keypad.use(strings)
        super().use(strings)

    def show_view(self, view: SignInView) -> None:
        """Show `view`; after a try that failed the keyboard stands where one types again."""
        before, self._view = self._view, view
        if view == before:
            return
        if view.names != tuple(self.names):
            self._show_names(view.names)
        self.draw()
        is_new = before is None or before.is_busy or view.error is not None
        if is_new and not view.is_busy and (focus := self.first_focus()) is not None:
            focus.setFocus()

    def _show_names(self, names: tuple[str, ...]) -> None:
        """One account is nobody's to choose; among several each says who they are."""
        for button in self.names.values():
            self._group.removeButton(button)
            self._names.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.names = {name: Button(self.icons, look="choice") for name in names}
        for name, button in self.names.items():
            button.say(name)
            button.setCheckable(True)
            button.setChecked(len(names) == 1)
            button.toggled.connect(self._chosen)
            self._group.addButton(button)
            self._names.addWidget(button)
            rescale(button, self.factor)

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        told = "" if view.error is None else self.strings.message(view.error[0], **dict(view.error[1]))
        self.banner.say(told, Tone.TROUBLE)
        self._draw_buttons()

    @property
    def name(self) -> str:
        """Who is chosen, or empty."""
        return next((name for name, button in self.names.items() if button.isChecked()), "")

    def clear(self) -> None:
        """Neither a name nor a secret stays."""
        self._view = None
        self.secret.setText("")
        self._show_names(())

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """A secret is not kept on a page that nobody sees."""
        self.clear()
        super().hideEvent(event)

    def first_focus(self) -> QWidget | None:
        """The names, until one is chosen; then the box."""
        if self.name:
            return self.secret
        return next(iter(self.names.values()), self.close_button)

    @Slot()
    def _draw_buttons(self) -> None:
        is_busy = self._view is not None and self._view.is_busy
        for each in (*self.names.values(), self.secret, self.keypad):
            each.setEnabled(not is_busy)
        self.enter_button.setEnabled(not is_busy and bool(self.name) and bool(self.secret.text()))

    @Slot(bool)
    def _chosen(self, checked: bool) -> None:
        if checked:
            self.secret.setText("")
            self._draw_buttons()

    @Slot()
    def _enter(self) -> None:
        if self.enter_button.isEnabled():
            name, secret = self.name, self.secret.text()
            self.secret.setText("")
            self.intent.emit(desk.SignInWith(name, secret))

    @Slot()
    def _close(self) -> None:
        self.intent.emit(desk.CloseStaff())
