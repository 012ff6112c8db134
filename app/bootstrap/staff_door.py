"""The PIN on the screen: asked before the program closes, and set at the first start."""

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.bootstrap.staff_task import Admitted, OpenWith, SetUpFirst, StaffTask, UseCode
from app.content.paths import resources_dir
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.ui.admin.frame import StaffWindow
from app.ui.admin.pin_page import PinPage
from app.ui.admin.pin_views import PinMode, PinView, StaffWish, Typed
from app.ui.desk_views import Told
from app.ui.strings import NEUTRAL_CODE
from app.workers.thread import Background

IDLE_MS = 60_000  # then the page goes away by itself, except while a code is to be written down
WAY_OUT = PinView("way_out.title", "way_out.lead", PinMode.PIN, other="way_out.use_code", back="pin.back")
RESTORE = replace(WAY_OUT, title="way_out.restore_title", lead="way_out.restore_lead")
CHOOSE = PinView("set_up.title", "set_up.choose", PinMode.PIN)


class _PinFlow(QObject):
    """Shows views, hears digits and answers; lives on the UI thread.

    Signals:
        admitted: the name of who may, once per time it was shown. went_back: nobody wanted anything.
    """

    admitted = Signal(str)
    went_back = Signal()
    told_lead: ClassVar[str]

    def __init__(self, task: StaffTask, language: Language) -> None:
        super().__init__()
        self._view = WAY_OUT
        self._admitted = Admitted("")
        self._asked: PinView = WAY_OUT  # to come back to after a check
        self._background = Background("staff", task)
        self._background.done.connect(self._done)
        self._background.failed.connect(self._failed)
        self.window = StaffWindow(resources_dir(), language, PinPage)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._go_back)
        self.window.page.intent.connect(self._wanted)
        self.window.touched.connect(self._idle.start)
        self.window.closing.connect(self._go_back)

    @property
    def view(self) -> PinView:
        """What the page shows."""
        return self._view

    def open(self, view: PinView, *, windowed: bool) -> None:
        """Show the page with `view`."""
        self._show(view)
        self._idle.start()
        if windowed:
            self.window.show()
        else:
            self.window.showFullScreen()

    def stop(self) -> None:
        """Close the window and end the thread."""
        self._idle.stop()
        self.window.release()
        self.window.close()
        self._background.stop()

    @Slot(object)
    def _wanted(self, wish: Typed | StaffWish) -> None:
        if isinstance(wish, Typed):
            self._typed(wish.digits)
        elif wish is StaffWish.NOTED:
            self._leave(self._admitted.name)
        elif wish is StaffWish.OTHER:
            self._show(replace(self._view, lead="way_out.code_lead", mode=PinMode.CODE, other="", error=None))
        else:
            self._go_back()

    def _typed(self, digits: str) -> None:
        raise NotImplementedError

    def _check(self, request: object) -> None:
        self._asked = self._view
        self._show(replace(self._view, mode=PinMode.BUSY, other="", back="", error=None))
        self._background.submit(request)

    @Slot(object)
    def _done(self, admitted: Admitted) -> None:
        self._admitted = admitted
        if admitted.code:
            self._idle.stop()
            told = PinView(self._asked.title, self.told_lead, PinMode.TOLD, code=admitted.code)
            self._show(told)
        else:
            self._leave(admitted.name)

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        told = error if isinstance(error, KioskError) else KioskError(NEUTRAL_CODE)
        self._again((told.code, tuple(told.params.items())))

    def _again(self, error: Told) -> None:
        self._show(replace(self._asked, error=error))
        self._idle.start()

    @Slot()
    def _go_back(self) -> None:
        if self._view.mode in (PinMode.PIN, PinMode.CODE) and self._view.back:
            self._hide()
            self.went_back.emit()

    def _leave(self, name: str) -> None:
        self._hide()
        self.admitted.emit(name)

    def _hide(self) -> None:
        self._idle.stop()
        self.window.hide()
        self._show(replace(WAY_OUT))  # nothing that was typed or told stays

    def _show(self, view: PinView) -> None:
        self._view = view
        page = self.window.page
        if isinstance(page, PinPage):
            page.show_view(view)


class StaffDoor(_PinFlow):
    """Asks for an administrator's PIN, or for the unlock code; open it with WAY_OUT or RESTORE."""

    told_lead = "way_out.new_code"

    def _typed(self, digits: str) -> None:
        self._check(UseCode(digits) if self._view.mode is PinMode.CODE else OpenWith(digits))


class SetUp(_PinFlow):
    """Makes the first administrator; it has no way back. ended: the person closed its window instead."""

    told_lead = "set_up.code"
    ended = Signal()

    def __init__(self, task: StaffTask, language: Language) -> None:
        super().__init__(task, language)
        self._first = ""
        self.window.closing.connect(self.ended)

    def _typed(self, digits: str) -> None:
        if not self._first:
            self._first = digits
            self._show(replace(CHOOSE, lead="set_up.repeat"))
        else:
            first, self._first = self._first, ""
            self._asked = CHOOSE
            if digits == first:
                self._show(replace(CHOOSE, mode=PinMode.BUSY))
                self._background.submit(SetUpFirst(digits))
            else:
                self._again(("two_secrets_differ", ()))
