"""Nothing else can be shown: one neutral sentence, and what is safe."""

from PySide6.QtCore import Slot

from app.ui import intents
from app.ui.candidate.notice import NoticePage
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.views import ErrorView
from app.ui.widgets.basics import Button, label


class ErrorPage(NoticePage):
    """Emits GoOn or AskForHelp."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings, "info")
        self._view: ErrorView | None = None
        self._safe = label("body")
        self.content.addWidget(self._safe)
        self.help_button = Button(icons, "help")
        self.buttons.addWidget(self.help_button)
        self.buttons.addStretch(1)
        self.bind(self.title.setText, "error.title")
        self.bind(self._safe.setText, "error.more")
        self.bind(self.main_button.say, "error.again")
        self.bind(self.help_button.say, "help.ask")
        self.main_button.clicked.connect(self._again)
        self.help_button.clicked.connect(self._help)

    def show_view(self, view: ErrorView) -> None:
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
            self.more.setText(self.strings.message(self._view.code, **dict(self._view.params)))
            self.main_button.setVisible(self._view.can_retry)

    @Slot()
    def _again(self) -> None:
        self.intent.emit(intents.GoOn())

    @Slot()
    def _help(self) -> None:
        self.intent.emit(intents.AskForHelp())
