"""Beside the running kiosk: the staff's way out, the chores of an idle kiosk, the sign that it lives."""

import logging
import shutil
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from app.bootstrap.kiosk import Kiosk
from app.bootstrap.look import usual_look
from app.bootstrap.review_room import ReviewRoom, RoomParts
from app.bootstrap.staff_door import WAY_OUT, StaffDoor
from app.bootstrap.staff_task import StaffTask, recorder
from app.bootstrap.sync_desk import ParkedDesk
from app.domain.competency import CompetencyModel
from app.errors import BugError, KioskError
from app.flow.interview import Step
from app.settings import Settings
from app.staff.book import StaffBook
from app.staff.uptime import this_moment
from app.store.ballast import Ballast
from app.ui.admin.corner import Corner
from app.upkeep.chores import CheckStore, Chores, Failed, Started, Tidy
from app.upkeep.configuration import facts
from app.upkeep.room import make_room
from app.upkeep.terms import Terms
from app.watch.heartbeat import Heartbeat, beat
from app.workers.thread import Background

log = logging.getLogger(__name__)

PULSE_MS = 5000
TIDY_EACH_S = 600.0
STOP_MS = 30_000  # a copy or a deletion in hand
TOLD_ON_SCREEN = ("store_changed",)  # the rest waits for the log, the audit and `kiosk doctor`


class Attendant(QObject):
    """start() after the kiosk, stop() before it. leave: ends the program, for who has the PIN."""

    def __init__(
        self, kiosk: Kiosk, settings: Settings, model: CompetencyModel, leave: Callable[[], None]
    ) -> None:
        super().__init__()
        self._kiosk, self._settings, self._model = kiosk, settings, model
        self._ballast = Ballast(settings.data_dir, settings.media.ballast_mb)
        self._book = StaffBook(settings.data_dir)
        self._tidied_s = time.monotonic()
        self._last_code = ""
        journal = kiosk.journal
        chores = Chores(
            journal,
            Terms(journal, model, settings.policy_pack, settings.data_dir),
            self._ballast,
            self._free_mb,
            settings.media.min_free_mb,
        )
        self.chores = Background("upkeep", chores)
        self.door = StaffDoor(StaffTask(self._book, recorder(journal.record)), settings.language)
        self._corner = Corner(kiosk.window, kiosk.window.header, time.monotonic)
        self._timer = QTimer(self)
        self._timer.setInterval(PULSE_MS)
        self._timer.timeout.connect(self.pulse)
        self._corner.asked.connect(self.ask)
        self._leave = leave
        self.parked = ParkedDesk(journal, settings.language, time.time, windowed=settings.windowed)
        for window in (self.door.window, self.parked.window):
            window.use_look(usual_look(settings.screen))
        self.door.admitted.connect(self.parked.open)
        self.parked.close_asked.connect(self._admitted)
        self.parked.failed.connect(self._closes_anyway)
        self.room = ReviewRoom(
            RoomParts(
                journal,
                model,
                self._book,
                recorder(journal.record),
                settings.language,
                settings.windowed,
                None if kiosk.voice is None else kiosk.voice.play,
                usual_look(settings.screen),
            )
        )
        kiosk.desk.front.review_asked.connect(self.room.open)
        self.chores.failed.connect(self._failed)

    def start(self) -> None:
        """Audit what changed since the last start, look through the store, and begin to beat."""
        self.chores.submit(Started(partial(facts, self._settings, self._model)))
        self._timer.start()
        self.pulse()
        self.chores.submit(CheckStore())
        if not self.is_busy:
            self.chores.submit(Tidy())

    def stop(self) -> None:
        """End the chore in hand, and the thread of the PIN."""
        self._timer.stop()
        self.room.stop()
        self.parked.stop()
        self.door.stop()
        self.chores.stop(STOP_MS)

    @property
    def is_busy(self) -> bool:
        """True while an interview runs."""
        interview = self._kiosk.controller.interview
        return interview.step is not Step.WELCOME and not interview.is_over

    @Slot()
    def ask(self) -> None:
        """Show the page that asks for the PIN."""
        if self._book.is_set_up:
            self.door.open(WAY_OUT, windowed=self._settings.windowed)

    @Slot()
    def _admitted(self) -> None:
        log.info("an administrator closes the program")
        self._leave()

    @Slot(object)
    def _closes_anyway(self, error: KioskError | BugError) -> None:
        """A store that cannot be looked into keeps nobody from closing the program."""
        log.warning("what is parked could not be shown: %s", type(error).__name__)
        self._admitted()

    @Slot()
    def pulse(self) -> None:
        """The event loop runs: say so, and see whether there is room or time for chores."""
        free_mb, busy = self._free_mb(), self.is_busy
        beat(self._settings.data_dir, Heartbeat(time.time(), this_moment().uptime_s, busy, free_mb))
        if busy:
            if make_room(self._ballast, free_mb):
                log.warning("the disk is nearly full: the ballast was given back")
        elif time.monotonic() - self._tidied_s >= TIDY_EACH_S:
            self._tidied_s = time.monotonic()
            self.chores.submit(Tidy())

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        code = error.code if isinstance(error, KioskError) else "unexpected"
        log.warning("a chore was not done: %s", code)
        if code in TOLD_ON_SCREEN:
            self._kiosk.messages.report(error)
        if code != self._last_code:  # also when this very row is what could not be written: no second try
            self._last_code = code
            self.chores.submit(Failed(code))

    def _free_mb(self) -> int:
        return shutil.disk_usage(self._settings.data_dir).free // 1_000_000
