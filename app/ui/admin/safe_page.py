"""The page of a kiosk that does not start: why, and what the staff can do."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.ui.admin.pin_views import SafeView, StaffWish
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, column, label, row


class SafePage(Page):
    """intent: StaffWish.AGAIN, RESTORE or CLOSE."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: SafeView | None = None
        self._title, self._lead, self._countdown = label("display"), label("lead"), label("body")
        self.banner = Banner(icons)
        self.close_button = Button(icons, "close")
        self.restore_button = Button(icons)
        self.again_button = Button(icons, "again", look="primary")
        outside = column(self, margins=(96, 72, 96, 32), spacing=24)
        for widget in (self._title, self._lead, self.banner, self._countdown):
            outside.addWidget(widget)
        outside.addStretch(1)
        footer = row(spacing=16)
        footer.addWidget(self.close_button)
        footer.addWidget(self.restore_button)
        footer.addStretch(1)
        footer.addWidget(self.again_button)
        outside.addLayout(footer)
        for button in (self.close_button, self.restore_button, self.again_button):
            fix(button, min_width=180)
        self.bind(self._title.setText, "safe.title")
        self.bind(self._lead.setText, "safe.lead")
        self.bind(self.close_button.say, "safe.close")
        self.bind(self.restore_button.say, "safe.restore")
        self.bind(self.again_button.say, "safe.again")
        self.close_button.clicked.connect(self._close)
        self.restore_button.clicked.connect(self._restore)
        self.again_button.clicked.connect(self._again)

    def show_view(self, view: SafeView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self.draw()

    def draw(self) -> None:
        """Draw the view in the current language."""
        if self._view is None:
            return
        code, gaps = self._view.cause
        self.banner.say(self.strings.message(code, **dict(gaps)), Tone.TROUBLE)
        self._countdown.setText(self.strings.text("safe.left", left_s=self._view.left_s))
        self.restore_button.setVisible(self._view.may_restore)

    def first_focus(self) -> QWidget | None:
        """The way on that changes nothing."""
        return self.again_button

    @Slot()
    def _close(self) -> None:
        self.intent.emit(StaffWish.CLOSE)

    @Slot()
    def _restore(self) -> None:
        self.intent.emit(StaffWish.RESTORE)

    @Slot()
    def _again(self) -> None:
        self.intent.emit(StaffWish.AGAIN)
