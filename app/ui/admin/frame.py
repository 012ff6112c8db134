"""A window for the staff: the kiosk's look and languages, and a choice of both, without its locks; one page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QMainWindow, QWidget

from app.domain.language import Language
from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.fitting import Fitting
from app.ui.header import Header
from app.ui.icons import Icons
from app.ui.strings import Strings, load_strings
from app.ui.theme import Look
from app.ui.widgets.basics import column

_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.KeyPress,
)


class StaffWindow(QMainWindow):
    """Signals: touched: somebody is there. closing: the person closed the window; its owner ends it."""

    touched = Signal()
    closing = Signal()

    def __init__(
        self, resources: Path, language: Language, make_page: Callable[[Icons, Strings], Page]
    ) -> None:
        super().__init__()
        self._fitting = Fitting(self, resources)
        self._usual_look = self._fitting.look
        self._languages = load_strings(resources)
        self._may_close = False
        icons = Icons(resources)
        self.header = Header(icons)
        for button in (self.header.help_button, self.header.read_button):  # who sees this is the staff
            button.hide()
        self.page = make_page(icons, self._languages[language])
        body = QWidget()
        body.setObjectName("page")
        layout = column(body)
        layout.addWidget(self.header)
        layout.addWidget(self.page, 1)
        self.setCentralWidget(body)
        frame = self.layout()
        if frame is not None:  # the screen decides the size
            frame.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.header.intent.connect(self._header_wish)
        self.header.look_chosen.connect(self.set_look)
        self._speak(language)
        self.set_look(self._usual_look)

    def release(self) -> None:
        """Allow the window to be closed."""
        self._may_close = True

    @Slot(object)
    def _header_wish(self, intent: intents.Intent) -> None:
        if isinstance(intent, intents.ChooseLanguage):
            self._speak(intent.language)

    def _speak(self, language: Language) -> None:
        strings = self._languages[language]
        self.setWindowTitle(strings.text("brand.name"))
        self.header.use(strings)
        self.page.use(strings)

    @property
    def look(self) -> Look:
        """Theme, type size and motion of the screen."""
        return self._fitting.look

    @Slot(object)
    def set_look(self, look: Look) -> None:
        """Draw everything in `look` until the window goes away."""
        if self._fitting.wear(look):
            self.header.show_look(look)

    def use_look(self, look: Look) -> None:
        """Draw everything in `look`, for this person and for every next one: the kiosk's own."""
        self._usual_look = look
        self.set_look(look)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw the design at the size of the screen."""
        super().resizeEvent(event)
        if self._fitting.fit(event.size().width(), event.size().height()):
            self.header.show_look(self._fitting.look)

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
