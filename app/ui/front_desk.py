"""Between the person and the controller: checking in, calls for staff, and what staff set."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations
from app.domain.check_in import CallReason, CheckInBy
from app.domain.events import CheckedIn
from app.domain.messages import CodeRead, EngineGone, EngineReady, FromEngine, PreviewReady
from app.errors import KioskError
from app.flow.interview import Interview, Step
from app.ui import desk_intents as desk
from app.ui import intents as wish
from app.ui.desk_ports import (
    AskNews,
    CallStaff,
    DeskNews,
    DeskPorts,
    Found,
    LookUp,
    Refused,
    SignedIn,
    StaffAct,
    StaffNames,
)
from app.ui.desk_staff import StaffDesk, placed
from app.ui.desk_views import CheckInPhase, CheckInView, StaffView
from app.ui.own_call import OwnCall
from app.ui.views import View, WelcomeView

TICK_MS = 1000
NEWS_EACH_S = 20.0
CALL_NEWS_EACH_S = 4.0  # while somebody waits for staff: who is coming may have said so in another process
LEAVES_CHECK_IN_S = 60.0  # also the time-out of the staff's page
FORGETS_S = 180.0  # staff set something, and nobody came; or staff are waited for
_MAY_WALK_IN = {CheckInPhase.ASKING, CheckInPhase.UNKNOWN, CheckInPhase.SCANNING}


class FrontDesk(QObject):
    """Takes wishes before the controller does, and views before the window does. Lives on the UI thread.

    intent: a wish for the controller. view_changed: a View to draw. trouble: a KioskError to tell. review_asked,
    office_asked: the account that wants the list of interviews, or the administrator's screens; its page is shut.
    help_note: as of MessageArea.show_note. live, preview_memory: of the camera that looks for a QR code.
    """

    intent = Signal(object)
    view_changed = Signal(object)
    trouble = Signal(object)
    review_asked = Signal(str)
    office_asked = Signal(str)
    help_note = Signal(str)
    live = Signal(object)
    preview_memory = Signal(object)

    def __init__(self, ports: DeskPorts, interview: Callable[[], Interview]) -> None:
        super().__init__()
        self._ports, self._interview = ports, interview
        self._view: View | None = None
        self._phase: CheckInPhase | None = None
        self._found: Found | None = None
        self._pending, self._pending_by = NO_ACCOMMODATION, ""
        self._news = DeskNews()
        self._staff, self._own_call = StaffDesk(ports.worker), OwnCall()
        self._touched_s = self._asked_s = ports.clock_s()
        ports.worker.done.connect(self._told)
        ports.worker.failed.connect(self._failed)
        ports.engine.message.connect(self._seen)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def accommodations(self) -> Accommodations:
        """What holds on the screen now: of the sitting, or what staff set for the next one."""
        return self._pending if self._is_between else self._interview().accommodations

    def start(self) -> None:
        """Begin to look after the desk."""
        self._timer.start()
        self._ports.worker.submit(AskNews())

    def stop(self) -> None:
        """Let the camera go."""
        self._timer.stop()
        self._ports.engine.stop()

    @property
    def _is_between(self) -> bool:
        return self._interview().step is Step.WELCOME

    # ---- what people want ----------------------------------------------------------------------
    @Slot(object)
    def on_intent(self, intent: wish.Intent) -> None:
        """Do what concerns the desk, and pass everything else on."""
        self._touched_s = self._ports.clock_s()
        match intent:
            case wish.Begin() if self._is_between:
                self._go(CheckInPhase.ASKING)
            case desk.CheckInWith(entry):
                self._look_up(LookUp(entry))
            case desk.ScanCode() if self._phase in _MAY_WALK_IN and self._ports.scan_config is not None:
                self._go(CheckInPhase.SCANNING)
                self._ports.engine.start(self._ports.scan_config)
            case desk.StopScan() if self._phase is CheckInPhase.SCANNING:
                self._go(CheckInPhase.ASKING)
            case desk.WalkIn() if self._phase in _MAY_WALK_IN:
                key = self._found.phone_key if self._found is not None else None
                self._enter(Found(CheckInBy.WALK_IN, phone_key=key))
            case desk.BackToStart():
                self._go(None)
            case wish.AskForHelp():
                self._call(CallReason.HELP)
                self.intent.emit(intent)
            case wish.Decline(human=True):
                self._call(CallReason.HUMAN)
                self.intent.emit(intent)
            case (
                desk.OpenStaff()
                | desk.SignInWith()
                | desk.CloseStaff()
                | desk.OpenReview()
                | desk.OpenOffice()
                | desk.SetAccommodations()
                | desk.AnswerCall()
                | desk.LetOn()
            ):
                self._serve(intent)
            case _:
                self.intent.emit(intent)

    def _serve(self, intent: wish.Intent) -> None:
        """What staff want; all but opening the page and signing in only from somebody who is signed in."""
        staff = self._staff
        match intent:
            case desk.OpenStaff() if staff.is_shut:
                staff.ask()
                self.intent.emit(wish.Pause())  # nobody's time to prepare runs while the page is covered
            case desk.SignInWith(name, secret):
                staff.try_secret(name, secret)
            case desk.CloseStaff():
                staff.shut(StaffAct.CLOSE)
            case desk.OpenReview() if (
                staff.by and self._is_between
            ):  # nobody who sits here sees others' answers
                by = staff.by
                staff.shut(StaffAct.REVIEW)
                self.review_asked.emit(by)
            case desk.OpenOffice() if staff.by and self._is_between:
                by = staff.by
                staff.shut(StaffAct.OFFICE)
                self.office_asked.emit(by)
            case desk.SetAccommodations(wanted) if staff.by:
                self._set(wanted)
            case desk.AnswerCall(call):
                staff.answer(call)
            case desk.LetOn() if staff.by and self._waits:
                by = staff.by
                staff.shut(StaffAct.LET_ON)
                self._enter(self._found or Found(CheckInBy.WALK_IN), let_on_by=by)
        self._draw()

    @property
    def _waits(self) -> bool:
        return self._phase is CheckInPhase.SEEN_BEFORE

    def _set(self, wanted: Accommodations) -> None:
        if wanted.human_interviewer and not self.accommodations.human_interviewer:
            self._call(CallReason.HUMAN)
        self._staff.did(StaffAct.SET_ACCOMMODATIONS, self._interview_id)
        if self._is_between:
            self._pending, self._pending_by = wanted, self._staff.by
        else:
            self.intent.emit(desk.SetAccommodations(wanted, self._staff.by))

    def _call(self, reason: CallReason) -> None:
        self._ports.worker.submit(CallStaff(reason, self._interview_id))

    @property
    def _interview_id(self) -> str | None:
        return None if self._is_between else self._interview().interview_id

    # ---- checking in ---------------------------------------------------------------------------
    def _go(self, phase: CheckInPhase | None) -> None:
        if self._phase is CheckInPhase.SCANNING:
            self._ports.engine.stop()
            self.preview_memory.emit(None)
        self._phase = phase
        if phase in {None, CheckInPhase.ASKING}:
            self._found = None
        self._draw()

    def _look_up(self, request: LookUp) -> None:
        if self._phase in _MAY_WALK_IN and request.entry.strip():
            self._go(CheckInPhase.LOOKING)
            self._ports.worker.submit(request)

    def _enter(self, found: Found, *, let_on_by: str = "") -> None:
        came = CheckedIn(found.by, found.appointment, found.phone_key, bool(let_on_by), let_on_by)
        wanted, by = self._pending, self._pending_by
        self._forget_pending()
        self._go(CheckInPhase.LOOKING)  # until the sitting is on the screen: nobody begins twice
        self._found = None
        self.intent.emit(wish.Begin(came, wanted, by))

    def _forget_pending(self) -> None:
        self._pending, self._pending_by = NO_ACCOMMODATION, ""

    @Slot(object)
    def _told(self, result: Found | DeskNews | StaffNames | SignedIn | Refused) -> None:
        if isinstance(result, DeskNews):
            self._news = result
            if (note := self._own_call.heard(result.calls, self._interview_id)) is not None:
                self.help_note.emit(note)
            self._draw()
        elif not isinstance(result, Found):
            if self._staff.told(result):
                self.intent.emit(desk.StaffHere())
            self._draw()
        elif self._phase is CheckInPhase.LOOKING:
            self._found = result
            if result.seen_before:
                self._call(CallReason.SEEN_BEFORE)
                self._go(CheckInPhase.SEEN_BEFORE)
            elif result.is_known:
                self._enter(result)
            else:
                self._go(CheckInPhase.UNKNOWN)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if self._phase is CheckInPhase.LOOKING:
            self._go(CheckInPhase.ASKING)
        self.trouble.emit(error)

    @Slot(object)
    def _seen(self, message: FromEngine) -> None:
        """What the camera says; it is asked only while somebody holds a code before it."""
        if self._phase is not CheckInPhase.SCANNING:
            return
        match message:
            case CodeRead(text):
                self._look_up(LookUp(text, CheckInBy.QR))
            case EngineReady(camera=camera) if not camera.present:
                self._go(CheckInPhase.ASKING)
                self.trouble.emit(KioskError(camera.code or "no_camera"))
            case EngineReady(preview_memory=name):
                self.preview_memory.emit(name)
            case PreviewReady():
                self.live.emit(message)
            case EngineGone(code):
                self._go(CheckInPhase.ASKING)
                self.trouble.emit(KioskError(code))

    # ---- what is shown -------------------------------------------------------------------------
    @Slot(object)
    def show(self, view: View) -> None:
        """The controller's view: what is drawn is this, or the desk's own in its place."""
        self._view = view
        if not isinstance(view, WelcomeView):
            self._phase = None
        self._draw()

    def _draw(self) -> None:
        if self._view is not None:
            self.view_changed.emit(self._drawn(self._view))

    def _drawn(self, view: View) -> View:
        if self._staff.sign_in_view is not None:
            return self._staff.sign_in_view
        if self._staff.by:
            calls = placed(self._news.calls, self._interview())
            return StaffView(self.accommodations, calls, self._waits, not self._is_between, by=self._staff.by)
        if not isinstance(view, WelcomeView):
            return view
        if self._phase is not None:
            return CheckInView(self._phase, self._ports.scan_config is not None)
        return replace(view, wait_min=self._news.wait_min, calls=self._news.calls)

    @Slot()
    def tick(self) -> None:
        """Forget whoever went away; ask for news now and then."""
        now_s = self._ports.clock_s()
        idle_s = now_s - self._touched_s
        if not self._staff.is_shut and idle_s >= LEAVES_CHECK_IN_S:
            self._staff.shut(StaffAct.TIME_OUT)
            self._draw()
        if self._phase is not None and idle_s >= (FORGETS_S if self._waits else LEAVES_CHECK_IN_S):
            self._forget_pending()
            self._go(None)
        if self._is_between and self._pending.is_any and idle_s >= FORGETS_S:
            self._forget_pending()
            self._draw()
        calls = self._own_call.is_open
        is_due = now_s - self._asked_s >= (CALL_NEWS_EACH_S if calls else NEWS_EACH_S)
        if is_due and (calls or self._is_between or self._staff.by):
            self._asked_s = now_s
            self._ports.worker.submit(AskNews())
