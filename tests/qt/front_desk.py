"""A front desk before a controller, with the window that shows both and a list in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from app.domain.accommodation import ExtraTime
from app.domain.events import CheckedIn
from app.domain.interview import Experience, Plan
from app.domain.language import Language
from app.domain.messages import EngineConfig
from app.errors import KioskError
from app.ui import intents as wish
from app.ui.comfort import Comfort
from app.ui.desk_ports import (
    AskNames,
    AskNews,
    CallAnswered,
    CallStaff,
    DeskNews,
    DeskPorts,
    Found,
    LookUp,
    Refused,
    SignedIn,
    SignIn,
    StaffDid,
    StaffNames,
)
from app.ui.desk_views import SignInView, StaffView, WaitingCall
from app.ui.front_desk import FrontDesk
from app.ui.narrator import Narrator
from app.ui.staff_gesture import StaffGesture
from app.ui.views import View
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.fakes.sitting import FakeEngine
from tests.qt.desk import ALL_YES, Desk, open_desk
from tests.qt.hands import key, press
from tests.unit.flow.plans import PLAN

HOLD_MS = 20
STAFF, PIN = "desk-1", "27182845"
SCAN = EngineConfig(None, "device:default", "media", None, Language.ZH, reads_codes=True)


class FakeList(QObject):
    """known: who is found by which entry. refuse: the next request fails with this.

    accounts: the staff and their PINs; `did`, `answered` and `tries` say what they did and who tried.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Found] = {}
        self.unknown: dict[str, Found] = {}
        self.requests: list[object] = []
        self.calls: list[CallStaff] = []
        self.open: list[WaitingCall] = []
        self.wait_min: int | None = None
        self.refuse: KioskError | None = None
        self.accounts = {STAFF: PIN}
        self.did: list[StaffDid] = []
        self.answered: list[CallAnswered] = []
        self.tries: list[str] = []

    def submit(self, request: object) -> None:
        self.requests.append(request)
        refusal, self.refuse = self.refuse, None
        if refusal is not None:
            self.failed.emit(refusal)
            return
        match request:
            case LookUp(entry, by):
                self.done.emit(self.known.get(entry) or self.unknown.get(entry) or Found(by or "code"))  # type: ignore[arg-type]
                return
            case AskNames():
                self.done.emit(StaffNames(tuple(self.accounts)))
                return
            case SignIn(name, secret):
                self.tries.append(name)
                fits = self.accounts.get(name) == secret
                self.done.emit(SignedIn(name) if fits else Refused(("staff_refused", ())))
                return
            case StaffDid():
                self.did.append(request)
            case CallStaff(reason, interview_id):
                self.calls.append(request)
                number = len(self.calls)
                self.open.append(WaitingCall(number, "14:03", reason, interview_id=interview_id))
            case CallAnswered(number):
                self.answered.append(request)
                self.open = [call for call in self.open if call.number != number]
            case AskNews():
                pass
        self.done.emit(DeskNews(tuple(self.open), self.wait_min))


@dataclass
class Reception:
    """Everything together. clock: of the front desk, in a list so that it can be moved."""

    desk: Desk
    front: FrontDesk
    window: KioskWindow
    list: FakeList
    camera: FakeEngine
    loudspeaker: FakeLoudspeaker
    clock: list[float] = field(default_factory=lambda: [0.0])


@contextmanager
def open_reception(
    window: KioskWindow, camera: FakeEngine | None = None, plan: Plan = PLAN
) -> Iterator[Reception]:
    """Window, narrator, front desk and controller, connected as the kiosk does it."""
    with open_desk(plan=plan) as desk:
        names, camera, clock = FakeList(), camera or FakeEngine(microphone=False), [0.0]
        ports = DeskPorts(names, camera, SCAN, lambda: clock[0])
        front = FrontDesk(ports, lambda: desk.controller.interview)
        loudspeaker = FakeLoudspeaker()
        narrator = Narrator(loudspeaker, window)
        comfort = Comfort(window, narrator, window.look)
        gesture = StaffGesture(window, window.header.held_by_staff, HOLD_MS)

        def show(view: View) -> None:
            window.show_page(view)
            if not isinstance(view, StaffView | SignInView):
                narrator.show(view)
            comfort.apply(view, front.accommodations)

        window.intent.connect(narrator.on_intent)
        narrator.intent.connect(front.on_intent)
        gesture.intent.connect(front.on_intent)
        front.intent.connect(desk.controller.on_intent)
        desk.controller.view_changed.connect(front.show)
        desk.controller.live.connect(window.show_live)
        front.view_changed.connect(show)
        front.help_note.connect(window.messages.show_note)
        front.trouble.connect(lambda error: window.tell(error.code))
        front.show(desk.view)
        yield Reception(desk, front, window, names, camera, loudspeaker, clock)
        front.stop()


def begin(qtbot: QtBot, at: Reception) -> None:
    press(qtbot, at.window.welcome.start_button)
    assert at.window.current_page is at.window.desk.check_in


def check_in_with(qtbot: QtBot, at: Reception, entry: str) -> None:
    begin(qtbot, at)
    qtbot.keyClicks(at.window.desk.check_in.entry, entry)
    press(qtbot, at.window.desk.check_in.find_button)


def ask_who(qtbot: QtBot, at: Reception) -> None:
    """The gesture, and what it brings."""
    qtbot.mousePress(at.window.header.brand, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: at.window.current_page is at.window.desk.sign_in)


def open_staff(qtbot: QtBot, at: Reception) -> None:
    """Sign in as the one account there is: the keyboard stands in the box."""
    ask_who(qtbot, at)
    assert at.window.focusWidget() is at.window.desk.sign_in.secret
    qtbot.keyClicks(at.window.desk.sign_in.secret, PIN)
    key(qtbot, at.window, Qt.Key.Key_Return)
    assert at.window.current_page is at.window.desk.staff


def apply(qtbot: QtBot, at: Reception, *names: str, time: ExtraTime = ExtraTime.NONE) -> None:
    open_staff(qtbot, at)
    press(qtbot, at.window.desk.staff.times[time])
    for name in names:
        press(qtbot, at.window.desk.staff.switches[name])
    press(qtbot, at.window.desk.staff.apply_button)


def came(at: Reception) -> CheckedIn:
    """What is stored of how they came, once they have consented."""
    assert not any(isinstance(each, CheckedIn) for each in at.desk.store.events)
    at.desk.wish(wish.TellExperience(Experience.INEXPERIENCED), wish.GiveConsents(ALL_YES))
    (event,) = [each for each in at.desk.store.events if isinstance(each, CheckedIn)]
    return event
