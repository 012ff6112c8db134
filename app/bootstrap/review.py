"""The reviewer's console, put together: its window, its thread, who is signed in."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.bootstrap.printer import on_paper
from app.bootstrap.review_papers import ReportMaker
from app.bootstrap.review_task import ReviewTask
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.store_desk import StoreDesk
from app.review.training import TrainingDesk
from app.staff.book import Account, StaffBook
from app.staff.session import IDLE_S
from app.store.journal import Journal
from app.ui.admin.frame import StaffWindow
from app.ui.chime import arrived_tone
from app.ui.recruiter.console import Console
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.training_room import TrainingRoom
from app.ui.strings import load_strings
from app.workers.thread import Background

STOP_MS = 15_000


class Review:
    """The console over an open journal. who: whoever is signed in, asked anew with each request; None: nobody."""

    def __init__(
        self,
        journal: Journal,
        model: CompetencyModel,
        who: Callable[[], Account | None],
        language: Language,
        colleagues: Callable[[], tuple[str, ...]] = tuple,
        play: Callable[[bytes], object] | None = None,
    ) -> None:
        desk = StoreDesk(journal, model, who, time.time, colleagues=colleagues)
        reports = ReportMaker(desk, load_strings(resources_dir()), on_paper)
        training = TrainingDesk(desk, resources_dir())
        self.worker = Background("review", ReviewTask(desk, reports, training))
        self.pages: ReviewPages | None = None
        self.window = StaffWindow(resources_dir(), language, ReviewPages)
        page = self.window.page
        if isinstance(page, ReviewPages):
            self.pages = page
            self.console = Console(page, self.worker, time.monotonic)
            if play is not None:
                self.console.sounded.connect(partial(play, arrived_tone()))
            self.training = TrainingRoom(page, self.worker)

    def open(self, *, full_screen: bool = False) -> None:
        """Show the list. full_screen: at a terminal, where a file dialog would be a way out of the program."""
        if self.pages is not None:
            self.pages.interview.keeps_files = not full_screen
        self.console.start()
        if full_screen:
            self.window.showFullScreen()
        else:
            self.window.showMaximized()

    def end(self) -> None:
        """Nobody is signed in: silence, and nothing of anybody in the window; what is on its way changes nothing."""
        self.console.stop()
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
        if self.pages is not None:
            self.pages.shut()

    def stop(self) -> None:
        """Close the window and end the thread."""
        self.end()
        if self.pages is not None:
            self.pages.interview.player.film.release()
        self.window.release()
        self.window.close()
        self.worker.stop(STOP_MS)


def colleagues_in(book: StaffBook) -> tuple[str, ...]:
    """Whoever an interview can be handed to; nobody where there are no accounts, or the file cannot be read."""
    try:
        return tuple(each.name for each in book.accounts())
    except KioskError:
        return ()


def idle_timer(review: Review, sign_out: Callable[[], None]) -> QTimer:
    """Signs out ten minutes after the last touch or key: the list reads itself anew, which is no sign of a person."""
    timer = QTimer()
    timer.setSingleShot(True)
    timer.setInterval(int(IDLE_S * 1000))

    def end() -> None:
        review.end()
        sign_out()

    timer.timeout.connect(end)
    review.window.touched.connect(timer.start)
    timer.start()
    return timer
