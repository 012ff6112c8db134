"""What the screen shows when the kiosk failed to start twice: why, and what the staff can do."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal, Slot

from app.bootstrap.look import usual_look
from app.bootstrap.staff_door import RESTORE, WAY_OUT, StaffDoor
from app.bootstrap.staff_task import StaffTask
from app.content.paths import resources_dir
from app.errors import BugError, KioskError
from app.settings import Settings
from app.staff.book import StaffBook
from app.store.backup import FOLDER, backups, newest_good, restore, whole_with
from app.store.journal import Journal
from app.store.vault import Vault
from app.ui.admin.frame import StaffWindow
from app.ui.admin.pin_views import SafeView, StaffWish
from app.ui.admin.safe_page import SafePage
from app.ui.strings import NEUTRAL_CODE
from app.watch.starts import FailedStarts
from app.workers.thread import Background

AGAIN_S = 300  # an unattended kiosk comes back when the cause is gone
RESTORABLE = ("database_corrupt", "database_key_wrong", "database_gone")


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy is in the database's place."""


def restore_newest(settings: Settings, name: str) -> Restored:
    """Put the newest good copy back, in the name of `name`. Raises KioskError backup_missing ..."""
    folder, now = settings.data_dir / FOLDER, time.time()
    vault = Vault.open(settings.data_dir)
    try:
        check = whole_with(vault.database_keys)
        found = newest_good(folder, check)
        if found is None:
            raise KioskError("backup_missing", folder=str(folder))
        old = restore(found.path, settings.database_file, check, now=now)
    finally:
        vault.close()
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        told = {"file": found.path.name, "set_aside": "" if old is None else old.name}
        journal.record(name, "restored", told, now=now)
    finally:
        journal.close()
    return Restored()


class SafeMode(QObject):
    """wait() shows the page until the kiosk may try again, or somebody who may closes the program."""

    _over = Signal()

    def __init__(
        self, settings: Settings, failed: FailedStarts, restore_as: Callable[[str], Restored] | None = None
    ) -> None:
        super().__init__()
        self._settings = settings
        self._book = StaffBook(settings.data_dir)
        may_restore = failed.code in RESTORABLE and bool(backups(settings.data_dir / FOLDER))
        self._view = SafeView((failed.code, failed.params), AGAIN_S, may_restore)
        self._again = True
        self._wish = StaffWish.CLOSE
        self.window = StaffWindow(resources_dir(), settings.language, SafePage)
        self.door = StaffDoor(StaffTask(self._book, lambda *_: None), settings.language)
        for window in (self.window, self.door.window):
            window.use_look(usual_look(settings.screen))
        task = restore_as or (lambda name: restore_newest(settings, name))
        self._restoring = Background("restore", task)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self.window.page.intent.connect(self._wanted)
        self.window.closing.connect(self._close)
        self.door.admitted.connect(self._admitted)
        self._restoring.done.connect(self._over)
        self._restoring.failed.connect(self._failed)

    def wait(self) -> bool:
        """True: try again. False: the program ends."""
        loop = QEventLoop()
        self._over.connect(loop.quit)
        self._show(self._view)
        self._timer.start()
        if self._settings.windowed:
            self.window.show()
        else:
            self.window.showFullScreen()
        loop.exec()
        self._timer.stop()
        self.door.stop()
        self._restoring.stop(60_000)
        self.window.release()
        self.window.close()
        return self._again

    @Slot(object)
    def _wanted(self, wish: StaffWish) -> None:
        if wish is StaffWish.AGAIN:
            self._over.emit()
            return
        self._wish = wish
        if self._book.is_set_up:
            view = RESTORE if wish is StaffWish.RESTORE else WAY_OUT
            self.door.open(view, windowed=self._settings.windowed)
        else:  # there is nobody yet whom a PIN would protect
            self._admitted("-")

    @Slot()
    def _close(self) -> None:
        self._wanted(StaffWish.CLOSE)

    @Slot(str)
    def _admitted(self, name: str) -> None:
        self._timer.stop()
        if self._wish is StaffWish.RESTORE:
            self._restoring.submit(name)
        else:
            self._again = False
            self._over.emit()

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        told = error if isinstance(error, KioskError) else KioskError(NEUTRAL_CODE)
        self._show(SafeView((told.code, tuple(told.params.items())), AGAIN_S, self._view.may_restore))
        self._timer.start()

    @Slot()
    def _tick(self) -> None:
        left_s = self._view.left_s - 1
        if left_s <= 0 and not self.door.window.isVisible():
            self._over.emit()
        else:
            self._show(SafeView(self._view.cause, max(1, left_s), self._view.may_restore))

    def _show(self, view: SafeView) -> None:
        self._view = view
        page = self.window.page
        if isinstance(page, SafePage):
            page.show_view(view)
