"""The page of what the hub refused, between the PIN and the way out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.content.paths import resources_dir
from app.domain.language import Language
from app.store.journal import Journal
from app.store.outbox import ParkedJob
from app.ui.admin.frame import StaffWindow
from app.ui.admin.parked_page import ParkedPage
from app.ui.admin.parked_views import ParkedKind, ParkedRecord, ParkedView, ParkedWish, SendAgain
from app.workers.thread import Background

IDLE_MS = 120_000  # then the page goes away, and the candidates have their screen again
SENT_AGAIN = "records_sent_again"
KINDS = {
    "consent_receipt.v1": ParkedKind.CONSENT,
    "interview.v1": ParkedKind.INTERVIEW,
    "audit_batch.v1": ParkedKind.AUDIT,
    "review_act.v1": ParkedKind.ACT,
}


@dataclass(frozen=True, slots=True)
class AskParked:
    """What is parked?"""


@dataclass(frozen=True, slots=True)
class Requeue:
    """Offer these again; actor: who wants it, for the audit log."""

    ids: tuple[str, ...]
    actor: str


@dataclass(frozen=True, slots=True)
class ParkedTask:
    """Called on a thread of its own. clock_s: Unix seconds, UTC."""

    journal: Journal
    clock_s: Callable[[], float]

    def __call__(self, request: object) -> ParkedView:
        """What is parked after the request was done. Raises KioskError as the store does."""
        outbox = self.journal.outbox
        if isinstance(request, Requeue):
            now = self.clock_s()
            moved = sum(outbox.requeue(each, now=now) for each in request.ids)
            self.journal.record(request.actor, SENT_AGAIN, {"records": moved}, now=now)
        return ParkedView(tuple(_record(each) for each in outbox.parked()), outbox.state().waiting)


class ParkedDesk(QObject):
    """Shows the page if anything is parked. close_asked: nothing is parked, or the person has seen it.

    failed: what the store said.
    """

    close_asked = Signal()
    failed = Signal(object)

    def __init__(
        self, journal: Journal, language: Language, clock_s: Callable[[], float], *, windowed: bool
    ) -> None:
        super().__init__()
        self._windowed, self._actor, self._is_open = windowed, "", False
        self._background = Background("parked", ParkedTask(journal, clock_s))
        self._background.done.connect(self._show)
        self._background.failed.connect(self.failed)
        self.window = StaffWindow(resources_dir(), language, ParkedPage)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._go_back)
        self.window.page.intent.connect(self._wanted)
        self.window.touched.connect(self._idle.start)
        self.window.closing.connect(self._go_back)

    def open(self, actor: str) -> None:
        """Look what is parked, for `actor`, who showed a PIN."""
        self._actor, self._is_open = actor, False
        self._background.submit(AskParked())

    def stop(self) -> None:
        """Close the window and end the thread."""
        self._idle.stop()
        self.window.release()
        self.window.close()
        self._background.stop()

    @Slot(object)
    def _show(self, view: ParkedView) -> None:
        if not view.records and not self._is_open:
            self.close_asked.emit()
            return
        page = self.window.page
        if isinstance(page, ParkedPage):
            page.show_view(view)
        if not self._is_open:
            self._is_open = True
            self._idle.start()
            self.window.show() if self._windowed else self.window.showFullScreen()

    @Slot(object)
    def _wanted(self, wish: SendAgain | ParkedWish) -> None:
        if isinstance(wish, SendAgain):
            self._background.submit(Requeue(wish.ids, self._actor))
        elif wish is ParkedWish.CLOSE:
            self._go_back()
            self.close_asked.emit()
        else:
            self._go_back()

    @Slot()
    def _go_back(self) -> None:
        self._idle.stop()
        self._is_open, self._actor = False, ""
        self.window.hide()


def _record(job: ParkedJob) -> ParkedRecord:
    return ParkedRecord(
        id=job.id,
        kind=KINDS.get(job.kind, ParkedKind.OTHER),
        at=datetime.fromtimestamp(job.created_at).astimezone().strftime("%Y-%m-%d %H:%M"),
        status=str(job.last_status or "-"),
        words=job.words,
    )
