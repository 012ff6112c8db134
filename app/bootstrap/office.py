"""The administrator's screens, put together: window, thread, who is signed in, until they go away."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.bootstrap.look import usual_look
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.office.desk import OfficeDesk, OfficeParts
from app.office.machine import Machine
from app.office.values import OfficeView, Section
from app.settings import Settings
from app.staff.book import Account, StaffBook
from app.store.journal import Journal
from app.ui.admin.frame import StaffWindow
from app.ui.admin.office_page import OfficePage
from app.ui.strings import NEUTRAL_CODE
from app.upkeep.terms import Terms
from app.workers.thread import Background

IDLE_MS = 180_000  # then the candidates have their screen again, and nobody is signed in
STOP_MS = 75_000  # a pack in hand: its read ends after 60 s
SHUTS = ("staff_signed_out", "staff_role_missing")
CLOSED = "office_closed"
Record = Callable[[str, str, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class RoomParts:
    """What the screens are made of. record: stores a row of the audit log."""

    journal: Journal
    model: CompetencyModel
    settings: Settings
    book: StaffBook
    record: Record
    machine: Machine


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants, in which session and language: nothing is done or shown in the name of the next person."""

    session: int
    language: Language
    request: object


@dataclass(frozen=True, slots=True)
class Answered:
    """The view, for the session that asked."""

    session: int
    view: OfficeView


class OfficeRoom(QObject):
    """Opens the screens over the candidates' first page. Each request asks the book of accounts anew."""

    _loading = Signal(object)

    def __init__(self, parts: RoomParts) -> None:
        super().__init__()
        self._parts, self._name, self._is_open = parts, "", False
        self._session = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.close)
        self._desk = OfficeDesk(self._office_parts(), parts.settings.language)
        self.worker = Background("office", self._answer)
        self.window = StaffWindow(resources_dir(), parts.settings.language, OfficePage)
        self.window.use_look(usual_look(parts.settings.screen))
        page = self.window.page
        if not isinstance(page, OfficePage):
            raise BugError("the administrator's window shows another page")
        self.page = page
        self.page.intent.connect(self._ask)
        self.page.closed.connect(self.close)
        self.window.touched.connect(self._idle.start)
        self.window.closing.connect(self.close)
        self.worker.done.connect(self._done)
        self.worker.failed.connect(self._failed)
        self._loading.connect(self.page.show_loading)

    def _office_parts(self) -> OfficeParts:
        parts, settings = self._parts, self._parts.settings
        return OfficeParts(
            journal=parts.journal,
            model=parts.model,
            book=parts.book,
            terms=Terms(parts.journal, parts.model, settings.policy_pack, settings.data_dir),
            who=self._who,
            clock_s=time.time,
            machine=parts.machine,
            tell=self._loading.emit,
        )

    @Slot(str)
    def open(self, name: str) -> None:
        """`name` has just shown their secret; what they may see, the desk says."""
        self._name, self._is_open = name, True
        self._session += 1
        self._idle.start()
        self.page.open(Section.USERS)
        if self._parts.settings.windowed:
            self.window.show()
        else:
            self.window.showFullScreen()

    @Slot()
    def close(self) -> None:
        """Nobody is signed in any more, and nothing of anybody is on the screen or waits to be."""
        self._idle.stop()
        name, self._name = self._name, ""
        self._session += 1
        self.window.hide()
        self.page.shut()
        if self._is_open:
            self._is_open = False
            self._parts.record(name, CLOSED, {})

    def stop(self) -> None:
        """Close it with the program."""
        self.close()
        self.window.release()
        self.window.close()
        self.worker.stop(STOP_MS)

    def _who(self) -> Account | None:
        """Asked on the office's thread. An account that was removed meanwhile is nobody."""
        try:
            return next((each for each in self._parts.book.accounts() if each.name == self._name), None)
        except KioskError:
            return None

    @Slot(object)
    def _ask(self, request: object) -> None:
        self.worker.submit(Asked(self._session, self.page.strings.language, request))

    def _answer(self, asked: Asked) -> Answered:
        """Called on the office's thread. What waited while its session ended is not done any more."""
        if asked.session != self._session:
            raise KioskError("staff_signed_out")
        self._desk.language = asked.language
        return Answered(asked.session, self._desk(asked.request))

    @Slot(object)
    def _done(self, answered: Answered) -> None:
        if self._is_open and answered.session == self._session:
            self.page.show_view(answered.view)

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        if not self._is_open:
            return
        told = error if isinstance(error, KioskError) else KioskError(NEUTRAL_CODE)
        if told.code in SHUTS:
            self.page.shut()
        self.page.failed(self.page.strings.message(told.code, **told.params))
