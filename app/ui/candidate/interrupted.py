"""Something broke; what is safe, and how it goes on."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.ui import intents
from app.ui.candidate.actions import ConfirmBar
from app.ui.candidate.notice import NoticePage
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.views import InterruptedView
from app.ui.widgets.basics import Button


class InterruptedPage(NoticePage):
    """Emits GoOn or Leave."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings, "again")
        self._view: InterruptedView | None = None
        self.leave_button = Button(icons, look="quiet")
        self.confirm = ConfirmBar(icons)
        self.confirm.hide()
        self.buttons.addWidget(self.leave_button)
        self.buttons.addWidget(self.confirm)
        self.buttons.addStretch(1)
        self.bind(self.leave_button.say, "interrupted.leave")
        self.main_button.clicked.connect(self._go_on)
        self.leave_button.clicked.connect(self._ask)
        self.confirm.refused.connect(self._stay)
        self.confirm.confirmed.connect(self._leave)

    def show_view(self, view: InterruptedView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self.draw()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self.title.clear()
        self.more.clear()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        text = self.strings.text
        self.title.setText(text(f"interrupted.{view.reason}"))
        self.more.setText(
            text(f"interrupted.{view.reason}_more", number=view.number, total=view.total, saved=view.saved)
        )
        self.main_button.say(text("interrupted.waiting" if view.waiting else "interrupted.go_on"))
        self.enable(self.main_button, not view.waiting)
        self.confirm.say(
            text("interrupted.leave_sure"), text("interrupted.leave_yes"), text("interrupted.leave_no")
        )

    def first_focus(self) -> QWidget | None:
        """Go on."""
        self._stay()
        return self.main_button

    @Slot()
    def _ask(self) -> None:
        self._show_question(True)
        self.confirm.no_button.setFocus()

    @Slot()
    def _stay(self) -> None:
        self._show_question(False)

    def _show_question(self, shown: bool) -> None:
        self.main_button.setVisible(not shown)
        self.leave_button.setVisible(not shown)
        self.confirm.setVisible(shown)

    @Slot()
    def _go_on(self) -> None:
        self.intent.emit(intents.GoOn())

    @Slot()
    def _leave(self) -> None:
        self._stay()
        self.intent.emit(intents.Leave())
