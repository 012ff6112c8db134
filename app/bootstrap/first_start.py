"""The offer of a speech pack before the kiosk's first page: shown, fetched off the screen's thread, left again."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.content.paths import resources_dir
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.ui.admin.views import OfferedPack, PackOfferView, PackStage, PackWish
from app.ui.admin.window import AdminWindow
from app.ui.strings import NEUTRAL_CODE
from app.workers.thread import Background

TICK_MS = 200
GOES_ON_S = 60.0  # an unattended kiosk must come up
GOES_ON_DONE_S = 15.0
SPEED_AFTER_S = 2.0  # sooner, the rest cannot be told from the speed so far
STOP_MS = 75_000  # a hub that has fallen silent: its read ends after 60 s
_WAITING = (PackStage.OFFERED, PackStage.FAILED, PackStage.DONE)


@dataclass(frozen=True, slots=True)
class PackProgress:
    """done_bytes: of the whole pack, on the disk. is_checking: everything has come and is being tried."""

    done_bytes: int
    is_checking: bool = False


@dataclass(frozen=True, slots=True)
class InstallPack:
    """A request to the installer. tell: may be called on its thread. is_stopped: the person wants no more."""

    tell: Callable[[PackProgress], None]
    is_stopped: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class PackInstalled:
    """The pack is in its place."""


@dataclass(frozen=True, slots=True)
class PackStopped:
    """Stopped on request; what has come is kept."""


class PackInstaller(Protocol):
    """Called on a thread of its own. Raises KioskError where the pack did not get in."""

    def __call__(self, request: InstallPack) -> PackInstalled | PackStopped: ...


class FirstStart(QObject):
    """Lives on the UI thread: start() shows the page, stop() ends the thread.

    remember_later: called when a person, not the clock, chose to go on without the pack.

    Signals:
        finished: once; the kiosk may come up. The page stays until whoever listens has shown something.
    """

    finished = Signal()
    _progress = Signal(object)

    def __init__(
        self,
        pack: OfferedPack,
        install: PackInstaller,
        language: Language,
        *,
        clock_s: Callable[[], float],
        remember_later: Callable[[], None],
    ) -> None:
        super().__init__()
        self._clock_s, self._remember_later = clock_s, remember_later
        self._view = PackOfferView(pack)
        self._touched_s = clock_s()
        self._began: tuple[float, int] | None = None  # when, and with how many bytes
        self._stopped = threading.Event()
        self._is_over = False
        self._background = Background("pack", install)
        self.window = AdminWindow(resources_dir(), language)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._progress.connect(self._came)
        self._background.done.connect(self._ended)
        self._background.failed.connect(self._failed)
        self.window.page.intent.connect(self._wanted)
        self.window.touched.connect(self._touch)
        self.window.closing.connect(self._closed)

    def start(self, *, windowed: bool) -> None:
        """Show the page."""
        self._touch()
        self._timer.start()
        if windowed:
            self.window.show()
        else:
            self.window.showFullScreen()

    def stop(self) -> None:
        """End the download, whose beginning is kept, and its thread."""
        self._stopped.set()
        self._timer.stop()
        self.window.release()
        self.window.close()
        self._background.stop(STOP_MS)

    @Slot(object)
    def _wanted(self, wish: PackWish) -> None:
        match wish:
            case PackWish.INSTALL:
                self._install()
            case PackWish.STOP:
                self._stopped.set()
                self._show(stage=PackStage.STOPPING)
            case PackWish.LATER:
                self._finish(later=True)
            case PackWish.GO_ON:
                self._finish(later=False)

    def _install(self) -> None:
        self._stopped = threading.Event()
        self._began = None
        self._show(stage=PackStage.LOADING, error=None, left_s=None, rest_s=None)
        self._background.submit(InstallPack(self._progress.emit, self._stopped.is_set))

    @Slot(object)
    def _came(self, progress: PackProgress) -> None:
        if self._stopped.is_set():
            return
        now_s = self._clock_s()
        self._began = self._began or (now_s, progress.done_bytes)
        since_s, come = now_s - self._began[0], progress.done_bytes - self._began[1]
        rest_s = None
        if since_s >= SPEED_AFTER_S and come > 0:
            rest_s = max(0.0, self._view.pack.size_mb * 1e6 - progress.done_bytes) * since_s / come
        stage = PackStage.CHECKING if progress.is_checking else PackStage.LOADING
        self._show(stage=stage, done_mb=progress.done_bytes / 1e6, rest_s=rest_s)

    @Slot(object)
    def _ended(self, result: PackInstalled | PackStopped) -> None:
        self._touch()
        self._show(stage=PackStage.DONE if isinstance(result, PackInstalled) else PackStage.OFFERED)

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        self._touch()
        told = error if isinstance(error, KioskError) else KioskError(NEUTRAL_CODE)
        self._show(stage=PackStage.FAILED, error=(told.code, tuple(told.params.items())))

    @Slot()
    def _touch(self) -> None:
        self._touched_s = self._clock_s()
        self._tick()

    @Slot()
    def _tick(self) -> None:
        if self._is_over or self._view.stage not in _WAITING:
            return
        patience_s = GOES_ON_DONE_S if self._view.stage is PackStage.DONE else GOES_ON_S
        left_s = self._touched_s + patience_s - self._clock_s()
        if left_s > 0:
            self._show(left_s=int(-(-left_s // 1)))
        else:
            self._finish(later=False)

    @Slot()
    def _closed(self) -> None:
        self._finish(later=self._view.stage is not PackStage.DONE)

    def _finish(self, *, later: bool) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._stopped.set()
        self._timer.stop()
        if later:
            self._remember_later()
        self.finished.emit()
        self.window.release()
        self.window.close()

    def _show(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]
        self.window.show_view(self._view)
