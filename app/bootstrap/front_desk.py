"""The front desk, put together: its worker, its own engine for QR codes, the gesture of the staff."""

import time

from app.bootstrap.desk_task import DeskTask
from app.bootstrap.staff_task import recorder
from app.domain.messages import EngineConfig
from app.engine.supervisor import EngineSupervisor
from app.settings import Settings
from app.staff.book import StaffBook
from app.store.journal import Journal
from app.ui.comfort import Comfort
from app.ui.controller import Controller
from app.ui.desk_ports import DeskPorts
from app.ui.front_desk import FrontDesk
from app.ui.narrator import Narrator
from app.ui.staff_gesture import StaffGesture
from app.ui.views import View
from app.ui.window import KioskWindow
from app.workers.engine_link import EngineLink
from app.workers.thread import Background

STOP_MS = 5000


class Desk:
    """Stands before the controller. minutes: how long a sitting takes at most.

    Look-ups have a thread of their own: whoever comes next does not wait until the last interview is scored.
    """

    def __init__(self, settings: Settings, journal: Journal, controller: Controller, minutes: int) -> None:
        book, record = StaffBook(settings.data_dir), recorder(journal.record)
        task = DeskTask(journal.front_desk, book, record, journal.match_key, minutes * 60.0, time.time)
        self._worker = Background("desk", task)
        self._engine = EngineLink(EngineSupervisor(log_path=settings.data_dir / "engine-codes.log"))
        ports = DeskPorts(self._worker, self._engine, _scan_config(settings), time.monotonic)
        self.front = FrontDesk(ports, lambda: controller.interview)
        self.front.intent.connect(controller.on_intent)
        controller.view_changed.connect(self.front.show)
        self._comfort: Comfort | None = None

    def stand_before(self, window: KioskWindow, narrator: Narrator | None) -> None:
        """Connect the desk with the window; without a narrator it hears the window itself."""
        self._comfort = Comfort(window, narrator, window.look)
        if narrator is None:
            window.intent.connect(self.front.on_intent)
        gesture = StaffGesture(window, window.header.held_by_staff)
        gesture.intent.connect(self.front.on_intent)
        self.front.live.connect(window.show_live)
        self.front.preview_memory.connect(window.open_preview)
        self.front.help_note.connect(window.messages.show_note)

    def drawn(self, view: View) -> None:
        """A view is on the screen: let it be as large and as loud as staff set it."""
        if self._comfort is not None:
            self._comfort.apply(view, self.front.accommodations)

    def start(self) -> None:
        """The window is on the screen."""
        self.front.start()

    def stop(self) -> None:
        """Stop the look-ups and let the camera go."""
        self.front.stop()
        self._worker.stop(STOP_MS)
        self._engine.close()


def _scan_config(settings: Settings) -> EngineConfig | None:
    if settings.camera is None:
        return None
    return EngineConfig(
        microphone=None,
        camera=settings.camera,
        media_dir=str(settings.media_dir),
        model_pack_dir=None,
        language=settings.language,
        asr_engine="none",
        reads_codes=True,
    )
