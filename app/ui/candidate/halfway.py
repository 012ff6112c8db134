"""Half of the questions are done: rest as long as one likes, or go on at once."""

from PySide6.QtCore import Slot

from app.ui import intents
from app.ui.candidate.notice import NoticePage
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.views import BreakView
from app.ui.widgets.basics import label


class BreakPage(NoticePage):
    """Emits Resume."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings, "pause")
        self._view: BreakView | None = None
        self._rest = label("body")
        self.content.addWidget(self._rest)
        self.buttons.addStretch(1)
        self.bind(self.title.setText, "break.title")
        self.bind(self._rest.setText, "break.rest")
        self.bind(self.main_button.say, "break.go_on")
        self.main_button.clicked.connect(self._go_on)

    def show_view(self, view: BreakView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self.draw()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self.more.clear()

    def draw(self) -> None:
        """Draw the view in the current language."""
        if self._view is not None:
            done, left = self._view.done, self._view.total - self._view.done
            self.more.setText(self.strings.text("break.more", done=done, left=left))

    @Slot()
    def _go_on(self) -> None:
        self.intent.emit(intents.Resume())
