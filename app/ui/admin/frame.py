"""A window for the staff: the kiosk's look and languages, and a choice of both, without its locks; one page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.language import Language
from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.fitted_window import FittedWindow
from app.ui.icons import Icons
from app.ui.strings import Strings, load_strings
from app.ui.widgets.basics import column

_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.KeyPress,
)


class StaffWindow(FittedWindow):
    """Signals: touched: somebody is there. closing: the person closed the window; its owner ends it."""

    touched = Signal()
    closing = Signal()

    def __init__(
        self, resources: Path, language: Language, make_page: Callable[[Icons, Strings], Page]
    ) -> None:
        super().__init__(resources)
        self._languages = load_strings(resources)
        self._may_close = False
        for button in (self.header.help_button, self.header.read_button):  # who sees this is the staff
            button.hide()
        self.page = make_page(self.icons, self._languages[language])
        body = QWidget()
        layout = column(body)
        layout.addWidget(self.header)
        layout.addWidget(self.page, 1)
        self.header.intent.connect(self._header_wish)
        self._speak(language)
        self.hold(body)

    def release(self) -> None:
        """Allow the window to be closed."""
        self._may_close = True

    @Slot(object)
    def _header_wish(self, intent: intents.Intent) -> None:
        if isinstance(intent, intents.ChooseLanguage):
            self._speak(intent.language)

    def _speak(self, language: Language) -> None:
        strings = self._languages[language]
        self._fitting.speak(language)
        self.setWindowTitle(strings.text("brand.name"))
        self.header.use(strings)
        self.page.use(strings)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """From now on notice every touch and key."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        focus = self.page.first_focus()
        if focus is not None:
            focus.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """The next person finds the usual look."""
        super().hideEvent(event)
        if not event.spontaneous():  # minimised: the same person comes back
            self.header.close_choices()
            self.set_look(self._usual_look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Say that somebody is there."""
        if event.type() in _TOUCHES:
            self.touched.emit()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Say so and stay: something comes after this window, or the program would end with it."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.closing.emit()
