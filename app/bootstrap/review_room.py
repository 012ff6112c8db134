"""The reviewer's console at the terminal itself: for whoever signed in on the staff's page, until they go away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.staff.book import Account, StaffBook
from app.store.journal import Journal
from app.ui.theme import Look

if TYPE_CHECKING:
    from app.bootstrap.review import Review

IDLE_MS = 180_000  # then the candidates have their screen again, and nobody is signed in
CLOSED, TIMED_OUT = "review_closed", "review_timed_out"
Record = Callable[[str, str, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class RoomParts:
    """What the console is made of. record: stores a row of the audit log (actor, action, details).

    play: makes a sound heard, where there is a loudspeaker. look: the usual one of this terminal.
    """

    journal: Journal
    model: CompetencyModel
    book: StaffBook
    record: Record
    language: Language
    windowed: bool
    play: Callable[[bytes], object] | None = None
    look: Look = field(default_factory=Look)


class ReviewRoom(QObject):
    """Opens the console over the candidates' first page. Each request asks the book of accounts anew."""

    def __init__(self, parts: RoomParts) -> None:
        super().__init__()
        self._parts = parts
        self._name, self._session = "", 0
        self.review: Review | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._time_out)

    @Slot(str)
    def open(self, name: str) -> None:
        """`name` has just shown their secret."""
        from app.bootstrap.review import Review, colleagues_in  # a kiosk starts sooner without them

        parts = self._parts
        self._end(CLOSED)
        self._name = name
        who, colleagues = partial(self._who, self._session), partial(colleagues_in, parts.book)
        self.review = Review(parts.journal, parts.model, who, parts.language, colleagues, parts.play)
        self.review.window.use_look(parts.look)
        self.review.window.touched.connect(self._idle.start)
        self.review.window.closing.connect(self._close)
        self._idle.start()
        self.review.open(full_screen=not parts.windowed)

    def stop(self) -> None:
        """Close it with the program."""
        self._end(CLOSED)

    def _who(self, session: int) -> Account | None:
        """Asked on the console's thread. An account that was removed meanwhile is nobody.

        What is left of a session that ended is nobody's, least of all the next person's.
        """
        name = self._name
        try:
            account = next((each for each in self._parts.book.accounts() if each.name == name), None)
        except KioskError:
            return None
        return account if session == self._session else None

    @Slot()
    def _time_out(self) -> None:
        self._end(TIMED_OUT)

    @Slot()
    def _close(self) -> None:
        self._end(CLOSED)

    def _end(self, action: str) -> None:
        """Nobody is signed in any more, and nothing of anybody is on the screen or waits to be."""
        self._idle.stop()
        review, name = self.review, self._name
        self.review, self._name = None, ""
        self._session += 1
        if review is not None:
            review.stop()
            review.window.deleteLater()
            self._parts.record(name, action, {})
