"""The reviewer's console on this machine's store, put together: its desk, and who is signed in."""

import time
from collections.abc import Callable

from app.bootstrap.printer import on_paper
from app.bootstrap.review_frame import ConsoleFrame, idle_timer
from app.bootstrap.review_papers import ReportMaker
from app.bootstrap.review_task import ReviewTask
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.store_desk import StoreDesk
from app.review.training import TrainingDesk
from app.review.training_book import StoreTrainings
from app.staff.book import Account, StaffBook
from app.store.journal import Journal
from app.sync.identity import IdentityFile
from app.ui.recruiter.training_room import TrainingRoom
from app.ui.strings import load_strings
from app.workers.thread import Background

__all__ = ["Review", "colleagues_in", "idle_timer"]


class Review(ConsoleFrame):
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
        desk = StoreDesk(journal, model, who, time.time, site_of(journal), colleagues)
        reports = ReportMaker(desk, load_strings(resources_dir()), on_paper)
        training = TrainingDesk(StoreTrainings(desk), model, resources_dir())
        super().__init__(Background("review", ReviewTask(desk, reports, training)), language, play=play)
        if self.pages is not None:
            self.training = TrainingRoom(self.pages, self.worker)

    def open(self, *, full_screen: bool = False) -> None:
        """Show the list. full_screen: at a terminal, where a file dialog would be a way out of the program."""
        if self.pages is not None:
            self.pages.interview.keeps_files = not full_screen
        self.console.start()
        if full_screen:
            self.window.showFullScreen()
        else:
            self.window.showMaximized()


def site_of(journal: Journal) -> str:
    """What the hub calls the place where this kiosk stands; "" without a hub, or where that cannot be read."""
    try:
        me = IdentityFile(journal.sealed_files).read()
    except KioskError:
        return ""
    return "" if me is None else me.site


def colleagues_in(book: StaffBook) -> tuple[str, ...]:
    """Whoever an interview can be handed to; nobody where there are no accounts, or the file cannot be read."""
    try:
        return tuple(each.name for each in book.accounts())
    except KioskError:
        return ()
