"""What every console has: its window, its thread, and an end at which nothing of anybody stays."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.content.paths import resources_dir
from app.domain.language import Language
from app.staff.session import IDLE_S
from app.ui.admin.frame import StaffWindow
from app.ui.chime import arrived_tone
from app.ui.icons import Icons
from app.ui.recruiter.console import LIVE_MS, Console
from app.ui.recruiter.pages import ReviewPages
from app.ui.strings import Strings
from app.workers.thread import Background

STOP_MS = 15_000


class ConsoleFrame:
    """The console over a worker. play: makes a sound heard. live_ms, list_each: as of Console."""

    stop_ms = STOP_MS

    def __init__(
        self,
        worker: Background,
        language: Language,
        make_page: Callable[[Icons, Strings], ReviewPages] = ReviewPages,
        play: Callable[[bytes], object] | None = None,
        live_ms: int = LIVE_MS,
        list_each: int = 1,
    ) -> None:
        self.worker = worker
        self.pages: ReviewPages | None = None
        self.window = StaffWindow(resources_dir(), language, make_page)
        page = self.window.page
        if isinstance(page, ReviewPages):
            self.pages = page
            self.console = Console(page, worker, time.monotonic, live_ms, list_each)
            if play is not None:
                self.console.sounded.connect(partial(play, arrived_tone()))

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
        self.worker.stop(self.stop_ms)


def idle_timer(review: ConsoleFrame, sign_out: Callable[[], None]) -> QTimer:
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
