"""The first page of a kiosk whose data are locked: somebody types the passphrase, once for each start.

After some wrong ones each further try costs a wait. It is counted before a try is checked, on the uptime of the
computer, as that of the PIN is: neither a restart nor another time of day shortens it. The code on paper needs none.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from math import ceil
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal, Slot

from app.bootstrap.look import usual_look
from app.bootstrap.staff_door import WAY_OUT, StaffDoor
from app.bootstrap.staff_task import StaffTask
from app.content.paths import resources_dir
from app.errors import BugError, KioskError
from app.private_file import replace_file
from app.settings import Settings
from app.staff.book import StaffBook
from app.staff.lockout import Lock, Moment, after_failure, anchored, remaining_s
from app.staff.uptime import this_moment
from app.store.keys_spoken import PASSPHRASE
from app.store.unlocking import open_by_code, open_by_passphrase, ways_by_hand
from app.ui.admin.frame import StaffWindow
from app.ui.admin.key_page import KeyPage, KeyTyped, KeyView
from app.ui.admin.pin_views import StaffWish
from app.ui.strings import NEUTRAL_CODE
from app.workers.thread import Background

TRIES = "unlock.json"
LOOK_MS = 5_000
STOP_MS = 20_000  # a try in hand: Argon2 takes a second or some on a slow machine


@dataclass(frozen=True, slots=True)
class KeyTask:
    """Tries what was typed; slow by design, so on a thread of its own."""

    data_dir: Path
    now: Callable[[], Moment] = field(default=this_moment)

    def __call__(self, request: object) -> KeyTyped:
        """The request, when it opened the keys.

        Raises:
            KioskError: passphrase_wrong; passphrase_wait: it was not tried; recovery_code_wrong, keys_altered ...
        """
        match request:
            case KeyTyped(text, True):
                open_by_code(self.data_dir, text)
            case KeyTyped(text, False):
                self._try(text)
            case _:
                raise BugError(f"no key: {type(request).__name__}")
        (self.data_dir / TRIES).unlink(missing_ok=True)
        return request

    def _try(self, text: str) -> None:
        path, now = self.data_dir / TRIES, self.now()
        lock = anchored(_read(path), now)
        wait_s = remaining_s(lock, now)
        failed = lock if wait_s > 0 else after_failure(lock, now)
        try:
            replace_file(path, json.dumps(asdict(failed)).encode())
        except OSError as error:  # else whoever fills the disk could try without end
            raise KioskError("disk_full") from error
        if wait_s > 0:
            raise KioskError("passphrase_wait", wait_s=ceil(wait_s))
        open_by_passphrase(self.data_dir, text)


class Unlocking(QObject):
    """wait() shows the page until the data are open, or somebody who may closes the program.

    A machine key that comes late (a medium that is plugged in, systemd) opens them without anybody.
    """

    _over = Signal()

    def __init__(self, settings: Settings, ways: tuple[str, ...], task: KeyTask | None = None) -> None:
        super().__init__()
        self._settings, self._book = settings, StaffBook(settings.data_dir)
        self._view = KeyView(is_code=PASSPHRASE not in ways, has_other=len(ways) > 1)
        self._is_open = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self.window = StaffWindow(resources_dir(), settings.language, KeyPage)
        self.door = StaffDoor(StaffTask(self._book, lambda *_: None), settings.language)
        for window in (self.window, self.door.window):
            window.use_look(usual_look(settings.screen))
        self._background = Background("keys", task or KeyTask(settings.data_dir))
        self._background.done.connect(self._opened)
        self._background.failed.connect(self._failed)
        self.window.page.intent.connect(self._wanted)
        self.window.closing.connect(self._close)
        self.door.admitted.connect(self._over)

    def wait(self) -> bool:
        """True: the data are open. False: the program ends."""
        loop = QEventLoop()
        self._over.connect(loop.quit)
        self._show(self._view)
        if self._settings.windowed:
            self.window.show()
        else:
            self.window.showFullScreen()
        self._look.start()
        loop.exec()
        self.stop()
        return self._is_open

    def stop(self) -> None:
        """End the page and what it started; may be called twice."""
        self._look.stop()
        self.door.stop()
        self._background.stop(STOP_MS)
        self.window.release()
        self.window.close()

    @Slot(object)
    def _wanted(self, wish: object) -> None:
        match wish:
            case KeyTyped():
                self._show(replace(self._view, is_busy=True, error=None))
                self._background.submit(wish)
            case StaffWish.OTHER:
                self._show(replace(self._view, is_code=not self._view.is_code, error=None))
            case StaffWish.CLOSE:
                self._close()

    @Slot()
    def _close(self) -> None:
        if self._book.is_set_up:
            self.door.open(WAY_OUT, windowed=self._settings.windowed)
        else:  # there is nobody yet whom a PIN would protect
            self._over.emit()

    @Slot()
    def _look_again(self) -> None:
        if not self._view.is_busy and not ways_by_hand(self._settings.data_dir):
            self._opened(None)

    @Slot(object)
    def _opened(self, _: object) -> None:
        self._is_open = True
        self._over.emit()

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        told = error if isinstance(error, KioskError) else KioskError(NEUTRAL_CODE)
        self._show(replace(self._view, is_busy=False, error=(told.code, tuple(told.params.items()))))

    def _show(self, view: KeyView) -> None:
        self._view = view
        page = self.window.page
        if isinstance(page, KeyPage):
            page.show_view(view)


def _read(path: Path) -> Lock:
    """The wrong tries so far; a file that cannot be read counts none, as one that was deleted would."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return Lock(int(data["failures"]), float(data["wait_s"]), str(data["boot"]), float(data["since_s"]))
    except (OSError, ValueError, LookupError, TypeError, RecursionError, OverflowError):
        return Lock()
