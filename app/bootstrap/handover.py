"""Between two people: what the pages do not own is forgotten, too, and the kiosk looks as it usually does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.domain.language import Language
from app.flow.timing import IDLE_WARNING_S
from app.ui import intents
from app.ui.theme import Look
from app.ui.views import FinishedView, View, WelcomeView
from app.ui.window import KioskWindow


class Handover(QObject):
    """Lives on the UI thread. look, language: the kiosk's own. forget: what else remembers something of a sitting.

    quiet_s: after so long without a touch the first page goes back to the usual look and language: somebody
    may have chosen others and gone.

    Signals:
        intent: ChooseLanguage, for the controller.
    """

    intent = Signal(object)

    def __init__(
        self,
        window: KioskWindow,
        look: Look,
        language: Language,
        forget: Sequence[Callable[[], None]],
        quiet_s: float = IDLE_WARNING_S,
    ) -> None:
        super().__init__(window)  # its timer ends with the window, whoever closes it
        self._window, self._look, self._language = window, look, language
        self._forget = tuple(forget)
        self._shown: type | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(round(quiet_s * 1000))
        self._timer.timeout.connect(self._be_as_usual)
        window.intent.connect(self._touched)

    def show(self, view: View) -> None:
        """A view is on the screen: at the end of a sitting, and before the next one, everything is forgotten."""
        shown, self._shown = self._shown, type(view)
        if self._shown is shown:
            return
        is_first = isinstance(view, WelcomeView)
        if is_first or isinstance(view, FinishedView):
            self._forget_all()
        if is_first:
            self._timer.start()
        else:
            self._timer.stop()

    def _forget_all(self) -> None:
        clipboard = QGuiApplication.clipboard()
        for mode in (clipboard.Mode.Clipboard, clipboard.Mode.Selection):
            clipboard.clear(mode)
        QGuiApplication.inputMethod().reset()  # half a word of an input method
        for forget in self._forget:
            forget()

    @Slot(object)
    def _touched(self, _: intents.Intent) -> None:
        if self._timer.isActive():
            self._timer.start()

    @Slot()
    def _be_as_usual(self) -> None:
        self._window.set_look(self._look)
        if self._window.language is not self._language:
            self._window.set_language(self._language)
            self.intent.emit(intents.ChooseLanguage(self._language))
