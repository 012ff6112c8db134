"""The kiosk's window: header, one page at a time, one line for messages; locked against leaving."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.language import Language
from app.domain.messages import Caption, Framing, Level, PreviewReady
from app.ui import intents, views
from app.ui.candidate.chats import ChatsPage
from app.ui.candidate.closing_pages import ClosingPages
from app.ui.candidate.consent import ConsentPage
from app.ui.candidate.devices import DeviceCheckPage
from app.ui.candidate.error import ErrorPage
from app.ui.candidate.finished import FinishedPage
from app.ui.candidate.halfway import BreakPage
from app.ui.candidate.interrupted import InterruptedPage
from app.ui.candidate.page import Page
from app.ui.candidate.practice import PracticePage
from app.ui.candidate.preview import PreviewPage
from app.ui.candidate.question import QuestionPage
from app.ui.candidate.review import ReviewPage
from app.ui.chat_views import ChatsView
from app.ui.desk_pages import DeskPages
from app.ui.fitted_window import FittedWindow
from app.ui.message_area import HELP_NOTE, MessageArea
from app.ui.preview import PreviewReader
from app.ui.reading import control_text, page_text
from app.ui.strings import load_strings
from app.ui.touches import Touches
from app.ui.widgets.basics import column
from app.ui.widgets.page_scroll import PageStack


class KioskWindow(FittedWindow):
    """Give it views; it gives back intents.

    Connect controller.view_changed → show_page, controller.live → show_live, controller.preview_memory →
    open_preview, window.intent → controller.on_intent, and Messages.attach(window).

    Signals:
        intent: a value of app.ui.intents; a language switch is drawn before it is emitted. StillHere comes
            with every touch and key, at most once a second.
    """

    intent = Signal(object)

    def __init__(self, resources: Path, language: Language = Language.ZH) -> None:
        super().__init__(resources)
        self._languages = load_strings(resources)
        self._strings = self._languages[language]
        self._may_close = False
        self._pictures = PreviewReader()
        self._is_open = self._focus_was_inside = False
        icons = self.icons
        self.messages = MessageArea(icons, self._strings)
        self._touches = Touches(self)
        self.desk = DeskPages(icons, self._strings)
        self.welcome, self.experience = self.desk.welcome, self.desk.experience
        self.consent = ConsentPage(icons, self._strings)
        self.devices = DeviceCheckPage(icons, self._strings)
        self.practice = PracticePage(icons, self._strings)
        self.preview = PreviewPage(icons, self._strings)
        self.question = QuestionPage(icons, self._strings)
        self.chats = ChatsPage(icons, self._strings)
        self.review = ReviewPage(icons, self._strings)
        self.interrupted = InterruptedPage(icons, self._strings)
        self.halfway = BreakPage(icons, self._strings)
        self.finished = FinishedPage(icons, self._strings)
        self.closing = ClosingPages(icons, self._strings)
        self.error = ErrorPage(icons, self._strings)
        self._drawn_by: dict[type, tuple[Page, Callable[[Any], None]]] = {
            **self.desk.drawn_by,
            views.ConsentView: (self.consent, self.consent.show_view),
            views.DeviceCheckView: (self.devices, self.devices.show_view),
            views.PracticeView: (self.practice, self.practice.show_view),
            views.PreviewView: (self.preview, self.preview.show_view),
            views.QuestionView: (self.question, self.question.show_view),
            ChatsView: (self.chats, self.chats.show_view),
            views.ReviewView: (self.review, self.review.show_view),
            views.InterruptedView: (self.interrupted, self.interrupted.show_view),
            views.BreakView: (self.halfway, self.halfway.show_view),
            views.FinishedView: (self.finished, self.finished.show_view),
            views.ErrorView: (self.error, self.error.show_view),
            **self.closing.drawn_by,
        }
        self._page: Page = self.welcome
        self.stack = PageStack()
        self._lay_out()
        self._use_strings()

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order of an interview."""
        return tuple(page for page, _ in self._drawn_by.values())

    @property
    def current_page(self) -> Page:
        """The page that is shown."""
        return self._page

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return self._strings.language

    def _lay_out(self) -> None:
        for page in self.pages:
            self.stack.add(page)
            page.intent.connect(self._wanted)
        body = QWidget()
        layout = column(body)
        layout.addWidget(self.header)
        layout.addWidget(self.messages)
        layout.addWidget(self.stack, 1)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._touches.touched.connect(self._touched)
        self.header.intent.connect(self._wanted)
        self.messages.intent.connect(self._wanted)
        self.hold(body)

    # ---- what to show --------------------------------------------------------------------------
    @Slot(object)
    def show_page(self, view: views.View) -> None:
        """Show the page for `view`; cheap when little has changed."""
        focus = self.focusWidget()
        self._focus_was_inside = focus is not None and self._page.isAncestorOf(focus)
        page, draw = self._drawn_by[type(view)]
        if page is not self._page and page in (self.welcome, self.finished):
            self._forget(for_next=page is self.welcome)
        draw(view)
        self._show(page)

    def _show(self, page: Page) -> None:
        if self._page is page and self._is_open:
            self._keep_focus(page)
            return
        self._page, self._is_open = page, True
        self.header.close_choices()
        self.stack.open(page)
        if (focus := page.first_focus()) is not None:
            focus.setFocus()

    def _keep_focus(self, page: Page) -> None:
        """Keyboards work always: a button that went away passes its focus on inside the page."""
        focus = self.focusWidget()
        is_lost = self._focus_was_inside and (focus is None or not page.isAncestorOf(focus))
        if is_lost and (first := page.first_focus()) is not None:
            first.setFocus()

    def _forget(self, *, for_next: bool) -> None:
        """Nothing that was said, typed or chosen may be found; pages after the end, and the look, stay until then."""
        for page in self.pages if for_next else self.pages[: self.pages.index(self.finished)]:
            page.clear()
        if for_next:
            self.messages.clear()
            self.set_look(self._usual_look)

    @Slot(object)
    def show_live(self, message: Level | Caption | PreviewReady | Framing) -> None:
        """Show loudness, captions or the preview on the page that is open."""
        page = self._page
        match message:
            case Level(rms_db, peak_db, speech) if page is self.devices:
                self.devices.show_level(rms_db, peak_db, speech)
            case Framing() if page is self.devices:
                self.devices.show_framing(message)
            case Level(rms_db, peak_db) if page is self.question:
                self.question.show_level(rms_db, peak_db)
            case Level(rms_db, peak_db) if page is self.practice:
                self.practice.show_level(rms_db, peak_db)
            case Caption(text, is_final):
                shown = self.practice if page is self.practice else self.question
                shown.show_caption(text, is_final=is_final)
            case PreviewReady() if page in (self.devices, self.question, self.desk.check_in):
                if (image := self._pictures.read(message)) is not None:
                    page.show_picture(image)

    @Slot(object)
    def open_preview(self, name: str | None) -> None:
        """Take preview pictures from the shared memory `name`, or from nowhere."""
        self._pictures.open(name)

    def question_text(self) -> str:
        """What is asked on the open page, or empty."""
        return self._page.question_text if isinstance(self._page, QuestionPage | PracticePage) else ""

    def page_text(self) -> str:
        """The words of messages and page, in the order one reads them."""
        return page_text(self.messages, self._strings) + page_text(self._page, self._strings)

    def alert_text(self) -> str:
        """What went wrong, where the open page says so; or empty."""
        return self._page.banner.text if isinstance(self._page, QuestionPage | ReviewPage) else ""

    def focus_text(self) -> str:
        """The control where the keyboard stands."""
        return control_text(self.focusWidget(), self._strings)

    def deleted_text(self, text: str) -> str:
        """That `text` was deleted, in words."""
        return self._strings.text("read.deleted", text=text)

    # ---- messages ------------------------------------------------------------------------------
    def tell(self, code: str, **params: str | float) -> None:
        """Show the sentence for an error code until it is closed."""
        self.messages.tell(code, params)

    @Slot(object)
    def ask_still_there(self, left_s: int | None) -> None:
        """Ask whether anybody is there, with the seconds left; None takes the question back."""
        self.messages.ask_still_there(left_s)

    # ---- language ------------------------------------------------------------------------------
    def set_language(self, language: Language) -> None:
        """Speak `language` from now on."""
        if language is not self._strings.language:
            self._strings = self._languages[language]
            self._use_strings()

    def _use_strings(self) -> None:
        self._fitting.speak(self._strings.language)
        self.setWindowTitle(self._strings.text("brand.name"))
        self.header.use(self._strings)
        self.messages.use(self._strings)
        for page in self.pages:
            page.use(self._strings)

    @Slot(object)
    def _wanted(self, intent: intents.Intent) -> None:
        if isinstance(intent, intents.ChooseLanguage):
            self.set_language(intent.language)
        elif isinstance(intent, intents.AskForHelp):
            self.tell(HELP_NOTE)
        self.intent.emit(intent)

    # ---- locks -----------------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """From now on notice every touch and key."""
        super().showEvent(event)
        if (handle := self.windowHandle()) is not None:
            handle.installEventFilter(self._touches)

    @Slot()
    def _touched(self) -> None:
        self.intent.emit(intents.StillHere())

    def release(self) -> None:
        """Allow the window to be closed; the program's own end calls this."""
        self._may_close = True
        self._pictures.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stay open: a candidate cannot close the kiosk."""
        event.setAccepted(self._may_close)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Never minimised: come back, once this change is over."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized():
            QTimer.singleShot(0, self, self.showFullScreen)
