"""The page of a kiosk whose data are locked: the passphrase, typed by finger or by key, or the code on paper."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.admin.pin_views import StaffWish
from app.ui.candidate.page import Page
from app.ui.desk_views import Told
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, column, label, row

ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
SHIFTED = ("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class KeyTyped:
    """What somebody typed. is_code: the recovery code on paper, else the passphrase."""

    text: str = field(repr=False)
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class KeyView:
    """is_code: the code on paper is asked for. is_busy: it is being tried. error: in words above the field.

    has_other: there is a code beside the passphrase.
    """

    is_code: bool = False
    has_other: bool = True
    is_busy: bool = False
    error: Told | None = None


class Keys(QWidget):
    """Letters, digits and signs to touch. letter: one was pressed. back: take the last one away."""

    letter = Signal(str)
    back = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._is_shifted = False
        self.keys: list[list[Button]] = []
        lines = column(self, spacing=6)
        for letters in ROWS:
            line = row(spacing=6)
            line.addStretch(1)
            self.keys.append([self._key(icons, line, 72) for _ in letters])
            line.addStretch(1)
            lines.addLayout(line)
        foot = row(spacing=6)
        foot.addStretch(1)
        self.shift_key, self.space_key = self._key(icons, foot, 150), self._key(icons, foot, 300)
        self.back_key = self._key(icons, foot, 150)
        foot.addStretch(1)
        lines.addLayout(foot)
        for line_of_keys in self.keys:
            for key in line_of_keys:
                key.clicked.connect(self._pressed)
        self.shift_key.clicked.connect(self._shift)
        self.space_key.clicked.connect(self._space)
        self.back_key.clicked.connect(self.back)
        self._draw()

    @staticmethod
    def _key(icons: Icons, line: QBoxLayout, width: int) -> Button:
        key = Button(icons, look="key")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard
        fix(key, width=width)
        line.addWidget(key)
        return key

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        for key, name in ((self.shift_key, "shift"), (self.space_key, "space"), (self.back_key, "back")):
            key.say(strings.text(f"unlock.{name}"))

    def _draw(self) -> None:
        for keys, letters in zip(self.keys, SHIFTED if self._is_shifted else ROWS, strict=True):
            for key, letter in zip(keys, letters, strict=True):
                key.setText(letter.replace("&", "&&"))  # a single one would mark a short cut
                key.setAccessibleName(letter)

    @Slot()
    def _pressed(self) -> None:
        key = self.sender()
        if isinstance(key, QPushButton):
            self.letter.emit(key.accessibleName())

    @Slot()
    def _shift(self) -> None:
        self._is_shifted = not self._is_shifted
        self._draw()

    @Slot()
    def _space(self) -> None:
        self.letter.emit(" ")


class KeyPage(Page):
    """intent: KeyTyped, or StaffWish.OTHER (the other way in), StaffWish.CLOSE."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view = KeyView()
        self._title, self._lead = label("title"), label("lead")
        self.banner = Banner(icons)
        self.entry = QLineEdit()
        self.entry.setMaxLength(LONGEST)
        self.entry.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.keys = Keys(icons)
        self.close_button = Button(icons, "close")
        self.other_button = Button(icons)
        self.enter_button = Button(icons, "check", look="primary")
        self._lay_out()
        self.bind(self.entry.setAccessibleName, "unlock.entry")
        self.bind(self.close_button.say, "unlock.close")
        self.keys.use(strings)
        self.keys.letter.connect(self.entry.insert)
        self.keys.back.connect(self.entry.backspace)
        self.entry.returnPressed.connect(self._enter)
        self.enter_button.clicked.connect(self._enter)
        self.other_button.clicked.connect(self._other)
        self.close_button.clicked.connect(self._close)
        self.draw()

    def _lay_out(self) -> None:
        outside = column(self, margins=(56, 20, 56, 20), spacing=10)
        for widget in (self._title, self._lead, self.banner, self.entry):
            outside.addWidget(widget)
        outside.addStretch(1)
        outside.addWidget(self.keys)
        outside.addStretch(1)
        footer = row(spacing=16)
        for button in (self.close_button, self.other_button, self.enter_button):
            fix(button, min_width=180)
        footer.addWidget(self.close_button)
        footer.addWidget(self.other_button)
        footer.addStretch(1)
        footer.addWidget(self.enter_button)
        outside.addLayout(footer)

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.keys.use(strings)
        super().use(strings)

    def show_view(self, view: KeyView) -> None:
        """Show `view`; what was typed before is forgotten."""
        self._view = view
        self.entry.setText("")
        self.draw()
        if not view.is_busy:
            self.entry.setFocus()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view, text = self._view, self.strings.text
        kind = "code" if view.is_code else "phrase"
        self._title.setText(text("unlock.title"))
        self._lead.setText(text("unlock.busy" if view.is_busy else f"unlock.{kind}"))
        self.entry.setEchoMode(QLineEdit.EchoMode.Normal if view.is_code else QLineEdit.EchoMode.Password)
        self.other_button.say(text("unlock.use_phrase" if view.is_code else "unlock.use_code"))
        self.other_button.setVisible(view.has_other)
        self.enter_button.say(text("unlock.enter"))
        for widget in (self.entry, self.keys, self.other_button, self.enter_button):
            widget.setEnabled(not view.is_busy)
        told = "" if view.error is None else self.strings.message(view.error[0], **dict(view.error[1]))
        self.banner.say(told, Tone.TROUBLE)

    def first_focus(self) -> QWidget:
        """The field."""
        return self.entry

    @Slot()
    def _enter(self) -> None:
        typed = self.entry.text()
        self.entry.setText("")
        if typed:
            self.intent.emit(KeyTyped(typed, self._view.is_code))

    @Slot()
    def _other(self) -> None:
        self.intent.emit(StaffWish.OTHER)

    @Slot()
    def _close(self) -> None:
        self.intent.emit(StaffWish.CLOSE)
