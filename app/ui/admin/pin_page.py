"""The staff's page for a PIN or an unlock code: words on the left, digits on the right."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.admin.pin_pad import PinPad
from app.ui.admin.pin_views import PinMode, PinView, StaffWish, Typed
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, box, column, label, row


class PinPage(Page):
    """intent: Typed or a StaffWish."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: PinView | None = None
        self._for_whom, self._title, self._lead = label("overline"), label("title"), label("lead")
        self.banner = Banner(icons)
        self.pad = PinPad(icons)
        self._busy = label("lead")
        self.code = label("prompt")
        self._code_more = label("body")
        self._work = QStackedWidget()
        self.back_button = Button(icons)
        self.other_button = Button(icons)
        self.noted_button = Button(icons, "check", look="primary")
        self._lay_out()
        self.bind(self._for_whom.setText, "pin.for_whom")
        self.bind(self._busy.setText, "pin.busy")
        self.bind(self._code_more.setText, "pin.code_more")
        self.bind(self.noted_button.say, "pin.noted")
        self.pad.use(strings)
        self.pad.entered.connect(self._typed)
        self.back_button.clicked.connect(self._back)
        self.other_button.clicked.connect(self._other)
        self.noted_button.clicked.connect(self._noted)

    def _lay_out(self) -> None:
        left = column(spacing=14)
        for widget in (self._for_whom, self._title, self._lead, self.banner):
            left.addWidget(widget)
        left.addStretch(1)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for inside in (self._card(self.pad), self._card(self._busy), self._card(self.code, self._code_more)):
            self._work.addWidget(inside)
        fix(self._work, width=520)
        columns = row(spacing=36)
        columns.addLayout(left, 1)
        columns.addWidget(self._work)
        footer = row(spacing=16)
        for button in (self.back_button, self.other_button, self.noted_button):
            fix(button, min_width=180)
        footer.addWidget(self.back_button)
        footer.addWidget(self.other_button)
        footer.addStretch(1)
        footer.addWidget(self.noted_button)
        outside = column(self, margins=(56, 28, 56, 24), spacing=16)
        outside.addLayout(columns, 1)
        outside.addLayout(footer)

    @staticmethod
    def _card(*widgets: QWidget) -> QWidget:
        card = box()
        inside = column(card, margins=(28, 24, 28, 24), spacing=16)
        inside.addStretch(1)
        for widget in widgets:
            inside.addWidget(widget)
        inside.addStretch(1)
        return card

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.pad.use(strings)
        super().use(strings)

    def show_view(self, view: PinView) -> None:
        """Show `view`; what was typed before is forgotten."""
        self._view = view
        self.pad.begin(is_code=view.mode is PinMode.CODE)
        self.draw()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view, text = self._view, self.strings.text
        if view is None:
            return
        self._title.setText(text(view.title))
        self._lead.setText(text(view.lead))
        self._work.setCurrentIndex({PinMode.BUSY: 1, PinMode.TOLD: 2}.get(view.mode, 0))
        groups = view.code.split()
        self.code.setText(" ".join(groups[:3]) + "\n" + " ".join(groups[3:]) if groups else "–")
        for button, key in ((self.back_button, view.back), (self.other_button, view.other)):
            button.setVisible(bool(key))
            button.say(text(key) if key else "")
        self.noted_button.setVisible(view.mode is PinMode.TOLD)
        told = "" if view.error is None else self.strings.message(view.error[0], **dict(view.error[1]))
        self.banner.say(told, Tone.TROUBLE)

    def first_focus(self) -> QWidget | None:
        """The pad, where there is something to type."""
        types = self._view is not None and self._view.mode in (PinMode.PIN, PinMode.CODE)
        return self.pad if types else None

    @Slot(str)
    def _typed(self, digits: str) -> None:
        self.intent.emit(Typed(digits))

    @Slot()
    def _back(self) -> None:
        self.intent.emit(StaffWish.BACK)

    @Slot()
    def _other(self) -> None:
        self.intent.emit(StaffWish.OTHER)

    @Slot()
    def _noted(self) -> None:
        self.intent.emit(StaffWish.NOTED)
