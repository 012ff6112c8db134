"""Between whoever signs in at a hub, the console and the worker."""

from PySide6.QtCore import QObject, Slot

from app.errors import BugError, KioskError
from app.ui.ports import Worker
from app.ui.recruiter.console import Console
from app.ui.recruiter.hub_pages import HubPages
from app.ui.recruiter.hub_ports import HubTold, SignedIn, SignOut
from app.ui.strings import NEUTRAL_CODE
from app.ui.widgets.banner import Tone

FROM_START = ("staff_signed_out", "hub_second_factor_missing")


class HubRoom(QObject):
    """Lives on the UI thread."""

    def __init__(self, pages: HubPages, console: Console, worker: Worker, url: str) -> None:
        super().__init__()
        self._pages, self._console, self._worker = pages, console, worker
        self._name = ""
        pages.sign_in.url = url
        pages.sign_in.draw()
        worker.done.connect(self._done)
        worker.failed.connect(self._failed)
        pages.sign_in.wished.connect(worker.submit)
        pages.out_button.clicked.connect(self.leave)

    def start(self) -> None:
        """Ask what the hub is called, before anybody types a password."""
        self._pages.sign_in.ask_again()

    @Slot()
    def leave(self) -> None:
        """Whoever is signed in is not any more; nothing of anybody stays in the window."""
        self._console.stop()
        self._pages.shut()
        self._name = ""
        self._worker.submit(SignOut())

    @Slot()
    def time_out(self) -> None:
        """Nobody touched anything for a while."""
        self.leave()
        self._pages.sign_in.banner.say(self._pages.strings.text("review.hub.ended"), Tone.INFO)

    @Slot(object)
    def _done(self, result: object) -> None:
        page = self._pages.sign_in
        match result:
            case HubTold(name):
                page.show_hub(name)
            case SignedIn(needs_code=True):
                page.show_code()
            case SignedIn(name=name):
                self._begin(name)

    def _begin(self, name: str) -> None:
        """Whoever comes back goes on where they were; anybody else finds nothing of it."""
        if self._pages.is_kept and name == self._name:
            self._pages.sign_in.clear()
            self._pages.go_on()
            return
        self._pages.shut()
        self._name = name
        self._pages.who.setText(name)
        self._console.start()

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        """While somebody is signed in the console tells it."""
        if self._pages.is_attended:
            return
        told = error if isinstance(error, KioskError) else KioskError(NEUTRAL_CODE)
        page = self._pages.sign_in
        page.kept_for = self._name if self._pages.is_kept else ""
        if page.kept_for:
            page.name.setText(self._name)
        words = self._pages.strings.message(told.code, **told.params)
        page.show_trouble(words, from_start=told.code in FROM_START)
