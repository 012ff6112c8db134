"""The console's page at a hub: before anybody sees anything, they sign in."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.recruiter.hub_sign_in_page import HubSignInPage
from app.ui.recruiter.pages import ReviewPages
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, label, row


class HubPages(ReviewPages):
    """sign_in: what stands where nobody is signed in. out_button: whoever is, leaves."""

    sign_in: HubSignInPage

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self._behind: QWidget | None = None
        super().__init__(icons, strings)
        self.is_attended = False
        self.out_button, self.who = Button(icons, "close", look="quiet"), label("small", wrap=False)
        self._bar = QWidget()
        line = row(self._bar, margins=(24, 6, 24, 0), spacing=12)
        line.addWidget(self.who, 1)
        line.addWidget(self.out_button)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertWidget(0, self._bar)
        self.bind(self.out_button.say, "review.hub.sign_out")
        self.stack.currentChanged.connect(self._show_bar)
        self._show_bar()

    def _shut(self) -> QWidget:
        self.sign_in = HubSignInPage(self.icons, self.strings)
        return self.sign_in

    @property
    def is_kept(self) -> bool:
        """True while somebody may come back to what they were doing when the hub ended their session."""
        return self._behind is not None

    def lost(self) -> None:
        """The hub knows the session no more: silence, and nothing in sight; what was typed waits for who typed it."""
        if self.stack.currentIndex() == 0:
            return
        self.is_attended = False
        self._behind = self.stack.currentWidget()
        self.interview.player.film.close()
        self.stack.setCurrentIndex(0)

    def go_on(self) -> None:
        """Whoever typed it is back."""
        if self._behind is not None:
            self.is_attended = True
            self.tell("")
            self.stack.setCurrentWidget(self._behind)
            self._behind = None

    def shut(self) -> None:
        """Nobody is signed in: nothing of anybody is in the window any more."""
        self._behind = None
        self.who.clear()
        self.sign_in.clear()
        super().shut()

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.sign_in.use(strings)
        super().use(strings)

    def first_focus(self) -> QWidget | None:
        """What is to be typed, or the list."""
        return self.sign_in.first_focus() if self.stack.currentIndex() == 0 else super().first_focus()

    @Slot()
    def _show_bar(self) -> None:
        self._bar.setVisible(self.stack.currentIndex() != 0)
